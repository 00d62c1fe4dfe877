//! Witnesses: ours for our own log, and what a witness must refuse.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::note::{Attestation, VerifierKey, parse_signature_lines};
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::tlog_witness::AddCheckpoint;
use tsa_keys::log_store::LogKeys;
use tsa_keys::{KeyAlgorithm, Protection};
use tsa_server::clock::monotonic;

use crate::authority::{Authority, ORIGIN, profile};
use crate::client::{Answer, Daemon, query, run};

/// A witness of one log.
struct Witness {
    directory: TempDir,
    daemon: Option<Daemon>,
    key: VerifierKey,
}

impl Witness {
    fn of(log: &str) -> Witness {
        let directory = tempfile::tempdir().expect("a directory");
        let made = std::process::Command::new("openssl")
            .args(["genpkey", "-algorithm", "ed25519", "-out"])
            .arg(directory.path().join("key.pem"))
            .status();
        assert!(made.expect("openssl runs").success());
        let text = format!(
            "version = 1\nname = \"witness.example/w1\"\nkey-file = \"key.pem\"\nlisten = \"127.0.0.1:0\"\n\
             state-directory = \"state\"\nlogs = [\"{log}\"]\n"
        );
        std::fs::write(directory.path().join("witness.toml"), text).expect("written");
        let (daemon, key) = start(&directory);
        Witness { directory, daemon: Some(daemon), key }
    }

    fn daemon(&self) -> &Daemon {
        self.daemon.as_ref().expect("running")
    }

    fn restart(&mut self) {
        drop(self.daemon.take());
        self.daemon = Some(start(&self.directory).0);
    }

    fn add(&self, request: &AddCheckpoint) -> Answer {
        self.post(request.to_string().as_bytes())
    }

