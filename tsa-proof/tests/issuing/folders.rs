//! One proof for many files, by the command line: a folder, a Git commit, and one file shown without the others.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use tsa_evidence::manifest::Manifest;
use tsa_evidence::zip::Archive;

use crate::command_line::{Daemon, exits, proof};
use crate::stage::Authority;

/// A person's directory, an authority and a service.
struct Scene {
    place: TempDir,
    _authority: Authority,
    daemon: Daemon,
}

impl Scene {
    fn new() -> Scene {
        let place = TempDir::new().unwrap();
        let authority = Authority::start(&place.path().join("tsa"));
        let daemon = Daemon::start(&authority, &place.path().join("service"), "127.0.0.1:0");
        Scene { place, _authority: authority, daemon }
    }

    fn at(&self, path: &str) -> std::path::PathBuf {
        self.place.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.at(path).parent().unwrap()).unwrap();
        fs::write(self.at(path), text).unwrap();
    }

    fn stamp(&self, arguments: &[&str]) -> Output {
        let mut command = proof(self.place.path());
        command.args(["stamp", "--json", "--holder", "Ada Example", "--service", &self.daemon.url]);
        command.arg("--api-key-file").arg(&self.daemon.key).args(arguments).output().unwrap()
    }

    /// The verdict and the reason about the files.
    fn verify(&self, arguments: &[&str], code: i32) -> Value {
        let mut command = proof(self.place.path());
        let said = exits(
            &command
                .args(["verify", "--json", "--service", &self.daemon.url])
                .args(arguments)
                .output()
                .unwrap(),
            code,
        );
        assert_eq!(said["proofs"].as_array().map(Vec::len), Some(1), "{said}");
        said["proofs"][0].clone()
    }

    fn proof(&self, arguments: &[&str]) -> Output {
        proof(self.place.path()).args(arguments).output().unwrap()
    }
}

fn part(package: &Path, name: &str) -> Option<Vec<u8>> {
    let octets = fs::read(package).unwrap();
    let archive = Archive::open(&octets).unwrap();
    let entry = archive.entries().iter().find(|entry| entry.name == name)?;
    Some(archive.read(entry, 1 << 20).unwrap())
}

#[test]
fn a_folder_gets_one_proof_that_any_change_breaks() {
    let scene = Scene::new();
    for (path, text) in [("data/a.csv", "1,2\n"), ("data/2026/march.csv", "3,4\n"), ("data/.hidden", "x")] {
        scene.write(path, text);
    }
    let done = exits(&scene.stamp(&["--as-folder", "data/", "--names"]), 0);
    assert_eq!(
        (&done["issued"], &done["files"][0]["package"]),
        (&json!(1), &json!("data.proof.zip")),
        "{done}"
    );
    assert!(!scene.at(".proof-stamp.json").exists(), "nothing is unfinished");

    let good = scene.verify(&["data.proof.zip", "data"], 0);
    assert_eq!((&good["claim"]["type"], &good["claim"]["file"]["name"]), (&json!("folder"), &json!("data")));
    assert_eq!(good["file"]["verdict"], "pass");
    let manifest = Manifest::parse(&part(&scene.at("data.proof.zip"), "manifest.json").unwrap()).unwrap();
    let paths: Vec<&str> = manifest.files().iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, [".hidden", "2026/march.csv", "a.csv"]);
    assert_eq!(
        part(&scene.at("data.proof.zip"), "folder.head").unwrap(),
        manifest.head().text().into_bytes()
    );

    // The same again: a proof of this content is there.
    let again = exits(&scene.stamp(&["--as-folder", "data", "--names"]), 0);
    assert_eq!((&again["issued"], &again["there_already"]), (&json!(0), &json!(1)), "{again}");

    for (change, reason) in [
        ("altered", "folder-file-differs"),
        ("renamed", "folder-file-missing"),
        ("missing", "folder-file-missing"),
        ("added", "folder-file-extra"),
    ] {
        let copy = scene.at(change);
        let copied = Command::new("cp").arg("-r").arg(scene.at("data")).arg(&copy).status().unwrap();
        assert!(copied.success());
        match change {
            "altered" => fs::write(copy.join("a.csv"), "1,3\n").unwrap(),
            "renamed" => fs::rename(copy.join("a.csv"), copy.join("b.csv")).unwrap(),
            "missing" => fs::remove_file(copy.join("a.csv")).unwrap(),
            _ => fs::write(copy.join("c.csv"), "").unwrap(),
        }
        let bad = scene.verify(&["data.proof.zip", change], 1);
        assert_eq!(
            (&bad["file"]["verdict"], &bad["file"]["reason"]),
            (&json!("fail"), &json!(reason)),
            "{change}"
        );
    }

    // A changed folder gets a proof of its own, and the first one stays.
    let first = fs::read(scene.at("data.proof.zip")).unwrap();
    scene.write("data/a.csv", "5,6\n");
    let changed = exits(&scene.stamp(&["--as-folder", "data"]), 0);
    assert_eq!(changed["files"][0]["package"], "data.2.proof.zip");
    assert_eq!(fs::read(scene.at("data.proof.zip")).unwrap(), first);
    assert_eq!(scene.verify(&["data.2.proof.zip", "data"], 0)["claim"]["file"]["name"], Value::Null);
}

