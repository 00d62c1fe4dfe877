//! The TSTInfo held to the rows C23–C36, and to what the caller expects.

use core::time::Duration;

use super::certificate::{Certificate, read_extensions};
use super::check::{Check, require};
use super::name::Name;
use super::report::{Failure, TokenFacts};
use super::rules::Rule;
use super::tlv::{self, Malformed, Tlv};
use crate::asn1::oid;
use crate::asn1::tsp::{MessageImprint, TstInfo, WireAccuracy};
use crate::imprint::HashAlgorithm;
use crate::serial::SerialNumber;
use crate::time::GenTime;

/// Reads the eContent octets. The wire reader is strict DER under both rule sets: these octets are what was signed.
pub(super) fn read(econtent: &[u8]) -> Result<TstInfo<'_>, Failure> {
    let info = TstInfo::decode(econtent).map_err(|_| Rule::TstInfoSyntax)?;
    require(Rule::TstInfoVersion, info.version.as_bytes() == [1])?;
    Ok(info)
}

/// Checks every field that speaks for itself and says what the token states.
pub(super) fn facts(econtent: &[u8], info: &TstInfo<'_>, check: &mut Check) -> Result<TokenFacts, Failure> {
    let hash = check_imprint(&info.message_imprint)?;
    let serial = info.serial_number.as_bytes();
    // RFC 3161 §2.4.2 leaves the form open; a serial number that is not positive is refused by every verifier.
    require(Rule::Serial, serial != [0] && serial.first().is_some_and(|first| first & 0x80 == 0))?;
    check.strictly(Rule::SerialForm, SerialNumber::from_content(serial).is_some())?;
    let gen_time = GenTime::parse(info.gen_time).map_err(|_| Rule::GenTimeForm)?;
    // "YYYYMMDDhhmmss" + "." + 3 digits + "Z"
    check.strictly(Rule::GenTimeFraction, info.gen_time.len() <= 19)?;
    let accuracy = match &info.accuracy {
        Some(accuracy) => Some(read_accuracy(accuracy, check)?),
        None => None,
    };
    check.strictly(
        Rule::AccuracyForm,
        accuracy.is_some_and(|bound| !bound.is_zero() && bound <= Duration::from_secs(1)),
    )?;
    // X.690 §11.5: a value equal to its DEFAULT is left out.
    check.strictly(Rule::Ordering, info.ordering != Some(false))?;
    check_extensions(info, check)?;
    Ok(TokenFacts {
        policy: info.policy.clone(),
        hash,
        hashed_message: info.message_imprint.hashed_message.to_vec(),
        serial: serial.to_vec(),
        gen_time,
        accuracy,
        ordering: info.ordering.unwrap_or(false),
        nonce: info.nonce.map(|nonce| nonce.as_bytes().to_vec()),
        tst_info: econtent.to_vec(),
    })
}

/// RFC 3161 §2.4.2: `tsa`, if present, MUST correspond to one of the subject names of the signer's certificate.
pub(super) fn check_tsa(
    info: &TstInfo<'_>,
    signer: &Certificate<'_>,
    check: &mut Check,
) -> Result<(), Failure> {
    let Some(tsa) = info.tsa else { return Ok(()) };
    let tsa = Tlv::whole(tsa).map_err(|_| Rule::TsaName)?;
    let is_subject = tsa.raw == tlv::encode(DIRECTORY_NAME, signer.subject.raw);
    let corresponds = match tsa.expect(DIRECTORY_NAME).and_then(Tlv::inner).and_then(Name::read) {
        Ok(name) => {
            let same = |other: &Tlv<'_>| {
                other.expect(DIRECTORY_NAME).and_then(Tlv::inner).is_ok_and(|other| name.is(other.raw))
            };
            name.matches(&signer.subject) || signer.extensions.subject_alt_names.iter().any(same)
        }
        Err(Malformed) => signer.extensions.subject_alt_names.contains(&tsa),
    };
    require(Rule::TsaName, corresponds)?;
    check.strictly(Rule::TsaNameForm, is_subject)
}

fn check_imprint(imprint: &MessageImprint<'_>) -> Result<HashAlgorithm, Failure> {
    // HashAlgorithm knows neither MD5 nor SHA-1: an imprint by them proves nothing any more.
    let hash = HashAlgorithm::from_oid_content(imprint.algorithm.as_bytes()).ok_or(Rule::ImprintAlgorithm)?;
    let parameters = imprint.parameters.is_none_or(|parameters| parameters == der::asn1::AnyRef::NULL);
    require(Rule::ImprintAlgorithm, parameters)?;
    require(Rule::ImprintLength, imprint.hashed_message.len() == hash.digest_len())?;
    Ok(hash)
}

fn read_accuracy(accuracy: &WireAccuracy<'_>, check: &mut Check) -> Result<Duration, Failure> {
    let part = |content: Option<&[u8]>| match content {
        Some(content) if tlv::is_minimal_integer(content) => {
            tlv::unsigned(content).map(Some).map_err(|_| Rule::Accuracy)
        }
        Some(_) => Err(Rule::Accuracy),
        None => Ok(None),
    };
    let seconds = part(accuracy.seconds.as_ref().map(der::asn1::IntRef::as_bytes))?;
    let (millis, micros) = (part(accuracy.millis)?, part(accuracy.micros)?);
    let in_range = |part: Option<u32>| part.is_none_or(|part| (1..=999).contains(&part));
    require(Rule::Accuracy, in_range(millis) && in_range(micros))?;
    check.strictly(Rule::AccuracyForm, seconds != Some(0))?;
    Ok(Duration::from_secs(seconds.unwrap_or(0).into())
        .saturating_add(Duration::from_millis(millis.unwrap_or(0).into()))
        .saturating_add(Duration::from_micros(micros.unwrap_or(0).into())))
}

fn check_extensions(info: &TstInfo<'_>, check: &mut Check) -> Result<(), Failure> {
    let Some(content) = info.extensions else { return Ok(()) };
    let list = Tlv { tag: tlv::SEQUENCE, value: content, raw: content };
    let extensions = read_extensions(list).map_err(|_| Rule::ExtensionSyntax)?;
    let twice = |(n, extension): (usize, &super::certificate::Extension<'_>)| {
        extensions.iter().take(n).any(|other| other.id == extension.id)
    };
    let count_fits = (1..=MAX_EXTENSIONS).contains(&extensions.len());
    require(Rule::ExtensionSyntax, count_fits && !extensions.iter().enumerate().any(twice))?;
    // None is processed here, so a critical one means something that we do not know.
    require(Rule::ExtensionCritical, extensions.iter().all(|extension| !extension.critical))?;
    let known = extensions.iter().all(|extension| extension.id == oid::QC_STATEMENTS.as_bytes());
    check.strictly(Rule::ExtensionProfile, known)
}

/// `[4] Name` of GeneralName; explicit, as Name is a CHOICE.
const DIRECTORY_NAME: u8 = 0xA4;
/// Bounds the search for duplicates.
const MAX_EXTENSIONS: usize = 64;
