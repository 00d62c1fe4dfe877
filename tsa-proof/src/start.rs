//! The order of start and stop.
//!
//! Start, each step only when all before it went well:
//!
//! 1. core dumps off, umask 077 ([`crate::run`]);
//! 2. the configuration, read and checked (with `--dev`: keys made or found, the authority waited for, and a configuration
//!    for them);
//! 3. the log;
//! 4. all addresses bound, so that none answers while another fails;
//! 5. the components, put together;
//! 6. `listening NAME ADDRESS` lines and `ready` on stdout, `READY=1` to systemd, and only then the first accept.
//!
//! Stop, on SIGTERM, SIGINT or SIGHUP: as [`tsa_service::run`] says.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tsa_service::config::sections;
use tsa_service::limits::Connections;
use tsa_service::listener::{ListenAddress, Listener};
use tsa_service::log::{self, LogSettings};
use tsa_service::run::{self, Door, RunFault, Service, Signals};

use crate::accounts;
use crate::app::AppState;
use crate::args::ServeArgs;
use crate::authority::Authority;
use crate::clock::SystemClock;
use crate::config::{Config, PublicUrl};
use crate::deposit::Depositor;
use crate::deposit::settings::SettingsFault;
use crate::dev;
use crate::fault::{StartFault, with_causes};
use crate::housekeeping::keep_house;
use crate::metrics::Metrics;
use crate::secrets::Secrets;
use crate::serve::{self, MetricsSite, WebSite};
use crate::store;
use crate::trust::Trust;

/// Serves until told to stop.
///
/// # Errors
/// [`StartFault`], before the first request was accepted.
pub fn serve(args: &ServeArgs) -> Result<ExitCode, StartFault> {
    // Of the two daemons of --with-authority this one ends first.
    let (config, authority) = match (&args.config, args.dev) {
        (Some(file), _) => (Config::load(file)?, None),
        (None, true) => dev::prepare(args)?,
        (None, false) => return Err(StartFault::NothingToServe),
    };
    log::start(log_settings(args, &config)?)
        .map_err(|source| RunFault::Resource { what: "the log", source })?;
    run::make_room_for(config.http.max_connections);
    let runtime = run::runtime()?;
    let served = runtime.block_on(serve_until_stopped(config, authority.as_ref()));
    runtime.shutdown_timeout(Duration::from_secs(1));
    let code = served?;
    log::flush();
    Ok(code)
}

fn log_settings(args: &ServeArgs, config: &Config) -> Result<LogSettings, StartFault> {
    let level = match &args.log_level {
        None => config.log.level,
        Some(name) => sections::level(name).map_err(|_| StartFault::Argument {
            argument: "--log-level",
            value: name.clone(),
            remedy: "choose error, warn, info, debug or trace",
        })?,
    };
    Ok(LogSettings { format: args.log_format.unwrap_or(config.log.format), level })
}

async fn serve_until_stopped(config: Config, authority: Option<&Authority>) -> Result<ExitCode, StartFault> {
    let mut signals = Signals::new()?;
    let metrics = Arc::new(Metrics::new());
    run::count_panics(metrics.panics.clone());
    let mut bound = Vec::new();
    for settings in &config.listeners {
        bound.push((settings.name.clone(), run::bind(&settings.name, &settings.address)?));
    }
    let public_url = Arc::new(public_url(&config, &bound)?);
    let state = assemble(config, public_url, metrics).await?;
    tokio::spawn(Arc::clone(&state.trust).keep_fresh());
    let house = keep_house(Arc::clone(&state.store), Arc::new(SystemClock));
    let house = tokio::spawn(house);

    let connections = Connections::new(&state.config.http);
    let router = serve::router(&state);
    let mut doors: Vec<Door> = bound
        .into_iter()
        .map(|(name, listener)| Door::new(&name, listener, WebSite::new(router.clone(), state.clone())))
        .collect();
    if let Some(address) = state.config.metrics_listen {
        let site = MetricsSite::new(state.clone(), Arc::clone(&connections));
        doors.push(Door::bind("metrics", &ListenAddress::Tcp(address), site)?);
    }
    let words = if state.config.trial { dev::welcome(&state.public_url, authority) } else { String::new() };
    run::announce(&doors, &words)?;
    let service = Service { limits: Arc::new(state.config.http.clone()), connections };
    let draining = Arc::clone(&state.draining);
    let failure = async {
        match authority {
            Some(authority) => authority.failure().await,
            None => std::future::pending().await,
        }
    };
    let code = service.serve(doors, &mut signals, failure, || draining.begin()).await;
    state.accounts.settle().await;
    state.depositor.drain(ISSUING_ENDS).await;
    house.abort();
    state.store.close().await;
    Ok(code)
}

/// Puts the components together.
async fn assemble(
    config: Config,
    public_url: Arc<PublicUrl>,
    metrics: Arc<Metrics>,
) -> Result<AppState, StartFault> {
    let check = |fault: SettingsFault| StartFault::Check {
        place: config.place.clone(),
        key: format!("tsa.{}", fault.key),
        what: fault.problem,
        remedy: fault.remedy.to_owned(),
    };
    let tsa = config.tsa.check(&config.base).map_err(check)?;
    let secrets = Arc::new(secrets(&config)?);
    let store_fault = |source| StartFault::Store { place: config.place.clone(), source };
    let store = store::open(&config.store_url).await.map_err(store_fault)?;
    let trust = Trust::new(&tsa, public_url.authority());
    let (keys, known) = (Arc::clone(&secrets), Arc::clone(&trust));
    let depositor =
        Depositor::start(Arc::clone(&store), keys, &tsa, config.limits, known, Arc::new(SystemClock)).await;
    let depositor = depositor.map_err(store_fault)?;
    let accounts = accounts::start::open(&config, &public_url, &store, &secrets)?;
    if config.trial {
        let prepared = accounts.prepare_trial(&config.claim_key_file.with_file_name(dev::API_KEY)).await;
        prepared.map_err(|error| StartFault::Accounts(with_causes(&error)))?;
    }
    Ok(AppState {
        config: Arc::new(config),
        public_url,
        store,
        secrets,
        accounts,
        depositor,
        trust,
        metrics,
        draining: Arc::default(),
    })
}

/// The keys; only a trial makes them by itself.
fn secrets(config: &Config) -> Result<Secrets, StartFault> {
    let file = &config.claim_key_file;
    let keys = if config.trial && !file.exists() { Secrets::create(file) } else { Secrets::load(file) };
    keys.map_err(|fault| StartFault::Check {
        place: config.place.clone(),
        key: "secrets.claim-key-file".to_owned(),
        what: with_causes(&fault),
        remedy: "Name the key file that belongs to this database.".to_owned(),
    })
}

/// What the configuration says, or the address really bound.
fn public_url(config: &Config, bound: &[(String, Listener)]) -> Result<PublicUrl, StartFault> {
    match (&config.public_url, bound.first().map(|(_, listener)| listener.address())) {
        (Some(url), _) => Ok(url.clone()),
        (None, Some(ListenAddress::Tcp(address))) if address.ip().is_loopback() => {
            Ok(PublicUrl::of_loopback(*address))
        }
        (None, _) => Err(StartFault::Check {
            place: config.place.clone(),
            key: "public-url".to_owned(),
            what: "missing".to_owned(),
            remedy: "Give the origin that browsers use.".to_owned(),
        }),
    }
}

/// What the authority has begun may end; the rest is taken up at the next start.
const ISSUING_ENDS: Duration = Duration::from_secs(5);
