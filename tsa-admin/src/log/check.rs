//! Rebuilds the tree of a log from its entries, in memory that does not grow with it, and holds everything else that the
//! log published against it.

use std::time::Duration;

use serde::Serialize;
use tsa_core::UnixTime;
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::leaf::{Entry, read_bundle};
use tsa_core::merkle::{Frontier, Hash, Tile, TileKind, leaf_hash};

use super::archive::Archive;
use super::bounds::Bounded;
use super::finding::Finding;
use super::source::LogSource;
use super::trust::{Times, Trust};
use crate::error::Error;

/// A check under way: the state after some number of entries.
#[derive(Debug)]
pub(crate) struct Check<'a> {
    source: &'a LogSource,
    trust: &'a Trust,
    accuracy: Duration,
    tree: Frontier,
    /// The last tile of each level, as far as the tree has it.
    edge: Vec<Vec<Hash>>,
    bounded: Vec<Bounded>,
    counts: Counts,
    last_second: u64,
    findings: Vec<Finding>,
    remarks: Vec<Finding>,
    more: More,
}

/// How many there were beyond those that are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct More {
    pub(crate) findings: u64,
    pub(crate) remarks: u64,
}

/// How many entries of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    pub(crate) tokens: u64,
    pub(crate) void: u64,
    /// Of a later version of the format.
    pub(crate) unknown: u64,
}

/// Why a check cannot go on.
#[derive(Debug)]
pub(crate) enum Stop {
    Failed(Error),
    Found(Finding),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Finding> for Stop {
    fn from(finding: Finding) -> Self {
        Self::Found(finding)
    }
}

impl<'a> Check<'a> {
    /// From the first entry.
    pub(crate) fn new(source: &'a LogSource, trust: &'a Trust, accuracy: Duration) -> Self {
        Self {
            source,
            trust,
            accuracy,
            tree: Frontier::new(),
            edge: Vec::new(),
            bounded: trust.cosigners().iter().map(Bounded::new).collect(),
            counts: Counts::default(),
            last_second: 0,
            findings: Vec::new(),
            remarks: Vec::new(),
            more: More::default(),
        }
    }

    /// From where an earlier check ended.
    pub(crate) fn resume(mut self, tree: Frontier, edge: Vec<Vec<Hash>>, last_second: u64) -> Self {
        (self.tree, self.edge, self.last_second) = (tree, edge, last_second);
        self
    }

    /// Goes on to this checkpoint, which the caller has accepted. `archive` gives the checkpoints on the way, `earlier` is
    /// one that was seen before.
    pub(crate) fn advance(
        &mut self,
        target: &SignedCheckpoint,
        mut archive: Option<&mut Archive<'_>>,
        earlier: Option<&SignedCheckpoint>,
        mut progress: impl FnMut(u64),
    ) -> Result<(), Stop> {
        let size = target.checkpoint().size();
        if size < self.tree.size() {
            let earlier = earlier.unwrap_or(target);
            return Err(Finding::shrunk(target, earlier).into());
        }
        loop {
            if let Some(archive) = &mut archive {
                self.archived(archive, size)?;
            }
            if let Some(earlier) = earlier.filter(|seen| seen.checkpoint().size() == self.tree.size()) {
                self.compare(earlier)?;
            }
            if self.tree.size() >= size {
                break;
            }
            self.bundle(size, archive.as_deref_mut(), earlier)?;
            progress(self.tree.size());
        }
        self.compare(target)?;
        self.check_edge(size)?;
        let times = self.trust.accept(target)?;
        self.sighted(size, times);
        Ok(())
    }

    /// Takes the entries of one bundle.
    fn bundle(
        &mut self,
        size: u64,
        mut archive: Option<&mut Archive<'_>>,
        earlier: Option<&SignedCheckpoint>,
    ) -> Result<(), Stop> {
        let Some(tile) = Tile::with_entry(self.tree.size(), size) else { return Ok(()) };
        let (held, file) = self.file(tile, BUNDLE_LIMIT)?;
        let name = self.source.name(&held.to_string());
        let entries = read_bundle(&file, held.width()).map_err(|error| Finding::unreadable(name, &error))?;
        self.check_partial_bundles(tile, &entries)?;
        let known = self.edge.first().map_or(0, Vec::len);
        let entries = entries.get(..usize::from(tile.width())).unwrap_or_default();
        for (place, octets) in entries.iter().enumerate() {
            let hash = leaf_hash(octets);
            if place < known {
                // It was taken before: it must still be the same.
                if self.edge.first().and_then(|edge| edge.get(place)) != Some(&hash) {
                    return Err(Finding::Tile { file: self.source.name(&tile.to_string()) }.into());
                }
                continue;
            }
            if place > known {
                if let Some(archive) = archive.as_deref_mut() {
                    self.archived(archive, size)?;
                }
                if let Some(earlier) = earlier.filter(|seen| seen.checkpoint().size() == self.tree.size()) {
                    self.compare(earlier)?;
                }
            }
            self.entry(octets);
            self.push(hash)?;
        }
        Ok(())
    }

