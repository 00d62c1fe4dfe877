//! The command line, case by case: every file of `cmd/` is a list of commands with what they must answer.
//!
//! A case runs the built program in a fresh directory that holds a copy of `cmd/data/`. `stdout` and `stderr` are
//! compared as they are, `stdout-has` and `stderr-has` line up what must appear, in that order.

#![expect(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    name: String,
    args: Vec<String>,
    #[serde(default)]
    stdin: String,
    exit: i32,
    stdout: Option<String>,
    #[serde(default)]
    stdout_has: Vec<String>,
    stderr: Option<String>,
    #[serde(default)]
    stderr_has: Vec<String>,
}

#[test]
fn every_case_answers_as_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd");
    let (mut passed, mut failures) = (0, Vec::new());
    for entry in fs::read_dir(&root).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in file.case {
            match run(&case, &root.join("data")) {
                Ok(()) => passed += 1,
                Err(problem) => {
                    failures.push(format!("{} / {}:\n{problem}", path.display(), case.name));
                }
            }
        }
    }
    println!("{passed} command-line cases passed, {} failed", failures.len());
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
    assert!(passed > 0, "no cases were found");
}

fn run(case: &Case, data: &Path) -> Result<(), String> {
    let directory = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, directory.path().join(path.file_name().unwrap())).unwrap();
    }
    let answer = answer(case, directory.path());
    let (stdout, stderr) = (text(&answer.stdout), text(&answer.stderr));
    let mut problems = Vec::new();
    if answer.status.code() != Some(case.exit) {
        problems.push(format!("exit {:?} instead of {}", answer.status.code(), case.exit));
    }
    for (name, got, exact, parts) in [
        ("stdout", &stdout, &case.stdout, &case.stdout_has),
        ("stderr", &stderr, &case.stderr, &case.stderr_has),
    ] {
        if exact.as_ref().is_some_and(|exact| exact != got) {
            problems.push(format!("{name} is not as written"));
        }
        let mut rest = got.as_str();
        for part in parts {
            match rest.split_once(part.as_str()) {
                Some((_, after)) => rest = after,
                None => problems.push(format!("{name} lacks {part:?} in its place")),
            }
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!("{}\n--- stdout\n{stdout}\n--- stderr\n{stderr}", problems.join("\n")))
}

fn answer(case: &Case, directory: &Path) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tsa-admin"))
        .args(&case.args)
        .current_dir(directory)
        .env_remove("TSA_STATE")
        .env_remove("TSA_CA")
        .env("COLUMNS", "80")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may end before all of it is written.
    let _ = child.stdin.take().unwrap().write_all(case.stdin.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
