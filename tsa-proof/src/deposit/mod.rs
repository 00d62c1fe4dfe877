//! Deposits: from a fingerprint and its holders to the two tokens of a proof.

pub mod pem;
pub mod query;
pub mod settings;
pub mod transport;
pub mod tsa;
