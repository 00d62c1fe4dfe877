//! `public-url`: the origin under which browsers reach the service.

use std::net::{IpAddr, SocketAddr};

/// An origin, `https://proof.example` or, on this machine alone, `http://127.0.0.1:3181`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    https: bool,
    authority: String,
}

impl PublicUrl {
    /// Reads an origin: scheme, host, a port if it is not the scheme's own; no path.
    pub(super) fn parse(text: &str) -> Result<PublicUrl, String> {
        let (https, authority) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(format!("{text:?} does not begin with https://")),
        };
        let plain =
            |octet: u8| octet.is_ascii_lowercase() || octet.is_ascii_digit() || b".-:[]".contains(&octet);
        if authority.is_empty() || !authority.bytes().all(plain) {
            let what = format!("{text:?} is not an origin in lower case such as \"https://proof.example\"");
            return Err(what);
        }
        let own_port = if https { ":443" } else { ":80" };
        if authority.ends_with(own_port) || authority.ends_with(':') {
            return Err(format!(
                "{text:?} names the port that the scheme has anyway, which browsers leave out"
            ));
        }
        let url = PublicUrl { https, authority: authority.to_owned() };
        if !https && !url.is_loopback() {
            return Err(format!("{text:?} would send passwords and cookies in clear over a network"));
        }
        Ok(url)
    }

    /// Of a listener on a loopback address.
    pub(crate) fn of_loopback(address: SocketAddr) -> PublicUrl {
        PublicUrl { https: false, authority: address.to_string() }
    }

    /// Whether cookies are `Secure` and HSTS is sent.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// The host, and the port if there is one: what browsers send as `Host`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The origin as text, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.https { "https" } else { "http" }, self.authority)
    }

    /// All origins that are this service: on loopback a person may write `localhost` too.
    pub fn origins(&self) -> Vec<String> {
        let mut origins = vec![self.origin()];
        if self.is_loopback() {
            let port =
                self.authority.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
            let port = port.map(|port| format!(":{port}")).unwrap_or_default();
            for host in ["127.0.0.1", "localhost", "[::1]"] {
                let origin = format!("{}://{host}{port}", if self.https { "https" } else { "http" });
                if !origins.contains(&origin) {
                    origins.push(origin);
                }
            }
        }
        origins
    }

    fn is_loopback(&self) -> bool {
        let host = match self.authority.parse::<SocketAddr>() {
            Ok(address) => return address.ip().is_loopback(),
            Err(_) => self.authority.split(':').next().unwrap_or_default(),
        };
        let in_brackets = self.authority.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        host == "localhost"
            || host.ends_with(".localhost")
            || in_brackets.unwrap_or(host).parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

impl std::fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.origin())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_and_nothing_else() {
        for good in [
            "https://proof.example",
            "https://proof.example:8443",
            "http://127.0.0.1:3181",
            "http://localhost",
        ] {
            assert_eq!(PublicUrl::parse(good).map(|url| url.origin()).as_deref(), Ok(good));
        }
        for bad in [
            "proof.example",
            "https://",
            "https://Proof.example",
            "https://proof.example/",
            "https://proof.example/path",
            "https://a@proof.example",
            "https://proof.example:443",
            "http://proof.example",
            "http://192.0.2.1",
            "http://localhost.example",
            "ftp://proof.example",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn on_loopback_its_other_names_are_the_service_too() {
        let origins = PublicUrl::of_loopback(SocketAddr::from(([127, 0, 0, 1], 3181))).origins();
        assert_eq!(origins, ["http://127.0.0.1:3181", "http://localhost:3181", "http://[::1]:3181"]);
        let one = PublicUrl::parse("https://proof.example").expect("an origin").origins();
        assert_eq!(one, ["https://proof.example"]);
    }
}
