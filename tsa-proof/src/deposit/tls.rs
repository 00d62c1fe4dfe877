//! TLS to the authority: whose certificates are believed.
//!
//! It keeps the internal token and the answers from those on the way. Tokens are verified whatever carries them.

use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub(super) enum TlsFault {
    /// A certificate that was given is none, or none that can be believed.
    #[error("a certificate cannot be used: {0}")]
    Certificate(rustls::Error),
    /// Nothing was given, and the system has nothing.
    #[error("the system has no certificates of authorities")]
    NoRoots,
    /// The library has no protocol for this machine.
    #[error("TLS cannot be set up: {0}")]
    Setup(rustls::Error),
}

/// TLS 1.2 or 1.3 that believes `roots` (DER) and no others; those of the system, when there are none.
///
/// # Errors
/// [`TlsFault`].
pub(super) fn client_config(roots: Vec<Vec<u8>>) -> Result<Arc<ClientConfig>, TlsFault> {
    let mut store = RootCertStore::empty();
    if roots.is_empty() {
        // One bad file among those of the system is no reason to believe none.
        store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    for root in roots {
        store.add(CertificateDer::from(root)).map_err(TlsFault::Certificate)?;
    }
    if store.is_empty() {
        return Err(TlsFault::NoRoots);
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(TlsFault::Setup)?;
    Ok(Arc::new(builder.with_root_certificates(store).with_no_client_auth()))
}
