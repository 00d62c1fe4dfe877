//! The story of a record and its log: issued, published, checked by a stranger, tampered with, found.

#![expect(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

#[path = "support/record.rs"]
mod record;
#[expect(dead_code, reason = "shared by the stories, of which this one needs a part")]
mod support;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;

use record::{Authority, forge};
use support::{Answer, Place};

/// A log of 300 tokens, one of them void, and the two tokens that are asked about.
struct Story {
    place: Place,
    key: String,
}

fn story() -> Story {
    let place = Place::new();
    fs::create_dir_all(place.path("mark")).unwrap();
    let state = place.path("state");
    let mut authority = Authority::open(&state, &place.path("mark/mark"), 64 << 10);
    fs::write(place.path("data.txt"), "the data").unwrap();
    for round in 0..3u64 {
        authority.record(100);
        fs::write(place.path(&format!("{round}.tst")), authority.issue(b"the data")).unwrap();
        authority.clock.pass(1500);
        authority.settle(101 * (round + 1));
        authority.publish();
    }
    fs::write(place.path("void.tst"), authority.fail(b"the data")).unwrap();
    authority.settle(305);
    authority.clock.pass(500);
    authority.publish();
    let key = authority.log_key.clone();
    drop(authority);
    fs::write(place.path("forged.tst"), forge(&state, &place.path("elsewhere"), b"the data")).unwrap();
    Story { place, key }
}

impl Story {
    fn admin(&self, command: &str) -> Answer {
        let command = command.replace("KEY", &self.key).replace("MARK", "--watermark mark/mark");
        self.place.admin(&command)
    }
}

#[test]
fn a_stranger_checks_the_log_and_a_token_in_it() {
    let story = story();

    // Given an honest log, then everything holds, and the report does not promise more than was checked.
    story
        .admin("log verify --dir state/log --log-key KEY --memory seen.json")
        .ok()
        .says("HOLDS: log.example.com/tsa")
        .says("305: 304 tokens, 1 declared void")
        .says("time not independently bounded");
    let again = story.admin("--json log verify --dir state/log --log-key KEY --memory seen.json").ok().json();
    assert_eq!(again["compared_with"], 305);
    assert_eq!(again["holds"], true);

    // When a token is asked about, then its place and a time come back, and a proof that needs no network.
    story
        .admin("log prove 1.tst --dir state/log --log-key KEY --out proof")
        .ok()
        .says("in the log")
        .says("Entry");
    assert!(story.place.read("proof").starts_with("c2sp.org/tlog-proof@v1\nindex 201\n"));

    // And `token verify` says it beside its own verdict.
    let verify = |token: &str, log: &str| {
        let more = "--data data.txt --roots state/root.pem --no-revocation";
        story.admin(&format!("token verify {token} {more} {log}"))
    };
    verify("0.tst", "--log state/log --log-key KEY").ok().says("VALID").says("Logged by");
    assert_eq!(verify("void.tst", "--log state/log --log-key KEY").says("DECLARED VOID").exit, 5);
    assert_eq!(verify("forged.tst", "--log state/log --log-key KEY").says("NOT IN THE LOG").exit, 1);
    verify("forged.tst", "").ok().says("VALID");

    // A token that no checkpoint covers yet is "not yet", not "absent".
    let mut authority = Authority::open(&story.place.path("state"), &story.place.path("mark/mark"), 64 << 10);
    authority.clock.pass(5000);
    fs::write(story.place.path("young.tst"), authority.issue(b"the data")).unwrap();
    assert_eq!(verify("young.tst", "--log state/log --log-key KEY").says("not yet in the log").exit, 3);
    fs::write(story.place.path("bare.tst"), authority.issue_bare(b"the data")).unwrap();
    authority.publish();
    verify("young.tst", "--log state/log --log-key KEY").ok();

    // A token without its certificate names it in its signed attributes: that is enough to find it.
    story.admin("log prove bare.tst --dir state/log --log-key KEY").ok().says("c2sp.org/tlog-proof@v1");
}

