//! Packages with an original of hundreds of megabytes before `proof verify`: stored, deflated, with the fields of ZIP64, damaged, and
//! with a part larger than any evidence; in less memory than the original has octets.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    use conformance_tests::clients::Client;
    use conformance_tests::openssl::{KeyKind, OpensslTsa, Outcome, openssl, run};
    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::Stopwatch;
    use conformance_tests::tsa_under_test::binary;

    #[test]
    fn a_large_original_is_checked_in_little_memory() {
        Client::OpenSsl.require();
        Client::Python.require();
        let tally = Tally::new("large_packages::memory", "proof verify");
        let tsa = OpensslTsa::new(KeyKind::P256, "sha256");
        let here = tsa.path();
        let original = fs::File::create(here.join("original.bin")).expect("the file");
        original.set_len(SIZE).expect("a sparse file");
        openssl(here, "ts -query -data original.bin -sha256 -cert -out query.tsq").success("a query");
        let query = fs::read(here.join("query.tsq")).expect("the query");
        fs::write(here.join("file.tsr"), tsa.reply(&query).expect("a token")).expect("the token");
        run(here, "python3", &["-c", ARCHIVES, &SIZE.to_string()]).success("the archives");
        for (name, code, said) in [
            ("stored.zip", 0, "file    pass"),
            ("zip64.zip", 0, "file    pass"),
            ("deflated.zip", 0, "file    pass"),
            // Nothing of it is taken, so the ZIP file is a file like any other, and there is no token.
            ("part.zip", 3, "not taken as a package"),
            ("damaged.zip", 3, "not taken as a package"),
            ("cut.zip", 3, "cannot-tell (no-token)"),
        ] {
            tally.case();
            let watch = Stopwatch::start();
            let outcome = verify(here, name);
            assert!(
                outcome.code == Some(code) && outcome.text.contains(said),
                "{name}: not {code} and {said:?}: {outcome:?}"
            );
            assert!(watch.elapsed() < PATIENCE, "{name}: {:?}", watch.elapsed());
        }
    }

    /// With an address space that the original does not fit into.
    fn verify(here: &Path, name: &str) -> Outcome {
        let program = binary("proof");
        let command = format!("ulimit -v {} && exec \"$@\"", SIZE / 1_024 * 3 / 4);
        let arguments =
            ["-c", &command, "sh", &program.to_string_lossy(), "verify", name, "--root", "root.pem"];
        run(here, "sh", &arguments)
    }

    const SIZE: u64 = 256 << 20;
    /// An unoptimised build on a busy machine.
    const PATIENCE: Duration = Duration::from_secs(120);
    const ARCHIVES: &str = "
import shutil, sys, zipfile
def archive(name, method, parts=()):
    with zipfile.ZipFile(name, 'w', method, compresslevel=1) as out:
        out.write('file.tsr')
        for part, size in parts:
            with out.open(zipfile.ZipInfo(part), 'w') as entry:
                for _ in range(size >> 20):
                    entry.write(bytes(1 << 20))
        out.write('original.bin', 'original/original.bin')
archive('stored.zip', zipfile.ZIP_STORED)
archive('deflated.zip', zipfile.ZIP_DEFLATED)
archive('part.zip', zipfile.ZIP_STORED, [('chain.pem', 65 << 20)])
shutil.copy('stored.zip', 'damaged.zip')
with open('damaged.zip', 'r+b') as file:
    file.seek(int(sys.argv[1]) // 2)
    file.write(b'x')
shutil.copy('stored.zip', 'cut.zip')
with open('cut.zip', 'r+b') as file:
    file.truncate(int(sys.argv[1]))
# Everything is beyond the limit then: sizes and places of all entries, and the end of the directory.
zipfile.ZIP64_LIMIT = 16
zipfile.ZIP_FILECOUNT_LIMIT = 1
archive('zip64.zip', zipfile.ZIP_STORED)
with open('zip64.zip', 'r+b') as file:
    file.seek(-14, 2)
    file.write(b'\\xff' * 12)
";
}
