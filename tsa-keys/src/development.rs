//! The throw-away hierarchy of `tsa-server --dev`: a root, an issuing CA, and one P-256 unit for each group.
//!
//! The private keys of root and issuing CA live for the length of one call and never reach a disk: nobody can ever
//! issue anything else under this root. That is why the units of all groups are made at once, whether a start asks for
//! them or not. `root.pem` is written last; a state directory without it is not finished. Until then a file
//! `dev-unfinished`, written first, says that nothing in it can matter, so that the next start makes it anew.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use tsa_core::TsuRules;
use tsa_journal::durable;

use crate::{
    CaKey, CertificationRequest, IssueError, Issuer, KeyError, Protection, RequestError,
    profile::{self, Profile, ProfileError},
    tsu_store::{NewTsu, StoreError, TsuStore, chain},
};

/// A development state directory, ready to be served from.
#[derive(Clone, Debug)]
pub struct Development {
    /// Its units: one active in each of [`GROUPS`], with a plain key file.
    pub store: TsuStore,
    /// The certificate to give to whoever wants to verify a token of it.
    pub root_certificate: PathBuf,
    /// It was made by this call, not found.
    pub fresh: bool,
}

/// The groups that a development state directory has: the public one, and the two of the proof service.
pub const GROUPS: [&str; 3] = ["main", "deposit", "claims"];

/// Opens the development hierarchy in `state`, or makes it where there is none.
///
/// # Errors
/// The directory holds something else, its certificates have expired, or it cannot be made.
pub fn open_or_make(state: &Path, now: Timestamp) -> Result<Development, DevelopmentError> {
    let root_certificate = state.join(ROOT_FILE);
    if !root_certificate.is_file() {
        remove_unfinished(state)?;
    }
    let store = match (root_certificate.is_file(), TsuStore::open(state)) {
        (true, store) => {
            let store = reuse(state, store?, now)?;
            // It stays when a start was interrupted just after the root was written.
            let mark = state.join(UNFINISHED_FILE);
            take_away(&mark, fs::remove_file(&mark))?;
            store
        }
        (false, Err(StoreError::NotAState { .. })) => {
            let store = make(state, now)?;
            return Ok(Development { store, root_certificate, fresh: true });
        }
        (false, _) => return Err(DevelopmentError::Unfinished { path: state.to_owned() }),
    };
    Ok(Development { store, root_certificate, fresh: false })
}

/// Why there is no development hierarchy to serve from.
#[derive(Debug, thiserror::Error)]
pub enum DevelopmentError {
    /// Units, but no root.
    #[error("{path} holds units but no {ROOT_FILE}: it was not made by --dev, or a start was interrupted; choose \
             another directory with --state, or remove this one if nothing in it matters", path = path.display())]
    Unfinished {
        /// The state directory.
        path: PathBuf,
    },
    /// The certificates are over.
    #[error("the development certificates in {path} may not be used any more: remove the directory, the next start \
             makes new ones", path = path.display())]
    Expired {
        /// The state directory.
        path: PathBuf,
        /// Which bound is broken.
        source: tsa_core::tsu::NotUsable,
    },
    /// A root that is not that of the units: whoever trusted it could verify nothing.
    #[error("{path} is not the root of the units beside it: restore the one that --dev wrote, or remove the whole \
             directory, and the next start makes a new one", path = path.display())]
    OtherRoot {
        /// The root certificate.
        path: PathBuf,
        /// What does not fit.
        source: StoreError,
    },
    /// The units.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The certificates.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The requests.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// The profiles.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The root certificate cannot be written.
    #[error("cannot write {path}: check its owner and the free space", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl DevelopmentError {
    /// Whether the system refused to read or write, rather than that something in the files is wrong.
    #[must_use]
    pub fn is_io(&self) -> bool {
        match self {
            Self::Write { .. } => true,
            Self::Store(error) | Self::OtherRoot { source: error, .. } => error.is_io(),
            _ => false,
        }
    }
}

fn reuse(state: &Path, store: TsuStore, now: Timestamp) -> Result<TsuStore, DevelopmentError> {
    let path = state.join(ROOT_FILE);
    let root = fs::read_to_string(&path).map_err(StoreError::read(&path))?;
    for group in GROUPS {
        let unit = store.active(group, None, &TsuRules::default())?;
        let whole = store.chain_pem(&unit.name)? + &root;
        chain::Chain::parse(whole.as_bytes())
            .and_then(|chain| chain.check_signatures())
            .map_err(|source| DevelopmentError::OtherRoot { path: path.clone(), source })?;
        unit.tsu
            .period()
            .check(chain::unix_time(now))
            .map_err(|source| DevelopmentError::Expired { path: state.to_owned(), source })?;
    }
    Ok(store)
}

