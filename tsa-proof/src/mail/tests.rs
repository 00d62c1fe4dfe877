//! Letters in every language, hostile fields, and a mail server of a few lines.

use std::sync::{Arc, Mutex};

use lettre::message::Mailbox;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::Delivery;
use super::courier::DeliveryFault;
use super::letter::{Letter, Message, ProofLine};
use super::smtp::{MailFault, Protection, Smtp, SmtpSettings, compose};
use crate::accounts::testing::House;
use crate::clock::{Clock, DAY, MINUTE, SECOND};
use crate::hostile;
use crate::i18n::Lang;

fn letters() -> Vec<Letter> {
    let link = "http://127.0.0.1:3181/en/confirm?token=00ff".to_owned();
    vec![
        Letter::Confirm { link: link.clone() },
        Letter::Reset { link: link.clone() },
        Letter::NewAddress { link },
        Letter::AddressAsked,
        Letter::AlreadyThere,
        Letter::PasswordChanged,
        Letter::SecondFactorSet,
        Letter::SecondFactorRemoved,
        result(),
    ]
}

fn result() -> Letter {
    let line = ProofLine {
        time: "2026-11-22T20:41:35Z".to_owned(),
        serial: "0af1".to_owned(),
        sha256: "ab".repeat(32),
    };
    Letter::Result { link: "https://proof.example/en/deposits/00ff".to_owned(), proofs: vec![line] }
}

#[test]
fn the_result_of_a_deposit_says_what_each_proof_is_known_by() {
    for lang in Lang::ALL {
        let message = result().write(lang, "proof.example", "https://proof.example", "ada@example.org");
        let line = format!("2026-11-22T20:41:35Z  0af1  {}", "ab".repeat(32));
        for wanted in ["https://proof.example/en/deposits/00ff", &line] {
            assert!(message.text.lines().any(|said| said == wanted), "{}: {}", lang.tag(), message.text);
        }
    }
}

#[test]
fn every_letter_says_everything_in_every_language() {
    for lang in Lang::ALL {
        for letter in letters() {
            let message = letter.write(lang, "proof.example", "https://proof.example", "ada@example.org");
            assert!(!message.subject.contains("mail-") && !message.text.contains("mail-"), "{message:?}");
            assert!(
                !message.subject.contains('\n') && message.subject.chars().count() < 80,
                "{}",
                message.subject
            );
            if let Letter::Confirm { link } | Letter::Reset { link } | Letter::NewAddress { link } = &letter {
                assert!(
                    message.text.lines().any(|line| line == link),
                    "the link has a line of its own: {message:?}"
                );
            }
        }
    }
}

#[test]
fn no_field_of_a_message_reaches_beyond_its_header_line() {
    let from: Mailbox = "Proof <proof@proof.example>".parse().unwrap();
    let message = |to: &str, subject: &str, text: &str| Message {
        to: to.into(),
        subject: subject.into(),
        text: text.into(),
        lang: "en".into(),
    };
    for to in ["a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org", "a\n@example.org", ""] {
        let refused = compose(&from, &message(to, "s", "t"));
        assert!(matches!(refused, Err(MailFault::Address(_))), "{to:?}");
    }
    for subject in ["s\r\nBcc: b@example.org", "s\nBcc: b@example.org", "s\r\n\r\nbody", "\u{202e}s\0"] {
        let raw = compose(&from, &message("a@example.org", subject, "t")).unwrap().formatted();
        let raw = String::from_utf8(raw).unwrap();
        let (head, body) = raw.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.to_lowercase().starts_with("bcc")), "{raw}");
        assert_eq!(body.trim(), "t", "{raw}");
    }
    let raw = compose(&from, &message("a@example.org", "Подтвердите", "приветствие\n.\nQUIT\n"))
        .unwrap()
        .formatted();
    let raw = String::from_utf8(raw).unwrap();
    assert!(
        raw.is_ascii()
            && raw.contains("Auto-Submitted: auto-generated")
            && raw.contains("Content-Language: en")
    );
}

