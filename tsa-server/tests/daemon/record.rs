//! The record and the public log: what survives, what refuses to start, and that strangers can verify what is served.

use std::path::Path;
use std::time::Duration;

use tsa_core::SerialNumber;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::leaf::{Entry, TokenEntry, read_bundle};
use tsa_core::merkle::{Hash, Tile, TileKind, leaf_hash, tree_head};
use tsa_core::note::{Attestation, VerifierKey};
use tsa_core::tlog_policy::LogPolicy;
use tsa_core::tlog_proof::TlogProof;
use tsa_keys::log_store::LogKeys;
use tsa_keys::{KeyAlgorithm, Protection};
use tsa_server::clock::monotonic;

use crate::authority::{Authority, ORIGIN, profile};
use crate::client::{Answer, Daemon, query, run};

/// An authority with the profile `/main`.
fn authority() -> Authority {
    let authority = Authority::new();
    authority.add_unit("main", KeyAlgorithm::EcdsaP256, Protection::Plain);
    authority.configure(&profile("main", "1.3.6.1.4.1.32473.1.0", ""));
    authority
}

fn config(authority: &Authority) -> std::path::PathBuf {
    authority.path().join("tsa.toml")
}

fn run_configured(authority: &Authority) -> (i32, String) {
    let (code, _, stderr) = run(&["--config", config(authority).to_str().expect("UTF-8")]);
    (code, stderr)
}

