//! The witness's listener: hyper on one small set of connections.

use std::convert::Infallible;
use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Semaphore;
use tsa_core::tlog_witness::{AddCheckpoint, WitnessRefusal};

use super::{NotCosigned, Witness};
use crate::fault::StartFault;
use tsa_service::run::RunFault;

/// Serves until SIGTERM or SIGINT.
pub(super) async fn serve(witness: &Arc<Witness>, listen: SocketAddr) -> Result<ExitCode, StartFault> {
    let bind = |source| RunFault::Bind { name: "witness".into(), address: listen.to_string(), source };
    let listener = TcpListener::bind(listen).await.map_err(bind)?;
    let address = listener.local_addr().map_err(bind)?;
    let handlers = |source| RunFault::Resource { what: "the handlers of signals", source };
    let mut terminate = signal(SignalKind::terminate()).map_err(handlers)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(handlers)?;
    let hello = format!("vkey {}\nlistening witness {address}\nready\n", witness.verifier_key());
    // Whoever started us may not want to know.
    let _ = std::io::stdout().write_all(hello.as_bytes());
    let _ = tsa_service::process::notify_service_manager("READY=1"); // a service manager that cannot be told sees it itself
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = terminate.recv() => return Ok(ExitCode::SUCCESS),
            _ = interrupt.recv() => return Ok(ExitCode::SUCCESS),
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        // A full house hears of it by the close: a log comes again with its next checkpoint.
        let Ok(seat) = Arc::clone(&room).try_acquire_owned() else { continue };
        let witness = Arc::clone(witness);
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let witness = Arc::clone(&witness);
                async move { Ok::<_, Infallible>(answer(&witness, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .serve_connection(TokioIo::new(stream), service);
            let _ = connection.await; // a connection that breaks is the client's business
            drop(seat);
        });
    }
}

async fn answer(witness: &Arc<Witness>, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let path = request.uri().path().to_owned();
    match (request.method(), path.as_str()) {
        (&Method::POST, "/add-checkpoint") => add_checkpoint(witness, request).await,
        (&Method::GET | &Method::HEAD, "/healthz") => text(StatusCode::OK, "alive\n"),
        (&Method::GET | &Method::HEAD, path) => {
            let hash = path.strip_prefix('/').and_then(|path| path.strip_suffix("/checkpoint"));
            match hash.map(|hash| witness.latest(hash)) {
                Some(Ok(Some(note))) => text(StatusCode::OK, note),
                Some(Err(error)) => {
                    tracing::error!(error = %error, "what was cosigned last cannot be read");
                    text(StatusCode::INTERNAL_SERVER_ERROR, "It cannot be read now.\n")
                }
                _ => text(StatusCode::NOT_FOUND, "There is nothing at this path.\n"),
            }
        }
        _ => text(StatusCode::METHOD_NOT_ALLOWED, "POST /add-checkpoint, or GET /HASH/checkpoint.\n"),
    }
}

async fn add_checkpoint(witness: &Arc<Witness>, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let body = Limited::new(request.into_body(), AddCheckpoint::MAX_LEN).collect();
    let body = match tokio::time::timeout(PATIENCE, body).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(_)) => return text(StatusCode::BAD_REQUEST, "The body is broken or too long.\n"),
        Err(_) => return text(StatusCode::REQUEST_TIMEOUT, "The body did not arrive in time.\n"),
    };
    let request = match AddCheckpoint::parse(&body) {
        Ok(request) => request,
        Err(error) => return text(StatusCode::BAD_REQUEST, format!("{error}\n")),
    };
    let (origin, size) =
        (request.checkpoint.checkpoint().origin().to_owned(), request.checkpoint.checkpoint().size());
    // Cosigning waits for the disk.
    let witness = Arc::clone(witness);
    let done = tokio::task::spawn_blocking(move || witness.add_checkpoint(&request)).await;
    match done {
        Ok(Ok(line)) => {
            tracing::info!(origin, size, "cosigned");
            text(StatusCode::OK, line)
        }
        Ok(Err(NotCosigned::Refused(refusal))) => {
            tracing::warn!(origin, size, status = refusal.status(), reason = %refusal, "not cosigned");
            refused(refusal)
        }
        Ok(Err(error)) => {
            tracing::error!(origin, size, error = %error, "not cosigned");
            text(StatusCode::INTERNAL_SERVER_ERROR, "The witness cannot cosign now.\n")
        }
        Err(_) => text(StatusCode::INTERNAL_SERVER_ERROR, "The witness cannot cosign now.\n"),
    }
}

fn refused(refusal: WitnessRefusal) -> Response<Full<Bytes>> {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
    match refusal {
        // C2SP tlog-witness: the size that the log should have named, as text/x.tlog.size.
        WitnessRefusal::Conflict(size) => {
            let mut response = text(status, format!("{size}\n"));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/x.tlog.size"));
            response
        }
        _ => text(status, format!("{refusal}\n")),
    }
}

fn text(status: StatusCode, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// For the headers, and again for the body.
const PATIENCE: Duration = Duration::from_secs(10);
const MAX_CONNECTIONS: usize = 64;
