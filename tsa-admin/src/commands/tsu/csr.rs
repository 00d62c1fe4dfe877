//! `tsu csr`: the request to give to a CA.

use std::path::Path;

use serde::Serialize;
use tsa_journal::durable;
use tsa_keys::tsu_store::TsuStore;

use crate::args::CsrArgs;
use crate::error::{Error, Exit};
use crate::output::{Output, Page, Report};

/// Prints the request, or writes it to a file.
pub(crate) fn run(args: &CsrArgs, state: &Path, output: &Output) -> Result<Exit, Error> {
    let request = TsuStore::open(state)?.request_pem(&args.name)?;
    if let Some(out) = &args.out {
        durable::replace(out, request.as_bytes(), 0o644).map_err(Error::write(out))?;
        output
            .remark(&format!("Wrote {}. Give it to the CA: tsa-admin ca issue {0} --ca DIR", out.display()));
        if !output.is_json() {
            return Ok(Exit::Ok);
        }
    }
    output.show(&Request { name: args.name.clone(), request })?;
    Ok(Exit::Ok)
}

#[derive(Debug, Serialize)]
struct Request {
    name: String,
    request: String,
}

impl Report for Request {
    fn lay_out(&self, page: &mut Page) {
        self.request.lines().for_each(|line| page.line(line));
    }
}
