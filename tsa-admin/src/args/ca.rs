//! `ca`: a private certification authority, good enough to run on.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::{Algorithm, Consent, NewPassphrase, Passphrase};
use crate::time::UtcTime;

/// The commands of `ca`.
#[derive(Debug, Subcommand)]
pub(crate) enum CaCommand {
    /// Make a root or an issuing CA
    ///
    /// What the certificate looks like is said by a profile: a built-in one, or a file of your own (certs/README.md
    /// explains them). A root signs issuing CAs and nothing else; an issuing CA signs TSU certificates and nothing else.
    #[command(after_help = "\
Examples:
  tsa-admin ca init --ca root --root --subject 'C=XX,O=Acme,CN=Acme Root'
  tsa-admin ca init --ca issuing --issuer root \\
      --subject 'C=XX,O=Acme,CN=Acme CA 1' \\
      --certificate-url http://pki.example/issuing.cer \\
      --crl-url http://pki.example/issuing.crl")]
    Init(InitArgs),

    /// Issue a certificate for a request
    ///
    /// The key and, unless --subject says otherwise, the name come from the request; everything else comes from the
    /// profile. What else the request asks for is ignored. The request must be signed by the key in it.
    ///
    /// The certificate is kept in the CA's directory, with its chain (without the root) before anybody gets it.
    #[command(after_help = "\
Examples:
  tsa-admin ca issue tsu-2027.csr --ca issuing --out tsu-2027.pem
  tsa-admin ca issue tsu-2027.csr --ca issuing --profile tsu.toml --days 3650")]
    Issue(IssueArgs),

    /// List what a CA has issued and revoked
    #[command(after_help = "\
Example:
  tsa-admin ca list --ca issuing")]
    List(CaDirectory),

    /// Revoke a certificate; it shows in the next CRL
    ///
    /// The reason decides what becomes of the tokens: after key-compromise every token of that key fails, whatever time it
    /// shows; after the others, tokens from before the revocation stay good (RFC 3161 section 4). There is no `unspecified`.
    #[command(after_help = "\
Example:
  tsa-admin ca revoke 4be1…07 --ca issuing --reason superseded
  tsa-admin ca crl --ca issuing --out issuing.crl")]
    Revoke(RevokeArgs),

    /// Sign a new certificate revocation list
    ///
    /// Every entry stays for ever, also after the certificate expired, so that old tokens can be judged. The CRL number
    /// grows with each list and is never used twice.
    #[command(after_help = "\
Example:
  tsa-admin ca crl --ca issuing --days 7 --out /srv/www/pki/issuing.crl")]
    Crl(CrlArgs),
}

/// Which CA.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CaDirectory {
    /// Directory of the CA
    #[arg(long = "ca", value_name = "DIR", env = "TSA_CA", hide_env_values = true)]
    pub(crate) directory: PathBuf,
}

/// `ca init`
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("kind").required(true).args(["root", "issuer"]))]
pub(crate) struct InitArgs {
    #[command(flatten)]
    pub(crate) ca: CaDirectory,

    /// Make a self-signed root
    #[arg(long)]
    pub(crate) root: bool,

    /// Make an issuing CA, certified by the CA in DIR
    #[arg(long, value_name = "DIR")]
    pub(crate) issuer: Option<PathBuf>,

    /// Name of the CA, as C=…,O=…,CN=… [default: the profile's, if --profile is given]
    #[arg(long, value_name = "DN")]
    pub(crate) subject: Option<String>,

    /// Kind of key, instead of the profile's; an issuing CA takes that of its TSUs
    #[arg(long, value_enum)]
    pub(crate) algorithm: Option<Algorithm>,

    #[command(flatten)]
    pub(crate) shape: ShapeArgs,

    /// Address of this CA's certificate, written into what it issues (AIA)
    #[arg(long, value_name = "URL", help_heading = "Published at")]
    pub(crate) certificate_url: Option<String>,

    /// Address of this CA's CRL, written into what it issues (CDP)
    #[arg(long, value_name = "URL", help_heading = "Published at")]
    pub(crate) crl_url: Option<String>,

    #[command(flatten)]
    pub(crate) passphrase: NewPassphrase,

    /// Read the issuing key's passphrase from FILE (one line) instead of asking for it
    #[arg(long, value_name = "FILE", requires = "issuer", help_heading = "Key protection")]
    pub(crate) issuer_passphrase_file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// What a certificate looks like.
#[derive(Debug, clap::Args)]
pub(crate) struct ShapeArgs {
    /// Certificate profile to use instead of the built-in one (see certs/README.md)
    #[arg(long, value_name = "FILE", help_heading = "Certificate")]
    pub(crate) profile: Option<PathBuf>,

    /// Days of validity, instead of the profile's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=36_525), help_heading = "Certificate")]
    pub(crate) days: Option<u32>,

    /// Begin of validity, instead of now (RFC 3339, for example 2027-01-01T00:00:00Z)
    #[arg(long, value_name = "TIME", help_heading = "Certificate")]
    pub(crate) not_before: Option<UtcTime>,
}

/// `ca issue`
#[derive(Debug, clap::Args)]
pub(crate) struct IssueArgs {
    /// Certification request (PKCS #10), PEM or DER; `-` reads stdin
    #[arg(value_name = "REQUEST")]
    pub(crate) request: PathBuf,

    #[command(flatten)]
    pub(crate) ca: CaDirectory,

    /// Subject to certify instead of the one requested, as C=…,O=…,CN=…
    #[arg(long, value_name = "DN", help_heading = "Certificate")]
    pub(crate) subject: Option<String>,

    #[command(flatten)]
    pub(crate) shape: ShapeArgs,

    /// Also write the certificate and its chain, without the root, to FILE
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// `ca revoke`
#[derive(Debug, clap::Args)]
pub(crate) struct RevokeArgs {
    /// Serial number in hexadecimal, or a file with the certificate
    #[arg(value_name = "SERIAL|FILE")]
    pub(crate) certificate: String,

    #[command(flatten)]
    pub(crate) ca: CaDirectory,

    /// Why
    #[arg(long, value_enum)]
    pub(crate) reason: Reason,

    /// When the key became untrustworthy, if earlier than now (RFC 3339)
    #[arg(long, value_name = "TIME")]
    pub(crate) invalid_since: Option<UtcTime>,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// `ca crl`
#[derive(Debug, clap::Args)]
pub(crate) struct CrlArgs {
    #[command(flatten)]
    pub(crate) ca: CaDirectory,

    /// Days until the next list is due
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=3_660))]
    pub(crate) days: u32,

    /// Also write the list to FILE: DER, or PEM when the name ends in .pem
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) passphrase: Passphrase,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// Why a certificate is revoked. RFC 5280 §5.3.1, without `unspecified` (it tells a verifier nothing) and without the
/// two that take a revocation back: entries stay for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Reason {
    /// Others may have the key: all tokens fail
    KeyCompromise,
    /// The same, for the key of a CA
    CaCompromise,
    /// Another name; earlier tokens stay good
    AffiliationChanged,
    /// Replaced; earlier tokens stay good
    Superseded,
    /// Out of use; earlier tokens stay good
    CessationOfOperation,
    /// The right to it is gone: all tokens fail
    PrivilegeWithdrawn,
}
