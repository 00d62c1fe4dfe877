//! One file of a folder, shown without the rest.

use alloc::vec::Vec;

use tsa_core::merkle::{self, Hash};

use super::*;

/// That one file is in a folder with this head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFile {
    pub(super) file: FolderFile,
    pub(super) salt: [u8; 32],
    pub(super) index: u64,
    pub(super) head: Head,
    pub(super) proof: Vec<Hash>,
}

impl ShownFile {
    /// Reads `shown.json`.
    ///
    /// # Errors
    /// [`ManifestFault`].
    pub fn parse(octets: &[u8]) -> Result<Self, ManifestFault> {
        let limits = Limits { octets: Claim::MAX_LEN, depth: Claim::MAX_DEPTH };
        let known = ["count", "file", "index", "path", "root", "salt", "type", "v"];
        let mut members = Object::new(Member::whole(jcs::parse(octets, limits)?), &known)?;
        read_version(&mut members, SHOWN)?;
        let proof = members.required("path")?.items(0..=MAX_DEPTH)?;
        Ok(Self {
            file: read_file(members.required("file")?)?,
            salt: members.required("salt")?.hex()?,
            index: members.required("index")?.integer()?,
            head: Head {
                count: members.required("count")?.integer()?,
                root: members.required("root")?.hex()?,
            },
            proof: proof.into_iter().map(Member::hex).collect::<Result<_, _>>()?,
        })
    }

    /// The octets of `shown.json`.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let members = object([
            ("v", Value::Integer(1)),
            ("type", string(SHOWN)),
            ("count", Value::Integer(self.head.count)),
            ("file", file_value(&self.file)),
            ("index", Value::Integer(self.index)),
            ("path", Value::Array(self.proof.iter().map(|hash| digits(hash)).collect())),
            ("root", digits(&self.head.root)),
            ("salt", digits(&self.salt)),
        ]);
        jcs::write(&members).into_bytes()
    }

    /// The file.
    #[must_use]
    pub const fn file(&self) -> &FolderFile {
        &self.file
    }

    /// The head of the folder that the file is said to be in; [`Self::is_in_folder`] tells whether it is.
    #[must_use]
    pub const fn head(&self) -> Head {
        self.head
    }

    /// Whether the proof leads from the file to the head.
    #[must_use]
    pub fn is_in_folder(&self) -> bool {
        let leaf = leaf(&self.salt, &self.file);
        merkle::verify_inclusion(self.index, self.head.count, &leaf, &self.proof, &self.head.root).is_ok()
    }
}

const SHOWN: &str = "folder-file";
/// A folder of 100,000 files is 17 deep.
const MAX_DEPTH: usize = 63;
