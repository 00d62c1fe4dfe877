//! The package of the real service, unzipped, with the service stopped: its own `verify.sh`, with nothing on the machine but a shell,
//! POSIX utilities and OpenSSL; also long after every certificate has ended; and what has to fail.

#[cfg(test)]
mod cases {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::time::Duration;

    use conformance_tests::clients::Client;
    use conformance_tests::openssl::{Outcome, openssl, run, write};
    use conformance_tests::python::{SOURCES, environment};
    use conformance_tests::report::Tally;
    use conformance_tests::trial::Trial;
    use conformance_tests::tsa_under_test::binary;
    use tempfile::TempDir;

    #[test]
    fn a_package_holds_without_the_service_and_nothing_else_does() {
        Client::FakeTime.require();
        let tally = Tally::new("package_script::package", "verify.sh with OpenSSL alone");
        let scratch = TempDir::new().expect("a scratch directory");
        let here = scratch.path();
        let mut trial = Trial::start();
        let package = Package::stamp(&trial, here);
        package.altered("public-claim-token", |folder| {
            public_token(&trial, folder, "claim.json", "claim.tst");
        });
        package.altered("not-logged", |folder| forged_tokens(&trial, folder));
        package.altered("other-holder", |folder| {
            let claim = fs::read_to_string(folder.join("claim.json")).expect("the claim");
            write(folder, "claim.json", claim.replace(HOLDER, "Eve Example"));
        });
        trial.interrupt();
        assert_eq!(trial.ends_within(Duration::from_secs(60)).code, Some(0));

        for tools in [Tools::posix(here), Tools::busybox(here)] {
            for at in [None, Some("2070-01-01 00:00:00")] {
                tally.case();
                let said = tools.verify(at, &package.folder, &[]);
                answers(&said, 0, "All holds.", "the package");
                for line in
                    ["1. file and time: ", &format!("name: {HOLDER}"), "3. record: ", "4. log: the claim"]
                {
                    assert!(said.text.contains(line), "{line}: {said:?}");
                }
            }
            for (altered, answer) in [
                ("other-holder", "the file token does not belong to this claim"),
                (
                    "public-claim-token",
                    "the claim token was issued under another policy, 1.3.6.1.4.1.32473.1.0",
                ),
                ("not-logged", "the file token is not in the log where its proof says"),
            ] {
                tally.case();
                answers(&tools.verify(None, &here.join(altered), &[]), 1, answer, altered);
            }
            tally.case();
            openssl(here, FOREIGN_ROOT).success("a root of somebody else");
            let foreign = here.join("foreign.pem");
            let said = tools.verify(None, &package.folder, &["--root", &foreign.to_string_lossy()]);
            answers(&said, 1, "does not lead to the root", "a foreign root");
        }
    }

    /// A package of the service with its file, unpacked.
    struct Package {
        folder: PathBuf,
    }

    impl Package {
        fn stamp(trial: &Trial, here: &Path) -> Self {
            let (service, key) =
                (format!("http://{}", trial.proof()), trial.directory().join(".proof-dev/api-key"));
            write(here, "work.txt", "a work\n");
            // The first place in the log is somebody else's.
            public_token(trial, here, "work.txt", "first.tsr");
            let (program, key) = (binary("proof"), key.to_string_lossy().into_owned());
            let arguments =
                ["stamp", "work.txt", "--holder", HOLDER, "--service", &service, "--api-key-file", &key];
            run(here, &program.to_string_lossy(), &arguments).success("proof stamp");
            run(here, "unzip", &["-q", "work.txt.proof.zip", "-d", "package"]).success("unzip");
            let folder = here.join("package");
            fs::create_dir(folder.join("original")).expect("a new folder");
            fs::copy(here.join("work.txt"), folder.join("original/work.txt")).expect("the file");
            Self { folder }
        }

        /// A copy beside it, changed.
        fn altered(&self, name: &str, change: impl FnOnce(&Path)) {
            let folder = self.folder.with_file_name(name);
            let (from, to) = (self.folder.to_string_lossy(), folder.to_string_lossy());
            run(Path::new("/"), "cp", &["-r", &from, &to]).success("cp");
            change(&folder);
        }
    }

