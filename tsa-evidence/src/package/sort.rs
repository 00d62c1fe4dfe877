//! Taking files in any order. What belongs together is found by `subjects.rs`.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use tsa_core::tlog_policy::LogPolicy;
use tsa_core::verify::TokenFacts;
use tsa_core::{HashAlgorithm, SerialNumber};

use super::{MAX_PART, MAX_PARTS, ORIGINAL, PackageFault, Part, is_original, is_package, recognise};
use crate::assessment::{Digester, FileDigests};
use crate::certificate::CertificateFacts;
use crate::claim::Claim;
use crate::name_seal::NameSeals;
use crate::trust::TrustFile;
use crate::zip::{Archive, Entry, Unpacker, ZipFault};
use crate::{Sha256Digest, nonce, sha256};

/// An entry of a package, unpacked.
#[derive(Clone, Debug)]
pub enum Unpacked {
    /// One in `original/`: its digests are all that is asked of it.
    Original(FileDigests),
    /// Any other.
    Part(Vec<u8>),
}

/// Takes files in any order and puts together which belong to one proof.
#[derive(Clone, Debug, Default)]
pub struct Sorter {
    pub(super) tokens: Vec<Placed<Token>>,
    pub(super) refusals: Vec<Placed<Vec<u8>>>,
    pub(super) claims: Vec<Placed<ClaimFile>>,
    pub(super) manifests: Vec<Placed<Vec<u8>>>,
    pub(super) shown: Vec<Placed<Vec<u8>>>,
    pub(super) proofs: Vec<Placed<(Vec<u8>, u64)>>,
    pub(super) name_seals: Vec<NameSeals>,
    pub(super) files: Vec<Given>,
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) crls: Vec<Vec<u8>>,
    roots: Vec<Vec<u8>>,
    trust: Option<TrustFile>,
    log_policy: Option<LogPolicy>,
    unused: Vec<String>,
    /// How many octets were kept of what was unpacked.
    pub(super) kept: usize,
}

/// What an entry of a package is.
enum Found {
    Original(FileDigests),
    Part(Vec<u8>, Part),
    Unused,
}

/// Something, and the folder it came in.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) folder: String,
    pub(super) name: String,
    pub(super) what: T,
}

/// A file that evidence may be about.
#[derive(Clone, Debug)]
pub(super) struct Given {
    /// The folder of the package in whose `original/` it lies; `None` for a file that lies anywhere else.
    pub(super) package: Option<String>,
    /// Whether it was taken as evidence too: then only its digest can make it the file.
    pub(super) is_evidence: bool,
    pub(super) file: FileDigests,
}

/// A token and what it says.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) octets: Vec<u8>,
    pub(super) facts: TokenFacts,
    /// SHA-256 of its TSTInfo: what the nonce of a claim token holds.
    pub(super) tie: Sha256Digest,
}

impl Token {
    fn new(octets: Vec<u8>, facts: TokenFacts) -> Self {
        let tie = sha256(&facts.tst_info);
        Self { octets, facts, tie }
    }

    /// Whether it is over the octets with this digest.
    pub(super) fn is_over(&self, digest: &Sha256Digest) -> bool {
        self.facts.hash == HashAlgorithm::Sha256 && self.facts.hashed_message == digest
    }

    /// Whether its nonce is this digest.
    pub(super) fn names(&self, digest: &Sha256Digest) -> bool {
        self.facts.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, digest))
    }

    /// Its place in the log, of a serial number in our form.
    pub(super) fn index(&self) -> Option<u64> {
        Some(SerialNumber::from_content(&self.facts.serial)?.index().value())
    }
}

/// A claim, perhaps an altered one.
#[derive(Clone, Debug)]
pub(super) struct ClaimFile {
    pub(super) octets: Vec<u8>,
    pub(super) digest: Sha256Digest,
    /// The digest that it is about, if it can be read.
    pub(super) about: Option<Sha256Digest>,
}

