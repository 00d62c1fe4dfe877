//! The paths that a profile may have.

/// The path of a profile: compared octet by octet, so nothing that has a second spelling.
pub(super) fn url_path(text: &str) -> Result<(), String> {
    let plain = |octet: u8| octet.is_ascii_alphanumeric() || b"/-._~".contains(&octet);
    let segments_ok = || text.split('/').skip(1).all(|segment| !matches!(segment, "" | "." | ".."));
    if !text.starts_with('/') || !text.bytes().all(plain) || text.len() > 1000 {
        Err(format!("{text:?} is not a plain path such as \"/tsa\""))
    } else if text != "/" && !segments_ok() {
        Err(format!("{text:?} has an empty, \".\" or \"..\" segment"))
    } else if matches!(text, "/healthz" | "/readyz" | "/metrics" | "/log")
        || text.starts_with("/log/")
        || text.ends_with("/certchain")
    {
        Err(format!("{text:?} is a path that the server itself serves"))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for good in ["/", "/tsa", "/api/v1/timestamp", "/a.b~c_d-e"] {
            assert_eq!(url_path(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "tsa",
            "/tsa/",
            "//tsa",
            "/a/../b",
            "/%74sa",
            "/ts a",
            "/healthz",
            "/x/certchain",
            "/tsa?",
            "/log",
            "/log/x",
        ] {
            assert!(url_path(bad).is_err(), "{bad:?}");
        }
    }
}
