//! C60–C65 and the configuration: what must keep the daemon from starting, and that it says what, where and what to do.
//! The bad certificates are made by OpenSSL for the key of a real TSU.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};

    use conformance_tests::authority::Authority;
    use conformance_tests::openssl::{
        CA_EXTENSIONS, KeyKind, Outcome, TSU_EXTENSIONS, openssl, read, run, write,
    };
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::binary;

    #[test]
    fn c60_to_c65_certificates_that_must_not_sign() {
        let tally = Tally::new("start_refused::c60_to_c65_certificates_that_must_not_sign", "tsa-server");
        let authority = Authority::new(&[KeyKind::P256]);
        drop(authority.start(""));
        let directory = authority.path();
        let tsu = unit(&authority);
        let request = tsu.join("request.pem");
        let good = fs::read(tsu.join("chain.pem")).expect("the chain of the TSU");
        certificate_authority(directory);
        let swap = |from: &str, to: &str| TSU_EXTENSIONS.replace(from, to);
        for (row, what, extensions, digest) in [
            ("C60", "EKU not critical", swap("critical,timeStamping", "timeStamping"), "-sha256"),
            (
                "C60",
                "a second EKU",
                swap("critical,timeStamping", "critical,timeStamping,codeSigning"),
                "-sha256",
            ),
            ("C60", "another EKU", swap("critical,timeStamping", "critical,codeSigning"), "-sha256"),
            ("C60", "no EKU", swap("extendedKeyUsage=critical,timeStamping\n", ""), "-sha256"),
            ("C61", "a CA certificate", swap("CA:FALSE", "CA:TRUE"), "-sha256"),
            (
                "C62",
                "key usage with more",
                swap("digitalSignature", "digitalSignature,keyEncipherment"),
                "-sha256",
            ),
            ("C62", "key usage without signing", swap("digitalSignature", "keyAgreement"), "-sha256"),
            ("§4", "a SHA-1 signature", TSU_EXTENSIONS.to_owned(), "-sha1"),
        ] {
            tally.case();
            let chain = issue(directory, &request, &extensions, digest);
            fs::write(tsu.join("chain.pem"), chain).expect("the chain of the TSU");
            assert_refused(&authority, &format!("{row} {what}"), "tsu-p256");
        }
        fs::write(tsu.join("chain.pem"), good).expect("the chain of the TSU");
        drop(authority.start(""));
    }

    #[test]
    fn c63_keys_and_files_that_do_not_fit() {
        let tally = Tally::new("start_refused::c63_keys_and_files_that_do_not_fit", "tsa-server");
        let authority = Authority::new(&[KeyKind::P256]);
        let directory = authority.path();
        write(directory, "tsa.toml", authority.configuration("", ""));
        let tsu = unit(&authority);
        let other = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out other.key";
        openssl(directory, other).success("openssl genpkey");
        certificate_authority(directory);
        openssl(directory, "req -new -key other.key -subj /C=XX/O=Other/CN=Other -out other.csr")
            .success("openssl req");
        let strangers = issue(directory, Path::new("other.csr"), TSU_EXTENSIONS, "-sha256");
        for (what, file, content) in [
            ("C63 certificate of another key", "chain.pem", Some(strangers)),
            ("an empty chain", "chain.pem", Some(Vec::new())),
            ("no chain", "chain.pem", None),
            (
                "a key that is no key",
                "key.pem",
                Some(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".to_vec()),
            ),
            ("no key", "key.pem", None),
            ("C63 another key", "key.pem", Some(read(directory, "other.key"))),
        ] {
            tally.case();
            let path = tsu.join(file);
            let kept = fs::read(&path).expect("a file of the TSU");
            match content {
                Some(content) => fs::write(&path, content).expect("a file of the TSU"),
                None => fs::remove_file(&path).expect("a file of the TSU"),
            }
            assert_refused(&authority, what, "tsu-p256");
            fs::write(&path, kept).expect("a file of the TSU");
        }
        tally.case();
        write(directory, "passphrase", "wrong\n");
        assert_refused(&authority, "a wrong passphrase", "tsu-p256");
    }

    #[test]
    fn configurations_that_are_refused() {
        let tally = Tally::new("start_refused::configurations_that_are_refused", "tsa-server");
        let authority = Authority::new(&[KeyKind::P256]);
        let good = authority.configuration("", "");
        for (what, from, to, named) in [
            ("an unknown key", "version = 1", "version = 1\nverison = 1", "verison"),
            ("an unknown version", "version = 1", "version = 2", "version"),
            ("no version", "version = 1", "", "version"),
            ("an unknown key of a profile", "tsu-group", "serial-bits = 8\ntsu-group", "serial-bits"),
            ("no time sources", "sources", "#sources", "sources"),
            ("an unknown time source", "system-clock", "sundial", "sundial"),
            ("an unknown TSU group", "tsu-group = \"p256\"", "tsu-group = \"nobody\"", "nobody"),
            ("an unknown listener", "listeners = [\"public\"]", "listeners = [\"private\"]", "private"),
            ("no policies", "policies = [", "policies = []\n#", "policies"),
            ("a policy that is no OID", "1.3.6.1.4.1.32473.1.7", "1.3.6..7", "1.3.6..7"),
            ("C5: SHA-1", "tsu-group", "hashes = [\"sha1\"]\ntsu-group", "sha1"),
            ("C30: accuracy below the unit", "tsu-group", "accuracy = \"10ms\"\ntsu-group", "accuracy"),
            ("no state directory", "/state\"", "/nowhere\"", "nowhere"),
            ("a value of the wrong type", "policies = [", "ordering = \"yes\"\npolicies = [", "ordering"),
            ("not TOML", "[state]", "[state", "tsa.toml"),
        ] {
            tally.case();
            let text = good.replacen(from, to, 1);
            assert_ne!(text, good, "{what}: the case changes something");
            write(authority.path(), "tsa.toml", text);
            assert_refused(&authority, what, named);
        }
        tally.case();
        fs::remove_file(authority.path().join("tsa.toml")).expect("the configuration");
        assert_refused(&authority, "no configuration file", "tsa.toml");
    }

    #[test]
    fn without_configuration_and_without_dev_it_does_not_start() {
        let tally = Tally::new(
            "start_refused::without_configuration_and_without_dev_it_does_not_start",
            "tsa-server",
        );
        tally.case();
        let directory = tempfile::TempDir::new().expect("a scratch directory");
        let text = serve(directory.path(), &[]).failure("tsa-server without arguments");
        assert!(text.contains("--dev") && text.contains("--config"), "{text}");
        assert_eq!(fs::read_dir(directory.path()).expect("it is there").count(), 0, "it made files");
    }

    /// The start and `check-config` both refuse, name the thing, and no port is opened.
    fn assert_refused(authority: &Authority, what: &str, named: &str) {
        for arguments in [["--config", "tsa.toml"], ["check-config", "tsa.toml"]] {
            let text =
                serve(authority.path(), &arguments).failure(&format!("{what}: tsa-server {arguments:?}"));
            assert!(text.contains(named), "{what}: {arguments:?} does not name {named:?}:\n{text}");
            assert!(
                !text.contains("listening ") && !text.contains("panicked"),
                "{what}: {arguments:?}:\n{text}"
            );
        }
    }

    /// Runs the daemon; one that starts after all is ended after a while, and counts as a success.
    fn serve(directory: &Path, arguments: &[&str]) -> Outcome {
        let server = binary("tsa-server");
        let server = server.to_string_lossy();
        let all: Vec<&str> = ["20", &*server].into_iter().chain(arguments.iter().copied()).collect();
        let outcome = run(directory, "timeout", &all);
        Outcome { ok: outcome.ok || outcome.text.contains("listening "), ..outcome }
    }

    fn unit(authority: &Authority) -> PathBuf {
        authority.state().join("tsus/tsu-p256")
    }

    /// A CA of OpenSSL: `ca.pem` and `ca.key`.
    fn certificate_authority(directory: &Path) {
        write(
            directory,
            "ca.cnf",
            format!("[req]\ndistinguished_name = dn\nx509_extensions = ca\n[dn]\n[ca]\n{CA_EXTENSIONS}"),
        );
        let arguments = "req -x509 -config ca.cnf -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key \
                         -out ca.pem -subj /C=XX/O=Conformance/CN=CA -days 3650";
        openssl(directory, arguments).success("openssl req -x509");
    }

    /// A chain for this request with these extensions.
    fn issue(directory: &Path, request: &Path, extensions: &str, digest: &str) -> Vec<u8> {
        write(directory, "extensions.cnf", extensions);
        let request = request.to_string_lossy();
        let arguments = format!(
            "x509 -req -in {request} -CA ca.pem -CAkey ca.key -CAcreateserial -extfile extensions.cnf -days 365 {digest} -out issued.pem"
        );
        openssl(directory, &arguments).success("openssl x509 -req");
        [read(directory, "issued.pem"), read(directory, "ca.pem")].concat()
    }
}
