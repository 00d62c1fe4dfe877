//! Distinguished names as people type them: `C=XX,O=Example,CN=Example TSU`, or openssl's `/C=XX/O=Example/CN=…`.

use tsa_keys::{Subject, SubjectError};
use x509_cert::name::Name;

use crate::error::Error;

/// Reads a name. Order and spaces do not matter; a comma inside a value is written `\,`.
///
/// # Errors
///
/// [`Error::DistinguishedName`] says which part is wrong.
pub(crate) fn parse(text: &str) -> Result<Subject, Error> {
    let wrong = |reason: String| Error::DistinguishedName { text: text.to_owned(), reason };
    let mut parts: [Option<String>; 4] = Default::default();
    for part in split(text) {
        let (key, value) = part.split_once('=').ok_or_else(|| wrong(format!("{part:?} has no `=`")))?;
        let key = key.trim();
        let slot =
            KEYS.iter().position(|known| known.eq_ignore_ascii_case(key)).and_then(|at| parts.get_mut(at));
        let slot = slot.ok_or_else(|| wrong(format!("{key} is no part of a name here")))?;
        if slot.replace(value.trim().to_owned()).is_some() {
            return Err(wrong(format!("{key} is there twice")));
        }
    }
    let [country, organization, organizational_unit, common_name] = parts;
    let need = |value: Option<String>, key: &str| value.ok_or_else(|| wrong(format!("{key} is missing")));
    let subject = Subject {
        country: need(country, "C")?,
        organization: need(organization, "O")?,
        organizational_unit,
        common_name: need(common_name, "CN")?,
    };
    match subject.name() {
        Ok(_) => Ok(subject),
        Err(error) => Err(wrong(error.to_string())),
    }
}

/// Reads a name and encodes it.
///
/// # Errors
///
/// As [`parse`].
pub(crate) fn name(text: &str) -> Result<Name, Error> {
    let wrong =
        |error: SubjectError| Error::DistinguishedName { text: text.to_owned(), reason: error.to_string() };
    parse(text)?.name().map_err(wrong)
}

/// Cuts at the separators that are not escaped, and takes the escapes away.
fn split(text: &str) -> Vec<String> {
    let (text, separator) = match text.strip_prefix('/') {
        Some(rest) => (rest, '/'),
        None => (text, ','),
    };
    let mut parts = vec![String::new()];
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        let literal = if character == '\\' { characters.next() } else { Some(character) };
        match (character == separator, literal, parts.last_mut()) {
            (true, ..) => parts.push(String::new()),
            (false, Some(literal), Some(part)) => part.push(literal),
            _ => {}
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

const KEYS: [&str; 4] = ["C", "O", "OU", "CN"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_order_and_both_spellings() {
        for text in [
            "C=XX,O=Example,OU=Time,CN=TSU 1",
            "CN=TSU 1, OU=Time, O=Example, C=XX",
            "/C=XX/O=Example/OU=Time/CN=TSU 1",
            "c=XX,o=Example,ou=Time,cn=TSU 1",
        ] {
            let subject = parse(text).unwrap();
            assert_eq!((subject.country.as_str(), subject.common_name.as_str()), ("XX", "TSU 1"), "{text}");
            assert_eq!(subject.organizational_unit.as_deref(), Some("Time"), "{text}");
        }
        assert_eq!(parse("C=XX,O=Example\\, Ltd,CN=a/b").unwrap().organization, "Example, Ltd");
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, reason) in [
            ("", "C is missing"),
            ("C=XX,O=Example", "CN is missing"),
            ("C=XX,O=Example,CN", "\"CN\" has no `=`"),
            ("C=XX,O=Example,CN=a,CN=b", "CN is there twice"),
            ("C=XX,O=Example,L=Town,CN=a", "L is no part of a name here"),
            ("C=Germany,O=Example,CN=a", "ISO 3166"),
            ("C=XX,O=,CN=a", "organization is empty"),
        ] {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
