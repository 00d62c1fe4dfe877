//! What `--dev` has from the start: an account of its own and an API key in a file, so that the first `curl` works.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use super::Granter;
use super::api_key::Scopes;
use super::email::EmailAddress;
use super::error::AccountError;
use super::password::NewPassword;
use super::profile::{Kind, PersonName, Profile};
use super::secret::Secret;
use super::{Accounts, seal_json};
use crate::secrets::Context;
use crate::store::{Account, AccountId, NewAccount};

impl Accounts {
    /// Makes the account if it is missing, and a key for it if the file is.
    ///
    /// # Errors
    /// Faults; [`AccountError::Corrupt`] if the file cannot be written.
    pub(crate) async fn prepare_trial(&self, file: &Path) -> Result<(), AccountError> {
        if file.exists() {
            return Ok(());
        }
        let account = self.trial_account().await?;
        let key = self.create_key(&account, "trial", Scopes::ALL, None, Granter::OWNER).await?;
        let written = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)
            .and_then(|mut file| writeln!(file, "{}", key.text));
        written.map_err(|error| AccountError::Corrupt(format!("{}: {error}", file.display())))
    }

    async fn trial_account(&self) -> Result<Account, AccountError> {
        let email = EmailAddress::parse(ADDRESS).ok_or(AccountError::Email)?;
        let lookup = self.email_digest(&email);
        if let Some(account) = self.store.account_by_email(&lookup).await? {
            return Ok(account);
        }
        // Nobody knows the password: the key is the only way in.
        let password = NewPassword::parse(&Secret::random()?.reveal(), &email)?;
        let profile = Profile::new(&email, Kind::Individual, &PersonName::parse("Trial")?);
        let id = AccountId::random();
        let (claim_key, key) = self.secrets.new_account_key(id);
        let now = self.clock.now();
        let account = NewAccount {
            id,
            email: lookup,
            password_hash: self.passwords.hash(password).await?,
            profile: seal_json(&key, &Context::Profile, &profile)?,
            lang: "en".into(),
            claim_key,
            created_at: now,
        };
        self.store.create_account(&account).await?;
        self.store.confirm_email(id, now).await?;
        self.store.account(id).await?.ok_or_else(|| AccountError::Corrupt("the trial account is gone".into()))
    }
}

/// A domain that never is (RFC 2606).
const ADDRESS: &str = "trial@proof.example";
