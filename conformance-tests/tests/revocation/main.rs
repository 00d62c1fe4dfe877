//! Lists of revoked certificates, from the authority's ceremony through the proof service to whoever checks: `proof verify`,
//! `verify.sh` and the page's engine say the same of every state of a certificate.

#[cfg(test)]
mod lists;
#[cfg(test)]
mod package;

#[cfg(test)]
mod cases {
    use std::fs;
    use std::thread;
    use std::time::Duration;

    use conformance_tests::openssl::{KeyKind, run};
    use conformance_tests::proof_service::Behind;
    use conformance_tests::report::Tally;
    use conformance_tests::verifiers::Verdict;

    use super::lists::Issuer::{Forger, Of, RootOf};
    use super::lists::{Entry, Issuer, List, Lists};
    use super::package::Package;

    /// What the three verifiers say of a proof, by the lists that they are given.
    #[test]
    fn three_verifiers_say_the_same_of_every_list() {
        let tally = Tally::new("revocation::lists", "proof verify, verify.sh, the engine in Node");
        let behind = Behind::start();
        let package = Package::stamp(&behind);
        let lists = Lists { authority: &behind.authority, gen_time: package.gen_time };
        // A list clears tokens of an earlier second; and one that ran out two seconds after the token has run out.
        thread::sleep(Duration::from_secs(4));
        let unlogged = package.unlogged();
        let again = rows().into_iter().filter(|(.., due)| matches!(due, HoldsLogged));
        let again = again.map(|(what, told, _)| (&unlogged, what, told, CannotTell));
        let all = rows().into_iter().map(|(what, told, due)| (&package, what, told, due)).chain(again);
        for (package, what, told, due) in all {
            tally.case();
            let told = [&told[..], &others(&told)].concat();
            for verdict in package.judge(&lists.of(&told)) {
                assert_eq!(verdict.code, due.code(), "{what}, {}: {verdict:?}", verdict.verifier);
                let said = |words: [&str; 2]| words.iter().any(|words| verdict.said.contains(words));
                match due {
                    Holds | HoldsLogged => {}
                    Revoked => assert!(said(REVOKED), "{what}: {verdict:?}"),
                    CannotTell => assert!(said(UNKNOWN), "{what}: {verdict:?}"),
                }
            }
        }
    }

    /// The operator's own tools: lists by `tsa-admin`, published by the service, fetched by whoever checks.
    #[test]
    fn the_operators_lists_reach_whoever_checks() {
        let tally = Tally::new("revocation::service", "tsa-admin ca crl, tsa-proof, proof, verify.sh");
        let behind = Behind::start();
        let package = Package::stamp(&behind);
        let here = behind.authority.path();
        let published = |service: &str, lists: &[u8]| {
            let served = run(here, "curl", &["-sSf", &format!("{service}/trust/crls.pem")]).success("curl");
            let bodies = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(bodies(&served), bodies(&String::from_utf8_lossy(lists)), "/trust/crls.pem");
        };
        let of_old = fs::read(here.join("crls.pem")).expect("the lists");
        tally.case();
        package.assert_holds_parts(&of_old);
        assert_codes(&package.judge(b""), 3, "lists from before the token");

        thread::sleep(Duration::from_secs(2));
        let fresh = package.publish(&behind);
        let address = package.address;
        let service = behind.service(address);
        published(&service.url(), &fresh);
        tally.case();
        assert_codes(&package.judge(&fresh), 0, "lists made after the token");
        assert_eq!(package.proof(&["--service", &service.url()]).code, 0, "fetched from the service");
        tally.case();
        let later = package.export(&behind, &service);
        assert_codes(&later.judge(b""), 0, "a package that is fetched later");
        drop(service);

        let of_deposit = format!("ca revoke {}.pem --ca ca-{} --reason", DEPOSIT.name(), DEPOSIT.name());
        run(here, "cp", &["-r", "ca-p256", "kept"]).success("cp");
        let since = run(here, "date", &["-u", "-d", "-1 hour", "+%Y-%m-%dT%H:%M:%SZ"]).success("date");
        for (reason, code) in [
            ("superseded", 0),
            ("cessation-of-operation", 0),
            ("key-compromise", 1),
            (&*format!("superseded --invalid-since {}", since.trim()), 1),
        ] {
            tally.case();
            run(here, "rm", &["-r", "ca-p256"]).success("rm");
            run(here, "cp", &["-r", "kept", "ca-p256"]).success("cp");
            behind.authority.admin(&format!("{of_deposit} {reason} --yes")).success("tsa-admin ca revoke");
            let lists = package.publish(&behind);
            let service = behind.service(address);
            published(&service.url(), &lists);
            assert_codes(&package.judge(&lists), code, reason);
            assert_eq!(package.proof(&["--service", &service.url()]).code, code, "{reason}, by the service");
        }
    }

    fn assert_codes(verdicts: &[Verdict], code: i32, what: &str) {
        for verdict in verdicts {
            assert_eq!(verdict.code, code, "{what}, {}: {verdict:?}", verdict.verifier);
        }
    }

    /// What has to come of it.
    #[derive(Clone, Copy)]
    enum Due {
        Holds,
        /// By a trust entry that demands the log; by another, nothing can be told.
        HoldsLogged,
        Revoked,
        CannotTell,
    }
    use Due::{CannotTell, Holds, HoldsLogged, Revoked};

