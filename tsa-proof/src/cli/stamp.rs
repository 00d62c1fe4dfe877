//! `proof stamp`: fingerprints, deposits, packages; every step can be interrupted and taken up again.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tsa_evidence::name_seal::NameSeals;

use super::args::StampArgs;
use super::believed::Believed;
use super::client::Client;
use super::fault::Fault;
use super::files::{self, PACKAGE, PassedOver, SEAL};
use super::folder::{self, Contents, Taken};
use super::order::{item, order, random, random_key};
use super::output::Output;
use super::places::{Place, Places};
use super::state::{Batch, FILE_NAME, State, Work};
use super::verify::{check_package, holds};
use super::{Exit, bare};
use crate::api::body::{DepositBody, DepositView, StateView};
use crate::api::hex::Id;
use crate::api::trust::TrustView;

pub(crate) fn run(args: &StampArgs, output: &Output) -> Result<Exit, Fault> {
    if let Some(url) = &args.tsa {
        return bare::run(args, url, output);
    }
    if args.holder.is_empty() && args.organisation.is_empty() {
        return Err(Fault::NoHolder);
    }
    let client = Client::new(&args.service)?;
    let state_file =
        args.state.clone().unwrap_or_else(|| args.out.as_deref().unwrap_or(Path::new("")).join(FILE_NAME));
    let Taken { found, passed_over, contents } = folder::take(args, &state_file)?;
    let places = Places { out: args.out.as_deref(), ending: PACKAGE };
    places.check(&found)?;
    let state = State::open(&state_file, &order(args), &found)?;
    let mut stamping = Stamping { args, output, client, places, passed_over, contents, state, state_file };
    stamping.fingerprint()?;
    stamping.look()?;
    stamping.compose()?;
    stamping.send()?;
    stamping.wait()?;
    stamping.fetch()?;
    stamping.conclude()
}

struct Stamping<'a> {
    args: &'a StampArgs,
    output: &'a Output,
    client: Client,
    places: Places<'a>,
    passed_over: PassedOver,
    /// What is in each folder or commit that gets one proof.
    contents: Contents,
    state: State,
    state_file: PathBuf,
}

/// What is said at the end.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    issued: usize,
    /// Files of which a proof was there before.
    there_already: usize,
    failed: usize,
    passed_over: PassedOver,
    files: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    file: &'a Path,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    proof: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<&'a Path>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure: Option<&'a str>,
}

