//! What the verifier said, for people and for programs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use tsa_core::verify::{Doubt, Failure, Note, Report as Verified, TokenFacts, Verdict};

use crate::commands::log::LookupView;
use crate::error::Exit;
use crate::inspect::{CertificateView, Fields, hex};
use crate::output::{Page, Report};
use crate::time::UtcTime;

/// The result of a verification.
#[derive(Debug, Serialize)]
pub(super) struct Judged {
    file: PathBuf,
    verdict: Word,
    /// The first rule that failed.
    failure: Option<FailureView>,
    /// The digest of what the caller has, where it is not the one in the token.
    expected_digest: Option<String>,
    /// What could not be decided, and what would decide it.
    doubt: Option<DoubtView>,
    notes: Vec<String>,
    status: Option<StatusView>,
    token: Option<TokenView>,
    signer: Option<CertificateView>,
    /// Subjects from the signer to the root.
    path: Vec<String>,
    /// What the public log says.
    #[serde(skip_serializing_if = "Option::is_none")]
    log: Option<LookupView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Valid,
    Invalid,
    Undecided,
}

impl Judged {
    /// `expected` is the digest that the token should hold.
    pub(super) fn new(file: &Path, report: &Verified, expected: Option<&[u8]>) -> Self {
        let (verdict, failure, doubt) = match &report.verdict {
            // Valid, but of what? The caller always says; a token that escapes the comparison is not what they asked about.
            Verdict::Valid if report.notes.contains(&Note::ImprintNotCompared) => (Word::Invalid, None, None),
            Verdict::Valid => (Word::Valid, None, None),
            Verdict::Invalid(failure) => (Word::Invalid, Some(FailureView::new(failure)), None),
            Verdict::Undecided(doubt) => (Word::Undecided, None, Some(DoubtView::new(doubt, report))),
        };
        let held = report.token.as_ref().map(|token| token.hashed_message.as_slice());
        let other = expected.filter(|expected| held.is_some_and(|held| held != *expected));
        let views = report.chain.iter().map(|der| CertificateView::decode(der));
        Self {
            file: file.to_owned(),
            verdict,
            failure,
            expected_digest: other.map(hex),
            doubt,
            notes: report.notes.iter().map(ToString::to_string).collect(),
            status: report.status.as_ref().map(StatusView::new),
            token: report.token.as_ref().map(TokenView::new),
            signer: report.signer.as_deref().map(CertificateView::decode),
            path: views.map(|view| view.subject()).collect(),
            log: None,
        }
    }

    /// With what the public log says.
    pub(super) fn with_log(mut self, log: Option<LookupView>) -> Self {
        self.log = log;
        self
    }

    /// The worse of the two answers.
    pub(super) fn exit(&self) -> Exit {
        let log = self.log.as_ref().map_or(Exit::Ok, LookupView::exit);
        match (self.verdict, log) {
            (Word::Valid, log) => log,
            (Word::Invalid, _) => Exit::CheckFailed,
            (Word::Undecided, Exit::Ok) => Exit::CannotTell,
            (Word::Undecided, log) => log,
        }
    }
}

impl Report for Judged {
    fn lay_out(&self, page: &mut Page) {
        let file = self.file.display();
        match self.verdict {
            Word::Valid if self.exit() == Exit::Void => page.heading(format!("DECLARED VOID: {file}")),
            Word::Valid if self.exit() == Exit::CheckFailed => {
                page.heading(format!("NOT IN THE LOG: {file}"));
            }
            Word::Valid if self.exit() == Exit::CannotTell => {
                page.heading(format!("VALID, NOT YET IN THE LOG: {file}"));
            }
            Word::Valid => page.heading(format!("VALID: {file}")),
            Word::Invalid => page.heading(format!("NOT VALID: {file}")),
            Word::Undecided => page.heading(format!("UNDECIDED: {file}")),
        }
        page.nested(|page| {
            if let Some(failure) = &self.failure {
                failure.lay_out(page);
            }
            page.field_if("You gave", self.expected_digest.as_ref());
            if let Some(doubt) = &self.doubt {
                doubt.lay_out(page);
            }
            if let Some(status) = &self.status {
                status.lay_out(page);
            }
            if let Some(token) = &self.token {
                token.lay_out(page);
            }
            if let Some(signer) = &self.signer {
                page.field("Signed by", signer.subject());
            }
            if let Some((_, above)) = self.path.split_first() {
                page.field("Trusted by", above.join("\n"));
            }
            if let Some(log) = &self.log {
                log.lay_out(page);
            }
            for note in &self.notes {
                page.field("Note", note);
            }
        });
        if self.verdict == Word::Invalid && self.token.is_some() {
            page.gap();
            page.line("What the token says is shown as it stands there: do not rely on it.");
        }
    }
}

