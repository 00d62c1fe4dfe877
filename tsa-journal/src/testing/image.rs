//! What a loss of power may leave of a simulated disk.
//!
//! The model is harsher than real file systems: of what was not synced, any subset may be on the disk, sector by sector
//! of 512 octets; a change of length may be missing while data is there; names appear, move and vanish in any
//! combination until their directory is synced.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::Dice;

/// What is on the disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Image {
    pub(super) files: Vec<Vec<u8>>,
    pub(super) names: BTreeMap<PathBuf, Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Directory,
    File(usize),
}

#[derive(Clone, Debug)]
pub(super) enum Op {
    Write { file: usize, offset: usize, octets: Vec<u8> },
    Length { file: usize, length: usize },
    Sync { file: usize },
    Name { path: PathBuf, file: usize },
    Rename { from: PathBuf, to: PathBuf, file: usize },
    Remove { path: PathBuf },
    SyncDir { path: PathBuf },
    Note(u64),
}

/// The calls since some settled state, walked through one by one.
#[derive(Debug)]
pub(crate) struct History {
    log: Vec<Op>,
    at: usize,
    durable: Image,
    pending: Vec<Op>,
}

impl History {
    pub(super) fn new(log: Vec<Op>, settled: Image) -> Self {
        Self { log, at: 0, durable: settled, pending: Vec::new() }
    }

    /// Goes past one call; `None` at the end, else the number of the note that it was, if it was one.
    pub(crate) fn step(&mut self) -> Option<Option<u64>> {
        let op = self.log.get(self.at)?.clone();
        self.at += 1;
        match op {
            Op::Note(number) => return Some(Some(number)),
            Op::Sync { file } => self.settle(|op| match op {
                Op::Write { file: other, .. } | Op::Length { file: other, .. } => *other == file,
                _ => false,
            }),
            Op::SyncDir { path } => self.settle(|op| match op {
                Op::Name { path: name, .. } | Op::Remove { path: name } => name.parent() == Some(&*path),
                Op::Rename { to, .. } => to.parent() == Some(&*path),
                _ => false,
            }),
            op => self.pending.push(op),
        }
        Some(None)
    }

    fn settle(&mut self, synced: impl Fn(&Op) -> bool) {
        let pending = std::mem::take(&mut self.pending);
        for op in pending {
            if synced(&op) {
                self.durable.apply(&op);
            } else {
                self.pending.push(op);
            }
        }
    }

    /// A state that a loss of power at this moment may leave.
    pub(crate) fn crash(&self, dice: &mut Dice) -> Image {
        let mut image = self.durable.clone();
        // Now and then all of it, none of it, or nearly so.
        let bias = dice.below(5);
        let lucky = |dice: &mut Dice| match bias {
            0 => false,
            1 => true,
            2 => dice.below(8) == 0,
            3 => dice.below(8) != 0,
            _ => dice.coin(),
        };
        for op in &self.pending {
            match op {
                Op::Write { file, offset, octets } => {
                    let mut at = *offset;
                    let mut rest = &octets[..];
                    while !rest.is_empty() {
                        let (piece, after) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
                        if lucky(dice) {
                            image.apply(&Op::Write { file: *file, offset: at, octets: piece.to_vec() });
                        }
                        at += piece.len();
                        rest = after;
                    }
                }
                op => {
                    if lucky(dice) {
                        image.apply(op);
                    }
                }
            }
        }
        image
    }
}

impl Image {
    pub(super) fn apply(&mut self, op: &Op) {
        match op {
            Op::Write { file, offset, octets } => {
                let content = self.file(*file);
                if content.len() < offset + octets.len() {
                    content.resize(offset + octets.len(), 0);
                }
                content[*offset..offset + octets.len()].copy_from_slice(octets);
            }
            Op::Length { file, length } => self.file(*file).resize(*length, 0),
            Op::Name { path, file } => {
                self.file(*file);
                self.names.insert(path.clone(), Node::File(*file));
            }
            Op::Rename { from, to, file } => {
                self.file(*file);
                self.names.remove(from);
                self.names.insert(to.clone(), Node::File(*file));
            }
            Op::Remove { path } => {
                self.names.remove(path);
            }
            Op::Sync { .. } | Op::SyncDir { .. } | Op::Note(_) => {}
        }
    }

    fn file(&mut self, file: usize) -> &mut Vec<u8> {
        if self.files.len() <= file {
            self.files.resize(file + 1, Vec::new());
        }
        &mut self.files[file]
    }
}

const SECTOR: usize = 512;
