//! One proof for many files: what is in a folder, or in a commit of a Git repository, as a manifest (docs/claim-format.md, "Folders").
//!
//! The manifest is nowhere else: it stands in the state before anything is sent, and in the package afterwards.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use sha2::{Digest as _, Sha256, Sha512};
use tsa_core::HashAlgorithm;
use tsa_evidence::assessment::FileDigests;
use tsa_evidence::manifest::{FolderFile, Manifest};
use tsa_evidence::names::check_file_name;
use tsa_evidence::package::{FOLDER_HEAD, MANIFEST, MAX_PART, is_original};
use tsa_evidence::zip::{self, Archive, ZipFault};

use super::args::StampArgs;
use super::fault::Fault;
use super::files::{self, Found, Gathered, Mark, PassedOver};
use super::git::Commit;
use super::order::random;
use super::state::{State, Work};
use crate::api::hex::Hex;

/// What is to get proofs.
pub(crate) struct Taken {
    pub(crate) found: Vec<Found>,
    pub(crate) passed_over: PassedOver,
    pub(crate) contents: Contents,
}

/// What is in what gets one proof, by its path.
pub(crate) type Contents = HashMap<PathBuf, Content>;

/// Many files.
pub(crate) enum Content {
    Folder(Vec<Found>),
    Commit(Commit),
}

/// Finds what the arguments name.
///
/// # Errors
/// Something cannot be read, is no folder where one is needed, or has a name that no manifest can hold.
pub(crate) fn take(args: &StampArgs, state: &Path) -> Result<Taken, Fault> {
    if let Some(rev) = &args.git {
        let commit = Commit::find(&args.repository, rev)?;
        let found = Found::group(commit.name().into(), commit.name(), listing_mark([(commit.id(), 0, 0)]));
        let contents = HashMap::from([(found.path.clone(), Content::Commit(commit))]);
        return Ok(Taken { found: vec![found], passed_over: PassedOver::default(), contents });
    }
    if !args.as_folder {
        let Gathered { files: found, passed_over } = files::find(&args.paths, Some(state))?;
        return Ok(Taken { found, passed_over, contents: HashMap::new() });
    }
    let mut taken = Taken { found: Vec::new(), passed_over: PassedOver::default(), contents: HashMap::new() };
    for path in &args.paths {
        taken.add_folder(path, state)?;
    }
    Ok(taken)
}

impl Taken {
    fn add_folder(&mut self, path: &Path, state: &Path) -> Result<(), Fault> {
        if !path.is_dir() {
            return Err(Fault::file(path, "it is no folder: give a folder, or leave --as-folder out"));
        }
        // `.` and `..` have no name; and the proof goes beside the folder, not into it.
        let path: PathBuf = match path.file_name() {
            Some(_) => path.components().collect(),
            None => path.canonicalize().map_err(Fault::read(path))?,
        };
        let Gathered { files, passed_over } = files::find(std::slice::from_ref(&path), Some(state))?;
        self.passed_over.add(passed_over);
        let mut listing = Vec::with_capacity(files.len());
        for file in &files {
            let name = file.name()?;
            check_name(&file.path, &name)?;
            listing.push((name, file.mark.size, file.mark.modified));
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("folder");
        let mark =
            listing_mark(listing.iter().map(|(name, size, modified)| (name.as_str(), *size, *modified)));
        let found = Found::group(path.clone(), name, mark);
        if self.contents.insert(path, Content::Folder(files)).is_none() {
            self.found.push(found);
        }
        Ok(())
    }
}

/// Refuses, before anything is sent, what no manifest can hold.
pub(crate) fn check_name(path: &Path, name: &str) -> Result<(), Fault> {
    check_file_name(name).map_err(|fault| {
        Fault::file(path, format!("no manifest can hold its name ({fault}): rename it, or move it away"))
    })
}

/// By which a change of the folder shows without reading its files.
fn listing_mark<'a>(listing: impl IntoIterator<Item = (&'a str, u64, u64)>) -> Mark {
    let (mut digest, mut all) = (Sha256::new(), 0u64);
    for (name, size, modified) in listing {
        digest.update((name.len() as u64).to_be_bytes());
        digest.update(name);
        digest.update(size.to_be_bytes());
        digest.update(modified.to_be_bytes());
        all = all.saturating_add(size);
    }
    let digest: [u8; 32] = digest.finalize().into();
    let modified = digest.first_chunk().map_or(0, |first| u64::from_be_bytes(*first));
    Mark { size: all, modified }
}

