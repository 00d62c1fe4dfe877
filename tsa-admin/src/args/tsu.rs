//! `tsu`.

use clap::ValueEnum;

/// The kinds of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Algorithm {
    /// Small and fast; every common client but rfc3161ng verifies it
    EcdsaP256,
    /// The same, stronger curve
    EcdsaP384,
    /// Every client verifies it; signs fifty times slower than P-256
    #[value(name = "rsa-3072")]
    Rsa3072,
    /// Stronger and slower still; the size for RSA certification authorities
    #[value(name = "rsa-4096")]
    Rsa4096,
}
