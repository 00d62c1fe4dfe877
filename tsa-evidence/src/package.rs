//! Evidence packages: the names of their files, and sorting whatever somebody has of one, or of several, in any order.
//!
//! The layout is that of `docs/claim-format.md`, "Evidence package". [`Sorter`] goes by content first and by names second, so that renamed
//! files find their place too. Nothing is believed here: [`crate::assessment::assess`] judges.

mod recognise;
mod sort;
mod subjects;

pub use recognise::{Part, recognise};
pub use sort::{Sorter, Unpacked};
pub use subjects::Subject;

use crate::asics::ContainerFault;
use crate::zip::{Entry, ZipFault};

/// The folder of the file itself.
pub const ORIGINAL: &str = "original/";
/// Token A as the authority answered.
pub const FILE_TOKEN: &str = "file.tsr";
/// The claim.
pub const CLAIM: &str = "claim.json";
/// Token B, bare.
pub const CLAIM_TOKEN: &str = "claim.tst";
/// Claim and token B in one container.
pub const CONTAINER: &str = "claim.asics";
/// All files of a folder.
pub const MANIFEST: &str = "manifest.json";
/// The head of a folder.
pub const FOLDER_HEAD: &str = "folder.head";
/// One file of a folder.
pub const SHOWN: &str = "shown.json";
/// Certificates between the signers and the roots.
pub const CHAIN: &str = "chain.pem";
/// The roots.
pub const ROOTS: &str = "roots.pem";
/// CRLs.
pub const CRLS: &str = "crls.pem";
/// The proof that token A is in the log.
pub const FILE_PROOF: &str = "file.tlog-proof";
/// The proof that token B is in the log.
pub const CLAIM_PROOF: &str = "claim.tlog-proof";
/// Log and witness keys.
pub const LOG_POLICY: &str = "policy.txt";
/// The trust entry.
pub const TRUST: &str = "trust.txt";
/// The script, see [`VERIFY_SH`].
pub const SCRIPT: &str = "verify.sh";
/// The page that checks in a browser, without a network.
pub const PAGE: &str = "verify.html";

/// `verify.sh`: checks a package with a POSIX shell and OpenSSL 3.0 alone.
pub const VERIFY_SH: &str = include_str!("../assets/verify.sh");

/// Why something that was given cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PackageFault {
    /// A ZIP file that is refused.
    #[error(transparent)]
    Zip(#[from] ZipFault),
    /// A container that is none of ours.
    #[error(transparent)]
    Container(#[from] ContainerFault),
}

/// Whether a ZIP file with these entries is looked into: it has a part of a proof, under its name. Any other one is a file like any
/// other: documents and programs are often ZIP files.
#[must_use]
pub fn is_package(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| !is_original(&entry.name) && is_telling(&entry.name))
}

/// Whether a file of this name shows that its folder, or its ZIP file, is a package or a container.
#[must_use]
pub fn is_telling(path: &str) -> bool {
    let base = path.rsplit_once('/').map_or(path, |(_, base)| base);
    [FILE_TOKEN, CLAIM, CLAIM_TOKEN, "timestamp.tst"].contains(&base)
}

/// Whether an entry is in the folder of the file itself.
#[must_use]
pub fn is_original(entry: &str) -> bool {
    sort::split_original(entry).is_some()
}

/// The largest file that is taken into memory, but for the original.
pub const MAX_PART: usize = 64 << 20;
/// The most that is unpacked of one package into memory, and the most that is kept of all packages.
pub const MAX_PARTS: usize = 256 << 20;

#[cfg(test)]
mod tests;
