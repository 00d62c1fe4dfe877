//! `TimeStampResp`, the token in it and its `TSTInfo`, taken apart by the reader of [`crate::der`].
//!
//! ```asn1
//! TimeStampResp ::= SEQUENCE  { status PKIStatusInfo, timeStampToken TimeStampToken OPTIONAL }
//! PKIStatusInfo ::= SEQUENCE  { status PKIStatus, statusString PKIFreeText OPTIONAL, failInfo PKIFailureInfo OPTIONAL }
//! ```

use crate::der::{Fault, Tlv, oid_content, tag};

/// The eight bits of `PKIFailureInfo` (RFC 3161 §2.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailInfo {
    /// bit 0
    BadAlg,
    /// bit 2
    BadRequest,
    /// bit 5
    BadDataFormat,
    /// bit 14
    TimeNotAvailable,
    /// bit 15
    UnacceptedPolicy,
    /// bit 16
    UnacceptedExtension,
    /// bit 17
    AddInfoNotAvailable,
    /// bit 25
    SystemFailure,
}

impl FailInfo {
    /// The one DER encoding: a named bit list, trailing zero bits cut (X.690 §11.2.2).
    pub fn der(self) -> &'static [u8] {
        match self {
            Self::BadAlg => &[0x03, 0x02, 0x07, 0x80],
            Self::BadRequest => &[0x03, 0x02, 0x05, 0x20],
            Self::BadDataFormat => &[0x03, 0x02, 0x02, 0x04],
            Self::TimeNotAvailable => &[0x03, 0x03, 0x01, 0x00, 0x02],
            Self::UnacceptedPolicy => &[0x03, 0x03, 0x00, 0x00, 0x01],
            Self::UnacceptedExtension => &[0x03, 0x04, 0x07, 0x00, 0x00, 0x80],
            Self::AddInfoNotAvailable => &[0x03, 0x04, 0x06, 0x00, 0x00, 0x40],
            Self::SystemFailure => &[0x03, 0x05, 0x06, 0x00, 0x00, 0x00, 0x40],
        }
    }

    /// The bit that these octets are the encoding of.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|bit| bit.der() == der)
    }

    const ALL: [Self; 8] = [
        Self::BadAlg,
        Self::BadRequest,
        Self::BadDataFormat,
        Self::TimeNotAvailable,
        Self::UnacceptedPolicy,
        Self::UnacceptedExtension,
        Self::AddInfoNotAvailable,
        Self::SystemFailure,
    ];
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// PKIStatus 0 with a token.
    Granted(Box<Token>),
    /// PKIStatus 2 with one failInfo bit and, if sent, a status text.
    Rejected(FailInfo, Option<String>),
}

impl Answer {
    /// Takes a whole answer apart; the shape must be the one of C20–C22.
    ///
    /// # Errors
    ///
    /// What is wrong with the answer.
    pub fn read(der: &[u8]) -> Result<Self, Fault> {
        let resp = Tlv::read(der)?.expect(tag::SEQUENCE)?;
        resp.check_der()?;
        let parts = resp.children()?;
        let (status_info, token) = match parts.as_slice() {
            [status_info] => (status_info, None),
            [status_info, token] => (status_info, Some(token)),
            other => return Err(format!("TimeStampResp of {} elements", other.len())),
        };
        let info = status_info.expect(tag::SEQUENCE)?.children()?;
        let status = info.first().ok_or("empty PKIStatusInfo")?.expect(tag::INTEGER)?.content;
        match (status, &info[1..], token) {
            ([0], [], Some(token)) => Ok(Self::Granted(Box::new(Token::read(token.whole)?))),
            ([0], _, Some(_)) => Err("C22: a granted answer with statusString or failInfo".to_owned()),
            ([2], [fail_info], None) => Ok(Self::Rejected(read_fail_info(fail_info)?, None)),
            ([2], [text, fail_info], None) => {
                Ok(Self::Rejected(read_fail_info(fail_info)?, Some(read_status_string(text)?)))
            }
            (status, rest, token) => Err(format!(
                "C20: PKIStatus {status:?} with {} further fields, token {}",
                rest.len(),
                if token.is_some() { "present" } else { "absent" }
            )),
        }
    }

    /// The token.
    ///
    /// # Errors
    ///
    /// That the answer is a rejection, and which.
    pub fn granted(self) -> Result<Token, Fault> {
        match self {
            Self::Granted(token) => Ok(*token),
            Self::Rejected(bit, text) => Err(format!("rejected: {bit:?} {text:?}")),
        }
    }
}

fn read_fail_info(value: &Tlv<'_>) -> Result<FailInfo, Fault> {
    FailInfo::from_der(value.whole).ok_or_else(|| format!("C21: failInfo {}", crate::der::hex(value.whole)))
}

/// `PKIFreeText ::= SEQUENCE SIZE (1..MAX) OF UTF8String`: one text of 1 to 128 printable ASCII characters (C22).
fn read_status_string(value: &Tlv<'_>) -> Result<String, Fault> {
    let texts = value.expect(tag::SEQUENCE)?.children()?;
    let [text] = texts.as_slice() else { return Err(format!("{} texts in statusString", texts.len())) };
    let text = text.expect(tag::UTF8_STRING)?.content;
    if !(1..=128).contains(&text.len()) || !text.iter().all(|octet| (0x20..0x7F).contains(octet)) {
        return Err(format!("C22: statusString {:?}", String::from_utf8_lossy(text)));
    }
    Ok(String::from_utf8_lossy(text).into_owned())
}

