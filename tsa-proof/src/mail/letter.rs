//! The letters, in the language of the account.

use serde::{Deserialize, Serialize};

use crate::accounts::CONFIRM_LIFE;
use crate::accounts::recover::RESET_LIFE;
use crate::clock::{DAY, Millis};
use crate::i18n::{Lang, Text};

/// A mail as it is sealed in the store until it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The address, checked when the account was made.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text, lines ended by `\n`.
    pub text: String,
    /// The language of both.
    pub lang: String,
}

/// Why somebody gets mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// An account was made with this address: is it yours?
    Confirm {
        /// What confirms it.
        link: String,
    },
    /// Somebody asked for a new password.
    Reset {
        /// What lets it be set.
        link: String,
    },
    /// An account is to have this address: is it yours?
    NewAddress {
        /// What gives it to the account.
        link: String,
    },
    /// To the old address: the account is to have another.
    AddressAsked,
    /// Somebody signed up with an address that has an account.
    AlreadyThere,
    /// The password is another now.
    PasswordChanged,
    /// A second factor was set.
    SecondFactorSet,
    /// The second factor was removed.
    SecondFactorRemoved,
    /// What a deposit gave, because its depositor asked for it.
    Result {
        /// The page of the deposit.
        link: String,
        /// What each proof is known by.
        proofs: Vec<ProofLine>,
    },
}

/// A proof in a letter: without any name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofLine {
    /// The time of its token, ISO 8601 in UTC.
    pub time: String,
    /// The serial number of its token, hexadecimal.
    pub serial: String,
    /// The fingerprint of the file, hexadecimal.
    pub sha256: String,
}

impl Letter {
    /// Writes the letter. A link stands on a line of its own, outside every sentence, so that no language's punctuation
    /// or direction mark gets into it.
    #[must_use]
    pub fn write(&self, lang: Lang, service: &str, public_url: &str, to: &str) -> Message {
        let text = Text::new(lang);
        let say = |part: &str| text.with(&format!("mail-{}-{part}", self.name()), "service", service);
        let home = format!("{public_url}/{}/", lang.tag());
        let (link, after) = match self {
            Self::Confirm { link }
            | Self::Reset { link }
            | Self::NewAddress { link }
            | Self::Result { link, .. } => (link.clone(), Some(say("after"))),
            Self::AlreadyThere => (format!("{home}sign-in"), Some(say("after"))),
            Self::AddressAsked => (format!("{home}reset"), Some(say("after"))),
            Self::PasswordChanged | Self::SecondFactorSet | Self::SecondFactorRemoved => {
                (format!("{home}account"), Some(say("after")))
            }
        };
        let mut paragraphs = vec![say("text"), link];
        paragraphs.extend(after);
        if let Self::Result { proofs, .. } = self {
            paragraphs.push(proofs.iter().map(ProofLine::said).collect::<Vec<_>>().join("\n"));
        }
        paragraphs.push(format!("-- \n{}\n{home}", text.with("mail-signature", "service", service)));
        Message {
            to: to.into(),
            subject: one_line(&say("subject")),
            text: paragraphs.join("\n\n") + "\n",
            lang: lang.tag().into(),
        }
    }

    /// For how long it is worth sending: a link no longer than it opens something, news for the time after which mail
    /// servers commonly give up (RFC 5321 §4.5.4.1: 4 to 5 days). Milliseconds.
    #[must_use]
    pub const fn life(&self) -> Millis {
        match self {
            Self::Confirm { .. } | Self::NewAddress { .. } => CONFIRM_LIFE,
            Self::Reset { .. } => RESET_LIFE,
            Self::AddressAsked
            | Self::AlreadyThere
            | Self::PasswordChanged
            | Self::SecondFactorSet
            | Self::SecondFactorRemoved
            | Self::Result { .. } => 5 * DAY,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Confirm { .. } => "confirm",
            Self::Reset { .. } => "reset",
            Self::NewAddress { .. } => "new-address",
            Self::AddressAsked => "address-asked",
            Self::AlreadyThere => "already",
            Self::PasswordChanged => "password",
            Self::SecondFactorSet => "factor-set",
            Self::SecondFactorRemoved => "factor-removed",
            Self::Result { .. } => "result",
        }
    }
}

impl ProofLine {
    fn said(&self) -> String {
        format!("{}  {}  {}", self.time, self.serial, self.sha256)
    }
}

/// A translation broken over lines is one line in a subject.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
