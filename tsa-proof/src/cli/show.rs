//! `proof show`: one file of a folder, without the others.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tsa_evidence::manifest::Manifest;
use tsa_evidence::package::{MANIFEST, SHOWN};

use super::Exit;
use super::args::ShowArgs;
use super::fault::Fault;
use super::files::PACKAGE;
use super::folder::{parts, write};
use super::output::Output;
use super::places::Places;

/// What is said at the end.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    shown: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    path: &'a str,
    package: PathBuf,
}

pub(crate) fn run(args: &ShowArgs, output: &Output) -> Result<Exit, Fault> {
    let octets = fs::read(&args.package).map_err(Fault::read(&args.package))?;
    let fault = |what: String| Fault::file(&args.package, what);
    let parts = parts(&octets).map_err(|error| fault(format!("it is no package: {error}")))?;
    let (manifests, rest): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(name, _)| base(name) == MANIFEST);
    let [(name, manifest)] = manifests.as_slice() else {
        return Err(fault("it does not hold one manifest.json: give the package of one folder".to_owned()));
    };
    let manifest = Manifest::parse(manifest).map_err(|error| fault(error.to_string()))?;
    let folder = name.strip_suffix(MANIFEST).unwrap_or_default();
    let mut shown = Vec::with_capacity(args.paths.len());
    for path in &args.paths {
        let file = manifest.show(path).ok_or_else(|| fault(format!("its manifest has no {path}")))?;
        let mut parts = rest.clone();
        parts.push((format!("{folder}{SHOWN}"), file.to_bytes()));
        let package = write(&parts);
        let places = Places { out: args.out.as_deref(), ending: PACKAGE };
        let name = Path::new(base(path));
        let place = places.keep(name, name, &package, |there| there == package)?;
        shown.push(Line { path, package: place });
    }
    let text: String = shown.iter().map(|line| format!("{}\n", line.package.display())).collect();
    output.show(&Summary { shown }, &text)?;
    Ok(Exit::Ok)
}

fn base(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, base)| base)
}
