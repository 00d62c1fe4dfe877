//! `[mail]`: where messages go.

use std::path::{Path, PathBuf};

use tsa_service::config::{Findings, value};

use super::file;

/// Where messages go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailSettings {
    /// To a page of the service itself: only with `--dev`.
    Outbox,
    /// To a mail server.
    Smtp(SmtpSettings),
}

/// `[mail]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpSettings {
    /// The sender, `Name <address>` or an address.
    pub from: String,
    /// The host name of the server.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: MailTls,
    /// The name to sign in with.
    pub user: Option<String>,
    /// The file with the password.
    pub password_file: Option<PathBuf>,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// By STARTTLS, and not without it.
    StartTls,
    /// From the first octet.
    Wrapped,
    /// Not at all: for a server on this machine.
    None,
}

pub(super) fn check(
    section: Option<&file::Mail>,
    trial: bool,
    base: &Path,
    findings: &mut Findings,
) -> MailSettings {
    let Some(section) = section else {
        if !trial {
            let remedy = "Add [mail] with from and server: accounts are confirmed by mail.";
            findings.add("mail", "missing", remedy);
        }
        return MailSettings::Outbox;
    };
    let mut needed = |key: &str, value: Option<&String>, remedy: &str| match value {
        Some(value) if !value.trim().is_empty() => value.clone(),
        _ => {
            findings.add(key, "missing", remedy);
            String::new()
        }
    };
    let from =
        needed("mail.from", section.from.as_ref(), "Give the sender, such as \"proof@proof.example\".");
    let server = needed("mail.server", section.server.as_ref(), "Name the mail server.");
    let tls = match section.tls.as_deref() {
        None | Some("starttls") => MailTls::StartTls,
        Some("wrapped") => MailTls::Wrapped,
        Some("none") => MailTls::None,
        Some(other) => {
            let remedy = "Choose \"starttls\", \"wrapped\" (usually port 465) or, on this machine, \"none\".";
            findings.add("mail.tls", format!("{other:?} is no way to protect a connection"), remedy);
            MailTls::StartTls
        }
    };
    let here = matches!(server.as_str(), "localhost" | "127.0.0.1" | "::1");
    if tls == MailTls::None && !here {
        let what = format!("\"none\" would send mails with their secret links in clear to {server:?}");
        findings.add(
            "mail.tls",
            what,
            "Choose \"starttls\" or \"wrapped\", or use a server on this machine.",
        );
    }
    if section.user.is_some() != section.password_file.is_some() {
        let remedy = "Give user and password-file together, or neither.";
        findings.add("mail.user", "one of user and password-file is missing", remedy);
    }
    let usual = match tls {
        MailTls::StartTls => 587,
        MailTls::Wrapped => 465,
        MailTls::None => 25,
    };
    MailSettings::Smtp(SmtpSettings {
        from,
        server,
        port: section.port.unwrap_or(usual),
        tls,
        user: section.user.clone(),
        password_file: section.password_file.as_deref().map(|text| value::path(base, text)),
    })
}
