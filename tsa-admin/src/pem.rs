//! PEM texts with several blocks, and files that may be PEM or DER.

use std::path::Path;

use der::pem::{self, LineEnding};

use crate::error::Error;
use crate::files;

/// What one file holds: at least one block of the label asked for, or one DER message.
///
/// Blocks of other labels are passed over: a bundle may hold more than one looks for.
///
/// # Errors
///
/// The file cannot be read, or holds nothing of the kind.
pub(crate) fn read_all(path: &Path, label: &'static str) -> Result<Vec<Vec<u8>>, Error> {
    let bytes = files::read(path)?;
    if bytes.first() == Some(&SEQUENCE) {
        return Ok(vec![bytes]);
    }
    let text = String::from_utf8_lossy(&bytes);
    let found = blocks(&text, label).ok_or_else(|| Error::Pem { path: path.to_owned(), label })?;
    if found.is_empty() { Err(Error::Pem { path: path.to_owned(), label }) } else { Ok(found) }
}

/// What a file holds that must hold one thing.
///
/// # Errors
///
/// As [`read_all`], or there are several.
pub(crate) fn read_one(path: &Path, label: &'static str) -> Result<Vec<u8>, Error> {
    let mut found = read_all(path, label)?;
    match (found.pop(), found.is_empty()) {
        (Some(der), true) => Ok(der),
        _ => Err(Error::NotOne { path: path.to_owned(), label }),
    }
}

/// One block.
pub(crate) fn encode(label: &str, der: &[u8]) -> Result<String, Error> {
    pem::encode_string(label, LineEnding::LF, der).map_err(|error| Error::Encode(error.to_string()))
}

/// Several blocks of one label.
pub(crate) fn encode_all<'a>(label: &str, ders: impl IntoIterator<Item = &'a [u8]>) -> Result<String, Error> {
    ders.into_iter().map(|der| encode(label, der)).collect()
}

/// The blocks with this label; `None` when one of them is broken.
pub(crate) fn blocks(text: &str, label: &str) -> Option<Vec<Vec<u8>>> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, tail)) = rest.split_once(&begin) {
        let (body, after) = tail.split_once(&end)?;
        let (_, der) = pem::decode_vec(format!("{begin}{body}{end}\n").as_bytes()).ok()?;
        found.push(der);
        rest = after;
    }
    Some(found)
}

pub(crate) const CERTIFICATE: &str = "CERTIFICATE";
pub(crate) const CERTIFICATE_REQUEST: &str = "CERTIFICATE REQUEST";
pub(crate) const X509_CRL: &str = "X509 CRL";

/// The first octet of every DER message here; `-`, the first of PEM, is another.
const SEQUENCE: u8 = 0x30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_among_others_and_broken_ones_are_not_passed_over() {
        let one = encode("CERTIFICATE", &[0x30, 0x00]).unwrap();
        let two = encode("CERTIFICATE", &[0x30, 0x01, 0x05]).unwrap();
        let key = encode("PRIVATE KEY", &[0x30, 0x02]).unwrap();
        let text = format!("subject=CN=x\n{one}{key}\n{two}");
        assert_eq!(blocks(&text, "CERTIFICATE").unwrap(), [vec![0x30, 0x00], vec![0x30, 0x01, 0x05]]);
        assert_eq!(blocks("nothing", "CERTIFICATE").unwrap(), Vec::<Vec<u8>>::new());
        assert_eq!(blocks(&text.replace("MAE", "M%E"), "CERTIFICATE"), None);
        assert_eq!(blocks("-----BEGIN CERTIFICATE-----\nMAA=\n", "CERTIFICATE"), None);
    }
}
