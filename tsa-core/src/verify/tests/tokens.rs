//! Tokens in the making: every field can be changed before it is hashed and signed.

use super::*;
use crate::testing::oid_der;

/// The fields of the TSTInfo, each a whole element.
#[derive(Clone)]
pub(super) struct Tst {
    pub(super) version: Vec<u8>,
    pub(super) policy: Vec<u8>,
    pub(super) imprint: Vec<u8>,
    pub(super) serial: Vec<u8>,
    pub(super) gen_time: &'static str,
    pub(super) accuracy: Option<Vec<u8>>,
    pub(super) ordering: Option<Vec<u8>>,
    pub(super) nonce: Option<Vec<u8>>,
    pub(super) tsa: Option<Vec<u8>>,
    pub(super) extensions: Option<Vec<u8>>,
    /// Changes the finished TSTInfo before it is hashed.
    pub(super) edit: fn(Vec<u8>) -> Vec<u8>,
}

/// The fields of the CMS frame; `None` means the right one.
#[derive(Clone)]
pub(super) struct Cms {
    pub(super) content_type: &'static str,
    pub(super) econtent_type: &'static str,
    pub(super) econtent_tag: u8,
    pub(super) has_econtent: bool,
    pub(super) version: u8,
    pub(super) digest_algorithms: Option<Vec<Vec<u8>>>,
    pub(super) certificates: fn(&Built) -> Option<Vec<Vec<u8>>>,
    pub(super) sort_certificates: bool,
    pub(super) crls: Option<Vec<u8>>,
    pub(super) signer_version: u8,
    pub(super) sid: fn(&Built) -> Vec<u8>,
    pub(super) digest_algorithm: Option<Vec<u8>>,
    pub(super) has_attributes: bool,
    pub(super) reverse_attributes: bool,
    pub(super) sign_as_sent: bool,
    pub(super) signature_algorithm: Option<Vec<u8>>,
    pub(super) signing_key: Option<Key>,
    pub(super) unsigned: Option<Vec<u8>>,
    pub(super) signers: usize,
}

/// A signed attribute: type, and the elements of its value set.
#[derive(Clone, Debug)]
pub(super) struct Attribute {
    pub(super) oid: &'static str,
    pub(super) values: Vec<u8>,
}

impl Default for Tst {
    fn default() -> Self {
        Self {
            version: alloc::vec![2, 1, 1],
            policy: oid_der(POLICY),
            imprint: imprint(&[]),
            serial: tlv(0x02, &[&[0x55; 16]]),
            gen_time: GEN_TIME,
            accuracy: Some(sequence(&[&[2, 1, 1]])),
            ordering: None,
            nonce: Some(alloc::vec![2, 2, 0x12, 0x34]),
            tsa: None,
            extensions: None,
            edit: |tst| tst,
        }
    }
}

impl Tst {
    fn der(&self) -> Vec<u8> {
        let gen_time = tlv(0x18, &[self.gen_time.as_bytes()]);
        let mut fields = alloc::vec![&self.version, &self.policy, &self.imprint, &self.serial, &gen_time];
        fields.extend(
            [&self.accuracy, &self.ordering, &self.nonce, &self.tsa, &self.extensions].into_iter().flatten(),
        );
        let fields: Vec<&[u8]> = fields.into_iter().map(Vec::as_slice).collect();
        (self.edit)(sequence(&fields))
    }
}

impl Default for Cms {
    fn default() -> Self {
        Self {
            content_type: "1.2.840.113549.1.7.2",
            econtent_type: TST_INFO,
            econtent_tag: 0x04,
            has_econtent: true,
            version: 3,
            digest_algorithms: None,
            certificates: |built| Some(alloc::vec![built.tsu.clone(), built.issuing.clone()]),
            sort_certificates: true,
            crls: None,
            signer_version: 1,
            sid: |built| sequence(&[&built.tsu_issuer, &tlv(0x02, &[&built.tsu_serial])]),
            digest_algorithm: None,
            has_attributes: true,
            reverse_attributes: false,
            sign_as_sent: false,
            signature_algorithm: None,
            signing_key: None,
            unsigned: None,
            signers: 1,
        }
    }
}

