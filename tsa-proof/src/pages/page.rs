//! What every page has: its language, its address in the other languages, who is signed in.

use std::borrow::Cow;

use super::{assets, scripts};
use crate::i18n::{Lang, Text};

/// The frame of a page; templates have it as `page` and extend `layout.html`.
#[derive(Clone, Debug)]
pub struct Page {
    /// The messages of its language.
    pub t: Text,
    /// Its address without the language, such as `/vault?category=research`; it starts with a slash.
    pub path: String,
    /// The name of who is signed in.
    pub signed_in: Option<String>,
    /// The token that a form of this page sends as `csrf` and a script as `X-CSRF-Token`; pages without forms have none.
    pub csrf: Option<String>,
    /// Whether the service runs as a trial on its own machine, with an outbox in place of mail.
    pub trial: bool,
    /// Whether the page keeps no choice of language, because it sets no cookie at all.
    pub cookieless: bool,
}

impl Page {
    /// A page for somebody who is not signed in.
    #[must_use]
    pub fn new(lang: Lang, path: impl Into<String>) -> Self {
        Self {
            t: Text::new(lang),
            path: path.into(),
            signed_in: None,
            csrf: None,
            trial: false,
            cookieless: false,
        }
    }

    /// The same page for who is signed in under `name`, with the token for its requests.
    #[must_use]
    pub fn signed_in(mut self, name: impl Into<String>, csrf: impl Into<String>) -> Self {
        self.signed_in = Some(name.into());
        self.csrf = Some(csrf.into());
        self
    }

    /// The same page where even a choice of language sets no cookie.
    #[must_use]
    pub fn without_cookies(mut self) -> Self {
        self.cookieless = true;
        self
    }

    /// A message without variables.
    #[must_use]
    pub fn say(&self, id: &str) -> Cow<'static, str> {
        self.t.say(id)
    }

    /// The tag of its language.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.t.lang().tag()
    }

    /// The tag for dates and numbers in scripts.
    #[must_use]
    pub fn format_lang(&self) -> &'static str {
        self.t.lang().format_tag()
    }

    /// The direction of its language.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        self.t.lang().dir()
    }

    /// The address of another page in the same language.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        format!("/{}{path}", self.lang())
    }

    /// `page` where the page is `path` or below it, for `aria-current`.
    #[must_use]
    pub fn current(&self, path: &str) -> &'static str {
        let own = self.path.split('?').next().unwrap_or_default();
        let below = own.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if below { "page" } else { "false" }
    }

    /// The same page in every language.
    #[must_use]
    pub fn languages(&self) -> Vec<Alternative> {
        let alternative = |lang: Lang| Alternative {
            tag: lang.tag(),
            dir: lang.dir(),
            autonym: lang.autonym(),
            href: format!("/{}{}", lang.tag(), self.path),
            current: lang == self.t.lang(),
        };
        Lang::ALL.into_iter().map(alternative).collect()
    }

    /// The name of its language in itself.
    #[must_use]
    pub fn autonym(&self) -> &'static str {
        self.t.lang().autonym()
    }

    /// The script element of a page; empty for a page that has none.
    #[must_use]
    pub fn script(&self, page: &str) -> &'static str {
        scripts::element(page)
    }

    /// The address of a static file.
    #[must_use]
    pub fn asset(&self, path: &str) -> String {
        assets::address(path)
    }

    /// The messages that a script of the page says, as JSON. `prefixes` are separated by spaces.
    #[must_use]
    pub fn texts(&self, prefixes: &str) -> String {
        self.t.for_script(&prefixes.split_ascii_whitespace().collect::<Vec<_>>())
    }
}

/// The page in a language.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The language's tag.
    pub tag: &'static str,
    /// Its direction.
    pub dir: &'static str,
    /// Its name in itself.
    pub autonym: &'static str,
    /// The page's address in it.
    pub href: String,
    /// Whether it is the language shown now.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::i18n::Lang;

    #[test]
    fn a_page_knows_itself_in_ten_languages() {
        let page = Page::new(Lang::Ar, "/vault?category=research");
        let languages = page.languages();
        assert_eq!(languages.len(), 10);
        assert_eq!(languages[0].href, "/ar/vault?category=research");
        assert_eq!(languages.iter().filter(|language| language.current).count(), 1);
        assert_eq!((page.href("/verify"), page.dir()), ("/ar/verify".to_owned(), "rtl"));
    }

    #[test]
    fn the_current_place_includes_what_is_below_it() {
        let page = Page::new(Lang::En, "/deposits/00ff");
        assert_eq!(
            (page.current("/deposits"), page.current("/deposit"), page.current("/")),
            ("page", "false", "false")
        );
    }
}
