//! The URL tree of a listener: one module per kind of path.
//!
//! | path | module |
//! |---|---|
//! | `POST <profile path>` | `timestamp` |
//! | `GET <profile path>/certchain` | `certchain` |
//! | `GET /` | `index` |
//! | `GET /healthz`, `GET /readyz` | `health` |
//! | `GET /log/…` | `log` |
//! | `GET /metrics`, on its own listener | `metrics` |

mod certchain;
mod fault;
mod head;
mod health;
mod index;
mod log;
mod metrics;
mod reply;
mod timestamp;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;

use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request};
use tsa_core::{Refusal, SerialNumber};
use tsa_service::listener::{self, ConnectionCounters};
use tsa_service::socket::{Activity, Phase};

pub use self::fault::HttpFault;
pub(crate) use self::log::LogFiles;
pub use self::log::LogSite;
pub(crate) use self::reply::Response;
use crate::app::{App, Profile};
use crate::clock::monotonic;

/// The one outcome of a request (architecture §1): counted once, logged once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestOutcome {
    /// A token.
    Granted,
    /// A time-stamp reply without a token.
    Refused(Refusal),
    /// A fault of transport.
    Fault(HttpFault),
    /// A page: index, chain, health, metrics.
    Page,
    /// Octets that are no HTTP/1.1 request; hyper has answered 400, 414 or 431, or just closed (H14–H17, H23–H29).
    Unparsable,
}

impl RequestOutcome {
    /// The word for logs and metric labels.
    pub fn name(self) -> &'static str {
        match self {
            RequestOutcome::Granted => "granted",
            RequestOutcome::Refused(refusal) => refusal.name(),
            RequestOutcome::Fault(fault) => fault.name(),
            RequestOutcome::Page => "page",
            RequestOutcome::Unparsable => "unparsable",
        }
    }
}

/// What one listener serves.
#[derive(Debug)]
pub struct Site {
    app: Arc<App>,
    profiles: Vec<Arc<Profile>>,
    routes: HashMap<String, Route>,
    log: Option<Arc<LogSite>>,
}

/// What is behind a path.
#[derive(Clone, Debug)]
enum Route {
    Timestamp(Arc<Profile>),
    Certchain(Arc<Profile>),
    Index,
    Live,
    Ready,
    Metrics,
}

/// An answer and what is said about it in the log.
pub(crate) struct Answer {
    response: Response,
    outcome: RequestOutcome,
    profile: Option<Arc<Profile>>,
    serial: Option<SerialNumber>,
}

impl Site {
    /// A listener that serves these profiles, the index and the health pages.
    pub fn of_profiles(app: &Arc<App>, profiles: Vec<Arc<Profile>>, log: Option<Arc<LogSite>>) -> Site {
        let pages = [("/", Route::Index), ("/healthz", Route::Live), ("/readyz", Route::Ready)];
        let mut routes: HashMap<String, Route> =
            pages.into_iter().map(|(path, route)| (path.to_owned(), route)).collect();
        for profile in &profiles {
            for path in profile.paths() {
                routes.insert(certchain::path_beside(path), Route::Certchain(Arc::clone(profile)));
                routes.insert(path.clone(), Route::Timestamp(Arc::clone(profile)));
            }
        }
        Site { app: Arc::clone(app), profiles, routes, log }
    }

    /// The listener for monitoring.
    pub fn of_metrics(app: &Arc<App>) -> Site {
        let routes = HashMap::from([("/metrics".to_owned(), Route::Metrics)]);
        Site { app: Arc::clone(app), profiles: Vec::new(), routes, log: None }
    }
}

impl listener::Site for Site {
    type Body = http_body_util::Full<bytes::Bytes>;

    /// Answers one request, counts it and logs it.
    async fn answer(
        &self,
        request: Request<Incoming>,
        _: Option<SocketAddr>,
        activity: &Arc<Activity>,
    ) -> Response {
        let begun = monotonic();
        activity.enter(Phase::Body, begun);
        let mut answer = self.dispatch(request, activity).await;
        if self.app.is_draining() {
            answer.response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        activity.set_unread(matches!(answer.outcome, RequestOutcome::Fault(_)));
        let ended = monotonic();
        activity.enter(Phase::Idle, ended);
        self.app.report(
            answer.outcome,
            Some(answer.response.status()),
            answer.profile.as_ref().map(|profile| profile.name()),
            answer.serial.as_ref(),
            Some(ended.saturating_duration_since(begun)),
        );
        answer.response
    }

    fn report_unparsable(&self) {
        self.app.report(RequestOutcome::Unparsable, None, None, None, None);
    }

    fn connection_counters(&self) -> &ConnectionCounters {
        &self.app.metrics().connections
    }
}

impl Site {
    async fn dispatch(&self, request: Request<Incoming>, activity: &Activity) -> Answer {
        let (head, body) = request.into_parts();
        if let Err(fault) = head::check(&head) {
            return Answer::fault(fault);
        }
        // H30: the exact path, in absolute form too; a query is never ours.
        let route = if head.uri.query().is_none() { self.routes.get(head.uri.path()) } else { None };
        let Some(route) = route else { return self.dispatch_log(&head).await };
        if let Route::Timestamp(profile) = route {
            return timestamp::post(&self.app, profile, &head, body, activity).await;
        }
        if !is_get(&head) {
            return Answer::fault(HttpFault::GetOnly);
        }
        match route {
            Route::Certchain(profile) | Route::Timestamp(profile) => certchain::show(profile, &head),
            Route::Index => Answer::page(index::page(&self.profiles, &head)),
            Route::Live => Answer::page(health::live()),
            Route::Ready => Answer::page(health::ready(&self.app, &self.profiles)),
            Route::Metrics => Answer::page(metrics::page(&self.app)),
        }
    }
}

impl Site {
    /// What is no fixed path may be one of the log's.
    async fn dispatch_log(&self, head: &Parts) -> Answer {
        let below = head.uri.path().strip_prefix("/log/").filter(|_| head.uri.query().is_none());
        match (&self.log, below) {
            (Some(log), Some(below)) if is_get(head) => {
                log.answer(below, self.app.issuer().recorded_leaves()).await
            }
            (Some(_), Some(_)) => Answer::fault(HttpFault::GetOnly),
            _ => Answer::fault(HttpFault::NotFound),
        }
    }
}

fn is_get(head: &Parts) -> bool {
    head.method == Method::GET || head.method == Method::HEAD
}

impl Answer {
    fn fault(fault: HttpFault) -> Answer {
        Answer {
            response: fault.response(),
            outcome: RequestOutcome::Fault(fault),
            profile: None,
            serial: None,
        }
    }

    fn page(response: Response) -> Answer {
        Answer { response, outcome: RequestOutcome::Page, profile: None, serial: None }
    }

    fn of_profile(self, profile: &Arc<Profile>) -> Answer {
        Answer { profile: Some(Arc::clone(profile)), ..self }
    }
}
