//! Opening files with secrets: keys, passphrases, access tokens.

use std::{
    fs::{File, FileType, OpenOptions},
    io,
    os::unix::fs::{FileTypeExt, OpenOptionsExt},
    path::Path,
};

/// Opens a regular file for reading. Links are followed: containers and systemd mount secrets that way.
///
/// Nothing else is opened for longer than it takes to see what it is: a pipe that nobody writes to would keep a start
/// waiting for ever.
///
/// # Errors
/// [`OpenError`].
pub fn open_secret_file(path: &Path) -> Result<File, OpenError> {
    // Without O_NONBLOCK, open(2) itself waits for the writer of a pipe. Reading a regular file is not changed by it.
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(path)?;
    // The kind of the file that is open, not of whatever the path names a moment later.
    let kind = file.metadata()?.file_type();
    if kind.is_file() { Ok(file) } else { Err(OpenError::NotRegular(name(kind))) }
}

/// Why a file with a secret was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It is something else than a file.
    #[error("it is {0}, not a regular file")]
    NotRegular(&'static str),
    /// The system refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn name(kind: FileType) -> &'static str {
    if kind.is_dir() {
        "a directory"
    } else if kind.is_fifo() {
        "a pipe"
    } else {
        "a device"
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::symlink, process::Command};

    use super::*;

    #[test]
    fn regular_files_are_opened_links_followed_and_all_else_named_without_waiting() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        fs::write(path("file"), "secret").unwrap();
        symlink("file", path("link")).unwrap();
        for name in ["file", "link"] {
            assert_eq!(io::read_to_string(open_secret_file(&path(name)).unwrap()).unwrap(), "secret");
        }
        assert!(Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
        for (path, what) in
            [(path("pipe"), "a pipe"), (path(""), "a directory"), ("/dev/zero".into(), "a device")]
        {
            let error = open_secret_file(&path).unwrap_err();
            assert!(matches!(error, OpenError::NotRegular(name) if name == what), "{error}");
        }
        assert!(matches!(open_secret_file(&path("missing")), Err(OpenError::Io(_))));
    }
}
