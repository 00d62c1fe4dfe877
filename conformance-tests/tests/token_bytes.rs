//! The default token, octet by octet: `conformance.md` §4 "Token" and "TSTInfo", C20–C37, C40–C54, C103, C104. The
//! expected octets are put together here from the request, the certificates and the standards.

#[cfg(test)]
mod cases {
    use std::path::Path;

    use conformance_tests::authority::Authority;
    use conformance_tests::der::{Tlv, constructed, integer, oid, sequence, tag, tlv};
    use conformance_tests::http::{Connection, ask_token};
    use conformance_tests::openssl::{KeyKind, openssl, read, write};
    use conformance_tests::query::{NULL, Query, SHA256, SHA384};
    use conformance_tests::report::Tally;
    use conformance_tests::response::{Answer, Token};
    use conformance_tests::tsa_under_test::{PATH, TsaUnderTest};
    use sha2::{Digest as _, Sha256, Sha384};

    const POLICY: &str = "1.3.6.1.4.1.32473.1.0";
    const ID_CT_TST_INFO: &str = "1.2.840.113549.1.9.16.1.4";
    const ECDSA_WITH_SHA256: &str = "1.2.840.10045.4.3.2";
    const ECDSA_WITH_SHA384: &str = "1.2.840.10045.4.3.3";
    const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";

    #[test]
    fn c23_to_c37_tst_info_of_a_default_token() {
        let tally = Tally::new("token_bytes::c23_to_c37_tst_info_of_a_default_token", "byte reader");
        let tsa = TsaUnderTest::dev();
        for query in [
            Query::good(),
            Query::good().no_nonce(),
            Query::good().no_cert(),
            Query::good().no_nonce().no_cert(),
        ] {
            tally.case();
            let before = utc_now();
            let token = ask_token(tsa.address(), PATH, &query.der()).expect("a token");
            let after = utc_now();
            let info = &token.tst_info;
            // C26: 16 octets, bits 01. C28: whole seconds.
            assert_eq!((info.serial.len(), info.serial[0] >> 6), (16, 0b01), "C26");
            let digits = info.gen_time.strip_suffix('Z').expect("C28: Z");
            assert!(
                digits.len() == 14 && digits.bytes().all(|octet| octet.is_ascii_digit()),
                "C28: {}",
                info.gen_time
            );
            assert_ne!(&digits[12..], "60", "C29");
            // C30: the clock of this machine is the TSA's, so the time lies between two looks at it.
            assert!(before.as_str() <= digits && digits <= after.as_str(), "C30: {before} {digits} {after}");
            let due = sequence(&[
                &integer(&[1]),
                &oid(POLICY),
                &query.imprint,
                &integer(&info.serial),
                &tlv(tag::GENERALIZED_TIME, info.gen_time.as_bytes()),
                &sequence(&[&integer(&[1])]),
                &query.nonce,
            ]);
            assert_eq!(info.der, due, "C23-C37: the whole TSTInfo");
        }
    }

    #[test]
    fn c40_to_c53_cms_of_a_default_token() {
        let tally = Tally::new("token_bytes::c40_to_c53_cms_of_a_default_token", "byte reader");
        let kinds = [KeyKind::P256, KeyKind::P384, KeyKind::Rsa3072];
        let authority = Authority::new(&kinds);
        let tsa = authority.start("");
        for kind in kinds {
            for cert in [true, false] {
                tally.case();
                let chain = certificates(authority.path(), &format!("{}.pem", kind.name()));
                let query = if cert { Query::good() } else { Query::good().no_cert() };
                let token =
                    ask_token(tsa.address(), &Authority::url_path(kind), &query.der()).expect("a token");
                let due = cms(kind, &token, &chain, cert);
                assert_eq!(token.der, due, "C40-C53: {kind:?}, certificates {cert}");
                Tlv::read(&token.der).expect("C37").check_der().expect("C37: DER from end to end");
                assert!(token.der.len() <= 8 * 1_024, "C104: {} octets", token.der.len());
            }
        }
    }

    #[test]
    fn c103_token_size_is_constant() {
        let tally = Tally::new("token_bytes::c103_token_size_is_constant", "byte reader");
        let authority = Authority::new(&[KeyKind::Rsa3072]);
        let tsa = authority.start("");
        let mut connection = Connection::open(tsa.address());
        let path = Authority::url_path(KeyKind::Rsa3072);
        let mut size = None;
        for _ in 0..200 {
            tally.case();
            let answer = connection.post(&path, &Query::good().der()).expect("an answer");
            let token = answer.timestamp().and_then(Answer::granted).expect("a token");
            assert_eq!(*size.get_or_insert(token.der.len()), token.der.len(), "C103");
        }
    }

    #[test]
    fn c103_ecdsa_token_size_varies_by_the_signature_alone() {
        let tally =
            Tally::new("token_bytes::c103_ecdsa_token_size_varies_by_the_signature_alone", "byte reader");
        let tsa = TsaUnderTest::dev();
        let mut connection = Connection::open(tsa.address());
        let mut rest = None;
        for _ in 0..500 {
            tally.case();
            let answer = connection.post(PATH, &Query::good().der()).expect("an answer");
            let token = answer.timestamp().and_then(Answer::granted).expect("a token");
            // Ecdsa-Sig-Value is two INTEGERs, which DER writes without leading zeros (X.690 §8.3.2).
            let signature = token.signer_info.last().expect("a signature").len();
            assert!(
                (8 + 2 * 30..=8 + 2 * 33 + 4).contains(&signature),
                "P-256 signature of {signature} octets"
            );
            assert_eq!(*rest.get_or_insert(token.der.len() - signature), token.der.len() - signature, "C103");
        }
    }

