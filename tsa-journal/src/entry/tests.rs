use proptest::prelude::*;
use tsa_core::UnixTime;

use super::*;

fn record<'a>(kind: u8, numbers: [u64; 4], hash: [u8; 32], text: &'a str, octets: &'a [u8]) -> Record<'a> {
    let index = |number: u64| LeafIndex::new(number & ((1 << 48) - 1)).unwrap();
    let totals = Totals { leaves: numbers[0], tokens: numbers[1], issued: numbers[2], void: numbers[3] };
    let last_gen_time = (numbers[1] != 0).then(|| UnixTime::from_nanos(numbers[1]));
    match kind % 6 {
        0 => {
            let mut edge = numbers[0].to_be_bytes().to_vec();
            (0..numbers[0].count_ones()).for_each(|_| edge.extend_from_slice(&hash));
            Record::Start(Start {
                segment: numbers[3],
                origin: text,
                totals,
                last_gen_time,
                frontier: Frontier::from_bytes(&edge).unwrap(),
                former: numbers[2].is_multiple_of(2).then_some(Former {
                    origin: text,
                    size: numbers[2],
                    root: hash,
                }),
            })
        }
        1 => Record::Token(TokenRecord {
            index: index(numbers[0]),
            reading: TimeReading {
                now: UnixTime::from_nanos(numbers[1]),
                error: Duration::from_nanos(numbers[2]),
                state: [TimeState::Synced, TimeState::Holdover, TimeState::Unproven, TimeState::Lost]
                    [(numbers[3] % 4) as usize],
            },
            signed_attributes_sha256: hash,
            certificate_sha256: hash,
            profile: text,
            access_key: Some(text.as_bytes()).filter(|key| !key.is_empty()),
            tst_info: octets,
        }),
        2 => Record::Issued { token: index(numbers[0]), token_sha256: hash },
        3 => Record::Failed(FailedRecord {
            index: index(numbers[0]),
            token: index(numbers[1]),
            reason: VoidReason::from_code(1 + (numbers[2] % 3) as u8).unwrap(),
        }),
        4 => Record::Seal(Seal { totals, last_gen_time, root: hash }),
        _ => Record::Event { kind: 32 + (numbers[0] % 32) as u8, content: octets },
    }
}

proptest! {
    #[test]
    fn records_are_read_as_they_were_written(
        kind: u8,
        numbers in proptest::array::uniform4(0..1u64 << 60),
        hash: [u8; 32],
        text in "[a-z./é]{0,60}",
        octets in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let record = record(kind, numbers, hash, &text, &octets);
        let mut encoded = Vec::new();
        record.encode(&mut encoded);
        record.encode(&mut encoded);
        let mut cursor = Cursor::new(&encoded);
        prop_assert_eq!(&Record::decode(&mut cursor).unwrap(), &record);
        prop_assert_eq!(&Record::decode(&mut cursor).unwrap(), &record);
        prop_assert!(cursor.is_empty());
    }

    #[test]
    fn any_octets_are_read_or_refused(octets in proptest::collection::vec(any::<u8>(), 0..200), kind in 0u8..70) {
        let mut framed = u32::try_from(octets.len() + 1).unwrap().to_be_bytes().to_vec();
        framed.push(kind);
        framed.extend_from_slice(&octets);
        if let Ok(record) = Record::decode(&mut Cursor::new(&framed)) {
            let mut encoded = Vec::new();
            record.encode(&mut encoded);
            prop_assert_eq!(encoded, framed);
        }
    }
}

#[test]
fn kinds_that_are_not_assigned_are_refused_and_events_are_passed_over() {
    for (kind, known) in [(0u8, false), (6, false), (31, false), (32, true), (63, true), (64, false)] {
        let octets = [0, 0, 0, 2, kind, 9];
        assert_eq!(Record::decode(&mut Cursor::new(&octets)).is_ok(), known, "{kind}");
    }
}
