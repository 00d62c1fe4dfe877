//! T23 row 33: what people with bad intentions type, and how a test sees whether it stayed text.

/// So many strings, the same in every run: pieces that end a quote, a tag, a line or a direction, that begin a script, a
/// header, a template or a message, by chance one behind the other.
pub(crate) fn strings(count: usize) -> Vec<String> {
    let mut state = 7_u64;
    let mut roll = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    let piece = |number: usize| PIECES.get(number % PIECES.len()).copied().unwrap_or_default();
    (0..count).map(|_| (0..=roll() % 6).map(|_| piece(roll())).collect()).collect()
}

/// Ten thousand of them in a thousand texts: a page that shows a text shows ten.
pub(crate) fn texts() -> Vec<String> {
    strings(10_000).chunks(10).map(|strings| strings.join(" ")).collect()
}

/// The tags of a page with the names of their attributes. Words may change their number in no way: two pages that differ
/// in words alone have the same.
pub(crate) fn skeleton(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (tag, length) = tag(rest.get(at..).unwrap_or_default());
        tags.push(tag);
        rest = rest.get(at + length..).unwrap_or_default();
    }
    tags
}

/// The tag at the beginning without the values in quotes, and its length.
fn tag(text: &str) -> (String, usize) {
    let mut seen = String::new();
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter == '>' => return (seen, at + 1),
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None => seen.push(letter),
        }
    }
    (format!("{seen}, and no end"), text.len())
}

/// Panics if a page with these words has another form than one with harmless words.
pub(crate) fn assert_words_only(harmless: &str, hostile: &str, words: &str) {
    let (expected, found) = (skeleton(harmless), skeleton(hostile));
    let first = expected.iter().zip(&found).find(|(a, b)| a != b);
    assert!(expected.len() == found.len() && first.is_none(), "{words:?} is more than words: {first:?}");
}

const PIECES: &[&str] = &[
    "Ada",
    " ",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&lt;",
    "&#60;",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title>",
    "</script>",
    "</textarea>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "\"><svg onload=alert(1)>",
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "{{ page.csrf }}",
    "{% endblock %}",
    "{ $service }",
    "${alert(1)}",
    "`id`",
    "\\",
    "\\u003cscript\\u003e",
    "%3Cscript%3E",
    "%0d%0aBcc: b@example.org",
    "=?utf-8?q?x?=",
    "\r\nBcc: b@example.org\r\n",
    "\r\n\r\n",
    "\n.\n",
    "\t",
    "\0",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{200b}",
    "\u{200f}",
    "\u{202e}",
    "\u{2028}",
    "\u{2066}",
    "\u{2069}",
    "\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{e000}",
    "é",
    "e\u{301}",
    "漢字",
    "عربي",
    "🙂",
    "ﬁ",
    "＜script＞",
    "=1+1",
    "@example.org",
    ";",
    ",",
    "O'Brien & Söhne",
];

#[cfg(test)]
mod tests {
    use super::{skeleton, strings};

    #[test]
    fn a_tag_more_is_seen_and_a_word_more_is_not() {
        let page = |word: &str| format!("<p title=\"{word}\">{word}</p><br>");
        assert_eq!(skeleton(&page("a")), ["<p title=", "</p", "<br"]);
        assert_eq!(skeleton(&page("a")), skeleton(&page("&#60;b&#62;")));
        for hostile in ["<b>", "\"", "\" onclick=\"", "</p><p>"] {
            assert_ne!(skeleton(&page("a")), skeleton(&page(hostile)), "{hostile}");
        }
        assert_eq!(strings(3), strings(3));
        assert_eq!(strings(10_000).len(), 10_000);
    }
}
