//! Everything that serves, in one struct.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use hyper::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use tsa_core::{Policy, SerialNumber};

use crate::issue::Issuer;
use crate::metrics::Metrics;
use crate::routes::{HttpFault, RequestOutcome};
use crate::unit::Unit;
use tsa_service::limits::Connections;
use tsa_service::log::LogBudget;

/// All components of a running server.
#[derive(Debug)]
pub struct App {
    issuer: Issuer,
    metrics: Arc<Metrics>,
    connections: Arc<Connections>,
    draining: AtomicBool,
    /// Strangers can cause any number of faults and refusals, so only so many a second are logged.
    fault_log: LogBudget,
}

impl App {
    /// Puts the components together.
    pub fn new(issuer: Issuer, metrics: Arc<Metrics>, connections: Arc<Connections>) -> App {
        let fault_log = LogBudget::new(FAULTS_LOGGED_PER_SECOND);
        App { issuer, metrics, connections, draining: AtomicBool::new(false), fault_log }
    }

    /// The path from octets to a token.
    pub fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// The counters.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The page for monitoring.
    pub fn metrics_text(&self) -> String {
        self.metrics.encode(self.connections.open(), self.issuer.waiting())
    }

    /// From now on every answer closes its connection and the server calls itself not ready.
    pub fn begin_draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the end has begun.
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// Counts and logs one request. Nothing of the user is in it but the serial number of his token.
    pub(crate) fn report(
        &self,
        outcome: RequestOutcome,
        status: Option<StatusCode>,
        profile: Option<&str>,
        serial: Option<&SerialNumber>,
        duration: Option<Duration>,
    ) {
        self.metrics.count(outcome);
        if !tracing::enabled!(tracing::Level::INFO) {
            return;
        }
        let (outcome_name, status) = (outcome.name(), status.map(|status| status.as_u16()));
        let micros = duration.map(|duration| u64::try_from(duration.as_micros()).unwrap_or(u64::MAX));
        match outcome {
            RequestOutcome::Granted => tracing::info!(
                outcome = outcome_name,
                profile,
                serial = serial.map(tracing::field::display),
                http.status = status,
                duration.us = micros,
                "request"
            ),
            // Asked for every few seconds by whoever watches.
            RequestOutcome::Page => {
                tracing::debug!(
                    outcome = outcome_name,
                    profile,
                    http.status = status,
                    duration.us = micros,
                    "request"
                );
            }
            RequestOutcome::Refused(_) | RequestOutcome::Fault(_) | RequestOutcome::Unparsable => {
                let Some(suppressed) = self.fault_log.admit() else { return };
                tracing::info!(
                    outcome = outcome_name,
                    profile,
                    http.status = status,
                    duration.us = micros,
                    suppressed = (suppressed > 0).then_some(suppressed),
                    "request"
                );
            }
        }
    }
}

/// A profile: paths, what it grants, and the unit that signs.
#[derive(Debug)]
pub struct Profile {
    name: String,
    paths: Vec<String>,
    policy: Policy,
    unit: Arc<Unit>,
    exclusive: bool,
    token: Option<SecretString>,
}

impl Profile {
    /// Puts a profile together.
    pub fn new(
        name: String,
        paths: Vec<String>,
        policy: Policy,
        unit: Arc<Unit>,
        exclusive: bool,
        token: Option<SecretString>,
    ) -> Profile {
        Profile { name, paths, policy, unit, exclusive, token }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its paths.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// What it grants.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The unit that signs for it.
    pub fn unit(&self) -> &Arc<Unit> {
        &self.unit
    }

    /// Whether it is not for the public.
    pub fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    /// The certificates of its unit as PEM, leaf to issuing CA.
    pub fn certchain(&self) -> Bytes {
        self.unit.certchain()
    }

    /// Whether a request that carries `token` may come in.
    pub(crate) fn check_access(&self, token: Option<&[u8]>) -> Result<(), HttpFault> {
        match (&self.token, token) {
            (None, _) => Ok(()),
            (Some(wanted), Some(token))
                if equal_in_constant_time(wanted.expose_secret().as_bytes(), token) =>
            {
                Ok(())
            }
            (Some(_), _) => Err(HttpFault::Unauthorized),
        }
    }
}

/// Takes as long for a token that is wrong in its first octet as for one that is wrong in its last.
fn equal_in_constant_time(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

/// Faults and refusals in the log: a hundred thousand a day at the most, ten megabytes.
const FAULTS_LOGGED_PER_SECOND: u64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_compared_whole() {
        assert!(equal_in_constant_time(b"abc", b"abc"));
        for other in [&b"abd"[..], b"xbc", b"ab", b"abcd", b""] {
            assert!(!equal_in_constant_time(b"abc", other));
        }
    }
}
