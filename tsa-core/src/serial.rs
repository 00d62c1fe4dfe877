//! Serial numbers: unique within a log by their index, across logs and clones by 78 random bits.

use core::fmt;

/// The place of a token in the record and in the public log: below 2^48.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LeafIndex(u64);

impl LeafIndex {
    /// Takes an index; `None` from 2^48 on.
    #[must_use]
    pub const fn new(index: u64) -> Option<Self> {
        if index < 1 << INDEX_BITS { Some(Self(index)) } else { None }
    }

    /// The number.
    #[must_use]
    pub const fn value(self) -> u64 {
        self.0
    }
}

/// The serialNumber of a token: always 16 content octets, positive: bits `01`, 78 random bits, 48-bit leaf index.
///
/// The random bits are drawn from the operating system for this token alone, when its record is written; so serials
/// stay unique after a crash, a restore from backup and a clone of the machine, and nobody can confirm a guessed
/// document from the public log. Source: RFC 3161 §2.4.2 ("MUST be unique for each TimeStampToken … even after a
/// possible interruption"), conformance rows C26 and C27.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber([u8; 16]);

impl SerialNumber {
    /// Joins ten octets from the operating system's generator (the first two bits are not used) and the index.
    #[must_use]
    pub const fn new(random: [u8; 10], index: LeafIndex) -> Self {
        let [a, b, c, d, e, f, g, h, i, j] = random;
        let [_, _, u, v, w, x, y, z] = index.0.to_be_bytes();
        // Bits `01`: positive, and never fewer octets because of leading zeros (constant token size, C103).
        Self([0x40 | (a & 0x3f), b, c, d, e, f, g, h, i, j, u, v, w, x, y, z])
    }

    /// Takes the content octets of a serialNumber; `None` if they do not have this form (a foreign token's).
    #[must_use]
    pub fn from_content(octets: &[u8]) -> Option<Self> {
        let octets: [u8; 16] = octets.try_into().ok()?;
        (octets[0] >> 6 == 0b01).then_some(Self(octets))
    }

    /// The content octets of the INTEGER.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The low 48 bits.
    #[must_use]
    pub const fn index(&self) -> LeafIndex {
        let [.., u, v, w, x, y, z] = self.0;
        LeafIndex(u64::from_be_bytes([0, 0, u, v, w, x, y, z]))
    }
}

/// 32 lower-case hexadecimal digits.
impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SerialNumber({self})")
    }
}

const INDEX_BITS: u32 = 48;

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    #[test]
    fn c26_layout() {
        let serial = SerialNumber::new([0xff; 10], LeafIndex::new(0x0102_0304_0506).unwrap());
        assert_eq!(serial.to_string(), "7fffffffffffffffffff010203040506");
        let serial = SerialNumber::new([0; 10], LeafIndex::new(0).unwrap());
        assert_eq!(serial.to_string(), "40000000000000000000000000000000");
    }

    #[test]
    fn an_index_of_49_bits_is_refused() {
        assert!(LeafIndex::new((1 << 48) - 1).is_some());
        assert!(LeafIndex::new(1 << 48).is_none());
    }

    proptest! {
        #[test]
        fn c26_always_positive_and_sixteen_octets(random: [u8; 10], index in 0u64..1 << 48) {
            let serial = SerialNumber::new(random, LeafIndex::new(index).unwrap());
            prop_assert_eq!(serial.as_bytes()[0] >> 6, 0b01);
            prop_assert_eq!(serial.index().value(), index);
            prop_assert_eq!(SerialNumber::from_content(serial.as_bytes()), Some(serial));
        }
    }
}
