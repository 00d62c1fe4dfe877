//! `ca init`: a root, or an issuing CA below one.

use std::path::PathBuf;

use secrecy::SecretString;
use serde::Serialize;
use tsa_keys::profile::{Profile, production};
use tsa_keys::{CaKey, Issuer, KeyAlgorithm, Protection, Role};

use super::{adjust, not_before, open, passphrase_of, shown};
use crate::args::InitArgs;
use crate::ca_directory::{CaDirectory, Settings, Unfinished, fields};
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::inspect::Fields;
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;
use crate::{passphrase, pem, subject};

/// Makes the CA.
pub(crate) fn run(args: &InitArgs, output: &Output) -> Result<Exit, Error> {
    let profile = profile(args)?;
    let mut parent = args.issuer.as_deref().map(|issuer| open(issuer, output)).transpose()?;
    if args.ca.directory.exists() {
        return Err(Error::Exists { path: args.ca.directory.clone() });
    }
    plan(args, &profile)?.confirm(args.consent, output)?;
    let secrets = Secrets::gather(args, parent.as_ref(), output)?;
    let unfinished = Unfinished::begin(&args.ca.directory)?;
    let fields = match build(args, &profile, parent.as_mut(), &secrets, &unfinished, output) {
        Ok(made) => {
            unfinished.finish(&made.certificate, &made.chain, &made.root, &settings(args))?;
            made.fields
        }
        Err(error) => {
            unfinished.abandon();
            return Err(error);
        }
    };
    output.show(&Made { ca: args.ca.directory.clone(), certificate: fields })?;
    Ok(Exit::Ok)
}

/// The profile of the role asked for, with the name and key of the command line.
fn profile(args: &InitArgs) -> Result<Profile, Error> {
    let mut profile = match (&args.shape.profile, args.root) {
        (Some(file), _) => Profile::load(file)?,
        (None, true) => Profile::parse(production::ROOT)?,
        (None, false) => Profile::parse(production::ISSUING)?,
    };
    match (args.root, profile.role) {
        (true, Role::Root { .. }) | (false, Role::Issuing { .. }) => {}
        (true, _) => return Err(Error::ProfileRole { wanted: "role = \"root\"" }),
        (false, _) => return Err(Error::ProfileRole { wanted: "role = \"issuing\"" }),
    }
    match (&args.subject, &args.shape.profile) {
        (Some(text), _) => profile.subject = subject::parse(text)?,
        (None, Some(_)) => {}
        (None, None) => return Err(Error::NoSubject),
    }
    if let Some(algorithm) = args.algorithm {
        profile.key_algorithm = algorithm.into();
    }
    Ok(profile)
}

fn plan(args: &InitArgs, profile: &Profile) -> Result<Plan, Error> {
    let directory = shown(&args.ca.directory);
    let name = profile.subject.name().map_err(|error| Error::DistinguishedName {
        text: args.subject.clone().unwrap_or_default(),
        reason: error.to_string(),
    })?;
    let kind = if args.root { "root" } else { "issuing" };
    let mut plan = Plan::new(format!("make the {kind} CA {directory}"))
        .step(format!("name: {}", crate::inspect::distinguished(&name)))
        .step(format!("key: {}, {}", profile.key_algorithm, passphrase::description(&args.passphrase)));
    let begin = not_before(&args.shape);
    let mut spec = profile.certificate(Issuer::SelfSigned, &[], begin)?;
    adjust(&mut spec, &args.shape, None)?;
    plan =
        plan.step(format!("valid {} to {}", UtcTime::from(spec.not_before), UtcTime::from(spec.not_after)));
    if let Some(issuer) = &args.issuer {
        plan = plan
            .step(format!("its certificate is signed by the key of {}", issuer.display()))
            .irreversible(format!("{} keeps the record of this certificate for ever", issuer.display()));
    }
    if let (None, true) = (&args.crl_url, !args.root) {
        plan =
            plan.step("no CRL address: what it issues cannot tell verifiers where to look for revocations");
    }
    Ok(plan)
}

fn settings(args: &InitArgs) -> Settings {
    Settings::new(args.certificate_url.clone(), args.crl_url.clone())
}

/// The passphrases this takes, asked for before anything slow begins.
struct Secrets {
    new: Option<SecretString>,
    parent: Option<SecretString>,
}

impl Secrets {
    fn gather(args: &InitArgs, parent: Option<&CaDirectory>, output: &Output) -> Result<Self, Error> {
        let file = args.issuer_passphrase_file.as_deref();
        let parent = parent.map(|parent| passphrase_of(parent, file, output)).transpose()?.flatten();
        let key = format!("the key of {}", args.ca.directory.display());
        Ok(Self { new: passphrase::new(&args.passphrase, &key, output)?, parent })
    }
}

/// What the directory of the CA will hold.
struct Contents {
    certificate: Vec<u8>,
    chain: Vec<Vec<u8>>,
    root: Vec<u8>,
    fields: Fields,
}

fn build(
    args: &InitArgs,
    profile: &Profile,
    parent: Option<&mut CaDirectory>,
    secrets: &Secrets,
    unfinished: &Unfinished,
    output: &Output,
) -> Result<Contents, Error> {
    let parent = match parent {
        Some(parent) => Some((unlock(parent, secrets.parent.as_ref(), output)?, parent)),
        None => None,
    };
    let key = generate(profile.key_algorithm, output)?;
    let protection = secrets.new.as_ref().map_or(Protection::Plain, Protection::Encrypted);
    output.while_busy("Encrypting the key", || unfinished.key(&key, protection))?;
    let begin = not_before(&args.shape);
    let Some((parent_key, parent)) = parent else {
        let mut spec = profile.certificate(Issuer::SelfSigned, key.spki_der(), begin)?;
        adjust(&mut spec, &args.shape, None)?;
        let certificate = key.issue(&spec)?;
        let fields = fields(&args.ca.directory, &certificate)?;
        return Ok(Contents { root: certificate.clone(), certificate, chain: Vec::new(), fields });
    };
    let issuer = Issuer::Certificate(parent.certificate().to_vec());
    let mut spec = profile.certificate(issuer, key.spki_der(), begin)?;
    adjust(&mut spec, &args.shape, Some(parent.settings()))?;
    let root = pem::read_one(&parent.root_file(), pem::CERTIFICATE)?;
    let issued = parent.issue(&parent_key, &spec)?;
    let chain = pem::read_all(&issued.path, pem::CERTIFICATE)?;
    let certificate = chain.first().cloned().unwrap_or_default();
    Ok(Contents { certificate, chain, root, fields: issued.fields })
}

fn unlock(ca: &CaDirectory, passphrase: Option<&SecretString>, output: &Output) -> Result<CaKey, Error> {
    output.while_busy("Opening the key", || ca.key(passphrase))
}

fn generate(algorithm: KeyAlgorithm, output: &Output) -> Result<CaKey, Error> {
    Ok(output.while_busy(&format!("Generating a key ({algorithm})"), || CaKey::generate(algorithm))?)
}

/// The result.
#[derive(Debug, Serialize)]
struct Made {
    ca: PathBuf,
    certificate: Fields,
}

impl Report for Made {
    fn lay_out(&self, page: &mut Page) {
        let ca = self.ca.display();
        page.heading(format!("Made the CA {ca}"));
        page.nested(|page| self.certificate.lay_out(page));
        page.gap();
        page.line(format!(
            "Give {ca}/root.pem to those who shall trust its tokens. Keep a copy of {ca} off line."
        ));
    }
}
