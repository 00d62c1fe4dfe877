//! The story of a time-stamping unit: from a root made out of nothing to its retirement, checked by `openssl`.

#![expect(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

mod support;

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use support::Place;

/// A root and an issuing CA, their keys in the clear to save the tests' time.
fn hierarchy() -> Place {
    let place = Place::new();
    place.admin("ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --no-passphrase --yes").ok();
    place
        .admin(
            "ca init --ca issuing --issuer root --subject 'C=XX,O=Example,CN=CA 1' --no-passphrase --yes \
                --certificate-url http://pki.example/issuing.cer --crl-url http://pki.example/issuing.crl",
        )
        .ok();
    place
}

fn create(place: &Place, name: &str) {
    place
        .admin(&format!("tsu create {name} --subject 'C=XX,O=Example,CN={name}' --no-passphrase --yes"))
        .ok()
        .says(&format!("Created the TSU {name}"));
}

/// Everything up to activation.
fn ready(place: &Place, name: &str) {
    create(place, name);
    place.admin(&format!("tsu csr {name} --out {name}.csr")).ok();
    place.admin(&format!("ca issue {name}.csr --ca issuing --out {name}.pem --yes")).ok();
    place.admin(&format!("tsu install {name} --chain {name}.pem --yes")).ok();
}

fn states(place: &Place) -> Vec<(String, String)> {
    let list = place.admin("--json tsu list").ok().json();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    list["tsus"].as_array().unwrap().iter().map(|tsu| (text(&tsu["name"]), text(&tsu["state"]))).collect()
}

#[test]
fn the_whole_ceremony() {
    let place = Place::new();
    for key in ["root", "issuing", "tsu"] {
        place.secret(&format!("{key}.pass"), &format!("passphrase of {key}\n"));
    }

    // Given a root off line and an issuing CA,
    place
        .admin(
            "ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --passphrase-file root.pass --yes",
        )
        .ok();
    place
        .admin("ca init --ca issuing --issuer root --subject 'C=XX,O=Example,CN=CA 1' --passphrase-file issuing.pass \
                --issuer-passphrase-file root.pass --yes --certificate-url http://pki.example/issuing.cer \
                --crl-url http://pki.example/issuing.crl")
        .ok();

    // when a unit is made, its request is answered, and the answer installed,
    let created = place
        .admin("tsu create tsu-1 --subject 'C=XX,O=Example,CN=TSU 1' --passphrase-file tsu.pass --yes")
        .ok()
        .says("pending, no certificate")
        .says("tsu csr tsu-1 --out tsu-1.csr");
    assert!(created.stderr.contains("make the state directory"), "{created:#?}");
    place.admin("tsu csr tsu-1").ok().says("-----BEGIN CERTIFICATE REQUEST-----");
    place.admin("tsu csr tsu-1 --out tsu-1.csr").ok();
    place.openssl("req -in tsu-1.csr -noout -verify -text").ok().says("CN = TSU 1");
    place.admin("ca issue tsu-1.csr --ca issuing --passphrase-file issuing.pass --out tsu-1.pem --yes").ok();
    place
        .openssl(
            "verify -x509_strict -purpose timestampsign -CAfile root/root.pem -untrusted tsu-1.pem tsu-1.pem",
        )
        .ok();
    let installed = place.admin("tsu install tsu-1 --chain tsu-1.pem --yes").ok().says("pending, ready");
    installed.says("tsu activate tsu-1");

    // then it can be activated, and its key is the one in the certificate.
    place.admin("tsu activate tsu-1 --yes").ok().says("tsu-1 signs for the group main.");
    assert_eq!(states(&place), [("tsu-1".to_owned(), "active".to_owned())]);
    place.admin("tsu list").ok().says("NAME").says("tsu-1").says("active");
    let shown = place.admin("tsu show tsu-1").ok().says("State").says("C=XX, O=Example, CN=TSU 1");
    assert!(!shown.stdout.contains("Warning"), "{shown:#?}");
    let of_key = place.openssl("pkey -in state/tsus/tsu-1/key.pem -passin file:tsu.pass -pubout").ok().stdout;
    let of_certificate = place.openssl("x509 -in state/tsus/tsu-1/chain.pem -noout -pubkey").ok().stdout;
    assert_eq!(of_key, of_certificate);

    // And when its certificate is revoked, openssl sees it.
    place.admin("ca revoke tsu-1.pem --ca issuing --reason cessation-of-operation --yes").ok();
    place.admin("ca crl --ca issuing --passphrase-file issuing.pass --yes --out issuing.crl").ok();
    place
        .openssl("crl -in issuing.crl -inform DER -noout -text -CAfile issuing/certificate.pem")
        .fails(0, "verify OK")
        .says("Cessation Of Operation");
}

#[test]
fn no_core_file_can_hold_a_key() {
    // It waits for its input; the limit is set before.
    let mut process = Command::new(env!("CARGO_BIN_EXE_tsa-admin"))
        .args(["token", "inspect", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let limits = format!("/proc/{}/limits", process.id());
    let is_off = || {
        let limits = fs::read_to_string(&limits).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        core.split_whitespace().skip(4).take(2).all(|limit| limit == "0")
    };
    let off = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        is_off()
    });
    drop(process.stdin.take());
    process.wait().unwrap();
    assert!(off);
}

