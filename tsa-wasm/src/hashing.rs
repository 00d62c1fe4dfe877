//! Streaming hashes, and the saved state of the two that can be resumed.
//!
//! A saved state is: the octet 1 or 2 (SHA-256, SHA-512), the number of octets hashed (8 octets, big-endian), the chaining value as
//! FIPS 180-4 writes it (big-endian words). It exists only where that number is a whole number of blocks, so it holds
//! nothing of the file but what a hash of its beginning says.

use sha2::digest::Digest;
use sha2::digest::common::hazmat::{SerializableState, SerializedState};
use sha2::{Sha256, Sha512};
use tsa_core::HashAlgorithm;
use tsa_core::imprint::Hasher;

pub(crate) enum Context {
    Sha256(Resumable<Sha256>),
    Sha512(Resumable<Sha512>),
    Other(Hasher),
}

impl Context {
    pub(crate) fn start(name: &str) -> Option<Self> {
        Some(match HashAlgorithm::from_name(name)? {
            HashAlgorithm::Sha256 => Self::Sha256(Resumable::default()),
            HashAlgorithm::Sha512 => Self::Sha512(Resumable::default()),
            other => Self::Other(other.hasher()),
        })
    }

    pub(crate) fn update(&mut self, octets: &[u8]) {
        match self {
            Self::Sha256(hash) => hash.update(octets),
            Self::Sha512(hash) => hash.update(octets),
            Self::Other(hash) => hash.update(octets),
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha256(hash) => hash.hash.finalize().to_vec(),
            Self::Sha512(hash) => hash.hash.finalize().to_vec(),
            Self::Other(hash) => hash.finish(),
        }
    }

    pub(crate) fn save(&self) -> Option<Vec<u8>> {
        match self {
            Self::Sha256(hash) => hash.save(&SHA256),
            Self::Sha512(hash) => hash.save(&SHA512),
            Self::Other(_) => None,
        }
    }

    pub(crate) fn load(saved: &[u8]) -> Option<Self> {
        let mark = saved.first()?;
        Some(if *mark == SHA256.mark {
            Self::Sha256(Resumable::load(&SHA256, saved)?)
        } else if *mark == SHA512.mark {
            Self::Sha512(Resumable::load(&SHA512, saved)?)
        } else {
            return None;
        })
    }
}

#[derive(Default)]
pub(crate) struct Resumable<H> {
    hash: H,
    hashed: u64,
}

impl<H: Digest + SerializableState> Resumable<H> {
    fn update(&mut self, octets: &[u8]) {
        self.hash.update(octets);
        self.hashed = self.hashed.saturating_add(octets.len() as u64);
    }

    fn save(&self, form: &Form) -> Option<Vec<u8>> {
        if !self.hashed.is_multiple_of(form.block) {
            return None;
        }
        let inside = self.hash.serialize();
        let words = inside.get(..form.state)?;
        let mut saved = vec![form.mark];
        saved.extend(self.hashed.to_be_bytes());
        saved.extend(swap_words(words, form.word));
        Some(saved)
    }

    fn load(form: &Form, saved: &[u8]) -> Option<Self> {
        let (hashed, words) = saved.get(1..)?.split_first_chunk::<8>()?;
        let hashed = u64::from_be_bytes(*hashed);
        if words.len() != form.state || !hashed.is_multiple_of(form.block) {
            return None;
        }
        // sha2 writes the chaining value in little-endian words, then the number of blocks, then its empty buffer.
        let mut inside = SerializedState::<H>::default();
        inside.get_mut(..form.state)?.copy_from_slice(&swap_words(words, form.word));
        let blocks = hashed.checked_div(form.block)?.to_le_bytes();
        inside.get_mut(form.state..)?.get_mut(..blocks.len())?.copy_from_slice(&blocks);
        Some(Self { hash: H::deserialize(&inside).ok()?, hashed })
    }
}

/// The measures of one of the two hashes, in octets.
struct Form {
    mark: u8,
    block: u64,
    state: usize,
    word: usize,
}

const SHA256: Form = Form { mark: 1, block: 64, state: 32, word: 4 };
const SHA512: Form = Form { mark: 2, block: 128, state: 64, word: 8 };

fn swap_words(words: &[u8], word: usize) -> Vec<u8> {
    words.chunks(word).flat_map(|octets| octets.iter().rev()).copied().collect()
}