/// Links, pipes and sockets are in no proof: they are passed over when the folder is stamped, and when it is checked.
#[test]
fn what_is_no_file_counts_neither_way() {
    let scene = Scene::new();
    scene.write("mixed/a.txt", "a");
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, scene.at(name)).unwrap();
    link("a.txt", "mixed/link");
    let done = exits(&scene.stamp(&["--as-folder", "mixed"]), 0);
    assert_eq!(done["passed_over"]["links"], 1, "{done}");
    link("nowhere", "mixed/dangling");
    link("..", "mixed/up");
    assert!(Command::new("mkfifo").arg(scene.at("mixed/pipe")).status().unwrap().success());
    assert_eq!(scene.verify(&["mixed.proof.zip", "mixed"], 0)["file"]["verdict"], "pass");
    // A link that is given is the file that it leads to.
    link("mixed", "here");
    assert_eq!(scene.verify(&["mixed.proof.zip", "here"], 0)["file"]["verdict"], "pass");
}

/// Whoever suspects what a short file says cannot find it out from the token: the manifest's seed is in between.
#[test]
fn a_folder_of_one_hides_what_can_be_guessed() {
    let scene = Scene::new();
    scene.write("secret/answer.txt", "yes");
    for _ in 0..2 {
        exits(&scene.stamp(&["--as-folder", "secret"]), 0);
        fs::rename(
            scene.at("secret.proof.zip"),
            scene.at(if scene.at("one.zip").exists() { "two.zip" } else { "one.zip" }),
        )
        .unwrap();
    }
    let token = |package: &str| part(&scene.at(package), "folder.head").unwrap();
    assert_ne!(token("one.zip"), token("two.zip"), "the same content twice shows as two");
    assert_eq!(scene.verify(&["one.zip", "secret"], 0)["file"]["verdict"], "pass");
}

#[test]
fn one_file_is_shown_without_the_others() {
    let scene = Scene::new();
    for place in 0..5 {
        scene.write(&format!("notes/day-{place}.txt"), &format!("day {place}"));
    }
    exits(&scene.stamp(&["--as-folder", "notes"]), 0);
    exits(&scene.proof(&["show", "--json", "notes.proof.zip", "day-3.txt", "--out", "shown"]), 0);
    let package = scene.at("shown/day-3.txt.proof.zip");
    assert!(part(&package, "manifest.json").is_none());
    let text = String::from_utf8_lossy(&fs::read(&package).unwrap()).into_owned();
    assert!(!text.contains("day-2") && text.contains("day-3"), "it says nothing of the others");
    let shown = "shown/day-3.txt.proof.zip";
    assert_eq!(scene.verify(&[shown, "notes/day-3.txt"], 0)["file"]["verdict"], "pass");
    assert_eq!(scene.verify(&[shown, "notes/day-2.txt"], 1)["file"]["verdict"], "fail");
    let refused = scene.proof(&["show", "notes.proof.zip", "day-9.txt"]);
    assert_eq!(refused.status.code(), Some(1), "{}", String::from_utf8_lossy(&refused.stderr));
}

