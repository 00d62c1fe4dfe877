use super::*;
use crate::{
    CaKey, TsuKey,
    testing::{now, openssl_ok, write_pem},
};

const SHIPPED: [&str; 6] = [
    development::ROOT,
    development::ISSUING,
    development::TSU,
    production::ROOT,
    production::ISSUING,
    production::TSU,
];

#[test]
fn shipped_profiles_make_chains_that_openssl_accepts() {
    for [root, issuing, tsu] in [
        [development::ROOT, development::ISSUING, development::TSU],
        [production::ROOT, production::ISSUING, production::TSU],
    ] {
        let [root, issuing, tsu] = [root, issuing, tsu].map(|text| Profile::parse(text).unwrap());
        let root_key = CaKey::generate(root.key_algorithm).unwrap();
        let issuing_key = CaKey::generate(issuing.key_algorithm).unwrap();
        let tsu_key = TsuKey::generate(tsu.key_algorithm).unwrap();
        let root_der = root_key
            .issue(&root.certificate(Issuer::SelfSigned, root_key.spki_der(), now()).unwrap())
            .unwrap();
        let spec = issuing
            .certificate(Issuer::Certificate(root_der.clone()), issuing_key.spki_der(), now())
            .unwrap();
        let issuing_der = root_key.issue(&spec).unwrap();
        let spec =
            tsu.certificate(Issuer::Certificate(issuing_der.clone()), tsu_key.spki_der(), now()).unwrap();
        let tsu_der = issuing_key.issue(&spec).unwrap();
        let directory = tempfile::tempdir().unwrap();
        for (name, der) in [("root", &root_der), ("issuing", &issuing_der), ("tsu", &tsu_der)] {
            write_pem(&directory.path().join(name), "CERTIFICATE", der);
        }
        openssl_ok(
            directory.path(),
            &[
                "verify",
                "-x509_strict",
                "-purpose",
                "timestampsign",
                "-CAfile",
                "root",
                "-untrusted",
                "issuing",
                "tsu",
            ],
        );
    }
}

#[test]
fn every_key_of_the_shipped_profiles_is_in_the_readme() {
    let readme = include_str!("../../../certs/README.md");
    for text in SHIPPED {
        let table: toml::Table = toml::from_str(text).unwrap();
        for key in table.keys() {
            assert!(readme.contains(&format!("`{key}`")) || readme.contains(&format!("`[{key}]`")), "{key}");
        }
    }
}

#[test]
fn validity_counts_calendar_months_and_includes_its_last_second() {
    let from: Timestamp = "2026-01-31T10:00:00.75Z".parse().unwrap();
    let profile = Profile::parse(production::TSU).unwrap();
    let spec = profile.certificate(Issuer::SelfSigned, &[], from).unwrap();
    assert_eq!(spec.not_before.to_string(), "2026-01-31T10:00:00Z");
    assert_eq!(spec.not_after.to_string(), "2036-01-31T09:59:59Z");
    assert_eq!(spec.key_use_until.unwrap().to_string(), "2027-04-30T09:59:59Z");
}

#[test]
fn what_is_wrong_is_named_with_its_key() {
    let cases = [
        ("version = 1", "version = 2", "version = 2"),
        ("key-use", "key-usage", "unknown field `key-usage`"),
        ("role = \"tsu\"", "role = \"tsa\"", "unknown variant `tsa`"),
        ("\"ecdsa-p256\"", "\"rsa-2048\"", "laboratories only"),
        ("\"ecdsa-p256\"", "\"ed25519\"", "unknown variant `ed25519`"),
        ("\"10 years\"", "\"ten years\"", "validity = \"ten years\""),
        ("\"10 years\"", "\"-1 years\"", "validity = \"-1 years\""),
        ("\"15 months\"", "\"0 days\"", "key-use = \"0 days\""),
        ("policies = []", "policies = [\"1.x\"]", "`1.x` is no object identifier"),
        ("policies = []", "path-length = 0", "`path-length` does not belong"),
        ("\"XX\"", "\"Germany\"", "country = \"Germany\""),
        ("common-name = \"Example Timestamping Unit 1\"", "", "missing field `common-name`"),
    ];
    for (from, to, message) in cases {
        assert!(production::TSU.contains(from), "{from}");
        let error = Profile::parse(&production::TSU.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(message), "{from} -> {to}: {error}");
    }
    let error = Profile::parse(&production::ROOT.replace("path-length = 1", "")).unwrap_err();
    assert!(matches!(error, ProfileError::Missing { key: "path-length", role: "root" }));
}
