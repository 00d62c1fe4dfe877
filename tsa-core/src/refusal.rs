//! Every reason to say no, and the one map from a reason to the protocol.

use core::fmt;

use crate::asn1::pki_status::PkiFailureInfo;

/// An answer of the protocol that carries no token. HTTP stays 200; the client reads one failInfo bit and a fixed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The body is not exactly one DER TimeStampReq (RFC 3161 §2.4.1; C1, C2, C4, C14).
    MalformedRequest,
    /// The version is not 1 (§2.4.1; C3).
    UnsupportedVersion,
    /// The nonce has more than 64 content octets (our limit; C11).
    NonceTooLong,
    /// The hash algorithm is unknown, weak, no hash, or not accepted by the profile (§2.1 item 7; C5).
    UnacceptedHash,
    /// The hash algorithm's parameters are neither absent nor NULL (RFC 5754 §2; C6).
    HashParameters,
    /// hashedMessage is not as long as the algorithm's digest (§2.4.2 of RFC 3161; C7).
    ImprintLength,
    /// The requested policy is not one of the profile's (§2.4.1; C8).
    UnacceptedPolicy,
    /// The request carries an extension, and none is supported (§2.4.1; C13).
    UnacceptedExtension,
    /// The time cannot be stated within the accuracy (§2.4.2; C30, C71).
    TimeNotAvailable,
    /// The TSU's certificate or key may not be used now (RFC 3628 7.2.4; C63, C64).
    UnitNotUsable,
    /// The record of issuance cannot be written (C76).
    RecordNotAvailable,
    /// The key did not sign (§2.4.2 systemFailure).
    SigningFailed,
    /// The signature came later than the limit, so the recorded time is stale (C31).
    SigningTooSlow,
    /// The finished token failed its check before release (C54).
    SelfCheckFailed,
}

impl Refusal {
    /// All of them; metrics are registered from this list.
    pub const ALL: [Self; 14] = [
        Self::MalformedRequest,
        Self::UnsupportedVersion,
        Self::NonceTooLong,
        Self::UnacceptedHash,
        Self::HashParameters,
        Self::ImprintLength,
        Self::UnacceptedPolicy,
        Self::UnacceptedExtension,
        Self::TimeNotAvailable,
        Self::UnitNotUsable,
        Self::RecordNotAvailable,
        Self::SigningFailed,
        Self::SigningTooSlow,
        Self::SelfCheckFailed,
    ];

    /// The one failInfo bit that says it (RFC 3161 §2.4.2). This is the only place where a reason becomes a wire code.
    #[must_use]
    pub const fn fail_info(self) -> PkiFailureInfo {
        match self {
            Self::MalformedRequest | Self::ImprintLength => PkiFailureInfo::BadDataFormat,
            Self::UnsupportedVersion | Self::NonceTooLong => PkiFailureInfo::BadRequest,
            Self::UnacceptedHash | Self::HashParameters => PkiFailureInfo::BadAlg,
            Self::UnacceptedPolicy => PkiFailureInfo::UnacceptedPolicy,
            Self::UnacceptedExtension => PkiFailureInfo::UnacceptedExtension,
            Self::TimeNotAvailable => PkiFailureInfo::TimeNotAvailable,
            Self::UnitNotUsable
            | Self::RecordNotAvailable
            | Self::SigningFailed
            | Self::SigningTooSlow
            | Self::SelfCheckFailed => PkiFailureInfo::SystemFailure,
        }
    }

    /// The fixed English text of the statusString: ASCII, and nothing internal in it (C22).
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::MalformedRequest => "the request is not exactly one DER-encoded TimeStampReq",
            Self::UnsupportedVersion => "only version 1 requests are supported",
            Self::NonceTooLong => "the nonce is longer than 64 octets",
            Self::UnacceptedHash => "the hash algorithm is not accepted",
            Self::HashParameters => "the hash algorithm's parameters must be absent or NULL",
            Self::ImprintLength => "the hash value does not have the length of its algorithm",
            Self::UnacceptedPolicy => "the requested policy is not supported",
            Self::UnacceptedExtension => "request extensions are not supported",
            Self::TimeNotAvailable => "no trustworthy time is available",
            Self::UnitNotUsable
            | Self::RecordNotAvailable
            | Self::SigningFailed
            | Self::SigningTooSlow
            | Self::SelfCheckFailed => "the request could not be handled; try again later",
        }
    }

    /// The word for logs and metric labels.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MalformedRequest => "malformed-request",
            Self::UnsupportedVersion => "unsupported-version",
            Self::NonceTooLong => "nonce-too-long",
            Self::UnacceptedHash => "unaccepted-hash",
            Self::HashParameters => "hash-parameters",
            Self::ImprintLength => "imprint-length",
            Self::UnacceptedPolicy => "unaccepted-policy",
            Self::UnacceptedExtension => "unaccepted-extension",
            Self::TimeNotAvailable => "time-not-available",
            Self::UnitNotUsable => "unit-not-usable",
            Self::RecordNotAvailable => "record-not-available",
            Self::SigningFailed => "signing-failed",
            Self::SigningTooSlow => "signing-too-slow",
            Self::SelfCheckFailed => "self-check-failed",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl core::error::Error for Refusal {}
