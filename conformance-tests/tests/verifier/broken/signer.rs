//! Who signed: the ESS attribute, the signature, the certificate and its path.

use conformance_tests::der::{integer, oid, sequence};
use conformance_tests::openssl::{CA_EXTENSIONS, KeyKind, TSU_EXTENSIONS};
use conformance_tests::query::{NULL, SHA1, SHA256, SHA512};
use sha2::{Digest as _, Sha256};

use super::Verdict::{Accepts, Rejects};
use super::{Broken, World, case};
use crate::forge::*;

pub(super) fn ess(world: &World) -> Vec<Broken> {
    let good = || world.good();
    let token = |row, what, rules, openssl, forge: Forge| case(row, what, forge.response(), rules, openssl);
    let (issuer, serial) = world.signer.issuer_and_serial();
    let hash = Sha256::digest(&world.signer.certificate);
    let v2 = |ids: &[Vec<u8>]| attribute(ID_SIGNING_CERTIFICATE_V2, &[&signing_certificate_v2(ids)]);
    let right = ess_cert_id_v2(&world.signer);
    let other = ess_cert_id_v2(&Signer::issue(&world.hierarchy, "other", "ca", TSU_EXTENSIONS));
    let wrong_hash = ess_cert_id(&[0x5A; 32], &issuer, &serial);
    let wrong_serial = ess_cert_id(&hash, &issuer, &integer(&[0x77]));
    let wrong_issuer = ess_cert_id(&hash, &world.signer.subject(), &serial);
    let v1 = attribute(
        ID_SIGNING_CERTIFICATE,
        &[&signing_certificate_v2(&[ess_cert_id(&[0x5A; 20], &issuer, &serial)])],
    );
    let swap = |ess: Vec<u8>| good().attributes(|it| it.ess = ess);
    vec![
        token("C47", "no signing certificate attribute", &["ess-present"], Rejects, swap(vec![])),
        token("C47", "hash of another certificate", &["ess-match"], Rejects, swap(v2(&[wrong_hash]))),
        token("C47", "another serial number", &["ess-match"], Rejects, swap(v2(&[wrong_serial]))),
        token("C47", "another issuer", &["ess-match"], Rejects, swap(v2(&[wrong_issuer]))),
        token(
            "C47",
            "another certificate of the same CA",
            &["ess-match"],
            Rejects,
            swap(v2(std::slice::from_ref(&other))),
        ),
        token("C47", "no id at all", &["ess-syntax", "ess-form", "ess-match"], Rejects, swap(v2(&[]))),
        token("C49", "two ids", &["ess-form"], Rejects, swap(v2(&[right, other]))),
        token("C47", "v1 with a wrong hash", &["ess-match", "ess-form"], Rejects, swap(v1)),
        token(
            "C47",
            "not a SigningCertificateV2",
            &["ess-syntax"],
            Rejects,
            swap(attribute(ID_SIGNING_CERTIFICATE_V2, &[NULL])),
        ),
    ]
}

pub(super) fn signatures(world: &World) -> Vec<Broken> {
    let good = || world.good();
    let token = |row, what, rules, openssl, forge: Forge| case(row, what, forge.response(), rules, openssl);
    let other = Signer::issue(&world.hierarchy, "other-key", "ca", TSU_EXTENSIONS);
    let wrong_key = Forge::new(&world.signer.with_key_of(&other), &world.chain);
    let algorithm = |dotted: &str, parameters: &[u8]| sequence(&[&oid(dotted), parameters]);
    let resigned = |digest: Vec<u8>, signature: Vec<u8>| {
        good().with(|it| {
            it.digest_algorithms = vec![digest.clone()];
            it.digest_algorithm = digest.clone();
            it.signature_algorithm = signature.clone();
            it.attributes.as_mut().expect("attributes").protection = protection(&digest, &signature);
        })
    };
    let sha256 = || algorithm(SHA256, &[]);
    let ecdsa = || algorithm(ECDSA_WITH_SHA256, &[]);
    let rsa = algorithm("1.2.840.113549.1.1.1", NULL);
    let stranger = good().with(|it| it.certificates = Some(world.chain.clone()));
    vec![
        token(
            "RFC 5652 §5.6",
            "one bit of the signature",
            &["signature"],
            Rejects,
            good().with(|it| it.signature = SignatureValue::OneBitFlipped),
        ),
        token(
            "RFC 5652 §5.6",
            "empty signature",
            &["signature"],
            Rejects,
            good().with(|it| it.signature = SignatureValue::Empty),
        ),
        token("RFC 5652 §5.6", "signed by another key", &["signature"], Rejects, wrong_key),
        token("C43", "signer's certificate not there", &["signer-certificate"], Rejects, stranger),
        token("C44", "digest SHA-1", &["digest-algorithm"], Rejects, resigned(algorithm(SHA1, &[]), ecdsa())),
        token(
            "C44",
            "digest with NULL",
            &["digest-algorithm-form"],
            Accepts,
            resigned(algorithm(SHA256, NULL), ecdsa()),
        ),
        token(
            "C44",
            "digest SHA-512 beside SHA-256",
            &["signature-algorithm", "message-digest"],
            Rejects,
            resigned(algorithm(SHA512, &[]), ecdsa()),
        ),
        token("C44", "RSA with a P-256 key", &["signature-algorithm"], Accepts, resigned(sha256(), rsa)),
        token(
            "C44",
            "ECDSA with NULL",
            &["signature-algorithm-form", "signature-algorithm"],
            Accepts,
            resigned(sha256(), algorithm(ECDSA_WITH_SHA256, NULL)),
        ),
    ]
}

