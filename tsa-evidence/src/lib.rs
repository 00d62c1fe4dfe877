//! Claims and evidence packages: their format and their verification.
#![no_std]
#![forbid(unsafe_code)]
