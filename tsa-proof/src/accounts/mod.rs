//! Accounts: who may do what, and how a person or a program shows who it is.

pub mod api_key;
pub mod email;
pub mod password;
pub mod secret;
pub mod totp;

pub use api_key::{ApiKeyText, Scope, Scopes};
pub use email::EmailAddress;
