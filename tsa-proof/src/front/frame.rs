//! The sandboxed frame (reliability row 39): files are chosen, hashed and packed in it, and nothing it holds can leave.

use std::sync::LazyLock;

use base64ct::{Base64, Encoding as _};

use super::bundle::{join, literal};
use super::{Document, ENGINE, csp_hash};

/// The frame, to be served at `/frame` without cookies, and embedded by
/// `<iframe sandbox="allow-scripts allow-downloads" src="/frame">`.
#[must_use]
pub fn frame() -> &'static Document {
    &FRAME
}

static FRAME: LazyLock<Document> = LazyLock::new(assemble);

fn assemble() -> Document {
    let style = include_str!("../../static/frame/frame.css");
    let script = script();
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

fn script() -> String {
    let worker = join(&[BYTES, TSA, include_str!("../../static/frame/worker.mjs")]);
    let engine = Base64::encode_string(ENGINE);
    let modules = join(&[
        BYTES,
        TSA,
        include_str!("../../static/frame/words.mjs"),
        include_str!("../../static/frame/hasher.mjs"),
        include_str!("../../static/frame/intake.mjs"),
        include_str!("../../static/frame/list.mjs"),
        include_str!("../../static/frame/packages.mjs"),
        include_str!("../../static/frame/deposit.mjs"),
        include_str!("../../static/verify/archive.mjs"),
        include_str!("../../static/verify/pieces.mjs"),
        include_str!("../../static/verify/matching.mjs"),
        include_str!("../../static/verify/commands.mjs"),
        include_str!("../../static/verify/proof.mjs"),
        include_str!("../../static/verify/session.mjs"),
        include_str!("../../static/frame/main.mjs"),
    ]);
    format!("const WASM = \"{engine}\";\nconst WORKER = {};\n{modules}", literal(&worker))
}

const BYTES: &str = include_str!("../../../tsa-wasm/js/bytes.mjs");
const TSA: &str = include_str!("../../../tsa-wasm/js/tsa.mjs");

#[cfg(test)]
mod tests {
    use super::{csp_hash, frame};

    #[test]
    fn the_policy_names_the_one_script_and_the_one_style() {
        let document = frame();
        let between = |open: &str, close: &str| {
            let (_, rest) = document.html.split_once(open).expect("it begins");
            rest.split_once(close).expect("it ends").0
        };
        for text in [between("<style>", "</style>"), between("<script type=\"module\">", "</script>")] {
            assert!(text.len() > 1000);
            assert!(document.policy.contains(&csp_hash(text)));
        }
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
