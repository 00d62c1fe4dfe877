//! TimeStampReq, TimeStampResp, TSTInfo and MessageImprint as they stand on the wire, read as strict DER.
//!
//! These types say what was sent, not that it is acceptable: [`crate::Request`] and `crate::verify` decide that.

use der::asn1::{AnyRef, IntRef, OctetStringRef};
use der::{Decode, ErrorKind, Header, Reader, Result, SliceReader, Tag, TagNumber};

use super::Oid;

/// ```text
/// TimeStampReq ::= SEQUENCE  {
///    version                  INTEGER  { v1(1) },
///    messageImprint           MessageImprint,
///    reqPolicy                TSAPolicyId              OPTIONAL,
///    nonce                    INTEGER                  OPTIONAL,
///    certReq                  BOOLEAN                  DEFAULT FALSE,
///    extensions               [0] IMPLICIT Extensions  OPTIONAL  }
/// ```
/// Source: RFC 3161 §2.4.1.
#[derive(Clone, Debug)]
pub struct TimeStampReq<'a> {
    /// Any INTEGER; only 1 is known.
    pub version: IntRef<'a>,
    /// What is to be time-stamped.
    pub message_imprint: MessageImprint<'a>,
    /// The policy asked for.
    pub req_policy: Option<Oid>,
    /// Any INTEGER, negative ones included.
    pub nonce: Option<IntRef<'a>>,
    /// Whether the signer's certificate is wanted in the token.
    pub cert_req: bool,
    /// How many extensions there are; an empty list is malformed (SIZE 1..MAX).
    pub extensions: usize,
}

impl<'a> TimeStampReq<'a> {
    /// Reads exactly one request; octets after it are an error.
    ///
    /// # Errors
    /// Anything that is not strict DER, except a `certReq FALSE` written out, which is tolerated (C2).
    pub fn decode(der: &'a [u8]) -> Result<Self> {
        read_sequence(der, |reader| {
            Ok(Self {
                version: reader.decode()?,
                message_imprint: MessageImprint::decode(reader.tlv_bytes()?)?,
                req_policy: reader.decode()?,
                nonce: reader.decode()?,
                cert_req: reader.decode::<Option<bool>>()?.unwrap_or(false),
                extensions: read_extensions(reader, TagNumber(0))?,
            })
        })
    }
}

/// ```text
/// MessageImprint ::= SEQUENCE  {
///    hashAlgorithm                AlgorithmIdentifier,
///    hashedMessage                OCTET STRING  }
/// ```
/// Source: RFC 3161 §2.4.1.
#[derive(Clone, Debug)]
pub struct MessageImprint<'a> {
    /// The algorithm's identifier.
    pub algorithm: Oid,
    /// Its parameters, if any were sent.
    pub parameters: Option<AnyRef<'a>>,
    /// The digest.
    pub hashed_message: &'a [u8],
    /// The whole element.
    pub der: &'a [u8],
}

impl<'a> MessageImprint<'a> {
    /// Reads exactly one element.
    ///
    /// # Errors
    /// Anything that is not strict DER.
    pub fn decode(der: &'a [u8]) -> Result<Self> {
        read_sequence(der, |reader| {
            let (algorithm, parameters) = read_sequence(reader.tlv_bytes()?, |reader| {
                Ok((reader.decode()?, read_parameters(reader)?))
            })?;
            let hashed_message = reader.decode::<&OctetStringRef>()?.as_bytes();
            Ok(Self { algorithm, parameters, hashed_message, der })
        })
    }
}

