//! A certificate (RFC 5280 §4.1) as borrowed octets, with the extensions that a path needs.

use alloc::vec::Vec;

use der::Decode;
use der::asn1::ObjectIdentifier;
use spki::AlgorithmIdentifierRef;

use super::constraints::NameConstraints;
use super::name::Name;
use super::signature::{SignatureError, verify_signature};
use super::time::read_time;
use super::tlv::{self, Malformed, Tlv};
use crate::asn1::oid;

/// A certificate that could be read, with nothing said about its truth.
#[derive(Clone, Debug)]
pub(super) struct Certificate<'a> {
    /// The whole certificate.
    pub(super) der: &'a [u8],
    tbs: &'a [u8],
    /// The algorithm outside; `None` when it is not the one inside.
    signature_algorithm: Option<AlgorithmIdentifierRef<'a>>,
    signature: &'a [u8],
    pub(super) version: u32,
    /// Content octets.
    pub(super) serial: &'a [u8],
    pub(super) issuer: Name<'a>,
    pub(super) subject: Name<'a>,
    /// Seconds since 1970, both included.
    pub(super) not_before: u64,
    pub(super) not_after: u64,
    pub(super) spki: &'a [u8],
    pub(super) extensions: Extensions<'a>,
}

/// The extensions that are processed; what is not known is only noted when critical.
#[derive(Clone, Debug, Default)]
pub(super) struct Extensions<'a> {
    pub(super) basic_constraints: Option<BasicConstraints>,
    /// Bit 0 is digitalSignature.
    pub(super) key_usage: Option<u32>,
    pub(super) extended_key_usage: Option<ExtendedKeyUsage<'a>>,
    pub(super) name_constraints: Option<NameConstraints<'a>>,
    /// Elements of GeneralNames.
    pub(super) subject_alt_names: Vec<Tlv<'a>>,
    pub(super) subject_key_identifier: Option<&'a [u8]>,
    pub(super) authority_key_identifier: Option<&'a [u8]>,
    /// Names of the distribution points: elements of GeneralNames.
    pub(super) crl_distribution_points: Vec<&'a [u8]>,
    pub(super) private_key_usage_period: Option<KeyPeriod>,
    pub(super) unknown_critical: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct BasicConstraints {
    pub(super) ca: bool,
    pub(super) path_len: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct ExtendedKeyUsage<'a> {
    pub(super) critical: bool,
    pub(super) purposes: Vec<&'a [u8]>,
}

/// `privateKeyUsagePeriod` (RFC 3280 §4.2.1.4) in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyPeriod {
    pub(super) not_before: Option<u64>,
    pub(super) not_after: Option<u64>,
}

impl<'a> Certificate<'a> {
    pub(super) fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        let mut outer = Tlv::whole(der)?.expect(tlv::SEQUENCE)?.elements();
        let tbs = outer.take(tlv::SEQUENCE)?;
        let algorithm = outer.take(tlv::SEQUENCE)?;
        let signature = outer.next()?.bit_string_octets()?;
        outer.finish()?;

