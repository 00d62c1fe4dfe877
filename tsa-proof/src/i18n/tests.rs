use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::{Lang, Text, catalogue, format, script};

/// 2026-11-22T20:41:35Z
const AT: i64 = 1_795_380_095_000;

#[test]
fn every_file_parses_and_no_message_is_said_twice() {
    for (lang, areas) in catalogue::SOURCES {
        let mut seen = BTreeSet::new();
        for (area, source) in *areas {
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{}/{area}.ftl: {errors:?}", lang.tag()));
            for message in script::messages(&resource) {
                let id = message.id.name;
                assert!(seen.insert(id.to_owned()), "{}/{area}.ftl: {id} twice", lang.tag());
                assert!(message.value.is_some(), "{}/{area}.ftl: {id} has no text", lang.tag());
                assert!(message.attributes.is_empty(), "{}/{area}.ftl: {id} has attributes", lang.tag());
            }
        }
    }
}

#[test]
fn the_browser_can_say_every_message() {
    for (lang, areas) in catalogue::SOURCES {
        for (area, resource) in areas.iter().map(|(area, _)| area).zip(catalogue::resources(*lang)) {
            for message in script::messages(&resource.1) {
                let converted = message.value.as_ref().and_then(script::convert);
                assert!(converted.is_some(), "{}/{area}.ftl: {} is too clever", lang.tag(), message.id.name);
            }
        }
    }
}

#[test]
fn translated_languages_have_the_english_messages_with_the_english_variables() {
    let english = variables_of(Lang::En);
    for (lang, _) in catalogue::SOURCES {
        let theirs = variables_of(*lang);
        for (id, variables) in &english {
            assert_eq!(theirs.get(id), Some(variables), "{}: {id}", lang.tag());
        }
        for id in theirs.keys() {
            assert!(english.contains_key(id), "{}: {id} does not exist in English", lang.tag());
        }
    }
}

#[test]
fn every_code_of_the_service_has_words_in_every_language() {
    let problems = crate::api::problem::Code::ALL.map(crate::api::problem::Code::name);
    let codes = problems.iter().chain(&crate::deposit::query::AnswerFault::CODES);
    for (lang, id) in codes.flat_map(|code| Lang::ALL.map(|lang| (lang, format!("errors-code-{code}")))) {
        assert!(variables_of(lang).contains_key(&id), "{}: {id}", lang.tag());
    }
}

#[test]
fn a_message_that_nobody_has_is_its_id() {
    assert_eq!(Text::new(Lang::Ja).say("no-such-message"), "no-such-message");
    assert_eq!(Text::new(Lang::Ja).with("no-such-message", "name", "x"), "no-such-message");
}

#[test]
fn names_from_right_to_left_keep_to_themselves_in_every_language() {
    let said = |lang, name| Text::new(lang).with("frame-remove", "name", name);
    for lang in Lang::ALL {
        assert!(said(lang, "שם.txt").contains("\u{2068}שם.txt\u{2069}"), "{}", lang.tag());
        assert_eq!(said(lang, "name.txt").contains('\u{2068}'), lang == Lang::Ar, "{}", lang.tag());
    }
}

#[test]
fn the_binding_time_is_iso_in_every_language_and_the_spoken_one_is_local() {
    assert_eq!(format::iso(AT), "2026-11-22T20:41:35Z");
    assert_eq!(format::iso(AT + 7), "2026-11-22T20:41:35.007Z");
    assert_eq!(format::date(Lang::Fr, AT), "22 novembre 2026");
    assert_eq!(format::date(Lang::Ja, AT), "2026年11月22日");
    assert_eq!(format::date(Lang::Ru, AT), "22 ноября 2026\u{202f}г.");
    for lang in Lang::ALL {
        let said = format::date_time(lang, AT);
        assert!(
            said.contains("2026") && said.contains("41") && said.contains("35"),
            "{}: {said}",
            lang.tag()
        );
    }
}

#[test]
fn months_are_said_in_every_language() {
    assert_eq!(format::month(Lang::En, AT), "November 2026");
    assert_eq!(format::month(Lang::Pt, AT), "novembro de 2026");
    for lang in Lang::ALL {
        let said = format::month(lang, AT);
        assert!(said.contains("2026"), "{}: {said}", lang.tag());
    }
}

