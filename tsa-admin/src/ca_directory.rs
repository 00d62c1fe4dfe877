//! A certification authority as a directory of files that a person can read.
//!
//! | file | holds | who may write it could |
//! |---|---|---|
//! | `ca.toml` | the addresses written into what is issued; yours to edit | send clients to a wrong CRL |
//! | `key.pem` | the private key, encrypted (PKCS #8, scrypt) | destroy it; use it only with the passphrase |
//! | `certificate.pem` | the CA's own certificate | make the CA unusable (it must match the key) |
//! | `chain.pem` | that certificate and those above it, without the root | hand out wrong chains |
//! | `root.pem` | the certificate that relying parties trust | have people trust another root |
//! | `issued/SERIAL.pem` | every certificate ever issued, with its chain | hide an issuance |
//! | `index.toml` | serials, dates, revocations, the next CRL number | hide a revocation |
//! | `crl.pem` | the last CRL | nothing: it is signed |
//!
//! Order of writing: an issued certificate is on the disk before anybody is given it, and then enters the index; when a
//! crash comes in between, the next command finds the file and completes the index. A CRL number is used up before the
//! list is signed. The directory itself is the lock: one command at a time.

mod crl;
mod index;

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use der::Decode;
use secrecy::SecretString;
use serde::Deserialize;
use tsa_journal::durable;
use tsa_keys::{CaKey, CertificateSpec, CrlSpec, Protection, RsaHash, key_file};
use x509_cert::Certificate;

use crate::error::Error;
use crate::inspect::Fields;
use crate::pem;
use crate::time::UtcTime;

pub(crate) use crl::CrlView;
pub(crate) use index::{Entry, Index, Revocation, octets};

/// A CA whose directory is locked by this process.
#[derive(Debug)]
pub(crate) struct CaDirectory {
    path: PathBuf,
    settings: Settings,
    certificate: Vec<u8>,
    chain: Vec<Vec<u8>>,
    index: Index,
    /// Certificates that an interrupted command had not brought into the index.
    completed: Vec<String>,
    _lock: File,
}

/// `ca.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Settings {
    version: u32,
    /// Where the CA's certificate can be fetched.
    pub(crate) certificate_url: Option<String>,
    /// Where the CA's CRL can be fetched.
    pub(crate) crl_url: Option<String>,
}

/// A certificate just issued.
#[derive(Debug)]
pub(crate) struct Issued {
    /// The file that holds it and its chain.
    pub(crate) path: PathBuf,
    /// The same as PEM.
    pub(crate) chain_pem: String,
    pub(crate) fields: Fields,
}

