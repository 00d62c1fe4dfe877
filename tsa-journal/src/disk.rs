//! The few things the journal asks of a file system, behind a trait so that tests can make each of them fail.
//!
//! All go through libc's file calls; there is no memory map and no io_uring, so tools that record or inject at the
//! level of system calls see everything.

use std::fmt::Debug;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _};
use std::path::Path;

/// A file system.
pub(crate) trait Disk: Debug + Send + Sync {
    /// Makes a file that is not there yet, readable and writable by its owner.
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>>;
    /// Opens a file to read, and to write if `write` is set.
    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn DiskFile>>;
    /// Makes a directory that is not there yet.
    fn create_dir(&self, path: &Path) -> io::Result<()>;
    /// Gives a file or directory another name, in place of a file that has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Takes a name away.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Takes an empty directory away.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a directory durable.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
    /// The names in a directory.
    fn list(&self, path: &Path) -> io::Result<Vec<String>>;
    /// Whether something has this name.
    fn exists(&self, path: &Path) -> io::Result<bool>;
}

/// An open file.
pub(crate) trait DiskFile: Debug + Send + Sync {
    /// Its length.
    fn length(&self) -> io::Result<u64>;
    /// Reads up to as many octets as `buffer` has; 0 at the end.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
    /// Writes all of `octets`.
    fn write_at(&self, octets: &[u8], offset: u64) -> io::Result<()>;
    /// Reserves space for the first `length` octets; new ones read as zero.
    fn allocate(&self, length: u64) -> io::Result<()>;
    /// Cuts the file.
    fn truncate(&self, length: u64) -> io::Result<()>;
    /// Makes the content durable, and of the metadata what is needed to read it (fdatasync).
    fn sync_data(&self) -> io::Result<()>;
    /// Asks the disk to begin with what was written. Promises nothing; a sync that follows has less to wait for.
    fn begin_sync(&self) {}
    /// Makes content and metadata durable (fsync).
    fn sync_all(&self) -> io::Result<()>;
    /// Takes the exclusive lock on it until it is closed; `false` when another process has it.
    fn try_lock(&self) -> io::Result<bool>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RealDisk;

impl Disk for RealDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(FILE_MODE).open(path)?;
        Ok(Box::new(file))
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(OpenOptions::new().read(true).write(write).open(path)?))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::DirBuilder::new().mode(DIRECTORY_MODE).create(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        File::open(path)?.sync_all()
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        // A name that is not UTF-8 is none of ours.
        fs::read_dir(path)?
            .filter_map(|entry| entry.map(|entry| entry.file_name().into_string().ok()).transpose())
            .collect()
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        path.try_exists()
    }
}

impl DiskFile for File {
    fn length(&self) -> io::Result<u64> {
        self.metadata().map(|metadata| metadata.len())
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, buffer, offset)
    }

    fn write_at(&self, octets: &[u8], offset: u64) -> io::Result<()> {
        self.write_all_at(octets, offset)
    }

    fn allocate(&self, length: u64) -> io::Result<()> {
        posix_fallocate(self, length)
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn sync_data(&self) -> io::Result<()> {
        Self::sync_data(self)
    }

    fn begin_sync(&self) {
        sync_file_range(self);
    }

    fn sync_all(&self) -> io::Result<()> {
        Self::sync_all(self)
    }

    fn try_lock(&self) -> io::Result<bool> {
        match Self::try_lock(self) {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[expect(unsafe_code, reason = "std has no call that reserves space")]
fn posix_fallocate(file: &File, length: u64) -> io::Result<()> {
    // Only what is new: where a file system cannot reserve, libc writes zeros, and what is there must stay.
    let from = file.metadata()?.len();
    let Some(more) = length.checked_sub(from).filter(|more| *more > 0) else { return Ok(()) };
    let from = libc::off_t::try_from(from).map_err(|_| io::ErrorKind::FileTooLarge)?;
    let more = libc::off_t::try_from(more).map_err(|_| io::ErrorKind::FileTooLarge)?;
    loop {
        // SAFETY: the descriptor belongs to `file`, which outlives the call; no memory is passed.
        match unsafe { libc::posix_fallocate(file.as_raw_fd(), from, more) } {
            0 => return Ok(()),
            libc::EINTR => {}
            error => return Err(io::Error::from_raw_os_error(error)),
        }
    }
}

#[expect(unsafe_code, reason = "std has no call that begins to write a file back")]
fn sync_file_range(file: &File) {
    // SAFETY: the descriptor belongs to `file`, which outlives the call; no memory is passed. The result does not matter:
    // an error of the disk is reported again by the fsync that follows.
    let _ = unsafe { libc::sync_file_range(file.as_raw_fd(), 0, 0, libc::SYNC_FILE_RANGE_WRITE) };
}

const FILE_MODE: u32 = 0o600;
const DIRECTORY_MODE: u32 = 0o700;
