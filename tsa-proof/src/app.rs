//! What every handler has.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRef;

use crate::accounts::Accounts;
use crate::config::{Config, PublicUrl};
use crate::deposit::Depositor;
use crate::metrics::Metrics;
use crate::secrets::Secrets;
use crate::store::Store;
use crate::trust::Trust;

/// All components of the running service; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The configuration.
    pub config: Arc<Config>,
    /// Where the service is reached from outside.
    pub public_url: Arc<PublicUrl>,
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// The keys of accounts, and of digests.
    pub secrets: Arc<Secrets>,
    /// What takes deposits.
    pub depositor: Arc<Depositor>,
    /// Who may do what.
    pub accounts: Arc<Accounts>,
    /// What is known of the authority.
    pub trust: Arc<Trust>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// Whether the end has begun.
    pub draining: Arc<Draining>,
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState").field("config", &self.config).finish_non_exhaustive()
    }
}

impl FromRef<AppState> for Arc<Accounts> {
    fn from_ref(state: &AppState) -> Self {
        Self::clone(&state.accounts)
    }
}

/// Whether the end has begun: then the service calls itself not ready, and every answer closes its connection.
#[derive(Debug, Default)]
pub struct Draining(AtomicBool);

impl Draining {
    /// From now on.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it has.
    pub fn has_begun(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
