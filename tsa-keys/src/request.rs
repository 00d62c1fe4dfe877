//! Certification requests: PKCS#10, RFC 2986.

use der::{
    Decode, Encode,
    asn1::{Any, BitString, SetOfVec},
    referenced::OwnedToRef,
};
use spki::SubjectPublicKeyInfoOwned;
use tsa_core::verify::signature::{SignatureError, verify_signature};
use x509_cert::{
    attr::Attribute,
    ext::pkix::{ExtendedKeyUsage, KeyUsage, KeyUsages},
    name::Name,
    request::{CertReq, CertReqInfo, ExtensionReq, Version},
};

use crate::{
    SignError,
    extension::{ID_KP_TIME_STAMPING, extension},
    scheme::{sign_checked, x509_algorithm},
    software::SoftwareKey,
};

/// A certification request whose signature proves that its sender has the private key.
#[derive(Clone, Debug)]
pub struct CertificationRequest {
    subject: Name,
    spki_der: Vec<u8>,
}

impl CertificationRequest {
    /// Decodes a request and verifies its signature.
    ///
    /// # Errors
    /// It is no DER request, its key or signature is of a weak or unknown kind, or the signature is not that of the key.
    pub fn decode(der: &[u8]) -> Result<Self, RequestError> {
        let request = CertReq::from_der(der).map_err(RequestError::Malformed)?;
        let info_der = request.info.to_der().map_err(RequestError::Malformed)?;
        let spki_der = request.info.public_key.to_der().map_err(RequestError::Malformed)?;
        let signature = request.signature.as_bytes().ok_or(RequestError::Signature)?;
        verify_signature(&spki_der, &request.algorithm.owned_to_ref(), &info_der, signature).map_err(
            |error| match error {
                SignatureError::Invalid | SignatureError::KeyMismatch => RequestError::Signature,
                refused => RequestError::Unaccepted(refused),
            },
        )?;
        Ok(Self { subject: request.info.subject, spki_der })
    }

    /// The name asked for.
    #[must_use]
    pub fn subject(&self) -> &Name {
        &self.subject
    }

    /// The public key: `SubjectPublicKeyInfo` in DER.
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        &self.spki_der
    }
}

pub(crate) fn build(key: &SoftwareKey, subject: &Name) -> Result<Vec<u8>, RequestError> {
    let encode = RequestError::Encode;
    let asked_for = ExtensionReq(vec![
        extension(true, &KeyUsage(KeyUsages::DigitalSignature.into())).map_err(encode)?, // C62
        extension(true, &ExtendedKeyUsage(vec![ID_KP_TIME_STAMPING])).map_err(encode)?,  // C60
    ]);
    let mut attributes = SetOfVec::<Attribute>::new();
    let mut values = SetOfVec::new();
    values.insert(Any::encode_from(&asked_for.0).map_err(encode)?).map_err(encode)?;
    attributes.insert(Attribute { oid: ID_EXTENSION_REQUEST, values }).map_err(encode)?;
    let info = CertReqInfo {
        version: Version::V1,
        subject: subject.clone(),
        public_key: SubjectPublicKeyInfoOwned::from_der(key.spki_der()).map_err(encode)?,
        attributes,
    };
    let scheme = key.default_scheme();
    let signature = sign_checked(key, scheme, &info.to_der().map_err(encode)?)?;
    let signature = BitString::from_bytes(&signature).map_err(encode)?;
    CertReq { info, algorithm: x509_algorithm(scheme), signature }.to_der().map_err(encode)
}

/// Why a request could not be made or taken.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// No DER request.
    #[error(
        "this is no certification request (PKCS#10, RFC 2986): use the request.pem that `tsa-admin tsu csr` gives"
    )]
    Malformed(#[source] der::Error),
    /// The signature is wrong.
    #[error(
        "the signature of the request does not belong to the key in it: its sender has not shown to own the key"
    )]
    Signature,
    /// Its key or its signature is too weak, or of a kind that is not known here.
    #[error(
        "the request cannot be accepted: {0}; make another with a P-256, P-384 or RSA key of at least 3072 bits, \
             signed with SHA-256 or better"
    )]
    Unaccepted(SignatureError),
    /// The request could not be encoded.
    #[error("the request cannot be encoded")]
    Encode(#[source] der::Error),
    /// The request could not be signed.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// pkcs-9-at-extensionRequest, RFC 2985 §5.4.2.
const ID_EXTENSION_REQUEST: der::asn1::ObjectIdentifier =
    der::asn1::ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.14");
