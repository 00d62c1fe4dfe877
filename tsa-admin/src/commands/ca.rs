//! `ca`: a private certification authority.

mod crl;
mod init;
mod issue;
mod list;
mod revoke;

use std::path::Path;

use jiff::Timestamp;
use secrecy::SecretString;
use tsa_keys::CertificateSpec;

use crate::args::{Algorithm, CaCommand, ShapeArgs};
use crate::ca_directory::{CaDirectory, Settings};
use crate::clock;
use crate::error::{Error, Exit};
use crate::output::Output;
use crate::passphrase;

/// Carries out a `ca` command.
pub(crate) fn run(command: CaCommand, output: &Output) -> Result<Exit, Error> {
    match command {
        CaCommand::Init(args) => init::run(&args, output),
        CaCommand::Issue(args) => issue::run(&args, output),
        CaCommand::List(args) => list::run(&args, output),
        CaCommand::Revoke(args) => revoke::run(&args, output),
        CaCommand::Crl(args) => crl::run(&args, output),
    }
}

/// Opens and locks a CA, and says what it had to mend.
fn open(path: &Path, output: &Output) -> Result<CaDirectory, Error> {
    let ca = CaDirectory::open(path)?;
    for serial in ca.completed() {
        output.warn(&format!(
            "{}: an interrupted command had issued {serial} without entering it into the index; it is entered now",
            path.display()
        ));
    }
    Ok(ca)
}

/// The passphrase of a CA's key, if it has one.
fn passphrase_of(
    ca: &CaDirectory,
    file: Option<&Path>,
    output: &Output,
) -> Result<Option<SecretString>, Error> {
    let key = ca.key_file();
    match (ca.key_is_encrypted()?, file) {
        (false, None) => Ok(None),
        // A key in the clear refuses a passphrase: its owner believes something that is not so.
        (true, _) | (false, Some(_)) => passphrase::existing(file, &shown(&key), output).map(Some),
    }
}

/// When a certificate begins to be valid: as asked, or now.
fn not_before(shape: &ShapeArgs) -> Timestamp {
    shape.not_before.unwrap_or_else(clock::now).timestamp()
}

/// What the command line and the issuer say on top of the profile.
fn adjust(spec: &mut CertificateSpec, shape: &ShapeArgs, issuer: Option<&Settings>) -> Result<(), Error> {
    if let Some(days) = shape.days {
        // RFC 5280 §4.1.2.5: the last second belongs to the validity.
        let end = i64::from(days) * 86_400 - 1;
        let end = spec.not_before.as_second().checked_add(end).ok_or(Error::Calendar)?;
        spec.not_after = Timestamp::from_second(end).map_err(|_| Error::Calendar)?;
        spec.key_use_until = spec.key_use_until.map(|until| until.min(spec.not_after));
    }
    if let Some(url) = issuer.and_then(|settings| settings.certificate_url.as_ref()) {
        spec.ca_issuers = vec![url.clone()];
    }
    if let Some(url) = issuer.and_then(|settings| settings.crl_url.as_ref()) {
        spec.crl_urls = vec![url.clone()];
    }
    Ok(())
}

/// A path for people.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

impl From<Algorithm> for tsa_keys::KeyAlgorithm {
    fn from(algorithm: Algorithm) -> Self {
        match algorithm {
            Algorithm::EcdsaP256 => Self::EcdsaP256,
            Algorithm::EcdsaP384 => Self::EcdsaP384,
            Algorithm::Rsa3072 => Self::Rsa3072,
            Algorithm::Rsa4096 => Self::Rsa4096,
        }
    }
}
