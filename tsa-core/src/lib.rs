//! RFC 3161 as pure code: what a time-stamping authority must accept, refuse, say and sign, without any IO.
//!
//! A time-stamping authority (TSA) is given a fingerprint and answers with a signed statement that the fingerprint
//! existed at a time. Time, serial numbers, randomness and signatures enter this crate as values.
//!
//! The way of a request through it:
//!
//! | stop | here | gives |
//! |---|---|---|
//! | decode | [`Request::decode`] | a valid [`Request`] or a [`Refusal`] |
//! | decide | [`Policy::decide`] | a [`Grant`] or a [`Refusal`] |
//! | fix time and serial | [`Grant::gen_time`], [`Grant::draft`] (called by the journal, once the record is durable) | a [`Draft`] |
//! | complete | [`Draft::complete`] with the key's [`Signature`] | a [`TimeStampToken`] |
//! | answer | [`response::granted`], [`response::rejection`] | the octets of a TimeStampResp |
//!
//! Where each rule lives: wire forms in [`asn1`], hash algorithms in [`imprint`], the reasons to say no and their
//! failInfo bits in [`refusal`], genTime and accuracy in [`time`], serial numbers in [`serial`], certificate rules in
//! [`tsu`], the token's CMS form in [`draft`], checking of finished tokens in `verify` (feature `verify`).
//!
//! The public log, as arithmetic and formats: the tree in [`merkle`], what a leaf says in [`leaf`], signed notes and their
//! keys in [`note`], the head of the log in [`checkpoint`], proofs of logging in [`tlog_proof`], whom to believe in
//! [`tlog_policy`], what a witness is sent in [`tlog_witness`], the rule against back-dating in
//! [`audit`]. `docs/log-format.md` specifies it all.
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    warn(
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects,
        clippy::unwrap_used,
        clippy::expect_used
    )
)]

extern crate alloc;
#[cfg(test)]
extern crate std;

#[cfg(test)]
mod testing;

pub mod asn1;
pub mod audit;
mod base64;
pub mod checkpoint;
pub mod draft;
pub mod imprint;
pub mod leaf;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod refusal;
pub mod request;
pub mod response;
pub mod scheme;
pub mod serial;
pub mod time;
pub mod tlog_policy;
pub mod tlog_proof;
pub mod tlog_witness;
pub mod tsu;
#[cfg(feature = "verify")]
pub mod verify;

pub use asn1::Oid;
pub use draft::{CompleteError, Draft, Signature, TimeStampToken};
pub use imprint::{HashAlgorithm, HashAlgorithms, MessageImprint};
pub use policy::{CertificatesField, Grant, Policy, PolicyError, PolicySettings, TsaName};
pub use refusal::Refusal;
pub use request::{Nonce, Request};
pub use scheme::SignatureScheme;
pub use serial::{LeafIndex, SerialNumber};
pub use time::{Accuracy, GenTime, GenTimeUnit, TimeReading, TimeState, UnixTime};
pub use tsu::{KeyPeriod, NotUsable, Tsu, TsuError, TsuRules, TsuWarning};
