//! Mail to the owners of accounts: what it says, and how it leaves.
//!
//! A letter holds nothing that a stranger typed: whoever signs up with another's address cannot put words into it.

mod courier;
mod letter;
mod smtp;
#[cfg(test)]
mod tests;

pub use courier::{Delivery, OutboxMail, deliver, outbox};
pub use letter::{Letter, Message, ProofLine};
pub use smtp::{MailFault, Protection, Smtp, SmtpSettings};
