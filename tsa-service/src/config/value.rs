//! Single values: text in, a checked value out. The error is what is wrong with it, without key and place.

use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::listener::ListenAddress;

/// `500ms`, `1s`, `2m`, `250us`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: Option<u64> = digits.parse().ok();
    let unit = text.get(digits.len()..).unwrap_or_default();
    let duration = number.and_then(|number| match unit {
        "us" => Some(Duration::from_micros(number)),
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => number.checked_mul(60).map(Duration::from_secs),
        _ => None,
    });
    duration.ok_or_else(|| format!("{text:?} is not a duration such as \"500ms\", \"10s\" or \"2m\""))
}

/// Octets: `0`, `512KiB`, `256MiB`, `2GiB`.
pub fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: Option<u64> = digits.parse().ok();
    let unit = text.get(digits.len()..).unwrap_or_default();
    let size = number.and_then(|number| match unit {
        "" => (number == 0).then_some(0),
        "KiB" => number.checked_mul(1 << 10),
        "MiB" => number.checked_mul(1 << 20),
        "GiB" => number.checked_mul(1 << 30),
        _ => None,
    });
    size.ok_or_else(|| format!("{text:?} is not a size such as \"256MiB\", \"2GiB\" or \"0\""))
}

/// `127.0.0.1:3180`, `[::1]:3180` or `unix:/run/tsa/internal.sock`.
pub fn listen_address(text: &str, mode: Option<&str>) -> Result<ListenAddress, String> {
    let Some(path) = text.strip_prefix("unix:") else {
        return match mode {
            None => socket_address(text).map(ListenAddress::Tcp),
            Some(_) => Err("mode is for Unix sockets, and this listener has a TCP address".to_owned()),
        };
    };
    if !path.starts_with('/') {
        return Err(format!("{text:?} does not name an absolute path after unix:"));
    }
    let mode = mode.unwrap_or("0600");
    match u32::from_str_radix(mode, 8) {
        Ok(bits) if bits <= 0o777 => Ok(ListenAddress::Unix(PathBuf::from(path), bits)),
        _ => Err(format!("mode {mode:?} is not an octal file mode such as \"0660\"")),
    }
}

/// An IP address with its port.
pub fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| format!("{text:?} is not an IP address with a port such as \"127.0.0.1:3180\""))
}

/// Names of listeners, profiles, TSUs and groups: they appear in logs, in paths and on command lines.
pub fn name(text: &str) -> Result<(), String> {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.".contains(&octet);
    if text.is_empty() || text.len() > 64 || text.starts_with('.') || !text.bytes().all(plain) {
        Err(format!("{text:?} is not a name of 1 to 64 letters, digits, '-', '_' and '.'"))
    } else {
        Ok(())
    }
}

/// A path in the configuration is relative to the directory of the configuration file.
pub fn path(base: &Path, text: &str) -> PathBuf {
    base.join(text)
}

/// The path with `.` and `..` taken out as they are written; links are not followed.
pub fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, component| {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(duration("250us"), Ok(Duration::from_micros(250)));
        assert_eq!(duration("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(duration("2m"), Ok(Duration::from_secs(120)));
        for bad in
            ["", "5", "s", "-1s", "1.5s", "1 s", "1h", "99999999999999999999s", "18446744073709551615m"]
        {
            assert!(duration(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!(size("0"), Ok(0));
        assert_eq!(size("3KiB"), Ok(3072));
        assert_eq!(size("256MiB"), Ok(256 << 20));
        assert_eq!(size("2GiB"), Ok(2 << 30));
        for bad in ["", "5", "MiB", "-1MiB", "1.5GiB", "1 GiB", "1MB", "1TiB", "17179869184GiB"] {
            assert!(size(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(listen_address("[::1]:0", None).map(|a| a.to_string()).as_deref(), Ok("[::1]:0"));
        assert_eq!(
            listen_address("unix:/run/x.sock", Some("0660")),
            Ok(ListenAddress::Unix(PathBuf::from("/run/x.sock"), 0o660))
        );
        for (bad, mode) in [
            ("localhost:3180", None),
            ("127.0.0.1", None),
            ("unix:x.sock", None),
            ("unix:/x", Some("rw")),
            ("unix:/x", Some("7777")),
            ("127.0.0.1:1", Some("0600")),
        ] {
            assert!(listen_address(bad, mode).is_err(), "{bad} {mode:?}");
        }
    }
}
