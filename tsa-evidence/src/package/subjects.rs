//! Putting together what belongs together: by content first, by folders second.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use tsa_core::HashAlgorithm;

use super::sort::{ClaimFile, Given, Placed, Sorter, Token, is_of};
use super::{PAGE, SCRIPT};
use crate::assessment::{Evidence, FileDigests};
use crate::claim::Claim;
use crate::manifest::{FolderFile, Manifest, ShownFile};
use crate::name_seal::NameSeal;
use crate::sha256;

/// One proof, put together.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The name of the token's file.
    pub name: String,
    /// Its parts.
    pub evidence: Evidence,
    /// The file name that the claim commits to, for people, when its seal is there.
    pub opened_name: Option<String>,
}

impl Sorter {
    /// One for each token over a file; a single one without a token if there is none but something else.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let (second, first): (Vec<_>, Vec<_>) =
            self.tokens.iter().partition(|token| self.is_second(&token.what));
        if first.is_empty() {
            return self.without_token(&second).into_iter().collect();
        }
        let first: Vec<_> = first.iter().filter(|token| !self.is_a_file(&token.what)).collect();
        let is_only = first.len() == 1;
        first.iter().map(|token| self.subject(token, &second, is_only)).collect()
    }

    /// Whether a token is over a claim, or tied to another token. One that commits to a claim itself is over a file, were it a claim.
    fn is_second(&self, token: &Token) -> bool {
        let is_over_claim = self.claims.iter().any(|claim| token.is_over(&claim.what.digest));
        let commits = self.claims.iter().any(|claim| token.names(&claim.what.digest));
        (is_over_claim && !commits) || self.tokens.iter().any(|first| token.names(&first.what.tie))
    }

    /// Whether a token was time-stamped as a file, and nothing is here that it is about.
    fn is_a_file(&self, token: &Token) -> bool {
        let digest = sha256(&token.octets);
        self.tokens.iter().any(|other| other.what.is_over(&digest))
            && !self.files.iter().any(|file| is_of(token, &file.file))
    }

    fn subject(&self, token: &Placed<Token>, second: &[&Placed<Token>], is_only: bool) -> Subject {
        let first = &token.what;
        let near = |folder: &str| folder == token.folder && (!folder.is_empty() || is_only);
        let is_about = |claim: &ClaimFile| claim.about.is_some_and(|digest| first.is_over(&digest));
        let claim = pick(
            &self.claims,
            &[&|c| first.names(&c.what.digest), &|c| near(&c.folder), &|c| is_about(&c.what)],
        );
        let over_claim = |token: &Token| claim.is_some_and(|claim| token.is_over(&claim.what.digest));
        let claim_token =
            pick(second, &[&|t| t.what.names(&first.tie), &|t| over_claim(&t.what), &|t| near(&t.folder)]);
        // A package without its files lacks the manifest: whoever made the proof has it elsewhere.
        let is_head = |octets: &[u8]| {
            Manifest::parse(octets).is_ok_and(|manifest| first.is_over(&manifest.head().sha256()))
        };
        let manifest = pick(&self.manifests, &[&|m| near(&m.folder), &|m| is_head(&m.what)]);
        let manifest = manifest.map(|manifest| &manifest.what);
        let shown = pick(&self.shown, &[&|s| near(&s.folder)]).map(|shown| &shown.what);
        let about = About { sorter: self, token: first, is_near: &near, is_only };
        let (file, folder) = match (shown, manifest) {
            (Some(shown), _) => (about.shown_file(shown), Vec::new()),
            (None, Some(manifest)) => about.folder(manifest),
            (None, None) => (about.file(), Vec::new()),
        };
        let proof_of = |of: &Token| {
            let index = of.index()?;
            let is_its = |proof: &Placed<(Vec<u8>, u64)>| proof.what.1 == index;
            let proof = pick(&self.proofs, &[&|p| is_its(p) && p.folder == token.folder, &|p| is_its(p)]);
            proof.map(|proof| proof.what.0.clone())
        };
        let evidence = Evidence {
            file,
            folder,
            file_token: Some(first.octets.clone()),
            claim: claim.map(|claim| claim.what.octets.clone()),
            claim_token: claim_token.map(|token| token.what.octets.clone()),
            manifest: manifest.cloned(),
            shown: shown.cloned(),
            file_proof: proof_of(first),
            claim_proof: claim_token.and_then(|token| proof_of(&token.what)),
            certificates: self.certificates.clone(),
            crls: self.crls.clone(),
            now: None,
        };
        let opened_name = self.opened_name(&evidence);
        Subject { name: token.name.clone(), evidence, opened_name }
    }

    /// What can be said when there is no token over a file.
    fn without_token(&self, second: &[&Placed<Token>]) -> Option<Subject> {
        let refusal = self.refusals.first();
        let claim = self.claims.first();
        let file = self.files.iter().find(|file| !file.is_evidence);
        if refusal.is_none() && claim.is_none() && second.is_empty() && file.is_none() {
            return None;
        }
        let evidence = Evidence {
            file: file.map(|file| file.file.clone()),
            file_token: refusal.map(|refusal| refusal.what.clone()),
            claim: claim.map(|claim| claim.what.octets.clone()),
            claim_token: second.first().map(|token| token.what.octets.clone()),
            certificates: self.certificates.clone(),
            crls: self.crls.clone(),
            ..Evidence::default()
        };
        let opened_name = self.opened_name(&evidence);
        let name = refusal.map(|refusal| refusal.name.clone()).unwrap_or_default();
        Some(Subject { name, evidence, opened_name })
    }

    fn opened_name(&self, evidence: &Evidence) -> Option<String> {
        let claim = Claim::parse(evidence.claim.as_ref()?).ok()?;
        self.name_seals.iter().find_map(|seals| seals.open(&claim)).map(NameSeal::shown)
    }

    /// Files that lie in no package and are no evidence; what belongs to an unpacked package and is no part of it is left out, unless
    /// `is_wanted` says that it is meant.
    fn loose(&self, is_wanted: &dyn Fn(&str) -> bool) -> Vec<&FileDigests> {
        let is_loose = |file: &&Given| file.package.is_none() && !file.is_evidence;
        let is_companion = |name: &str| {
            let (folder, base) = name.rsplit_once('/').unwrap_or(("", name));
            let is_one = base == SCRIPT || base.starts_with("README") || base == PAGE;
            is_one && self.tokens.iter().any(|token| token.folder == folder)
        };
        let files = self.files.iter().filter(is_loose).map(|file| &file.file);
        files.filter(|file| !is_companion(name_of(file)) || is_wanted(name_of(file))).collect()
    }
}

