//! `proof verify`: three verdicts, by the same code as service and page, without any network.

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};
use tsa_core::HashAlgorithm;
use tsa_core::tlog_policy::LogPolicy;
use tsa_evidence::assessment::{Assessment, FileDigests, Reason, Verdict, assess};
use tsa_evidence::certificate::PemFile;
use tsa_evidence::package::{Sorter, Subject};
use tsa_evidence::trust::{TrustEntry, TrustFile};

use super::args::VerifyArgs;
use super::fault::Fault;
use super::output::Output;
use super::{Exit, bare, files};
use crate::api::hex::{Hex32, Hex64};
use crate::api::trust::TrustView;

/// Whom to believe, and certificates and CRLs that help.
#[derive(Debug)]
pub(crate) struct Believed {
    entries: Vec<TrustEntry>,
    certificates: Vec<Vec<u8>>,
    crls: Vec<Vec<u8>>,
    /// Whether the roots came with the evidence: then they prove nothing by themselves.
    offered: bool,
}

pub(crate) fn run(args: &VerifyArgs, output: &Output) -> Result<Exit, Fault> {
    let mut sorter = Sorter::default();
    for path in &args.paths {
        take(&mut sorter, path, "")?;
    }
    let believed = believed(args, &sorter)?;
    let subjects = sorter.subjects();
    if subjects.is_empty() {
        return Err(Fault::Usage("there is neither a token nor a package among the files".to_owned()));
    }
    let judged: Vec<(Subject, Assessment)> =
        subjects.into_iter().map(|subject| judge(subject, &believed)).collect();
    let results: Vec<Value> = judged.iter().map(|(subject, judged)| as_json(subject, judged)).collect();
    let text: String = judged.iter().map(|(subject, judged)| as_text(subject, judged)).collect();
    let source = if believed.offered { "evidence" } else { "arguments" };
    output.show(&json!({ "proofs": results, "roots_from": source }), &text)?;
    if believed.offered {
        output.warn("the roots came with the evidence: compare their SHA-256 with a source you trust, or give your own by --root");
    }
    Ok(judged
        .iter()
        .map(|(_, judged)| exit_of(judged, believed.offered))
        .max_by_key(|exit| severity(*exit))
        .unwrap_or(Exit::Ok))
}

/// Takes a file as evidence, or as what the evidence is about; folders with everything in them.
fn take(sorter: &mut Sorter, path: &Path, inside: &str) -> Result<(), Fault> {
    let about = fs::metadata(path).map_err(Fault::read(path))?;
    let base = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if about.is_dir() {
        let mut entries = Vec::new();
        for entry in fs::read_dir(path).map_err(Fault::read(path))? {
            entries.push(entry.map_err(Fault::read(path))?.path());
        }
        entries.sort();
        let inside = if inside.is_empty() { base } else { format!("{inside}/{base}") };
        return entries.iter().try_for_each(|entry| take(sorter, entry, &inside));
    }
    let name = if inside.is_empty() { base } else { format!("{inside}/{base}") };
    // What is larger than any evidence is a file; the start of a smaller one says what it is.
    if about.len() <= MAX_EVIDENCE {
        let octets = fs::read(path).map_err(Fault::read(path))?;
        if sorter.add(&name, &octets).map_err(|fault| Fault::file(path, fault.to_string()))? {
            return Ok(());
        }
    }
    let (sha256, sha512) = files::hash(path, &indicatif::ProgressBar::hidden())?;
    sorter.add_file(digests(Some(name), about.len(), sha256, sha512));
    Ok(())
}

fn digests(name: Option<String>, size: u64, sha256: Hex32, sha512: Hex64) -> FileDigests {
    let digests =
        vec![(HashAlgorithm::Sha256, sha256.0.to_vec()), (HashAlgorithm::Sha512, sha512.0.to_vec())];
    FileDigests { name, size: Some(size), digests }
}

