//! `journal export`: every record as a line of JSON.

use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use super::directory;
use super::record::{RecordView, malformed, walk};
use crate::error::{Error, Exit};
use crate::output::Output;

/// Writes the lines.
pub(crate) fn run(state: &Path, output: &Output) -> Result<Exit, Error> {
    let journal = directory(state);
    let mut stdout = BufWriter::new(io::stdout().lock());
    let mut written = 0u64;
    let bar = output.progress("Exporting", 0);
    walk(&journal, None, |record| {
        let view = RecordView::new(record).map_err(malformed(&journal))?;
        serde_json::to_writer(&mut stdout, &view).map_err(io::Error::from).map_err(Error::Stdout)?;
        stdout.write_all(b"\n").map_err(Error::Stdout)?;
        written += 1;
        bar.set_position(written);
        Ok(true)
    })?;
    bar.finish_and_clear();
    stdout.flush().map_err(Error::Stdout)?;
    Ok(Exit::Ok)
}
