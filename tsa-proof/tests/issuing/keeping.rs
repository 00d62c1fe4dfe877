//! `proof stamp` keeps what is there: earlier proofs, work under way, and files that would be confused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::command_line::{Daemon, exits, proof};
use crate::stage::Authority;

struct Scene {
    directory: TempDir,
    daemon: Daemon,
    _authority: Authority,
}

impl Scene {
    fn new() -> Scene {
        let directory = TempDir::new().expect("a scratch directory");
        let authority = Authority::start(&directory.path().join("tsa"));
        let daemon = Daemon::start(&authority, &directory.path().join("service"), "127.0.0.1:0");
        Scene { directory, daemon, _authority: authority }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    /// `proof stamp … --json` with a key.
    fn stamp(&self, arguments: &[&str]) -> Command {
        let mut command = proof(self.directory.path());
        command.args(["stamp", "--json", "--holder", "Ada Example", "--service", &self.daemon.url]);
        command.arg("--api-key-file").arg(&self.daemon.key).args(arguments);
        command
    }

    fn run(&self, arguments: &[&str], code: i32) -> Value {
        exits(&self.stamp(arguments).output().expect("it runs"), code)
    }

    /// How many proofs the account has.
    fn deposited(&self) -> usize {
        let mut command = proof(self.directory.path());
        command.args(["export", "--all", "--json", "--out", "all", "--service", &self.daemon.url]);
        command.arg("--api-key-file").arg(&self.daemon.key);
        exits(&command.output().expect("it runs"), 0);
        fs::read_dir(self.path("all")).map_or(0, Iterator::count)
    }
}

fn counts(done: &Value) -> [u64; 3] {
    ["issued", "there_already", "failed"].map(|name| done[name].as_u64().expect("a count"))
}

#[test]
fn an_earlier_proof_is_never_replaced() {
    let scene = Scene::new();
    scene.write("work/a.txt", "first");
    scene.write("work/b.txt", "second");
    assert_eq!(counts(&scene.run(&["work"], 0)), [2, 0, 0]);
    let read = |name: &str| fs::read(scene.path(name)).expect("a package");
    let (a, b) = (read("work/a.txt.proof.zip"), read("work/b.txt.proof.zip"));

    let again = scene.run(&["work"], 0);
    assert_eq!(counts(&again), [0, 2, 0]);
    assert_eq!(again["passed_over"]["proofs"], 2, "packages are no files to be time-stamped");
    assert_eq!(again["files"][0]["package"], "work/a.txt.proof.zip");
    assert_eq!(scene.deposited(), 2, "nothing was deposited once more");

    scene.write("work/a.txt", "first, changed");
    let changed = scene.run(&["work"], 0);
    assert_eq!(counts(&changed), [1, 1, 0]);
    assert_eq!(changed["files"][0]["package"], "work/a.txt.2.proof.zip");
    assert_eq!((read("work/a.txt.proof.zip"), read("work/b.txt.proof.zip")), (a.clone(), b));
    assert_eq!(counts(&scene.run(&["work"], 0)), [0, 2, 0]);

    // A proof that was damaged since proves nothing; still it is not for this command to remove it.
    let mut damaged = a;
    damaged.truncate(damaged.len() / 2);
    fs::write(scene.path("work/b.txt.proof.zip"), &damaged).unwrap();
    assert_eq!(counts(&scene.run(&["work"], 0)), [1, 1, 0]);
    assert_eq!(read("work/b.txt.proof.zip"), damaged);
    assert!(scene.path("work/b.txt.2.proof.zip").is_file());
}

#[test]
fn files_that_would_be_confused_are_refused_by_name_before_anything_is_sent() {
    let scene = Scene::new();
    scene.write("one/same.txt", "one");
    scene.write("two/same.txt", "two");
    for service in [true, false] {
        let mut command = if service {
            scene.stamp(&["one", "two", "--out", "proofs"])
        } else {
            let mut command = proof(scene.directory.path());
            command.args(["stamp", "one", "two", "--out", "proofs", "--tsa", "http://127.0.0.1:9/"]);
            command
        };
        let output = command.output().unwrap();
        exits(&output, 2);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains("one/same.txt") && text.contains("two/same.txt"), "{text}");
    }
    assert!(!scene.path("proofs").exists());
    assert_eq!(scene.deposited(), 0);

    // One file, given in two ways, is one file.
    let done = scene.run(&["one", "./one/same.txt", "one/../one"], 0);
    assert_eq!(counts(&done), [1, 0, 0]);
    assert_eq!(scene.deposited(), 1);
}

