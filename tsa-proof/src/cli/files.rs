//! Finding files and taking their fingerprints.

use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use indicatif::ProgressBar;
use tsa_core::HashAlgorithm;

use super::fault::Fault;
use super::new_file::UNFINISHED;
use super::state::{FILE_NAME, Work};
use crate::api::hex::{Hex, Hex32, Hex64};

/// A file to be time-stamped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) path: PathBuf,
    /// Its path within the folder that was given, or its name.
    pub(crate) inside: PathBuf,
    /// Where it is, however it was named: by this a file that was given twice shows.
    real: PathBuf,
    pub(crate) mark: Mark,
}

/// What was found under the arguments.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// In the order of their paths, each once.
    pub(crate) files: Vec<Found>,
    pub(crate) passed_over: PassedOver,
}

/// What is in a folder and is no file to be time-stamped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct PassedOver {
    /// Packages, tokens and states that earlier runs left.
    pub(crate) proofs: usize,
    pub(crate) links: usize,
    /// Pipes, sockets and devices.
    pub(crate) special: usize,
}

impl PassedOver {
    pub(crate) fn add(&mut self, other: PassedOver) {
        self.proofs += other.proofs;
        self.links += other.links;
        self.special += other.special;
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PassedOver { proofs, links, special } = self;
        write!(f, "passed over: {proofs} proofs, {links} links, {special} pipes, sockets and devices")
    }
}

/// By what a change shows without reading the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub(crate) struct Mark {
    pub(crate) size: u64,
    /// Milliseconds since 1970.
    pub(crate) modified: u64,
}

/// All files of the arguments, without the state file of the command itself.
///
/// # Errors
/// Something cannot be read, or is neither file nor folder; or there is no file.
pub(crate) fn find(paths: &[PathBuf], state: Option<&Path>) -> Result<Gathered, Fault> {
    let mut gathered = Gathered::default();
    for path in paths {
        let about = fs::metadata(path).map_err(Fault::read(path))?;
        if about.is_dir() {
            let real = fs::canonicalize(path).map_err(Fault::read(path))?;
            walk(path, Path::new(""), &real, &mut gathered)?;
        } else if !about.is_file() {
            return Err(Fault::file(path, "it is neither a file nor a folder"));
        } else if is_ours(path) {
            gathered.passed_over.proofs += 1;
        } else {
            let (inside, real) = (path.file_name().unwrap_or_default().into(), real(path)?);
            gathered.files.push(Found { path: path.clone(), inside, real, mark: mark(path, &about)? });
        }
    }
    let own = state.and_then(|state| real(state).ok());
    let mut seen = HashSet::new();
    gathered.files.retain(|file| own.as_ref() != Some(&file.real) && seen.insert(file.real.clone()));
    gathered.files.sort_by(|a, b| a.path.cmp(&b.path));
    if gathered.files.is_empty() { Err(Fault::NoFiles(gathered.passed_over)) } else { Ok(gathered) }
}

/// `inside` and `real` are the directory's own.
fn walk(directory: &Path, inside: &Path, real: &Path, gathered: &mut Gathered) -> Result<(), Fault> {
    for entry in fs::read_dir(directory).map_err(Fault::read(directory))? {
        let entry = entry.map_err(Fault::read(directory))?;
        let (path, name) = (entry.path(), entry.file_name());
        let (inside, real) = (inside.join(&name), real.join(&name));
        // Links are not followed: they would leave the folder, or go round in it.
        let about = fs::symlink_metadata(&path).map_err(Fault::read(&path))?;
        if about.is_dir() {
            walk(&path, &inside, &real, gathered)?;
        } else if about.is_symlink() {
            gathered.passed_over.links += 1;
        } else if !about.is_file() {
            gathered.passed_over.special += 1;
        } else if is_ours(&path) {
            gathered.passed_over.proofs += 1;
        } else {
            let mark = mark(&path, &about)?;
            gathered.files.push(Found { path, inside, real, mark });
        }
    }
    Ok(())
}

/// The last part is not followed: a link that was given is a file under its own name.
fn real(path: &Path) -> Result<PathBuf, Fault> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let parent = fs::canonicalize(parent).map_err(Fault::read(parent))?;
    Ok(parent.join(path.file_name().unwrap_or_default()))
}

/// What runs of this program leave behind: proofs, states, and either of them half written.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let is_proof = |name: &str| [PACKAGE, TOKEN, SEAL].iter().any(|ending| name.ends_with(ending));
    let half = name.strip_suffix(UNFINISHED).and_then(|name| Some(name.rsplit_once('.')?.0));
    is_proof(&name) || half.is_some_and(is_proof) || name.starts_with(FILE_NAME)
}

impl Found {
    /// Its path within the folder as text, `/` between the parts.
    ///
    /// # Errors
    /// The name is not UTF-8: neither a claim nor a state can hold it.
    pub(crate) fn name(&self) -> Result<String, Fault> {
        let parts: Option<Vec<&str>> = self.inside.iter().map(|part| part.to_str()).collect();
        let parts = parts.filter(|_| self.path.to_str().is_some());
        parts.map(|parts| parts.join("/")).ok_or_else(|| {
            Fault::file(&self.path, "its name is not UTF-8: give it another one, or leave it out")
        })
    }
}

fn mark(path: &Path, about: &fs::Metadata) -> Result<Mark, Fault> {
    let modified = about.modified().map_err(Fault::read(path))?;
    let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Mark { size: about.len(), modified: u64::try_from(since.as_millis()).unwrap_or(u64::MAX) })
}

impl Found {
    /// Many files that get one proof, of this name, which stands at `path`.
    pub(crate) fn group(path: PathBuf, name: &str, mark: Mark) -> Found {
        Found { real: path.clone(), path, inside: name.into(), mark }
    }
}

/// SHA-256 and SHA-512 of these files, in their order, on all cores.
///
/// # Errors
/// One cannot be read, or is changed meanwhile.
pub(crate) fn digests_of(found: &[Found], bar: &ProgressBar) -> Result<Vec<(Hex32, Hex64)>, Fault> {
    let paths: Vec<&Path> = found.iter().map(|file| file.path.as_path()).collect();
    let digests = hash_all(&paths, bar)?;
    for file in found {
        let now = fs::metadata(&file.path).map_err(Fault::read(&file.path))?;
        if mark(&file.path, &now)? != file.mark {
            return Err(Fault::file(&file.path, "it was changed while it was read"));
        }
    }
    Ok(digests)
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
/// Seals of names end so.
pub(crate) const SEAL: &str = ".name-seal.json";
/// Tokens of bare authorities end so.
pub(crate) const TOKEN: &str = ".tsr";
const BUFFER: usize = 1 << 20;
