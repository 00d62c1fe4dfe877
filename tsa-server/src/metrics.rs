//! Counters for monitoring. Labels come from enums only, so their number is fixed at start.

use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tsa_core::Refusal;
use tsa_service::listener::ConnectionCounters;

use crate::routes::{HttpFault, RequestOutcome};

mod record;

pub(crate) use record::RecordMetrics;

/// Everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    /// Tokens that were granted; the hot path counts here without a look-up.
    granted: Counter,
    requests: Family<OutcomeLabel, Counter>,
    /// Connections accepted and sent away.
    pub connections: ConnectionCounters,
    /// Panics anywhere in the process. Anything but zero is a bug.
    pub panics: Counter,
    /// Tokens whose signature was verified before release, by a sample or always.
    pub self_checks: Counter,
    /// The record and its public log.
    pub(crate) record: RecordMetrics,
    connections_open: Gauge,
    registry: Registry,
}

type OutcomeLabel = [(&'static str, &'static str); 1];

impl Metrics {
    /// All counters at zero, every series present.
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("tsa");
        let requests = Family::<OutcomeLabel, Counter>::default();
        let all = Refusal::ALL
            .map(RequestOutcome::Refused)
            .into_iter()
            .chain(HttpFault::ALL.map(RequestOutcome::Fault))
            .chain([RequestOutcome::Page, RequestOutcome::Unparsable]);
        for outcome in all {
            drop(requests.get_or_create(&label(outcome)));
        }
        let granted = requests.get_or_create(&label(RequestOutcome::Granted)).clone();
        let metrics = Metrics {
            granted,
            requests,
            connections: ConnectionCounters::new(),
            panics: Counter::default(),
            self_checks: Counter::default(),
            record: RecordMetrics::new(),
            connections_open: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register("requests", "Requests by outcome", metrics.requests.clone());
        for (name, help, counter) in [
            ("panics", "Panics in the process", &metrics.panics),
            ("self_checks", "Tokens verified before release", &metrics.self_checks),
        ] {
            registry.register(name, help, counter.clone());
        }
        metrics.connections.register(&mut registry);
        metrics.record.register(&mut registry);
        registry.register("connections_open", "Connections open now", metrics.connections_open.clone());
        Metrics { registry, ..metrics }
    }

    /// Counts one request.
    pub fn count(&self, outcome: RequestOutcome) {
        if outcome == RequestOutcome::Granted {
            self.granted.inc();
        } else {
            self.requests.get_or_create(&label(outcome)).inc();
        }
    }

    /// The OpenMetrics text, with the given number of open connections and of grants that wait for their record.
    pub fn encode(&self, connections_open: usize, waiting: usize) -> String {
        self.record.waiting.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        self.connections_open.set(i64::try_from(connections_open).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing to a String cannot fail; an empty page would say so well enough.
        let _ = text::encode(&mut text, &self.registry);
        text
    }
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}

fn label(outcome: RequestOutcome) -> OutcomeLabel {
    [("outcome", outcome.name())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_its_series_from_the_start_and_no_more_come() {
        let metrics = Metrics::new();
        let series = metrics.encode(0, 0).lines().count();
        for refusal in Refusal::ALL {
            metrics.count(RequestOutcome::Refused(refusal));
        }
        for fault in HttpFault::ALL {
            metrics.count(RequestOutcome::Fault(fault));
        }
        metrics.count(RequestOutcome::Granted);
        metrics.count(RequestOutcome::Page);
        let text = metrics.encode(3, 2);
        assert_eq!(text.lines().count(), series);
        assert!(text.contains("tsa_requests_total{outcome=\"granted\"} 1"), "{text}");
        assert!(text.contains("tsa_requests_total{outcome=\"malformed-request\"} 1"), "{text}");
        assert!(text.contains("tsa_connections_open 3"), "{text}");
        assert!(text.contains("tsa_record_waiting 2"), "{text}");
    }
}
