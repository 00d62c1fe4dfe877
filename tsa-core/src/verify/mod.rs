//! Verification of signatures, certificate paths, tokens and responses: public-key operations only.

pub mod signature;
