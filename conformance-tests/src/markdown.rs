//! The few things of Markdown that the tests of the documents look at: fenced blocks, links, tables, code spans.

use std::fs;
use std::path::{Path, PathBuf};

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The line of its opening fence, from 1.
    pub line: usize,
    /// What stands after the opening fence: `sh run=quick-start`, `console`, …
    pub info: String,
    /// The lines between the fences.
    pub text: String,
}

impl Block {
    /// The first word of the info string.
    pub fn language(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// The value of `key=value` in the info string.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.info.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    /// Whether this word stands in the info string after the language.
    pub fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().skip(1).any(|seen| seen == word)
    }
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a member lies in the repository").to_owned()
}

/// Every Markdown file that is a document of ours: those of the root, of `docs/`, and the README of each member.
pub fn documents() -> Vec<PathBuf> {
    let root = repository();
    let mut found = Vec::new();
    for directory in [".", "certs", "deploy", "conformance-tests"] {
        let entries = fs::read_dir(root.join(directory)).map(|entries| entries.flatten().collect());
        let entries: Vec<fs::DirEntry> = entries.unwrap_or_default();
        found.extend(entries.iter().map(fs::DirEntry::path).filter(|path| is_markdown(path)));
    }
    collect(&root.join("docs"), &mut found);
    found.sort();
    found
}

/// The fenced blocks of a document.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (None, Some(info)) => {
                open = Some(Block { line: number + 1, info: info.trim().to_owned(), text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed: {open:?}");
    blocks
}

/// The text without its fenced blocks.
pub fn prose(text: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            inside = !inside;
        } else if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The targets of the links `[…](target)` outside fenced blocks and code spans.
pub fn links(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for (at, piece) in prose(text).split('`').enumerate() {
        plain.push_str(if at % 2 == 0 { piece } else { "code" });
    }
    let targets = plain.match_indices("](").filter_map(|(at, open)| {
        let rest = plain.get(at + open.len()..)?;
        rest.split_once(')').map(|(target, _)| target.to_owned())
    });
    targets.collect()
}

/// The code spans of a text, in order.
pub fn code_spans(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The rows of all tables, as cells, without the head and the ruler.
pub fn table_rows(text: &str) -> Vec<Vec<String>> {
    let text = prose(text);
    let lines: Vec<&str> = text.lines().collect();
    let is_ruler =
        |line: &str| line.starts_with('|') && line.chars().all(|c| matches!(c, '|' | '-' | ' ' | ':'));
    let mut rows = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let head = lines.get(at + 1).is_some_and(|next| is_ruler(next));
        if line.starts_with('|') && !is_ruler(line) && !head {
            let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
            rows.push(inner.split(" | ").map(|cell| cell.trim().to_owned()).collect());
        }
    }
    rows
}

/// The anchors of a document's headings, as GitHub and most viewers make them.
pub fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text);
    let headings = headings.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if is_markdown(&path) {
            found.push(path);
        }
    }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# A `b` title\nsee [x](docs/x.md#y) and `[no](no)`\n```sh run=a daemon\nls | wc\n```\n\
                        | a | b |\n|---|---|\n| `x.rs` | two |\n";

    #[test]
    fn blocks_links_tables_and_anchors_are_found() {
        let found = blocks(TEXT);
        assert_eq!((found.len(), found[0].line, found[0].language()), (1, 3, "sh"));
        assert_eq!((found[0].value("run"), found[0].has("daemon")), (Some("a"), true));
        assert_eq!(found[0].text, "ls | wc\n");
        assert_eq!(links(TEXT), ["docs/x.md#y"]);
        assert_eq!(table_rows(TEXT), [["`x.rs`", "two"]]);
        assert_eq!(code_spans("`a` and `b`"), ["a", "b"]);
        assert_eq!(anchors(TEXT), ["a-b-title"]);
    }
}
