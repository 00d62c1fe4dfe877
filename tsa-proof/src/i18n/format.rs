//! Numbers, sizes and dates in a language; and the binding time, which is in none.

use icu::calendar::{Date, Iso};
use icu::datetime::{DateTimeFormatter, fieldsets};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;
use icu::time::{DateTime, Time};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Lang, Text};

/// The binding form of a time: ISO 8601, UTC, ASCII, in every language; milliseconds only where there are any.
#[must_use]
pub fn iso(unix_millis: i64) -> String {
    match Timestamp::from_millisecond(unix_millis) {
        Ok(at) => at.to_string(),
        Err(_) => String::from("?"),
    }
}

/// The same time in words of the language, in UTC, to stand beside [`iso`]: "22 November 2026 at 20:41:35".
#[must_use]
pub fn date_time(lang: Lang, unix_millis: i64) -> String {
    let Some(input) = civil(unix_millis) else { return iso(unix_millis) };
    let fields = fieldsets::YMD::long().with_time_hms();
    DateTimeFormatter::try_new(locale(lang).into(), fields)
        .map_or_else(|_| iso(unix_millis), |formatter| formatter.format(&input).to_string())
}

/// The day alone, in UTC: "22 November 2026".
#[must_use]
pub fn date(lang: Lang, unix_millis: i64) -> String {
    let Some(input) = civil(unix_millis) else { return iso(unix_millis) };
    DateTimeFormatter::try_new(locale(lang).into(), fieldsets::YMD::long())
        .map_or_else(|_| iso(unix_millis), |formatter| formatter.format(&input.date).to_string())
}

/// The month, in UTC: "November 2026".
#[must_use]
pub fn month(lang: Lang, unix_millis: i64) -> String {
    // For a Portuguese month with its year ICU4X 2.4 loads no digits, and panics; "22 de novembro de 2026" has them both.
    if lang == Lang::Pt {
        let day = date(lang, unix_millis);
        return day.split_once(" de ").map_or_else(|| day.clone(), |(_, month)| month.to_owned());
    }
    let Some(input) = civil(unix_millis) else { return iso(unix_millis) };
    DateTimeFormatter::try_new(locale(lang).into(), fieldsets::YM::long())
        .map_or_else(|_| iso(unix_millis), |formatter| formatter.format(&input.date).to_string())
}

/// A whole number with the language's separators.
#[must_use]
pub fn number(lang: Lang, value: u64) -> String {
    decimal(lang, &Decimal::from(value))
}

/// A number that may have a fraction, of at most three digits.
#[must_use]
pub fn number_f64(lang: Lang, value: f64) -> String {
    let plain = format!("{value:.3}");
    let plain = plain.trim_end_matches('0').trim_end_matches('.');
    plain.parse::<Decimal>().map_or_else(|_| plain.to_owned(), |value| decimal(lang, &value))
}

/// An accuracy, rounded up to what is shown: "within 1 second".
#[must_use]
pub fn accuracy(text: Text, micros: i64) -> String {
    let millis = micros.unsigned_abs().div_ceil(1000);
    match millis % 1000 {
        0 => text.count("common-accuracy-seconds", millis / 1000),
        _ => text.count("common-accuracy-millis", millis),
    }
}

/// A size in bytes, kB, MB, GB or TB (powers of ten), with one digit after the point where that helps.
#[must_use]
pub fn size(lang: Lang, bytes: u64) -> String {
    let (unit, scale) = UNITS.iter().rev().find(|(_, scale)| bytes >= *scale).copied().unwrap_or(("B", 1));
    let tenths = u128::from(bytes) * 10 / u128::from(scale);
    let mut value = Decimal::from(u64::try_from(tenths).unwrap_or(u64::MAX));
    value.multiply_pow10(-1);
    if scale == 1 || tenths >= 1000 || tenths % 10 == 0 {
        value = Decimal::from(u64::try_from(tenths / 10).unwrap_or(u64::MAX));
    }
    format!("{}\u{a0}{unit}", decimal(lang, &value))
}

fn decimal(lang: Lang, value: &Decimal) -> String {
    DecimalFormatter::try_new(locale(lang).into(), icu::decimal::options::DecimalFormatterOptions::default())
        .map_or_else(|_| value.to_string(), |formatter| formatter.format_to_string(value))
}

fn civil(unix_millis: i64) -> Option<DateTime<Iso>> {
    let at = Timestamp::from_millisecond(unix_millis).ok()?.to_zoned(TimeZone::UTC).datetime();
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(i8::unsigned_abs);
    let date = Date::try_new_iso(i32::from(at.year()), month, day).ok()?;
    Some(DateTime { date, time: Time::try_new(hour, minute, second, 0).ok()? })
}

fn locale(lang: Lang) -> Locale {
    lang.format_tag().parse().unwrap_or(Locale::UNKNOWN)
}

const UNITS: [(&str, u64); 5] =
    [("B", 1), ("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000)];
