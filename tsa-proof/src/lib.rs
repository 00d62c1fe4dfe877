//! The proof-of-existence service.

pub mod accounts;
pub mod clock;
pub mod deposit;
pub mod i18n;
pub mod limits;
pub mod pages;
pub mod store;
pub mod trust;
