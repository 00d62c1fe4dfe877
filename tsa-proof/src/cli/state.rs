//! Unfinished work: what is fingerprinted, what was sent under which key, what is saved.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tsa_evidence::assessment::FileDigests;
use tsa_evidence::name_seal::NameSeal;

use super::fault::Fault;
use super::files::{Found, Mark};
use super::{folder, given};
use crate::api::body::DepositBody;
use crate::api::hex::{Hex, Hex32, Hex64, Id};

/// What is remembered.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    version: u8,
    /// The digest of what was asked for: service, holders and so on.
    order: String,
    pub(crate) files: Vec<Work>,
    pub(crate) batches: Vec<Batch>,
}

/// A file on its way.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Work {
    pub(crate) path: PathBuf,
    /// Its path within the folder that was given, `/` between the parts.
    pub(crate) name: String,
    pub(crate) mark: Mark,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) digests: Option<(Hex32, Hex64)>,
    /// Of a folder: the octets of `manifest.json`, made once. They are here before anything is sent, since nothing else has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) manifest: Option<String>,
    /// By which its name is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name_salt: Option<Hex32>,
    /// In which batch, at which place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sent: Option<(usize, usize)>,
    /// The proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<Id>,
    /// The proof is on the disk, there. Without an item it was there before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) package: Option<PathBuf>,
    /// Why there is no proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<String>,
}

impl Work {
    fn new(file: &Found, name: String) -> Work {
        Work {
            path: file.path.clone(),
            name,
            mark: file.mark,
            digests: None,
            manifest: None,
            name_salt: None,
            sent: None,
            item: None,
            package: None,
            failure: None,
        }
    }

    /// Failed work is open again: what the service refused is deposited anew, what it issued is fetched anew.
    fn again(&self) -> Work {
        let mut work = self.clone();
        if work.failure.take().is_some() && work.item.is_none() {
            work.sent = None;
        }
        // A proof that was taken away since is fetched anew, or looked for among the others.
        work.package = work.package.filter(|package| package.exists());
        work
    }

    /// How many octets its fingerprint is of.
    pub(crate) fn size(&self) -> u64 {
        folder::head(self).map_or(self.mark.size, |head| head.len() as u64)
    }

    /// What a proof of it has to hold for: the file, or all files of the folder.
    pub(crate) fn files(&self) -> Vec<FileDigests> {
        match (&self.manifest, self.digests) {
            (Some(_), _) => folder::files(self),
            (None, Some((sha256, sha512))) => vec![given::digests(None, self.mark.size, sha256, sha512)],
            (None, None) => Vec::new(),
        }
    }

    /// What opens its name, if it is sealed.
    pub(crate) fn seal(&self) -> Option<NameSeal> {
        self.name_salt.map(|Hex(salt)| NameSeal { name: self.name.clone(), salt })
    }

    pub(crate) fn is_open(&self) -> bool {
        self.package.is_none() && self.failure.is_none()
    }
}

/// A deposit.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Batch {
    /// Makes sending it again harmless.
    pub(crate) key: String,
    /// What is sent, until it is acknowledged: a file may be changed meanwhile, the body may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<DepositBody>,
    /// The deposit, once it is acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) deposit: Option<Id>,
}

impl State {
    /// What is remembered of this order, brought up to date with the files that are there now.
    ///
    /// # Errors
    /// The file cannot be read, or is another order's.
    pub(crate) fn open(path: &Path, order: &str, found: &[Found]) -> Result<State, Fault> {
        let order = Hex::<32>(Sha256::digest(order).into()).to_string();
        let mut state = match fs::read(path) {
            Ok(text) => serde_json::from_slice::<State>(&text)
                .map_err(|error| Fault::file(path, format!("it is no state of unfinished work ({error})")))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                State { version: VERSION, order: order.clone(), ..State::default() }
            }
            Err(error) => return Err(Fault::read(path)(error)),
        };
        if state.version != VERSION || state.order != order {
            return Err(Fault::OtherState { path: path.to_owned() });
        }
        state.take_up(found)?;
        Ok(state)
    }

    /// A file that is as it was keeps what is known of it; a changed one begins anew.
    fn take_up(&mut self, found: &[Found]) -> Result<(), Fault> {
        let known: HashMap<PathBuf, Work> =
            self.files.drain(..).map(|work| (work.path.clone(), work)).collect();
        for file in found {
            let name = file.name()?;
            let same = known.get(&file.path).filter(|work| work.mark == file.mark && work.name == name);
            self.files.push(same.map_or_else(|| Work::new(file, name), Work::again));
        }
        Ok(())
    }

    /// Writes it so that a crash leaves the old or the new one.
    pub(crate) fn save(&self, path: &Path) -> Result<(), Fault> {
        let text = serde_json::to_vec(self).map_err(|error| Fault::write(path)(error.into()))?;
        replace(path, &text)
    }

    /// Nothing is left to do.
    pub(crate) fn remove(path: &Path) -> Result<(), Fault> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Fault::write(path)(error)),
            _ => Ok(()),
        }
    }
}

/// Writes a file beside its place, then moves it there; directories on the way are made.
pub(crate) fn replace(path: &Path, octets: &[u8]) -> Result<(), Fault> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(Fault::write(parent))?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    let beside = PathBuf::from(beside);
    let write = || -> io::Result<()> {
        let mut file = fs::File::create(&beside)?;
        file.write_all(octets)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    };
    write().map_err(Fault::write(path))
}

/// The name, if no other is given.
pub(crate) const FILE_NAME: &str = ".proof-stamp.json";
const VERSION: u8 = 2;

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::State;
    use crate::api::hex::Hex;
    use crate::cli::files;

    #[test]
    fn failed_work_alone_is_taken_up_again() {
        let directory = TempDir::new().unwrap();
        for name in ["done", "fetched-badly", "refused"] {
            fs::write(directory.path().join(name), name).unwrap();
        }
        let (path, package) =
            (directory.path().join(super::FILE_NAME), directory.path().join("done.proof.zip"));
        fs::write(&package, "a package").unwrap();
        let found = files::find(&[directory.path().to_owned()], None).unwrap().files;
        let mut state = State::open(&path, "order", &found).unwrap();
        let [done, fetched, refused] = &mut state.files[..] else { panic!("three files") };
        for (place, work) in [&mut *done, &mut *fetched, &mut *refused].into_iter().enumerate() {
            (work.sent, work.item) = (Some((0, place)), Some(Hex([1; 16])));
        }
        done.package = Some(package.clone());
        fetched.failure = Some("the package is cut short".to_owned());
        (refused.failure, refused.item) = (Some("tsa-untrusted".to_owned()), None);
        state.save(&path).unwrap();

        let again = State::open(&path, "order", &found).unwrap();
        let sent: Vec<_> = again.files.iter().map(|work| work.sent.is_some()).collect();
        let open: Vec<_> = again.files.iter().map(super::Work::is_open).collect();
        assert_eq!((sent, open), (vec![true, true, false], vec![false, true, true]));
        fs::remove_file(package).unwrap();
        assert!(State::open(&path, "order", &found).unwrap().files[0].is_open(), "its proof is gone");
    }
}
