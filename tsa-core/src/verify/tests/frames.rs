//! Broken tokens: the octets, the frame, the signed attributes and the signer.

use super::cases::Expect::{Both, StrictOnly, Two};
use super::cases::cases;
use super::*;
use crate::testing::oid_der;
use crate::verify::tlv::Tlv;

#[test]
fn the_octets_of_a_token() {
    cases! {
        Both(Rule::TokenDer), "no octets", |w| w.edit_token = |_| Vec::new();
        Both(Rule::TokenDer), "text instead of DER", |w| w.edit_token = |_| b"hello, world".to_vec();
        Both(Rule::TokenDer), "one octet after the token", |w| w.edit_token = |t| [t, alloc::vec![0]].concat();
        Both(Rule::TokenDer), "last octet missing", |w| w.edit_token = |t| t[..t.len() - 1].to_vec();
        Both(Rule::TokenDer), "nested 5000 deep", |w| w.edit_token = |_| [0x30, 0x80].repeat(5000);
        Both(Rule::TokenSize), "300 KiB of zeros after the token", |w| {
            w.edit_token = |t| [t, alloc::vec![0; 300 * 1024]].concat();
        };
        StrictOnly(Rule::TokenDer), "indefinite outer length", |w| w.edit_token = |t| {
            let content = Tlv::whole(&t).unwrap().value.to_vec();
            [&[0x30, 0x80][..], &content, &[0, 0]].concat()
        };
        StrictOnly(Rule::TokenDer), "outer length in four octets", |w| w.edit_token = |t| {
            let content = Tlv::whole(&t).unwrap().value.to_vec();
            let length = u32::try_from(content.len()).unwrap().to_be_bytes();
            [&[0x30, 0x84][..], &length, &content].concat()
        };
        Both(Rule::TokenSyntax), "a SEQUENCE with nothing in it", |w| w.edit_token = |_| alloc::vec![0x30, 0];
        Both(Rule::TokenContentType), "contentType id-data", |w| w.cms.content_type = ID_DATA;
    }
}

#[test]
fn the_frame_of_a_token() {
    cases! {
        Both(Rule::EContentType), "eContentType id-data", |w| w.cms.econtent_type = ID_DATA;
        Both(Rule::EContent), "detached: no eContent", |w| w.cms.has_econtent = false;
        Both(Rule::EContent), "eContent without its OCTET STRING", |w| w.cms.econtent_tag = 0x30;
        StrictOnly(Rule::SignedDataVersion), "SignedData version 1", |w| w.cms.version = 1;
        StrictOnly(Rule::EmbeddedCrls), "an empty crls field", |w| w.cms.crls = Some(alloc::vec![0xA1, 0]);
        StrictOnly(Rule::OtherCertificates), "an attribute certificate in the bag", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone(), b.issuing.clone(), alloc::vec![0xA2, 2, 5, 0]]);
        };
        StrictOnly(Rule::DigestAlgorithms), "digestAlgorithms empty", |w| w.cms.digest_algorithms = Some(Vec::new());
        StrictOnly(Rule::DigestAlgorithms), "digestAlgorithms names another hash", |w| {
            w.cms.digest_algorithms = Some(alloc::vec![sequence(&[&oid_der(SHA512)])]);
        };
        Both(Rule::OneSigner), "no SignerInfo", |w| w.cms.signers = 0;
        Both(Rule::OneSigner), "the SignerInfo twice", |w| w.cms.signers = 2;
        StrictOnly(Rule::SignerInfoVersion), "SignerInfo version 3 with a name", |w| w.cms.signer_version = 3;
        StrictOnly(Rule::SignerIdentifier), "sid is a key identifier", |w| {
            w.cms.signer_version = 3;
            w.cms.sid = |_| tlv(0x80, &[&HashAlgorithm::Sha256.digest(&Key::p256(3).spki())[..20]]);
        };
        StrictOnly(Rule::SignerIdentifier), "sid with the issuer in small letters", |w| {
            w.cms.sid = |b| sequence(&[&ca_name("issuing"), &tlv(2, &[&b.tsu_serial])]);
        };
        StrictOnly(Rule::CertificateSet), "certificates not sorted", |w| {
            w.cms.sort_certificates = false;
            w.cms.certificates = |b| {
                let mut certificates = alloc::vec![b.tsu.clone(), b.issuing.clone()];
                certificates.sort();
                certificates.reverse();
                Some(certificates)
            };
        };
        StrictOnly(Rule::CertificateSet), "the signer's certificate twice", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone(), b.tsu.clone(), b.issuing.clone()]);
        };
        StrictOnly(Rule::CertificateSet), "certificates field empty", |w| {
            w.intermediates = alloc::vec![w.tsu.der(), w.issuing.der()];
            w.cms.certificates = |_| Some(Vec::new());
        };
        StrictOnly(Rule::CertificatesWanted), "certificates missing though asked for", |w| {
            w.intermediates = alloc::vec![w.tsu.der(), w.issuing.der()];
            w.cms.certificates = |_| None;
        };
        StrictOnly(Rule::CertificatesWanted), "certificates though not asked for", |w| {
            w.ask.request = Some(alloc::vec![oid_der(POLICY), alloc::vec![2, 2, 0x12, 0x34]]);
        };
        StrictOnly(Rule::PathCertificate), "rubbish beside the certificates", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone(), b.issuing.clone(), alloc::vec![0x30, 0]]);
        };
    }
}

