//! Name constraints (RFC 5280 §4.2.1.10) for the forms that certificates of TSAs carry.

use alloc::vec::Vec;

use super::certificate::Certificate;
use super::name::Name;
use super::tlv::{self, Malformed, Tlv};

/// The `nameConstraints` of one CA certificate.
#[derive(Clone, Debug)]
pub(super) struct NameConstraints<'a> {
    permitted: Vec<Tlv<'a>>,
    excluded: Vec<Tlv<'a>>,
}

impl<'a> NameConstraints<'a> {
    /// ```text
    /// NameConstraints ::= SEQUENCE { permittedSubtrees [0] GeneralSubtrees OPTIONAL, excludedSubtrees [1] GeneralSubtrees OPTIONAL }
    /// GeneralSubtree ::= SEQUENCE { base GeneralName, minimum [0] BaseDistance DEFAULT 0, maximum [1] BaseDistance OPTIONAL }
    /// ```
    pub(super) fn read(value: Tlv<'a>) -> Result<Self, Malformed> {
        let mut fields = value.expect(tlv::SEQUENCE)?.elements();
        let permitted = fields.optional(SUBTREES_PERMITTED)?.map_or(Ok(Vec::new()), read_subtrees)?;
        let excluded = fields.optional(SUBTREES_EXCLUDED)?.map_or(Ok(Vec::new()), read_subtrees)?;
        fields.finish()?;
        Ok(Self { permitted, excluded })
    }

    /// True if every name of `certificate` may stand below the CA that carries these constraints.
    ///
    /// A name of a form that is constrained here but not understood is not allowed.
    pub(super) fn allow(&self, certificate: &Certificate<'_>) -> bool {
        let subject = Tlv::whole(certificate.subject.raw);
        let subject_allowed = certificate.subject.is_empty()
            || subject.is_ok_and(|name| self.allow_name(DIRECTORY_NAME, &NameForm::Directory(name)));
        let names = &certificate.extensions.subject_alt_names;
        // RFC 5280 §4.2.1.10: emailAddress in the subject counts when there is no subjectAltName.
        let emails_allowed = !names.is_empty()
            || certificate
                .subject
                .email_addresses()
                .all(|email| self.allow_name(RFC822_NAME, &NameForm::Email(email.as_bytes())));
        subject_allowed
            && emails_allowed
            && names.iter().all(|name| self.allow_name(name.tag, &NameForm::of(*name)))
    }

    fn allow_name(&self, tag: u8, name: &NameForm<'_>) -> bool {
        let excluded = self
            .excluded
            .iter()
            .filter(|base| base.tag == tag)
            .any(|base| name.is_within(*base) != Some(false));
        let mut permitted = self.permitted.iter().filter(|base| base.tag == tag).peekable();
        !excluded && (permitted.peek().is_none() || permitted.any(|base| name.is_within(*base) == Some(true)))
    }
}

