//! E-mail addresses as this service takes them.

/// A checked address in lower case: the name of an account, and a place that mail can be sent to.
///
/// ASCII only: an address of which two spellings look alike would be two accounts. Nothing in it can end a header line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address typed by a person: spaces around it are dropped, capitals folded.
    /// A dot-atom before the @ (RFC 5322 §3.4.1), a host name with at least one dot behind it (RFC 5321 §2.3.5).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(' ');
        if text.len() > MAX_ADDRESS || !text.is_ascii() {
            return None;
        }
        let (local, domain) = text.rsplit_once('@')?;
        let labels: Vec<&str> = domain.split('.').collect();
        let fits = (1..=MAX_LOCAL).contains(&local.len())
            && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atext))
            && labels.len() >= 2
            && labels.iter().all(|label| is_label(label))
            && labels.last().is_some_and(|last| !last.bytes().all(|b| b.is_ascii_digit()));
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

// RFC 5322 §3.2.3: atext.
fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

// RFC 1035 §2.3.1 with RFC 1123 §2.1: letters, digits, inner hyphens, 63 octets.
fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

const MAX_ADDRESS: usize = 254; // RFC 5321 §4.5.3.1.3: a path of 256 octets less its angle brackets
const MAX_LOCAL: usize = 64; // RFC 5321 §4.5.3.1.1

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_addresses_are_folded() {
        for (typed, kept) in [
            ("Ada@Example.ORG", "ada@example.org"),
            ("  a.b+tag@sub.example.co  ", "a.b+tag@sub.example.co"),
            ("o'brien@xn--bcher-kva.example", "o'brien@xn--bcher-kva.example"),
        ] {
            assert_eq!(EmailAddress::parse(typed).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn hostile_addresses_are_refused() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}example.org", "abcdefg.".repeat(40));
        for bad in [
            "",
            "@",
            "a",
            "a@b",
            "@example.org",
            "a@",
            "a@@example.org",
            "a b@example.org",
            "a@exam ple.org",
            "a@example.org\r\nBcc: b@example.org",
            "a\n@example.org",
            "a@example.org\0",
            "\ta@example.org",
            "\"a b\"@example.org",
            "<a@example.org>",
            "a@example.org,b@example.org",
            "a@example.org;",
            "a..b@example.org",
            ".a@example.org",
            "a.@example.org",
            "a@-example.org",
            "a@example-.org",
            "a@example..org",
            "a@.org",
            "a@127.0.0.1",
            "a@[127.0.0.1]",
            "ä@example.org",
            "a@exämple.org",
            "a\u{202e}@example.org",
            "a@example.org\u{200b}",
            "a(comment)@example.org",
            "a:b@example.org",
            &long,
            &longer,
        ] {
            assert!(EmailAddress::parse(bad).is_none(), "{bad:?}");
        }
    }
}
