//! `tsa-admin token verify` as a program: exit codes and words, on tokens of the daemon, with CRLs of `tsa-admin ca crl`.

#[cfg(test)]
mod cases {
    use conformance_tests::authority::Authority;
    use conformance_tests::http::Connection;
    use conformance_tests::openssl::{KeyKind, openssl, run, write};
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::binary;

    const KIND: KeyKind = KeyKind::P256;
    const VALID: i32 = 0;
    const NOT_VALID: i32 = 1;
    const USAGE: i32 = 2;
    const UNDECIDED: i32 = 3;
    const UNREADABLE: i32 = 4;

    #[test]
    fn verdicts_and_exit_codes() {
        let tally = Tally::new("admin_tokens::verdicts_and_exit_codes", "tsa-admin token verify");
        let authority = Authority::new(&[KIND, KeyKind::P384]);
        let tsa = authority.start("");
        let directory = authority.path();
        write(directory, "data", "a file\n");
        write(directory, "other", "another file\n");
        openssl(directory, "ts -query -data data -sha256 -cert -out q.tsq").success("ts -query");
        openssl(directory, "ts -query -data data -sha256 -cert -out later.tsq").success("ts -query");
        let query = conformance_tests::openssl::read(directory, "q.tsq");
        let answer =
            Connection::open(tsa.address()).post(&Authority::url_path(KIND), &query).expect("an answer");
        write(directory, "r.tsr", &answer.body);
        let mut bent = answer.body.clone();
        let middle = bent.len() / 2;
        bent[middle] ^= 0x01;
        write(directory, "bent.tsr", bent);
        write(directory, "junk", "junk");
        // A CRL must be later than the token to speak about it.
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        for name in ["root-p256", "ca-p256"] {
            let arguments = format!("ca crl --ca {name} --out {name}.crl --yes");
            authority.admin(&arguments).success(&arguments);
        }
        let root = "--roots root-p256/certificate.pem";
        let crls = "--crl root-p256.crl --crl ca-p256.crl";
        for (arguments, code, word) in [
            (format!("r.tsr --query q.tsq {root} {crls}"), VALID, "valid"),
            (format!("r.tsr --data data {root} {crls}"), VALID, "valid"),
            (format!("r.tsr --data data {root} --no-revocation"), VALID, "valid"),
            (format!("r.tsr --data data {root}"), UNDECIDED, "undecided"),
            (format!("r.tsr --data other {root} {crls}"), NOT_VALID, "imprint-match"),
            (format!("r.tsr --query later.tsq {root} {crls}"), NOT_VALID, "nonce"),
            (format!("bent.tsr --data data {root} {crls}"), NOT_VALID, ""),
            (format!("r.tsr --data data {root} {crls} --policy 1.2.3"), NOT_VALID, "policy"),
            (
                "r.tsr --data data --roots root-p384/certificate.pem --no-revocation".to_owned(),
                NOT_VALID,
                "path-found",
            ),
            ("r.tsr --data data --no-revocation".to_owned(), USAGE, "roots"),
            (format!("r.tsr {root}"), USAGE, "--data"),
            (format!("nowhere.tsr --data data {root}"), UNREADABLE, "nowhere.tsr"),
            (format!("junk --data data {root}"), NOT_VALID, ""),
        ] {
            tally.case();
            let outcome = authority.admin(&format!("token verify {arguments}"));
            assert_eq!(outcome.code, Some(code), "{arguments}: {}", outcome.text);
            assert!(outcome.text.to_lowercase().contains(word), "{arguments}: {}", outcome.text);
        }
    }

    #[test]
    fn revocation_through_the_ceremony() {
        let tally = Tally::new("admin_tokens::revocation_through_the_ceremony", "tsa-admin token verify");
        for (reason, code) in
            [("key-compromise", NOT_VALID), ("superseded", VALID), ("cessation-of-operation", VALID)]
        {
            tally.case();
            let authority = Authority::new(&[KIND]);
            let tsa = authority.start("");
            let directory = authority.path();
            write(directory, "data", "a file\n");
            openssl(directory, "ts -query -data data -sha256 -cert -out q.tsq").success("ts -query");
            let query = conformance_tests::openssl::read(directory, "q.tsq");
            let answer =
                Connection::open(tsa.address()).post(&Authority::url_path(KIND), &query).expect("an answer");
            write(directory, "r.tsr", &answer.body);
            std::thread::sleep(std::time::Duration::from_millis(1_100));
            for arguments in [
                format!("ca revoke p256.pem --ca ca-p256 --reason {reason} --yes"),
                "ca crl --ca ca-p256 --out ca.crl --yes".to_owned(),
                "ca crl --ca root-p256 --out root.crl --yes".to_owned(),
            ] {
                authority.admin(&arguments).success(&arguments);
            }
            let text = openssl(directory, "crl -in ca.crl -inform DER -noout -text").success("openssl crl");
            assert!(text.contains("Revoked Certificates") && text.contains("CRL Number"), "{text}");
            openssl(directory, "crl -in ca.crl -inform DER -CAfile ca-p256/certificate.pem -noout")
                .success("openssl crl -CAfile");
            let outcome = authority.admin(
                "token verify r.tsr --data data --roots root-p256/certificate.pem --crl ca.crl --crl root.crl",
            );
            assert_eq!(outcome.code, Some(code), "{reason}: {}", outcome.text);
        }
    }

    #[test]
    fn certificates_of_the_ceremony_satisfy_openssl() {
        let tally =
            Tally::new("admin_tokens::certificates_of_the_ceremony_satisfy_openssl", "openssl verify");
        let kinds = [KIND, KeyKind::P384, KeyKind::Rsa3072];
        let authority = Authority::new(&kinds);
        for kind in kinds {
            tally.case();
            let name = kind.name();
            let arguments = format!(
                "verify -x509_strict -purpose timestampsign -CAfile root-{name}/certificate.pem -untrusted ca-{name}/certificate.pem {name}.pem"
            );
            openssl(authority.path(), &arguments).success(&arguments);
            let text = openssl(authority.path(), &format!("x509 -in {name}.pem -noout -text"))
                .success("openssl x509");
            assert!(
                text.contains("X509v3 Extended Key Usage: critical\n                Time Stamping\n"),
                "C60: {text}"
            );
            assert!(!text.contains("CA:TRUE"), "C61: {text}");
            assert!(
                text.contains("X509v3 Key Usage: critical\n                Digital Signature\n"),
                "C62: {text}"
            );
        }
        tally.case();
        let admin = binary("tsa-admin");
        let outcome = run(
            authority.path(),
            &admin.to_string_lossy(),
            &["ca", "issue", "nowhere.csr", "--ca", "ca-p256", "--yes"],
        );
        assert_eq!(outcome.code, Some(UNREADABLE), "{}", outcome.text);
    }
}
