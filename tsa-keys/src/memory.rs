//! The memory of a process that holds keys.

use std::io;

/// A core file would hold the private keys: from here on there is none. To be called before a key is read.
///
/// # Errors
/// The error of the system call that was refused.
#[expect(unsafe_code, reason = "setrlimit has no safe wrapper in std")]
pub fn forbid_core_dumps() -> io::Result<()> {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `none` is a valid rlimit that outlives the call, which only reads it.
    if unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) } == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}