impl ClaimFile {
    fn new(octets: Vec<u8>) -> Self {
        let about = Claim::parse(&octets).ok().map(|claim| claim.fields().file.sha256);
        Self { digest: sha256(&octets), octets, about }
    }
}

impl Sorter {
    /// Takes a file that may be evidence; a ZIP file that [`is_package`] is looked into. True if it is evidence; otherwise it may be what
    /// the evidence is about, and the caller gives its digests by [`Self::add_file`]. Evidence may be what other evidence is about too:
    /// [`Self::add_evidence_digests`].
    ///
    /// # Errors
    /// [`PackageFault`] for a package of which an entry cannot be unpacked.
    pub fn add(&mut self, name: &str, octets: &[u8]) -> Result<bool, PackageFault> {
        match recognise(octets) {
            None => Ok(false),
            Some(Part::Zip) => self.add_zip(name, octets),
            Some(part) => {
                self.add_part(name, octets, part);
                Ok(true)
            }
        }
    }

    /// Takes a package, each entry as `unpack` gives it. Of a package that cannot be had whole nothing is taken.
    ///
    /// # Errors
    /// Those of `unpack`; [`ZipFault::TooLarge`] if more than [`MAX_PARTS`] would be unpacked, or kept of all packages together.
    pub fn add_package<E: From<PackageFault>>(
        &mut self,
        package: &str,
        entries: &[Entry],
        mut unpack: impl FnMut(&Entry) -> Result<Unpacked, E>,
    ) -> Result<(), E> {
        let too_large = || E::from(PackageFault::from(ZipFault::TooLarge));
        let parts = entries.iter().filter(|entry| !is_original(&entry.name));
        let sizes = parts.map(|entry| usize::try_from(entry.size).unwrap_or(usize::MAX));
        if sizes.fold(0, usize::saturating_add) > MAX_PARTS {
            return Err(too_large());
        }
        let mut all = Vec::with_capacity(entries.len());
        let mut kept = self.kept;
        for entry in entries {
            let found = match unpack(entry)? {
                Unpacked::Original(file) => Found::Original(file),
                Unpacked::Part(octets) => match recognise(&octets) {
                    None | Some(Part::Zip) => Found::Unused,
                    Some(part) => {
                        kept = kept.saturating_add(self.new_octets(&octets, &part));
                        Found::Part(octets, part)
                    }
                },
            };
            all.push(found);
        }
        if kept > MAX_PARTS {
            return Err(too_large());
        }
        self.kept = kept;
        for (entry, found) in entries.iter().zip(all) {
            // Two packages at once stay apart by their own names.
            let name = [package, "/", &entry.name].concat();
            match found {
                Found::Original(file) => self.add_original(package, &entry.name, file),
                Found::Part(octets, part) => self.add_part(&name, &octets, part),
                Found::Unused => self.unused.push(name),
            }
        }
        Ok(())
    }

    /// How many octets it takes to keep this part: of certificates and CRLs those that are new, since many packages bring the same.
    fn new_octets(&self, octets: &[u8], part: &Part) -> usize {
        let new = |all: &[Vec<u8>], more: &[Vec<u8>]| -> usize {
            more.iter().filter(|one| !all.contains(one)).map(Vec::len).fold(0, usize::saturating_add)
        };
        match part {
            Part::Certificates(file) => {
                new(&self.certificates, &file.certificates).saturating_add(new(&self.crls, &file.crls))
            }
            _ => octets.len(),
        }
    }

    fn add_original(&mut self, package: &str, entry: &str, mut file: FileDigests) {
        let Some((folder, path)) = split_original(entry) else { return };
        let folder = if folder.is_empty() { package.to_string() } else { [package, "/", folder].concat() };
        file.name = Some(path.to_string());
        self.files.push(Given { package: Some(folder), is_evidence: false, file });
    }