impl Cms {
    pub(super) fn der(&self, world: &World) -> Vec<u8> {
        let built = world.built();
        let key = self.signing_key.as_ref().unwrap_or(&world.tsu.key);
        let tst = world.tst.der();
        let digest_algorithm = self.digest_algorithm.clone().unwrap_or_else(|| key.digest_algorithm());
        let signature_algorithm = self.signature_algorithm.clone().unwrap_or_else(|| key.cms_algorithm());
        let mut attributes = default_attributes(key, &tst, &digest_algorithm, &signature_algorithm, &built);
        (world.edit_attributes)(&mut attributes, &built);
        let mut elements: Vec<Vec<u8>> = attributes.iter().map(Attribute::der).collect();
        elements.sort();
        let signed = if self.has_attributes { tlv(0x31, &[&elements.concat()]) } else { tst.clone() };
        if self.reverse_attributes {
            elements.reverse();
        }
        let sent = tlv(0x31, &[&elements.concat()]);
        let signature = key.sign(if self.sign_as_sent { &sent } else { &signed });
        let signer = sequence(&[
            &[2, 1, self.signer_version],
            &(self.sid)(&built),
            &digest_algorithm,
            &if self.has_attributes { tlv(0xA0, &[&elements.concat()]) } else { Vec::new() },
            &signature_algorithm,
            &tlv(0x04, &[&signature]),
            &self.unsigned.clone().unwrap_or_default(),
        ]);
        let digest_algorithms =
            self.digest_algorithms.clone().unwrap_or_else(|| alloc::vec![digest_algorithm]);
        let certificates = (self.certificates)(&built).map(|mut certificates| {
            if self.sort_certificates {
                certificates.sort();
            }
            tlv(0xA0, &[&certificates.concat()])
        });
        let econtent = explicit(0, &tlv(self.econtent_tag, &[&tst]));
        let signed_data = sequence(&[
            &[2, 1, self.version],
            &tlv(0x31, &[&digest_algorithms.concat()]),
            &sequence(&[&oid_der(self.econtent_type), if self.has_econtent { &econtent } else { &[] }]),
            &certificates.unwrap_or_default(),
            &self.crls.clone().unwrap_or_default(),
            &tlv(0x31, &[&signer.repeat(self.signers)]),
        ]);
        sequence(&[&oid_der(self.content_type), &explicit(0, &signed_data)])
    }
}

impl Attribute {
    fn der(&self) -> Vec<u8> {
        sequence(&[&oid_der(self.oid), &tlv(0x31, &[&self.values])])
    }
}

/// The four attributes of a token of ours.
fn default_attributes(
    key: &Key,
    tst: &[u8],
    digest_algorithm: &[u8],
    signature_algorithm: &[u8],
    built: &Built,
) -> Vec<Attribute> {
    // [1] IMPLICIT: the context tag takes the place of the SEQUENCE's.
    let mut implicit = signature_algorithm.to_vec();
    implicit[0] = 0xA1;
    alloc::vec![
        Attribute { oid: "1.2.840.113549.1.9.3", values: oid_der(TST_INFO) },
        Attribute { oid: "1.2.840.113549.1.9.4", values: tlv(0x04, &[&key.hash().digest(tst)]) },
        Attribute { oid: ESS_V2, values: ess_v2(&[&ess_id(&built.tsu, &issuer_serial(built))]) },
        Attribute { oid: PROTECTION, values: sequence(&[digest_algorithm, &implicit]) },
    ]
}

pub(super) fn ess_v2(ids: &[&[u8]]) -> Vec<u8> {
    sequence(&[&sequence(ids)])
}

/// ESSCertIDv2 with SHA-256 left out.
pub(super) fn ess_id(certificate: &[u8], issuer_serial: &[u8]) -> Vec<u8> {
    sequence(&[&tlv(0x04, &[&HashAlgorithm::Sha256.digest(certificate)]), issuer_serial])
}

pub(super) fn issuer_serial(built: &Built) -> Vec<u8> {
    let issuer = sequence(&[&tlv(0xA4, &[&built.tsu_issuer])]);
    sequence(&[&issuer, &tlv(0x02, &[&built.tsu_serial])])
}

/// The SHA-256 imprint of [`DATA`], the algorithm with these parameters.
pub(super) fn imprint(parameters: &[u8]) -> Vec<u8> {
    let algorithm = sequence(&[&oid_der("2.16.840.1.101.3.4.2.1"), parameters]);
    sequence(&[&algorithm, &tlv(0x04, &[&HashAlgorithm::Sha256.digest(DATA)])])
}
