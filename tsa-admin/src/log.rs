//! Reading a public log as a stranger does: from its address or its files, believing nothing that was not checked.

mod archive;
mod bounds;
mod check;
mod client;
mod finding;
mod memory;
mod query;
mod source;
mod trust;

pub(crate) use archive::Archive;
pub(crate) use bounds::{Bounded, BoundedView};
pub(crate) use check::{Check, Counts, More, Stop};
pub(crate) use client::ClientError;
pub(crate) use finding::Finding;
pub(crate) use memory::Memory;
pub(crate) use query::{Located, LogToken, Lookup, locate, newest};
pub(crate) use source::LogSource;
pub(crate) use trust::Trust;

#[cfg(test)]
mod tests;
