//! Files that are there as a whole or not at all, and never in the place of another.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::fault::Fault;

/// Writes a file that is not there yet; `false` if something is there. Directories on the way are made.
///
/// On Linux the file has no name until all of it is on the disk: of a command that is interrupted or killed nothing is left. File systems
/// that know no such files get one beside its place, which ends with [`UNFINISHED`] and goes with the command unless that is killed.
pub(crate) fn write_new(path: &Path, octets: &[u8]) -> Result<bool, Fault> {
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(directory).map_err(Fault::write(directory))?;
    put(directory, path, octets).map_err(Fault::write(path))
}

fn put(directory: &Path, path: &Path, octets: &[u8]) -> io::Result<bool> {
    if let Some(file) = nameless::file_in(directory) {
        fill(&file, octets)?;
        match nameless::name(&file, path) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            // Without /proc no name can be given.
            Err(_) => {}
        }
    }
    write_beside(path, octets)
}

fn write_beside(path: &Path, octets: &[u8]) -> io::Result<bool> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}{UNFINISHED}", std::process::id()));
    let beside = PathBuf::from(beside);
    let write = || {
        fill(&File::create(&beside)?, octets)?;
        match fs::hard_link(&beside, path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            // A file system without links: there the look and the move are two steps.
            Err(_) if fs::symlink_metadata(path).is_ok() => Ok(false),
            Err(_) => fs::rename(&beside, path).map(|()| true),
        }
    };
    let written = write();
    // Gone already after a move; otherwise the link is the file.
    let _ = fs::remove_file(&beside);
    written
}

fn fill(mut file: &File, octets: &[u8]) -> io::Result<()> {
    file.write_all(octets)?;
    file.sync_all()
}

/// Files without a name: `O_TMPFILE` of open(2), and the way to name them in linkat(2).
#[cfg(target_os = "linux")]
mod nameless {
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::path::Path;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};

    /// `None` where the file system knows no such files.
    pub(super) fn file_in(directory: &Path) -> Option<File> {
        let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
        open(directory, flags, Mode::from_raw_mode(0o666)).ok().map(File::from)
    }

    pub(super) fn name(file: &File, path: &Path) -> io::Result<()> {
        let itself = format!("/proc/self/fd/{}", file.as_raw_fd());
        Ok(linkat(CWD, itself, CWD, path, AtFlags::SYMLINK_FOLLOW)?)
    }
}

#[cfg(not(target_os = "linux"))]
mod nameless {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn file_in(_: &Path) -> Option<File> {
        None
    }

    pub(super) fn name(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Files that are being written beside their place end so.
pub(crate) const UNFINISHED: &str = ".tmp";

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;

    fn count(directory: &Path) -> usize {
        fs::read_dir(directory).unwrap().count()
    }

    #[test]
    fn nothing_is_replaced_and_nothing_unfinished_is_left() {
        let ways: [fn(&Path, &[u8]) -> bool; 2] = [
            |path, octets| write_new(path, octets).unwrap(),
            |path, octets| write_beside(path, octets).unwrap(),
        ];
        for write in ways {
            let directory = TempDir::new().unwrap();
            let path = directory.path().join("a");
            assert!(write(&path, b"one"));
            assert!(!write(&path, b"two"));
            assert_eq!(fs::read(&path).unwrap(), b"one");
            std::os::unix::fs::symlink("nowhere", directory.path().join("b")).unwrap();
            assert!(!write(&directory.path().join("b"), b"one"), "a link to nothing is something");
            assert_eq!(count(directory.path()), 2);
        }
    }

    #[test]
    fn directories_are_made_and_the_rights_are_those_of_any_file() {
        let directory = TempDir::new().unwrap();
        let (new, other) = (directory.path().join("x/y/new"), directory.path().join("other"));
        assert!(write_new(&new, b"new").unwrap());
        fs::write(&other, b"other").unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&new), mode(&other));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_has_its_name_when_it_is_whole() {
        let directory = TempDir::new().unwrap();
        let Some(file) = nameless::file_in(directory.path()) else {
            return; // The file system knows no such files.
        };
        fill(&file, b"all of it").unwrap();
        assert_eq!(count(directory.path()), 0, "a command that is killed here leaves nothing");
        nameless::name(&file, &directory.path().join("a")).unwrap();
        assert_eq!(fs::read(directory.path().join("a")).unwrap(), b"all of it");
    }
}
