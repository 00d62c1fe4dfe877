//! How the tree and its entries are cut into files. Source: C2SP tlog-tiles, "Merkle Tree" and "Log entries".

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Hash, Node, join};

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TileKind {
    /// The hashes of the nodes of this level of tiles: node level 0 in tile level 0, node level 8 in tile level 1, …
    Hashes(u8),
    /// The entries themselves, in a bundle ([`crate::leaf::read_bundle`]).
    Entries,
}

/// A file of the log: up to 256 consecutive hashes or entries.
///
/// Full tiles never change. The last tile of a level is partial unless it happens to be full; it belongs to one tree
/// size and is served under that width. There are no empty tiles, and a partial tile is never hashed upwards.
///
/// [`fmt::Display`] writes the path below the log's URL prefix, such as `tile/1/x001/234.p/5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    kind: TileKind,
    index: u64,
    width: u16,
}

/// Why text is no path of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a tile path such as tile/0/x001/234 or tile/entries/067.p/5")]
pub struct TilePathError;

/// Why a hash cannot be had from a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The file does not have 32 octets for each hash.
    #[error("the tile {0} does not hold 32 octets for each of its hashes")]
    Length(Tile),
    /// The node is not in this tile.
    #[error("the tile {0} does not hold that node")]
    NotHere(Tile),
}

impl Tile {
    /// The tile that holds `node` in a tree of `size` leaves; `None` when the node is not complete in it.
    #[must_use]
    pub fn holding(node: Node, size: u64) -> Option<Self> {
        if node.index >= size.checked_shr(node.level.into())? {
            return None;
        }
        let level = node.level / HEIGHT;
        let first = node.index.checked_shl(u32::from(node.level % HEIGHT))?;
        Self::of(TileKind::Hashes(level), first >> HEIGHT, size)
    }

    /// The entry bundle that holds leaf `index` in a tree of `size` leaves.
    #[must_use]
    pub fn with_entry(index: u64, size: u64) -> Option<Self> {
        if index < size { Self::of(TileKind::Entries, index >> HEIGHT, size) } else { None }
    }

    /// The tile of this kind and index as it stands in a tree of `size` leaves; `None` when it would be empty.
    #[must_use]
    pub fn of(kind: TileKind, index: u64, size: u64) -> Option<Self> {
        let start = index.checked_mul(FULL.into())?;
        let width = in_level(kind, size).checked_sub(start)?.min(FULL.into());
        if width == 0 { None } else { Some(Self { kind, index, width: width as u16 }) }
    }

    /// Every tile of this kind that is new or wider in the tree of `to` leaves than in that of `from` leaves, from
    /// the left; `from = 0` gives them all.
    pub fn grown(kind: TileKind, from: u64, to: u64) -> impl Iterator<Item = Self> {
        let (old, new) = (in_level(kind, from), in_level(kind, to));
        let indexes = if old < new { old >> HEIGHT..new.div_ceil(FULL.into()) } else { 0..0 };
        indexes.filter_map(move |index| Self::of(kind, index, to))
    }

    /// The levels of hash tiles that a tree of `size` leaves has.
    pub fn levels(size: u64) -> impl Iterator<Item = TileKind> {
        (0u8..8).map(TileKind::Hashes).take_while(move |kind| in_level(*kind, size) > 0)
    }

    /// What it holds.
    #[must_use]
    pub const fn kind(self) -> TileKind {
        self.kind
    }

