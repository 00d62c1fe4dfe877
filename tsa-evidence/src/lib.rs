//! Claims and evidence packages: their format and their verification, without IO and without a clock.
//!
//! A claim says who held a file; its digest is the nonce of the file's time-stamp token, and a second token over the claim shows
//! that the service recorded it. `docs/claim-format.md` specifies all of it, and `vectors/` has examples, good and bad.
//!
//! | question | here |
//! |---|---|
//! | which JSON is the canonical one? | [`jcs`] |
//! | which text may stand in a claim? | [`names`] |
//! | what does a claim say? | [`claim`] |
//! | how is a digest a nonce? | [`nonce`] |
//! | how is a name sealed, and opened? | [`name_seal`] |
//! | how is a folder one fingerprint? | [`manifest`] |
//! | how are files packed? | [`zip`], [`asics`] |
//! | whom does a verifier believe? | [`trust`] |
//! | does a proof hold? | [`assessment`] |
//! | which files belong together? | [`package`] |
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

pub mod asics;
pub mod assessment;
pub mod certificate;
pub mod claim;
mod hex;
pub mod jcs;
pub mod manifest;
pub mod name_seal;
pub mod names;
pub mod nonce;
pub mod package;
pub mod trust;
pub mod zip;

#[cfg(test)]
mod vectors;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
pub type Sha256Digest = [u8; 32];

/// SHA-256 of octets in memory.
#[must_use]
pub fn sha256(octets: &[u8]) -> Sha256Digest {
    Sha256::digest(octets).into()
}
