//! Putting together what belongs together.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use tsa_core::tlog_policy::LogPolicy;
use tsa_core::verify::TokenFacts;
use tsa_core::{HashAlgorithm, SerialNumber};

use super::{MAX_PART, ORIGINAL, PackageFault, Part, recognise};
use crate::assessment::{Evidence, FileDigests};
use crate::certificate::CertificateFacts;
use crate::claim::Claim;
use crate::trust::TrustFile;
use crate::zip::Archive;
use crate::{Sha256Digest, nonce, sha256};

/// Takes files in any order and puts together which belong to one proof.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    tokens: Vec<Placed<(Vec<u8>, TokenFacts)>>,
    refusals: Vec<Placed<Vec<u8>>>,
    claims: Vec<Placed<Vec<u8>>>,
    manifests: Vec<Placed<Vec<u8>>>,
    shown: Vec<Placed<Vec<u8>>>,
    proofs: Vec<Placed<(Vec<u8>, u64)>>,
    files: Vec<Placed<FileDigests>>,
    certificates: Vec<Vec<u8>>,
    crls: Vec<Vec<u8>>,
    roots: Vec<Vec<u8>>,
    trust: Option<TrustFile>,
    log_policy: Option<LogPolicy>,
    unused: Vec<String>,
}

/// Something, and the folder it came in.
#[derive(Clone, Debug)]
struct Placed<T> {
    folder: String,
    name: String,
    what: T,
}

/// One proof, put together.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The name of the token's file.
    pub name: String,
    /// Its parts.
    pub evidence: Evidence,
}

impl Sorter {
    /// Takes a file that may be evidence; a ZIP file is looked into. True if it is evidence: otherwise it may be what the evidence is
    /// about, and the caller gives its digests by [`Self::add_file`].
    ///
    /// # Errors
    /// [`PackageFault`] for a ZIP file that is refused.
    pub fn add(&mut self, name: &str, octets: &[u8]) -> Result<bool, PackageFault> {
        let Some(part) = recognise(octets) else { return Ok(false) };
        let (folder, base) = name.rsplit_once('/').unwrap_or(("", name));
        let place = || (folder.to_string(), base.to_string());
        match part {
            Part::Token(facts) => self.tokens.push(placed(place(), (octets.to_vec(), *facts))),
            Part::Refusal => self.refusals.push(placed(place(), octets.to_vec())),
            Part::Claim => self.claims.push(placed(place(), octets.to_vec())),
            Part::Manifest => self.manifests.push(placed(place(), octets.to_vec())),
            Part::Shown => self.shown.push(placed(place(), octets.to_vec())),
            Part::Proof(proof) => self.proofs.push(placed(place(), (octets.to_vec(), proof.index))),
            Part::Container(container) => self.add_container(place(), container),
            Part::Zip => return self.add_zip(name, octets),
            Part::Certificates(file) => {
                for certificate in &file.certificates {
                    let is_root =
                        CertificateFacts::read(certificate).is_some_and(|facts| facts.is_self_issued());
                    if is_root && !self.roots.contains(certificate) {
                        self.roots.push(certificate.clone());
                    }
                }
                self.certificates.extend(file.certificates);
                self.crls.extend(file.crls);
            }
            Part::LogPolicy(policy) => self.log_policy = Some(policy),
            Part::Trust(trust) => self.trust = Some(trust),
            Part::FolderHead | Part::Request => {}
        }
        Ok(true)
    }

    /// Takes the digests of a file that the evidence may be about; its name is a path when it came in a folder.
    pub fn add_file(&mut self, file: FileDigests) {
        self.files.push(placed((String::new(), String::new()), file));
    }

    /// Certificates that name themselves as issuers: roots to offer, for the reader to compare with a source that is trusted.
    #[must_use]
    pub fn offered_roots(&self) -> &[Vec<u8>] {
        &self.roots
    }

    /// The trust entry that came with the files.
    #[must_use]
    pub const fn offered_trust(&self) -> Option<&TrustFile> {
        self.trust.as_ref()
    }

    /// The log policy that came with the files.
    #[must_use]
    pub const fn offered_log_policy(&self) -> Option<&LogPolicy> {
        self.log_policy.as_ref()
    }

