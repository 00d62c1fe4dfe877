//! What is counted of the record and its public log.

use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use tsa_service::log::LogBudget;

/// Counters of the record.
#[derive(Debug)]
pub(crate) struct RecordMetrics {
    pub(super) waiting: Gauge,
    group_size: Histogram,
    write_time: Histogram,
    published_leaves: Gauge,
    free_space: Gauge,
    checkpoints: Counter,
    /// Attempts to write without space.
    pub(crate) no_space: Counter,
    /// Budget of log events about them.
    pub(crate) no_space_log: LogBudget,
    /// Checkpoints that were published without the quorum, because the configuration says fail-open.
    pub(crate) without_quorum: Counter,
    /// Checkpoints that too few witnesses cosigned.
    pub(crate) no_quorum: Counter,
    /// Witnesses that did not cosign.
    pub(crate) witness_errors: Counter,
    /// Attempts to publish that failed.
    pub(crate) publish_errors: Counter,
}

impl RecordMetrics {
    pub(super) fn new() -> RecordMetrics {
        RecordMetrics {
            waiting: Gauge::default(),
            group_size: Histogram::new(exponential_buckets(1.0, 2.0, 13)),
            write_time: Histogram::new(exponential_buckets(0.000_1, 2.0, 15)),
            published_leaves: Gauge::default(),
            free_space: Gauge::default(),
            checkpoints: Counter::default(),
            no_space: Counter::default(),
            no_space_log: LogBudget::new(1),
            without_quorum: Counter::default(),
            no_quorum: Counter::default(),
            witness_errors: Counter::default(),
            publish_errors: Counter::default(),
        }
    }

    pub(super) fn register(&self, registry: &mut Registry) {
        registry.register("record_waiting", "Grants that wait for their record", self.waiting.clone());
        registry.register("record_group_tokens", "Tokens recorded by one sync", self.group_size.clone());
        registry.register_with_unit(
            "record_group_write",
            "Time to write and sync one group",
            Unit::Seconds,
            self.write_time.clone(),
        );
        registry.register_with_unit(
            "record_free_space",
            "Free space where the record is written, if state.min-free is not 0",
            Unit::Bytes,
            self.free_space.clone(),
        );
        registry.register(
            "log_leaves",
            "Leaves that the newest checkpoint covers",
            self.published_leaves.clone(),
        );
        for (name, help, counter) in [
            ("log_checkpoints", "Checkpoints published", &self.checkpoints),
            ("record_no_space", "Groups that found no space", &self.no_space),
            ("log_without_quorum", "Checkpoints published without the quorum", &self.without_quorum),
            ("log_no_quorum", "Checkpoints that too few witnesses cosigned", &self.no_quorum),
            ("log_witness_errors", "Witnesses that did not cosign", &self.witness_errors),
            ("log_publish_errors", "Attempts to publish that failed", &self.publish_errors),
        ] {
            registry.register(name, help, counter.clone());
        }
    }

    /// A group is durable.
    pub(crate) fn group(&self, tokens: usize, took: Duration) {
        // A group holds some thousand tokens at the most.
        self.group_size.observe(u32::try_from(tokens).unwrap_or(u32::MAX).into());
        self.write_time.observe(took.as_secs_f64());
    }

    /// So many octets are free.
    pub(crate) fn free_space(&self, octets: u64) {
        self.free_space.set(i64::try_from(octets).unwrap_or(i64::MAX));
    }

    /// A checkpoint was published.
    pub(crate) fn published(&self, size: u64) {
        self.checkpoints.inc();
        self.published_leaves.set(i64::try_from(size).unwrap_or(i64::MAX));
    }
}
