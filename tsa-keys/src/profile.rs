//! Certificate profiles: what the certificates of a hierarchy look like, as files a person can read and review.
//!
//! The files are TOML; `certs/README.md` explains every key, `certs/development` and `certs/production` hold the ones
//! that come with this software.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use der::asn1::ObjectIdentifier;
use jiff::{Span, Timestamp, ToSpan, tz::TimeZone};
use serde::Deserialize;

use crate::{CertificateSpec, Issuer, KeyAlgorithm, Role, RsaHash, Subject, SubjectError};

/// A certificate profile. A value of this type has been checked.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What the holder may do.
    pub role: Role,
    /// The key the holder shall have.
    pub key_algorithm: KeyAlgorithm,
    /// The holder's name.
    pub subject: Subject,
    validity: Span,
    key_use: Option<Span>,
    rsa_hash: RsaHash,
    ca_issuers: Vec<String>,
    crl_urls: Vec<String>,
    policies: Vec<ObjectIdentifier>,
}

impl Profile {
    /// Reads a profile from a file.
    ///
    /// # Errors
    /// The file cannot be read or is no valid profile.
    pub fn load(path: &Path) -> Result<Self, ProfileError> {
        let text =
            fs::read_to_string(path).map_err(|source| ProfileError::Read { path: path.into(), source })?;
        Self::parse(&text)
            .map_err(|source| ProfileError::File { path: path.into(), source: Box::new(source) })
    }

    /// Reads a profile from the text of a file.
    ///
    /// # Errors
    /// The text is no TOML, has an unknown or missing key, or a value that does not fit.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let file: ProfileFile = toml::from_str(text)?;
        file.check()
    }

    /// What a certificate by this profile says, for this key, from this moment on (cut to whole seconds).
    ///
    /// # Errors
    /// The name is not valid, or the validity ends outside the calendar.
    pub fn certificate(
        &self,
        issuer: Issuer,
        spki_der: &[u8],
        not_before: Timestamp,
    ) -> Result<CertificateSpec, ProfileError> {
        let not_before = Timestamp::from_second(not_before.as_second())?;
        Ok(CertificateSpec {
            issuer,
            subject: self.subject.name()?,
            spki_der: spki_der.to_vec(),
            role: self.role,
            not_before,
            not_after: last_second(not_before, self.validity)?,
            key_use_until: self.key_use.map(|span| last_second(not_before, span)).transpose()?,
            ca_issuers: self.ca_issuers.clone(),
            crl_urls: self.crl_urls.clone(),
            policies: self.policies.clone(),
            rsa_hash: self.rsa_hash,
            lab: false,
        })
    }
}

/// Why a profile was refused.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The file cannot be read.
    #[error("cannot read the certificate profile {path}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no valid profile.
    #[error("{path} is no valid certificate profile", path = path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: Box<ProfileError>,
    },
    /// No TOML, or keys that do not belong.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A version this software does not know.
    #[error("version = {0}: this software reads version 1")]
    Version(u32),
    /// A key that another role has.
    #[error("`{key}` does not belong into a profile with role = \"{role}\": remove it")]
    NotForRole {
        /// The key.
        key: &'static str,
        /// The role.
        role: &'static str,
    },
    /// A key that this role needs.
    #[error("`{key}` is missing: a profile with role = \"{role}\" needs it")]
    Missing {
        /// The key.
        key: &'static str,
        /// The role.
        role: &'static str,
    },
    /// A period that is none.
    #[error("{key} = \"{value}\": give a period such as \"10 years\", \"15 months\" or \"90 days\"")]
    Period {
        /// The key.
        key: &'static str,
        /// Its value.
        value: String,
    },
    /// A policy that is no OID.
    #[error("policies: `{0}` is no object identifier")]
    Policy(String),
    /// RSA-2048.
    #[error(
        "key-algorithm = \"{0}\" is for laboratories only: use ecdsa-p256, ecdsa-p384, rsa-3072 or rsa-4096"
    )]
    LabOnly(KeyAlgorithm),
    /// The name.
    #[error("[subject]: {0}")]
    Subject(#[from] SubjectError),
    /// A date outside the calendar.
    #[error("the validity ends outside the calendar: choose a shorter one")]
    Calendar(#[from] jiff::Error),
}

/// The profiles of the throw-away hierarchy of `tsa-server --dev`.
pub mod development {
    /// The root.
    pub const ROOT: &str = include_str!("../../certs/development/root.toml");
    /// The issuing CA.
    pub const ISSUING: &str = include_str!("../../certs/development/issuing.toml");
    /// Its TSUs.
    pub const TSU: &str = include_str!("../../certs/development/tsu.toml");
}

/// The profiles to start a private hierarchy from.
pub mod production {
    /// The root.
    pub const ROOT: &str = include_str!("../../certs/production/root.toml");
    /// The issuing CA.
    pub const ISSUING: &str = include_str!("../../certs/production/issuing.toml");
    /// A TSU.
    pub const TSU: &str = include_str!("../../certs/production/tsu.toml");
}

/// The file as it is written; [`ProfileFile::check`] makes a [`Profile`] of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ProfileFile {
    version: u32,
    role: RoleName,
    key_algorithm: KeyAlgorithm,
    validity: String,
    key_use: Option<String>,
    path_length: Option<u8>,
    time_stamping_only: Option<bool>,
    rsa_hash: Option<RsaHash>,
    #[serde(default)]
    ca_issuers: Vec<String>,
    #[serde(default)]
    crl_urls: Vec<String>,
    #[serde(default)]
    policies: Vec<String>,
    subject: Subject,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RoleName {
    Root,
    Issuing,
    Tsu,
}

impl RoleName {
    const fn name(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Issuing => "issuing",
            Self::Tsu => "tsu",
        }
    }
}

