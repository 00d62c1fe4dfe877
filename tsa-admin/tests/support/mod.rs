//! What the stories share: a place to work in, the program, and `openssl` as the stranger who checks.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A directory of one story, removed at its end.
pub(crate) struct Place {
    directory: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { directory: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// A file that only its owner can read, as a passphrase wants to be.
    pub(crate) fn secret(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// Runs tsa-admin on the state directory `state`; there is no terminal.
    pub(crate) fn admin(&self, command: &str) -> Answer {
        let mut process = Command::new(env!("CARGO_BIN_EXE_tsa-admin"));
        process.args(words(command)).env("TSA_STATE", self.path("state")).env_remove("TSA_CA");
        Answer::of(process, self.directory.path())
    }

    /// Runs openssl.
    pub(crate) fn openssl(&self, command: &str) -> Answer {
        let mut process = Command::new("openssl");
        process.args(words(command));
        Answer::of(process, self.directory.path())
    }
}

/// What a program answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Answer {
    fn of(mut process: Command, directory: &Path) -> Self {
        let output: Output = process.current_dir(directory).stdin(Stdio::null()).output().unwrap();
        Self {
            exit: output.status.code().unwrap(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// It worked.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.exit, 0, "{self:#?}");
        self
    }

    /// It failed with this exit code, and said this on stderr.
    #[track_caller]
    pub(crate) fn fails(self, exit: i32, stderr: &str) -> Self {
        assert_eq!(self.exit, exit, "{self:#?}");
        assert!(self.stderr.contains(stderr), "{stderr:?} is not in {self:#?}");
        self
    }

    /// It printed this.
    #[track_caller]
    pub(crate) fn says(self, stdout: &str) -> Self {
        assert!(self.stdout.contains(stdout), "{stdout:?} is not in {self:#?}");
        self
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// Words at spaces; single quotes keep a name of several words together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
