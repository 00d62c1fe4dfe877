//! Evidence packages without the file, as `GET /proofs/{id}/package` gives them: see docs/claim-format.md, "Evidence package".

use tsa_evidence::asics::Container;
use tsa_evidence::certificate::{certificates_to_pem, crls_to_pem};
use tsa_evidence::claim::{Claim, ClaimFields, FileName};
use tsa_evidence::package as names;
use tsa_evidence::zip;

use crate::i18n::{Lang, Text};
use crate::trust::Trust;

/// The parts of a proof that are its own.
#[derive(Clone, Debug)]
pub struct ProofParts {
    /// `claim.json`.
    pub claim: Vec<u8>,
    /// `file.tsr`.
    pub file_token: Vec<u8>,
    /// `claim.tst`.
    pub claim_token: Vec<u8>,
    /// Proofs of logging of the two, where there is a log.
    pub log_proofs: Option<(String, String)>,
    /// The time in the file's token, as it is shown.
    pub time: String,
    /// Its serial number.
    pub serial: String,
}

/// The ZIP file. What is about the authority comes from `trust`, the README is in `lang`.
#[must_use]
pub fn build(parts: &ProofParts, trust: &Trust, lang: Lang) -> Vec<u8> {
    let container = Container { claim: parts.claim.clone(), token: parts.claim_token.clone() }.to_bytes();
    let chain = certificates_to_pem(&trust.chain());
    let roots = certificates_to_pem(trust.roots());
    let crls = crls_to_pem(&trust.crls());
    let policy = trust.log_policy();
    let entry = trust.file().to_string();
    let readme = readme(parts, lang);
    let mut files: Vec<(&str, &[u8])> = vec![
        (README, readme.as_bytes()),
        (names::FILE_TOKEN, &parts.file_token),
        (names::CLAIM, &parts.claim),
        (names::CLAIM_TOKEN, &parts.claim_token),
        (names::CONTAINER, &container),
        (names::CHAIN, chain.as_bytes()),
        (names::ROOTS, roots.as_bytes()),
        (names::TRUST, entry.as_bytes()),
        (names::SCRIPT, names::VERIFY_SH.as_bytes()),
    ];
    if !crls.is_empty() {
        files.push((names::CRLS, crls.as_bytes()));
    }
    if let Some(policy) = &policy {
        files.push((names::LOG_POLICY, policy.as_bytes()));
    }
    if let Some((file, claim)) = &parts.log_proofs {
        files.push((names::FILE_PROOF, file.as_bytes()));
        files.push((names::CLAIM_PROOF, claim.as_bytes()));
    }
    zip::write(&files)
}

/// What a person reads who finds the package years later.
fn readme(parts: &ProofParts, lang: Lang) -> String {
    let text = Text::new(lang);
    let mut lines =
        vec![text.say("package-title").into_owned(), String::new(), text.say("package-what").into_owned()];
    let claim = Claim::parse(&parts.claim).ok();
    if let Some(claim) = &claim {
        let fields = claim.fields();
        lines.push(String::new());
        if let Some(FileName::Disclosed(name)) = &fields.file.name {
            lines.push(text.with("package-file", "file", name));
        }
        let digest: String = fields.file.sha256.iter().map(|octet| format!("{octet:02x}")).collect();
        lines.push(text.with("package-fingerprint", "fingerprint", &digest));
        lines.push(text.with("package-time", "time", &parts.time));
        lines.push(text.with("package-serial", "serial", &parts.serial));
        lines.extend(people(text, fields));
        lines.push(text.with("package-service", "service", &fields.service));
    }
    let sections: [(&str, &[&str]); 3] = [
        ("package-keep", &["package-keep-copies"]),
        ("package-check-title", &["package-check-script", "", "package-check-root"]),
        (
            "package-means-title",
            &[
                "package-means-shows",
                "package-means-not",
                "package-means-assurance-email",
                "package-means-expiry",
            ],
        ),
    ];
    for (title, paragraphs) in sections {
        lines.push(String::new());
        lines.push(text.say(title).into_owned());
        for paragraph in paragraphs {
            // The empty one stands for the command, which is the same in every language.
            match *paragraph {
                "" => lines.push("  sh verify.sh".to_owned()),
                id => lines.push(text.say(id).into_owned()),
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn people(text: Text, fields: &ClaimFields) -> Vec<String> {
    let holders = fields.holders.iter().map(|holder| text.with("package-holder", "holder", &holder.name));
    let agent = fields.agent.iter().map(|agent| text.with("package-agent", "agent", &agent.name));
    holders.chain(agent).collect()
}

const README: &str = "README.txt";
