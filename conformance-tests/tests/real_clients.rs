//! Clients that people use, run as they run them: curl with the lines of the README, `jarsigner -tsa`, `osslsigncode
//! -ts`, `tsget`, and the Python clients. Each of them once broke on some TSA; the rows are named at the tests.

#[cfg(test)]
mod cases {
    use std::path::Path;

    use conformance_tests::clients::Client;
    use conformance_tests::der::oid_content;
    use conformance_tests::openssl::{openssl, read, run, write};
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo};
    use conformance_tests::tsa_under_test::TsaUnderTest;
    use tempfile::TempDir;

    #[test]
    fn c90_curl_with_the_lines_of_the_readme() {
        let tally =
            Tally::new("real_clients::c90_curl_with_the_lines_of_the_readme", &Client::Curl.require());
        let (tsa, directory) = prepare();
        for version in ["--http1.1", "--http1.0"] {
            tally.case();
            openssl(directory.path(), "ts -query -data FILE -sha256 -cert -out q.tsq").success("ts -query");
            curl(directory.path(), &tsa.url(), &[version, "-H", "Content-Type: application/timestamp-query"]);
            let root = tsa.root();
            let verify = format!("ts -verify -queryfile q.tsq -in r.tsr -CAfile {}", root.display());
            let text = openssl(directory.path(), &verify).success("ts -verify");
            assert!(text.contains("Verification: OK"), "{version}: {text}");
        }
    }

    #[test]
    fn h3_curl_without_a_type_is_told_the_right_one() {
        let tally =
            Tally::new("real_clients::h3_curl_without_a_type_is_told_the_right_one", &Client::Curl.require());
        let (tsa, directory) = prepare();
        tally.case();
        openssl(directory.path(), "ts -query -data FILE -sha256 -cert -out q.tsq").success("ts -query");
        curl(directory.path(), &tsa.url(), &[]);
        let said = String::from_utf8_lossy(&read(directory.path(), "r.tsr")).into_owned();
        assert!(said.contains("application/timestamp-query"), "H3: {said:?}");
    }

    #[test]
    fn c102_jarsigner() {
        let tally = Tally::new("real_clients::c102_jarsigner", &Client::JarSigner.require());
        let (tsa, directory) = prepare();
        let in_directory = |program: &str, arguments: &str| {
            let arguments: Vec<String> =
                arguments.split_whitespace().map(|word| word.replace('_', " ")).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            run(directory.path(), program, &arguments)
        };
        let keystore = "-keystore ks.p12 -storepass changeit";
        in_directory(
            "keytool",
            &format!("-genkeypair -alias signer -keyalg EC -groupname secp256r1 -dname CN=Signer {keystore}"),
        )
        .success("keytool");
        let root = tsa.root();
        write(directory.path(), "root.pem", std::fs::read(&root).expect("the trust root"));
        in_directory("keytool", &format!("-importcert -noprompt -alias tsa-root -file root.pem {keystore}"))
            .success("keytool");
        in_directory("jar", "cf in.jar FILE").success("jar");
        let url = tsa.url();
        for (name, options) in [
            ("plain", ""),
            ("policy", "-tsapolicyid 1.3.6.1.4.1.32473.1.0"),
            ("sha384", "-tsadigestalg SHA-384"),
            ("sha512", "-tsadigestalg SHA-512"),
        ] {
            tally.case();
            let sign = format!("{keystore} -tsa {url} {options} -signedjar {name}.jar in.jar signer");
            in_directory("jarsigner", &sign).success(&format!("jarsigner {name}"));
            let verify = format!("-verify -verbose -certs {keystore} {name}.jar");
            let text = in_directory("jarsigner", &verify).success("jarsigner -verify");
            assert!(text.contains("jar verified") && text.contains("Timestamped by"), "C102 {name}: {text}");
            assert!(
                !text.contains("timestamp is invalid") && !text.contains("TSA certificate chain is invalid"),
                "C102 {name}: {text}"
            );
        }
        tally.case();
        let refused =
            format!("{keystore} -tsa {url} -tsapolicyid 1.3.6.1.4.1.32473.99 -signedjar x.jar in.jar signer");
        let text = in_directory("jarsigner", &refused).failure("jarsigner with an unknown policy");
        assert!(text.contains("TSA policy is not supported"), "C8: jarsigner shows the failInfo: {text}");
    }

    #[test]
    fn c100_osslsigncode() {
        let tally = Tally::new("real_clients::c100_osslsigncode", &Client::OsslSignCode.require());
        let (tsa, directory) = prepare();
        let path = directory.path();
        write(path, "in.exe", minimal_pe());
        write(path, "extensions.cnf", "extendedKeyUsage=codeSigning\nkeyUsage=digitalSignature\n");
        for arguments in [
            "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Code_CA -days 30",
            "req -newkey rsa:2048 -nodes -keyout code.key -out code.csr -subj /CN=Code",
            "x509 -req -in code.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile extensions.cnf -days 30 -out code.pem",
        ] {
            openssl(path, arguments).success("openssl");
        }
        let url = tsa.url();
        let root = tsa.root();
        for hash in ["sha256", "sha384", "sha512"] {
            tally.case();
            let (output, url) = (format!("{hash}.exe"), url.as_str());
            let sign = [
                "sign", "-certs", "code.pem", "-key", "code.key", "-h", hash, "-ts", url, "-in", "in.exe",
                "-out", &output,
            ];
            run(path, "osslsigncode", &sign).success(&format!("osslsigncode sign -ts -h {hash}"));
            let root = root.to_string_lossy();
            let verify = ["verify", "-CAfile", "ca.pem", "-TSA-CAfile", &root, "-in", &output];
            let text = run(path, "osslsigncode", &verify).success("osslsigncode verify");
            assert!(text.contains("Timestamp Server Signature verification: ok"), "C100 {hash}: {text}");
        }
    }

    #[test]
    fn c93_tsget() {
        let tally = Tally::new("real_clients::c93_tsget", &Client::TsGet.require());
        let (tsa, directory) = prepare();
        let directory = directory.path();
        let script = tsget(directory);
        tally.case();
        openssl(directory, "ts -query -data FILE -sha256 -cert -out q.tsq").success("ts -query");
        run(directory, "perl", &[&script, "-h", &tsa.url(), "-o", "r.tsr", "q.tsq"]).success("tsget");
        let verify = format!("ts -verify -queryfile q.tsq -in r.tsr -CAfile {}", tsa.root().display());
        openssl(directory, &verify).success("ts -verify");
    }

    #[test]
    fn c8_a_rejection_reads_well_in_openssl() {
        let tally =
            Tally::new("real_clients::c8_a_rejection_reads_well_in_openssl", &Client::OpenSsl.require());
        let (tsa, directory) = prepare();
        for (options, bit, words) in [
            (
                "-sha256 -tspolicy 1.2.3.99",
                FailInfo::UnacceptedPolicy,
                "the requested TSA policy is not supported by the TSA",
            ),
            ("-sha1", FailInfo::BadAlg, "unrecognized or unsupported algorithm identifier"),
        ] {
            tally.case();
            openssl(directory.path(), &format!("ts -query -data FILE {options} -out q.tsq"))
                .success("ts -query");
            curl(directory.path(), &tsa.url(), &["-H", "Content-Type: application/timestamp-query"]);
            let answer = Answer::read(&read(directory.path(), "r.tsr")).expect("a time-stamp answer");
            assert!(matches!(answer, Answer::Rejected(seen, _) if seen == bit), "{answer:?}");
            let text = openssl(directory.path(), "ts -reply -in r.tsr -text").success("ts -reply -text");
            assert!(text.contains("Status: Rejected") && text.contains(words), "{text}");
        }
        assert_eq!(oid_content("1.2.3.99"), [0x2A, 0x03, 0x63]);
    }

    fn prepare() -> (TsaUnderTest, TempDir) {
        Client::OpenSsl.require();
        let directory = TempDir::new().expect("a scratch directory");
        write(directory.path(), "FILE", b"a file of the user\n");
        (TsaUnderTest::dev(), directory)
    }

    fn curl(directory: &Path, url: &str, options: &[&str]) {
        let mut arguments = vec!["-sS", "--noproxy", "*"];
        arguments.extend(options);
        arguments.extend(["--data-binary", "@q.tsq", url, "-o", "r.tsr"]);
        run(directory, "curl", &arguments).success("curl");
    }

    /// Where this OpenSSL keeps its `tsget` script.
    fn tsget(directory: &Path) -> String {
        let text = openssl(directory, "version -d").success("openssl version -d");
        let home = text.split('"').nth(1).unwrap_or_else(|| panic!("OPENSSLDIR: {text}"));
        let places =
            [format!("{home}/misc/tsget.pl"), format!("{home}/misc/tsget"), "/usr/bin/tsget".to_owned()];
        places.into_iter().find(|place| Path::new(place).is_file()).expect("the tsget script of OpenSSL")
    }

    /// The smallest program that osslsigncode takes for one: DOS header, PE header, no section, padded to 1 KiB.
    fn minimal_pe() -> Vec<u8> {
        let mut image = vec![0; 1_024];
        let mut put = |at: usize, octets: &[u8]| image[at..at + octets.len()].copy_from_slice(octets);
        put(0x00, b"MZ");
        put(0x3C, &0x40_u32.to_le_bytes()); // e_lfanew
        put(0x40, b"PE\0\0");
        put(0x44, &0x014C_u16.to_le_bytes()); // Machine: i386
        put(0x54, &0xE0_u16.to_le_bytes()); // SizeOfOptionalHeader
        put(0x56, &0x0102_u16.to_le_bytes()); // executable, 32 bit
        put(0x58, &0x010B_u16.to_le_bytes()); // PE32
        put(0x74, &0x0040_0000_u32.to_le_bytes()); // ImageBase
        put(0x78, &0x1000_u32.to_le_bytes()); // SectionAlignment
        put(0x7C, &0x0200_u32.to_le_bytes()); // FileAlignment
        put(0x90, &0x1000_u32.to_le_bytes()); // SizeOfImage
        put(0x94, &0x0200_u32.to_le_bytes()); // SizeOfHeaders
        put(0x9C, &3_u16.to_le_bytes()); // Subsystem: console
        put(0xB4, &16_u32.to_le_bytes()); // NumberOfRvaAndSizes
        image
    }
}
