//! The authority as the service knows it: two profiles, each asked over its own connections, each answer fully verified.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tsa_core::verify::{RuleSet, VerifyError};
use tsa_core::{HashAlgorithm, Oid, UnixTime};

use super::query::{Answer, AnswerFault, Expectations, NoQuery, Query, Window};
use super::settings::{Endpoint, TsaSettings};
use super::transport::{Reply, Transport, TransportFault};
use crate::clock::Clock;
use crate::trust::Trust;

/// Asks the authority for the two tokens of a proof.
pub struct TsaClient {
    deposit: Profile,
    claim: Profile,
    accuracy: Duration,
    tolerance: Duration,
    trust: Arc<Trust>,
    clock: Arc<dyn Clock>,
}

#[derive(Debug)]
struct Profile {
    transport: Transport,
    policy: Oid,
}

/// Which of the two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Over the file's digest, under the policy "deposit".
    File,
    /// Over the claim's digest, under the policy "recorded claim".
    Claim,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum IssueFault {
    /// No answer.
    #[error(transparent)]
    Transport(#[from] TransportFault),
    /// An answer of HTTP, not of RFC 3161.
    #[error("the authority answers with status {status}")]
    Status {
        /// The status.
        status: StatusCode,
        /// When to ask again, in seconds, if it says so.
        retry_after: Option<u64>,
    },
    /// An answer that is not taken.
    #[error(transparent)]
    Answer(#[from] AnswerFault),
    /// What we hold ourselves cannot be read: the trust material.
    #[error("the trust material cannot be used: {0}")]
    Trust(#[from] VerifyError),
    /// A digest or nonce of a wrong length.
    #[error(transparent)]
    Query(#[from] NoQuery),
}

/// What a fault asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Wait and ask again, as long as it takes: nobody is at fault for good.
    Wait,
    /// Ask again a few times, then give up: the authority misbehaves.
    TryAgain,
    /// Asking again changes nothing.
    GiveUp,
}

impl IssueFault {
    /// The stable code of an item that failed for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            IssueFault::Answer(fault) => fault.code(),
            IssueFault::Transport(_) | IssueFault::Status { .. } => "tsa-unavailable",
            IssueFault::Trust(_) | IssueFault::Query(_) => "internal",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            IssueFault::Transport(_) | IssueFault::Status { .. } | IssueFault::Trust(_) => Remedy::Wait,
            IssueFault::Answer(AnswerFault::Refused(refused)) if refused.may_pass => Remedy::Wait,
            IssueFault::Answer(AnswerFault::Refused(_)) | IssueFault::Query(_) => Remedy::GiveUp,
            IssueFault::Answer(_) => Remedy::TryAgain,
        }
    }
}

impl TsaClient {
    /// To the authority of these settings.
    #[must_use]
    pub fn new(settings: &TsaSettings, trust: Arc<Trust>, clock: Arc<dyn Clock>) -> TsaClient {
        let profile = |endpoint: &Endpoint| Profile {
            transport: Transport::new(
                endpoint.address.clone(),
                endpoint.bearer.clone(),
                settings.tls.clone(),
                settings.deadline,
            ),
            policy: endpoint.policy.clone(),
        };
        TsaClient {
            deposit: profile(&settings.deposit),
            claim: profile(&settings.claim),
            accuracy: settings.accuracy,
            tolerance: settings.clock_tolerance,
            trust,
            clock,
        }
    }

    /// A token over a SHA-256 digest with this nonce (an unsigned number, such as a digest), verified against everything that was
    /// asked and agreed.
    ///
    /// # Errors
    /// [`IssueFault`].
    pub async fn stamp(&self, kind: Kind, digest: &[u8; 32], nonce: &[u8; 32]) -> Result<Answer, IssueFault> {
        let profile = match kind {
            Kind::File => &self.deposit,
            Kind::Claim => &self.claim,
        };
        let query = Query::new(HashAlgorithm::Sha256, digest, nonce, Some(&profile.policy))?;
        let sent = self.now();
        let reply = profile.transport.post(QUERY_TYPE, query.der().to_vec()).await?;
        let received = self.now();
        let response = response_of(&reply)?;
        let crls = self.trust.crls();
        let expected = Expectations {
            rules: RuleSet::Strict,
            roots: self.trust.roots(),
            intermediates: &[],
            crls: &crls,
            accuracy: Some(self.accuracy),
            window: Some(Window { sent, received, tolerance: self.tolerance }),
        };
        let answer = query.judge(response, &expected)??;
        self.trust.learn_chain(&answer.chain);
        Ok(answer)
    }

    fn now(&self) -> UnixTime {
        let millis = u64::try_from(self.clock.now()).unwrap_or(0);
        UnixTime::from_nanos(millis.saturating_mul(1_000_000))
    }
}

/// RFC 3161 §3.4: the media types of request and response.
fn response_of(reply: &Reply) -> Result<Vec<u8>, IssueFault> {
    if reply.status != StatusCode::OK {
        return Err(IssueFault::Status { status: reply.status, retry_after: reply.retry_after });
    }
    let media_type = reply.content_type.as_deref().unwrap_or_default();
    if !media_type.eq_ignore_ascii_case(REPLY_TYPE) {
        return Err(AnswerFault::Malformed("its media type is not application/timestamp-reply").into());
    }
    Ok(reply.body.to_vec())
}

/// RFC 3161 §3.4.
pub const QUERY_TYPE: &str = "application/timestamp-query";
/// RFC 3161 §3.4.
pub const REPLY_TYPE: &str = "application/timestamp-reply";