#[test]
fn what_is_no_folder_or_no_path_is_refused_before_anything_is_sent() {
    let scene = Scene::new();
    scene.write("file.txt", "x");
    scene.write("odd/zero\u{200b}width.txt", "x");
    for (path, says) in [("file.txt", "it is no folder"), ("odd", "no manifest can hold its name")] {
        let refused = scene.stamp(&["--as-folder", path]);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains(says), "{said}");
    }
    assert!(!scene.at(".proof-stamp.json").exists());
}

/// The manifest is on the disk before the deposit is: whatever dies in between, the proof can be finished.
#[test]
fn a_killed_command_loses_no_manifest() {
    let scene = Scene::new();
    for place in 0..40 {
        scene.write(&format!("work/{place}.txt"), &format!("work {place}"));
    }
    let mut killed = 0;
    for delay in [0, 20, 40, 60, 80, 120, 160] {
        let mut command = proof(scene.place.path());
        command.args([
            "stamp",
            "--as-folder",
            "work",
            "--holder",
            "Ada Example",
            "--service",
            &scene.daemon.url,
        ]);
        command.arg("--api-key-file").arg(&scene.daemon.key).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        killed += u32::from(child.try_wait().unwrap().is_none());
        let _ = child.kill(); // it may have ended
        child.wait().unwrap();
    }
    assert!(killed > 0, "it was never killed in the middle");
    exits(&scene.stamp(&["--as-folder", "work"]), 0);
    assert_eq!(scene.verify(&["work.proof.zip", "work"], 0)["file"]["verdict"], "pass");
    assert!(!scene.at("work.2.proof.zip").exists(), "one proof for one content");
}

#[test]
fn a_git_commit_gets_one_proof() {
    let scene = Scene::new();
    let repository = scene.at("project");
    fs::create_dir(&repository).unwrap();
    let git = |arguments: &[&str]| {
        let ran = Command::new("git")
            .args([
                "-c",
                "user.name=Ada Example",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(&repository)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "-q"]);
    scene.write("project/src/main.c", "int main(void) { return 0; }\n");
    scene.write("project/.gitattributes", "*.c export-ignore eol=crlf\n");
    fs::write(repository.join("large.bin"), vec![7; 3 << 20]).unwrap();
    std::os::unix::fs::symlink("src/main.c", repository.join("link")).unwrap();
    git(&["add", "-A"]);
    git(&["update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,library"]);
    git(&["commit", "-q", "-m", "first"]);
    let id = git(&["rev-parse", "HEAD"]);
    // What lies in the work tree does not count.
    scene.write("project/src/main.c", "int main(void) { return 1; }\n");
    scene.write("project/new.c", "");

    let done =
        exits(&scene.stamp(&["--git", "HEAD", "--repository", "project", "--category", "software"]), 0);
    let package = format!("project-{}.proof.zip", &id[..12]);
    assert_eq!(done["files"][0]["package"], json!(package), "{done}");
    let good = scene.verify(&[&package, "--git", "HEAD", "--repository", "project"], 0);
    assert_eq!((&good["file"]["verdict"], &good["holder"]["verdict"]), (&json!("pass"), &json!("pass")));
    let manifest = Manifest::parse(&part(&scene.at(&package), "manifest.json").unwrap()).unwrap();
    let listed: Vec<(&str, u64)> =
        manifest.files().iter().map(|file| (file.path.as_str(), file.size)).collect();
    let commit = git(&["cat-file", "-s", "HEAD"]).parse().unwrap();
    let expected = [
        ("commit", commit),
        ("tree/.gitattributes", 27),
        ("tree/large.bin", 3 << 20),
        ("tree/library", 41),
        ("tree/link", 10),
        ("tree/src/main.c", 29),
    ];
    assert_eq!(listed, expected);

    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "second"]);
    let bad = scene.verify(&[&package, "--git", "HEAD", "--repository", "project"], 1);
    assert_eq!(bad["file"]["verdict"], "fail");
    assert_eq!(
        scene.verify(&[&package, "--git", &id, "--repository", "project"], 0)["file"]["verdict"],
        "pass"
    );

    for (rev, repository, says) in [
        ("nothing", "project", "git says"),
        ("HEAD", "tsa", "git says"),
        ("--output=x", "project", "git says"),
    ] {
        let refused = scene.stamp(&[&format!("--git={rev}"), "--repository", repository]);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(refused.status.code() == Some(2) && said.contains(says), "{said}");
    }
}

