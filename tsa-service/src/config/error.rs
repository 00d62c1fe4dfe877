//! What is wrong with a configuration: where, which key, which value, and what to do.

use std::path::PathBuf;

/// Why a configuration cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file itself cannot be read.
    #[error("{}: cannot read the configuration: {source}", file.display())]
    Unreadable {
        /// The configuration file.
        file: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("{place}: {problem}\n  {hint}")]
    Malformed {
        /// The configuration file.
        place: String,
        /// What the reader says.
        problem: String,
        /// Where every key is explained.
        hint: &'static str,
    },
    /// One or more keys have values that cannot be served.
    #[error("{}", list(place, problems))]
    Invalid {
        /// The configuration file.
        place: String,
        /// All that was found.
        problems: Vec<Problem>,
    },
}

/// One key's problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The key, as a path.
    pub key: String,
    /// What is wrong with which value.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}\n  {}", self.key, self.what, self.remedy)
    }
}

fn list(place: &str, problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(|problem| format!("{place}: {problem}")).collect();
    lines.join("\n")
}
