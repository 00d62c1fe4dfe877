//! Where words go: results to stdout (text for people, or JSON), everything else to stderr.

mod page;

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::json;

use crate::error::Error;

pub(crate) use page::Page;

/// A result: one JSON object, or a page for people.
pub(crate) trait Report: Serialize {
    /// Lays the result out for a reader.
    fn lay_out(&self, page: &mut Page);
}

/// The two streams of a command.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
}

impl Output {
    /// Text, or JSON when `json`.
    pub(crate) fn new(json: bool) -> Self {
        Self { json }
    }

    /// Writes the one result of a command to stdout.
    pub(crate) fn show<R: Report>(&self, report: &R) -> Result<(), Error> {
        let text = if self.json {
            let mut text =
                serde_json::to_string_pretty(report).map_err(io::Error::from).map_err(Error::Stdout)?;
            text.push('\n');
            text
        } else {
            let mut page = Page::new(wants_colour(&io::stdout()));
            report.lay_out(&mut page);
            page.into_text()
        };
        self.raw(text.as_bytes())
    }

    /// Writes bytes that are the result as they are: a PEM text, a completion script.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Result<(), Error> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(Error::Stdout)
    }

    /// Whether the caller asked for JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// Says something the operator should know, on stderr.
    pub(crate) fn warn(&self, text: &str) {
        if self.json {
            say(&json!({ "warning": text }).to_string());
        } else {
            say(&paint("33", "warning: ", text));
        }
    }

    /// Shows a plan on stderr, before it is carried out.
    pub(crate) fn plan(&self, plan: &impl Serialize, text: &str) {
        if self.json {
            say(&json!({ "plan": plan }).to_string());
        } else {
            say(text);
        }
    }

    /// Makes a remark on stderr; `--json` is for programs, which have no use for it.
    pub(crate) fn remark(&self, text: &str) {
        if !self.json {
            say(text);
        }
    }

    /// Says why the command failed, and what to do, on stderr.
    pub(crate) fn error(&self, error: &Error) {
        let (what, causes, advice) = (error.to_string(), error.causes(), error.advice());
        if self.json {
            let exit = error.exit() as u8;
            say(&json!({ "error": what, "because": causes, "advice": advice, "exit": exit }).to_string());
            return;
        }
        say(&paint("31", "error: ", &what));
        causes.iter().for_each(|cause| say(&format!("  because: {cause}")));
        if let Some(advice) = advice {
            say(&format!("  {advice}"));
        }
    }

    /// Writes one line of JSON to stdout, whatever `--json` says: an event or a record among many.
    pub(crate) fn line(&self, record: &impl Serialize) -> Result<(), Error> {
        let mut text = serde_json::to_string(record).map_err(io::Error::from).map_err(Error::Stdout)?;
        text.push('\n');
        self.raw(text.as_bytes())
    }

    /// A bar for a walk over `total` things (shown only on a terminal).
    pub(crate) fn progress(&self, text: &str, total: u64) -> ProgressBar {
        if !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::new(total).with_style(style).with_message(text.to_owned())
    }

    /// Runs something slow under a spinner (shown only on a terminal).
    pub(crate) fn while_busy<T>(&self, text: &str, work: impl FnOnce() -> T) -> T {
        if !io::stderr().is_terminal() {
            return work();
        }
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let spinner = ProgressBar::new_spinner().with_style(style).with_message(text.to_owned());
        spinner.enable_steady_tick(Duration::from_millis(120));
        let result = work();
        spinner.finish_and_clear();
        result
    }
}

/// Whether a person can be asked something.
pub(crate) fn is_interactive() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn paint(colour: &str, label: &str, text: &str) -> String {
    if wants_colour(&io::stderr()) {
        format!("\x1b[1;{colour}m{label}\x1b[0m{text}")
    } else {
        format!("{label}{text}")
    }
}

/// Colours are for terminals, and for people who have not said no (<https://no-color.org>).
fn wants_colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// A line on stderr. When even that is gone there is nobody left to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
