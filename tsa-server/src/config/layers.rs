//! Layers: the file, then the environment over it. Defaults come last, where a value is checked.

use std::path::Path;

use config::{File as FileSource, FileFormat, Map, Source, Value, ValueKind};

use super::error::ConfigError;
use super::file::File;

/// Reads the file and lays the environment over it.
pub(super) fn read_file(path: &Path) -> Result<File, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { file: path.to_owned(), source })?;
    let place = path.display().to_string();
    layered(&text, &place, Environment::of_process())
}

/// The same for a configuration that is not in a file.
pub(super) fn read_text(text: &str, place: &str) -> Result<File, ConfigError> {
    layered(text, place, Environment::of_process())
}

pub(super) fn layered(text: &str, place: &str, environment: Environment) -> Result<File, ConfigError> {
    let malformed = |problem: String| ConfigError::Malformed { place: place.to_owned(), problem };
    // The crate `config` turns values into the type that is wanted, as the environment needs it: in a file it would take
    // the policy 1.10 for "1.1" and 7 for true. So the file is read by its own types first.
    toml::from_str::<File>(text).map_err(|error| malformed(error.to_string().trim_end().to_owned()))?;
    config::Config::builder()
        .add_source(FileSource::from_str(text, FileFormat::Toml))
        .add_source(environment)
        .build()
        .and_then(config::Config::try_deserialize)
        .map_err(|error| malformed(error.to_string()))
}

/// Variables `TSA__SECTION__KEY`: `__` goes one level down, `_` stands for the `-` of a key, a number picks an entry
/// of a list. Values are text, which every key's type then reads.
///
/// Not the `Environment` of the crate `config`: it cannot write `-`, and it would read an OID such as `1.10` as a
/// number.
#[derive(Clone, Debug)]
pub(super) struct Environment(Vec<(String, String)>);

impl Environment {
    fn of_process() -> Environment {
        Environment(
            std::env::vars_os()
                // What is not UTF-8 is no name and no value of ours either, and fails as such.
                .map(|(k, v)| (k.to_string_lossy().into_owned(), v.to_string_lossy().into_owned()))
                .collect(),
        )
    }

    #[cfg(test)]
    pub(super) fn of(variables: &[(&str, &str)]) -> Environment {
        Environment(variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }
}

impl Source for Environment {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, config::ConfigError> {
        let mut values = Map::new();
        for (variable, text) in &self.0 {
            if let Some(key) = key_of(variable) {
                let origin = format!("the environment variable {variable}");
                values.insert(key, Value::new(Some(&origin), ValueKind::String(text.clone())));
            }
        }
        Ok(values)
    }
}

/// `TSA__PROFILE__0__GEN_TIME_UNIT` → `profile[0].gen-time-unit`.
fn key_of(variable: &str) -> Option<String> {
    let mut key = String::new();
    for segment in variable.strip_prefix("TSA__")?.split("__") {
        if !segment.is_empty() && segment.bytes().all(|octet| octet.is_ascii_digit()) {
            key.push('[');
            key.push_str(segment);
            key.push(']');
        } else {
            if !key.is_empty() {
                key.push('.');
            }
            key.push_str(&segment.to_ascii_lowercase().replace('_', "-"));
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_variables_become_keys() {
        assert_eq!(key_of("TSA__HTTP__MAX_CONNECTIONS").as_deref(), Some("http.max-connections"));
        assert_eq!(key_of("TSA__PROFILE__0__ACCURACY").as_deref(), Some("profile[0].accuracy"));
        assert_eq!(key_of("TSA_UNDER_TEST"), None);
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let text = "version = 1\n[http]\nmax-connections = 5\n[[profile]]\nname = \"a\"\n";
        let variables = [("TSA__HTTP__MAX_CONNECTIONS", "7"), ("TSA__PROFILE__0__ACCURACY", "1.10")];
        let file = layered(text, "test", Environment::of(&variables)).expect("both layers");
        assert_eq!(file.http.max_connections, Some(7));
        assert_eq!(file.profile[0].accuracy.as_deref(), Some("1.10"));
        assert_eq!(file.profile[0].name, "a");
    }

    #[test]
    fn a_typing_error_in_the_environment_is_an_error() {
        let error = layered("version = 1", "test", Environment::of(&[("TSA__HTTP__MAX_CONECTIONS", "7")]))
            .expect_err("no such key")
            .to_string();
        assert!(error.contains("max-conections"), "{error}");
    }
}
