//! The real daemon on states that are not the newest, not the only ones, or not whole.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use conformance_tests::journal::{LogSeen, Places, Receipts};
use conformance_tests::load::Load;
use conformance_tests::openssl::{Outcome, run};
use conformance_tests::python::{SOURCES, environment};
use conformance_tests::report::Tally;
use conformance_tests::stopwatch::Stopwatch;
use conformance_tests::tsa_under_test::{TsaUnderTest, binary};
use tempfile::TempDir;

/// A state directory, and what clients got from it.
struct Served {
    scratch: TempDir,
    receipts: Receipts,
    log: LogSeen,
    serials: HashSet<Vec<u8>>,
}

impl Served {
    fn new() -> Self {
        Self {
            scratch: TempDir::new().expect("a scratch directory"),
            receipts: Receipts::new(),
            log: LogSeen::default(),
            serials: HashSet::new(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn state(&self) -> PathBuf {
        self.path("state")
    }

    fn places(&self) -> Places {
        Places::of_dev(&self.state())
    }

    /// Starts, issues, waits until all of it is published, and is killed.
    fn life(&mut self) {
        let tsa = TsaUnderTest::dev_in(&self.state());
        self.issue(&tsa);
        let leaves = self.receipts.check(&self.places(), None).count("leaves");
        self.log.audit(&tsa, self.receipts.directory(), leaves);
        tsa.kill();
    }

    fn issue(&mut self, tsa: &TsaUnderTest) {
        let load = Load::start(tsa.address(), 4);
        while load.answers() < 200 {
            assert!(!load.has_ended(), "the connections end");
            thread::sleep(Duration::from_millis(2));
        }
        load.tell_to_stop();
        let tokens = load.finish().only_tokens();
        for token in &tokens {
            assert!(self.serials.insert(token.tst_info.serial.clone()), "C27: a serial number comes again");
        }
        self.receipts.add(&tokens);
    }

    /// Puts the copy in the place of the state.
    fn restore(&self, copy: &str) {
        remove(&self.state());
        copy_all(&self.path(copy), &self.state());
    }

    /// The state starts no daemon, for this reason; says how long it took to find out.
    fn refused(&self, state: &Path, why: &str) -> Duration {
        let tries = (0..3).map(|_| {
            let watch = Stopwatch::start();
            let ended =
                TsaUnderTest::try_dev_in(state, &[]).err().unwrap_or_else(|| panic!("T4: it starts: {why}"));
            assert_eq!(ended.code, Some(71), "T4: {why}: {}", ended.log);
            watch.elapsed()
        });
        let least = tries.min().unwrap_or_default();
        assert!(least <= Duration::from_secs(1), "T4: {why}: {least:?}");
        least
    }

    fn admin(&self, arguments: &[&str]) -> Outcome {
        let admin = binary("tsa-admin");
        // The state's name below the scratch directory.
        let all = [&["--state", "state"], arguments].concat();
        run(self.scratch.path(), &admin.to_string_lossy(), &all)
    }
}

#[test]
fn t4_a_restored_state_starts_no_daemon() {
    let tally = Tally::new("rollback::t4_a_restored_state_starts_no_daemon", "tsa-server, Python");
    let mut served = Served::new();
    served.life();
    copy_all(&served.state(), &served.path("copy"));
    served.life();
    copy_all(&served.state(), &served.path("newest"));

    tally.cases(3);
    served.restore("copy");
    let took = served.refused(&served.state(), "a state restored from an old copy");
    served.restore("newest");
    remove(&served.places().journal);
    copy_all(&served.path("copy/journal"), &served.places().journal);
    served.refused(&served.state(), "an old journal in a new state");
    remove(&served.places().journal);
    // A journal is made once: the watermark shows that one was.
    let ended = TsaUnderTest::try_dev_in(&served.state(), &[]).err().expect("no daemon without its journal");
    assert_eq!(ended.code, Some(4), "T4: a state whose journal is gone: {}", ended.log);

    tally.case();
    served.restore("newest");
    served.life();
    println!("T4: a restored state is refused within {} ms; the newest copy serves", took.as_millis());
}

#[test]
fn t4_one_record_for_one_daemon() {
    let tally = Tally::new("rollback::t4_one_record_for_one_daemon", "tsa-server, Python");
    let mut served = Served::new();
    let tsa = TsaUnderTest::dev_in(&served.state());
    served.issue(&tsa);
    tally.cases(3);
    let took = served.refused(&served.state(), "a second daemon on one state");
    let clone = served.path("clone");
    copy_all(&served.state(), &clone);
    served.refused(&clone, "a clone without its watermark");
    // The clone with the watermark that the first daemon holds.
    std::os::unix::fs::symlink(served.places().watermark, Places::of_dev(&clone).watermark).expect("a link");
    served.refused(&clone, "a clone on the watermark of the first");
    served.issue(&tsa);
    println!("T4: a second daemon is refused within {} ms", took.as_millis());
}

/// A machine that was cloned with everything, watermark too: nothing here can tell, but no serial number comes twice.
#[test]
fn t4_c27_clones_of_everything_share_no_serial() {
    let tally = Tally::new("rollback::t4_c27_clones_of_everything_share_no_serial", "tsa-server, Python");
    let mut served = Served::new();
    let tsa = TsaUnderTest::dev_in(&served.state());
    served.issue(&tsa);
    let pid = tsa.pid().to_string();
    run(Path::new("/"), "kill", &["-STOP", &pid]).success("kill -STOP");
    let clones: Vec<PathBuf> = (0..3).map(|number| served.path(&format!("clone-{number}"))).collect();
    for clone in &clones {
        copy_all(&served.state(), clone);
        let (mark, copy) = (served.places().watermark, Places::of_dev(clone).watermark);
        fs::copy(mark, copy).expect("the watermark is there");
    }
    run(Path::new("/"), "kill", &["-CONT", &pid]).success("kill -CONT");
    served.issue(&tsa);
    for clone in &clones {
        tally.case();
        let other = TsaUnderTest::dev_in(clone);
        served.issue(&other);
        served.issue(&tsa);
    }
    println!("T4: {} serial numbers of four clones, none twice", served.serials.len());
}

/// `tsa-admin journal recover --accept-rollback`: the old log ends, another begins, genTime and serial numbers go on.
#[test]
fn t4_a_rollback_that_was_accepted() {
    let tally = Tally::new("rollback::t4_a_rollback_that_was_accepted", "tsa-server, tsa-admin, Python");
    let mut served = Served::new();
    served.life();
    copy_all(&served.state(), &served.path("copy"));
    served.life();
    served.restore("copy");
    served.refused(&served.state(), "a restored state");
    let (keys, watermark) = (served.log.keys().to_vec(), served.places().watermark);
    let watermark = watermark.to_string_lossy();
    for number in 1..=2 {
        tally.case();
        let origin = format!("dev.invalid/after-{number}");
        let accept = ["journal", "recover", "--accept-rollback", "--watermark", &*watermark];
        served
            .admin(&[&accept[..], &["--origin", &origin, "--no-passphrase", "--yes"]].concat())
            .success("recover");
        // Receipts of the old log are not in the new journal.
        served.receipts = Receipts::new();
        served.log = LogSeen::default();
        served.life();
        assert!(
            served.log.keys().iter().all(|key| !keys.contains(key)),
            "a log key never signs for two logs"
        );
        assert!(served.log.keys()[0].starts_with(&format!("{origin}+")), "{:?}", served.log.keys());
        // The first log, as far as the restored state knew it, is served on, and read as any other.
        let tsa = TsaUnderTest::dev_in(&served.state());
        let (program, url) = (format!("{SOURCES}/tlog.py"), format!("http://{}/log/ended/1", tsa.address()));
        let arguments = [&*program, "audit", "--log", &url, "--vkey", &keys[0], "--clock", &keys[1]];
        let text = run(Path::new(SOURCES), &environment(), &arguments).success("tlog.py audit");
        assert!(text.contains("\"ok\": true"), "{text}");
    }
    println!("T4: {} serial numbers over three logs, none twice", served.serials.len());
}

fn copy_all(from: &Path, to: &Path) {
    remove(to);
    run(Path::new("/"), "cp", &["-a", &from.to_string_lossy(), &to.to_string_lossy()]).success("cp");
}

fn remove(path: &Path) {
    run(Path::new("/"), "rm", &["-rf", &path.to_string_lossy()]).success("rm");
}
