//! What an instance remembers between calls: its two buffers and the hashes under way.

use std::cell::RefCell;
use std::vec::Vec;

use crate::hashing::Context;

/// Runs `f` on the instance's state.
pub(crate) fn with<T>(f: impl FnOnce(&mut State) -> T) -> T {
    STATE.with_borrow_mut(f)
}

#[derive(Default)]
pub(crate) struct State {
    input: Vec<u8>,
    pub(crate) output: Vec<u8>,
    /// The hash with handle `n` is at `n - 1`.
    hashes: Vec<Option<Context>>,
}

impl State {
    pub(crate) fn make_room(&mut self, length: usize) -> *mut u8 {
        if self.input.len() < length || self.input.len() > KEPT {
            self.input = vec![0; length.max(SMALLEST)];
        }
        self.input.as_mut_ptr()
    }

    pub(crate) fn input(&self, length: usize) -> Option<&[u8]> {
        self.input.get(..length)
    }

    pub(crate) fn answer(&mut self, octets: Vec<u8>) -> usize {
        self.output = octets;
        self.output.len()
    }

    pub(crate) fn hash_start(&mut self, length: usize) -> Option<u32> {
        let name = str::from_utf8(self.input(length)?).ok()?;
        let context = Context::start(name)?;
        self.keep(context)
    }

    pub(crate) fn hash_update(&mut self, handle: u32, length: usize) -> Option<()> {
        let octets = self.input.get(..length)?;
        self.hashes.get_mut(place(handle)?)?.as_mut()?.update(octets);
        Some(())
    }

    pub(crate) fn hash_finish(&mut self, handle: u32) -> Option<usize> {
        let digest = self.hashes.get_mut(place(handle)?)?.take()?.finish();
        Some(self.answer(digest))
    }

    pub(crate) fn hash_save(&mut self, handle: u32) -> Option<usize> {
        let saved = self.hashes.get(place(handle)?)?.as_ref()?.save()?;
        Some(self.answer(saved))
    }

    pub(crate) fn hash_load(&mut self, length: usize) -> Option<u32> {
        let context = Context::load(self.input(length)?)?;
        self.keep(context)
    }

    pub(crate) fn hash_drop(&mut self, handle: u32) {
        if let Some(context) = place(handle).and_then(|place| self.hashes.get_mut(place)) {
            *context = None;
        }
    }

    fn keep(&mut self, context: Context) -> Option<u32> {
        let free = self.hashes.iter().position(Option::is_none).unwrap_or_else(|| {
            self.hashes.push(None);
            self.hashes.len().saturating_sub(1)
        });
        *self.hashes.get_mut(free)? = Some(context);
        u32::try_from(free).ok()?.checked_add(1)
    }
}

fn place(handle: u32) -> Option<usize> {
    usize::try_from(handle.checked_sub(1)?).ok()
}

thread_local! {
    static STATE: RefCell<State> = RefCell::default();
}

/// The slices of a file fit in at once.
const SMALLEST: usize = 1024 * 1024;

/// An input buffer beyond this is given back at the next call.
const KEPT: usize = 4 * 1024 * 1024;
