//! The files of the public log: hash tiles and entry bundles. Source: C2SP tlog-tiles; `docs/log-format.md`.
//!
//! A tile's octets follow from the leaves alone, so a tile that is written again has the same octets. Each file is written under
//! a temporary name, synced and renamed; then the directories are synced. Only after that may a checkpoint cover it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tsa_core::leaf::{push_to_bundle, read_bundle};
use tsa_core::merkle::{Frontier, Hash, Tile, TileKind, leaf_hash, tree_head_nodes};

use crate::disk::{Disk, DiskFile};
use crate::error::JournalError;

/// The growing right edge of the log's files.
#[derive(Debug)]
pub(crate) struct Tiles {
    disk: Arc<dyn Disk>,
    directory: PathBuf,
    /// The size up to which everything is in files.
    written: u64,
    frontier: Frontier,
    /// The hashes of the partial tile of each level.
    levels: Vec<Vec<Hash>>,
    /// The partial bundle.
    bundle: Vec<u8>,
    /// Tiles that have become full since the last write.
    full: Vec<(Tile, Vec<u8>)>,
    /// Full tiles whose partial forms may go with the next write.
    outgrown: Vec<Tile>,
}

impl Tiles {
    /// A log without leaves.
    pub(crate) fn new(disk: Arc<dyn Disk>, directory: PathBuf) -> Self {
        Self {
            disk,
            directory,
            written: 0,
            frontier: Frontier::new(),
            levels: Vec::new(),
            bundle: Vec::new(),
            full: Vec::new(),
            outgrown: Vec::new(),
        }
    }

    /// Takes up the files of a log of `size` leaves; `None` when they are not all there or do not make up `root`.
    pub(crate) fn load(disk: Arc<dyn Disk>, directory: PathBuf, size: u64, root: &Hash) -> Option<Self> {
        let mut tiles = Self { written: size, ..Self::new(disk, directory) };
        for kind in Tile::levels(size) {
            tiles.levels.push(match tiles.last_partial(kind, size) {
                Some(tile) => tile.hashes(&tiles.read(tile)?).ok()?.to_vec(),
                None => Vec::new(),
            });
        }
        let mut edge = size.to_be_bytes().to_vec();
        for node in tree_head_nodes(size) {
            let tile = Tile::holding(node, size)?;
            edge.extend_from_slice(&tile.hash_of(node, &tiles.read(tile)?).ok()?);
        }
        tiles.frontier = Frontier::from_bytes(&edge).ok()?;
        if let Some(tile) = tiles.last_partial(TileKind::Entries, size) {
            tiles.bundle = tiles.read(tile)?;
            let entries = read_bundle(&tiles.bundle, tile.width()).ok()?;
            let hashes = tiles.levels.first()?;
            if !entries.iter().map(|entry| leaf_hash(entry)).eq(hashes.iter().copied()) {
                return None;
            }
        }
        (tiles.frontier.root() == *root).then_some(tiles)
    }

    /// The number of leaves.
    pub(crate) const fn size(&self) -> u64 {
        self.frontier.size()
    }

    pub(crate) fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Appends a leaf. Full tiles pile up until [`Self::write`].
    ///
    /// # Errors
    /// What the system says, when tiles had to be written because many have piled up.
    pub(crate) fn push(&mut self, entry: &[u8]) -> Result<(), JournalError> {
        let size = self.size().saturating_add(1);
        // An entry has at most 577 octets.
        let _ = push_to_bundle(&mut self.bundle, entry);
        let Self { frontier, levels, full, .. } = self;
        frontier.push_each(leaf_hash(entry), |node, hash| {
            // C2SP tlog-tiles: what tiles hold are the nodes whose level is a multiple of 8.
            if !node.level.is_multiple_of(8) {
                return;
            }
            let level = node.level >> 3;
            let place = usize::from(level);
            if levels.len() <= place {
                levels.push(Vec::new());
            }
            let Some(hashes) = levels.get_mut(place) else { return };
            hashes.push(hash);
            if let Some(tile) = Tile::of(TileKind::Hashes(level), node.index >> 8, size)
                && !tile.is_partial()
            {
                full.push((tile, std::mem::take(hashes).concat()));
            }
        });
        if let Some(tile) = Tile::with_entry(size.saturating_sub(1), size)
            && !tile.is_partial()
        {
            self.full.push((tile, std::mem::take(&mut self.bundle)));
        }
        if self.full.len() >= PILE { self.write_full() } else { Ok(()) }
    }

    /// Brings everything into files. When this returns `Ok`, all of it is durable.
    pub(crate) fn write(&mut self) -> Result<(), JournalError> {
        let size = self.size();
        if size == self.written {
            return Ok(());
        }
        for tile in std::mem::take(&mut self.outgrown) {
            self.remove_partials(tile);
        }
        self.write_full()?;
        let mut partial = Vec::new();
        for kind in Tile::levels(size).chain([TileKind::Entries]) {
            for tile in Tile::grown(kind, self.written, size).filter(|tile| tile.is_partial()) {
                let octets = match kind {
                    TileKind::Hashes(level) => {
                        self.levels.get(usize::from(level)).map(|hashes| hashes.concat()).unwrap_or_default()
                    }
                    TileKind::Entries => self.bundle.clone(),
                };
                partial.push((tile, octets));
            }
        }
        self.write_tiles(&partial)?;
        self.written = size;
        Ok(())
    }

