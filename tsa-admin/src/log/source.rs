//! The files of a log, wherever they are.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use tsa_core::merkle::Tile;

use super::client::Client;
use crate::args::{PlaceArgs, ReachArgs};
use crate::error::Error;

/// A log that is read by its files.
#[derive(Debug)]
pub(crate) enum LogSource {
    Directory(PathBuf),
    Address(Client),
}

impl LogSource {
    /// From the command line.
    pub(crate) fn new(place: &PlaceArgs, reach: ReachArgs) -> Result<Self, Error> {
        match (&place.url, &place.dir) {
            (Some(url), _) => Ok(Self::Address(Client::new(url, reach.insecure_http)?)),
            (None, Some(dir)) => Ok(Self::Directory(dir.clone())),
            (None, None) => Err(Error::NoLog),
        }
    }

    /// From one word: an address if it looks like one, a directory otherwise.
    pub(crate) fn of_word(word: &str, reach: ReachArgs) -> Result<Self, Error> {
        if word.contains("://") {
            Ok(Self::Address(Client::new(word, reach.insecure_http)?))
        } else {
            Ok(Self::Directory(word.into()))
        }
    }

    /// The whole of a file; `None` when there is none.
    pub(crate) fn get(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Directory(directory) => read(&directory.join(path), limit),
            Self::Address(client) => Ok(client.get(path, limit)?),
        }
    }

    /// A file to be read piece by piece; `None` when there is none.
    pub(crate) fn open(&self, path: &str) -> Result<Option<Box<dyn BufRead>>, Error> {
        match self {
            Self::Directory(directory) => {
                let path = directory.join(path);
                Ok(found(&path, File::open(&path))?
                    .map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>))
            }
            Self::Address(client) => Ok(client.open(path)?),
        }
    }

    /// Which partial tiles are still there beside this one. Only a directory can be looked into.
    pub(crate) fn partials(&self, tile: Tile) -> Result<Vec<Tile>, Error> {
        let Self::Directory(directory) = self else { return Ok(Vec::new()) };
        let path = format!("{}.p", tile.full());
        let Some(names) = found(&directory.join(&path), fs::read_dir(directory.join(&path)))? else {
            return Ok(Vec::new());
        };
        let mut tiles = Vec::new();
        for name in names {
            let name = name.map_err(Error::read(&directory.join(&path)))?.file_name();
            // Another name is none of the log's files.
            tiles.extend(name.to_str().and_then(|name| Tile::parse(&format!("{path}/{name}")).ok()));
        }
        Ok(tiles)
    }

    /// The days of the archive that a directory has, in order; `None` for an address, which cannot be listed.
    pub(crate) fn days(&self) -> Result<Option<Vec<String>>, Error> {
        let Self::Directory(directory) = self else { return Ok(None) };
        let path = directory.join("checkpoints");
        let Some(names) = found(&path, fs::read_dir(&path))? else { return Ok(Some(Vec::new())) };
        let mut days = Vec::new();
        for name in names {
            let name = name.map_err(Error::read(&path))?.file_name();
            days.extend(name.into_string().ok().filter(|name| is_day(name)));
        }
        days.sort();
        Ok(Some(days))
    }

    /// Whether it is somebody who answers, not files.
    pub(crate) fn is_address(&self) -> bool {
        matches!(self, Self::Address(_))
    }

    /// A file as an operator would look for it.
    pub(crate) fn name(&self, path: &str) -> String {
        match self {
            Self::Directory(directory) => directory.join(path).display().to_string(),
            Self::Address(client) => client.url(path),
        }
    }
}

fn is_day(name: &str) -> bool {
    let form = name.bytes().enumerate().all(|(at, octet)| match at {
        4 | 7 => octet == b'-',
        _ => octet.is_ascii_digit(),
    });
    form && name.len() == 10
}

fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Error> {
    let Some(file) = found(path, File::open(path))? else { return Ok(None) };
    let mut octets = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut octets).map_err(Error::read(path))?;
    if octets.len() as u64 > limit {
        return Err(Error::TooLarge { path: path.to_owned(), limit });
    }
    Ok(Some(octets))
}

fn found<T>(path: &Path, result: std::io::Result<T>) -> Result<Option<T>, Error> {
    match result {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        result => result.map(Some).map_err(Error::read(path)),
    }
}
