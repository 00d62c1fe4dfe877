//! The browser's engine: `tsa-core` and `tsa-evidence` behind a handful of functions over linear memory.
//!
//! No binding generator stands between this crate and `js/tsa.mjs`, its only caller. Octets go in through one buffer and
//! come out through another:
//!
//! 1. [`input`]`(n)` makes room for `n` octets and says where; the caller writes them there.
//! 2. A function reads the first octets of that buffer.
//! 3. Answers longer than a number are left in the other buffer: the function returns their length, [`output`] says where.
//!
//! Both buffers belong to this crate and are only ever borrowed inside a call, so no function here dereferences a pointer
//! and the crate has no `unsafe` block; the one thing the compiler calls unsafe is exporting a name. A module instance has one
//! thread; nothing is shared between instances.
//!
//! Streaming: [`hash_start`], [`hash_update`] (about 1 MiB a call: a browser's compiler replaces slow code between calls, not
//! within one), [`hash_finish`]; [`hash_save`] and [`hash_load`] for resuming. Everything else is one JSON call, [`call`];
//! `docs/browser.md` lists the operations.
#![deny(unsafe_op_in_unsafe_fn)]

mod calls;
mod crc32;
mod hashing;
mod state;

use state::with;

/// Exports functions under their own names.
macro_rules! exports {
    ($($(#[$attribute:meta])* fn $name:ident($($argument:ident: $of:ty),*) $(-> $answer:ty)? $body:block)*) => {
        $(
            $(#[$attribute])*
            #[expect(unsafe_code, reason = "an exported name must be unique in the module: these ten are its only exports")]
            #[unsafe(no_mangle)]
            pub extern "C" fn $name($($argument: $of),*) $(-> $answer)? $body
        )*
    };
}

exports! {
    /// Makes room for `length` octets of input and says where they must be written. Any memory view of the caller taken before
    /// this call may be stale.
    fn input(length: usize) -> *mut u8 {
        with(|state| state.make_room(length))
    }

    /// Where the last answer lies.
    fn output() -> *const u8 {
        with(|state| state.output.as_ptr())
    }

    /// Starts a hash whose name (`sha256`, `sha512`, `sha3-256` …) is in the input; 0 if it is unknown, else its handle.
    fn hash_start(length: usize) -> u32 {
        with(|state| state.hash_start(length).unwrap_or(0))
    }

    /// Feeds the first `length` octets of the input; 0 if there is no such hash or input, else 1.
    fn hash_update(handle: u32, length: usize) -> u32 {
        with(|state| u32::from(state.hash_update(handle, length).is_some()))
    }

    /// Ends a hash: the length of the digest, now in the output; 0 if there is no such hash.
    fn hash_finish(handle: u32) -> usize {
        with(|state| state.hash_finish(handle).unwrap_or(0))
    }

    /// Saves a hash for [`hash_load`] without ending it: the length of the saved state, now in the output; 0 where nothing can be
    /// saved (not at a block boundary, where a saved state would hold octets of the file; or not SHA-256 or SHA-512).
    fn hash_save(handle: u32) -> usize {
        with(|state| state.hash_save(handle).unwrap_or(0))
    }

    /// Takes up a saved hash, whose state is in the input: its handle, or 0 if it is none.
    fn hash_load(length: usize) -> u32 {
        with(|state| state.hash_load(length).unwrap_or(0))
    }

    /// Forgets a hash.
    fn hash_drop(handle: u32) {
        with(|state| state.hash_drop(handle));
    }

    /// Continues a CRC-32 (that of zip, beginning with 0) over the first `length` octets of the input.
    fn crc32_update(crc: u32, length: usize) -> u32 {
        with(|state| crc32::update(crc, state.input(length).unwrap_or_default()))
    }

    /// Carries out the JSON call in the input: the length of the JSON answer, now in the output.
    fn call(length: usize) -> usize {
        with(|state| {
            let answer = calls::answer(state.input(length).unwrap_or_default());
            state.answer(answer)
        })
    }
}
