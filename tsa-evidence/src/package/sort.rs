//! Putting together what belongs together.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use tsa_core::tlog_policy::LogPolicy;
use tsa_core::verify::TokenFacts;
use tsa_core::{HashAlgorithm, SerialNumber};

use super::{MAX_PART, ORIGINAL, PAGE, PackageFault, Part, SCRIPT, recognise};
use crate::assessment::{Evidence, FileDigests};
use crate::certificate::CertificateFacts;
use crate::claim::Claim;
use crate::trust::TrustFile;
use crate::zip::Archive;
use crate::{Sha256Digest, nonce, sha256};

/// Takes files in any order and puts together which belong to one proof.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    tokens: Vec<Placed<Token>>,
    refusals: Vec<Placed<Vec<u8>>>,
    claims: Vec<Placed<ClaimFile>>,
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

/// A token and what it says.
#[derive(Clone, Debug)]
struct Token {
    octets: Vec<u8>,
    facts: TokenFacts,
    /// SHA-256 of its TSTInfo: what the nonce of a claim token holds.
    tie: Sha256Digest,
}

impl Token {
    fn new(octets: Vec<u8>, facts: TokenFacts) -> Self {
        let tie = sha256(&facts.tst_info);
        Self { octets, facts, tie }
    }

    /// Whether it is over the octets with this digest.
    fn is_over(&self, digest: &Sha256Digest) -> bool {
        self.facts.hash == HashAlgorithm::Sha256 && self.facts.hashed_message == digest
    }

    /// Whether its nonce is this digest.
    fn names(&self, digest: &Sha256Digest) -> bool {
        self.facts.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, digest))
    }
}

/// A claim, perhaps an altered one.
#[derive(Clone, Debug)]
struct ClaimFile {
    octets: Vec<u8>,
    digest: Sha256Digest,
    /// The digest that it is about, if it can be read.
    about: Option<Sha256Digest>,
}

