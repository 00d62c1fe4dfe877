//! Where words go: results to stdout, everything else to stderr.

use std::io::{self, IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::json;

use super::fault::Fault;

/// The two streams of a command.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    pub(crate) fn new(json: bool) -> Output {
        Output { json }
    }

    /// The one result of a command: JSON, or the text for people.
    pub(crate) fn show(&self, result: &impl Serialize, text: &str) -> Result<(), Fault> {
        if !self.json {
            return self.raw(text.as_bytes());
        }
        let mut text = serde_json::to_string_pretty(result).map_err(|error| Fault::Stdout(error.into()))?;
        text.push('\n');
        self.raw(text.as_bytes())
    }

    /// Octets that are the result as they are.
    pub(crate) fn raw(&self, octets: &[u8]) -> Result<(), Fault> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(octets).and_then(|()| stdout.flush()).map_err(|error| match error.kind() {
            io::ErrorKind::BrokenPipe => Fault::ClosedPipe,
            _ => Fault::Stdout(error),
        })
    }

    /// Something the caller should know.
    pub(crate) fn warn(&self, text: &str) {
        if self.json {
            say(&json!({ "warning": text }).to_string());
        } else {
            say(&format!("warning: {text}"));
        }
    }

    /// A remark for people.
    pub(crate) fn remark(&self, text: &str) {
        if !self.json {
            say(text);
        }
    }

    /// Why the command failed, and what to do.
    pub(crate) fn error(&self, fault: &Fault) {
        let exit = fault.exit() as u8;
        if self.json {
            let (what, details, advice) = (fault.to_string(), fault.details(), fault.advice());
            let object = json!({ "error": what, "details": details, "advice": advice, "exit": exit });
            return say(&object.to_string());
        }
        say(&format!("error: {fault}"));
        fault.details().iter().for_each(|line| say(&format!("  {line}")));
        if let Some(advice) = fault.advice() {
            say(&format!("  {advice}"));
        }
    }

    /// A bar over octets (shown only on a terminal).
    pub(crate) fn octets(&self, words: &'static str, total: u64) -> ProgressBar {
        self.bar("{msg:14} {wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}", words, total)
    }

    /// A bar over things (shown only on a terminal).
    pub(crate) fn things(&self, words: &'static str, total: u64) -> ProgressBar {
        self.bar("{msg:14} {wide_bar} {human_pos}/{human_len} {eta}", words, total)
    }

    fn bar(&self, template: &str, words: &'static str, total: u64) -> ProgressBar {
        if self.json || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(total).with_style(style).with_message(words)
    }
}

/// A line on stderr. When even that is gone there is nobody left to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
