//! Makes tokens with one thing wrong and everything else right: the part is changed before the token is signed, so that
//! the verifier cannot reject it for its signature.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use conformance_tests::der::{Tlv, constructed, integer, oid, sequence, tag, tlv};
use conformance_tests::openssl::{KeyKind, OpensslTsa, openssl, read};
use conformance_tests::query::{Query, SHA256};
use sha2::{Digest as _, Sha256};

/// A token that is being made, as its parts, each a whole TLV unless said.
#[derive(Clone)]
pub(crate) struct Forge {
    pub(crate) content_type: Vec<u8>,
    pub(crate) version: Vec<u8>,
    /// Members of the SET.
    pub(crate) digest_algorithms: Vec<Vec<u8>>,
    pub(crate) econtent_type: Vec<u8>,
    /// The fields of the TSTInfo, in order.
    pub(crate) info: Info,
    /// The tag of the eContent string.
    pub(crate) econtent_tag: u8,
    /// Members of the certificates field, written in this order; `None`: no field.
    pub(crate) certificates: Option<Vec<Vec<u8>>>,
    pub(crate) crls: Vec<u8>,
    pub(crate) signer_version: Vec<u8>,
    pub(crate) sid: Vec<u8>,
    pub(crate) digest_algorithm: Vec<u8>,
    /// Signed attributes; `None`: no field, and the signature is over the eContent.
    pub(crate) attributes: Option<Attributes>,
    pub(crate) signature_algorithm: Vec<u8>,
    pub(crate) signature: SignatureValue,
    pub(crate) unsigned_attributes: Vec<u8>,
    /// How many times the SignerInfo stands in the SET.
    pub(crate) signers: usize,
    signer: Signer,
}

/// The fields of a TSTInfo.
#[derive(Clone)]
pub(crate) struct Info {
    pub(crate) version: Vec<u8>,
    pub(crate) policy: Vec<u8>,
    pub(crate) imprint: Vec<u8>,
    pub(crate) serial: Vec<u8>,
    pub(crate) gen_time: Vec<u8>,
    pub(crate) accuracy: Vec<u8>,
    pub(crate) ordering: Vec<u8>,
    pub(crate) nonce: Vec<u8>,
    pub(crate) tsa: Vec<u8>,
    pub(crate) extensions: Vec<u8>,
    /// What follows the last field inside.
    pub(crate) inside: Vec<u8>,
    /// What follows the TSTInfo in the eContent.
    pub(crate) after: Vec<u8>,
}

/// The signed attributes, each whole or empty.
#[derive(Clone)]
pub(crate) struct Attributes {
    pub(crate) content_type: Vec<u8>,
    /// `None`: the right one.
    pub(crate) message_digest: Option<Vec<u8>>,
    pub(crate) ess: Vec<u8>,
    pub(crate) protection: Vec<u8>,
    pub(crate) more: Vec<Vec<u8>>,
    /// Written in the wrong order, but signed in the right one.
    pub(crate) backwards: bool,
}

/// Where the signature value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureValue {
    Right,
    OneBitFlipped,
    Empty,
}

/// A certificate and its key.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) certificate: Vec<u8>,
    key: Vec<u8>,
}

impl Signer {
    /// `NAME.pem` and `NAME.key` of a P-256 hierarchy.
    pub(crate) fn load(hierarchy: &OpensslTsa, name: &str) -> Self {
        let run = |arguments: &str| openssl(hierarchy.path(), arguments).success(arguments);
        run(&format!("x509 -in {name}.pem -outform DER -out {name}.der"));
        run(&format!("pkcs8 -topk8 -nocrypt -in {name}.key -outform DER -out {name}.p8"));
        let file = |extension: &str| read(hierarchy.path(), &format!("{name}.{extension}"));
        Self { certificate: file("der"), key: file("p8") }
    }

    /// A signer with this certificate and another's key.
    pub(crate) fn with_key_of(&self, other: &Self) -> Self {
        Self { certificate: self.certificate.clone(), key: other.key.clone() }
    }

    /// Makes a TSU certificate with these extensions under `ca` and loads it.
    pub(crate) fn issue(hierarchy: &OpensslTsa, name: &str, issuer: &str, extensions: &str) -> Self {
        let subject = format!("/C=XX/O=Second TSA/CN={name}");
        hierarchy.certificate(name, Some(issuer), KeyKind::P256, &subject, extensions);
        Self::load(hierarchy, name)
    }

    /// `issuer` and `serialNumber`, whole.
    pub(crate) fn issuer_and_serial(&self) -> (Vec<u8>, Vec<u8>) {
        let fields = self.fields();
        (fields[3].clone(), fields[1].clone())
    }

    /// `subject`, whole.
    pub(crate) fn subject(&self) -> Vec<u8> {
        self.fields()[5].clone()
    }

