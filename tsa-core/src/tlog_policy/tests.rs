use super::*;
use crate::note::tests::{PUBLIC_LOG, PUBLIC_WITNESSES};
use crate::note::{KeyName, SignatureType, VerifierKeyError};
use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use proptest::prelude::*;

/// A verifier key of this name, its public key made of `seed`.
fn key(name: &str, signature_type: SignatureType, seed: u8) -> String {
    VerifierKey::new(KeyName::new(name).unwrap(), signature_type, [seed; 32]).to_string()
}

fn log(seed: u8) -> String {
    key("example.com/log", SignatureType::Ed25519, seed)
}

fn witness(seed: u8) -> String {
    key("witness.example/w", SignatureType::Cosignature, seed)
}

/// The example of C2SP tlog-policy, "Example policy", with keys.
fn example() -> String {
    let mut file = format!("log {}\n\n", log(0));
    for (seed, name) in (1..).zip(["X1", "X2", "X3"]) {
        file += &format!("witness {name} {}\n", witness(seed));
    }
    file += "group X-witnesses 2 X1 X2 X3\n\n";
    for (seed, name) in (4..).zip(["Y1", "Y2", "Y3"]) {
        file += &format!("witness {name} {}\n", witness(seed));
    }
    file + "group Y-witnesses any Y1 Y2 Y3\n\ngroup X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

fn quorum(policy: &LogPolicy, names: &[&str]) -> bool {
    policy.is_quorum(|witness| names.iter().any(|name| name.as_bytes() == &*witness.name))
}

#[test]
fn tlog_policy_example() {
    let policy = LogPolicy::parse(example().as_bytes()).unwrap();
    assert_eq!(policy.logs().len(), 1);
    assert_eq!(policy.witnesses().count(), 6);
    assert!(policy.needs_witnesses());
    assert!(quorum(&policy, &["X1", "X2", "X3", "Y1", "Y2", "Y3"]));
    assert!(quorum(&policy, &["X1", "X3", "Y2"]));
    for few in [&[][..], &["X1", "X2", "X3"], &["Y1", "Y2", "Y3"], &["X1", "Y1", "Y2", "Y3"], &["X1", "X2"]] {
        assert!(!quorum(&policy, few), "{few:?}");
    }
}

#[test]
fn thresholds_and_single_witnesses() {
    let witnesses: String = (1..=3).map(|i| format!("witness w{i} {}\n", witness(i))).collect();
    let parse = |rest: &str| LogPolicy::parse(format!("{witnesses}{rest}").as_bytes()).unwrap();
    assert!(quorum(&parse("quorum none\n"), &[]));
    assert!(!parse("quorum none\n").needs_witnesses());
    assert!(quorum(&parse("quorum w2\n"), &["w2"]));
    assert!(!quorum(&parse("quorum w2\n"), &["w1", "w3"]));
    for (threshold, enough) in [("all", 3), ("any", 1), ("1", 1), ("2", 2), ("3", 3)] {
        let policy = parse(&format!("group g {threshold} w1 w2 w3\nquorum g\n"));
        let names = ["w3", "w2", "w1"];
        for count in 0..=3 {
            assert_eq!(quorum(&policy, &names[..count]), count >= enough, "{threshold} {count}");
        }
    }
}

#[test]
fn tlog_policy_structure() {
    let file = format!(
        "# comment\n\t # another\n  \t\n log\t{PUBLIC_LOG}   https://log.example/ \n\
        witness Ключ/w#1 {} https://пример.example/\nwitness {{}} {}\nquorum Ключ/w#1\n",
        PUBLIC_WITNESSES[0], PUBLIC_WITNESSES[1]
    );
    let policy = LogPolicy::parse(file.as_bytes()).unwrap();
    assert_eq!(policy.logs()[0].key.to_string(), PUBLIC_LOG);
    assert_eq!(policy.logs()[0].url.as_deref(), Some("https://log.example/"));
    let witnesses: Vec<&Witness> = policy.witnesses().collect();
    assert_eq!(*witnesses[0].name, *"Ключ/w#1".as_bytes());
    assert_eq!(witnesses[0].url.as_deref(), Some("https://пример.example/"));
    assert_eq!(witnesses[1].url, None);
    // Names are octets: this one is not UTF-8.
    let file = [b"witness \xe9 ".as_slice(), witness(1).as_bytes(), b"\nquorum \xe9\n"].concat();
    assert_eq!(*LogPolicy::parse(&file).unwrap().witnesses().next().unwrap().name, [0xe9]);
    // Only the quorum is mandatory.
    assert!(LogPolicy::parse(b"quorum none\n").unwrap().logs().is_empty());
}

#[test]
fn tlog_policy_limits() {
    let mut file = String::new();
    for i in 0..32u8 {
        file += &format!("log {}\nwitness w{i} {}\ngroup g{i} any w{i}\n", log(i), witness(100 + i));
    }
    let policy = LogPolicy::parse(format!("{file}quorum g31\n").as_bytes()).unwrap();
    assert_eq!((policy.logs().len(), policy.witnesses().count()), (32, 32));
    let mut many = format!("witness w {}\ngroup g0 any w\n", witness(1));
    for i in 1..=256 {
        many += &format!("group g{i} any g{}\n", i - 1);
    }
    let fault = LogPolicy::parse(format!("{many}quorum g256\n").as_bytes()).unwrap_err();
    assert_eq!(fault, LogPolicyError { line: 257, fault: LogPolicyFault::TooLarge });
    let huge = vec![b'\n'; (1 << 18) + 1];
    assert_eq!(LogPolicy::parse(&huge).unwrap_err().fault, LogPolicyFault::TooLarge);
}

#[test]
fn policies_that_are_none() {
    use LogPolicyFault::*;
    let (log, w1, w2) = (log(0), witness(1), witness(2));
    for (line, text, fault) in [
        (1, "", Quorum),
        (2, "# nothing\n", Quorum),
        (1, "quorum none", Unfinished),
        (1, "quorum none\r\n", ControlCharacter),
        (1, "# \u{b}\nquorum none\n", ControlCharacter),
        (1, "# \u{7f}\nquorum none\n", ControlCharacter),
        (2, "quorum none\nquorum none\n", Quorum),
        (1, "quorum\n", Words),
        (1, "quorum none none\n", Words),
        (1, "quorum w\n", UnknownName),
        (1, "quorum # none\n", Words),
        (1, "Quorum none\n", UnknownKeyword),
        (1, "logs x\n", UnknownKeyword),
        (1, "log\n", Words),
        (1, "log L url more\n", Words),
        (1, "log x+y\n", Key(VerifierKeyError::Malformed)),
        (1, "log W1\n", KeyType),
        (1, "witness w L\n", KeyType),
        (2, "log L\nlog L\n", DuplicateKey),
        (2, "witness w W1\nwitness v W1\n", DuplicateKey),
        (2, "witness w W1\nwitness w W2\n", DuplicateName),
        (1, "witness none W1\n", DuplicateName),
        (1, "witness W1\n", Words),
        (1, "witness w W1 url more\n", Words),
        (1, "group g all\n", Words),
        (1, "group g\n", Words),
        (1, "group g any w\n", UnknownName),
        (1, "group g any none\n", UnknownName),
        (1, "group g any g\n", UnknownName),
        (2, "witness w W1\ngroup w any w\n", DuplicateName),
        (2, "witness w W1\ngroup none any w\n", DuplicateName),
        (2, "witness w W1\ngroup g any w w\n", DuplicateMember),
        (3, "witness w W1\ngroup g any w\ngroup h any w\n", DuplicateMember),
        (2, "witness w W1\ngroup g 0 w\n", Threshold),
        (2, "witness w W1\ngroup g 2 w\n", Threshold),
        (2, "witness w W1\ngroup g 01 w\n", Threshold),
        (2, "witness w W1\ngroup g +1 w\n", Threshold),
        (2, "witness w W1\ngroup g some w\n", Threshold),
        (2, "witness w W1\ngroup g 99999999999999999999 w\n", Threshold),
        (2, "witness w W1\nquorum v\n", UnknownName),
        (3, "witness w W1\nquorum w\nwitness v W1\n", DuplicateKey),
    ] {
        let file = text.replace('L', &log).replace("W1", &w1).replace("W2", &w2);
        assert_eq!(LogPolicy::parse(file.as_bytes()), Err(LogPolicyError { line, fault }), "{text:?}");
    }
    // A witness whose key is the log's would watch itself.
    let same = format!("log {}\nwitness w {}\n", self::log(7), witness(7));
    assert_eq!(LogPolicy::parse(same.as_bytes()).unwrap_err().fault, DuplicateKey);
    let file = [b"log \xff+".as_slice(), b"\n"].concat();
    assert_eq!(LogPolicy::parse(&file).unwrap_err().fault, Key(VerifierKeyError::Malformed));
    let file = [b"log ".as_slice(), log.as_bytes(), b" \xff\n"].concat();
    assert_eq!(LogPolicy::parse(&file).unwrap_err().fault, Url);
    assert_eq!(
        LogPolicy::parse(b"\nquorum w\n").unwrap_err().to_string(),
        "line 2: this name is not defined on an earlier line"
    );
}

#[cfg(feature = "verify")]
mod acceptance {
    use super::*;
    use crate::checkpoint::{Checkpoint, SignedCheckpoint};
    use crate::note::tests::{PUBLIC, PUBLIC_TIME, Signer};
    use crate::note::{CosignatureTime, NoteSignature};

    #[test]
    fn a_published_checkpoint_meets_a_quorum_of_published_witnesses() {
        let signed = SignedCheckpoint::parse(PUBLIC.as_bytes()).unwrap();
        let mut file = format!("log {PUBLIC_LOG}\n");
        for (place, key) in PUBLIC_WITNESSES.iter().enumerate() {
            file += &format!("witness w{place} {key}\n");
        }
        file += &format!("witness absent {}\ngroup g 4 w0 w1 w2 w3 absent\nquorum g\n", witness(1));
        let accepted = LogPolicy::parse(file.as_bytes()).unwrap().accept(&signed).unwrap();
        assert_eq!(accepted.log.to_string(), PUBLIC_LOG);
        assert_eq!(accepted.witnesses.len(), 4);
        assert_eq!(accepted.first_seen(), CosignatureTime::new(PUBLIC_TIME));
        let all = file.replace("group g 4", "group g all");
        let policy = LogPolicy::parse(all.as_bytes()).unwrap();
        assert_eq!(policy.accept(&signed), Err(NotAccepted::NoQuorum(4)));
    }

    fn signers() -> (Signer, Signer, Signer) {
        (Signer::new("example.com/log", 1), Signer::new("w.example/1", 2), Signer::new("w.example/2", 3))
    }

    fn policy() -> LogPolicy {
        let (log, w1, w2) = signers();
        let file = format!(
            "log {}\nwitness w1 {}\nwitness w2 {}\ngroup g all w1 w2\nquorum g\n",
            log.verifier(SignatureType::Ed25519),
            w1.verifier(SignatureType::Cosignature),
            w2.verifier(SignatureType::Cosignature)
        );
        LogPolicy::parse(file.as_bytes()).unwrap()
    }

    fn signed(origin: &str) -> SignedCheckpoint {
        let checkpoint = Checkpoint::new(&KeyName::new(origin).unwrap(), 5, [9; 32]);
        let mut signed = SignedCheckpoint::new(checkpoint);
        signed.add(signers().0.sign(signed.note())).unwrap();
        signed
    }

    #[test]
    fn every_witness_counts_once() {
        let (_, w1, w2) = signers();
        let mut checkpoint = signed("example.com/log");
        assert_eq!(policy().accept(&checkpoint), Err(NotAccepted::NoQuorum(0)));
        checkpoint.add(w1.cosign(checkpoint.note(), 20)).unwrap();
        checkpoint.add(w1.cosign(checkpoint.note(), 10)).unwrap();
        assert_eq!(policy().accept(&checkpoint), Err(NotAccepted::NoQuorum(1)));
        checkpoint.add(w2.cosign(checkpoint.note(), 30)).unwrap();
        let accepted = policy().accept(&checkpoint).unwrap();
        assert_eq!(accepted.witnesses.len(), 3);
        assert_eq!(accepted.first_seen(), CosignatureTime::new(10));
    }

    #[test]
    fn the_log_has_to_be_known_and_to_have_signed() {
        let unknown = |origin: &str| Err(NotAccepted::UnknownLog(origin.into()));
        // Signed by the right key in the name of another origin: the key's name is the origin, so it is not its line.
        assert_eq!(policy().accept(&signed("example.com/other")), unknown("example.com/other"));
        let unsigned = Checkpoint::new(&KeyName::new("example.com/log").unwrap(), 5, [9; 32]);
        assert_eq!(policy().accept(&SignedCheckpoint::new(unsigned)), unknown("example.com/log"));
        let nobody = LogPolicy::parse(b"quorum none\n").unwrap();
        assert_eq!(nobody.accept(&signed("example.com/log")), unknown("example.com/log"));
        let only = LogPolicy::of_log(signers().0.verifier(SignatureType::Ed25519));
        assert_eq!(only.accept(&signed("example.com/log")).unwrap().first_seen(), None);
    }

    #[test]
    fn a_bad_signature_of_a_known_key_condemns_the_checkpoint() {
        let (_, w1, w2) = signers();
        let mut checkpoint = signed("example.com/log");
        checkpoint.add(w1.cosign(checkpoint.note(), 20)).unwrap();
        checkpoint.add(w2.cosign(checkpoint.note(), 30)).unwrap();
        let key = w1.verifier(SignatureType::Cosignature);
        let time = CosignatureTime::new(40).unwrap();
        let forged = NoteSignature::cosignature(key.name(), key.public_key(), time, &[7; 64]);
        checkpoint.add(forged).unwrap();
        assert!(matches!(policy().accept(&checkpoint), Err(NotAccepted::BadSignature(_))));
    }
}

proptest! {
    #[test]
    fn reading_never_panics(file in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = LogPolicy::parse(&file);
    }

    #[test]
    fn bent_policies_never_panic(at: usize, to: u8, cut: usize) {
        let mut file = example().into_bytes();
        let length = file.len();
        file[at % length] = to;
        let _ = LogPolicy::parse(&file);
        let _ = LogPolicy::parse(&file[..cut % length]);
    }
}
