//! What the service and its authority are trusted by, for people (proof-service S18) and for the verifier in the browser.

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use base16ct::lower;
use jiff::tz::TimeZone;
use serde_json::json;
use tsa_core::note::Note;
use tsa_core::{TimeState, UnixTime};
use tsa_evidence::certificate::{CertificateFacts, certificates_to_pem, crls_to_pem};

use super::Page;
use super::errors::{PageError, html};
use crate::app::AppState;
use crate::config::Incident;
use crate::i18n::{Text, format};
use crate::trust::Trust;

/// `GET /{lang}/trust`
pub(super) async fn show(State(state): State<AppState>, page: Page) -> Result<Html<String>, PageError> {
    let trust = &state.trust;
    let (checkpoint, readiness) = tokio::join!(trust.checkpoint(), trust.readiness());
    let view = TrustPage {
        roots: certificates(page.t, trust.roots()),
        chain: certificates(page.t, &trust.chain()),
        crls: trust.crls().len(),
        file_policy: trust.file_policy().to_string(),
        claim_policy: trust.claim_policy().to_string(),
        log_policy: trust.log_policy().map(|policy| policy.to_string()),
        checkpoint: checkpoint.and_then(|text| Checkpoint::new(page.t, text)),
        is_ready: readiness.is_ready,
        clock: page.say(clock_message(readiness.clock)).into_owned(),
        contact: state.config.contact.clone(),
        incidents: state
            .config
            .incidents
            .iter()
            .map(|incident| IncidentView::new(page.t, incident))
            .collect(),
        page,
    };
    html(view.page.t.lang(), &view)
}

/// `GET /trust/roots.pem`
pub(super) async fn roots(State(state): State<AppState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, PEM)], certificates_to_pem(state.trust.roots()))
}

/// `GET /trust/chain.pem`: who signed tokens up to now, and the authorities between them and the roots.
pub(super) async fn chain(State(state): State<AppState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, PEM)], certificates_to_pem(&state.trust.chain()))
}

/// `GET /trust/crls.pem`
pub(super) async fn crls(State(state): State<AppState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, PEM)], crls_to_pem(&state.trust.crls()))
}

/// `GET /trust/trust.txt`: the trust entry (docs/claim-format.md)
pub(super) async fn entry(State(state): State<AppState>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, TEXT)], state.trust.file().to_string())
}

/// `GET /trust/policy.txt`: the keys of the log, where there is one
pub(super) async fn log_policy(State(state): State<AppState>) -> Result<impl IntoResponse, StatusCode> {
    let policy = state.trust.log_policy().ok_or(StatusCode::NOT_FOUND)?;
    Ok(([(header::CONTENT_TYPE, TEXT)], policy.to_string()))
}

/// What the verifier in the browser starts from, as JSON for a script element.
pub(crate) fn json(trust: &Trust) -> String {
    let value = json!({
        "entries": [{
            "name": trust.service(),
            "entry": trust.file().to_string(),
            "roots": certificates_to_pem(trust.roots()),
            "logPolicy": trust.log_policy().as_deref(),
        }],
        "certificates": certificates_to_pem(&trust.chain()),
        "crls": crls_to_pem(&trust.crls()),
    });
    value.to_string().replace('<', "\\u003c")
}

/// The message for a state of the authority's clock.
fn clock_message(clock: Option<TimeState>) -> &'static str {
    match clock {
        Some(TimeState::Synced) => "trust-time-synced",
        Some(TimeState::Holdover) => "trust-time-holdover",
        Some(TimeState::Unproven) => "trust-time-unproven",
        Some(TimeState::Lost) => "trust-time-lost",
        None => "trust-time-unknown",
    }
}

