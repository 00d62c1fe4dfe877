//! `deploy/check-log-proof.sh`: the entry it computes of a token is the one that our code computes, and it accepts the
//! worked example of `docs/log-format.md` and nothing that was bent.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::fs::File;
    use std::path::Path;
    use std::process::{Command, Output, Stdio};

    use conformance_tests::http::ask_token;
    use conformance_tests::markdown::{blocks, repository};
    use conformance_tests::openssl::{openssl, read, write};
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use tempfile::TempDir;
    use tsa_core::verify::{RuleSet, Verification, verify_token};

    #[test]
    fn the_entry_of_a_token_by_openssl_is_ours() {
        let tally = Tally::new("log_proof::the_entry_of_a_token_by_openssl_is_ours", "openssl");
        let tsa = TsaUnderTest::dev();
        let scratch = TempDir::new().expect("a directory");
        let with = ask_token(tsa.address(), PATH, &Query::good().der()).expect("a token");
        let without = ask_token(tsa.address(), PATH, &Query::good().no_cert().der()).expect("a token");
        let signer = with.certificates.as_ref().expect("certificates")[0].clone();
        write(scratch.path(), "signer.der", &signer);
        openssl(scratch.path(), "x509 -inform DER -in signer.der -out signer.pem");
        write(scratch.path(), "root.pem", fs::read(tsa.root()).expect("the root"));
        openssl(scratch.path(), "x509 -in root.pem -outform DER -out root.der");
        let roots = [read(scratch.path(), "root.der")];
        let signers = with.certificates.clone().expect("certificates");
        for (token, arguments) in
            [(&with, &["entry", "token"][..]), (&without, &["entry", "token", "signer.pem"])]
        {
            tally.case();
            write(scratch.path(), "token", &token.der);
            let output = script(scratch.path(), arguments, "token");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let question =
                Verification::new(RuleSet::Strict, &roots).intermediates(&signers).without_revocation();
            let report = verify_token(&token.der, &question).expect("roots");
            assert!(report.is_valid(), "{:?}", report.verdict);
            assert_eq!(output.stdout, report.log_entry().expect("an entry").to_bytes());
            let index =
                token.tst_info.serial[10..].iter().fold(0u64, |index, octet| index << 8 | u64::from(*octet));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(said.contains(&format!("says index {index};")), "{said}");
        }
        write(scratch.path(), "token", [&without.der[..without.der.len() - 1], &[0]].concat());
        let bent = script(scratch.path(), &["entry", "token", "signer.pem"], "token");
        assert_eq!(bent.status.code(), Some(1), "a signature that does not hold");
    }

    #[test]
    fn the_worked_example_holds() {
        let (scratch, keys) = example();
        for keys in [&keys[..1], &keys[..]] {
            let output = check(scratch.path(), "proof", keys, "entry");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(said.contains("entry 3 is in the log log.example.com/tsa of 5 entries"), "{said}");
            assert_eq!(said.contains("cosigned by witness.example.net/w1 at 1795366091"), keys.len() == 2);
        }
    }

    #[test]
    fn what_was_bent_does_not_hold() {
        let (scratch, keys) = example();
        let tally = Tally::new("log_proof::what_was_bent_does_not_hold", "openssl");
        let proof = String::from_utf8(read(scratch.path(), "proof")).expect("text");
        let path: Vec<&str> = proof.lines().skip(2).take(3).collect();
        let bent = |from: &str, to: &str| {
            assert!(proof.contains(from), "{from}");
            proof.replacen(from, to, 1)
        };
        for (bent, why) in [
            (bent("@v1", "@v2"), "not a tlog-proof"),
            (bent("index 3", "index 2"), "not in the log at this index"),
            (bent("index 3", "index 03"), "not a number"),
            (bent("index 3", "index -1"), "not a number"),
            (bent("index 3", "index 5"), "not below the size"),
            (bent("index 3\n", ""), "not a number"),
            (bent(path[2], path[1]), "not in the log at this index"),
            (bent(&format!("{}\n", path[2]), ""), "too short"),
            (bent(path[2], &format!("{0}\n{0}", path[2])), "too long"),
            (bent(path[0], "AAAA"), "is no hash"),
            (bent("\n5\n", "\n6\n"), "does not hold"),
            (bent("\nlog.example.com/tsa\n", "\nlog.example.com/tsb\n"), "of another log"),
            (bent("— log.example.com/tsa ", "— log.example.com/tsb "), "no signature of log.example.com/tsa"),
            (
                bent(
                    "— witness.example.net/w1 pROAxwAAAABrAxzL",
                    "— witness.example.net/w1 pROAxwAAAABrAxzM",
                ),
                "does not hold",
            ),
            (
                bent("— witness.example.net/w1 pROA", "— witness.example.net/w1 pROB"),
                "no signature of witness",
            ),
        ] {
            tally.case();
            write(scratch.path(), "bent", &bent);
            let output = check(scratch.path(), "bent", &keys, "entry");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.code() == Some(1) && said.contains(why), "{why}: {said}\n{bent}");
        }
        write(scratch.path(), "other", b"\x02\0\0\0\0\0\0\0\x01\x01");
        let output = check(scratch.path(), "proof", &keys, "other");
        assert_eq!(output.status.code(), Some(1), "another entry");
        let output = script(scratch.path(), &["check", "proof"], "entry");
        assert_eq!(output.status.code(), Some(2), "no key");
    }

    /// The files `proof` and `entry` of the worked example, and the verifier keys of its log and its witness.
    fn example() -> (TempDir, Vec<String>) {
        let page = fs::read_to_string(repository().join("docs/log-format.md")).expect("the page");
        let blocks = blocks(&page);
        let block = |start: &str| {
            let found = blocks.iter().find(|block| block.text.starts_with(start));
            found.unwrap_or_else(|| panic!("no block that starts with {start}")).text.clone()
        };
        let scratch = TempDir::new().expect("a directory");
        write(scratch.path(), "proof", block("c2sp.org/tlog-proof@v1\n"));
        let entries = block("0  01");
        let hex = entries.lines().nth(3).and_then(|line| line.strip_prefix("3  ")).expect("entry 3");
        let octets: Vec<u8> = (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hexadecimal"))
            .collect();
        write(scratch.path(), "entry", octets);
        let policy = block("log ");
        let keys = policy.split_whitespace().filter(|word| word.contains('+')).map(str::to_owned).collect();
        (scratch, keys)
    }

    fn check(directory: &Path, proof: &str, keys: &[String], entry: &str) -> Output {
        let mut arguments = vec!["check", proof];
        arguments.extend(keys.iter().map(String::as_str));
        script(directory, &arguments, entry)
    }

    fn script(directory: &Path, arguments: &[&str], input: &str) -> Output {
        Command::new("sh")
            .arg(repository().join("deploy/check-log-proof.sh"))
            .args(arguments)
            .current_dir(directory)
            .stdin(Stdio::from(File::open(directory.join(input)).expect("the input")))
            .output()
            .expect("sh")
    }
}
