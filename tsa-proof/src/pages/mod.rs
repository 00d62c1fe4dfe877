//! The pages: what a person sees, apart from the account's.

pub mod assets;
pub mod landing;
pub mod page;

pub use page::Page;

#[cfg(test)]
mod tests;
