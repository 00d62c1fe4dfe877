//! One proof, unpacked, and the three verifiers that judge it.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use conformance_tests::authority::Authority;
use conformance_tests::openssl::{openssl, run, write};
use conformance_tests::proof_service::{Behind, KINDS, ProofService, api_key};
use conformance_tests::tsa_under_test::binary;

/// What a verifier said.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) verifier: &'static str,
    pub(crate) code: i32,
    pub(crate) said: String,
}

/// A package, in the directory of the ceremony: `NAME.zip` and, unpacked, `NAME/`; the file is `work.txt`.
pub(crate) struct Package {
    here: PathBuf,
    name: &'static str,
    /// The second that the file's token states, since 1970.
    pub(crate) gen_time: i64,
    /// Where the service is, whose name stands in the claim.
    pub(crate) address: SocketAddr,
}

impl Package {
    /// Has the operator's service make a proof, while its lists are of a time before it.
    pub(crate) fn stamp(behind: &Behind) -> Self {
        let here = behind.authority.path();
        write(here, "work.txt", "a work\n");
        sign_lists(&behind.authority);
        let address = behind.trial().address();
        let service = behind.service(address);
        let (url, key) = (service.url(), api_key(behind));
        let arguments = ["stamp", "work.txt", "--holder", "Ada Example", "--service", &url, "--api-key-file"];
        run(here, &program("proof"), &[&arguments[..], &[&key.to_string_lossy()]].concat())
            .success("proof stamp");
        fs::rename(here.join("work.txt.proof.zip"), here.join("package.zip")).expect("the package");
        Self::unpack(here, "package", address)
    }

    /// Has the ceremony sign new lists, puts them where the service finds them, and gives them.
    pub(crate) fn publish(&self, behind: &Behind) -> Vec<u8> {
        sign_lists(&behind.authority);
        fs::read(self.here.join("crls.pem")).expect("the lists")
    }

    /// The same proof, fetched again.
    pub(crate) fn export(&self, behind: &Behind, service: &ProofService) -> Self {
        let (url, key) = (service.url(), api_key(behind));
        let arguments = ["export", "--all", "--out", "fetched", "--service", &url, "--api-key-file"];
        run(&self.here, &program("proof"), &[&arguments[..], &[&key.to_string_lossy()]].concat())
            .success("proof export");
        let mut found = fs::read_dir(self.here.join("fetched")).expect("the packages").flatten();
        let package = found.next().expect("a package").path();
        fs::rename(package, self.here.join("later.zip")).expect("the package");
        Self::unpack(&self.here, "later", self.address)
    }

    /// Fails unless the package has these lists, and a trust entry that demands them.
    pub(crate) fn assert_holds_parts(&self, lists: &[u8]) {
        let part =
            |name: &str| fs::read(self.here.join(self.name).join(name)).expect("a part of the package");
        let bodies = |text: &[u8]| String::from_utf8_lossy(text).split_whitespace().collect::<String>();
        assert_eq!(bodies(&part("crls.pem")), bodies(lists), "crls.pem");
        assert!(String::from_utf8_lossy(&part("trust.txt")).contains("\nrevocation required\n"));
    }

    /// What each verifier says with these lists beside those in the package; with none beside, if there are none.
    pub(crate) fn judge(&self, lists: &[u8]) -> [Verdict; 3] {
        write(&self.here, "beside.pem", lists);
        let beside: &[&str] = if lists.is_empty() { &[] } else { &["--crl", "beside.pem"] };
        [self.proof_by_package(beside), self.script(beside), self.page()]
    }

    /// `proof verify` with these arguments.
    pub(crate) fn proof(&self, arguments: &[&str]) -> Verdict {
        let archive = format!("{}.zip", self.name);
        let all = [&["verify", &archive, "work.txt"], arguments].concat();
        self.run("proof verify", &program("proof"), &all)
    }

    fn proof_by_package(&self, beside: &[&str]) -> Verdict {
        let part = |name: &str| format!("{}/{name}", self.name);
        let (roots, trust, keys) = (part("roots.pem"), part("trust.txt"), part("policy.txt"));
        let arguments = ["--root", &roots, "--trust", &trust, "--log-policy", &keys];
        self.proof(&[&arguments[..], beside].concat())
    }

    fn script(&self, beside: &[&str]) -> Verdict {
        let script = format!("{}/verify.sh", self.name);
        self.run("verify.sh", "sh", &[&[&*script][..], beside, &["work.txt"]].concat())
    }

    fn page(&self) -> Verdict {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("node/verify_package.mjs");
        let mut command = Command::new("node");
        command.arg(script).args([&format!("{}.zip", self.name), "work.txt", "beside.pem"]);
        let output = command.env("TSA_WASM", engine()).current_dir(&self.here).output().expect("node runs");
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{said}");
        let code = said.split(' ').next().and_then(|code| code.parse().ok()).expect("a code");
        Verdict { verifier: "the page", code, said }
    }

    fn run(&self, verifier: &'static str, program: &str, arguments: &[&str]) -> Verdict {
        let outcome = run(&self.here, program, arguments);
        Verdict { verifier, code: outcome.code.expect("it ended by itself"), said: outcome.text }
    }

    fn unpack(here: &Path, name: &'static str, address: SocketAddr) -> Self {
        run(here, "unzip", &["-q", &format!("{name}.zip"), "-d", name]).success("unzip");
        let said =
            openssl(here, &format!("ts -reply -in {name}/file.tsr -text")).success("openssl ts -reply");
        let time = said.lines().find_map(|line| line.strip_prefix("Time stamp: ")).expect("a time");
        let seconds = run(here, "date", &["-u", "-d", time, "+%s"]).success("date");
        let gen_time = seconds.trim().parse().expect("seconds");
        Self { here: here.to_owned(), name, gen_time, address }
    }
}

/// `crls.pem`: a list of each authority above the two signers, by `tsa-admin`.
fn sign_lists(authority: &Authority) {
    let mut all = Vec::new();
    for ca in
        KINDS.iter().take(2).flat_map(|kind| ["ca", "root"].map(|what| format!("{what}-{}", kind.name())))
    {
        authority
            .admin(&format!("ca crl --ca {ca} --days 30 --out list.pem --yes"))
            .success("tsa-admin ca crl");
        all.extend(fs::read(authority.path().join("list.pem")).expect("the list"));
    }
    write(authority.path(), "crls.pem", all);
}

/// The module of the page's engine.
fn engine() -> &'static str {
    static MODULE: OnceLock<String> = OnceLock::new();
    MODULE.get_or_init(|| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tsa-wasm/build.sh");
        let built = Command::new("sh").arg(script).output().expect("a shell");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        String::from_utf8_lossy(&built.stdout).trim().to_owned()
    })
}

fn program(name: &str) -> String {
    binary(name).to_string_lossy().into_owned()
}