#[test]
fn a_log_is_read_over_http_and_watched() {
    let story = story();
    let url = serve(&story.place.path("state/log"));
    story.admin(&format!("log verify --url {url} --log-key KEY --memory seen.json")).ok().says("HOLDS");
    let answer =
        story.admin(&format!("log monitor --url {url} --log-key KEY --memory seen.json --looks 2 --every 1"));
    let answer = answer.ok().says("\"event\":\"checked\"").says("\"size\":305");
    assert_eq!(answer.stdout.lines().count(), 2);
    story.admin(&format!("log prove 2.tst --url {url} --log-key KEY")).ok().says("c2sp.org/tlog-proof@v1");

    // When the log grows, the monitor goes on from what it saw.
    let mut authority = Authority::open(&story.place.path("state"), &story.place.path("mark/mark"), 64 << 10);
    authority.record(10);
    authority.clock.pass(1500);
    authority.publish();
    story
        .admin(&format!("log monitor --url {url} --log-key KEY --memory seen.json --looks 1"))
        .ok()
        .says("\"size\":315,\"new\":10");

    // When the log's files are put back to what they were, the monitor has the evidence.
    let kept = fs::read(story.place.path("state/log/checkpoint")).unwrap();
    let archive = fs::read_dir(story.place.path("state/log/checkpoints")).unwrap().next().unwrap().unwrap();
    let first = fs::read_to_string(archive.path()).unwrap();
    let first = first.split_inclusive("\n\n").take(2).collect::<String>();
    fs::write(story.place.path("state/log/checkpoint"), first.trim_end_matches('\n').to_owned() + "\n")
        .unwrap();
    let answer = story.admin(&format!("log monitor --url {url} --log-key KEY --memory seen.json --looks 1"));
    assert_eq!(answer.says("\"event\":\"alarm\"").says("shrunk").exit, 1);
    fs::write(story.place.path("state/log/checkpoint"), kept).unwrap();

    // A key of somebody else is refused, and plain HTTP to another machine.
    story.admin(&format!("log verify --url {url} --log-key {OTHER_KEY}")).says("DOES NOT HOLD").fails(1, "");
    story
        .admin(&format!("log verify --url http://log.example/ --log-key {OTHER_KEY}"))
        .fails(2, "in the clear");
    story
        .admin(&format!("log verify --url http://127.0.0.1:9/ --log-key {OTHER_KEY}"))
        .fails(4, "cannot be read");
}

#[test]
fn the_record_is_looked_into() {
    let story = story();
    story
        .admin("journal verify MARK")
        .ok()
        .says("HOLDS: the journal of log.example.com/tsa")
        .says("304 = 303 issued + 0 unresolved + 1 void");

    let digest = "0f7a2ee1db1bcd2a5a7d5e4d2d5c8b3f4a4ba10e8b5c28f5ab3d8b5a0f4e6c11";
    story.admin(&format!("journal find --digest {digest}")).fails(1, "nothing was found");
    let found = story.admin("--json journal find --from 2020-01-01T00:00:00Z").ok();
    assert_eq!(found.stdout.lines().count(), 304);
    let inspected = story.admin("--json token inspect void.tst").ok().stdout;
    let serial =
        inspected.split("\"serial\": \"").nth(1).unwrap().split('"').next().unwrap().replace([' ', ':'], "");
    story.admin(&format!("journal show {serial}")).ok().says("VOID: signing-too-slow (entry 304)");
    story.admin("journal show 00").fails(2, "is no serial number of ours");

    let lines = story.admin("journal export").ok().stdout;
    let records = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let tokens = records.filter(|record| record["record"] == "token").count();
    assert_eq!(tokens, 304);

    // Retention: what is finished and published is copied, and then dropped from the front; the log stays whole.
    fs::create_dir(story.place.path("archive")).unwrap();
    story.admin("journal archive --to archive MARK").ok().says("copied");
    story.admin("journal archive --to archive MARK").ok().says("there already");
    let drop = "journal drop --before 2100-01-01T00:00:00Z --archived archive MARK";
    story.admin(drop).fails(2, "needs a confirmation");
    story.admin(&format!("{drop} --yes")).ok().says("Dropped");
    story.admin(&format!("{drop} --yes")).fails(1, "no finished segment");
    story.admin("journal verify MARK").ok();
    story.admin("log verify --dir state/log --log-key KEY").ok();
}

