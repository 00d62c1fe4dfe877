//! The verifier of tsa-core against tokens of OpenSSL, of our own TSA, and of a forge that makes one thing wrong at a
//! time. OpenSSL judges the same tokens.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod forge;
#[cfg(test)]
mod revocation;

#[cfg(test)]
mod cases {
    use conformance_tests::http::ask_token;
    use conformance_tests::openssl::{KeyKind, OpensslTsa, openssl, read, write};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use tsa_core::verify::{Note, Report, RuleSet, Verification, VerifyError, verify_response, verify_token};
    use tsa_core::{HashAlgorithms, Oid, Request};

    use crate::broken::{Verdict, World, broken};
    use crate::forge::Signer;

    #[test]
    fn broken_tokens_before_openssl() {
        let tally = Tally::new("verifier::broken_tokens_before_openssl", "openssl ts -verify");
        let world = World::new();
        let directory = world.hierarchy.path();
        write(directory, "good.tsq", Query::good().der());
        let verify = |response: &[u8]| {
            write(directory, "broken.tsr", response);
            openssl(directory, "ts -verify -queryfile good.tsq -in broken.tsr -CAfile root.pem")
        };
        let text = verify(&world.good().response()).success("the token with nothing wrong");
        assert!(text.contains("Verification: OK"), "{text}");
        let mut faults = Vec::new();
        for case in broken(&world) {
            tally.case();
            let outcome = verify(&case.response);
            let seen = if outcome.ok { Verdict::Accepts } else { Verdict::Rejects };
            if seen != case.openssl {
                faults.push(format!("{} {}: {seen:?} {}", case.row, case.what, outcome.text));
            }
        }
        assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn broken_tokens_before_our_verifier() {
        let tally = Tally::new("verifier::broken_tokens_before_our_verifier", "tsa_core::verify, strict");
        let world = World::new();
        let judge = |response: &[u8]| judge(RuleSet::Strict, &world, response);
        assert!(judge(&world.good().response()).is_valid(), "{:?}", judge(&world.good().response()).verdict);
        let mut faults = Vec::new();
        for case in broken(&world) {
            tally.case();
            let rule = judge(&case.response).failed_rule().map(tsa_core::verify::Rule::name);
            if !rule.is_some_and(|rule| case.rules.contains(&rule)) {
                faults.push(format!("{} {}: {rule:?} where {:?} is due", case.row, case.what, case.rules));
            }
        }
        assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn broken_tokens_under_the_rules_for_foreign_ones() {
        let tally = Tally::new(
            "verifier::broken_tokens_under_the_rules_for_foreign_ones",
            "tsa_core::verify, rfc3161",
        );
        let world = World::new();
        let mut faults = Vec::new();
        for case in broken(&world) {
            tally.case();
            let report = judge(RuleSet::Rfc3161, &world, &case.response);
            let noted = report.notes.iter().any(|note| matches!(note, Note::Tolerated(_)));
            if report.is_valid() != TOLERATED.contains(&case.what) || report.is_valid() && !noted {
                faults.push(format!("{} {}: {:?} {:?}", case.row, case.what, report.verdict, report.notes));
            }
        }
        assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
    }

    #[test]
    fn tokens_of_openssl() {
        let tally = Tally::new("verifier::tokens_of_openssl", "tokens by openssl ts -reply");
        for (key, digest) in [
            (KeyKind::P256, "sha256"),
            (KeyKind::P256, "sha512"),
            (KeyKind::P384, "sha384"),
            (KeyKind::Rsa3072, "sha256"),
            (KeyKind::Rsa3072, "sha512"),
        ] {
            let tsa = OpensslTsa::new(key, digest);
            let root = vec![Signer::load(&tsa, "root").certificate];
            let others = vec![Signer::load(&tsa, "tsu").certificate, Signer::load(&tsa, "ca").certificate];
            for ess in ["sha1", "sha256", "sha384"] {
                let configuration = String::from_utf8(read(tsa.path(), "tsa.cnf")).expect("text");
                let kept: Vec<&str> =
                    configuration.lines().filter(|line| !line.starts_with("ess_cert_id_alg")).collect();
                write(tsa.path(), "tsa.cnf", format!("{}\ness_cert_id_alg = {ess}\n", kept.join("\n")));
                for query in [Query::good(), Query::good().no_nonce(), Query::good().no_cert()] {
                    tally.case();
                    let request = request(&query.der());
                    let response = tsa.reply(&query.der()).expect("an answer");
                    let question = Verification::new(RuleSet::Rfc3161, &root)
                        .intermediates(&others)
                        .without_revocation()
                        .request(&request);
                    let report = verify_response(&response, &question).expect("a question");
                    assert!(report.is_valid(), "{key:?} {digest} ESS {ess}: {:?}", report.verdict);
                    let strict =
                        Verification::new(RuleSet::Strict, &root).intermediates(&others).without_revocation();
                    let report = verify_response(&response, &strict.request(&request)).expect("a question");
                    assert!(
                        !report.is_valid(),
                        "OpenSSL's serial and attributes are not those of our tokens"
                    );
                }
            }
        }
    }

    #[test]
    fn tokens_of_our_tsa_and_a_flipped_bit_in_every_octet() {
        let tally = Tally::new(
            "verifier::tokens_of_our_tsa_and_a_flipped_bit_in_every_octet",
            "tokens by tsa-server",
        );
        let tsa = TsaUnderTest::dev();
        let state = tsa.state();
        openssl(state, "x509 -in root.pem -outform DER -out root-for-tests.der").success("openssl x509");
        let root = vec![read(state, "root-for-tests.der")];
        let query = Query::good();
        let request = request(&query.der());
        let question = Verification::new(RuleSet::Strict, &root).without_revocation().request(&request);
        let token = ask_token(tsa.address(), PATH, &query.der()).expect("a token").der;
        let judge = |token: &[u8]| verify_token(token, &question).expect("a question");
        assert!(judge(&token).is_valid(), "{:?}", judge(&token).verdict);
        for at in 0..token.len() {
            tally.case();
            let mut bent = token.clone();
            bent[at] ^= 1 << (at % 8);
            assert!(!judge(&bent).is_valid(), "bit {} of octet {at} is flipped, and nobody notices", at % 8);
        }
    }

    #[test]
    fn no_roots_is_an_error_and_never_valid() {
        let tally = Tally::new("verifier::no_roots_is_an_error_and_never_valid", "tsa_core::verify, strict");
        tally.case();
        let world = World::new();
        for rules in [RuleSet::Strict, RuleSet::Rfc3161] {
            let question = Verification::new(rules, &[]).without_revocation();
            assert_eq!(
                verify_response(&world.good().response(), &question).err(),
                Some(VerifyError::NoRoots)
            );
        }
    }

    #[test]
    fn without_revocation_data_the_answer_is_undecided() {
        let tally = Tally::new(
            "verifier::without_revocation_data_the_answer_is_undecided",
            "tsa_core::verify, strict",
        );
        tally.case();
        let world = World::new();
        let root = vec![Signer::load(&world.hierarchy, "root").certificate];
        let question = Verification::new(RuleSet::Strict, &root);
        let report = verify_response(&world.good().response(), &question).expect("a question");
        assert!(!report.is_valid() && report.failed_rule().is_none(), "{:?}", report.verdict);
    }

    fn judge(rules: RuleSet, world: &World, response: &[u8]) -> Report {
        let root = vec![Signer::load(&world.hierarchy, "root").certificate];
        let request = request(&Query::good().der());
        let policies = [Oid::from_dotted(conformance_tests::openssl::DEFAULT_POLICY).expect("a policy")];
        let question =
            Verification::new(rules, &root).without_revocation().request(&request).policies(&policies);
        verify_response(response, &question).expect("a question")
    }

    fn request(der: &[u8]) -> Request {
        Request::decode(der, &HashAlgorithms::default()).expect("a good request")
    }

    /// What RFC 3161 and 5652 allow, or every verifier lives with, and our own tokens never have.
    const TOLERATED: &[&str] = &[
        "grantedWithMods",
        "granted with statusString",
        "indefinite length",
        "constructed eContent",
        "SignedData version 1",
        "SignedData version 4",
        "crls present",
        "an attribute certificate",
        "digestAlgorithms empty",
        "digestAlgorithms of another hash",
        "SignerInfo version 3",
        "sid by key identifier",
        "sid in other letters",
        "certificates unsorted",
        "certificates twice",
        "attributes out of order",
        "an attribute beyond the profile",
        "unsigned attributes",
        "CMSAlgorithmProtection absent",
        "signingTime not genTime",
        "digest with NULL",
        "key usage with more",
        "serial of 8 octets",
        "accuracy empty",
        "accuracy absent",
        "accuracy of 2 s",
        "ordering FALSE written out",
        "an extension of the request",
        "six fraction digits",
        "parameters dropped",
    ];
}
