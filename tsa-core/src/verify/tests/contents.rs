//! Broken tokens whose frame is right: what they say, who says it and whether it was asked for.

use super::cases::Expect::{Both, StrictOnly, Two};
use super::cases::cases;
use super::*;
use crate::testing::{extension, oid_der, purpose};
use crate::verify::tlv::Tlv;

#[test]
fn the_fields_of_the_tst_info() {
    cases! {
        Both(Rule::TstInfoSyntax), "an octet after the TSTInfo", |w| w.tst.edit = |t| [t, alloc::vec![0]].concat();
        Both(Rule::TstInfoSyntax), "the TSTInfo in indefinite length", |w| w.tst.edit = |t| {
            let content = Tlv::whole(&t).unwrap().value.to_vec();
            [&[0x30, 0x80][..], &content, &[0, 0]].concat()
        };
        Both(Rule::TstInfoSyntax), "policy and imprint swapped", |w| core::mem::swap(&mut w.tst.policy, &mut w.tst.imprint);
        Both(Rule::TstInfoSyntax), "nonce twice", |w| w.tst.nonce = Some([2, 1, 1, 2, 1, 1].to_vec());
        Both(Rule::TstInfoVersion), "version 2", |w| w.tst.version = alloc::vec![2, 1, 2];
        Both(Rule::ImprintAlgorithm), "imprint by SHA-1", |w| w.tst.imprint = other_imprint("1.3.14.3.2.26", &[], 20);
        Both(Rule::ImprintAlgorithm), "imprint by MD5", |w| w.tst.imprint = other_imprint("1.2.840.113549.2.5", &[], 16);
        Both(Rule::ImprintAlgorithm), "imprint parameters a SEQUENCE", |w| w.tst.imprint = other_imprint(SHA256, &[0x30, 0], 32);
        Both(Rule::ImprintLength), "SHA-256 imprint of 31 octets", |w| w.tst.imprint = other_imprint(SHA256, &[], 31);
        Both(Rule::Serial), "serial number zero", |w| w.tst.serial = alloc::vec![2, 1, 0];
        Both(Rule::Serial), "serial number negative", |w| w.tst.serial = tlv(2, &[&[0xAA; 16]]);
        StrictOnly(Rule::SerialForm), "serial number of eight octets", |w| w.tst.serial = tlv(2, &[&[0x55; 8]]);
        StrictOnly(Rule::SerialForm), "serial number of 16 octets that begins with 00", |w| {
            w.tst.serial = tlv(2, &[&[0x15; 16]]);
        };
        Both(Rule::GenTimeForm), "genTime without seconds", |w| w.tst.gen_time = "202611221648Z";
        Both(Rule::GenTimeForm), "genTime without Z", |w| w.tst.gen_time = "20261122164800";
        Both(Rule::GenTimeForm), "genTime with an offset", |w| w.tst.gen_time = "20261122164800+0100";
        Both(Rule::GenTimeForm), "genTime in second 60", |w| w.tst.gen_time = "20161231235960Z";
        Both(Rule::GenTimeForm), "genTime on 30 February", |w| w.tst.gen_time = "20260230164800Z";
        Both(Rule::GenTimeForm), "genTime with a comma", |w| w.tst.gen_time = "20261122164800,5Z";
        Both(Rule::GenTimeForm), "genTime with a trailing zero", |w| w.tst.gen_time = "20261122164800.50Z";
        Both(Rule::GenTimeForm), "genTime with a lone point", |w| w.tst.gen_time = "20261122164800.Z";
        StrictOnly(Rule::GenTimeFraction), "genTime with six fraction digits", |w| w.tst.gen_time = "20261122164800.123456Z";
        StrictOnly(Rule::AccuracyForm), "no accuracy", |w| w.tst.accuracy = None;
        StrictOnly(Rule::AccuracyForm), "accuracy of two seconds", |w| w.tst.accuracy = Some(sequence(&[&[2, 1, 2]]));
        StrictOnly(Rule::AccuracyForm), "accuracy an empty SEQUENCE", |w| w.tst.accuracy = Some(sequence(&[]));
        StrictOnly(Rule::AccuracyForm), "accuracy with seconds 0 written out", |w| {
            w.tst.accuracy = Some(sequence(&[&[2, 1, 0], &[0x80, 1, 5]]));
        };
        Both(Rule::Accuracy), "accuracy with millis 0", |w| w.tst.accuracy = Some(sequence(&[&[2, 1, 1], &[0x80, 1, 0]]));
        Both(Rule::Accuracy), "accuracy with millis 1000", |w| w.tst.accuracy = Some(sequence(&[&[0x80, 2, 3, 0xE8]]));
        Both(Rule::Accuracy), "accuracy with micros 1000", |w| w.tst.accuracy = Some(sequence(&[&[0x81, 2, 3, 0xE8]]));
        Both(Rule::Accuracy), "accuracy with negative seconds", |w| w.tst.accuracy = Some(sequence(&[&[2, 1, 0xFF]]));
        StrictOnly(Rule::Ordering), "ordering FALSE written out", |w| w.tst.ordering = Some(alloc::vec![1, 1, 0]);
        Both(Rule::TstInfoSyntax), "ordering TRUE as 01", |w| w.tst.ordering = Some(alloc::vec![1, 1, 1]);
        Both(Rule::TsaName), "tsa is another name", |w| w.tst.tsa = Some(tsa(&ca_name("Other")));
        Both(Rule::TsaName), "tsa a dNSName that the certificate does not have", |w| {
            w.tst.tsa = Some(explicit(0, &tlv(0x82, &[b"tsa.example"])));
        };
        StrictOnly(Rule::TsaNameForm), "tsa equal but for case", |w| w.tst.tsa = Some(tsa(&ca_name("tsu")));
        StrictOnly(Rule::TsaNameForm), "tsa a dNSName of the certificate", |w| {
            let alternative = sequence(&[&tlv(0x82, &[b"tsa.example"])]);
            w.tsu.set("2.5.29.17", extension("2.5.29.17", false, &alternative));
            w.tst.tsa = Some(explicit(0, &tlv(0x82, &[b"tsa.example"])));
        };
        Both(Rule::ExtensionCritical), "a critical extension", |w| {
            w.tst.extensions = Some(tlv(0xA1, &[&extension("1.2.3.4", true, &[5, 0])]));
        };
        StrictOnly(Rule::ExtensionProfile), "an unknown extension", |w| {
            w.tst.extensions = Some(tlv(0xA1, &[&extension("1.2.3.4", false, &[5, 0])]));
        };
        Both(Rule::ExtensionSyntax), "an extension twice", |w| {
            w.tst.extensions = Some(tlv(0xA1, &[&extension("1.2.3.4", false, &[5, 0]).repeat(2)]));
        };
        Both(Rule::ExtensionSyntax), "an empty list of extensions", |w| w.tst.extensions = Some(alloc::vec![0xA1, 0]);
    }
}

