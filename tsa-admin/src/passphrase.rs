//! Passphrases: from a prompt or a file.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use dialoguer::Password;
use secrecy::SecretString;

use crate::args::NewPassphrase;
use crate::error::Error;
use crate::files;
use crate::output::{Output, is_interactive};

/// The passphrase of a key that exists. `key` says which, for the prompt.
pub(crate) fn existing(file: Option<&Path>, key: &str, output: &Output) -> Result<SecretString, Error> {
    match file {
        Some(file) => from_file(file, output),
        None => ask(key, Password::new().with_prompt(format!("Passphrase of {key}"))),
    }
}

/// The passphrase of a key that is being made; `None` when the operator wants it in the clear.
pub(crate) fn new(args: &NewPassphrase, key: &str, output: &Output) -> Result<Option<SecretString>, Error> {
    if args.no_passphrase {
        output.warn(&format!(
            "{key} will lie on the disk in the clear: whoever can read the file, or a backup of it, can sign with it"
        ));
        return Ok(None);
    }
    if let Some(file) = &args.passphrase_file {
        return from_file(file, output).map(Some);
    }
    let prompt = Password::new()
        .with_prompt(format!("New passphrase for {key}"))
        .with_confirmation("The same again", "These were not the same.");
    ask(key, prompt).map(Some)
}

/// What becomes of a key that is being made, for the plan.
pub(crate) fn description(args: &NewPassphrase) -> &'static str {
    if args.no_passphrase { "NOT ENCRYPTED" } else { "encrypted with a passphrase (scrypt, AES-256)" }
}

fn ask(key: &str, prompt: Password<'_>) -> Result<SecretString, Error> {
    if !is_interactive() {
        return Err(Error::NoTerminal { key: key.to_owned() });
    }
    match prompt.interact() {
        Ok(text) => Ok(SecretString::from(text)),
        Err(error) => Err(Error::Terminal(error.to_string())),
    }
}

/// The one line of a file, without its line end.
fn from_file(path: &Path, output: &Output) -> Result<SecretString, Error> {
    let mode = fs::metadata(path).map_err(Error::read(path))?.permissions().mode();
    if mode & 0o077 != 0 {
        output.warn(&format!("others can read {}; chmod 600 it", path.display()));
    }
    let bytes = files::read_secret(path, LIMIT)?;
    let line = without_line_end(&bytes);
    if line.is_empty() {
        return Err(Error::EmptyPassphrase { path: path.to_owned() });
    }
    // Programs differ in what they make of a second line; a passphrase that only some of them understand opens nothing.
    if line.contains(&b'\n') {
        return Err(Error::PassphraseLines { path: path.to_owned() });
    }
    match std::str::from_utf8(line) {
        Ok(text) => Ok(SecretString::from(text.to_owned())),
        Err(_) => Err(Error::PassphraseText { path: path.to_owned() }),
    }
}

fn without_line_end(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
    bytes.get(..end).unwrap_or_default()
}

/// A passphrase file is a line; anything larger is the wrong file.
const LIMIT: u64 = 4096;