impl CaDirectory {
    /// Opens and locks a CA.
    ///
    /// # Errors
    ///
    /// The directory is no CA, is locked by another command, or one of its files is damaged.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let lock = lock(path)?;
        let settings = Settings::parse(&read_text(&path.join("ca.toml"))?)
            .map_err(|reason| Error::CaFile { path: path.join("ca.toml"), reason })?;
        let certificate = pem::read_one(&path.join("certificate.pem"), pem::CERTIFICATE)?;
        let chain_file = path.join("chain.pem");
        let chain =
            if chain_file.exists() { pem::read_all(&chain_file, pem::CERTIFICATE)? } else { Vec::new() };
        let index_file = path.join("index.toml");
        let index = Index::parse(&read_text(&index_file)?)
            .map_err(|reason| Error::CaFile { path: index_file, reason })?;
        let mut ca = Self {
            path: path.to_owned(),
            settings,
            certificate,
            chain,
            index,
            completed: Vec::new(),
            _lock: lock,
        };
        ca.complete_index()?;
        Ok(ca)
    }

    /// The CA's own certificate, DER.
    pub(crate) fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// What it says.
    ///
    /// # Errors
    ///
    /// It is no certificate.
    pub(crate) fn fields(&self) -> Result<Fields, Error> {
        fields(&self.path.join("certificate.pem"), &self.certificate)
    }

    /// The file that relying parties need.
    pub(crate) fn root_file(&self) -> PathBuf {
        self.path.join("root.pem")
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// Serials that an interrupted command had left out of the index.
    pub(crate) fn completed(&self) -> &[String] {
        &self.completed
    }

    /// Where the private key is.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.path.join("key.pem")
    }

    /// Whether the private key needs a passphrase.
    pub(crate) fn key_is_encrypted(&self) -> Result<bool, Error> {
        Ok(key_file::is_encrypted(&self.key_file())?)
    }

    /// Opens the private key.
    pub(crate) fn key(&self, passphrase: Option<&SecretString>) -> Result<CaKey, Error> {
        Ok(CaKey::load(&self.key_file(), passphrase)?)
    }

    /// The last CRL, if one was ever signed.
    ///
    /// # Errors
    ///
    /// `crl.pem` cannot be read.
    pub(crate) fn last_crl(&self) -> Result<Option<CrlView>, Error> {
        let path = self.path.join("crl.pem");
        if !path.exists() {
            return Ok(None);
        }
        let der = pem::read_one(&path, pem::X509_CRL)?;
        CrlView::decode(&der).map(Some).map_err(|reason| Error::CaFile { path, reason })
    }

    /// Signs a certificate, keeps it, and enters it into the index.
    ///
    /// # Errors
    ///
    /// The specification breaks a rule (then nothing was signed), or a file cannot be written.
    pub(crate) fn issue(&mut self, key: &CaKey, spec: &CertificateSpec) -> Result<Issued, Error> {
        let der = key.issue(spec)?;
        let fields = fields(&self.path.join("issued"), &der)?;
        let certificates = [der.as_slice()].into_iter().chain(self.chain.iter().map(Vec::as_slice));
        let chain_pem = pem::encode_all(pem::CERTIFICATE, certificates)?;
        let path = self.path.join("issued").join(format!("{}.pem", fields.serial));
        durable::write_new(&path, chain_pem.as_bytes(), PUBLIC_FILE).map_err(Error::write(&path))?;
        self.index.certificates.push(entry(&fields)?);
        self.write_index()?;
        Ok(Issued { path, chain_pem, fields })
    }

    /// Enters a revocation into the index.
    ///
    /// # Errors
    ///
    /// The serial is unknown, revoked already, or the index cannot be written.
    pub(crate) fn revoke(&mut self, serial: &str, revocation: Revocation) -> Result<(), Error> {
        let unknown = Error::UnknownSerial { serial: serial.to_owned(), ca: self.path.clone() };
        let entry = self.index.find_mut(serial).ok_or(unknown)?;
        if let Some(revoked) = entry.revoked {
            return Err(Error::AlreadyRevoked { serial: serial.to_owned(), at: revoked.at });
        }
        entry.revoked = Some(revocation);
        self.write_index()
    }

    /// Signs a CRL of every revocation there ever was, and keeps it as `crl.pem`; returns its number and DER.
    ///
    /// # Errors
    ///
    /// The key is not this CA's, the dates do not fit, or a file cannot be written.
    pub(crate) fn crl(
        &mut self,
        key: &CaKey,
        this_update: UtcTime,
        next_update: UtcTime,
    ) -> Result<(u64, Vec<u8>), Error> {
        let number = self.index.take_crl_number();
        self.write_index()?;
        let der = key.issue_crl(&CrlSpec {
            issuer_certificate: self.certificate.clone(),
            number,
            this_update: this_update.timestamp(),
            next_update: next_update.timestamp(),
            revoked: self.index.revoked(),
            rsa_hash: RsaHash::default(),
        })?;
        let path = self.path.join("crl.pem");
        let text = pem::encode(pem::X509_CRL, &der)?;
        durable::replace(&path, text.as_bytes(), PUBLIC_FILE).map_err(Error::write(&path))?;
        Ok((number, der))
    }

    /// Brings certificates into the index whose command was interrupted after signing.
    fn complete_index(&mut self) -> Result<(), Error> {
        let directory = self.path.join("issued");
        for file in fs::read_dir(&directory).map_err(Error::read(&directory))? {
            let path = file.map_err(Error::read(&directory))?.path();
            let serial = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let is_certificate = path.extension().is_some_and(|extension| extension == "pem");
            if !is_certificate || self.index.contains(&serial) {
                continue;
            }
            let ders = pem::read_all(&path, pem::CERTIFICATE)?;
            let fields = fields(&path, ders.first().map(Vec::as_slice).unwrap_or_default())?;
            self.index.certificates.push(entry(&fields)?);
            self.completed.push(fields.serial);
        }
        Ok(())
    }

    fn write_index(&self) -> Result<(), Error> {
        let path = self.path.join("index.toml");
        let text = self.index.to_text().map_err(Error::Encode)?;
        durable::replace(&path, text.as_bytes(), PUBLIC_FILE).map_err(Error::write(&path))
    }
}

/// A CA being made: everything is written under another name, which becomes the real one at the very end.
#[derive(Debug)]
pub(crate) struct Unfinished {
    path: PathBuf,
    target: PathBuf,
}