    /// Its place among the tiles of its kind.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.index
    }

    /// How many hashes or entries it holds: 1 to 256.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Whether it is partial, that is, still growing.
    #[must_use]
    pub const fn is_partial(self) -> bool {
        self.width < FULL
    }

    /// The full tile in its place: the log may drop a partial tile once there is a full one.
    #[must_use]
    pub const fn full(self) -> Self {
        Self { width: FULL, ..self }
    }

    /// Reads a path. Every tile has exactly one.
    ///
    /// # Errors
    /// [`TilePathError`] for anything that [`fmt::Display`] would not write.
    pub fn parse(path: &str) -> Result<Self, TilePathError> {
        let (kind, rest) = path.strip_prefix("tile/").and_then(|p| p.split_once('/')).ok_or(TilePathError)?;
        let kind = match kind {
            "entries" => TileKind::Entries,
            level => TileKind::Hashes(level.parse().ok().filter(|l| *l <= MAX_LEVEL).ok_or(TilePathError)?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, width.parse().ok().filter(|w| *w < FULL).ok_or(TilePathError)?),
            None => (rest, FULL),
        };
        let index = index.split('/').try_fold(0u64, |value, group| {
            let digits = group.strip_prefix('x').unwrap_or(group);
            let group: u64 = digits.parse().ok().filter(|g| *g < 1000).ok_or(TilePathError)?;
            value.checked_mul(1000).and_then(|v| v.checked_add(group)).ok_or(TilePathError)
        })?;
        let tile = Self { kind, index, width };
        // Signs, missing `x`, missing or additional zeros, width 0: all of them would be written otherwise.
        if width != 0 && alloc::format!("{tile}") == path { Ok(tile) } else { Err(TilePathError) }
    }

    /// The hashes in the file of a hash tile.
    ///
    /// # Errors
    /// [`TileError::Length`]; [`TileError::NotHere`] for a bundle of entries.
    pub fn hashes(self, file: &[u8]) -> Result<&[Hash], TileError> {
        if self.kind == TileKind::Entries {
            return Err(TileError::NotHere(self));
        }
        match file.as_chunks() {
            (hashes, []) if hashes.len() == usize::from(self.width) => Ok(hashes),
            _ => Err(TileError::Length(self)),
        }
    }

    /// The hash of a node, computed from the file of the tile that holds it ([`Self::holding`]).
    ///
    /// # Errors
    /// [`TileError`].
    pub fn hash_of(self, node: Node, file: &[u8]) -> Result<Hash, TileError> {
        let hashes = self.hashes(file)?;
        let find = || {
            let (level, height) = (node.level / HEIGHT, u32::from(node.level % HEIGHT));
            let first = node.index.checked_shl(height).filter(|f| f >> height == node.index)?;
            if self.kind != TileKind::Hashes(level) || first >> HEIGHT != self.index {
                return None;
            }
            let start = (first & u64::from(FULL.saturating_sub(1))) as usize;
            let below = hashes.get(start..start.checked_add(1usize.checked_shl(height)?)?)?;
            complete(below)
        };
        find().ok_or(TileError::NotHere(self))
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TileKind::Hashes(level) => write!(f, "tile/{level}/{}", path_of(self.index))?,
            TileKind::Entries => write!(f, "tile/entries/{}", path_of(self.index))?,
        }
        if self.is_partial() { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// `x001/x234/067`: groups of three digits, all but the last marked with an `x`.
fn path_of(index: u64) -> String {
    let mut path = alloc::format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = alloc::format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// How many hashes or entries of this kind a tree of `size` leaves has: a partial tile has none above it.
fn in_level(kind: TileKind, size: u64) -> u64 {
    match kind {
        TileKind::Entries => size,
        TileKind::Hashes(level) => {
            size.checked_shr(u32::from(level).saturating_mul(HEIGHT.into())).unwrap_or(0)
        }
    }
}

/// The root over a power of two of hashes.
fn complete(hashes: &[Hash]) -> Option<Hash> {
    let mut level: Vec<Hash> = hashes.to_vec();
    while level.len() > 1 {
        level = level.chunks(2).map(join).collect::<Option<_>>()?;
    }
    level.first().copied()
}

/// The number of hashes or entries in a full tile.
const FULL: u16 = 256;
/// The height of the subtree that a tile stands for.
const HEIGHT: u8 = 8;
/// C2SP tlog-tiles: a level is an integer between 0 and 63.
const MAX_LEVEL: u8 = 63;

#[cfg(test)]
mod tests;
