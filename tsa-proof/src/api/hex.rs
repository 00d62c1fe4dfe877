//! Digests and identifiers as JSON writes them: lower-case hexadecimal digits, and no other spelling.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// Octets of a fixed number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hex<const N: usize>(pub [u8; N]);

/// SHA-256.
pub type Hex32 = Hex<32>;
/// SHA-512.
pub type Hex64 = Hex<64>;
/// A name of ours.
pub type Id = Hex<16>;

impl<const N: usize> Hex<N> {
    /// Reads exactly 2 × N lower-case digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 2 * N || !text.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut octets = [0; N];
        for (place, octet) in octets.iter_mut().enumerate() {
            *octet = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        Some(Self(octets))
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| D::Error::custom(format!("expected {} lower-case hexadecimal digits", 2 * N)))
    }
}

impl<const N: usize> PartialSchema for Hex<N> {
    fn schema() -> RefOr<Schema> {
        let pattern = format!("^[0-9a-f]{{{}}}$", 2 * N);
        RefOr::T(Schema::Object(
            ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).pattern(Some(pattern)).build(),
        ))
    }
}

impl<const N: usize> ToSchema for Hex<N> {
    fn name() -> std::borrow::Cow<'static, str> {
        match N {
            16 => "Id".into(),
            32 => "Sha256".into(),
            64 => "Sha512".into(),
            _ => format!("Hex{N}").into(),
        }
    }
}

/// A whole number that every JSON writer can write: 0 to 2^53 − 1. `156.0` is one (JSON Schema 2020-12 §4.2.3, and writers without
/// integers).
pub(super) fn whole_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    const MAX: f64 = 9_007_199_254_740_991.0;
    let Some(number) = Option::<serde_json::Number>::deserialize(deserializer)? else { return Ok(None) };
    if let Some(whole) = number.as_u64().filter(|whole| *whole <= MAX as u64) {
        return Ok(Some(whole));
    }
    match number.as_f64().filter(|value| value.fract() == 0.0 && (0.0..=MAX).contains(value)) {
        Some(value) => Ok(Some(value as u64)),
        None => Err(D::Error::custom("expected a whole number from 0 to 9007199254740991")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        let text = "00ff10abcdef0123456789abcdef0123";
        assert_eq!(Id::parse(text).unwrap().to_string(), text);
        for bad in [
            "",
            "00",
            &text.to_uppercase(),
            &format!("{text}0"),
            "00ff10abcdef0123456789abcdef012g",
            "+0ff10abcdef0123456789abcdef0123",
        ] {
            assert!(Id::parse(bad).is_none(), "{bad}");
        }
    }
}
