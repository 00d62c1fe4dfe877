//! Bodies of answers that are written while they are read. Who reads gets all of it, or is told that it is not all.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use hyper::body::{Body, Frame};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// A writer, and the body that gives what is written; `ahead` pieces, at least one, wait for a slow reader.
pub fn streamed(ahead: usize) -> (Writer, Streamed) {
    let (pieces, written) = channel(ahead);
    (Writer { pieces }, Streamed { written, ended: false })
}

/// Writes a [`Streamed`] body. Dropped before [`Writer::finish`], by a fault or a panic, it breaks the body off.
#[derive(Debug)]
pub struct Writer {
    pieces: Sender<Piece>,
}

impl Writer {
    /// Hands a piece over, once there is room for it.
    ///
    /// # Errors
    /// [`Gone`]
    pub async fn write(&self, piece: Vec<u8>) -> Result<(), Gone> {
        self.pieces.send(Piece::Data(piece.into())).await.map_err(|_| Gone)
    }

    /// Says that this was all.
    ///
    /// # Errors
    /// [`Gone`]
    pub async fn finish(self) -> Result<(), Gone> {
        self.pieces.send(Piece::End).await.map_err(|_| Gone)
    }
}

/// Nobody reads any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody reads any more")]
pub struct Gone;

/// The body that a [`Writer`] writes: its pieces in their order, then the end or [`BrokenOff`], on one channel, so that none overtakes another.
#[derive(Debug)]
pub struct Streamed {
    written: Receiver<Piece>,
    ended: bool,
}

/// The writer is gone, and this was not all. A connection is closed on it without an end of the body (RFC 9112, section 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer broke off")]
pub struct BrokenOff;

#[derive(Debug)]
enum Piece {
    Data(Bytes),
    End,
}

impl Body for Streamed {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let piece = ready!(self.written.poll_recv(cx));
        self.ended = !matches!(piece, Some(Piece::Data(_)));
        Poll::Ready(match piece {
            Some(Piece::Data(data)) => Some(Ok(Frame::data(data))),
            Some(Piece::End) => None,
            None => Some(Err(BrokenOff)),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.ended
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    async fn write_three(writer: &Writer) {
        for piece in ["one ", "two ", "three"] {
            writer.write(piece.into()).await.unwrap();
        }
    }

    /// Whatever the moment at which the writer goes: the last piece is handed over when its task ends.
    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn the_last_piece_arrives() {
        for round in 0..5_000 {
            let (writer, body) = streamed(1 + round % 4);
            tokio::spawn(async move {
                write_three(&writer).await;
                writer.finish().await.unwrap();
            });
            assert_eq!(body.collect().await.unwrap().to_bytes(), "one two three", "round {round}");
        }
    }

    #[tokio::test]
    async fn a_body_without_its_end_is_an_error_after_what_was_written() {
        let (writer, mut body) = streamed(3);
        write_three(&writer).await;
        drop(writer);
        for piece in ["one ", "two ", "three"] {
            assert_eq!(body.frame().await.unwrap().unwrap().into_data().unwrap(), piece);
        }
        assert_eq!(body.frame().await.unwrap().unwrap_err(), BrokenOff);
        assert!(body.is_end_stream() && body.frame().await.is_none());
    }

    #[tokio::test]
    async fn a_panic_breaks_the_body_off() {
        let (writer, body) = streamed(1);
        let task = tokio::spawn(async move {
            writer.write(b"one".into()).await.unwrap();
            panic!("a fault of ours");
        });
        assert_eq!(body.collect().await.unwrap_err(), BrokenOff);
        assert!(task.await.unwrap_err().is_panic());
    }

    #[tokio::test]
    async fn a_writer_learns_that_nobody_reads() {
        let (writer, body) = streamed(1);
        writer.write(b"one".into()).await.unwrap();
        drop(body);
        assert_eq!(writer.write(b"two".into()).await, Err(Gone));
        assert_eq!(writer.finish().await, Err(Gone));
    }
}
