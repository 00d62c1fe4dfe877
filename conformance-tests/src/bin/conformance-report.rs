//! Prints how many cases of the last run of the suite ran against which client.
//!
//! `conformance-report --clear` forgets the last run; run it before the tests. Without arguments the table is printed,
//! and the exit code is 1 when a test failed or none ran.
#![expect(clippy::print_stdout, reason = "the table is what this program is for")]

use std::collections::BTreeMap;
use std::process::ExitCode;

use conformance_tests::report;

fn main() -> ExitCode {
    if std::env::args().any(|argument| argument == "--clear") {
        return match std::fs::remove_dir_all(report::directory()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                println!("{}: {error}", report::directory().display());
                ExitCode::from(4)
            }
            _ => ExitCode::SUCCESS,
        };
    }
    let lines = report::lines();
    let failed = lines.iter().filter(|line| line.verdict != "passed").count();
    let wide =
        |text: fn(&report::Line) -> &str| lines.iter().map(|line| text(line).len()).max().unwrap_or(0).max(6);
    let (clients, topics) = (wide(|line| &line.client), wide(|line| &line.topic));
    println!("{:<clients$}  {:<topics$}  {:>7}", "client", "test", "cases");
    let mut total = 0_u64;
    for (at, line) in lines.iter().enumerate() {
        let first = at == 0 || lines[at - 1].client != line.client;
        let client = if first { line.client.as_str() } else { "" };
        println!("{client:<clients$}  {:<topics$}  {:>7}  {}", line.topic, line.cases, line.verdict);
        total += u64::from(line.cases);
    }
    println!();
    let mut by_client = BTreeMap::<&str, u32>::new();
    for line in &lines {
        *by_client.entry(&line.client).or_default() += line.cases;
    }
    for (client, cases) in by_client {
        println!("{client:<clients$}  {cases:>7} cases");
    }
    println!("{} tests, {total} cases, {failed} failed", lines.len());
    if lines.is_empty() || failed > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