    /// The content of the subjectKeyIdentifier extension's OCTET STRING.
    pub(crate) fn key_identifier(&self) -> Vec<u8> {
        let marker = [&[0x06, 0x03, 0x55, 0x1D, 0x0E, 0x04, 0x16, 0x04, 0x14][..]].concat();
        let at = self.certificate.windows(marker.len()).position(|window| window == marker).expect("an SKI");
        self.certificate[at + marker.len()..at + marker.len() + 20].to_vec()
    }

    fn fields(&self) -> Vec<Vec<u8>> {
        let certificate =
            Tlv::read(&self.certificate).and_then(|whole| whole.children()).expect("a certificate");
        let fields = certificate[0].children().expect("TBSCertificate");
        fields.iter().map(|field| field.whole.to_vec()).collect()
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &self.key).expect("a P-256 key");
        key.sign(&SystemRandom::new(), message).expect("a signature").as_ref().to_vec()
    }
}

impl Forge {
    /// A token for [`Query::good`] as our own TSA would make it.
    pub(crate) fn new(signer: &Signer, chain: &[Vec<u8>]) -> Self {
        let (issuer, serial) = signer.issuer_and_serial();
        let digest_algorithm = sequence(&[&oid(SHA256)]);
        let signature_algorithm = sequence(&[&oid(ECDSA_WITH_SHA256)]);
        let mut certificates = [vec![signer.certificate.clone()], chain.to_vec()].concat();
        certificates.sort();
        Self {
            content_type: oid(ID_SIGNED_DATA),
            version: integer(&[3]),
            digest_algorithms: vec![digest_algorithm.clone()],
            econtent_type: oid(ID_CT_TST_INFO),
            info: Info::new(),
            econtent_tag: tag::OCTET_STRING,
            certificates: Some(certificates),
            crls: Vec::new(),
            signer_version: integer(&[1]),
            sid: sequence(&[&issuer, &serial]),
            attributes: Some(Attributes {
                content_type: attribute(ID_CONTENT_TYPE, &[&oid(ID_CT_TST_INFO)]),
                message_digest: None,
                ess: attribute(
                    ID_SIGNING_CERTIFICATE_V2,
                    &[&signing_certificate_v2(&[ess_cert_id_v2(signer)])],
                ),
                protection: protection(&digest_algorithm, &signature_algorithm),
                more: Vec::new(),
                backwards: false,
            }),
            digest_algorithm,
            signature_algorithm,
            signature: SignatureValue::Right,
            unsigned_attributes: Vec::new(),
            signers: 1,
            signer: signer.clone(),
        }
    }

    /// The same with this change.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// The same with this change of the TSTInfo.
    pub(crate) fn info(mut self, change: impl FnOnce(&mut Info)) -> Self {
        change(&mut self.info);
        self
    }

    /// The same with this change of the signed attributes.
    pub(crate) fn attributes(mut self, change: impl FnOnce(&mut Attributes)) -> Self {
        change(self.attributes.as_mut().expect("a new forge has attributes"));
        self
    }

    /// The token.
    pub(crate) fn token(&self) -> Vec<u8> {
        let info = self.info.write();
        let econtent = match self.econtent_tag {
            0 => Vec::new(),
            0x24 => constructed(0xA0, &[&tlv(0x24, &tlv(tag::OCTET_STRING, &info))]),
            tag => constructed(0xA0, &[&tlv(tag, &info)]),
        };
        let (signed, written) = match &self.attributes {
            None => (info.clone(), Vec::new()),
            Some(attributes) => attributes.write(&info),
        };
        let mut signature = self.signer.sign(&signed);
        match self.signature {
            SignatureValue::Right => {}
            SignatureValue::OneBitFlipped => *signature.last_mut().expect("a signature has octets") ^= 1,
            SignatureValue::Empty => signature.clear(),
        }
        let signer_info = sequence(&[
            &self.signer_version,
            &self.sid,
            &self.digest_algorithm,
            &written,
            &self.signature_algorithm,
            &tlv(tag::OCTET_STRING, &signature),
            &self.unsigned_attributes,
        ]);
        let certificates =
            self.certificates.as_ref().map_or(Vec::new(), |members| tlv(0xA0, &members.concat()));
        let signed_data = sequence(&[
            &self.version,
            &tlv(tag::SET, &self.digest_algorithms.concat()),
            &sequence(&[&self.econtent_type, &econtent]),
            &certificates,
            &self.crls,
            &tlv(tag::SET, &signer_info.repeat(self.signers)),
        ]);
        sequence(&[&self.content_type, &constructed(0xA0, &[&signed_data])])
    }

    /// A granted answer around the token.
    pub(crate) fn response(&self) -> Vec<u8> {
        answer(&sequence(&[&integer(&[0])]), &self.token())
    }
}

