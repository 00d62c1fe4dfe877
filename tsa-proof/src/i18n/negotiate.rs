//! Which language a visitor without one gets.

use super::Lang;

/// The language of the cookie `lang` if it names one, else the best of `Accept-Language`, else English.
#[must_use]
pub fn preferred(cookie: Option<&str>, accept_language: Option<&str>) -> Lang {
    cookie.and_then(Lang::from_tag).or_else(|| accept_language.and_then(best)).unwrap_or(Lang::En)
}

/// RFC 9110 §12.5.4: language ranges with weights; a range matches by its first subtag ("pt-BR" is Portuguese).
fn best(header: &str) -> Option<Lang> {
    let mut best: Option<(u16, Lang)> = None;
    for range in header.split(',').take(MOST_RANGES) {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
        let Some(lang) = Lang::from_tag(tag.split('-').next().unwrap_or_default()) else { continue };
        if weight > 0 && best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// RFC 9110 §12.4.2: a weight from 0 to 1 with at most three digits after the point. What is none counts as 0.
fn thousandths(weight: &str) -> u16 {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return 0;
    }
    match whole {
        "1" => 1000,
        "0" => format!("{fraction:0<3}").parse().unwrap_or(0),
        _ => 0,
    }
}

/// No browser sends more; a header made of thousands of ranges is not worth reading.
const MOST_RANGES: usize = 32;

#[cfg(test)]
mod tests {
    use super::{Lang, preferred};

    #[test]
    fn the_cookie_wins_then_the_heaviest_range_then_english() {
        for (cookie, header, expected) in [
            (None, None, Lang::En),
            (Some("ko"), Some("fr"), Lang::Ko),
            (Some("xx"), Some("fr"), Lang::Fr),
            (None, Some("nl, pt-BR;q=0.9, en;q=0.8"), Lang::Pt),
            (None, Some("en;q=0.5, zh-Hant-TW;q=0.75"), Lang::Zh),
            (None, Some("AR-eg"), Lang::Ar),
            (None, Some("ja;q=0, de;q=0.001"), Lang::De),
            (None, Some("ru;q=7, es;q=0.0001"), Lang::En),
            (None, Some("*"), Lang::En),
            (None, Some(",;,q=1"), Lang::En),
        ] {
            assert_eq!(preferred(cookie, header), expected, "{cookie:?} {header:?}");
        }
    }
}
