//! The worked example of `docs/log-format.md`: computed here, and compared with the page.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::Write as _;
use core::time::Duration;
use std::collections::HashMap;

use sha2::{Digest as _, Sha256};

use super::TlogProof;
use crate::asn1::Oid;
use crate::audit::{Auditor, Sighting, Verdict};
use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::leaf::{Entry, TokenEntry, VoidEntry, VoidReason, push_to_bundle, read_bundle};
use crate::merkle::{Frontier, Hash, Node, ProofPlan, Tile, TileKind, leaf_hash};
use crate::note::tests::Signer;
use crate::note::{CosignatureTime, SignatureType};
use crate::serial::LeafIndex;
use crate::tlog_policy::LogPolicy;

const PAGE: &str = include_str!("../../../docs/log-format.md");

/// The times of the two checkpoints of the example: 16:48:02Z and 16:48:10Z on 22 November 2026.
const FIRST: u64 = 1_795_366_082;
const SECOND: u64 = 1_795_366_090;

fn token(number: u8, gen_time: &str) -> Vec<u8> {
    let sha256 = |text: &str| Sha256::digest(text).into();
    let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap();
    let tst_info = sha256(&format!("example TSTInfo {number}"));
    TokenEntry::new(sha256("example certificate"), policy, gen_time.as_bytes(), tst_info).unwrap().to_bytes()
}

fn entries() -> Vec<Vec<u8>> {
    let void = VoidEntry::new(LeafIndex::new(1).unwrap(), VoidReason::SigningTooSlow);
    alloc::vec![
        token(0, "20261122164800Z"),
        token(1, "20261122164801Z"),
        void.to_bytes(),
        token(3, "20261122164809Z"),
        token(4, "20261122164809.5Z"),
    ]
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn tree() -> (Frontier, HashMap<Node, Hash>) {
    let (mut frontier, mut nodes) = (Frontier::new(), HashMap::new());
    for entry in entries() {
        frontier.push_each(leaf_hash(&entry), |node, hash| {
            nodes.insert(node, hash);
        });
    }
    (frontier, nodes)
}

fn signers() -> (Signer, Signer, Signer) {
    let name = "log.example.com/tsa";
    (
        Signer::new(name, 1),
        Signer::new("log.example.com/tsa/time", 2),
        Signer::new("witness.example.net/w1", 3),
    )
}

fn checkpoint() -> SignedCheckpoint {
    let (log, own, witness) = signers();
    let (frontier, _) = tree();
    let mut checkpoint = SignedCheckpoint::new(Checkpoint::new(log.name(), 5, frontier.root()));
    checkpoint.add(log.sign(checkpoint.note())).unwrap();
    checkpoint.add(own.cosign(checkpoint.note(), SECOND)).unwrap();
    checkpoint.add(witness.cosign(checkpoint.note(), SECOND + 1)).unwrap();
    checkpoint
}

fn proof() -> TlogProof {
    let (_, nodes) = tree();
    let path =
        ProofPlan::inclusion(3, 5).unwrap().prove(|node| nodes.get(&node).copied().ok_or(node)).unwrap();
    TlogProof { extra: None, index: 3, path, checkpoint: checkpoint() }
}

fn policy() -> String {
    let (log, _, witness) = signers();
    format!(
        "log {}\nwitness w1 {}\nquorum w1\n",
        log.verifier(SignatureType::Ed25519),
        witness.verifier(SignatureType::Cosignature)
    )
}

/// Every block of the page that is computed, with the name it goes by when it is missing.
fn blocks() -> [(&'static str, String); 6] {
    let (_, nodes) = tree();
    let mut listed = String::new();
    let mut hashes = String::new();
    for (index, entry) in entries().iter().enumerate() {
        writeln!(listed, "{index}  {}", hex(entry)).unwrap();
        writeln!(hashes, "{index}  {}", hex(&leaf_hash(entry))).unwrap();
    }
    let mut above: Vec<_> = nodes.into_iter().filter(|(node, _)| node.level > 0).collect();
    above.sort_unstable();
    let nodes = above.iter().fold(String::new(), |mut text, (node, hash)| {
        writeln!(text, "level {} index {}  {}", node.level, node.index, hex(hash)).unwrap();
        text
    });
    let root = format!("{}\n", hex(&tree().0.root()));
    [
        ("entries", listed),
        ("leaf hashes", hashes),
        ("nodes", nodes),
        ("tree head", root),
        ("proof", proof().to_string()),
        ("policy", policy()),
    ]
}

#[test]
fn the_page_shows_what_is_computed() {
    for (name, block) in blocks() {
        assert!(PAGE.contains(&format!("\n```text\n{block}```\n")), "the block `{name}` should be\n{block}");
    }
    let bundle = entries().iter().fold(Vec::new(), |mut bundle, entry| {
        push_to_bundle(&mut bundle, entry).unwrap();
        bundle
    });
    let tile = Tile::of(TileKind::Hashes(0), 0, 5).unwrap();
    let entries_tile = Tile::of(TileKind::Entries, 0, 5).unwrap();
    for sentence in [
        format!("`{tile}` holds the five leaf hashes, {} octets", 5 * 32),
        format!("`{entries_tile}` the five entries, {} octets", bundle.len()),
    ] {
        assert!(PAGE.contains(&sentence), "{sentence}");
    }
    assert_eq!(read_bundle(&bundle, 5).unwrap(), entries());
}

#[test]
fn the_proof_on_the_page_holds_under_the_policy_on_the_page() {
    let policy = LogPolicy::parse(policy().as_bytes()).unwrap();
    let text = proof().to_string();
    let accepted =
        TlogProof::parse(text.as_bytes()).unwrap().verify(&leaf_hash(&entries()[3]), &policy).unwrap();
    assert_eq!(accepted.first_seen(), CosignatureTime::new(SECOND + 1));
}

#[test]
fn the_audit_on_the_page() {
    let sighting = |size, seconds| Sighting { size, time: CosignatureTime::new(seconds).unwrap() };
    let mut auditor = Auditor::new([sighting(2, FIRST), sighting(5, SECOND)].into_iter());
    let accuracy = Duration::from_secs(1);
    for (index, entry) in (0..).zip(entries()) {
        let Ok(Entry::Token(entry)) = Entry::parse(&entry) else { continue };
        let bounds = auditor.bounds(index).unwrap();
        assert_eq!(bounds.judge(entry.time(), accuracy), Verdict::Agrees, "{index}");
        if index == 3 {
            let (before, after) = (bounds.before.unwrap().as_secs(), bounds.after.unwrap().as_secs());
            let line = format!("{} <= {} <= {}", before - 10, entry.time().as_secs(), after + 1 + 10);
            assert!(PAGE.contains(&line), "{line}");
        }
    }
}

#[test]
fn the_void_reasons_on_the_page() {
    for code in 1..=u8::MAX {
        let row = PAGE.contains(&format!("\n| {code} | `"));
        assert_eq!(row, VoidReason::from_code(code).is_some(), "{code}");
        if let Some(reason) = VoidReason::from_code(code) {
            assert!(PAGE.contains(&format!("\n| {code} | `{}` |", reason.refusal().name())), "{code}");
        }
    }
}
