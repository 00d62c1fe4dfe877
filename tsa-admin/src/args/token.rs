//! `token`: look into what travels between clients and a TSA, and verify it.

use std::path::PathBuf;

use clap::Subcommand;

/// Look into requests, responses and tokens, and verify them
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Show what a request, a response or a token says
    ///
    /// Knows by itself what FILE holds, in DER or PEM. Needs no roots and trusts nothing: it shows what is written
    /// there, true or not. To know whether it is true, use `tsa-admin token verify`.
    #[command(after_help = "\
Examples:
  tsa-admin token inspect reply.tsr
  openssl ts -query -data contract.pdf -sha256 -cert | tsa-admin token inspect -")]
    Inspect(InspectArgs),
}

/// `token inspect`
#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    /// A request (.tsq), a response (.tsr) or a bare token; `-` reads stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}
