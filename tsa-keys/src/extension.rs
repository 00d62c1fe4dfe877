//! What certificates, CRLs and requests have in common: extensions, key identifiers and times.

use const_oid::AssociatedOid;
use der::{
    DateTime, Decode, Encode,
    asn1::{GeneralizedTime, Ia5String, ObjectIdentifier, OctetString},
};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use spki::SubjectPublicKeyInfoRef;
use x509_cert::{
    ext::{
        Extension,
        pkix::{
            AuthorityKeyIdentifier, SubjectKeyIdentifier,
            name::{GeneralName, GeneralNames},
        },
    },
    time::Time,
};

/// An extension with its value in DER.
pub(crate) fn extension<T: Encode + AssociatedOid>(critical: bool, value: &T) -> der::Result<Extension> {
    Ok(Extension { extn_id: T::OID, critical, extn_value: OctetString::new(value.to_der()?)? })
}

/// An extension that is one GeneralizedTime, never critical.
pub(crate) fn time_extension(oid: ObjectIdentifier, at: Timestamp) -> der::Result<Extension> {
    let value = generalized_time(at)?.to_der()?;
    Ok(Extension { extn_id: oid, critical: false, extn_value: OctetString::new(value)? })
}

/// The identifier of a public key: RFC 7093 §2 method 1, the leftmost 160 bits of the SHA-256 of its BIT STRING.
/// RFC 5280 §4.2.1.2 leaves the method open; this one needs no SHA-1.
pub(crate) fn key_identifier(spki_der: &[u8]) -> der::Result<SubjectKeyIdentifier> {
    let spki = SubjectPublicKeyInfoRef::from_der(spki_der)?;
    let digest = Sha256::digest(spki.subject_public_key.raw_bytes());
    let (leftmost, _) = digest.split_at(20);
    Ok(SubjectKeyIdentifier(OctetString::new(leftmost)?))
}

/// `AuthorityKeyIdentifier` by key identifier alone, RFC 5280 §4.2.1.1.
pub(crate) fn authority(identifier: &SubjectKeyIdentifier) -> AuthorityKeyIdentifier {
    AuthorityKeyIdentifier { key_identifier: Some(identifier.0.clone()), ..Default::default() }
}

/// One name holding a URL.
pub(crate) fn url(url: &str) -> der::Result<GeneralName> {
    Ok(GeneralName::UniformResourceIdentifier(Ia5String::new(url)?))
}

/// Several URLs.
pub(crate) fn urls(urls: &[String]) -> der::Result<GeneralNames> {
    urls.iter().map(|text| url(text)).collect()
}

/// RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 on; whole seconds, always Z.
pub(crate) fn time(at: Timestamp) -> der::Result<Time> {
    Ok(Time::from(date_time(at)?))
}

/// The places where only a GeneralizedTime is allowed.
pub(crate) fn generalized_time(at: Timestamp) -> der::Result<GeneralizedTime> {
    Ok(GeneralizedTime::from_date_time(date_time(at)?))
}

/// The moment a certificate's time names.
pub(crate) fn timestamp(time: &Time) -> der::Result<Timestamp> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| der::ErrorKind::DateTime)?;
    Timestamp::from_second(seconds).map_err(|_| der::ErrorKind::DateTime.into())
}

fn date_time(at: Timestamp) -> der::Result<DateTime> {
    let seconds = u64::try_from(at.as_second()).map_err(|_| der::ErrorKind::DateTime)?;
    DateTime::from_unix_duration(core::time::Duration::from_secs(seconds))
}

/// id-kp-timeStamping, RFC 3161 §2.3.
pub(crate) const ID_KP_TIME_STAMPING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.8");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc5280_4_1_2_5_utc_time_ends_with_2049() {
        let last: Timestamp = "2049-12-31T23:59:59Z".parse().unwrap();
        let first: Timestamp = "2050-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(time(last).unwrap().to_der().unwrap(), b"\x17\x0d491231235959Z");
        assert_eq!(time(first).unwrap().to_der().unwrap(), b"\x18\x0f20500101000000Z");
        assert_eq!(timestamp(&time(first).unwrap()).unwrap(), first);
    }

    #[test]
    fn times_before_1970_are_refused() {
        assert!(time(Timestamp::from_second(-1).unwrap()).is_err());
    }
}
