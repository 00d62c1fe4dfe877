//! The three verifiers of evidence packages: `proof verify`, the package's own `verify.sh`, and the engine of the page in Node.

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use crate::openssl::run;
use crate::tsa_under_test::binary;

/// What a verifier said.
#[derive(Debug)]
pub struct Verdict {
    /// Which one.
    pub verifier: &'static str,
    /// 0 all holds, 1 something does not, 3 cannot tell.
    pub code: i32,
    /// What it printed.
    pub said: String,
}

/// What the three say of `NAME.zip`, unpacked in `NAME/`, by the trust that it offers, and of the file; with these lists of revoked
/// certificates beside those in it.
pub fn judge(here: &Path, name: &str, file: &str, lists: Option<&str>) -> [Verdict; 3] {
    let part = |part: &str| format!("{name}/{part}");
    let (archive, script) = (format!("{name}.zip"), part("verify.sh"));
    let (roots, trust, keys) = (part("roots.pem"), part("trust.txt"), part("policy.txt"));
    let beside: Vec<&str> = lists.map_or_else(Vec::new, |lists| vec!["--crl", lists]);
    let given = ["--root", &roots, "--trust", &trust, "--log-policy", &keys];
    let proof = [&["verify", &archive, file], &given[..], &beside].concat();
    let shell = [&[&*script], &beside[..], &[file]].concat();
    [
        proof_verify(here, &proof),
        verdict("verify.sh", here, "sh", &shell),
        page(here, &[&[&*archive, file], lists.as_slice()].concat()),
    ]
}

/// `proof` with these arguments.
pub fn proof_verify(here: &Path, arguments: &[&str]) -> Verdict {
    verdict("proof verify", here, &binary("proof").to_string_lossy(), arguments)
}

fn verdict(verifier: &'static str, here: &Path, program: &str, arguments: &[&str]) -> Verdict {
    let outcome = run(here, program, arguments);
    Verdict { verifier, code: outcome.code.expect("it ended by itself"), said: outcome.text }
}

fn page(here: &Path, files: &[&str]) -> Verdict {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("node/verify_package.mjs");
    let mut command = Command::new("node");
    command.arg(script).args(files).env("TSA_WASM", engine()).current_dir(here);
    let output = command.output().expect("node runs: conformance-tests/tools.sh installs it");
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{said}");
    let code = said.split(' ').next().and_then(|code| code.parse().ok()).expect("a code");
    Verdict { verifier: "the page", code, said }
}

/// The module of the page's engine.
fn engine() -> &'static str {
    static MODULE: OnceLock<String> = OnceLock::new();
    MODULE.get_or_init(|| {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tsa-wasm/build.sh");
        let built = Command::new("sh").arg(script).output().expect("a shell");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        String::from_utf8_lossy(&built.stdout).trim().to_owned()
    })
}
