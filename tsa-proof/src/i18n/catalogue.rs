//! All messages, parsed once.

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::{Lang, format};

/// Says the message `id` in `lang`, else in English, else the id itself.
pub(super) fn say(lang: Lang, id: &str, args: Option<&FluentArgs<'_>>) -> Cow<'static, str> {
    for lang in [lang, Lang::En] {
        let bundle = bundle(lang);
        if let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) {
            let mut errors = Vec::new();
            let said = bundle.format_pattern(pattern, args, &mut errors);
            if !errors.is_empty() {
                tracing::warn!(
                    message.id = id,
                    message.lang = lang.tag(),
                    ?errors,
                    "message lacks something"
                );
            }
            return Cow::Owned(said.into_owned());
        }
    }
    Cow::Owned(id.to_owned())
}

/// A text for a sentence in `lang`. Letters from right to left in a sentence from left to right would disorder what stands around
/// them, so they are set apart (U+2068 … U+2069); the bundle of Arabic does so with everything.
pub(super) fn isolated<'a>(lang: Lang, value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(text) if lang != Lang::Ar && text.chars().any(is_from_the_right) => {
            FluentValue::from(format!("\u{2068}{text}\u{2069}"))
        }
        other => other.clone(),
    }
}

/// The blocks of Hebrew, Arabic and their relatives, and the marks that turn a direction; `static/frame/words.mjs` has the same.
const fn is_from_the_right(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether there is an English message `id`.
pub(super) fn knows(id: &str) -> bool {
    bundle(Lang::En).has_message(id)
}

/// The files of `lang`, parsed; those of an area that is not translated are missing.
pub(super) fn resources(lang: Lang) -> &'static [(&'static str, FluentResource)] {
    RESOURCES.iter().find(|(of, _)| *of == lang).map_or(&[], |(_, resources)| resources)
}

fn bundle(lang: Lang) -> &'static FluentBundle<&'static FluentResource> {
    &BUNDLES[lang as usize]
}

fn build(lang: Lang) -> FluentBundle<&'static FluentResource> {
    #[expect(clippy::expect_used, reason = "the ten tags are well formed; a test says each")]
    let tag = lang.tag().parse().expect("a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // A name inside an Arabic sentence keeps its own direction; elsewhere `isolated` sees to those that need it.
    bundle.set_use_isolating(lang == Lang::Ar);
    bundle.set_formatter(Some(number_writer(lang)));
    #[expect(clippy::expect_used, reason = "NUMBER is added once, to an empty bundle")]
    bundle
        .add_function("NUMBER", |positional, _| match positional {
            [value @ FluentValue::Number(_), ..] => value.clone(),
            _ => FluentValue::Error,
        })
        .expect("a fresh bundle");
    for (area, resource) in resources(lang) {
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::warn!(message.area = area, message.lang = lang.tag(), ?errors, "message defined twice");
        }
    }
    bundle
}

/// A plain function per language, because a bundle takes no closure here.
fn number_writer<M: MemoizerKind>(lang: Lang) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match lang {
        Lang::Ar => write_number::<0, M>,
        Lang::De => write_number::<1, M>,
        Lang::En => write_number::<2, M>,
        Lang::Es => write_number::<3, M>,
        Lang::Fr => write_number::<4, M>,
        Lang::Ja => write_number::<5, M>,
        Lang::Ko => write_number::<6, M>,
        Lang::Pt => write_number::<7, M>,
        Lang::Ru => write_number::<8, M>,
        Lang::Zh => write_number::<9, M>,
    }
}

fn write_number<const LANG: usize, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(format::number_f64(*Lang::ALL.get(LANG)?, number.value)),
        _ => None,
    }
}

fn parse(source: &str) -> FluentResource {
    // A file that does not parse keeps the messages that do; the test of the files fails on it.
    FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

type Resources = Vec<(Lang, Vec<(&'static str, FluentResource)>)>;

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| {
    SOURCES
        .iter()
        .map(|(lang, areas)| (*lang, areas.iter().map(|(area, source)| (*area, parse(source))).collect()))
        .collect()
});

static BUNDLES: LazyLock<[FluentBundle<&'static FluentResource>; 10]> =
    LazyLock::new(|| Lang::ALL.map(build));

macro_rules! files {
    ($lang:literal) => {
        files!(
            $lang: "account", "common", "deposit", "errors", "frame", "help", "landing",
            "mail", "package", "reasons", "result", "trust", "vault", "verify"
        )
    };
    ($lang:literal: $($area:literal),+) => {
        &[$(($area, include_str!(concat!("../../locales/", $lang, "/", $area, ".ftl")))),+]
    };
}

/// The files of each language.
pub(super) const SOURCES: &[(Lang, &[(&str, &str)])] = &[
    (Lang::Ar, files!("ar")),
    (Lang::Zh, files!("zh")),
    (Lang::En, files!("en")),
    (Lang::Fr, files!("fr")),
    (Lang::De, files!("de")),
    (Lang::Ja, files!("ja")),
    (Lang::Ko, files!("ko")),
    (Lang::Pt, files!("pt")),
    (Lang::Ru, files!("ru")),
    (Lang::Es, files!("es")),
];
