use super::*;
use crate::testing::{READING, TestCertificate, request, serial, settings, tsu};
use crate::{Accuracy, GenTimeUnit, Policy, TimeState};
use alloc::vec;
use proptest::prelude::*;

/// A draft as the journal gets it, and the certificate of its signer.
fn draft() -> (crate::Draft, Vec<u8>) {
    let policy = Policy::new(settings()).unwrap();
    let grant = policy.decide(request(&[]), TimeState::Synced, &tsu()).unwrap();
    let gen_time = READING.gen_time(None, GenTimeUnit::Second, Accuracy::ONE_SECOND, false).unwrap();
    (grant.draft(serial(), gen_time), TestCertificate::default().der())
}

fn entry() -> TokenEntry {
    let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.0").unwrap();
    TokenEntry::new([0xaa; 32], policy, b"20261122164800Z", [0xbb; 32]).unwrap()
}

#[test]
fn token_entry_octets() {
    let octets = [
        &[1u8][..],
        &[0xaa; 32],
        &[10, 0x2b, 6, 1, 4, 1, 0x81, 0xfd, 0x59, 1, 0],
        &[15],
        b"20261122164800Z",
        &[0xbb; 32],
    ]
    .concat();
    assert_eq!(entry().to_bytes(), octets);
    assert_eq!(Entry::parse(&octets), Ok(Entry::Token(entry())));
    assert_eq!(entry().time().as_secs(), 1_795_366_080);
    assert_eq!(entry().leaf_hash(), <[u8; 32]>::from(Sha256::digest([&[0u8][..], &octets].concat())));
}

#[test]
fn void_entry_octets() {
    let index = LeafIndex::new(0x0102_0304_0506).unwrap();
    for (reason, code) in
        [(VoidReason::SigningFailed, 1), (VoidReason::SigningTooSlow, 2), (VoidReason::SelfCheckFailed, 3)]
    {
        let void = VoidEntry::new(index, reason);
        let octets = [2, 0, 0, 1, 2, 3, 4, 5, 6, code];
        assert_eq!(void.to_bytes(), octets);
        assert_eq!(Entry::parse(&octets), Ok(Entry::Void(void)));
        assert_eq!(void.reason(), Some(reason));
        assert_eq!(void.leaf_hash(), merkle::leaf_hash(&octets));
    }
}

#[test]
fn every_code_has_one_reason_and_every_reason_its_refusal() {
    let assigned: Vec<u8> = (0..=255).filter(|code| VoidReason::from_code(*code).is_some()).collect();
    assert_eq!(assigned, [1, 2, 3]);
    for code in assigned {
        assert_eq!(VoidReason::from_code(code).unwrap().code(), code);
    }
    let void: Vec<Refusal> =
        Refusal::ALL.into_iter().filter(|refusal| VoidReason::of_refusal(*refusal).is_some()).collect();
    assert_eq!(void, [Refusal::SigningFailed, Refusal::SigningTooSlow, Refusal::SelfCheckFailed]);
    for refusal in void {
        assert_eq!(VoidReason::of_refusal(refusal).unwrap().refusal(), refusal);
    }
}

#[test]
fn a_code_that_is_not_assigned_is_void_all_the_same() {
    let Ok(Entry::Void(void)) = Entry::parse(&[2, 0, 0, 0, 0, 0, 0, 0, 9, 0xee]) else { panic!() };
    assert_eq!((void.index().value(), void.reason(), void.code()), (9, None, 0xee));
}

#[test]
fn an_unknown_first_octet_is_not_interpreted() {
    for first in [0u8, 3, 0xff] {
        assert_eq!(Entry::parse(&[first]), Ok(Entry::Unknown(first)));
        assert_eq!(Entry::parse(&[first, 1, 2, 3]), Ok(Entry::Unknown(first)));
    }
}

#[test]
fn the_entry_of_a_token_is_the_one_that_the_journal_made_of_its_draft() {
    let (draft, certificate) = draft();
    let of_draft =
        TokenEntry::of_tst_info(draft.tst_info_der(), Sha256::digest(&certificate).into()).unwrap();
    let of_token = TokenEntry::of_token(draft.tst_info_der(), &certificate).unwrap();
    assert_eq!(of_token, of_draft);
    assert_eq!(of_token.time(), draft.gen_time().time());
    assert_eq!(of_token.signer_sha256().as_slice(), Sha256::digest(&certificate).as_slice());
    assert_eq!(of_token.tst_info_sha256().as_slice(), Sha256::digest(draft.tst_info_der()).as_slice());
    assert_eq!(of_token.policy(), &settings().policies[0]);
    // Nothing by which a guessed document could be confirmed is in the open.
    let octets = of_token.to_bytes();
    for secret in [draft.serial().as_bytes().as_slice(), &[7; 32]] {
        assert!(!octets.windows(secret.len()).any(|window| window == secret));
    }
    assert_eq!(TokenEntry::of_token(&certificate, &certificate), Err(EntryError::TstInfo));
    assert_eq!(TokenEntry::of_token(&[], &certificate), Err(EntryError::TstInfo));
}