/// T23 row 33: whatever is in a field, the header has the same lines.
#[test]
fn ten_thousand_hostile_strings_add_no_line_to_a_header() {
    let from: Mailbox = "Proof <proof@proof.example>".parse().unwrap();
    let compose = |to: &str, words: &str, lang: &str| {
        let message = Message { to: to.into(), subject: words.into(), text: words.into(), lang: lang.into() };
        compose(&from, &message)
    };
    let fields = |raw: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(raw);
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        let begins_field = |line: &&str| !line.starts_with([' ', '\t']);
        head.split("\r\n").filter(begins_field).map(|line| line.split(':').next().unwrap().into()).collect()
    };
    let encoded = |names: Vec<String>| -> Vec<String> {
        // How the text is encoded depends on the text.
        names.into_iter().filter(|name| name != "Content-Transfer-Encoding").collect()
    };
    let harmless = encoded(fields(&compose("a@example.org", "Ada", "en").unwrap().formatted()));
    for typed in hostile::strings(10_000) {
        let message = compose("a@example.org", &typed, "en").unwrap().formatted();
        assert!(message.is_ascii(), "{typed:?}");
        assert_eq!(encoded(fields(&message)), harmless, "{typed:?}");
        let to = format!("{typed}@example.org");
        if let Ok(message) = compose(&to, "Ada", "en") {
            assert_eq!(encoded(fields(&message.formatted())), harmless, "{to:?}");
            assert_eq!(message.envelope().to().len(), 1, "{to:?}");
        }
    }
}

/// How a server of a few lines answers.
#[derive(Clone, Copy)]
struct Manners {
    /// To `AUTH`, where it is offered.
    auth: Option<&'static str>,
    /// To `RCPT`, by recipient.
    rcpt: fn(&str) -> &'static str,
    /// To a whole message.
    message: &'static str,
}

impl Manners {
    const fn verdict(message: &'static str) -> Self {
        Self { auth: None, rcpt: |_| "250 ok", message }
    }
}

/// Serves until the task is dropped; gives every line that was said to it.
fn serve(listener: TcpListener, manners: Manners) -> Arc<Mutex<Vec<String>>> {
    let said = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&said);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(converse(socket, manners, Arc::clone(&log)));
        }
    });
    said
}

async fn converse(socket: TcpStream, manners: Manners, said: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.example\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let reply = match line.split([' ', ':']).next().unwrap() {
            "EHLO" if manners.auth.is_some() => "250-mail.example\r\n250 AUTH PLAIN",
            "AUTH" => manners.auth.unwrap(),
            "RCPT" => (manners.rcpt)(&line),
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    said.lock().unwrap().push(line);
                }
                manners.message
            }
            _ => "250 ok",
        };
        said.lock().unwrap().push(line);
        write.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// The recipients asked for since the last look, and forgets them.
fn recipients(said: &Mutex<Vec<String>>) -> Vec<String> {
    let lines = std::mem::take(&mut *said.lock().unwrap());
    lines
        .into_iter()
        .filter_map(|line| Some(line.strip_prefix("RCPT TO:<")?.split('>').next()?.to_owned()))
        .collect()
}

fn settings(listener: &TcpListener) -> SmtpSettings {
    SmtpSettings {
        from: "Proof <proof@proof.example>".into(),
        server: "127.0.0.1".into(),
        port: listener.local_addr().unwrap().port(),
        protection: Protection::None,
        credentials: None,
    }
}

fn smtp(listener: &TcpListener) -> Smtp {
    Smtp::new(&settings(listener)).unwrap()
}

async fn send(verdict: &'static str) -> (Result<(), MailFault>, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = smtp(&listener);
    let said = serve(listener, Manners::verdict(verdict));
    let message = letters()[0].write(Lang::Ja, "proof.example", "https://proof.example", "ada@example.org");
    let sent = smtp.send(&message).await;
    let said = said.lock().unwrap().clone();
    (sent, said)
}

#[tokio::test]
async fn a_server_gets_the_mail_and_its_verdict_is_understood() {
    let (sent, said) = send("250 taken").await;
    sent.unwrap();
    assert!(said.iter().any(|line| line == "MAIL FROM:<proof@proof.example>"
        || line.starts_with("MAIL FROM:<proof@proof.example> ")));
    assert!(said.iter().any(|line| line == "RCPT TO:<ada@example.org>"), "{said:?}");
    let later = send("451 ada@example.org has to wait").await.0.unwrap_err();
    assert!(matches!(later, MailFault::Later(_)));
    assert_eq!(later.to_string(), "the mail server does not take the mail now (451)", "and no address");
    assert!(matches!(send("550 never").await.0, Err(MailFault::Refused(_))));
}

/// A house where these people have signed up, one second apart.
async fn house_of(people: &[&str]) -> House {
    let house = House::new().await;
    for email in people {
        house.browser("192.0.2.1").sign_up(email, "Ada").await;
        house.accounts.settle().await;
        house.clock.advance(SECOND);
    }
    house
}

