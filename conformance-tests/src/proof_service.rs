//! The proof service as an operator runs it: `tsa-proof --config` before an authority made by the ceremony, with the lists of
//! revoked certificates that its operator publishes.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::authority::Authority;
use crate::openssl::{KeyKind, run, write};
use crate::tsa_under_test::{TsaUnderTest, binary};

/// The kind of key of the TSU that signs deposits, of the one that signs claims, and of the one for everybody.
pub const KINDS: [KeyKind; 3] = [KeyKind::P256, KeyKind::Rsa3072, KeyKind::P384];

/// An authority with the two exclusive profiles, and the files that a proof service needs of it.
pub struct Behind {
    /// The ceremony's directory; `crls.pem` there is what the proof service publishes.
    pub authority: Authority,
    tsa: TsaUnderTest,
}

impl Behind {
    /// Carries out the ceremony and starts the daemon.
    pub fn start() -> Self {
        let authority = Authority::new(&KINDS);
        let here = authority.path();
        write(here, "internal-token", "a-token-of-the-internal-listener-0123456789\n");
        run(here, "chmod", &["600", "internal-token"]).success("chmod");
        let roots: Vec<u8> = KINDS
            .iter()
            .take(2)
            .flat_map(|kind| fs::read(here.join(Authority::root(*kind))).expect("a root"))
            .collect();
        write(here, "root.pem", roots);
        let tsa = authority.start_on(&configuration(here));
        Self { authority, tsa }
    }

    /// The service in a state directory of its own, for trying out: it makes the account and its key to the API.
    pub fn trial(&self) -> ProofService {
        let (internal, public) =
            (self.tsa.listener("internal").to_string(), self.tsa.listener("public").to_string());
        let arguments = ["--dev", "--listen", "127.0.0.1:0", "--state", "proof", "--tsa-state", "."];
        let tsa = ["--tsa-internal", &internal, "--tsa-public", &public];
        ProofService::start(self.authority.path(), &[&arguments[..], &tsa[..]].concat())
    }

    /// The service on the same state, at this address, as its configuration file says: with `crls.pem`.
    pub fn service(&self, at: SocketAddr) -> ProofService {
        let (internal, public) = (self.tsa.listener("internal"), self.tsa.listener("public"));
        let endpoint = |name: &str, policy: u8| {
            format!(
                "{name} = {{ url = \"http://{internal}/internal/{name}\", policy = \"1.3.6.1.4.1.32473.1.{policy}\", \
                 token-file = \"internal-token\" }}"
            )
        };
        let text = format!(
            "version = 1\n[[http.listener]]\nname = \"public\"\naddress = \"{at}\"\n[store]\nurl = \"sqlite:{}\"\n\
             [secrets]\nclaim-key-file = \"proof/claim.key\"\n[mail]\nfrom = \"Proof <proof@proof.example>\"\n\
             server = \"localhost\"\ntls = \"none\"\n[tsa]\n{}\n{}\nroots = [\"root.pem\"]\ncrls = [\"crls.pem\"]\n\
             log = {{ url = \"http://{public}/log\" }}\n",
            self.authority.path().join("proof/proof.db").display(),
            endpoint("deposit", 1),
            endpoint("claim", 2),
        );
        write(self.authority.path(), "proof.toml", text);
        ProofService::start(self.authority.path(), &["--config", "proof.toml"])
    }
}

/// A running `tsa-proof`; dropping it ends the process.
pub struct ProofService {
    child: Child,
    address: SocketAddr,
}

impl ProofService {
    fn start(here: &Path, arguments: &[&str]) -> Self {
        let log = here.join("proof.log");
        let mut command = Command::new(binary("tsa-proof"));
        command.args(arguments).current_dir(here).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command
            .stderr(File::create(&log).expect("the log file"))
            .spawn()
            .unwrap_or_else(|error| panic!("starting tsa-proof: {error}"));
        let stdout = child.stdout.take().expect("stdout is piped");
        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        let mut address = None;
        loop {
            let line = lines.recv_timeout(START_LIMIT).unwrap_or_else(|_| {
                let _ = child.kill();
                panic!("tsa-proof did not start:\n{}", fs::read_to_string(&log).unwrap_or_default())
            });
            if let Some(place) = line.strip_prefix("listening public ") {
                address = place.parse().ok();
            }
            if line == "ready" {
                break;
            }
        }
        // The pipe stays open as long as somebody reads.
        thread::spawn(move || lines.into_iter().for_each(drop));
        Self { child, address: address.expect("the line of the listener") }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its origin.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for ProofService {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The file with the key to the API that [`Behind::trial`] makes.
pub fn api_key(behind: &Behind) -> PathBuf {
    behind.authority.path().join("proof/api-key")
}

fn configuration(here: &Path) -> String {
    let [deposit, claim, public] = KINDS.map(KeyKind::name);
    let here = here.display();
    let profile = |name: &str, listener: &str, path: &str, group: &str, policy: u8, more: &str| {
        format!(
            "[[profile]]\nname = \"{name}\"\nlisteners = [\"{listener}\"]\npaths = [\"{path}\"]\ntsu-group = \"{group}\"\n\
             policies = [\"1.3.6.1.4.1.32473.1.{policy}\"]\n{more}"
        )
    };
    let exclusive = format!("exclusive = true\ntoken-file = \"{here}/internal-token\"\n");
    format!(
        "version = 1\n[[http.listener]]\nname = \"public\"\naddress = \"127.0.0.1:0\"\n\
         [[http.listener]]\nname = \"internal\"\naddress = \"127.0.0.1:0\"\n\
         [state]\ndirectory = \"{here}/state\"\nwatermark = \"{here}/watermark\"\n\
         [time]\nsources = [{{ kind = \"system-clock\" }}]\n\
         [[tsu]]\nname = \"tsu-{deposit}\"\npassphrase-file = \"{here}/passphrase\"\n{}{}{}",
        profile("default", "public", "/tsa", public, 0, ""),
        profile("deposit", "internal", "/internal/deposit", deposit, 1, &exclusive),
        profile("claim", "internal", "/internal/claim", claim, 2, &exclusive),
    )
}

/// Keys in an unoptimised build on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(120);
