//! The sandboxed frame (reliability row 39): files are chosen, hashed and packed in it, and nothing it holds can leave.

use std::sync::LazyLock;

use super::modules::{CHECKING, ENGINE, FILES, FRAME};
use super::{Document, csp_hash, script};

/// The frame, to be served at `/frame` without cookies, and embedded by
/// `<iframe sandbox="allow-scripts allow-downloads" src="/frame">`.
#[must_use]
pub fn frame() -> &'static Document {
    &DOCUMENT
}

static DOCUMENT: LazyLock<Document> = LazyLock::new(assemble);

fn assemble() -> Document {
    let style = include_str!("../../static/frame/frame.css");
    let script = script(&[ENGINE, FILES, CHECKING, FRAME]);
    // `sandbox` makes the origin opaque even if the document is opened by itself; connect-src falls back to 'none'.
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'self'; sandbox allow-scripts allow-downloads; \
         require-trusted-types-for 'script'; trusted-types hashing-worker",
        csp_hash(&script),
        csp_hash(style),
    );
    let html = include_str!("../../static/frame/frame.html").replacen("{{style}}", style, 1).replacen(
        "{{script}}",
        &script,
        1,
    );
    Document { html, policy }
}

#[cfg(test)]
mod tests {
    use super::super::tests::inline_texts_are_named_by_the_policy;
    use super::frame;

    #[test]
    fn the_policy_names_the_one_script_and_the_one_style() {
        let document = frame();
        inline_texts_are_named_by_the_policy(document);
        assert_eq!(document.html.matches("<script").count(), 1);
        assert!(document.html.ends_with("</script>\n</body>\n</html>\n"));
    }

    #[test]
    fn nothing_is_allowed_that_reaches_the_network() {
        let policy = &frame().policy;
        for directive in ["default-src 'none'", "worker-src blob:", "sandbox allow-scripts allow-downloads"] {
            assert!(policy.contains(directive), "{directive}");
        }
        for word in
            ["connect-src", "'unsafe-inline'", "'unsafe-eval'", "allow-same-origin", "http:", "https:", "*"]
        {
            assert!(!policy.contains(word), "{word}");
        }
    }
}