impl Unfinished {
    /// Begins a directory for a new CA.
    ///
    /// # Errors
    ///
    /// There is something already, or an interrupted command left its directory behind.
    pub(crate) fn begin(target: &Path) -> Result<Self, Error> {
        if target.exists() {
            return Err(Error::Exists { path: target.to_owned() });
        }
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| Error::NoName { path: target.to_owned() })?;
        let path = target.with_file_name(format!(".{name}.unfinished"));
        match durable::create_dir(&path, PRIVATE_DIRECTORY) {
            Ok(()) => Ok(Self { path, target: target.to_owned() }),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => Err(Error::Interrupted { path }),
            Err(source) => Err(Error::Write { path, source }),
        }
    }

    /// Writes the private key.
    pub(crate) fn key(&self, key: &CaKey, protection: Protection<'_>) -> Result<(), Error> {
        Ok(key.save(&self.path.join("key.pem"), protection)?)
    }

    /// Writes everything else and gives the directory its name. `chain` ends before the root, which is `root`.
    pub(crate) fn finish(
        self,
        certificate: &[u8],
        chain: &[Vec<u8>],
        root: &[u8],
        settings: &Settings,
    ) -> Result<(), Error> {
        self.write("certificate.pem", &pem::encode(pem::CERTIFICATE, certificate)?)?;
        if !chain.is_empty() {
            self.write("chain.pem", &pem::encode_all(pem::CERTIFICATE, chain.iter().map(Vec::as_slice))?)?;
        }
        self.write("root.pem", &pem::encode(pem::CERTIFICATE, root)?)?;
        self.write("ca.toml", &settings.to_text())?;
        self.write("index.toml", &Index::new().to_text().map_err(Error::Encode)?)?;
        let issued = self.path.join("issued");
        durable::create_dir(&issued, PRIVATE_DIRECTORY).map_err(Error::write(&issued))?;
        durable::rename_dir(&self.path, &self.target).map_err(Error::write(&self.target))
    }

    /// Takes everything back after an error that came before anything left this directory.
    pub(crate) fn abandon(self) {
        // What cannot be removed shows at the next attempt, as `Error::Interrupted`.
        let _ = fs::remove_dir_all(&self.path);
    }

    fn write(&self, name: &str, text: &str) -> Result<(), Error> {
        let path = self.path.join(name);
        durable::write_new(&path, text.as_bytes(), PUBLIC_FILE).map_err(Error::write(&path))
    }
}

impl Settings {
    /// The settings of a new CA.
    pub(crate) fn new(certificate_url: Option<String>, crl_url: Option<String>) -> Self {
        Self { version: VERSION, certificate_url, crl_url }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if settings.version != VERSION {
            return Err(format!("version = {}: this program reads version {VERSION}", settings.version));
        }
        Ok(settings)
    }

    fn to_text(&self) -> String {
        let line = |key: &str, url: &Option<String>, example: &str| match url {
            Some(url) => format!("{key} = {}\n", toml::Value::from(url.as_str())),
            None => format!("# {key} = \"{example}\"\n"),
        };
        format!(
            "# A certification authority of tsa-admin. The two addresses are written into every certificate issued from\n\
             # now on; change them here when they change.\n\
             version = {VERSION}\n\n\
             # Where this CA's certificate can be fetched (authority information access).\n{}\n\
             # Where this CA's CRL can be fetched (CRL distribution point).\n{}",
            line("certificate-url", &self.certificate_url, "http://pki.example/ca.cer"),
            line("crl-url", &self.crl_url, "http://pki.example/ca.crl"),
        )
    }
}

/// What a certificate says; `path` is where it came from.
pub(crate) fn fields(path: &Path, der: &[u8]) -> Result<Fields, Error> {
    match Certificate::from_der(der) {
        Ok(certificate) => Ok(Fields::read(&certificate, der)),
        Err(error) => Err(Error::Certificate { path: path.to_owned(), reason: error.to_string() }),
    }
}

fn entry(fields: &Fields) -> Result<Entry, Error> {
    let date = |time: Option<UtcTime>| time.ok_or_else(|| Error::Encode("a date is out of range".to_owned()));
    Ok(Entry {
        serial: fields.serial.clone(),
        subject: fields.subject.clone(),
        not_before: date(fields.not_before)?,
        not_after: date(fields.not_after)?,
        revoked: None,
    })
}

/// Takes the lock of a CA's directory; the file must live as long as the lock is wanted.
fn lock(path: &Path) -> Result<File, Error> {
    let directory = File::open(path).map_err(Error::read(path))?;
    if !path.join("ca.toml").exists() {
        return Err(Error::NotACa { path: path.to_owned() });
    }
    match directory.try_lock() {
        Ok(()) => Ok(directory),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(Error::Read { path: path.to_owned(), source }),
    }
}

fn read_text(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::read(path))
}

const VERSION: u32 = 1;
/// Certificates and lists are public; the directory above keeps others out until they are published.
const PUBLIC_FILE: u32 = 0o644;
const PRIVATE_DIRECTORY: u32 = 0o700;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_with_and_without_addresses() {
        for settings in [
            Settings::new(None, None),
            Settings::new(Some("http://a.example/\"q\".cer".into()), Some("http://a.example/x.crl".into())),
        ] {
            assert_eq!(Settings::parse(&settings.to_text()), Ok(settings));
        }
        assert!(Settings::parse("version = 1\ncrl-adress = \"x\"\n").unwrap_err().contains("crl-adress"));
    }
}
