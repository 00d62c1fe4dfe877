//! `journal find`: which tokens were issued for a digest, or in a span of time.

use std::path::Path;

use serde::Serialize;
use tsa_journal::Record;

use super::directory;
use super::record::{TokenView, malformed, walk};
use crate::args::FindArgs;
use crate::ca_directory::octets;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;

/// Goes through the journal. Each hit is written as it is found: there may be any number.
pub(crate) fn run(args: &FindArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let journal = directory(state);
    let digest = match &args.digest {
        Some(text) => Some(octets(text).ok_or_else(|| Error::HexDigest { text: text.clone() })?),
        None => None,
    };
    let (from, to) = (args.from.map(UtcTime::unix), args.to.map(UtcTime::unix));
    let mut found = 0u64;
    walk(&journal, None, |record| {
        let Record::Token(token) = record else { return Ok(true) };
        let time = token.gen_time().map_err(malformed(&journal))?;
        let info = token.tst_info().map_err(malformed(&journal))?;
        let wanted = digest.as_ref().is_none_or(|digest| info.message_imprint.hashed_message == *digest)
            && from.is_none_or(|from| time >= from)
            && to.is_none_or(|to| time < to);
        if wanted {
            found += 1;
            let token = TokenView::new(token).map_err(malformed(&journal))?;
            if output.is_json() { output.line(&token)? } else { output.show(&Hit { token })? }
        }
        Ok(true)
    })?;
    if found == 0 {
        output.warn("nothing was found");
        return Ok(Exit::CheckFailed);
    }
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct Hit {
    token: TokenView,
}

impl Report for Hit {
    fn lay_out(&self, page: &mut Page) {
        let time = self.token.time.map_or_else(String::new, |time| time.to_string());
        let TokenView { serial, hash, digest, .. } = &self.token;
        page.line(format!("{time}  {serial}  {hash} {digest}"));
    }
}
