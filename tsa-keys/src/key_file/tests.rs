use std::{fs, os::unix::fs::PermissionsExt};

use tempfile::TempDir;

use super::*;
use crate::{KeyAlgorithm, TsuKey, software::SoftwareKey, testing::openssl_ok};

fn secret(text: &str) -> SecretString {
    SecretString::from(text)
}

fn pkcs8(algorithm: KeyAlgorithm) -> Vec<u8> {
    SoftwareKey::generate(algorithm).unwrap().with_pkcs8(<[u8]>::to_vec).unwrap()
}

fn scratch() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("key.pem");
    (directory, path)
}

#[test]
fn keys_of_every_algorithm_come_back_encrypted_and_plain() {
    for algorithm in KeyAlgorithm::ALL {
        let (directory, path) = scratch();
        let key = TsuKey::generate_for_lab(algorithm).unwrap();
        key.save(&path, Protection::Encrypted(&secret("correct horse"))).unwrap();
        let back = TsuKey::load(&path, Some(&secret("correct horse"))).unwrap();
        assert_eq!((back.algorithm(), back.spki_der()), (algorithm, key.spki_der()));
        assert!(is_encrypted(&path).unwrap());
        let plain = directory.path().join("plain.pem");
        key.save(&plain, Protection::Plain).unwrap();
        assert_eq!(TsuKey::load(&plain, None).unwrap().spki_der(), key.spki_der());
        assert!(!is_encrypted(&plain).unwrap());
    }
}

#[test]
fn openssl_opens_what_we_encrypt_and_we_open_what_openssl_encrypts() {
    let (directory, path) = scratch();
    let key = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    key.save(&path, Protection::Encrypted(&secret("pass"))).unwrap();
    let text = openssl_ok(directory.path(), &["asn1parse", "-in", "key.pem"]);
    for part in [":PBES2", ":scrypt", ":aes-256-cbc"] {
        assert!(text.contains(part), "{part} is missing: {text}");
    }
    openssl_ok(directory.path(), &["pkey", "-in", "key.pem", "-passin", "pass:pass", "-check", "-noout"]);
    let public =
        ["pkey", "-in", "key.pem", "-passin", "pass:pass", "-pubout", "-outform", "DER", "-out", "pub"];
    openssl_ok(directory.path(), &public);
    assert_eq!(fs::read(directory.path().join("pub")).unwrap(), key.spki_der());

    let with_scrypt = ["pkcs8", "-topk8", "-scrypt", "-v2", "aes-256-cbc"];
    let with_pbkdf2 = ["pkcs8", "-topk8", "-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA256"];
    for (name, kind) in [("scrypt.pem", &with_scrypt[..]), ("pbkdf2.pem", &with_pbkdf2[..])] {
        let files = ["-in", "key.pem", "-passin", "pass:pass", "-out", name, "-passout", "pass:other"];
        openssl_ok(directory.path(), &[kind, &files[..]].concat());
        let theirs = TsuKey::load(&directory.path().join(name), Some(&secret("other"))).unwrap();
        assert_eq!(theirs.spki_der(), key.spki_der());
    }
}

#[test]
fn a_wrong_passphrase_is_named_as_such() {
    let (_directory, path) = scratch();
    save(&path, &pkcs8(KeyAlgorithm::EcdsaP256), Protection::Encrypted(&secret("right"))).unwrap();
    for wrong in ["wrong", "Right", ""] {
        let error = load(&path, Some(&secret(wrong))).unwrap_err();
        assert!(matches!(error, KeyFileError::WrongPassphrase { .. }), "{error}");
    }
    assert!(matches!(load(&path, None), Err(KeyFileError::PassphraseNeeded { .. })));
}

#[test]
fn nonsense_with_good_padding_is_a_wrong_passphrase_too() {
    let (_directory, path) = scratch();
    // What decrypts is no key: the same sight as a wrong passphrase whose padding happens to fit.
    save(&path, b"\x30\x03\x02\x01\x05", Protection::Encrypted(&secret("right"))).unwrap();
    assert!(matches!(load(&path, Some(&secret("right"))), Err(KeyFileError::WrongPassphrase { .. })));
}

