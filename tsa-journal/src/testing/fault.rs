//! A file system that fails at a chosen call.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::disk::{Disk, DiskFile};

/// What happens at the chosen call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It is not done, and an error is returned.
    Error,
    /// It is done, and an error is returned.
    ErrorButDone,
    /// It is done or not, and the process ends.
    Abort { done: bool },
}

/// Counts the calls that change something and fails one of them.
#[derive(Debug)]
pub(crate) struct FaultDisk {
    inner: Arc<dyn Disk>,
    plan: Arc<Plan>,
}

#[derive(Debug)]
pub(crate) struct Plan {
    calls: AtomicUsize,
    at: usize,
    failure: Failure,
    /// The name of the call that failed.
    hit: Mutex<Option<&'static str>>,
}

impl FaultDisk {
    pub(crate) fn over(inner: Arc<dyn Disk>, at: usize, failure: Failure) -> (Arc<dyn Disk>, Arc<Plan>) {
        let plan = Arc::new(Plan { calls: AtomicUsize::new(0), at, failure, hit: Mutex::new(None) });
        (Arc::new(Self { inner, plan: Arc::clone(&plan) }), plan)
    }

    fn file(&self, inner: Box<dyn DiskFile>) -> Box<dyn DiskFile> {
        Box::new(FaultFile { inner, plan: Arc::clone(&self.plan) })
    }
}

impl Plan {
    pub(crate) fn hit(&self) -> Option<&'static str> {
        *self.hit.lock().unwrap()
    }

    fn call<T>(&self, name: &'static str, call: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.calls.fetch_add(1, Ordering::SeqCst) != self.at {
            return call();
        }
        *self.hit.lock().unwrap() = Some(name);
        match self.failure {
            Failure::Error => Err(io::Error::from_raw_os_error(libc::EIO)),
            Failure::ErrorButDone => call().and(Err(io::Error::from_raw_os_error(libc::EIO))),
            Failure::Abort { done } => {
                if done {
                    call().unwrap_or_else(|_| std::process::abort());
                }
                std::process::abort()
            }
        }
    }
}

impl Disk for FaultDisk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        self.plan.call("create", || self.inner.create(path)).map(|file| self.file(file))
    }

    fn open(&self, path: &Path, write: bool) -> io::Result<Box<dyn DiskFile>> {
        self.inner.open(path, write).map(|file| self.file(file))
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.plan.call("create_dir", || self.inner.create_dir(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.plan.call("rename", || self.inner.rename(from, to))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.plan.call("link", || self.inner.link(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.plan.call("remove", || self.inner.remove(path))
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.plan.call("remove_dir", || self.inner.remove_dir(path))
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        self.plan.call("sync_dir", || self.inner.sync_dir(path))
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        self.inner.list(path)
    }

    fn exists(&self, path: &Path) -> io::Result<bool> {
        self.inner.exists(path)
    }
}

#[derive(Debug)]
struct FaultFile {
    inner: Box<dyn DiskFile>,
    plan: Arc<Plan>,
}

impl DiskFile for FaultFile {
    fn length(&self) -> io::Result<u64> {
        self.inner.length()
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.inner.read_at(buffer, offset)
    }

    fn write_at(&self, octets: &[u8], offset: u64) -> io::Result<()> {
        self.plan.call("write", || self.inner.write_at(octets, offset))
    }

    fn allocate(&self, length: u64) -> io::Result<()> {
        self.plan.call("allocate", || self.inner.allocate(length))
    }

    fn truncate(&self, length: u64) -> io::Result<()> {
        self.plan.call("truncate", || self.inner.truncate(length))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.plan.call("sync_data", || self.inner.sync_data())
    }

    fn sync_all(&self) -> io::Result<()> {
        self.plan.call("sync_all", || self.inner.sync_all())
    }

    fn try_lock(&self) -> io::Result<bool> {
        self.inner.try_lock()
    }
}
