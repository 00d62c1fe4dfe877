//! The verifier of tsa-core against tokens of OpenSSL, of our own TSA, and of a forge that makes one thing wrong at a
//! time. OpenSSL judges the same tokens.

#[cfg(test)]
mod broken;
#[cfg(test)]
mod forge;

#[cfg(test)]
mod cases {
    use conformance_tests::openssl::{openssl, write};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;

    use crate::broken::{Verdict, World, broken};

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
                faults
                    .push(format!("{} {} {:?}: {seen:?} {}", case.row, case.what, case.rules, outcome.text));
            }
        }
        assert!(faults.is_empty(), "{} cases:\n{}", faults.len(), faults.join("\n"));
    }
}