    impl Due {
        fn code(self) -> i32 {
            match self {
                Holds | HoldsLogged => 0,
                Revoked => 1,
                CannotTell => 3,
            }
        }
    }

    /// Lists that are told of; clean ones of every issuer that is not among them come beside.
    fn rows() -> Vec<(&'static str, Vec<List>, Due)> {
        let it = Of(DEPOSIT);
        let entry = |at, reason| vec![list(it, AFTER, Some((at, reason)))];
        let old = |reason| list(it, BEFORE, Some((BEFORE, reason)));
        vec![
            ("no entry", vec![list(it, AFTER, None)], Holds),
            ("no list of the issuer", vec![list(Of(KeyKind::P384), AFTER, None)], CannotTell),
            ("a list from before the token", vec![list(it, BEFORE, None)], CannotTell),
            ("a list of the token's second", vec![list(it, 0, None)], CannotTell),
            ("a list past its next update", vec![List { next: 2, ..list(it, AFTER, None) }], HoldsLogged),
            ("a list from the future", vec![list(it, DAY, None)], HoldsLogged),
            ("another's list in the issuer's name", vec![list(Forger(DEPOSIT), AFTER, None)], CannotTell),
            (
                "another's list that condemns",
                vec![list(Forger(DEPOSIT), AFTER, Some((AFTER, "keyCompromise"))), list(it, AFTER, None)],
                Holds,
            ),
            ("superseded later", entry(AFTER, "superseded"), Holds),
            ("out of service later", entry(AFTER, "cessationOfOperation"), Holds),
            ("affiliation changed later", entry(AFTER, "affiliationChanged"), Holds),
            ("unspecified, in writing, later", entry(AFTER, "unspecified"), Holds),
            ("superseded in the token's second", entry(0, "superseded"), Revoked),
            ("superseded before", entry(BEFORE, "superseded"), Revoked),
            ("out of service before", entry(BEFORE, "cessationOfOperation"), Revoked),
            ("key compromise later", entry(AFTER, "keyCompromise"), Revoked),
            ("key compromise since a time after the token", entry(AFTER, "keyTime,20991231235959Z"), Revoked),
            ("key compromise before", entry(BEFORE, "keyCompromise"), Revoked),
            ("no reason", entry(AFTER, ""), Revoked),
            ("compromise of the CA", entry(AFTER, "CACompromise"), Revoked),
            ("on hold", entry(AFTER, "certificateHold"), Revoked),
            ("a hold that was lifted", vec![old("certificateHold"), list(it, AFTER, None)], Holds),
            (
                "a hold that was lifted, newest first",
                vec![list(it, AFTER, None), old("certificateHold")],
                Holds,
            ),
            (
                "a hold newer than the list without it",
                vec![list(it, BEFORE, None), list(it, AFTER, Some((AFTER, "certificateHold")))],
                Revoked,
            ),
            (
                "a hold that was lifted before the token",
                vec![list(it, -DAY, Some((-DAY, "certificateHold"))), list(it, BEFORE, None)],
                CannotTell,
            ),
            (
                "a hold that became superseded",
                vec![old("certificateHold"), list(it, AFTER, Some((AFTER, "superseded")))],
                Holds,
            ),
            ("removed from a list that is no delta", entry(AFTER, "removeFromCRL"), Revoked),
            (
                "an old compromise beside a clean list",
                vec![old("keyCompromise"), list(it, AFTER, None)],
                Revoked,
            ),
            ("the TSU of the claim", vec![list(Of(CLAIM), AFTER, Some((AFTER, "keyCompromise")))], Revoked),
            (
                "the issuing CA, compromised",
                vec![list(RootOf(DEPOSIT), AFTER, Some((AFTER, "CACompromise")))],
                Revoked,
            ),
            (
                "the issuing CA, superseded later",
                vec![list(RootOf(DEPOSIT), AFTER, Some((AFTER, "superseded")))],
                Holds,
            ),
            ("no list of the root", vec![list(RootOf(DEPOSIT), BEFORE, None)], CannotTell),
        ]
    }

    /// Clean lists of the issuers of which nothing is told.
    fn others(told: &[List]) -> Vec<List> {
        let is_told = |of: Issuer| {
            told.iter().any(|list| match (list.of, of) {
                // A forged list, and one of another authority, stand for the one of the deposit's issuer.
                (Forger(_) | Of(KeyKind::P384), of) => of == Of(DEPOSIT),
                (told, of) => told == of,
            })
        };
        let all = [Of(DEPOSIT), RootOf(DEPOSIT), Of(CLAIM), RootOf(CLAIM)];
        all.into_iter().filter(|of| !is_told(*of)).map(|of| list(of, AFTER, None)).collect()
    }

    fn list(of: Issuer, made: i64, entry: Option<Entry>) -> List {
        List { of, made, next: 30 * DAY, entry }
    }

    const DEPOSIT: KeyKind = KeyKind::P256;
    const CLAIM: KeyKind = KeyKind::Rsa3072;
    const DAY: i64 = 86_400;
    const AFTER: i64 = 1;
    const BEFORE: i64 = -3_600;
    const REVOKED: [&str; 2] = ["token-revoked", "was revoked"];
    const UNKNOWN: [&str; 2] = ["token-revocation-unknown", "no list of revoked"];
}