#[test]
fn the_signed_attributes() {
    cases! {
        Both(Rule::DigestAlgorithm), "digest algorithm SHA-1", |w| {
            w.cms.digest_algorithm = Some(sequence(&[&oid_der("1.3.14.3.2.26")]));
        };
        Both(Rule::DigestAlgorithm), "digest algorithm unknown", |w| {
            w.cms.digest_algorithm = Some(sequence(&[&oid_der("1.2.3.4")]));
        };
        StrictOnly(Rule::DigestAlgorithmForm), "digest algorithm with NULL", |w| {
            w.cms.digest_algorithm = Some(sequence(&[&oid_der(SHA256), &encode::NULL]));
        };
        Both(Rule::SignedAttributes), "no signed attributes, the content signed itself", |w| w.cms.has_attributes = false;
        Both(Rule::SignedAttributes), "contentType twice", |w| w.edit_attributes = |a, _| a.push(a[0].clone());
        Both(Rule::SignedAttributes), "messageDigest with two values", |w| w.edit_attributes = |a, _| {
            a[1].values = a[1].values.repeat(2);
        };
        Both(Rule::SignedAttributes), "messageDigest without a value", |w| w.edit_attributes = |a, _| a[1].values.clear();
        StrictOnly(Rule::SignedAttributesOrder), "attributes sent unsorted, signed sorted", |w| w.cms.reverse_attributes = true;
        Two(Rule::SignedAttributesOrder, Rule::Signature), "attributes sent and signed unsorted", |w| {
            w.cms.reverse_attributes = true;
            w.cms.sign_as_sent = true;
        };
        StrictOnly(Rule::SignedAttributesProfile), "an unknown signed attribute", |w| w.edit_attributes = |a, _| {
            a.push(Attribute { oid: "1.2.3.4", values: alloc::vec![5, 0] });
        };
        StrictOnly(Rule::UnsignedAttributes), "an unsigned attribute", |w| {
            w.cms.unsigned = Some(tlv(0xA1, &[&sequence(&[&oid_der("1.2.3.4"), &[0x31, 2, 5, 0]])]));
        };
        Both(Rule::ContentTypeAttribute), "contentType missing", |w| w.edit_attributes = |a, _| { a.remove(0); };
        Both(Rule::ContentTypeAttribute), "contentType id-data", |w| w.edit_attributes = |a, _| a[0].values = oid_der(ID_DATA);
        Both(Rule::MessageDigest), "messageDigest missing", |w| w.edit_attributes = |a, _| { a.remove(1); };
        Both(Rule::MessageDigest), "messageDigest of something else", |w| w.edit_attributes = |a, _| {
            a[1].values = tlv(0x04, &[&HashAlgorithm::Sha256.digest(b"else")]);
        };
        Both(Rule::MessageDigest), "messageDigest cut to 31 octets", |w| w.edit_attributes = |a, _| {
            a[1].values = tlv(0x04, &[&a[1].values[2..33]]);
        };
        Both(Rule::MessageDigest), "the imprint changed after signing", |w| w.edit_token = |t| replaced(
            &t, &HashAlgorithm::Sha256.digest(DATA), &HashAlgorithm::Sha256.digest(b"forged"),
        );
        Both(Rule::MessageDigest), "genTime changed after signing", |w| w.edit_token = |t| replaced(
            &t, GEN_TIME.as_bytes(), b"20251122164800Z",
        );
        StrictOnly(Rule::AlgorithmProtection), "CMSAlgorithmProtection missing", |w| w.edit_attributes = |a, _| { a.remove(3); };
        Both(Rule::AlgorithmProtectionMatch), "CMSAlgorithmProtection names another digest", |w| w.edit_attributes = |a, _| {
            a[3].values = replaced(&a[3].values, &oid_der(SHA256), &oid_der(SHA512));
        };
        Both(Rule::AlgorithmProtectionMatch), "CMSAlgorithmProtection names another signature algorithm", |w| {
            w.edit_attributes = |a, _| {
                a[3].values = replaced(&a[3].values, &oid_der("1.2.840.10045.4.3.2"), &oid_der("1.2.840.10045.4.3.3"));
            };
        };
        Both(Rule::AlgorithmProtectionMatch), "CMSAlgorithmProtection adds NULL to the digest", |w| w.edit_attributes = |a, _| {
            let signature = tlv(0xA1, &[&oid_der("1.2.840.10045.4.3.2")]);
            a[3].values = sequence(&[&sequence(&[&oid_der(SHA256), &encode::NULL]), &signature]);
        };
        Both(Rule::AlgorithmProtectionMatch), "CMSAlgorithmProtection for a MAC", |w| w.edit_attributes = |a, _| {
            a[3].values = replaced(&a[3].values, &[0xA1], &[0xA2]);
        };
        StrictOnly(Rule::SigningTime), "signingTime a second off", |w| w.edit_attributes = |a, _| {
            a.push(Attribute { oid: "1.2.840.113549.1.9.5", values: time("261122164801Z") });
        };
        Both(Rule::SignedAttributes), "signingTime unreadable", |w| w.edit_attributes = |a, _| {
            a.push(Attribute { oid: "1.2.840.113549.1.9.5", values: time("2611221648Z") });
        };
    }
}

