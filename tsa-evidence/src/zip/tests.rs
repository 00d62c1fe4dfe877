use std::io::Write as _;
use std::process::{Command, Stdio};
use std::string::ToString;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use super::*;

fn files() -> Vec<(&'static str, &'static [u8])> {
    vec![("a.txt", b"hello"), ("original/Größe/日本.bin", &[0u8; 1000]), ("empty", b"")]
}

#[test]
fn crc32_check_value() {
    assert_eq!(Crc32::of(b"123456789"), 0xCBF4_3926);
    let mut pieces = Crc32::default();
    b"123456789".chunks(2).for_each(|piece| pieces.update(piece));
    assert_eq!(pieces.finish(), 0xCBF4_3926);
}

#[test]
fn what_is_written_is_read() {
    let zip = write(&files());
    let archive = Archive::open(&zip).unwrap();
    for ((name, octets), entry) in files().iter().zip(archive.entries()) {
        assert_eq!(entry.name, *name);
        assert_eq!(archive.read(entry, 1000).unwrap(), *octets);
    }
    assert_eq!(archive.read(&archive.entries()[1], 999), Err(ZipFault::TooLarge));
    assert_eq!(Archive::open(&write(&[])).unwrap().entries(), []);
}

/// Python's zipfile, written by others, agrees with the writer and packs what the reader reads.
#[test]
fn python_agrees() {
    let folder = tempfile::tempdir().unwrap();
    let ours = folder.path().join("ours.zip");
    std::fs::write(&ours, write(&files())).unwrap();
    let theirs = folder.path().join("theirs.zip");
    let program = "import sys,zipfile\n\
        z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None\n\
        o=zipfile.ZipFile(sys.argv[2],'w',zipfile.ZIP_DEFLATED)\n\
        o.writestr('folder/','')\n\
        [o.writestr(n,z.read(n)) for n in z.namelist()]; o.close()\n";
    let mut python = Command::new("python3")
        .args(["-", ours.to_str().unwrap(), theirs.to_str().unwrap()])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    python.stdin.take().unwrap().write_all(program.as_bytes()).unwrap();
    assert!(python.wait().unwrap().success());
    let zip = std::fs::read(theirs).unwrap();
    let archive = Archive::open(&zip).unwrap();
    let read: Vec<_> = archive
        .entries()
        .iter()
        .map(|entry| (entry.name.clone(), archive.read(entry, 1000).unwrap()))
        .collect();
    let expected: Vec<_> = files().iter().map(|(name, octets)| (name.to_string(), octets.to_vec())).collect();
    assert_eq!(read, expected);
    assert_eq!(archive.entries()[1].method, Method::Deflate);
}

#[test]
fn beyond_four_gigabytes() {
    let size = 5 << 32;
    let header = local_header("big", size, 7);
    let entries = vec![
        Stored { name: "big".to_string(), size, crc32: 7, offset: 0 },
        Stored { name: "after".to_string(), size: 3, crc32: 9, offset: header.len() as u64 + size },
    ];
    let directory = central_directory(&entries);
    let start = entries[1].offset + local_header("after", 3, 9).len() as u64 + 3;
    let place = Place::find(&directory, start + directory.len() as u64).unwrap();
    assert_eq!((place.offset, place.count), (start, 2));
    let read = read_directory(&directory[..place.len as usize], place).unwrap();
    for (read, stored) in read.iter().zip(&entries) {
        assert_eq!(
            (&read.name, read.size, read.crc32, read.offset),
            (&stored.name, stored.size, stored.crc32, stored.offset)
        );
        assert_eq!(read.packed, read.size);
    }
    assert_eq!(read[0].data_offset(&header), Ok(header.len() as u64));
}

#[test]
fn names_that_are_refused() {
    for name in ["/etc/passwd", "../a", "a/../b", "a//b", "./a", "a\\b", "C:/a", "a\nb", "a\0b", ""] {
        assert_eq!(Archive::open(&write(&[(name, b"x")])).err(), Some(ZipFault::Name), "{name}");
    }
    assert_eq!(Archive::open(&write(&[("a", b"x"), ("a", b"y")])).err(), Some(ZipFault::Twice));
}

