//! Folders: the manifest of many files, and the head that stands for them.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha512};
use tsa_evidence::manifest::{FolderFile, Manifest, ManifestFault};
use tsa_evidence::names::check_file_name;

use super::Mistake;
use super::octets::{Hex, Octets};

/// Files that are to have one fingerprint; `seed` are 32 random octets, of which their salts are made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    seed: Hex,
    files: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    path: String,
    sha256: Hex,
    sha512: Hex,
    size: u64,
}

#[derive(Serialize)]
pub(super) struct Folder {
    /// `manifest.json`.
    manifest: Octets,
    /// `folder.head`, and what it is fingerprinted as.
    head: Octets,
    sha256: Hex,
    sha512: Hex,
    size: usize,
}

/// Makes a manifest of all files.
///
/// # Errors
/// `folder-path` and `folder-path-twice` with the path as detail, `folder-count`, `call` for digests of another length.
pub(super) fn make(question: Question) -> Result<Folder, Mistake> {
    let seed = array(&question.seed)?;
    let mut files = question.files.into_iter().map(File::read).collect::<Result<Vec<_>, _>>()?;
    files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    let twice = files.array_windows().find(|[one, next]| one.path == next.path);
    if let Some([one, _]) = twice {
        return Err(Mistake::new("folder-path-twice", one.path.clone()));
    }
    let manifest = Manifest::new(seed, files)?;
    let octets = manifest.to_bytes();
    if octets.len() > Manifest::MAX_LEN {
        return Err(ManifestFault::Count.into());
    }
    let head = manifest.head();
    let text = head.text();
    Ok(Folder {
        manifest: Octets(octets),
        sha256: Hex(head.sha256().to_vec()),
        sha512: Hex(Sha512::digest(&text).to_vec()),
        size: text.len(),
        head: Octets(text.into_bytes()),
    })
}

impl File {
    fn read(self) -> Result<FolderFile, Mistake> {
        let Self { path, sha256, sha512, size } = self;
        if check_file_name(&path).is_err() {
            return Err(Mistake::new("folder-path", path));
        }
        Ok(FolderFile { path, sha256: array(&sha256)?, sha512: Some(array(&sha512)?), size })
    }
}

fn array<const N: usize>(Hex(octets): &Hex) -> Result<[u8; N], Mistake> {
    let wanted = |_| Mistake::new("call", format!("{N} octets expected, {} given", octets.len()));
    octets.as_slice().try_into().map_err(wanted)
}

impl From<ManifestFault> for Mistake {
    fn from(fault: ManifestFault) -> Self {
        let code = if fault == ManifestFault::Count { "folder-count" } else { "folder" };
        Self::new(code, fault.to_string())
    }
}