impl ProfileFile {
    fn check(self) -> Result<Profile, ProfileError> {
        if self.version != 1 {
            return Err(ProfileError::Version(self.version));
        }
        if self.key_algorithm.is_lab_only() {
            return Err(ProfileError::LabOnly(self.key_algorithm));
        }
        let role = self.checked_role()?;
        self.subject.name()?;
        let policies = self
            .policies
            .iter()
            .map(|text| ObjectIdentifier::new(text).map_err(|_| ProfileError::Policy(text.clone())));
        Ok(Profile {
            role,
            key_algorithm: self.key_algorithm,
            validity: period("validity", &self.validity)?,
            key_use: self.key_use.as_deref().map(|text| period("key-use", text)).transpose()?,
            rsa_hash: self.rsa_hash.unwrap_or_default(),
            policies: policies.collect::<Result<_, _>>()?,
            ca_issuers: self.ca_issuers,
            crl_urls: self.crl_urls,
            subject: self.subject,
        })
    }

    fn checked_role(&self) -> Result<Role, ProfileError> {
        let role = self.role.name();
        let not_for_role = |key, present| {
            if present { Err(ProfileError::NotForRole { key, role }) } else { Ok(()) }
        };
        let path_length = || self.path_length.ok_or(ProfileError::Missing { key: "path-length", role });
        match self.role {
            RoleName::Root => {
                not_for_role("key-use", self.key_use.is_some())?;
                not_for_role("time-stamping-only", self.time_stamping_only.is_some())?;
                not_for_role("ca-issuers", !self.ca_issuers.is_empty())?;
                not_for_role("crl-urls", !self.crl_urls.is_empty())?;
                Ok(Role::Root { path_length: path_length()? })
            }
            RoleName::Issuing => {
                not_for_role("key-use", self.key_use.is_some())?;
                Ok(Role::Issuing {
                    path_length: path_length()?,
                    time_stamping_only: self
                        .time_stamping_only
                        .ok_or(ProfileError::Missing { key: "time-stamping-only", role })?,
                })
            }
            RoleName::Tsu => {
                not_for_role("path-length", self.path_length.is_some())?;
                not_for_role("time-stamping-only", self.time_stamping_only.is_some())?;
                Ok(Role::Tsu)
            }
        }
    }
}

fn period(key: &'static str, text: &str) -> Result<Span, ProfileError> {
    let refused = || ProfileError::Period { key, value: text.to_owned() };
    let span: Span = text.parse().map_err(|_| refused())?;
    // Calendar units count from the day of issue, so whether a period is positive shows on any day.
    if last_second(Timestamp::UNIX_EPOCH, span).is_ok_and(|end| end > Timestamp::UNIX_EPOCH) {
        Ok(span)
    } else {
        Err(refused())
    }
}

/// RFC 5280 §4.1.2.5: the last moment belongs to the validity, so one year ends a second before the anniversary.
fn last_second(from: Timestamp, span: Span) -> Result<Timestamp, jiff::Error> {
    from.to_zoned(TimeZone::UTC).checked_add(span)?.timestamp().checked_sub(1.second())
}

#[cfg(test)]
mod tests;
