//! Counters for monitoring. Labels come from enums only, so their number is fixed at start.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use tsa_service::listener::ConnectionCounters;

use crate::serve::Area;

/// Everything that is counted.
#[derive(Debug)]
pub struct Metrics {
    requests: Family<RequestLabels, Counter>,
    request_time: Family<AreaLabel, Histogram>,
    /// Connections accepted and sent away.
    pub connections: ConnectionCounters,
    /// Panics anywhere in the process. Anything but zero is a bug.
    pub panics: Counter,
    connections_open: Gauge,
    unparsable: Counter,
    registry: Mutex<Registry>,
}

type RequestLabels = [(&'static str, &'static str); 2];
type AreaLabel = [(&'static str, &'static str); 1];

impl Metrics {
    /// All counters at zero, every series present.
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("proof");
        let requests = Family::<RequestLabels, Counter>::default();
        let request_time = Family::<AreaLabel, Histogram>::new_with_constructor(|| {
            Histogram::new(exponential_buckets(0.001, 2.0, 15))
        });
        for area in Area::ALL {
            drop(request_time.get_or_create(&[("area", area.name())]));
            for class in CLASSES {
                drop(requests.get_or_create(&[("area", area.name()), ("status", class)]));
            }
        }
        let connections = ConnectionCounters::new();
        let (panics, connections_open) = (Counter::default(), Gauge::default());
        let unparsable = Counter::default();
        registry.register("unparsable", "Octets that were no HTTP request", unparsable.clone());
        registry.register("requests", "Requests by area and class of status", requests.clone());
        registry.register_with_unit(
            "request_duration",
            "Time to the beginning of the answer",
            Unit::Seconds,
            request_time.clone(),
        );
        registry.register("panics", "Panics in the process", panics.clone());
        registry.register("connections_open", "Connections open now", connections_open.clone());
        connections.register(&mut registry);
        Metrics {
            requests,
            request_time,
            connections,
            panics,
            connections_open,
            unparsable,
            registry: Mutex::new(registry),
        }
    }

    /// Counts octets that are no HTTP/1.1 request; hyper has answered them, or just closed.
    pub(crate) fn count_unparsable(&self) {
        self.unparsable.inc();
    }

    /// Puts more counters on the page; to be done once, at start.
    pub fn register(&self, put: impl FnOnce(&mut Registry)) {
        put(&mut self.registry.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Counts one request.
    pub(crate) fn count(&self, area: Area, status: http::StatusCode, took: Duration) {
        // Statuses outside 100..600 do not leave hyper; they would be counted as 5xx.
        let class = usize::from(status.as_u16() / 100).checked_sub(1).and_then(|class| CLASSES.get(class));
        let class = class.copied().unwrap_or("5xx");
        self.requests.get_or_create(&[("area", area.name()), ("status", class)]).inc();
        self.request_time.get_or_create(&[("area", area.name())]).observe(took.as_secs_f64());
    }

    /// The OpenMetrics text, with the given number of open connections.
    pub fn encode(&self, connections_open: usize) -> String {
        self.connections_open.set(i64::try_from(connections_open).unwrap_or(i64::MAX));
        let mut text = String::new();
        // Writing to a String cannot fail; an empty page would say so well enough.
        let _ = text::encode(&mut text, &self.registry.lock().unwrap_or_else(PoisonError::into_inner));
        text
    }
}

impl Default for Metrics {
    fn default() -> Metrics {
        Metrics::new()
    }
}

const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_series_is_there_from_the_start_and_no_more_come() {
        let metrics = Metrics::new();
        let series = metrics.encode(0).lines().count();
        for area in Area::ALL {
            for status in [200, 204, 303, 404, 418, 500, 503, 599] {
                metrics.count(area, http::StatusCode::from_u16(status).expect("a status"), Duration::ZERO);
            }
        }
        let text = metrics.encode(3);
        assert_eq!(text.lines().count(), series);
        assert!(text.contains("proof_requests_total{area=\"page\",status=\"2xx\"} 2"), "{text}");
        assert!(text.contains("proof_connections_open 3"), "{text}");
    }
}
