//! `proof stamp`: fingerprints, deposits, packages; every step can be interrupted and taken up again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rand::TryRng as _;
use serde::Serialize;
use serde_json::json;

use super::args::StampArgs;
use super::believed::Believed;
use super::client::Client;
use super::fault::Fault;
use super::files::{self, Found, PACKAGE};
use super::output::Output;
use super::state::{Batch, FILE_NAME, State, Work, replace};
use super::verify::check_package;
use super::{Exit, bare};
use crate::api::body::{DepositBody, DepositView, ItemBody, StateView};
use crate::api::hex::{Hex, Id};
use crate::api::trust::TrustView;

pub(crate) fn run(args: &StampArgs, output: &Output) -> Result<Exit, Fault> {
    if let Some(url) = &args.tsa {
        return bare::run(args, url, output);
    }
    if args.holder.is_empty() && args.organisation.is_empty() {
        return Err(Fault::NoHolder);
    }
    let client = Client::new(&args.service)?;
    let found = files::find(&args.paths)?;
    let state_file =
        args.state.clone().unwrap_or_else(|| args.out.as_deref().unwrap_or(Path::new("")).join(FILE_NAME));
    let state = State::open(&state_file, &order(args), &found)?;
    let mut stamping = Stamping { args, output, client, state, state_file };
    stamping.fingerprint(&found)?;
    stamping.compose()?;
    stamping.send()?;
    stamping.wait()?;
    stamping.fetch()?;
    stamping.conclude()
}

/// What makes unfinished work belong to a command: another order must not go on with it.
fn order(args: &StampArgs) -> String {
    json!([
        args.service.service,
        args.holder,
        args.organisation,
        word(args.role),
        args.agent,
        args.matter,
        word(args.category),
        args.stage.map(word),
        args.names,
        args.lang.tag(),
        args.label,
        args.out
    ])
    .to_string()
}

/// The word of a choice, as the API has it too.
fn word(value: impl clap::ValueEnum + Copy) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

struct Stamping<'a> {
    args: &'a StampArgs,
    output: &'a Output,
    client: Client,
    state: State,
    state_file: PathBuf,
}

/// What is said at the end.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    issued: usize,
    failed: usize,
    files: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a Path,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'a str>,
}

