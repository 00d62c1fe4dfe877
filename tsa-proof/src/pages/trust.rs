//! What the service and its authority are trusted by, for people and for the verifier in the browser.

use serde_json::json;

use crate::deposit::pem::base64;
use crate::trust::Trust;

/// The trust entry as JSON for a script element: roots, certificates between, CRLs, policies, log keys.
pub(super) fn json(trust: &Trust) -> String {
    let base64 = |ders: &[Vec<u8>]| ders.iter().map(|der| base64::encode(der)).collect::<Vec<_>>();
    let value = json!({
        "service": trust.service(),
        "roots": base64(trust.roots()),
        "intermediates": base64(&trust.chain()),
        "crls": base64(&trust.crls()),
        "filePolicy": trust.file_policy().to_string(),
        "claimPolicy": trust.claim_policy().to_string(),
        "logPolicy": trust.log_policy().as_deref(),
        "logged": if trust.is_logged() { "required" } else { "optional" },
        "revocation": if trust.has_crls() { "required" } else { "optional" },
    });
    value.to_string().replace('<', "\\u003c")
}