/// `verify.sh` makes the head from the manifest, or from the file that is shown, and compares the files.
#[test]
fn the_script_checks_every_file() {
    let scene = Scene::new();
    for (path, text) in [
        ("data/a.csv", "1,2\n"),
        ("data/sub/a \"quoted\" },{ name.txt", "3"),
        ("data/sub/\u{fc}n\u{ef}.bin", "4"),
        ("data/empty", ""),
        ("data/z.csv", "5\n"),
    ] {
        scene.write(path, text);
    }
    exits(&scene.stamp(&["--as-folder", "data"]), 0);
    exits(&scene.proof(&["show", "data.proof.zip", "z.csv"]), 0);
    for (package, to) in [("data.proof.zip", "whole"), ("z.csv.proof.zip", "one")] {
        let unzip =
            Command::new("unzip").args(["-q", package, "-d", to]).current_dir(scene.place.path()).status();
        assert!(unzip.unwrap().success());
    }
    let script = |shell: &[&str], package: &str, given: &str| {
        let script = format!("{package}/verify.sh");
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).args([&script, "--root", "tsa/root.pem", "--package", package]);
        let ran = command.arg(given).current_dir(scene.place.path()).output().unwrap();
        (ran.status.code(), String::from_utf8_lossy(&ran.stdout).into_owned())
    };
    // The log takes a moment, and the packages are from before: so "cannot tell" is the best that it says here, of the log alone.
    let holds = |said: &str| !said.contains("DOES NOT HOLD") && !said.contains("not compared");
    for shell in [&["dash"][..], &["busybox", "sh"], &["bash", "--posix"]] {
        for (package, given, says) in [
            ("whole", "data", "its 5 files are those of manifest.json"),
            ("whole", "data/z.csv", "is one of its 5 files"),
            ("one", "data/z.csv", "is its file z.csv, one of 5"),
        ] {
            let (code, said) = script(shell, package, given);
            assert!(
                code != Some(1) && holds(&said) && said.contains(says),
                "{shell:?} {package} {given}: {said}"
            );
        }
    }
    let spoil = |name: &str, change: &dyn Fn(&Path)| {
        let copy = scene.at(name);
        assert!(Command::new("cp").arg("-r").arg(scene.at("data")).arg(&copy).status().unwrap().success());
        change(&copy);
    };
    spoil("altered", &|folder| fs::write(folder.join("z.csv"), "6\n").unwrap());
    spoil("missing", &|folder| fs::remove_file(folder.join("empty")).unwrap());
    spoil("added", &|folder| fs::write(folder.join("more"), "").unwrap());
    for (package, given, says) in [
        ("whole", "altered", "z.csv in the folder is not the file"),
        ("whole", "missing", "the folder lacks empty"),
        ("whole", "added", "5 were fingerprinted, 6 are here"),
        ("whole", "altered/z.csv", "no file of the folder is like"),
        ("one", "altered/z.csv", "is not the file of the folder that shown.json shows"),
    ] {
        let (code, said) = script(&["dash"], package, given);
        assert!(code == Some(1) && said.contains(says), "{package} {given}: {said}");
    }
    // A manifest that says what the altered folder has is not the one that was fingerprinted; nor is another place in the tree.
    let forge = |file: &str, from: &str, to: &str| {
        let octets = fs::read_to_string(scene.at(file)).unwrap();
        assert!(octets.contains(from), "{octets}");
        fs::write(scene.at(file), octets.replace(from, to)).unwrap();
    };
    let digests = |text: &str| {
        let hex = |name: &str| {
            let mut child = Command::new(name).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
            let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
            said.split(' ').next().unwrap().to_owned()
        };
        (hex("sha256sum"), hex("sha512sum"))
    };
    let (old, new) = (digests("5\n"), digests("6\n"));
    forge("whole/manifest.json", &old.0, &new.0);
    forge("whole/manifest.json", &old.1, &new.1);
    assert_eq!(script(&["dash"], "whole", "altered").0, Some(1), "a manifest made to fit");
    forge("whole/manifest.json", "\"v\":1", "\"v\": 1");
    assert!(script(&["dash"], "whole", "altered").1.contains("is not canonical JSON"));
    forge("one/shown.json", "\"index\":4", "\"index\":3");
    assert_eq!(script(&["dash"], "one", "data/z.csv").0, Some(1), "another place in the tree");
}
