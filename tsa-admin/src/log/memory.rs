//! What was seen of a log the last time, in a file: the signed checkpoint, and the right edge of the tree under it.

use std::path::Path;

use serde::{Deserialize, Serialize};
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::merkle::{Frontier, Hash};

use super::check::Check;
use crate::ca_directory::octets;
use crate::error::Error;
use crate::inspect::hex;

/// The memory.
#[derive(Debug)]
pub(crate) struct Memory {
    pub(crate) checkpoint: SignedCheckpoint,
    pub(crate) tree: Frontier,
    /// The last tile of each level.
    pub(crate) edge: Vec<Vec<Hash>>,
    pub(crate) last_second: u64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Stored {
    version: u32,
    checkpoint: String,
    tree: String,
    edge: Vec<String>,
    last_second: u64,
}

impl Memory {
    /// Reads the file; `None` before the first run.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or does not hold together.
    pub(crate) fn load(path: &Path) -> Result<Option<Self>, Error> {
        if !path.try_exists().map_err(Error::read(path))? {
            return Ok(None);
        }
        Self::parse(path, &crate::files::read(path)?).map(Some)
    }

    /// Reads the content of a file.
    ///
    /// # Errors
    ///
    /// It does not hold together.
    pub(crate) fn parse(path: &Path, file: &[u8]) -> Result<Self, Error> {
        let wrong = |reason: &str| Error::Memory { path: path.to_owned(), reason: reason.to_owned() };
        let stored: Stored = serde_json::from_slice(file).map_err(|error| wrong(&error.to_string()))?;
        if stored.version != VERSION {
            return Err(wrong("it is of another version"));
        }
        let checkpoint = SignedCheckpoint::parse(stored.checkpoint.as_bytes());
        let checkpoint = checkpoint.map_err(|error| wrong(&error.to_string()))?;
        let tree = octets(&stored.tree).and_then(|octets| Frontier::from_bytes(&octets).ok());
        let tree = tree.ok_or_else(|| wrong("the edge of the tree cannot be read"))?;
        let signed = checkpoint.checkpoint();
        if tree.size() != signed.size() || tree.root() != *signed.root() {
            return Err(wrong("the edge of the tree is not that of the checkpoint"));
        }
        let tile = |text: &String| {
            let octets = octets(text)?;
            let (hashes, rest) = octets.as_chunks();
            rest.is_empty().then(|| hashes.to_vec())
        };
        let edge: Option<Vec<Vec<Hash>>> = stored.edge.iter().map(tile).collect();
        let edge = edge.ok_or_else(|| wrong("the last tiles cannot be read"))?;
        let fits = (0u32..8).all(|level| {
            let expected = (tree.size() >> (8 * level)) & 255;
            edge.get(level as usize).map_or(0, Vec::len) as u64 == expected
        });
        if !fits {
            return Err(wrong("the last tiles are not those of the checkpoint"));
        }
        Ok(Self { checkpoint, tree, edge, last_second: stored.last_second })
    }

    /// The content of a file that remembers where a check ended.
    ///
    /// # Errors
    ///
    /// Never in practice: everything in it can be written as JSON.
    pub(crate) fn text(check: &Check<'_>, checkpoint: &SignedCheckpoint) -> Result<String, Error> {
        let stored = Stored {
            version: VERSION,
            checkpoint: checkpoint.to_string(),
            tree: hex(&check.tree().to_bytes()),
            edge: check.edge().iter().map(|hashes| hex(hashes.as_flattened())).collect(),
            last_second: check.last_second(),
        };
        serde_json::to_string_pretty(&stored).map_err(|error| Error::Encode(error.to_string()))
    }
}

const VERSION: u32 = 1;
