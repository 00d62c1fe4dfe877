//! rfc3161-client, the strictest reader of DER among the clients, and pyHanko, which puts time-stamps into PDF. Their
//! versions are pinned in `python/requirements.txt`; the first run installs them under `target/`.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::{Path, PathBuf};

    use conformance_tests::clients::Client;
    use conformance_tests::openssl::run;
    use conformance_tests::report::{Tally, profile_directory};
    use conformance_tests::tsa_under_test::TsaUnderTest;

    const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python");

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

    /// The Python of an environment with the pinned clients; made when it is not there or the pins have changed.
    fn environment() -> String {
        Client::Python.require();
        let home = profile_directory().with_file_name("conformance-python");
        let (python, marker) = (home.join("bin/python"), home.join("requirements.txt"));
        let requirements = PathBuf::from(SOURCES).join("requirements.txt");
        let pins = fs::read(&requirements).expect("the pins");
        fs::create_dir_all(&home).expect("target is writable");
        let lock = fs::File::create(home.with_extension("lock")).expect("target is writable");
        lock.lock().expect("the other test has made the environment");
        if fs::read(&marker).ok().as_ref() != Some(&pins) {
            let home = home.to_string_lossy();
            run(Path::new(SOURCES), "python3", &["-m", "venv", "--clear", &home])
                .success("python3 -m venv (apt-get install python3-venv)");
            let arguments = ["-m", "pip", "install", "--quiet", "-r", "requirements.txt"];
            run(Path::new(SOURCES), &python.to_string_lossy(), &arguments)
                .success("pip install of the Python clients");
            fs::write(&marker, pins).expect("target is writable");
        }
        python.to_string_lossy().into_owned()
    }
}
