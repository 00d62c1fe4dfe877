//! What the store gives and takes.

use std::sync::Arc;

use jiff::Timestamp;
use tsa_core::{SignatureScheme, Tsu, TsuWarning};
use x509_cert::name::Name;

use crate::{KeyAlgorithm, Protection, TsuKey};

/// Where a unit stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TsuState {
    /// Has a key, perhaps a certificate; has not signed.
    Pending,
    /// Signs for its group.
    Active,
    /// Has signed, or was given up; its key is never used again.
    Retired,
}

/// One unit, as the files describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TsuEntry {
    /// Its name, also that of its directory.
    pub name: String,
    /// The group it signs for.
    pub group: String,
    /// Its key.
    pub algorithm: KeyAlgorithm,
    /// How it signs tokens.
    pub scheme: SignatureScheme,
    /// Where it stands.
    pub state: TsuState,
    /// Whether a certificate is installed.
    pub has_certificate: bool,
    /// Whether its private key is still there.
    pub has_key: bool,
    /// When its key was made.
    pub created: Timestamp,
    /// When it began to sign.
    pub activated: Option<Timestamp>,
    /// When it stopped.
    pub retired: Option<Timestamp>,
}

/// A unit to be made.
#[derive(Clone, Debug)]
pub struct NewTsu<'a> {
    /// Its name: small letters, digits and hyphens.
    pub name: &'a str,
    /// The group it will sign for; the same alphabet.
    pub group: &'a str,
    /// The key to generate.
    pub algorithm: KeyAlgorithm,
    /// How it will sign; `None` for what suits the key.
    pub scheme: Option<SignatureScheme>,
    /// The name to ask a certificate for.
    pub subject: &'a Name,
    /// How to keep the key.
    pub protection: Protection<'a>,
    /// The time now.
    pub now: Timestamp,
    /// Accept keys too weak for anything but a laboratory (C65).
    pub lab: bool,
}

/// What an installed certificate is like.
#[derive(Clone, Debug)]
pub struct Installed {
    /// What should be put right (C64, C66).
    pub warnings: Vec<TsuWarning>,
    /// The chain ended in a self-signed root, which was left out: relying parties have it already, or must not trust it.
    pub root_left_out: bool,
    /// The certificate's subject, for people.
    pub subject: String,
}

/// What an activation did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// The unit that signed before, now retired.
    pub former: Option<String>,
}

/// A unit ready to sign.
#[derive(Debug)]
pub struct ActiveTsu {
    /// Its name.
    pub name: String,
    /// Its certificate and what follows from it.
    pub tsu: Arc<Tsu>,
    /// Its key, matched and self-tested.
    pub key: TsuKey,
}

impl TsuState {
    /// The word used in files and output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Retired => "retired",
        }
    }
}

impl core::fmt::Display for TsuState {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}