/// What a token of ours says: its serial number and the DER of its TSTInfo.
fn token_parts(answer: &Answer) -> (SerialNumber, Vec<u8>) {
    answer.assert_granted();
    // id-ct-TSTInfo, then [0] { OCTET STRING }, all lengths in one octet or 0x81 and one.
    let oid = [0x06, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
    let place = answer.body.windows(oid.len()).position(|window| window == oid).expect("a TSTInfo");
    let mut rest = &answer.body[place + oid.len()..];
    for tag in [0xa0, 0x04] {
        assert_eq!(rest[0], tag);
        rest = if rest[1] == 0x81 { &rest[3..] } else { &rest[2..] };
    }
    let length = if rest[1] == 0x81 { usize::from(rest[2]) + 3 } else { usize::from(rest[1]) + 2 };
    let info = rest[..length].to_vec();
    let decoded = tsa_core::asn1::tsp::TstInfo::decode(&info).expect("a TSTInfo");
    (SerialNumber::from_content(decoded.serial_number.as_bytes()).expect("ours"), info)
}

/// Asks until the answer is another than "not yet".
fn when_there(daemon: &Daemon, path: &str) -> (Answer, Duration) {
    let begun = monotonic();
    loop {
        let answer = daemon.connect().get(path);
        let waited = begun.elapsed();
        if answer.status != 404 || waited > Duration::from_secs(10) {
            return (answer, waited);
        }
        assert!(answer.header("retry-after").is_some(), "{answer:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn checkpoint(daemon: &Daemon) -> SignedCheckpoint {
    let answer = when_there(daemon, "/log/checkpoint").0;
    assert_eq!(answer.status, 200, "{answer:?}");
    SignedCheckpoint::parse(&answer.body).expect("a checkpoint")
}

/// Waits for a checkpoint of this size.
fn checkpoint_of(daemon: &Daemon, size: u64) -> SignedCheckpoint {
    let begun = monotonic();
    loop {
        let newest = checkpoint(daemon);
        if newest.checkpoint().size() >= size {
            return newest;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "no checkpoint of {size} leaves");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn keys(daemon: &Daemon) -> Vec<VerifierKey> {
    let vkey = daemon.connect().get("/log/vkey").text();
    vkey.lines().map(|line| VerifierKey::parse(line).expect("a verifier key")).collect()
}

#[test]
fn a_token_is_proven_to_be_in_the_log_within_a_second() {
    let authority = authority();
    let daemon = Daemon::configured(&config(&authority));
    let (serial, info) = token_parts(&daemon.connect().post("/main", &query(b"x", 1)));
    let (answer, waited) = when_there(&daemon, &format!("/log/proof/{serial}"));
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    assert!(waited < Duration::from_millis(1500), "{waited:?}");
    let proof = TlogProof::parse(&answer.body).expect("a proof");
    assert_eq!(proof.index, serial.index().value());

    let [log, time] = keys(&daemon).try_into().expect("two keys");
    assert_eq!((log.name().as_str(), time.name().as_str()), (ORIGIN, "log.example/tests/time"));
    // The leaf, from the token and the certificate alone.
    let chain = daemon.connect().get("/main/certchain").body;
    let chain = String::from_utf8(chain).expect("PEM");
    let end = "-----END CERTIFICATE-----\n";
    let first = chain.split_inclusive(end).next().expect("a certificate");
    let certificate = der::pem::decode_vec(first.as_bytes()).expect("PEM").1;
    let leaf = TokenEntry::of_token(&info, &certificate).expect("an entry");
    proof.verify(&leaf.leaf_hash(), &LogPolicy::of_log(log.clone())).expect("it is in the log");
    let times = proof.checkpoint.note().verified_by(&time).expect("a cosignature");
    assert!(matches!(times[..], [Attestation::Cosigned(_)]), "{times:?}");
    let other = leaf_hash(b"another leaf");
    assert!(proof.verify(&other, &LogPolicy::of_log(log)).is_err());
}

#[test]
fn a_stranger_rebuilds_the_tree_from_the_files() {
    let authority = authority();
    let daemon = Daemon::configured(&config(&authority));
    let mut client = daemon.connect();
    for nonce in 0..=255 {
        client.post("/main", &query(b"x", nonce)).assert_granted();
        if nonce % 100 == 0 {
            checkpoint_of(&daemon, 1);
        }
    }
    for nonce in 0..44 {
        client.post("/main", &query(b"y", nonce)).assert_granted();
    }
    let newest = checkpoint_of(&daemon, 300);
    let size = newest.checkpoint().size();
    let fetch = |tile: Tile| {
        let answer = daemon.connect().get(&format!("/log/{tile}"));
        assert_eq!(answer.status, 200, "{tile}");
        assert_eq!(answer.header("content-type"), Some("application/octet-stream"));
        assert!(answer.header("cache-control").is_some_and(|value| value.contains("immutable")));
        answer.body
    };
    let mut hashes: Vec<Hash> = Vec::new();
    for tile in Tile::grown(TileKind::Entries, 0, size) {
        let bundle = fetch(tile);
        for entry in read_bundle(&bundle, tile.width()).expect("a bundle") {
            assert!(matches!(Entry::parse(entry), Ok(Entry::Token(_))));
            hashes.push(leaf_hash(entry));
        }
    }
    let level_0: Vec<u8> = Tile::grown(TileKind::Hashes(0), 0, size).flat_map(fetch).collect();
    assert_eq!(level_0, hashes.concat());
    let root = tree_head(size, |node| {
        let tile = Tile::holding(node, size).ok_or("outside")?;
        tile.hash_of(node, &fetch(tile)).map_err(|_| "not here")
    });
    assert_eq!(root.as_ref(), Ok(newest.checkpoint().root()));
    let days = daemon.connect().get("/log/checkpoints/").text();
    let archive = daemon.connect().get(&format!("/log/checkpoints/{}", days.trim()));
    assert!(archive.text().contains(&newest.to_string()), "the newest is in the archive");
    for gone in [
        "/log/",
        "/log",
        "/log/../state/tsa.toml",
        "/log/checkpoints/../vkey",
        "/log/tile/0/%2e%2e/000",
        "/log/log.pem",
        "/log/checkpoints/2026-13-9x",
        "/log/proof/00",
        "/log/proof/40000000000000000000000f00000000",
        "/log/checkpoint?x",
    ] {
        assert_eq!(daemon.connect().get(gone).status, 404, "{gone}");
    }
    client.send(b"POST /log/checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(client.answer().status, 405);
}

#[test]
fn the_record_goes_on_after_a_restart_and_is_held_by_one() {
    let authority = authority();
    let daemon = Daemon::configured(&config(&authority));
    let (first, _) = token_parts(&daemon.connect().post("/main", &query(b"x", 1)));
    let begun = monotonic();
    let (code, stderr) = run_configured(&authority);
    assert_eq!(code, 71, "{stderr}");
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert!(daemon.stop().0.success());

    let daemon = Daemon::configured(&config(&authority));
    let before = checkpoint(&daemon);
    assert_eq!(before.checkpoint().size(), 1, "what was recorded is published before the end");
    let (second, _) = token_parts(&daemon.connect().post("/main", &query(b"x", 1)));
    assert_eq!((first.index().value(), second.index().value()), (0, 1));
    let metrics = checkpoint_of(&daemon, 2);
    assert_eq!(metrics.checkpoint().origin(), ORIGIN);
}

#[test]
fn a_killed_daemon_publishes_the_same_octets_again() {
    let authority = authority();
    let mut issued = 0;
    for round in 0..3u8 {
        let daemon = Daemon::configured(&config(&authority));
        let begun = monotonic();
        let mut client = daemon.connect();
        while begun.elapsed() < Duration::from_millis(900) {
            client.post("/main", &query(b"x", round)).assert_granted();
            issued += 1;
        }
        daemon.signal("-KILL");
        drop(daemon);
        let log = authority.state().join("log");
        let mark = SignedCheckpoint::parse(&std::fs::read(log.join("checkpoint")).expect("a checkpoint"))
            .expect("a checkpoint");
        // Without its directory the log is made again from the journal, octet for octet.
        let copy = authority.path().join(format!("log-{round}"));
        std::fs::rename(&log, &copy).expect("moved");
        let daemon = Daemon::configured(&config(&authority));
        let newest = checkpoint_of(&daemon, issued);
        assert!(newest.checkpoint().size() >= issued, "no acknowledged token is missing");
        assert!(daemon.stop().0.success());
        let size = mark.checkpoint().size();
        let full = Tile::levels(size).chain([TileKind::Entries]);
        for tile in full.flat_map(|kind| Tile::grown(kind, 0, size)).filter(|tile| !tile.is_partial()) {
            let read = |directory: &Path| std::fs::read(directory.join(tile.to_string())).expect("a tile");
            assert_eq!(read(&copy), read(&log), "{tile}");
        }
        let tiles = Tile::levels(size).flat_map(|kind| Tile::grown(kind, 0, size));
        let hashes: Vec<(Tile, Vec<u8>)> = tiles
            .map(|tile| {
                let octets = std::fs::read(log.join(tile.to_string()))
                    .or_else(|_| std::fs::read(log.join(tile.full().to_string())))
                    .or_else(|_| std::fs::read(copy.join(tile.to_string())))
                    .expect("a tile");
                (tile, octets[..usize::from(tile.width()) * 32].to_vec())
            })
            .collect();
        let root = tree_head(size, |node| {
            let tile = Tile::holding(node, size).ok_or("outside")?;
            let octets = hashes.iter().find(|(have, _)| *have == tile).ok_or("missing")?;
            tile.hash_of(node, &octets.1).map_err(|_| "not here")
        });
        assert_eq!(root.as_ref(), Ok(mark.checkpoint().root()), "the old checkpoint holds in the new files");
    }
}

#[test]
fn a_doubtful_record_is_not_served() {
    let authority = authority();
    let marker = authority.state().join("journal/doubtful");
    std::fs::write(&marker, "an fsync failed\n").expect("written");
    let (code, stderr) = run_configured(&authority);
    assert_eq!(code, 70, "{stderr}");
    assert!(stderr.contains("tsa-admin journal recover"), "{stderr}");
    assert!(marker.exists(), "only an operator takes it away");
}

#[test]
fn a_rolled_back_state_is_not_served() {
    let authority = authority();
    let (journal, copy) = (authority.state().join("journal"), authority.path().join("copy"));
    let copied = std::process::Command::new("cp").arg("-a").args([&journal, &copy]).status();
    assert!(copied.expect("cp runs").success());
    let daemon = Daemon::configured(&config(&authority));
    daemon.connect().post("/main", &query(b"x", 1)).assert_granted();
    checkpoint_of(&daemon, 1);
    assert!(daemon.stop().0.success());
    std::fs::remove_dir_all(&journal).expect("removed");
    std::fs::rename(copy, &journal).expect("restored");
    let (code, stderr) = run_configured(&authority);
    assert_eq!(code, 71, "{stderr}");
    assert!(stderr.contains("--accept-rollback"), "{stderr}");
}

#[test]
fn a_missing_watermark_a_missing_journal_and_missing_keys_are_not_made() {
    let authority = authority();
    let watermark = authority.path().join("watermark");
    let away = authority.path().join("away");
    std::fs::rename(&watermark, &away).expect("moved");
    let (code, stderr) = run_configured(&authority);
    assert_eq!(code, 71, "{stderr}");
    assert!(stderr.contains("is not there") && !watermark.exists(), "{stderr}");
    std::fs::rename(&away, &watermark).expect("moved back");

    let keys = authority.state().join("log-keys");
    std::fs::rename(&keys, &away).expect("moved");
    let (code, stderr) = run_configured(&authority);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("log.pem") && !keys.exists(), "{stderr}");
    std::fs::rename(&away, &keys).expect("moved back");

    let journal = authority.state().join("journal");
    std::fs::remove_dir_all(&journal).expect("removed");
    let (code, stderr) = run_configured(&authority);
    assert_eq!(code, 4, "{stderr}");
    assert!(stderr.contains("tsa-admin journal create") && !journal.exists(), "{stderr}");
}

#[test]
fn metrics_tell_of_the_record() {
    let authority = authority();
    let text = std::fs::read_to_string(config(&authority)).expect("a file");
    let text = text.replace("[state]", "[control]\nmetrics-listen = \"127.0.0.1:0\"\n[state]");
    std::fs::write(config(&authority), text).expect("written");
    let daemon = Daemon::configured(&config(&authority));
    daemon.connect().post("/main", &query(b"x", 1)).assert_granted();
    checkpoint_of(&daemon, 1);
    let metrics = daemon.connect_to("metrics").get("/metrics").text();
    for line in [
        "tsa_record_waiting 0",
        "tsa_record_group_tokens_sum 1.0",
        "tsa_log_leaves 1",
        "tsa_log_publish_errors_total 0",
        "tsa_record_no_space_total 0",
    ] {
        assert!(metrics.lines().any(|have| have == line), "{line} in {metrics}");
    }
    assert!(metrics.contains("tsa_record_group_write_seconds_bucket"), "{metrics}");
}

#[test]
fn a_log_that_was_ended_stays_served_as_it_was() {
    let authority = authority();
    let state = authority.state();
    let daemon = Daemon::configured(&config(&authority));
    assert_eq!(daemon.connect().get("/log/ended/").text(), "", "there is none yet");
    let (serial, _) = token_parts(&daemon.connect().post("/main", &query(b"x", 1)));
    let last = checkpoint_of(&daemon, 1);
    let [day] = std::fs::read_dir(state.join("log/checkpoints"))
        .expect("an archive")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect::<Vec<_>>()
        .try_into()
        .expect("one day");
    let tile = Tile::grown(TileKind::Entries, 0, 1).next().expect("a bundle");
    let paths = [
        "vkey".to_owned(),
        tile.to_string(),
        format!("proof/{serial}"),
        "checkpoints/".into(),
        format!("checkpoints/{day}"),
    ];
    let before: Vec<Answer> =
        paths.iter().map(|path| daemon.connect().get(&format!("/log/{path}"))).collect();
    assert!(daemon.stop().0.success());

    // What `tsa-admin journal recover --accept-rollback` does.
    for name in ["log", "log-keys"] {
        std::fs::rename(state.join(name), state.join(format!("{name}.ended-1"))).expect("moved");
    }
    LogKeys::create(&state, "log.example/second", Protection::Plain).expect("keys");
    let options = tsa_journal::CreateOptions {
        directory: state.join("journal"),
        watermark: authority.path().join("watermark"),
        origin: "log.example/second".to_owned(),
    };
    tsa_journal::accept_rollback(&options).expect("another journal");

    let daemon = Daemon::configured(&config(&authority));
    assert_eq!(keys(&daemon)[0].name().as_str(), "log.example/second");
    let get = |path: &str| daemon.connect().get(&format!("/log/ended/{path}"));
    let list = get("");
    assert_eq!((list.status, list.text().as_str()), (200, "1\n"));
    assert_eq!(SignedCheckpoint::parse(&get("1/checkpoint").body).expect("a checkpoint"), last);
    for (path, before) in paths.iter().zip(before) {
        let after = get(&format!("1/{path}"));
        assert_eq!((before.status, after.status), (200, 200), "{path}");
        assert_eq!(after.body, before.body, "{path}");
        for header in ["content-type", "cache-control", "access-control-allow-origin"] {
            assert_eq!(after.header(header), before.header(header), "{path}: {header}");
        }
    }
    for nothing in [
        "2/checkpoint",
        "01/checkpoint",
        "1",
        "1/",
        "1/ended/1/checkpoint",
        "1/proof/40000000000000000000000000000009",
    ] {
        let answer = get(nothing);
        assert_eq!((answer.status, answer.header("retry-after")), (404, None), "{nothing}");
    }
}