/// A token and the parts of it that tests ask for, each as octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The whole ContentInfo.
    pub der: Vec<u8>,
    /// The elements of SignedData, each whole.
    pub signed_data: Vec<Vec<u8>>,
    /// The certificates field (`[0]`), if there is one: its members, each whole.
    pub certificates: Option<Vec<Vec<u8>>>,
    /// The only SignerInfo: its elements, each whole.
    pub signer_info: Vec<Vec<u8>>,
    /// The eContent octets.
    pub tst_info: TstInfo,
}

impl Token {
    /// Takes a token apart.
    ///
    /// # Errors
    ///
    /// What is not as RFC 3161 §2.4.2 and RFC 5652 §5.1 say.
    pub fn read(der: &[u8]) -> Result<Self, Fault> {
        let content_info = Tlv::read(der)?.expect(tag::SEQUENCE)?.children()?;
        let [content_type, content] = content_info.as_slice() else { return Err("ContentInfo".to_owned()) };
        expect_oid(content_type, "1.2.840.113549.1.7.2")?;
        let signed_data = only(content.expect(0xA0)?)?.expect(tag::SEQUENCE)?.children()?;
        let encap = signed_data.get(2).ok_or("SignedData without encapContentInfo")?.children()?;
        let [econtent_type, econtent] = encap.as_slice() else {
            return Err("EncapsulatedContentInfo".to_owned());
        };
        expect_oid(econtent_type, "1.2.840.113549.1.9.16.1.4")?;
        let econtent = only(econtent.expect(0xA0)?)?.expect(tag::OCTET_STRING)?;
        let certificates = signed_data.iter().find(|value| value.tag == 0xA0);
        let signers = signed_data.last().ok_or("SignedData without signerInfos")?.expect(tag::SET)?;
        let whole = |values: Vec<Tlv<'_>>| values.into_iter().map(|value| value.whole.to_vec()).collect();
        Ok(Self {
            der: der.to_vec(),
            certificates: certificates.map(Tlv::children).transpose()?.map(whole),
            signer_info: whole(only(signers)?.expect(tag::SEQUENCE)?.children()?),
            signed_data: whole(signed_data),
            tst_info: TstInfo::read(econtent.content)?,
        })
    }
}

/// `TSTInfo`, each field as octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TstInfo {
    /// The whole TSTInfo.
    pub der: Vec<u8>,
    /// policy, content octets.
    pub policy: Vec<u8>,
    /// messageImprint, whole.
    pub imprint: Vec<u8>,
    /// serialNumber, content octets.
    pub serial: Vec<u8>,
    /// genTime as text.
    pub gen_time: String,
    /// accuracy, whole.
    pub accuracy: Option<Vec<u8>>,
    /// ordering, whole.
    pub ordering: Option<Vec<u8>>,
    /// nonce, whole.
    pub nonce: Option<Vec<u8>>,
    /// tsa `[0]`, whole.
    pub tsa: Option<Vec<u8>>,
    /// extensions `[1]`, whole.
    pub extensions: Option<Vec<u8>>,
}

impl TstInfo {
    /// Takes a TSTInfo apart; fields out of order or unknown are a fault (C23).
    ///
    /// # Errors
    ///
    /// What is not as the schema says.
    pub fn read(der: &[u8]) -> Result<Self, Fault> {
        let info = Tlv::read(der)?.expect(tag::SEQUENCE)?;
        info.check_der()?;
        let fields = info.children()?;
        let [version, policy, imprint, serial, gen_time, optional @ ..] = fields.as_slice() else {
            return Err(format!("TSTInfo of {} fields", fields.len()));
        };
        if version.whole != [0x02, 0x01, 0x01] {
            return Err("C23: TSTInfo version is not 1".to_owned());
        }
        let mut left = optional.iter().peekable();
        let mut take = |tag: u8| left.next_if(|value| value.tag == tag).map(|value| value.whole.to_vec());
        let found = Self {
            der: der.to_vec(),
            policy: policy.expect(tag::OID)?.content.to_vec(),
            imprint: imprint.expect(tag::SEQUENCE)?.whole.to_vec(),
            serial: serial.expect(tag::INTEGER)?.content.to_vec(),
            gen_time: String::from_utf8_lossy(gen_time.expect(tag::GENERALIZED_TIME)?.content).into_owned(),
            accuracy: take(tag::SEQUENCE),
            ordering: take(tag::BOOLEAN),
            nonce: take(tag::INTEGER),
            tsa: take(0xA0),
            extensions: take(0xA1),
        };
        match left.next() {
            None => Ok(found),
            Some(value) => {
                Err(format!("C23: TSTInfo field with tag {:02x} unknown or out of order", value.tag))
            }
        }
    }
}

fn only<'a>(value: Tlv<'a>) -> Result<Tlv<'a>, Fault> {
    let children = value.children()?;
    let [child] = children.as_slice() else {
        return Err(format!("{} elements where one is due", children.len()));
    };
    Ok(*child)
}

fn expect_oid(value: &Tlv<'_>, dotted: &str) -> Result<(), Fault> {
    if value.expect(tag::OID)?.content == oid_content(dotted) {
        Ok(())
    } else {
        Err(format!("OID {} where {dotted} is due", crate::der::hex(value.content)))
    }
}
