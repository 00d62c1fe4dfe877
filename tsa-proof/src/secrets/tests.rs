use std::os::unix::fs::PermissionsExt as _;

use super::key_file::KeyFile;
use super::*;
use crate::store::{DepositId, ItemId, Sealed};

fn secrets() -> Secrets {
    Secrets::from_file(KeyFile::generate())
}

#[test]
fn a_claim_opens_only_where_it_was_sealed() {
    let secrets = secrets();
    let account = AccountId::random();
    let (wrapped, key) = secrets.new_account_key(account);
    let place = Context::Claim(DepositId::random(), ItemId::random());
    let claim = br#"{"holders":[{"name":"Ada Lovelace"}]}"#;
    let sealed = key.seal(&place, claim);

    assert_eq!(sealed.as_octets().len(), claim.len() + OVERHEAD);
    assert!(!sealed.as_octets().windows(3).any(|window| window == b"Ada"));
    assert_eq!(*secrets.open_key(account, &wrapped).unwrap().open(&place, &sealed).unwrap(), claim);

    let Context::Claim(deposit, item) = place else { unreachable!() };
    for elsewhere in [
        Context::Claim(deposit, ItemId::random()),
        Context::Claim(DepositId::random(), item),
        Context::Profile,
    ] {
        assert!(matches!(key.open(&elsewhere, &sealed), Err(SecretsFault::CannotOpen)), "{elsewhere:?}");
    }
    let (_, other) = secrets.new_account_key(account);
    assert!(matches!(other.open(&place, &sealed), Err(SecretsFault::CannotOpen)));
    let stranger = AccountId::random();
    assert!(matches!(secrets.open_key(stranger, &wrapped), Err(SecretsFault::CannotOpen)));
}

#[test]
fn every_octet_of_what_is_sealed_counts() {
    let (_, key) = secrets().new_account_key(AccountId::random());
    let sealed = key.seal(&Context::Totp, b"secret");
    for at in 0..sealed.as_octets().len() {
        let mut octets = sealed.as_octets().to_vec();
        octets[at] ^= 1;
        assert!(key.open(&Context::Totp, &Sealed::from_octets(octets)).is_err(), "octet {at}");
        let shorter = sealed.as_octets()[..at].to_vec();
        assert!(key.open(&Context::Totp, &Sealed::from_octets(shorter)).is_err(), "length {at}");
    }
}

#[test]
fn no_two_sealings_look_alike() {
    let (_, key) = secrets().new_account_key(AccountId::random());
    let nonces: std::collections::BTreeSet<Vec<u8>> =
        (0..1000).map(|_| key.seal(&Context::Profile, b"same").as_octets()[1..13].to_vec()).collect();
    assert_eq!(nonces.len(), 1000);
}

#[test]
fn the_file_is_the_owners_alone_and_is_not_overwritten() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("claim-keys.toml");
    let made = Secrets::create(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(matches!(Secrets::create(&path), Err(SecretsFault::File { .. })));

    let account = AccountId::random();
    let (wrapped, key) = made.new_account_key(account);
    let sealed = key.seal(&Context::Profile, b"name");
    let read = Secrets::load(&path).unwrap();
    assert_eq!(*read.open_key(account, &wrapped).unwrap().open(&Context::Profile, &sealed).unwrap(), b"name");
    assert_eq!(read.digest("email", &[b"a"]), made.digest("email", &[b"a"]));

    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let refused = Secrets::load(&path).unwrap_err();
    assert!(matches!(refused, SecretsFault::Mode { mode: 0o640, .. }), "{refused}");
}

#[test]
fn a_wrong_file_is_refused_without_quoting_it() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("keys");
    Secrets::create(&path).unwrap();
    let good = std::fs::read_to_string(&path).unwrap();
    let secret = good.split("secret = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for wrong in [
        good.replace("version = 1", "version = 2"),
        good.replace(&secret, &secret[1..]),
        good.replace(&format!("\"{secret}\""), &secret),
        good.replace("secret =", "secrets ="),
        good.replace("[[key]]", "[[keys]]"),
        format!("{good}{}", &good[good.find("[[key]]").unwrap()..]),
    ] {
        std::fs::write(&path, &wrong).unwrap();
        let message = Secrets::load(&path).unwrap_err().to_string();
        assert!(!message.contains(&secret[8..24]), "{message}");
    }
}

#[test]
fn digests_differ_by_purpose_and_by_the_bounds_of_parts() {
    let (ours, others) = (secrets(), secrets());
    let all = [
        ours.digest("email", &[b"ab", b"c"]),
        ours.digest("email", &[b"a", b"bc"]),
        ours.digest("email", &[b"abc"]),
        ours.digest("attempt", &[b"abc"]),
        others.digest("email", &[b"abc"]),
    ];
    let different: std::collections::BTreeSet<_> = all.into_iter().collect();
    assert_eq!(different.len(), all.len());
}
