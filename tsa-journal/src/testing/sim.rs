//! A file system in memory that remembers every call and can show what a loss of power may leave of it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::image::{History, Image, Node, Op};
use crate::disk::{Disk, DiskFile};

#[derive(Clone, Debug, Default)]
pub(crate) struct SimDisk(Arc<Mutex<Sim>>);

#[derive(Debug, Default)]
struct Sim {
    view: Image,
    log: Vec<Op>,
    locks: Vec<usize>,
    /// How many octets all files together may have.
    space: Option<usize>,
}

impl SimDisk {
    pub(crate) fn new() -> Self {
        let disk = Self::default();
        for path in ["/state", "/mark", "/state/log"] {
            disk.0.lock().unwrap().view.names.insert(path.into(), Node::Directory);
        }
        disk
    }

    pub(crate) fn with(image: Image) -> Self {
        Self(Arc::new(Mutex::new(Sim { view: image, ..Sim::default() })))
    }

    pub(crate) fn shared(&self) -> Arc<dyn Disk> {
        Arc::new(self.clone())
    }

    /// What the system shows now: everything that was done, synced or not.
    pub(crate) fn view(&self) -> Image {
        self.0.lock().unwrap().view.clone()
    }

    /// Takes the present state as synced and forgets how it came about.
    pub(crate) fn settle(&self) {
        self.0.lock().unwrap().log.clear();
    }

    /// Puts a mark among the remembered calls.
    pub(crate) fn note(&self, number: u64) {
        self.0.lock().unwrap().log.push(Op::Note(number));
    }

    pub(crate) fn set_space(&self, space: Option<usize>) {
        self.0.lock().unwrap().space = space;
    }

    /// All that was done since the last [`Self::settle`], to be lost in part.
    pub(crate) fn history(&self, settled: &Image) -> History {
        History::new(self.0.lock().unwrap().log.clone(), settled.clone())
    }

    /// Changes one octet of a file in place.
    pub(crate) fn change(&self, path: &Path, offset: usize, change: impl FnOnce(u8) -> u8) {
        let mut sim = self.0.lock().unwrap();
        let Some(Node::File(file)) = sim.view.names.get(path).copied() else { panic!("no such file") };
        let octet = sim.view.files[file][offset];
        sim.view.files[file][offset] = change(octet);
    }

    pub(crate) fn contents(&self, path: &Path) -> Option<Vec<u8>> {
        let sim = self.0.lock().unwrap();
        match sim.view.names.get(path) {
            Some(Node::File(file)) => Some(sim.view.files[*file].clone()),
            _ => None,
        }
    }

    pub(crate) fn set_contents(&self, path: &Path, octets: Vec<u8>) {
        let mut sim = self.0.lock().unwrap();
        match sim.view.names.get(path).copied() {
            Some(Node::File(file)) => sim.view.files[file] = octets,
            _ => {
                sim.view.files.push(octets);
                let file = sim.view.files.len() - 1;
                sim.view.names.insert(path.into(), Node::File(file));
            }
        }
    }
}

#[derive(Debug)]
struct SimFile {
    disk: SimDisk,
    file: usize,
    locked: Mutex<bool>,
}

impl SimFile {
    fn record(&self, op: Op) -> io::Result<()> {
        let mut sim = self.disk.0.lock().unwrap();
        if let Some(space) = sim.space {
            let used: usize = sim.view.files.iter().map(Vec::len).sum();
            let mut after = sim.view.files[self.file].len();
            match &op {
                Op::Write { offset, octets, .. } => after = after.max(offset + octets.len()),
                Op::Length { length, .. } => after = *length,
                _ => {}
            }
            if used - sim.view.files[self.file].len() + after > space.max(used) {
                return Err(io::ErrorKind::StorageFull.into());
            }
        }
        sim.view.apply(&op);
        sim.log.push(op);
        Ok(())
    }
}