/// Removes what an interrupted start has made here, so that it is made again: only with the mark that it left, and only
/// where nobody has put anything of his own.
fn remove_unfinished(state: &Path) -> Result<(), DevelopmentError> {
    let mark = state.join(UNFINISHED_FILE);
    if fs::read(&mark).ok().as_deref() != Some(UNFINISHED_TEXT.as_bytes()) || !is_ours_alone(state) {
        return Ok(());
    }
    for directory in STORE_DIRECTORIES {
        let path = state.join(directory);
        take_away(&path, fs::remove_dir_all(&path))?;
    }
    Ok(())
}

/// Whether there is no unit but those that `--dev` makes, and nothing that comes after them.
fn is_ours_alone(state: &Path) -> bool {
    let ours = |name: &str| name.strip_prefix(UNIT_PREFIX).is_some_and(|group| GROUPS.contains(&group));
    let [units, _] = STORE_DIRECTORIES;
    let later = ["journal", "log", crate::log_store::DIRECTORY];
    let names = match fs::read_dir(state.join(units)) {
        Ok(names) => names,
        Err(error) => return error.kind() == io::ErrorKind::NotFound,
    };
    let mut names = names.map(|entry| entry.ok().and_then(|entry| entry.file_name().into_string().ok()));
    names.all(|name| name.is_some_and(|name| name.starts_with('.') || ours(&name)))
        && !later.iter().any(|name| state.join(name).exists())
}

/// The result of removing what may be gone already.
fn take_away(path: &Path, removed: io::Result<()>) -> Result<(), DevelopmentError> {
    match removed {
        Err(source) if source.kind() != io::ErrorKind::NotFound => {
            Err(DevelopmentError::Write { path: path.to_owned(), source })
        }
        _ => Ok(()),
    }
}

fn make(state: &Path, now: Timestamp) -> Result<TsuStore, DevelopmentError> {
    let root = Profile::parse(profile::development::ROOT)?;
    let issuing = Profile::parse(profile::development::ISSUING)?;
    let root_key = CaKey::generate(root.key_algorithm)?;
    let issuing_key = CaKey::generate(issuing.key_algorithm)?;
    let root_der = root_key.issue(&root.certificate(Issuer::SelfSigned, root_key.spki_der(), now)?)?;
    let above = Issuer::Certificate(root_der.clone());
    let issuing_der = root_key.issue(&issuing.certificate(above, issuing_key.spki_der(), now)?)?;

    let mark = state.join(UNFINISHED_FILE);
    durable::create_dir(state, 0o700)
        .or_else(|error| if error.kind() == io::ErrorKind::AlreadyExists { Ok(()) } else { Err(error) })
        .and_then(|()| durable::replace(&mark, UNFINISHED_TEXT.as_bytes(), 0o600))
        .map_err(|source| DevelopmentError::Write { path: mark.clone(), source })?;
    let store = TsuStore::init(state)?;
    for group in GROUPS {
        make_unit(&store, group, &issuing_key, &issuing_der, now)?;
    }
    let path = state.join(ROOT_FILE);
    let pem = chain::to_pem("CERTIFICATE", &root_der)?;
    durable::write_new(&path, pem.as_bytes(), 0o644)
        .map_err(|source| DevelopmentError::Write { path, source })?;
    take_away(&mark, fs::remove_file(&mark))?;
    Ok(store)
}

fn make_unit(
    store: &TsuStore,
    group: &str,
    issuing_key: &CaKey,
    issuing_der: &[u8],
    now: Timestamp,
) -> Result<(), DevelopmentError> {
    let mut profile = Profile::parse(profile::development::TSU)?;
    profile.subject.common_name = format!("{} ({group})", profile.subject.common_name);
    let name = format!("{UNIT_PREFIX}{group}");
    let subject = profile.subject.name().map_err(ProfileError::from)?;
    store.create(&NewTsu {
        name: &name,
        group,
        algorithm: profile.key_algorithm,
        scheme: None,
        subject: &subject,
        protection: Protection::Plain,
        now,
        lab: false,
    })?;
    let request = chain::from_pem("CERTIFICATE REQUEST", store.request_pem(&name)?.as_bytes())?;
    let request = CertificationRequest::decode(&request)?;
    let issuer = Issuer::Certificate(issuing_der.to_vec());
    let leaf = issuing_key.issue(&profile.certificate(issuer, request.spki_der(), now)?)?;
    let pem = [chain::to_pem("CERTIFICATE", &leaf)?, chain::to_pem("CERTIFICATE", issuing_der)?].concat();
    store.install(&name, pem.as_bytes(), &TsuRules::default())?;
    store.activate(&name, &TsuRules::default(), now)?;
    Ok(())
}