/// A broken rule.
#[derive(Debug, Serialize)]
struct FailureView {
    rule: &'static str,
    /// A row of the conformance checklist, or an RFC and its section.
    source: &'static str,
    sentence: &'static str,
    cause: Option<String>,
    certificate: Option<String>,
    revocation: Option<String>,
}

impl FailureView {
    fn new(failure: &Failure) -> Self {
        let certificate = failure.certificate.as_deref().map(CertificateView::decode);
        Self {
            rule: failure.rule.name(),
            source: failure.rule.source(),
            sentence: failure.rule.sentence(),
            cause: failure.cause.as_ref().map(ToString::to_string),
            certificate: certificate.map(|certificate| certificate.subject()),
            revocation: failure.revocation.as_ref().map(ToString::to_string),
        }
    }

    fn lay_out(&self, page: &mut Page) {
        page.field("Rule", format!("{} ({})\n{}", self.rule, self.source, self.sentence));
        page.field_if("Because", self.cause.as_ref());
        page.field_if("In", self.certificate.as_ref().map(|subject| format!("the certificate of {subject}")));
        page.field_if("It was", self.revocation.as_ref());
    }
}

/// An open question.
#[derive(Debug, Serialize)]
struct DoubtView {
    question: String,
    certificate: String,
    issuer: String,
    /// Where the certificate says that its issuer's CRL is.
    crl_addresses: Vec<String>,
    /// The CRL must be newer than this.
    after: Option<UtcTime>,
}

impl DoubtView {
    fn new(doubt: &Doubt, report: &Verified) -> Self {
        let Doubt::RevocationNotChecked { certificate } = doubt;
        let view = CertificateView::decode(certificate);
        let (issuer, crl_addresses) = match &view {
            CertificateView::Readable(fields) => {
                let Fields { issuer, crl_addresses, .. } = fields.as_ref();
                (issuer.clone(), crl_addresses.clone())
            }
            CertificateView::Unreadable { .. } => Default::default(),
        };
        Self {
            question: doubt.to_string(),
            certificate: view.subject(),
            issuer,
            crl_addresses,
            after: report.token.as_ref().and_then(|token| UtcTime::from_unix(token.gen_time)),
        }
    }

    fn lay_out(&self, page: &mut Page) {
        page.field("Open", &self.question);
        page.field("Of", &self.certificate);
        let after = self.after.map_or(String::new(), |after| format!(" issued after {after}"));
        page.field("To settle", format!("give --crl FILE with a CRL of {}{after}", self.issuer));
        for address in &self.crl_addresses {
            page.field("Found at", address);
        }
    }
}

/// What the server answered.
#[derive(Debug, Serialize)]
struct StatusView {
    status: &'static str,
    failures: Vec<&'static str>,
    texts: Vec<String>,
}

impl StatusView {
    fn new(status: &tsa_core::verify::ResponseStatus) -> Self {
        Self {
            status: status.status.map_or("unknown", |status| status.name()),
            failures: status.failures.iter().map(|failure| failure.name()).collect(),
            texts: status.texts.iter().map(|text| crate::inspect::printable(text)).collect(),
        }
    }

    fn lay_out(&self, page: &mut Page) {
        if self.status != "granted" {
            page.field("Status", format!("{} {}", self.status, self.failures.join(", ")).trim_end());
            self.texts.iter().for_each(|text| page.field("It says", text));
        }
    }
}

/// What the token says.
#[derive(Debug, Serialize)]
struct TokenView {
    time: Option<UtcTime>,
    accuracy_seconds: Option<f64>,
    hash: &'static str,
    digest: String,
    policy: String,
    serial: String,
    nonce: Option<String>,
    ordering: bool,
}

impl TokenView {
    fn new(token: &TokenFacts) -> Self {
        Self {
            time: UtcTime::from_unix(token.gen_time),
            accuracy_seconds: token.accuracy.as_ref().map(Duration::as_secs_f64),
            hash: token.hash.name(),
            digest: hex(&token.hashed_message),
            policy: token.policy.to_string(),
            serial: hex(&token.serial),
            nonce: token.nonce.as_deref().map(hex),
            ordering: token.ordering,
        }
    }

    fn lay_out(&self, page: &mut Page) {
        let accuracy = self.accuracy_seconds.map_or(String::new(), |seconds| format!(" ± {seconds} s"));
        let time = self.time.map_or("out of range".to_owned(), |time| time.to_string());
        page.field("Time", format!("{time}{accuracy}"));
        page.field("Imprint", format!("{}\n{}", self.hash, self.digest));
        page.field("Policy", &self.policy);
        page.field("Serial", &self.serial);
    }
}