#[test]
fn what_contradicts_itself() {
    let zip = write(&files());
    let directory = zip.len() - 22 - 3 * 46 - files().iter().map(|(name, _)| name.len()).sum::<usize>();
    let patched = |at: usize, octets: &[u8]| {
        let mut zip = zip.clone();
        zip[at..at + octets.len()].copy_from_slice(octets);
        zip
    };
    let open = |zip: &[u8]| Archive::open(zip).map(|_| ()).unwrap_err();
    assert_eq!(open(b""), ZipFault::NotZip);
    assert_eq!(open(&zip[..zip.len() - 1]), ZipFault::NotZip);
    assert_eq!(open(&[b"x".as_slice(), &zip].concat()), ZipFault::Malformed);
    assert_eq!(open(&patched(directory + 8, &[1, 0])), ZipFault::Encrypted);
    assert_eq!(open(&patched(directory + 10, &[14, 0])), ZipFault::Method);
    assert_eq!(open(&patched(directory + 20, &[9])), ZipFault::Malformed);
    assert_eq!(open(&patched(zip.len() - 18, &[1])), ZipFault::Disks);
    // Both entries claim the octets of the first.
    let second = directory + 46 + 5;
    assert_eq!(open(&patched(second + 42, &[0])), ZipFault::Overlap);
    // The local header has another name, and data that were altered.
    let renamed = patched(30, b"b");
    let archive = Archive::open(&renamed).unwrap();
    assert_eq!(archive.read(&archive.entries()[0], 9), Err(ZipFault::Malformed));
    let altered = patched(35, b"H");
    let archive = Archive::open(&altered).unwrap();
    assert_eq!(archive.read(&archive.entries()[0], 9), Err(ZipFault::Damaged));
}

#[test]
fn a_bomb_stops_at_what_it_said() {
    let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 10 << 20], 9);
    let entry = |size| Entry {
        name: "bomb".to_string(),
        method: Method::Deflate,
        crc32: 0,
        packed: bomb.len() as u64,
        size,
        offset: 0,
    };
    assert_eq!(entry(1000).unpack(&bomb, 5000), Err(ZipFault::TooLarge));
    assert_eq!(entry(10 << 20).unpack(&bomb, 5000), Err(ZipFault::TooLarge));
    assert_eq!(entry(11 << 20).unpack(&bomb, 20 << 20), Err(ZipFault::Damaged));
}

proptest! {
    #[test]
    fn nothing_makes_the_reader_panic(at in 0usize..400, octets in prop::collection::vec(any::<u8>(), 0..8)) {
        let mut zip = write(&[("a", b"hello"), ("b/c", b"there")]);
        let at = at % zip.len();
        let end = (at + octets.len()).min(zip.len());
        zip.splice(at..end, octets);
        if let Ok(archive) = Archive::open(&zip) {
            for entry in archive.entries() {
                let _ = archive.read(entry, 100);
            }
        }
    }
}

/// However the packed octets are cut.
#[test]
fn an_entry_is_unpacked_in_pieces() {
    let content: Vec<u8> = (0..200_000u32).flat_map(|number| (number / 7).to_le_bytes()).collect();
    let packed = miniz_oxide::deflate::compress_to_vec(&content, 6);
    for (method, packed) in [(Method::Deflate, &packed), (Method::Stored, &content)] {
        let (size, len) = (content.len() as u64, packed.len() as u64);
        let entry =
            Entry { name: "x".into(), method, crc32: Crc32::of(&content), packed: len, size, offset: 0 };
        let unpack = |entry: &Entry, packed: &[u8], piece: usize| {
            let (mut unpacker, mut out) = (Unpacker::new(entry), Vec::new());
            for octets in packed.chunks(piece) {
                unpacker.take(octets, |octets| out.extend_from_slice(octets))?;
            }
            unpacker.finish().map(|()| out)
        };
        for piece in [1, 1000, packed.len()] {
            assert!(unpack(&entry, packed, piece).as_ref() == Ok(&content), "{piece}");
        }
        let bomb = Entry { size: size - 1, ..entry.clone() };
        assert_eq!(unpack(&bomb, packed, 1000), Err(ZipFault::TooLarge));
        let other = Entry { crc32: 1, ..entry.clone() };
        assert_eq!(unpack(&other, packed, 1000), Err(ZipFault::Damaged));
        assert_eq!(unpack(&entry, &packed[..packed.len() - 1], 1000), Err(ZipFault::Damaged));
    }
}
