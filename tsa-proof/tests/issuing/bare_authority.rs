//! `proof stamp --tsa` against a real authority, and against one that is busy, refuses, or is away.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::command_line::{exits, proof};
use crate::stage::Authority;

fn stamp(directory: &Path, address: SocketAddr, arguments: &[&str]) -> Command {
    let mut command = proof(directory);
    command.args(["stamp", "--json", "--tsa", &format!("http://{address}/tsa")]).args(arguments);
    command
}

fn run(mut command: Command, code: i32) -> Value {
    exits(&command.output().expect("it runs"), code)
}

fn counts(done: &Value) -> [u64; 3] {
    ["issued", "there_already", "failed"].map(|name| done[name].as_u64().expect("a count"))
}

fn work(count: usize) -> TempDir {
    let directory = TempDir::new().expect("a scratch directory");
    fs::create_dir(directory.path().join("work")).expect("a folder");
    for place in 0..count {
        fs::write(directory.path().join(format!("work/{place}.txt")), format!("file {place}"))
            .expect("a file");
    }
    directory
}

#[test]
fn a_folder_gets_tokens_that_openssl_and_proof_verify() {
    let directory = work(9);
    let here = directory.path();
    let authority = Authority::start(&here.join("tsa"));
    let address = authority.public;

    let loose = run(stamp(here, address, &["work/0.txt"]), 3);
    assert_eq!((counts(&loose), &loose["verified"]), ([1, 0, 0], &Value::Bool(false)));
    let first = fs::read(here.join("work/0.txt.tsr")).unwrap();

    let done = run(stamp(here, address, &["work", "--root", "tsa/root.pem"]), 0);
    assert_eq!((counts(&done), &done["verified"]), ([8, 1, 0], &Value::Bool(true)));
    assert_eq!(done["passed_over"]["proofs"], 1, "tokens of earlier runs are not stamped");
    assert_eq!(fs::read(here.join("work/0.txt.tsr")).unwrap(), first);

    let verified = Command::new("openssl")
        .current_dir(here)
        .args(["ts", "-verify", "-data", "work/3.txt", "-in", "work/3.txt.tsr", "-CAfile", "tsa/root.pem"])
        .output()
        .unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    let judged = proof(here)
        .args(["verify", "--json", "work/3.txt", "work/3.txt.tsr", "--root", "tsa/root.pem"])
        .output()
        .unwrap();
    let judged: Value = serde_json::from_slice(&judged.stdout).unwrap();
    assert_eq!(judged["proofs"][0]["file"]["verdict"], "pass");

    // Changed since: the old token keeps its place.
    fs::write(here.join("work/0.txt"), "changed").unwrap();
    assert_eq!(counts(&run(stamp(here, address, &["work", "--root", "tsa/root.pem"]), 0)), [1, 8, 0]);
    assert_eq!(fs::read(here.join("work/0.txt.tsr")).unwrap(), first);
    assert!(here.join("work/0.txt.2.tsr").is_file());

    let foreign = Authority::start(&here.join("foreign"));
    let refused =
        run(stamp(here, foreign.public, &["work/1.txt", "--out", "x", "--root", "tsa/root.pem"]), 1);
    assert_eq!(counts(&refused), [0, 0, 1]);
    assert!(!here.join("x/1.txt.tsr").exists(), "what does not verify is not kept");
    let refused = run(stamp(here, address, &["work/1.txt", "--out", "x", "--policy", "1.2.3.4"]), 1);
    assert_eq!(counts(&refused), [0, 0, 1]);
}

#[test]
fn one_bad_file_stops_no_other() {
    let directory = work(3);
    let here = directory.path();
    let authority = Authority::start(&here.join("tsa"));
    // Nothing can be written below a file.
    fs::create_dir(here.join("out")).unwrap();
    fs::create_dir(here.join("work/sub")).unwrap();
    fs::write(here.join("work/sub/deep.txt"), "deep").unwrap();
    fs::write(here.join("out/sub"), "in the way").unwrap();
    let arguments = ["work", "--out", "out", "--root", "tsa/root.pem"];
    let done = run(stamp(here, authority.public, &arguments), 4);
    assert_eq!(counts(&done), [3, 0, 1]);
    assert_eq!(
        (&done["files"][3]["file"], &done["files"][3]["state"]),
        (&"work/sub/deep.txt".into(), &"failed".into())
    );
    fs::remove_file(here.join("out/sub")).unwrap();
    assert_eq!(counts(&run(stamp(here, authority.public, &arguments), 0)), [1, 3, 0]);
}

#[test]
fn a_busy_authority_is_asked_again() {
    let directory = work(2);
    let here = directory.path();
    let authority = Authority::start(&here.join("tsa"));
    let busy = busy_before(authority.public, 3);
    assert_eq!(counts(&run(stamp(here, busy, &["work", "--root", "tsa/root.pem"]), 0)), [2, 0, 0]);
}

/// Answers 503 so many times, then hands every connection to the authority.
fn busy_before(authority: SocketAddr, times: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for (place, client) in listener.incoming().enumerate() {
            let Ok(mut client) = client else { return };
            if place < times {
                let mut request = [0; 4096];
                let _ = client.read(&mut request);
                let _ = client.write_all(
                    b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                );
                continue;
            }
            let server = TcpStream::connect(authority).expect("the authority listens");
            let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut from, &mut to));
            std::thread::spawn(move || std::io::copy(&mut &server, &mut &client));
        }
    });
    address
}
