//! Bodies that tell the deadlines under hyper how far a request is.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use tsa_service::clock::monotonic;
use tsa_service::socket::{Activity, Phase};

/// The body of a request. Once it is read to its end, the client waits for us, and no deadline runs against it.
#[derive(Debug)]
pub(super) struct RequestBody {
    body: Incoming,
    activity: Arc<Activity>,
    complete: Arc<AtomicBool>,
}

impl RequestBody {
    /// The body, and a flag that says whether all of it was read.
    pub(super) fn new(body: Incoming, activity: &Arc<Activity>) -> (RequestBody, Arc<AtomicBool>) {
        let complete = Arc::new(AtomicBool::new(body.is_end_stream()));
        let phase = if body.is_end_stream() { Phase::Answer } else { Phase::Body };
        activity.enter(phase, monotonic());
        (RequestBody { body, activity: Arc::clone(activity), complete: Arc::clone(&complete) }, complete)
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        if frame.is_none() || this.body.is_end_stream() {
            this.complete.store(true, Ordering::Relaxed);
            this.activity.continue_as(Phase::Answer);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer. Once it is handed over, the connection waits for its next request.
#[derive(Debug)]
pub struct AnswerBody {
    body: axum::body::Body,
    activity: Arc<Activity>,
}

impl AnswerBody {
    pub(super) fn new(body: axum::body::Body, activity: &Arc<Activity>) -> AnswerBody {
        activity.continue_as(Phase::Answer);
        AnswerBody { body, activity: Arc::clone(activity) }
    }
}

impl Drop for AnswerBody {
    /// hyper drops it when it has the last octet, or when the connection is gone.
    fn drop(&mut self) {
        self.activity.enter(Phase::Idle, monotonic());
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.get_mut().body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
