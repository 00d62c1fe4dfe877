//! `proof verify`: three verdicts, by the same code as service and page. The network is asked for trust alone, and only where `--service` is given.

use serde::Serialize;
use serde_json::{Value, json};
use tsa_evidence::assessment::{Assessment, FileDigests, Reason, Verdict, assess};
use tsa_evidence::package::{Sorter, Subject};
use tsa_evidence::trust::{Need, TrustEntry};

use super::args::VerifyArgs;
use super::believed::{Believed, Sources};
use super::fault::Fault;
use super::git::Commit;
use super::output::Output;
use super::{Exit, given};
use crate::clock::{Clock as _, SystemClock, unix_time};

pub(crate) fn run(args: &VerifyArgs, output: &Output) -> Result<Exit, Fault> {
    let mut sorter = given::take_all(&args.paths, output)?;
    if let Some(rev) = &args.git {
        Commit::find(&args.repository, rev)?.as_folder()?.into_iter().for_each(|file| sorter.add_file(file));
    }
    let believed = Believed::of_arguments(args, &sorter)?;
    let subjects = sorter.subjects();
    if subjects.is_empty() {
        return Err(Fault::Usage("there is neither a token nor a package among the files".to_owned()));
    }
    let judged: Vec<(Subject, Assessment)> =
        subjects.into_iter().map(|subject| judge(subject, &believed)).collect();
    let results: Vec<Value> = judged.iter().map(|(subject, judged)| as_json(subject, judged)).collect();
    let text: String = judged.iter().map(|(subject, judged)| as_text(subject, judged)).collect();
    output.show(&Answer { proofs: results, sources: believed.sources }, &text)?;
    believed.warnings().into_iter().for_each(|text| output.warn(text));
    Ok(judged
        .iter()
        .map(|(_, judged)| exit_of(judged, believed.is_circular(judged)))
        .max_by_key(|exit| severity(*exit))
        .unwrap_or(Exit::Ok))
}

/// Judges a package that was just fetched for a file, or for the files of a folder: it must hold by every rule but revocation, on which no list can say anything yet.
///
/// # Errors
/// Why it is not taken.
pub(crate) fn check_package(octets: &[u8], files: &[FileDigests], believed: &Believed) -> Result<(), String> {
    // Lists of revoked certificates are made later; the rest, the log included, can be asked now. A list that condemns still does.
    let mut believed = believed.clone();
    believed.entries.iter_mut().for_each(|entry| entry.revocation = Need::Optional);
    let mut sorter = Sorter::default();
    let is_evidence = sorter.add("proof.zip", octets).map_err(|fault| fault.to_string())?;
    files.iter().for_each(|file| sorter.add_file(file.clone()));
    let mut subjects = sorter.subjects();
    let (true, 1, Some(subject)) = (is_evidence, subjects.len(), subjects.pop()) else {
        return Err("the package does not hold one proof".to_owned());
    };
    let (_, judged) = judge(subject, &believed);
    for (what, verdict) in [("file", &judged.file), ("time", &judged.time), ("holder", &judged.holder)] {
        if let Some(reason) = verdict.reason() {
            return Err(format!("{what}: {} ({})", verdict.word(), reason.code()));
        }
    }
    Ok(())
}

/// Whether this is one proof of this content that nothing speaks against. Without roots those in it serve: it is about what was kept
/// well, not about whom to believe.
pub(crate) fn holds(octets: &[u8], files: &[FileDigests], roots: &[Vec<u8>]) -> bool {
    let mut sorter = Sorter::default();
    if !sorter.add("proof", octets).unwrap_or(false) {
        return false;
    }
    files.iter().for_each(|file| sorter.add_file(file.clone()));
    let roots = if roots.is_empty() { sorter.offered_roots() } else { roots };
    let entry = match sorter.offered_trust() {
        Some(trust) => trust.entry(roots, sorter.offered_log_policy().cloned()),
        None => TrustEntry::of_roots("the given roots", roots.to_vec()),
    };
    let mut subjects = sorter.subjects();
    let (1, Some(subject)) = (subjects.len(), subjects.pop()) else { return false };
    let judged = assess(&subject.evidence, &[entry]);
    let fails = |verdict: &Verdict| matches!(verdict, Verdict::Fail(_));
    matches!(judged.file, Verdict::Pass) && !fails(&judged.time) && !fails(&judged.holder)
}

fn judge(mut subject: Subject, believed: &Believed) -> (Subject, Assessment) {
    subject.evidence.certificates.extend(believed.certificates.iter().cloned());
    subject.evidence.crls.extend(believed.crls.iter().cloned());
    subject.evidence.now = unix_time(SystemClock.now());
    let judged = assess(&subject.evidence, &believed.entries);
    (subject, judged)
}

#[derive(Debug, Serialize)]
struct Answer {
    proofs: Vec<Value>,
    #[serde(flatten)]
    sources: Sources,
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
        "opened_name": subject.opened_name,
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
    if let Some(name) = &subject.opened_name {
        text.push_str(&format!("  name    {name}  (sealed in the claim, shown by its seal)\n"));
    }
    text
}

/// A proof without a claim says nothing of a holder, and is none the worse for it; what rests on itself decides nothing.
fn exit_of(judged: &Assessment, is_circular: bool) -> Exit {
    let has_claim = judged.claim.is_some() || judged.claim_token.is_some();
    let verdicts = [Some(&judged.file), Some(&judged.time), has_claim.then_some(&judged.holder)];
    let worst = verdicts.into_iter().flatten().map(|verdict| match verdict {
        Verdict::Pass => Exit::Ok,
        Verdict::CannotTell(_) => Exit::CannotTell,
        Verdict::Fail(_) => Exit::CheckFailed,
    });
    let worst = worst.max_by_key(|exit| severity(*exit)).unwrap_or(Exit::Ok);
    if is_circular && worst == Exit::Ok { Exit::CannotTell } else { worst }
}

/// A failure outweighs a doubt.
fn severity(exit: Exit) -> u8 {
    match exit {
        Exit::Ok => 0,
        Exit::CannotTell => 1,
        _ => 2,
    }
}
