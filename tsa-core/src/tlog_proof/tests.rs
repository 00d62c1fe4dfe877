use super::*;
use crate::note::NoteError;
use alloc::format;
use alloc::string::ToString;
use alloc::vec;
use proptest::prelude::*;

const NOTE: &str = "example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog AQIDBAU=\n";

/// The example of C2SP tlog-proof with extra data and signatures of our own (the document cuts its own short).
fn example() -> String {
    format!(
        "c2sp.org/tlog-proof@v1\nextra YWdlLXYxLjIuMQ==\nindex 73894\n\
        gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=\n\
        B95lDa8R83lS8n0eG+o0buTxRKQTYFi//1U8anccXmA=\n\
        EKNzoDWG8LGC0Yp9o+sv3qllpMP9uHQ9B20KNL+Q1zs=\n\
        RoopEkOdqkYqMB4MJXrbt/hMjOxsVn0IrWjpz1ZMMes=\n\
        AHCioX9nLjsrse6YhjRRmk1WUEirVOLLRoOQ6vfO5vk=\n\n{NOTE}"
    )
}

#[test]
fn tlog_proof_example() {
    let proof = TlogProof::parse(example().as_bytes()).unwrap();
    assert_eq!(proof.extra.as_deref(), Some(b"age-v1.2.1".as_slice()));
    assert_eq!((proof.index, proof.path.len()), (73_894, 5));
    assert_eq!(proof.path[4][..3], [0, 0x70, 0xa2]);
    assert_eq!(proof.checkpoint.checkpoint().size(), 109_482);
    assert_eq!(proof.checkpoint.to_string(), NOTE);
    assert_eq!(proof.to_string(), example());
}

#[test]
fn the_smallest_proof() {
    let text = format!("c2sp.org/tlog-proof@v1\nindex 0\n\n{NOTE}");
    let proof = TlogProof::parse(text.as_bytes()).unwrap();
    assert_eq!((&proof.extra, proof.index, proof.path.len()), (&None, 0, 0));
    assert_eq!(proof.to_string(), text);
    let empty_extra = format!("c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n{NOTE}");
    let proof = TlogProof::parse(empty_extra.as_bytes()).unwrap();
    assert_eq!(proof.extra, Some(vec![]));
    assert_eq!(proof.to_string(), empty_extra);
}

#[test]
fn proofs_that_are_none() {
    use TlogProofError::{Extra, Header, Index, Path};
    const HASH: &str = "gSKyXoYZUgZ6jduWYrkDOARinOMGJveXjgMkBTcdPlQ=";
    let path = |lines: usize| {
        format!("c2sp.org/tlog-proof@v1\nindex 0\n{}\nNOTE", format!("{HASH}\n").repeat(lines))
    };
    assert!(TlogProof::parse(path(63).replace("NOTE", NOTE).as_bytes()).is_ok());
    let long = path(64);
    for (text, error) in [
        ("", Header),
        ("NOTE", Header),
        ("c2sp.org/tlog-proof@v2\nindex 0\n\nNOTE", Header),
        ("c2sp.org/tlog-proof@v1 \nindex 0\n\nNOTE", Header),
        (" c2sp.org/tlog-proof@v1\nindex 0\n\nNOTE", Header),
        ("c2sp.org/tlog-proof@v1\r\nindex 0\n\nNOTE", Header),
        ("c2sp.org/tlog-proof@v1\n\nNOTE", Header),
        ("c2sp.org/tlog-proof@v1", CheckpointError::Lines.into()),
        ("c2sp.org/tlog-proof@v1\nindex 0\n", CheckpointError::Lines.into()),
        ("c2sp.org/tlog-proof@v1\nindex 0\nNOTE", Path),
        ("c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\nNOTE", Extra),
        ("c2sp.org/tlog-proof@v1\nextra YQ\nindex 0\n\nNOTE", Extra),
        ("c2sp.org/tlog-proof@v1\nextra\nindex 0\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nextra YQ==\nextra YQ==\nindex 0\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex 0\nextra YQ==\n\nNOTE", Path),
        ("c2sp.org/tlog-proof@v1\nindex\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex \n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex 01\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex -1\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex  1\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nINDEX 0\n\nNOTE", Index),
        ("c2sp.org/tlog-proof@v1\nindex 0\nYQ==\n\nNOTE", Path),
        ("c2sp.org/tlog-proof@v1\nindex 0\nHASH \n\nNOTE", Path),
        ("c2sp.org/tlog-proof@v1\nindex 0\n\n\nNOTE", CheckpointError::Lines.into()),
        ("c2sp.org/tlog-proof@v1\nindex 0\n\n", NoteError::Layout.into_checkpoint()),
        (&long, Path),
    ] {
        let text = text.replace("NOTE", NOTE).replace("HASH", HASH);
        assert_eq!(TlogProof::parse(text.as_bytes()), Err(error), "{text}");
    }
    let huge = vec![b'x'; TlogProof::MAX_LEN + 1];
    assert_eq!(TlogProof::parse(&huge), Err(TlogProofError::TooLong));
    let not_utf8 = [HEADER.as_bytes(), b"\nindex 0\n\xff\n\n", NOTE.as_bytes()].concat();
    assert_eq!(TlogProof::parse(&not_utf8), Err(Path));
}

