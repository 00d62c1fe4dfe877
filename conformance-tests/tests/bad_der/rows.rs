//! The rows of `conformance.md` 3b, and of C6, C11 and C15, as data.

use conformance_tests::der::{integer, oid, oid_content, sequence, tag, tlv};
use conformance_tests::query::*;
use conformance_tests::response::FailInfo::{
    self, BadAlg, BadDataFormat, BadRequest, UnacceptedExtension, UnacceptedPolicy,
};

/// One request and its one right answer.
pub(crate) struct Row {
    /// The row of the table, with a letter where a row has several requests.
    pub(crate) id: &'static str,
    /// What is special about the request.
    pub(crate) what: &'static str,
    /// The request.
    pub(crate) body: Vec<u8>,
    /// The bit of the rejection, or `None` for a request that must be granted.
    pub(crate) answer: Option<FailInfo>,
    /// What `openssl ts -reply` does (column O).
    pub(crate) openssl: OpenSsl,
}

/// Column O of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OpenSsl {
    /// It answers the same.
    Same,
    /// It grants what we refuse.
    Grants,
}

/// All rows.
pub(crate) fn rows() -> Vec<Row> {
    [
        framing(),
        envelopes(),
        versions(),
        imprints(),
        oids_and_policies(),
        nonces(),
        flags_and_order(),
        extensions(),
        check_order(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn framing() -> Vec<Row> {
    let good = Query::good();
    let der = good.der();
    let fields = good.fields();
    let with_header = |header: &[u8]| [header, fields.as_slice()].concat();
    let size = u8::try_from(fields.len()).expect("a good request is short");
    let long_imprint = {
        let Some((_, content)) = good.imprint.split_at_checked(2) else {
            unreachable!("an imprint has a header")
        };
        [&[tag::SEQUENCE, 0x81, good.imprint[1]], content].concat()
    };
    let mut nine_octets = vec![tag::SEQUENCE, 0x89, 0, 0, 0, 0, 0, 0, 0, 0];
    nine_octets.push(size);
    vec![
        no("B1", "empty body", vec![], BadDataFormat),
        no("B2", "30", vec![0x30], BadDataFormat),
        no("B3", "30 00", vec![0x30, 0x00], BadDataFormat),
        no("B4", "last 5 bytes cut", der[..der.len() - 5].to_vec(), BadDataFormat),
        no("B5", "outer length longer than body", with_header(&[0x30, size + 1]), BadDataFormat),
        no("B6", "length 84 FFFFFFFF", with_header(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]), BadDataFormat),
        no("B7", "9-octet length field", with_header(&nine_octets), BadDataFormat),
        stricter("B8", "one byte after the message", [der.as_slice(), &[0]].concat(), BadDataFormat),
        stricter("B9", "two requests back to back", [der.as_slice(), &der].concat(), BadDataFormat),
        no("B10", "extra INTEGER at the end inside", extra_at_end(&integer(&[1])), BadDataFormat),
        stricter(
            "B11",
            "indefinite length",
            [&[0x30, 0x80], fields.as_slice(), &[0, 0]].concat(),
            BadDataFormat,
        ),
        stricter("B12", "outer length 81 xx", with_header(&[0x30, 0x81, size]), BadDataFormat),
        stricter("B13", "81 xx in messageImprint", Query::good().imprint(long_imprint).der(), BadDataFormat),
        no("B76", "30 80 x 5000", [0x30, 0x80].repeat(5_000), BadDataFormat),
        no("B77a", "1 KiB of zeros", vec![0x00; 1_024], BadDataFormat),
        no("B77b", "1 KiB of FF", vec![0xFF; 1_024], BadDataFormat),
    ]
}

fn envelopes() -> Vec<Row> {
    let der = Query::good().der();
    let base64 = base64(&der);
    let pem = format!("-----BEGIN TIMESTAMP REQUEST-----\n{base64}\n-----END TIMESTAMP REQUEST-----\n");
    let json = br#"{"hashedMessage":"Wlpa","hashAlgorithm":"sha256","certificates":true}"#;
    let html = b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>";
    let rejection = sequence(&[&sequence(&[&integer(&[2]), BadRequest.der()])]);
    vec![
        no("B14", "PEM text", pem.into_bytes(), BadDataFormat),
        no("B15", "base64 of a good request", base64.into_bytes(), BadDataFormat),
        no("B16", "JSON", json.to_vec(), BadDataFormat),
        no("B17", "HTML", html.to_vec(), BadDataFormat),
        no("B18", "outer SET", tlv(tag::SET, &Query::good().fields()), BadDataFormat),
        no("B19", "wrapped in OCTET STRING", tlv(tag::OCTET_STRING, &der), BadDataFormat),
        no("B20", "a TimeStampResp", rejection, BadDataFormat),
    ]
}

fn versions() -> Vec<Row> {
    let with = |whole: Vec<u8>| {
        let mut query = Query::good();
        query.version = whole;
        query.der()
    };
    vec![
        no("B21", "version 0", Query::good().version(&[0]).der(), BadRequest),
        no("B22", "version 2", Query::good().version(&[2]).der(), BadRequest),
        no("B23", "version -1", Query::good().version(&[0xFF]).der(), BadRequest),
        no("B24", "version 2^64", Query::good().version(&[1, 0, 0, 0, 0, 0, 0, 0, 0]).der(), BadRequest),
        no("B25", "version 02 02 00 01", with(vec![0x02, 0x02, 0x00, 0x01]), BadDataFormat),
        no("B26", "version 02 00", with(vec![0x02, 0x00]), BadDataFormat),
        no("B27", "version missing", with(vec![]), BadDataFormat),
        no("B28", "version as ENUMERATED", with(tlv(tag::ENUMERATED, &[1])), BadDataFormat),
    ]
}

fn imprints() -> Vec<Row> {
    let with = |whole: Vec<u8>| Query::good().imprint(whole).der();
    let hashed = |algorithm: &str, size: usize| with(imprint(algorithm, Some(NULL), &vec![0x5A; size]));
    let parameters = |parameters: &[u8]| with(imprint(SHA256, Some(parameters), &[0x5A; 32]));
    let algorithm = sequence(&[&oid(SHA256), NULL]);
    let octets = tlv(tag::OCTET_STRING, &[0x5A; 32]);
    let halves = [tlv(tag::OCTET_STRING, &[0x5A; 16]), tlv(tag::OCTET_STRING, &[0x5A; 16])].concat();
    let bit_string = tlv(tag::BIT_STRING, &[&[0][..], &[0x5A; 32]].concat());
    vec![
        no("B29", "MD5 imprint", hashed(MD5, 16), BadAlg),
        no("B30", "SHA-1 imprint", hashed(SHA1, 20), BadAlg),
        no("B31", "unknown hash OID", hashed("1.3.6.1.4.1.32473.99", 32), BadAlg),
        no("B32", "sha256WithRSA as hash", hashed(SHA256_WITH_RSA, 32), BadAlg),
        no("B33", "SHAKE256", hashed(SHAKE256, 64), BadAlg),
        no("B34", "SHA-256 with 31 octets", hashed(SHA256, 31), BadDataFormat),
        no("B35", "SHA-256 with 33 octets", hashed(SHA256, 33), BadDataFormat),
        no("B36", "SHA-256 with 0 octets", hashed(SHA256, 0), BadDataFormat),
        no("B37", "SHA-256 with 64 octets", hashed(SHA256, 64), BadDataFormat),
        no("B38", "SHA-512 with 32 octets", hashed(SHA512, 32), BadDataFormat),
        no("B39", "parameters SEQUENCE {}", parameters(&sequence(&[])), BadAlg),
        no("B40", "parameters INTEGER", parameters(&integer(&[1])), BadAlg),
        no("B41", "NULL with length 1", parameters(&[0x05, 0x01, 0x00]), BadDataFormat),
        no("B42", "two NULL parameters", parameters(&[0x05, 0x00, 0x05, 0x00]), BadDataFormat),
        stricter(
            "B43",
            "constructed OCTET STRING",
            with(sequence(&[&algorithm, &tlv(0x24, &halves)])),
            BadDataFormat,
        ),
        no("B44", "imprint as BIT STRING", with(sequence(&[&algorithm, &bit_string])), BadDataFormat),
        no("B45", "messageImprint missing", with(vec![]), BadDataFormat),
        no("B46", "third element", with(sequence(&[&algorithm, &octets, &integer(&[1])])), BadDataFormat),
        yes("C6a", "parameters absent", with(imprint(SHA256, None, &[0x5A; 32]))),
        yes("C6b", "parameters NULL", with(imprint(SHA256, Some(NULL), &[0x5A; 32]))),
        yes("C7", "an all-zero imprint", with(imprint(SHA256, Some(NULL), &[0; 32]))),
        yes("C5a", "SHA-384", hashed(SHA384, 48)),
        yes("C5b", "SHA-512", hashed(SHA512, 64)),
        yes("C5c", "SHA3-256", hashed(SHA3_256, 32)),
        yes("C5d", "SHA3-384", hashed(SHA3_384, 48)),
        yes("C5e", "SHA3-512", hashed(SHA3_512, 64)),
    ]
}

fn oids_and_policies() -> Vec<Row> {
    let hash = |content: &[u8]| {
        let algorithm = sequence(&[&tlv(tag::OID, content), NULL]);
        Query::good().imprint(imprint_of(&algorithm, &[0x5A; 32])).der()
    };
    let policy = |content: &[u8]| Query::good().policy(tlv(tag::OID, content)).der();
    let sha256 = oid_content(SHA256);
    let arc_of = |octets: usize| {
        let mut content = vec![0x2A];
        content.resize(octets - 1, 0xFF);
        content.push(0x7F);
        content
    };
    let padded = [&sha256[..sha256.len() - 1], &[0x80, 0x01]].concat();
    let unfinished = [&sha256[..sha256.len() - 1], &[0x81]].concat();
    vec![
        no("B47a", "empty hash OID", hash(&[]), BadDataFormat),
        no("B47b", "empty policy OID", policy(&[]), BadDataFormat),
        no("B48a", "hash OID with non-minimal arc", hash(&padded), BadDataFormat),
        no("B48b", "policy OID with non-minimal arc", policy(&[0x2A, 0x03, 0x80, 0x01]), BadDataFormat),
        no("B49a", "hash OID ending in a continuation octet", hash(&unfinished), BadDataFormat),
        no("B49b", "policy OID ending in a continuation octet", policy(&[0x2A, 0x83]), BadDataFormat),
        no("B50", "unknown policy 1.2.3.99", policy(&oid_content("1.2.3.99")), UnacceptedPolicy),
        no("B51", "policy 0.0", policy(&[0x00]), UnacceptedPolicy),
        no(
            "B52",
            "policy as RELATIVE-OID",
            Query::good().policy(tlv(tag::RELATIVE_OID, &[1, 2])).der(),
            BadDataFormat,
        ),
        no("B53", "policy OID of 5 KiB, one huge arc", policy(&arc_of(5 * 1_024)), UnacceptedPolicy),
        no("B54", "policy arc over 2^64", policy(&arc_of(12)), UnacceptedPolicy),
    ]
}

fn nonces() -> Vec<Row> {
    let nonce = |content: &[u8]| Query::good().nonce(content).der();
    let long = |octets: usize| nonce(&vec![0x5A; octets]);
    let mut two_to_the_160_minus_1 = vec![0x00];
    two_to_the_160_minus_1.resize(21, 0xFF);
    let two = Query::good().policy(integer(&[1])).der();
    vec![
        yes("B55", "nonce 0", nonce(&[0])),
        yes("B56", "nonce -1", nonce(&[0xFF])),
        yes("B57", "nonce 2^160 - 1", nonce(&two_to_the_160_minus_1)),
        yes("C11a", "nonce of 64 octets", long(64)),
        stricter("C11b", "nonce of 65 octets", long(65), BadRequest),
        yes("C10", "no nonce", Query::good().no_nonce().der()),
        stricter("B58", "nonce of 1000 octets", long(1_000), BadRequest),
        stricter("B59", "nonce of 8 KiB", long(8 * 1_024), BadRequest),
        no("B60", "nonce 02 03 00 00 05", nonce(&[0, 0, 5]), BadDataFormat),
        no("B61", "nonce 02 00", nonce(&[]), BadDataFormat),
        no("B62", "two nonces", two, BadDataFormat),
    ]
}

fn flags_and_order() -> Vec<Row> {
    let cert_req = |content: &[u8]| Query::good().cert_req(tlv(tag::BOOLEAN, content)).der();
    let good = Query::good();
    let swapped = |parts: [&[u8]; 3]| {
        let head = [good.version.as_slice(), &good.imprint].concat();
        tlv(tag::SEQUENCE, &[head, parts.concat()].concat())
    };
    let policy = oid("1.2.3.99");
    vec![
        yes("B63", "explicit certReq FALSE", cert_req(&[0x00])),
        yes("C12", "certReq absent", Query::good().no_cert().der()),
        stricter("B64", "certReq 01 01 01", cert_req(&[0x01]), BadDataFormat),
        no("B65a", "certReq of two octets", cert_req(&[0xFF, 0xFF]), BadDataFormat),
        no("B65b", "certReq of zero octets", cert_req(&[]), BadDataFormat),
        no("B66", "certReq before nonce", swapped([&[], &good.cert_req, &good.nonce]), BadDataFormat),
        no("B67", "policy after nonce", swapped([&good.nonce, &policy, &good.cert_req]), BadDataFormat),
    ]
}

fn extensions() -> Vec<Row> {
    const UNKNOWN: &str = "1.3.6.1.4.1.32473.7";
    const TRUE: &[u8] = &[0x01, 0x01, 0xFF];
    const FALSE: &[u8] = &[0x01, 0x01, 0x00];
    let plain = extension(UNKNOWN, &[], b"x");
    let under = |tag: u8, list: &[u8]| Query::good().extensions(tlv(tag, list)).der();
    let a_thousand: Vec<u8> =
        (0..1_000).flat_map(|number| extension(&format!("{UNKNOWN}.{number}"), &[], b"x")).collect();
    vec![
        no("B68", "unknown extension", under(0xA0, &plain), UnacceptedExtension),
        no(
            "B69",
            "unknown critical extension",
            under(0xA0, &extension(UNKNOWN, TRUE, b"x")),
            UnacceptedExtension,
        ),
        stricter("B70", "[0] with no extension", under(0xA0, &[]), BadDataFormat),
        no("B71", "[0] EXPLICIT", under(0xA0, &sequence(&[&plain])), BadDataFormat),
        no("B72", "the same extension twice", under(0xA0, &plain.repeat(2)), UnacceptedExtension),
        no(
            "B73",
            "explicit critical FALSE",
            under(0xA0, &extension(UNKNOWN, FALSE, b"x")),
            UnacceptedExtension,
        ),
        no("B74", "extensions under [1]", under(0xA1, &plain), BadDataFormat),
        no("B75", "1000 unknown extensions", under(0xA0, &a_thousand), UnacceptedExtension),
        no(
            "C107",
            "an ISO/IEC 18014 extension",
            under(0xA0, &extension("1.0.18014.1.1", &[], b"x")),
            UnacceptedExtension,
        ),
    ]
}

/// C15: where two things are wrong, the first in the fixed order answers.
fn check_order() -> Vec<Row> {
    let unknown_policy = || oid("1.2.3.99");
    let some_extension = || tlv(0xA0, &extension("1.3.6.1.4.1.32473.7", &[], b"x"));
    let sha1 = || imprint(SHA1, Some(NULL), &[0x5A; 20]);
    let short = || imprint(SHA256, Some(NULL), &[0x5A; 31]);
    let odd_parameters = |size: usize| imprint(SHA256, Some(&[0x02, 0x01, 0x01]), &vec![0x5A; size]);
    let good = Query::good;
    vec![
        no(
            "B80",
            "bad policy, SHA-1, version 2",
            good().policy(unknown_policy()).imprint(sha1()).version(&[2]).der(),
            BadRequest,
        ),
        no("C15a", "DER before version", good().version(&[2]).nonce(&[]).der(), BadDataFormat),
        no("C15b", "version before nonce length", good().version(&[2]).nonce(&[0x5A; 65]).der(), BadRequest),
        no(
            "C15c",
            "hash OID before length",
            good().imprint(imprint(SHA1, Some(NULL), &[0x5A; 32])).der(),
            BadAlg,
        ),
        no("C15d", "parameters before length", good().imprint(odd_parameters(31)).der(), BadAlg),
        no(
            "C15e",
            "length before policy",
            good().imprint(short()).policy(unknown_policy()).der(),
            BadDataFormat,
        ),
        no(
            "C15f",
            "length before extension",
            good().imprint(short()).extensions(some_extension()).der(),
            BadDataFormat,
        ),
        no(
            "C15g",
            "policy before extension",
            good().policy(unknown_policy()).extensions(some_extension()).der(),
            UnacceptedPolicy,
        ),
    ]
}

fn extra_at_end(extra: &[u8]) -> Vec<u8> {
    tlv(tag::SEQUENCE, &[Query::good().fields().as_slice(), extra].concat())
}

fn no(id: &'static str, what: &'static str, body: Vec<u8>, bit: FailInfo) -> Row {
    Row { id, what, body, answer: Some(bit), openssl: OpenSsl::Same }
}

fn stricter(id: &'static str, what: &'static str, body: Vec<u8>, bit: FailInfo) -> Row {
    Row { openssl: OpenSsl::Grants, ..no(id, what, body, bit) }
}

fn yes(id: &'static str, what: &'static str, body: Vec<u8>) -> Row {
    Row { id, what, body, answer: None, openssl: OpenSsl::Same }
}

fn base64(octets: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in octets.chunks(3) {
        let bits = group
            .iter()
            .enumerate()
            .fold(0_u32, |bits, (at, octet)| bits | u32::from(*octet) << (16 - 8 * at));
        for at in 0..4 {
            let sextet = (bits >> (18 - 6 * at)) & 0x3F;
            out.push(if at <= group.len() { char::from(ALPHABET[sextet as usize]) } else { '=' });
        }
    }
    out
}
