//! The digests of a file whose octets come in pieces.

use alloc::string::String;
use alloc::vec::Vec;

use tsa_core::HashAlgorithm;
use tsa_core::imprint::Hasher;

use super::FileDigests;

/// Takes the octets of a file in pieces: SHA-256, SHA-384 and SHA-512 in one pass.
#[derive(Clone)]
pub struct Digester {
    hashers: Vec<(HashAlgorithm, Hasher)>,
    size: u64,
}

impl Default for Digester {
    fn default() -> Self {
        let algorithms = [HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512];
        Self {
            hashers: algorithms.iter().map(|algorithm| (*algorithm, algorithm.hasher())).collect(),
            size: 0,
        }
    }
}

impl Digester {
    /// Takes the next octets.
    pub fn update(&mut self, octets: &[u8]) {
        self.size = self.size.saturating_add(octets.len() as u64);
        self.hashers.iter_mut().for_each(|(_, hasher)| hasher.update(octets));
    }

    /// What is known of the file, under this name.
    #[must_use]
    pub fn finish(self, name: Option<String>) -> FileDigests {
        let digests =
            self.hashers.into_iter().map(|(algorithm, hasher)| (algorithm, hasher.finish())).collect();
        FileDigests { name, size: Some(self.size), digests }
    }
}

impl core::fmt::Debug for Digester {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Digester").field("size", &self.size).finish_non_exhaustive()
    }
}