    /// Reads one entry.
    fn entry(&mut self, octets: &[u8]) {
        let index = self.tree.size();
        match Entry::parse(octets) {
            Ok(Entry::Token(token)) => {
                self.counts.tokens += 1;
                for bounded in &mut self.bounded {
                    bounded.leaf(index, token.time());
                }
                // C30: profiles may state whole seconds beside fractions; in whole seconds nothing goes back.
                let second = token.time().as_nanos() / NANOS;
                if second < self.last_second {
                    self.found(Finding::Entry {
                        index,
                        what: "its time is below that of an entry before it".into(),
                    });
                }
                self.last_second = self.last_second.max(second);
            }
            Ok(Entry::Void(void)) => {
                self.counts.void += 1;
                if void.index().value() >= index {
                    self.found(Finding::Entry {
                        index,
                        what: "it declares an entry void that comes later".into(),
                    });
                }
            }
            Ok(Entry::Unknown(_)) => self.counts.unknown += 1,
            Err(error) => self.found(Finding::Entry { index, what: error.to_string() }),
        }
    }

    /// Appends a leaf; a tile that is full with it is compared with the log's.
    fn push(&mut self, hash: Hash) -> Result<(), Stop> {
        let edge = &mut self.edge;
        self.tree.push_each(hash, |node, hash| {
            if node.level.is_multiple_of(TILE_HEIGHT) {
                let level = usize::from(node.level / TILE_HEIGHT);
                if edge.len() <= level {
                    edge.resize(level + 1, Vec::new());
                }
                if let Some(tile) = edge.get_mut(level) {
                    tile.push(hash);
                }
            }
        });
        for level in 0u8..8 {
            let place = usize::from(level);
            if self.edge.get(place).is_none_or(|tile| tile.len() < FULL) {
                break;
            }
            let hashes = self.edge.get_mut(place).map(std::mem::take).unwrap_or_default();
            self.check_tile(TileKind::Hashes(level), self.tree.size(), &hashes)?;
        }
        Ok(())
    }

    /// The partial tiles at the right edge of the tree.
    fn check_edge(&mut self, size: u64) -> Result<(), Stop> {
        let edge = std::mem::take(&mut self.edge);
        let result = (0u8..)
            .zip(&edge)
            .filter(|(_, hashes)| !hashes.is_empty())
            .try_for_each(|(level, hashes)| self.check_tile(TileKind::Hashes(level), size, hashes));
        self.edge = edge;
        result
    }

    /// Compares the last tile of a level in a tree of `size` leaves.
    fn check_tile(&self, kind: TileKind, size: u64, hashes: &[Hash]) -> Result<(), Stop> {
        let TileKind::Hashes(level) = kind else { return Ok(()) };
        let last = (size >> (TILE_HEIGHT * level)).saturating_sub(1) / FULL as u64;
        let Some(tile) = Tile::of(kind, last, size) else { return Ok(()) };
        let (held, file) = self.file(tile, TILE_LIMIT)?;
        let published = held.hashes(&file).ok().and_then(|published| published.get(..hashes.len()));
        if published != Some(hashes) {
            return Err(Finding::Tile { file: self.source.name(&held.to_string()) }.into());
        }
        for partial in self.source.partials(tile)? {
            let path = partial.to_string();
            let Some(file) = self.source.get(&path, TILE_LIMIT)? else { continue };
            // A tile that is wider than the tree is that of a newer one: a live log grows while it is read.
            let known = usize::from(partial.width()).min(hashes.len());
            let published = partial.hashes(&file).ok().and_then(|published| published.get(..known));
            if published != hashes.get(..known) {
                return Err(Finding::Tile { file: self.source.name(&path) }.into());
            }
        }
        Ok(())
    }

    fn check_partial_bundles(&self, tile: Tile, entries: &[&[u8]]) -> Result<(), Stop> {
        for partial in self.source.partials(tile)? {
            let path = partial.to_string();
            let Some(file) = self.source.get(&path, BUNDLE_LIMIT)? else { continue };
            let name = self.source.name(&path);
            let held = read_bundle(&file, partial.width());
            let held = held.map_err(|error| Finding::unreadable(name.clone(), &error))?;
            let known = held.len().min(entries.len());
            if held.get(..known) != entries.get(..known) {
                return Err(Finding::Tile { file: name }.into());
            }
        }
        Ok(())
    }

