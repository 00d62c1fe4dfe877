//! What the process asks of the operating system: no core dumps, private files, word to systemd.

use std::ffi::CString;
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::{SocketAddr, UnixDatagram};
use std::path::Path;

/// Makes new files private to this user and keeps keys out of core dumps and debuggers.
///
/// # Errors
/// The error of the system call that was refused.
pub fn harden() -> io::Result<()> {
    set_umask();
    forbid_core_dumps()?;
    forbid_debuggers()
}

/// Files and sockets made from here on are readable by this user only.
#[expect(unsafe_code, reason = "umask has no safe wrapper in std")]
fn set_umask() {
    // SAFETY: umask takes a plain number, cannot fail and touches no memory of ours.
    unsafe { libc::umask(0o077) };
}

/// A core file would hold the private keys and everything decrypted by them: from here on there is none.
#[expect(unsafe_code, reason = "setrlimit has no safe wrapper in std")]
fn forbid_core_dumps() -> io::Result<()> {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `none` is a valid rlimit that outlives the call, which only reads it.
    if unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) } == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Not dumpable: other processes of this user cannot attach a debugger, and no handler of core dumps gets the memory.
#[expect(unsafe_code, reason = "prctl has no safe wrapper in std")]
fn forbid_debuggers() -> io::Result<()> {
    // SAFETY: PR_SET_DUMPABLE takes one number and touches no memory of ours.
    if unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0) } == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// How many octets an ordinary process can still write to the file system of `path`.
///
/// # Errors
/// The error of the system call, and [`io::ErrorKind::InvalidInput`] for a path with a NUL.
#[expect(unsafe_code, reason = "statvfs has no safe wrapper in std")]
pub fn free_space(path: &Path) -> io::Result<u64> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    let mut found = MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: `path` is a C string and `found` room for the result; both outlive the call.
    if unsafe { libc::statvfs(path.as_ptr(), found.as_mut_ptr()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call succeeded, so it has filled `found`.
    let found = unsafe { found.assume_init() };
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}

/// Raises the soft limit of open files to what so many connections need, as far as the hard limit lets us; gives the
/// limit that holds then.
///
/// # Errors
/// The error of the system call that was refused.
#[expect(unsafe_code, reason = "getrlimit and setrlimit have no safe wrapper in std")]
pub fn raise_file_limit(wanted: u64) -> io::Result<u64> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is a valid rlimit that outlives the call, which writes it.
    if unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit) } != 0 {
        return Err(io::Error::last_os_error());
    }
    if limit.rlim_cur < wanted {
        limit.rlim_cur = wanted.min(limit.rlim_max);
        // SAFETY: `limit` is a valid rlimit that outlives the call, which only reads it.
        if unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit) } != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(limit.rlim_cur)
}

/// Tells systemd (`Type=notify`) of a change of state, if it asked to be told; see sd_notify(3).
///
/// # Errors
/// When `NOTIFY_SOCKET` is set and the datagram cannot be sent.
pub fn notify_service_manager(state: &str) -> io::Result<()> {
    let Some(path) = std::env::var_os("NOTIFY_SOCKET") else { return Ok(()) };
    let bytes = path.as_encoded_bytes();
    let address = match bytes.strip_prefix(b"@") {
        Some(name) => {
            use std::os::linux::net::SocketAddrExt;
            SocketAddr::from_abstract_name(name)?
        }
        None => SocketAddr::from_pathname(&path)?,
    };
    UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address)?;
    Ok(())
}
