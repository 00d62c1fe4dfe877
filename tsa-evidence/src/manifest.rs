//! A folder as one fingerprint, of which a single file can be shown later without the rest.
//!
//! The format is that of `docs/claim-format.md`, "Folders": a Merkle tree (RFC 6962 §2.1) over the files in the order of their paths,
//! each salted from the manifest's seed. What is fingerprinted is the [`Head`].

mod shown;

pub use shown::ShownFile;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::convert::Infallible;

use sha2::{Digest as _, Sha256};
use tsa_core::merkle::{self, Frontier, Hash, Node, ProofPlan};

use crate::Sha256Digest;
use crate::claim::object::{Member, Object, refused};
use crate::claim::write::{add, digits, from, object, string};
use crate::claim::{Claim, ClaimFault};
use crate::jcs::{self, JsonFault, Limits, Value};
use crate::names::check_file_name;
use crate::sha256;

/// A file of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderFile {
    /// Its path relative to the folder, as text that a claim may hold.
    pub path: String,
    /// Its SHA-256.
    pub sha256: Sha256Digest,
    /// Its SHA-512, if it was computed.
    pub sha512: Option<[u8; 64]>,
    /// How many octets.
    pub size: u64,
}

/// All files of a folder, and the seed of their salts: what the depositor keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    seed: [u8; 32],
    files: Vec<FolderFile>,
}

/// Why there is no such manifest.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestFault {
    /// Not the JSON that it must be.
    #[error("not a manifest: {0}")]
    Json(#[from] JsonFault),
    /// A member is missing, unknown or not allowed.
    #[error("not a manifest: {0}")]
    Member(#[from] ClaimFault),
    /// No files, or more than [`Manifest::MAX_FILES`].
    #[error("a manifest has 1 to {} files", Manifest::MAX_FILES)]
    Count,
    /// The paths are not sorted, or one occurs twice.
    #[error("the paths of a manifest are sorted by their octets, each once")]
    Order,
}

/// What is fingerprinted of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many files.
    pub count: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

impl Head {
    /// The three lines whose SHA-256 is the imprint.
    #[must_use]
    pub fn text(&self) -> String {
        format!("folder-head/v1\n{}\n{}\n", self.count, crate::hex::encode(&self.root))
    }

    /// The fingerprint of the folder.
    #[must_use]
    pub fn sha256(&self) -> Sha256Digest {
        sha256(self.text().as_bytes())
    }
}

impl Manifest {
    /// The most files.
    pub const MAX_FILES: usize = 100_000;
    /// The most octets.
    pub const MAX_LEN: usize = 64 << 20;

    /// Makes a manifest; `seed` are 32 random octets. The files may come in any order.
    ///
    /// # Errors
    /// [`ManifestFault`].
    pub fn new(seed: [u8; 32], mut files: Vec<FolderFile>) -> Result<Self, ManifestFault> {
        files.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let refused_path = |file: &FolderFile| {
            let text = check_file_name(&file.path).err()?;
            Some(ClaimFault::MemberRefused { member: file.path.clone(), text: Some(text) })
        };
        if let Some(fault) = files.iter().find_map(refused_path) {
            return Err(fault.into());
        }
        Self { seed, files }.checked()
    }

    /// Reads `manifest.json`.
    ///
    /// # Errors
    /// [`ManifestFault`].
    pub fn parse(octets: &[u8]) -> Result<Self, ManifestFault> {
        let limits = Limits { octets: Self::MAX_LEN, depth: Claim::MAX_DEPTH };
        let mut members =
            Object::new(Member::whole(jcs::parse(octets, limits)?), &["files", "seed", "type", "v"])?;
        read_version(&mut members, MANIFEST)?;
        let files = members.required("files")?.items(0..=Self::MAX_FILES)?;
        let files = files.into_iter().map(read_file).collect::<Result<_, _>>()?;
        Self { seed: members.required("seed")?.hex()?, files }.checked()
    }

    /// The octets of `manifest.json`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let members = object([
            ("v", Value::Integer(1)),
            ("type", string(MANIFEST)),
            ("seed", digits(&self.seed)),
            ("files", Value::Array(self.files.iter().map(file_value).collect())),
        ]);
        jcs::write(&members).into_bytes()
    }

    /// The files, in the order of the tree.
    #[must_use]
    pub fn files(&self) -> &[FolderFile] {
        &self.files
    }

    /// What is fingerprinted.
    #[must_use]
    pub fn head(&self) -> Head {
        let mut tree = Frontier::new();
        self.leaves().for_each(|leaf| tree.push(leaf));
        Head { count: tree.size(), root: tree.root() }
    }

    /// What shows one file without the rest; `None` when no file has this path.
    #[must_use]
    pub fn show(&self, path: &str) -> Option<ShownFile> {
        let place = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        let index = place as u64;
        let mut nodes = BTreeMap::new();
        let mut tree = Frontier::new();
        self.leaves().for_each(|leaf| {
            tree.push_each(leaf, |node, hash| {
                nodes.insert(node, hash);
            });
        });
        let hash_of = |node: Node| Ok::<Hash, Infallible>(nodes.get(&node).copied().unwrap_or_default());
        let Ok(proof) = ProofPlan::inclusion(index, tree.size())?.prove(hash_of);
        Some(ShownFile {
            file: self.files.get(place)?.clone(),
            salt: salt(&self.seed, index),
            index,
            head: Head { count: tree.size(), root: tree.root() },
            proof,
        })
    }

    fn leaves(&self) -> impl Iterator<Item = Hash> + '_ {
        self.files.iter().zip(0u64..).map(|(file, index)| leaf(&salt(&self.seed, index), file))
    }

    fn checked(self) -> Result<Self, ManifestFault> {
        if self.files.is_empty() || self.files.len() > Self::MAX_FILES {
            return Err(ManifestFault::Count);
        }
        let is_sorted = self.files.is_sorted_by(|one, next| one.path < next.path);
        if is_sorted { Ok(self) } else { Err(ManifestFault::Order) }
    }
}

