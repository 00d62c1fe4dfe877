use tempfile::tempdir;

use super::*;
use crate::{
    CaKey, CertificationRequest, KeyAlgorithm, RequestError, TsuKey,
    testing::{
        Hierarchy, days, issuing_spec, now, openssl, openssl_ok, root_spec, subject, tsu_spec, write_pem,
    },
};

fn text(der: &[u8]) -> String {
    let directory = tempdir().unwrap();
    write_pem(&directory.path().join("c.pem"), "CERTIFICATE", der);
    openssl_ok(directory.path(), &["x509", "-in", "c.pem", "-noout", "-text", "-certopt", "ext_parse"])
}

#[test]
fn openssl_accepts_the_chain_of_every_algorithm_for_timestamping() {
    let algorithms = [KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384, KeyAlgorithm::Rsa3072];
    for algorithm in algorithms {
        let hierarchy = Hierarchy::new(algorithm);
        let tsu = TsuKey::generate(algorithm).unwrap();
        let leaf = hierarchy.issuing_key.issue(&tsu_spec(&hierarchy.issuing, tsu.spki_der())).unwrap();
        let directory = tempdir().unwrap();
        for (name, der) in [("root", &hierarchy.root), ("issuing", &hierarchy.issuing), ("tsu", &leaf)] {
            write_pem(&directory.path().join(name), "CERTIFICATE", der);
        }
        let arguments =
            ["verify", "-x509_strict", "-check_ss_sig", "-purpose", "timestampsign", "-CAfile", "root"];
        let out = openssl_ok(directory.path(), &[&arguments[..], &["-untrusted", "issuing", "tsu"]].concat());
        assert_eq!(out.trim(), "tsu: OK", "{algorithm}");
        let purpose = ["verify", "-purpose", "sslserver", "-CAfile", "root", "-untrusted", "issuing", "tsu"];
        assert!(!openssl(directory.path(), &purpose).status.success(), "{algorithm}: good for TLS");
    }
}

#[test]
fn c60_c62_tsu_extensions_are_exactly_these() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let tsu = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let leaf = hierarchy.issuing_key.issue(&tsu_spec(&hierarchy.issuing, tsu.spki_der())).unwrap();
    let certificate = Certificate::from_der(&leaf).unwrap();
    let extensions: Vec<(String, bool)> = certificate
        .tbs_certificate()
        .extensions()
        .unwrap()
        .iter()
        .map(|extension| (extension.extn_id.to_string(), extension.critical))
        .collect();
    let expected = [
        ("2.5.29.15", true),  // keyUsage
        ("2.5.29.37", true),  // extKeyUsage
        ("2.5.29.14", false), // subjectKeyIdentifier
        ("2.5.29.35", false), // authorityKeyIdentifier
        ("2.5.29.16", false), // privateKeyUsagePeriod
        ("2.5.29.32", false), // certificatePolicies
        ("2.5.29.31", false), // cRLDistributionPoints
        ("1.3.6.1.5.5.7.1.1", false),
    ];
    assert_eq!(extensions, expected.map(|(oid, critical)| (oid.to_owned(), critical)));
    let text = text(&leaf);
    for line in [
        "X509v3 Extended Key Usage: critical\n                Time Stamping\n",
        "X509v3 Key Usage: critical\n                Digital Signature\n",
        "CA Issuers - URI:http://pki.example/issuing.cer",
        "URI:http://pki.example/issuing.crl",
        "Policy: 1.3.6.1.4.1.32473.1.0",
        "Subject: C = DE, O = Example Time, CN = Example TSU 1",
        "X509v3 Private Key Usage Period",
    ] {
        assert!(text.contains(line), "{line} is missing in {text}");
    }
}

#[test]
fn ca_certificates_say_ca_and_how_deep() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let root = text(&hierarchy.root);
    assert!(
        root.contains("X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:1"),
        "{root}"
    );
    assert!(
        root.contains("X509v3 Key Usage: critical\n                Certificate Sign, CRL Sign"),
        "{root}"
    );
    assert!(!root.contains("Extended Key Usage"), "{root}");
    let issuing = text(&hierarchy.issuing);
    assert!(issuing.contains("CA:TRUE, pathlen:0"), "{issuing}");
    assert!(issuing.contains("X509v3 Extended Key Usage: \n                Time Stamping"), "{issuing}");
}

#[test]
fn rfc5280_4_1_2_2_serials_are_positive_and_of_20_random_octets() {
    let key = CaKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let serials: Vec<Vec<u8>> = (0..50)
        .map(|_| {
            let certificate = Certificate::from_der(&key.issue(&root_spec(&key)).unwrap()).unwrap();
            certificate.tbs_certificate().serial_number().as_bytes().to_vec()
        })
        .collect();
    for (index, serial) in serials.iter().enumerate() {
        assert_eq!(serial.len(), 20);
        assert_eq!(serial[0] & 0xc0, 0x40);
        assert!(!serials[..index].contains(serial));
    }
}

#[test]
fn rsa_issuers_sign_with_the_hash_asked_for() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::Rsa3072);
    let tsu = TsuKey::generate(KeyAlgorithm::EcdsaP384).unwrap();
    for (rsa_hash, name) in [
        (RsaHash::Sha256, "sha256WithRSAEncryption"),
        (RsaHash::Sha384, "sha384WithRSAEncryption"),
        (RsaHash::Sha512, "sha512WithRSAEncryption"),
    ] {
        let spec = CertificateSpec { rsa_hash, ..tsu_spec(&hierarchy.issuing, tsu.spki_der()) };
        let leaf = hierarchy.issuing_key.issue(&spec).unwrap();
        assert!(text(&leaf).contains(&format!("Signature Algorithm: {name}")));
    }
}

