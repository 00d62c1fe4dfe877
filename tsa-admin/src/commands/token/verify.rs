//! `token verify`: is it true?

use std::io::Read;
use std::path::{Path, PathBuf};

use tsa_core::asn1::Oid;
use tsa_core::imprint::{HashAlgorithm, HashAlgorithms};
use tsa_core::request::Request;
use tsa_core::verify::{self, ExpectedDigest, RuleSet, Verdict, Verification, VerifyError};

use super::verdict::Judged;
use crate::args::{ReachArgs, Rules, TrustArgs, VerifyArgs};
use crate::ca_directory::octets;
use crate::commands::log::LookupView;
use crate::error::{Error, Exit};
use crate::inspect::{Kind, Unreadable, der_of, kind_of};
use crate::log::{LogSource, LogToken, Trust};
use crate::output::Output;
use crate::{clock, files, pem};

/// Verifies the file and says what came out.
pub(crate) fn run(args: &VerifyArgs, output: &Output) -> Result<Exit, Error> {
    if args.roots.is_empty() {
        return Err(Error::NoRoots);
    }
    let (kind, message) = read_message(&args.file)?;
    let expected = Expected::gather(args, &message, output)?;
    let roots = Bundle::read(&args.roots, pem::CERTIFICATE)?;
    let intermediates = Bundle::read(&args.untrusted, pem::CERTIFICATE)?;
    let crls = Bundle::read(&args.crl, pem::X509_CRL)?;
    let policies = read_policies(args)?;
    let mut verification = Verification::new(rule_set(args.rules), &roots.ders)
        .intermediates(&intermediates.ders)
        .crls(&crls.ders)
        .policies(&policies)
        .now(clock::now().unix());
    if let Some((algorithm, digest)) = &expected.digest {
        verification = verification.digest(*algorithm, digest);
    }
    if let Some(request) = &expected.request {
        verification = verification.request(request);
    }
    if let Some(at) = args.at {
        verification = verification.also_at(at.unix());
    }
    if args.no_revocation {
        verification = verification.without_revocation();
    }
    let report = match kind {
        Kind::Response => verify::verify_response(&message, &verification),
        Kind::Token => verify::verify_token(&message, &verification),
    };
    let report = report.map_err(|error| explain(error, [&roots, &intermediates, &crls]))?;
    let expected = expected.digest.as_ref().map(|(_, digest)| digest.as_slice());
    let lookup = look_up(args, &message, &report)?;
    let judged = Judged::new(&args.file, &report, expected).with_log(lookup);
    output.show(&judged)?;
    Ok(judged.exit())
}

/// Asks the log, if one was given, and if there is a token worth asking about.
fn look_up(args: &VerifyArgs, message: &[u8], report: &verify::Report) -> Result<Option<LookupView>, Error> {
    let Some(log) = &args.log else { return Ok(None) };
    if matches!(report.verdict, Verdict::Invalid(_)) {
        return Ok(None);
    }
    let Some(signer) = &report.signer else { return Ok(None) };
    let token = LogToken::read(&args.file, message, Some(signer))?;
    let source = LogSource::of_word(log, ReachArgs { insecure_http: args.insecure_http })?;
    let trust = TrustArgs { log_key: args.log_key.clone(), log_policy: args.log_policy.clone() };
    let view = LookupView::find(&token, &source, &mut Trust::new(&trust)?)?;
    Ok(Some(view.without_proof()))
}

/// What the token must stand for.
#[derive(Default)]
struct Expected {
    digest: Option<(HashAlgorithm, Vec<u8>)>,
    request: Option<Request>,
}

impl Expected {
    fn gather(args: &VerifyArgs, message: &[u8], output: &Output) -> Result<Self, Error> {
        let request = args.query.as_deref().map(read_request).transpose()?;
        // A token that names no hash we know is refused by the rules; there is nothing to compute for it.
        let hash = verify::required_hash(message).map(|ExpectedDigest { algorithm, .. }| algorithm);
        let digest = match (hash, &args.data, &args.digest) {
            (Some(hash), Some(data), _) => Some((hash, hash_file(data, hash, output)?)),
            (Some(hash), None, Some(text)) => Some((hash, read_digest(text, hash)?)),
            _ => None,
        };
        Ok(Self { digest, request })
    }
}

/// Certificates or lists from several files, each with the file it came from.
struct Bundle {
    ders: Vec<Vec<u8>>,
    paths: Vec<PathBuf>,
}

impl Bundle {
    fn read(files: &[PathBuf], label: &'static str) -> Result<Self, Error> {
        let mut bundle = Self { ders: Vec::new(), paths: Vec::new() };
        for file in files {
            for der in pem::read_all(file, label)? {
                bundle.ders.push(der);
                bundle.paths.push(file.clone());
            }
        }
        Ok(bundle)
    }

    fn path(&self, at: usize) -> PathBuf {
        self.paths.get(at).cloned().unwrap_or_default()
    }
}

/// Which file the verifier could not use.
fn explain(error: VerifyError, [roots, intermediates, crls]: [&Bundle; 3]) -> Error {
    let (path, reason) = match error {
        VerifyError::NoRoots => return Error::NoRoots,
        VerifyError::Root(at) => (roots.path(at), "this root is no readable certificate"),
        VerifyError::Intermediate(at) => (intermediates.path(at), "this is no readable certificate"),
        VerifyError::Crl(at) => (crls.path(at), "this is no readable revocation list"),
    };
    Error::Unverifiable { path, reason }
}

/// Reads a response or a token.
fn read_message(path: &Path) -> Result<(Kind, Vec<u8>), Error> {
    let bytes = files::read(path)?;
    let unreadable =
        |error: Unreadable| Error::NotTimeStamp { path: path.to_owned(), reason: error.to_string() };
    let kind = kind_of(&bytes).map_err(unreadable)?;
    Ok((kind, der_of(&bytes).into_owned()))
}

fn read_request(path: &Path) -> Result<Request, Error> {
    let bytes = files::read(path)?;
    let every = HashAlgorithms::new(HashAlgorithm::ALL.to_vec()).unwrap_or_default();
    Request::decode(&der_of(&bytes), &every)
        .map_err(|refusal| Error::Query { path: path.to_owned(), reason: refusal.text() })
}

fn read_digest(text: &str, hash: HashAlgorithm) -> Result<Vec<u8>, Error> {
    let digest = octets(text).filter(|digest| digest.len() == hash.digest_len());
    digest.ok_or(Error::Digest { hash: hash.name(), digits: hash.digest_len() * 2 })
}

fn read_policies(args: &VerifyArgs) -> Result<Vec<Oid>, Error> {
    let policy = |text: &String| Oid::from_dotted(text).map_err(|_| Error::Policy { text: text.clone() });
    args.policy.iter().map(policy).collect()
}

fn rule_set(rules: Rules) -> RuleSet {
    match rules {
        Rules::Strict => RuleSet::Strict,
        Rules::Rfc3161 => RuleSet::Rfc3161,
    }
}

/// Hashes a file of any size piece by piece.
fn hash_file(path: &Path, hash: HashAlgorithm, output: &Output) -> Result<Vec<u8>, Error> {
    let mut file = files::open(path)?;
    output.while_busy(&format!("Hashing {}", path.display()), || {
        let mut hasher = hash.hasher();
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece).map_err(Error::read(path))? {
                0 => return Ok(hasher.finish()),
                length => hasher.update(piece.get(..length).unwrap_or_default()),
            }
        }
    })
}

/// Large enough that the system calls do not count.
const PIECE: usize = 256 * 1024;