fn believed(args: &VerifyArgs, sorter: &Sorter) -> Result<Believed, Fault> {
    let given = bare::read_roots(&args.root)?;
    let offered = given.is_empty();
    let roots = if offered { sorter.offered_roots().to_vec() } else { given };
    let policy = match &args.log_policy {
        Some(path) => Some(read_policy(path)?),
        None => sorter.offered_log_policy().cloned(),
    };
    let trust = match &args.trust {
        Some(path) => Some(read_trust(path)?),
        None => sorter.offered_trust().cloned(),
    };
    let mut entries = Vec::new();
    if let Some(trust) = trust {
        let mut entry = trust.entry(&roots, policy);
        // Roots that the caller trusts stand for the service, whatever the entry in the package names.
        if !offered {
            entry.roots = roots.clone();
        }
        entries.push(entry);
    } else {
        entries.push(TrustEntry::of_roots("the given roots", roots));
    }
    let mut crls = Vec::new();
    for path in &args.crl {
        let text = fs::read_to_string(path).map_err(Fault::read(path))?;
        crls.extend(PemFile::parse(&text).ok_or_else(|| Fault::file(path, "it holds no CRL in PEM"))?.crls);
    }
    Ok(Believed { entries, certificates: Vec::new(), crls, offered })
}

fn read_policy(path: &Path) -> Result<LogPolicy, Fault> {
    let octets = fs::read(path).map_err(Fault::read(path))?;
    LogPolicy::parse(&octets).map_err(|error| Fault::file(path, error.to_string()))
}

fn read_trust(path: &Path) -> Result<TrustFile, Fault> {
    let text = fs::read_to_string(path).map_err(Fault::read(path))?;
    TrustFile::parse(&text).map_err(|error| Fault::file(path, error.to_string()))
}

impl Believed {
    /// What the service says of its own authority.
    pub(crate) fn of_service(view: &TrustView) -> Result<Believed, Fault> {
        let bad = |what: &str| Fault::Usage(format!("the service's trust material cannot be read: {what}"));
        let file = TrustFile::parse(&view.trust).map_err(|error| bad(&error.to_string()))?;
        let roots = PemFile::parse(&view.roots).ok_or_else(|| bad("roots"))?.certificates;
        let policy = view.log_policy.as_deref().map(|text| LogPolicy::parse(text.as_bytes())).transpose();
        let policy = policy.map_err(|error| bad(&error.to_string()))?;
        Ok(Believed {
            entries: vec![file.entry(&roots, policy)],
            certificates: PemFile::parse(&view.chain).unwrap_or_default().certificates,
            crls: PemFile::parse(&view.crls).unwrap_or_default().crls,
            offered: false,
        })
    }
}

/// Judges a package that was just fetched for a file: it must hold by every rule but revocation, on which no list can say anything yet.
///
/// # Errors
/// Why it is not taken.
pub(crate) fn check_package(
    octets: &[u8],
    (sha256, sha512): (Hex32, Hex64),
    size: u64,
    believed: &Believed,
) -> Result<(), String> {
    let mut sorter = Sorter::default();
    let is_evidence = sorter.add("proof.zip", octets).map_err(|fault| fault.to_string())?;
    sorter.add_file(digests(None, size, sha256, sha512));
    let mut subjects = sorter.subjects();
    let (true, 1, Some(subject)) = (is_evidence, subjects.len(), subjects.pop()) else {
        return Err("the package does not hold one proof".to_owned());
    };
    let (_, judged) = judge(subject, believed);
    for (what, verdict) in [("file", &judged.file), ("time", &judged.time), ("holder", &judged.holder)] {
        match verdict.reason().map(Reason::code) {
            None
            | Some("token-revocation-unknown" | "claim-token-revocation-unknown" | "file-token-not-valid") => {
            }
            Some(code) => return Err(format!("{what}: {} ({code})", verdict.word())),
        }
    }
    Ok(())
}