#[test]
fn numbers_and_sizes_have_the_separators_of_the_language() {
    assert_eq!(format::number(Lang::En, 1_234_567), "1,234,567");
    assert_eq!(format::number(Lang::De, 1_234_567), "1.234.567");
    assert_eq!(format::number(Lang::Ar, 1_234), "1,234");
    assert_eq!(format::number_f64(Lang::De, 0.25), "0,25");
    assert_eq!(format::size(Lang::En, 999), "999\u{a0}B");
    assert_eq!(format::size(Lang::En, 1_540), "1.5\u{a0}kB");
    assert_eq!(format::size(Lang::De, 2_500_000_000), "2,5\u{a0}GB");
    assert_eq!(format::size(Lang::En, 340_700_000), "340\u{a0}MB");
}

#[test]
fn messages_for_the_browser_cannot_end_their_element() {
    for lang in Lang::ALL {
        assert!(!Text::new(lang).for_script(&[""]).contains('<'));
    }
}

fn variables_of(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (_, resource) in catalogue::resources(lang) {
        for message in script::messages(resource) {
            let mut names = BTreeSet::new();
            if let Some(pattern) = &message.value {
                collect(pattern, &mut names);
            }
            all.insert(message.id.name.to_owned(), names);
        }
    }
    all
}

fn collect(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => collect_inline(inline, names),
            Expression::Select { selector, variants } => {
                collect_inline(selector, names);
                for variant in variants {
                    collect(&variant.value, names);
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                collect_inline(argument, names);
            }
        }
        _ => {}
    }
}

/// A message that nothing says is translated ten times for nobody. Ids that are put together when they are said are found by the
/// families below, and reasons by the codes of the assessment.
#[test]
fn every_message_is_said_somewhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words = BTreeSet::new();
    for folder in ["src", "static", "templates"] {
        words_of(&root.join(folder), &mut words);
    }
    let mut codes = BTreeSet::new();
    words_of(&root.join("../tsa-evidence/src"), &mut codes);
    let is_reason = |id: &str| {
        let code = id.strip_prefix("reason-").map(|code| code.strip_suffix("-try").unwrap_or(code));
        code.is_some_and(|code| !code.starts_with("text-") && codes.contains(code))
    };
    let is_composed = |id: &str| COMPOSED.iter().any(|family| id.starts_with(family));
    let unsaid: Vec<String> = variables_of(Lang::En)
        .into_keys()
        .filter(|id| !words.contains(id) && !is_composed(id) && !is_reason(id))
        .collect();
    assert!(unsaid.is_empty(), "nothing says {unsaid:?}");
}

/// All words of the files in a folder that might be ids; tests say nothing to anybody.
fn words_of(folder: &std::path::Path, words: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            words_of(&path, words);
        } else if !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let found = text.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-');
            words.extend(found.map(String::from));
        }
    }
}

/// The beginnings of ids whose ends are named elsewhere: kinds, states, codes, chapters.
const COMPOSED: &[&str] = &[
    "account-check-mail-",
    "account-error-",
    "account-kind-",
    "common-assurance-",
    "common-category-",
    "common-kind-",
    "common-role-",
    "common-stage-",
    "common-state-",
    "deposit-contract-title",
    "deposit-error-",
    "deposit-hint-",
    "deposit-holder-",
    "deposit-kind-",
    "deposit-note",
    "deposit-series",
    "deposit-state-",
    "deposit-text-",
    "deposit-use-note",
    "deposit-work-title",
    "errors-code-",
    "frame-drop-",
    "frame-error-",
    "frame-folder-",
    "frame-hint-",
    "frame-state-",
    "help-judge-",
    "help-keep-",
    "help-privacy-",
    "help-word-",
    "mail-address-asked-",
    "mail-already-",
    "mail-confirm-",
    "mail-factor-",
    "mail-new-address-",
    "mail-password-",
    "mail-reset-",
    "mail-result-",
    "package-means-assurance-",
    "verify-cannot-",
    "verify-fail",
    "verify-file",
    "verify-holder",
    "verify-pass",
    "verify-time",
    "verify-trust-",
];
