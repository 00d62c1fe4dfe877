//! `POST <profile path>`: a time-stamp query in, a time-stamp reply out (RFC 3161 §3.4).

use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use hyper::Method;
use hyper::body::{Body, Frame, Incoming};
use hyper::http::request::Parts;
use tsa_core::response;

use super::fault::HttpFault;
use super::{Answer, RequestOutcome, head, reply};
use crate::app::{App, Profile};
use crate::issue::{Issued, NotIssued};
use crate::limits::MAX_BODY;
use tsa_service::socket::{Activity, Phase};

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
    let Some(first) = next_data(&mut body).await? else { return Ok(Bytes::new()) };
    let Some(second) = next_data(&mut body).await? else { return within_limit(first.len()).map(|()| first) };
    let mut whole = BytesMut::from(first.as_ref());
    let mut next = Some(second);
    while let Some(data) = next {
        within_limit(whole.len().saturating_add(data.len()))?;
        whole.extend_from_slice(&data);
        next = next_data(&mut body).await?;
    }
    Ok(whole.freeze())
}

fn within_limit(length: usize) -> Result<(), HttpFault> {
    if u64::try_from(length).is_ok_and(|length| length <= MAX_BODY) {
        Ok(())
    } else {
        Err(HttpFault::BodyTooLarge)
    }
}

/// The next piece; `None` at the end. Trailers are read and ignored (H13).
async fn next_data(body: &mut Incoming) -> Result<Option<Bytes>, HttpFault> {
    while !body.is_end_stream() {
        let frame = std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await;
        match frame.transpose().map_err(|_| HttpFault::BrokenBody)?.map(Frame::into_data) {
            None => return Ok(None),
            Some(Ok(data)) => return Ok(Some(data)),
            Some(Err(_trailers)) => {}
        }
    }
    Ok(None)
}
