//! The ten languages: which there are, how one is chosen, and how a message is said in it.
//!
//! Messages are Fluent files, `locales/<language>/<area>.ftl`; see `docs/decisions/0060-messages.md`.

mod catalogue;
pub mod format;
mod negotiate;
mod script;

use std::borrow::{Borrow, Cow};

use fluent_bundle::{FluentArgs, FluentValue};

pub use negotiate::preferred;

/// A language of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// العربية
    Ar,
    /// Deutsch
    De,
    /// English, the language every message exists in.
    En,
    /// Español
    Es,
    /// Français
    Fr,
    /// 日本語
    Ja,
    /// 한국어
    Ko,
    /// Português
    Pt,
    /// Русский
    Ru,
    /// 中文
    Zh,
}

impl Lang {
    /// All of them, in the order of their tags.
    pub const ALL: [Self; 10] =
        [Self::Ar, Self::De, Self::En, Self::Es, Self::Fr, Self::Ja, Self::Ko, Self::Pt, Self::Ru, Self::Zh];

    /// The language of a tag such as `fr`; exactly that, no region and no upper case.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The tag used in addresses, folders and `lang` attributes (BCP 47).
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ja => "ja",
            Self::Ko => "ko",
            Self::Pt => "pt",
            Self::Ru => "ru",
            Self::Zh => "zh",
        }
    }

    /// The tag for dates and numbers: Arabic keeps the digits that hashes, sizes and times are written in.
    #[must_use]
    pub fn format_tag(self) -> &'static str {
        match self {
            Self::Ar => "ar-u-nu-latn",
            other => other.tag(),
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub fn autonym(self) -> &'static str {
        match self {
            Self::Ar => "العربية",
            Self::De => "Deutsch",
            Self::En => "English",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::Ja => "日本語",
            Self::Ko => "한국어",
            Self::Pt => "Português",
            Self::Ru => "Русский",
            Self::Zh => "中文",
        }
    }

    /// The direction of its writing, as HTML's `dir` wants it.
    #[must_use]
    pub fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            _ => "ltr",
        }
    }
}

/// The messages of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    lang: Lang,
}

impl Text {
    /// The messages of `lang`.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language they are in.
    #[must_use]
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// A message without variables. A message that the language lacks is said in English.
    #[must_use]
    pub fn say(self, id: &str) -> Cow<'static, str> {
        catalogue::say(self.lang, id, None)
    }

    /// A message with variables.
    #[must_use]
    pub fn say_with(self, id: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            args.set(*name, catalogue::isolated(self.lang, value));
        }
        catalogue::say(self.lang, id, Some(&args)).into_owned()
    }

    /// A message with one text variable, for templates.
    #[must_use]
    pub fn with(self, id: &str, name: &str, value: impl AsRef<str>) -> String {
        self.say_with(id, &[(name, FluentValue::from(value.as_ref()))])
    }

    /// A message with the variable `$count`, for templates.
    #[must_use]
    pub fn count(self, id: &str, count: impl Borrow<u64>) -> String {
        self.say_with(id, &[("count", FluentValue::from(*count.borrow()))])
    }

    /// Whether the message exists, in this language or in English.
    #[must_use]
    pub fn knows(self, id: &str) -> bool {
        catalogue::knows(id)
    }

    /// The messages whose ids start with one of `prefixes`, as JSON that `app/text.mjs` reads.
    #[must_use]
    pub fn for_script(self, prefixes: &[&str]) -> String {
        script::patterns(self.lang, prefixes)
    }
}

#[cfg(test)]
mod tests;
