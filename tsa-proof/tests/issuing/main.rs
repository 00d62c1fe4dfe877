//! Deposits against a real development authority.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests say what they expect and measured"
)]

mod command_line;
mod load;
mod path;
mod stage;
mod stubs;
mod taken_up;
mod trust;