#[test]
fn a_journal_is_made_once_and_its_log_can_be_ended() {
    let place = Place::new();
    fs::create_dir_all(place.path("mark")).unwrap();
    let create = "journal create --origin log.example.com/a --no-passphrase --watermark mark/mark";
    place.admin(create).fails(2, "needs a confirmation");
    assert!(!place.path("state/journal").exists());
    let made = place.admin(&format!("{create} --yes")).ok().says("log.example.com/a+");
    let key = made.stdout.lines().find(|line| line.starts_with("log.example.com/a+")).unwrap().to_owned();
    assert_eq!(place.read("state/log/vkey").lines().next().unwrap(), key);
    place.admin(&format!("{create} --yes")).fails(2, "exists already");
    place.admin("journal verify --watermark mark/mark").ok();
    place
        .admin("journal create --origin 'https://log.example' --no-passphrase --yes")
        .fails(2, "is not a URL prefix");

    // What was published says more than the journal has: a copy of it from before was put back.
    let mark = fs::read(place.path("mark/mark")).unwrap();
    fs::write(place.path("mark/mark"), "").unwrap();
    place.admin("journal verify --watermark mark/mark").fails(71, "cannot be read");
    fs::write(place.path("mark/mark"), mark).unwrap();

    // A doubtful record is made sure again.
    fs::write(place.path("state/journal/doubtful"), "fsync failed").unwrap();
    place.admin("journal recover --watermark mark/mark --yes").ok().says("sure again");
    assert!(!place.path("state/journal/doubtful").exists());

    // A log that was rolled back ends, and another begins under another name and key.
    let end =
        "journal recover --accept-rollback --origin log.example.com/b --no-passphrase --watermark mark/mark";
    place.admin(end).fails(2, "needs a confirmation");
    let lock = fs::File::open(place.path("state/journal/lock")).unwrap();
    lock.lock().unwrap();
    place.admin(&format!("{end} --yes")).fails(71, "is held by another process");
    assert!(place.path("state/log-keys").exists());
    drop(lock);
    let ended = place.admin(&format!("{end} --yes")).ok().says("Ended the log log.example.com/a");
    assert!(ended.stdout.contains("log.example.com/b+") && !ended.stdout.contains(&key));
    assert!(place.path("state/log.ended-1/vkey").exists() && place.path("state/log-keys.ended-1").exists());
    place.admin("journal verify --watermark mark/mark").ok().says("log.example.com/b");
}

/// Serves files on this machine until the test ends.
fn serve(directory: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/log", listener.local_addr().unwrap());
    let directory = directory.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut octet = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut octet).unwrap_or(0) == 1 {
                request.push(octet[0]);
            }
            let request = String::from_utf8_lossy(&request).into_owned();
            let path = request.split(' ').nth(1).unwrap_or("").trim_start_matches("/log/").to_owned();
            let answer = match fs::read(directory.join(path)) {
                Ok(body) => [
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len())
                        .as_bytes(),
                    &body,
                ]
                .concat(),
                Err(_) => {
                    b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec()
                }
            };
            // The reader may have gone away.
            let _ = stream.write_all(&answer);
        }
    });
    url
}

/// The log key of the worked example in `docs/log-format.md`.
const OTHER_KEY: &str = "log.example.com/tsa+b506a3a7+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