    /// Takes the digests of a file that the evidence may be about; its name is a path when it came in a folder. What stands in
    /// `original/` of an unpacked package belongs to that package.
    pub fn add_file(&mut self, mut file: FileDigests) {
        let name = file.name.clone().unwrap_or_default();
        let package = split_original(&name).map(|(folder, path)| {
            file.name = Some(path.to_string());
            folder.to_string()
        });
        self.files.push(Given { package, is_evidence: false, file });
    }

    /// Takes the digests of a file that [`Self::add`] took as evidence: it may have been time-stamped itself.
    pub fn add_evidence_digests(&mut self, file: FileDigests) {
        self.files.push(Given { package: None, is_evidence: true, file });
    }

    /// Whether one of the tokens is over this file.
    #[must_use]
    pub fn has_token_over(&self, file: &FileDigests) -> bool {
        self.tokens.iter().any(|token| is_of(&token.what, file))
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

    fn add_part(&mut self, name: &str, octets: &[u8], part: Part) {
        let (folder, base) = name.rsplit_once('/').unwrap_or(("", name));
        let place = || (folder.to_string(), base.to_string());
        match part {
            Part::Token(facts) => self.tokens.push(placed(place(), Token::new(octets.to_vec(), *facts))),
            Part::Refusal => self.refusals.push(placed(place(), octets.to_vec())),
            Part::Claim => self.claims.push(placed(place(), ClaimFile::new(octets.to_vec()))),
            Part::Manifest => self.manifests.push(placed(place(), octets.to_vec())),
            Part::Shown => self.shown.push(placed(place(), octets.to_vec())),
            Part::NameSeals(seals) => self.name_seals.push(seals),
            Part::Proof(proof) => self.proofs.push(placed(place(), (octets.to_vec(), proof.index))),
            Part::Container(container) => self.add_container(place(), container),
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
            Part::FolderHead | Part::Request | Part::Zip => {}
        }
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

    /// What cannot be read as a ZIP file, or has nothing of a proof in it, is a file like any other.
    fn add_zip(&mut self, zip: &str, octets: &[u8]) -> Result<bool, PackageFault> {
        let Ok(archive) = Archive::open(octets) else { return Ok(false) };
        if !is_package(archive.entries()) {
            return Ok(false);
        }
        self.add_package(zip, archive.entries(), |entry| {
            Ok::<_, PackageFault>(if is_original(&entry.name) {
                Unpacked::Original(digests_of(&archive, entry)?)
            } else {
                Unpacked::Part(archive.read(entry, MAX_PART)?)
            })
        })?;
        Ok(true)
    }
}

fn digests_of(archive: &Archive<'_>, entry: &Entry) -> Result<FileDigests, PackageFault> {
    let (mut digester, mut unpacker) = (Digester::default(), Unpacker::new(entry));
    unpacker.take(archive.packed(entry)?, |octets| digester.update(octets))?;
    unpacker.finish()?;
    Ok(digester.finish(None))
}

fn placed<T>((folder, name): (String, String), what: T) -> Placed<T> {
    Placed { folder, name, what }
}

/// The folder of a package, and the path in its `original/`.
pub(super) fn split_original(name: &str) -> Option<(&str, &str)> {
    match name.strip_prefix(ORIGINAL) {
        Some(path) => Some(("", path)),
        None => {
            let at = name.find(["/", ORIGINAL].concat().as_str())?;
            let (folder, rest) = name.split_at_checked(at)?;
            Some((folder, rest.get(ORIGINAL.len().checked_add(1)?..)?))
        }
    }
}

pub(super) fn is_of(token: &Token, file: &FileDigests) -> bool {
    file.digest(token.facts.hash) == Some(token.facts.hashed_message.as_slice())
}

/// Many packages bring the same certificates.
fn add_new(all: &mut Vec<Vec<u8>>, more: Vec<Vec<u8>>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
