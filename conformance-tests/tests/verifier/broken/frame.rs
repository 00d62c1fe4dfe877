//! The answer around the token, the CMS frame, and the signed attributes.

use conformance_tests::der::{Tlv, integer, oid, sequence, tag, tlv};
use conformance_tests::query::{NULL, SHA256, SHA384};

use super::Verdict::{Accepts, Rejects};
use super::{Broken, World, case};
use crate::forge::*;

pub(super) fn answers(world: &World) -> Vec<Broken> {
    let token = world.good().token();
    let bit = &[0x03, 0x02, 0x05, 0x20][..];
    let text = sequence(&[&tlv(tag::UTF8_STRING, b"Operation Okay")]);
    let with = |info: &[&[u8]], token: &[u8]| answer(&sequence(info), token);
    let (granted, mods, rejected) = (integer(&[0]), integer(&[1]), integer(&[2]));
    let trailing = [with(&[&granted], &token), vec![0]].concat();
    vec![
        case("C20", "grantedWithMods", with(&[&mods], &token), &["response-modified"], Accepts),
        case("C20", "rejection", with(&[&rejected, bit], &[]), &["response-status"], Rejects),
        case(
            "C20",
            "rejection with a token",
            with(&[&rejected, bit], &token),
            &["response-token", "response-status"],
            Rejects,
        ),
        case("C20", "granted without token", with(&[&granted], &[]), &["response-token"], Rejects),
        case(
            "C21",
            "granted with failInfo",
            with(&[&granted, bit], &token),
            &["response-fail-info"],
            Accepts,
        ),
        case(
            "C22",
            "granted with statusString",
            with(&[&granted, &text], &token),
            &["response-text"],
            Accepts,
        ),
        case("C1", "an octet after the answer", trailing, &["response-syntax"], Accepts),
    ]
}

pub(super) fn frames(world: &World) -> Vec<Broken> {
    let good = || world.good();
    let sha384 = sequence(&[&oid(SHA384)]);
    let mut unsorted = good().certificates.expect("certificates");
    unsorted.reverse();
    let twice = good()
        .certificates
        .expect("certificates")
        .iter()
        .flat_map(|one| [one.clone(), one.clone()])
        .collect::<Vec<_>>();
    let sid = tlv(0x80, &world.signer.key_identifier());
    let (issuer, serial) = world.signer.issuer_and_serial();
    let at = issuer.windows(6).position(|window| window == b"Second").expect("the name of the hierarchy");
    let other_case = sequence(&[&[&issuer[..at], b"sECOND", &issuer[at + 6..]].concat(), &serial]);
    let crl = tlv(0xA1, &sequence(&[]));
    let token = |row, what, rules, openssl, forge: Forge| case(row, what, forge.response(), rules, openssl);
    vec![
        token(
            "C40",
            "contentType id-data",
            &["token-content-type"],
            Rejects,
            good().with(|it| it.content_type = oid(ID_DATA)),
        ),
        token(
            "C40",
            "eContentType id-data",
            &["econtent-type"],
            Rejects,
            good().with(|it| it.econtent_type = oid(ID_DATA)),
        ),
        token("C40", "no eContent", &["econtent"], Rejects, good().with(|it| it.econtent_tag = 0)),
        token(
            "C40",
            "constructed eContent",
            &["token-der", "econtent"],
            Accepts,
            good().with(|it| it.econtent_tag = 0x24),
        ),
        token(
            "C40",
            "eContent as SEQUENCE",
            &["econtent"],
            Rejects,
            good().with(|it| it.econtent_tag = tag::SEQUENCE),
        ),
        token(
            "C41",
            "SignedData version 1",
            &["signed-data-version"],
            Accepts,
            good().with(|it| it.version = integer(&[1])),
        ),
        token(
            "C41",
            "SignedData version 4",
            &["signed-data-version"],
            Accepts,
            good().with(|it| it.version = integer(&[4])),
        ),
        token(
            "C41",
            "crls present",
            &["embedded-crls", "token-syntax"],
            Rejects,
            good().with(|it| it.crls = crl),
        ),
        token(
            "C42",
            "digestAlgorithms empty",
            &["digest-algorithms"],
            Rejects,
            good().with(|it| it.digest_algorithms.clear()),
        ),
        token(
            "C42",
            "digestAlgorithms of another hash",
            &["digest-algorithms"],
            Rejects,
            good().with(|it| it.digest_algorithms = vec![sha384]),
        ),
        token("C43", "two SignerInfos", &["one-signer"], Rejects, good().with(|it| it.signers = 2)),
        token("C43", "no SignerInfo", &["one-signer"], Rejects, good().with(|it| it.signers = 0)),
        token(
            "C43",
            "SignerInfo version 3",
            &["signer-info-version"],
            Accepts,
            good().with(|it| it.signer_version = integer(&[3])),
        ),
        token(
            "C43",
            "sid in other letters",
            &["signer-identifier"],
            Accepts,
            good().with(|it| it.sid = other_case),
        ),
        token(
            "C43",
            "sid by key identifier",
            &["signer-identifier"],
            Rejects,
            good().with(|it| {
                it.sid = sid;
                it.signer_version = integer(&[3]);
            }),
        ),
        token(
            "C52",
            "certificates unsorted",
            &["certificate-set", "token-der"],
            Accepts,
            good().with(|it| it.certificates = Some(unsorted)),
        ),
        token(
            "C52",
            "certificates twice",
            &["certificate-set", "token-der"],
            Accepts,
            good().with(|it| it.certificates = Some(twice)),
        ),
        token(
            "C12",
            "no certificates, though asked for",
            &["certificates-wanted"],
            Rejects,
            good().with(|it| it.certificates = None),
        ),
        token(
            "C41",
            "an attribute certificate",
            &["other-certificates", "token-syntax"],
            Rejects,
            good().with(|it| {
                it.certificates.get_or_insert_default().push(tlv(0xA2, &[0x05, 0x00]));
            }),
        ),
        case(
            "C37",
            "indefinite length",
            answer(&sequence(&[&integer(&[0])]), &indefinite(&good().token())),
            &["token-der", "response-syntax"],
            Accepts,
        ),
    ]
}

