use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::*;

#[test]
fn urls() {
    let client = WitnessClient::new(None).expect("a client");
    for (url, asked) in [
        ("https://witness.example/logs/", "https://witness.example/logs/add-checkpoint"),
        ("http://[::1]:3190", "http://[::1]:3190/add-checkpoint"),
        ("https://[::1]/", "https://[::1]/add-checkpoint"),
    ] {
        assert_eq!(client.witness(url).expect(url).url, asked);
    }
    for bad in [
        "w.example",
        "ftp://w.example",
        "https://",
        "http://",
        "http://a b",
        "https://a/?q",
        "http://u@a/",
        "http://a:x/",
    ] {
        assert!(client.witness(bad).is_err(), "{bad}");
    }
}

#[test]
fn answers_by_length_by_chunks_and_by_the_end() {
    for text in [
        "HTTP/1.1 409 Conflict\r\ncontent-length: 3\r\n\r\n17\n",
        "HTTP/1.0 409 Conflict\r\nServer: x\r\n\r\n17\n",
        "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n1\r\n2;x=y\r\n7\n\r\n0\r\n\r\n",
    ] {
        let ok = WitnessAnswer { status: 409, body: b"17\n".to_vec() };
        assert_eq!(asked_in_the_clear(text).expect(text), ok);
    }
    for cut in [
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "SMTP 200\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    ] {
        assert!(asked_in_the_clear(cut).is_err(), "{cut:?}");
    }
    let long = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(70_000));
    assert_eq!(asked_in_the_clear(&long).expect_err("too long").to_string(), "the answer is too long");
    // Nobody is sent elsewhere.
    let moved = "HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(asked_in_the_clear(moved).expect("an answer").status, 307);
}

#[test]
fn behind_tls_the_certificate_decides() {
    let directory = tempfile::tempdir().expect("a directory");
    for name in ["witness", "other"] {
        make_certificate(directory.path(), name);
    }
    let file = |name: &str| directory.path().join(name);
    let chain = vec![CertificateDer::from_pem_file(file("witness.pem")).expect("a certificate")];
    let key = PrivateKeyDer::from_pem_file(file("witness.key")).expect("a key");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .expect("they belong together");
    let config = Arc::new(config);
    let address = serve(move |stream| {
        let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
        answer(StreamOwned::new(connection, stream), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
    let ask = |ca_file: Option<&str>| {
        let ca_file = ca_file.map(file);
        let client = WitnessClient::new(ca_file.as_deref()).expect("a client");
        client.witness(&format!("https://{address}/w")).expect("a URL").add_checkpoint(b"old 0\n")
    };
    let ok = WitnessAnswer { status: 200, body: b"ok".to_vec() };
    assert_eq!(ask(Some("witness.pem")).expect("trusted"), ok);
    for untrusted in [Some("other.pem"), None] {
        assert!(ask(untrusted).is_err(), "{untrusted:?}");
    }
    for bad in ["witness.key", "nothing.pem"] {
        assert!(WitnessClient::new(Some(&file(bad))).is_err(), "{bad}");
    }
}

/// `name.pem` and `name.key` for 127.0.0.1.
fn make_certificate(directory: &Path, name: &str) {
    let made = Command::new("openssl")
        .current_dir(directory)
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "30",
        ])
        .args([
            "-subj",
            &format!("/CN={name}"),
            "-out",
            &format!("{name}.pem"),
            "-keyout",
            &format!("{name}.key"),
        ])
        .args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"])
        .output()
        .expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn asked_in_the_clear(text: &str) -> Result<WitnessAnswer, Box<dyn Error + Send + Sync>> {
    let text = text.to_owned();
    let address = serve(move |stream| answer(stream, &text));
    let client = WitnessClient::new(None).expect("a client");
    client.witness(&format!("http://{address}/w")).expect("a URL").add_checkpoint(b"old 0\n")
}

/// Has one connection after another served until the test ends.
fn serve(each: impl Fn(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a listener");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || listener.incoming().for_each(|stream| each(stream.expect("a connection"))));
    address
}

/// Reads a request of six octets' body, answers and hangs up. A client that does not believe us goes away before.
fn answer(stream: impl Read + Write, text: &str) {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if reader.read_until(b'\n', &mut head).unwrap_or(0) == 0 {
            return;
        }
    }
    let head = String::from_utf8(head).expect("ASCII").to_ascii_lowercase();
    assert!(head.starts_with("post /w/add-checkpoint http/1.1\r\n"), "{head}");
    assert!(
        head.contains("content-type: text/plain; charset=utf-8") && head.contains("content-length: 6"),
        "{head}"
    );
    let mut body = [0; 6];
    reader.read_exact(&mut body).expect("a body");
    assert_eq!(&body, b"old 0\n");
    let mut stream = reader.into_inner();
    // The reader of an answer that is too long goes away in the middle.
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}