#[test]
fn entries_that_are_none() {
    let good = entry().to_bytes();
    for length in 1..good.len() {
        assert!(Entry::parse(&good[..length]).is_err(), "{length}");
    }
    let change = |at: usize, to: u8| {
        let mut bad = good.clone();
        bad[at] = to;
        bad
    };
    for (bad, error) in [
        (vec![], EntryError::Malformed),
        ([good.as_slice(), &[0]].concat(), EntryError::Malformed),
        (change(33, 0), EntryError::Malformed),    // an empty policy
        (change(33, 11), EntryError::Malformed),   // the policy one octet longer
        (change(34, 0x80), EntryError::Malformed), // an arc that starts with a zero
        (change(44, 14), EntryError::Malformed),
        (change(59, b'z'), EntryError::GenTime),
        (change(45, b'x'), EntryError::GenTime),
        (vec![2, 0, 0, 0, 0, 0, 0, 0, 1], EntryError::Malformed),
        (vec![2, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1], EntryError::Malformed),
        (vec![2, 0, 1, 0, 0, 0, 0, 0, 0, 1], EntryError::Malformed), // an index of 49 bits
    ] {
        assert_eq!(Entry::parse(&bad), Err(error), "{bad:02x?}");
    }
    let long = Oid::from_content(&[1; 256]).unwrap();
    assert_eq!(TokenEntry::new([0; 32], long, b"20261122164800Z", [0; 32]), Err(EntryError::PolicyTooLong));
    let longest = Oid::from_content(&[1; 255]).unwrap();
    let longest = TokenEntry::new([0; 32], longest, b"20261122164800.123456789Z", [0; 32]).unwrap();
    assert_eq!(Entry::parse(&longest.to_bytes()), Ok(Entry::Token(longest)));
}

#[test]
fn tlog_tiles_bundles() {
    let mut bundle = Vec::new();
    push_to_bundle(&mut bundle, b"abc").unwrap();
    push_to_bundle(&mut bundle, b"").unwrap();
    assert_eq!(bundle, [0, 3, b'a', b'b', b'c', 0, 0]);
    assert_eq!(read_bundle(&bundle, 2), Ok(vec![&b"abc"[..], b""]));
    for (octets, width) in
        [(&bundle[..], 1), (&bundle, 3), (&bundle[..6], 2), (&bundle[..4], 1), (&[], 1), (&[0], 0)]
    {
        assert_eq!(read_bundle(octets, width), Err(BundleError::Malformed), "{octets:?} {width}");
    }
    assert_eq!(push_to_bundle(&mut bundle, &[0; 0x1_0000]), Err(BundleError::EntryTooLong));
    assert_eq!(bundle.len(), 7);
}

proptest! {
    #[test]
    fn what_is_read_is_written_back(octets in proptest::collection::vec(any::<u8>(), 0..200)) {
        match Entry::parse(&octets) {
            Ok(Entry::Token(entry)) => prop_assert_eq!(entry.to_bytes(), octets),
            Ok(Entry::Void(entry)) => prop_assert_eq!(entry.to_bytes(), octets),
            Ok(Entry::Unknown(first)) => prop_assert_eq!(octets[0], first),
            Err(_) => {}
        }
    }

    #[test]
    fn bent_token_entries_never_panic(at in 0usize..92, to: u8) {
        let mut octets = entry().to_bytes();
        octets[at] = to;
        if let Ok(Entry::Token(entry)) = Entry::parse(&octets) {
            prop_assert_eq!(entry.to_bytes(), octets);
        }
    }

    #[test]
    fn bundles_are_read_back(
        entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..50), 1..20),
    ) {
        let mut bundle = Vec::new();
        for entry in &entries {
            push_to_bundle(&mut bundle, entry).unwrap();
        }
        prop_assert_eq!(read_bundle(&bundle, entries.len() as u16).unwrap(), entries);
    }

    #[test]
    fn reading_bundles_never_panics(octets in proptest::collection::vec(any::<u8>(), 0..100), width in 0u16..=256) {
        let _ = read_bundle(&octets, width);
    }
}
