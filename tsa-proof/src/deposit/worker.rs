//! What turns a job into two stored tokens.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::query::Answer;
use super::queue::{Job, Queue};
use super::taking_up::is_unfinished;
use super::tsa::{IssueFault, Kind, Remedy, TsaClient};
use super::writer::Writer;
use crate::clock::Clock;
use crate::store::{Failure, NewToken, Store, StoreError, TokenFacts, TokenKind, TokenOutcome};
use crate::trust::Trust;

/// What the workers share.
pub(super) struct Shop {
    pub(super) queue: Queue,
    pub(super) tsa: TsaClient,
    pub(super) trust: Arc<Trust>,
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) pause: Pause,
}

/// When the authority is away nobody asks it for a while, ever longer.
#[derive(Debug, Default)]
pub(super) struct Pause {
    until: Mutex<Option<Instant>>,
    failures: AtomicU32,
}

impl Shop {
    /// Works until the queue is closed.
    pub(super) async fn work(self: Arc<Self>, writer: Writer) {
        while let Some(job) = self.queue.next().await {
            self.pause.wait().await;
            self.carry_out(job, &writer).await;
        }
    }

    async fn carry_out(&self, mut job: Job, writer: &Writer) {
        let mut tokens = Vec::with_capacity(2);
        let fault = self.ask(&mut job, &mut tokens).await.err();
        if !tokens.is_empty() {
            let Some(outcomes) = writer.store(tokens).await else { return };
            if outcomes.iter().any(|outcome| *outcome != TokenOutcome::Stored) {
                tracing::warn!(item = %job.item, ?outcomes, "a token was not stored");
                return self.look_again(job).await;
            }
        }
        match fault {
            None => self.queue.settle(&job),
            Some(fault) => self.recover(job, &fault).await,
        }
    }

    /// Gets the tokens that are missing; those that came before a fault are in `tokens` all the same.
    async fn ask(&self, job: &mut Job, tokens: &mut Vec<NewToken>) -> Result<(), IssueFault> {
        let bound_to = match job.file_token {
            Some(digest) => digest,
            None => {
                let answer = self.tsa.stamp(Kind::File, &job.sha256, &job.claim_digest).await?;
                let digest = Sha256::digest(&answer.facts.tst_info).into();
                tokens.push(self.token(job, TokenKind::File, answer));
                job.file_token = Some(digest);
                digest
            }
        };
        let answer = self.tsa.stamp(Kind::Claim, &job.claim_digest, &bound_to).await?;
        tokens.push(self.token(job, TokenKind::Claim, answer));
        self.pause.clear();
        Ok(())
    }

    /// The item is further than we thought: a commit took effect whose answer was lost, or the account was erased. The
    /// claim's token is bound to the file token that is stored, whichever that is.
    async fn look_again(&self, job: Job) {
        let fresh = match self.store.item(job.account, job.item).await {
            Ok(Some(item)) if is_unfinished(&item) => self.job_of(&item).await,
            Ok(_) => return self.queue.settle(&job),
            Err(error) => Err(error),
        };
        match fresh {
            Ok(fresh) => self.queue.put_back(Job { bad_answers: job.bad_answers, ..fresh }),
            Err(error) => {
                tracing::error!(item = %job.item, %error, "an item cannot be read; trying again");
                self.pause.lengthen();
                self.queue.put_back(job);
            }
        }
    }

    fn token(&self, job: &Job, kind: TokenKind, answer: Answer) -> NewToken {
        let facts = answer.facts;
        NewToken {
            item: job.item,
            kind,
            response: answer.response,
            facts: TokenFacts {
                serial: base16ct::lower::encode_string(&facts.serial),
                gen_time: i64::try_from(facts.gen_time.as_nanos() / 1_000_000).unwrap_or(i64::MAX),
                accuracy_micros: facts.accuracy.and_then(|bound| i64::try_from(bound.as_micros()).ok()),
                stored_at: self.clock.now(),
            },
        }
    }

    async fn recover(&self, mut job: Job, fault: &IssueFault) {
        match fault.remedy() {
            Remedy::Wait => {
                let pause = self.pause.lengthen();
                tracing::warn!(%fault, ?pause, "the authority cannot issue now; the item stays queued");
                self.queue.put_back(job);
            }
            Remedy::TryAgain if job.bad_answers + 1 < MAX_BAD_ANSWERS => {
                job.bad_answers += 1;
                tracing::warn!(item = %job.item, %fault, "an answer of the authority is not taken");
                tokio::time::sleep(BAD_ANSWER_PAUSE).await;
                self.queue.put_back(job);
            }
            Remedy::TryAgain | Remedy::GiveUp => self.fail(job, fault).await,
        }
    }

    async fn fail(&self, job: Job, fault: &IssueFault) {
        tracing::error!(item = %job.item, %fault, "an item gets no token");
        let failure = Failure { code: fault.code().to_owned(), detail: fault.to_string() };
        match self.store.fail_item(job.item, &failure, self.clock.now()).await {
            Ok(()) | Err(StoreError::WrongState(_) | StoreError::Missing(_)) => {
                self.queue.settle(&job);
            }
            Err(error) => {
                tracing::error!(item = %job.item, %error, "the failure cannot be stored; trying again");
                self.pause.lengthen();
                self.queue.put_back(job);
            }
        }
    }
}

impl Pause {
    async fn wait(&self) {
        let until = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = until {
            tokio::time::sleep_until(until).await;
        }
    }

    fn clear(&self) {
        if self.failures.swap(0, Ordering::AcqRel) != 0 {
            *self.until.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Doubles the pause from its last beginning; failures of requests that were under way together count once.
    fn lengthen(&self) -> Duration {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if let Some(until) = until.filter(|until| *until > now) {
            return until.duration_since(now);
        }
        let failures = self.failures.fetch_add(1, Ordering::AcqRel).min(16);
        let pause = FIRST_PAUSE.saturating_mul(1 << failures).min(LONGEST_PAUSE);
        *until = Some(now + pause);
        pause
    }
}

/// A wrong answer may be one in a million; three of them for one item are none.
const MAX_BAD_ANSWERS: u32 = 3;
const BAD_ANSWER_PAUSE: Duration = Duration::from_millis(200);
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);
