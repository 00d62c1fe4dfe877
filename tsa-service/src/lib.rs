//! What every daemon here shares.
//!
//! | question | module |
//! |---|---|
//! | how does a connection live and die? | [`listener`], [`socket`], [`limits`] |
//! | how do the layers of a configuration become one file, and how is a value read? | [`config`] |
//! | how does a daemon begin, say where it listens, and end? | [`run`], [`process`] |
//! | where does the log go? | [`log`] |
//! | what time is it? | [`clock`], the only reader of the clock |
//!
//! Nothing here knows what a daemon serves: that is behind [`listener::Site`].

pub mod clock;
pub mod config;
pub mod limits;
pub mod listener;
pub mod log;
pub mod process;
pub mod run;
pub mod socket;
