//! `GET /log/…`: the public log as static files, and proofs.
//!
//! | path | what |
//! |---|---|
//! | `checkpoint` | the newest checkpoint |
//! | `tile/…` | hash tiles and entry bundles (C2SP tlog-tiles) |
//! | `vkey` | the log's verifier keys |
//! | `checkpoints/`, `checkpoints/<day>` | the archive: the days there are, the checkpoints of one |
//! | `proof/<serial>` | a proof of logging (C2SP tlog-proof) |
//! | `ended/`, `ended/<N>/…` | the logs before this one: their numbers, the same files of each |
//!
//! No part of a path ever names a file: a tile's is parsed and written anew, a day's is ten digits and dashes.

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use hyper::StatusCode;
use hyper::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, HeaderValue, RETRY_AFTER};
use tsa_core::merkle::Tile;
use tsa_core::{LeafIndex, SerialNumber};
use tsa_journal::PublishedLog;

use super::reply;
use super::{Answer, HttpFault};
use tsa_service::log::LogBudget;

/// The log as a listener serves it.
#[derive(Debug)]
pub struct LogSite {
    current: LogFiles,
    /// The logs that were ended after a rollback, by number.
    ended: BTreeMap<u32, LogFiles>,
    /// How long until the next checkpoint, about.
    cadence: Duration,
    budget: LogBudget,
}

/// A log, and the text of its `vkey`.
#[derive(Debug)]
pub(crate) struct LogFiles {
    pub(crate) log: PublishedLog,
    pub(crate) vkey: String,
}

/// What was found, and how long it stays as it is.
struct Found {
    content_type: &'static str,
    cache: &'static str,
    body: Vec<u8>,
}

impl LogSite {
    /// A log with its cadence, and the logs before it.
    pub(crate) fn new(current: LogFiles, ended: BTreeMap<u32, LogFiles>, cadence: Duration) -> LogSite {
        LogSite { current, ended, cadence, budget: LogBudget::new(1) }
    }

    /// Answers for what stands behind `/log/`; `recorded` is the number of leaves in the record.
    pub(super) async fn answer(self: &std::sync::Arc<Self>, path: &str, recorded: u64) -> Answer {
        let (site, path) = (std::sync::Arc::clone(self), path.to_owned());
        // Files are read on a thread that may wait for the disk.
        let found = tokio::task::spawn_blocking(move || {
            let found = site.find(&path, recorded);
            (site, path, found)
        });
        let mut answer = match found.await {
            Ok((_, _, Ok(found))) => Answer::page(page(found)),
            Ok((site, _, Err(Missing::NotYet))) => {
                let mut answer = Answer::fault(HttpFault::NotYet);
                let seconds = site.cadence.as_secs().saturating_add(1);
                answer.response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
                answer
            }
            Ok((_, _, Err(Missing::Never))) => Answer::fault(HttpFault::NotFound),
            Ok((site, path, Err(Missing::Unreadable(error)))) => {
                if site.budget.admit().is_some() {
                    tracing::error!(path, error = %error, "the log cannot be read");
                }
                Answer::fault(HttpFault::LogUnreadable)
            }
            Err(_) => Answer::fault(HttpFault::LogUnreadable), // the panic was counted and logged
        };
        answer.response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        answer
    }

    fn find(&self, path: &str, recorded: u64) -> Result<Found, Missing> {
        let Some(rest) = path.strip_prefix("ended/") else { return self.current.find(path, recorded) };
        if rest.is_empty() {
            let body = self.ended.keys().map(|number| format!("{number}\n")).collect::<String>().into();
            return Ok(Found { content_type: TEXT, cache: BRIEFLY, body });
        }
        let (number, path) = rest.split_once('/').ok_or(Missing::Never)?;
        let mut ended = self.ended.iter();
        let (_, files) = ended.find(|(have, _)| have.to_string() == number).ok_or(Missing::Never)?;
        // Nothing comes any more.
        files.find(path, 0).map_err(|missing| match missing {
            Missing::NotYet => Missing::Never,
            other => other,
        })
    }
}

impl LogFiles {
    fn find(&self, path: &str, recorded: u64) -> Result<Found, Missing> {
        if path == "checkpoint" {
            let newest = self.log.checkpoint().ok_or(Missing::NotYet)?;
            return Ok(Found { content_type: TEXT, cache: BRIEFLY, body: newest.to_string().into_bytes() });
        }
        if path == "vkey" {
            if self.vkey.is_empty() {
                return Err(Missing::Never);
            }
            return Ok(Found { content_type: TEXT, cache: BRIEFLY, body: self.vkey.clone().into_bytes() });
        }
        if let Ok(tile) = Tile::parse(path) {
            let body = self.log.tile(tile)?.ok_or(Missing::Never)?;
            return Ok(Found { content_type: "application/octet-stream", cache: FOR_EVER, body });
        }
        if let Some(serial) = path.strip_prefix("proof/") {
            let index = parse_serial(serial).ok_or(Missing::Never)?.value();
            let proof = self.log.proof(index)?;
            let proof = proof.ok_or(if index < recorded { Missing::NotYet } else { Missing::Never })?;
            return Ok(Found { content_type: TEXT, cache: BRIEFLY, body: proof.to_string().into_bytes() });
        }
        let body = match path.strip_prefix("checkpoints/") {
            Some("") => {
                self.log.archived_days()?.iter().map(|day| format!("{day}\n")).collect::<String>().into()
            }
            Some(day) => self.log.archive(day)?.ok_or(Missing::Never)?,
            None => return Err(Missing::Never),
        };
        Ok(Found { content_type: TEXT, cache: BRIEFLY, body })
    }
}

/// Why there is nothing.
enum Missing {
    Never,
    /// It will come with a later checkpoint.
    NotYet,
    Unreadable(io::Error),
}

impl From<io::Error> for Missing {
    fn from(error: io::Error) -> Missing {
        Missing::Unreadable(error)
    }
}

fn page(found: Found) -> reply::Response {
    let mut response = reply::ok(found.content_type, found.body);
    *response.status_mut() = StatusCode::OK;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(found.cache));
    response
}

/// 32 lower-case hexadecimal digits, as logs and tools write a serial number.
fn parse_serial(text: &str) -> Option<LeafIndex> {
    let digits = |octet: u8| matches!(octet, b'0'..=b'9' | b'a'..=b'f');
    if text.len() != 32 || !text.bytes().all(digits) {
        return None;
    }
    let octets = u128::from_str_radix(text, 16).ok()?.to_be_bytes();
    Some(SerialNumber::from_content(&octets)?.index())
}

const TEXT: &str = "text/plain; charset=utf-8";
const BRIEFLY: &str = "max-age=1";
/// A tile never changes, a partial one neither.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials() {
        let index = |text: &str| parse_serial(text).map(LeafIndex::value);
        assert_eq!(index("40000000000000000000000000000007"), Some(7));
        assert_eq!(index("7fffffffffffffffffff000000000100"), Some(256));
        for bad in ["", "7", "80000000000000000000000000000007", "4000000000000000000000000000000G"] {
            assert_eq!(index(bad), None, "{bad}");
        }
        assert_eq!(index("+0000000000000000000000000000007"), None);
    }
}
