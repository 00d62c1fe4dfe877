//! Subject names of certificates: who runs the service, and what this key is called.

use der::{
    Decode, Encode,
    asn1::{Any, ObjectIdentifier, PrintableStringRef, Utf8StringRef},
};
use serde::Deserialize;
use x509_cert::{
    attr::AttributeTypeAndValue,
    name::{Name, RdnSequence, RelativeDistinguishedName},
};

/// The name of a certificate's holder; encoded in the order C, O, OU, CN.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Subject {
    /// Two capital letters of ISO 3166: where the organisation is established.
    pub country: String,
    /// The full name of the organisation.
    pub organization: String,
    /// A part of the organisation, where that says something.
    pub organizational_unit: Option<String>,
    /// What the key is called. The name of a TSU identifies that unit (C67).
    pub common_name: String,
}

impl Subject {
    /// Checks and encodes the name.
    ///
    /// # Errors
    /// A part is empty, too long, or the country is no country code.
    pub fn name(&self) -> Result<Name, SubjectError> {
        if self.country.len() != 2 || !self.country.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(SubjectError::Country(self.country.clone()));
        }
        let country = PrintableStringRef::new(&self.country).and_then(|value| Any::encode_from(&value))?;
        let mut names = RdnSequence::default();
        names.push(rdn(COUNTRY_NAME, country)?);
        names.push(rdn(ORGANIZATION_NAME, text("organization", &self.organization)?)?);
        if let Some(unit) = &self.organizational_unit {
            names.push(rdn(ORGANIZATIONAL_UNIT_NAME, text("organizational-unit", unit)?)?);
        }
        names.push(rdn(COMMON_NAME, text("common-name", &self.common_name)?)?);
        Ok(Name::from_der(&names.to_der()?)?)
    }
}

/// Whether a name has what EN 319 422 §6.2 asks of a TSU: country, organisation and common name (C67).
pub(crate) fn names_a_tsu(name: &Name) -> bool {
    [COUNTRY_NAME, ORGANIZATION_NAME, COMMON_NAME]
        .into_iter()
        .all(|oid| name.iter().any(|attribute| attribute.oid == oid))
}

/// Why a name was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubjectError {
    /// No country code.
    #[error("country = \"{0}\": give the two capital letters of ISO 3166, e.g. \"DE\"")]
    Country(String),
    /// An empty part.
    #[error("{0} is empty: give it a value, or leave out the key if it is optional")]
    Empty(&'static str),
    /// A part that is too long.
    #[error("{0} is too long: RFC 5280 allows {UPPER_BOUND} characters")]
    TooLong(&'static str),
    /// A character that has no place in a name.
    #[error("{0} holds a control character: names are one line of text")]
    Control(&'static str),
    /// The name cannot be encoded.
    #[error("the name cannot be encoded")]
    Encode(#[from] der::Error),
}

fn text(key: &'static str, value: &str) -> Result<Any, SubjectError> {
    if value.trim().is_empty() {
        return Err(SubjectError::Empty(key));
    }
    if value.chars().count() > UPPER_BOUND {
        return Err(SubjectError::TooLong(key));
    }
    if value.chars().any(char::is_control) {
        return Err(SubjectError::Control(key));
    }
    // RFC 5280 §4.1.2.4: UTF8String for everything but the country.
    Ok(Any::encode_from(&Utf8StringRef::new(value)?)?)
}

fn rdn(oid: ObjectIdentifier, value: Any) -> Result<RelativeDistinguishedName, SubjectError> {
    Ok(RelativeDistinguishedName::try_from(vec![AttributeTypeAndValue { oid, value }])?)
}

// RFC 5280 appendix A.1
const COUNTRY_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
const ORGANIZATION_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ORGANIZATIONAL_UNIT_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
/// ub-common-name, ub-organization-name and ub-organizational-unit-name of RFC 5280 appendix A.1.
const UPPER_BOUND: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn subject() -> Subject {
        Subject {
            country: "DE".into(),
            organization: "Example, Über & Co".into(),
            organizational_unit: None,
            common_name: "TSU 1".into(),
        }
    }

    #[test]
    fn rfc5280_4_1_2_4_country_is_printable_and_the_rest_utf8() {
        let name = subject().name().unwrap();
        let tags: Vec<u8> = name.iter().map(|a| a.value.to_der().unwrap()[0]).collect();
        assert_eq!(tags, [0x13, 0x0c, 0x0c]);
        assert!(names_a_tsu(&name));
    }

    #[test]
    fn bad_parts_are_refused() {
        let cases = [
            (Subject { country: "de".into(), ..subject() }, SubjectError::Country("de".into())),
            (Subject { country: "GER".into(), ..subject() }, SubjectError::Country("GER".into())),
            (Subject { organization: " ".into(), ..subject() }, SubjectError::Empty("organization")),
            (Subject { common_name: "x".repeat(65), ..subject() }, SubjectError::TooLong("common-name")),
            (Subject { common_name: "a\nb".into(), ..subject() }, SubjectError::Control("common-name")),
        ];
        for (subject, error) in cases {
            assert_eq!(subject.name(), Err(error));
        }
    }
}
