//! What was signed: the TSTInfo, its time, and what the request asked for.

use conformance_tests::der::{integer, oid_content, tag, tlv};
use conformance_tests::query::{NULL, SHA1, SHA256, SHA512, extension, imprint};

use super::Verdict::{Accepts, Rejects};
use super::{Broken, World, case};
use crate::forge::{Info, Signer, now};

pub(super) fn infos(world: &World) -> Vec<Broken> {
    let token = |row, what, rules, openssl, change: &dyn Fn(&mut Info)| {
        case(row, what, world.good().info(change).response(), rules, openssl)
    };
    let name = tlv(0xA0, &tlv(0xA4, &Signer::load(&world.hierarchy, "ca").subject()));
    let extensions = |critical: &[u8]| tlv(0xA1, &extension("1.3.6.1.4.1.32473.8", critical, b"x"));
    let accuracy = |parts: &[u8]| tlv(tag::SEQUENCE, parts);
    vec![
        token("C23", "version 2", &["tst-info-version"], Rejects, &|it| it.version = integer(&[2])),
        token("C23", "an unknown field", &["tst-info-syntax"], Rejects, &|it| {
            it.inside = tlv(0xA2, &[0x05, 0x00]);
        }),
        token("C23", "an octet after it", &["tst-info-syntax"], Accepts, &|it| it.after = vec![0]),
        token("C23", "nonce before ordering", &["tst-info-syntax"], Rejects, &|it| {
            it.inside = tlv(tag::BOOLEAN, &[0xFF]);
        }),
        token("C23", "no policy", &["tst-info-syntax"], Rejects, &|it| it.policy.clear()),
        token("C5", "imprint SHA-1", &["imprint-algorithm", "imprint-match"], Rejects, &|it| {
            it.imprint = imprint(SHA1, Some(NULL), &[0x5A; 20]);
        }),
        token("C7", "imprint of 31 octets", &["imprint-length"], Rejects, &|it| {
            it.imprint = imprint(SHA256, Some(NULL), &[0x5A; 31]);
        }),
        token("C26", "serial negative", &["serial"], Accepts, &|it| it.serial = integer(&[0xFF])),
        token("C26", "serial zero", &["serial", "serial-form"], Accepts, &|it| it.serial = integer(&[0])),
        token("C26", "serial of 8 octets", &["serial-form"], Accepts, &|it| it.serial = integer(&[0x40; 8])),
        token("C26", "serial not minimal", &["tst-info-syntax", "token-der"], Rejects, &|it| {
            it.serial = integer(&[0, 0x40]);
        }),
        token("C32", "accuracy empty", &["accuracy", "accuracy-form", "tst-info-syntax"], Accepts, &|it| {
            it.accuracy = accuracy(&[]);
        }),
        token("C32", "accuracy millis 0", &["accuracy"], Accepts, &|it| {
            it.accuracy = accuracy(&[0x80, 1, 0]);
        }),
        token("C32", "accuracy millis 1000", &["accuracy"], Accepts, &|it| {
            it.accuracy = accuracy(&[0x80, 2, 0x03, 0xE8]);
        }),
        token("C32", "accuracy negative", &["accuracy"], Accepts, &|it| {
            it.accuracy = accuracy(&[0x02, 1, 0xFF]);
        }),
        token("C32", "accuracy absent", &["accuracy-form"], Accepts, &|it| it.accuracy.clear()),
        token("C32", "accuracy of 2 s", &["accuracy-form"], Accepts, &|it| {
            it.accuracy = accuracy(&[0x02, 1, 2]);
        }),
        token("C33", "ordering FALSE written out", &["ordering", "tst-info-syntax"], Accepts, &|it| {
            it.ordering = tlv(tag::BOOLEAN, &[0]);
        }),
        token("C35", "tsa of another name", &["tsa-name"], Rejects, &|it| it.tsa = name.clone()),
        token("C36", "a critical extension", &["extension-critical"], Accepts, &|it| {
            it.extensions = extensions(&[1, 1, 0xFF]);
        }),
        token("C36", "an extension of the request", &["extension-profile"], Accepts, &|it| {
            it.extensions = extensions(&[]);
        }),
        token(
            "C14",
            "an empty list of extensions",
            &["extension-syntax", "tst-info-syntax"],
            Accepts,
            &|it| it.extensions = tlv(0xA1, &[]),
        ),
    ]
}

pub(super) fn times(world: &World) -> Vec<Broken> {
    let at = |what, rules, openssl, text: String| {
        let forge = world.good().info(|it| it.gen_time = tlv(tag::GENERALIZED_TIME, text.as_bytes()));
        case("C28", what, forge.response(), rules, openssl)
    };
    let now = now();
    let digits = now.trim_end_matches('Z');
    let form = &["gen-time-form", "tst-info-syntax"];
    vec![
        at("no Z", form, Accepts, digits.to_owned()),
        at("local time with offset", form, Accepts, format!("{digits}+0000")),
        at("no seconds", form, Accepts, format!("{}Z", &digits[..12])),
        at("second 60", form, Accepts, format!("{}60Z", &digits[..12])),
        at("month 13", form, Accepts, format!("{}13{}Z", &digits[..4], &digits[6..])),
        at("30 February", form, Accepts, format!("{}0230{}Z", &digits[..4], &digits[8..])),
        at("a fraction with a trailing zero", form, Accepts, format!("{digits}.50Z")),
        at("a fraction of nothing", form, Accepts, format!("{digits}.Z")),
        at("a decimal comma", form, Accepts, format!("{digits},5Z")),
        at("six fraction digits", &["gen-time-fraction"], Accepts, format!("{digits}.123456Z")),
        at(
            "before the certificate",
            &["path-validity", "signer-key-period"],
            Accepts,
            "20200101000000Z".to_owned(),
        ),
        at(
            "after the certificate",
            &["path-validity", "signer-key-period"],
            Accepts,
            "20990101000000Z".to_owned(),
        ),
    ]
}

pub(super) fn expectations(world: &World) -> Vec<Broken> {
    let token = |row, what, rules, openssl, change: &dyn Fn(&mut Info)| {
        case(row, what, world.good().info(change).response(), rules, openssl)
    };
    vec![
        token("C24", "another imprint", &["imprint-match"], Rejects, &|it| {
            it.imprint = imprint(SHA256, Some(NULL), &[0x5B; 32]);
        }),
        token("C24", "another hash", &["imprint-match"], Rejects, &|it| {
            it.imprint = imprint(SHA512, Some(NULL), &[0x5A; 64]);
        }),
        token("C24", "parameters dropped", &["imprint-verbatim"], Accepts, &|it| {
            it.imprint = imprint(SHA256, None, &[0x5A; 32]);
        }),
        token("C10", "another nonce", &["nonce"], Rejects, &|it| it.nonce = integer(&[1])),
        token("C10", "no nonce", &["nonce"], Rejects, &|it| it.nonce.clear()),
        token("C8", "another policy", &["policy"], Accepts, &|it| {
            it.policy = tlv(tag::OID, &oid_content("1.2.3.99"));
        }),
    ]
}
