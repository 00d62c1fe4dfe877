//! The archive of cosigned checkpoints: one file a day, the notes one after another, each followed by an empty line.

use std::io::{BufRead, Read};

use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::note::Note;

use super::check::Stop;
use super::finding::Finding;
use super::source::LogSource;
use crate::clock;
use crate::error::Error;
use crate::time::UtcTime;

/// Reads the archived checkpoints in order, one in memory at a time.
pub(crate) struct Archive<'a> {
    source: &'a LogSource,
    days: Box<dyn Iterator<Item = String>>,
    open: Option<(String, Box<dyn BufRead>)>,
    peeked: Option<SignedCheckpoint>,
    read: u64,
    last: Option<u64>,
}

impl<'a> Archive<'a> {
    /// All of it. An address cannot be listed, so there the days from the first entry's to today are asked for.
    pub(crate) fn new(source: &'a LogSource, first_entry: Option<UtcTime>) -> Result<Self, Error> {
        let days: Box<dyn Iterator<Item = String>> = match source.days()? {
            Some(days) => Box::new(days.into_iter()),
            None => days_from(first_entry.unwrap_or_else(clock::now)),
        };
        Ok(Self { source, days, open: None, peeked: None, read: 0, last: None })
    }

    /// The part of it in which a leaf of this time was covered first.
    pub(crate) fn since(source: &'a LogSource, time: UtcTime) -> Self {
        let days = Box::new(days_from(time).take(DAYS_TO_LOOK));
        Self { source, days, open: None, peeked: None, read: 0, last: None }
    }

    /// The next checkpoint, which stays the next.
    pub(crate) fn peek(&mut self) -> Result<Option<&SignedCheckpoint>, Stop> {
        if self.peeked.is_none() {
            self.peeked = self.read_next()?;
        }
        Ok(self.peeked.as_ref())
    }

    /// Takes the next checkpoint.
    pub(crate) fn next(&mut self) -> Result<Option<SignedCheckpoint>, Stop> {
        self.peek()?;
        let taken = self.peeked.take();
        if let Some(taken) = &taken {
            self.read += 1;
            self.last = Some(taken.checkpoint().size());
        }
        Ok(taken)
    }

    /// How many were taken.
    pub(crate) fn count(&self) -> u64 {
        self.read
    }

    /// How many leaves the last one that was taken has.
    pub(crate) fn last_size(&self) -> Option<u64> {
        self.last
    }

    fn read_next(&mut self) -> Result<Option<SignedCheckpoint>, Stop> {
        loop {
            if let Some((path, file)) = &mut self.open {
                let name = self.source.name(path);
                if let Some(note) = read_note(file, &name)? {
                    let checkpoint = SignedCheckpoint::parse(note.as_bytes());
                    let checkpoint = checkpoint.map_err(|error| Finding::unreadable(name, &error))?;
                    return Ok(Some(checkpoint));
                }
                self.open = None;
            }
            let Some(day) = self.days.next() else { return Ok(None) };
            let path = format!("checkpoints/{day}");
            self.open = self.source.open(&path)?.map(|file| (path, file));
        }
    }
}

/// The next note of a file, `None` at its end.
fn read_note(file: &mut dyn BufRead, name: &str) -> Result<Option<String>, Stop> {
    let wrong = |what: &str| Stop::Found(Finding::unreadable(name.to_owned(), what));
    let mut note = String::new();
    let mut blank = 0;
    loop {
        let line = read_line(file, name)?;
        match line.as_str() {
            "" if note.is_empty() => return Ok(None),
            "" => return Err(wrong(Finding::CUT_OFF)),
            "\n" => blank += 1,
            line if !line.ends_with('\n') => return Err(wrong(Finding::CUT_OFF)),
            _ => {}
        }
        // Text, an empty line, signatures, an empty line.
        if blank == 2 {
            return Ok(Some(note));
        }
        note.push_str(&line);
        if note.len() > Note::MAX_LEN {
            return Err(wrong("a checkpoint in it is too long"));
        }
    }
}

fn read_line(file: &mut dyn BufRead, name: &str) -> Result<String, Stop> {
    let mut octets = Vec::new();
    let read = file.take(Note::MAX_LEN as u64).read_until(b'\n', &mut octets);
    read.map_err(Error::read(name.as_ref()))?;
    String::from_utf8(octets)
        .map_err(|_| Stop::Found(Finding::unreadable(name.to_owned(), "it is not UTF-8")))
}

/// The days from one moment to today, both included.
fn days_from(first: UtcTime) -> Box<dyn Iterator<Item = String>> {
    let today = clock::now();
    let days = u32::try_from(first.days_until(today).max(0)).unwrap_or(0);
    // One more: a part of a day at either end.
    Box::new((0..=days.saturating_add(1)).filter_map(move |day| first.plus_days(day)).map(UtcTime::date))
}

/// A leaf is covered within a minute, or a backlog is worked off; not later than the next days.
const DAYS_TO_LOOK: usize = 3;
