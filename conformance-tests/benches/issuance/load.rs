//! A client that sends one request after another on each of its keep-alive connections.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::{in_process, now};

/// Answers a second over all connections.
pub(crate) fn run(address: &str, path: &str, connections: u32, time: Duration) -> f64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let body = in_process::query();
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/timestamp-query\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(&body);
        let request: &'static [u8] = request.leak();

        let mut streams = Vec::new();
        for _ in 0..connections {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.set_nodelay(true).unwrap();
            exchange(&mut stream, request, &mut Vec::new()).await; // not counted: the first of a connection
            streams.push(stream);
        }
        let start = now();
        let workers: Vec<_> = streams
            .into_iter()
            .map(|mut stream| {
                tokio::spawn(async move {
                    let (mut count, mut buffer) = (0u32, Vec::new());
                    while start.elapsed() < time {
                        exchange(&mut stream, request, &mut buffer).await;
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let mut total = 0;
        for worker in workers {
            total += worker.await.unwrap();
        }
        f64::from(total) / start.elapsed().as_secs_f64()
    })
}

/// One request and its whole answer, which must be 200.
async fn exchange(stream: &mut TcpStream, request: &[u8], buffer: &mut Vec<u8>) {
    stream.write_all(request).await.unwrap();
    buffer.clear();
    loop {
        assert_ne!(stream.read_buf(buffer).await.unwrap(), 0, "the server hung up");
        let Some(head) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head]).unwrap();
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
        let length = text
            .lines()
            .find_map(|line| {
                line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
            })
            .expect("an answer says how long it is");
        if buffer.len() >= head + 4 + length {
            return;
        }
    }
}