#[test]
fn rules_are_checked_before_anything_is_signed() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let tsu = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let good = tsu_spec(&hierarchy.issuing, tsu.spki_der());
    let weak = TsuKey::generate_for_lab(KeyAlgorithm::Rsa2048).unwrap();
    let mut nameless = subject("x").name().unwrap().to_der().unwrap();
    nameless.truncate(2);
    nameless[1] = 0; // an empty RDNSequence
    type Expected = fn(&IssueError) -> bool;
    let cases: [(&str, CertificateSpec, Expected); 10] = [
        (
            "C66 136 months",
            CertificateSpec { not_after: days(now(), 4150), key_use_until: None, ..good.clone() },
            |e| matches!(e, IssueError::TooLong),
        ),
        ("ends before it begins", CertificateSpec { not_after: good.not_before, ..good.clone() }, |e| {
            matches!(e, IssueError::Validity)
        }),
        ("key use outside", CertificateSpec { key_use_until: Some(days(now(), 400)), ..good.clone() }, |e| {
            matches!(e, IssueError::Validity)
        }),
        ("before its issuer", CertificateSpec { not_before: days(now(), -1), ..good.clone() }, |e| {
            matches!(e, IssueError::OutsideIssuer { .. })
        }),
        ("C65", CertificateSpec { spki_der: weak.spki_der().to_vec(), ..good.clone() }, |e| {
            matches!(e, IssueError::WeakKey)
        }),
        ("C67", CertificateSpec { subject: Name::from_der(&nameless).unwrap(), ..good.clone() }, |e| {
            matches!(e, IssueError::IncompleteName)
        }),
        ("URL", CertificateSpec { crl_urls: vec!["ldap://x".into()], ..good.clone() }, |e| {
            matches!(e, IssueError::Url(_))
        }),
        (
            "another key",
            CertificateSpec { issuer: Issuer::Certificate(hierarchy.root.clone()), ..good.clone() },
            |e| matches!(e, IssueError::OtherKey),
        ),
        ("self-signed TSU", CertificateSpec { issuer: Issuer::SelfSigned, ..good.clone() }, |e| {
            matches!(e, IssueError::RootAndSelfSigned)
        }),
        (
            "CA below path length 0",
            CertificateSpec {
                issuer: Issuer::Certificate(hierarchy.issuing.clone()),
                not_after: days(now(), 100),
                ..issuing_spec(&hierarchy.issuing, &hierarchy.root_key)
            },
            |e| matches!(e, IssueError::PathLength { asked: 0, allowed: 0 }),
        ),
    ];
    for (name, spec, expected) in cases {
        let error = hierarchy.issuing_key.issue(&spec).expect_err(name);
        assert!(expected(&error), "{name}: {error}");
    }
    let lab = CertificateSpec { lab: true, spki_der: weak.spki_der().to_vec(), ..good };
    hierarchy.issuing_key.issue(&lab).unwrap();
}

#[test]
fn a_tsu_certificate_cannot_issue() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    // The root's key in a TSU certificate: the right key, but no CA.
    let leaf =
        hierarchy.issuing_key.issue(&tsu_spec(&hierarchy.issuing, hierarchy.root_key.spki_der())).unwrap();
    let error = hierarchy.root_key.issue(&tsu_spec(&leaf, hierarchy.root_key.spki_der())).unwrap_err();
    assert!(matches!(error, IssueError::IssuerNotCa), "{error}");
}

#[test]
fn certificates_past_2049_use_generalized_time() {
    let key = CaKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let not_after = "2051-03-04T05:06:07Z".parse().unwrap();
    let der = key.issue(&CertificateSpec { not_after, ..root_spec(&key) }).unwrap();
    assert!(der.windows(17).any(|window| window == b"\x18\x0f20510304050607Z"));
    assert!(text(&der).contains("Not After : Mar  4 05:06:07 2051 GMT"));
}

#[test]
fn requests_read_back_and_openssl_verifies_them() {
    for algorithm in [KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384, KeyAlgorithm::Rsa3072] {
        let key = TsuKey::generate(algorithm).unwrap();
        let name = subject("Example TSU 1").name().unwrap();
        let der = key.certification_request(&name).unwrap();
        let request = CertificationRequest::decode(&der).unwrap();
        assert_eq!((request.subject(), request.spki_der()), (&name, key.spki_der()));
        let directory = tempdir().unwrap();
        write_pem(&directory.path().join("r.pem"), "CERTIFICATE REQUEST", &der);
        let text = openssl_ok(directory.path(), &["req", "-in", "r.pem", "-verify", "-noout", "-text"]);
        assert!(text.contains("Extended Key Usage: critical\n                    Time Stamping"), "{text}");
        assert!(text.contains("Key Usage: critical\n                    Digital Signature"), "{text}");
    }
}

#[test]
fn a_request_with_another_name_or_key_is_refused() {
    let key = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let other = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    let der = key.certification_request(&subject("Example TSU 1").name().unwrap()).unwrap();
    let swap = |from: &[u8], to: &[u8]| {
        let at = der.windows(from.len()).position(|window| window == from).unwrap();
        let mut changed = der.clone();
        changed[at..at + to.len()].copy_from_slice(to);
        changed
    };
    for changed in [swap(b"Example TSU 1", b"Example TSU 2"), swap(key.spki_der(), other.spki_der())] {
        assert!(matches!(CertificationRequest::decode(&changed), Err(RequestError::Signature)));
    }
    assert!(matches!(CertificationRequest::decode(b"\x30\x00"), Err(RequestError::Malformed(_))));
}
