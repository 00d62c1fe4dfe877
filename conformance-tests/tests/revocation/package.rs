//! One proof of the operator's service, unpacked, and what the three verifiers say of it.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use conformance_tests::authority::Authority;
use conformance_tests::openssl::{openssl, run, write};
use conformance_tests::proof_service::{Behind, KINDS, ProofService, api_key};
use conformance_tests::tsa_under_test::binary;
use conformance_tests::verifiers::{Verdict, judge, proof_verify};

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

    /// The same proof under a trust entry that demands no log.
    pub(crate) fn unlogged(&self) -> Self {
        let name = "unlogged";
        run(&self.here, "cp", &["-r", self.name, name]).success("cp");
        let trust = self.here.join(name).join("trust.txt");
        let text = fs::read_to_string(&trust).expect("the trust entry");
        assert!(text.contains("\nlogged required\n"), "{text}");
        fs::write(trust, text.replace("\nlogged required\n", "\nlogged optional\n")).expect("it is writable");
        run(&self.here, "python3", &["-m", "zipfile", "-c", "unlogged.zip", name])
            .success("python3 -m zipfile");
        Self { here: self.here.clone(), name, ..*self }
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
        judge(&self.here, self.name, "work.txt", (!lists.is_empty()).then_some("beside.pem"))
    }

    /// `proof verify` with these arguments.
    pub(crate) fn proof(&self, arguments: &[&str]) -> Verdict {
        let archive = format!("{}.zip", self.name);
        proof_verify(&self.here, &[&["verify", &archive, "work.txt"], arguments].concat())
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

fn program(name: &str) -> String {
    binary(name).to_string_lossy().into_owned()
}
