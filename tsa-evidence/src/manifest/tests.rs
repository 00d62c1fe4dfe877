use std::format;
use std::string::ToString;
use std::vec;
use std::vec::Vec;

use super::*;

fn folder(count: usize) -> Manifest {
    let file = |number: usize| FolderFile {
        path: format!("part {}/{number}.txt", number % 3),
        sha256: sha256(number.to_string().as_bytes()),
        sha512: (number.is_multiple_of(2)).then_some([7; 64]),
        size: number as u64,
    };
    Manifest::new([0x5a; 32], (0..count).map(file).collect()).unwrap()
}

#[test]
fn every_file_of_folders_of_any_size_can_be_shown() {
    for count in 1..=33 {
        let manifest = folder(count);
        assert_eq!(Manifest::parse(&manifest.to_bytes()).as_ref(), Ok(&manifest));
        for file in manifest.files() {
            let shown = manifest.show(&file.path).unwrap();
            assert!(shown.is_in_folder(), "{count} {}", file.path);
            assert_eq!((shown.head(), shown.file()), (manifest.head(), file));
            assert_eq!(ShownFile::parse(&shown.to_bytes()).as_ref(), Ok(&shown));
        }
    }
    assert_eq!(folder(3).show("missing"), None);
}

#[test]
fn what_was_altered_is_not_in_the_folder() {
    let shown = folder(9).show("part 1/4.txt").unwrap();
    let altered = |change: &dyn Fn(&mut ShownFile)| {
        let mut shown = shown.clone();
        change(&mut shown);
        shown.is_in_folder()
    };
    assert!(altered(&|_| ()));
    assert!(!altered(&|shown| shown.file.size += 1));
    assert!(!altered(&|shown| shown.file.path.push('x')));
    assert!(!altered(&|shown| shown.file.sha256[0] ^= 1));
    assert!(!altered(&|shown| shown.salt[0] ^= 1));
    assert!(!altered(&|shown| shown.index += 1));
    assert!(!altered(&|shown| shown.head.root[0] ^= 1));
    assert!(!altered(&|shown| shown.proof[0][0] ^= 1));
    assert!(!altered(&|shown| shown.proof.clear()));
}

#[test]
fn the_salt_hides_the_neighbours() {
    // The same file in two folders with other seeds has other leaves.
    let (one, file) = (folder(1), folder(1).files()[0].clone());
    let other = Manifest::new([1; 32], vec![file]).unwrap();
    assert_ne!(one.head().root, other.head().root);
}

#[test]
fn what_is_no_manifest() {
    let file = |path: &str| FolderFile { path: path.to_string(), sha256: [0; 32], sha512: None, size: 0 };
    let new =
        |paths: &[&str]| Manifest::new([0; 32], paths.iter().map(|path| file(path)).collect()).map(|_| ());
    assert_eq!(new(&["b", "a"]), Ok(()));
    assert_eq!(new(&[]), Err(ManifestFault::Count));
    assert_eq!(new(&["a", "a"]), Err(ManifestFault::Order));
    assert!(matches!(new(&["../a"]), Err(ManifestFault::Member(_))));
    let text = String::from_utf8(folder(2).to_bytes()).unwrap();
    let parse = |text: &str| Manifest::parse(text.as_bytes()).map(|_| ());
    assert_eq!(parse(&text), Ok(()));
    assert_eq!(parse(&text.replace("part 1", "part 0a")), Ok(()));
    assert_eq!(parse(&text.replace("part 0", "part 2")), Err(ManifestFault::Order));
    assert!(matches!(parse(&text.replace("folder-manifest", "folder-file")), Err(ManifestFault::Member(_))));
    assert_eq!(parse(&format!("{text} ")), Err(ManifestFault::Json(JsonFault::NotCanonical)));
}

#[test]
fn the_vector_of_a_folder() {
    let vector: serde_json::Value = serde_json::from_str(include_str!("../../vectors/folder.json")).unwrap();
    let text = |name: &str| vector[name].as_str().unwrap();
    let manifest = Manifest::parse(text("manifest").as_bytes()).unwrap();
    assert_eq!(manifest.head().text(), text("head"));
    assert_eq!(crate::hex::encode(&manifest.head().sha256()), text("sha256"));
    let shown: Vec<_> =
        vector["shown"].as_array().unwrap().iter().map(|shown| shown.as_str().unwrap()).collect();
    assert_eq!(shown.len(), manifest.files().len());
    for (shown, file) in shown.iter().zip(manifest.files()) {
        assert_eq!(manifest.show(&file.path).unwrap().to_bytes(), shown.as_bytes());
    }
}
