//! T23, row 31 of the threat model: passwords stolen elsewhere are tried here, a hundred a second, from many addresses.
//!
//! Every address of 127.0.0.0/8 is this machine's, so each try comes from a source of its own as far as the service sees.
//! `TSA_STUFFING_SECONDS=600` is the whole test, for an optimised daemon on a quiet machine (docs/evidence/README.md).

#[cfg(test)]
mod cases {
    use std::collections::BTreeMap;
    use std::net::{IpAddr, Ipv4Addr, SocketAddr};
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use conformance_tests::report::Tally;
    use conformance_tests::stopwatch::{Stopwatch, quantile};
    use conformance_tests::trial::Trial;
    use serde_json::{Value, json};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpSocket;
    use tokio::task::JoinSet;
    use tokio::time::MissedTickBehavior;

    /// Tries and sign-ins a second.
    const TRIES: u64 = 100;
    /// What one account or address may be tried in an hour.
    const MOST_TRIES: usize = 10;
    /// Addresses under attack, one of them with an account.
    const ATTACKED: u64 = 20;
    /// Attackers' networks: each may try sixty times and then once a minute, so fewer would be held by that limit alone.
    const SOURCES: u64 = 2_000;
    /// How long a sign-in may take in an unoptimised daemon on a busy machine.
    const PATIENCE: Duration = Duration::from_secs(20);
    const PASSWORD: &str = "a long pass phrase of three";
    const OWNER: &str = "owner@example.org";
    const PASSER_BY: &str = "passer-by@example.org";

    #[test]
    fn ten_tries_an_hour_and_owners_get_in() {
        let tally = Tally::new("credential_stuffing::ten_tries_an_hour_and_owners_get_in", "raw HTTP");
        let long = std::env::var("TSA_STUFFING_SECONDS").ok().and_then(|text| text.parse::<u64>().ok());
        let trial = Trial::start();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (tries, sign_ins) = runtime.block_on(run(trial.proof(), long.unwrap_or(15)));
        for (address, statuses) in &tries {
            let looked_at = statuses.iter().filter(|status| **status == 403).count();
            assert!(looked_at <= MOST_TRIES, "{address}: {looked_at} tries were looked at");
            assert!(
                statuses.iter().all(|status| [403, 429, 503].contains(status)),
                "{address}: {statuses:?}"
            );
            tally.cases(u32::try_from(statuses.len()).unwrap_or(u32::MAX));
        }
        let all: Vec<u16> = tries.values().flatten().copied().collect();
        let of = |status: u16| all.iter().filter(|found| **found == status).count();
        for (address, times) in &sign_ins {
            let (median, p99) = (quantile(times, 0.5), quantile(times, 0.99));
            eprintln!("{address}: {} sign-ins, median {median:?}, p99 {p99:?}", times.len());
            // The figure of the threat model is for an optimised daemon on a machine of its own.
            let limit = if long.is_some() { Duration::from_secs(1) } else { PATIENCE };
            assert!(p99 < limit, "{address}: p99 is {p99:?}");
        }
        eprintln!(
            "{} tries at {} addresses: {} looked at, {} refused, {} turned away as too busy",
            all.len(),
            tries.len(),
            of(403),
            of(429),
            of(503)
        );
        assert!(of(429) > all.len() / 2, "most tries find the limit");
    }

    type Statuses = BTreeMap<String, Vec<u16>>;
    type Times = BTreeMap<&'static str, Vec<Duration>>;

    /// The attack for so many seconds; beside it one sign-in a second: of an attacked owner in a browser that is known,
    /// and of somebody else in one that is not.
    async fn run(service: SocketAddr, seconds: u64) -> (Statuses, Times) {
        let mut owner = Browser::new(service);
        owner.open_account(OWNER).await;
        let mut passer_by = Browser::new(service);
        passer_by.open_account(PASSER_BY).await;
        let mut eve = Browser::new(service);
        eve.look().await;
        let eve = Arc::new(eve);
        let tries = Arc::new(Mutex::new(Statuses::new()));
        let mut running = JoinSet::new();
        let mut times = Times::new();
        let mut tick = tokio::time::interval(Duration::from_nanos(1_000_000_000 / TRIES));
        // A stalled machine does not make the attack faster afterwards.
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for number in 0..seconds * TRIES {
            tick.tick().await;
            let (eve, tries) = (Arc::clone(&eve), Arc::clone(&tries));
            running.spawn(async move {
                let victim = number % ATTACKED;
                let address =
                    if victim == 0 { OWNER.to_owned() } else { format!("victim{victim}@example.org") };
                let body = json!({ "email": address, "password": format!("stolen elsewhere {number}") });
                let answer = eve.post(source(10, number % SOURCES), "/session/sign-in", &body).await;
                tries.lock().expect("no panic").entry(address).or_default().push(answer.status);
            });
            if number % TRIES == TRIES / 2 {
                let second = number / TRIES;
                let is_owner = second.is_multiple_of(2);
                let (browser, address) = if is_owner { (&owner, OWNER) } else { (&passer_by, PASSER_BY) };
                let mut browser = if is_owner { browser.signed_out() } else { Browser::new(service) };
                browser.look().await;
                let body = json!({ "email": address, "password": PASSWORD });
                let watch = Stopwatch::start();
                // Who is told that the service is busy tries again, and the time goes on.
                let answer = loop {
                    let answer = browser.post(source(20, second), "/session/sign-in", &body).await;
                    if answer.status != 503 || watch.elapsed() > PATIENCE {
                        break answer;
                    }
                    tokio::time::sleep(Duration::from_millis(200)).await;
                };
                times.entry(address).or_default().push(watch.elapsed());
                assert_eq!(answer.status, 200, "{address} cannot sign in: {}", answer.body);
            }
        }
        running.join_all().await;
        let tries = std::mem::take(&mut *tries.lock().expect("no panic"));
        (tries, times)
    }

