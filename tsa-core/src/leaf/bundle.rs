//! Entry bundles. Source: C2SP tlog-tiles, "Log entries".

use alloc::vec::Vec;

/// Why octets are no bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// An entry has more than 65,535 octets.
    #[error("an entry of a bundle has at most 65535 octets")]
    EntryTooLong,
    /// The octets end inside an entry, or go on after the last one.
    #[error("the bundle does not end with its last entry")]
    Malformed,
}

/// Appends an entry to a bundle: its length as a big-endian uint16, then its octets.
///
/// # Errors
/// [`BundleError::EntryTooLong`].
pub fn push_to_bundle(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<(), BundleError> {
    let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong)?;
    bundle.extend(length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle that is `width` entries wide.
///
/// # Errors
/// [`BundleError::Malformed`].
pub fn read_bundle(bundle: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    let mut rest = bundle;
    for _ in 0..width {
        let (length, left) = rest.split_first_chunk().ok_or(BundleError::Malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (entry, left) = left.split_at_checked(length).ok_or(BundleError::Malformed)?;
        entries.push(entry);
        rest = left;
    }
    if rest.is_empty() { Ok(entries) } else { Err(BundleError::Malformed) }
}
