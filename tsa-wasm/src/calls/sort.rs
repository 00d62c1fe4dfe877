//! What belongs together among many parts: `tsa_evidence::package::Sorter`, which the command line asks too.

use serde::{Deserialize, Serialize};
use tsa_evidence::assessment::FileDigests;
use tsa_evidence::package::{Sorter, Subject as Sorted};

use super::Mistake;
use super::assess::File;
use super::octets::{Hex, Octets};

/// Parts of proofs and the files that they may be about, in any order. Names are paths: what lay in one folder is looked for there first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    parts: Vec<Part>,
    files: Vec<File>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    name: String,
    octets: Octets,
}

#[derive(Serialize)]
pub(super) struct Answer {
    subjects: Vec<Subject>,
}

/// One proof, in the words of the call `assess`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Subject {
    file: Option<File>,
    folder: Vec<File>,
    token: Option<Octets>,
    claim: Option<Octets>,
    claim_token: Option<Octets>,
    manifest: Option<Octets>,
    shown: Option<Octets>,
    log_proof: Option<Octets>,
    claim_log_proof: Option<Octets>,
}

pub(super) fn sort(question: Question) -> Result<Answer, Mistake> {
    let mut sorter = Sorter::default();
    for Part { name, octets: Octets(octets) } in question.parts {
        sorter.add(&name, &octets).map_err(|fault| Mistake::new("package", fault.to_string()))?;
    }
    for file in question.files {
        sorter.add_file(file.read()?);
    }
    Ok(Answer { subjects: sorter.subjects().into_iter().map(Subject::from).collect() })
}

impl From<Sorted> for Subject {
    fn from(sorted: Sorted) -> Self {
        let evidence = sorted.evidence;
        let octets = |part: Option<Vec<u8>>| part.map(Octets);
        Self {
            file: evidence.file.map(File::from),
            folder: evidence.folder.into_iter().map(File::from).collect(),
            token: octets(evidence.file_token),
            claim: octets(evidence.claim),
            claim_token: octets(evidence.claim_token),
            manifest: octets(evidence.manifest),
            shown: octets(evidence.shown),
            log_proof: octets(evidence.file_proof),
            claim_log_proof: octets(evidence.claim_proof),
        }
    }
}

impl From<FileDigests> for File {
    fn from(file: FileDigests) -> Self {
        let digests =
            file.digests.into_iter().map(|(algorithm, digest)| (algorithm.name().into(), Hex(digest)));
        Self { name: file.name, size: file.size, digests: digests.collect() }
    }
}
