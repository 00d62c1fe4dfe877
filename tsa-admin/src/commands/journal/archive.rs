//! `journal archive`: finished segments, copied to another place.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tsa_journal::{SealedSegment, sealed_segments};

use super::directory;
use crate::args::ArchiveArgs;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Copies what is not there yet.
pub(crate) fn run(args: &ArchiveArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let segments = sealed_segments(&directory(state), &args.watermark.watermark)?;
    fs::metadata(&args.to).map_err(Error::write(&args.to))?;
    let bar = output.progress("Copying", segments.len() as u64);
    let mut views = Vec::new();
    for segment in &segments {
        let copy = place(&args.to, segment)?;
        let is_new = !copy.try_exists().map_err(Error::read(&copy))?;
        if is_new {
            copy_durably(&segment.path, &copy)?;
        }
        if !is_same(&segment.path, &copy)? {
            return Err(Error::OtherCopy { path: copy });
        }
        views.push(SegmentView::new(segment, is_new));
        bar.inc(1);
    }
    bar.finish_and_clear();
    output.show(&Archived { to: args.to.clone(), segments: views })?;
    Ok(Exit::Ok)
}

/// Where the copy of a segment is.
pub(super) fn place(directory: &Path, segment: &SealedSegment) -> Result<PathBuf, Error> {
    let name = segment.path.file_name().ok_or_else(|| Error::NoName { path: segment.path.clone() })?;
    Ok(directory.join(name))
}

/// Whether two files hold the same.
pub(super) fn is_same(one: &Path, other: &Path) -> Result<bool, Error> {
    Ok(digest(one)? == digest(other)?)
}

/// Under a temporary name first: a crash leaves no half copy under the right one.
fn copy_durably(from: &Path, to: &Path) -> Result<(), Error> {
    let temporary = to.with_extension("tmp");
    let copy = || -> io::Result<()> {
        let (mut source, mut target) = (File::open(from)?, File::create(&temporary)?);
        io::copy(&mut source, &mut target)?;
        target.sync_all()?;
        fs::rename(&temporary, to)?;
        to.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())
    };
    copy().map_err(Error::write(to))
}

fn digest(path: &Path) -> Result<[u8; 32], Error> {
    let mut file = File::open(path).map_err(Error::read(path))?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece).map_err(Error::read(path))? {
            0 => return Ok(hasher.finalize().into()),
            length => hasher.update(piece.get(..length).unwrap_or_default()),
        }
    }
}

/// A finished segment.
#[derive(Debug, Serialize)]
pub(super) struct SegmentView {
    number: u64,
    first_leaf: u64,
    end: u64,
    last_time: Option<UtcTime>,
    new: bool,
}

impl SegmentView {
    pub(super) fn new(segment: &SealedSegment, new: bool) -> Self {
        Self {
            number: segment.number,
            first_leaf: segment.first,
            end: segment.end,
            last_time: segment.last_gen_time.and_then(UtcTime::from_unix),
            new,
        }
    }

    fn row(&self) -> Vec<String> {
        let time = self.last_time.map_or_else(|| "-".to_owned(), |time| time.to_string());
        let state = if self.new { "copied" } else { "there already" };
        vec![
            self.number.to_string(),
            self.first_leaf.to_string(),
            self.end.to_string(),
            time,
            state.to_owned(),
        ]
    }
}

#[derive(Debug, Serialize)]
struct Archived {
    to: PathBuf,
    segments: Vec<SegmentView>,
}

impl Report for Archived {
    fn lay_out(&self, page: &mut Page) {
        if self.segments.is_empty() {
            page.line("No segment is finished and published yet.");
            return;
        }
        let rows: Vec<Vec<String>> = self.segments.iter().map(SegmentView::row).collect();
        page.table(&["SEGMENT", "FIRST", "END", "LAST TIME", ""], &rows);
    }
}