/// Certificates in DER, said; what is none is left out.
pub(super) fn certificates(t: Text, ders: &[Vec<u8>]) -> Vec<CertificateView> {
    let day = |time: UnixTime| {
        i64::try_from(time.as_secs()).map_or_else(|_| String::new(), |at| format::date(t.lang(), at * 1000))
    };
    let view = |facts: CertificateFacts| CertificateView {
        sha256: lower::encode_string(&facts.sha256),
        from: day(facts.not_before),
        until: day(facts.not_after),
        subject: facts.subject,
    };
    ders.iter().filter_map(|der| CertificateFacts::read(der)).map(view).collect()
}

/// A certificate, said.
pub(super) struct CertificateView {
    pub(super) subject: String,
    pub(super) sha256: String,
    pub(super) from: String,
    pub(super) until: String,
}

/// An incident, said.
struct IncidentView {
    date: String,
    title: String,
    text: String,
}

impl IncidentView {
    fn new(t: Text, Incident { date, title, text }: &Incident) -> Self {
        let midnight = date.to_zoned(TimeZone::UTC).map(|at| at.timestamp().as_millisecond());
        let date = midnight.map_or_else(|_| date.to_string(), |at| format::date(t.lang(), at));
        Self { date, title: title.clone(), text: text.clone() }
    }
}

/// What the log says it is now.
struct Checkpoint {
    origin: String,
    size: String,
    head: String,
    text: String,
}

impl Checkpoint {
    /// C2SP tlog-checkpoint: origin, size and head are the first three lines.
    fn new(t: Text, text: String) -> Option<Self> {
        Note::parse(text.as_bytes()).ok()?;
        let mut lines = text.lines();
        let origin = lines.next()?.to_owned();
        let size = format::number(t.lang(), lines.next()?.parse().ok()?);
        let head = lines.next()?.to_owned();
        Some(Self { origin, size, head, text })
    }
}

#[derive(Template)]
#[template(path = "trust.html")]
struct TrustPage {
    page: Page,
    roots: Vec<CertificateView>,
    chain: Vec<CertificateView>,
    crls: usize,
    file_policy: String,
    claim_policy: String,
    log_policy: Option<String>,
    checkpoint: Option<Checkpoint>,
    is_ready: bool,
    clock: String,
    /// The operator's address.
    contact: Option<String>,
    /// What went wrong in the past, newest first.
    incidents: Vec<IncidentView>,
}

const PEM: &str = "application/x-pem-file";
const TEXT: &str = "text/plain; charset=utf-8";

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::{IncidentView, TrustPage};
    use crate::config::Incident;
    use crate::i18n::{Lang, Text};
    use crate::pages::Page;

    #[test]
    fn who_answers_for_the_service_can_be_reached() {
        assert!(
            page(Some("help@proof.example")).render().unwrap().contains("href=\"mailto:help@proof.example\"")
        );
        assert!(!page(None).render().unwrap().contains("mailto:"));
        assert!(page(None).render().unwrap().contains("None has been reported"));
    }

    #[test]
    fn incidents_are_told_as_words() {
        let told = Incident {
            date: jiff::civil::date(2026, 3, 1),
            title: "A <b>disk</b> failed".to_owned(),
            text: "No token was lost.".to_owned(),
        };
        let view = IncidentView::new(Text::new(Lang::De), &told);
        assert_eq!(view.date, "1. März 2026");
        let page = TrustPage { incidents: vec![view], ..page(None) };
        let html = page.render().unwrap();
        assert!(html.contains("A &#60;b&#62;disk") && html.contains("No token was lost."), "{html}");
        assert!(!html.contains("None has been reported"));
    }

    fn page(contact: Option<&str>) -> TrustPage {
        TrustPage {
            page: Page::new(Lang::En, "/trust"),
            roots: Vec::new(),
            chain: Vec::new(),
            crls: 0,
            file_policy: String::new(),
            claim_policy: String::new(),
            log_policy: None,
            checkpoint: None,
            is_ready: true,
            clock: String::new(),
            contact: contact.map(str::to_owned),
            incidents: Vec::new(),
        }
    }
}
