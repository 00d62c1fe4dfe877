//! Certificate revocation lists (RFC 5280 §5) as borrowed octets.

use alloc::vec::Vec;

use der::Decode;
use spki::AlgorithmIdentifierRef;

use super::certificate::{CRL_SIGN, Certificate, read_extensions, read_full_name};
use super::name::Name;
use super::report::CrlReason;
use super::signature::verify_signature;
use super::time::read_time;
use super::tlv::{self, Malformed, Tlv};

/// A CRL that could be read, with nothing said about its truth.
#[derive(Clone, Debug)]
pub(super) struct Crl<'a> {
    tbs: &'a [u8],
    signature_algorithm: Option<AlgorithmIdentifierRef<'a>>,
    signature: &'a [u8],
    issuer: Name<'a>,
    /// Seconds since 1970.
    pub(super) this_update: u64,
    pub(super) next_update: Option<u64>,
    entries: Option<Tlv<'a>>,
    scope: Scope<'a>,
    /// `expiredCertsOnCRL` (X.509 §9.5.2.8): certificates that expired at or after this time are still listed.
    expired_kept_since: Option<u64>,
}

/// What the CRL says it covers.
#[derive(Clone, Debug)]
enum Scope<'a> {
    /// Every certificate of the issuer.
    Complete,
    Partial(DistributionPoint<'a>),
    /// A delta CRL, or something critical that is not processed here.
    Unusable,
}

/// `IssuingDistributionPoint` (RFC 5280 §5.2.5) that is neither indirect nor restricted to some reasons.
#[derive(Clone, Debug, Default)]
struct DistributionPoint<'a> {
    full_name: Option<Vec<&'a [u8]>>,
    only_users: bool,
    only_cas: bool,
}

/// What a CRL says about one serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) at: u64,
    pub(super) reason: Option<CrlReason>,
    /// `invalidityDate`: since when the key is in doubt.
    pub(super) invalid_since: Option<u64>,
}

