//! Evidence packages: of one proof, and of all proofs of a deposit in one archive.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tokio::time::{Instant, sleep};
use tsa_evidence::claim::{Claim, FileName};
use tsa_evidence::package::PAGE;

use super::ApiState;
use super::auth::Caller;
use super::deposits::{fault, rfc3339};
use super::extract::{Parameters, PathId};
use super::hex::Id;
use super::problem::{Code, Problem};
use super::proofs::{attachment, bare};
use crate::accounts::Scope;
use crate::i18n::Lang;
use crate::package::archive::{Archive, Places};
use crate::package::{self, Outline, ProofParts};
use crate::store::{AccountId, DepositId, Item, ItemState};
use crate::streamed::{Gone, Writer, streamed};

/// The evidence package, without the file
///
/// Everything that is needed to check the proof without this service (docs/claim-format.md). A package is complete: where the authority
/// has a public log, the answer waits some seconds until both tokens are in it, and is `not-logged-yet` if that takes longer.
#[utoipa::path(
    get,
    path = "/api/v1/proofs/{id}/package",
    tag = "proofs",
    operation_id = "getPackage",
    params(("id" = Id, Path, description = "The item of a deposit"), PackageWanted),
    responses((status = 200, description = "ZIP", body = [u8], content_type = "application/zip"))
)]
pub(super) async fn one(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
    Parameters(wanted): Parameters<PackageWanted>,
) -> Result<Response, Problem> {
    let item = api.item(&caller, id).await?;
    let outline = Outline {
        lang: language(wanted.lang.as_deref())?,
        verify_page: wanted.verify_page.unwrap_or(true),
        original: wanted.original.unwrap_or(false),
    };
    let patience = Patience::begin();
    let parts = loop {
        match api.parts(&item).await {
            Err(problem) if patience.bears(&problem).await => {}
            answer => break answer?,
        }
    };
    let package = package::build(&parts, api.depositor.trust(), outline);
    Ok(attachment(package, MEDIA_TYPE, "proof.zip"))
}

/// What goes into a package.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PackageWanted {
    /// The language of the README and the page: ar, zh, en, fr, de, ja, ko, pt, ru or es; English when missing.
    #[param(pattern = "^(ar|zh|en|fr|de|ja|ko|pt|ru|es)$")]
    lang: Option<String>,
    /// Whether `verify.html` goes in, the page that checks without a network: two megabytes. `true` when missing.
    verify_page: Option<bool>,
    /// Whether the README names `original/`: for who adds the file to the package. `false` when missing.
    original: Option<bool>,
}

/// All evidence packages of a deposit
///
/// One ZIP file with a package for each file that has a proof, `NAME.proof.zip` where the name is in the claim and `00001.proof.zip` where it is
/// not, and one `verify.html` beside them. Files that failed are not in it. `not-issued-yet` and `not-logged-yet` as for one package.
#[utoipa::path(
    get,
    path = "/api/v1/deposits/{id}/packages",
    tag = "deposits",
    operation_id = "getPackages",
    params(("id" = Id, Path, description = "The deposit"), PackagesWanted),
    responses((status = 200, description = "ZIP", body = [u8], content_type = "application/zip"))
)]
pub(super) async fn all(
    State(api): State<ApiState>,
    caller: Caller,
    PathId(id): PathId,
    Parameters(wanted): Parameters<PackagesWanted>,
) -> Result<Response, Problem> {
    caller.need(Scope::DepositRead)?;
    let lang = language(wanted.lang.as_deref())?;
    let deposit = DepositId::from_bytes(id.0);
    let found = api.store.deposit(caller.account, deposit).await.map_err(|error| fault(&error))?;
    found.ok_or(Problem::new(Code::NotFound))?;
    let patience = Patience::begin();
    while let Err(problem) = api.all_logged(caller.account, deposit).await {
        if !patience.bears(&problem).await {
            return Err(problem);
        }
    }
    // Whose words nobody can open any more has no packages.
    api.account_key(caller.account).await?;
    let (writer, body) = streamed(PACKAGES_AHEAD);
    let contents =
        Contents { account: caller.account, deposit, lang, verify_page: wanted.verify_page.unwrap_or(true) };
    tokio::spawn(async move {
        if let Err(Stop::Fault(problem)) = api.write_packages(&contents, writer).await {
            tracing::error!(code = problem.code().name(), "an archive of packages broke off");
        }
    });
    Ok(attachment(Body::new(body), MEDIA_TYPE, &format!("proofs-{:.8}.zip", deposit.to_string())))
}

/// What goes into the archive.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PackagesWanted {
    /// The language of the READMEs and the page: ar, zh, en, fr, de, ja, ko, pt, ru or es; English when missing.
    #[param(pattern = "^(ar|zh|en|fr|de|ja|ko|pt|ru|es)$")]
    lang: Option<String>,
    /// Whether `verify.html` goes in, the page that checks without a network: two megabytes. `true` when missing.
    verify_page: Option<bool>,
}

