//! How many cases ran against which client: each test leaves a line under `target/conformance-report/`, and
//! `conformance-report` prints the table of them.

use std::cell::Cell;
use std::path::PathBuf;
use std::{env, fs};

/// Counts the cases of one test against one client and leaves the count when dropped.
pub struct Tally {
    topic: String,
    client: String,
    cases: Cell<u32>,
}

impl Tally {
    /// A count for this test (`file::test`) and client.
    pub fn new(topic: &str, client: &str) -> Self {
        Self { topic: topic.to_owned(), client: client.to_owned(), cases: Cell::new(0) }
    }

    /// One more case ran.
    pub fn case(&self) {
        self.cases(1);
    }

    /// So many more cases ran.
    pub fn cases(&self, count: u32) {
        self.cases.set(self.cases.get() + count);
    }
}

impl Drop for Tally {
    fn drop(&mut self) {
        let verdict = if std::thread::panicking() { "FAILED" } else { "passed" };
        let line = format!("{}\t{}\t{}\t{verdict}\n", self.client, self.topic, self.cases.get());
        let name: String = format!("{}.{}", self.topic, self.client)
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
            .collect();
        // A count that cannot be written must not fail the test it counts.
        if fs::create_dir_all(directory()).is_ok() {
            let _ = fs::write(directory().join(name + ".txt"), &line);
        }
    }
}

/// One line that a test left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// The client that the cases ran against.
    pub client: String,
    /// The test, as `file::test`.
    pub topic: String,
    /// How many cases ran.
    pub cases: u32,
    /// `passed` or `FAILED`.
    pub verdict: String,
}

/// All lines that tests left, by client.
pub fn lines() -> Vec<Line> {
    let entries =
        fs::read_dir(directory()).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let mut lines: Vec<Line> = entries
        .iter()
        .filter_map(|entry| fs::read_to_string(entry.path()).ok())
        .filter_map(|text| read_line(text.trim_end()))
        .collect();
    lines.sort();
    lines
}

/// Where the lines lie: beside the directory of the built binaries.
pub fn directory() -> PathBuf {
    profile_directory().with_file_name("conformance-report")
}

/// The directory of built binaries that this program comes from, as `target/debug`.
pub fn profile_directory() -> PathBuf {
    let exe = env::current_exe().expect("the path of this program");
    let directory = exe.parent().expect("a program lies in a directory");
    let inner = directory.file_name().is_some_and(|name| name == "deps" || name == "examples");
    if inner { directory.parent().expect("deps lies in a directory") } else { directory }.to_owned()
}

fn read_line(text: &str) -> Option<Line> {
    let [client, topic, cases, verdict] = text.split('\t').collect::<Vec<_>>().try_into().ok()?;
    Some(Line {
        client: client.to_owned(),
        topic: topic.to_owned(),
        cases: cases.parse().ok()?,
        verdict: verdict.to_owned(),
    })
}
