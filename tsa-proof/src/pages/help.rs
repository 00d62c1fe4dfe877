//! Help (proof-service S19): first steps, what a judge will ask, words, contact.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::Page;
use super::errors::{PageError, html};
use crate::app::AppState;

/// `GET /{lang}/help`
pub(super) async fn show(State(state): State<AppState>, page: Page) -> Result<Html<String>, PageError> {
    html(page.t.lang(), &Help { contact: state.config.contact.clone(), page })
}

#[derive(Template)]
#[template(path = "help.html")]
pub(super) struct Help {
    pub(super) page: Page,
    /// The operator's address.
    pub(super) contact: Option<String>,
}

impl Help {
    /// Questions and answers of a chapter, `help-<chapter>-<n>-q` and `-a`.
    fn questions(&self, chapter: &str) -> Vec<[String; 2]> {
        let say = |place: u32, part: &str| {
            let id = format!("help-{chapter}-{place}-{part}");
            self.page.t.knows(&id).then(|| self.page.say(&id).into_owned())
        };
        (1..).map_while(|place| Some([say(place, "q")?, say(place, "a")?])).collect()
    }

    /// Words and what they mean.
    fn words(&self) -> Vec<[String; 2]> {
        let said = |word: &&str| {
            [format!("help-word-{word}"), format!("help-word-{word}-text")]
                .map(|id| self.page.say(&id).into_owned())
        };
        WORDS.iter().map(said).collect()
    }
}

const WORDS: [&str; 10] = [
    "fingerprint",
    "token",
    "claim",
    "package",
    "authority",
    "certificate",
    "log",
    "accuracy",
    "holder",
    "nonce",
];
