//! rfc3161-client, the strictest reader of DER among the clients, and pyHanko, which puts time-stamps into PDF. Their
//! versions are pinned in `python/requirements.txt`; the first run installs them under `target/`.

#[cfg(test)]
mod cases {
    use std::path::Path;

    use conformance_tests::openssl::run;
    use conformance_tests::python::{SOURCES, environment};
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::TsaUnderTest;

    #[test]
    fn rfc3161_client() {
        play("rfc3161_client", "rfc3161-client 1.0.9", &["SHA256", "SHA512"]);
    }

    #[test]
    fn pyhanko() {
        play("pyhanko", "pyHanko 0.38.0", &["sha256", "sha384", "sha512", "sha3_256"]);
    }

    fn play(script: &str, client: &str, hashes: &[&str]) {
        let python = environment();
        let tally = Tally::new(&format!("python_clients::{script}"), client);
        let tsa = TsaUnderTest::dev();
        for hash in hashes {
            tally.case();
            let (file, root) = (format!("{SOURCES}/{script}_case.py"), tsa.root());
            let arguments = [file.as_str(), &tsa.url(), &root.to_string_lossy(), hash];
            let text = run(Path::new(SOURCES), &python, &arguments).success(&format!("{client} {hash}"));
            assert!(text.contains("verified"), "{client} {hash}: {text}");
        }
    }
}
