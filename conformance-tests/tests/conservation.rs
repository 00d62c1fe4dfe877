//! T5: after any load, token leaves = issued + unresolved + void, exactly, and every token that a client holds is issued or
//! unresolved.

#[cfg(test)]
mod cases {
    use std::net::SocketAddr;
    use std::thread;
    use std::time::Duration;

    use conformance_tests::clients::Client;
    use conformance_tests::dice::Dice;
    use conformance_tests::http::{Connection, post};
    use conformance_tests::journal::{Places, Receipts};
    use conformance_tests::load::Load;
    use conformance_tests::query::Query;
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use tempfile::TempDir;

    /// Clients that wait for every answer, and a stop in order: everything is issued, and nothing else.
    #[test]
    fn t5_every_token_has_its_record() {
        const TOKENS: u64 = 30_000;
        let tally = Tally::new("conservation::t5_every_token_has_its_record", &Client::Python.require());
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        let mut receipts = Receipts::new();
        for clients in [1, 8, 64] {
            tally.case();
            let tsa = TsaUnderTest::dev_in(&state);
            let load = Load::start(tsa.address(), clients);
            while load.answers() < TOKENS / 3 {
                assert!(!load.has_ended(), "the connections end under load");
                thread::sleep(Duration::from_millis(5));
            }
            load.tell_to_stop();
            receipts.add(&load.finish().only_tokens());
            tsa.ask_to_stop();
            let ended = tsa.ends_within(Duration::from_secs(20));
            assert_eq!(ended.code, Some(0), "{}", ended.log);
            let checked = receipts.check(&Places::of_dev(&state), None);
            let of = |name| checked.count(name);
            assert_eq!(
                (of("issued"), of("unresolved"), of("void"), of("torn_octets")),
                (receipts.count(), 0, 0, 0),
                "after a stop in order"
            );
        }
        println!("T5: {} tokens, each with its record and outcome", receipts.count());
    }

    /// Beside them clients that hang up: as soon as they have asked, or while they are being answered.
    #[test]
    fn t5_clients_that_hang_up() {
        let tally = Tally::new("conservation::t5_clients_that_hang_up", &Client::Python.require());
        let scratch = TempDir::new().expect("a scratch directory");
        let state = scratch.path().join("state");
        let tsa = TsaUnderTest::dev_in(&state);
        let address = tsa.address();
        let (mut receipts, mut dice) = (Receipts::new(), Dice::seeded("TSA_CONSERVATION_SEED"));
        let load = Load::start(address, 8);
        let rude: Vec<_> = (0..8)
            .map(|_| {
                tally.cases(250);
                let mut dice = dice.split();
                thread::spawn(move || (0..250).for_each(|_| hang_up(address, &mut dice)))
            })
            .collect();
        rude.into_iter().for_each(|client| client.join().expect("it does not fail"));
        load.tell_to_stop();
        receipts.add(&load.finish().only_tokens());
        tsa.ask_to_stop();
        let ended = tsa.ends_within(Duration::from_secs(20));
        assert_eq!(ended.code, Some(0), "{}", ended.log);
        let checked = receipts.check(&Places::of_dev(&state), None);
        assert_eq!(checked.count("unresolved"), 0, "after a stop in order");
        println!("T5: {} received, 2000 hung up: {}", receipts.count(), checked.summary());
    }

    fn hang_up(address: SocketAddr, dice: &mut Dice) {
        let mut connection = Connection::open(address);
        let request = post(PATH, &Query::good().der()).repeat(dice.between(1, 4) as usize);
        // A server that has ended the connection already is no fault of its.
        let _ = connection.try_send(&request);
        thread::sleep(Duration::from_micros(dice.between(0, 3_000)));
    }
}
