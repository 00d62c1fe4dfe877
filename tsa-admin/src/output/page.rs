//! Text for people: headings, aligned fields, lists, in plain characters.

use std::fmt::Display;

/// A page of text being written, two spaces per level of depth.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    depth: usize,
    colour: bool,
    /// Fields waiting for their neighbours, so that the values line up.
    fields: Vec<(String, String)>,
}

impl Page {
    /// An empty page; `colour` allows terminal attributes.
    pub(crate) fn new(colour: bool) -> Self {
        Self { text: String::new(), depth: 0, colour, fields: Vec::new() }
    }

    /// A heading of its own line, with a blank line above unless it comes first.
    pub(crate) fn heading(&mut self, heading: impl Display) {
        self.settle();
        if !self.text.is_empty() && self.depth == 0 {
            self.text.push('\n');
        }
        let heading = heading.to_string();
        let heading = if self.colour { format!("\x1b[1m{heading}\x1b[0m") } else { heading };
        self.push(&heading);
    }

    /// A line of text.
    pub(crate) fn line(&mut self, line: impl Display) {
        self.settle();
        let line = line.to_string();
        self.push(&line);
    }

    /// A blank line.
    pub(crate) fn gap(&mut self) {
        self.settle();
        self.text.push('\n');
    }

    /// A name and its value; neighbouring fields share one column. Further lines of the value are indented to it.
    pub(crate) fn field(&mut self, name: &str, value: impl Display) {
        self.fields.push((name.to_owned(), value.to_string()));
    }

    /// A field, if there is a value.
    pub(crate) fn field_if(&mut self, name: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// A table: every column as wide as its widest cell, the last one free.
    pub(crate) fn table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        self.settle();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
            let head = header.get(column).map_or(0, |head| head.chars().count());
            cells.chain([head]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..header.len()).map(width).collect();
        let line = |cells: &[String]| -> String {
            let padded = cells.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let header: Vec<String> = header.iter().map(|head| (*head).to_owned()).collect();
        self.heading(line(&header));
        for row in rows {
            let row = line(row);
            self.push(&row);
        }
    }

    /// What `write` adds stands one level deeper.
    pub(crate) fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        self.settle();
        self.depth += 1;
        write(self);
        self.settle();
        self.depth -= 1;
    }

    /// The finished text.
    pub(crate) fn into_text(mut self) -> String {
        self.settle();
        self.text
    }

    /// Writes the waiting fields, now that their common width is known.
    fn settle(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        let width = fields.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let room = COLUMNS.saturating_sub(self.depth * 2 + width + 2);
        for (name, value) in fields {
            let mut name = name.as_str();
            for line in value.lines().flat_map(|line| wrap(line, room)) {
                self.push(format!("{name:<width$}  {line}").trim_end());
                name = "";
            }
        }
    }

    fn push(&mut self, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&"  ".repeat(self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }
}

/// Cuts a line at spaces so that it fits; words are never cut, so that digests and addresses stay whole.
fn wrap(line: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if last.chars().count() + 1 + word.chars().count() <= room => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// What fits every terminal: a SHA-256 in hexadecimal beside its name, too.
const COLUMNS: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_fields_line_up_and_long_values_hang() {
        let mut page = Page::new(false);
        page.heading("Token");
        page.nested(|page| {
            page.field("Policy", "1.2.3");
            page.field("Serial number", "07");
            page.field("Imprint", "sha256\nff00");
        });
        page.heading("Next");
        assert_eq!(
            page.into_text(),
            "Token\n  Policy         1.2.3\n  Serial number  07\n  Imprint        sha256\n                 ff00\n\nNext\n"
        );
    }

    #[test]
    fn long_values_are_cut_between_words() {
        let mut page = Page::new(false);
        page.field("Note", format!("{} {}", "word ".repeat(20).trim_end(), "x".repeat(90)));
        let text = page.into_text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[0].chars().count() <= 80 && lines[0].starts_with("Note  word word"));
        assert!(lines[1].starts_with("      word"));
        assert_eq!(lines[2].trim_start(), "x".repeat(90));
    }

    #[test]
    fn tables_are_as_wide_as_their_widest_cell() {
        let mut page = Page::new(false);
        page.table(
            &["NAME", "STATE"],
            &[vec!["tsu-2027".into(), "active".into()], vec!["b".into(), "".into()]],
        );
        assert_eq!(page.into_text(), "NAME      STATE\ntsu-2027  active\nb\n");
    }
}
