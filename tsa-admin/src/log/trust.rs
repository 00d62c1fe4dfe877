//! Whom to believe, and what they have signed.

use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::note::{Attestation, CosignatureTime, SignatureType, VerifierKey};
use tsa_core::tlog_policy::LogPolicy;

use super::finding::Finding;
use super::source::LogSource;
use crate::args::TrustArgs;
use crate::error::Error;
use crate::files;

/// The keys.
#[derive(Debug)]
pub(crate) struct Trust {
    policy: LogPolicy,
    /// The same logs, no matter who cosigned: what an archived checkpoint has to satisfy.
    any_witness: Vec<LogPolicy>,
    /// Witnesses of the policy, then the log's own cosigner.
    cosigners: Vec<Cosigner>,
}

/// A key that states times.
#[derive(Debug, Clone)]
pub(crate) struct Cosigner {
    pub(crate) key: VerifierKey,
    /// Whether it is somebody else's: a witness of the policy.
    pub(crate) independent: bool,
}

impl Trust {
    /// From the command line.
    ///
    /// # Errors
    ///
    /// What was given cannot be read.
    pub(crate) fn new(args: &TrustArgs) -> Result<Self, Error> {
        match (&args.log_key, &args.log_policy) {
            (Some(text), _) => Self::of_key(text),
            (None, Some(path)) => {
                let policy = LogPolicy::parse(&files::read(path)?);
                let policy = policy.map_err(|source| Error::LogPolicy { path: path.clone(), source })?;
                if policy.logs().is_empty() {
                    return Err(Error::NoLogKey);
                }
                Ok(Self::of_policy(policy))
            }
            (None, None) => Err(Error::NoLogKey),
        }
    }

    pub(crate) fn of_key(text: &str) -> Result<Self, Error> {
        let key = VerifierKey::parse(text)
            .map_err(|source| Error::LogKey { text: text.to_owned(), reason: source.to_string() })?;
        if key.signature_type() == SignatureType::Ed25519 {
            return Ok(Self::of_policy(LogPolicy::of_log(key)));
        }
        let reason = "it is a cosigner's; a log's key has the signature type 01".to_owned();
        Err(Error::LogKey { text: text.to_owned(), reason })
    }

    pub(crate) fn of_policy(policy: LogPolicy) -> Self {
        let any_witness = policy.logs().iter().map(|log| LogPolicy::of_log(log.key.clone())).collect();
        let witness = |key: &VerifierKey| Cosigner { key: key.clone(), independent: true };
        let cosigners = policy.witnesses().map(|found| witness(&found.key)).collect();
        Self { policy, any_witness, cosigners }
    }

    /// Learns the log's own cosigner from its `vkey` file. That is the log's own statement, and bounds nothing
    /// independently; so nothing is lost by believing it.
    pub(crate) fn learn_cosigner(&mut self, source: &LogSource) -> Result<Result<(), Finding>, Error> {
        let Some(file) = source.get("vkey", KEYS_LIMIT)? else {
            // A server has to say it; files may have been copied without it, and are checked without the log's own times.
            return Ok(if source.is_address() { Err(Finding::missing(source.name("vkey"))) } else { Ok(()) });
        };
        Ok(self.learn(&file, &source.name("vkey")))
    }

    fn learn(&mut self, file: &[u8], name: &str) -> Result<(), Finding> {
        let wrong = |what: &str| Finding::unreadable(name.to_owned(), what);
        let text = std::str::from_utf8(file).map_err(|_| wrong("it is not text"))?;
        let text = text.strip_suffix('\n').ok_or_else(|| wrong("its last line does not end"))?;
        let mut is_known = false;
        for line in text.split('\n') {
            let key = VerifierKey::parse(line).map_err(|error| wrong(&error.to_string()))?;
            match key.signature_type() {
                SignatureType::Ed25519 => {
                    is_known |= self.policy.logs().iter().any(|log| log.key == key);
                    if !is_known {
                        return Err(wrong("it names another key than the one that you trust"));
                    }
                }
                SignatureType::Cosignature => {
                    if self.cosigners.iter().all(|cosigner| cosigner.key != key) {
                        self.cosigners.push(Cosigner { key, independent: false });
                    }
                }
            }
        }
        if is_known { Ok(()) } else { Err(wrong("it does not name the key that you trust")) }
    }

    /// Who states times.
    pub(crate) fn cosigners(&self) -> &[Cosigner] {
        &self.cosigners
    }

    /// Checks the newest checkpoint: by the whole policy.
    pub(crate) fn accept(&self, checkpoint: &SignedCheckpoint) -> Result<Times, Finding> {
        self.policy.accept(checkpoint).map_err(|error| Finding::signature(checkpoint, error.to_string()))?;
        self.times(checkpoint)
    }

    /// Checks an archived checkpoint: the log's signature, and every cosignature by a known key.
    pub(crate) fn accept_archived(&self, checkpoint: &SignedCheckpoint) -> Result<Times, Finding> {
        let mut last = None;
        for log in &self.any_witness {
            match log.accept(checkpoint) {
                Ok(_) => return self.times(checkpoint),
                Err(error) => last = Some(error.to_string()),
            }
        }
        Err(Finding::signature(checkpoint, last.unwrap_or_default()))
    }

    fn times(&self, checkpoint: &SignedCheckpoint) -> Result<Times, Finding> {
        let mut times = Vec::new();
        for (place, cosigner) in self.cosigners.iter().enumerate() {
            let found = checkpoint.note().verified_by(&cosigner.key);
            let found = found.map_err(|error| Finding::signature(checkpoint, error.to_string()))?;
            if found.is_empty() && !cosigner.independent {
                // Record-and-log §3: the log puts its own statement of time under every checkpoint it publishes.
                let what = format!("{} did not cosign it", cosigner.key.name());
                return Err(Finding::signature(checkpoint, what));
            }
            for attestation in found {
                if let Attestation::Cosigned(time) = attestation {
                    times.push((place, time));
                }
            }
        }
        Ok(times)
    }
}

/// The cosigner's place in [`Trust::cosigners`], and the time it stated.
pub(crate) type Times = Vec<(usize, CosignatureTime)>;

const KEYS_LIMIT: u64 = 64 << 10;