/// What an archive is to hold.
struct Contents {
    account: AccountId,
    deposit: DepositId,
    lang: Lang,
    verify_page: bool,
}

/// Why an archive ends early.
enum Stop {
    /// Nobody reads any more.
    Gone,
    Fault(Problem),
}

impl From<Gone> for Stop {
    fn from(Gone: Gone) -> Self {
        Self::Gone
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Fault(problem)
    }
}

impl ApiState {
    async fn parts(&self, item: &Item) -> Result<ProofParts, Problem> {
        let (file, claim) = self.tokens(item).await?;
        let log_proofs = match self.log_proofs(item).await {
            Ok(proofs) => Some((proofs.file, proofs.claim)),
            Err(problem) if problem.code() == Code::NoLog => None,
            Err(problem) => return Err(problem),
        };
        Ok(ProofParts {
            claim: self.claim(item).await?,
            claim_token: bare(&claim)?,
            log_proofs,
            time: rfc3339(file.facts.gen_time),
            accuracy_micros: file.facts.accuracy_micros,
            serial: file.facts.serial,
            file_token: file.response,
        })
    }

    /// Whether the deposit's packages can be made: no token is to come, there is one at least, and the proofs of logging are kept, those from
    /// this moment included.
    async fn all_logged(&self, account: AccountId, deposit: DepositId) -> Result<(), Problem> {
        let counts = self.store.count_items(account, deposit).await.map_err(|error| fault(&error))?;
        if counts.queued > 0 {
            return Err(Problem::new(Code::NotIssuedYet).retry_after(1));
        }
        if counts.issued == 0 {
            return Err(Problem::new(Code::ItemFailed));
        }
        if counts.unlogged == 0 || !self.depositor.trust().is_logged() {
            return Ok(());
        }
        let mut from = 0;
        while let Some((items, next)) = self.some_items(account, deposit, from).await? {
            for item in items.iter().filter(|item| item.state == ItemState::Issued) {
                self.log_proofs(item).await?;
            }
            from = next;
        }
        Ok(())
    }

    async fn write_packages(&self, contents: &Contents, writer: Writer) -> Result<(), Stop> {
        let Contents { account, deposit, lang, verify_page } = *contents;
        let outline = Outline { lang, verify_page: false, original: false };
        let (mut archive, mut places) = (Archive::default(), Places::default());
        if verify_page {
            writer.write(archive.add(PAGE, package::untrusting_page(lang).as_bytes())).await?;
        }
        let mut from = 0;
        while let Some((items, next)) = self.some_items(account, deposit, from).await? {
            for item in items.iter().filter(|item| item.state == ItemState::Issued) {
                let parts = self.parts(item).await?;
                let place = places.of(name_in(&parts.claim).as_deref(), item.index);
                let package = package::build(&parts, self.depositor.trust(), outline);
                writer.write(archive.add(&place, &package)).await?;
            }
            from = next;
        }
        writer.write(archive.finish()).await?;
        Ok(writer.finish().await?)
    }

    /// Items of the deposit from this place on, and the place after them; `None` when there are no more.
    async fn some_items(
        &self,
        account: AccountId,
        deposit: DepositId,
        from: u32,
    ) -> Result<Option<(Vec<Item>, u32)>, Problem> {
        let items =
            self.store.items_of(account, deposit, from, ITEMS).await.map_err(|error| fault(&error))?;
        Ok(items.last().map(|last| last.index.saturating_add(1)).map(|next| (items, next)))
    }
}

/// How long a request waits for the log.
struct Patience {
    begun: Instant,
}

impl Patience {
    fn begin() -> Self {
        Self { begun: Instant::now() }
    }

    /// Waits a moment and says `true`, if the problem is that the log is still being written and it may have been by then.
    async fn bears(&self, problem: &Problem) -> bool {
        let bears = problem.code() == Code::NotLoggedYet && self.begun.elapsed() < LONGEST;
        if bears {
            sleep(PAUSE).await;
        }
        bears
    }
}

fn language(tag: Option<&str>) -> Result<Lang, Problem> {
    let unknown = || Problem::new(Code::BadParameter).detail("There is no such language.");
    tag.map_or(Ok(Lang::En), |tag| Lang::from_tag(tag).ok_or_else(unknown))
}

/// The name of the file, where the claim shows it.
fn name_in(claim: &[u8]) -> Option<String> {
    match &Claim::parse(claim).ok()?.fields().file.name {
        Some(FileName::Disclosed(name)) => Some(name.clone()),
        _ => None,
    }
}

const MEDIA_TYPE: &str = "application/zip";
/// A checkpoint comes every few seconds.
const LONGEST: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(500);
/// Items that are read at once.
const ITEMS: u32 = 200;
/// Packages that wait for a slow reader.
const PACKAGES_AHEAD: usize = 1;