impl Stamping<'_> {
    fn fingerprint(&mut self) -> Result<(), Fault> {
        let known: u64 =
            self.state.files.iter().filter(|work| work.digests.is_some()).map(|work| work.mark.size).sum();
        let bar =
            self.output.octets("fingerprints", self.state.files.iter().map(|work| work.mark.size).sum());
        bar.inc(known);
        folder::fingerprint(&mut self.state, &self.contents, &bar, &self.state_file)?;
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

    /// What has a proof already is not deposited once more.
    fn look(&mut self) -> Result<(), Fault> {
        for work in self.state.files.iter_mut().filter(|work| work.sent.is_none() && work.package.is_none()) {
            let (path, inside, files) = (&work.path, Path::new(&work.name), work.files());
            if let Place::There(package) =
                self.places.find(path, inside, |octets| holds(octets, &files, &[]))?
            {
                work.package = Some(package);
            }
        }
        Ok(())
    }

    /// Puts what was not sent yet into batches, each with its key, before anything is sent.
    fn compose(&mut self) -> Result<(), Fault> {
        let open: Vec<usize> = (0..self.state.files.len())
            .filter(|place| {
                self.state.files.get(*place).is_some_and(|work| work.sent.is_none() && work.is_open())
            })
            .collect();
        for part in open.chunks(BATCH) {
            let number = self.state.batches.len();
            let mut items = Vec::with_capacity(part.len());
            for (place, file) in part.iter().enumerate() {
                let Some(work) = self.state.files.get_mut(*file) else { continue };
                work.sent = Some((number, place));
                if self.args.seal_names && work.name_salt.is_none() {
                    work.name_salt = Some(random()?);
                }
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
                // It can never succeed as it is: nothing of it is at the service, and it can be put together anew.
                // After any other answer the key stays, since the deposit may be there.
                Err(fault @ Fault::Refused { status: 400 | 413 | 422, .. }) => {
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
            work.item = (item.state != StateView::Failed).then_some(item.id);
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
            let is_open = |work: &Work| work.sent.is_some_and(|(batch, _)| batch == number) && work.is_open();
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
            .filter(|place| self.state.files.get(*place).is_some_and(Work::is_open))
            .collect();
        let bar = self.output.things("proofs", wanted.len() as u64);
        if wanted.is_empty() {
            return Ok(());
        }
        let believed = Believed::of_service(&self.client.get::<TrustView>("/api/v1/trust")?)?;
        for part in wanted.chunks(PART) {
            let mut first = None;
            for (place, result) in self.fetch_part(part, &believed, &bar) {
                let Some(work) = self.state.files.get_mut(place) else { continue };
                match result {
                    Ok(Ok(package)) => work.package = Some(package),
                    Ok(Err(reason)) => work.failure = Some(reason),
                    Err(fault) => first = first.or(Some(fault)),
                }
            }
            self.state.save(&self.state_file)?;
            if let Some(fault) = first {
                return Err(fault);
            }
        }
        bar.finish_and_clear();
        Ok(())
    }

    fn fetch_part(
        &self,
        part: &[usize],
        believed: &Believed,
        bar: &indicatif::ProgressBar,
    ) -> Vec<(usize, Result<Fetched, Fault>)> {
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

    fn fetch_one(&self, work: &Work, believed: &Believed) -> Result<Fetched, Fault> {
        let (Some(item), files) = (work.item, work.files()) else {
            return Ok(Err("the service has lost it".to_owned()));
        };
        let mut octets = self.client.package(item, self.args.lang, self.args.verify_page)?;
        if let Some(manifest) = &work.manifest {
            octets = match folder::add_manifest(&octets, manifest) {
                Ok(octets) => octets,
                Err(reason) => return Ok(Err(reason)),
            };
        }
        // Nothing is called done that does not verify here.
        if let Err(reason) = check_package(&octets, &files, believed) {
            return Ok(Err(reason));
        }
        // The seal comes first: a proof without it would keep its name for ever.
        if let Some(seal) = work.seal() {
            let seals = NameSeals::new(vec![seal]).to_bytes();
            let places = Places { ending: SEAL, ..self.places };
            places.keep(&work.path, Path::new(&work.name), &seals, |there| there == seals)?;
        }
        let is_it = |there: &[u8]| holds(there, &files, &[]);
        self.places.keep(&work.path, Path::new(&work.name), &octets, is_it).map(Ok)
    }

    fn conclude(&self) -> Result<Exit, Fault> {
        let files = &self.state.files;
        let lines: Vec<Line<'_>> = files.iter().map(line).collect();
        let count = |state| lines.iter().filter(|line| line.state == state).count();
        let (issued, there_already, failed) = (count(ISSUED), count(THERE_ALREADY), count(FAILED));
        let summary = Summary { issued, there_already, failed, passed_over: self.passed_over, files: lines };
        let mut text = String::new();
        for line in &summary.files {
            match (line.package, line.failure) {
                (Some(package), _) if files.len() <= SHOWN => {
                    text.push_str(&format!("{}\n", package.display()));
                }
                (None, reason) => {
                    let reason = reason.unwrap_or("no proof");
                    text.push_str(&format!("{}: failed, {reason}\n", line.file.display()));
                }
                _ => {}
            }
        }
        text.push_str(&format!("{issued} proofs, {there_already} were there already, {failed} failed\n"));
        self.output.show(&summary, &text)?;
        if failed == 0 {
            State::remove(&self.state_file)?;
            return Ok(Exit::Ok);
        }
        self.output
            .remark("give the same command again: the failed ones are taken up anew, and nothing else");
        Ok(Exit::CheckFailed)
    }
}

/// Where the proof is, or why it is not taken.
type Fetched = Result<PathBuf, String>;

fn line(work: &Work) -> Line<'_> {
    Line {
        file: &work.path,
        state: match (&work.package, work.item) {
            (None, _) => FAILED,
            (Some(_), Some(_)) => ISSUED,
            (Some(_), None) => THERE_ALREADY,
        },
        proof: work.item,
        package: work.package.as_deref(),
        failure: work.failure.as_deref(),
    }
}

const ISSUED: &str = "issued";
const THERE_ALREADY: &str = "there-already";
const FAILED: &str = "failed";
/// Items of one deposit: its answer is a few hundred kilobytes.
const BATCH: usize = 1000;
/// Files between two saves of the state.
const PART: usize = 256;
/// Packages under way at once.
const FETCHERS: usize = 8;
/// More packages than that are not listed for people.
const SHOWN: usize = 20;
