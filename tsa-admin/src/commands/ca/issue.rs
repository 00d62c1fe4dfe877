//! `ca issue`: a certificate for a request.

use std::path::PathBuf;

use serde::Serialize;
use tsa_journal::durable;
use tsa_keys::profile::{Profile, production};
use tsa_keys::{CertificateSpec, CertificationRequest, Issuer, Role};

use super::{adjust, not_before, open, passphrase_of, shown};
use crate::args::IssueArgs;
use crate::ca_directory::CaDirectory;
use crate::consent::Plan;
use crate::error::{Error, Exit};
use crate::inspect::{Fields, distinguished};
use crate::output::{Output, Page, Report};
use crate::time::UtcTime;
use crate::{pem, subject};

/// Issues the certificate.
pub(crate) fn run(args: &IssueArgs, output: &Output) -> Result<Exit, Error> {
    let request = read_request(args)?;
    let mut ca = open(&args.ca.directory, output)?;
    let own = ca.fields()?;
    if own.subject == own.issuer {
        return Err(Error::RootIssues { path: args.ca.directory.clone() });
    }
    if let Some(out) = args.out.as_ref().filter(|out| out.exists()) {
        return Err(Error::Exists { path: out.clone() });
    }
    let spec = specify(args, &request, &ca)?;
    plan(args, &ca, &spec)?.confirm(args.consent, output)?;
    let passphrase = passphrase_of(&ca, args.passphrase.passphrase_file.as_deref(), output)?;
    let key = output.while_busy("Opening the key", || ca.key(passphrase.as_ref()))?;
    let issued = ca.issue(&key, &spec)?;
    if let Some(out) = &args.out {
        let written = durable::write_new(out, issued.chain_pem.as_bytes(), 0o644);
        written.map_err(|source| Error::IssuedOnly {
            out: out.clone(),
            kept: issued.path.clone(),
            source,
        })?;
    }
    output.show(&Issuance { chain: args.out.clone().unwrap_or(issued.path), certificate: issued.fields })?;
    Ok(Exit::Ok)
}

/// Reads the request; its signature is verified, which proves that its sender has the key.
fn read_request(args: &IssueArgs) -> Result<CertificationRequest, Error> {
    let der = pem::read_one(&args.request, pem::CERTIFICATE_REQUEST)?;
    CertificationRequest::decode(&der)
        .map_err(|error| Error::Request { path: args.request.clone(), reason: error.to_string() })
}

fn specify(
    args: &IssueArgs,
    request: &CertificationRequest,
    ca: &CaDirectory,
) -> Result<CertificateSpec, Error> {
    let profile = match &args.shape.profile {
        Some(file) => Profile::load(file)?,
        None => Profile::parse(production::TSU)?,
    };
    if profile.role != Role::Tsu {
        return Err(Error::ProfileRole { wanted: "role = \"tsu\"" });
    }
    let issuer = Issuer::Certificate(ca.certificate().to_vec());
    let mut spec = profile.certificate(issuer, request.spki_der(), not_before(&args.shape))?;
    spec.subject = match &args.subject {
        Some(text) => subject::name(text)?,
        None => request.subject().clone(),
    };
    adjust(&mut spec, &args.shape, Some(ca.settings()))?;
    Ok(spec)
}

fn plan(args: &IssueArgs, ca: &CaDirectory, spec: &CertificateSpec) -> Result<Plan, Error> {
    let own = ca.fields()?;
    let directory = shown(&args.ca.directory);
    let mut plan = Plan::new(format!("issue a certificate from {directory}"))
        .step(format!("for: {}", distinguished(&spec.subject)))
        .step(format!("by: {}", own.subject))
        .step(format!("valid {} to {}", UtcTime::from(spec.not_before), UtcTime::from(spec.not_after)));
    if let Some(until) = spec.key_use_until {
        plan = plan.step(format!("its key signs until {}", UtcTime::from(until)));
    }
    if spec.crl_urls.is_empty() {
        plan = plan.step("no CRL address: verifiers are not told where to look for revocations");
    }
    Ok(plan.irreversible("a certificate that is out can be revoked, not taken back".to_owned()))
}

/// The result.
#[derive(Debug, Serialize)]
struct Issuance {
    /// The file with the certificate and its chain, without the root.
    chain: PathBuf,
    certificate: Fields,
}

impl Report for Issuance {
    fn lay_out(&self, page: &mut Page) {
        page.heading("Issued");
        page.nested(|page| self.certificate.lay_out(page));
        page.gap();
        let chain = self.chain.display();
        page.line(format!("The certificate and its chain are in {chain}. Next, at the TSA:"));
        page.line(format!("  tsa-admin tsu install NAME --chain {chain}"));
    }
}