    #[test]
    fn c17_the_same_request_gets_another_token() {
        let tally = Tally::new("token_bytes::c17_the_same_request_gets_another_token", "byte reader");
        tally.case();
        let tsa = TsaUnderTest::dev();
        let ask = || ask_token(tsa.address(), PATH, &Query::good().der()).expect("a token").tst_info.serial;
        assert_ne!(ask(), ask(), "C17");
    }

    /// The whole ContentInfo that must be there, given only serial, time and signature value of the token.
    fn cms(kind: KeyKind, token: &Token, chain: &[Vec<u8>], cert: bool) -> Vec<u8> {
        let (digest_oid, signature_algorithm) = match kind {
            KeyKind::P256 => (SHA256, sequence(&[&oid(ECDSA_WITH_SHA256)])),
            KeyKind::P384 => (SHA384, sequence(&[&oid(ECDSA_WITH_SHA384)])),
            KeyKind::Rsa3072 => (SHA256, sequence(&[&oid(RSA_ENCRYPTION), NULL])),
        };
        // C44: SHA-2 parameters absent.
        let digest_algorithm = sequence(&[&oid(digest_oid)]);
        let digest = |data: &[u8]| match kind {
            KeyKind::P384 => Sha384::digest(data).to_vec(),
            _ => Sha256::digest(data).to_vec(),
        };
        let signer = Certificate::read(&chain[0]);
        let attributes = sorted(vec![
            attribute("1.2.840.113549.1.9.3", &oid(ID_CT_TST_INFO)),
            attribute("1.2.840.113549.1.9.4", &tlv(tag::OCTET_STRING, &digest(&token.tst_info.der))),
            attribute("1.2.840.113549.1.9.16.2.47", &signing_certificate_v2(&chain[0], &signer)),
            // C50, RFC 6211: digestAlgorithm, [1] signatureAlgorithm.
            attribute(
                "1.2.840.113549.1.9.52",
                &sequence(&[&digest_algorithm, &constructed(0xA1, &[&signature_algorithm[2..]])]),
            ),
        ]);
        let signature = token.signer_info.last().expect("a signature");
        assert_eq!(signature[0], tag::OCTET_STRING, "signature");
        let signer_info = sequence(&[
            &integer(&[1]),
            &sequence(&[&signer.issuer, &signer.serial]),
            &digest_algorithm,
            &tlv(0xA0, &attributes),
            &signature_algorithm,
            signature,
        ]);
        let econtent = constructed(0xA0, &[&tlv(tag::OCTET_STRING, &token.tst_info.der)]);
        let certificates = if cert { tlv(0xA0, &sorted(chain.to_vec())) } else { Vec::new() };
        let signed_data = sequence(&[
            &integer(&[3]),
            &tlv(tag::SET, &digest_algorithm),
            &sequence(&[&oid(ID_CT_TST_INFO), &econtent]),
            &certificates,
            &tlv(tag::SET, &signer_info),
        ]);
        sequence(&[&oid("1.2.840.113549.1.7.2"), &constructed(0xA0, &[&signed_data])])
    }

    /// C47, RFC 5035 §4: one ESSCertIDv2, SHA-256 by default and so omitted, issuerSerial with one directoryName.
    fn signing_certificate_v2(certificate: &[u8], signer: &Certificate) -> Vec<u8> {
        let general_names = sequence(&[&tlv(0xA4, &signer.issuer)]);
        let issuer_serial = sequence(&[&general_names, &signer.serial]);
        let id = sequence(&[&tlv(tag::OCTET_STRING, &Sha256::digest(certificate)), &issuer_serial]);
        sequence(&[&sequence(&[&id])])
    }

    fn attribute(kind: &str, value: &[u8]) -> Vec<u8> {
        sequence(&[&oid(kind), &tlv(tag::SET, value)])
    }

    fn sorted(mut members: Vec<Vec<u8>>) -> Vec<u8> {
        members.sort();
        members.concat()
    }

    struct Certificate {
        issuer: Vec<u8>,
        serial: Vec<u8>,
    }

    impl Certificate {
        fn read(der: &[u8]) -> Self {
            let parts = Tlv::read(der).and_then(|whole| whole.children()).expect("a certificate");
            let fields = parts[0].children().expect("TBSCertificate");
            // version [0], serialNumber, signature, issuer.
            Self { serial: fields[1].whole.to_vec(), issuer: fields[3].whole.to_vec() }
        }
    }

    /// The certificates of a PEM file, leaf first, as DER.
    fn certificates(directory: &Path, file: &str) -> Vec<Vec<u8>> {
        let pem = String::from_utf8(read(directory, file)).expect("PEM is text");
        let end = "-----END CERTIFICATE-----";
        let blocks = pem.split_inclusive(end).filter(|block| block.contains(end));
        blocks
            .map(|block| {
                write(directory, "one.pem", block);
                openssl(directory, "x509 -in one.pem -outform DER -out one.der").success("openssl x509");
                read(directory, "one.der")
            })
            .collect()
    }

    /// The time of this machine as the digits of a GeneralizedTime.
    fn utc_now() -> String {
        let output = std::process::Command::new("date").args(["-u", "+%Y%m%d%H%M%S"]).output().expect("date");
        String::from_utf8(output.stdout).expect("digits").trim().to_owned()
    }
}
