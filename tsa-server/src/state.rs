//! The state directory as the daemon sees it: its lock, and files with secrets.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use tsa_keys::{OpenError, open_secret_file};

use crate::fault::StartFault;

/// The lock on a state directory: two daemons on one state could record the same serial index twice.
#[derive(Debug)]
pub(crate) struct StateLock {
    /// The kernel lets the lock go when this is closed, even by a crash.
    _file: File,
}

impl StateLock {
    /// Takes the lock, or says who has it. The directory must exist.
    pub(crate) fn take(directory: &Path) -> Result<StateLock, StartFault> {
        let path = directory.join(LOCK_FILE);
        let file_fault = |doing, source| StartFault::File { path: path.clone(), doing, source };
        if !directory.is_dir() {
            return Err(StartFault::File {
                path: directory.to_owned(),
                doing: "the state directory; make it with `tsa-admin tsu create`",
                source: std::io::ErrorKind::NotFound.into(),
            });
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(libc::O_NOFOLLOW) // it is written to: never through a link to something else
            .open(&path)
            .map_err(|source| file_fault("cannot open the lock", source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut process = String::new();
                let known = file.read_to_string(&mut process).is_ok() && !process.trim().is_empty();
                let holder = if known { format!(" (process {})", process.trim()) } else { String::new() };
                return Err(StartFault::StateHeld { directory: directory.to_owned(), holder });
            }
            Err(TryLockError::Error(source)) => return Err(file_fault("cannot lock", source)),
        }
        // For people who wonder who holds it; the lock itself is the kernel's.
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(|source| file_fault("cannot write", source))?;
        Ok(StateLock { _file: file })
    }
}

/// Reads a secret of one line: a passphrase or an access token. The line's end does not belong to it.
///
/// A file that every user can read is used with a warning: containers mount secrets that way, and have no other users.
pub(crate) fn read_secret(path: &Path) -> std::io::Result<SecretString> {
    let file = open_secret_file(path).map_err(|error| match error {
        OpenError::NotRegular(_) => std::io::Error::new(std::io::ErrorKind::InvalidInput, error),
        OpenError::Io(error) => error,
    })?;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    if mode & 0o007 != 0 {
        let mode = format!("{mode:04o}");
        tracing::warn!(file = %path.display(), mode, "every user of this machine can read this secret; chmod it to 600");
    }
    // Reserved in full: a growing buffer would leave copies of the secret behind.
    let mut text = Zeroizing::new(String::with_capacity(MAX_SECRET_BYTES));
    file.take(MAX_SECRET_BYTES as u64).read_to_string(&mut text)?;
    if text.len() == MAX_SECRET_BYTES {
        return Err(std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "it is too long for a secret of one line",
        ));
    }
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "it is empty"));
    }
    Ok(SecretString::from(secret))
}

const LOCK_FILE: &str = "server.lock";
const MAX_SECRET_BYTES: usize = 4096;

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn the_lock_is_held_once_and_given_back() {
        let directory = tempfile::tempdir().expect("a directory");
        let lock = StateLock::take(directory.path()).expect("free");
        let held = StateLock::take(directory.path()).expect_err("held").to_string();
        assert!(held.contains(&format!("(process {})", std::process::id())), "{held}");
        drop(lock);
        StateLock::take(directory.path()).expect("free again");
    }

    #[test]
    fn the_lock_is_never_written_through_a_link() {
        let directory = tempfile::tempdir().expect("a directory");
        let other = directory.path().join("other");
        std::fs::write(&other, "precious").expect("written");
        std::os::unix::fs::symlink(&other, directory.path().join(LOCK_FILE)).expect("a link");
        StateLock::take(directory.path()).expect_err("a link is no lock");
        assert_eq!(std::fs::read_to_string(&other).expect("read"), "precious");
    }

    #[test]
    fn secrets_are_one_line_without_its_end() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("secret");
        std::fs::write(&path, "abc def\r\n").expect("written");
        assert_eq!(read_secret(&path).expect("a secret").expose_secret(), "abc def");
        std::fs::write(&path, "\n").expect("written");
        assert_eq!(read_secret(&path).expect_err("empty").to_string(), "it is empty");
        std::fs::write(&path, "a".repeat(MAX_SECRET_BYTES + 1)).expect("written");
        assert_eq!(
            read_secret(&path).expect_err("long").to_string(),
            "it is too long for a secret of one line"
        );
    }
}
