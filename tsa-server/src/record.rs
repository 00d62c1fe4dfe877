//! The record of this authority: the journal, its public log, and what is counted of both.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tsa_core::Accuracy;
use tsa_core::note::VerifierKey;
use tsa_core::tlog_policy::LogPolicy;
use tsa_journal::{
    Clock, Fault, GroupWritten, JournalError, Observer, OpenOptions, PublishFault, PublishObserver,
    PublishOptions, PublishSettings, PublishThread, PublishedLog, Reader, Sequencer, WitnessError,
    WitnessPeer, Witnessing,
};
use tsa_keys::log_store::LogKeys;

use crate::clock::{SystemClock, monotonic};
use crate::config::Config;
use crate::fault::{StartFault, with_causes};
use crate::metrics::Metrics;
use crate::routes::{LogFiles, LogSite};
use crate::state::read_secret;
use crate::witness_client::WitnessClient;
use tsa_service::log::LogBudget;

/// An open record. Dropped in order: first nothing more is published, then the journal is sealed.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) publishing: Option<Publishing>,
    /// Comes when the record has become doubtful.
    pub(crate) fault: Option<Fault>,
    pub(crate) sequencer: Arc<Sequencer>,
}

/// A log that is being published.
#[derive(Debug)]
pub(crate) struct Publishing {
    pub(crate) thread: PublishThread,
    /// Comes when the log cannot be continued.
    pub(crate) fault: PublishFault,
    /// The text of `/log/vkey`.
    vkeys: String,
}

impl Record {
    /// Comes when issuing has to end, with the exit code.
    pub(crate) async fn failure(&mut self) -> ExitCode {
        let (journal, log) =
            (&mut self.fault, self.publishing.as_mut().map(|publishing| &mut publishing.fault));
        let error = tokio::select! {
            Some(error) = comes(journal.as_mut()) => error,
            Some(error) = comes(log) => error,
            else => std::future::pending().await,
        };
        tracing::error!(error = %with_causes(&error), "the record has failed: nothing is issued any more");
        ExitCode::from(error.exit_code())
    }

    /// What listeners serve below `/log/`.
    pub(crate) fn log_site(&self, config: &Config) -> Option<LogSite> {
        let publishing = self.publishing.as_ref()?;
        let current = LogFiles { log: publishing.thread.log().clone(), vkey: publishing.vkeys.clone() };
        let ended = ended_logs(&config.state_directory);
        Some(LogSite::new(current, ended, config.transparency.cadence))
    }
}

/// A fault that may not be there never comes.
async fn comes(
    fault: Option<&mut (impl Future<Output = Option<JournalError>> + Unpin)>,
) -> Option<JournalError> {
    match fault {
        Some(fault) => fault.await,
        None => None,
    }
}

/// Opens the journal and begins to publish its log. Makes neither: that is for `tsa-admin journal create`.
pub(crate) fn open(config: &Config, metrics: &Arc<Metrics>) -> Result<Record, StartFault> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let journal = config.state_directory.join(JOURNAL);
    let mut options = OpenOptions::new(journal.clone(), config.watermark.clone(), Arc::clone(&clock));
    options.accuracy = smallest_accuracy(config);
    options.observer = Arc::new(Watch { metrics: Arc::clone(metrics), begun: Mutex::new(None) });
    let opened = Sequencer::open(options)?;
    let report = &opened.report;
    tracing::info!(
        origin = report.origin,
        leaves = report.totals.leaves,
        unresolved = report.totals.unresolved(),
        cut = (report.cut > 0).then_some(report.cut),
        "the record is open"
    );
    let keys = keys(config, &report.origin)?;
    let vkeys = keys.vkeys();
    let sequencer = Arc::new(opened.sequencer);
    let options = PublishOptions {
        directory: config.state_directory.join(LOG),
        journal,
        watermark: config.watermark.clone(),
        signer: Box::new(keys.log),
        cosigner: Box::new(keys.cosigner),
        clock,
    };
    let settings = PublishSettings {
        cadence: config.transparency.cadence,
        witnessing: witnessing(config)?,
        observer: Arc::new(PublishWatch { metrics: Arc::clone(metrics), budget: LogBudget::new(1) }),
    };
    let (thread, fault) = PublishThread::start(Arc::clone(&sequencer), options, settings)?;
    Ok(Record { publishing: Some(Publishing { thread, fault, vkeys }), fault: Some(opened.fault), sequencer })
}

/// Looks whether there is a journal, the keys of its log, and witnesses as configured; gives the log's origin. Takes no
/// lock and changes nothing: whether the journal is the newest, and whole, shows at the start.
pub(crate) fn check(config: &Config) -> Result<String, StartFault> {
    let reader = Reader::open(&config.state_directory.join(JOURNAL))?;
    if !config.watermark.exists() {
        return Err(StartFault::File {
            path: config.watermark.clone(),
            doing: "the watermark, which `tsa-admin journal create` makes together with the journal",
            source: std::io::ErrorKind::NotFound.into(),
        });
    }
    keys(config, reader.origin())?;
    witnessing(config)?;
    Ok(reader.origin().to_owned())
}

fn keys(config: &Config, origin: &str) -> Result<LogKeys, StartFault> {
    let passphrase = match &config.transparency.passphrase_file {
        None => None,
        Some(file) => Some(read_secret(file).map_err(|source| StartFault::File {
            path: file.clone(),
            doing: "cannot read the passphrase of the log's keys",
            source,
        })?),
    };
    LogKeys::open(&config.state_directory, origin, passphrase.as_ref())
        .map_err(|error| StartFault::LogKeys { problem: with_causes(&error) })
}

