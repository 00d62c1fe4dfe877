//! Sending by SMTP.

use std::time::Duration;

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};

use super::letter::Message;

/// The mail server.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// The sender, `Name <address>` or an address.
    pub from: String,
    /// The host name of the server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
    /// Name and password, where the server wants them.
    pub credentials: Option<(String, SecretString)>,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// By STARTTLS, and not without it.
    StartTls,
    /// From the first octet.
    Wrapped,
    /// Not at all: for a server on this machine.
    None,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailFault {
    /// The sender or a recipient is not an address.
    #[error("{0:?} is not a mail address")]
    Address(String),
    /// The message cannot be written.
    #[error("the mail cannot be written")]
    Message(#[source] lettre::error::Error),
    /// The server's certificates cannot be checked here.
    #[error("TLS to the mail server cannot be set up")]
    Tls(#[source] lettre::transport::smtp::Error),
    /// The server refused it for good (RFC 5321 §4.2.1: 5yz).
    #[error("the mail server refuses the mail{}", status(.0))]
    Refused(#[source] lettre::transport::smtp::Error),
    /// The server takes other mails, and this one perhaps later (RFC 5321 §4.2.1: 4yz).
    #[error("the mail server does not take the mail now{}", status(.0))]
    Later(#[source] lettre::transport::smtp::Error),
    /// The server cannot be reached, or lets nobody in: no mail would fare better.
    #[error("the mail server cannot be used")]
    Server(#[source] lettre::transport::smtp::Error),
}

/// A connection pool to the mail server.
#[derive(Clone)]
pub struct Smtp {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// Reads the settings; connects when the first mail goes.
    ///
    /// # Errors
    /// [`MailFault::Address`] or [`MailFault::Tls`].
    pub fn new(settings: &SmtpSettings) -> Result<Self, MailFault> {
        let from = settings.from.parse().map_err(|_| MailFault::Address(settings.from.clone()))?;
        let parameters = || TlsParameters::new(settings.server.clone()).map_err(MailFault::Tls);
        let tls = match settings.protection {
            Protection::StartTls => Tls::Required(parameters()?),
            Protection::Wrapped => Tls::Wrapper(parameters()?),
            Protection::None => Tls::None,
        };
        // "dangerous" is lettre's word for choosing the protection oneself, as done above.
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.server)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if let Some((name, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(name.clone(), password.expose_secret().into()));
        }
        Ok(Self { from, transport: builder.build() })
    }

    /// Sends one mail. After a refusal the server is asked once more, without the mail: where even greeting, TLS and name
    /// with password are refused, the fault is not the mail's.
    ///
    /// # Errors
    /// [`MailFault`].
    pub async fn send(&self, message: &Message) -> Result<(), MailFault> {
        let mail = compose(&self.from, message)?;
        let Err(error) = self.transport.send(mail).await else { return Ok(()) };
        if error.status().is_none() {
            return Err(MailFault::Server(error));
        }
        match self.transport.test_connection().await {
            Ok(true) if error.is_permanent() => Err(MailFault::Refused(error)),
            Ok(_) => Err(MailFault::Later(error)),
            Err(fault) => Err(MailFault::Server(fault)),
        }
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("from", &self.from).finish_non_exhaustive()
    }
}

/// The server's number, without its words: they may name the recipient.
fn status(error: &lettre::transport::smtp::Error) -> String {
    error.status().map_or_else(String::new, |status| format!(" ({status})"))
}

/// The message with its header. Every field goes through lettre's encoder, which folds and encodes what is not ASCII.
pub(super) fn compose(from: &Mailbox, message: &Message) -> Result<lettre::Message, MailFault> {
    let to: Mailbox = message.to.parse().map_err(|_| MailFault::Address(message.to.clone()))?;
    lettre::Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&message.subject)
        .message_id(None)
        .header(AutoSubmitted)
        .header(ContentLanguage(message.lang.clone()))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(message.text.clone()))
        .map_err(MailFault::Message)
}

/// RFC 3834 §5: keeps out-of-office robots from answering.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

/// RFC 3282 §2.
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.into()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// A server that is silent for so long is tried again later.
const TIMEOUT: Duration = Duration::from_secs(20);