/// ```text
/// TSTInfo ::= SEQUENCE  {
///    version                      INTEGER  { v1(1) },
///    policy                       TSAPolicyId,
///    messageImprint               MessageImprint,
///    serialNumber                 INTEGER,
///    genTime                      GeneralizedTime,
///    accuracy                     Accuracy                 OPTIONAL,
///    ordering                     BOOLEAN             DEFAULT FALSE,
///    nonce                        INTEGER                  OPTIONAL,
///    tsa                          [0] GeneralName          OPTIONAL,
///    extensions                   [1] IMPLICIT Extensions  OPTIONAL   }
/// ```
/// Source: RFC 3161 §2.4.2.
#[derive(Clone, Debug)]
pub struct TstInfo<'a> {
    /// Any INTEGER; only 1 is known.
    pub version: IntRef<'a>,
    /// The policy under which the token was issued.
    pub policy: Oid,
    /// What was time-stamped.
    pub message_imprint: MessageImprint<'a>,
    /// Unique per TSA.
    pub serial_number: IntRef<'a>,
    /// The octets of the GeneralizedTime.
    pub gen_time: &'a [u8],
    /// The Accuracy element's content.
    pub accuracy: Option<WireAccuracy<'a>>,
    /// `None` when absent; DER leaves FALSE out.
    pub ordering: Option<bool>,
    /// The client's nonce.
    pub nonce: Option<IntRef<'a>>,
    /// The GeneralName element inside `[0]`.
    pub tsa: Option<&'a [u8]>,
    /// The content of `[1]`: Extension elements one after another.
    pub extensions: Option<&'a [u8]>,
}

impl<'a> TstInfo<'a> {
    /// Reads exactly one TSTInfo.
    ///
    /// # Errors
    /// Anything that is not DER.
    pub fn decode(der: &'a [u8]) -> Result<Self> {
        read_sequence(der, |reader| {
            Ok(Self {
                version: reader.decode()?,
                policy: reader.decode()?,
                message_imprint: MessageImprint::decode(reader.tlv_bytes()?)?,
                serial_number: reader.decode()?,
                gen_time: read_tagged(reader, Tag::GeneralizedTime)?,
                accuracy: if peek(reader)? == Some(Tag::Sequence) {
                    Some(WireAccuracy::decode(reader.tlv_bytes()?)?)
                } else {
                    None
                },
                ordering: reader.decode()?,
                nonce: reader.decode()?,
                tsa: read_optional(reader, context(0))?,
                extensions: read_optional(reader, context(1))?,
            })
        })
    }
}

/// An Accuracy as somebody wrote it, within range or not.
#[derive(Clone, Debug)]
pub struct WireAccuracy<'a> {
    /// Whole seconds.
    pub seconds: Option<IntRef<'a>>,
    /// `[0]`: content octets of an INTEGER.
    pub millis: Option<&'a [u8]>,
    /// `[1]`: content octets of an INTEGER.
    pub micros: Option<&'a [u8]>,
}

impl<'a> WireAccuracy<'a> {
    fn decode(der: &'a [u8]) -> Result<Self> {
        read_sequence(der, |reader| {
            Ok(Self {
                seconds: reader.decode()?,
                millis: read_optional(reader, context_primitive(0))?,
                micros: read_optional(reader, context_primitive(1))?,
            })
        })
    }
}

/// ```text
/// TimeStampResp ::= SEQUENCE  {
///    status                  PKIStatusInfo,
///    timeStampToken          TimeStampToken     OPTIONAL  }
///
/// PKIStatusInfo ::= SEQUENCE {
///    status        PKIStatus,
///    statusString  PKIFreeText     OPTIONAL,
///    failInfo      PKIFailureInfo  OPTIONAL  }
/// ```
/// Source: RFC 3161 §2.4.2.
#[derive(Clone, Debug)]
pub struct TimeStampResp<'a> {
    /// The PKIStatus value.
    pub status: IntRef<'a>,
    /// The content of PKIFreeText: UTF8String elements one after another.
    pub status_string: Option<&'a [u8]>,
    /// The octets of the failInfo bits, without the count of unused bits.
    pub fail_info: Option<&'a [u8]>,
    /// The whole ContentInfo element; not looked into.
    pub time_stamp_token: Option<&'a [u8]>,
}

impl<'a> TimeStampResp<'a> {
    /// Reads exactly one response.
    ///
    /// # Errors
    /// Anything that is not DER down to the token's header.
    pub fn decode(der: &'a [u8]) -> Result<Self> {
        read_sequence(der, |reader| {
            let (status, status_string, fail_info) = read_sequence(reader.tlv_bytes()?, |reader| {
                let status = reader.decode()?;
                let text = read_optional(reader, Tag::Sequence)?;
                let bits = reader.decode::<Option<der::asn1::BitStringRef<'a>>>()?;
                Ok((status, text, bits.map(|bits| bits.raw_bytes())))
            })?;
            let time_stamp_token = if reader.is_finished() { None } else { Some(reader.tlv_bytes()?) };
            Ok(Self { status, status_string, fail_info, time_stamp_token })
        })
    }