    /// The file of a tile. A log may drop a partial tile once there is the full one, of which it is the beginning.
    fn file(&self, tile: Tile, limit: u64) -> Result<(Tile, Vec<u8>), Stop> {
        for held in [tile, tile.full()] {
            if let Some(file) = self.source.get(&held.to_string(), limit)? {
                return Ok((held, file));
            }
        }
        Err(Finding::missing(self.source.name(&tile.to_string())).into())
    }

    /// Takes the archived checkpoints over the tree as it is now.
    fn archived(&mut self, archive: &mut Archive<'_>, size: u64) -> Result<(), Stop> {
        while let Some(next) = archive.peek()?.map(|next| next.checkpoint().size()) {
            if next > self.tree.size() || next > size {
                return Ok(());
            }
            let Some(checkpoint) = archive.next()? else { return Ok(()) };
            let times = self.trust.accept_archived(&checkpoint)?;
            if next < self.tree.size() {
                let what = format!("a checkpoint of {next} leaves follows one of {}", self.tree.size());
                return Err(Finding::Archive { what }.into());
            }
            self.compare(&checkpoint)?;
            self.sighted(next, times);
        }
        Ok(())
    }

    /// Compares a checkpoint with the tree, which has its size.
    fn compare(&self, checkpoint: &SignedCheckpoint) -> Result<(), Stop> {
        let computed = self.tree.root();
        if *checkpoint.checkpoint().root() == computed {
            Ok(())
        } else {
            Err(Finding::fork(checkpoint, &computed).into())
        }
    }

    /// Takes a checkpoint over the tree as it is now that was seen earlier.
    pub(crate) fn seen(&mut self, checkpoint: &SignedCheckpoint) -> Result<(), Stop> {
        let times = self.trust.accept_archived(checkpoint)?;
        self.compare(checkpoint)?;
        self.sighted(checkpoint.checkpoint().size(), times);
        Ok(())
    }

    fn sighted(&mut self, size: u64, times: Times) {
        for (place, time) in times {
            let Some(bounded) = self.bounded.get_mut(place) else { continue };
            for finding in bounded.sighting(size, time, self.accuracy) {
                self.found(finding);
            }
        }
    }

    /// Notes something that does not keep the check from going on.
    fn found(&mut self, finding: Finding) {
        // Remarks must not crowd out what is wrong.
        let (kept, more, most) = if finding.is_remark() {
            (&mut self.remarks, &mut self.more.remarks, REMARKS)
        } else {
            (&mut self.findings, &mut self.more.findings, FINDINGS)
        };
        if kept.len() < most {
            kept.push(finding);
        } else {
            *more += 1;
        }
    }

    /// Takes the findings, and how many there were beyond them.
    pub(crate) fn take_findings(&mut self) -> (Vec<Finding>, More) {
        let mut findings = std::mem::take(&mut self.findings);
        findings.append(&mut self.remarks);
        (findings, std::mem::take(&mut self.more))
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(crate) fn tree(&self) -> &Frontier {
        &self.tree
    }

    pub(crate) fn edge(&self) -> &[Vec<Hash>] {
        &self.edge
    }

    pub(crate) fn last_second(&self) -> u64 {
        self.last_second
    }

    pub(crate) fn bounded(&self) -> &[Bounded] {
        &self.bounded
    }

    /// Whether somebody else has bounded the time of every leaf.
    pub(crate) fn is_bounded_independently(&self) -> bool {
        self.bounded.iter().any(|bounded| bounded.bounds_independently(self.tree.size()))
    }

    /// When the log last cosigned itself, if that is too long ago.
    pub(crate) fn stale(&self, now: UnixTime) -> Option<Finding> {
        let last = self.bounded.iter().filter_map(Bounded::last_of_own).max()?;
        let stale = now.saturating_since(last.time()) > SILENCE;
        stale.then(|| Finding::Stale { last: super::finding::utc_of(last) })
    }
}

/// Nodes between two levels of tiles.
const TILE_HEIGHT: u8 = 8;
/// Hashes or entries in a full tile.
const FULL: usize = 256;
/// 256 entries of 65,535 octets, each after its length.
const BUNDLE_LIMIT: u64 = 256 * 65_537;
const TILE_LIMIT: u64 = 256 * 32;
const NANOS: u64 = 1_000_000_000;
/// How many findings are kept.
const FINDINGS: usize = 100;
const REMARKS: usize = 5;
/// An idle log cosigns itself every ten minutes.
const SILENCE: Duration = Duration::from_secs(11 * 60);