    fn post(&self, body: &[u8]) -> Answer {
        let mut client = self.daemon().connect_to("witness");
        let head =
            format!("POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.len());
        client.send(&[head.as_bytes(), body].concat());
        client.answer()
    }

    fn url(&self) -> String {
        format!("http://{}", self.daemon().listener("witness"))
    }
}

fn start(directory: &TempDir) -> (Daemon, VerifierKey) {
    let file = directory.path().join("witness.toml");
    let daemon = Daemon::start(&["witness", "--config", file.to_str().expect("UTF-8")]);
    let key = VerifierKey::parse(daemon.listener("vkey")).expect("a verifier key");
    (daemon, key)
}

fn authority() -> Authority {
    let authority = Authority::new();
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    authority
}

fn log_key(authority: &Authority) -> String {
    let keys = LogKeys::open(&authority.state(), ORIGIN, None).expect("the keys");
    keys.vkeys().lines().next().expect("a line").to_owned()
}

/// Configures the log to need these witnesses, all of them.
fn configure(authority: &Authority, witnesses: &[(&VerifierKey, &str)], more: &str) -> PathBuf {
    let mut policy = String::new();
    for (number, (key, url)) in witnesses.iter().enumerate() {
        policy.push_str(&format!("witness w{number} {key} {url}\n"));
    }
    let names: Vec<String> = (0..witnesses.len()).map(|number| format!("w{number}")).collect();
    policy.push_str(&format!("group all all {}\nquorum all\n", names.join(" ")));
    std::fs::write(authority.path().join("witnesses"), policy).expect("written");
    let profile = profile("main", "1.3.6.1.4.1.32473.1.0", "");
    authority.configure(&format!(
        "[transparency]\nwitness-policy = \"witnesses\"\ncadence = \"300ms\"\n{more}\n{profile}"
    ))
}

fn newest(daemon: &Daemon, size: u64) -> Option<SignedCheckpoint> {
    let begun = monotonic();
    while begun.elapsed() < Duration::from_secs(5) {
        let answer = daemon.connect().get("/log/checkpoint");
        if answer.status == 200 {
            let newest = SignedCheckpoint::parse(&answer.body).expect("a checkpoint");
            if newest.checkpoint().size() >= size {
                return Some(newest);
            }
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    None
}

#[test]
fn our_log_is_cosigned_by_our_witness_and_its_policy_accepts_it() {
    let authority = authority();
    let mut witness = Witness::of(&log_key(&authority));
    let file = configure(&authority, &[(&witness.key, &witness.url())], "");
    let daemon = Daemon::configured(&file);
    for (nonce, size) in [(1, 1), (2, 2)] {
        daemon.connect().post("/main", &query(b"x", nonce)).assert_granted();
        let newest = newest(&daemon, size).expect("published");
        let times = newest.note().verified_by(&witness.key).expect("it holds");
        assert!(matches!(times[..], [Attestation::Cosigned(_)]), "{times:?}");
        let policy = format!("log {}\nwitness w {}\nquorum w\n", log_key(&authority), witness.key);
        let policy = LogPolicy::parse(policy.as_bytes()).expect("a policy");
        policy.accept(&newest).expect("accepted");
    }
    // A witness that is started again goes on where it was, and so does a log that has forgotten what it knows.
    let address = witness.url();
    assert!(daemon.stop().0.success());
    witness.restart();
    let text = std::fs::read_to_string(authority.path().join("witnesses")).expect("a policy");
    std::fs::write(authority.path().join("witnesses"), text.replace(&address, &witness.url()))
        .expect("written");
    let daemon = Daemon::configured(&file);
    daemon.connect().post("/main", &query(b"x", 3)).assert_granted();
    let published = newest(&daemon, 3).expect("published");
    let mut hash = witness.directory.path().join("state").read_dir().expect("a directory");
    let name =
        |entry: std::fs::DirEntry| entry.file_name().into_string().ok().filter(|name| name.len() == 64);
    let hash = hash.find_map(|entry| name(entry.expect("an entry"))).expect("a file for the log");
    let served = witness.daemon().connect_to("witness").get(&format!("/{hash}/checkpoint"));
    let served = SignedCheckpoint::parse(&served.body).expect("a checkpoint");
    assert!(served.checkpoint().size() >= published.checkpoint().size());
    assert_eq!(served.note().signatures().len(), 2, "the log's and the witness's");
}

#[test]
fn without_the_quorum_nothing_is_published_unless_told_so() {
    let authority = authority();
    let witness = Witness::of(&log_key(&authority));
    // Nobody listens there any more.
    let gone = Witness::of(&log_key(&authority));
    let url = gone.url();
    let gone_key = gone.key.clone();
    drop(gone);
    let both = [(&witness.key, witness.url()), (&gone_key, url)];
    let both: Vec<(&VerifierKey, &str)> = both.iter().map(|(key, url)| (*key, url.as_str())).collect();
    let daemon = Daemon::configured(&configure(&authority, &both, ""));
    daemon.connect().post("/main", &query(b"x", 1)).assert_granted();
    std::thread::sleep(Duration::from_secs(1));
    let answer = daemon.connect().get("/log/checkpoint");
    assert_eq!((answer.status, answer.header("retry-after")), (404, Some("1")), "{answer:?}");
    let (status, log) = daemon.stop();
    assert!(status.success() && log.contains("too few witnesses cosigned"), "{log}");

    let daemon = Daemon::configured(&configure(&authority, &both, "fail-open = true"));
    let published = newest(&daemon, 1).expect("published");
    assert_eq!(published.note().signatures().len(), 3, "the log's two and the one witness's");
    let (_, log) = daemon.stop();
    assert!(log.contains("published without the quorum"), "{log}");
}

#[test]
fn a_witness_refuses_what_is_not_the_log_that_it_knows() {
    let authority = authority();
    let witness = Witness::of(&log_key(&authority));
    let file = configure(&authority, &[(&witness.key, &witness.url())], "");
    let daemon = Daemon::configured(&file);
    daemon.connect().post("/main", &query(b"x", 1)).assert_granted();
    let one = newest(&daemon, 1).expect("published");
    daemon.connect().post("/main", &query(b"x", 2)).assert_granted();
    let two = newest(&daemon, 2).expect("published");
    assert!(daemon.stop().0.success());
    let request = |old_size, checkpoint: &SignedCheckpoint| AddCheckpoint {
        old_size,
        proof: Vec::new(),
        checkpoint: checkpoint.clone(),
    };

    let again = witness.add(&request(2, &two));
    assert_eq!(again.status, 200, "the same once more: {again:?}");
    let lines = parse_signature_lines(&again.text()).expect("lines");
    assert!(lines.iter().all(|line| line.claims(&witness.key)));
    let behind = witness.add(&request(1, &two));
    assert_eq!((behind.status, behind.header("content-type")), (409, Some("text/x.tlog.size")));
    assert_eq!(behind.text(), "2\n");
    assert_eq!(witness.add(&request(0, &one)).status, 409, "back in time");
    assert_eq!(witness.add(&request(2, &one)).status, 400, "the old size is above the new one");
    // The same text, signed by nobody it knows.
    let other = two.to_string().replacen("\n2\n", "\n3\n", 1);
    assert_eq!(witness.post(format!("old 2\n\n{other}").as_bytes()).status, 403);
    let unknown = two.to_string().replace(ORIGIN, "log.example/other");
    assert_eq!(witness.post(format!("old 0\n\n{unknown}").as_bytes()).status, 404);
    assert_eq!(witness.post(b"old 0\n").status, 400);
    assert_eq!(witness.daemon().connect_to("witness").get("/00/checkpoint").status, 404);
}

#[test]
fn a_witness_of_itself_or_without_its_key_does_not_start() {
    let authority = authority();
    let witness = Witness::of(&log_key(&authority));
    let file = witness.directory.path().join("witness.toml");
    let path = file.to_str().expect("UTF-8");
    let (code, _, stderr) = run(&["witness", "--config", path]);
    assert_eq!(code, 71, "held by the running one: {stderr}");
    let text = std::fs::read_to_string(&file).expect("a file");
    for (piece, instead, code, said) in [
        (log_key(&authority), witness.key.to_string(), 1, "the key of a cosigner"),
        ("key.pem".to_owned(), "none.pem".to_owned(), 1, "openssl genpkey"),
        ("listen".to_owned(), "listens".to_owned(), 2, "listens"),
        ("version = 1".to_owned(), "version = 2".to_owned(), 1, "version"),
    ] {
        std::fs::write(&file, text.replacen(&piece, &instead, 1)).expect("written");
        let (found, _, stderr) = run(&["witness", "--config", path]);
        assert!(found == code && stderr.contains(said), "{piece}: {found} {stderr}");
    }
}
