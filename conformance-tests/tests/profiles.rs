//! What a `[[profile]]` may change in a token, and that each variant still is one: the time unit, `tsa`, `ordering`, the
//! certificates, the hashes.

#[cfg(test)]
mod cases {
    use std::thread;
    use std::time::Duration;

    use conformance_tests::authority::Authority;
    use conformance_tests::der::{Tlv, tlv, unhex};
    use conformance_tests::http::{Connection, ask, ask_token};
    use conformance_tests::openssl::{KeyKind, openssl, read, write};
    use conformance_tests::query::{NULL, Query, SHA256, SHA512, imprint};
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, FailInfo, Token};
    use conformance_tests::tsa_under_test::TsaUnderTest;

    const KIND: KeyKind = KeyKind::P256;

    #[test]
    fn c28_fractions_of_a_second_are_der() {
        let tally =
            Tally::new("profiles::c28_fractions_of_a_second_are_der", "openssl ts -verify, byte reader");
        let authority = Authority::new(&[KIND]);
        for (unit, digits) in [("millisecond", 3), ("centisecond", 2), ("decisecond", 1)] {
            let tsa = authority.start_with_profile(&format!("gen-time-unit = \"{unit}\""));
            let mut connection = Connection::open(tsa.address());
            let mut fractions = Vec::new();
            // One time in ten the last digit is zero, and cut: go on until one is not.
            while fractions.len() < 100 || fractions.len() < 2_000 && !fractions.contains(&digits) {
                if fractions.len() > 100 {
                    thread::sleep(Duration::from_millis(2));
                }
                tally.case();
                let token = token(&mut connection, &Query::good());
                let time = token.tst_info.gen_time.strip_suffix('Z').expect("C28: Z");
                let (whole, fraction) = time.split_at(14);
                assert!(whole.bytes().all(|octet| octet.is_ascii_digit()), "C28: {time}");
                // X.690 §11.7: no point without a digit, no trailing zero.
                let digits_after = fraction.strip_prefix('.').unwrap_or(fraction);
                assert!(fraction.is_empty() || !digits_after.is_empty(), "C28: {time}");
                assert!(digits_after.len() <= digits && !digits_after.ends_with('0'), "C28 {unit}: {time}");
                fractions.push(digits_after.len());
            }
            assert!(fractions.contains(&digits), "C28 {unit}: no full fraction in two thousand tokens");
            verify_by_openssl(&authority, &tsa, &Query::good());
        }
    }

    #[test]
    fn c32_accuracy_as_configured() {
        let tally = Tally::new("profiles::c32_accuracy_as_configured", "byte reader");
        let authority = Authority::new(&[KIND]);
        for (accuracy, der) in [
            ("1s", "3003 020101"),
            ("100ms", "3003 800164"),
            ("250ms", "3004 800200fa"),
            ("2500us", "3007 800102 810201f4"),
        ] {
            tally.case();
            let profile = format!("gen-time-unit = \"millisecond\"\naccuracy = \"{accuracy}\"");
            // C30: at least twice max-error.
            let text = authority.configuration("", &profile).replace("[time]", "[time]\nmax-error = \"1ms\"");
            let tsa = authority.start_on(&text);
            let token =
                ask_token(tsa.address(), &Authority::url_path(KIND), &Query::good().der()).expect("a token");
            assert_eq!(token.tst_info.accuracy, Some(unhex(der)), "C32 {accuracy}");
        }
    }

    #[test]
    fn c34_ordering_means_strictly_increasing_times() {
        let tally = Tally::new("profiles::c34_ordering_means_strictly_increasing_times", "byte reader");
        let authority = Authority::new(&[KIND]);
        let tsa = authority.start_with_profile("gen-time-unit = \"millisecond\"\nordering = true");
        let mut connections: Vec<_> = (0..4).map(|_| Connection::open(tsa.address())).collect();
        let mut times = Vec::new();
        for round in 0..50 {
            tally.case();
            let token = token(&mut connections[round % 4], &Query::good());
            assert_eq!(token.tst_info.ordering, Some(vec![0x01, 0x01, 0xFF]), "C34");
            times.push(microseconds(&token.tst_info.gen_time));
        }
        assert!(times.windows(2).all(|pair| pair[0] < pair[1]), "C34: {times:?}");
    }

    #[test]
    fn c35_tsa_is_the_subject_of_the_signer() {
        let tally =
            Tally::new("profiles::c35_tsa_is_the_subject_of_the_signer", "openssl ts -verify, byte reader");
        tally.case();
        let authority = Authority::new(&[KIND]);
        let tsa = authority.start_with_profile("tsa = \"subject\"");
        let query = Query::good();
        let token = ask_token(tsa.address(), &Authority::url_path(KIND), &query.der()).expect("a token");
        openssl(authority.path(), "x509 -in p256.pem -outform DER -out p256.der").success("openssl x509");
        let certificate = read(authority.path(), "p256.der");
        let parts = Tlv::read(&certificate).and_then(|whole| whole.children()).expect("a certificate");
        let subject = parts[0].children().expect("TBSCertificate")[5].whole.to_vec();
        // GeneralName ::= CHOICE { directoryName [4] Name }: EXPLICIT, because Name is a CHOICE.
        assert_eq!(token.tst_info.tsa, Some(tlv(0xA0, &tlv(0xA4, &subject))), "C35");
        verify_by_openssl(&authority, &tsa, &query);
    }

    #[test]
    fn c52_certificates_may_be_the_signer_alone() {
        let tally = Tally::new("profiles::c52_certificates_may_be_the_signer_alone", "byte reader");
        tally.case();
        let authority = Authority::new(&[KIND]);
        let tsa = authority.start_with_profile("certificates = \"signer\"");
        let token =
            ask_token(tsa.address(), &Authority::url_path(KIND), &Query::good().der()).expect("a token");
        assert_eq!(token.certificates.map(|members| members.len()), Some(1), "C52");
    }

    #[test]
    fn c5_hashes_as_configured() {
        let tally = Tally::new("profiles::c5_hashes_as_configured", "raw HTTP");
        let authority = Authority::new(&[KIND]);
        let tsa = authority.start_with_profile("hashes = [\"sha512\", \"sha224\"]");
        const SHA224: &str = "2.16.840.1.101.3.4.2.4";
        for (hash, size, accepted) in [(SHA512, 64, true), (SHA224, 28, true), (SHA256, 32, false)] {
            tally.case();
            let query = Query::good().imprint(imprint(hash, Some(NULL), &vec![0x5A; size]));
            let answer = ask(tsa.address(), &Authority::url_path(KIND), &query.der()).expect("an answer");
            match answer {
                Answer::Granted(_) if accepted => {}
                Answer::Rejected(FailInfo::BadAlg, _) if !accepted => {}
                other => panic!("C5 {hash}: {other:?}"),
            }
        }
    }

    fn token(connection: &mut Connection, query: &Query) -> Token {
        let answer = connection.post(&Authority::url_path(KIND), &query.der()).expect("an answer");
        answer.timestamp().and_then(Answer::granted).expect("a token")
    }

    fn verify_by_openssl(authority: &Authority, tsa: &TsaUnderTest, query: &Query) {
        let mut connection = Connection::open(tsa.address());
        let answer = connection.post(&Authority::url_path(KIND), &query.der()).expect("an answer");
        write(authority.path(), "q.tsq", query.der());
        write(authority.path(), "r.tsr", &answer.body);
        let arguments = format!("ts -verify -queryfile q.tsq -in r.tsr -CAfile {}", Authority::root(KIND));
        openssl(authority.path(), &arguments).success("openssl ts -verify");
    }

    /// A time as a number to compare.
    fn microseconds(time: &str) -> u128 {
        let (whole, fraction) =
            time.trim_end_matches('Z').split_once('.').unwrap_or((time.trim_end_matches('Z'), ""));
        format!("{whole}{fraction:0<6}").parse().expect("digits")
    }
}