    /// The texts of PKIFreeText, those that are valid UTF-8.
    pub fn texts(&self) -> impl Iterator<Item = &'a str> {
        let mut reader = self.status_string.and_then(|octets| SliceReader::new(octets).ok());
        core::iter::from_fn(move || {
            let reader = reader.as_mut().filter(|reader| !reader.is_finished())?;
            let text = read_tagged(reader, Tag::Utf8String).ok()?;
            core::str::from_utf8(text).ok()
        })
    }
}

/// The content of `[number] IMPLICIT Extensions`: how many Extension elements; 0 when the field is absent.
///
/// ```text
/// Extensions  ::=  SEQUENCE SIZE (1..MAX) OF Extension
/// Extension   ::=  SEQUENCE  {
///    extnID      OBJECT IDENTIFIER,
///    critical    BOOLEAN DEFAULT FALSE,
///    extnValue   OCTET STRING  }
/// ```
/// Source: RFC 5280 §4.1.
fn read_extensions<'a>(reader: &mut SliceReader<'a>, number: TagNumber) -> Result<usize> {
    let Some(content) = read_optional(reader, Tag::ContextSpecific { number, constructed: true })? else {
        return Ok(0);
    };
    let mut list = SliceReader::new(content)?;
    let mut count = 0usize;
    while !list.is_finished() {
        read_sequence(list.tlv_bytes()?, |extension| {
            extension.decode::<Oid>()?;
            extension.decode::<Option<bool>>()?;
            extension.decode::<&OctetStringRef>().map(|_| ())
        })?;
        count = count.saturating_add(1);
    }
    if count == 0 { Err(reader.error(ErrorKind::Value { tag: Tag::Sequence })) } else { Ok(count) }
}

/// AlgorithmIdentifier parameters: anything, but a NULL must be empty (X.690 §8.8.2).
fn read_parameters<'a>(reader: &mut SliceReader<'a>) -> Result<Option<AnyRef<'a>>> {
    if reader.is_finished() {
        return Ok(None);
    }
    let parameters: AnyRef<'a> = reader.decode()?;
    if der::Tagged::tag(&parameters) == Tag::Null && !parameters.value().is_empty() {
        return Err(reader.error(ErrorKind::Length { tag: Tag::Null }));
    }
    Ok(Some(parameters))
}

/// Reads `der` as one SEQUENCE that `fields` uses up, with nothing after it.
fn read_sequence<'a, T>(der: &'a [u8], fields: impl FnOnce(&mut SliceReader<'a>) -> Result<T>) -> Result<T> {
    let mut outer = SliceReader::new(der)?;
    let mut inner = SliceReader::new(read_tagged(&mut outer, Tag::Sequence)?)?;
    outer.finish()?;
    let value = fields(&mut inner)?;
    inner.finish()?;
    Ok(value)
}

/// The content of the next element, which must have this tag.
fn read_tagged<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> Result<&'a [u8]> {
    let header = Header::decode(reader)?;
    header.tag().assert_eq(tag)?;
    reader.read_slice(header.length())
}

/// The content of the next element if it has this tag.
fn read_optional<'a>(reader: &mut SliceReader<'a>, tag: Tag) -> Result<Option<&'a [u8]>> {
    if peek(reader)? == Some(tag) { read_tagged(reader, tag).map(Some) } else { Ok(None) }
}

fn peek(reader: &SliceReader<'_>) -> Result<Option<Tag>> {
    if reader.is_finished() { Ok(None) } else { Tag::peek(reader).map(Some) }
}

const fn context(number: u32) -> Tag {
    Tag::ContextSpecific { number: TagNumber(number), constructed: true }
}

const fn context_primitive(number: u32) -> Tag {
    Tag::ContextSpecific { number: TagNumber(number), constructed: false }
}