#[test]
fn the_signing_certificate_attribute() {
    cases! {
        Both(Rule::EssPresent), "no signing certificate attribute", |w| w.edit_attributes = |a, _| { a.remove(2); };
        StrictOnly(Rule::EssForm), "only the SHA-1 attribute", |w| w.edit_attributes = |a, b| {
            let id = sequence(&[&tlv(0x04, &[&sha1(&b.tsu)])]);
            a[2] = Attribute { oid: ESS_V1, values: ess_v2(&[&id]) };
        };
        Two(Rule::EssForm, Rule::EssMatch), "only the SHA-1 attribute, of another certificate", |w| w.edit_attributes = |a, b| {
            let id = sequence(&[&tlv(0x04, &[&sha1(&b.issuing)])]);
            a[2] = Attribute { oid: ESS_V1, values: ess_v2(&[&id]) };
        };
        Both(Rule::EssMatch), "both attributes, the SHA-1 one of another certificate", |w| w.edit_attributes = |a, b| {
            let id = sequence(&[&tlv(0x04, &[&sha1(&b.issuing)]), &issuer_serial(b)]);
            a.push(Attribute { oid: ESS_V1, values: ess_v2(&[&id]) });
        };
        StrictOnly(Rule::EssForm), "SHA-256 written out", |w| w.edit_attributes = |a, b| {
            let digest = tlv(0x04, &[&HashAlgorithm::Sha256.digest(&b.tsu)]);
            a[2].values = ess_v2(&[&sequence(&[&sequence(&[&oid_der(SHA256)]), &digest, &issuer_serial(b)])]);
        };
        StrictOnly(Rule::EssForm), "hashed with SHA-512", |w| w.edit_attributes = |a, b| {
            let digest = tlv(0x04, &[&HashAlgorithm::Sha512.digest(&b.tsu)]);
            a[2].values = ess_v2(&[&sequence(&[&sequence(&[&oid_der(SHA512)]), &digest, &issuer_serial(b)])]);
        };
        StrictOnly(Rule::EssForm), "no issuer and serial number", |w| w.edit_attributes = |a, b| {
            a[2].values = ess_v2(&[&ess_id(&b.tsu, &[])]);
        };
        StrictOnly(Rule::EssForm), "policies beside the identifiers", |w| w.edit_attributes = |a, b| {
            let ids = sequence(&[&ess_id(&b.tsu, &issuer_serial(b))]);
            a[2].values = sequence(&[&ids, &sequence(&[&sequence(&[&oid_der(POLICY)])])]);
        };
        StrictOnly(Rule::EssForm), "two identifiers, signer and issuing CA", |w| w.edit_attributes = |a, b| {
            a[2].values = ess_v2(&[&ess_id(&b.tsu, &issuer_serial(b)), &ess_id(&b.issuing, &[])]);
        };
        Two(Rule::EssForm, Rule::EssChain), "two identifiers, the second of no certificate of the path", |w| {
            w.edit_attributes = |a, b| {
                a[2].values = ess_v2(&[&ess_id(&b.tsu, &issuer_serial(b)), &ess_id(b"another", &[])]);
            };
        };
        Two(Rule::EssForm, Rule::EssMatch), "two identifiers, the signer's second", |w| w.edit_attributes = |a, b| {
            a[2].values = ess_v2(&[&ess_id(&b.issuing, &[]), &ess_id(&b.tsu, &issuer_serial(b))]);
        };
        Both(Rule::EssMatch), "the hash of another certificate", |w| w.edit_attributes = |a, b| {
            a[2].values = ess_v2(&[&ess_id(&b.issuing, &issuer_serial(b))]);
        };
        Both(Rule::EssMatch), "another serial number", |w| w.edit_attributes = |a, b| {
            let issuer = sequence(&[&tlv(0xA4, &[&b.tsu_issuer])]);
            a[2].values = ess_v2(&[&ess_id(&b.tsu, &sequence(&[&issuer, &[2, 1, 9]]))]);
        };
        Both(Rule::EssMatch), "another issuer", |w| w.edit_attributes = |a, b| {
            let issuer = sequence(&[&tlv(0xA4, &[&ca_name("Root")])]);
            a[2].values = ess_v2(&[&ess_id(&b.tsu, &sequence(&[&issuer, &tlv(2, &[&b.tsu_serial])]))]);
        };
        Both(Rule::EssSyntax), "no identifier in the list", |w| w.edit_attributes = |a, _| a[2].values = ess_v2(&[]);
        Both(Rule::EssSyntax), "SHA-1 in ESSCertIDv2", |w| w.edit_attributes = |a, b| {
            let digest = tlv(0x04, &[&sha1(&b.tsu)]);
            a[2].values = ess_v2(&[&sequence(&[&sequence(&[&oid_der("1.3.14.3.2.26")]), &digest])]);
        };
        Both(Rule::EssSyntax), "an integer instead of the list", |w| w.edit_attributes = |a, _| a[2].values = alloc::vec![2, 1, 1];
    }
}

