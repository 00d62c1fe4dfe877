//! Browsers by the names that people know them by.

/// "Firefox 143 · Linux" of what a browser says of itself (RFC 9110 §10.1.5); as it was said when nothing in it is known.
///
/// For a person to recognise a device by, and for nothing else: a browser can say what it likes.
pub(super) fn browser_words(agent: &str) -> String {
    let browser = BROWSERS.iter().find_map(|(token, name)| {
        let version = agent.split_once(token)?.1.split(['.', ' ', ';', ')']).next().unwrap_or_default();
        let is_number = !version.is_empty() && version.bytes().all(|octet| octet.is_ascii_digit());
        Some(if is_number { format!("{name} {version}") } else { (*name).to_owned() })
    });
    let system = SYSTEMS.iter().find(|(token, _)| agent.contains(token)).map(|(_, name)| (*name).to_owned());
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} · {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => agent.to_owned(),
    }
}

/// The first that is found counts: most browsers also claim to be those below them. Safari's version is elsewhere.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];

/// Android says that it is Linux, and an iPhone that it is like Mac OS X.
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

#[cfg(test)]
mod tests {
    use super::browser_words;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        let like = "(KHTML, like Gecko)";
        let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
        let said = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0".into(),
                "Firefox 143 · Linux",
            ),
            (format!("{mac} AppleWebKit/605.1.15 {like} Version/18.1 Safari/605.1.15"), "Safari 18 · macOS"),
            (
                format!(
                    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 {like} Chrome/140.0.0.0 Mobile Safari/537.36"
                ),
                "Chrome 140 · Android",
            ),
            (
                format!(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {like} Chrome/140.0 Safari/537.36 Edg/140.0"
                ),
                "Edge 140 · Windows",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 {like} CriOS/140.0 Mobile/15E148 Safari/604.1"
                ),
                "Chrome 140 · iOS",
            ),
            ("curl/8.14.1".into(), "curl/8.14.1"),
            ("Firefox/".into(), "Firefox"),
            (String::new(), ""),
        ];
        for (agent, words) in said {
            assert_eq!(browser_words(&agent), words, "{agent}");
        }
    }
}
