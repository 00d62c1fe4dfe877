use super::*;
use alloc::format;
use alloc::string::ToString;
use proptest::prelude::*;

/// The example of C2SP signed-note, "Test vectors".
const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const EXAMPLE: &str = "This is an example message.\n\n\
    — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

/// The example of the Go package golang.org/x/mod/sumdb/note, from which the format comes.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

/// A checkpoint of a public test log, with a line of a type that is not known here, the log's own line, and four
/// cosignatures of public witnesses.
pub(crate) const PUBLIC: &str = "arche2025h1.staging.ct.transparency.dev\n\
    1432088532\n\
    U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=\n\n\
    — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=\n\
    — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=\n\
    — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==\n\
    — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==\n\
    — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==\n\
    — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==\n";
pub(crate) const PUBLIC_LOG: &str =
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
pub(crate) const PUBLIC_WITNESSES: [&str; 4] = [
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
];
/// What all four of them state.
#[cfg(feature = "verify")]
pub(crate) const PUBLIC_TIME: u64 = 0x6a12_2120;

/// One who signs in tests.
#[cfg(feature = "verify")]
pub(crate) struct Signer {
    name: KeyName,
    key: ed25519_dalek::SigningKey,
}

#[cfg(feature = "verify")]
impl Signer {
    pub(crate) fn new(name: &str, seed: u8) -> Self {
        let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
        Self { name: KeyName::new(name).unwrap(), key }
    }

    pub(crate) fn name(&self) -> &KeyName {
        &self.name
    }

    pub(crate) fn verifier(&self, signature_type: SignatureType) -> VerifierKey {
        VerifierKey::new(self.name.clone(), signature_type, self.key.verifying_key().to_bytes())
    }

    pub(crate) fn sign(&self, note: &Note) -> NoteSignature {
        let signature = self.octets(note.to_be_signed());
        NoteSignature::ed25519(&self.name, self.key.verifying_key().as_bytes(), &signature)
    }

    pub(crate) fn cosign(&self, note: &Note, seconds: u64) -> NoteSignature {
        let time = CosignatureTime::new(seconds).unwrap();
        let signature = self.octets(&note.to_be_cosigned(time));
        NoteSignature::cosignature(&self.name, self.key.verifying_key().as_bytes(), time, &signature)
    }

    fn octets(&self, message: &[u8]) -> [u8; 64] {
        ed25519_dalek::Signer::sign(&self.key, message).to_bytes()
    }
}

#[test]
fn signed_note_examples_are_read_and_written_back() {
    for note in [EXAMPLE, GO, PUBLIC] {
        assert_eq!(Note::parse(note.as_bytes()).unwrap().to_string(), note);
    }
    for key in [EXAMPLE_KEY, GO_KEY, PUBLIC_LOG].iter().chain(&PUBLIC_WITNESSES) {
        assert_eq!(VerifierKey::parse(key).unwrap().to_string(), *key);
    }
    let note = Note::parse(GO.as_bytes()).unwrap();
    assert_eq!(note.text().lines().count(), 2);
    assert_eq!(note.signatures()[0].key_id().to_string(), "c74f20a3");
    assert!(note.signatures()[0].claims(&VerifierKey::parse(GO_KEY).unwrap()));
}

#[test]
fn signed_note_the_text_may_have_blank_lines() {
    // The first example of C2SP signed-note.
    let poem = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\
        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    let note = Note::parse(poem.as_bytes()).unwrap();
    assert_eq!(note.text().lines().count(), 4);
    assert_eq!(note.to_string(), poem);
    assert_eq!(note.signatures()[0].octets().len(), 64);
}