/// Finds what a token is about.
struct About<'a> {
    sorter: &'a Sorter,
    token: &'a Token,
    is_near: &'a dyn Fn(&str) -> bool,
    is_only: bool,
}

impl About<'_> {
    /// The file with the fingerprint; else the one in the package; else the only one there is, which is then another one.
    fn file(&self) -> Option<FileDigests> {
        let by_digest = self.sorter.files.iter().map(|file| &file.file).find(|file| is_of(self.token, file));
        by_digest.cloned().or_else(|| self.originals().into_iter().next()).or_else(|| self.lone_file())
    }

    /// The file that `shown.json` names, in the same order.
    fn shown_file(&self, shown: &[u8]) -> Option<FileDigests> {
        let shown = ShownFile::parse(shown).ok();
        let is_it = |file: &&FileDigests| shown.as_ref().is_some_and(|shown| is_same(file, shown.file()));
        let by_digest = self.sorter.files.iter().map(|file| &file.file).find(is_it);
        by_digest.cloned().or_else(|| self.originals().into_iter().next()).or_else(|| self.lone_file())
    }

    /// A single file of a folder, or all of the folder: what the package has, else the folder that was given.
    fn folder(&self, manifest: &[u8]) -> (Option<FileDigests>, Vec<FileDigests>) {
        let originals = self.originals();
        if !originals.is_empty() {
            return (None, originals);
        }
        let manifest = Manifest::parse(manifest).ok();
        let known = manifest.as_ref().map(Manifest::files).unwrap_or_default();
        let is_known = |path: &str| known.binary_search_by(|file| file.path.as_str().cmp(path)).is_ok();
        let is_wanted =
            |name: &str| is_known(name) || name.split_once('/').is_some_and(|(_, path)| is_known(path));
        let loose = self.sorter.loose(&is_wanted);
        // A file alone may be any one of the folder's; what came in a folder is the folder.
        if let [file] = loose.as_slice()
            && !name_of(file).contains('/')
        {
            return (Some((*file).clone()), Vec::new());
        }
        let best = folders(&loose).into_iter().max_by_key(|folder| {
            let found = folder.iter().filter(|file| is_known(name_of(file))).count();
            (found, core::cmp::Reverse(folder.len()))
        });
        match best {
            Some(folder) if self.is_only || folder.iter().any(|file| is_known(name_of(file))) => {
                (None, folder)
            }
            _ => {
                let is_one = |file: &&&FileDigests| known.iter().any(|known| is_same(file, known));
                (loose.iter().find(is_one).map(|file| (*file).clone()), Vec::new())
            }
        }
    }

    fn originals(&self) -> Vec<FileDigests> {
        let is_here = |file: &&Given| file.package.as_deref().is_some_and(self.is_near);
        self.sorter.files.iter().filter(is_here).map(|file| file.file.clone()).collect()
    }

    fn lone_file(&self) -> Option<FileDigests> {
        match self.sorter.loose(&|_| false).as_slice() {
            [file] if self.is_only => Some((*file).clone()),
            _ => None,
        }
    }
}

/// The folders that loose files can be: all as they are named, and each that was given, without its own name.
fn folders(loose: &[&FileDigests]) -> Vec<Vec<FileDigests>> {
    let mut given: BTreeMap<&str, Vec<FileDigests>> = BTreeMap::new();
    for file in loose {
        if let Some((folder, path)) = name_of(file).split_once('/') {
            let inside = FileDigests { name: Some(path.to_string()), ..(*file).clone() };
            given.entry(folder).or_default().push(inside);
        }
    }
    let mut folders: Vec<_> = given.into_values().collect();
    if !loose.is_empty() {
        folders.push(loose.iter().map(|file| (*file).clone()).collect());
    }
    folders
}

fn name_of(file: &FileDigests) -> &str {
    file.name.as_deref().unwrap_or_default()
}

fn is_same(file: &FileDigests, known: &FolderFile) -> bool {
    file.digest(HashAlgorithm::Sha256) == Some(known.sha256.as_slice())
}

/// The first candidate that the first of the conditions finds, else the second, and so on.
fn pick<'a, T>(candidates: &'a [T], conditions: &[&dyn Fn(&T) -> bool]) -> Option<&'a T> {
    conditions.iter().find_map(|condition| candidates.iter().find(|candidate| condition(candidate)))
}
