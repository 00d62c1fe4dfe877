//! `index.toml`: everything a CA has issued and revoked, one entry each, kept for ever.

use serde::{Deserialize, Serialize};
use tsa_keys::{RevocationReason, RevokedCertificate};

use crate::time::UtcTime;

/// The whole index.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Index {
    version: u32,
    /// The number the next CRL gets. It is written before that CRL is signed, so it may skip, and never repeats.
    next_crl_number: u64,
    #[serde(default, rename = "certificate")]
    pub(crate) certificates: Vec<Entry>,
}

/// One certificate.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Entry {
    /// Lower-case hexadecimal, two digits for each octet.
    pub(crate) serial: String,
    pub(crate) subject: String,
    pub(crate) not_before: UtcTime,
    pub(crate) not_after: UtcTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) revoked: Option<Revocation>,
}

/// That it was revoked.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Revocation {
    pub(crate) at: UtcTime,
    pub(crate) reason: RevocationReason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) invalid_since: Option<UtcTime>,
}

impl Index {
    /// The index of a CA that has done nothing yet.
    pub(crate) fn new() -> Self {
        Self { version: VERSION, next_crl_number: 1, certificates: Vec::new() }
    }

    /// Reads the file's text.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let index: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        if index.version != VERSION {
            return Err(format!("version = {}: this program reads version {VERSION}", index.version));
        }
        Ok(index)
    }

    /// The file's text.
    pub(crate) fn to_text(&self) -> Result<String, String> {
        let body = toml::to_string(self).map_err(|error| error.to_string())?;
        Ok(format!("{PREFACE}{body}"))
    }

    /// Takes the number of the next CRL.
    pub(crate) fn take_crl_number(&mut self) -> u64 {
        let number = self.next_crl_number;
        self.next_crl_number = number.saturating_add(1);
        number
    }

    /// Whether an entry has this serial.
    pub(crate) fn contains(&self, serial: &str) -> bool {
        self.certificates.iter().any(|entry| entry.serial == serial)
    }

    /// The entry with this serial.
    pub(crate) fn find(&self, serial: &str) -> Option<&Entry> {
        self.certificates.iter().find(|entry| entry.serial == serial)
    }

    /// The same, to change it.
    pub(crate) fn find_mut(&mut self, serial: &str) -> Option<&mut Entry> {
        self.certificates.iter_mut().find(|entry| entry.serial == serial)
    }

    /// What belongs on the CRL: every revocation there ever was.
    pub(crate) fn revoked(&self) -> Vec<RevokedCertificate> {
        let entries = self.certificates.iter().filter_map(|entry| Some((entry, entry.revoked?)));
        let revoked = entries.filter_map(|(entry, revocation)| {
            Some(RevokedCertificate {
                serial: octets(&entry.serial)?,
                revoked_at: revocation.at.timestamp(),
                reason: revocation.reason,
                invalid_since: revocation.invalid_since.map(UtcTime::timestamp),
            })
        });
        revoked.collect()
    }
}

/// The octets of a hexadecimal text; colons and upper case, as other tools print them, are fine.
pub(crate) fn octets(hex: &str) -> Option<Vec<u8>> {
    let digits: String = hex.chars().filter(|character| *character != ':').collect();
    if digits.is_empty()
        || !digits.len().is_multiple_of(2)
        || !digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2).map(|at| digits.get(at..at + 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

const VERSION: u32 = 1;
const PREFACE: &str = "\
# Everything this CA has issued and revoked. Written by tsa-admin; entries are kept for ever.

";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut index = Index::new();
        assert_eq!((index.take_crl_number(), index.take_crl_number()), (1, 2));
        let revoked = Revocation {
            at: "2027-01-01T00:00:00Z".parse().unwrap(),
            reason: RevocationReason::KeyCompromise,
            invalid_since: Some("2026-12-01T00:00:00Z".parse().unwrap()),
        };
        index.certificates.push(Entry {
            serial: "4a01".into(),
            subject: "C=XX, O=\"Quoted\", CN=é".into(),
            not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
            not_after: "2036-01-01T00:00:00Z".parse().unwrap(),
            revoked: Some(revoked),
        });
        let again = Index::parse(&index.to_text().unwrap()).unwrap();
        assert_eq!(again.to_text(), index.to_text());
        assert_eq!(again.revoked().first().unwrap().serial, [0x4a, 0x01]);
        assert!(again.contains("4a01") && !again.contains("4a02"));
    }

    #[test]
    fn a_later_version_is_not_guessed_at() {
        assert!(Index::parse("version = 2\nnext-crl-number = 1\n").unwrap_err().contains("version = 2"));
        assert!(Index::parse("version = 1\nnext-crl-number = 1\nsurprise = 1\n").is_err());
    }

    #[test]
    fn hexadecimal_is_read_as_other_tools_print_it() {
        assert_eq!(octets("4A:0b"), Some(vec![0x4a, 0x0b]));
        for bad in ["", "4", "4g", "é0", "+1", "4a 0b"] {
            assert_eq!(octets(bad), None, "{bad}");
        }
    }
}
