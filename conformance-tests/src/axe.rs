//! What axe-core finds on a page: the rules of WCAG 2.2 that a program can check.

use std::fs;

use crate::browser::Browser;
use crate::report::profile_directory;

/// axe-core as `conformance-tests/tools.sh` installs it.
pub struct Axe(String);

impl Axe {
    /// Reads it.
    ///
    /// # Panics
    ///
    /// When it is not here, with the words that say how to install it.
    pub fn load() -> Self {
        let file = profile_directory().with_file_name("tools").join("node/node_modules/axe-core/axe.min.js");
        let source = fs::read_to_string(&file);
        Self(source.unwrap_or_else(|error| {
            panic!("{}: {error}\nrun conformance-tests/tools.sh", file.display());
        }))
    }

    /// What is serious or worse on the page that is open, one line each, with `page` in front.
    ///
    /// # Panics
    ///
    /// When hardly a rule passed: then there was no page to look at.
    pub fn serious(&self, browser: &Browser, page: &str) -> Vec<String> {
        browser.run(&self.0, &[]);
        let results = browser.run(LOOK, &[]);
        assert!(results["passes"].as_u64() > Some(5), "{page}: axe-core has looked at nothing: {results}");
        let faults = results["faults"].as_array().cloned().unwrap_or_default();
        faults.iter().map(|fault| format!("{page}: {fault}")).collect()
    }
}

// Colours on their way from one to another are nobody's fault: they are made to arrive. To wait for it could take for ever, in a browser that
// has no picture to draw.
const LOOK: &str = "for (const animation of document.getAnimations()) animation.finish();
    const results = await axe.run(document, { resultTypes: ['violations'], iframes: false });
    const faults = results.violations.filter((fault) => ['serious', 'critical'].includes(fault.impact))
        .map((fault) => `${fault.id}: ${fault.help}: ${fault.nodes.map((node) => node.target.join(' ')).slice(0, 4).join(' | ')}`);
    return { faults, passes: results.passes.length };";