    fn source(net: u8, number: u64) -> IpAddr {
        let [.., high, low] = number.to_be_bytes();
        Ipv4Addr::new(127, net, high, low).into()
    }

    struct Answer {
        status: u16,
        cookies: Vec<(String, String)>,
        body: String,
    }

    /// Cookies, and the token of the last page.
    #[derive(Clone)]
    struct Browser {
        service: SocketAddr,
        cookies: BTreeMap<String, String>,
        csrf: String,
    }

    impl Browser {
        fn new(service: SocketAddr) -> Self {
            Self { service, cookies: BTreeMap::new(), csrf: String::new() }
        }

        /// The same browser after its session ended: it is known still.
        fn signed_out(&self) -> Self {
            let mut browser = self.clone();
            browser.cookies.retain(|name, _| name.starts_with("device-"));
            assert_eq!(browser.cookies.len(), 1, "a browser that was signed in is known: {:?}", self.cookies);
            browser
        }

        /// Gets the token that forms need.
        async fn look(&mut self) {
            let answer = self.send(source(30, 1), "GET", "/session", None).await;
            self.keep(&answer);
        }

        fn keep(&mut self, answer: &Answer) {
            self.cookies.extend(answer.cookies.iter().cloned());
            let body: Value = serde_json::from_str(&answer.body).expect("JSON");
            body["csrf"].as_str().expect("a token").clone_into(&mut self.csrf);
        }

        /// Signs up, opens the link in the outbox, confirms.
        async fn open_account(&mut self, address: &str) {
            self.look().await;
            let form = json!({
                "email": address, "password": PASSWORD, "kind": "individual", "name": "A Person", "lang": "en",
            });
            let answer = self.post(source(30, 2), "/session/sign-up", &form).await;
            assert_eq!(answer.status, 202, "{}", answer.body);
            let token = self.link_to(address).await;
            let form = format!("csrf={}&token={token}&password={}", self.csrf, PASSWORD.replace(' ', "+"));
            let content = ("application/x-www-form-urlencoded", form);
            let answer = self.send(source(30, 3), "POST", "/en/confirm", Some(content)).await;
            assert_eq!(answer.status, 303, "{}", answer.body);
            self.cookies.extend(answer.cookies);
        }

        async fn link_to(&self, address: &str) -> String {
            for _ in 0..100 {
                let page = self.send(source(30, 4), "GET", "/en/outbox", None).await.body;
                let mail = page.split(address).nth(1).unwrap_or_default();
                if let Some(token) = mail.split("/en/confirm?token=").nth(1).and_then(|rest| rest.get(..64)) {
                    return token.to_owned();
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            panic!("no mail with a link came");
        }

        async fn post(&self, from: IpAddr, path: &str, body: &Value) -> Answer {
            self.send(from, "POST", path, Some(("application/json", body.to_string()))).await
        }

        async fn send(&self, from: IpAddr, method: &str, path: &str, body: Option<(&str, String)>) -> Answer {
            let cookies: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let (kind, body) = body.unwrap_or_default();
            let request = format!(
                "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nOrigin: http://{host}\r\n\
                 Sec-Fetch-Site: same-origin\r\nCookie: {cookies}\r\nX-CSRF-Token: {csrf}\r\nContent-Type: {kind}\r\n\
                 Content-Length: {length}\r\n\r\n{body}",
                host = self.service,
                cookies = cookies.join("; "),
                csrf = self.csrf,
                length = body.len(),
            );
            let socket = TcpSocket::new_v4().expect("a socket");
            socket.bind(SocketAddr::new(from, 0)).expect("every address of 127.0.0.0/8 is ours");
            let mut stream = socket.connect(self.service).await.expect("the service listens");
            stream.write_all(request.as_bytes()).await.expect("sent");
            let mut octets = Vec::new();
            stream.read_to_end(&mut octets).await.expect("an answer");
            read(&String::from_utf8_lossy(&octets))
        }
    }

    fn read(text: &str) -> Answer {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let cookies = head.lines().filter_map(|line| {
            let (name, value) = line.split_once(": ")?;
            let pair = name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next())??;
            pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))
        });
        Answer { status, cookies: cookies.collect(), body: body.to_owned() }
    }
}
