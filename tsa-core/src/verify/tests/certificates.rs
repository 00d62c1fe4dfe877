//! Certificates and CRLs in the making.

use super::*;
use crate::testing::{extension, name, oid_der};

/// A certificate in the making.
#[derive(Clone)]
pub(super) struct Cert {
    pub(super) version: u8,
    pub(super) serial: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    pub(super) subject: Vec<u8>,
    pub(super) not_before: &'static str,
    pub(super) not_after: &'static str,
    pub(super) key: Key,
    pub(super) extensions: Vec<Vec<u8>>,
    /// The key that signs it.
    pub(super) signed_by: Key,
    /// Instead of the algorithm of `signed_by`, inside and outside.
    pub(super) inner_algorithm: Option<Vec<u8>>,
    pub(super) outer_algorithm: Option<Vec<u8>>,
}

/// A CRL in the making.
#[derive(Clone)]
pub(super) struct Crl {
    pub(super) issuer: Vec<u8>,
    pub(super) this_update: &'static str,
    pub(super) next_update: Option<&'static str>,
    pub(super) entries: Vec<Vec<u8>>,
    pub(super) extensions: Vec<Vec<u8>>,
    pub(super) signed_by: Key,
}

impl Cert {
    pub(super) fn der(&self) -> Vec<u8> {
        let algorithm = self.signed_by.certificate_algorithm();
        let inner = self.inner_algorithm.as_ref().unwrap_or(&algorithm);
        let outer = self.outer_algorithm.as_ref().unwrap_or(&algorithm);
        let version = explicit(0, &[2, 1, self.version - 1]);
        let extensions = explicit(3, &sequence(&[&self.extensions.concat()]));
        let tbs = sequence(&[
            if self.version == 1 { &[] } else { &version },
            &tlv(0x02, &[&self.serial]),
            inner,
            &self.issuer,
            &sequence(&[&time(self.not_before), &time(self.not_after)]),
            &self.subject,
            &self.key.spki(),
            if self.extensions.is_empty() { &[] } else { &extensions },
        ]);
        sequence(&[&tbs, outer, &tlv(0x03, &[&[0], &self.signed_by.sign(&tbs)])])
    }

    /// Puts `extension` in the place of the one with the same OID, or at the end.
    pub(super) fn set(&mut self, id: &str, extension: Vec<u8>) {
        self.remove(id);
        self.extensions.push(extension);
    }

    pub(super) fn remove(&mut self, id: &str) {
        let id = oid_der(id);
        self.extensions
            .retain(|extension| !extension[2..].starts_with(&id) && !extension[3..].starts_with(&id));
    }
}

impl Crl {
    pub(super) fn of(issuer: &str, key: &Key) -> Self {
        Self {
            issuer: ca_name(issuer),
            this_update: AFTER,
            next_update: Some("20270601000000Z"),
            entries: Vec::new(),
            extensions: alloc::vec![extension("2.5.29.20", false, &[2, 1, 7])],
            signed_by: *key,
        }
    }

    pub(super) fn der(&self) -> Vec<u8> {
        let algorithm = self.signed_by.certificate_algorithm();
        let entries = sequence(&[&self.entries.concat()]);
        let tbs = sequence(&[
            &[2, 1, 1],
            &algorithm,
            &self.issuer,
            &time(self.this_update),
            &self.next_update.map(time).unwrap_or_default(),
            if self.entries.is_empty() { &[] } else { &entries },
            &explicit(0, &sequence(&[&self.extensions.concat()])),
        ]);
        sequence(&[&tbs, &algorithm, &tlv(0x03, &[&[0], &self.signed_by.sign(&tbs)])])
    }
}

/// A CRL entry.
pub(super) fn entry(serial: &[u8], at: &str, extensions: &[Vec<u8>]) -> Vec<u8> {
    let extensions = if extensions.is_empty() { Vec::new() } else { sequence(&[&extensions.concat()]) };
    sequence(&[&tlv(0x02, &[serial]), &time(at), &extensions])
}

pub(super) fn ca_name(common_name: &str) -> Vec<u8> {
    name(&[("2.5.4.6", "CH"), ("2.5.4.10", "Example"), ("2.5.4.3", common_name)])
}

/// A subject key identifier; any octets do.
pub(super) fn key_id(key: &Key) -> Vec<u8> {
    extension("2.5.29.14", false, &tlv(0x04, &[&HashAlgorithm::Sha256.digest(&key.spki())[..20]]))
}

/// UTCTime for 13 characters, GeneralizedTime else.
pub(super) fn time(text: &str) -> Vec<u8> {
    tlv(if text.len() == 13 { 0x17 } else { 0x18 }, &[text.as_bytes()])
}