enum NameForm<'a> {
    Directory(Tlv<'a>),
    Email(&'a [u8]),
    Dns(&'a [u8]),
    Uri(&'a [u8]),
    Ip(&'a [u8]),
    Unknown,
}

impl<'a> NameForm<'a> {
    fn of(name: Tlv<'a>) -> Self {
        match name.tag {
            DIRECTORY_NAME => name.inner().map_or(Self::Unknown, Self::Directory),
            RFC822_NAME => Self::Email(name.value),
            DNS_NAME => Self::Dns(name.value),
            URI => Self::Uri(name.value),
            IP_ADDRESS => Self::Ip(name.value),
            _ => Self::Unknown,
        }
    }

    /// Whether the name lies under `base`; `None` when that cannot be said.
    fn is_within(&self, base: Tlv<'_>) -> Option<bool> {
        match self {
            Self::Directory(name) => {
                let base = base.inner().and_then(Name::read).ok()?;
                Name::read(*name).ok().map(|name| name.is_within(&base))
            }
            Self::Email(address) => email_within(address, base.value),
            Self::Dns(host) => Some(host_within(host, base.value)),
            Self::Uri(uri) => uri_within(uri, base.value),
            Self::Ip(address) => ip_within(address, base.value),
            Self::Unknown => None,
        }
    }
}

/// A mailbox, all of a host, or (leading point) all hosts of a domain.
fn email_within(address: &[u8], base: &[u8]) -> Option<bool> {
    let at = address.iter().rposition(|octet| *octet == b'@')?;
    let (local, host) = address.split_at_checked(at)?;
    let host = host.get(1..)?;
    Some(match base.iter().rposition(|octet| *octet == b'@') {
        Some(at) => {
            base.get(..at) == Some(local) && base.get(at.saturating_add(1)..)?.eq_ignore_ascii_case(host)
        }
        None if base.first() == Some(&b'.') => ends_with(host, base),
        None => base.is_empty() || host.eq_ignore_ascii_case(base),
    })
}

/// The host itself or anything with labels added on the left.
fn host_within(host: &[u8], base: &[u8]) -> bool {
    let base = base.strip_prefix(b".").unwrap_or(base);
    if base.is_empty() || host.eq_ignore_ascii_case(base) {
        return true;
    }
    let dot = host.len().checked_sub(base.len()).and_then(|start| start.checked_sub(1));
    ends_with(host, base) && dot.and_then(|dot| host.get(dot)) == Some(&b'.')
}

/// The host of the URI: that very host, or (leading point) a host with at least one label more.
fn uri_within(uri: &[u8], base: &[u8]) -> Option<bool> {
    let uri = core::str::from_utf8(uri).ok()?;
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    if host.is_empty() || host.starts_with('[') {
        return None; // RFC 5280 §4.2.1.10: an IP address or no host: constraints cannot be applied
    }
    let host = host.split(':').next()?.as_bytes();
    Some(if base.first() == Some(&b'.') { ends_with(host, base) } else { host.eq_ignore_ascii_case(base) })
}

/// Address and mask, 4 + 4 or 16 + 16 octets. An address of the other family lies outside.
fn ip_within(address: &[u8], base: &[u8]) -> Option<bool> {
    if !matches!(address.len(), 4 | 16) || !matches!(base.len(), 8 | 32) {
        return None;
    }
    let (network, mask) = base.split_at_checked(base.len() / 2)?;
    let same = |((a, n), m): ((&u8, &u8), &u8)| a & m == n & m;
    Some(address.len() == network.len() && address.iter().zip(network).zip(mask).all(same))
}

fn ends_with(text: &[u8], suffix: &[u8]) -> bool {
    let start = text.len().checked_sub(suffix.len());
    start.and_then(|start| text.get(start..)).is_some_and(|tail| tail.eq_ignore_ascii_case(suffix))
}

fn read_subtrees(subtrees: Tlv<'_>) -> Result<Vec<Tlv<'_>>, Malformed> {
    let elements = subtrees.elements().collect()?;
    if elements.is_empty() || elements.len() > MAX_SUBTREES {
        return Err(Malformed);
    }
    elements
        .into_iter()
        .map(|subtree| {
            let mut fields = subtree.expect(tlv::SEQUENCE)?.elements();
            let base = fields.next()?;
            fields.finish()?; // RFC 5280 §4.2.1.10: minimum MUST be zero (so absent), maximum MUST be absent
            Ok(base)
        })
        .collect()
}

const SUBTREES_PERMITTED: u8 = 0xA0;
const SUBTREES_EXCLUDED: u8 = 0xA1;
// The tags of GeneralName.
const RFC822_NAME: u8 = 0x81;
const DNS_NAME: u8 = 0x82;
const DIRECTORY_NAME: u8 = 0xA4;
const URI: u8 = 0x86;
const IP_ADDRESS: u8 = 0x87;
/// Bounds names times subtrees; large web CAs have a few hundred.
const MAX_SUBTREES: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc5280_4_2_1_10_each_form_has_its_own_subtrees() {
        assert_eq!(email_within(b"a@tsa.example", b"a@TSA.example"), Some(true));
        assert_eq!(email_within(b"a@tsa.example", b"tsa.example"), Some(true));
        assert_eq!(email_within(b"a@x.tsa.example", b"tsa.example"), Some(false));
        assert_eq!(email_within(b"a@x.tsa.example", b".tsa.example"), Some(true));
        assert_eq!(email_within(b"no-at-sign", b"tsa.example"), None);
        assert!(host_within(b"a.tsa.example", b"tsa.example"));
        assert!(host_within(b"TSA.example", b"tsa.example"));
        assert!(!host_within(b"nottsa.example", b"tsa.example"));
        assert!(host_within(b"anything", b""));
        assert_eq!(uri_within(b"http://u@tsa.example:80/x?y", b"tsa.example"), Some(true));
        assert_eq!(uri_within(b"http://a.tsa.example/", b"tsa.example"), Some(false));
        assert_eq!(uri_within(b"http://a.tsa.example/", b".tsa.example"), Some(true));
        assert_eq!(uri_within(b"http://evil.example?.tsa.example", b".tsa.example"), Some(false));
        assert_eq!(uri_within(b"urn:x", b"tsa.example"), None);
        assert_eq!(uri_within(b"http://[::1]/", b"tsa.example"), None);
        assert_eq!(ip_within(&[10, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 0, 0]), Some(true));
        assert_eq!(ip_within(&[11, 1, 2, 3], &[10, 0, 0, 0, 255, 0, 0, 0]), Some(false));
        assert_eq!(ip_within(&[0; 16], &[10, 0, 0, 0, 255, 0, 0, 0]), Some(false));
        assert_eq!(ip_within(&[10, 1, 2], &[10, 0, 0, 0, 255, 0, 0, 0]), None);
    }
}
