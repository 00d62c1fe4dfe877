//! `openssl ts` as the client of TSUs made by the ceremony: key × hash × certificate × nonce × policy, each token verified
//! every way that OpenSSL can, and refused every way that it must be.

#[cfg(test)]
mod cases {
    use std::path::Path;

    use conformance_tests::authority::Authority;
    use conformance_tests::clients::Client;
    use conformance_tests::der::oid_content;
    use conformance_tests::http::{Connection, post};
    use conformance_tests::openssl::{KeyKind, Outcome, openssl, read, write};
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo};

    const KINDS: [KeyKind; 3] = [KeyKind::P256, KeyKind::P384, KeyKind::Rsa3072];
    const HASHES: [&str; 4] = ["sha256", "sha384", "sha512", "sha3-256"];

    /// What one case asks for.
    #[derive(Clone, Copy, Debug)]
    struct Case {
        kind: KeyKind,
        hash: &'static str,
        cert: bool,
        nonce: bool,
        policy: Policy,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Policy {
        Default,
        Given,
        Unknown,
    }

    #[test]
    fn every_key_hash_certificate_nonce_and_policy() {
        let client = Client::OpenSsl.require();
        let tally = Tally::new("openssl_ts::every_key_hash_certificate_nonce_and_policy", &client);
        let authority = Authority::new(&KINDS);
        let tsa = authority.start("");
        write(authority.path(), "data", b"what is to be proven to have existed\n");
        write(authority.path(), "other-data", b"what is to be proven to have existed?\n");
        for kind in KINDS {
            let mut connection = Connection::open(tsa.address());
            let chain = get(&mut connection, &format!("{}/certchain", Authority::url_path(kind)));
            write(authority.path(), "chain.pem", &chain);
            for case in cases(kind) {
                tally.case();
                play(authority.path(), &mut connection, case);
            }
        }
    }

    fn cases(kind: KeyKind) -> Vec<Case> {
        let mut cases = Vec::new();
        for hash in HASHES {
            for (cert, nonce) in [(true, true), (true, false), (false, true), (false, false)] {
                for policy in [Policy::Default, Policy::Given, Policy::Unknown] {
                    cases.push(Case { kind, hash, cert, nonce, policy });
                }
            }
        }
        cases
    }

    fn play(directory: &Path, connection: &mut Connection, case: Case) {
        let cert = if case.cert { "-cert" } else { "" };
        let nonce = if case.nonce { "" } else { "-no_nonce" };
        let policy = match case.policy {
            Policy::Default => "",
            Policy::Given => "-tspolicy 1.3.6.1.4.1.32473.1.7",
            Policy::Unknown => "-tspolicy 1.3.6.1.4.1.32473.99",
        };
        let ts = |arguments: &str| openssl(directory, &format!("ts {arguments}"));
        ts(&format!("-query -data data -{} {cert} {nonce} {policy} -out q.tsq", case.hash))
            .success("ts -query");
        let answer =
            connection.post(&Authority::url_path(case.kind), &read(directory, "q.tsq")).expect("an answer");
        write(directory, "r.tsr", &answer.body);
        let root = Authority::root(case.kind);
        let verify = |arguments: &str| ts(&format!("-verify {arguments}"));
        let token =
            match (answer.timestamp().unwrap_or_else(|fault| panic!("{case:?}: {fault}")), case.policy) {
                (Answer::Granted(token), Policy::Default | Policy::Given) => token,
                (Answer::Rejected(FailInfo::UnacceptedPolicy, _), Policy::Unknown) => {
                    let text = ts("-reply -in r.tsr -text").success("ts -reply -text");
                    assert!(
                        text.contains("TSA policy is not supported") && text.contains("Status: Rejected"),
                        "{case:?}: {text}"
                    );
                    verify(&format!("-queryfile q.tsq -in r.tsr -CAfile {root}"))
                        .failure("verifying a rejection");
                    return;
                }
                (other, _) => panic!("{case:?}: {other:?}"),
            };
        let due =
            if case.policy == Policy::Given { "1.3.6.1.4.1.32473.1.7" } else { "1.3.6.1.4.1.32473.1.0" };
        assert_eq!(token.tst_info.policy, oid_content(due), "C8: {case:?}");
        assert_eq!(token.certificates.is_some(), case.cert, "C12: {case:?}");
        assert_eq!(token.tst_info.nonce.is_some(), case.nonce, "C10: {case:?}");
        write(directory, "token.der", &token.der);
        verifications(&verify, case, &root);
    }

    fn verifications(verify: &dyn Fn(&str) -> Outcome, case: Case, root: &str) {
        let untrusted = if case.cert { "" } else { "-untrusted chain.pem" };
        let good = |arguments: &str| {
            let text = verify(&format!("{arguments} {untrusted}")).success(&format!("{case:?} {arguments}"));
            assert!(text.contains("Verification: OK"), "{case:?}: {text}");
        };
        let bad = |arguments: &str| {
            let text = verify(&format!("{arguments} {untrusted}")).failure(&format!("{case:?} {arguments}"));
            assert!(text.contains("Verification: FAILED"), "{case:?}: {text}");
        };
        let wrong_root =
            KINDS.into_iter().find(|kind| *kind != case.kind).map(Authority::root).expect("another kind");
        good(&format!("-queryfile q.tsq -in r.tsr -CAfile {root}"));
        good(&format!("-data data -in r.tsr -CAfile {root}"));
        good(&format!("-queryfile q.tsq -in token.der -token_in -CAfile {root}"));
        bad(&format!("-data other-data -in r.tsr -CAfile {root}"));
        bad(&format!("-queryfile q.tsq -in r.tsr -CAfile {wrong_root}"));
        if case.cert {
            verify(&format!("-queryfile q.tsq -in r.tsr -CAfile {root} -untrusted chain.pem"))
                .success("-untrusted");
        } else {
            verify(&format!("-queryfile q.tsq -in r.tsr -CAfile {root}")).failure("no certificate anywhere");
        }
    }

    fn get(connection: &mut Connection, path: &str) -> Vec<u8> {
        let request = post(path, &[]);
        let head =
            String::from_utf8_lossy(&request).replace("POST", "GET").replace("Content-Length: 0\r\n", "");
        connection.send(head.as_bytes());
        let answer = connection.read_answer().expect("the certificate chain");
        assert_eq!(answer.status, 200, "GET {path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/pem-certificate-chain"), "GET {path}");
        answer.body
    }
}
