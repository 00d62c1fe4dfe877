use alloc::format;
use alloc::string::ToString;
use proptest::prelude::*;

use super::*;

const LIMITS: Limits = Limits { octets: 1000, depth: 3 };

fn read(text: &str) -> Result<Value, JsonFault> {
    parse(text.as_bytes(), LIMITS)
}

#[test]
fn rfc8785_3_2_2_2_escapes() {
    let value = Value::String("\u{0}\u{8}\t\n\u{c}\r\u{1f}\"\\/\u{7f}é\u{2028}€😀".to_string());
    let text = write(&value);
    assert_eq!(text, "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\u{7f}é\u{2028}€😀\"");
    assert_eq!(read(&text), Ok(value));
}

#[test]
fn rfc8785_3_2_3_members_are_sorted() {
    assert!(read(r#"{"a":1,"b":[{},[]],"c":"x"}"#).is_ok());
    assert_eq!(read(r#"{"b":1,"a":2}"#), Err(JsonFault::NotCanonical));
}

#[test]
fn what_is_not_canonical() {
    for text in [
        "{ }",
        "[1, 2]",
        "1\n",
        " 1",
        r#""\u0041""#,
        r#""\/""#,
        r#""\u000A""#,
        r#""\u001F""#,
        r#""\ud83d\ude00""#,
    ] {
        assert_eq!(read(text), Err(JsonFault::NotCanonical), "{text}");
        assert!(parse_any_form(text.as_bytes(), LIMITS).is_ok(), "{text}");
    }
}

#[test]
fn what_is_not_json() {
    for text in [
        "",
        "{",
        "[",
        "\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "[,1]",
        "01",
        "-",
        "1.",
        "1e",
        "+1",
        "tru",
        "\"\n\"",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"\\ud800x\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "1 2",
        "{a:1}",
        "'a'",
        "\u{feff}1",
        "[1}",
        "// \n1",
        "\"\\u12\"",
        "NaN",
    ] {
        assert_eq!(read(text), Err(JsonFault::Syntax), "{text}");
    }
    assert_eq!(parse(b"\"\xff\"", LIMITS), Err(JsonFault::Syntax));
}

#[test]
fn what_has_two_readings() {
    assert_eq!(read(r#"{"a":1,"a":1}"#), Err(JsonFault::DuplicateMember));
    assert_eq!(read(r#"{"a":1,"\u0061":2}"#), Err(JsonFault::DuplicateMember));
}

#[test]
fn which_values_are_not_used() {
    for text in [
        "true",
        "false",
        "null",
        "-1",
        "-0",
        "1.0",
        "1e3",
        "1E-2",
        "9007199254740992",
        "99999999999999999999999",
        "{\"é\":1}",
    ] {
        assert_eq!(read(text), Err(JsonFault::ValueKind), "{text}");
    }
    assert_eq!(read("9007199254740991"), Ok(Value::Integer(MAX_INTEGER)));
}

#[test]
fn limits() {
    assert!(read("[[[]]]").is_ok());
    assert_eq!(read("[[[[]]]]"), Err(JsonFault::TooDeep));
    assert_eq!(read(r#"{"a":{"a":{"a":{}}}}"#), Err(JsonFault::TooDeep));
    assert_eq!(read(&"[".repeat(1000)), Err(JsonFault::TooDeep));
    assert_eq!(read(&" ".repeat(1001)), Err(JsonFault::TooLarge));
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf =
        prop_oneof![(0..=MAX_INTEGER).prop_map(Value::Integer), any::<String>().prop_map(Value::String),];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map("[ -~]{0,5}", inner, 0..4).prop_map(Value::Object),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read(value in any_value()) {
        let limits = Limits { octets: 1 << 20, depth: 8 };
        prop_assert_eq!(parse(write(&value).as_bytes(), limits), Ok(value));
    }

    #[test]
    fn another_reader_agrees(value in any_value()) {
        let text = write(&value);
        let theirs: serde_json::Value = serde_json::from_str(&text).unwrap();
        // serde_json's maps are sorted by octets too, and its compact form differs only where JCS escapes more shortly.
        let again = parse_any_form(theirs.to_string().as_bytes(), Limits { octets: 1 << 20, depth: 8 });
        prop_assert_eq!(again, Ok(value));
    }

    #[test]
    fn nothing_makes_the_reader_panic(text in ".{0,60}", noise in "[\\[\\]{}\",:0-9tfn\\\\u-]{0,60}") {
        let _ = read(&text);
        let _ = read(&noise);
        let _ = read(&format!("[{noise}]"));
    }
}
