use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use tsa_core::leaf::VoidReason;
use tsa_core::merkle::Frontier;
use tsa_core::{GenTime, GenTimeUnit, LeafIndex, SerialNumber, TimeReading, TimeState, UnixTime};

use super::*;
use crate::entry::{FailedRecord, Start, TokenRecord, Totals};
use crate::state::State;
use crate::testing::{ORIGIN, START, grant};

/// A whole journal that never changes: a start, two tokens, an outcome of each kind, the seal.
fn example() -> Vec<u8> {
    let mut state = State::default();
    let mut file = SEGMENT_MAGIC.to_vec();
    let mut group = |state: &mut State, records: &[Record<'_>]| {
        let mut group = GroupBuilder::new(state.next_group, &state.chain);
        for record in records {
            state.apply(record).unwrap();
            group.push(record);
        }
        let (octets, chain) = group.finish();
        state.close_group(chain);
        file.extend_from_slice(&octets);
    };
    let start = Start {
        segment: 1,
        origin: ORIGIN,
        totals: Totals::default(),
        last_gen_time: None,
        frontier: Frontier::new(),
        former: None,
    };
    group(&mut state, &[Record::Start(start)]);
    let now = UnixTime::from_nanos(START * 1_000_000 + 500_000_000);
    let index = |index| LeafIndex::new(index).unwrap();
    let gen_time = GenTime::floor(now, GenTimeUnit::Second);
    let draft =
        |at: u64| grant(GenTimeUnit::Second).draft(SerialNumber::new([0xab; 10], index(at)), gen_time);
    let drafts = [draft(0), draft(1)];
    let tokens: Vec<Record<'_>> = drafts
        .iter()
        .map(|draft| {
            Record::Token(TokenRecord {
                index: draft.serial().index(),
                reading: TimeReading { now, error: Duration::from_millis(3), state: TimeState::Synced },
                signed_attributes_sha256: draft.to_be_signed_sha256(),
                certificate_sha256: *draft.tsu().certificate_sha256(),
                profile: "default",
                access_key: None,
                tst_info: draft.tst_info_der(),
            })
        })
        .collect();
    group(&mut state, &tokens);
    let issued = Record::Issued { token: index(0), token_sha256: [0x11; 32] };
    let failed = FailedRecord { index: index(2), token: index(1), reason: VoidReason::SigningTooSlow };
    group(&mut state, &[issued, Record::Failed(failed)]);
    let seal = Record::Seal(state.seal());
    group(&mut state, &[seal]);
    file
}

/// The example, field by field, as the document shows it.
fn listing() -> String {
    let octets = example();
    let mut text = String::new();
    let mut at = 0;
    let mut field = |length: usize, meaning: &str| {
        let rows: Vec<&[u8]> = octets[at..at + length].chunks(16).collect();
        for (row, piece) in rows.iter().enumerate() {
            let hex: String = piece.iter().map(|octet| format!("{octet:02x}")).collect();
            let meaning = if row == 0 { meaning } else { "" };
            writeln!(text, "{}", format!("{:05}  {hex:<32}  {meaning}", at + 16 * row).trim_end()).unwrap();
        }
        at += length;
        piece_u32(&octets[at - length..at])
    };
    field(16, "segment magic");
    let header = |field: &mut dyn FnMut(usize, &str) -> usize, what: &str| {
        field(8, &format!("group magic: {what}"));
        field(8, "number of the group");
        field(32, "check value of the group before");
        field(4, "length of the records");
    };
    let totals = |field: &mut dyn FnMut(usize, &str) -> usize| {
        for count in ["leaves", "tokens", "issued", "void"] {
            field(8, count);
        }
        field(8, "highest genTime, ns since 1970 (0: none)");
    };
    header(&mut field, "the start of the segment");
    field(4, "length of the record");
    field(1, "kind 1: start");
    field(8, "number of the segment");
    field(1, "length of the origin");
    field(ORIGIN.len(), "origin");
    totals(&mut field);
    field(1, "no former log");
    field(32, "check value");
    header(&mut field, "two tokens");
    for token in ["first", "second"] {
        let length = field(4, &format!("length of the record ({token} token)"));
        field(1, "kind 2: token");
        field(8, "leaf index");
        field(8, "reading: now, ns since 1970");
        field(8, "reading: error, ns");
        field(1, "reading: state 0, synced");
        field(32, "SHA-256 of signedAttrs");
        field(32, "SHA-256 of the signer's certificate");
        field(1, "length of the profile");
        field(7, "profile");
        field(1, "length of the access key: none");
        field(length - 99, "TSTInfo");
    }
    field(32, "check value");
    header(&mut field, "two outcomes");
    field(4, "length of the record");
    field(1, "kind 3: issued");
    field(8, "leaf index of the token");
    field(32, "SHA-256 of the token");
    field(4, "length of the record");
    field(1, "kind 4: failed");
    field(8, "leaf index of the void entry");
    field(8, "leaf index of the token");
    field(1, "reason 2: signing too slow");
    field(32, "check value");
    header(&mut field, "the seal");
    field(4, "length of the record");
    field(1, "kind 5: seal");
    totals(&mut field);
    field(32, "root of the log");
    field(32, "check value");
    assert_eq!(at, octets.len());
    text
}

fn piece_u32(piece: &[u8]) -> usize {
    piece.first_chunk().copied().map_or(0, u32::from_be_bytes) as usize
}

/// The content of the `number`th fenced block of the document that is marked with `language`.
fn block(language: &str) -> &'static str {
    let document = include_str!("../../../docs/journal-format.md");
    let (_, rest) = document.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

#[test]
fn the_document_shows_the_octets_that_are_written() {
    let listing = listing();
    assert!(block("hex") == listing, "docs/journal-format.md should show:\n{listing}");
}

#[test]
fn the_reader_in_the_document_reads_them() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("read.py"), block("python")).unwrap();
    std::fs::write(directory.path().join("segment-0000000001"), example()).unwrap();
    let read = || {
        let output = Command::new("python3")
            .args(["read.py", "segment-0000000001"])
            .current_dir(directory.path())
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(read(), (true, block("output").to_owned()));
    let mut octets = example();
    let last = octets.len() - 1;
    octets[last - 200] ^= 1;
    std::fs::write(directory.path().join("segment-0000000001"), octets).unwrap();
    assert!(!read().0);
}

#[test]
fn names_of_segments_are_read_as_they_are_written() {
    let path = segment_path(Path::new("/j"), 12);
    assert_eq!(path, Path::new("/j/segment-0000000012"));
    for (name, number) in [
        ("segment-0000000012", Some(12)),
        ("segment-12345678901", Some(12_345_678_901)),
        ("segment-12", None),
        ("segment-00000000012", None),
        ("segment-0000000012.tmp", None),
        ("segment-0000000012.before-recovery-1", None),
        ("lock", None),
    ] {
        assert_eq!(segment_number(name), number, "{name}");
    }
}
