//! Layers: the file, then the environment over it. Defaults come last, where a value is checked.

use std::path::Path;

use config::{File as FileSource, FileFormat, Map, Source, Value, ValueKind};
use serde::de::DeserializeOwned;

use super::error::ConfigError;

/// The names by which a daemon's configuration is spoken of.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// What the names of its environment variables begin with, such as `TSA__`.
    pub prefix: &'static str,
    /// A sentence that says where every key is explained.
    pub hint: &'static str,
}

/// Reads the file and lays the environment over it.
///
/// # Errors
/// The file cannot be read, or its text or a variable is not what `F` takes.
pub fn read_file<F: DeserializeOwned>(path: &Path, dialect: Dialect) -> Result<F, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Unreadable { file: path.to_owned(), source })?;
    let place = path.display().to_string();
    layered(&text, &place, dialect, Environment::of_process(dialect))
}

/// The same for a configuration that is not in a file; `place` stands for its name.
///
/// # Errors
/// The text or a variable is not what `F` takes.
pub fn read_text<F: DeserializeOwned>(text: &str, place: &str, dialect: Dialect) -> Result<F, ConfigError> {
    layered(text, place, dialect, Environment::of_process(dialect))
}

/// The same with an environment that is given.
///
/// # Errors
/// The text or a variable is not what `F` takes.
pub fn layered<F: DeserializeOwned>(
    text: &str,
    place: &str,
    dialect: Dialect,
    environment: Environment,
) -> Result<F, ConfigError> {
    let malformed =
        |problem: String| ConfigError::Malformed { place: place.to_owned(), problem, hint: dialect.hint };
    // The crate `config` turns values into the type that is wanted, as the environment needs it: in a file it would take
    // the policy 1.10 for "1.1" and 7 for true. So the file is read by its own types first.
    toml::from_str::<F>(text).map_err(|error| malformed(error.to_string().trim_end().to_owned()))?;
    config::Config::builder()
        .add_source(FileSource::from_str(text, FileFormat::Toml))
        .add_source(environment)
        .build()
        .and_then(config::Config::try_deserialize)
        .map_err(|error| malformed(error.to_string()))
}

/// Variables `PREFIX__SECTION__KEY`: `__` goes one level down, `_` stands for the `-` of a key, a number picks an entry
/// of a list. Values are text, which every key's type then reads.
///
/// Not the `Environment` of the crate `config`: it cannot write `-`, and it would read an OID such as `1.10` as a
/// number.
#[derive(Clone, Debug)]
pub struct Environment {
    prefix: &'static str,
    variables: Vec<(String, String)>,
}

impl Environment {
    fn of_process(dialect: Dialect) -> Environment {
        let variables = std::env::vars_os()
            // What is not UTF-8 is no name and no value of ours either, and fails as such.
            .map(|(k, v)| (k.to_string_lossy().into_owned(), v.to_string_lossy().into_owned()))
            .collect();
        Environment { prefix: dialect.prefix, variables }
    }

    /// Variables that are given: for tests.
    pub fn of(dialect: Dialect, variables: &[(&str, &str)]) -> Environment {
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Environment { prefix: dialect.prefix, variables }
    }
}

impl Source for Environment {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, config::ConfigError> {
        let mut values = Map::new();
        for (variable, text) in &self.variables {
            if let Some(key) = key_of(variable, self.prefix) {
                let origin = format!("the environment variable {variable}");
                values.insert(key, Value::new(Some(&origin), ValueKind::String(text.clone())));
            }
        }
        Ok(values)
    }
}

/// `TSA__PROFILE__0__GEN_TIME_UNIT` → `profile[0].gen-time-unit`.
fn key_of(variable: &str, prefix: &str) -> Option<String> {
    let mut key = String::new();
    for segment in variable.strip_prefix(prefix)?.split("__") {
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
    use serde::Deserialize;

    const DIALECT: Dialect = Dialect { prefix: "TSA__", hint: "Read the manual." };

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    struct File {
        version: u32,
        http: Http,
        profile: Vec<Profile>,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    struct Http {
        max_connections: Option<u32>,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
    struct Profile {
        name: String,
        accuracy: Option<String>,
    }

    fn read(text: &str, variables: &[(&str, &str)]) -> Result<File, ConfigError> {
        layered(text, "test", DIALECT, Environment::of(DIALECT, variables))
    }

    #[test]
    fn names_of_variables_become_keys() {
        let key = |variable| key_of(variable, "TSA__");
        assert_eq!(key("TSA__HTTP__MAX_CONNECTIONS").as_deref(), Some("http.max-connections"));
        assert_eq!(key("TSA__PROFILE__0__ACCURACY").as_deref(), Some("profile[0].accuracy"));
        assert_eq!(key("TSA_UNDER_TEST"), None);
        assert_eq!(key("PROOF__HTTP__MAX_CONNECTIONS"), None);
    }

    #[test]
    fn the_environment_overrides_the_file() {
        let text = "version = 1\n[http]\nmax-connections = 5\n[[profile]]\nname = \"a\"\n";
        let variables = [("TSA__HTTP__MAX_CONNECTIONS", "7"), ("TSA__PROFILE__0__ACCURACY", "1.10")];
        let file = read(text, &variables).expect("both layers");
        assert_eq!((file.version, file.http.max_connections), (1, Some(7)));
        assert_eq!(file.profile[0].accuracy.as_deref(), Some("1.10"));
        assert_eq!(file.profile[0].name, "a");
    }

    #[test]
    fn a_typing_error_is_an_error() {
        let variables = [("TSA__HTTP__MAX_CONECTIONS", "7")];
        for fault in [read("version = 1", &variables), read("version = 1\n[http]\nmax-conections = 7", &[])] {
            let error = fault.expect_err("no such key").to_string();
            assert!(error.contains("max-conections") && error.ends_with("Read the manual."), "{error}");
        }
    }
}
