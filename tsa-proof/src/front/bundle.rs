//! Joins ES modules into one script: no more than is needed for modules of our own that keep to three rules.
//!
//! - `import` statements are at the beginning of a line and end with `;`; they are left out, since what they name is in the same
//!   script.
//! - `export` stands only in front of a declaration; the word is left out.
//! - No two modules of a script declare the same name at their top level (the browser would refuse the script).

/// One script of all `modules`, those that are needed before those that need them.
pub(super) fn join(modules: &[&str]) -> String {
    let mut script = String::new();
    for module in modules {
        let mut inside_import = false;
        for line in module.lines() {
            inside_import |= line.starts_with("import ");
            if inside_import {
                inside_import = !line.ends_with(';');
                continue;
            }
            script.push_str(line.strip_prefix("export ").unwrap_or(line));
            script.push('\n');
        }
    }
    script
}

/// A text as a JavaScript literal that cannot end an HTML script element.
pub(super) fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::{join, literal};

    #[test]
    fn imports_and_exports_are_left_out() {
        let one = "import { a } from \"./a.mjs\";\nimport {\n  b,\n  c,\n} from \"./b.mjs\";\n\nexport const x = 1;\n";
        let two = "export class Y {\n  z() {}\n}\n";
        assert_eq!(join(&[one, two]), "\nconst x = 1;\nclass Y {\n  z() {}\n}\n");
    }

    #[test]
    fn a_literal_does_not_end_the_script() {
        assert_eq!(literal("a\"</script>\n"), "\"a\\\"\\u003c/script>\\n\"");
    }
}
