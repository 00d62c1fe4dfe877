//! Certificate revocation lists: RFC 5280 §5, and what a TSA needs beyond it.
//!
//! RFC 3161 §4 lets the tokens of a revoked TSU certificate stay good only when the CRL entry has a reason code, and
//! the right one. So every entry has one, never `unspecified` (0); entries are kept for ever, and
//! expiredCertsOnCRL says so.

use core::{fmt, str::FromStr};

use der::{
    Encode,
    asn1::{BitString, ObjectIdentifier, Uint},
};
use jiff::Timestamp;
use x509_cert::{
    certificate::Version,
    crl::{CertificateList, RevokedCert, TbsCertList},
    ext::{
        Extension,
        pkix::{CrlNumber, CrlReason},
    },
    serial_number::SerialNumber,
};

use crate::{
    IssueError, RsaHash,
    extension::{self, extension},
    issue::IssuerCertificate,
    scheme::{scheme, sign_checked, x509_algorithm},
    software::SoftwareKey,
};

/// What a CRL shall say.
#[derive(Clone, Debug)]
pub struct CrlSpec {
    /// The certificate of the CA that signs (DER).
    pub issuer_certificate: Vec<u8>,
    /// The number of this CRL: one more than that of the CRL before (RFC 5280 §5.2.3).
    pub number: u64,
    /// When it is issued.
    pub this_update: Timestamp,
    /// When the next one will be there at the latest.
    pub next_update: Timestamp,
    /// Every certificate this CA has ever revoked.
    pub revoked: Vec<RevokedCertificate>,
    /// The hash, where the CA's key is RSA.
    pub rsa_hash: RsaHash,
}

/// One entry of a CRL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedCertificate {
    /// The content octets of the certificate's serial number.
    pub serial: Vec<u8>,
    /// When it was revoked.
    pub revoked_at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
    /// Since when the key must be taken as lost, where that is earlier (RFC 5280 §5.3.2).
    pub invalid_since: Option<Timestamp>,
}

/// Why a certificate was revoked. `unspecified`, `certificateHold` and `removeFromCRL` of RFC 5280 §5.3.1 are missing
/// on purpose: the first leaves the tokens in doubt, and a TSU certificate is revoked for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RevocationReason {
    /// The private key is known to others: every token of the key falls.
    KeyCompromise,
    /// The private key of the CA is known to others.
    CaCompromise,
    /// The holder changed; earlier tokens stay good.
    AffiliationChanged,
    /// Another certificate took its place; earlier tokens stay good.
    Superseded,
    /// The service ended; earlier tokens stay good.
    CessationOfOperation,
    /// The right to hold the certificate was withdrawn.
    PrivilegeWithdrawn,
}

impl RevocationReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::KeyCompromise,
        Self::CaCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
        Self::PrivilegeWithdrawn,
    ];

    /// The name used on the command line and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::KeyCompromise => "key-compromise",
            Self::CaCompromise => "ca-compromise",
            Self::AffiliationChanged => "affiliation-changed",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessation-of-operation",
            Self::PrivilegeWithdrawn => "privilege-withdrawn",
        }
    }

    /// Whether tokens made before the revocation stay good (RFC 3161 §4, 1).
    #[must_use]
    pub const fn keeps_earlier_tokens(self) -> bool {
        matches!(self, Self::AffiliationChanged | Self::Superseded | Self::CessationOfOperation)
    }

    const fn code(self) -> CrlReason {
        match self {
            Self::KeyCompromise => CrlReason::KeyCompromise,
            Self::CaCompromise => CrlReason::CaCompromise,
            Self::AffiliationChanged => CrlReason::AffiliationChanged,
            Self::Superseded => CrlReason::Superseded,
            Self::CessationOfOperation => CrlReason::CessationOfOperation,
            Self::PrivilegeWithdrawn => CrlReason::PrivilegeWithdrawn,
        }
    }
}

impl fmt::Display for RevocationReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RevocationReason {
    type Err = UnknownReason;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.name() == name)
            .ok_or_else(|| UnknownReason(name.to_owned()))
    }
}

/// A name that is no reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no reason for a revocation: use key-compromise, ca-compromise, affiliation-changed, superseded, \
         cessation-of-operation or privilege-withdrawn"
)]
pub struct UnknownReason(String);

pub(crate) fn issue(key: &SoftwareKey, spec: &CrlSpec) -> Result<Vec<u8>, IssueError> {
    let issuer = IssuerCertificate::decode(&spec.issuer_certificate, key)?;
    if spec.next_update <= spec.this_update {
        return Err(IssueError::CrlDates);
    }
    let scheme = scheme(key, spec.rsa_hash);
    let revoked = spec.revoked.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
    let tbs_cert_list = TbsCertList {
        version: Version::V2,
        signature: x509_algorithm(scheme),
        issuer: issuer.name,
        this_update: extension::time(spec.this_update)?,
        next_update: Some(extension::time(spec.next_update)?),
        // RFC 5280 §5.1.2.6: absent, not empty, when nothing is revoked.
        revoked_certificates: Some(revoked).filter(|list| !list.is_empty()),
        crl_extensions: Some(vec![
            extension(false, &extension::authority(&issuer.key_identifier))?,
            extension(false, &CrlNumber::try_from(spec.number)?)?,
            // Entries are never removed, so the list is complete since the CA began.
            extension::time_extension(ID_CE_EXPIRED_CERTS_ON_CRL, issuer.not_before)?,
        ]),
    };
    let signature = sign_checked(key, scheme, &tbs_cert_list.to_der()?)?;
    let list = CertificateList {
        tbs_cert_list,
        signature_algorithm: x509_algorithm(scheme),
        signature: BitString::from_bytes(&signature)?,
    };
    Ok(list.to_der()?)
}

fn entry(revoked: &RevokedCertificate) -> Result<RevokedCert, IssueError> {
    if revoked.serial.is_empty() {
        return Err(IssueError::RevokedSerial);
    }
    let serial_number = Uint::new(&revoked.serial)
        .and_then(|serial| SerialNumber::new(serial.as_bytes()))
        .map_err(|_| IssueError::RevokedSerial)?;
    let mut extensions: Vec<Extension> = vec![extension(false, &revoked.reason.code())?];
    if let Some(since) = revoked.invalid_since {
        extensions.push(extension::time_extension(ID_CE_INVALIDITY_DATE, since)?);
    }
    Ok(RevokedCert {
        serial_number,
        revocation_date: extension::time(revoked.revoked_at)?,
        crl_entry_extensions: Some(extensions),
    })
}

/// expiredCertsOnCRL, X.509 §9.5.2.8: `ExpiredCertsOnCRL ::= GeneralizedTime`.
const ID_CE_EXPIRED_CERTS_ON_CRL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.60");
/// invalidityDate, RFC 5280 §5.3.2: `InvalidityDate ::= GeneralizedTime`.
const ID_CE_INVALIDITY_DATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.24");

#[cfg(test)]
mod tests;
