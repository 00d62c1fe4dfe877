//! The one place where the signer's certificate is chosen, and what that certificate must be.
//!
//! Every later check takes the certificate that [`find`] returned. Nothing else in the verifier picks a certificate out of the
//! token, neither by position nor by key usage nor by trying keys (CVE-2026-39984 is what happens otherwise).

use super::certificate::{Certificate, SIGNING_BITS};
use super::check::{Check, require};
use super::cms::{SignerIdentifier, SignerInfo};
use super::ess::SigningCertificate;
use super::report::Failure;
use super::rules::Rule;
use super::signature::{SignatureAlgorithm, SignatureError, verify_cms_signature};
use crate::asn1::oid;

/// The certificate that `sid` names and the signing certificate attribute identifies.
pub(super) fn find<'c, 'a>(
    sid: &SignerIdentifier<'_>,
    identified: &SigningCertificate<'_>,
    candidates: &'c [Certificate<'a>],
    check: &mut Check,
) -> Result<&'c Certificate<'a>, Failure> {
    let mut named = candidates.iter().filter(|certificate| is_named(sid, certificate)).peekable();
    require(Rule::SignerCertificate, named.peek().is_some())?;
    let signer = named.find(|certificate| identified.identifies(certificate)).ok_or(Rule::EssMatch)?;
    let verbatim = match sid {
        SignerIdentifier::IssuerAndSerialNumber { issuer, .. } => *issuer == signer.issuer.raw,
        SignerIdentifier::SubjectKeyIdentifier(_) => true,
    };
    check.strictly(Rule::SignerIdentifier, verbatim)?;
    Ok(signer)
}

fn is_named(sid: &SignerIdentifier<'_>, certificate: &Certificate<'_>) -> bool {
    match sid {
        SignerIdentifier::IssuerAndSerialNumber { issuer, serial } => {
            certificate.serial == *serial && certificate.issuer.is(issuer)
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            certificate.extensions.subject_key_identifier == Some(*id)
        }
    }
}

/// RFC 5652 §5.6: the signature over the signed attributes, by the key of `certificate`.
pub(super) fn verify(
    signer: &SignerInfo<'_>,
    to_be_signed: &[u8],
    certificate: &Certificate<'_>,
    check: &mut Check,
) -> Result<(), Failure> {
    let (signature, digest) = (&signer.signature_algorithm.identifier, &signer.digest_algorithm.identifier);
    let algorithm = SignatureAlgorithm::of_signer_info(signature, digest)
        .map_err(|cause| Failure::with_cause(Rule::SignatureAlgorithm, cause))?;
    // Conformance C44: one way of writing each. PSS and Ed25519 have only one.
    let form_kept = match algorithm {
        SignatureAlgorithm::RsaPkcs1(_) => {
            signature.oid == oid::RSA_ENCRYPTION && signature.parameters.is_some()
        }
        _ => true,
    };
    check.strictly(Rule::SignatureAlgorithmForm, form_kept)?;
    verify_cms_signature(certificate.spki, signature, digest, to_be_signed, signer.signature).map_err(
        |cause| {
            let rule =
                if cause == SignatureError::Invalid { Rule::Signature } else { Rule::SignatureAlgorithm };
            Failure::with_cause(rule, cause)
        },
    )
}

/// RFC 3161 §2.3 and rows C60–C63: what a certificate must say to sign tokens at `gen_time` (seconds since 1970).
pub(super) fn check_profile(
    certificate: &Certificate<'_>,
    gen_time: u64,
    check: &mut Check,
) -> Result<(), Failure> {
    let extensions = &certificate.extensions;
    let sole = extensions.extended_key_usage.as_ref().is_some_and(|usage| {
        usage.critical
            && matches!(usage.purposes.as_slice(), [only] if *only == oid::KP_TIME_STAMPING.as_bytes())
    });
    require(Rule::SignerExtendedKeyUsage, sole)?;
    require(Rule::SignerNotCa, !certificate.is_ca())?;
    require(Rule::SignerKeyUsage, certificate.allows_key_usage(SIGNING_BITS))?;
    let nothing_else = extensions.key_usage.is_none_or(|usage| usage & !SIGNING_BITS == 0);
    check.strictly(Rule::SignerKeyUsageForm, nothing_else)?;
    let in_period = extensions.private_key_usage_period.is_none_or(|period| {
        period.not_before.is_none_or(|from| from <= gen_time)
            && period.not_after.is_none_or(|to| gen_time <= to)
    });
    require(Rule::SignerKeyPeriod, in_period)
}
