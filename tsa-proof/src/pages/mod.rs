//! The pages: what a person sees, apart from the account's.

pub mod account;
pub mod assets;
mod deposit;
pub mod errors;
mod landing;
pub mod page;
mod routes;
mod trust;

pub use page::Page;
pub use routes::{fallback, router};

#[cfg(test)]
mod tests;
