//! `verify.sh` of evidence packages, with OpenSSL and a POSIX shell alone, over packages that were made with the real server by a
//! program in another language from `docs/claim-format.md` alone.

#[cfg(test)]
mod cases {
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use conformance_tests::clients::Client;
    use conformance_tests::openssl::{Outcome, openssl, run};
    use conformance_tests::python::{SOURCES, environment};
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{TsaUnderTest, binary};
    use tempfile::TempDir;

    #[test]
    fn a_package_answers_the_four_questions() {
        Client::FakeTime.require();
        let tally = Tally::new("evidence_script::four_questions", "verify.sh with OpenSSL alone");
        let packages = Packages::make();
        let root = packages.path().join("good/roots.pem");
        let root = root.to_string_lossy();

        // Nothing but the package, with the service stopped (it is: the packages were made by a server that is gone).
        for shell in shells() {
            tally.case();
            let said = packages.verify(shell, "good", &[]).success("a good package");
            for line in [
                "1. file and time: SHA-256",
                "name: 山田　太郎 & \"Söhne\"",
                "3. record: proof.example.org recorded",
                "All holds.",
            ] {
                assert!(said.contains(line), "{shell:?}: no {line:?} in\n{said}");
            }
            assert_eq!(said.matches("4. log: the ").count(), 2, "{said}");
            assert!(said.contains("came with the package"), "{said}");
        }
        // Roots of one's own, and the file from elsewhere.
        let file = packages.path().join("good/original/contract.txt");
        tally.case();
        let said = packages.verify(SH, "no-file", &["--root", &root, &file.to_string_lossy()]);
        assert!(!said.success("its own root").contains("roots.pem"));
        // Long after every certificate has ended: the tokens are judged at their own time.
        tally.case();
        let script = packages.path().join("good/verify.sh");
        let arguments = ["2070-01-01 00:00:00", "sh", &script.to_string_lossy()];
        run(packages.path(), "faketime", &arguments).success("in 2070");
    }

    #[test]
    fn each_thing_that_is_wrong_has_its_own_answer() {
        let tally = Tally::new("evidence_script::what_is_wrong", "verify.sh with OpenSSL alone");
        let packages = Packages::make();
        for (package, code, said) in [
            ("other-file", 1, "the file token is not for"),
            ("other-holder", 1, "the file token does not belong to this claim"),
            ("two-readings", 1, "it has two readings"),
            ("nameless-holder", 1, "claim.json lacks holders[1].name"),
            ("many-holders", 1, "claim.json names more than 50 holders"),
            ("other-service", 1, "the claim names the service another.example"),
            ("no-nonce", 1, "the file token does not belong to this claim"),
            ("public-file-token", 1, "the file token was issued under another policy, 1.3.6.1.4.1.32473.1.0"),
            (
                "public-claim-token",
                1,
                "the claim token was issued under another policy, 1.3.6.1.4.1.32473.1.0",
            ),
            ("other-file-token", 1, "the claim token was not made for this file token"),
            ("altered-file-token", 1, "openssl does not accept the file token"),
            ("altered-claim-token", 1, "openssl does not accept the claim token"),
            ("not-logged", 1, "the file token is not in the log where its proof says"),
            ("other-proof", 1, "the proof of logging is for leaf"),
            ("altered-log", 1, "the checkpoint is not signed by the log"),
            ("no-proof", 3, "no proof that the file token is in the public log"),
            ("no-claim-token", 3, "nothing shows that the service recorded the claim"),
            ("no-file", 3, "no file was given"),
        ] {
            tally.case();
            packages.verify(SH, package, &[]).answers(code, said, package);
        }

        let foreign = packages.path().join("foreign.pem");
        openssl(
            packages.path(),
            "req -x509 -newkey rsa:2048 -nodes -subj /CN=foreign -keyout foreign.key -out foreign.pem",
        )
        .success("a root of somebody else");
        let foreign = foreign.to_string_lossy();
        tally.case();
        packages.verify(SH, "good", &["--root", &foreign]).answers(
            1,
            "does not lead to the root",
            "a foreign root",
        );
        tally.case();
        packages.verify(SH, "good", &["--nonsense"]).answers(2, "usage:", "an unknown option");
        tally.case();
        packages.verify(SH, "good", &["--trust", &foreign]).answers(
            4,
            "is not a trust entry",
            "another trust entry",
        );
    }

