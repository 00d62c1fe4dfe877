//! Evidence packages without the file, as `GET /proofs/{id}/package` gives them: see docs/claim-format.md, "Evidence package".

pub mod archive;

use std::sync::OnceLock;

use base16ct::lower;
use tsa_core::verify::{RuleSet, Verification, verify_response, verify_token};
use tsa_evidence::asics::Container;
use tsa_evidence::certificate::{CertificateFacts, certificates_to_pem, crls_to_pem};
use tsa_evidence::claim::{Claim, ClaimFields, FileName, Subject};
use tsa_evidence::package as names;
use tsa_evidence::zip;

use crate::front::verify_html;
use crate::i18n::{Lang, Text, format};
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
    /// How exact that time is, in microseconds; `None` where the token does not say.
    pub accuracy_micros: Option<i64>,
    /// Its serial number.
    pub serial: String,
}

/// What a package is to be like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The language of the README and of the page that checks.
    pub lang: Lang,
    /// Whether `verify.html` goes in, which is most of a package's size; many packages can do with one beside them.
    pub verify_page: bool,
    /// Whether the README names `original/`, which somebody else puts in: the service never has the file.
    pub original: bool,
}

/// The ZIP file. What is about the authority comes from `trust`.
#[must_use]
pub fn build(parts: &ProofParts, trust: &Trust, outline: Outline) -> Vec<u8> {
    let container = Container { claim: parts.claim.clone(), token: parts.claim_token.clone() }.to_bytes();
    let chain = certificates_to_pem(&chain_of(parts, trust));
    let roots = certificates_to_pem(trust.roots());
    let crls = crls_to_pem(&trust.crls());
    let policy = trust.log_policy();
    let entry = trust.file().to_string();
    let readme = Readme { parts, trust, outline, text: Text::new(outline.lang) }.write();
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
    if outline.verify_page {
        files.push((names::PAGE, untrusting_page(outline.lang).as_bytes()));
    }
    zip::write(&files)
}

/// The verifier that believes nobody until its reader does.
#[must_use]
pub fn untrusting_page(lang: Lang) -> &'static str {
    static PAGES: [OnceLock<String>; Lang::ALL.len()] = [const { OnceLock::new() }; Lang::ALL.len()];
    let page = Lang::ALL.iter().zip(&PAGES).find(|(one, _)| **one == lang);
    page.map_or("", |(_, page)| page.get_or_init(|| verify_html(lang, "{}").html))
}

/// The certificates between the two signers and the roots, signers included. What else the service has learned in its time is of no
/// use here, and could be a replaced certificate.
fn chain_of(parts: &ProofParts, trust: &Trust) -> Vec<Vec<u8>> {
    let known = trust.chain();
    let question =
        Verification::new(RuleSet::Rfc3161, trust.roots()).intermediates(&known).without_revocation();
    let reports =
        [verify_response(&parts.file_token, &question), verify_token(&parts.claim_token, &question)];
    let mut chain: Vec<Vec<u8>> = Vec::new();
    for certificate in reports.into_iter().flatten().flat_map(|report| report.chain) {
        if !trust.roots().contains(&certificate) && !chain.contains(&certificate) {
            chain.push(certificate);
        }
    }
    // A token that leads to no root would be a fault of long ago: then rather too much than too little.
    if chain.is_empty() { known } else { chain }
}

/// What a person reads who finds the package years later.
struct Readme<'a> {
    parts: &'a ProofParts,
    trust: &'a Trust,
    outline: Outline,
    text: Text,
}

impl Readme<'_> {
    fn write(&self) -> String {
        let claim = Claim::parse(&self.parts.claim).ok();
        let fields = claim.as_ref().map(Claim::fields);
        let mut sections = vec![vec![self.say("package-title")], vec![self.say("package-what")]];
        sections.extend(fields.map(|fields| self.facts(fields)));
        sections.push(vec![self.say("package-keep"), self.say("package-keep-copies")]);
        sections.push(self.how_to_check());
        sections.push(self.contents(fields));
        sections.push(self.meaning(fields));
        sections.iter().map(|lines| lines.join("\n") + "\n").collect::<Vec<_>>().join("\n")
    }

    fn facts(&self, fields: &ClaimFields) -> Vec<String> {
        let Self { parts, text, .. } = self;
        let mut lines = Vec::new();
        if let Some(FileName::Disclosed(name)) = &fields.file.name {
            lines.push(text.with("package-file", "file", name));
        }
        lines.push(text.with(
            "package-fingerprint",
            "fingerprint",
            lower::encode_string(&fields.file.sha256),
        ));
        lines.push(text.with("package-time", "time", &parts.time));
        if let Some(micros) = parts.accuracy_micros {
            lines.push(text.with("package-accuracy", "accuracy", format::accuracy(*text, micros)));
        }
        lines.push(text.with("package-serial", "serial", &parts.serial));
        lines.extend(fields.holders.iter().map(|holder| text.with("package-holder", "holder", &holder.name)));
        lines.extend(fields.agent.iter().map(|agent| text.with("package-agent", "agent", &agent.name)));
        lines.push(text.with("package-service", "service", &fields.service));
        lines.push(text.with("package-number", "id", lower::encode_string(&fields.id)));
        lines
    }

    fn how_to_check(&self) -> Vec<String> {
        let mut lines = vec![self.say("package-check-title")];
        if self.outline.verify_page {
            lines.push(self.say("package-check-page"));
        }
        lines.push(self.say("package-check-script"));
        // The command is the same in every language.
        lines.push("  sh verify.sh".to_owned());
        lines.push(self.say("package-check-root"));
        let roots = self.trust.roots().iter().filter_map(|der| CertificateFacts::read(der));
        lines.extend(roots.map(|root| {
            self.text.with(
                "package-check-root-fingerprint",
                "fingerprint",
                lower::encode_string(&root.sha256),
            )
        }));
        if self.trust.has_crls() {
            lines.push(self.say("package-check-crl"));
        }
        lines
    }

    fn contents(&self, fields: Option<&ClaimFields>) -> Vec<String> {
        let is_folder = fields.is_some_and(|fields| fields.subject == Subject::Folder);
        let named = [
            ("package-contents-file", self.outline.original),
            ("package-contents-manifest", is_folder),
            ("package-contents-file-tsr", true),
            ("package-contents-claim", true),
            ("package-contents-claim-tst", true),
            ("package-contents-claim-asics", true),
            ("package-contents-certificates", true),
            ("package-contents-log", self.parts.log_proofs.is_some()),
            ("package-contents-policy", true),
        ];
        let mut lines = vec![self.say("package-contents-title")];
        lines.extend(named.iter().filter(|(_, there)| *there).map(|(id, _)| self.say(id)));
        let verify = if self.outline.verify_page { "verify.sh, verify.html" } else { "verify.sh" };
        lines.push(self.text.with("package-contents-verify", "files", verify));
        lines
    }

    fn meaning(&self, fields: Option<&ClaimFields>) -> Vec<String> {
        let mut lines = vec![
            self.say("package-means-title"),
            self.say("package-means-shows"),
            self.say("package-means-not"),
        ];
        if let Some(fields) = fields {
            let level = fields.assurance.level.word();
            lines.push(self.say(&format!("package-means-assurance-{level}")));
        }
        lines.push(self.say("package-means-expiry"));
        lines
    }

    fn say(&self, id: &str) -> String {
        self.text.say(id).into_owned()
    }
}

const README: &str = "README.txt";
