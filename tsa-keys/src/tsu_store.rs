//! The life cycle of time-stamping units, kept in the state directory as files that a person can read.
//!
//! ```text
//! STATE/
//!   groups/main.toml        which unit of the group `main` signs, which ones have signed: the one truth about states
//!   tsus/tsu-2026/
//!     tsu.toml              what never changes: name, group, algorithm, day of creation
//!     key.pem               the private key, 0600, encrypted unless asked otherwise
//!     request.pem           the certification request to give to the CA
//!     chain.pem             the certificate and those above it, once installed
//! ```
//!
//! A unit is *pending* until it is activated, *active* while it signs, *retired* for ever after; each group has at most
//! one active unit. All states of a group stand in one file, which is replaced by one `rename`: activating a unit and
//! retiring the one before it is a single step, so that a crash leaves the old state or the new one, never two active
//! units and never none by accident. Everything else is written once, under its final name in one step.
//!
//! Who can write this directory decides which key signs, and can put a key of their own in place.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use secrecy::SecretString;
use tsa_core::{Tsu, TsuRules, tsu::KeyPeriod};
use tsa_journal::durable;

use crate::{CertificationRequest, TsuKey};

pub(crate) mod chain;
mod entry;
mod error;
mod files;

pub use entry::{Activation, ActiveTsu, Installed, NewTsu, TsuEntry, TsuState};
pub use error::StoreError;
use files::{GroupFile, TsuFile, check_name};

/// The units of a state directory.
#[derive(Clone, Debug)]
pub struct TsuStore {
    directory: PathBuf,
}

