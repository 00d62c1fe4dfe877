//! A disk that fails when it is told to: `c/faulty_disk.c`, built when it is first used and loaded into the daemon.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::openssl::run;
use crate::report::profile_directory;

/// Which call fails, and how.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// `fdatasync`, `fsync`, `pwrite`, `fallocate`, `ftruncate` or `rename`.
    pub call: &'static str,
    /// The error number. 0 for `pwrite`: only half is written, which is no error.
    pub error: i32,
    /// The call is carried out, and only then reported as failed.
    pub happens: bool,
    /// Which call of its kind fails first, counted from 1.
    pub at: u64,
    /// Which one fails last.
    pub until: u64,
}

impl Fault {
    /// The environment in which a daemon meets this fault on files whose path begins so.
    pub fn environment(&self, below: &Path) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", library().to_string_lossy().into_owned()),
            ("FAULT_CALL", self.call.to_owned()),
            ("FAULT_BELOW", below.to_string_lossy().into_owned()),
            ("FAULT_AT", self.at.to_string()),
            ("FAULT_UNTIL", self.until.to_string()),
            ("FAULT_ERRNO", self.error.to_string()),
            ("FAULT_AFTER", u8::from(self.happens).to_string()),
        ]
    }
}

/// Builds the library, once in a process.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/c/faulty_disk.c");
        let library = profile_directory().join("libfaulty_disk.so");
        let part = library.with_extension(format!("{}.part", std::process::id()));
        let (part_text, directory) = (part.to_string_lossy(), profile_directory());
        let arguments = ["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", &*part_text, source];
        run(&directory, "cc", &arguments).success("cc (apt-get install gcc libc6-dev)");
        // In one step: another test may be starting a daemon with it.
        std::fs::rename(&part, &library).expect("target is writable");
        library
    })
}

/// Input/output error.
pub const EIO: i32 = 5;
/// No space left on device.
pub const ENOSPC: i32 = 28;
/// Quota exceeded.
pub const EDQUOT: i32 = 122;