const ROOT_FILE: &str = "root.pem";
const UNIT_PREFIX: &str = "dev-";
/// The directories of [`TsuStore`].
const STORE_DIRECTORIES: [&str; 2] = ["tsus", "groups"];
/// Is there while the hierarchy is being made.
const UNFINISHED_FILE: &str = "dev-unfinished";
const UNFINISHED_TEXT: &str =
    "tsa-server --dev was making its throw-away keys here. The next start begins anew.\n";

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::testing::{days, now, openssl_ok};

    #[test]
    fn made_once_and_reused() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path().join("dev");
        let made = open_or_make(&state, now()).unwrap();
        assert!(made.fresh);
        let root = fs::read(&made.root_certificate).unwrap();
        let found = open_or_make(&state, days(now(), 1)).unwrap();
        assert!(!found.fresh);
        assert_eq!(fs::read(&found.root_certificate).unwrap(), root);
        for group in GROUPS {
            let unit = found.store.active(group, None, &TsuRules::default()).unwrap();
            assert!(unit.tsu.subject_text().contains(&format!("Development TSU ({group})")));
            assert!(unit.tsu.subject_text().contains("do not trust"));
            let chain = format!("tsus/{}/chain.pem", unit.name);
            openssl_ok(
                &state,
                &[
                    "verify",
                    "-x509_strict",
                    "-purpose",
                    "timestampsign",
                    "-CAfile",
                    "root.pem",
                    "-untrusted",
                    &chain,
                    &chain,
                ],
            );
        }
    }

    #[test]
    fn ca_keys_never_reach_the_disk() {
        let directory = tempfile::tempdir().unwrap();
        open_or_make(directory.path(), now()).unwrap();
        let output = std::process::Command::new("grep")
            .args(["-rl", "PRIVATE KEY", "."])
            .current_dir(directory.path())
            .output()
            .unwrap();
        let mut files: Vec<&str> = std::str::from_utf8(&output.stdout).unwrap().lines().collect();
        files.sort_unstable();
        assert_eq!(
            files,
            ["./tsus/dev-claims/key.pem", "./tsus/dev-deposit/key.pem", "./tsus/dev-main/key.pem"]
        );
    }

    /// What a start leaves that is killed before it has written `root.pem`.
    fn interrupt(state: &Path) {
        open_or_make(state, now()).unwrap();
        fs::remove_file(state.join(ROOT_FILE)).unwrap();
        fs::write(state.join(UNFINISHED_FILE), UNFINISHED_TEXT).unwrap();
    }

    #[test]
    fn what_was_interrupted_is_made_anew() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        interrupt(state);
        let old = fs::read(state.join("tsus/dev-main/key.pem")).unwrap();
        // As far as a start may have come: one unit, half a unit, none, only the mark.
        for gone in ["tsus/dev-claims", "tsus/dev-deposit/chain.pem", "groups", "tsus"] {
            let path = state.join(gone);
            if path.is_dir() {
                fs::remove_dir_all(path).unwrap();
            } else {
                fs::remove_file(path).unwrap();
            }
            assert!(open_or_make(state, now()).unwrap().fresh, "without {gone}");
            assert!(!state.join(UNFINISHED_FILE).exists());
            assert_ne!(fs::read(state.join("tsus/dev-main/key.pem")).unwrap(), old);
            assert!(!open_or_make(state, now()).unwrap().fresh);
            fs::remove_file(state.join(ROOT_FILE)).unwrap();
            fs::write(state.join(UNFINISHED_FILE), UNFINISHED_TEXT).unwrap();
        }
    }

    #[test]
    fn a_finished_hierarchy_keeps_its_units_whatever_mark_is_left() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        open_or_make(state, now()).unwrap();
        let key = fs::read(state.join("tsus/dev-main/key.pem")).unwrap();
        fs::write(state.join(UNFINISHED_FILE), UNFINISHED_TEXT).unwrap();
        assert!(!open_or_make(state, now()).unwrap().fresh);
        assert_eq!(fs::read(state.join("tsus/dev-main/key.pem")).unwrap(), key);
        assert!(!state.join(UNFINISHED_FILE).exists());
    }

    #[test]
    fn nothing_of_others_is_removed() {
        type Put = fn(&Path);
        let cases: [Put; 4] = [
            |state| fs::create_dir(state.join("tsus/main-2026")).unwrap(),
            |state| fs::create_dir(state.join("journal")).unwrap(),
            |state| fs::write(state.join(UNFINISHED_FILE), "").unwrap(),
            |state| fs::remove_file(state.join(UNFINISHED_FILE)).unwrap(),
        ];
        for put in cases {
            let directory = tempfile::tempdir().unwrap();
            let state = directory.path();
            interrupt(state);
            put(state);
            assert!(matches!(open_or_make(state, now()), Err(DevelopmentError::Unfinished { .. })));
            assert!(state.join("tsus/dev-main/key.pem").is_file());
        }
    }

    #[test]
    fn what_is_not_ours_or_not_finished_or_over_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        let made = open_or_make(state, now()).unwrap();
        assert!(matches!(open_or_make(state, days(now(), 366)), Err(DevelopmentError::Expired { .. })));
        let elsewhere = tempfile::tempdir().unwrap();
        let other = open_or_make(elsewhere.path(), now()).unwrap();
        fs::copy(other.root_certificate, &made.root_certificate).unwrap();
        assert!(matches!(open_or_make(state, now()), Err(DevelopmentError::OtherRoot { .. })));
        fs::remove_file(made.root_certificate).unwrap();
        assert!(matches!(open_or_make(state, now()), Err(DevelopmentError::Unfinished { .. })));
    }
}
