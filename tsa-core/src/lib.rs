//! RFC 3161 as pure code.
#![no_std]
#![forbid(unsafe_code)]
extern crate alloc;

#[cfg(feature = "verify")]
pub mod verify;
