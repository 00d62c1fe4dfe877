use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use askama::Template as _;

use super::{Page, landing::Landing};
use crate::i18n::{Lang, Text};

#[test]
fn every_message_that_a_template_or_script_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = Text::new(Lang::En);
    let mut unknown = BTreeSet::new();
    for folder in ["templates", "static/app"] {
        for path in files_below(&root.join(folder)) {
            let source = std::fs::read_to_string(&path).expect("a text file");
            for id in ids_in(&source) {
                if !text.knows(id) {
                    unknown.insert(format!("{}: {id}", path.strip_prefix(root).expect("inside").display()));
                }
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn no_template_has_a_style_or_script_of_its_own() {
    for path in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")) {
        let source = std::fs::read_to_string(&path).expect("a text file");
        for forbidden in [" style=", "<style", " onclick=", " onload=", "javascript:", "http://", "https://"]
        {
            assert!(!source.contains(forbidden), "{}: {forbidden}", path.display());
        }
        for script in source.split("<script").skip(1) {
            assert!(script.starts_with(" type=\"application/json\""), "{}", path.display());
        }
    }
}

#[test]
fn the_landing_page_says_its_language_and_direction() {
    for lang in Lang::ALL {
        let html = landing(Page::new(lang, "/")).render().expect("the template");
        let head = format!("<html lang=\"{}\" dir=\"{}\"", lang.tag(), lang.dir());
        assert!(html.contains(&head), "{}", lang.tag());
        assert!(
            !html.contains(">landing-") && !html.contains(">common-"),
            "{}: an unknown message",
            lang.tag()
        );
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let page = Page::new(Lang::En, "/").signed_in("<script>alert(1)</script>\"'&", "t\"><b>");
    let html = landing(page).render().expect("the template");
    assert!(!html.contains("<script>alert") && !html.contains("<b>"));
}

fn landing(page: Page) -> Landing {
    Landing { page, trust: "{}".to_owned() }
}

/// Quoted words that begin like a message of an area: `"vault-title"`, not `"vault-"` (a prefix) nor `class="vault-row"`.
fn ids_in(source: &str) -> impl Iterator<Item = &str> {
    let calls = ["say(\"", "knows(\"", "with(\"", "count(\""];
    calls.into_iter().flat_map(move |call| {
        source.split(call).skip(1).filter_map(|rest| rest.split('"').next()).filter(|id| !id.ends_with('-'))
    })
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}
