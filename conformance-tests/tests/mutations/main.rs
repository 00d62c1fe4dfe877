//! Fifty thousand requests bent by rules that know DER: each is answered with HTTP 200 and the verdict of a second
//! judge, written here from the standard; granted tokens say back what was asked; a sample goes to OpenSSL too, which may
//! be laxer only for the reasons in the list.
//!
//! `TSA_MUTATION_SEED` and `TSA_MUTATION_COUNT` override the fixed seed and the count.

#[cfg(test)]
mod judge;
#[cfg(test)]
mod mutator;

#[cfg(test)]
mod cases {
    use std::env;

    use conformance_tests::der::{Tlv, hex, tag};
    use conformance_tests::http::Connection;
    use conformance_tests::openssl::{KeyKind, OpensslTsa};
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, Token};
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};

    use crate::judge::{Judgement, judge};
    use crate::mutator::Mutator;

    #[test]
    fn t10_mutated_requests() {
        let tally = Tally::new("mutations::t10_mutated_requests", "raw HTTP");
        let seed = setting("TSA_MUTATION_SEED", 3_161);
        let count = setting("TSA_MUTATION_COUNT", 50_000);
        println!("seed {seed}, {count} requests");
        let mut tsa = TsaUnderTest::dev();
        let mut connection = Connection::open(tsa.address());
        let mut mutator = Mutator::new(seed);
        let (mut granted, mut faults) = (0_u32, Vec::new());
        let mut memory = tsa.resident_kib();
        for number in 0..count {
            tally.case();
            if number == count / 10 {
                memory = tsa.resident_kib();
            }
            let body = mutator.next_request();
            let answer = connection.post(PATH, &body).and_then(|answer| answer.timestamp());
            match &answer {
                Ok(Answer::Granted(_)) => granted += 1,
                Ok(Answer::Rejected(..)) => {}
                Err(_) => connection = Connection::open(tsa.address()),
            }
            if let Err(fault) = answer.and_then(|answer| agrees(&body, answer)) {
                faults.push(format!(
                    "seed {seed} request {number}: {fault}: {}",
                    hex(&body[..body.len().min(120)])
                ));
                assert!(faults.len() < 20, "{}", faults.join("\n"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        tsa.assert_running();
        let grown = tsa.resident_kib().saturating_sub(memory);
        assert!(grown < 8 * 1_024, "{grown} KiB more after nine tenths of the requests");
        let refused = u32::try_from(count).expect("a small count") - granted;
        println!("{granted} granted, {refused} refused");
        assert!(granted > 500 && refused > 500, "the mutator makes requests of both kinds");
    }

    #[test]
    fn t10_openssl_is_laxer_only_where_we_say() {
        let tally = Tally::new("mutations::t10_openssl_is_laxer_only_where_we_say", "openssl ts -reply");
        let openssl = OpensslTsa::new(KeyKind::P256, "sha256");
        let mut mutator = Mutator::new(setting("TSA_MUTATION_SEED", 3_161) ^ 0x5A5A);
        for _ in 0..1_000 {
            tally.case();
            let body = mutator.next_request();
            let theirs = openssl.answer(&body);
            let ours = judge(&body);
            match (&ours, &theirs) {
                (Judgement::Grant, Ok(Answer::Granted(_)))
                | (Judgement::Refuse(_), Ok(Answer::Rejected(..))) => {}
                (Judgement::Refuse(refusal), Ok(Answer::Granted(_))) if refusal.stricter_than_openssl() => {}
                // OpenSSL gives no answer at all where its ASN.1 code fails late: not a grant.
                (Judgement::Refuse(_), Err(_)) => {}
                _ => panic!("we say {ours:?}, OpenSSL says {theirs:?}: {}", hex(&body)),
            }
        }
    }

    fn agrees(body: &[u8], answer: Answer) -> Result<(), String> {
        match (judge(body), answer) {
            (Judgement::Grant, Answer::Granted(token)) => echoes(body, &token),
            (Judgement::Refuse(refusal), Answer::Rejected(bit, _)) if refusal.bits.contains(&bit) => Ok(()),
            (due, Answer::Granted(_)) => Err(format!("granted where {due:?} is due")),
            (due, Answer::Rejected(bit, text)) => Err(format!("{bit:?} {text:?} where {due:?} is due")),
        }
    }

    fn echoes(body: &[u8], token: &Token) -> Result<(), String> {
        let fields = Tlv::read(body)?.children()?;
        let nonce =
            fields[2..].iter().find(|field| field.tag == tag::INTEGER).map(|field| field.whole.to_vec());
        if token.tst_info.imprint != fields[1].whole || token.tst_info.nonce != nonce {
            return Err("imprint or nonce is not what was asked".to_owned());
        }
        Ok(())
    }

    fn setting(name: &str, default: u64) -> u64 {
        env::var(name)
            .map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}: not a number")))
    }
}
