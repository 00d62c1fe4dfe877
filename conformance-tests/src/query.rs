//! `TimeStampReq` with control over every octet. Each field is a whole TLV, so that a test can put anything there.
//!
//! ```asn1
//! TimeStampReq ::= SEQUENCE  {
//!    version            INTEGER  { v1(1) },
//!    messageImprint     MessageImprint,
//!    reqPolicy          TSAPolicyId           OPTIONAL,
//!    nonce              INTEGER               OPTIONAL,
//!    certReq            BOOLEAN               DEFAULT FALSE,
//!    extensions     [0] IMPLICIT Extensions   OPTIONAL  }
//! ```

use crate::der::{integer, oid, sequence, tag, tlv};

/// A request as fields, each a whole TLV; an absent one is empty.
#[derive(Clone, Debug)]
pub struct Query {
    /// version
    pub version: Vec<u8>,
    /// messageImprint
    pub imprint: Vec<u8>,
    /// reqPolicy
    pub policy: Vec<u8>,
    /// nonce
    pub nonce: Vec<u8>,
    /// certReq
    pub cert_req: Vec<u8>,
    /// extensions, under whatever tag
    pub extensions: Vec<u8>,
}

impl Query {
    /// A request that every TSA must grant: SHA-256 with NULL parameters, an eight-octet nonce, certReq TRUE.
    pub fn good() -> Self {
        Self {
            version: integer(&[1]),
            imprint: imprint(SHA256, Some(NULL), &[0x5A; 32]),
            policy: Vec::new(),
            nonce: integer(&[0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88]),
            cert_req: tlv(tag::BOOLEAN, &[0xFF]),
            extensions: Vec::new(),
        }
    }

    /// The fields in the order of the schema, without the outer SEQUENCE.
    pub fn fields(&self) -> Vec<u8> {
        [&self.version, &self.imprint, &self.policy, &self.nonce, &self.cert_req, &self.extensions]
            .map(Vec::as_slice)
            .concat()
    }

    /// The whole request.
    pub fn der(&self) -> Vec<u8> {
        tlv(tag::SEQUENCE, &self.fields())
    }

    /// The same request with this version INTEGER content.
    pub fn version(mut self, content: &[u8]) -> Self {
        self.version = integer(content);
        self
    }

    /// The same request with this whole messageImprint.
    pub fn imprint(mut self, whole: Vec<u8>) -> Self {
        self.imprint = whole;
        self
    }

    /// The same request with this whole reqPolicy.
    pub fn policy(mut self, whole: Vec<u8>) -> Self {
        self.policy = whole;
        self
    }

    /// The same request with this nonce INTEGER content.
    pub fn nonce(mut self, content: &[u8]) -> Self {
        self.nonce = integer(content);
        self
    }

    /// The same request without a nonce.
    pub fn no_nonce(mut self) -> Self {
        self.nonce.clear();
        self
    }

    /// The same request with this whole certReq.
    pub fn cert_req(mut self, whole: Vec<u8>) -> Self {
        self.cert_req = whole;
        self
    }

    /// The same request with certReq absent (DEFAULT FALSE).
    pub fn no_cert(mut self) -> Self {
        self.cert_req.clear();
        self
    }

    /// The same request with this whole extensions field.
    pub fn extensions(mut self, whole: Vec<u8>) -> Self {
        self.extensions = whole;
        self
    }
}

/// `MessageImprint` of a dotted hash OID, whole parameters and a hashed message.
pub fn imprint(algorithm: &str, parameters: Option<&[u8]>, hashed_message: &[u8]) -> Vec<u8> {
    imprint_of(&sequence(&[&oid(algorithm), parameters.unwrap_or_default()]), hashed_message)
}

/// `MessageImprint` of a whole AlgorithmIdentifier and a hashed message.
pub fn imprint_of(algorithm_identifier: &[u8], hashed_message: &[u8]) -> Vec<u8> {
    sequence(&[algorithm_identifier, &tlv(tag::OCTET_STRING, hashed_message)])
}

/// One `Extension`: dotted OID, whole `critical`, extnValue.
pub fn extension(id: &str, critical: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(id), critical, &tlv(tag::OCTET_STRING, value)])
}

/// NULL, as parameters of a hash algorithm.
pub const NULL: &[u8] = &[0x05, 0x00];
/// id-md5
pub const MD5: &str = "1.2.840.113549.2.5";
/// id-sha1
pub const SHA1: &str = "1.3.14.3.2.26";
/// id-sha256
pub const SHA256: &str = "2.16.840.1.101.3.4.2.1";
/// id-sha384
pub const SHA384: &str = "2.16.840.1.101.3.4.2.2";
/// id-sha512
pub const SHA512: &str = "2.16.840.1.101.3.4.2.3";
/// id-sha3-256
pub const SHA3_256: &str = "2.16.840.1.101.3.4.2.8";
/// id-sha3-384
pub const SHA3_384: &str = "2.16.840.1.101.3.4.2.9";
/// id-sha3-512
pub const SHA3_512: &str = "2.16.840.1.101.3.4.2.10";
/// id-shake256
pub const SHAKE256: &str = "2.16.840.1.101.3.4.2.12";
/// sha256WithRSAEncryption
pub const SHA256_WITH_RSA: &str = "1.2.840.113549.1.1.11";
