//! Leaves on their way from the writer to the publisher, so that what was just written need not be read again.

use tsa_core::leaf::push_to_bundle;
use tsa_core::merkle::Frontier;

use crate::state::Leaf;

/// Entries of leaves, in order, as an entry bundle has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entries(Vec<u8>);

impl Entries {
    pub(crate) fn push(&mut self, leaf: &Leaf) {
        // An entry has at most 577 octets.
        let _ = push_to_bundle(&mut self.0, &leaf.entry);
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.0.as_slice();
        std::iter::from_fn(move || {
            let (length, left) = rest.split_first_chunk()?;
            let (entry, left) = left.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
            rest = left;
            Some(entry)
        })
    }
}

/// The durable leaves that the publisher has not taken yet. When it is slow they are let go: it reads the journal then.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// The index of the first one; `None` once some were let go.
    first: Option<u64>,
    entries: Entries,
    /// The writer's own tree, with all of them.
    frontier: Frontier,
}

/// What [`Fresh::take`] gives.
#[derive(Debug)]
pub(crate) struct Taken {
    /// The index of the first.
    pub(crate) first: u64,
    /// Their entries.
    pub(crate) entries: Entries,
    /// The tree with all of them, as the writer has it.
    pub(crate) frontier: Frontier,
}

impl Fresh {
    /// Begins behind the leaves that are there already.
    pub(crate) const fn new(frontier: Frontier) -> Self {
        Self { first: Some(frontier.size()), entries: Entries(Vec::new()), frontier }
    }

    /// Takes in the leaves of a group that is durable, and the tree with them.
    pub(crate) fn extend(&mut self, entries: &Entries, frontier: &Frontier) {
        self.frontier.clone_from(frontier);
        if self.entries.0.len().saturating_add(entries.0.len()) > LIMIT {
            self.first = None;
            self.entries = Entries::default();
        }
        if self.first.is_some() {
            self.entries.0.extend_from_slice(&entries.0);
        }
    }

    /// Gives all leaves from `size` on; `None` when some of them are not here any more. From now on it gathers those that
    /// come after.
    pub(crate) fn take(&mut self, size: u64) -> Option<Taken> {
        let first = self.first.replace(self.frontier.size());
        let entries = std::mem::take(&mut self.entries);
        let first = first.filter(|first| *first <= size)?;
        Some(Taken { first, entries, frontier: self.frontier.clone() })
    }
}

/// Octets of entries that are kept at the most: some 35,000 leaves, more than a second of them.
const LIMIT: usize = 4 << 20;

#[cfg(test)]
mod tests {
    use tsa_core::merkle::leaf_hash;

    use super::*;

    fn group(frontier: &mut Frontier, entries: &[&[u8]]) -> Entries {
        let mut group = Entries::default();
        for entry in entries {
            let index = tsa_core::LeafIndex::new(frontier.size()).unwrap();
            group.push(&Leaf { index, entry: entry.to_vec() });
            frontier.push(leaf_hash(entry));
        }
        group
    }

    #[test]
    fn gives_what_came_since() {
        let mut frontier = Frontier::new();
        frontier.push([0; 32]);
        let mut fresh = Fresh::new(frontier.clone());
        let entries = group(&mut frontier, &[b"one", b"two"]);
        fresh.extend(&entries, &frontier);
        let taken = fresh.take(2).unwrap();
        assert_eq!((taken.first, taken.frontier.size()), (1, 3));
        assert_eq!(taken.entries.iter().collect::<Vec<_>>(), [b"one", b"two"]);
        let entries = group(&mut frontier, &[b"three"]);
        fresh.extend(&entries, &frontier);
        let taken = fresh.take(3).unwrap();
        assert_eq!((taken.first, taken.frontier.root()), (3, frontier.root()));
        assert_eq!(taken.entries.iter().collect::<Vec<_>>(), [b"three"]);
    }

    #[test]
    fn leaves_from_before_are_not_here() {
        let mut frontier = Frontier::new();
        frontier.push([0; 32]);
        let mut fresh = Fresh::new(frontier);
        assert!(fresh.take(0).is_none());
        assert_eq!(fresh.take(1).unwrap().entries, Entries::default());
    }

    #[test]
    fn lets_go_of_too_many_and_begins_anew() {
        let mut frontier = Frontier::new();
        let mut fresh = Fresh::new(frontier.clone());
        let entry = vec![1; 500];
        for _ in 0..LIMIT / 500 + 1 {
            let entries = group(&mut frontier, &[&entry]);
            fresh.extend(&entries, &frontier);
        }
        assert_eq!(fresh.entries, Entries::default());
        assert!(fresh.take(0).is_none());
        let size = frontier.size();
        let entries = group(&mut frontier, &[b"after"]);
        fresh.extend(&entries, &frontier);
        assert_eq!(fresh.take(size).unwrap().entries.iter().collect::<Vec<_>>(), [b"after"]);
    }
}
