//! `man DIR`: one page per command, from the command tree.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};
use serde::Serialize;

use crate::args::ManArgs;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};

/// Writes the pages.
pub(crate) fn run(args: &ManArgs, output: &Output) -> Result<Exit, Error> {
    let mut root = crate::command();
    root.build();
    let mut pages = Vec::new();
    write_pages(&root, &args.directory, &mut pages)?;
    output.show(&Written { pages })?;
    Ok(Exit::Ok)
}

/// Writes the page of `command` and of everything below it.
fn write_pages(command: &Command, directory: &Path, pages: &mut Vec<String>) -> Result<(), Error> {
    let page = Man::new(command.clone())
        .manual("Time-stamping authority")
        .source(concat!("tsa-admin ", env!("CARGO_PKG_VERSION")));
    let file = page.get_filename();
    let path = directory.join(&file);
    let mut text = Vec::new();
    render(&page, command, &mut text).map_err(Error::write(&path))?;
    fs::write(&path, text).map_err(Error::write(&path))?;
    pages.push(file);
    for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
        write_pages(inner, directory, pages)?;
    }
    Ok(())
}

/// The page with the closing text of the help screen as sections of its own, lines kept as they are.
fn render(page: &Man, command: &Command, text: &mut dyn Write) -> io::Result<()> {
    page.render_title(text)?;
    page.render_name_section(text)?;
    page.render_synopsis_section(text)?;
    page.render_description_section(text)?;
    page.render_options_section(text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(text)?;
    }
    let closing = command.get_after_long_help().or(command.get_after_help());
    let closing = closing.map(ToString::to_string).unwrap_or_default();
    sections(&closing).to_writer(text)
}

/// A line at the margin that ends in a colon is a heading; what follows is set as it stands.
fn sections(closing: &str) -> Roff {
    let mut roff = Roff::new();
    for line in closing.lines() {
        match line.strip_suffix(':').filter(|heading| !heading.starts_with(' ')) {
            Some("Exit codes") => begin(&mut roff, "EXIT STATUS"),
            Some(heading) => begin(&mut roff, &heading.to_uppercase()),
            None => {
                roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
            }
        }
    }
    roff.control("fi", []);
    roff
}

fn begin(roff: &mut Roff, heading: &str) {
    roff.control("fi", []);
    roff.control("SH", [heading]);
    roff.control("nf", []);
}

#[derive(Debug, Serialize)]
struct Written {
    pages: Vec<String>,
}

impl Report for Written {
    fn lay_out(&self, page: &mut Page) {
        for name in &self.pages {
            page.line(name);
        }
    }
}