impl ClaimFile {
    fn new(octets: Vec<u8>) -> Self {
        let about = Claim::parse(&octets).ok().map(|claim| claim.fields().file.sha256);
        Self { digest: sha256(&octets), octets, about }
    }
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
            Part::Token(facts) => self.tokens.push(placed(place(), Token::new(octets.to_vec(), *facts))),
            Part::Refusal => self.refusals.push(placed(place(), octets.to_vec())),
            Part::Claim => self.claims.push(placed(place(), ClaimFile::new(octets.to_vec()))),
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
                add_new(&mut self.certificates, file.certificates);
                add_new(&mut self.crls, file.crls);
            }
            Part::LogPolicy(policy) => self.log_policy = Some(policy),
            Part::Trust(trust) => self.trust = Some(trust),
            Part::FolderHead | Part::Request => {}
        }
        Ok(true)
    }

    /// Takes the digests of a file that the evidence may be about; its name is a path when it came in a folder. What stands in
    /// `original/` of an unpacked package belongs to that package.
    pub fn add_file(&mut self, mut file: FileDigests) {
        let name = file.name.clone().unwrap_or_default();
        let place = match split_original(&name) {
            Some((folder, path)) => {
                file.name = Some(path.to_string());
                (folder.to_string(), path.to_string())
            }
            None => (String::new(), String::new()),
        };
        self.files.push(placed(place, file));
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
        let is_second = |token: &Placed<Token>| {
            self.claims.iter().any(|claim| token.what.is_over(&claim.what.digest))
                || self.tokens.iter().any(|first| token.what.names(&first.what.tie))
        };
        let (second, first): (Vec<_>, Vec<_>) = self.tokens.iter().partition(|token| is_second(token));
        if first.is_empty() {
            return self.without_token(&second).into_iter().collect();
        }
        let is_only = first.len() == 1;
        first.iter().map(|token| self.subject(token, &second, is_only)).collect()
    }

    fn subject(&self, token: &Placed<Token>, second: &[&Placed<Token>], is_only: bool) -> Subject {
        let (first, facts) = (&token.what, &token.what.facts);
        let near = |folder: &str| folder == token.folder && (!folder.is_empty() || is_only);
        let is_about = |claim: &ClaimFile| claim.about.is_some_and(|digest| first.is_over(&digest));
        let claim = pick(
            &self.claims,
            &[&|c| first.names(&c.what.digest), &|c| near(&c.folder), &|c| is_about(&c.what)],
        );
        let over_claim = |token: &Token| claim.is_some_and(|claim| token.is_over(&claim.what.digest));
        let claim_token =
            pick(second, &[&|t| t.what.names(&first.tie), &|t| over_claim(&t.what), &|t| near(&t.folder)]);
        let others = self.files.iter().filter(|file| !is_companion(file)).count();
        let file = pick(
            &self.files,
            &[
                &|f| f.what.digest(facts.hash) == Some(facts.hashed_message.as_slice()),
                &|f| near(&f.folder) && !f.name.is_empty(),
                &|f| is_only && others == 1 && !is_companion(f),
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
            file_token: Some(first.octets.clone()),
            claim: claim.map(|claim| claim.what.octets.clone()),
            claim_token: claim_token.map(|token| token.what.octets.clone()),
            manifest: manifest.map(|manifest| manifest.what.clone()),
            shown: shown.map(|shown| shown.what.clone()),
            file_proof: proof_of(facts),
            claim_proof: claim_token.and_then(|token| proof_of(&token.what.facts)),
            certificates: self.certificates.clone(),
            crls: self.crls.clone(),
        };
        Subject { name: token.name.clone(), evidence }
    }

    /// What can be said when there is no token over a file.
    fn without_token(&self, second: &[&Placed<Token>]) -> Option<Subject> {
        let refusal = self.refusals.first();
        let claim = self.claims.first();
        if refusal.is_none() && claim.is_none() && second.is_empty() && self.files.is_empty() {
            return None;
        }
        let evidence = Evidence {
            file: self.files.first().map(|file| file.what.clone()),
            file_token: refusal.map(|refusal| refusal.what.clone()),
            claim: claim.map(|claim| claim.what.octets.clone()),
            claim_token: second.first().map(|token| token.what.octets.clone()),
            certificates: self.certificates.clone(),
            crls: self.crls.clone(),
            ..Evidence::default()
        };
        Some(Subject { name: refusal.map(|refusal| refusal.name.clone()).unwrap_or_default(), evidence })
    }

    /// The container repeats claim and claim token: they count only where the files themselves are missing.
    fn add_container(&mut self, place: (String, String), container: crate::asics::Container) {
        if !self.claims.iter().any(|claim| claim.what.octets == container.claim) {
            self.claims.push(placed(place.clone(), ClaimFile::new(container.claim)));
        }
        if let Some(Part::Token(facts)) = recognise(&container.token)
            && !self.tokens.iter().any(|token| token.what.facts.tst_info == facts.tst_info)
        {
            self.tokens.push(placed(place, Token::new(container.token, *facts)));
        }
    }

    fn add_zip(&mut self, zip: &str, octets: &[u8]) -> Result<bool, PackageFault> {
        let archive = Archive::open(octets)?;
        for entry in archive.entries() {
            // Two packages at once stay apart by their own names.
            let name = [zip, "/", &entry.name].concat();
            let content = archive.read(entry, MAX_PART)?;
            match split_original(&name) {
                Some((folder, path)) => {
                    self.files
                        .push(placed((folder.to_string(), path.to_string()), digests_of(path, &content)));
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

/// The folder of a package, and the path in its `original/`.
fn split_original(name: &str) -> Option<(&str, &str)> {
    match name.strip_prefix(ORIGINAL) {
        Some(path) => Some(("", path)),
        None => {
            let at = name.find(["/", ORIGINAL].concat().as_str())?;
            let (folder, rest) = name.split_at_checked(at)?;
            Some((folder, rest.get(ORIGINAL.len().checked_add(1)?..)?))
        }
    }
}

/// What lies in an unpacked package beside the evidence: it is hardly what the evidence is about.
fn is_companion(file: &Placed<FileDigests>) -> bool {
    let name = file.what.name.as_deref().unwrap_or_default();
    let base = name.rsplit_once('/').map_or(name, |(_, base)| base);
    file.name.is_empty() && (base == SCRIPT || base.starts_with("README") || base == PAGE)
}

/// The first candidate that the first of the conditions finds, else the second, and so on.
fn pick<'a, T>(candidates: &'a [T], conditions: &[&dyn Fn(&T) -> bool]) -> Option<&'a T> {
    conditions.iter().find_map(|condition| candidates.iter().find(|candidate| condition(candidate)))
}

/// Many packages bring the same certificates.
fn add_new(all: &mut Vec<Vec<u8>>, more: Vec<Vec<u8>>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
