//! Taking what was given to be checked: evidence, and the files that it is about.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use tsa_core::HashAlgorithm;
use tsa_evidence::assessment::{Digester, FileDigests};
use tsa_evidence::package::{
    MAX_PART, ORIGINAL, PAGE, PackageFault, Sorter, Unpacked, is_original, is_package, is_telling,
};
use tsa_evidence::zip::{Entry, Place, Unpacker, ZipFault, read_directory};

use super::fault::Fault;
use super::files::{self, PACKAGE};
use super::output::Output;
use crate::api::hex::{Hex32, Hex64};

/// Takes all of them, folders with everything in them.
pub(crate) fn take_all(paths: &[PathBuf], output: &Output) -> Result<Sorter, Fault> {
    let mut given = Given { sorter: Sorter::default(), archives: Vec::new(), output };
    for path in paths {
        given.take(path, "", false)?;
    }
    for archive in std::mem::take(&mut given.archives) {
        given.take_archive(archive)?;
    }
    Ok(given.sorter)
}

/// What is known of a file whose digests were taken.
pub(crate) fn digests(name: Option<String>, size: u64, sha256: Hex32, sha512: Hex64) -> FileDigests {
    let digests =
        vec![(HashAlgorithm::Sha256, sha256.0.to_vec()), (HashAlgorithm::Sha512, sha512.0.to_vec())];
    FileDigests { name, size: Some(size), digests }
}

struct Given<'a> {
    sorter: Sorter,
    /// ZIP files with packages in them: whether one is what a token is over is known when all tokens are here.
    archives: Vec<PackagesArchive>,
    output: &'a Output,
}

/// The packages of a deposit in one ZIP file, or a work that has packages in it.
struct PackagesArchive {
    path: PathBuf,
    entries: Vec<Entry>,
    digests: FileDigests,
}

impl Given<'_> {
    /// `inside` is the path of the folder within what was given; `is_original`, whether that is the file's own folder in an unpacked
    /// package: what lies there is never evidence.
    fn take(&mut self, path: &Path, inside: &str, is_original: bool) -> Result<(), Fault> {
        let about = fs::metadata(path).map_err(Fault::read(path))?;
        let base = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = if inside.is_empty() { base } else { format!("{inside}/{base}") };
        if about.is_dir() {
            return self.take_folder(path, &name, is_original);
        }
        let is_evidence = !is_original && self.take_evidence(path, &name, about.len())?;
        // Evidence may have been deposited as well: only its digest can tell.
        let (sha256, sha512) = files::hash(path, &indicatif::ProgressBar::hidden())?;
        let file = digests(Some(name), about.len(), sha256, sha512);
        if is_evidence {
            self.sorter.add_evidence_digests(file);
        } else if !is_original
            && let Some(entries) = packages_in(path, about.len()).map_err(Fault::read(path))?
        {
            self.archives.push(PackagesArchive { path: path.to_owned(), entries, digests: file });
        } else {
            self.sorter.add_file(file);
        }
        Ok(())
    }

    /// Looks into an archive of packages (docs/claim-format.md), once and no deeper, unless a token is over the archive itself.
    fn take_archive(&mut self, archive: PackagesArchive) -> Result<(), Fault> {
        let PackagesArchive { path, entries, digests } = archive;
        if self.sorter.has_token_over(&digests) {
            self.sorter.add_file(digests);
            return Ok(());
        }
        let mut file = File::open(&path).map_err(Fault::read(&path))?;
        for entry in entries.iter().filter(|entry| !entry.name.ends_with('/') && entry.name != PAGE) {
            let inside = format!("{}/{}", digests.name.as_deref().unwrap_or_default(), entry.name);
            match self.take_member(&mut file, entry, &inside) {
                Ok(()) => {}
                Err(Stopped::Reading(error)) => return Err(Fault::read(&path)(error)),
                Err(Stopped::Package(fault)) => self.refuse(&inside, fault),
            }
        }
        self.sorter.add_evidence_digests(digests);
        Ok(())
    }

    fn take_member(&mut self, archive: &mut File, entry: &Entry, name: &str) -> Result<(), Stopped> {
        if is_packed(entry) {
            let octets = part(archive, entry)?.map_err(PackageFault::from)?;
            if self.sorter.add(name, &octets)? {
                return Ok(());
            }
        }
        let file = digests_of(archive, entry)??;
        self.sorter.add_file(FileDigests { name: Some(name.to_owned()), ..file });
        Ok(())
    }

    fn refuse(&self, name: &str, fault: PackageFault) {
        self.output.warn(&format!("{name}: not taken as a package: {fault}"));
    }

    fn take_folder(&mut self, path: &Path, name: &str, is_original: bool) -> Result<(), Fault> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).map_err(Fault::read(path))? {
            let entry = entry.map_err(Fault::read(path))?;
            let kind = entry.file_type().map_err(Fault::read(path))?;
            // Links, pipes, sockets and devices get no proof, and say nothing about one.
            if kind.is_file() || kind.is_dir() {
                entries.push(entry.path());
            }
        }
        entries.sort();
        let base = |entry: &Path| entry.file_name().map(|name| name.to_string_lossy().into_owned());
        let is_unpacked = entries.iter().filter_map(|entry| base(entry)).any(|name| is_telling(&name));
        for entry in &entries {
            let its_own = is_unpacked && base(entry).as_deref() == Some(ORIGINAL.trim_end_matches('/'));
            self.take(entry, name, is_original || its_own)?;
        }
        Ok(())
    }

    /// A package that cannot be read as a whole is a file, and the caller is told.
    fn take_evidence(&mut self, path: &Path, name: &str, len: u64) -> Result<bool, Fault> {
        let taken = if len <= MAX_PART as u64 {
            self.sorter.add(name, &fs::read(path).map_err(Fault::read(path))?)
        } else {
            match take_large(&mut self.sorter, path, name, len) {
                Ok(taken) => Ok(taken),
                Err(Stopped::Package(fault)) => Err(fault),
                Err(Stopped::Reading(error)) => return Err(Fault::read(path)(error)),
            }
        };
        taken.or_else(|fault| {
            self.refuse(&path.display().to_string(), fault);
            Ok(false)
        })
    }
}