#[test]
fn the_signers_certificate() {
    cases! {
        Both(Rule::SignerExtendedKeyUsage), "no extended key usage", |w| w.tsu.remove(EKU);
        Both(Rule::SignerExtendedKeyUsage), "extended key usage not critical", |w| w.tsu.set(EKU, purpose(false, &[TIME_STAMPING]));
        Both(Rule::SignerExtendedKeyUsage), "timeStamping and codeSigning", |w| {
            w.tsu.set(EKU, purpose(true, &[TIME_STAMPING, "1.3.6.1.5.5.7.3.3"]));
        };
        Both(Rule::SignerExtendedKeyUsage), "timeStamping and an unknown purpose", |w| {
            w.tsu.set(EKU, purpose(true, &[TIME_STAMPING, "1.2.3.4"]));
        };
        Both(Rule::SignerExtendedKeyUsage), "anyExtendedKeyUsage", |w| w.tsu.set(EKU, purpose(true, &["2.5.29.37.0"]));
        Both(Rule::SignerNotCa), "the signer is a CA", |w| {
            w.tsu.set("2.5.29.19", extension("2.5.29.19", true, &sequence(&[&[1, 1, 0xFF]])));
        };
        Both(Rule::SignerKeyUsage), "key usage keyEncipherment only", |w| w.tsu.set(KEY_USAGE, usage(&[5, 0x20]));
        StrictOnly(Rule::SignerKeyUsageForm), "key usage digitalSignature and keyEncipherment", |w| {
            w.tsu.set(KEY_USAGE, usage(&[5, 0xA0]));
        };
        Both(Rule::SignerKeyPeriod), "private key usage period over", |w| {
            let period = sequence(&[&tlv(0x81, &[b"20261101000000Z"])]);
            w.tsu.set("2.5.29.16", extension("2.5.29.16", false, &period));
        };
        Both(Rule::SignerKeyPeriod), "private key usage period not begun", |w| {
            let period = sequence(&[&tlv(0x80, &[b"20261201000000Z"])]);
            w.tsu.set("2.5.29.16", extension("2.5.29.16", false, &period));
        };
        Two(Rule::PathCertificate, Rule::SignerCertificate), "an extension of the signer twice", |w| {
            w.tsu.extensions.push(purpose(true, &[TIME_STAMPING]));
        };
    }
}

#[test]
fn what_was_asked_for() {
    cases! {
        Both(Rule::ImprintMatch), "other data", |w| w.ask.data = Some(b"something else");
        Both(Rule::ImprintMatch), "a token over other data", |w| {
            w.tst.imprint = other_imprint(SHA256, &[], 32);
            w.ask.data = None;
        };
        StrictOnly(Rule::ImprintVerbatim), "NULL added to the imprint's algorithm", |w| w.tst.imprint = imprint(&encode::NULL);
        Both(Rule::Nonce), "nonce missing", |w| w.tst.nonce = None;
        Both(Rule::Nonce), "another nonce", |w| w.tst.nonce = Some(alloc::vec![2, 2, 0x12, 0x35]);
        Both(Rule::Nonce), "not the nonce that the caller gave", |w| w.ask.nonce = Some(alloc::vec![9]);
        StrictOnly(Rule::NonceUnasked), "a nonce that was not asked for", |w| {
            w.ask.request = Some(alloc::vec![oid_der(POLICY), alloc::vec![1, 1, 0xFF]]);
        };
        Both(Rule::Policy), "another policy than the request's", |w| w.tst.policy = oid_der("1.3.6.1.4.1.32473.1.9");
        Both(Rule::Policy), "a policy that is not accepted", |w| {
            w.ask.request = None;
            w.ask.policies = alloc::vec![Oid::from_dotted("1.2.3.4").unwrap()];
        };
    }
}

fn tsa(name: &[u8]) -> Vec<u8> {
    explicit(0, &tlv(0xA4, &[name]))
}

fn usage(bits: &[u8]) -> Vec<u8> {
    extension(KEY_USAGE, true, &tlv(0x03, &[bits]))
}

/// An imprint that is not of [`DATA`].
fn other_imprint(algorithm: &str, parameters: &[u8], length: usize) -> Vec<u8> {
    sequence(&[&sequence(&[&oid_der(algorithm), parameters]), &tlv(0x04, &[&alloc::vec![7; length]])])
}

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const EKU: &str = "2.5.29.37";
const KEY_USAGE: &str = "2.5.29.15";
