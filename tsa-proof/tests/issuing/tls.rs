//! The authority behind TLS: its certificate is believed when it leads to a root that was given and shows the name that was asked for.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tsa_proof::deposit::settings::TsaSection;

use crate::stage::{Authority, Disk, body};

#[tokio::test(flavor = "multi_thread")]
async fn deposits_go_through_tls() {
    let (disk, place) = (Disk::new().await, TempDir::new().unwrap());
    let authority = Authority::start(&disk.authority_directory());
    certificate(place.path());
    let internal = wrapped(place.path(), authority.internal).await;
    let public = wrapped(place.path(), authority.public).await;
    let section = behind(&authority, place.path(), "localhost", internal, public);
    let service = disk.serve(&section.check(Path::new("")).unwrap()).await;
    let made = service.deposit("k1", &body(3)).await;
    assert_eq!(made.status, StatusCode::OK, "{}", String::from_utf8_lossy(&made.body));
    assert_eq!(made.json()["summary"]["issued"], 3, "{}", made.json());
    assert!(service.depositor.trust().log_policy().is_some(), "the log is asked under TLS too");
    service.depositor.drain(Duration::from_secs(5)).await;
}

/// What cannot be believed is waited for, as an authority that is away: nothing is sent to it, and nothing is lost.
#[tokio::test(flavor = "multi_thread")]
async fn another_name_and_another_root_are_not_believed() {
    let (disk, place, other) = (Disk::new().await, TempDir::new().unwrap(), TempDir::new().unwrap());
    let authority = Authority::start(&disk.authority_directory());
    certificate(place.path());
    certificate(other.path());
    let internal = wrapped(place.path(), authority.internal).await;
    let public = wrapped(place.path(), authority.public).await;
    let named = behind(&authority, place.path(), "127.0.0.1", internal, public);
    let rooted = behind(&authority, other.path(), "localhost", internal, public);
    for (number, section) in [named, rooted].iter().enumerate() {
        let service = disk.serve(&section.check(Path::new("")).unwrap()).await;
        let made = service.deposit(&format!("k{number}"), &body(1)).await;
        assert_eq!(made.status, StatusCode::ACCEPTED, "{}", String::from_utf8_lossy(&made.body));
        assert_eq!(made.json()["summary"]["queued"], 1, "{}", made.json());
        service.depositor.drain(Duration::from_secs(1)).await;
    }
}

/// A root, and a certificate for `localhost` under it with its key.
fn certificate(place: &Path) {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    openssl(place, &format!("req -x509 {key} -days 2 -subj /CN=Root -keyout root-key.pem -out root.pem"));
    openssl(place, &format!("req {key} -subj /CN=localhost -keyout key.pem -out request.pem"));
    fs::write(place.join("names"), "subjectAltName = DNS:localhost").unwrap();
    let issue = "x509 -req -in request.pem -CA root.pem -CAkey root-key.pem -CAcreateserial -days 2";
    openssl(place, &format!("{issue} -extfile names -out cert.pem"));
}

fn openssl(place: &Path, arguments: &str) {
    let ran = Command::new("openssl").args(arguments.split_whitespace()).current_dir(place).output().unwrap();
    assert!(ran.status.success(), "{arguments}: {}", String::from_utf8_lossy(&ran.stderr));
}

/// A listener that takes TLS off and passes on to `to`.
async fn wrapped(place: &Path, to: SocketAddr) -> SocketAddr {
    let certificate = CertificateDer::from_pem_file(place.join("cert.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(place.join("key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                // Who does not believe the certificate goes away.
                let Ok(mut inner) = acceptor.accept(stream).await else { return };
                let mut outer = TcpStream::connect(to).await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut inner, &mut outer).await;
            });
        }
    });
    address
}

/// The authority's section with the addresses of the listeners that take TLS off.
fn behind(
    authority: &Authority,
    place: &Path,
    host: &str,
    internal: SocketAddr,
    public: SocketAddr,
) -> TsaSection {
    let mut section = authority.section();
    let (internal, public) = (internal.port(), public.port());
    section.deposit.url = format!("https://{host}:{internal}/internal/deposit");
    section.claim.url = format!("https://{host}:{internal}/internal/claim");
    if let Some(log) = &mut section.log {
        log.url = format!("https://{host}:{public}/log");
    }
    section.tls_roots = vec![place.join("root.pem")];
    section
}
