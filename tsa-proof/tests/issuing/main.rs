//! Deposits against a real development authority.

#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests say what they expect and measured"
)]

mod bare_authority;
mod command_line;
mod folders;
mod keeping;
mod killed;
mod load;
mod packages;
mod path;
mod privacy;
#[path = "../store_suite/server.rs"]
mod server;
mod stage;
mod stubs;
mod taken_up;
mod tls;
mod trust;
