//! The proof-of-existence service.
