//! PKIStatusInfo and its parts.

use alloc::vec::Vec;

use super::encode;

/// ```text
/// PKIStatus ::= INTEGER {
///    granted                (0),
///    grantedWithMods        (1),
///    rejection              (2),
///    waiting                (3),
///    revocationWarning      (4),
///    revocationNotification (5) }
/// ```
/// Source: RFC 3161 §2.4.2. We emit only `granted` and `rejection` (C20): anything else breaks clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PkiStatus {
    /// A token is present, exactly as asked for.
    Granted,
    /// A token is present, but not as asked for.
    GrantedWithMods,
    /// No token; see the failure.
    Rejection,
    /// No token yet.
    Waiting,
    /// No token; a revocation is near.
    RevocationWarning,
    /// No token; a revocation has happened.
    RevocationNotification,
}

impl PkiStatus {
    /// The value on the wire.
    #[must_use]
    pub const fn value(self) -> u8 {
        match self {
            Self::Granted => 0,
            Self::GrantedWithMods => 1,
            Self::Rejection => 2,
            Self::Waiting => 3,
            Self::RevocationWarning => 4,
            Self::RevocationNotification => 5,
        }
    }

    /// From the value on the wire.
    #[must_use]
    pub const fn from_value(value: u8) -> Option<Self> {
        match value {
            0 => Some(Self::Granted),
            1 => Some(Self::GrantedWithMods),
            2 => Some(Self::Rejection),
            3 => Some(Self::Waiting),
            4 => Some(Self::RevocationWarning),
            5 => Some(Self::RevocationNotification),
            _ => None,
        }
    }

    /// The RFC's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::GrantedWithMods => "grantedWithMods",
            Self::Rejection => "rejection",
            Self::Waiting => "waiting",
            Self::RevocationWarning => "revocationWarning",
            Self::RevocationNotification => "revocationNotification",
        }
    }
}

/// ```text
/// PKIFailureInfo ::= BIT STRING {
///    badAlg              (0),
///    badRequest          (2),
///    badDataFormat       (5),
///    timeNotAvailable    (14),
///    unacceptedPolicy    (15),
///    unacceptedExtension (16),
///    addInfoNotAvailable (17),
///    systemFailure       (25) }
/// ```
/// One bit of it: we never set two. Source: RFC 3161 §2.4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PkiFailureInfo {
    /// Unrecognized or unsupported algorithm identifier.
    BadAlg,
    /// Transaction not permitted or supported.
    BadRequest,
    /// The data submitted has the wrong format.
    BadDataFormat,
    /// The TSA's time source is not available.
    TimeNotAvailable,
    /// The requested TSA policy is not supported by the TSA.
    UnacceptedPolicy,
    /// The requested extension is not supported by the TSA.
    UnacceptedExtension,
    /// The additional information requested could not be understood or is not available.
    AddInfoNotAvailable,
    /// The request cannot be handled due to system failure.
    SystemFailure,
}

impl PkiFailureInfo {
    /// All of them, in the order of their bits.
    pub const ALL: [Self; 8] = [
        Self::BadAlg,
        Self::BadRequest,
        Self::BadDataFormat,
        Self::TimeNotAvailable,
        Self::UnacceptedPolicy,
        Self::UnacceptedExtension,
        Self::AddInfoNotAvailable,
        Self::SystemFailure,
    ];

    /// The number of the bit.
    #[must_use]
    pub const fn bit(self) -> u8 {
        match self {
            Self::BadAlg => 0,
            Self::BadRequest => 2,
            Self::BadDataFormat => 5,
            Self::TimeNotAvailable => 14,
            Self::UnacceptedPolicy => 15,
            Self::UnacceptedExtension => 16,
            Self::AddInfoNotAvailable => 17,
            Self::SystemFailure => 25,
        }
    }

    /// The RFC's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BadAlg => "badAlg",
            Self::BadRequest => "badRequest",
            Self::BadDataFormat => "badDataFormat",
            Self::TimeNotAvailable => "timeNotAvailable",
            Self::UnacceptedPolicy => "unacceptedPolicy",
            Self::UnacceptedExtension => "unacceptedExtension",
            Self::AddInfoNotAvailable => "addInfoNotAvailable",
            Self::SystemFailure => "systemFailure",
        }
    }

    /// The BIT STRING element with this bit alone. X.690 §11.2.2: trailing zero bits of a named-bit list are cut.
    #[must_use]
    pub fn to_der(self) -> Vec<u8> {
        let bit = usize::from(self.bit());
        let mut octets = alloc::vec![0u8; bit / 8];
        octets.push(0x80 >> (bit % 8));
        let unused = 7u8.saturating_sub((bit % 8) as u8);
        encode::tlv(encode::BIT_STRING, &[&[unused], &octets])
    }

    /// The failures whose bits are set in a BIT STRING's octets (first octet: bits from 0), unknown bits ignored.
    pub fn from_bits(octets: &[u8]) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |failure| {
            let bit = usize::from(failure.bit());
            octets.get(bit / 8).is_some_and(|octet| octet & (0x80 >> (bit % 8)) != 0)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// C21: the octets of conformance 3a.
    #[test]
    fn section_2_4_2_fail_info_octets() {
        let expected: [(PkiFailureInfo, &[u8]); 8] = [
            (PkiFailureInfo::BadAlg, &[0x03, 0x02, 0x07, 0x80]),
            (PkiFailureInfo::BadRequest, &[0x03, 0x02, 0x05, 0x20]),
            (PkiFailureInfo::BadDataFormat, &[0x03, 0x02, 0x02, 0x04]),
            (PkiFailureInfo::TimeNotAvailable, &[0x03, 0x03, 0x01, 0x00, 0x02]),
            (PkiFailureInfo::UnacceptedPolicy, &[0x03, 0x03, 0x00, 0x00, 0x01]),
            (PkiFailureInfo::UnacceptedExtension, &[0x03, 0x04, 0x07, 0x00, 0x00, 0x80]),
            (PkiFailureInfo::AddInfoNotAvailable, &[0x03, 0x04, 0x06, 0x00, 0x00, 0x40]),
            (PkiFailureInfo::SystemFailure, &[0x03, 0x05, 0x06, 0x00, 0x00, 0x00, 0x40]),
        ];
        for (failure, der) in expected {
            assert_eq!(failure.to_der(), der, "{}", failure.name());
            assert!(PkiFailureInfo::from_bits(&der[3..]).eq([failure]), "{}", failure.name());
        }
    }

    #[test]
    fn status_values_are_those_of_the_rfc() {
        for value in 0..=5 {
            assert_eq!(PkiStatus::from_value(value).unwrap().value(), value);
        }
        assert_eq!(PkiStatus::from_value(6), None);
    }
}
