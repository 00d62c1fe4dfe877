//! `claim.asics`: claim and claim token in one ASiC-S container (EN 319 162-1 §4.3), byte for byte as `docs/claim-format.md` says.

use alloc::vec::Vec;

use crate::claim::Claim;
use crate::zip::{self, Archive, Method, ZipFault};

/// A container's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container {
    /// The octets of `claim.json`.
    pub claim: Vec<u8>,
    /// The bare TimeStampToken over them.
    pub token: Vec<u8>,
}

/// Why octets are no such container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ContainerFault {
    /// Not a ZIP file that is accepted.
    #[error(transparent)]
    Zip(#[from] ZipFault),
    /// `mimetype` is not the first entry, stored, with the type of ASiC-S.
    #[error("not an ASiC-S container")]
    Type,
    /// Other entries than the three.
    #[error("the container holds something else than one claim and its time-stamp token")]
    Entries,
}

impl Container {
    /// Writes the container.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        zip::write(&[(MIMETYPE_NAME, MIMETYPE), (CLAIM, &self.claim), (TOKEN, &self.token)])
    }

    /// Reads a container. Claim and token are not looked into.
    ///
    /// # Errors
    /// [`ContainerFault`].
    pub fn parse(octets: &[u8]) -> Result<Self, ContainerFault> {
        let archive = Archive::open(octets)?;
        let [first, claim, token] = archive.entries() else { return Err(ContainerFault::Entries) };
        // EN 319 162-1 A.1: the first entry of the file, not packed, without extra field: its content begins at octet 38.
        let is_type = first.name == MIMETYPE_NAME
            && first.method == Method::Stored
            && first.offset == 0
            && octets.get(38..).is_some_and(|rest| rest.starts_with(MIMETYPE))
            && archive.read(first, MIMETYPE.len())? == MIMETYPE;
        if !is_type {
            return Err(ContainerFault::Type);
        }
        if claim.name != CLAIM || token.name != TOKEN {
            return Err(ContainerFault::Entries);
        }
        Ok(Self { claim: archive.read(claim, Claim::MAX_LEN)?, token: archive.read(token, MAX_TOKEN)? })
    }
}

const MIMETYPE_NAME: &str = "mimetype";
const MIMETYPE: &[u8] = b"application/vnd.etsi.asic-s+zip";
const CLAIM: &str = "claim.json";
const TOKEN: &str = "META-INF/timestamp.tst";
/// As the verifier of tokens.
const MAX_TOKEN: usize = 256 << 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let container = Container { claim: b"{}".to_vec(), token: b"token".to_vec() };
        let octets = container.to_bytes();
        assert_eq!(&octets[38..69], b"application/vnd.etsi.asic-s+zip");
        assert_eq!(Container::parse(&octets), Ok(container));
    }

    #[test]
    fn what_is_no_container() {
        let parse = |files: &[(&str, &[u8])]| Container::parse(&zip::write(files)).unwrap_err();
        let (claim, token) = ((CLAIM, b"{}".as_slice()), (TOKEN, b"t".as_slice()));
        let mimetype = (MIMETYPE_NAME, MIMETYPE);
        assert_eq!(parse(&[mimetype, claim]), ContainerFault::Entries);
        assert_eq!(parse(&[mimetype, claim, token, ("more", b"")]), ContainerFault::Entries);
        assert_eq!(parse(&[claim, mimetype, token]), ContainerFault::Type);
        assert_eq!(parse(&[mimetype, token, claim]), ContainerFault::Entries);
        assert_eq!(parse(&[(MIMETYPE_NAME, b"application/zip"), claim, token]), ContainerFault::Type);
        assert_eq!(Container::parse(b"no"), Err(ContainerFault::Zip(ZipFault::NotZip)));
    }
}
