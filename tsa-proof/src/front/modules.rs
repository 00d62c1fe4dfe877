//! The modules that the documents are made of.

use super::bundle::{Module, modules};

/// The glue to the engine.
pub(super) const ENGINE: &[Module] = modules!["../../tsa-wasm/js/bytes.mjs", "../../tsa-wasm/js/tsa.mjs"];

/// What a hashing worker does.
pub(super) const WORKER: &[Module] = modules!["frame/worker.mjs"];

/// Choosing, listing and hashing files.
pub(super) const FILES: &[Module] = modules![
    "frame/words.mjs",
    "frame/hasher.mjs",
    "frame/workers.mjs",
    "frame/slow-hasher.mjs",
    "frame/intake.mjs",
    "frame/zone.mjs",
    "frame/list.mjs",
    "frame/save.mjs"
];

/// Checking proofs.
pub(super) const CHECKING: &[Module] = modules![
    "verify/archive.mjs",
    "verify/pieces.mjs",
    "verify/sorting.mjs",
    "verify/commands.mjs",
    "verify/comparison.mjs",
    "verify/roots.mjs",
    "verify/proof.mjs",
    "verify/session.mjs",
];

/// The frame itself.
pub(super) const FRAME: &[Module] = modules![
    "frame/packages.mjs",
    "frame/evidence.mjs",
    "frame/pace.mjs",
    "frame/folder.mjs",
    "frame/deposit.mjs",
    "frame/main.mjs"
];

/// Saying answers to people, and the verifier that is one file.
pub(super) const OFFLINE: &[Module] = modules![
    "verify/language.mjs",
    "app/text.mjs",
    "app/dom.mjs",
    "app/answers.mjs",
    "app/checking.mjs",
    "verify/offline.mjs",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_of_files_that_are_joined_differ() {
        for groups in [[ENGINE, FILES, CHECKING, FRAME], [ENGINE, FILES, CHECKING, OFFLINE]] {
            let all: Vec<&str> =
                groups.iter().flat_map(|group| group.iter().map(|(name, _)| *name)).collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
        }
    }

    #[test]
    fn every_import_is_of_a_module_before() {
        for groups in
            [&[ENGINE, WORKER][..], &[ENGINE, FILES, CHECKING, FRAME], &[ENGINE, FILES, CHECKING, OFFLINE]]
        {
            let mut known = BTreeSet::new();
            for (name, text) in groups.iter().flat_map(|group| group.iter()) {
                for (_, rest) in
                    text.match_indices("from \"").map(|(at, found)| text.split_at(at + found.len()))
                {
                    let path = rest.split('"').next().unwrap_or_default();
                    let file = path.rsplit('/').next().unwrap_or_default();
                    assert!(known.contains(file), "{name} imports {path}");
                }
                known.insert(*name);
            }
        }
    }

    #[test]
    fn nothing_ends_the_script_element() {
        for (name, text) in [ENGINE, WORKER, FILES, CHECKING, FRAME, OFFLINE].concat() {
            assert!(!text.contains("</script") && !text.contains("<!--"), "{name}");
        }
    }
}
