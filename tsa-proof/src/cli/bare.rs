//! `proof stamp --tsa`: tokens from any RFC 3161 authority, a few at a time, each beside its file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;
use rand::TryRng as _;
use serde::Serialize;
use tsa_core::asn1::tsp::TstInfo;
use tsa_core::verify::{RuleSet, read_facts};
use tsa_core::{HashAlgorithm, Oid};

use super::Exit;
use super::args::StampArgs;
use super::client::{agent, post_octets};
use super::fault::Fault;
use super::files::{self, Found, Gathered, PassedOver, TOKEN};
use super::given;
use super::output::Output;
use super::places::{Place, Places};
use super::verify::holds;
use crate::deposit::pem;
use crate::deposit::query::{Expectations, Query};
use crate::deposit::tsa::QUERY_TYPE;

/// What is said at the end.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    issued: usize,
    /// Files of which a token was there before.
    there_already: usize,
    failed: usize,
    /// Whether the new tokens were verified to a root that was given.
    verified: bool,
    passed_over: PassedOver,
    files: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a Path,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    #[serde(skip)]
    exit: Exit,
}

pub(crate) fn run(args: &StampArgs, url: &str, output: &Output) -> Result<Exit, Fault> {
    let roots = read_roots(&args.root)?;
    let policy = args.policy.as_deref().map(Oid::from_dotted).transpose();
    let policy = policy.map_err(|error| Fault::Usage(format!("--policy: {error}")))?;
    let Gathered { files, passed_over } = files::find(&args.paths, None)?;
    let places = Places { out: args.out.as_deref(), ending: TOKEN };
    places.check(&files)?;
    let bar = output.things("time-stamping", files.len() as u64);
    let asking = Asking { agent: agent(), url, policy, roots, places, away: AtomicBool::new(false) };
    let lines = asking.all(&files, &bar);
    bar.finish_and_clear();
    let count = |state| lines.iter().filter(|line| line.state == state).count();
    let (issued, there_already, failed) = (count(ISSUED), count(THERE_ALREADY), count(FAILED));
    let worst = lines.iter().map(|line| line.exit).max().unwrap_or(Exit::Ok);
    let verified = !asking.roots.is_empty();
    let summary = Summary { issued, there_already, failed, verified, passed_over, files: lines };
    output.show(&summary, &text(&summary))?;
    if failed > 0 {
        output.remark("give the same command again: the failed ones are asked for anew, and nothing else");
        return Ok(worst);
    }
    if verified {
        return Ok(Exit::Ok);
    }
    output
        .warn("the tokens answer what was asked, but were not verified: give the authority's root by --root");
    Ok(Exit::CannotTell)
}

fn text(summary: &Summary<'_>) -> String {
    let mut text = String::new();
    for line in &summary.files {
        match (&line.token, &line.failure) {
            (Some(token), _) if summary.files.len() <= SHOWN => {
                text.push_str(&format!("{}\n", token.display()));
            }
            (_, Some(failure)) => {
                text.push_str(&format!("{}: failed, {failure}\n", line.file.display()));
            }
            _ => {}
        }
    }
    let Summary { issued, there_already, failed, .. } = summary;
    text.push_str(&format!("{issued} tokens, {there_already} were there already, {failed} failed\n"));
    text
}

/// What all files are asked for with.
struct Asking<'a> {
    agent: ureq::Agent,
    url: &'a str,
    policy: Option<Oid>,
    roots: Vec<Vec<u8>>,
    places: Places<'a>,
    /// The authority was asked for minutes and did not answer: the rest would wait as long each.
    away: AtomicBool,
}

impl Asking<'_> {
    /// A line for each file, in their order; one that fails stops no other.
    fn all<'f>(&self, files: &'f [Found], bar: &ProgressBar) -> Vec<Line<'f>> {
        let next = AtomicUsize::new(0);
        let lines = Mutex::new(Vec::with_capacity(files.len()));
        std::thread::scope(|scope| {
            for _ in 0..ASKERS.min(files.len()) {
                scope.spawn(|| {
                    loop {
                        let place = next.fetch_add(1, Ordering::Relaxed);
                        let Some(file) = files.get(place) else { return };
                        let line = self.line(file);
                        bar.inc(1);
                        lines.lock().unwrap_or_else(PoisonError::into_inner).push((place, line));
                    }
                });
            }
        });
        let mut lines = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
        lines.sort_by_key(|(place, _)| *place);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn line<'f>(&self, file: &'f Found) -> Line<'f> {
        let (state, token, failure, exit) = match self.one(file) {
            Ok(Place::Free(token)) => (ISSUED, Some(token), None, Exit::Ok),
            Ok(Place::There(token)) => (THERE_ALREADY, Some(token), None, Exit::Ok),
            Err(fault) => {
                let is_away = matches!(fault, Fault::Network { .. });
                self.away.fetch_or(is_away, Ordering::Relaxed);
                (FAILED, None, Some(fault.to_string()), fault.exit())
            }
        };
        Line { file: &file.path, state, token, failure, exit }
    }

    /// Where the token is: there before, or in a place that was free.
    fn one(&self, file: &Found) -> Result<Place, Fault> {
        let digests = files::hash(&file.path, &ProgressBar::hidden())?;
        let known = [given::digests(None, file.mark.size, digests.0, digests.1)];
        let is_it = |octets: &[u8]| holds(octets, &known, &self.roots);
        if let Place::There(token) = self.places.find(&file.path, &file.inside, is_it)? {
            return Ok(Place::There(token));
        }
        if self.away.load(Ordering::Relaxed) {
            return Err(Fault::Network {
                url: self.url.to_owned(),
                reason: "it did not answer before".to_owned(),
            });
        }
        let query = self.query(&digests.0.0)?;
        let answer = post_octets(&self.agent, self.url, QUERY_TYPE, query.der())?;
        let answer = if self.roots.is_empty() {
            compare(&query, answer, self.url)?
        } else {
            verify(&query, answer, &self.roots, self.url)?
        };
        self.places.keep(&file.path, &file.inside, &answer, is_it).map(Place::Free)
    }

    fn query(&self, digest: &[u8]) -> Result<Query, Fault> {
        let mut nonce = [0; 16];
        let filled = rand::rngs::SysRng.try_fill_bytes(&mut nonce);
        filled.map_err(|error| Fault::Usage(format!("no random octets: {error}")))?;
        Query::new(HashAlgorithm::Sha256, digest, &nonce, self.policy.as_ref())
            .map_err(|error| Fault::Usage(error.to_string()))
    }
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
    let facts =
        read_facts(&answer).ok_or_else(|| wrong(url, "the answer is no time-stamp, perhaps a refusal"))?;
    let info = TstInfo::decode(&facts.tst_info).map_err(|_| wrong(url, "the answer is no time-stamp"))?;
    if query.is_answered_by(&info) { Ok(answer) } else { Err(wrong(url, "the token is for another request")) }
}

fn wrong(url: &str, what: &str) -> Fault {
    Fault::Refused { url: url.to_owned(), status: 200, title: what.to_owned(), details: Vec::new() }
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

const ISSUED: &str = "issued";
const THERE_ALREADY: &str = "there-already";
const FAILED: &str = "failed";
/// Requests under way at once: a bare authority may be small.
const ASKERS: usize = 4;
/// More tokens than that are not listed for people.
const SHOWN: usize = 20;
