//! Texts made from the program itself: man pages, completions, and the annotated configuration.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::Args;
use crate::fault::StartFault;

/// `config-template`
pub(super) fn config_template() -> Result<ExitCode, StartFault> {
    print(TEMPLATE.as_bytes())
}

/// `completions SHELL`
pub(super) fn completions(shell: Shell) -> Result<ExitCode, StartFault> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tsa-proof", &mut script);
    print(&script)
}

/// `man DIR`: one page per command, from the command tree.
pub(super) fn man(directory: &Path) -> Result<ExitCode, StartFault> {
    let mut root = Args::command();
    root.build();
    write_pages(&root, directory)?;
    Ok(ExitCode::SUCCESS)
}

fn print(text: &[u8]) -> Result<ExitCode, StartFault> {
    match io::stdout().write_all(text) {
        // Whoever reads has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(source) => Err(StartFault::File { path: "/dev/stdout".into(), doing: "cannot write", source }),
        Ok(()) => Ok(ExitCode::SUCCESS),
    }
}

/// Writes the page of `command` and of everything below it.
fn write_pages(command: &Command, directory: &Path) -> Result<(), StartFault> {
    let page = Man::new(command.clone())
        .manual("Proof service")
        .source(concat!("tsa-proof ", env!("CARGO_PKG_VERSION")));
    let path = directory.join(page.get_filename());
    let fault = |source| StartFault::File { path: path.clone(), doing: "cannot write the page", source };
    let mut text = Vec::new();
    render(&page, command, &mut text).map_err(fault)?;
    std::fs::write(&path, text).map_err(fault)?;
    command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
        .try_for_each(|inner| write_pages(inner, directory))
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
    sections(&closing.map(ToString::to_string).unwrap_or_default()).to_writer(text)
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

const TEMPLATE: &str = include_str!("../../../deploy/proof.toml");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_page_with_its_exit_codes() {
        let directory = tempfile::tempdir().expect("a directory");
        man(directory.path()).expect("pages");
        let page = |name: &str| std::fs::read_to_string(directory.path().join(name)).expect(name);
        for name in ["tsa-proof.1", "tsa-proof-check-config.1", "tsa-proof-claim-key-create.1"] {
            assert!(page(name).contains(".SH NAME"), "{name}");
        }
        assert!(page("tsa-proof.1").contains(".SH \"EXIT STATUS\""));
    }
}