pub(super) fn certificates(world: &World) -> Vec<Broken> {
    let hierarchy = &world.hierarchy;
    let by = |row, what, rules, openssl, name: &str, extensions: &str| {
        let signer = Signer::issue(hierarchy, name, "ca", extensions);
        case(row, what, world.signed_by(&signer).response(), rules, openssl)
    };
    let swap = |from: &str, to: &str| TSU_EXTENSIONS.replace(from, to);
    let eku = &["signer-extended-key-usage"];
    hierarchy.certificate(
        "no-ca",
        Some("root"),
        KeyKind::P256,
        "/CN=No CA",
        &CA_EXTENSIONS.replace("CA:TRUE", "CA:FALSE"),
    );
    let no_sign = CA_EXTENSIONS.replace("keyCertSign,cRLSign", "cRLSign");
    hierarchy.certificate("no-sign", Some("root"), KeyKind::P256, "/CN=No keyCertSign", &no_sign);
    let under = |name: &str, issuer: &str| {
        let signer = Signer::issue(hierarchy, name, issuer, TSU_EXTENSIONS);
        Forge::new(&signer, &[Signer::load(hierarchy, issuer).certificate]).response()
    };
    let orphan =
        world.good().with(|it| it.certificates = Some(vec![world.signer.certificate.clone()])).response();
    vec![
        by(
            "C60",
            "EKU not critical",
            eku,
            Rejects,
            "eku-plain",
            &swap("critical,timeStamping", "timeStamping"),
        ),
        by(
            "C60",
            "a second EKU",
            eku,
            Rejects,
            "eku-two",
            &swap("critical,timeStamping", "critical,timeStamping,codeSigning"),
        ),
        by(
            "C60",
            "an unknown second EKU",
            eku,
            Accepts,
            "eku-unknown",
            &swap("critical,timeStamping", "critical,timeStamping,1.3.6.1.4.1.32473.3"),
        ),
        by(
            "C60",
            "another EKU",
            eku,
            Rejects,
            "eku-other",
            &swap("critical,timeStamping", "critical,codeSigning"),
        ),
        by("C60", "no EKU", eku, Rejects, "eku-none", &swap("extendedKeyUsage=critical,timeStamping\n", "")),
        by(
            "C61",
            "signed by a CA",
            &["signer-not-ca", "signer-key-usage-form"],
            Rejects,
            "tsu-ca",
            &swap("CA:FALSE", "CA:TRUE").replace("digitalSignature", "digitalSignature,keyCertSign"),
        ),
        by(
            "C62",
            "key usage without signing",
            &["signer-key-usage"],
            Rejects,
            "ku-none",
            &swap("digitalSignature", "keyAgreement"),
        ),
        by(
            "C62",
            "key usage with more",
            &["signer-key-usage-form"],
            Rejects,
            "ku-more",
            &swap("digitalSignature", "digitalSignature,keyEncipherment"),
        ),
        case("RFC 5280 §6.1", "issuer not there", orphan, &["path-found"], Rejects),
        case("RFC 5280 §6.1.4", "issuer is no CA", under("under-no-ca", "no-ca"), &["path-ca"], Rejects),
        case(
            "RFC 5280 §6.1.4",
            "issuer without keyCertSign",
            under("under-no-sign", "no-sign"),
            &["path-key-usage"],
            Rejects,
        ),
        by(
            "RFC 5280 §6.1.4",
            "an unknown critical extension",
            &["path-critical"],
            Rejects,
            "critical",
            &format!("{TSU_EXTENSIONS}1.3.6.1.4.1.32473.4=critical,ASN1:NULL\n"),
        ),
    ]
}
