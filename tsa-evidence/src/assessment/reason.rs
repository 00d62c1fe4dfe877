//! Why a verdict is no pass. The codes stand in `docs/claim-format.md` and never change their meaning.

use alloc::string::String;

use tsa_core::HashAlgorithm;

use crate::claim::ClaimFault;

/// Why a verdict is no pass.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is the code that `docs/claim-format.md` explains")]
pub enum Reason {
    FileDiffers,
    FileSizeDiffers,
    FileSha512Differs,
    ManifestMalformed,
    ManifestDiffers,
    /// With the path.
    FolderFileDiffers(String),
    /// With the path.
    FolderFileMissing(String),
    /// With the path.
    FolderFileExtra(String),
    ShownFileNotInFolder,
    NoFile,
    NoToken,
    NoManifest,
    /// With the algorithm of the token.
    DigestNotComputed(HashAlgorithm),
    TokenUnreadable,
    /// Of token A.
    Token(TokenFault),
    /// Of token B.
    ClaimToken(TokenFault),
    NoClaim,
    NoClaimToken,
    FileTokenNotValid,
    NoClaimPolicy,
    /// Of the claim itself.
    Claim(ClaimFault),
    ClaimOfAnotherFile,
    ClaimNotCommitted,
    ClaimService,
    ClaimPolicy,
    ClaimTokenOtherClaim,
    ClaimTokenOtherFileToken,
    ClaimTokenEarlier,
}

impl Reason {
    /// The stable code, in kebab case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FileDiffers => "file-differs",
            Self::FileSizeDiffers => "file-size-differs",
            Self::FileSha512Differs => "file-sha512-differs",
            Self::ManifestMalformed => "manifest-malformed",
            Self::ManifestDiffers => "manifest-differs",
            Self::FolderFileDiffers(_) => "folder-file-differs",
            Self::FolderFileMissing(_) => "folder-file-missing",
            Self::FolderFileExtra(_) => "folder-file-extra",
            Self::ShownFileNotInFolder => "shown-file-not-in-folder",
            Self::NoFile => "no-file",
            Self::NoToken => "no-token",
            Self::NoManifest => "no-manifest",
            Self::DigestNotComputed(_) => "digest-not-computed",
            Self::TokenUnreadable => "token-unreadable",
            Self::Token(fault) => fault.codes().0,
            Self::ClaimToken(fault) => fault.codes().1,
            Self::NoClaim => "no-claim",
            Self::NoClaimToken => "no-claim-token",
            Self::FileTokenNotValid => "file-token-not-valid",
            Self::NoClaimPolicy => "no-claim-policy",
            Self::Claim(fault) => fault.code(),
            Self::ClaimOfAnotherFile => "claim-of-another-file",
            Self::ClaimNotCommitted => "claim-not-committed",
            Self::ClaimService => "claim-service",
            Self::ClaimPolicy => "claim-policy",
            Self::ClaimTokenOtherClaim => "claim-token-other-claim",
            Self::ClaimTokenOtherFileToken => "claim-token-other-file-token",
            Self::ClaimTokenEarlier => "claim-token-earlier",
        }
    }

    /// The path in the folder, the member of the claim or the hash algorithm that the reason is about.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::FolderFileDiffers(path) | Self::FolderFileMissing(path) | Self::FolderFileExtra(path) => {
                Some(path)
            }
            Self::DigestNotComputed(algorithm) => Some(algorithm.name()),
            Self::Claim(
                ClaimFault::MemberMissing(member)
                | ClaimFault::MemberUnknown(member)
                | ClaimFault::MemberRefused { member, .. },
            ) => Some(member),
            _ => None,
        }
    }

    /// True where something is missing: the verdict is then *cannot tell*, otherwise *fail*.
    #[must_use]
    pub const fn is_doubt(&self) -> bool {
        match self {
            Self::Token(fault) | Self::ClaimToken(fault) => fault.is_doubt(),
            Self::NoFile
            | Self::NoToken
            | Self::NoManifest
            | Self::DigestNotComputed(_)
            | Self::TokenUnreadable
            | Self::NoClaim
            | Self::NoClaimToken
            | Self::FileTokenNotValid
            | Self::NoClaimPolicy => true,
            _ => false,
        }
    }
}

/// What is wrong with a token, or missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the code that `docs/claim-format.md` explains")]
pub enum TokenFault {
    Refused,
    Malformed,
    Signature,
    Signer,
    Chain,
    Expired,
    Revoked,
    RootNotTrusted,
    Policy,
    LogProofWrong,
    LogProofOther,
    LogTime,
    LogProofMissing,
    LogUnknown,
    LogWitnesses,
    IssuerUnknown,
    RevocationUnknown,
}

impl TokenFault {
    /// True where something is missing that would decide it.
    #[must_use]
    pub const fn is_doubt(self) -> bool {
        matches!(
            self,
            Self::LogProofMissing
                | Self::LogUnknown
                | Self::LogWitnesses
                | Self::IssuerUnknown
                | Self::RevocationUnknown
        )
    }

    /// The codes for token A and for token B.
    const fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::Refused => ("token-refused", "claim-token-refused"),
            Self::Malformed => ("token-malformed", "claim-token-malformed"),
            Self::Signature => ("token-signature", "claim-token-signature"),
            Self::Signer => ("token-signer", "claim-token-signer"),
            Self::Chain => ("token-chain", "claim-token-chain"),
            Self::Expired => ("token-expired", "claim-token-expired"),
            Self::Revoked => ("token-revoked", "claim-token-revoked"),
            Self::RootNotTrusted => ("token-root-not-trusted", "claim-token-root-not-trusted"),
            Self::Policy => ("token-policy", "claim-token-policy"),
            Self::LogProofWrong => ("token-log-proof-wrong", "claim-token-log-proof-wrong"),
            Self::LogProofOther => ("token-log-proof-other", "claim-token-log-proof-other"),
            Self::LogTime => ("token-log-time", "claim-token-log-time"),
            Self::LogProofMissing => ("token-log-proof-missing", "claim-token-log-proof-missing"),
            Self::LogUnknown => ("token-log-unknown", "claim-token-log-unknown"),
            Self::LogWitnesses => ("token-log-witnesses", "claim-token-log-witnesses"),
            Self::IssuerUnknown => ("token-issuer-unknown", "claim-token-issuer-unknown"),
            Self::RevocationUnknown => ("token-revocation-unknown", "claim-token-revocation-unknown"),
        }
    }
}