impl Stamping<'_> {
    fn fingerprint(&mut self, found: &[Found]) -> Result<(), Fault> {
        let known: u64 =
            self.state.files.iter().filter(|work| work.digests.is_some()).map(|work| work.mark.size).sum();
        let bar = self.output.octets("fingerprints", found.iter().map(|file| file.mark.size).sum());
        bar.inc(known);
        let mut begin = 0;
        while begin < self.state.files.len() {
            let end = (begin + PART).min(self.state.files.len());
            let part = self.state.files.get_mut(begin..end).unwrap_or_default();
            if part.iter().any(|work| work.digests.is_none()) {
                files::fingerprint(part, &bar)?;
                // An interruption costs at most one part.
                self.state.save(&self.state_file)?;
            }
            begin = end;
        }
        bar.finish_and_clear();
        Ok(())
    }

    /// Puts what was not sent yet into batches, each with its key, before anything is sent.
    fn compose(&mut self) -> Result<(), Fault> {
        let open: Vec<usize> = (0..self.state.files.len())
            .filter(|place| self.state.files.get(*place).is_some_and(|work| work.sent.is_none()))
            .collect();
        for part in open.chunks(BATCH) {
            let number = self.state.batches.len();
            let mut items = Vec::with_capacity(part.len());
            for (place, file) in part.iter().enumerate() {
                let Some(work) = self.state.files.get_mut(*file) else { continue };
                work.sent = Some((number, place));
                items.push(item(self.args, work)?);
            }
            let body = DepositBody { label: self.args.label.clone(), items };
            self.state.batches.push(Batch { key: random_key()?, body: Some(body), deposit: None });
        }
        self.state.save(&self.state_file)
    }

    fn send(&mut self) -> Result<(), Fault> {
        let bar = self.output.things("depositing", self.state.files.len() as u64);
        for number in 0..self.state.batches.len() {
            let Some(Batch { key, body: Some(body), deposit: None }) = self.state.batches.get(number) else {
                continue;
            };
            let octets = serde_json::to_vec(body).map_err(|error| Fault::Usage(error.to_string()))?;
            let view: DepositView = match self.client.post("/api/v1/deposits", key, &octets) {
                // Refused as a whole: nothing of it is at the service, and it can be put together anew.
                Err(fault @ Fault::Refused { status: 400..=422, .. }) => {
                    self.forget(number)?;
                    return Err(fault);
                }
                other => other?,
            };
            self.note(number, &view);
            if let Some(batch) = self.state.batches.get_mut(number) {
                (batch.body, batch.deposit) = (None, Some(view.id));
            }
            self.state.save(&self.state_file)?;
            bar.inc(view.items.len() as u64);
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn forget(&mut self, number: usize) -> Result<(), Fault> {
        for work in
            self.state.files.iter_mut().filter(|work| work.sent.is_some_and(|(batch, _)| batch >= number))
        {
            work.sent = None;
        }
        self.state.batches.truncate(number);
        self.state.save(&self.state_file)
    }

    /// Takes over what the service says of a batch.
    fn note(&mut self, number: usize, view: &DepositView) {
        for work in &mut self.state.files {
            let Some((_, place)) = work.sent.filter(|(batch, _)| *batch == number) else { continue };
            let Some(item) = view.items.get(place) else { continue };
            work.item = Some(item.id);
            work.failure = match (item.state, &item.failure) {
                (StateView::Failed, Some(failure)) => Some(format!("{}: {}", failure.code, failure.detail)),
                (StateView::Failed, None) => Some("failed".to_owned()),
                _ => None,
            };
        }
    }

    /// Waits until every item of every batch is issued or failed.
    fn wait(&mut self) -> Result<(), Fault> {
        let bar = self.output.things("time-stamping", self.state.files.len() as u64);
        for number in 0..self.state.batches.len() {
            let is_open = |work: &Work| work.sent.is_some_and(|(batch, _)| batch == number) && !work.saved;
            let open = self.state.files.iter().filter(|work| is_open(work)).count();
            let deposit = self.state.batches.get(number).and_then(|batch| batch.deposit);
            let Some(deposit) = deposit.filter(|_| open > 0) else { continue };
            loop {
                let view: DepositView = self.client.get(&format!("/api/v1/deposits/{deposit}?wait=10"))?;
                bar.set_position(u64::from(view.summary.issued));
                if view.summary.queued == 0 {
                    self.note(number, &view);
                    break;
                }
            }
        }
        bar.finish_and_clear();
        self.state.save(&self.state_file)
    }

    /// Fetches, checks and saves packages, several at once.
    fn fetch(&mut self) -> Result<(), Fault> {
        let wanted: Vec<usize> = (0..self.state.files.len())
            .filter(|place| {
                self.state.files.get(*place).is_some_and(|work| !work.saved && work.failure.is_none())
            })
            .collect();
        let bar = self.output.things("proofs", wanted.len() as u64);
        if wanted.is_empty() {
            return Ok(());
        }
        let believed = Believed::of_service(&self.client.get::<TrustView>("/api/v1/trust")?)?;
        for part in wanted.chunks(PART) {
            let results = self.fetch_part(part, &believed, &bar);
            for (place, result) in results {
                let Some(work) = self.state.files.get_mut(place) else { continue };
                match result {
                    Ok(None) => work.saved = true,
                    Ok(Some(reason)) => work.failure = Some(reason),
                    Err(fault) => {
                        self.state.save(&self.state_file)?;
                        return Err(fault);
                    }
                }
            }
            self.state.save(&self.state_file)?;
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn fetch_part(
        &self,
        part: &[usize],
        believed: &Believed,
        bar: &indicatif::ProgressBar,
    ) -> Vec<(usize, Result<Option<String>, Fault>)> {
        let next = AtomicUsize::new(0);
        let results = Mutex::new(Vec::with_capacity(part.len()));
        std::thread::scope(|scope| {
            for _ in 0..FETCHERS.min(part.len()) {
                scope.spawn(|| {
                    while let Some(place) = part.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let Some(work) = self.state.files.get(*place) else { continue };
                        let result = self.fetch_one(work, believed);
                        bar.inc(1);
                        results.lock().unwrap_or_else(PoisonError::into_inner).push((*place, result));
                    }
                });
            }
        });
        results.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// `Some` says why the proof is not taken.
    fn fetch_one(&self, work: &Work, believed: &Believed) -> Result<Option<String>, Fault> {
        let (Some(item), Some(digests)) = (work.item, work.digests) else {
            return Ok(Some("the service has lost it".to_owned()));
        };
        let octets = self.client.package(item, self.args.lang, self.args.verify_page)?;
        // Nothing is called done that does not verify here.
        if let Err(reason) = check_package(&octets, digests, work.mark.size, believed) {
            return Ok(Some(reason));
        }
        replace(&self.package_path(work), &octets)?;
        Ok(None)
    }

    fn package_path(&self, work: &Work) -> PathBuf {
        let name = |path: &Path| {
            let mut name = path.as_os_str().to_owned();
            name.push(PACKAGE);
            PathBuf::from(name)
        };
        match &self.args.out {
            Some(directory) => directory.join(name(Path::new(&work.name))),
            None => name(&work.path),
        }
    }

    fn conclude(&self) -> Result<Exit, Fault> {
        let files = &self.state.files;
        let issued = files.iter().filter(|work| work.saved).count();
        let failed = files.len() - issued;
        let lines = files.iter().map(|work| Line {
            file: &work.path,
            proof: work.item,
            package: work.saved.then(|| self.package_path(work)),
            failure: work.failure.as_deref(),
        });
        let summary = Summary { issued, failed, files: lines.collect() };
        let mut text = String::new();
        for line in &summary.files {
            match (&line.package, line.failure) {
                (Some(package), _) if files.len() <= SHOWN => {
                    text.push_str(&format!("{}\n", package.display()));
                }
                (None, reason) => {
                    text.push_str(&format!(
                        "{}: failed, {}\n",
                        line.file.display(),
                        reason.unwrap_or("no proof")
                    ));
                }
                _ => {}
            }
        }
        text.push_str(&format!("{issued} proofs, {failed} failed\n"));
        self.output.show(&summary, &text)?;
        if failed == 0 {
            State::remove(&self.state_file)?;
            return Ok(Exit::Ok);
        }
        self.output.remark(
            "give the same command again after removing the state file to deposit the failed ones anew",
        );
        Ok(Exit::CheckFailed)
    }
}

fn item(args: &StampArgs, work: &Work) -> Result<ItemBody, Fault> {
    let (sha256, sha512) = work.digests.ok_or_else(|| Fault::file(&work.path, "it has no fingerprint"))?;
    let holder = |name: &String, kind: &str| json!({"name": name, "kind": kind, "role": word(args.role)});
    let holders: Vec<_> = args
        .holder
        .iter()
        .map(|name| holder(name, "person"))
        .chain(args.organisation.iter().map(|name| holder(name, "organisation")))
        .collect();
    let mut item = json!({
        "sha256": sha256,
        "sha512": sha512,
        "size": work.mark.size,
        "holders": holders,
        "category": word(args.category),
        "declaration": {"id": "holder-statement-1", "lang": args.lang.tag()},
    });
    if args.names {
        item["name"] = json!(work.name);
    }
    if let Some(agent) = &args.agent {
        item["agent"] = json!({"name": agent});
        if let Some(matter) = &args.matter {
            item["agent"]["matter"] = json!(matter);
        }
    }
    if let Some(stage) = args.stage {
        item["stage"] = json!(word(stage));
    }
    serde_json::from_value(item).map_err(|error| Fault::Usage(error.to_string()))
}

fn random_key() -> Result<String, Fault> {
    let mut octets = [0; 16];
    let filled = rand::rngs::SysRng.try_fill_bytes(&mut octets);
    filled.map_err(|error| Fault::Usage(format!("no random octets: {error}")))?;
    Ok(Hex(octets).to_string())
}

/// Items of one deposit: its answer is a few hundred kilobytes.
const BATCH: usize = 1000;
/// Files between two saves of the state.
const PART: usize = 256;
/// Packages under way at once.
const FETCHERS: usize = 8;
/// More packages than that are not listed for people.
const SHOWN: usize = 20;