#[test]
fn an_empty_passphrase_and_a_needless_one_are_refused() {
    let (_directory, path) = scratch();
    let key = pkcs8(KeyAlgorithm::EcdsaP256);
    let error = save(&path, &key, Protection::Encrypted(&secret(""))).unwrap_err();
    assert!(matches!(error, KeyFileError::EmptyPassphrase { .. }));
    assert!(!path.exists());
    save(&path, &key, Protection::Plain).unwrap();
    assert!(matches!(load(&path, Some(&secret("x"))), Err(KeyFileError::NotEncrypted { .. })));
}

#[test]
fn files_are_0600_and_never_overwritten() {
    let (_directory, path) = scratch();
    let key = pkcs8(KeyAlgorithm::EcdsaP256);
    save(&path, &key, Protection::Plain).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    assert!(matches!(save(&path, &key, Protection::Plain), Err(KeyFileError::Exists { .. })));
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "no temporary file is left");
}

#[test]
fn plain_keys_that_others_can_read_are_refused_with_what_to_do() {
    let (_directory, path) = scratch();
    save(&path, &pkcs8(KeyAlgorithm::EcdsaP256), Protection::Plain).unwrap();
    for mode in [0o640, 0o604, 0o660, 0o620] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let error = load(&path, None).unwrap_err();
        assert!(matches!(error, KeyFileError::Readable { mode: found, .. } if found == mode));
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
    for mode in [0o600, 0o400] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        load(&path, None).unwrap();
    }
}

#[test]
fn every_truncation_is_an_error_and_never_a_key() {
    for passphrase in [None, Some(secret("p"))] {
        let (_directory, path) = scratch();
        let protection = passphrase.as_ref().map_or(Protection::Plain, Protection::Encrypted);
        save(&path, &pkcs8(KeyAlgorithm::EcdsaP256), protection).unwrap();
        let whole = fs::read(&path).unwrap();
        // The last octet is a line feed, which PEM does not need.
        for length in 0..whole.len() - 1 {
            fs::write(&path, &whole[..length]).unwrap();
            let error = load(&path, passphrase.as_ref()).unwrap_err();
            assert!(matches!(error, KeyFileError::Malformed { .. }), "{length}: {error}");
        }
    }
}

#[test]
fn other_pem_and_files_that_are_no_keys_are_named() {
    let (directory, path) = scratch();
    openssl_ok(directory.path(), &["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "key.pem"]);
    let error = load(&path, None).unwrap_err();
    assert!(matches!(&error, KeyFileError::Label { label, .. } if label == "EC PRIVATE KEY"));
    assert!(error.to_string().contains("openssl pkcs8 -topk8"));
    fs::write(&path, vec![b'x'; MAX_FILE_BYTES + 1]).unwrap();
    assert!(matches!(load(&path, None), Err(KeyFileError::TooLarge { .. })));
    assert!(matches!(load(&directory.path().join("none"), None), Err(KeyFileError::Read { .. })));
}

#[test]
fn a_pipe_in_place_of_a_key_is_named_and_not_waited_for() {
    let (_directory, path) = scratch();
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    assert!(matches!(is_encrypted(&path), Err(KeyFileError::NotRegular { kind: "a pipe", .. })));
}

#[test]
fn a_file_that_asks_for_endless_work_is_refused() {
    let mut parameters = fresh_parameters().unwrap();
    assert!(is_affordable(&EncryptionScheme::Pbes2(parameters.clone())));
    let pbes2::Kdf::Scrypt(scrypt) = &mut parameters.kdf else { panic!("ours is scrypt") };
    scrypt.cost_parameter = 1 << 40;
    assert!(!is_affordable(&EncryptionScheme::Pbes2(parameters)));
}

#[test]
fn debug_of_a_key_shows_no_secret() {
    let key = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
    assert_eq!(format!("{key:?}"), "TsuKey { algorithm: EcdsaP256, .. }");
}

#[test]
fn keys_we_do_not_use_are_refused_by_kind() {
    let (directory, path) = scratch();
    for arguments in [
        &["genpkey", "-algorithm", "ed25519", "-out", "key.pem"][..],
        &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521", "-out", "key.pem"][..],
        &["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", "key.pem"][..],
    ] {
        openssl_ok(directory.path(), arguments);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let error = TsuKey::load(&path, None).unwrap_err();
        assert!(matches!(error, crate::LoadError::Key { .. }), "{arguments:?}: {error}");
    }
}
