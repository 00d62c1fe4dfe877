//! Is this the file, or the folder, that was fingerprinted?

use alloc::collections::BTreeMap;
use alloc::string::String;

use tsa_core::HashAlgorithm;
use tsa_core::verify::TokenFacts;

use super::{Evidence, FileDigests, Reason, is_imprint};
use crate::claim::{Claim, Subject};
use crate::manifest::{FolderFile, Head, Manifest, ShownFile};
use crate::nonce;

pub(super) fn judge(
    evidence: &Evidence,
    token: Option<&TokenFacts>,
    claim: Option<&Claim>,
) -> Result<(), Reason> {
    let token = match (token, &evidence.file_token) {
        (Some(token), _) => token,
        (None, Some(_)) => return Err(Reason::TokenUnreadable),
        (None, None) => return Err(Reason::NoToken),
    };
    // Only a claim for this fingerprint that the token commits to says more of the file: another one may have been altered.
    let commits =
        |claim: &Claim| token.nonce.as_ref().is_some_and(|nonce| nonce::is_digest(nonce, &claim.digest()));
    let claim = claim.filter(|claim| is_imprint(token, &claim.fields().file.sha256) && commits(claim));
    if let Some(shown) = &evidence.shown {
        return judge_shown(shown, evidence, token);
    }
    if let Some(manifest) = &evidence.manifest {
        return judge_folder(manifest, evidence, token);
    }
    if claim.is_some_and(|claim| claim.fields().subject == Subject::Folder) {
        return Err(Reason::NoManifest);
    }
    let file = evidence.file.as_ref().ok_or(Reason::NoFile)?;
    judge_file(file, token, claim)
}

fn judge_file(file: &FileDigests, token: &TokenFacts, claim: Option<&Claim>) -> Result<(), Reason> {
    let digest = file.digest(token.hash).ok_or(Reason::DigestNotComputed(token.hash))?;
    let facts = claim.map(|claim| &claim.fields().file);
    let sizes = facts.and_then(|facts| facts.size).zip(file.size);
    if digest != token.hashed_message {
        let other_size = sizes.is_some_and(|(claimed, found)| claimed != found);
        return Err(if other_size { Reason::FileSizeDiffers } else { Reason::FileDiffers });
    }
    // The digest agrees, so whatever else the claim says of the file has to.
    if sizes.is_some_and(|(claimed, found)| claimed != found) {
        return Err(Reason::FileSizeDiffers);
    }
    let claimed = facts.and_then(|facts| facts.sha512.as_ref());
    match (claimed, file.digest(HashAlgorithm::Sha512)) {
        (Some(claimed), Some(found)) if claimed != found => Err(Reason::FileSha512Differs),
        _ => Ok(()),
    }
}

fn judge_shown(shown: &[u8], evidence: &Evidence, token: &TokenFacts) -> Result<(), Reason> {
    let shown = ShownFile::parse(shown).map_err(|_| Reason::ManifestMalformed)?;
    is_fingerprinted(shown.head(), token)?;
    if !shown.is_in_folder() {
        return Err(Reason::ShownFileNotInFolder);
    }
    let file = evidence.file.as_ref().or(evidence.folder.first()).ok_or(Reason::NoFile)?;
    agrees(file, shown.file())
}

fn judge_folder(manifest: &[u8], evidence: &Evidence, token: &TokenFacts) -> Result<(), Reason> {
    let manifest = Manifest::parse(manifest).map_err(|_| Reason::ManifestMalformed)?;
    is_fingerprinted(manifest.head(), token)?;
    if evidence.folder.is_empty() {
        // A single file may be any one of the folder's.
        let file = evidence.file.as_ref().ok_or(Reason::NoFile)?;
        let is_one = manifest.files().iter().any(|known| agrees(file, known).is_ok());
        return if is_one { Ok(()) } else { Err(Reason::FileDiffers) };
    }
    let name = |file: &FileDigests| file.name.clone().unwrap_or_default();
    let mut given: BTreeMap<String, &FileDigests> =
        evidence.folder.iter().map(|file| (name(file), file)).collect();
    for known in manifest.files() {
        let file = given.remove(&known.path).ok_or_else(|| Reason::FolderFileMissing(known.path.clone()))?;
        agrees(file, known)?;
    }
    match given.pop_first() {
        Some((path, _)) => Err(Reason::FolderFileExtra(path)),
        None => Ok(()),
    }
}

fn is_fingerprinted(head: Head, token: &TokenFacts) -> Result<(), Reason> {
    if token.hash.digest(head.text().as_bytes()) == token.hashed_message {
        Ok(())
    } else {
        Err(Reason::ManifestDiffers)
    }
}

fn agrees(file: &FileDigests, known: &FolderFile) -> Result<(), Reason> {
    let digest =
        file.digest(HashAlgorithm::Sha256).ok_or(Reason::DigestNotComputed(HashAlgorithm::Sha256))?;
    let sha512 = known.sha512.as_ref().zip(file.digest(HashAlgorithm::Sha512));
    let differs = digest != known.sha256
        || file.size.is_some_and(|size| size != known.size)
        || sha512.is_some_and(|(known, found)| known != found);
    if differs { Err(Reason::FolderFileDiffers(known.path.clone())) } else { Ok(()) }
}
