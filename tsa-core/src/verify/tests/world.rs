//! A hierarchy, a token and a question, every part of which a test can change before it is built.

use super::*;
use crate::testing::{extension, oid_der, purpose};

/// Everything one verification needs. The default is a token of ours that is valid under both rule sets.
#[derive(Clone)]
pub(super) struct World {
    pub(super) root: Cert,
    pub(super) issuing: Cert,
    pub(super) tsu: Cert,
    /// Given beside the token, not in it.
    pub(super) intermediates: Vec<Vec<u8>>,
    pub(super) tst: Tst,
    pub(super) cms: Cms,
    pub(super) edit_attributes: fn(&mut Vec<Attribute>, &Built),
    pub(super) edit_token: fn(Vec<u8>) -> Vec<u8>,
    pub(super) ask: Ask,
    pub(super) crls: Vec<Crl>,
}

/// The certificates in DER.
pub(super) struct Built {
    pub(super) root: Vec<u8>,
    pub(super) issuing: Vec<u8>,
    pub(super) tsu: Vec<u8>,
    pub(super) tsu_issuer: Vec<u8>,
    pub(super) tsu_serial: Vec<u8>,
}

/// What the verifier is asked.
#[derive(Clone)]
pub(super) struct Ask {
    pub(super) roots: Option<Vec<Vec<u8>>>,
    pub(super) data: Option<&'static [u8]>,
    /// Elements after the imprint; `None` for no request.
    pub(super) request: Option<Vec<Vec<u8>>>,
    pub(super) nonce: Option<Vec<u8>>,
    pub(super) policies: Vec<Oid>,
    pub(super) also_at: Option<u64>,
    pub(super) now: Option<u64>,
    pub(super) without_revocation: bool,
}

impl World {
    /// With these keys for root, issuing CA and TSU.
    pub(super) fn with_keys(root: Key, issuing: Key, tsu: Key) -> Self {
        let key_usage = |bits: &[u8]| extension("2.5.29.15", true, &tlv(0x03, &[bits]));
        let ca = |path_len: &[u8]| {
            alloc::vec![
                extension("2.5.29.19", true, &sequence(&[&[1, 1, 0xFF], path_len])),
                key_usage(&[1, 6])
            ]
        };
        let cert = |serial: u8, issuer, subject, key: &Key, signed_by: &Key, extensions| Cert {
            version: 3,
            serial: alloc::vec![0x40, serial],
            issuer: ca_name(issuer),
            subject: ca_name(subject),
            not_before: "260101000000Z",
            not_after: "310101000000Z",
            key: *key,
            extensions,
            signed_by: *signed_by,
            inner_algorithm: None,
            outer_algorithm: None,
        };
        let tsu_extensions =
            alloc::vec![purpose(true, &[TIME_STAMPING]), key_usage(&[7, 0x80]), key_id(&tsu)];
        Self {
            root: cert(1, "Root", "Root", &root, &root, ca(&[])),
            issuing: cert(2, "Root", "Issuing", &issuing, &root, ca(&[2, 1, 0])),
            tsu: cert(3, "Issuing", "TSU", &tsu, &issuing, tsu_extensions),
            intermediates: Vec::new(),
            tst: Tst::default(),
            cms: Cms::default(),
            edit_attributes: |_, _| {},
            edit_token: |token| token,
            ask: Ask::default(),
            crls: alloc::vec![Crl::of("Issuing", &issuing), Crl::of("Root", &root)],
        }
    }

    pub(super) fn built(&self) -> Built {
        Built {
            root: self.root.der(),
            issuing: self.issuing.der(),
            tsu: self.tsu.der(),
            tsu_issuer: self.tsu.issuer.clone(),
            tsu_serial: self.tsu.serial.clone(),
        }
    }

    pub(super) fn token(&self) -> Vec<u8> {
        (self.edit_token)(self.cms.der(self))
    }

    pub(super) fn judge(&self, rules: RuleSet) -> Report {
        self.try_judge(&self.token(), rules, verify_token).unwrap()
    }

    pub(super) fn try_judge(
        &self,
        octets: &[u8],
        rules: RuleSet,
        verify: fn(&[u8], &Verification<'_>) -> Result<Report, VerifyError>,
    ) -> Result<Report, VerifyError> {
        let roots = self.ask.roots.clone().unwrap_or_else(|| alloc::vec![self.root.der()]);
        let crls: Vec<Vec<u8>> = self.crls.iter().map(Crl::der).collect();
        let request = self.ask.request.as_ref().map(|fields| request(&fields.concat()));
        let mut verification = Verification::new(rules, &roots)
            .intermediates(&self.intermediates)
            .crls(&crls)
            .policies(&self.ask.policies);
        if let Some(data) = self.ask.data {
            verification = verification.data(data);
        }
        if let Some(request) = &request {
            verification = verification.request(request);
        }
        if let Some(nonce) = &self.ask.nonce {
            verification = verification.nonce(nonce);
        }
        if let Some(time) = self.ask.also_at {
            verification = verification.also_at(UnixTime::from_secs(time).unwrap());
        }
        if let Some(time) = self.ask.now {
            verification = verification.now(UnixTime::from_secs(time).unwrap());
        }
        if self.ask.without_revocation {
            verification = verification.without_revocation();
        }
        verify(octets, &verification)
    }
}

impl Default for World {
    fn default() -> Self {
        Self::with_keys(Key::p256(1), Key::p256(2), Key::p256(3))
    }
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            roots: None,
            data: Some(DATA),
            request: Some(alloc::vec![
                oid_der(POLICY),
                alloc::vec![2, 2, 0x12, 0x34],
                alloc::vec![1, 1, 0xFF]
            ]),
            nonce: None,
            policies: Vec::new(),
            also_at: None,
            now: None,
            without_revocation: false,
        }
    }
}

/// A request for the imprint of [`DATA`] with these octets after it.
pub(super) fn request(fields: &[u8]) -> Request {
    let der = sequence(&[&[2, 1, 1], &imprint(&[]), fields]);
    Request::decode(&der, &HashAlgorithms::default()).unwrap()
}

pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

pub(super) fn explicit(number: u8, inner: &[u8]) -> Vec<u8> {
    tlv(0xA0 | number, &[inner])
}

pub(super) const DATA: &[u8] = b"what was known at a time";
pub(super) const POLICY: &str = "1.3.6.1.4.1.32473.1.0";
pub(super) const GEN_TIME: &str = "20261122164800Z";
/// A CRL issued after [`GEN_TIME`], and one before.
pub(super) const AFTER: &str = "20261201000000Z";
pub(super) const LONG_BEFORE: &str = "20261020000000Z";
pub(super) const BEFORE: &str = "20261101000000Z";
pub(super) const TIME_STAMPING: &str = "1.3.6.1.5.5.7.3.8";
pub(super) const TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
pub(super) const ESS_V2: &str = "1.2.840.113549.1.9.16.2.47";
pub(super) const ESS_V1: &str = "1.2.840.113549.1.9.16.2.12";
pub(super) const PROTECTION: &str = "1.2.840.113549.1.9.52";
