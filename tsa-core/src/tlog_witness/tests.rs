use super::*;
use crate::checkpoint::Checkpoint;
use crate::merkle::{Frontier, Node, ProofPlan, leaf_hash};
use crate::note::KeyName;
use alloc::format;
use alloc::string::{String, ToString};
use proptest::prelude::*;
use std::collections::HashMap;

/// The example of C2SP tlog-witness, "add-checkpoint", with the first of its two signatures.
const EXAMPLE: &str = "old 20852014\n\
    PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
    jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
    5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
    /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n\
    example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

#[test]
fn tlog_witness_example() {
    let body = AddCheckpoint::parse(EXAMPLE.as_bytes()).unwrap();
    assert_eq!((body.old_size, body.proof.len()), (20_852_014, 4));
    assert_eq!(body.checkpoint.checkpoint().size(), 20_852_163);
    assert_eq!(body.to_string(), EXAMPLE);
}

#[test]
fn bodies_that_are_none() {
    use AddCheckpointError::{OldSize, Proof};
    let note = EXAMPLE.split_once("\n\n").unwrap().1;
    let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    let proof = |lines: usize| format!("old 1\n{}\n{note}", hash.repeat(lines));
    assert!(AddCheckpoint::parse(proof(63).as_bytes()).is_ok());
    for (body, error) in [
        (String::new(), CheckpointError::Lines.into()),
        (format!("old 1\n{note}"), Proof),
        (format!("old 01\n\n{note}"), OldSize),
        (format!("old -1\n\n{note}"), OldSize),
        (format!("old\n\n{note}"), OldSize),
        (format!("1\n\n{note}"), OldSize),
        (format!("\n\n{note}"), OldSize),
        (format!("old 9223372036854775808\n\n{note}"), OldSize),
        (format!("old 1\nx\n\n{note}"), Proof),
        (proof(64), Proof),
        (format!("old 1\n\n\n{note}"), CheckpointError::Lines.into()),
    ] {
        assert_eq!(AddCheckpoint::parse(body.as_bytes()), Err(error), "{body}");
    }
    let huge = alloc::vec![b'x'; AddCheckpoint::MAX_LEN + 1];
    assert_eq!(AddCheckpoint::parse(&huge), Err(AddCheckpointError::TooLong));
}

/// A tree of `size` numbered leaves with all its nodes.
fn tree(size: u64) -> (TreeHead, HashMap<Node, Hash>) {
    let (mut frontier, mut nodes) = (Frontier::new(), HashMap::new());
    for leaf in 0..size {
        frontier.push_each(leaf_hash(&leaf.to_be_bytes()), |node, hash| {
            nodes.insert(node, hash);
        });
    }
    (TreeHead { size, root: frontier.root() }, nodes)
}

fn body(old_size: u64, size: u64) -> AddCheckpoint {
    let (head, nodes) = tree(size);
    let plan = ProofPlan::consistency(old_size.min(size), size).unwrap();
    let proof = plan.prove(|node| nodes.get(&node).copied().ok_or(node)).unwrap();
    let origin = KeyName::new("example.com/log").unwrap();
    let checkpoint = SignedCheckpoint::new(Checkpoint::new(&origin, size, head.root));
    AddCheckpoint { old_size, proof, checkpoint }
}

#[test]
fn a_witness_follows_a_growing_log() {
    let mut latest = TreeHead::default();
    for size in [0, 1, 1, 6, 7, 64, 64, 100] {
        latest = body(latest.size, size).advance(latest).unwrap();
        assert_eq!(latest, tree(size).0);
    }
}

#[test]
fn what_a_witness_refuses() {
    use WitnessRefusal::{Conflict, Inconsistent, OldSizeAbove};
    let (latest, _) = tree(7);
    let forked = TreeHead { root: [1; 32], ..latest };
    let mut proof_from_nothing = body(0, 7);
    proof_from_nothing.proof.push([0; 32]);
    let mut proof_of_nothing = body(7, 7);
    proof_of_nothing.proof.push([0; 32]);
    for (body, latest, refusal, status) in [
        (body(8, 7), latest, OldSizeAbove, 400),
        (body(5, 9), latest, Conflict(7), 409),
        (body(0, 9), latest, Conflict(7), 409),
        (body(5, 6), latest, Conflict(7), 409), // smaller than what was cosigned
        (body(7, 7), forked, Conflict(7), 409), // another tree of the same size
        (body(7, 9), forked, Inconsistent(ProofError::Root), 422),
        (proof_from_nothing, TreeHead::default(), Inconsistent(ProofError::Length), 422),
        (proof_of_nothing, latest, Inconsistent(ProofError::Length), 422),
    ] {
        assert_eq!(body.advance(latest), Err(refusal));
        assert_eq!(refusal.status(), status);
    }
}

#[cfg(feature = "verify")]
#[test]
fn a_witness_knows_whose_log_it_is() {
    use crate::note::SignatureType;
    use crate::note::tests::Signer;
    let (log, rotated, other) = (
        Signer::new("example.com/log", 1),
        Signer::new("example.com/log", 2),
        Signer::new("example.com/other", 3),
    );
    let keys = [&rotated, &log].map(|signer| signer.verifier(SignatureType::Ed25519));
    let mut ours = body(0, 7);
    assert_eq!(ours.signed_by(&keys), Err(WitnessRefusal::NotSigned));
    assert_eq!(ours.signed_by(&[other.verifier(SignatureType::Ed25519)]), Err(WitnessRefusal::UnknownOrigin));
    assert_eq!(ours.signed_by(&[]).unwrap_err().status(), 404);
    ours.checkpoint.add(other.sign(ours.checkpoint.note())).unwrap();
    assert_eq!(ours.signed_by(&keys).unwrap_err().status(), 403);
    ours.checkpoint.add(log.sign(ours.checkpoint.note())).unwrap();
    assert_eq!(ours.signed_by(&keys), Ok(&keys[1]));
    let mut bent = body(0, 8);
    bent.checkpoint.add(ours.checkpoint.note().signatures()[1].clone()).unwrap();
    assert_eq!(bent.signed_by(&keys), Err(WitnessRefusal::NotSigned));
}

proptest! {
    #[test]
    fn reading_never_panics_and_loses_nothing(at in 0usize..EXAMPLE.len(), to: u8, cut in 0usize..EXAMPLE.len()) {
        let mut octets = EXAMPLE.as_bytes().to_vec();
        octets[at] = to;
        for octets in [&octets[..], &octets[..cut]] {
            if let Ok(body) = AddCheckpoint::parse(octets) {
                prop_assert_eq!(body.to_string().into_bytes(), octets);
            }
        }
    }
}