        let mut fields = tbs.elements();
        let version = match fields.optional(EXPLICIT_0)? {
            Some(version) => version.inner()?.small_integer()?.saturating_add(1),
            None => 1,
        };
        // RFC 5280 §4.1.2.2 asks for positive serials but for tolerance too: octets are compared, never read as a number.
        let serial = fields.take(tlv::INTEGER)?.value;
        let inner_algorithm = fields.take(tlv::SEQUENCE)?;
        let issuer = Name::read(fields.next()?)?;
        let mut validity = fields.take(tlv::SEQUENCE)?.elements();
        let (not_before, not_after) = (read_time(validity.next()?)?, read_time(validity.next()?)?);
        validity.finish()?;
        let subject = Name::read(fields.next()?)?;
        let spki = fields.take(tlv::SEQUENCE)?.raw;
        fields.optional(ISSUER_UNIQUE_ID)?;
        fields.optional(SUBJECT_UNIQUE_ID)?;
        let extensions = match fields.optional(EXPLICIT_3)? {
            Some(extensions) => Extensions::read(extensions.inner()?)?,
            None => Extensions::default(),
        };
        fields.finish()?;
        // RFC 5280 §4.1.1.2: the two algorithm fields MUST be the same.
        let same = inner_algorithm.raw == algorithm.raw;
        let signature_algorithm = AlgorithmIdentifierRef::from_der(algorithm.raw).ok().filter(|_| same);
        Ok(Self {
            der,
            tbs: tbs.raw,
            signature_algorithm,
            signature,
            version,
            serial,
            issuer,
            subject,
            not_before,
            not_after,
            spki,
            extensions,
        })
    }

    /// Checks that the key of `issuer_spki` signed this certificate.
    pub(super) fn verify_signed_by(&self, issuer_spki: &[u8]) -> Result<(), SignatureError> {
        let algorithm = self.signature_algorithm.as_ref().ok_or(SignatureError::BadParameters)?;
        verify_signature(issuer_spki, algorithm, self.tbs, self.signature)
    }

    pub(super) fn is_valid_at(&self, seconds: u64) -> bool {
        (self.not_before..=self.not_after).contains(&seconds)
    }

    pub(super) fn is_ca(&self) -> bool {
        self.extensions.basic_constraints.is_some_and(|constraints| constraints.ca)
    }

    /// RFC 5280 §6.1: subject and issuer are the same name.
    pub(super) fn is_self_issued(&self) -> bool {
        self.subject.matches(&self.issuer)
    }

    /// True if keyUsage is absent or has this bit.
    pub(super) fn allows_key_usage(&self, bit: u32) -> bool {
        self.extensions.key_usage.is_none_or(|usage| usage & bit != 0)
    }
}

impl<'a> Extensions<'a> {
    /// `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`; an extension that stands twice is malformed (RFC 5280 §4.2).
    fn read(extensions: Tlv<'a>) -> Result<Self, Malformed> {
        let mut known = Self::default();
        let mut seen: Vec<&[u8]> = Vec::new();
        let list = read_extensions(extensions)?;
        if list.is_empty() || list.len() > MAX_EXTENSIONS {
            return Err(Malformed);
        }
        for extension in list {
            if seen.contains(&extension.id) {
                return Err(Malformed);
            }
            seen.push(extension.id);
            known.add(extension)?;
        }
        Ok(known)
    }

    fn add(&mut self, extension: Extension<'a>) -> Result<(), Malformed> {
        let value = || Tlv::whole(extension.value);
        match extension.id {
            BASIC_CONSTRAINTS => self.basic_constraints = Some(read_basic_constraints(value()?)?),
            KEY_USAGE => self.key_usage = Some(value()?.named_bits()?),
            EXTENDED_KEY_USAGE => {
                let purposes = value()?.expect(tlv::SEQUENCE)?.elements().collect()?;
                let purposes = purposes.into_iter().map(Tlv::oid).collect::<Result<_, _>>()?;
                self.extended_key_usage = Some(ExtendedKeyUsage { critical: extension.critical, purposes });
            }
            NAME_CONSTRAINTS => self.name_constraints = Some(NameConstraints::read(value()?)?),
            SUBJECT_ALT_NAME => {
                self.subject_alt_names = value()?.expect(tlv::SEQUENCE)?.elements().collect()?;
                if self.subject_alt_names.len() > MAX_NAMES {
                    return Err(Malformed);
                }
            }
            SUBJECT_KEY_IDENTIFIER => {
                self.subject_key_identifier = Some(value()?.expect(tlv::OCTET_STRING)?.value);
            }
            AUTHORITY_KEY_IDENTIFIER => {
                let mut fields = value()?.expect(tlv::SEQUENCE)?.elements();
                self.authority_key_identifier = fields.optional(IMPLICIT_0)?.map(|id| id.value);
            }
            CRL_DISTRIBUTION_POINTS => {
                self.crl_distribution_points = read_distribution_points(value()?)?;
            }
            id if id == oid::PRIVATE_KEY_USAGE_PERIOD.as_bytes() => {
                self.private_key_usage_period = Some(read_key_period(value()?)?);
            }
            // Any policy is accepted, so policies and the mappings between them decide nothing here (RFC 5280 §6.1.1 (c)).
            CERTIFICATE_POLICIES => {}
            _ => self.unknown_critical |= extension.critical,
        }
        Ok(())
    }
}

/// One Extension of a certificate, CRL, CRL entry or token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extension<'a> {
    pub(super) id: &'a [u8],
    pub(super) critical: bool,
    pub(super) value: &'a [u8],
}