pub(super) fn signed_attributes(world: &World) -> Vec<Broken> {
    let good = || world.good();
    let token = |row, what, rules, openssl, forge: Forge| case(row, what, forge.response(), rules, openssl);
    let (sha256, sha384) = (sequence(&[&oid(SHA256)]), sequence(&[&oid(SHA384)]));
    let (ecdsa, ecdsa384) = (sequence(&[&oid(ECDSA_WITH_SHA256)]), sequence(&[&oid(ECDSA_WITH_SHA384)]));
    let content_type = |kind: &str| attribute(ID_CONTENT_TYPE, &[&oid(kind)]);
    let two_values = attribute(ID_CONTENT_TYPE, &[&oid(ID_CT_TST_INFO), &oid(ID_CT_TST_INFO)]);
    let digest = |octets: &[u8]| Some(attribute(ID_MESSAGE_DIGEST, &[&tlv(tag::OCTET_STRING, octets)]));
    let long_ago = attribute(ID_SIGNING_TIME, &[&tlv(0x17, b"200101000000Z")]);
    let unknown = attribute("1.3.6.1.4.1.32473.5", &[NULL]);
    vec![
        token(
            "C45",
            "no signed attributes",
            &["signed-attributes"],
            Rejects,
            good().with(|it| it.attributes = None),
        ),
        token(
            "C45",
            "attributes out of order",
            &["signed-attributes-order", "token-der"],
            Rejects,
            good().attributes(|it| it.backwards = true),
        ),
        token(
            "C45",
            "an attribute twice",
            &["signed-attributes"],
            Accepts,
            good().attributes(|it| it.more = vec![it.content_type.clone()]),
        ),
        token(
            "C45",
            "an attribute with two values",
            &["signed-attributes"],
            Accepts,
            good().attributes(|it| it.content_type = two_values),
        ),
        token(
            "C45",
            "an attribute beyond the profile",
            &["signed-attributes-profile"],
            Accepts,
            good().attributes(|it| it.more = vec![unknown.clone()]),
        ),
        token(
            "C45",
            "unsigned attributes",
            &["unsigned-attributes"],
            Accepts,
            good().with(|it| it.unsigned_attributes = tlv(0xA1, &unknown)),
        ),
        token(
            "C46",
            "contentType attribute absent",
            &["content-type-attribute"],
            Accepts,
            good().attributes(|it| it.content_type.clear()),
        ),
        token(
            "C46",
            "contentType attribute id-data",
            &["content-type-attribute"],
            Accepts,
            good().attributes(|it| it.content_type = content_type(ID_DATA)),
        ),
        token(
            "C46",
            "messageDigest absent",
            &["message-digest"],
            Rejects,
            good().attributes(|it| it.message_digest = Some(vec![])),
        ),
        token(
            "C46",
            "messageDigest of something else",
            &["message-digest"],
            Rejects,
            good().attributes(|it| it.message_digest = digest(&[0; 32])),
        ),
        token(
            "C46",
            "messageDigest cut short",
            &["message-digest"],
            Rejects,
            good().attributes(|it| it.message_digest = digest(&[0; 31])),
        ),
        token(
            "C50",
            "CMSAlgorithmProtection absent",
            &["algorithm-protection"],
            Accepts,
            good().attributes(|it| it.protection.clear()),
        ),
        token(
            "C50",
            "CMSAlgorithmProtection of another digest",
            &["algorithm-protection-match"],
            Accepts,
            good().attributes(|it| it.protection = protection(&sha384, &ecdsa)),
        ),
        token(
            "C50",
            "CMSAlgorithmProtection of another signature",
            &["algorithm-protection-match"],
            Accepts,
            good().attributes(|it| it.protection = protection(&sha256, &ecdsa384)),
        ),
        token(
            "C51",
            "signingTime not genTime",
            &["signing-time", "signed-attributes-profile"],
            Accepts,
            good().attributes(|it| it.more = vec![long_ago]),
        ),
    ]
}

/// The same value with an indefinite length.
fn indefinite(der: &[u8]) -> Vec<u8> {
    let value = Tlv::read(der).expect("a value");
    [&[value.tag, 0x80], value.content, &[0, 0]].concat()
}
