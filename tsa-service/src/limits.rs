//! How much a stranger may take: connections, bytes and time.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

/// The limits of `[http]` in the configuration.
#[derive(Clone, Debug)]
pub struct HttpLimits {
    /// Open connections over all listeners.
    pub max_connections: usize,
    /// Open connections of one address (one /64 for IPv6). Loopback and Unix sockets are exempt: they are a
    /// reverse proxy that speaks for many, and the machine's own users have better ways to do harm.
    pub max_connections_per_address: usize,
    /// From the accept, or from the first byte of a request, to the end of its header block.
    pub header_timeout: Duration,
    /// From one answer to the first byte of the next request.
    pub idle_timeout: Duration,
    /// From the end of the header block to the end of the body; and longer by the time that its octets take at 32 KiB per
    /// second, so that it is the pace that counts, not the length.
    pub body_timeout: Duration,
    /// From the signal to stop to the end, for requests that were begun.
    pub drain_timeout: Duration,
}

impl Default for HttpLimits {
    fn default() -> HttpLimits {
        HttpLimits {
            max_connections: 4096,
            max_connections_per_address: 256,
            header_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
            body_timeout: Duration::from_secs(10),
            drain_timeout: Duration::from_secs(20),
        }
    }
}

/// Largest header block, request line included; conformance H23.
pub const MAX_HEADER_BLOCK: usize = 16 * 1024;

/// The connections that are open now, counted over all listeners.
#[derive(Debug)]
pub struct Connections {
    max: usize,
    max_per_address: usize,
    open: Mutex<Open>,
    all_closed: Notify,
}

#[derive(Debug, Default)]
struct Open {
    total: usize,
    per_address: HashMap<IpAddr, usize>,
}

impl Connections {
    /// No connections yet, under these limits.
    pub fn new(limits: &HttpLimits) -> Arc<Connections> {
        Arc::new(Connections {
            max: limits.max_connections,
            max_per_address: limits.max_connections_per_address,
            open: Mutex::default(),
            all_closed: Notify::new(),
        })
    }

    /// Counts one more connection from `peer` (`None`: a Unix socket), or `None` when a limit is reached.
    pub fn admit(self: &Arc<Self>, peer: Option<SocketAddr>) -> Option<Admission> {
        let key = peer.and_then(|peer| address_key(peer.ip()));
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if open.total >= self.max {
            return None;
        }
        if let Some(key) = key {
            let count = open.per_address.entry(key).or_default();
            if *count >= self.max_per_address {
                return None;
            }
            *count += 1;
        }
        open.total += 1;
        Some(Admission { connections: Arc::clone(self), key })
    }

    /// Number of open connections.
    pub fn open(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).total
    }

    /// Returns once no connection is open.
    pub async fn wait_until_none(&self) {
        loop {
            let closed = self.all_closed.notified();
            if self.open() == 0 {
                return;
            }
            closed.await;
        }
    }

    fn release(&self, key: Option<IpAddr>) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.total = open.total.saturating_sub(1);
        if let Some(key) = key
            && let Some(count) = open.per_address.get_mut(&key)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.per_address.remove(&key);
            }
        }
        if open.total == 0 {
            self.all_closed.notify_waiters();
        }
    }
}

/// One open connection; dropping it gives its place back.
#[derive(Debug)]
pub struct Admission {
    connections: Arc<Connections>,
    key: Option<IpAddr>,
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.connections.release(self.key);
    }
}

/// What counts as one address: all of IPv4, the /64 of IPv6 (one subscriber has at least that), `None` for
/// loopback.
fn address_key(address: IpAddr) -> Option<IpAddr> {
    match address.to_canonical() {
        address if address.is_loopback() => None,
        IpAddr::V4(address) => Some(IpAddr::V4(address)),
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            Some(IpAddr::V6(Ipv6Addr::from_bits(network)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(max: usize, max_per_address: usize) -> Arc<Connections> {
        Connections::new(&HttpLimits {
            max_connections: max,
            max_connections_per_address: max_per_address,
            ..HttpLimits::default()
        })
    }

    fn peer(text: &str) -> Option<SocketAddr> {
        Some(text.parse().expect("an address"))
    }

    #[test]
    fn the_total_is_capped_and_given_back() {
        let all = connections(2, 100);
        let first = all.admit(None).expect("room");
        let _second = all.admit(peer("127.0.0.1:1")).expect("room");
        assert!(all.admit(None).is_none());
        drop(first);
        assert!(all.admit(None).is_some());
    }

    #[test]
    fn one_address_is_capped_and_others_are_not() {
        let all = connections(100, 1);
        let _first = all.admit(peer("192.0.2.1:1")).expect("room");
        assert!(all.admit(peer("192.0.2.1:2")).is_none());
        assert!(all.admit(peer("[::ffff:192.0.2.1]:2")).is_none(), "a mapped address is the same address");
        assert!(all.admit(peer("192.0.2.2:1")).is_some());
    }

    #[test]
    fn ipv6_counts_by_network_of_64_bits() {
        let all = connections(100, 1);
        let _first = all.admit(peer("[2001:db8:0:1::1]:1")).expect("room");
        assert!(all.admit(peer("[2001:db8:0:1:ffff::9]:1")).is_none());
        assert!(all.admit(peer("[2001:db8:0:2::1]:1")).is_some());
    }

    #[test]
    fn loopback_is_exempt_from_the_cap_per_address() {
        let all = connections(100, 1);
        let _first = all.admit(peer("127.0.0.1:1")).expect("room");
        assert!(all.admit(peer("127.0.0.1:2")).is_some());
    }

    #[test]
    fn nothing_remains_of_a_closed_connection() {
        let all = connections(100, 5);
        drop(all.admit(peer("192.0.2.1:1")));
        assert_eq!(all.open(), 0);
        assert!(all.open.lock().expect("lock").per_address.is_empty());
    }
}