/// What is larger than any evidence is a package with the file in it, or a file: the directory at its end says which.
fn take_large(sorter: &mut Sorter, path: &Path, name: &str, len: u64) -> Result<bool, Stopped> {
    let mut file = File::open(path)?;
    let Some(entries) = directory(&mut file, len)?.filter(|entries| is_package(entries)) else {
        return Ok(false);
    };
    sorter.add_package(name, &entries, |entry| {
        Ok::<_, Stopped>(if is_original(&entry.name) {
            Unpacked::Original(digests_of(&mut file, entry)??)
        } else {
            Unpacked::Part(part(&mut file, entry)?.map_err(PackageFault::from)?)
        })
    })?;
    Ok(true)
}

/// The entries of a ZIP file with packages in it; `None` for any other file.
fn packages_in(path: &Path, len: u64) -> io::Result<Option<Vec<Entry>>> {
    // A pipe has no length and no end to look at.
    if len == 0 {
        return Ok(None);
    }
    Ok(directory(&mut File::open(path)?, len)?.filter(|entries| entries.iter().any(is_packed)))
}

fn is_packed(entry: &Entry) -> bool {
    entry.name.to_ascii_lowercase().ends_with(PACKAGE)
}

/// Why a package is not taken.
#[derive(Debug)]
enum Stopped {
    Reading(io::Error),
    Package(PackageFault),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Reading(error)
    }
}

impl From<PackageFault> for Stopped {
    fn from(fault: PackageFault) -> Self {
        Self::Package(fault)
    }
}

/// `None` for what is no ZIP file, or none that may be read.
fn directory(file: &mut File, len: u64) -> io::Result<Option<Vec<Entry>>> {
    let tail_len = len.min(Place::TAIL);
    let tail = read_at(file, len.saturating_sub(tail_len), tail_len)?;
    let Ok(place) = Place::find(&tail, len) else { return Ok(None) };
    let octets = read_at(file, place.offset, place.len)?;
    Ok(read_directory(&octets, place).ok())
}

fn part(file: &mut File, entry: &Entry) -> io::Result<Result<Vec<u8>, ZipFault>> {
    // Deflate adds a little to what does not get smaller.
    if entry.packed > (MAX_PART as u64).saturating_add(MAX_PART as u64 / 64) {
        return Ok(Err(ZipFault::TooLarge));
    }
    match data_offset(file, entry)? {
        Ok(offset) => Ok(entry.unpack(&read_at(file, offset, entry.packed)?, MAX_PART)),
        Err(fault) => Ok(Err(fault)),
    }
}

/// Of an entry of any size, in bounded memory.
fn digests_of(file: &mut File, entry: &Entry) -> io::Result<Result<FileDigests, PackageFault>> {
    let offset = match data_offset(file, entry)? {
        Ok(offset) => offset,
        Err(fault) => return Ok(Err(fault.into())),
    };
    file.seek(SeekFrom::Start(offset))?;
    let mut packed = file.take(entry.packed);
    let (mut digester, mut unpacker) = (Digester::default(), Unpacker::new(entry));
    let mut buffer = vec![0; BUFFER];
    loop {
        let count = packed.read(&mut buffer)?;
        if count == 0 {
            let whole = unpacker.finish().map(|()| digester.finish(None));
            return Ok(whole.map_err(PackageFault::from));
        }
        let octets = buffer.get(..count).unwrap_or_default();
        if let Err(fault) = unpacker.take(octets, |octets| digester.update(octets)) {
            return Ok(Err(fault.into()));
        }
    }
}

fn data_offset(file: &mut File, entry: &Entry) -> io::Result<Result<u64, ZipFault>> {
    let header = read_at(file, entry.offset, entry.header_len() as u64)?;
    Ok(entry.data_offset(&header))
}

/// The caller has bounded `len`.
fn read_at(file: &mut File, offset: u64, len: u64) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(offset))?;
    let mut octets = Vec::new();
    file.take(len).read_to_end(&mut octets)?;
    Ok(octets)
}

const BUFFER: usize = 1 << 20;