impl<'a> Crl<'a> {
    /// ```text
    /// TBSCertList ::= SEQUENCE {
    ///    version, signature AlgorithmIdentifier, issuer Name, thisUpdate Time, nextUpdate Time OPTIONAL,
    ///    revokedCertificates SEQUENCE OF SEQUENCE { userCertificate, revocationDate, crlEntryExtensions OPTIONAL } OPTIONAL,
    ///    crlExtensions [0] EXPLICIT Extensions OPTIONAL }
    /// ```
    pub(super) fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Tlv::whole(der)?.expect(tlv::SEQUENCE)?.elements();
        let tbs = outer.take(tlv::SEQUENCE)?;
        let algorithm = outer.take(tlv::SEQUENCE)?;
        let signature = outer.next()?.bit_string_octets()?;
        outer.finish()?;
        let mut fields = tbs.elements();
        fields.optional(tlv::INTEGER)?;
        let same = fields.take(tlv::SEQUENCE)?.raw == algorithm.raw;
        let issuer = Name::read(fields.next()?)?;
        let this_update = read_time(fields.next()?)?;
        let next_update = match fields.optional(tlv::UTC_TIME)? {
            Some(time) => Some(read_time(time)?),
            None => fields.optional(tlv::GENERALIZED_TIME)?.map(read_time).transpose()?,
        };
        let entries = fields.optional(tlv::SEQUENCE)?;
        let extensions = fields.optional(EXPLICIT_0)?;
        fields.finish()?;
        let mut crl = Self {
            tbs: tbs.raw,
            signature_algorithm: AlgorithmIdentifierRef::from_der(algorithm.raw).ok().filter(|_| same),
            signature,
            issuer,
            this_update,
            next_update,
            entries,
            scope: Scope::Complete,
            expired_kept_since: None,
        };
        if let Some(extensions) = extensions {
            crl.read_extensions(extensions.inner()?.expect(tlv::SEQUENCE)?)?;
        }
        Ok(crl)
    }

    fn read_extensions(&mut self, list: Tlv<'a>) -> Result<(), Malformed> {
        for extension in read_extensions(list)? {
            match extension.id {
                ISSUING_DISTRIBUTION_POINT => {
                    self.scope = read_distribution_point(Tlv::whole(extension.value)?)?;
                    if matches!(self.scope, Scope::Unusable) {
                        return Ok(());
                    }
                }
                EXPIRED_CERTS_ON_CRL => {
                    self.expired_kept_since = Some(read_time(Tlv::whole(extension.value)?)?);
                }
                CRL_NUMBER | AUTHORITY_KEY_IDENTIFIER => {}
                // RFC 5280 §5.2.4: a delta CRL does not speak for the certificates that it leaves out.
                DELTA_CRL_INDICATOR => {
                    self.scope = Scope::Unusable;
                    return Ok(());
                }
                // RFC 5280 §5.2: a CRL with a critical extension that is not processed says nothing about any certificate.
                _ if extension.critical => {
                    self.scope = Scope::Unusable;
                    return Ok(());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// True if this CRL comes from `issuer`, speaks about `certificate` (issued by it) and is signed.
    pub(super) fn speaks_about(&self, certificate: &Certificate<'_>, issuer: &Certificate<'_>) -> bool {
        let in_scope = match &self.scope {
            Scope::Complete => true,
            Scope::Partial(point) => point.covers(certificate),
            Scope::Unusable => false,
        };
        let signed = || {
            self.signature_algorithm.as_ref().is_some_and(|algorithm| {
                verify_signature(issuer.spki, algorithm, self.tbs, self.signature).is_ok()
            })
        };
        in_scope
            && self.issuer.matches(&certificate.issuer)
            && self.issuer.matches(&issuer.subject)
            // RFC 5280 §6.3.3 (f)
            && issuer.allows_key_usage(CRL_SIGN)
            && signed()
    }

    /// False if a revoked certificate that expired before this CRL may have been left out of it.
    pub(super) fn still_lists(&self, certificate: &Certificate<'_>) -> bool {
        self.this_update <= certificate.not_after
            || self.expired_kept_since.is_some_and(|since| since <= certificate.not_after)
    }

    /// The entry of a serial number.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if the list cannot be read or holds a critical entry extension that is not processed: RFC 5280 §5.3
    /// forbids to use such a CRL for any certificate.
    pub(super) fn entry(&self, serial: &[u8]) -> Result<Option<Entry>, Malformed> {
        let Some(list) = self.entries else { return Ok(None) };
        let mut found = None;
        let mut rest = list.elements();
        while !rest.is_empty() {
            let mut fields = rest.take(tlv::SEQUENCE)?.elements();
            let revoked = fields.take(tlv::INTEGER)?.value;
            let at = read_time(fields.next()?)?;
            let mut entry = Entry { at, reason: None, invalid_since: None };
            if let Some(extensions) = fields.optional(tlv::SEQUENCE)? {
                entry.read_extensions(extensions)?;
            }
            fields.finish()?;
            if revoked == serial {
                found = Some(entry);
            }
        }
        Ok(found)
    }
}

impl Entry {
    fn read_extensions(&mut self, list: Tlv<'_>) -> Result<(), Malformed> {
        for extension in read_extensions(list)? {
            match extension.id {
                REASON_CODE => {
                    let value = Tlv::whole(extension.value)?.expect(tlv::ENUMERATED)?.value;
                    self.reason = Some(CrlReason::from_value(tlv::unsigned(value)?).ok_or(Malformed)?);
                }
                INVALIDITY_DATE => self.invalid_since = Some(read_time(Tlv::whole(extension.value)?)?),
                _ if extension.critical => return Err(Malformed),
                _ => {}
            }
        }
        Ok(())
    }
}

impl DistributionPoint<'_> {
    /// RFC 5280 §6.3.3 (b) (2).
    fn covers(&self, certificate: &Certificate<'_>) -> bool {
        let named = self.full_name.as_ref().is_none_or(|names| {
            names.iter().any(|name| certificate.extensions.crl_distribution_points.contains(name))
        });
        let of_kind = if certificate.is_ca() { !self.only_users } else { !self.only_cas };
        named && of_kind
    }
}

/// ```text
/// IssuingDistributionPoint ::= SEQUENCE {
///    distributionPoint          [0] DistributionPointName OPTIONAL,
///    onlyContainsUserCerts      [1] BOOLEAN DEFAULT FALSE,
///    onlyContainsCACerts        [2] BOOLEAN DEFAULT FALSE,
///    onlySomeReasons            [3] ReasonFlags OPTIONAL,
///    indirectCRL                [4] BOOLEAN DEFAULT FALSE,
///    onlyContainsAttributeCerts [5] BOOLEAN DEFAULT FALSE }
/// ```
fn read_distribution_point(value: Tlv<'_>) -> Result<Scope<'_>, Malformed> {
    let mut fields = value.expect(tlv::SEQUENCE)?.elements();
    let full_name = fields.optional(EXPLICIT_0)?.map(read_full_name).transpose()?;
    let mut flag = |tag| {
        let field = fields.optional(tag)?;
        field.map_or(Ok(false), |field| Tlv { tag: tlv::BOOLEAN, ..field }.boolean())
    };
    let (only_users, only_cas) = (flag(0x81)?, flag(0x82)?);
    // Some reasons only, entries of other issuers, or no public-key certificates at all: not enough to clear a certificate.
    Ok(if fields.is_empty() {
        Scope::Partial(DistributionPoint { full_name, only_users, only_cas })
    } else {
        Scope::Unusable
    })
}

const EXPLICIT_0: u8 = 0xA0;
const CRL_NUMBER: &[u8] = &[0x55, 0x1D, 20];
const REASON_CODE: &[u8] = &[0x55, 0x1D, 21];
const INVALIDITY_DATE: &[u8] = &[0x55, 0x1D, 24];
const DELTA_CRL_INDICATOR: &[u8] = &[0x55, 0x1D, 27];
const ISSUING_DISTRIBUTION_POINT: &[u8] = &[0x55, 0x1D, 28];
const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 35];
const EXPIRED_CERTS_ON_CRL: &[u8] = &[0x55, 0x1D, 60];
