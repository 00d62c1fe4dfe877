//! What a token costs: the bare signature, the token around it, bare HTTP, HTTP with a signature, the whole daemon
//! without and with its record on the disk, and the disk itself, side by side in one run.
//!
//! Server processes are pinned to the first core and the load to the second, so a server's figure is what one core
//! gives. Rows take turns in rounds, so that a machine whose speed drifts slows all of them; ratios are taken within a
//! round and the median over the rounds is printed.
//!
//! Run by `make bench`.

#![expect(clippy::print_stdout, reason = "the table is the result")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a benchmark that cannot run must stop")]

use std::process::{Command, Stdio};
use std::time::Duration;

mod floor;
mod in_process;
mod load;
mod servers;

use servers::Server;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["row", "signature"] => println!("{}", in_process::signature(ROUND)),
        ["row", "token"] => println!("{}", in_process::token(ROUND)),
        ["row", "fdatasync"] => println!("{}", in_process::fdatasync(ROUND)),
        ["serve", kind] => floor::serve(kind),
        ["volatile", ..] => {
            tsa_server::run_in_memory(std::env::args_os().skip(1));
        }
        ["load", address, path, connections] => {
            println!("{}", load::run(address, path, connections.parse().unwrap(), ROUND));
        }
        // `cargo bench` passes `--bench`; `cargo test` builds this too and passes nothing.
        ["--bench", ..] => compare(),
        _ => println!("run `make bench`"),
    }
}

/// One row of the table and its figures, one a round, in operations per second.
struct Row {
    name: &'static str,
    measure: Box<dyn Fn() -> f64>,
    rates: Vec<f64>,
}

fn compare() {
    let echo = Server::floor("echo");
    let sign = Server::floor("sign");
    let volatile = Server::volatile();
    let daemon = Server::daemon();
    let served = |server: &Server, connections: u32| {
        let (address, path) = (server.address.clone(), server.path);
        Box::new(move || own("1", &["load", &address, path, &connections.to_string()]))
    };
    let mut rows = [
        row("P-256 signature alone (aws-lc-rs)", Box::new(|| own("0", &["row", "signature"]))),
        row(
            "one token in process: decode, decide, record, sign, complete",
            Box::new(|| own("0", &["row", "token"])),
        ),
        row("hyper echo, 64 connections", served(&echo, 64)),
        row("hyper + one signature, 64 connections", served(&sign, 64)),
        row("tsa-server without a disk, 64 connections", served(&volatile, 64)),
        row("tsa-server with journal and log, 64 connections", served(&daemon, 64)),
        row("hyper + one signature, 1 connection", served(&sign, 1)),
        row("tsa-server without a disk, 1 connection", served(&volatile, 1)),
        row("tsa-server with journal and log, 1 connection", served(&daemon, 1)),
        row(
            "bare write of 600 octets and fdatasync, same disk",
            Box::new(|| own("0", &["row", "fdatasync"])),
        ),
    ];
    for _ in 0..ROUNDS {
        for row in &mut rows {
            let rate = (row.measure)();
            row.rates.push(rate);
        }
    }
    print(&rows);
}

fn row(name: &'static str, measure: Box<dyn Fn() -> f64>) -> Row {
    Row { name, measure, rates: Vec::new() }
}

fn print(rows: &[Row]) {
    println!("{ROUNDS} rounds of {} s a row; median (lowest to highest)\n", ROUND.as_secs_f64());
    println!("| row | per second | µs each |\n|---|---|---|");
    for row in rows {
        let rate = median(&row.rates);
        let low = row.rates.iter().copied().fold(f64::INFINITY, f64::min);
        let high = row.rates.iter().copied().fold(0.0, f64::max);
        println!("| {} | {rate:.0} ({low:.0} to {high:.0}) | {:.1} |", row.name, 1e6 / rate);
    }
    let [signature, token, echo, sign, volatile, daemon, sign_alone, volatile_alone, daemon_alone, fdatasync] =
        rows
    else {
        unreachable!("ten rows")
    };
    let each = |f: fn(f64, f64) -> f64, a: &Row, b: &Row| {
        median(&a.rates.iter().zip(&b.rates).map(|(a, b)| f(*a, *b)).collect::<Vec<_>>())
    };
    let ratio = |a: f64, b: f64| a / b;
    let difference = |a: f64, b: f64| 1e6 / a - 1e6 / b;
    println!(
        "\nall of a token but its signature, in process: {:.1} µs (aim: at most 6)",
        each(difference, token, signature)
    );
    println!(
        "tsa-server without a disk / (hyper + one signature), 64 connections: {:.2} (aim: at least 0.75)",
        each(ratio, volatile, sign)
    );
    println!(
        "tsa-server without a disk / (hyper + one signature), 1 connection: {:.2}",
        each(ratio, volatile_alone, sign_alone)
    );
    println!(
        "tsa-server with journal / without, 64 connections: {:.2} (aim: at least 0.85)",
        each(ratio, daemon, volatile)
    );
    println!(
        "the price of the record at 1 connection: {:.0} µs, a bare fdatasync on this disk {:.0} µs",
        each(difference, daemon_alone, volatile_alone),
        1e6 / median(&fdatasync.rates)
    );
    println!("(hyper + one signature) / hyper echo, 64 connections: {:.2}", each(ratio, sign, echo));
}

/// Runs this program again on one core and reads the figure that it prints.
fn own(core: &str, arguments: &[&str]) -> f64 {
    let output = pinned(core, std::env::current_exe().unwrap().as_os_str())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("taskset (util-linux) and this program run");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()
}

fn pinned(core: &str, program: &std::ffi::OsStr) -> Command {
    // One core only: everything shares it, and the table says less about the server.
    let core = if std::thread::available_parallelism().map_or(1, usize::from) > 1 { core } else { "0" };
    let mut command = Command::new("taskset");
    command.args(["-c", core]).arg(program);
    command
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// How often `operation` runs in a second, over `time`.
fn rate(time: Duration, mut operation: impl FnMut()) -> f64 {
    let start = now();
    let mut count = 0u32;
    loop {
        for _ in 0..16 {
            operation();
        }
        count += 16;
        let elapsed = start.elapsed();
        if elapsed >= time {
            return f64::from(count) / elapsed.as_secs_f64();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(1000);
