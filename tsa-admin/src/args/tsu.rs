//! `tsu`: the life of a time-stamping unit, the key and certificate that sign tokens.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::{Consent, NewPassphrase};

/// The commands of `tsu`.
#[derive(Debug, Subcommand)]
pub(crate) enum TsuCommand {
    /// Make a new key; it waits for its certificate
    #[command(after_help = "\
Examples:
  tsa-admin tsu create tsu-2027 --subject 'C=XX,O=Acme,CN=Acme TSU 2027'
  tsa-admin tsu create tsu-rsa --group rsa --algorithm rsa-3072 \\
      --subject 'C=XX,O=Acme,CN=Acme RSA TSU' \\
      --passphrase-file /run/ceremony/passphrase --yes")]
    Create(CreateArgs),

    /// Print the certification request of a TSU
    #[command(after_help = "\
Examples:
  tsa-admin tsu csr tsu-2027 --out tsu-2027.csr
  tsa-admin tsu csr tsu-2027 | openssl req -noout -text")]
    Csr(CsrArgs),

    /// Install the certificate a CA issued, with its chain
    ///
    /// The certificate must be for this very key, must be fit to sign tokens (sole, critical extended key usage
    /// timeStamping; not a CA), and the chain must hold together. Nothing is written unless all of it does.
    #[command(after_help = "\
Example:
  tsa-admin tsu install tsu-2027 --chain tsu-2027.pem")]
    Install(InstallArgs),

    /// List every TSU with its state
    #[command(after_help = "\
Example:
  tsa-admin tsu list --state /var/lib/tsa")]
    List,

    /// Show one TSU: key, certificate, dates, and what comes next
    #[command(after_help = "\
Example:
  tsa-admin tsu show tsu-2027")]
    Show(NamedArgs),

    /// Make a TSU sign for its group, and retire the one before
    ///
    /// The certificate must be valid now. Both changes are one step: never do two sign, and never none by accident. The server takes it up at its next start.
    #[command(after_help = "\
Example:
  tsa-admin tsu activate tsu-2027
  systemctl restart tsa")]
    Activate(ChangeArgs),

    /// Take a TSU out of use for ever
    ///
    /// Retiring the active TSU leaves its group without a signer: the server refuses to start until another one is
    /// active. To replace a TSU, activate its successor instead.
    #[command(after_help = "\
Example:
  tsa-admin tsu retire tsu-2026")]
    Retire(ChangeArgs),
}

/// `tsu create`
#[derive(Debug, clap::Args)]
pub(crate) struct CreateArgs {
    /// Name of the TSU: lower-case letters, digits and hyphens
    pub(crate) name: String,

    /// Subject the certificate shall carry, as C=…,O=…,CN=… (the CN names the TSU)
    #[arg(long, value_name = "DN")]
    pub(crate) subject: String,

    /// Group it belongs to; a profile of the server signs with the active TSU of one group
    #[arg(long, default_value = "main")]
    pub(crate) group: String,

    /// Kind of key
    #[arg(long, value_enum, default_value_t = Algorithm::EcdsaP256)]
    pub(crate) algorithm: Algorithm,

    /// Hash of the signatures of an RSA key; an ECDSA key has that of its curve
    #[arg(long, value_enum, value_name = "HASH")]
    pub(crate) rsa_hash: Option<RsaHash>,

    #[command(flatten)]
    pub(crate) passphrase: NewPassphrase,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// `tsu csr`
#[derive(Debug, clap::Args)]
pub(crate) struct CsrArgs {
    /// Name of the TSU
    pub(crate) name: String,

    /// Write the request to FILE instead of stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// `tsu install`
#[derive(Debug, clap::Args)]
pub(crate) struct InstallArgs {
    /// Name of the TSU
    pub(crate) name: String,

    /// The certificate of the TSU, then those above it (PEM); a root at the end is left out
    #[arg(long, value_name = "FILE")]
    pub(crate) chain: PathBuf,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// A command that only reads one TSU.
#[derive(Debug, clap::Args)]
pub(crate) struct NamedArgs {
    /// Name of the TSU
    pub(crate) name: String,
}

/// A command that changes the state of one TSU.
#[derive(Debug, clap::Args)]
pub(crate) struct ChangeArgs {
    /// Name of the TSU
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) consent: Consent,
}

/// The kinds of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Algorithm {
    /// Small and fast; fails with the client rfc3161ng only
    EcdsaP256,
    /// The same, stronger curve
    EcdsaP384,
    /// Every client verifies it; fifty times slower
    #[value(name = "rsa-3072")]
    Rsa3072,
    /// Slower still; the size for CAs with RSA keys
    #[value(name = "rsa-4096")]
    Rsa4096,
}

/// The hashes of RSA signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RsaHash {
    Sha256,
    Sha384,
    Sha512,
}