#[test]
fn who_signed() {
    cases! {
        Both(Rule::SignerCertificate), "the signer's certificate is nowhere", |w| {
            w.cms.certificates = |b| Some(alloc::vec![b.issuing.clone()]);
        };
        Both(Rule::SignerCertificate), "sid with another serial number", |w| {
            w.cms.sid = |b| sequence(&[&b.tsu_issuer, &[2, 1, 9]]);
        };
        Both(Rule::SignerCertificate), "sid with another issuer", |w| {
            w.cms.sid = |b| sequence(&[&ca_name("Root"), &tlv(2, &[&b.tsu_serial])]);
        };
        Both(Rule::EssMatch), "sid names the issuing CA, the attribute the TSU", |w| {
            w.cms.sid = |_| sequence(&[&ca_name("Root"), &[2, 2, 0x40, 2]]);
        };
        // CVE-2026-39984: a good TSU certificate lies in the bag while another key signed.
        Both(Rule::Signature), "signed by a stranger's key, the TSU's certificate in the bag", |w| {
            w.cms.signing_key = Some(Key::p256(9));
        };
        Both(Rule::EssMatch), "a stranger's certificate with the same issuer and serial number added and used", |w| {
            w.cms.signing_key = Some(Key::p256(9));
            w.cms.certificates = |b| Some(alloc::vec![b.issuing.clone(), stranger().der()]);
        };
        Both(Rule::PathSignature), "a stranger's certificate in the CA's name, named by sid and attribute", |w| {
            w.tsu = stranger();
            w.cms.certificates = |b| Some(alloc::vec![b.tsu.clone(), b.issuing.clone(), World::default().tsu.der()]);
        };
        Both(Rule::Signature), "a bit of the signature flipped", |w| w.edit_token = |mut t| {
            let last = t.len() - 1;
            t[last] ^= 1;
            t
        };
        Both(Rule::Signature), "signingTime changed after signing", |w| {
            w.edit_attributes = |a, _| {
                a.push(Attribute { oid: "1.2.840.113549.1.9.5", values: time("261122164759Z") });
            };
            w.edit_token = |t| replaced(&t, b"261122164759Z", b"261122164800Z");
        };
        Both(Rule::SignatureAlgorithm), "ECDSA with SHA-384 beside SHA-256", |w| {
            w.cms.signature_algorithm = Some(sequence(&[&oid_der("1.2.840.10045.4.3.3")]));
        };
        Both(Rule::SignatureAlgorithm), "signature algorithm sha1WithRSAEncryption", |w| {
            w.cms.signature_algorithm = Some(sequence(&[&oid_der("1.2.840.113549.1.1.5"), &encode::NULL]));
        };
        Both(Rule::SignatureAlgorithm), "signature algorithm unknown", |w| {
            w.cms.signature_algorithm = Some(sequence(&[&oid_der("1.2.3.4")]));
        };
        Both(Rule::SignatureAlgorithm), "an RSA algorithm over an EC key", |w| {
            w.cms.signature_algorithm = Some(sequence(&[&oid_der("1.2.840.113549.1.1.1"), &encode::NULL]));
        };
        Both(Rule::SignatureAlgorithm), "ECDSA with NULL", |w| {
            w.cms.signature_algorithm = Some(sequence(&[&oid_der("1.2.840.10045.4.3.2"), &encode::NULL]));
        };
        StrictOnly(Rule::SignatureAlgorithmForm), "sha256WithRSAEncryption instead of rsaEncryption", |w| {
            *w = World::with_keys(Key::p256(1), Key::p256(2), Key::Rsa(1, signature::SignatureHash::Sha256));
            w.cms.signature_algorithm = Some(w.tsu.key.certificate_algorithm());
        };
    }
}

fn stranger() -> Cert {
    Cert { key: Key::p256(9), signed_by: Key::p256(8), ..World::default().tsu }
}

fn sha1(data: &[u8]) -> Vec<u8> {
    use sha1::Digest;
    sha1::Sha1::digest(data).to_vec()
}

/// `octets` with the only occurrence of `old` replaced by `new` of the same length.
fn replaced(octets: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let places: Vec<usize> = (0..octets.len()).filter(|n| octets[*n..].starts_with(old)).collect();
    assert_eq!((places.len(), old.len()), (1, new.len()), "the mutation must hit one place");
    let mut out = octets.to_vec();
    out[places[0]..places[0] + new.len()].copy_from_slice(new);
    out
}

const ID_DATA: &str = "1.2.840.113549.1.7.1";
const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const SHA512: &str = "2.16.840.1.101.3.4.2.3";
