//! Files that survive a crash: whole or not at all.
//!
//! After a call has returned `Ok`, what it wrote is on the disk under its final name. After a crash during a call, the
//! final name shows what it showed before or what the call wrote, never anything between; a file `.NAME.….tmp` may be
//! left beside it and can be removed.
//!
//! The order of system calls, for [`replace`]:
//!
//! 1. `open(.NAME.….tmp, O_CREAT | O_EXCL, mode)`: nobody can read it for longer than the final file allows;
//! 2. `write`, until all of it is written;
//! 3. `fsync(file)`: the bytes are on the disk before any name points to them;
//! 4. `rename(.NAME.….tmp, NAME)`: atomic;
//! 5. `fsync(directory)`: the name is on the disk.
//!
//! [`write_new`] has `link(.NAME.….tmp, NAME)` and `unlink(.NAME.….tmp)` for step 4: unlike `rename`, `link` fails when
//! the name exists. The umask applies to every mode: it can only take permissions away.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use rand::{TryRng, rngs::SysRng};

/// Writes a file that is not there yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when the name is taken, or what the system says; then the name is as it was.
pub fn write_new(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let temporary = Temporary::write(path, bytes, mode)?;
    fs::hard_link(&temporary.path, path)?;
    drop(temporary); // unlinks the temporary name
    sync_directory_of(path)
}

/// Writes a file, in place of the one that has its name now, if there is one.
///
/// # Errors
/// What the system says. Before the rename the old file is untouched; when only the last fsync fails, the new file is in
/// place but may be gone after a crash.
pub fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let temporary = Temporary::write(path, bytes, mode)?;
    fs::rename(&temporary.path, path)?;
    temporary.keep();
    sync_directory_of(path)
}

/// Makes a directory that is not there yet; its parent must be.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] when the name is taken, or what the system says.
pub fn create_dir(path: &Path, mode: u32) -> io::Result<()> {
    DirBuilder::new().mode(mode).create(path)?;
    sync_directory_of(path)
}

/// Gives a finished directory its final name in the same parent directory: `rename`, `fsync(parent)`.
///
/// # Errors
/// The name is taken by a directory that is not empty, or what the system says.
pub fn rename_dir(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_directory_of(to)
}

/// A file under a temporary name; the name goes when the value does.
struct Temporary {
    path: PathBuf,
    unlink: bool,
}

impl Temporary {
    fn write(path: &Path, bytes: &[u8], mode: u32) -> io::Result<Self> {
        let temporary = Self { path: temporary_name(path)?, unlink: true };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&temporary.path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(temporary)
    }

    /// The temporary name has become the final one.
    fn keep(mut self) {
        self.unlink = false;
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if self.unlink {
            // A name that stays is harmless: readers know the final name only.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn temporary_name(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut random = [0; 8];
    SysRng.try_fill_bytes(&mut random).map_err(io::Error::other)?;
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(format!(".{:016x}.tmp", u64::from_be_bytes(random)));
    Ok(path.with_file_name(temporary))
}

fn sync_directory_of(path: &Path) -> io::Result<()> {
    let parent = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(parent)?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn names(directory: &Path) -> Vec<OsString> {
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name()).collect()
    }

    #[test]
    fn write_new_never_overwrites_and_leaves_nothing_behind() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        write_new(&path, b"one", 0o600).unwrap();
        assert_eq!(write_new(&path, b"two", 0o600).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(names(directory.path()), ["a"]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn replace_replaces_and_sets_the_mode_of_the_new_file() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a");
        replace(&path, b"one", 0o600).unwrap();
        replace(&path, b"two", 0o400).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(directory.path()), ["a"]);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o400);
    }

    #[test]
    fn a_missing_directory_is_an_error_and_stays_missing() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("missing/a");
        assert_eq!(replace(&path, b"one", 0o600).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(names(directory.path()).is_empty());
    }

    #[test]
    fn directories_are_made_once_with_their_mode_and_renamed_whole() {
        let directory = tempfile::tempdir().unwrap();
        let from = directory.path().join("new");
        create_dir(&from, 0o700).unwrap();
        assert_eq!(create_dir(&from, 0o700).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::metadata(&from).unwrap().permissions().mode() & 0o777, 0o700);
        write_new(&from.join("a"), b"one", 0o600).unwrap();
        rename_dir(&from, &directory.path().join("final")).unwrap();
        assert_eq!(fs::read(directory.path().join("final/a")).unwrap(), b"one");
    }
}