fn salt(seed: &[u8; 32], index: u64) -> [u8; 32] {
    Sha256::new().chain_update(SALT).chain_update(seed).chain_update(index.to_be_bytes()).finalize().into()
}

fn leaf(salt: &[u8; 32], file: &FolderFile) -> Hash {
    let file = jcs::write(&file_value(file));
    merkle::leaf_hash(&[ENTRY, salt, file.as_bytes()].concat())
}

fn file_value(file: &FolderFile) -> Value {
    let mut members = from([
        ("path", string(&file.path)),
        ("sha256", digits(&file.sha256)),
        ("size", Value::Integer(file.size)),
    ]);
    add(&mut members, "sha512", file.sha512.as_ref().map(|digest| digits(digest)));
    Value::Object(members)
}

fn read_file(member: Member) -> Result<FolderFile, ClaimFault> {
    let mut members = Object::new(member, &["path", "sha256", "sha512", "size"])?;
    Ok(FolderFile {
        path: members.required("path")?.text(check_file_name)?,
        sha256: members.required("sha256")?.hex()?,
        sha512: members.optional("sha512").map(Member::hex).transpose()?,
        size: members.required("size")?.integer()?,
    })
}

fn read_version(members: &mut Object, kind: &str) -> Result<(), ClaimFault> {
    if members.required("v")?.integer()? != 1 {
        return Err(ClaimFault::Version);
    }
    let found = members.required("type")?.string(|text| Some(text.to_string()))?;
    if found == kind { Ok(()) } else { Err(refused("type")) }
}

const MANIFEST: &str = "folder-manifest";
const SALT: &[u8] = b"folder-salt/v1\n";
const ENTRY: &[u8] = b"folder-entry/v1\n";

#[cfg(test)]
mod tests;
