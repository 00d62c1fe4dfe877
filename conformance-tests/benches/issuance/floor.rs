//! The least that a Rust daemon could do: hyper that reads a body and answers, with and without one signature.

use std::convert::Infallible;
use std::io::Write as _;
use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;

/// Serves until the process is ended; prints the address first.
pub(crate) fn serve(kind: &str) {
    let key = match kind {
        "echo" => None,
        "sign" => Some(Arc::new(key())),
        other => unreachable!("{other}"),
    };
    // The daemon's kind of runtime, with as many workers as the one core it is pinned to.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        std::io::stdout().flush().unwrap();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let key = key.clone();
            tokio::spawn(async move {
                let service = service_fn(move |request| answer(request, key.clone()));
                // A client that hangs up is the end of a measurement.
                let _ = hyper::server::conn::http1::Builder::new()
                    .pipeline_flush(true)
                    .serve_connection(TokioIo::new(stream), service)
                    .await;
            });
        }
    });
}

async fn answer(
    request: Request<Incoming>,
    key: Option<Arc<EcdsaKeyPair>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let body = match key {
        None => body,
        Some(key) => {
            let signature = key.sign(&SystemRandom::new(), &body).unwrap();
            Bytes::copy_from_slice(signature.as_ref())
        }
    };
    Ok(Response::builder()
        .header("Content-Type", "application/timestamp-reply")
        .body(Full::new(body))
        .unwrap())
}

fn key() -> EcdsaKeyPair {
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref()).unwrap()
}
