//! The rule set in force, and the notes gathered under it.

use alloc::vec::Vec;

use super::report::{Failure, Note};
use super::rules::{Rule, RuleSet};

/// Decides what a broken rule means: the end, or a note.
#[derive(Clone, Debug)]
pub(super) struct Check {
    rules: RuleSet,
    pub(super) notes: Vec<Note>,
}

impl Check {
    pub(super) fn new(rules: RuleSet) -> Self {
        Self { rules, notes: Vec::new() }
    }

    /// A rule that only the strict set asks for.
    pub(super) fn strictly(&mut self, rule: Rule, kept: bool) -> Result<(), Failure> {
        match (kept, self.rules) {
            (true, _) => Ok(()),
            (false, RuleSet::Strict) => Err(rule.into()),
            (false, RuleSet::Rfc3161) => {
                self.note(Note::Tolerated(rule));
                Ok(())
            }
        }
    }

    /// Adds a note once.
    pub(super) fn note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// A rule that both sets ask for.
pub(super) fn require(rule: Rule, kept: bool) -> Result<(), Failure> {
    if kept { Ok(()) } else { Err(rule.into()) }
}