impl Disk for SimDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut sim = self.0.lock().unwrap();
        if !path.parent().is_some_and(|parent| sim.view.names.get(parent) == Some(&Node::Directory)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if sim.view.names.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = sim.view.files.len();
        let op = Op::Name { path: path.into(), file };
        sim.view.apply(&op);
        sim.log.push(op);
        Ok(Box::new(SimFile { disk: self.clone(), file, locked: Mutex::new(false) }))
    }

    fn open(&self, path: &Path, _write: bool) -> io::Result<Box<dyn DiskFile>> {
        match self.0.lock().unwrap().view.names.get(path) {
            Some(Node::File(file)) => {
                Ok(Box::new(SimFile { disk: self.clone(), file: *file, locked: Mutex::new(false) }))
            }
            Some(Node::Directory) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        match self.0.lock().unwrap().view.names.entry(path.into()) {
            std::collections::btree_map::Entry::Occupied(_) => Err(io::ErrorKind::AlreadyExists.into()),
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(Node::Directory);
                Ok(())
            }
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut sim = self.0.lock().unwrap();
        match sim.view.names.get(from).copied() {
            Some(Node::File(file)) => {
                let op = Op::Rename { from: from.into(), to: to.into(), file };
                sim.view.apply(&op);
                sim.log.push(op);
                Ok(())
            }
            // Directories move at once and for good: making a journal is tested for aborts, not for loss of power.
            Some(Node::Directory) => {
                let names = std::mem::take(&mut sim.view.names);
                let moved = |path: PathBuf| match path.strip_prefix(from) {
                    Ok(rest) if rest.as_os_str().is_empty() => to.into(),
                    Ok(rest) => to.join(rest),
                    Err(_) => path,
                };
                sim.view.names = names.into_iter().map(|(path, node)| (moved(path), node)).collect();
                Ok(())
            }
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut sim = self.0.lock().unwrap();
        match (sim.view.names.get(from).copied(), sim.view.names.contains_key(to)) {
            (Some(Node::File(file)), false) => {
                let op = Op::Name { path: to.into(), file };
                sim.view.apply(&op);
                sim.log.push(op);
                Ok(())
            }
            (_, true) => Err(io::ErrorKind::AlreadyExists.into()),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut sim = self.0.lock().unwrap();
        if !sim.view.names.contains_key(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let op = Op::Remove { path: path.into() };
        sim.view.apply(&op);
        sim.log.push(op);
        Ok(())
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.0.lock().unwrap().view.names.remove(path).map(|_| ()).ok_or(io::ErrorKind::NotFound.into())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.0.lock().unwrap().log.push(Op::SyncDir { path: path.into() });
        Ok(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let sim = self.0.lock().unwrap();
        if sim.view.names.get(path) != Some(&Node::Directory) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let names = sim.view.names.keys().filter(|name| name.parent() == Some(path));
        Ok(names.filter_map(|name| name.file_name()?.to_str().map(str::to_owned)).collect())
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        Ok(self.0.lock().unwrap().view.names.contains_key(path))
    }
}

impl DiskFile for SimFile {
    fn length(&self) -> io::Result<u64> {
        Ok(self.disk.0.lock().unwrap().view.files[self.file].len() as u64)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let sim = self.disk.0.lock().unwrap();
        let rest = sim.view.files[self.file].get(offset as usize..).unwrap_or_default();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        Ok(length)
    }

    fn write_at(&self, octets: &[u8], offset: u64) -> io::Result<()> {
        self.record(Op::Write { file: self.file, offset: offset as usize, octets: octets.to_vec() })
    }

    fn allocate(&self, length: u64) -> io::Result<()> {
        let length = length as usize;
        if length <= self.length()? as usize {
            return Ok(());
        }
        self.record(Op::Length { file: self.file, length })
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        self.record(Op::Length { file: self.file, length: length as usize })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.record(Op::Sync { file: self.file })
    }

    fn sync_all(&self) -> io::Result<()> {
        self.record(Op::Sync { file: self.file })
    }

    fn try_lock(&self) -> io::Result<bool> {
        let mut sim = self.disk.0.lock().unwrap();
        let free = !sim.locks.contains(&self.file);
        if free {
            sim.locks.push(self.file);
            *self.locked.lock().unwrap() = true;
        }
        Ok(free)
    }
}

impl Drop for SimFile {
    fn drop(&mut self) {
        if *self.locked.lock().unwrap() {
            self.disk.0.lock().unwrap().locks.retain(|file| *file != self.file);
        }
    }
}
