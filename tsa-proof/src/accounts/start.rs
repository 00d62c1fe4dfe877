//! Opening the accounts as the configuration says, with the courier that carries their mails to the server.

use std::sync::Arc;

use super::{ANSWER_GRAIN, Accounts, Cost, Settings};
use crate::clock::{Clock, SystemClock};
use crate::config::{Config, MailSettings, MailTls, PublicUrl, SmtpSettings};
use crate::fault::{StartFault, with_causes};
use crate::mail::{self, Delivery, Protection, Smtp};
use crate::secrets::Secrets;
use crate::store::Store;

/// The accounts of the service.
///
/// # Errors
/// [`StartFault`] if `[mail]` cannot be used.
pub(crate) fn open(
    config: &Config,
    public_url: &PublicUrl,
    store: &Arc<dyn Store>,
    secrets: &Arc<Secrets>,
) -> Result<Arc<Accounts>, StartFault> {
    let settings = Settings {
        public_url: public_url.origin(),
        origins: public_url.origins(),
        secure_cookies: public_url.is_https(),
        service: public_url.authority().to_owned(),
        cost: Cost::STANDARD,
        answer_grain: ANSWER_GRAIN,
        outbox: config.mail == MailSettings::Outbox,
    };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (store, secrets) = (Arc::clone(store), Arc::clone(secrets));
    let accounts = Accounts::start(Arc::clone(&store), Arc::clone(&secrets), Arc::clone(&clock), settings)
        .map_err(|error| StartFault::Accounts(with_causes(&error)))?;
    if let MailSettings::Smtp(smtp) = &config.mail {
        let smtp = smtp_of(config, smtp)?;
        let waits = accounts.mail_waits();
        tokio::spawn(mail::deliver(Delivery { store, secrets, clock, smtp, waits }));
    }
    Ok(accounts)
}

fn smtp_of(config: &Config, settings: &SmtpSettings) -> Result<Smtp, StartFault> {
    let credentials = match (&settings.user, &settings.password_file) {
        (Some(user), Some(path)) => {
            let fault =
                |source| StartFault::File { path: path.clone(), doing: "cannot read the password", source };
            let password = std::fs::read_to_string(path).map_err(fault)?;
            Some((user.clone(), password.trim_end_matches(['\r', '\n']).to_owned().into()))
        }
        _ => None,
    };
    let smtp = Smtp::new(&mail::SmtpSettings {
        from: settings.from.clone(),
        server: settings.server.clone(),
        port: settings.port,
        protection: match settings.tls {
            MailTls::StartTls => Protection::StartTls,
            MailTls::Wrapped => Protection::Wrapped,
            MailTls::None => Protection::None,
        },
        credentials,
    });
    smtp.map_err(|fault| StartFault::Check {
        place: config.place.clone(),
        key: "mail".to_owned(),
        what: with_causes(&fault),
        remedy: "Give from as an address and server as a host name.".to_owned(),
    })
}
