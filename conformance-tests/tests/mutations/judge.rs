//! The second judge: what `conformance.md` C1–C15 say of a request, in the order of C15, written without the product.

use conformance_tests::der::{Fault, Tlv, oid_content, tag};
use conformance_tests::openssl::DEFAULT_POLICY;
use conformance_tests::query::{SHA3_256, SHA3_384, SHA3_512, SHA256, SHA384, SHA512};
use conformance_tests::response::FailInfo;

/// What must become of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    /// A token.
    Grant,
    /// A refusal.
    Refuse(Refusal),
}

/// A refusal: the bits that are right, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// One bit; two where the standard does not say whether a type we refuse anyway must be looked into.
    pub(crate) bits: Vec<FailInfo>,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    /// Not DER, or not a TimeStampReq.
    Format(String),
    /// More than 64 content octets (C11).
    LongNonce,
    /// `[0]` without an extension (C14).
    NoExtension,
    /// Anything that every TSA refuses.
    Common,
}

impl Refusal {
    /// The written list of what OpenSSL grants and we refuse: BER where DER is due, nonces over 64 octets, an empty list
    /// of extensions.
    pub(crate) fn stricter_than_openssl(&self) -> bool {
        self.reason != Reason::Common
    }
}

/// Judges a request.
pub(crate) fn judge(body: &[u8]) -> Judgement {
    let fields = match Fields::read(body) {
        Ok(fields) => fields,
        Err(Refused(refusal)) => return Judgement::Refuse(refusal),
    };
    match fields.check() {
        None => Judgement::Grant,
        Some((bit, reason)) if fields.odd_parameters => {
            Judgement::Refuse(Refusal { bits: vec![bit, FailInfo::BadDataFormat], reason })
        }
        Some((bit, reason)) => Judgement::Refuse(Refusal { bits: vec![bit], reason }),
    }
}

struct Refused(Refusal);

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self(Refusal { bits: vec![FailInfo::BadDataFormat], reason: Reason::Format(fault) })
    }
}

struct Fields<'a> {
    version: &'a [u8],
    hash: &'a [u8],
    /// Parameters that are neither absent nor NULL.
    other_parameters: bool,
    /// Parameters of a type that a strict reader may or may not look into.
    odd_parameters: bool,
    hashed: usize,
    policy: Option<&'a [u8]>,
    nonce: Option<&'a [u8]>,
    extensions: bool,
}

impl<'a> Fields<'a> {
    fn read(body: &'a [u8]) -> Result<Self, Refused> {
        let request = Tlv::read(body)?.expect(tag::SEQUENCE)?;
        let fields = request.children()?;
        let [version, imprint, optional @ ..] = fields.as_slice() else {
            return Err("fewer than two fields".to_owned().into());
        };
        version.expect(tag::INTEGER)?.check_der()?;
        let imprint = imprint.expect(tag::SEQUENCE)?.children()?;
        let [algorithm, hashed] = imprint.as_slice() else { return Err("MessageImprint".to_owned().into()) };
        hashed.expect(tag::OCTET_STRING)?;
        let algorithm = algorithm.expect(tag::SEQUENCE)?.content;
        let (hash, parameters) = Tlv::read_first(algorithm)?;
        hash.expect(tag::OID)?.check_der()?;
        let (other_parameters, odd_parameters) = parameters_of(parameters)?;
        let mut left = optional.iter().copied().peekable();
        let mut take = |tag: u8| left.next_if(|field| field.tag == tag);
        let (policy, nonce) = (take(tag::OID), take(tag::INTEGER));
        let (cert_req, extensions) = (take(tag::BOOLEAN), take(0xA0));
        if left.next().is_some() {
            return Err("a field unknown or out of order".to_owned().into());
        }
        for field in [policy, nonce, cert_req].into_iter().flatten() {
            field.check_der()?;
        }
        if let Some(extensions) = extensions {
            check_extensions(&extensions)?;
        }
        Ok(Self {
            version: version.content,
            hash: hash.content,
            other_parameters,
            odd_parameters,
            hashed: hashed.content.len(),
            policy: policy.map(|field| field.content),
            nonce: nonce.map(|field| field.content),
            extensions: extensions.is_some(),
        })
    }

    /// C15: version, nonce length, hash, parameters, length, policy, extension.
    fn check(&self) -> Option<(FailInfo, Reason)> {
        let size = HASHES.iter().find(|(oid, _)| oid_content(oid) == self.hash).map(|(_, size)| *size);
        let bit = if self.version != [1] {
            FailInfo::BadRequest
        } else if self.nonce.is_some_and(|nonce| nonce.len() > 64) {
            return Some((FailInfo::BadRequest, Reason::LongNonce));
        } else if size.is_none() || self.other_parameters {
            FailInfo::BadAlg
        } else if size != Some(self.hashed) {
            FailInfo::BadDataFormat
        } else if self.policy.is_some_and(|policy| policy != oid_content(DEFAULT_POLICY)) {
            FailInfo::UnacceptedPolicy
        } else if self.extensions {
            FailInfo::UnacceptedExtension
        } else {
            return None;
        };
        // Parameters that are not DER inside are refused by us for what they are, by OpenSSL for the same.
        let reason =
            if self.odd_parameters { Reason::Format("odd parameters".to_owned()) } else { Reason::Common };
        Some((bit, reason))
    }
}

/// C6: absent or NULL; whether anything else is looked into before it is refused is nobody's business.
fn parameters_of(octets: &[u8]) -> Result<(bool, bool), Refused> {
    if octets.is_empty() {
        return Ok((false, false));
    }
    if octets[0] & 0x1F == 0x1F {
        return Ok((true, true));
    }
    let parameters = Tlv::read(octets)?;
    match parameters.tag {
        tag::NULL => parameters.check_der().map(|()| (false, false)).map_err(Refused::from),
        tag::INTEGER | tag::SEQUENCE | tag::OID | tag::OCTET_STRING => {
            Ok((true, parameters.check_der().is_err()))
        }
        _ => Ok((true, true)),
    }
}

/// C14: at least one; each SEQUENCE { OID, critical DEFAULT FALSE (tolerated when explicit), OCTET STRING }.
fn check_extensions(extensions: &Tlv<'_>) -> Result<(), Refused> {
    let members = extensions.children()?;
    if members.is_empty() {
        return Err(Refused(Refusal { bits: vec![FailInfo::BadDataFormat], reason: Reason::NoExtension }));
    }
    for extension in members {
        let parts = extension.expect(tag::SEQUENCE)?.children()?;
        let (id, critical, value) = match parts.as_slice() {
            [id, value] => (id, None, value),
            [id, critical, value] => (id, Some(critical.expect(tag::BOOLEAN)?), value),
            _ => return Err("Extension".to_owned().into()),
        };
        id.expect(tag::OID)?.check_der()?;
        critical.map_or(Ok(()), |critical| critical.check_der())?;
        value.expect(tag::OCTET_STRING)?;
    }
    Ok(())
}

const HASHES: [(&str, usize); 6] =
    [(SHA256, 32), (SHA384, 48), (SHA512, 64), (SHA3_256, 32), (SHA3_384, 48), (SHA3_512, 64)];
