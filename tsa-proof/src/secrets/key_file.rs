//! The key file: TOML, mode 0600, replaced as a whole.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use base16ct::lower;
use serde::Deserialize;
use zeroize::{Zeroize as _, Zeroizing};

use super::{SecretsFault, random};

/// A key-encryption key.
#[derive(Clone)]
pub(super) struct Kek {
    /// Names it in the database and here; says nothing about it.
    pub(super) id: String,
    pub(super) octets: Zeroizing<[u8; 32]>,
}

/// The file's contents.
pub(super) struct KeyFile {
    pub(super) digest_key: Zeroizing<[u8; 32]>,
    pub(super) current: Kek,
    pub(super) former: Vec<Kek>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RawFile {
    version: u32,
    digest_key: String,
    /// The first is the current one.
    key: Vec<RawKey>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKey {
    id: String,
    secret: String,
}

impl Drop for RawFile {
    fn drop(&mut self) {
        self.digest_key.zeroize();
        self.key.iter_mut().for_each(|key| key.secret.zeroize());
    }
}

impl Kek {
    pub(super) fn generate() -> Self {
        let id: [u8; 4] = random();
        Self { id: format!("kek-{}", lower::encode_string(&id)), octets: Zeroizing::new(random()) }
    }
}

impl KeyFile {
    pub(super) fn generate() -> Self {
        Self { digest_key: Zeroizing::new(random()), current: Kek::generate(), former: Vec::new() }
    }

    pub(super) fn read(path: &Path) -> Result<Self, SecretsFault> {
        let fault = |source| SecretsFault::File { path: path.display().to_string(), source };
        let mut file = File::open(path).map_err(fault)?;
        let mode = file.metadata().map_err(fault)?.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            return Err(SecretsFault::Mode { path: path.display().to_string(), mode });
        }
        let mut text = Zeroizing::new(String::new());
        file.read_to_string(&mut text).map_err(fault)?;
        Self::parse(&text).map_err(|reason| SecretsFault::Form { path: path.display().to_string(), reason })
    }

    /// Writes a file that must not exist yet.
    pub(super) fn write_new(&self, path: &Path) -> Result<(), SecretsFault> {
        self.write(path, false)
    }

    /// Writes it beside the old one and puts it in its place: a crash leaves one or the other, whole.
    pub(super) fn replace(&self, path: &Path) -> Result<(), SecretsFault> {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let fault = |source| SecretsFault::File { path: beside.display().to_string(), source };
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(fault(error)),
            _ => {}
        }
        self.write(&beside, true)?;
        std::fs::rename(&beside, path).map_err(fault)?;
        sync_directory(path)
    }

    fn write(&self, path: &Path, beside: bool) -> Result<(), SecretsFault> {
        let fault = |source| SecretsFault::File { path: path.display().to_string(), source };
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fault)?;
        file.write_all(self.text().as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
        if beside { Ok(()) } else { sync_directory(path) }
    }

    fn text(&self) -> Zeroizing<String> {
        // Room for all of it at once: a buffer that grows leaves copies of keys behind.
        let keys = core::iter::once(&self.current).chain(&self.former);
        let mut text = Zeroizing::new(String::with_capacity(HEAD.len() + 256 * (2 + self.former.len())));
        text.push_str(HEAD);
        text.push_str(&format!("version = {VERSION}\ndigest-key = \""));
        text.push_str(&Zeroizing::new(lower::encode_string(self.digest_key.as_slice())));
        text.push_str("\"\n");
        for kek in keys {
            text.push_str(&format!("\n[[key]]\nid = \"{}\"\nsecret = \"", kek.id));
            text.push_str(&Zeroizing::new(lower::encode_string(kek.octets.as_slice())));
            text.push_str("\"\n");
        }
        text
    }

    fn parse(text: &str) -> Result<Self, String> {
        // Not the parser's own words: they quote the line, and the line may be a key.
        let raw: RawFile = toml::from_str(text).map_err(|_| {
            "is not a key file: version, digest-key and [[key]] with id and secret".to_owned()
        })?;
        if raw.version != VERSION {
            return Err(format!("has version {}, this program reads {VERSION}", raw.version));
        }
        let digest_key = unhex(&raw.digest_key).ok_or("digest-key: 64 hexadecimal digits are needed")?;
        let mut keks = Vec::with_capacity(raw.key.len());
        for key in &raw.key {
            let octets = unhex(&key.secret)
                .ok_or_else(|| format!("key {}: secret: 64 hexadecimal digits are needed", key.id))?;
            if keks.iter().any(|kek: &Kek| kek.id == key.id) {
                return Err(format!("key {} stands there twice", key.id));
            }
            if !is_id(&key.id) {
                return Err(format!("key id {:?}: up to 32 letters, digits and hyphens", key.id));
            }
            keks.push(Kek { id: key.id.clone(), octets });
        }
        let mut keks = keks.into_iter();
        let current = keks.next().ok_or("holds no [[key]]")?;
        Ok(Self { digest_key, current, former: keks.collect() })
    }
}

fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
}

fn sync_directory(path: &Path) -> Result<(), SecretsFault> {
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(directory)
        .and_then(|directory| directory.sync_all())
        .map_err(|source| SecretsFault::File { path: directory.display().to_string(), source })
}

fn unhex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut octets = Zeroizing::new([0; 32]);
    let read = lower::decode(text, octets.as_mut_slice()).ok()?.len();
    (read == octets.len()).then_some(octets)
}

const VERSION: u32 = 1;

const HEAD: &str = "# Keys of the proof service. Without this file the names and claims in the database cannot be read by anyone.\n\
    # Keep a copy apart from the database's backups. Changed only by `tsa-proof claim-key`.\n";
