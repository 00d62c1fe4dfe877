//! For whom a request comes, when a reverse proxy stands in front.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use http::HeaderMap;

/// The address of the client. A Unix socket and the addresses of `[proxy]` are proxies: of what they say in
/// `X-Forwarded-For`, the last entry that is no proxy itself was written by one that we trust; what stands before it
/// anybody can write.
pub(super) fn address(proxies: &[IpAddr], peer: Option<SocketAddr>, headers: &HeaderMap) -> IpAddr {
    let is_proxy = |address: IpAddr| proxies.contains(&address.to_canonical());
    let direct = peer.map(|peer| peer.ip().to_canonical());
    if direct.is_some_and(|address| !is_proxy(address)) {
        return direct.unwrap_or(NOBODY);
    }
    let entries: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut client = direct.unwrap_or(NOBODY);
    for entry in entries.iter().rev() {
        let Ok(address) = entry.parse::<IpAddr>() else { break };
        client = address.to_canonical();
        if !is_proxy(client) {
            break;
        }
    }
    client
}

/// A Unix socket without a word about the client.
const NOBODY: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

#[cfg(test)]
mod tests {
    use super::*;

    fn of(proxies: &[&str], peer: Option<&str>, forwarded: &[&str]) -> String {
        let proxies: Vec<IpAddr> = proxies.iter().map(|text| text.parse().expect("an address")).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a value"));
        }
        address(&proxies, peer.map(|text| text.parse().expect("an address")), &headers).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(of(&[], Some("192.0.2.1:5"), &["198.51.100.1"]), "192.0.2.1");
        assert_eq!(of(&["192.0.2.9"], Some("192.0.2.1:5"), &["198.51.100.1"]), "192.0.2.1");
    }

    #[test]
    fn of_a_proxy_only_its_own_word_is_taken() {
        let proxies = ["192.0.2.9", "192.0.2.8"];
        assert_eq!(of(&proxies, Some("192.0.2.9:5"), &["203.0.113.7, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            of(&proxies, Some("192.0.2.9:5"), &["203.0.113.7", "198.51.100.1, 192.0.2.8"]),
            "198.51.100.1"
        );
        assert_eq!(of(&proxies, Some("[::ffff:192.0.2.9]:5"), &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(of(&proxies, Some("192.0.2.9:5"), &["nonsense"]), "192.0.2.9");
        assert_eq!(of(&proxies, Some("192.0.2.9:5"), &[]), "192.0.2.9");
    }

    #[test]
    fn behind_a_unix_socket_there_is_a_proxy() {
        assert_eq!(of(&[], None, &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(of(&[], None, &[]), "0.0.0.0");
    }
}
