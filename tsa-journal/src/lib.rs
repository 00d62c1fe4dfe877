//! The issuance record: the one place where a serial and a time are fixed before a key is used.

pub mod durable;
