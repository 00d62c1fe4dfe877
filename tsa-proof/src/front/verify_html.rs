//! The verifier that is one file: it works from a disk, without any network, for as long as there are browsers.

use serde_json::{Map, Value, json};

use super::modules::{CHECKING, ENGINE, FILES, OFFLINE};
use super::{Document, csp_hash, script};
use crate::i18n::{Lang, Text};

/// The verifier, in all languages; `first` where the reader's browser asks for none of them. `trust` is what it believes without
/// being told: the JSON of the checking page's trust, or `{}` for one that goes into a package, where believing what came with it
/// is for its reader to decide.
#[must_use]
pub fn verify_html(first: Lang, trust: &str) -> Document {
    let style = concat!(
        include_str!("../../static/frame/frame.css"),
        include_str!("../../static/css/base.css"),
        include_str!("../../static/css/pages.css"),
        include_str!("../../static/css/verify.css"),
        include_str!("../../static/verify/offline.css"),
    );
    let script = script(&[ENGINE, FILES, CHECKING, OFFLINE]);
    // A policy in the file itself, since no server stands behind it.
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data:; worker-src blob:; connect-src 'none'; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types hashing-worker",
        csp_hash(&script),
        csp_hash(style),
    );
    let html = include_str!("../../static/verify/offline.html")
        .replace("{{lang}}", first.tag())
        .replacen("{{policy}}", &policy, 1)
        .replacen("{{style}}", style, 1)
        .replacen("{{languages}}", &data("languages", &languages().to_string()), 1)
        .replacen("{{trust}}", &data("trust", trust), 1)
        .replacen("{{script}}", &script, 1);
    Document { html, policy }
}

/// Of each language what `static/verify/language.mjs` wants.
fn languages() -> Value {
    let mut all = Map::new();
    for lang in Lang::ALL {
        let texts: Value = serde_json::from_str(&Text::new(lang).for_script(&PREFIXES)).unwrap_or_default();
        let language =
            json!({ "name": lang.autonym(), "dir": lang.dir(), "format": lang.format_tag(), "texts": texts });
        all.insert(String::from(lang.tag()), language);
    }
    Value::Object(all)
}

/// JSON inside an HTML script element that is not run.
fn data(id: &str, json: &str) -> String {
    format!("<script type=\"application/json\" id=\"{id}\">{}</script>", json.replace('<', "\\u003c"))
}

/// What `static/app/answers.mjs` and the page around it say.
const PREFIXES: [&str; 6] = ["common-", "frame-", "reason-", "result-", "trust-", "verify-"];

#[cfg(test)]
mod tests {
    use super::super::tests::inline_texts_are_named_by_the_policy;
    use super::*;

    #[test]
    fn it_is_one_file_that_can_reach_nothing() {
        let document = verify_html(Lang::En, "{}");
        inline_texts_are_named_by_the_policy(&document);
        assert!(document.html.contains(&format!("content=\"{}\"", document.policy)));
        assert!(document.policy.contains("connect-src 'none'"));
        for word in [
            "{{policy}}",
            "{{style}}",
            "{{languages}}",
            "{{trust}}",
            "{{script}}",
            " src=",
            " href=",
            "'unsafe-inline'",
        ] {
            assert!(!document.html.contains(word), "{word}");
        }
    }

    #[test]
    fn it_speaks_all_languages_and_everything_the_page_says() {
        let all = languages();
        for lang in Lang::ALL {
            let language = &all[lang.tag()];
            for id in ["verify-title", "frame-drop-verify", "reason-file-differs", "common-brand"] {
                assert!(language["texts"][id].is_string(), "{} {id}", lang.tag());
            }
        }
        assert_eq!(all["ar"]["dir"], "rtl");
    }

    #[test]
    fn trust_cannot_end_its_element() {
        let document = verify_html(Lang::En, r#"{"entries":[{"name":"</script><b>"}]}"#);
        assert!(!document.html.contains("</script><b>"));
    }
}
