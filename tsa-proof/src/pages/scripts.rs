//! The scripts of the pages. Each page has one, inside it, joined of modules under `static/`; the policy of all pages names
//! these scripts by their hashes and no other (reliability row 39).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::front::bundle::{self, Module};
use crate::front::csp_hash;

/// The script element of the page whose own module is `app/<page>.mjs`; `layout` for pages without one. Nothing for a page that
/// is not in the list below, which a test would notice.
#[must_use]
pub(crate) fn element(page: &str) -> &'static str {
    SCRIPTS.iter().find(|script| script.page == page).map_or("", |script| &script.element)
}

/// What `script-src` names: the hash of each of them.
#[must_use]
pub(crate) fn sources() -> String {
    SCRIPTS.iter().map(|script| script.hash.as_str()).collect::<Vec<_>>().join(" ")
}

struct Script {
    page: &'static str,
    hash: String,
    element: String,
}

impl Script {
    fn of(page: &'static str) -> Self {
        let text = bundle::join(&modules_of(&format!("{page}.mjs")));
        Self { page, hash: csp_hash(&text), element: format!("<script type=\"module\">{text}</script>") }
    }
}

/// What every page does, then the module `name`; each module behind those it imports from.
fn modules_of(name: &str) -> Vec<Module> {
    let (mut order, mut seen) = (Vec::new(), BTreeSet::new());
    for name in ["layout.mjs", name] {
        add(name, &mut order, &mut seen);
    }
    order
}

fn add<'a>(name: &'a str, order: &mut Vec<Module>, seen: &mut BTreeSet<&'a str>) {
    let Some(module) = MODULES.iter().find(|(known, _)| *known == name) else { return };
    if seen.insert(name) {
        for import in bundle::imports(module.1) {
            add(import, order, seen);
        }
        order.push(*module);
    }
}

static SCRIPTS: LazyLock<Vec<Script>> = LazyLock::new(|| PAGES.into_iter().map(Script::of).collect());

/// The pages with a module of their own, and `layout`, which all the others have.
const PAGES: [&str; 7] = ["layout", "compare", "deposit", "landing", "proof", "result", "verify"];

const MODULES: &[Module] = bundle::modules![
    "../../tsa-wasm/js/bytes.mjs",
    "app/answers.mjs",
    "app/api.mjs",
    "app/basket.mjs",
    "app/checking.mjs",
    "app/column.mjs",
    "app/compare.mjs",
    "app/deposit.mjs",
    "app/dom.mjs",
    "app/frame.mjs",
    "app/gather.mjs",
    "app/holders.mjs",
    "app/issue.mjs",
    "app/issuing.mjs",
    "app/items.mjs",
    "app/landing.mjs",
    "app/layout.mjs",
    "app/loose.mjs",
    "app/memory.mjs",
    "app/names.mjs",
    "app/package.mjs",
    "app/presets.mjs",
    "app/preview.mjs",
    "app/problems.mjs",
    "app/progress.mjs",
    "app/proof.mjs",
    "app/result.mjs",
    "app/text.mjs",
    "app/verify.mjs",
    "app/zip.mjs",
    "frame/words.mjs",
    "js/frame-client.mjs",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_is_in_a_script_behind_those_it_imports() {
        let mut used = BTreeSet::new();
        for page in PAGES {
            let mut known = BTreeSet::new();
            for (name, text) in modules_of(&format!("{page}.mjs")) {
                for import in bundle::imports(text) {
                    assert!(
                        known.contains(import),
                        "{page}: {name} stands before {import}, or it is not in the list"
                    );
                }
                known.insert(name);
            }
            assert!(known.contains(format!("{page}.mjs").as_str()), "{page}");
            used.extend(known);
        }
        let unused: Vec<&str> =
            MODULES.iter().map(|(name, _)| *name).filter(|name| !used.contains(name)).collect();
        assert!(unused.is_empty(), "{unused:?}");
    }

    #[test]
    fn every_module_in_the_folders_is_listed() {
        for folder in ["app", "js"] {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static").join(folder);
            for entry in std::fs::read_dir(path).expect("a folder") {
                let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
                assert!(MODULES.iter().any(|(known, _)| *known == name), "{folder}/{name}");
            }
        }
    }

    #[test]
    fn an_element_ends_where_it_is_meant_to_and_has_its_hash_among_the_sources() {
        let sources = sources();
        for page in PAGES {
            let element = element(page);
            let text = element.strip_prefix("<script type=\"module\">").expect("its beginning");
            let text = text.strip_suffix("</script>").expect("its end");
            assert!(!text.contains("</") && !text.contains("<!--"), "{page}");
            assert!(sources.split(' ').any(|source| source == csp_hash(text)), "{page}");
        }
        assert_eq!(sources.split(' ').count(), PAGES.len());
        assert_eq!(element("nothing"), "");
    }

    #[test]
    fn every_template_with_a_script_names_one_that_there_is() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut named = 0;
        for entry in std::fs::read_dir(folder).expect("the templates") {
            let path = entry.expect("an entry").path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            for (at, found) in text.match_indices("page.script(\"") {
                let page = text.split_at(at + found.len()).1.split('"').next().unwrap_or_default();
                assert!(PAGES.contains(&page), "{}: {page}", path.display());
                named += 1;
            }
        }
        assert_eq!(named, PAGES.len());
    }
}
