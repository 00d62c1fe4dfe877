//! The rules a token is held to, one variant each, with where it comes from and what it asks.

use core::fmt;

/// How strictly a token is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleSet {
    /// Our own tokens: every rule.
    Strict,
    /// Foreign tokens: what RFC 3161 and the RFCs under it allow. A rule of the strict set that is not kept is reported as a
    /// [`super::Note`] instead.
    Rfc3161,
}

/// Builds [`Rule`] and its tables from one list, so that no rule lacks a name, a source or a sentence.
macro_rules! rules {
    ($($variant:ident, $name:literal, $source:literal, $sentence:literal;)*) => {
        /// What a response or token must satisfy. The order is the order in which the verifier asks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $sentence] $variant,)*
        }

        impl Rule {
            /// Every rule, in the order of checking.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// A short name for machines and for the documents, in kebab case.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Where the rule comes from: a row of the conformance checklist, or an RFC and its section.
            #[must_use]
            pub const fn source(self) -> &'static str {
                match self { $(Self::$variant => $source,)* }
            }

            /// What the rule asks, as a sentence.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence,)* }
            }
        }
    };
}

rules! {
    // The answer around the token.
    ResponseSyntax, "response-syntax", "RFC 3161 §2.4.2", "The response must be one TimeStampResp in DER with nothing after it.";
    ResponseStatus, "response-status", "C20", "The status must be granted; another one says that there is no time-stamp.";
    ResponseModified, "response-modified", "C20", "The status must be granted, not grantedWithMods.";
    ResponseToken, "response-token", "C20", "A granted response must carry a token, and any other response none.";
    ResponseFailInfo, "response-fail-info", "C21", "failInfo must name exactly one failure, and only in a rejection.";
    ResponseText, "response-text", "C22", "A granted response must carry no statusString.";
    // The octets and the CMS frame.
    TokenSize, "token-size", "RFC 3161 §2.4.2", "A token must not exceed 256 KiB.";
    TokenDer, "token-der", "C37", "The token must be DER from end to end, with nothing after it.";
    TokenSyntax, "token-syntax", "RFC 5652 §5.1", "The token must be a ContentInfo with a well-formed SignedData.";
    TokenContentType, "token-content-type", "C40", "The token's contentType must be id-signedData.";
    EContentType, "econtent-type", "C40", "The encapsulated content type must be id-ct-TSTInfo.";
    EContent, "econtent", "C40", "The TSTInfo must be there, in one primitive OCTET STRING.";
    SignedDataVersion, "signed-data-version", "C41", "SignedData.version must be 3.";
    OtherCertificates, "other-certificates", "C41", "The certificates field must hold plain X.509 certificates only.";
    EmbeddedCrls, "embedded-crls", "C41", "The crls field must be absent.";
    DigestAlgorithms, "digest-algorithms", "C42", "digestAlgorithms must hold exactly the signer's digest algorithm.";
    OneSigner, "one-signer", "C43", "There must be exactly one SignerInfo.";
    SignerInfoVersion, "signer-info-version", "C43", "SignerInfo.version must be 1 with issuerAndSerialNumber and 3 with a key identifier.";
    SignerIdentifier, "signer-identifier", "C43", "The signer must be named by issuerAndSerialNumber, copied octet for octet from its certificate.";
    CertificateSet, "certificate-set", "C52", "The certificates must be sorted as DER asks, none twice.";
    CertificatesWanted, "certificates-wanted", "C12", "The certificates field must be there exactly when the request asked for it.";
    // The attributes that are signed.
    DigestAlgorithm, "digest-algorithm", "C44", "The digest algorithm must be SHA-256, SHA-384 or SHA-512, its parameters absent or NULL.";
    DigestAlgorithmForm, "digest-algorithm-form", "C44", "The digest algorithm must be written without parameters.";
    SignedAttributes, "signed-attributes", "C45", "There must be signed attributes, each once and with one value.";
    SignedAttributesOrder, "signed-attributes-order", "C45", "The signed attributes must be sorted as DER asks.";
    SignedAttributesProfile, "signed-attributes-profile", "C45", "Only the attributes of the profile may be signed.";
    UnsignedAttributes, "unsigned-attributes", "C45", "There must be no unsigned attributes.";
    ContentTypeAttribute, "content-type-attribute", "C46", "The contentType attribute must be id-ct-TSTInfo.";
    MessageDigest, "message-digest", "C46", "The messageDigest attribute must be the digest of the eContent octets.";
    AlgorithmProtection, "algorithm-protection", "C50", "CMSAlgorithmProtection must be there and name the SignerInfo's algorithms bit for bit.";
    AlgorithmProtectionMatch, "algorithm-protection-match", "C50", "CMSAlgorithmProtection must name the SignerInfo's algorithms bit for bit.";
    EssPresent, "ess-present", "C47", "A signingCertificate or signingCertificateV2 attribute must name the signer.";
    EssSyntax, "ess-syntax", "C47", "The signing certificate attributes must be well-formed and use a known hash.";
    EssForm, "ess-form", "C47", "There must be one ESSCertIDv2, hashed by SHA-256 without saying so, with the issuer and serial number, and no policies.";
    // Who signed, and whether.
    SignerCertificate, "signer-certificate", "C43", "The certificate that the sid names must be at hand and readable.";
    EssMatch, "ess-match", "C47", "The first signing certificate identifier must fit the certificate that the sid names: hash, issuer and serial number.";
    SignatureAlgorithm, "signature-algorithm", "C44", "The signature algorithm must be on the list of allowed ones and fit the digest and the key.";
    SignatureAlgorithmForm, "signature-algorithm-form", "C44", "RSA must be written as rsaEncryption with NULL, ECDSA without parameters.";
    Signature, "signature", "RFC 5652 §5.6", "The signature must verify with the signer's key.";
    // What was signed.
    TstInfoSyntax, "tst-info-syntax", "C23", "The TSTInfo must be DER with its fields in order and nothing after it.";
    TstInfoVersion, "tst-info-version", "C23", "TSTInfo.version must be 1.";
    ImprintAlgorithm, "imprint-algorithm", "C5", "The message imprint must use a known hash algorithm that is not weak, its parameters absent or NULL.";
    ImprintLength, "imprint-length", "C7", "The message imprint must have the length of its algorithm's digest.";
    Serial, "serial", "C26", "The serial number must be positive.";
    SerialForm, "serial-form", "C26", "The serial number must have 16 octets of which the first begins with the bits 01.";
    GenTimeForm, "gen-time-form", "C28", "genTime must be YYYYMMDDhhmmss[.f]Z in UTC: a real time, never second 60, a fraction without trailing zeros.";
    GenTimeFraction, "gen-time-fraction", "C28", "genTime must have at most three fraction digits.";
    Accuracy, "accuracy", "C32", "accuracy must have seconds at least 0, millis and micros between 1 and 999.";
    AccuracyForm, "accuracy-form", "C32", "accuracy must be there, more than zero and at most one second, with no part that is zero.";
    Ordering, "ordering", "C33", "ordering FALSE must not be written out.";
    TsaName, "tsa-name", "C35", "tsa, if present, must be a name of the signer's certificate.";
    TsaNameForm, "tsa-name-form", "C35", "tsa, if present, must be the subject of the signer's certificate, octet for octet.";
    ExtensionSyntax, "extension-syntax", "C36", "The token's extensions must be well-formed, each at most once.";
    ExtensionCritical, "extension-critical", "C36", "No extension of the token may be critical.";
    ExtensionProfile, "extension-profile", "C36", "The only extension of a token may be qcStatements.";
    SigningTime, "signing-time", "C51", "signingTime, if present, must be equal to genTime.";
    // The signer's certificate.
    SignerExtendedKeyUsage, "signer-extended-key-usage", "C60", "The signer's extended key usage must be critical and exactly timeStamping.";
    SignerNotCa, "signer-not-ca", "C61", "The signer's certificate must not be a CA certificate.";
    SignerKeyUsage, "signer-key-usage", "C62", "The signer's key usage, if present, must allow digitalSignature or nonRepudiation.";
    SignerKeyUsageForm, "signer-key-usage-form", "C62", "The signer's key usage must allow nothing but digitalSignature and nonRepudiation.";
    SignerKeyPeriod, "signer-key-period", "C63", "genTime must be within the signer's private key usage period.";
    // What the caller expects.
    ImprintMatch, "imprint-match", "C24", "The message imprint must be the one that was asked for.";
    ImprintVerbatim, "imprint-verbatim", "C24", "The message imprint must be the request's, octet for octet.";
    Nonce, "nonce", "C10", "The nonce must be the request's.";
    NonceUnasked, "nonce-unasked", "C10", "Without a nonce in the request there must be none in the token.";
    Policy, "policy", "C8", "The policy must be the one that was asked for or is accepted.";
    // The certification path.
    PathFound, "path-found", "RFC 5280 §6.1", "A path must lead from the signer to one of the given roots.";
    PathWork, "path-work", "RFC 5280 §6.1", "The search for a path must end within its bound.";
    PathCertificate, "path-certificate", "RFC 5280 §4.1", "Every certificate of the path must be well-formed.";
    PathAlgorithm, "path-algorithm", "RFC 5280 §6.1.3", "Every certificate of the path must be signed with an allowed algorithm, named alike inside and outside.";
    PathSignature, "path-signature", "RFC 5280 §6.1.3", "Every certificate of the path must be signed by the key of the next one.";
    PathValidity, "path-validity", "RFC 5280 §6.1.3", "Every certificate of the path must be valid at genTime, and at the other time asked for.";
    PathCritical, "path-critical", "RFC 5280 §6.1.4", "No certificate of the path may have a critical extension that is not processed here.";
    PathCa, "path-ca", "RFC 5280 §6.1.4", "Every issuer of the path must be a CA of version 3 by its basicConstraints.";
    PathLength, "path-length", "RFC 5280 §6.1.4", "No pathLenConstraint may be exceeded.";
    PathKeyUsage, "path-key-usage", "RFC 5280 §6.1.4", "Every issuer's keyUsage, if present, must allow keyCertSign.";
    PathExtendedKeyUsage, "path-extended-key-usage", "CSBR 7.1.2.3", "An issuer's extended key usage, if present, must allow timeStamping.";
    PathNames, "path-names", "RFC 5280 §6.1.3", "Every name must be within the name constraints of its issuers.";
    EssChain, "ess-chain", "C49", "Where the signing certificate attribute names further certificates, the path must use no others.";
    // Revocation.
    Revoked, "revoked", "RFC 3161 §4", "No certificate of the path may be revoked by genTime, or later for a reason that puts its key in doubt.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.name(), self.source(), self.sentence())
    }
}