fn judge(mut subject: Subject, believed: &Believed) -> (Subject, Assessment) {
    subject.evidence.certificates.extend(believed.certificates.iter().cloned());
    subject.evidence.crls.extend(believed.crls.iter().cloned());
    let judged = assess(&subject.evidence, &believed.entries);
    (subject, judged)
}

#[derive(Debug, Serialize)]
struct VerdictLine<'a> {
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

fn line(verdict: &Verdict) -> VerdictLine<'_> {
    let reason = verdict.reason();
    VerdictLine {
        verdict: verdict.word(),
        reason: reason.map(Reason::code),
        detail: reason.and_then(|reason| reason.detail()),
    }
}

fn as_json(subject: &Subject, judged: &Assessment) -> Value {
    let token = judged.file_token.as_ref().map(|view| {
        json!({
            "gen_time": view.facts.gen_time.to_string(),
            "accuracy_ms": view.facts.accuracy.map(|bound| bound.as_secs_f64() * 1000.0),
            "serial": base16ct::lower::encode_string(&view.facts.serial),
            "policy": view.facts.policy.to_string(),
        })
    });
    let claim = judged.claim.as_ref().and_then(|claim| serde_json::from_slice::<Value>(claim.octets()).ok());
    let name = subject.evidence.file.as_ref().and_then(|file| file.name.as_deref());
    json!({
        "token_file": subject.name,
        "subject": name,
        "file": line(&judged.file),
        "time": line(&judged.time),
        "holder": line(&judged.holder),
        "token": token,
        "claim": claim,
    })
}

fn as_text(subject: &Subject, judged: &Assessment) -> String {
    let mut text = format!("{}\n", subject.name);
    let mut say = |what: &str, verdict: &Verdict, more: String| {
        let reason = verdict.reason().map(|reason| {
            let detail = reason.detail().map(|detail| format!(" {detail}")).unwrap_or_default();
            format!(" ({}{detail})", reason.code())
        });
        text.push_str(&format!("  {what:8}{}{}{more}\n", verdict.word(), reason.unwrap_or_default()));
    };
    let name = subject.evidence.file.as_ref().and_then(|file| file.name.clone());
    say("file", &judged.file, name.map(|name| format!("  {name}")).unwrap_or_default());
    let time = judged.file_token.as_ref().map(|view| {
        let accuracy = view.facts.accuracy.map(|bound| format!(" \u{b1} {bound:?}")).unwrap_or_default();
        format!("  {}{accuracy}", view.facts.gen_time)
    });
    say("time", &judged.time, time.unwrap_or_default());
    let holders = judged.claim.as_ref().map(|claim| {
        let names: Vec<&str> = claim.fields().holders.iter().map(|holder| holder.name.as_str()).collect();
        format!("  {}", names.join(", "))
    });
    say("holder", &judged.holder, holders.unwrap_or_default());
    text
}

/// A proof without a claim says nothing of a holder, and is none the worse for it; roots that came along decide nothing.
fn exit_of(judged: &Assessment, offered: bool) -> Exit {
    let has_claim = judged.claim.is_some() || judged.claim_token.is_some();
    let verdicts = [Some(&judged.file), Some(&judged.time), has_claim.then_some(&judged.holder)];
    let worst = verdicts.into_iter().flatten().map(|verdict| match verdict {
        Verdict::Pass => Exit::Ok,
        Verdict::CannotTell(_) => Exit::CannotTell,
        Verdict::Fail(_) => Exit::CheckFailed,
    });
    let worst = worst.max_by_key(|exit| severity(*exit)).unwrap_or(Exit::Ok);
    if offered && worst == Exit::Ok { Exit::CannotTell } else { worst }
}

/// A failure outweighs a doubt.
fn severity(exit: Exit) -> u8 {
    match exit {
        Exit::Ok => 0,
        Exit::CannotTell => 1,
        _ => 2,
    }
}

/// The largest package that is looked into as a whole.
const MAX_EVIDENCE: u64 = 64 << 20;
