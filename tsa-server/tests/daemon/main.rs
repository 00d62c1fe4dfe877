//! The real daemon, started as its operators start it, on free ports.

#![expect(unreachable_pub, reason = "modules of one test program")]

mod authority;
mod client;
mod configured;
mod dev;
mod drain;
