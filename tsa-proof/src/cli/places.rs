//! Where proofs go: beside their files or under `--out`, and never in the place of another.
//!
//! What is at a place stays there: it may be evidence of an earlier time. A proof of the same content is as good as a new one, or better;
//! one of other content keeps its name, and the new one gets the next: FILE.proof.zip, FILE.2.proof.zip, and so on.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::files::Found;
use super::new_file::write_new;

/// The rule by which the place follows from the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Places<'a> {
    pub(crate) out: Option<&'a Path>,
    /// How proofs of this kind end.
    pub(crate) ending: &'static str,
}

/// What is found at the places of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A proof of the same content.
    There(PathBuf),
    /// The first place with nothing in it.
    Free(PathBuf),
}

impl Places<'_> {
    /// # Errors
    /// Two files whose proofs would go to one place.
    pub(crate) fn check(&self, found: &[Found]) -> Result<(), Fault> {
        let mut taken: HashMap<PathBuf, &Path> = HashMap::with_capacity(found.len());
        for file in found {
            let place = self.numbered(&file.path, &file.inside, 1);
            if let Some(other) = taken.insert(place.clone(), &file.path) {
                return Err(Fault::SamePlace { one: other.to_owned(), other: file.path.clone(), place });
            }
        }
        Ok(())
    }

    /// Looks for a proof that `is_it`, else for a place for one.
    pub(crate) fn find(
        &self,
        path: &Path,
        inside: &Path,
        is_it: impl Fn(&[u8]) -> bool,
    ) -> Result<Place, Fault> {
        let mut number: u64 = 1;
        loop {
            let place = self.numbered(path, inside, number);
            match fs::symlink_metadata(&place) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Place::Free(place)),
                Err(error) => return Err(Fault::read(&place)(error)),
                Ok(_) if fs::read(&place).is_ok_and(|octets| is_it(&octets)) => {
                    return Ok(Place::There(place));
                }
                Ok(_) => number = number.saturating_add(1),
            }
        }
    }

    /// Writes a proof to the first free place, unless one that `is_it` came there meanwhile; says where it is.
    pub(crate) fn keep(
        &self,
        path: &Path,
        inside: &Path,
        octets: &[u8],
        is_it: impl Fn(&[u8]) -> bool,
    ) -> Result<PathBuf, Fault> {
        loop {
            match self.find(path, inside, &is_it)? {
                Place::There(place) => return Ok(place),
                Place::Free(place) if write_new(&place, octets)? => return Ok(place),
                Place::Free(_) => {}
            }
        }
    }

    fn numbered(&self, path: &Path, inside: &Path, number: u64) -> PathBuf {
        let mut name: OsString = match self.out {
            Some(directory) => directory.join(inside),
            None => path.to_owned(),
        }
        .into_os_string();
        if number > 1 {
            name.push(format!(".{number}"));
        }
        name.push(self.ending);
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use tempfile::TempDir;

    use super::{Place, Places};

    const TSR: Places<'_> = Places { out: None, ending: ".tsr" };

    #[test]
    fn what_is_there_is_never_replaced() {
        let directory = TempDir::new().unwrap();
        let file = directory.path().join("a");
        let keep =
            |octets: &'static [u8]| TSR.keep(&file, Path::new("a"), octets, |there| there == octets).unwrap();
        assert_eq!(keep(b"one"), directory.path().join("a.tsr"));
        assert_eq!(keep(b"two"), directory.path().join("a.2.tsr"));
        assert_eq!(keep(b"one"), directory.path().join("a.tsr"));
        assert_eq!(keep(b"two"), directory.path().join("a.2.tsr"));
        assert_eq!(fs::read(directory.path().join("a.tsr")).unwrap(), b"one");
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2, "nothing unfinished is left");
    }

    #[test]
    fn a_link_to_nothing_and_a_folder_are_in_the_way() {
        let directory = TempDir::new().unwrap();
        std::os::unix::fs::symlink("nowhere", directory.path().join("a.tsr")).unwrap();
        fs::create_dir(directory.path().join("a.2.tsr")).unwrap();
        let place = TSR.find(&directory.path().join("a"), Path::new("a"), |_| true).unwrap();
        assert_eq!(place, Place::Free(directory.path().join("a.3.tsr")));
    }
}