#[test]
fn names_that_no_claim_can_hold_are_refused() {
    use std::os::unix::ffi::OsStrExt as _;
    let scene = Scene::new();
    scene.write("work/good.txt", "good");
    let bad = std::ffi::OsStr::from_bytes(b"bad-\xff.txt");
    fs::write(scene.path("work").join(bad), "bad").unwrap();
    let output = scene.stamp(&["work"]).output().unwrap();
    exits(&output, 1);
    assert!(String::from_utf8(output.stderr).unwrap().contains("not UTF-8"));
    assert_eq!(scene.deposited(), 0);
}

#[test]
fn what_was_sent_is_remembered_unless_it_can_never_succeed() {
    let scene = Scene::new();
    scene.write("work/a.txt", "first");
    let state = || -> Value {
        let text = fs::read(scene.path(".proof-stamp.json")).expect("unfinished work is remembered");
        serde_json::from_slice(&text).unwrap()
    };
    let good = fs::read(&scene.daemon.key).unwrap();
    fs::write(&scene.daemon.key, format!("{}0", String::from_utf8_lossy(&good).trim())).unwrap();
    scene.run(&["work"], 1);
    let kept = state()["batches"].clone();
    assert_eq!(kept.as_array().map(Vec::len), Some(1), "a key that is refused may be mended");
    scene.run(&["work"], 1);
    assert_eq!(state()["batches"], kept, "the same deposit goes out under the same idempotency key");

    fs::write(&scene.daemon.key, good).unwrap();
    assert_eq!(counts(&scene.run(&["work"], 0)), [1, 0, 0]);
    scene.write("work/b.txt", "second");
    scene.run(&["work", "--holder", "A\u{202e}B"], 1);
    assert_eq!(state()["batches"].as_array().map(Vec::len), Some(0), "such a holder is never taken");
}

#[test]
fn a_sealed_name_is_shown_by_its_seal_alone() {
    let scene = Scene::new();
    scene.write("work/a.txt", "first");
    let done = scene.run(&["work", "--seal-names", "--out", "proofs"], 0);
    assert_eq!(counts(&done), [1, 0, 0]);
    let (package, seal) = ("proofs/a.txt.proof.zip", "proofs/a.txt.name-seal.json");
    let verify = |files: &[&str]| {
        let mut command = proof(scene.directory.path());
        command.args(["verify", "--json", "work/a.txt", "--root", "tsa/root.pem"]).args(files);
        exits(&command.output().unwrap(), 3)["proofs"][0].clone()
    };
    let sealed = verify(&[package]);
    assert_eq!((&sealed["claim"]["file"]["name"], &sealed["opened_name"]), (&Value::Null, &Value::Null));
    assert_eq!(verify(&[package, seal])["opened_name"], "a.txt");

    let text = fs::read_to_string(scene.path(seal)).unwrap();
    fs::write(scene.path("forged.json"), text.replace("a.txt", "b.txt")).unwrap();
    assert_eq!(verify(&[package, "forged.json"])["opened_name"], Value::Null);
    assert_eq!(counts(&scene.run(&["work", "--seal-names", "--out", "proofs"], 0)), [0, 1, 0]);
}

#[test]
fn folders_are_searched_without_what_is_no_file() {
    let scene = Scene::new();
    scene.write("work/.hidden/a.txt", "hidden files are files");
    scene.write("work/.proof-stamp.json.tmp", "a state that was being written");
    scene.write("work/a.txt.tsr", "a token of a bare authority");
    scene.write("work/a.txt.proof.zip.77.tmp", "a package that was being written");
    std::os::unix::fs::symlink("..", scene.path("work/round")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(scene.path("work/socket")).unwrap();
    let done = scene.run(&["work", "--state", "work/state.json"], 0);
    assert_eq!(counts(&done), [1, 0, 0]);
    assert_eq!(done["files"][0]["file"], "work/.hidden/a.txt");
    assert_eq!(done["passed_over"], serde_json::json!({"proofs": 3, "links": 1, "special": 1}));

    fs::create_dir(scene.path("empty")).unwrap();
    let output = scene.stamp(&["empty"]).output().unwrap();
    exits(&output, 2);
    assert!(String::from_utf8(output.stderr).unwrap().contains("no file"));
    exits(&scene.stamp(&["work/socket"]).output().unwrap(), 1);
    exits(&scene.stamp(&["missing"]).output().unwrap(), 4);
    assert!(!Path::new(&scene.path(".proof-stamp.json")).exists());
}
