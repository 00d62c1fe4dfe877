//! Finding files and taking their fingerprints.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use indicatif::ProgressBar;
use tsa_core::HashAlgorithm;

use super::fault::Fault;
use super::state::{FILE_NAME, Work};
use crate::api::hex::{Hex, Hex32, Hex64};

/// A file to be time-stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Its path within the folder that was given, or its name; `/` between the parts.
    pub(crate) name: String,
    pub(crate) mark: Mark,
}

/// By what a change shows without reading the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub(crate) struct Mark {
    pub(crate) size: u64,
    /// Milliseconds since 1970.
    pub(crate) modified: u64,
}

/// All files of the arguments, in the order of their paths; what proofs and states leave behind is passed over.
pub(crate) fn find(paths: &[PathBuf]) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    for path in paths {
        let about = fs::metadata(path).map_err(Fault::read(path))?;
        if about.is_dir() {
            walk(path, path, &mut found)?;
        } else {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            found.push(Found {
                path: path.clone(),
                name: name.unwrap_or_default(),
                mark: mark(path, &about)?,
            });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found.dedup_by(|a, b| a.path == b.path);
    if found.is_empty() { Err(Fault::NoFiles) } else { Ok(found) }
}

fn walk(top: &Path, directory: &Path, found: &mut Vec<Found>) -> Result<(), Fault> {
    for entry in fs::read_dir(directory).map_err(Fault::read(directory))? {
        let path = entry.map_err(Fault::read(directory))?.path();
        // Links are not followed: they would leave the folder, or go round in it.
        let about = fs::symlink_metadata(&path).map_err(Fault::read(&path))?;
        if about.is_dir() {
            walk(top, &path, found)?;
        } else if about.is_file() && !is_ours(&path) {
            let inside = path.strip_prefix(top).unwrap_or(&path);
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            found.push(Found { name: parts.join("/"), mark: mark(&path, &about)?, path });
        }
    }
    Ok(())
}

fn is_ours(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.ends_with(PACKAGE) || name.starts_with(FILE_NAME)
}

fn mark(path: &Path, about: &fs::Metadata) -> Result<Mark, Fault> {
    let modified = about.modified().map_err(Fault::read(path))?;
    let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Mark { size: about.len(), modified: u64::try_from(since.as_millis()).unwrap_or(u64::MAX) })
}

/// Takes the fingerprints of a part of the work, those that are missing, on all cores.
pub(crate) fn fingerprint(part: &mut [Work], bar: &ProgressBar) -> Result<(), Fault> {
    let mut open: Vec<&mut Work> = part.iter_mut().filter(|work| work.digests.is_none()).collect();
    let paths: Vec<&Path> = open.iter().map(|work| work.path.as_path()).collect();
    let digests = hash_all(&paths, bar)?;
    for (work, digests) in open.iter_mut().zip(digests) {
        let now = fs::metadata(&work.path).map_err(Fault::read(&work.path))?;
        if mark(&work.path, &now)? != work.mark {
            return Err(Fault::file(&work.path, "it was changed while it was read"));
        }
        work.digests = Some(digests);
    }
    Ok(())
}

/// SHA-256 and SHA-512 of these files, in their order.
fn hash_all(paths: &[&Path], bar: &ProgressBar) -> Result<Vec<(Hex32, Hex64)>, Fault> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let results = Mutex::new(Vec::with_capacity(paths.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads.min(paths.len()) {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = paths.get(place) else { return };
                    let result = hash(path, bar);
                    stop.fetch_or(result.is_err(), Ordering::Relaxed);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((place, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Both digests in one pass.
pub(crate) fn hash(path: &Path, bar: &ProgressBar) -> Result<(Hex32, Hex64), Fault> {
    let mut file = File::open(path).map_err(Fault::read(path))?;
    let (mut short, mut long) = (HashAlgorithm::Sha256.hasher(), HashAlgorithm::Sha512.hasher());
    let mut buffer = vec![0; BUFFER];
    loop {
        let count = file.read(&mut buffer).map_err(Fault::read(path))?;
        if count == 0 {
            break;
        }
        let octets = buffer.get(..count).unwrap_or_default();
        short.update(octets);
        long.update(octets);
        bar.inc(count as u64);
    }
    let fault = |_| Fault::file(path, "its digest has a wrong length");
    Ok((Hex(short.finish().try_into().map_err(fault)?), Hex(long.finish().try_into().map_err(fault)?)))
}

/// Packages end so.
pub(crate) const PACKAGE: &str = ".proof.zip";
const BUFFER: usize = 1 << 20;
