//! `POST <profile path>`: a time-stamp query in, a time-stamp reply out (RFC 3161 §3.4).

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use hyper::Method;
use hyper::body::{Body, Incoming};
use hyper::http::request::Parts;
use tsa_core::response;

use super::fault::HttpFault;
use super::{Answer, RequestOutcome, head, reply};
use crate::app::{App, Profile};
use crate::issue::{Issued, NotIssued};
use crate::limits::MAX_BODY;
use crate::socket::{Activity, Phase};

/// Every answer that reached RFC 3161 is HTTP 200 with this bare type: a parameter or another case breaks clients
/// (conformance, finding 1; C90). RFC 3161 §3.4 as corrected by its erratum.
const REPLY_TYPE: &str = "application/timestamp-reply";

pub(super) async fn post(
    app: &App,
    profile: &Arc<Profile>,
    head: &Parts,
    body: Incoming,
    activity: &Activity,
) -> Answer {
    let query = match read_query(profile, head, body, activity).await {
        Ok(query) => query,
        Err(fault) => return Answer::fault(fault).of_profile(profile),
    };
    activity.continue_as(Phase::Answer); // from now on the client waits for us
    match app.issuer().issue(profile, &query).await {
        Ok(Issued { serial, token }) => Answer {
            response: reply::ok(REPLY_TYPE, response::granted(&token)),
            outcome: RequestOutcome::Granted,
            profile: Some(Arc::clone(profile)),
            serial: Some(serial),
        },
        Err(NotIssued::Refused(refusal)) => Answer {
            response: reply::ok(REPLY_TYPE, response::rejection(refusal)),
            outcome: RequestOutcome::Refused(refusal),
            profile: Some(Arc::clone(profile)),
            serial: None,
        },
        Err(NotIssued::Overloaded) => Answer::fault(HttpFault::Overloaded).of_profile(profile),
    }
}

/// Everything that HTTP has to say about a query, then its octets.
async fn read_query(
    profile: &Profile,
    head: &Parts,
    body: Incoming,
    activity: &Activity,
) -> Result<Bytes, HttpFault> {
    if head.method != Method::POST {
        return Err(HttpFault::PostOnly);
    }
    head::check_expectation(head)?;
    profile.check_access(head::bearer_token(&head.headers))?;
    head::check_query_type(&head.headers)?;
    head::check_length(&head.headers)?;
    // H11: from the announced length, before anything is read and before `100 Continue` is said.
    if body.size_hint().lower() > MAX_BODY {
        return Err(HttpFault::BodyTooLarge);
    }
    read_body(body).await.map_err(|fault| match fault {
        HttpFault::BrokenBody if activity.body_was_late() => HttpFault::BodyTimeout,
        fault => fault,
    })
}

/// The whole body, without a copy when it comes in one piece, as nearly all do.
async fn read_body(mut body: Incoming) -> Result<Bytes, HttpFault> {
    let mut whole = Bytes::new();
    while let Some(frame) = next_frame(&mut body).await {
        // Only data counts; trailers are read and ignored (H13).
        let Ok(data) = frame.map_err(|_| HttpFault::BrokenBody)?.into_data() else { continue };
        if whole.len().saturating_add(data.len()) as u64 > MAX_BODY {
            return Err(HttpFault::BodyTooLarge);
        }
        whole = if whole.is_empty() {
            data
        } else {
            let mut joined = BytesMut::from(whole);
            joined.extend_from_slice(&data);
            joined.freeze()
        };
    }
    Ok(whole)
}

async fn next_frame(body: &mut Incoming) -> Option<Result<hyper::body::Frame<Bytes>, hyper::Error>> {
    if body.is_end_stream() {
        return None;
    }
    std::future::poll_fn(|cx| std::pin::Pin::new(&mut *body).poll_frame(cx)).await
}