impl TsuStore {
    /// Makes the state directory, or what is missing in it. Its parent directory must exist.
    ///
    /// # Errors
    /// The system refuses.
    pub fn init(state: &Path) -> Result<Self, StoreError> {
        for directory in [state.to_owned(), state.join(TSUS), state.join(GROUPS)] {
            match durable::create_dir(&directory, DIRECTORY_MODE) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && directory.is_dir() => {}
                Err(source) => return Err(StoreError::Write { path: directory, source }),
                Ok(()) => {}
            }
        }
        Ok(Self { directory: state.to_owned() })
    }

    /// Opens a state directory; one that is not there is never made silently.
    ///
    /// # Errors
    /// [`StoreError::NotAState`].
    pub fn open(state: &Path) -> Result<Self, StoreError> {
        if state.join(TSUS).is_dir() && state.join(GROUPS).is_dir() {
            Ok(Self { directory: state.to_owned() })
        } else {
            Err(StoreError::NotAState { path: state.to_owned() })
        }
    }

    /// Makes a unit: its key, its request, its description. It is pending until it is activated.
    ///
    /// # Errors
    /// A name is not valid or taken, or something cannot be made; then no unit of that name exists.
    pub fn create(&self, new: &NewTsu<'_>) -> Result<TsuEntry, StoreError> {
        check_name(new.name)?;
        check_name(new.group)?;
        let _lock = self.lock()?;
        let directory = self.tsu_directory(new.name);
        if directory.exists() {
            return Err(StoreError::Exists { name: new.name.to_owned() });
        }
        let key =
            if new.lab { TsuKey::generate_for_lab(new.algorithm)? } else { TsuKey::generate(new.algorithm)? };
        let scheme = new.scheme.unwrap_or_else(|| key.default_scheme());
        if !key.can_sign_by(scheme) {
            return Err(StoreError::Scheme { algorithm: new.algorithm, scheme });
        }
        let request = key.certification_request(new.subject)?;
        let file = TsuFile::new(new, scheme);

        // Everything is written under a name that no reader looks at; the rename makes the unit appear whole.
        let unfinished = self.directory.join(TSUS).join(format!(".{}.new", new.name));
        if unfinished.exists() {
            // Left by a crash: nobody was told of the key in it.
            fs::remove_dir_all(&unfinished).map_err(StoreError::write(&unfinished))?;
        }
        durable::create_dir(&unfinished, DIRECTORY_MODE).map_err(StoreError::write(&unfinished))?;
        key.save(&unfinished.join(KEY), new.protection)?;
        let request = chain::to_pem("CERTIFICATE REQUEST", &request)?;
        self.write_new(&unfinished.join(REQUEST), request.as_bytes())?;
        self.write_new(&unfinished.join(TSU), file.to_text()?.as_bytes())?;
        durable::rename_dir(&unfinished, &directory).map_err(StoreError::write(&directory))?;
        self.show(new.name)
    }

    /// Every unit, by name.
    ///
    /// # Errors
    /// A file cannot be read, or contradicts another.
    pub fn list(&self) -> Result<Vec<TsuEntry>, StoreError> {
        let directory = self.directory.join(TSUS);
        let mut names = Vec::new();
        for entry in fs::read_dir(&directory).map_err(StoreError::read(&directory))? {
            let entry = entry.map_err(StoreError::read(&directory))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() && !name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort();
        names.iter().map(|name| self.show(name)).collect()
    }

    /// One unit.
    ///
    /// # Errors
    /// There is none of that name, or a file cannot be read.
    pub fn show(&self, name: &str) -> Result<TsuEntry, StoreError> {
        check_name(name)?;
        let directory = self.tsu_directory(name);
        if !directory.is_dir() {
            return Err(StoreError::Unknown { name: name.to_owned() });
        }
        let file = TsuFile::load(&directory.join(TSU), name)?;
        let group = GroupFile::load(&self.group_path(&file.group), &file.group)?;
        Ok(file.entry(&group, directory.join(CHAIN).is_file(), directory.join(KEY).exists()))
    }

    /// The certification request of a unit, in PEM.
    ///
    /// # Errors
    /// There is no such unit, or the file cannot be read.
    pub fn request_pem(&self, name: &str) -> Result<String, StoreError> {
        self.show(name)?;
        let path = self.tsu_directory(name).join(REQUEST);
        fs::read_to_string(&path).map_err(StoreError::read(&path))
    }

    /// The installed chain of a unit, in PEM: its certificate first, no root.
    ///
    /// # Errors
    /// There is no such unit, it has no certificate, or the file cannot be read.
    pub fn chain_pem(&self, name: &str) -> Result<String, StoreError> {
        if !self.show(name)?.has_certificate {
            return Err(StoreError::NoCertificate { name: name.to_owned() });
        }
        let path = self.tsu_directory(name).join(CHAIN);
        fs::read_to_string(&path).map_err(StoreError::read(&path))
    }

    /// Installs the certificate of a pending unit: PEM, its own first, then those above it. Installing again replaces.
    ///
    /// The certificate has to name the key of the unit's request, keep the rules C60–C67, and each certificate has to
    /// be signed by the next.
    ///
    /// # Errors
    /// The chain breaks a rule, or the unit is not pending; then nothing was changed.
    pub fn install(&self, name: &str, chain_pem: &[u8], rules: &TsuRules) -> Result<Installed, StoreError> {
        let _lock = self.lock()?;
        let entry = self.show(name)?;
        if entry.state != TsuState::Pending {
            return Err(StoreError::NotPending { name: name.to_owned(), state: entry.state });
        }
        let chain = chain::Chain::parse(chain_pem)?;
        let tsu = chain.tsu(name, entry.scheme, rules)?;
        chain.check_signatures()?;
        let request = chain::from_pem("CERTIFICATE REQUEST", self.request_pem(name)?.as_bytes())?;
        if CertificationRequest::decode(&request)?.spki_der() != tsu.spki_der() {
            return Err(StoreError::OtherKey { name: name.to_owned() });
        }
        let path = self.tsu_directory(name).join(CHAIN);
        durable::replace(&path, chain.to_pem()?.as_bytes(), FILE_MODE).map_err(StoreError::write(&path))?;
        Ok(Installed {
            warnings: tsu.warnings().to_vec(),
            root_left_out: chain.root_left_out(),
            subject: tsu.subject_text().to_owned(),
        })
    }

    /// Makes a pending unit sign for its group, and retires the one that did: one step, see the module's text. Takes
    /// effect at the next start of the server. Activating the active unit changes nothing.
    ///
    /// # Errors
    /// The unit is retired, has no certificate, or its certificate may not be used now; then nothing was changed.
    pub fn activate(&self, name: &str, rules: &TsuRules, now: Timestamp) -> Result<Activation, StoreError> {
        let _lock = self.lock()?;
        let entry = self.show(name)?;
        match entry.state {
            TsuState::Active => return Ok(Activation { former: None }),
            TsuState::Retired => return Err(StoreError::Retired { name: name.to_owned() }),
            TsuState::Pending => {}
        }
        self.usable(&entry, rules, now)?;
        let path = self.group_path(&entry.group);
        let mut group = GroupFile::load(&path, &entry.group)?;
        let former = group.activate(name, now);
        self.replace(&path, &group)?;
        Ok(Activation { former })
    }

    /// Retires a unit for good: its key is never used again. A group without an active unit stops the server at its
    /// next start. Retiring a retired unit changes nothing.
    ///
    /// # Errors
    /// There is no such unit, or a file cannot be read or written.
    pub fn retire(&self, name: &str, now: Timestamp) -> Result<TsuEntry, StoreError> {
        let _lock = self.lock()?;
        let entry = self.show(name)?;
        if entry.state != TsuState::Retired {
            let path = self.group_path(&entry.group);
            let mut group = GroupFile::load(&path, &entry.group)?;
            group.retire(name, now);
            self.replace(&path, &group)?;
        }
        self.show(name)
    }

    /// The active unit of a group.
    ///
    /// # Errors
    /// The group has none.
    pub fn active_entry(&self, group: &str) -> Result<TsuEntry, StoreError> {
        check_name(group)?;
        let file = GroupFile::load(&self.group_path(group), group)?;
        let name = file.active().ok_or_else(|| StoreError::NoneActive { group: group.to_owned() })?;
        let entry = self.show(name)?;
        if entry.group == group {
            Ok(entry)
        } else {
            Err(StoreError::OtherGroup { name: entry.name, group: group.to_owned(), own: entry.group })
        }
    }

    /// Loads the active unit of a group for signing: its certificates by `rules` and their signatures, its key by
    /// `passphrase`; key and certificate are matched and tested (C63). Whether it may be used *now* is asked of [`Tsu::period`], at every token.
    ///
    /// # Errors
    /// The group has no active unit, a file is damaged, the passphrase is wrong, or key and certificate do not fit.
    pub fn active(
        &self,
        group: &str,
        passphrase: Option<&SecretString>,
        rules: &TsuRules,
    ) -> Result<ActiveTsu, StoreError> {
        let entry = self.active_entry(group)?;
        let tsu = self.load_tsu(&entry, rules)?;
        let key = TsuKey::load(&self.tsu_directory(&entry.name).join(KEY), passphrase)?;
        key.self_test(&tsu).map_err(|source| StoreError::SelfTest { name: entry.name.clone(), source })?;
        Ok(ActiveTsu { name: entry.name, tsu: Arc::new(tsu), key })
    }

    /// When the key of a unit may sign, and when it is to be removed.
    ///
    /// # Errors
    /// The unit has no certificate, or one that is damaged or breaks a rule.
    pub fn period(&self, entry: &TsuEntry, rules: &TsuRules) -> Result<KeyPeriod, StoreError> {
        Ok(*self.load_tsu(entry, rules)?.period())
    }

    fn usable(&self, entry: &TsuEntry, rules: &TsuRules, now: Timestamp) -> Result<(), StoreError> {
        self.period(entry, rules)?
            .check(chain::unix_time(now))
            .map_err(|source| StoreError::NotUsable { name: entry.name.clone(), source })
    }

    fn load_tsu(&self, entry: &TsuEntry, rules: &TsuRules) -> Result<Tsu, StoreError> {
        if !entry.has_certificate {
            return Err(StoreError::NoCertificate { name: entry.name.clone() });
        }
        let path = self.tsu_directory(&entry.name).join(CHAIN);
        let pem = fs::read(&path).map_err(StoreError::read(&path))?;
        let damaged =
            |error: StoreError| StoreError::Damaged { path: path.clone(), problem: error.to_string() };
        let chain = chain::Chain::parse(&pem).map_err(damaged)?;
        let tsu = chain.tsu(&entry.name, entry.scheme, rules)?;
        // Again, though `install` has checked them: the file may have been exchanged since.
        chain.check_signatures().map_err(|error| match error {
            StoreError::ChainSignature(position) => {
                StoreError::ChainExchanged { path: path.clone(), position }
            }
            other => damaged(other),
        })?;
        Ok(tsu)
    }

    /// One writer at a time.
    fn lock(&self) -> Result<StoreLock, StoreError> {
        let path = self.directory.join(TSUS).join(LOCK);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(StoreError::write(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(StoreLock(file)),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path }),
            Err(TryLockError::Error(source)) => Err(StoreError::Write { path, source }),
        }
    }

    fn replace(&self, path: &Path, group: &GroupFile) -> Result<(), StoreError> {
        durable::replace(path, group.to_text()?.as_bytes(), FILE_MODE).map_err(StoreError::write(path))
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        durable::write_new(path, bytes, FILE_MODE).map_err(StoreError::write(path))
    }

    fn tsu_directory(&self, name: &str) -> PathBuf {
        self.directory.join(TSUS).join(name)
    }

    fn group_path(&self, group: &str) -> PathBuf {
        self.directory.join(GROUPS).join(format!("{group}.toml"))
    }
}

/// The exclusive lock on the store. The system lets it go when the process dies.
struct StoreLock(File);

impl Drop for StoreLock {
    fn drop(&mut self) {
        // Said in so many words: closing alone would leave the lock with a child process that is just being started
        // and holds a copy of the descriptor until its exec. When unlocking fails, closing does it a moment later.
        let _ = self.0.unlock();
    }
}

const TSUS: &str = "tsus";
const GROUPS: &str = "groups";
const LOCK: &str = ".lock";
const KEY: &str = "key.pem";
const REQUEST: &str = "request.pem";
const CHAIN: &str = "chain.pem";
const TSU: &str = "tsu.toml";
/// Only the service's own user enters the state directory.
const DIRECTORY_MODE: u32 = 0o700;
/// Certificates and states are no secrets; the directory above keeps others out anyway.
const FILE_MODE: u32 = 0o644;

#[cfg(test)]
mod tests;
