//! The pages: what a person sees, apart from the account's.

pub mod account;
pub mod assets;
mod check;
mod deposit;
pub mod errors;
mod help;
mod known_names;
mod landing;
pub mod page;
mod proof_view;
mod result;
mod result_mail;
mod routes;
pub(crate) mod scripts;
mod signed_in;
pub(crate) mod trust;
mod vault;

pub use page::Page;
pub use routes::{fallback, router};

#[cfg(test)]
mod tests;