/// The elements of a SEQUENCE OF Extension (any tag around it).
pub(super) fn read_extensions(list: Tlv<'_>) -> Result<Vec<Extension<'_>>, Malformed> {
    list.elements().collect()?.into_iter().map(read_extension).collect()
}

fn read_extension(extension: Tlv<'_>) -> Result<Extension<'_>, Malformed> {
    let mut fields = extension.expect(tlv::SEQUENCE)?.elements();
    let id = fields.next()?.oid()?;
    let critical = fields.optional(tlv::BOOLEAN)?.map_or(Ok(false), Tlv::boolean)?;
    let value = fields.take(tlv::OCTET_STRING)?.value;
    fields.finish()?;
    Ok(Extension { id, critical, value })
}

/// `BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER (0..MAX) OPTIONAL }`.
fn read_basic_constraints(value: Tlv<'_>) -> Result<BasicConstraints, Malformed> {
    let mut fields = value.expect(tlv::SEQUENCE)?.elements();
    let ca = fields.optional(tlv::BOOLEAN)?.map_or(Ok(false), Tlv::boolean)?;
    let path_len = fields.optional(tlv::INTEGER)?.map(Tlv::small_integer).transpose()?;
    fields.finish()?;
    Ok(BasicConstraints { ca, path_len })
}

/// The fullName names of every `DistributionPoint`; the other forms are not used to match a CRL.
fn read_distribution_points(value: Tlv<'_>) -> Result<Vec<&[u8]>, Malformed> {
    let mut names = Vec::new();
    for point in value.expect(tlv::SEQUENCE)?.elements().collect()? {
        let mut fields = point.expect(tlv::SEQUENCE)?.elements();
        if let Some(name) = fields.optional(EXPLICIT_0)? {
            names.extend(read_full_name(name)?);
        }
    }
    Ok(names)
}

/// `DistributionPointName ::= CHOICE { fullName [0] GeneralNames, nameRelativeToCRLIssuer [1] … }` under an explicit tag.
pub(super) fn read_full_name(point: Tlv<'_>) -> Result<Vec<&[u8]>, Malformed> {
    let choice = point.inner()?;
    if choice.tag != EXPLICIT_0 {
        return Ok(Vec::new());
    }
    Ok(choice.elements().collect()?.into_iter().map(|name| name.raw).collect())
}

/// `PrivateKeyUsagePeriod ::= SEQUENCE { notBefore [0] GeneralizedTime OPTIONAL, notAfter [1] GeneralizedTime OPTIONAL }`.
fn read_key_period(value: Tlv<'_>) -> Result<KeyPeriod, Malformed> {
    let mut fields = value.expect(tlv::SEQUENCE)?.elements();
    let mut time = |tag| {
        let field = fields.optional(tag)?;
        field.map(|field| read_time(Tlv { tag: tlv::GENERALIZED_TIME, ..field })).transpose()
    };
    let (not_before, not_after) = (time(IMPLICIT_0)?, time(IMPLICIT_1)?);
    fields.finish()?;
    Ok(KeyPeriod { not_before, not_after })
}

/// digitalSignature (0) and nonRepudiation (1).
pub(super) const SIGNING_BITS: u32 = 0b11;
/// keyCertSign (5).
pub(super) const KEY_CERT_SIGN: u32 = 1 << 5;
/// cRLSign (6).
pub(super) const CRL_SIGN: u32 = 1 << 6;
/// anyExtendedKeyUsage, 2.5.29.37.0.
pub(super) const ANY_EXTENDED_KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.37.0");

// RFC 5280 §4.2: id-ce is 2.5.29, encoded 55 1D.
const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 14];
const KEY_USAGE: &[u8] = &[0x55, 0x1D, 15];
const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1D, 17];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 19];
const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 30];
const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1D, 31];
const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1D, 32];
const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1D, 35];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1D, 37];

const EXPLICIT_0: u8 = 0xA0;
const EXPLICIT_3: u8 = 0xA3;
const IMPLICIT_0: u8 = 0x80;
const IMPLICIT_1: u8 = 0x81;
const ISSUER_UNIQUE_ID: u8 = 0x81;
const SUBJECT_UNIQUE_ID: u8 = 0x82;
/// Bounds the search for duplicates; real certificates have about a dozen.
const MAX_EXTENSIONS: usize = 64;
/// Bounds names times constraints; a signer of tokens or a CA has a handful.
const MAX_NAMES: usize = 256;
