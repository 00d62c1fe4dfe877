//! Letters in every language, hostile fields, and a mail server of a few lines.

use std::sync::Arc;

use lettre::message::Mailbox;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::Delivery;
use super::letter::{Letter, Message};
use super::smtp::{MailFault, Protection, Smtp, SmtpSettings, compose};
use crate::accounts::testing::House;
use crate::i18n::Lang;

fn letters() -> Vec<Letter> {
    let link = "http://127.0.0.1:3181/en/confirm?token=00ff".to_owned();
    vec![
        Letter::Confirm { link: link.clone() },
        Letter::Reset { link },
        Letter::AlreadyThere,
        Letter::PasswordChanged,
        Letter::SecondFactorSet,
        Letter::SecondFactorRemoved,
    ]
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
            if let Letter::Confirm { link } | Letter::Reset { link } = &letter {
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

/// Takes one mail and gives back what was said.
async fn server(listener: TcpListener, verdict: &'static str) -> Vec<String> {
    let (socket, _) = listener.accept().await.unwrap();
    let (read, mut write) = socket.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut said = Vec::new();
    write.write_all(b"220 mail.example\r\n").await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let reply = match line.split(' ').next().unwrap() {
            "EHLO" => "250 mail.example\r\n".to_owned(),
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.unwrap();
                while let Some(line) = lines.next_line().await.unwrap() {
                    if line == "." {
                        break;
                    }
                    said.push(line);
                }
                format!("{verdict}\r\n")
            }
            "QUIT" => break,
            _ => "250 ok\r\n".to_owned(),
        };
        said.push(line.clone());
        write.write_all(reply.as_bytes()).await.unwrap();
        if line == "DATA" {
            break;
        }
    }
    said
}

fn smtp(listener: &TcpListener) -> Smtp {
    Smtp::new(&SmtpSettings {
        from: "Proof <proof@proof.example>".into(),
        server: "127.0.0.1".into(),
        port: listener.local_addr().unwrap().port(),
        protection: Protection::None,
        credentials: None,
    })
    .unwrap()
}

async fn send(verdict: &'static str) -> (Result<(), MailFault>, Vec<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = smtp(&listener);
    let server = tokio::spawn(server(listener, verdict));
    let message = letters()[0].write(Lang::Ja, "proof.example", "https://proof.example", "ada@example.org");
    let sent = smtp.send(&message).await;
    (sent, server.await.unwrap())
}

#[tokio::test]
async fn a_server_gets_the_mail_and_its_verdict_is_understood() {
    let (sent, said) = send("250 taken").await;
    sent.unwrap();
    assert!(said.iter().any(|line| line == "MAIL FROM:<proof@proof.example>"
        || line.starts_with("MAIL FROM:<proof@proof.example> ")));
    assert!(said.iter().any(|line| line == "RCPT TO:<ada@example.org>"), "{said:?}");
    assert!(matches!(send("451 later").await.0, Err(MailFault::Later(_))));
    assert!(matches!(send("550 never").await.0, Err(MailFault::Refused(_))));
}

#[tokio::test]
async fn what_waits_in_the_store_is_sent_once_the_server_takes_it() {
    let house = House::new().await;
    house.browser("192.0.2.1").sign_up("ada@example.org", "Ada").await;
    house.accounts.settle().await;
    for verdict in ["451 later", "250 taken"] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let delivery = Delivery {
            store: Arc::clone(&house.store),
            secrets: Arc::clone(&house.secrets),
            clock: Arc::clone(&house.clock) as _,
            smtp: smtp(&listener),
            waits: house.accounts.mail_waits(),
        };
        let server = tokio::spawn(server(listener, verdict));
        let sent = delivery.send_waiting().await;
        let said = server.await.unwrap();
        assert!(said.iter().any(|line| line == "RCPT TO:<ada@example.org>"), "{said:?}");
        assert!(said.iter().any(|line| line.contains("/en/confirm?token=")), "{said:?}");
        assert_eq!(sent.is_ok(), verdict.starts_with("250"));
        let left = house.store.unsent_mails(10).await.unwrap().len();
        assert_eq!(left, usize::from(sent.is_err()), "what was not taken waits");
    }
}

#[tokio::test]
async fn without_starttls_nothing_is_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let smtp = Smtp::new(&SmtpSettings {
        from: "proof@proof.example".into(),
        server: "127.0.0.1".into(),
        port: listener.local_addr().unwrap().port(),
        protection: Protection::StartTls,
        credentials: Some(("name".into(), "canary".to_owned().into())),
    })
    .unwrap();
    let server = tokio::spawn(server(listener, "250 taken"));
    let message = letters()[0].write(Lang::En, "proof.example", "https://proof.example", "ada@example.org");
    assert!(smtp.send(&message).await.is_err());
    drop(smtp);
    let said = server.await.unwrap();
    assert!(!said.iter().any(|line| line.contains("canary") || line.starts_with("MAIL")), "{said:?}");
}
