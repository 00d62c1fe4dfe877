//! Clients that ask for tokens as fast as they are answered, and keep every answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};

use crate::http::{Connection, HttpAnswer, post};
use crate::query::{NULL, Query, SHA256, imprint};
use crate::response::{Answer, FailInfo, Token};
use crate::tsa_under_test::PATH;

/// Clients at work. Each keeps one connection, and ends when it is told to or when the connection ends.
pub struct Load {
    stop: Arc<AtomicBool>,
    answers: Arc<AtomicU64>,
    clients: Vec<JoinHandle<Vec<HttpAnswer>>>,
}

/// What the clients got.
#[derive(Default)]
pub struct Received {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// The refusals.
    pub refused: Vec<(FailInfo, String)>,
}

impl Load {
    /// Sends this many clients off. The first of them asks for the certificates.
    pub fn start(address: SocketAddr, clients: u8) -> Self {
        let (stop, answers) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let clients = (0..clients)
            .map(|client| {
                let (stop, answers) = (Arc::clone(&stop), Arc::clone(&answers));
                thread::spawn(move || ask_on(address, &request(client), &stop, &answers))
            })
            .collect();
        Self { stop, answers, clients }
    }

    /// How many answers have come so far.
    pub fn answers(&self) -> u64 {
        self.answers.load(Ordering::Relaxed)
    }

    /// Tells the clients to stop after the answer that they wait for.
    pub fn tell_to_stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether all connections have ended.
    pub fn has_ended(&self) -> bool {
        self.clients.iter().all(JoinHandle::is_finished)
    }

    /// Waits for the clients and takes apart what they got. The server must have been killed, or the clients been told
    /// to stop.
    ///
    /// # Panics
    ///
    /// When an answer is none of RFC 3161.
    pub fn finish(self) -> Received {
        let mut received = Received::default();
        for client in self.clients {
            for answer in client.join().expect("a client does not panic") {
                match answer.timestamp() {
                    Ok(Answer::Granted(token)) => received.tokens.push(*token),
                    Ok(Answer::Rejected(bit, text)) => {
                        received.refused.push((bit, text.unwrap_or_default()));
                    }
                    Err(fault) => panic!("an answer under load: {fault}"),
                }
            }
        }
        received
    }
}

impl Received {
    /// The tokens, when nothing was refused.
    ///
    /// # Panics
    ///
    /// When something was.
    pub fn only_tokens(self) -> Vec<Token> {
        assert!(self.refused.is_empty(), "refused under load: {:?}", self.refused);
        self.tokens
    }
}

/// The digest that client `client` asks a token for.
pub fn digest(client: u8) -> [u8; 32] {
    [client; 32]
}

fn request(client: u8) -> Vec<u8> {
    let query = Query::good().imprint(imprint(SHA256, Some(NULL), &digest(client)));
    post(PATH, &if client == 0 { query } else { query.no_cert() }.der())
}

/// The answers are taken apart later: here every microsecond is the server's.
fn ask_on(address: SocketAddr, request: &[u8], stop: &AtomicBool, count: &AtomicU64) -> Vec<HttpAnswer> {
    let mut answers = Vec::new();
    let Ok(mut connection) = Connection::try_open(address) else { return answers };
    while !stop.load(Ordering::Relaxed) {
        let Ok(answer) = connection
            .try_send(request)
            .map_err(|error| error.to_string())
            .and_then(|()| connection.read_answer())
        else {
            break;
        };
        count.fetch_add(1, Ordering::Relaxed);
        answers.push(answer);
    }
    answers
}
