//! The parameters of RSASSA-PSS.

use der::asn1::{AnyRef, ContextSpecific};
use der::{Reader, SliceReader, Tag, TagNumber, Tagged};
use spki::AlgorithmIdentifierRef;

use super::{RSA_MAX_BITS, SignatureAlgorithm, SignatureError, SignatureHash};
use crate::asn1::oid;

/// `RSASSA-PSS-params` (RFC 4055 §3.1): the hash must be written out (its default is SHA-1), MGF1 must use the same hash, and
/// the trailer field must be 1.
pub(super) fn read_parameters(
    algorithm: &AlgorithmIdentifierRef<'_>,
) -> Result<SignatureAlgorithm, SignatureError> {
    let parameters = algorithm.parameters.ok_or(SignatureError::WeakAlgorithm(oid::SHA1))?;
    let fields = read_fields(parameters).map_err(|_| SignatureError::BadParameters)?;
    let hash = fields.hash.ok_or(SignatureError::WeakAlgorithm(oid::SHA1))?;
    let hash = SignatureHash::from_identifier(&hash)?;
    let mask = fields.mask.ok_or(SignatureError::WeakAlgorithm(oid::SHA1))?;
    let mask_hash = mask.parameters.filter(|_| mask.oid == oid::MGF1).ok_or(SignatureError::BadParameters)?;
    let mask_hash =
        mask_hash.decode_as::<AlgorithmIdentifierRef<'_>>().map_err(|_| SignatureError::BadParameters)?;
    let salt = usize::from(fields.salt.unwrap_or(20));
    if SignatureHash::from_identifier(&mask_hash)? != hash
        || fields.trailer.unwrap_or(1) != 1
        || salt > MAX_SALT
    {
        return Err(SignatureError::BadParameters);
    }
    Ok(SignatureAlgorithm::RsaPss(hash, salt))
}

/// RFC 4055 §3.3: a key that is restricted to PSS may fix the hash and the least length of the salt.
pub(super) fn check_key(
    algorithm: &AlgorithmIdentifierRef<'_>,
    hash: SignatureHash,
    salt: usize,
) -> Result<(), SignatureError> {
    if algorithm.parameters.is_none() {
        return Ok(());
    }
    match read_parameters(algorithm)? {
        SignatureAlgorithm::RsaPss(allowed, least) if allowed == hash && least <= salt => Ok(()),
        _ => Err(SignatureError::KeyMismatch),
    }
}

struct Fields<'a> {
    hash: Option<AlgorithmIdentifierRef<'a>>,
    mask: Option<AlgorithmIdentifierRef<'a>>,
    salt: Option<u16>,
    trailer: Option<u16>,
}

fn read_fields(parameters: AnyRef<'_>) -> der::Result<Fields<'_>> {
    if parameters.tag() != Tag::Sequence {
        return Err(Tag::Sequence.value_error().into());
    }
    let mut body = SliceReader::new(parameters.value())?;
    let fields = Fields {
        hash: ContextSpecific::decode_explicit(&mut body, TagNumber(0))?.map(|field| field.value),
        mask: ContextSpecific::decode_explicit(&mut body, TagNumber(1))?.map(|field| field.value),
        salt: ContextSpecific::decode_explicit(&mut body, TagNumber(2))?.map(|field| field.value),
        trailer: ContextSpecific::decode_explicit(&mut body, TagNumber(3))?.map(|field| field.value),
    };
    body.finish()?;
    Ok(fields)
}

/// The longest salt that fits the largest modulus with the shortest hash is shorter than the modulus.
const MAX_SALT: usize = RSA_MAX_BITS / 8;
