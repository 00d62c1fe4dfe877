//! Completion scripts and man pages, from the same command tree as the help screens.

use std::fs;
use std::path::Path;

use clap_complete::{Shell, generate};
use clap_mangen::Man;

use super::fault::Fault;
use super::output::Output;
use super::{Exit, command};

pub(crate) fn completions(shell: Shell, output: &Output) -> Result<Exit, Fault> {
    let mut script = Vec::new();
    generate(shell, &mut command(), "proof", &mut script);
    output.raw(&script)?;
    Ok(Exit::Ok)
}

pub(crate) fn man(directory: &Path, output: &Output) -> Result<Exit, Fault> {
    fs::create_dir_all(directory).map_err(Fault::write(directory))?;
    let mut root = command();
    root.build();
    let mut written = Vec::new();
    for page in std::iter::once(&root).chain(root.get_subcommands()) {
        let page = Man::new(page.clone())
            .manual("Proofs of existence")
            .source(concat!("proof ", env!("CARGO_PKG_VERSION")));
        let path = directory.join(page.get_filename());
        let mut text = Vec::new();
        page.render(&mut text).map_err(Fault::write(&path))?;
        fs::write(&path, text).map_err(Fault::write(&path))?;
        written.push(path.display().to_string());
    }
    output.show(&serde_json::json!({ "written": written }), &format!("{}\n", written.join("\n")))?;
    Ok(Exit::Ok)
}
