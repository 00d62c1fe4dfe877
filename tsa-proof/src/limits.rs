//! Limits by where a request comes from: one IPv4 address, or one IPv6 /64, which is the least that a customer gets.
//!
//! They live in memory: a restart forgives. What must not be forgiven (password tries of an account) is counted in the store.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::clock::Millis;
use crate::store::AccountId;

/// Whom a request comes from, after the rules for proxies; the daemon puts it into each request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The network that a limit counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Network {
    /// One IPv4 address.
    V4([u8; 4]),
    /// The first 64 bits of an IPv6 address.
    V6([u8; 8]),
    /// All that found no place of their own in a full table, and requests without an address.
    Others,
}

impl ClientAddress {
    /// The network; an IPv4 address in IPv6 clothes is the IPv4 address.
    #[must_use]
    pub fn network(self) -> Network {
        match self.0.to_canonical() {
            IpAddr::V4(address) => Network::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Network::V6([a, b, c, d, e, f, g, h])
            }
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::V4(octets) => write!(f, "{}", IpAddr::from(*octets)),
            Self::V6([a, b, c, d, e, g, h, i]) => {
                let octets = [*a, *b, *c, *d, *e, *g, *h, *i, 0, 0, 0, 0, 0, 0, 0, 0];
                write!(f, "{}/64", IpAddr::from(octets))
            }
            Self::Others => f.write_str("-"),
        }
    }
}

/// What a limit counts for.
pub trait Subject: Copy + Eq + Hash {
    /// All that found no place of their own in a full table.
    const OTHERS: Self;
}

impl Subject for Network {
    const OTHERS: Self = Self::Others;
}

impl Subject for AccountId {
    const OTHERS: Self = Self::from_bytes([0; 16]);
}

/// Too many requests; another is welcome in this many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many requests; try again in {0} ms")]
pub struct TooMany(pub Millis);

/// A bucket for each network, or for each account: `burst` requests at once, then one in each `interval`.
#[derive(Debug)]
pub struct Limiter<K = Network> {
    interval: Millis,
    burst: Millis,
    places: usize,
    /// When a bucket will be full again (the theoretical arrival time of GCRA). Absent: full.
    full_at: Mutex<HashMap<K, Millis>>,
}

impl<K: Subject> Limiter<K> {
    /// A limiter of `burst` requests, of which each comes back after `interval` milliseconds.
    #[must_use]
    pub fn new(burst: u16, interval: Millis) -> Self {
        Self::with_places(burst, interval, MAX_NETWORKS)
    }

    fn with_places(burst: u16, interval: Millis, places: usize) -> Self {
        Self { interval, burst: Millis::from(burst.max(1)), places, full_at: Mutex::new(HashMap::new()) }
    }

    /// Counts one request.
    ///
    /// # Errors
    /// [`TooMany`] if it is one too many; it is not counted then.
    pub fn take(&self, subject: K, now: Millis) -> Result<(), TooMany> {
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let key = self.place(&mut full_at, subject, now);
        let next = full_at.get(&key).copied().unwrap_or(now).max(now) + self.interval;
        let over = next - now - self.burst * self.interval;
        if over > 0 {
            return Err(TooMany(over));
        }
        full_at.insert(key, next);
        Ok(())
    }

    /// A full table drops the full buckets; if none is full, newcomers share one.
    fn place(&self, full_at: &mut HashMap<K, Millis>, subject: K, now: Millis) -> K {
        if full_at.len() < self.places || full_at.contains_key(&subject) {
            return subject;
        }
        full_at.retain(|_, at| *at > now);
        if full_at.len() < self.places { subject } else { K::OTHERS }
    }
}

/// 100,000 networks are about 3 MB in each limiter.
const MAX_NETWORKS: usize = 100_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{MINUTE, SECOND};

    fn network(address: &str) -> Network {
        ClientAddress(address.parse().unwrap()).network()
    }

    #[test]
    fn networks_are_single_ipv4_addresses_and_ipv6_64s() {
        assert_eq!(network("192.0.2.1"), network("::ffff:192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("2001:db8:1:2::1").to_string(), "2001:db8:1:2::/64");
        assert_eq!(network("192.0.2.1").to_string(), "192.0.2.1");
    }

    #[test]
    fn a_burst_passes_then_the_rate() {
        let limiter = Limiter::new(3, MINUTE);
        let (a, b) = (network("192.0.2.1"), network("192.0.2.2"));
        let mut now = 1_000_000;
        for _ in 0..3 {
            limiter.take(a, now).unwrap();
        }
        assert_eq!(limiter.take(a, now), Err(TooMany(MINUTE)));
        limiter.take(b, now).unwrap();
        now += MINUTE - SECOND;
        assert_eq!(limiter.take(a, now), Err(TooMany(SECOND)));
        now += SECOND;
        limiter.take(a, now).unwrap();
        assert_eq!(limiter.take(a, now), Err(TooMany(MINUTE)));
        now += 60 * MINUTE;
        for _ in 0..3 {
            limiter.take(a, now).unwrap();
        }
        assert!(limiter.take(a, now).is_err(), "rest does not add up beyond the burst");
    }

    #[test]
    fn over_any_hour_no_more_than_burst_and_rate_pass() {
        let limiter = Limiter::new(10, 6 * MINUTE);
        let passed = (0..3_600).filter(|s| limiter.take(Network::Others, s * SECOND).is_ok()).count();
        assert_eq!(passed, 10 + 9);
    }

    #[test]
    fn the_table_stays_bounded_and_a_flood_shares_one_bucket() {
        let limiter = Limiter::with_places(2, MINUTE, 4);
        for last in 0..4 {
            limiter.take(Network::V4([192, 0, 2, last]), 0).unwrap();
        }
        limiter.take(Network::V4([198, 51, 100, 1]), 0).unwrap();
        limiter.take(Network::V4([198, 51, 100, 2]), 0).unwrap();
        assert!(limiter.take(Network::V4([198, 51, 100, 3]), 0).is_err(), "the shared bucket is empty");
        limiter.take(Network::V4([192, 0, 2, 0]), 0).unwrap();
        assert!(limiter.full_at.lock().unwrap().len() <= 5);
        limiter.take(Network::V4([198, 51, 100, 3]), 2 * MINUTE).unwrap();
        assert!(limiter.full_at.lock().unwrap().len() <= 5, "full buckets made room");
    }
}
