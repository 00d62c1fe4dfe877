//! The problems found while a configuration is checked.

use super::error::{ConfigError, Problem};

/// The problems found so far: all are told, not only the first.
#[derive(Debug, Default)]
pub struct Findings(Vec<Problem>);

impl Findings {
    /// One more problem: the key, what is wrong with its value, what to do.
    pub fn add(&mut self, key: &str, what: impl Into<String>, remedy: &str) {
        self.0.push(Problem { key: key.to_owned(), what: what.into(), remedy: remedy.to_owned() });
    }

    /// The value, or `instead` and a finding; what stands in for it is never used, as findings stop everything.
    pub fn or<T>(&mut self, result: Result<T, String>, instead: T, key: &str, remedy: &str) -> T {
        result.unwrap_or_else(|what| {
            self.add(key, what, remedy);
            instead
        })
    }

    /// A key that a later version will have.
    pub fn not_yet(&mut self, key: &str, present: bool, what: &str) {
        if present {
            self.add(key, format!("{what} is not in this version"), "Remove the key.");
        }
    }

    /// `version = 1` fixes the meaning of the defaults, and must be there.
    pub fn version(&mut self, version: Option<u32>) {
        if version != Some(1) {
            let what = match version {
                None => "missing".to_owned(),
                Some(version) => format!("{version} is not known"),
            };
            self.add(
                "version",
                what,
                "Write `version = 1` at the top: it fixes the meaning of the defaults.",
            );
        }
    }

    /// An error with everything that was found, if anything was.
    ///
    /// # Errors
    /// [`ConfigError::Invalid`].
    pub fn into_result(self, place: &str) -> Result<(), ConfigError> {
        if self.0.is_empty() { Ok(()) } else { Err(self.into_error(place)) }
    }

    /// The error with everything that was found.
    pub fn into_error(self, place: &str) -> ConfigError {
        ConfigError::Invalid { place: place.to_owned(), problems: self.0 }
    }
}