#[test]
fn tlog_cosignature_example() {
    // The example of C2SP tlog-cosignature.
    let note = Note::parse(
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
            .as_bytes(),
    )
    .unwrap();
    let (time, _) = note.signatures()[1].as_cosignature().unwrap();
    assert_eq!(time.as_secs(), 1_679_315_147);
    assert_eq!(time.time().to_string(), "2023-03-20T12:25:47Z");
    assert_eq!(
        note.to_be_cosigned(time),
        b"cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
    assert_eq!(note.signatures()[0].as_cosignature(), None);
}

#[test]
fn cosignature_times() {
    assert_eq!(CosignatureTime::new(0), None);
    assert_eq!(CosignatureTime::new(1 << 63), None);
    assert_eq!(CosignatureTime::new(u64::MAX), None);
    assert_eq!(CosignatureTime::new((1 << 63) - 1).unwrap().time().as_nanos(), u64::MAX);
    let name = KeyName::new("w").unwrap();
    let line = NoteSignature::cosignature(&name, &[1; 32], CosignatureTime::new(258).unwrap(), &[9; 64]);
    assert_eq!(line.octets()[..9], [0, 0, 0, 0, 0, 0, 1, 2, 9]);
    assert_eq!(line.octets().len(), 72);
}

const LINE: &str = "— n AQIDBAU=\n";

#[test]
fn notes_that_are_none() {
    let good = format!("t\n\n{LINE}");
    assert!(Note::parse(good.as_bytes()).is_ok());
    let sixty_five = format!("t\n\n{}", LINE.repeat(65));
    let huge = format!("{}\n\n{LINE}", "t".repeat(Note::MAX_LEN));
    for (note, error) in [
        ("", NoteError::Layout),
        ("\n", NoteError::Layout),
        ("\n\n", NoteError::Layout),
        ("t\n", NoteError::Layout),
        ("t\n\n", NoteError::Layout),
        (LINE, NoteError::Layout),
        ("t\n— n AQIDBAU=\n", NoteError::Layout),
        ("t\n\n— n AQIDBAU=", NoteError::Layout),
        ("t\n\n— n AQIDBAU=\n\n", NoteError::Layout),
        ("t\r\n\n— n AQIDBAU=\n", NoteError::ControlCharacter),
        ("t\t\n\n— n AQIDBAU=\n", NoteError::ControlCharacter),
        ("t\0\n\n— n AQIDBAU=\n", NoteError::ControlCharacter),
        ("t\n\n— n\u{1} AQIDBAU=\n", NoteError::ControlCharacter),
        ("t\n\n— n AQIDBAU=\r\n", NoteError::ControlCharacter),
        ("t\n\n- n AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n– n AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n—n AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n—  AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n—  n AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n— n  AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n— n AQIDBAU= \n", NoteError::SignatureLine),
        ("t\n\n — n AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n— n AQIDBAU\n", NoteError::SignatureLine),
        ("t\n\n— n AQIDBAV=\n", NoteError::SignatureLine),
        ("t\n\n— n AQIDBA==\n", NoteError::SignatureLine),
        ("t\n\n— n AQID\n", NoteError::SignatureLine),
        ("t\n\n— n \n", NoteError::SignatureLine),
        ("t\n\n— n\n", NoteError::SignatureLine),
        ("t\n\n— a+b AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n— a\u{a0}b AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n— a\u{2003}b AQIDBAU=\n", NoteError::SignatureLine),
        ("t\n\n— n AQIDBAU=\nx\n", NoteError::SignatureLine),
        (&sixty_five, NoteError::TooManySignatures),
        (&huge, NoteError::TooLong),
    ] {
        assert_eq!(Note::parse(note.as_bytes()), Err(error), "{:?}", &note[..note.len().min(60)]);
    }
    assert_eq!(Note::parse(b"t\xff\n\n\xe2\x80\x94 n AQIDBAU=\n"), Err(NoteError::NotUtf8));
    assert_eq!(Note::new("no newline"), Err(NoteError::Layout));
    assert_eq!(Note::new("\u{7}\n"), Err(NoteError::ControlCharacter));
}

#[test]
fn signed_note_sixteen_signatures_must_be_accepted_and_64_are() {
    for count in [1, 16, 64] {
        let note = format!("t\n\n{}", LINE.repeat(count));
        assert_eq!(Note::parse(note.as_bytes()).unwrap().signatures().len(), count);
    }
    let mut note = Note::new("t\n").unwrap();
    let line = |seed| NoteSignature::ed25519(&KeyName::new("n").unwrap(), &[seed; 32], &[0; 64]);
    for seed in 0..64 {
        note.add(line(seed)).unwrap();
        note.add(line(seed)).unwrap(); // the same line once only
    }
    assert_eq!(note.signatures().len(), 64);
    assert_eq!(note.add(line(64)), Err(NoteError::TooManySignatures));
    assert_eq!(Note::parse(note.to_string().as_bytes()), Ok(note));
}

#[test]
fn tlog_witness_answers_are_signature_lines() {
    let lines = parse_signature_lines(&format!("{LINE}{LINE}")).unwrap();
    assert_eq!(lines.len(), 2);
    for (answer, error) in [
        ("", NoteError::Layout),
        ("\n", NoteError::SignatureLine),
        ("— n AQIDBAU=", NoteError::Layout),
        ("— n AQIDBAU=\n\n", NoteError::SignatureLine),
        ("200\n", NoteError::SignatureLine),
    ] {
        assert_eq!(parse_signature_lines(answer), Err(error), "{answer:?}");
    }
}

#[test]
fn key_names() {
    for name in ["a", "example.com/log", "oid/1.2.3", "ключ"] {
        assert_eq!(KeyName::new(name).unwrap().as_str(), name);
    }
    for name in ["", "a b", "a+b", "a\u{3000}b", "a\nb", "\u{7f}", "a\u{85}"] {
        assert_eq!(KeyName::new(name), None, "{name:?}");
    }
}

#[test]
fn verifier_keys_that_are_none() {
    let key = VerifierKey::parse(GO_KEY).unwrap();
    assert_eq!(key.signature_type(), SignatureType::Ed25519);
    for (text, error) in [
        ("", VerifierKeyError::Malformed),
        ("PeterNeumann", VerifierKeyError::Malformed),
        ("PeterNeumann+c74f20a3", VerifierKeyError::Malformed),
        ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", VerifierKeyError::Malformed),
        ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", VerifierKeyError::Malformed),
        ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", VerifierKeyError::Malformed),
        ("PeterNeumann+74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", VerifierKeyError::Malformed),
        ("PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", VerifierKeyError::Malformed),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", VerifierKeyError::Malformed),
        ("PeterNeumann+c74f20a3+", VerifierKeyError::Malformed),
        ("PeterNeumann+c74f20a3+AQ==", VerifierKeyError::Malformed),
        (
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==",
            VerifierKeyError::Malformed,
        ),
        ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", VerifierKeyError::Malformed),
        (
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            VerifierKeyError::WrongId(key.id()),
        ),
        (
            "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            VerifierKeyError::UnsupportedType(0x65),
        ),
        ("x+00000000+Bg==", VerifierKeyError::UnsupportedType(6)),
    ] {
        assert_eq!(VerifierKey::parse(text), Err(error), "{text}");
    }
}

#[cfg(feature = "verify")]
mod signatures {
    use super::*;
    use alloc::vec;

    #[test]
    fn published_signatures_hold() {
        for (note, key) in [(EXAMPLE, EXAMPLE_KEY), (GO, GO_KEY), (PUBLIC, PUBLIC_LOG)] {
            let note = Note::parse(note.as_bytes()).unwrap();
            let key = VerifierKey::parse(key).unwrap();
            assert_eq!(note.verified_by(&key), Ok(vec![Attestation::Signed]), "{key}");
        }
    }

    #[test]
    fn published_cosignatures_hold() {
        let note = Note::parse(PUBLIC.as_bytes()).unwrap();
        let time = CosignatureTime::new(PUBLIC_TIME).unwrap();
        for key in PUBLIC_WITNESSES {
            let key = VerifierKey::parse(key).unwrap();
            assert_eq!(key.signature_type(), SignatureType::Cosignature);
            assert_eq!(note.verified_by(&key), Ok(vec![Attestation::Cosigned(time)]), "{key}");
        }
    }

    #[test]
    fn a_changed_text_or_signature_condemns_the_note() {
        let key = VerifierKey::parse(PUBLIC_WITNESSES[2]).unwrap();
        let bad = Err(BadSignature(key.clone()));
        let other_text = PUBLIC.replacen("1432088532", "1432088533", 1);
        assert_eq!(Note::parse(other_text.as_bytes()).unwrap().verified_by(&key), bad);
        // The time is signed too.
        let other_time = PUBLIC.replacen("2net5wAAAABqEiEg", "2net5wAAAABqEiEh", 1);
        assert_eq!(Note::parse(other_time.as_bytes()).unwrap().verified_by(&key), bad);
        // A line in the name of the key that has no time, or an Ed25519 signature of another length.
        let mut note = Note::parse(PUBLIC.as_bytes()).unwrap();
        let line =
            format!("— remora.n621.de {}", crate::base64::encode(&[&key.id().0[..], &[0; 72]].concat()));
        note.add(NoteSignature::parse(&line).unwrap()).unwrap();
        assert_eq!(note.verified_by(&key), bad);
        let short = Note::parse(
            format!("t\n\n— PeterNeumann {}\n", crate::base64::encode(&[0xc7, 0x4f, 0x20, 0xa3, 1]))
                .as_bytes(),
        );
        assert!(short.unwrap().verified_by(&VerifierKey::parse(GO_KEY).unwrap()).is_err());
    }

    #[test]
    fn signed_note_unknown_keys_are_ignored() {
        let (log, other) = (Signer::new("example.com/log", 1), Signer::new("example.com/log", 2));
        let mut note = Note::new("text\n").unwrap();
        note.add(log.sign(&note)).unwrap();
        // The same name and another identifier: no line of that key.
        assert_eq!(note.verified_by(&other.verifier(SignatureType::Ed25519)), Ok(vec![]));
        // The same name and public key, another type.
        assert_eq!(note.verified_by(&log.verifier(SignatureType::Cosignature)), Ok(vec![]));
        // The same identifier under another name is another key's.
        let line = note.signatures()[0].to_string().replace("example.com/log", "example.com/gol");
        let renamed = Note::parse(format!("text\n\n{line}\n").as_bytes()).unwrap();
        assert_eq!(renamed.verified_by(&log.verifier(SignatureType::Ed25519)), Ok(vec![]));
        assert_eq!(note.verified_by(&log.verifier(SignatureType::Ed25519)), Ok(vec![Attestation::Signed]));
    }

    #[test]
    fn a_cosigner_may_sign_again_later() {
        let witness = Signer::new("witness.example/w1", 3);
        let mut note = Note::new("text\n").unwrap();
        note.add(witness.cosign(&note, 2000)).unwrap();
        note.add(witness.cosign(&note, 1000)).unwrap();
        let times = [2000, 1000].map(|t| Attestation::Cosigned(CosignatureTime::new(t).unwrap()));
        assert_eq!(note.verified_by(&witness.verifier(SignatureType::Cosignature)).unwrap(), times);
    }

    #[test]
    fn a_key_that_is_no_point_or_of_small_order_verifies_nothing() {
        for key in [[0xff; 32], [0; 32], core::array::from_fn(|i| u8::from(i == 0))] {
            let key = VerifierKey::new(KeyName::new("n").unwrap(), SignatureType::Ed25519, key);
            let mut note = Note::new("text\n").unwrap();
            note.add(NoteSignature::ed25519(key.name(), key.public_key(), &[0; 64])).unwrap();
            assert_eq!(note.verified_by(&key), Err(BadSignature(key)));
        }
    }

    proptest! {
        #[test]
        fn what_was_signed_verifies(text in "[^\\p{Cc}]{0,40}(\n[^\\p{Cc}]{0,20}){0,3}", seed: u8, time in 1u64..1 << 63) {
            let (log, witness) = (Signer::new("l", seed), Signer::new("w", seed.wrapping_add(1)));
            let mut note = Note::new(&format!("{text}\n")).unwrap();
            note.add(log.sign(&note)).unwrap();
            note.add(witness.cosign(&note, time)).unwrap();
            let note = Note::parse(note.to_string().as_bytes()).unwrap();
            prop_assert_eq!(note.text(), format!("{text}\n"));
            prop_assert_eq!(note.verified_by(&log.verifier(SignatureType::Ed25519)).unwrap().len(), 1);
            prop_assert_eq!(note.verified_by(&witness.verifier(SignatureType::Cosignature)).unwrap().len(), 1);
        }
    }
}

proptest! {
    #[test]
    fn reading_never_panics_and_loses_nothing(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(note) = Note::parse(&octets) {
            prop_assert_eq!(note.to_string().into_bytes(), octets);
        }
    }

    #[test]
    fn bent_notes_never_panic(at in 0usize..PUBLIC.len(), to: u8) {
        let mut octets = PUBLIC.as_bytes().to_vec();
        octets[at] = to;
        if let Ok(note) = Note::parse(&octets) {
            prop_assert_eq!(note.to_string().into_bytes(), octets);
        }
    }

    #[test]
    fn keys_never_panic(text in "\\PC{0,10}\\+[0-9a-f]{7,9}\\+[A-Za-z0-9+/]{0,50}={0,2}") {
        let _ = VerifierKey::parse(&text);
    }
}