    /// A trust entry that came with the package may say what suits it: it is named in a note, and one from elsewhere goes before it.
    #[test]
    fn a_trust_entry_that_lies_is_named_and_gives_way() {
        let tally = Tally::new("evidence_script::lies", "verify.sh, proof verify");
        let packages = Packages::make();
        let part = |part: &str| packages.path().join("good").join(part).to_string_lossy().into_owned();
        let (honest, roots, keys) = (part("trust.txt"), part("roots.pem"), part("policy.txt"));
        for (package, told, code, said) in [
            ("lie-log", "that logging is optional", 3, "; the trust entry demands it"),
            ("lie-claim-policy", "which policies are those of proof.example.org", 1, "under another policy"),
            (
                "lie-service",
                "which policies are those of another.example",
                1,
                "names the service another.example",
            ),
        ] {
            tally.case();
            let alone = packages.verify(SH, package, &["--root", &roots, "--log-policy", &keys]);
            assert!(alone.text.contains("note: trust.txt came with the package"), "{package}: {alone:?}");
            alone.answers(0, told, package);
            packages.verify(SH, package, &["--trust", &honest]).answers(code, said, package);
            // The command line decides nothing by it.
            let given = ["verify", package, "--root", &roots, "--log-policy", &keys];
            let proof = binary("proof");
            run(packages.path(), &proof.to_string_lossy(), &given).answers(
                3,
                "the trust entry (trust.txt) came with the evidence",
                package,
            );
            let given = [&given[..], &["--trust", &honest]].concat();
            let outcome = run(packages.path(), &proof.to_string_lossy(), &given);
            assert_eq!(outcome.code, Some(code), "{package}: {outcome:?}");
        }
        for package in ["lie-crlf", "lie-twice"] {
            tally.case();
            packages.verify(SH, package, &[]).answers(4, "is not a trust entry", package);
        }
    }

    /// An authority made by OpenSSL alone, whose trust entry demands CRLs and no log.
    #[test]
    fn revocation_is_read_from_the_crls_of_the_package() {
        Client::OpenSsl.require();
        let tally = Tally::new("evidence_script::revocation", "verify.sh with OpenSSL alone");
        let directory = TempDir::new().expect("a scratch directory");
        let (program, script) = (format!("{SOURCES}/evidence_revocation.py"), script());
        let arguments = [&*program, "--out", ".", "--script", &script.to_string_lossy()];
        run(directory.path(), &environment(), &arguments).success("evidence_revocation.py");
        let packages = Packages(directory);
        for (package, code, said) in [
            ("clear", 0, "All holds."),
            ("superseded", 0, "All holds."),
            ("key-compromise", 1, "a certificate behind the file token was revoked"),
            ("no-crl", 3, "no list of revoked certificates"),
            ("crl-of-another", 3, "no list of revoked certificates"),
            ("later", 3, "no list of revoked certificates"),
            ("replaced", 0, "All holds."),
            ("two-names", 0, "All holds."),
            ("true-crl", 1, "a certificate behind the file token was revoked"),
            ("forged-crl", 3, "no list of revoked certificates"),
        ] {
            tally.case();
            packages.verify(SH, package, &[]).answers(code, said, package);
        }
        let later = packages.path().join("later/later.crl");
        for (given, code, said) in [(&later, 0, "All holds."), (&script, 4, "holds no list")] {
            tally.case();
            packages.verify(SH, "later", &["--crl", &given.to_string_lossy()]).answers(code, said, "--crl");
        }
    }

    /// The packages of `evidence_packages.py`.
    struct Packages(TempDir);

    impl Packages {
        fn make() -> Self {
            Client::OpenSsl.require();
            let directory = TempDir::new().expect("a scratch directory");
            let tsa = TsaUnderTest::dev_with(&["--internal-listen", "127.0.0.1:0"]);
            let (public, internal) = (tsa.address().to_string(), tsa.listener("internal").to_string());
            let (program, script) = (format!("{SOURCES}/evidence_packages.py"), script());
            let (state, script) = (tsa.state().to_string_lossy(), script.to_string_lossy());
            let mut arguments = vec![&*program, "--public", &public, "--internal", &internal, "--out", "."];
            arguments.extend(["--state", &state, "--script", &script]);
            run(directory.path(), &environment(), &arguments).success("evidence_packages.py");
            Self(directory)
        }

        fn path(&self) -> &Path {
            self.0.path()
        }

        fn verify(&self, shell: &[&str], package: &str, arguments: &[&str]) -> Outcome {
            let script = self.path().join(package).join("verify.sh");
            let script = script.to_string_lossy();
            let (program, first) = shell.split_first().expect("a shell");
            run(self.path(), program, &[first, &[&*script], arguments].concat())
        }
    }

    trait Answers {
        fn answers(self, code: i32, said: &str, what: &str);
    }

    impl Answers for Outcome {
        fn answers(self, code: i32, said: &str, what: &str) {
            assert!(
                self.code == Some(code) && self.text.contains(said),
                "{what}: not {code} and {said:?}: {self:?}"
            );
        }
    }

    /// The shells that are here: `sh` always.
    fn shells() -> Vec<&'static [&'static str]> {
        let candidates: [&[&str]; 4] = [SH, &["dash"], &["busybox", "sh"], &["bash", "--posix"]];
        let runs = |shell: &&[&str]| {
            let command = [&shell[1..], &["-c", "exit 0"]].concat();
            Command::new(shell[0]).args(command).status().is_ok_and(|status| status.success())
        };
        let found: Vec<_> = candidates.into_iter().filter(runs).collect();
        assert!(found.contains(&SH));
        found
    }

    fn script() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tsa-evidence/assets/verify.sh")
    }

    const SH: &[&str] = &["sh"];
}
