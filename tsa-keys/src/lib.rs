//! Keys that sign one thing each.
//!
//! | key | signs | and nothing else |
//! |---|---|---|
//! | [`TsuKey`] | what the journal has recorded, its own certification request, one constant | there is no `sign(bytes)` |
//! | [`CaKey`] | certificates and CRLs that keep the rules C60–C67 | |
//! | [`LogKey`] | checkpoints of its own log, once they are durable | |
//! | [`CosignerKey`] | a time and a checkpoint: the log's second key, a witness's key | |
//!
//! Software keys are held by aws-lc-rs ([`KeyAlgorithm`]); their files are PKCS#8, encrypted unless asked otherwise
//! ([`key_file`]). [`profile`] reads what certificates shall look like, [`tsu_store`] keeps the life cycle of
//! TSUs in the state directory, [`development`] makes the throw-away hierarchy of `tsa-server --dev`.
//!
//! This crate never reads the clock: every time comes from its caller.

mod algorithm;
mod ca_key;
mod certificate;
mod crl;
pub mod development;
mod ed25519;
mod error;
mod extension;
mod issue;
pub mod key_file;
mod log_key;
pub mod log_store;
mod memory;
pub mod profile;
mod request;
mod scheme;
mod secret_file;
mod software;
mod subject;
#[cfg(test)]
mod testing;
mod tsu_key;
pub mod tsu_store;

pub use algorithm::{KeyAlgorithm, UnknownKeyAlgorithm};
pub use ca_key::CaKey;
pub use certificate::{CertificateSpec, Issuer, Role};
pub use crl::{CrlSpec, RevocationReason, RevokedCertificate, UnknownReason};
pub use error::LoadError;
pub use issue::IssueError;
pub use key_file::{KeyFileError, Protection};
pub use log_key::{CosignerKey, LogKey};
pub use memory::forbid_core_dumps;
pub use request::{CertificationRequest, RequestError};
pub use scheme::RsaHash;
pub use secret_file::{OpenError, open_secret_file};
pub use software::KeyError;
pub use subject::{Subject, SubjectError};
pub use tsu_key::{SelfTestError, SignError, TsuKey};