    fn write_full(&mut self) -> Result<(), JournalError> {
        self.write_tiles(&self.full)?;
        self.outgrown.extend(self.full.drain(..).map(|(tile, _)| tile));
        Ok(())
    }

    /// Writes all of them before it waits for the first, so that the file system needs to sync its own journal only once.
    fn write_tiles(&self, tiles: &[(Tile, Vec<u8>)]) -> Result<(), JournalError> {
        let mut begun = Vec::with_capacity(tiles.len());
        let mut directories = BTreeSet::new();
        for (tile, octets) in tiles {
            let path = self.directory.join(tile.to_string());
            let parent = path.parent().unwrap_or(&self.directory);
            make_directory(&*self.disk, parent)
                .map_err(|source| JournalError::io("making", parent, source))?;
            directories.insert(parent.to_owned());
            begun.push(NewFile::begin(&*self.disk, path, octets)?);
        }
        begun.iter().try_for_each(NewFile::sync)?;
        begun.iter().try_for_each(|file| file.name(&*self.disk))?;
        directories.iter().try_for_each(|directory| {
            self.disk.sync_dir(directory).map_err(|source| JournalError::io("fsync of", directory, source))
        })
    }

    /// C2SP tlog-tiles: partial tiles may go once the full one is there. Best effort.
    fn remove_partials(&self, tile: Tile) {
        let mut directory = self.directory.join(tile.to_string()).into_os_string();
        directory.push(".p");
        let directory = PathBuf::from(directory);
        for name in self.disk.list(&directory).unwrap_or_default() {
            let _ = self.disk.remove(&directory.join(name));
        }
        let _ = self.disk.remove_dir(&directory);
    }

    /// The last tile of a level, if it is partial.
    fn last_partial(&self, kind: TileKind, size: u64) -> Option<Tile> {
        Tile::grown(kind, 0, size).last().filter(|tile| tile.is_partial())
    }

    fn read(&self, tile: Tile) -> Option<Vec<u8>> {
        let file = self.disk.open(&self.directory.join(tile.to_string()), false).ok()?;
        let mut octets =
            vec![0; usize::try_from(file.length().ok()?).ok().filter(|length| *length <= LONGEST)?];
        let mut have = 0usize;
        while have < octets.len() {
            match file.read_at(octets.get_mut(have..)?, u64::try_from(have).ok()?).ok()? {
                0 => return None,
                read => have = have.saturating_add(read),
            }
        }
        Some(octets)
    }
}

/// Writes a file under its name: temporary name, fsync, rename. The directory is not synced yet.
pub(crate) fn write_file(disk: &dyn Disk, path: &Path, octets: &[u8]) -> Result<(), JournalError> {
    let file = NewFile::begin(disk, path.to_owned(), octets)?;
    file.sync()?;
    file.name(disk)
}

/// A file that is written under a temporary name.
struct NewFile {
    file: Box<dyn DiskFile>,
    temporary: PathBuf,
    path: PathBuf,
}

impl NewFile {
    fn begin(disk: &dyn Disk, path: PathBuf, octets: &[u8]) -> Result<Self, JournalError> {
        let mut temporary = path.as_os_str().to_owned();
        temporary.push(".tmp");
        let temporary = PathBuf::from(temporary);
        let file = match disk.create(&temporary) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                disk.remove(&temporary).and_then(|()| disk.create(&temporary))
            }
            result => result,
        };
        match file.and_then(|file| file.write_at(octets, 0).map(|()| file)) {
            Ok(file) => {
                file.begin_sync();
                Ok(Self { file, temporary, path })
            }
            Err(source) => Err(JournalError::io("writing", &path, source)),
        }
    }

    fn sync(&self) -> Result<(), JournalError> {
        self.file.sync_all().map_err(|source| JournalError::io("writing", &self.path, source))
    }

    /// Gives it its name.
    fn name(&self, disk: &dyn Disk) -> Result<(), JournalError> {
        disk.rename(&self.temporary, &self.path)
            .map_err(|source| JournalError::io("writing", &self.path, source))
    }
}

/// Makes a directory and those above it, each durable.
pub(crate) fn make_directory(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if disk.exists(path)? {
        return Ok(());
    }
    let parent = path.parent().unwrap_or(Path::new(""));
    make_directory(disk, parent)?;
    disk.create_dir(path)?;
    disk.sync_dir(parent)
}

/// So many full tiles are kept in memory at most.
const PILE: usize = 64;
/// 256 entries of at most 577 octets, each with its length.
const LONGEST: usize = 256 * 600;