/// Makes the manifests that are missing, each kept in the state as soon as it is made.
///
/// # Errors
/// A file cannot be read, or is changed meanwhile; there are too many.
pub(crate) fn fingerprint(
    state: &mut State,
    contents: &Contents,
    bar: &ProgressBar,
    state_file: &Path,
) -> Result<(), Fault> {
    for place in 0..state.files.len() {
        let Some(work) = state.files.get_mut(place).filter(|work| work.manifest.is_none()) else { continue };
        let files = match contents.get(&work.path) {
            Some(Content::Folder(found)) => read_folder(found, bar)?,
            Some(Content::Commit(commit)) => commit.files()?,
            None => continue,
        };
        let manifest = Manifest::new(random::<32>()?.0, files)
            .map_err(|fault| Fault::file(&work.path, fault.to_string()))?;
        let octets = manifest.to_bytes();
        if octets.len() > Manifest::MAX_LEN {
            return Err(Fault::file(&work.path, "its manifest would be larger than 64 MiB: give its parts"));
        }
        let head = manifest.head().text();
        work.digests = Some((Hex(Sha256::digest(&head).into()), Hex(Sha512::digest(&head).into())));
        work.manifest = Some(String::from_utf8_lossy(&octets).into_owned());
        state.save(state_file)?;
    }
    Ok(())
}

fn read_folder(found: &[Found], bar: &ProgressBar) -> Result<Vec<FolderFile>, Fault> {
    let digests = files::digests_of(found, bar)?;
    let file = |(file, (Hex(sha256), Hex(sha512))): (&Found, _)| {
        Ok(FolderFile { path: file.name()?, sha256, sha512: Some(sha512), size: file.mark.size })
    };
    found.iter().zip(digests).map(file).collect()
}

/// The head of the folder, whose fingerprint is deposited.
pub(crate) fn head(work: &Work) -> Option<String> {
    let manifest = Manifest::parse(work.manifest.as_ref()?.as_bytes()).ok()?;
    Some(manifest.head().text())
}

/// The files of the folder as a verifier is given them: below the folder's name.
pub(crate) fn files(work: &Work) -> Vec<FileDigests> {
    let manifest = work.manifest.as_ref().and_then(|octets| Manifest::parse(octets.as_bytes()).ok());
    let files = manifest.as_ref().map(Manifest::files).unwrap_or_default();
    files.iter().map(|file| file_digests(&work.name, file)).collect()
}

/// A file of a folder of this name, as a verifier is given it.
pub(crate) fn file_digests(folder: &str, file: &FolderFile) -> FileDigests {
    let long = file.sha512.map(|digest| (HashAlgorithm::Sha512, digest.to_vec()));
    let digests = [(HashAlgorithm::Sha256, file.sha256.to_vec())].into_iter().chain(long).collect();
    FileDigests { name: Some(format!("{folder}/{}", file.path)), size: Some(file.size), digests }
}

/// The service's package with `manifest.json` and `folder.head`, which the service has never seen.
///
/// # Errors
/// Why it cannot be made.
pub(crate) fn add_manifest(package: &[u8], manifest: &str) -> Result<Vec<u8>, String> {
    let head = Manifest::parse(manifest.as_bytes()).map_err(|fault| fault.to_string())?.head().text();
    let mut parts = parts(package).map_err(|fault| fault.to_string())?;
    parts.push((MANIFEST.to_owned(), manifest.as_bytes().to_vec()));
    parts.push((FOLDER_HEAD.to_owned(), head.into_bytes()));
    Ok(write(&parts))
}

/// The parts of a package but the files themselves, names and octets.
///
/// # Errors
/// [`ZipFault`].
pub(crate) fn parts(package: &[u8]) -> Result<Vec<(String, Vec<u8>)>, ZipFault> {
    let archive = Archive::open(package)?;
    let entries = archive.entries().iter().filter(|entry| !is_original(&entry.name));
    entries.map(|entry| Ok((entry.name.clone(), archive.read(entry, MAX_PART)?))).collect()
}

/// A package of these parts.
pub(crate) fn write(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, octets)| (name.as_str(), octets.as_slice())).collect();
    zip::write(&parts)
}
