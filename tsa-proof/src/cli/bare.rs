//! `proof stamp --tsa`: tokens from any RFC 3161 authority, one after the other, each beside its file.

use std::fs;
use std::path::{Path, PathBuf};

use rand::TryRng as _;
use serde::Serialize;
use tsa_core::asn1::tsp::TstInfo;
use tsa_core::verify::{RuleSet, read_facts};
use tsa_core::{HashAlgorithm, Oid};

use super::Exit;
use super::args::StampArgs;
use super::client::{agent, post_octets};
use super::fault::Fault;
use super::files::{self, Found};
use super::output::Output;
use super::state::replace;
use crate::deposit::pem;
use crate::deposit::query::{Expectations, Query};
use crate::deposit::tsa::QUERY_TYPE;

/// What is said at the end.
#[derive(Debug, Serialize)]
struct Summary {
    issued: usize,
    there_already: usize,
    verified: bool,
    tokens: Vec<PathBuf>,
}

pub(crate) fn run(args: &StampArgs, url: &str, output: &Output) -> Result<Exit, Fault> {
    let roots = read_roots(&args.root)?;
    let policy = args.policy.as_deref().map(Oid::from_dotted).transpose();
    let policy = policy.map_err(|error| Fault::Usage(format!("--policy: {error}")))?;
    let found: Vec<Found> =
        files::find(&args.paths)?.into_iter().filter(|file| !file.name.ends_with(TOKEN)).collect();
    let agent = agent();
    let bar = output.things("time-stamping", found.len() as u64);
    let (mut tokens, mut there_already) = (Vec::new(), 0);
    for file in &found {
        let place = place(args, file);
        // What is there stays: an interrupted run goes on behind it.
        if is_token_of(&place, file)? {
            there_already += 1;
        } else {
            let query = query(file, policy.as_ref())?;
            let answer = post_octets(&agent, url, QUERY_TYPE, query.der())?;
            let answer = if roots.is_empty() {
                compare(&query, answer, url)?
            } else {
                verify(&query, answer, &roots, url)?
            };
            replace(&place, &answer)?;
            tokens.push(place);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let summary = Summary { issued: tokens.len(), there_already, verified: !roots.is_empty(), tokens };
    let mut text: String =
        summary.tokens.iter().take(20).map(|path| format!("{}\n", path.display())).collect();
    text.push_str(&format!("{} tokens, {there_already} were there already\n", summary.issued));
    output.show(&summary, &text)?;
    if summary.verified {
        return Ok(Exit::Ok);
    }
    output
        .warn("the tokens answer what was asked, but were not verified: give the authority's root by --root");
    Ok(Exit::CannotTell)
}

fn query(file: &Found, policy: Option<&Oid>) -> Result<Query, Fault> {
    let (digest, _) = files::hash(&file.path, &indicatif::ProgressBar::hidden())?;
    let mut nonce = [0; 16];
    let filled = rand::rngs::SysRng.try_fill_bytes(&mut nonce);
    filled.map_err(|error| Fault::Usage(format!("no random octets: {error}")))?;
    Query::new(HashAlgorithm::Sha256, &digest.0, &nonce, policy)
        .map_err(|error| Fault::Usage(error.to_string()))
}

fn verify(query: &Query, answer: Vec<u8>, roots: &[Vec<u8>], url: &str) -> Result<Vec<u8>, Fault> {
    let expected = Expectations {
        rules: RuleSet::Rfc3161,
        roots,
        intermediates: &[],
        crls: &[],
        accuracy: None,
        window: None,
    };
    let judged = query.judge(answer, &expected).map_err(|error| Fault::Usage(format!("--root: {error}")))?;
    judged.map(|answer| answer.response).map_err(|error| wrong(url, &error.to_string()))
}

/// Without a root nothing is verified; but what was answered must be what was asked.
fn compare(query: &Query, answer: Vec<u8>, url: &str) -> Result<Vec<u8>, Fault> {
    let facts = read_facts(&answer).ok_or_else(|| wrong(url, "the answer is no time-stamp"))?;
    let info = TstInfo::decode(&facts.tst_info).map_err(|_| wrong(url, "the answer is no time-stamp"))?;
    if query.is_answered_by(&info) { Ok(answer) } else { Err(wrong(url, "the token is for another request")) }
}

fn wrong(url: &str, what: &str) -> Fault {
    Fault::Refused { url: url.to_owned(), status: 200, title: what.to_owned(), details: Vec::new() }
}

/// Whether a token for this very content is there.
fn is_token_of(place: &Path, file: &Found) -> Result<bool, Fault> {
    let Ok(octets) = fs::read(place) else { return Ok(false) };
    let Some(facts) = read_facts(&octets) else { return Ok(false) };
    let (digest, _) = files::hash(&file.path, &indicatif::ProgressBar::hidden())?;
    Ok(facts.hashed_message == digest.0)
}

fn place(args: &StampArgs, file: &Found) -> PathBuf {
    let mut name = match &args.out {
        Some(directory) => directory.join(&file.name),
        None => file.path.clone(),
    }
    .into_os_string();
    name.push(TOKEN);
    name.into()
}

/// The certificates of PEM files.
pub(crate) fn read_roots(paths: &[PathBuf]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut roots = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).map_err(Fault::read(path))?;
        let read = pem::decode_all(&text, pem::CERTIFICATE);
        if read.is_empty() {
            return Err(Fault::file(path, "it holds no certificate in PEM"));
        }
        roots.extend(read);
    }
    Ok(roots)
}

/// Tokens end so.
const TOKEN: &str = ".tsr";
