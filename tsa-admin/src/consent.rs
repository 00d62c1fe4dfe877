//! Nothing changes before the operator has seen the plan: what will happen, and what cannot be undone.

use dialoguer::Confirm;
use serde::Serialize;

use crate::args::Consent;
use crate::error::Error;
use crate::output::{Output, is_interactive};

/// What a command is about to do.
#[derive(Debug, Serialize)]
pub(crate) struct Plan {
    action: String,
    steps: Vec<String>,
    irreversible: Vec<String>,
}

impl Plan {
    /// A plan to do `action` (an imperative phrase: "retire tsu-2026").
    pub(crate) fn new(action: impl Into<String>) -> Self {
        Self { action: action.into(), steps: Vec::new(), irreversible: Vec::new() }
    }

    /// One thing that will be done.
    pub(crate) fn step(mut self, step: impl Into<String>) -> Self {
        self.steps.push(step.into());
        self
    }

    /// One thing that cannot be taken back.
    pub(crate) fn irreversible(mut self, consequence: impl Into<String>) -> Self {
        self.irreversible.push(consequence.into());
        self
    }

    /// Shows the plan on stderr and returns once the operator agreed: by `--yes`, or at the terminal.
    ///
    /// # Errors
    ///
    /// [`Error::Declined`], or [`Error::NoConsent`] when there is nobody to ask.
    pub(crate) fn confirm(&self, consent: Consent, output: &Output) -> Result<(), Error> {
        output.plan(self, &self.text());
        if consent.yes {
            return Ok(());
        }
        if !is_interactive() {
            return Err(Error::NoConsent { action: self.action.clone() });
        }
        let question = Confirm::new().with_prompt("Carry this out?").default(false);
        match question.interact() {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Declined),
            Err(error) => Err(Error::Terminal(error.to_string())),
        }
    }

    fn text(&self) -> String {
        let mut text = format!("Plan: {}", self.action);
        for step in &self.steps {
            text.push_str(&format!("\n  - {step}"));
        }
        for consequence in &self.irreversible {
            text.push_str(&format!("\n  ! cannot be undone: {consequence}"));
        }
        text
    }
}