impl Info {
    fn new() -> Self {
        let query = Query::good();
        let serial = [&[0x40][..], &[0x33; 15]].concat();
        Self {
            version: integer(&[1]),
            policy: oid(conformance_tests::openssl::DEFAULT_POLICY),
            imprint: query.imprint,
            serial: integer(&serial),
            gen_time: tlv(tag::GENERALIZED_TIME, now().as_bytes()),
            accuracy: sequence(&[&integer(&[1])]),
            ordering: Vec::new(),
            nonce: query.nonce,
            tsa: Vec::new(),
            extensions: Vec::new(),
            inside: Vec::new(),
            after: Vec::new(),
        }
    }

    fn write(&self) -> Vec<u8> {
        let fields =
            [&self.version, &self.policy, &self.imprint, &self.serial, &self.gen_time, &self.accuracy];
        let more = [&self.ordering, &self.nonce, &self.tsa, &self.extensions, &self.inside];
        let fields: Vec<&[u8]> = fields.into_iter().chain(more).map(Vec::as_slice).collect();
        [sequence(&fields), self.after.clone()].concat()
    }
}

impl Attributes {
    /// What is signed (a SET in order) and what is written (`[0]`).
    fn write(&self, info: &[u8]) -> (Vec<u8>, Vec<u8>) {
        let right = attribute(ID_MESSAGE_DIGEST, &[&tlv(tag::OCTET_STRING, &Sha256::digest(info))]);
        let message_digest = self.message_digest.clone().unwrap_or(right);
        let four = [self.content_type.clone(), message_digest, self.ess.clone(), self.protection.clone()];
        let mut all: Vec<Vec<u8>> =
            four.into_iter().chain(self.more.clone()).filter(|one| !one.is_empty()).collect();
        all.sort();
        let signed = tlv(tag::SET, &all.concat());
        if self.backwards {
            all.reverse();
        }
        (signed, tlv(0xA0, &all.concat()))
    }
}

/// A TimeStampResp of a whole PKIStatusInfo and a token, which may be empty.
pub(crate) fn answer(status_info: &[u8], token: &[u8]) -> Vec<u8> {
    sequence(&[status_info, token])
}

/// An attribute with these values.
pub(crate) fn attribute(kind: &str, values: &[&[u8]]) -> Vec<u8> {
    sequence(&[&oid(kind), &constructed(tag::SET, values)])
}

/// CMSAlgorithmProtection (RFC 6211 §2) over whole algorithm identifiers.
pub(crate) fn protection(digest_algorithm: &[u8], signature_algorithm: &[u8]) -> Vec<u8> {
    let Some((_, inner)) = signature_algorithm.split_at_checked(2) else { panic!("an AlgorithmIdentifier") };
    attribute("1.2.840.113549.1.9.52", &[&sequence(&[digest_algorithm, &tlv(0xA1, inner)])])
}

/// SigningCertificateV2 of these ids.
pub(crate) fn signing_certificate_v2(ids: &[Vec<u8>]) -> Vec<u8> {
    sequence(&[&sequence(&[&ids.concat()])])
}

/// ESSCertIDv2 of a certificate: SHA-256 by default, issuer and serial.
pub(crate) fn ess_cert_id_v2(signer: &Signer) -> Vec<u8> {
    let (issuer, serial) = signer.issuer_and_serial();
    ess_cert_id(&Sha256::digest(&signer.certificate), &issuer, &serial)
}

/// ESSCertID or ESSCertIDv2 without algorithm, of a hash, issuer and serial.
pub(crate) fn ess_cert_id(hash: &[u8], issuer: &[u8], serial: &[u8]) -> Vec<u8> {
    let issuer_serial = sequence(&[&sequence(&[&tlv(0xA4, issuer)]), serial]);
    sequence(&[&tlv(tag::OCTET_STRING, hash), &issuer_serial])
}

/// The time of this machine as a GeneralizedTime.
pub(crate) fn now() -> String {
    let output = std::process::Command::new("date").args(["-u", "+%Y%m%d%H%M%SZ"]).output().expect("date");
    String::from_utf8(output.stdout).expect("digits").trim().to_owned()
}

pub(crate) const ID_SIGNED_DATA: &str = "1.2.840.113549.1.7.2";
pub(crate) const ID_DATA: &str = "1.2.840.113549.1.7.1";
pub(crate) const ID_CT_TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
pub(crate) const ID_CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub(crate) const ID_MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";
pub(crate) const ID_SIGNING_TIME: &str = "1.2.840.113549.1.9.5";
pub(crate) const ID_SIGNING_CERTIFICATE: &str = "1.2.840.113549.1.9.16.2.12";
pub(crate) const ID_SIGNING_CERTIFICATE_V2: &str = "1.2.840.113549.1.9.16.2.47";
pub(crate) const ECDSA_WITH_SHA256: &str = "1.2.840.10045.4.3.2";
pub(crate) const ECDSA_WITH_SHA384: &str = "1.2.840.10045.4.3.3";
