use super::*;
use crate::merkle::EMPTY_ROOT;
use alloc::format;
use alloc::string::ToString;
use proptest::prelude::*;

const ROOT: &str = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

#[test]
fn tlog_checkpoint_example() {
    // The example of C2SP tlog-checkpoint.
    let note = format!(
        "example.com/behind-the-sofa\n20852163\n{ROOT}\n\n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    );
    let signed = SignedCheckpoint::parse(note.as_bytes()).unwrap();
    let checkpoint = signed.checkpoint();
    assert_eq!((checkpoint.origin(), checkpoint.size()), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.root()[..4], [0x0a, 0xc5, 0x18, 0x6a]);
    assert!(checkpoint.extensions().is_empty());
    assert_eq!(checkpoint.to_string(), signed.note().text());
    assert_eq!(signed.to_string(), note);
}

#[test]
fn a_checkpoint_of_ones_own() {
    let origin = KeyName::new("log.example.com/2026").unwrap();
    let signed = SignedCheckpoint::new(Checkpoint::new(&origin, 0, EMPTY_ROOT));
    assert_eq!(
        signed.note().to_be_signed(),
        b"log.example.com/2026\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    );
    assert_eq!(Checkpoint::parse(signed.note().text()).as_ref(), Ok(signed.checkpoint()));
}

#[test]
fn tlog_checkpoint_extension_lines_and_strange_origins_are_kept() {
    let text = format!("Go + spaces in the origin\n1\n{ROOT}\nextension 1\n 2 \n");
    let checkpoint = Checkpoint::parse(&text).unwrap();
    assert_eq!(checkpoint.origin(), "Go + spaces in the origin");
    assert_eq!(checkpoint.extensions(), ["extension 1", " 2 "]);
    assert_eq!(checkpoint.to_string(), text);
    assert_eq!(SignedCheckpoint::new(checkpoint).note().text(), text);
}

#[test]
fn checkpoints_that_are_none() {
    use CheckpointError::{Lines, Root, Size};
    for (text, error) in [
        ("", Lines),
        ("\n", Lines),
        ("o\n1\n", Lines),
        ("\n1\nROOT\n", Lines),
        ("o\n\nROOT\n", Lines),
        ("o\n1\n\n", Lines),
        ("o\n1\nROOT", Lines),
        ("o\n1\nROOT\n\n", Lines),
        ("o\n1\nROOT\n\nextension\n", Lines),
        ("o\n01\nROOT\n", Size),
        ("o\n00\nROOT\n", Size),
        ("o\n-1\nROOT\n", Size),
        ("o\n+1\nROOT\n", Size),
        ("o\n 1\nROOT\n", Size),
        ("o\n1 \nROOT\n", Size),
        ("o\n0x1\nROOT\n", Size),
        ("o\n1.0\nROOT\n", Size),
        ("o\n٣\nROOT\n", Size),
        ("o\n9223372036854775808\nROOT\n", Size),
        ("o\n99999999999999999999\nROOT\n", Size),
        ("o\n1\n ROOT\n", Root),
        ("o\n1\nROOT=\n", Root),
        ("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n", Root),
        ("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n", Root),
        ("o\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n", Root),
        ("o\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n", Root),
        ("o\r\n1\r\nROOT\r\n", NoteError::ControlCharacter.into()),
        ("o\n1\t\nROOT\n", NoteError::ControlCharacter.into()),
    ] {
        let text = text.replace("ROOT", ROOT);
        assert_eq!(Checkpoint::parse(&text), Err(error), "{text:?}");
    }
    assert_eq!(SignedCheckpoint::parse(b"o\n"), Err(NoteError::Layout.into()));
    assert_eq!(SignedCheckpoint::parse("t\n\n— n AQIDBAU=\n".as_bytes()), Err(Lines));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(size in 0u64..1 << 63, root: Hash) {
        let origin = KeyName::new("log.example.com").unwrap();
        let checkpoint = Checkpoint::new(&origin, size, root);
        prop_assert_eq!(Checkpoint::parse(&checkpoint.to_string()), Ok(checkpoint));
    }

    #[test]
    fn reading_never_panics_and_loses_nothing(text in "(\\PC{0,9}\n)?[0-9]{0,21}\n[A-Za-z0-9+/]{42,43}={0,2}\n(\\PC{0,5}\n){0,2}") {
        if let Ok(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.to_string(), text);
        }
    }
}