    /// Names of files in packages that nothing could be made of.
    #[must_use]
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// One for each token over a file; a single one without a token if there is none but something else.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let digests: Vec<Sha256Digest> = self.claims.iter().map(|claim| sha256(&claim.what)).collect();
        let is_second = |token: &Placed<(Vec<u8>, TokenFacts)>| {
            let facts = &token.what.1;
            let over_claim = digests.iter().any(|digest| is_sha256(facts, digest));
            let tied = self.tokens.iter().any(|first| is_tied(facts, &first.what.1));
            over_claim || tied
        };
        let (second, first): (Vec<_>, Vec<_>) = self.tokens.iter().partition(|token| is_second(token));
        if first.is_empty() {
            return self.without_token(&second).into_iter().collect();
        }
        let is_only = first.len() == 1;
        first.iter().map(|token| self.subject(token, &second, is_only)).collect()
    }

    fn subject(
        &self,
        token: &Placed<(Vec<u8>, TokenFacts)>,
        second: &[&Placed<(Vec<u8>, TokenFacts)>],
        is_only: bool,
    ) -> Subject {
        let (octets, facts) = &token.what;
        let near = |folder: &str| folder == token.folder && (!folder.is_empty() || is_only);
        let commits =
            |claim: &[u8]| facts.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, &sha256(claim)));
        let is_about = |claim: &[u8]| {
            Claim::parse(claim).is_ok_and(|claim| is_sha256(facts, &claim.fields().file.sha256))
        };
        let claim =
            pick(&self.claims, &[&|c| commits(&c.what), &|c| near(&c.folder), &|c| is_about(&c.what)]);
        let digest = claim.map(|claim| sha256(&claim.what));
        let over_claim = |facts: &TokenFacts| digest.is_some_and(|digest| is_sha256(facts, &digest));
        let claim_token =
            pick(second, &[&|t| is_tied(&t.what.1, facts), &|t| over_claim(&t.what.1), &|t| near(&t.folder)]);
        let file = pick(
            &self.files,
            &[
                &|f| f.what.digest(facts.hash) == Some(facts.hashed_message.as_slice()),
                &|f| near(&f.folder) && !f.folder.is_empty(),
                &|_| is_only && self.files.len() == 1,
            ],
        );
        let manifest = pick(&self.manifests, &[&|m| near(&m.folder)]);
        let shown = pick(&self.shown, &[&|s| near(&s.folder)]);
        let proof_of = |facts: &TokenFacts| {
            let index = SerialNumber::from_content(&facts.serial)?.index().value();
            let is_its = |proof: &Placed<(Vec<u8>, u64)>| proof.what.1 == index;
            let proof = pick(&self.proofs, &[&|p| is_its(p) && p.folder == token.folder, &|p| is_its(p)]);
            proof.map(|proof| proof.what.0.clone())
        };
        let folder = if manifest.is_some() || shown.is_some() {
            self.files.iter().map(|file| file.what.clone()).collect()
        } else {
            Vec::new()
        };
        let evidence = Evidence {
            file: file.map(|file| file.what.clone()),
            folder,
            file_token: Some(octets.clone()),
            claim: claim.map(|claim| claim.what.clone()),
            claim_token: claim_token.map(|token| token.what.0.clone()),
            manifest: manifest.map(|manifest| manifest.what.clone()),
            shown: shown.map(|shown| shown.what.clone()),
            file_proof: proof_of(facts),
            claim_proof: claim_token.and_then(|token| proof_of(&token.what.1)),
            certificates: self.certificates.clone(),
            crls: self.crls.clone(),
        };
        Subject { name: token.name.clone(), evidence }
    }

    /// What can be said when there is no token over a file.
    fn without_token(&self, second: &[&Placed<(Vec<u8>, TokenFacts)>]) -> Option<Subject> {
        let refusal = self.refusals.first();
        let claim = self.claims.first();
        if refusal.is_none() && claim.is_none() && second.is_empty() && self.files.is_empty() {
            return None;
        }
        let evidence = Evidence {
            file: self.files.first().map(|file| file.what.clone()),
            file_token: refusal.map(|refusal| refusal.what.clone()),
            claim: claim.map(|claim| claim.what.clone()),
            claim_token: second.first().map(|token| token.what.0.clone()),
            certificates: self.certificates.clone(),
            crls: self.crls.clone(),
            ..Evidence::default()
        };
        Some(Subject { name: refusal.map(|refusal| refusal.name.clone()).unwrap_or_default(), evidence })
    }

    /// The container repeats claim and claim token: they count only where the files themselves are missing.
    fn add_container(&mut self, place: (String, String), container: crate::asics::Container) {
        if !self.claims.iter().any(|claim| claim.what == container.claim) {
            self.claims.push(placed(place.clone(), container.claim));
        }
        if let Some(Part::Token(facts)) = recognise(&container.token)
            && !self.tokens.iter().any(|token| token.what.1.tst_info == facts.tst_info)
        {
            self.tokens.push(placed(place, (container.token, *facts)));
        }
    }

    fn add_zip(&mut self, zip: &str, octets: &[u8]) -> Result<bool, PackageFault> {
        let archive = Archive::open(octets)?;
        for entry in archive.entries() {
            // Two packages at once stay apart by their own names.
            let name = [zip, "/", &entry.name].concat();
            let content = archive.read(entry, MAX_PART)?;
            match entry.name.split_once(ORIGINAL) {
                Some((before, path)) if before.is_empty() || before.ends_with('/') => {
                    let folder = [zip, "/", before].concat().trim_end_matches('/').to_string();
                    self.files.push(placed((folder, path.to_string()), digests_of(path, &content)));
                }
                _ if recognise(&content).is_none_or(|part| matches!(part, Part::Zip)) => {
                    self.unused.push(name);
                }
                _ => drop(self.add(&name, &content)?),
            }
        }
        Ok(true)
    }
}

fn placed<T>((folder, name): (String, String), what: T) -> Placed<T> {
    Placed { folder, name, what }
}

fn digests_of(path: &str, octets: &[u8]) -> FileDigests {
    let algorithms = [HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512];
    FileDigests {
        name: Some(path.to_string()),
        size: Some(octets.len() as u64),
        digests: algorithms.iter().map(|algorithm| (*algorithm, algorithm.digest(octets))).collect(),
    }
}

/// The first candidate that the first of the conditions finds, else the second, and so on.
fn pick<'a, T>(candidates: &'a [T], conditions: &[&dyn Fn(&T) -> bool]) -> Option<&'a T> {
    conditions.iter().find_map(|condition| candidates.iter().find(|candidate| condition(candidate)))
}

fn is_sha256(facts: &TokenFacts, digest: &Sha256Digest) -> bool {
    facts.hash == HashAlgorithm::Sha256 && facts.hashed_message == digest
}

/// Whether a token names another one in its nonce.
fn is_tied(second: &TokenFacts, first: &TokenFacts) -> bool {
    second.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, &sha256(&first.tst_info)))
}