/// The logs that `tsa-admin journal recover --accept-rollback` has put aside, by their numbers. What is wrong with one of
/// them keeps nobody from issuing.
fn ended_logs(state: &Path) -> BTreeMap<u32, LogFiles> {
    let mut logs = BTreeMap::new();
    for name in
        std::fs::read_dir(state).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.file_name()))
    {
        let Some(name) = name.to_str() else { continue };
        let Some(number) = name.strip_prefix(ENDED_LOG).and_then(|number| number.parse().ok()) else {
            continue;
        };
        let directory = state.join(name);
        let vkey = std::fs::read_to_string(directory.join("vkey"));
        let vkey = vkey.unwrap_or_default();
        match PublishedLog::of_ended(directory) {
            Ok(log) => drop(logs.insert(number, LogFiles { log, vkey })),
            Err(error) => {
                tracing::error!(log = name, error = %with_causes(&error), "a log that was ended cannot be served");
            }
        }
    }
    logs
}

/// A record that is only in memory, to measure what the disk costs.
#[cfg(feature = "volatile")]
pub(crate) fn in_memory() -> Record {
    let sequencer = Arc::new(Sequencer::volatile(Arc::new(SystemClock)));
    Record { publishing: None, fault: None, sequencer }
}

fn smallest_accuracy(config: &Config) -> Accuracy {
    let accuracies = config.profiles.iter().map(|profile| profile.policy.settings().accuracy);
    accuracies.min_by_key(|accuracy| accuracy.as_duration()).unwrap_or(Accuracy::ONE_SECOND)
}

/// The witnesses of the policy file.
fn witnessing(config: &Config) -> Result<Option<Witnessing>, StartFault> {
    let Some(path) = &config.transparency.witness_policy else { return Ok(None) };
    let fault = |what: String| StartFault::Check {
        place: config.place.clone(),
        key: "transparency.witness-policy".into(),
        what,
        remedy: "Write a policy as C2SP tlog-policy describes it, with a URL behind each witness's key."
            .into(),
    };
    let text = std::fs::read(path).map_err(|error| fault(format!("{}: {error}", path.display())))?;
    let policy = LogPolicy::parse(&text).map_err(|error| fault(format!("{}: {error}", path.display())))?;
    let ca_file = config.transparency.witness_ca_file.as_deref();
    let client = WitnessClient::new(ca_file).map_err(|source| StartFault::File {
        path: ca_file.unwrap_or(path).to_owned(),
        doing: "cannot read the certification authorities of the witnesses",
        source,
    })?;
    let mut peers = Vec::new();
    for witness in policy.witnesses() {
        // Without a URL it is one that others may count, not one that we ask.
        let Some(url) = &witness.url else { continue };
        let url = client.witness(url).map_err(|what| fault(format!("{}: {what}", path.display())))?;
        peers.push(WitnessPeer::new(witness.key.clone(), Box::new(url)));
    }
    if !policy.is_quorum(|witness| peers.iter().any(|peer| *peer.key() == witness.key)) {
        return Err(fault(format!("{}: the witnesses with a URL do not make up the quorum", path.display())));
    }
    Ok(Some(Witnessing { policy, peers, fail_open: config.transparency.fail_open }))
}

/// Counts what the writer of the journal does.
#[derive(Debug)]
struct Watch {
    metrics: Arc<Metrics>,
    begun: Mutex<Option<Instant>>,
}

impl Observer for Watch {
    fn group_begins(&self) {
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(monotonic());
    }

    fn group_ends(&self, group: &GroupWritten) {
        let begun = self.begun.lock().unwrap_or_else(PoisonError::into_inner).take();
        let took = begun.map(|begun| monotonic().saturating_duration_since(begun));
        self.metrics.record.group(group.tokens, took.unwrap_or_default());
    }

    fn no_space(&self, error: &std::io::Error) {
        self.metrics.record.no_space.inc();
        if self.metrics.record.no_space_log.admit().is_some() {
            tracing::error!(error = %error, "no space for the record: requests are refused until there is some");
        }
    }
}

/// Counts and logs what becomes of the public log.
#[derive(Debug)]
struct PublishWatch {
    metrics: Arc<Metrics>,
    budget: LogBudget,
}

impl PublishObserver for PublishWatch {
    fn published(&self, size: u64, quorum: bool) {
        self.metrics.record.published(size);
        if !quorum {
            self.metrics.record.without_quorum.inc();
            tracing::warn!(size, "published without the quorum of witnesses: transparency.fail-open says so");
        }
    }

    fn no_quorum(&self, size: u64) {
        self.metrics.record.no_quorum.inc();
        tracing::warn!(size, "too few witnesses cosigned: the checkpoint is not published");
    }

    fn witness(&self, key: &VerifierKey, error: Option<&WitnessError>) {
        if let Some(error) = error {
            self.metrics.record.witness_errors.inc();
            tracing::warn!(witness = %key.name(), error = %error, "a witness did not cosign");
        }
    }

    fn failed(&self, error: &JournalError) {
        self.metrics.record.publish_errors.inc();
        if self.budget.admit().is_some() {
            tracing::error!(error = %with_causes(error), "the log was not published");
        }
    }
}

/// Whether a state directory has a journal.
pub(crate) fn exists(state: &Path) -> bool {
    state.join(JOURNAL).exists()
}

/// In the state directory.
pub(crate) const JOURNAL: &str = "journal";
const LOG: &str = "log";
const ENDED_LOG: &str = "log.ended-";