fn delivery(house: &House, smtp: Smtp) -> Delivery {
    Delivery {
        store: Arc::clone(&house.store),
        secrets: Arc::clone(&house.secrets),
        clock: Arc::clone(&house.clock) as _,
        smtp,
        waits: house.accounts.mail_waits(),
    }
}

async fn waiting(house: &House) -> usize {
    let mails = house.store.list_mails(10).await.unwrap();
    mails.iter().filter(|mail| mail.sent_at.is_none()).count()
}

#[tokio::test]
async fn one_recipient_who_is_refused_for_now_holds_no_other_mail_back() {
    let house = house_of(&["grey@example.org", "ada@example.org", "bob@example.org"]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = smtp(&listener);
    let rcpt = |line: &str| if line.contains("grey@") { "451 come again" } else { "250 ok" };
    let said = serve(listener, Manners { auth: None, rcpt, message: "250 taken" });
    let delivery = delivery(&house, smtp);
    delivery.send_waiting().await.unwrap();
    assert_eq!(recipients(&said), ["grey@example.org", "ada@example.org", "bob@example.org"]);
    assert_eq!(waiting(&house).await, 1);

    delivery.send_waiting().await.unwrap();
    assert_eq!(recipients(&said), [""; 0], "its next try is a minute later");
    for tries in 1..7 {
        house.clock.advance(MINUTE << (tries - 1));
        delivery.send_waiting().await.unwrap();
        assert_eq!(recipients(&said), ["grey@example.org"], "try {tries}");
    }
    house.clock.advance(DAY);
    delivery.send_waiting().await.unwrap();
    assert_eq!(recipients(&said), [""; 0], "its link has ended");
}

#[tokio::test]
async fn a_mail_that_would_come_after_its_end_is_given_up() {
    let house = house_of(&["grey@example.org"]).await;
    house.clock.advance(DAY - 30 * SECOND);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = smtp(&listener);
    serve(listener, Manners { auth: None, rcpt: |_| "451 come again", message: "250 taken" });
    delivery(&house, smtp).send_waiting().await.unwrap();
    assert_eq!(waiting(&house).await, 0);
}

#[tokio::test]
async fn a_server_that_lets_nobody_in_costs_no_mail_and_no_try() {
    let house = house_of(&["ada@example.org", "bob@example.org"]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = settings(&listener);
    settings.credentials = Some(("name".into(), "an old password".to_owned().into()));
    let manners = Manners { auth: Some("535 no"), ..Manners::verdict("250 taken") };
    let said = serve(listener, manners);
    let refused = delivery(&house, Smtp::new(&settings).unwrap()).send_waiting().await;
    assert!(matches!(refused, Err(DeliveryFault::Mail(MailFault::Server(_)))), "{refused:?}");

    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let absent = smtp(&nobody);
    drop(nobody);
    let unreachable = delivery(&house, absent).send_waiting().await;
    assert!(matches!(unreachable, Err(DeliveryFault::Mail(MailFault::Server(_)))), "{unreachable:?}");

    assert_eq!((recipients(&said), waiting(&house).await), (Vec::new(), 2));
    let mails = house.store.due_mails(house.clock.now(), 10).await.unwrap();
    assert!(mails.len() == 2 && mails.iter().all(|mail| mail.tries == 0), "they are due as before");
}

#[tokio::test]
async fn a_refusal_for_good_ends_that_mail_alone() {
    let house = house_of(&["gone@example.org", "ada@example.org"]).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = smtp(&listener);
    let rcpt = |line: &str| if line.contains("gone@") { "550 nobody here" } else { "250 ok" };
    let said = serve(listener, Manners { auth: None, rcpt, message: "250 taken" });
    delivery(&house, smtp).send_waiting().await.unwrap();
    let lines = said.lock().unwrap().clone();
    assert!(lines.iter().any(|line| line.contains("/en/confirm?token=")), "{lines:?}");
    assert_eq!(recipients(&said), ["gone@example.org", "ada@example.org"]);
    assert_eq!(waiting(&house).await, 0);
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut settings = settings(&listener);
    settings.protection = Protection::StartTls;
    settings.credentials = Some(("name".into(), "canary".to_owned().into()));
    let smtp = Smtp::new(&settings).unwrap();
    let said = serve(listener, Manners::verdict("250 taken"));
    let message = letters()[0].write(Lang::En, "proof.example", "https://proof.example", "ada@example.org");
    assert!(matches!(smtp.send(&message).await, Err(MailFault::Server(_))));
    let said = said.lock().unwrap().clone();
    assert!(!said.iter().any(|line| line.contains("canary") || line.starts_with("MAIL")), "{said:?}");
}
