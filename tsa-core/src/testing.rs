//! Certificates, units, policies and requests for the tests of this crate. The certificates' own signatures are
//! zeros: nothing here looks at them.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::time::Duration;

use crate::asn1::encode::{self, tlv};
use crate::asn1::{Oid, oid};
use crate::*;

pub(crate) fn oid_der(text: &str) -> Vec<u8> {
    Oid::from_dotted(text).unwrap().to_der()
}

pub(crate) fn name(attributes: &[(&str, &str)]) -> Vec<u8> {
    let rdns: Vec<Vec<u8>> = attributes
        .iter()
        .map(|(kind, value)| {
            let value = tlv(0x13, &[value.as_bytes()]); // PrintableString
            tlv(encode::SET, &[&tlv(encode::SEQUENCE, &[&oid_der(kind), &value])])
        })
        .collect();
    tlv(encode::SEQUENCE, &[&rdns.concat()])
}

pub(crate) fn extension(id: &str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
    tlv(encode::SEQUENCE, &[&oid_der(id), critical, &tlv(encode::OCTET_STRING, &[value])])
}

pub(crate) fn purpose(critical: bool, purposes: &[&str]) -> Vec<u8> {
    let purposes: Vec<Vec<u8>> = purposes.iter().map(|purpose| oid_der(purpose)).collect();
    extension("2.5.29.37", critical, &tlv(encode::SEQUENCE, &[&purposes.concat()]))
}

pub(crate) const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";

/// A certificate in the making; the default passes every rule but the warnings.
#[derive(Clone)]
pub(crate) struct TestCertificate {
    pub(crate) subject: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) not_before: &'static str,
    pub(crate) not_after: &'static str,
    pub(crate) spki: Vec<u8>,
    pub(crate) extensions: Vec<Vec<u8>>,
    pub(crate) signature_algorithm: &'static str,
}

impl Default for TestCertificate {
    fn default() -> Self {
        Self {
            subject: name(&[("2.5.4.6", "CH"), ("2.5.4.10", "Example"), ("2.5.4.3", "TSU 1")]),
            issuer: name(&[("2.5.4.6", "CH"), ("2.5.4.10", "Example"), ("2.5.4.3", "Issuing CA")]),
            serial: vec![0x4a, 1, 2, 3, 4, 5, 6, 7, 8],
            not_before: "260101000000Z",
            not_after: "310101000000Z",
            spki: ec_spki(oid::SECP256R1, &[4; 65]),
            extensions: vec![purpose(true, &[TIME_STAMPING]), extension("2.5.29.15", true, &[3, 2, 7, 0x80])],
            signature_algorithm: "1.2.840.10045.4.3.2",
        }
    }
}

impl TestCertificate {
    pub(crate) fn der(&self) -> Vec<u8> {
        let algorithm = tlv(encode::SEQUENCE, &[&oid_der(self.signature_algorithm)]);
        let validity = tlv(
            encode::SEQUENCE,
            &[&tlv(0x17, &[self.not_before.as_bytes()]), &tlv(0x17, &[self.not_after.as_bytes()])],
        );
        let extensions = tlv(encode::context(3), &[&tlv(encode::SEQUENCE, &[&self.extensions.concat()])]);
        let tbs = tlv(
            encode::SEQUENCE,
            &[
                &tlv(encode::context(0), &[&[2, 1, 2]]),
                &tlv(encode::INTEGER, &[&self.serial]),
                &algorithm,
                &self.issuer,
                &validity,
                &self.subject,
                &self.spki,
                &extensions,
            ],
        );
        tlv(encode::SEQUENCE, &[&tbs, &algorithm, &tlv(encode::BIT_STRING, &[&[0; 9]])])
    }
}

pub(crate) fn ec_spki(curve: der::asn1::ObjectIdentifier, point: &[u8]) -> Vec<u8> {
    let algorithm =
        tlv(encode::SEQUENCE, &[&Oid::from(oid::EC_PUBLIC_KEY).to_der(), &Oid::from(curve).to_der()]);
    tlv(encode::SEQUENCE, &[&algorithm, &tlv(encode::BIT_STRING, &[&[0], point])])
}

pub(crate) fn rsa_spki(bits: usize) -> Vec<u8> {
    let algorithm = tlv(encode::SEQUENCE, &[&Oid::from(oid::RSA_ENCRYPTION).to_der(), &encode::NULL]);
    let modulus = [&[0u8] as &[u8], &vec![0xff; bits / 8]].concat();
    let key = tlv(encode::SEQUENCE, &[&tlv(encode::INTEGER, &[&modulus]), &[2, 3, 1, 0, 1]]);
    tlv(encode::SEQUENCE, &[&algorithm, &tlv(encode::BIT_STRING, &[&[0], &key])])
}

pub(crate) fn tsu() -> Arc<Tsu> {
    let certificate = TestCertificate::default().der();
    Arc::new(Tsu::new(&certificate, &[], SignatureScheme::EcdsaP256Sha256, &TsuRules::default()).unwrap())
}

pub(crate) fn settings() -> PolicySettings {
    PolicySettings {
        profile: "default".to_string(),
        policies: vec![
            Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap(),
            Oid::from_dotted("1.3.6.1.4.1.32473.1.9").unwrap(),
        ],
        hashes: HashAlgorithms::default(),
        accuracy: Accuracy::ONE_SECOND,
        max_error: Duration::from_millis(500),
        unit: GenTimeUnit::Second,
        ordering: false,
        tsa_name: TsaName::Absent,
        qualified: false,
        certificates: CertificatesField::Chain,
    }
}

/// A SHA-256 request (with NULL parameters) and these fields after the imprint.
pub(crate) fn request_der(fields: &[&[u8]]) -> Vec<u8> {
    let algorithm = tlv(encode::SEQUENCE, &[&Oid::from(oid::SHA256).to_der(), &encode::NULL]);
    let imprint = tlv(encode::SEQUENCE, &[&algorithm, &tlv(encode::OCTET_STRING, &[&[7; 32]])]);
    let mut parts: Vec<&[u8]> = vec![&[2, 1, 1], &imprint];
    parts.extend_from_slice(fields);
    tlv(encode::SEQUENCE, &parts)
}

pub(crate) fn request(fields: &[&[u8]]) -> Request {
    Request::decode(&request_der(fields), &HashAlgorithms::default()).unwrap()
}

/// 2026-11-22T16:48:00.5Z with a perfect clock.
pub(crate) const READING: TimeReading = TimeReading {
    now: UnixTime::from_nanos(1_795_366_080_500_000_000),
    error: Duration::ZERO,
    state: TimeState::Synced,
};

pub(crate) fn serial() -> SerialNumber {
    SerialNumber::new([0xab; 10], LeafIndex::new(5).unwrap())
}
