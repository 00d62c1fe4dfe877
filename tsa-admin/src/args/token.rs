//! `token`: look into what travels between clients and a TSA, and verify it.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use crate::time::UtcTime;

/// The commands of `token`.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Show what a request, a response or a token says
    ///
    /// Knows by itself what FILE holds, in DER or PEM. Needs no roots and trusts nothing: it shows what is written
    /// there, true or not. To know whether it is true, use `tsa-admin token verify`.
    #[command(after_help = "\
Examples:
  tsa-admin token inspect reply.tsr
  openssl ts -query -data FILE -sha256 -cert | tsa-admin token inspect -")]
    Inspect(InspectArgs),

    /// Verify a token: signature, certificates, time, and its data
    ///
    /// Checks every rule of the chosen set and names the first one that fails. The certificates are judged at the time in
    /// the token. Revocation is judged from the CRLs given, and a CRL counts only if it was issued after the token; when
    /// one is missing the answer is UNDECIDED and the exit code 3, because nobody looked.
    ///
    /// What the token stands for must be said in one of three ways: the file itself (--data), its digest (--digest), or
    /// the request that was sent (--query), which also binds the nonce and the policy.
    #[command(override_usage = VERIFY_USAGE)]
    #[command(after_help = "\
Exit codes:
  0  valid; with --log, in the log too
  1  not valid, no token, or not in the log
  2  usage: for example no roots
  3  undecided: nobody could look for revocations, or not yet in the log
  4  a file or the log cannot be read
  5  declared void by the log

Examples:
  tsa-admin token verify reply.tsr --data contract.pdf --roots root.pem \\
      --crl issuing.crl root.crl
  tsa-admin token verify reply.tsr --query query.tsq --roots root.pem
  tsa-admin token verify reply.tsr --data contract.pdf --roots root.pem \\
      --crl issuing.crl --log https://tsa.example.com/log --log-key \"$KEY\"
  tsa-admin token verify foreign.tsr --data contract.pdf \\
      --roots their-root.pem --rules rfc3161")]
    Verify(Box<VerifyArgs>),
}

/// `token inspect`
#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    /// A request (.tsq), a response (.tsr) or a bare token; `-` reads stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

/// `token verify`
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("expectation").required(true).multiple(true).args(["data", "digest", "query"]))]
pub(crate) struct VerifyArgs {
    /// A response (.tsr) or a bare token; `-` reads stdin
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The data that was time-stamped
    #[arg(long, value_name = "FILE", help_heading = "What the token stands for")]
    pub(crate) data: Option<PathBuf>,

    /// Its digest in hexadecimal, by the token's hash algorithm
    #[arg(long, value_name = "HEX", conflicts_with = "data", help_heading = "What the token stands for")]
    pub(crate) digest: Option<String>,

    /// The request that was sent: binds imprint, nonce and policy
    #[arg(long, value_name = "FILE", help_heading = "What the token stands for")]
    pub(crate) query: Option<PathBuf>,

    /// Root certificates to trust, PEM or DER
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Whom to trust")]
    pub(crate) roots: Vec<PathBuf>,

    /// Certificates to build the path with, not trusted by themselves
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Whom to trust")]
    pub(crate) untrusted: Vec<PathBuf>,

    /// Certificate revocation lists, PEM or DER
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Whom to trust")]
    pub(crate) crl: Vec<PathBuf>,

    /// The rules to hold the token to
    #[arg(long, value_enum, default_value_t = Rules::Strict, help_heading = "How to judge")]
    pub(crate) rules: Rules,

    /// Accept only this policy; may be given again
    #[arg(long, value_name = "OID", help_heading = "How to judge")]
    pub(crate) policy: Vec<String>,

    /// Judge the certificates at TIME too, beside the token's own (for example 2031-05-01T00:00:00Z)
    #[arg(long, value_name = "TIME", help_heading = "How to judge")]
    pub(crate) at: Option<UtcTime>,

    /// Do not ask whether a certificate was revoked; the result says so
    #[arg(long, help_heading = "How to judge")]
    pub(crate) no_revocation: bool,

    /// Ask the public log too: its address, or the directory of its files
    #[arg(long, value_name = "URL|DIR", requires = "whom", help_heading = "The public log")]
    pub(crate) log: Option<String>,

    /// The log's verifier key, got from a place you trust
    #[arg(long, value_name = "VKEY", requires = "log", group = "whom", help_heading = "The public log")]
    pub(crate) log_key: Option<String>,

    /// A trust policy: logs, witnesses and quorum (c2sp.org/tlog-policy)
    #[arg(long, value_name = "FILE", requires = "log", group = "whom", help_heading = "The public log")]
    pub(crate) log_policy: Option<PathBuf>,

    /// Allow http:// to other machines: whoever listens sees which token you ask about
    #[arg(long, requires = "log", help_heading = "The public log")]
    pub(crate) insecure_http: bool,
}

/// The rule sets of the verifier.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Rules {
    /// Everything this TSA promises; for its own tokens
    Strict,
    /// What RFC 3161 demands; for tokens of others, oddities become notes
    Rfc3161,
}

/// The file first: options that take several files would swallow it behind them.
const VERIFY_USAGE: &str = "\
tsa-admin token verify <FILE> --data <FILE>   --roots <FILE>... [OPTIONS]
       tsa-admin token verify <FILE> --digest <HEX>  --roots <FILE>... [OPTIONS]
       tsa-admin token verify <FILE> --query <FILE>  --roots <FILE>... [OPTIONS]";