    /// A token that anybody gets: it is genuine, and records nothing.
    fn public_token(trial: &Trial, folder: &Path, of: &str, out: &str) {
        let query = format!("ts -query -data {of} -sha256 -cert -no_nonce -out public.tsq");
        openssl(folder, &query).success("a query");
        let url = format!("http://{}/tsa", trial.tsa());
        let arguments = ["-sSf", "-H", "Content-Type: application/timestamp-query"];
        let body = ["--data-binary", "@public.tsq", "-o", out, &url];
        run(folder, "curl", &[&arguments[..], &body[..]].concat()).success("a public token");
    }

    /// Tokens by the keys of the authority that are not in its log, at the places that the proofs of the package are for.
    fn forged_tokens(trial: &Trial, folder: &Path) {
        let state = trial.directory().join(".tsa-dev");
        let arguments = ["-c", FORGE, SOURCES, &state.to_string_lossy()];
        run(folder, &environment(), &arguments).success("forged tokens");
    }

    /// A folder that is the whole PATH of the script.
    struct Tools(PathBuf);

    impl Tools {
        /// The programs of this machine, by their names one by one.
        fn posix(here: &Path) -> Self {
            Self::new(here, "posix", |name| {
                let path = std::env::var_os("PATH").expect("a PATH");
                let found =
                    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
                found.unwrap_or_else(|| panic!("{name} is not on this machine"))
            })
        }

        /// A single program under all the names, but for OpenSSL.
        fn busybox(here: &Path) -> Self {
            let posix = Self::posix(here).0;
            Self::new(here, "busybox", |name| {
                if name == "openssl" { posix.join(name) } else { PathBuf::from("/usr/bin/busybox") }
            })
        }

        fn new(here: &Path, kind: &str, find: impl Fn(&str) -> PathBuf) -> Self {
            let folder = here.join(format!("tools-{kind}"));
            if fs::create_dir(&folder).is_ok() {
                for name in PROGRAMS {
                    symlink(find(name), folder.join(name)).expect("a link");
                }
            }
            Self(folder)
        }

        fn verify(&self, at: Option<&str>, package: &Path, arguments: &[&str]) -> Outcome {
            let mut command = Command::new(self.0.join("sh"));
            command.env_clear();
            // `faketime` itself needs more than the list has: it says what it would set.
            if let Some(at) = at {
                for name in ["LD_PRELOAD", "FAKETIME"] {
                    let said = run(Path::new("/"), "faketime", &[at, "printenv", name]);
                    command.env(name, said.success("faketime").trim());
                }
            }
            let output = command
                .arg(package.join("verify.sh"))
                .args(arguments)
                .current_dir("/")
                .env("PATH", &self.0)
                .output()
                .expect("a shell");
            let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert!(!text.contains("not found"), "a program that is not on the list: {text}");
            Outcome { ok: output.status.success(), code: output.status.code(), text }
        }
    }

    fn answers(said: &Outcome, code: i32, text: &str, what: &str) {
        assert!(
            said.code == Some(code) && said.text.contains(text),
            "{what}: not {code} and {text:?}: {said:?}"
        );
    }

    const HOLDER: &str = "Ada Example";
    /// All that `verify.sh` may call.
    const PROGRAMS: [&str; 18] = [
        "sh", "openssl", "awk", "sed", "grep", "cmp", "cat", "cp", "rm", "mkdir", "mktemp", "od", "dd",
        "cut", "tail", "tr", "wc", "dirname",
    ];
    const FOREIGN_ROOT: &str =
        "req -x509 -newkey rsa:2048 -nodes -subj /CN=foreign -keyout foreign.key -out foreign.pem";
    const FORGE: &str = "
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from claims import nonce_of, sha256
from evidence_packages import DEPOSIT, RECORDED, Tsa, bare
from timestamp_token import Token
tsa = Tsa('', '', Path(sys.argv[2]))
claim = Path('claim.json').read_bytes()
# OpenSSL adds one to the last serial number.
before = lambda name: int(next(l for l in Path(name).read_text().splitlines() if l.startswith('index '))[6:]) - 1
digest = sha256(Path('original/work.txt').read_bytes())
first = tsa.forge('dev-deposit', digest, DEPOSIT, nonce_of(sha256(claim)), before('file.tlog-proof'))
tie = nonce_of(sha256(Token.parse(first).tst_info))
second = tsa.forge('dev-claims', sha256(claim), RECORDED, tie, before('claim.tlog-proof'))
Path('file.tsr').write_bytes(first)
Path('claim.tst').write_bytes(bare(second))
";
}
