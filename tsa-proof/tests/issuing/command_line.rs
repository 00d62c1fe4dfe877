//! `proof` against the daemons as a person starts them: real processes, killed and started again.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::stage::Authority;

/// `tsa-proof --dev` beside an authority; dropping it kills the process.
pub(crate) struct Daemon {
    child: Child,
    pub(crate) url: String,
    pub(crate) key: PathBuf,
}

impl Daemon {
    pub(crate) fn start(authority: &Authority, state: &Path, listen: &str) -> Daemon {
        Daemon::start_over(authority, state, listen, None)
    }

    /// With another database than the trial's own.
    pub(crate) fn start_over(
        authority: &Authority,
        state: &Path,
        listen: &str,
        database: Option<&str>,
    ) -> Daemon {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tsa-proof"))
            .envs(database.map(|url| ("PROOF__STORE__URL", url)))
            .args(["--dev", "--log-level", "error", "--listen", listen, "--state"])
            .arg(state)
            .arg("--tsa-state")
            .arg(&authority.directory)
            .args(["--tsa-internal", &authority.internal.to_string()])
            .args(["--tsa-public", &authority.public.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("tsa-proof starts");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
        let mut url = None;
        for line in lines.by_ref() {
            let line = line.expect("text");
            if let Some(address) = line.strip_prefix("listening public ") {
                url = Some(format!("http://{}", address.trim()));
            }
            if line.starts_with("ready") {
                break;
            }
        }
        std::thread::spawn(move || lines.for_each(drop));
        Daemon { child, url: url.expect("a public listener"), key: state.join("api-key") }
    }

    pub(crate) fn kill(mut self) -> String {
        self.child.kill().expect("the process is ours");
        self.child.wait().expect("the process was started by us");
        self.url.trim_start_matches("http://").to_owned()
    }

    fn stamp(&self, directory: &Path) -> Command {
        let mut command = proof(directory);
        command
            .args(["stamp", "work", "--out", "proofs", "--names", "--holder", "Ada Example"])
            .args(["--category", "software", "--json", "--service", &self.url, "--api-key-file"])
            .arg(&self.key);
        command
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(crate) fn proof(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proof"));
    command
        .current_dir(directory)
        .env_remove("PROOF_API_KEY")
        .env_remove("PROOF_SERVICE")
        .stdin(Stdio::null());
    command
}

pub(crate) fn exits(output: &Output, code: i32) -> Value {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

fn folder(count: usize) -> TempDir {
    let directory = TempDir::new().expect("a scratch directory");
    for place in 0..count {
        let inside = directory.path().join(format!("work/part-{}", place / 100));
        fs::create_dir_all(&inside).expect("a folder");
        fs::write(inside.join(format!("{place}.txt")), format!("file {place}\n")).expect("a file");
    }
    directory
}

#[test]
fn a_folder_is_stamped_checked_and_fetched() {
    let directory = folder(3);
    let authority = Authority::start(&directory.path().join("tsa"));
    let daemon = Daemon::start(&authority, &directory.path().join("service"), "127.0.0.1:0");
    let here = directory.path();

    let done = exits(&daemon.stamp(here).output().unwrap(), 0);
    assert_eq!((&done["issued"], &done["failed"]), (&3.into(), &0.into()));
    let package = here.join("proofs/part-0/1.txt.proof.zip");
    assert!(package.is_file());
    assert!(!here.join("proofs/.proof-stamp.json").exists(), "nothing is unfinished");

    let verify = |files: &[&str]| proof(here).args(["verify", "--json"]).args(files).output().unwrap();
    let (file, package, root) = ("work/part-0/1.txt", "proofs/part-0/1.txt.proof.zip", "tsa/root.pem");
    let good = exits(&verify(&[file, package, "--service", &daemon.url]), 0);
    assert_eq!(good["proofs"][0]["claim"]["file"]["name"], "part-0/1.txt");
    assert_eq!((&good["roots_from"], &good["trust_from"]), (&"service".into(), &"service".into()));
    // What came with the evidence decides nothing, though every verdict looks well.
    for (given, roots_from) in
        [(vec![file, package], "evidence"), (vec![file, package, "--root", root], "arguments")]
    {
        let output = verify(&given);
        let circular = exits(&output, 3);
        assert_eq!(circular["proofs"][0]["holder"]["verdict"], "pass");
        assert_eq!(
            (&circular["roots_from"], &circular["trust_from"]),
            (&roots_from.into(), &"evidence".into())
        );
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            said.contains("(trust.txt) came with the evidence") && said.contains("(policy.txt) came"),
            "{said}"
        );
    }
    // The same from files that were kept.
    let unpacked = Command::new("unzip").args(["-q", package, "-d", "unpacked"]).current_dir(here).status();
    assert!(unpacked.unwrap().success());
    let kept = ["--root", root, "--trust", "unpacked/trust.txt", "--log-policy", "unpacked/policy.txt"];
    let by_files = exits(&verify(&[&[file, package][..], &kept[..]].concat()), 0);
    assert_eq!(by_files["log_policy_from"], "arguments");
    // Unpacked, with what could be taken for evidence as the file.
    fs::create_dir_all(here.join("unpacked/original")).unwrap();
    fs::copy(here.join("unpacked/chain.pem"), here.join("unpacked/original/chain.pem")).unwrap();
    let other = exits(&verify(&[&["unpacked"][..], &kept[..]].concat()), 1);
    assert_eq!(other["proofs"][0]["subject"], "chain.pem");
    fs::copy(here.join(file), here.join("unpacked/original/chain.pem")).unwrap();
    exits(&verify(&[&["unpacked"][..], &kept[..]].concat()), 0);
    let other = exits(&verify(&["work/part-0/2.txt", package, "--service", &daemon.url]), 1);
    assert_eq!(other["proofs"][0]["file"]["verdict"], "fail");
    assert_eq!(other["proofs"][0]["time"]["verdict"], "pass");

    // Documents are ZIP files, and what is deposited may be a package itself.
    fs::create_dir(here.join("zips")).unwrap();
    fs::copy(here.join(package), here.join("zips/a.zip")).unwrap();
    fs::write(here.join("zips/broken.docx"), b"PK\x03\x04 and no more").unwrap();
    let mut stamp = proof(here);
    stamp.args(["stamp", "zips", "--out", "zips-proofs", "--holder", "Ada Example", "--category", "other"]);
    stamp.args(["--service", &daemon.url, "--api-key-file"]).arg(&daemon.key);
    exits(&stamp.output().unwrap(), 0);
    for name in ["broken.docx", "a.zip"] {
        let (file, package) = (format!("zips/{name}"), format!("zips-proofs/{name}.proof.zip"));
        let judged = verify(&[&file, &package, "--service", &daemon.url]);
        let judged: Value = serde_json::from_slice(&judged.stdout).unwrap();
        let is_its = |proof: &&Value| proof["subject"] == name && proof["file"]["verdict"] == "pass";
        assert!(judged["proofs"].as_array().unwrap().iter().any(|proof| is_its(&proof)), "{file}: {judged}");
    }

    let item = done["files"][0]["proof"].as_str().unwrap();
    let export = |arguments: &[&str]| {
        let mut command = proof(here);
        command.args(["export", "--json", "--service", &daemon.url, "--api-key-file"]).arg(&daemon.key);
        command.args(arguments).output().unwrap()
    };
    assert_eq!(exits(&export(&[item]), 0)["written"].as_array().unwrap().len(), 1);
    assert_eq!(exits(&export(&["--all"]), 0)["there_already"], 1);

    exits(&proof(here).args(["stamp", "work", "--holder", "A"]).output().unwrap(), 2);
    exits(&proof(here).args(["stamp", "work", "--api-key-file", "service/api-key"]).output().unwrap(), 2);
    let wrong = [
        "stamp",
        "work",
        "--holder",
        "A\u{202e}B",
        "--service",
        &daemon.url,
        "--api-key-file",
        "service/api-key",
    ];
    exits(&proof(here).args(wrong).output().unwrap(), 1);
}

/// What the service hands out as all packages of a deposit is checked as it is, and a work that happens to hold packages stays a work.
#[test]
fn an_archive_of_packages_is_checked_as_it_came() {
    let directory = folder(3);
    let authority = Authority::start(&directory.path().join("tsa"));
    let daemon = Daemon::start(&authority, &directory.path().join("service"), "127.0.0.1:0");
    let here = directory.path();
    let done = exits(&daemon.stamp(here).output().unwrap(), 0);

    let bearer = format!("Authorization: Bearer {}", fs::read_to_string(&daemon.key).unwrap().trim());
    let fetch = |path: &str| {
        let url = format!("{}/api/v1{path}", daemon.url);
        let output = Command::new("curl").args(["-sSf", "-H", &bearer, &url]).output().unwrap();
        assert!(output.status.success(), "{path}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let item = fetch(&format!("/proofs/{}", done["files"][0]["proof"].as_str().unwrap()));
    let item: Value = serde_json::from_slice(&item).unwrap();
    let all = fetch(&format!("/deposits/{}/packages", item["deposit"].as_str().unwrap()));
    fs::write(here.join("all.zip"), &all).unwrap();

    let verify = |given: &[&str]| {
        let mut command = proof(here);
        command.args(["verify", "--json", "--service", &daemon.url]).args(given).output().unwrap()
    };
    let good = exits(&verify(&["all.zip", "work"]), 0);
    let names = |answer: &Value| {
        let proofs = answer["proofs"].as_array().unwrap().iter();
        proofs.map(|proof| proof["subject"].as_str().unwrap_or("none").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&good), ["work/part-0/0.txt", "work/part-0/1.txt", "work/part-0/2.txt"]);
    // With the files beside their packages in the archive.
    let add =
        Command::new("zip").args(["-qr", "../all.zip", "part-0"]).current_dir(here.join("work")).status();
    assert!(add.unwrap().success());
    let whole = exits(&verify(&["all.zip"]), 0);
    assert_eq!(names(&whole).concat().matches("all.zip/part-0/").count(), 3, "{whole}");
    // Two of three are altered.
    fs::write(here.join("work/part-0/0.txt"), "another").unwrap();
    fs::write(here.join("work/part-0/1.txt"), "another").unwrap();
    fs::write(here.join("all.zip"), &all).unwrap();
    let bad = verify(&["all.zip", "work"]);
    let bad: Value = serde_json::from_slice(&bad.stdout).unwrap();
    let passed = bad["proofs"].as_array().unwrap().iter().filter(|proof| proof["file"]["verdict"] == "pass");
    assert_eq!(passed.count(), 1);

    // The archive is a work of its own.
    let mut stamp = proof(here);
    stamp.args(["stamp", "all.zip", "--holder", "Ada Example", "--category", "other", "--service"]);
    exits(&stamp.args([&daemon.url, "--api-key-file"]).arg(&daemon.key).output().unwrap(), 0);
    let own = exits(&verify(&["all.zip", "all.zip.proof.zip"]), 0);
    assert_eq!(names(&own), ["all.zip"]);
    // A part that is damaged is named, and the others are checked.
    let mut damaged = all;
    let at = damaged.windows(5).position(|octets| octets == b"c2sp.").unwrap();
    damaged[at] ^= 1;
    fs::write(here.join("all.zip"), &damaged).unwrap();
    let output = verify(&["all.zip"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("all.zip/part-0/0.txt.proof.zip: not taken as a package"), "{said}");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["proofs"].as_array().unwrap().len(), 2);
}

/// The service is killed under the work, twice, then the command: the same command goes on, nothing is deposited twice, and nothing
/// half written is left.
#[test]
fn a_thousand_files_survive_the_death_of_service_and_command() {
    let directory = folder(1000);
    let authority = Authority::start(&directory.path().join("tsa"));
    let state = directory.path().join("service");
    let mut daemon = Daemon::start(&authority, &state, "127.0.0.1:0");
    let proofs = directory.path().join("proofs");

    let mut command = daemon.stamp(directory.path());
    let mut working = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let acknowledged = || {
        let state = fs::read(proofs.join(".proof-stamp.json")).unwrap_or_default();
        serde_json::from_slice(&state).is_ok_and(|state: Value| state["batches"][0]["deposit"].is_string())
    };
    for reached in [&acknowledged as &dyn Fn() -> bool, &|| written(&proofs).len() >= 50] {
        wait_for(&mut working, reached);
        let listen = daemon.kill();
        daemon = Daemon::start(&authority, &state, &listen);
    }
    wait_for(&mut working, &|| written(&proofs).len() >= 200);
    working.kill().unwrap();
    working.wait().unwrap();
    assert!(written(&proofs).len() < 1000, "the command was killed at work");

    let done = exits(&daemon.stamp(directory.path()).output().unwrap(), 0);
    assert_eq!((&done["issued"], &done["failed"]), (&1000.into(), &0.into()));
    let (packages, others): (Vec<_>, Vec<_>) =
        written(&proofs).into_iter().partition(|path| path.to_string_lossy().ends_with(".proof.zip"));
    assert_eq!(packages.len(), 1000);
    if knows_nameless_files(&proofs) {
        assert_eq!(others, Vec::<PathBuf>::new(), "what the killed command had begun");
    }
    assert!(others.iter().all(|path| path.extension().is_some_and(|end| end == "tmp")), "{others:?}");
    let listed = proof(directory.path())
        .args(["export", "--all", "--json", "--out", "again", "--service", &daemon.url, "--api-key-file"])
        .arg(&daemon.key)
        .output()
        .unwrap();
    let listed = exits(&listed, 0);
    assert_eq!(listed["written"].as_array().unwrap().len(), 1000, "every file was deposited once");
}

/// Whether the file system makes files that have no name until they are whole (`O_TMPFILE` of open(2)).
fn knows_nameless_files(directory: &Path) -> bool {
    fs::OpenOptions::new().write(true).custom_flags(libc::O_TMPFILE).open(directory).is_ok()
}

/// What is in the folders of `proofs`.
fn written(proofs: &Path) -> Vec<PathBuf> {
    let parts =
        (0..10).flat_map(|part| fs::read_dir(proofs.join(format!("part-{part}"))).into_iter().flatten());
    parts.map(|entry| entry.unwrap().path()).collect()
}

/// Until the work has come so far; its end comes after that.
fn wait_for(working: &mut Child, reached: &dyn Fn() -> bool) {
    for _ in 0..30_000 {
        if reached() {
            return;
        }
        assert!(working.try_wait().unwrap().is_none(), "the command has ended");
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("the command does not come so far");
}
