//! The proof-of-existence service.

pub mod accounts;
pub mod clock;
pub mod deposit;
pub mod limits;
pub mod store;
pub mod trust;
pub mod i18n;
pub mod limits;
pub mod store;
pub mod pages;
