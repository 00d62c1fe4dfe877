//! Joins ES modules into one script: no more than is needed for modules of our own that keep to these rules.
//!
//! - A module's file name is its own among those that are joined, and it stands after those that it imports from.
//! - An `import` begins a line, names what it takes, and ends with `;`.
//! - An `export` begins a line, in front of a `const`, `function`, `async function` or `class`.
//!
//! Each module becomes a function that gives what the module exports, so no name of one meets a name of another.

/// A module: the name of its file, and its text.
pub(crate) type Module = (&'static str, &'static str);

/// One script of all `modules`; the last one is the one that does something.
pub(crate) fn join(modules: &[Module]) -> String {
    let mut script = String::from("const modules = {};\n");
    for (name, text) in modules {
        let body = Body::read(text);
        script.push_str(&format!("modules[\"{name}\"] = (() => {{\n"));
        script.push_str(&body.text);
        script.push_str(&format!("return {{ {} }};\n}})();\n", body.exports.join(", ")));
    }
    script
}

/// The names of the files that a module imports from.
pub(crate) fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("from \"").chain(text.match_indices("import \"")).filter_map(|(at, found)| {
        let path = text.split_at(at + found.len()).1.split('"').next()?;
        path.rsplit('/').next()
    })
}

/// The modules in these files below `static/`.
macro_rules! modules {
    ($($path:literal),+ $(,)?) => {
        &[$(($crate::front::bundle::file_name($path), include_str!(concat!("../../static/", $path)))),+]
    };
}
pub(crate) use modules;

/// The last part of a path.
pub(crate) const fn file_name(path: &'static str) -> &'static str {
    let mut at = path.len();
    while at > 0 && path.as_bytes()[at - 1] != b'/' {
        at -= 1;
    }
    path.split_at(at).1
}

/// A text as a JavaScript literal that cannot end an HTML script element.
pub(super) fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

#[derive(Default)]
struct Body<'a> {
    text: String,
    exports: Vec<&'a str>,
}

impl<'a> Body<'a> {
    fn read(text: &'a str) -> Self {
        let mut body = Self::default();
        let mut import = String::new();
        for line in text.lines() {
            if line.starts_with("import ") || !import.is_empty() {
                import.push_str(line);
                if line.ends_with(';') {
                    body.take_import(&import);
                    import.clear();
                }
            } else if let Some(declaration) = line.strip_prefix("export ") {
                body.exports.push(declared_name(declaration));
                body.push(declaration);
            } else {
                body.push(line);
            }
        }
        body
    }

    /// `import { a, b as c } from "../x/y.mjs";` becomes `const { a, b: c } = modules["y.mjs"];`.
    fn take_import(&mut self, import: &str) {
        let names =
            import.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map_or("", |(names, _)| names);
        let path = import.rsplit('"').nth(1).unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        self.push(&format!("const {{{}}} = modules[\"{file}\"];", names.replace(" as ", ": ")));
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

/// The name in `const NAME …`, `async function NAME(…`, `class NAME …`.
fn declared_name(declaration: &str) -> &str {
    let rest = declaration.strip_prefix("async ").unwrap_or(declaration);
    let (_keyword, rest) = rest.split_once(' ').unwrap_or_default();
    rest.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{join, literal};

    #[test]
    fn modules_keep_their_names_to_themselves() {
        let one = "export const x = 1;\nexport async function y(a) {}\nconst z = 2;\n";
        let two = "import { x, y as w } from \"../a/one.mjs\";\nimport {\n  x as v,\n} from \"./one.mjs\";\nexport class Q {\n}\n";
        let joined = join(&[("one.mjs", one), ("two.mjs", two)]);
        let expected = "const modules = {};\n\
            modules[\"one.mjs\"] = (() => {\nconst x = 1;\nasync function y(a) {}\nconst z = 2;\nreturn { x, y };\n})();\n\
            modules[\"two.mjs\"] = (() => {\nconst { x, y: w } = modules[\"one.mjs\"];\nconst {  x: v,} = modules[\"one.mjs\"];\n\
            class Q {\n}\nreturn { Q };\n})();\n";
        assert_eq!(joined, expected);
    }

    #[test]
    fn a_literal_does_not_end_the_script() {
        assert_eq!(literal("a\"</script>\n"), "\"a\\\"\\u003c/script>\\n\"");
    }
}