impl NoteError {
    fn into_checkpoint(self) -> TlogProofError {
        CheckpointError::from(self).into()
    }
}

#[cfg(feature = "verify")]
mod verification {
    use super::*;
    use crate::checkpoint::Checkpoint;
    use crate::merkle::{Frontier, ProofPlan, leaf_hash};
    use crate::note::tests::Signer;
    use crate::note::{CosignatureTime, SignatureType};
    use std::collections::HashMap;

    /// A log of `size` leaves whose entries are their indexes; the proof of the leaf `index` in it, and a policy that
    /// wants its one witness.
    fn logged(index: u64, size: u64) -> (TlogProof, LogPolicy) {
        let (log, witness) = (Signer::new("log.example.com/a", 1), Signer::new("w.example/1", 2));
        let mut nodes = HashMap::new();
        let mut frontier = Frontier::new();
        for leaf in 0..size {
            frontier.push_each(leaf_hash(&leaf.to_be_bytes()), |node, hash| {
                nodes.insert(node, hash);
            });
        }
        let path =
            ProofPlan::inclusion(index, size).unwrap().prove(|node| nodes.get(&node).copied().ok_or(node));
        let mut checkpoint = SignedCheckpoint::new(Checkpoint::new(log.name(), size, frontier.root()));
        checkpoint.add(log.sign(checkpoint.note())).unwrap();
        checkpoint.add(witness.cosign(checkpoint.note(), 1_795_366_085)).unwrap();
        let policy = format!(
            "log {}\nwitness w {}\nquorum w\n",
            log.verifier(SignatureType::Ed25519),
            witness.verifier(SignatureType::Cosignature)
        );
        let proof = TlogProof { extra: None, index, path: path.unwrap(), checkpoint };
        (proof, LogPolicy::parse(policy.as_bytes()).unwrap())
    }

    #[test]
    fn a_proof_that_was_written_and_read_holds() {
        for size in [1, 2, 7, 300] {
            for index in [0, size / 2, size - 1] {
                let (proof, policy) = logged(index, size);
                let proof = TlogProof::parse(proof.to_string().as_bytes()).unwrap();
                let accepted = proof.verify(&leaf_hash(&index.to_be_bytes()), &policy).unwrap();
                assert_eq!(accepted.first_seen(), CosignatureTime::new(1_795_366_085));
            }
        }
    }

    #[test]
    fn proofs_that_prove_nothing() {
        let (good, policy) = logged(4, 7);
        let leaf = leaf_hash(&4u64.to_be_bytes());
        assert_eq!(good.verify(&leaf_hash(b"another"), &policy), Err(NotProven::Inclusion(ProofError::Root)));
        let at = |index| TlogProof { index, ..good.clone() };
        assert_eq!(at(5).verify(&leaf, &policy), Err(NotProven::Inclusion(ProofError::Root)));
        assert_eq!(at(7).verify(&leaf, &policy), Err(NotProven::Inclusion(ProofError::Sizes)));
        let mut short = good.clone();
        short.path.pop();
        assert_eq!(short.verify(&leaf, &policy), Err(NotProven::Inclusion(ProofError::Length)));
        let (other, _) = logged(4, 6);
        let swapped = TlogProof { checkpoint: other.checkpoint, ..good.clone() };
        assert!(matches!(swapped.verify(&leaf, &policy), Err(NotProven::Inclusion(_))));
        let stranger =
            LogPolicy::of_log(Signer::new("log.example.com/a", 9).verifier(SignatureType::Ed25519));
        assert!(matches!(
            good.verify(&leaf, &stranger),
            Err(NotProven::Checkpoint(NotAccepted::UnknownLog(_)))
        ));
        // The size is signed.
        let text = good.to_string().replace("\n7\n", "\n8\n");
        let resized = TlogProof::parse(text.as_bytes()).unwrap();
        assert!(matches!(
            resized.verify(&leaf, &policy),
            Err(NotProven::Checkpoint(NotAccepted::BadSignature(_)))
        ));
    }

    #[test]
    fn every_single_bit_counts() {
        let (proof, policy) = logged(4, 7);
        let leaf = leaf_hash(&4u64.to_be_bytes());
        let text = proof.to_string().into_bytes();
        for at in 0..text.len() {
            for bit in [1, 4, 0x20] {
                let mut bent = text.clone();
                bent[at] ^= bit;
                let holds = TlogProof::parse(&bent).is_ok_and(|proof| proof.verify(&leaf, &policy).is_ok());
                assert!(!holds, "octet {at} bit {bit}: {}", String::from_utf8_lossy(&bent));
            }
        }
    }
}

proptest! {
    #[test]
    fn reading_never_panics_and_loses_nothing(at: usize, to: u8, cut: usize) {
        let mut octets = example().into_bytes();
        let length = octets.len();
        octets[at % length] = to;
        for octets in [&octets[..], &octets[..cut % length]] {
            if let Ok(proof) = TlogProof::parse(octets) {
                prop_assert_eq!(proof.to_string().into_bytes(), octets);
            }
        }
    }
}
