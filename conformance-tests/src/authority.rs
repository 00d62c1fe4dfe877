//! A time-stamping authority as an operator makes it: root, issuing CA and TSU by `tsa-admin`, a configuration file, and
//! `tsa-server --config`. One hierarchy, TSU group and profile per kind of key.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tsa_journal::CreateOptions;
use tsa_keys::Protection;
use tsa_keys::log_store::LogKeys;

use crate::openssl::{DEFAULT_POLICY, KeyKind, Outcome, run, write};
use crate::tsa_under_test::{TsaUnderTest, binary};

/// A directory with `root-KIND/`, `ca-KIND/`, the state directory `state/` and `tsa.toml`.
pub struct Authority {
    directory: TempDir,
    kinds: Vec<KeyKind>,
}

impl Authority {
    /// Carries out the ceremony for each kind of key. The key of the first TSU is encrypted, the others are not.
    pub fn new(kinds: &[KeyKind]) -> Self {
        let directory = TempDir::new().expect("a scratch directory");
        let authority = Self { directory, kinds: kinds.to_vec() };
        write(authority.path(), "passphrase", "correct horse battery staple\n");
        run(authority.path(), "chmod", &["600", "passphrase"]).success("chmod");
        for (at, kind) in kinds.iter().enumerate() {
            authority
                .ceremony(*kind, if at == 0 { "--passphrase-file passphrase" } else { "--no-passphrase" });
        }
        authority.make_record();
        authority
    }

    /// The directory of it all.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The state directory.
    pub fn state(&self) -> PathBuf {
        self.path().join("state")
    }

    /// The trust root of the TSU of this kind.
    pub fn root(kind: KeyKind) -> String {
        format!("root-{}/certificate.pem", kind.name())
    }

    /// The URL path of the TSU of this kind.
    pub fn url_path(kind: KeyKind) -> String {
        format!("/{}", kind.name())
    }

    /// Runs `tsa-admin` on the state directory with arguments given as one line; a comma in a name stands for itself, and
    /// `_` for a blank.
    pub fn admin(&self, arguments: &str) -> Outcome {
        let arguments: Vec<String> =
            arguments.split_whitespace().map(|word| word.replace('_', " ")).collect();
        let mut all = vec!["--state", "state"];
        all.extend(arguments.iter().map(String::as_str));
        run(self.path(), &binary("tsa-admin").to_string_lossy(), &all)
    }

    /// Starts the daemon on `tsa.toml` with these further lines under `[http]`.
    pub fn start(&self, http: &str) -> TsaUnderTest {
        self.start_on(&self.configuration(http, ""))
    }

    /// As [`Self::start`], with these further lines in every `[[profile]]`.
    pub fn start_with_profile(&self, profile: &str) -> TsaUnderTest {
        self.start_on(&self.configuration("", profile))
    }

    /// As [`Self::start`], on this whole configuration.
    pub fn start_on(&self, configuration: &str) -> TsaUnderTest {
        write(self.path(), "tsa.toml", configuration);
        TsaUnderTest::configured(&self.path().join("tsa.toml"), &self.state())
    }

    /// The journal, its watermark and the keys of its log.
    fn make_record(&self) {
        LogKeys::create(&self.state(), ORIGIN, Protection::Plain).expect("the keys of the log");
        let options = CreateOptions {
            directory: self.state().join("journal"),
            watermark: self.path().join("watermark"),
            origin: ORIGIN.to_owned(),
        };
        tsa_journal::create(&options).expect("a journal");
    }

    fn ceremony(&self, kind: KeyKind, protection: &str) {
        let name = kind.name();
        let algorithm = match kind {
            KeyKind::P256 => "ecdsa-p256",
            KeyKind::P384 => "ecdsa-p384",
            KeyKind::Rsa3072 => "rsa-3072",
        };
        let subject = |cn: &str| format!("C=XX,O=Conformance_Tests,CN={cn}_{name}");
        let step = |arguments: &str| {
            self.admin(arguments).success(&format!("tsa-admin {arguments}"));
        };
        step(&format!(
            "ca init --ca root-{name} --root --algorithm {algorithm} --subject {} --no-passphrase --yes",
            subject("Root")
        ));
        step(&format!(
            "ca init --ca ca-{name} --issuer root-{name} --algorithm {algorithm} --subject {} --no-passphrase --yes",
            subject("Issuing_CA")
        ));
        step(&format!(
            "tsu create tsu-{name} --group {name} --algorithm {algorithm} --subject {} {protection} --yes",
            subject("TSU")
        ));
        step(&format!("tsu csr tsu-{name} --out {name}.csr"));
        step(&format!("ca issue {name}.csr --ca ca-{name} --out {name}.pem --yes"));
        step(&format!("tsu install tsu-{name} --chain {name}.pem --yes"));
        step(&format!("tsu activate tsu-{name} --yes"));
    }

    /// The text of a configuration file with these further lines.
    pub fn configuration(&self, http: &str, profile: &str) -> String {
        let directory = self.path().display();
        let mut text = format!(
            "version = 1\n[http]\n{http}\n[[http.listener]]\nname = \"public\"\naddress = \"127.0.0.1:0\"\n\
             [state]\ndirectory = \"{directory}/state\"\nwatermark = \"{directory}/watermark\"\n\
             [time]\nsources = [{{ kind = \"system-clock\" }}]\n"
        );
        for (at, kind) in self.kinds.iter().enumerate() {
            let name = kind.name();
            if at == 0 {
                writeln!(
                    text,
                    "[[tsu]]\nname = \"tsu-{name}\"\npassphrase-file = \"{directory}/passphrase\""
                )
                .expect("a String takes everything");
            }
            writeln!(
                text,
                "[[profile]]\nname = \"{name}\"\nlisteners = [\"public\"]\npaths = [\"/{name}\"]\ntsu-group = \"{name}\"\n\
                 policies = [\"{DEFAULT_POLICY}\", \"1.3.6.1.4.1.32473.1.7\"]\n{profile}"
            )
            .expect("a String takes everything");
        }
        text
    }
}

/// The origin of the log of an [`Authority`].
pub const ORIGIN: &str = "log.example/conformance-tests";
