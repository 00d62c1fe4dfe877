//! Reading what the operator names: bounded, from a file or stdin, DER or PEM.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use tsa_journal::durable;
use tsa_keys::{OpenError, open_secret_file};
use zeroize::Zeroizing;

use crate::error::Error;

/// Reads a small file; `-` is stdin.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    read_bounded(path, open(path)?, LIMIT)
}

/// Opens a file of any size; `-` is stdin.
pub(crate) fn open(path: &Path) -> Result<Box<dyn Read>, Error> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(Error::read(path))?;
    Ok(Box::new(file))
}

/// Reads a secret; the bytes are wiped when dropped.
///
/// A pipe that lies in a directory is refused, since nobody may ever write to it. One that the shell has opened
/// (`/dev/stdin`, or `/dev/fd/63` of a `<(command)`) is read: its writer is there, and the secret never on a disk.
pub(crate) fn read_secret(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, Error> {
    let is_open_already = path == Path::new("/dev/stdin") || path.starts_with("/dev/fd");
    let file = if is_open_already {
        File::open(path).map_err(Error::read(path))?
    } else {
        open_secret_file(path).map_err(|error| match error {
            OpenError::NotRegular(kind) => Error::NotRegular { path: path.to_owned(), kind },
            OpenError::Io(source) => Error::Read { path: path.to_owned(), source },
        })?
    };
    read_bounded(path, file, limit).map(Zeroizing::new)
}

/// Writes a small file of text in one step: after a crash it has either content.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), Error> {
    durable::replace(path, text.as_bytes(), 0o644).map_err(Error::write(path))
}

fn read_bounded(path: &Path, source: impl Read, limit: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    source.take(limit + 1).read_to_end(&mut bytes).map_err(Error::read(path))?;
    if bytes.len() as u64 > limit {
        return Err(Error::TooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}

/// Requests, tokens, certificates and revocation lists; the largest of them by far are the lists.
const LIMIT: u64 = 16 * 1024 * 1024;
