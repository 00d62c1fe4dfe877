//! What to do about an error, where its message does not say so already. One `match`.

use std::io;

use super::Error;
use crate::log::ClientError;

impl Error {
    /// What the operator can do about it, where the message does not say so already.
    pub(crate) fn advice(&self) -> Option<String> {
        let advice = match self {
            Self::Read { source, .. } if source.kind() == io::ErrorKind::NotFound => "Check the path.",
            Self::Read { source, .. } | Self::Write { source, .. }
                if source.kind() == io::ErrorKind::PermissionDenied =>
            {
                "Run the command as the user who owns the file, often the TSA's own: sudo -u tsa tsa-admin …"
            }
            Self::Write { source, .. } if source.kind() == io::ErrorKind::NotFound => {
                "Make the directory first."
            }
            Self::Exists { .. } => "Nothing is overwritten here. Choose another name, or move it away first.",
            Self::NoName { .. } => "Give the directory by its name, such as ./root.",
            Self::NotRegular { .. } => "Write the secret to a file with mode 0600, and give that.",
            Self::Pem { .. } => "Expected is PEM with such a block, or DER.",
            Self::NotOne { .. } => "Give a file with exactly one.",
            Self::Certificate { .. } => "Expected is an X.509 certificate, PEM or DER.",
            Self::NoConsent { .. } => "Read the plan above, then add --yes to carry it out.",
            Self::NoTerminal { .. } => "Give it with --passphrase-file FILE (one line).",
            Self::EmptyPassphrase { .. } | Self::PassphraseLines { .. } => {
                "A passphrase is one line, all of it."
            }
            Self::PassphraseText { .. } => "A passphrase is one line of text; make it with a text editor.",
            Self::DistinguishedName { .. } => {
                "A name looks like C=XX,O=Example,CN=Example TSU 1 (and OU=…, if you like)."
            }
            Self::NoSubject => "Give --subject C=…,O=…,CN=…, or a --profile with a [subject].",
            Self::Calendar => "Give fewer days.",
            Self::NotTimeStamp { .. } => {
                "Expected is a TimeStampReq, a TimeStampResp or a token (CMS SignedData), in DER or PEM."
            }
            Self::NoRoots => {
                "Give --roots FILE with the root certificate you trust: the one the TSA publishes, got from a place you \
                 trust, never from the token itself. For `tsa-server --dev` it is DIR/root.pem."
            }
            Self::Query { .. } => "Give the request (.tsq) that was sent for this token.",
            Self::Digest { .. } => "For example: sha256sum FILE, where the token says sha256.",
            Self::Unverifiable { .. } => {
                "Give a file that `openssl x509 -text` (or `openssl crl -text`) can show."
            }
            Self::Policy { .. } => "A policy is an object identifier such as 1.3.6.1.4.1.32473.1.0.",
            Self::IssuedOnly { .. } => "Copy it from there. Do not issue it again.",
            Self::NotACa { .. } => "Make one with `tsa-admin ca init`, or check the path.",
            Self::RootIssues { .. } => {
                "Make an issuing CA below it with `tsa-admin ca init --issuer DIR`, and issue from that."
            }
            Self::Locked { .. } => "Wait until it has ended; `fuser -v DIR` shows which it is.",
            Self::Interrupted { .. } => {
                "Nothing was issued by the key in it. Remove the directory, then run the command again."
            }
            Self::CaFile { .. } => {
                "Restore the file from its backup, or mend it by hand; nothing was changed."
            }
            Self::ProfileRole { .. } => "Give another --profile, or leave it out to use the built-in one.",
            Self::NoSerial { .. } => "`tsa-admin ca list` shows the serial numbers.",
            Self::UnknownSerial { .. } => "`tsa-admin ca list` shows what it has issued.",
            Self::AlreadyRevoked { .. } => "A revocation is for ever; `tsa-admin ca list` shows it.",
            Self::NotRsa { .. } => "Leave it out.",
            Self::FutureCompromise { .. } => "Give the earliest moment at which the key may have been lost.",
            Self::SerialNumber { .. } => "It has 32 hexadecimal digits; `tsa-admin token inspect` shows it.",
            Self::NotRecorded { .. } => {
                "If its segment was dropped, look into the archive. Otherwise the token was not issued from this record."
            }
            Self::NothingToDrop => {
                "`tsa-admin journal archive` lists the finished segments with their times."
            }
            Self::NotArchived { .. } => "Run `tsa-admin journal archive --to DIR` first.",
            Self::OtherCopy { .. } => {
                "Find out which of the two is right: `tsa-admin journal verify` checks the segment."
            }
            Self::NoLog => "Give --url URL or --dir DIR.",
            Self::NoLogKey => {
                "Give --log-key VKEY or --log-policy FILE: the key the TSA publishes, got from a place you trust."
            }
            Self::LogKey { .. } => {
                "A log key looks like tsa.example.com+aabbccdd+AY…; `journal create` printed it."
            }
            Self::Memory { .. } => {
                "It is what earlier runs saw. Keep it if there is doubt about the log; without it, start with a new FILE."
            }
            Self::Client(ClientError::InTheClear { .. }) => {
                "Give https://, or --insecure-http if those who listen may know which tokens you ask about."
            }
            Self::Log(finding) if !finding.evidence().is_empty() => {
                "The checkpoint is evidence: keep it. `log verify --json` shows it in full."
            }
            Self::Read { .. }
            | Self::Write { .. }
            | Self::CoreDumps(_)
            | Self::Stdout(_)
            | Self::Terminal(_)
            | Self::TooLarge { .. }
            | Self::Encode(_)
            | Self::Declined
            | Self::Issue(_)
            | Self::Profile(_)
            | Self::Request { .. }
            | Self::Key(_)
            | Self::Load(_)
            | Self::KeyFile(_)
            | Self::Store(_)
            | Self::Journal(_)
            | Self::HexDigest { .. }
            | Self::LogKeys(_)
            | Self::Record { .. }
            | Self::LogPolicy { .. }
            | Self::Log(_)
            | Self::Client(_) => return None,
        };
        Some(advice.to_owned())
    }
}