#[test]
fn activating_one_retires_the_other_for_ever() {
    let place = hierarchy();
    ready(&place, "tsu-1");
    place.admin("tsu activate tsu-1 --yes").ok();
    ready(&place, "tsu-2");
    let activated = place.admin("tsu activate tsu-2 --yes").ok().says("tsu-1 is retired");
    assert!(activated.stderr.contains("cannot be undone: tsu-1 is retired"), "{activated:#?}");
    let [active, retired] = ["active", "retired"].map(str::to_owned);
    assert_eq!(states(&place), [("tsu-1".to_owned(), retired.clone()), ("tsu-2".to_owned(), active)]);
    place.admin("tsu activate tsu-1 --yes").fails(1, "a retired key is never used again");
    place.admin("tsu install tsu-1 --chain tsu-1.pem --yes").fails(1, "is retired");
    // Again changes nothing; retiring the last one says what that means.
    place.admin("tsu activate tsu-2 --yes").ok();
    let alone = place.admin("tsu retire tsu-2 --yes").ok();
    assert!(alone.stderr.contains("left without a signer"), "{alone:#?}");
    assert_eq!(states(&place), [("tsu-1".to_owned(), retired.clone()), ("tsu-2".to_owned(), retired)]);
}

#[test]
fn nothing_changes_without_a_yes() {
    let place = hierarchy();
    ready(&place, "tsu-1");
    place
        .admin("tsu activate tsu-1")
        .fails(2, "Plan: make tsu-1 sign for the group main")
        .fails(2, "add --yes");
    place.admin("tsu retire tsu-1").fails(2, "a retired key never signs again").fails(2, "add --yes");
    place
        .admin("tsu install tsu-1 --chain tsu-1.pem")
        .fails(2, "takes the place of the certificate")
        .fails(2, "add --yes");
    assert_eq!(states(&place), [("tsu-1".to_owned(), "pending".to_owned())]);
}

#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let place = hierarchy();
    ready(&place, "tsu-1");
    create(&place, "tsu-2");
    place.admin("tsu install tsu-2 --chain tsu-1.pem --yes").fails(1, "belongs to another key");
    place
        .admin("tsu install tsu-2 --chain issuing/certificate.pem --yes")
        .fails(1, "because: the certificate is a CA certificate");
    place.admin("tsu install tsu-2 --chain tsu-1.csr --yes").fails(1, "holds no readable CERTIFICATE");
    place.admin("tsu install tsu-2 --chain missing.pem --yes").fails(4, "cannot read missing.pem");
    place.admin("tsu activate tsu-2 --yes").fails(1, "has no certificate");
    place.admin("tsu show tsu-3").fails(2, "there is no TSU `tsu-3`");
    place
        .admin("tsu create tsu-1 --subject 'C=XX,O=Example,CN=again' --no-passphrase --yes")
        .fails(2, "there is a TSU `tsu-1` already");
    // A root at the end of the chain is not the TSA's to hand out.
    fs::write(place.path("long.pem"), place.read("tsu-1.pem") + &place.read("root/root.pem")).unwrap();
    let installed = place.admin("tsu install tsu-1 --chain long.pem --yes").ok();
    assert!(installed.stderr.contains("The root at the end of the chain was left out"), "{installed:#?}");
    assert_eq!(place.read("state/tsus/tsu-1/chain.pem").matches("BEGIN CERTIFICATE").count(), 2);
}

#[test]
fn a_passphrase_is_no_pipe_that_nobody_writes_to() {
    let place = Place::new();
    assert!(Command::new("mkfifo").arg(place.path("pipe")).status().unwrap().success());
    let create = |file: &str| {
        place.admin(&format!("tsu create a --subject 'C=XX,O=Example,CN=a' --passphrase-file {file} --yes"))
    };
    create("pipe").fails(2, "pipe is a pipe, not a regular file");
    // What the shell has opened is another matter; here it is at its end at once.
    create("/dev/stdin").fails(2, "the passphrase in /dev/stdin is empty");
}

#[test]
fn damaged_state_is_named_and_interrupted_work_is_begun_again() {
    let place = hierarchy();
    ready(&place, "tsu-1");
    place.admin("tsu activate tsu-1 --yes").ok();
    // A crash while a unit was made: nobody sees it, and its name is free.
    fs::create_dir(place.path("state/tsus/.tsu-2.new")).unwrap();
    fs::write(place.path("state/tsus/.tsu-2.new/key.pem"), "half a k").unwrap();
    assert_eq!(states(&place).len(), 1);
    create(&place, "tsu-2");
    fs::write(place.path("state/groups/main.toml"), "version = 1\n").unwrap();
    place.admin("tsu list").fails(1, "main.toml is damaged");
}

#[test]
fn the_hash_of_an_rsa_unit_can_be_chosen() {
    let place = Place::new();
    place
        .admin(
            "tsu create rsa --algorithm rsa-3072 --rsa-hash sha512 --group rsa --no-passphrase --yes \
                --subject 'C=XX,O=Example,CN=RSA'",
        )
        .ok()
        .says("rsa-pkcs1-sha512")
        .says("Group       rsa");
}
