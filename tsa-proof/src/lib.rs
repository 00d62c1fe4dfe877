//! The proof-of-existence service.

pub mod accounts;
pub mod clock;
pub mod limits;
pub mod store;
