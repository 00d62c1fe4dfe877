//! Has the browser's engine compiled by `tsa-wasm/build.sh`, which keeps what it built, and tells the crate where it is. With
//! `TSA_WASM` in the environment, the module of that name is taken instead: one that was compiled elsewhere.

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the crate has no parent directory")?;
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", root.join(source).display());
    }
    println!("cargo::rerun-if-env-changed=TSA_WASM_CACHE");
    println!("cargo::rerun-if-env-changed=TSA_WASM");
    if let Ok(module) = env::var("TSA_WASM") {
        println!("cargo::rustc-env=TSA_WASM={module}");
        return Ok(());
    }
    let script = root.join("tsa-wasm/build.sh");
    let built = Command::new("sh").arg(&script).stderr(Stdio::inherit()).output()?;
    if !built.status.success() {
        return Err(format!("{} failed: what it says above tells why", script.display()).into());
    }
    println!("cargo::rustc-env=TSA_WASM={}", String::from_utf8(built.stdout)?.trim());
    Ok(())
}

/// What the module is made of.
const SOURCES: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "tsa-core/Cargo.toml",
    "tsa-core/src",
    "tsa-evidence/Cargo.toml",
    "tsa-evidence/src",
    "tsa-wasm/Cargo.toml",
    "tsa-wasm/build.sh",
    "tsa-wasm/src",
];
