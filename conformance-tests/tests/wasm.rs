//! The browser's engine, compiled to WebAssembly and run by Node: the same code as the service, held to the same vectors.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_engine_passes_its_tests_in_node() {
    let root = root();
    let built = Command::new("sh").arg(root.join("tsa-wasm/build.sh")).output().unwrap();
    let said = String::from_utf8_lossy(&built.stderr).into_owned();
    assert!(built.status.success(), "{said}");
    let module = String::from_utf8(built.stdout).unwrap();
    let run = Command::new("node")
        .args(["--test", "tsa-wasm/tests/"])
        .current_dir(&root)
        .env("TSA_WASM", module.trim())
        .output()
        .expect("node runs: conformance-tests/tools.sh installs it");
    let report = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{report}\n{}", String::from_utf8_lossy(&run.stderr));
    // A run that finds no test passes too.
    let passed = report.lines().find_map(|line| line.strip_prefix("# pass ")?.parse::<u32>().ok());
    assert!(passed.is_some_and(|passed| passed >= 30), "{report}");
}

/// `tsa-wasm` is a workspace of its own, built with a copy of the lock file; its own manifest must ask for the same versions.
#[test]
fn the_engine_asks_for_the_versions_of_the_workspace() {
    let ours = required(&root().join("Cargo.toml"), "[workspace.dependencies]");
    let engine = required(&root().join("tsa-wasm/Cargo.toml"), "[dependencies]");
    assert!(engine.len() >= 4, "the manifest was not read");
    for (name, version) in &engine {
        assert_eq!(Some(version), ours.get(name), "{name}");
    }
}

fn required(file: &Path, section: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let (_, rest) = text.split_once(&format!("\n{section}\n")).unwrap_or_default();
    let lines = rest.lines().take_while(|line| !line.starts_with('['));
    lines
        .filter_map(|line| {
            let (name, rest) = line.split_once(" = { version = \"")?;
            Some((String::from(name), String::from(rest.split_once('"')?.0)))
        })
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
