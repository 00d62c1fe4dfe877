//! The order of start and stop.
//!
//! Start, each step only when all before it went well:
//!
//! 1. core dumps off, umask 077 ([`crate::run`]);
//! 2. the configuration, read and checked (with `--dev`: the hierarchy, made or found, and a configuration for it);
//! 3. the log;
//! 4. the lock on the state directory (with `--dev` before the hierarchy);
//! 5. the clock;
//! 6. for every profile the active TSU of its group: certificates, key, self-test; access tokens;
//! 7. the record: locks on journal and watermark, both held against each other and against the clock; the keys of the log;
//!    the public log, held against the watermark, and its publisher (`record.rs`);
//! 8. all addresses bound, so that none answers while another fails;
//! 9. `listening NAME ADDRESS` lines and `ready` on stdout, `READY=1` to systemd, and only then the first accept.
//!
//! Stop, on SIGTERM, SIGINT or SIGHUP (nothing is reloaded in this version, and a terminal that closes ends `--dev`):
//!
//! 1. `/readyz` and every answer from now on say that the end has come (`Connection: close`);
//! 2. the listeners take what the kernel has already connected, and close;
//! 3. idle connections close; begun requests are answered, for `http.drain-timeout` at the most;
//! 4. the publisher publishes what is recorded and ends; the journal is sealed, its locks go;
//! 5. the event log is written out; exit 0. A second signal ends the process at once with exit code 1.
//!
//! When the record fails (a write or an fsync of the journal or watermark): nothing is issued any more, refusals are
//! answered for a second, exit 70; when the log turns out not to be the journal's: 71.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tsa_journal::{Clock, Sequencer};
use tsa_service::clock::is_impossible;
use tsa_service::config::sections;
use tsa_service::limits::Connections;
use tsa_service::listener::ListenAddress;
use tsa_service::log::{self, LogSettings};
use tsa_service::run::{self, Door, RunFault, Service, Signals};

use crate::app::App;
use crate::args::ServeArgs;
use crate::clock::SystemClock;
use crate::config::Config;
use crate::fault::StartFault;
use crate::issue::Issuer;
use crate::metrics::Metrics;
use crate::profiles::Placed;
use crate::record::{self, Record};
use crate::routes::Site;
use crate::space::Space;
use crate::state::StateLock;
use crate::{dev, profiles};

/// Serves until told to stop.
///
/// # Errors
/// [`StartFault`], before the first request was accepted.
pub fn serve(args: &ServeArgs) -> Result<ExitCode, StartFault> {
    serve_with(args, record::open)
}

/// Serves with a record that is only in memory: nothing survives. To measure what the disk costs.
#[cfg(feature = "volatile")]
pub(crate) fn serve_in_memory(args: &ServeArgs) -> Result<ExitCode, StartFault> {
    serve_with(args, |_, _| Ok(record::in_memory()))
}

fn serve_with(
    args: &ServeArgs,
    open_record: impl FnOnce(&Config, &Arc<Metrics>) -> Result<Record, StartFault>,
) -> Result<ExitCode, StartFault> {
    let (config, dev) = match (&args.config, args.dev) {
        (Some(file), _) => (Config::load(file)?, None),
        (None, true) => {
            let dev = dev::prepare(args)?;
            (Config::from_text(dev.configuration(), "the configuration of --dev")?, Some(dev))
        }
        (None, false) => return Err(StartFault::NothingToServe),
    };
    log::start(log_settings(args, &config)?)
        .map_err(|source| RunFault::Resource { what: "the log", source })?;
    let _lock = match &dev {
        Some(_) => None, // held by `dev` since before the hierarchy was made
        None => Some(StateLock::take(&config.state_directory)?),
    };
    check_clock(&SystemClock)?;
    let placed = profiles::load(&config, SystemClock.read().now)?;
    let metrics = Arc::new(Metrics::new());
    run::count_panics(metrics.panics.clone());
    let mut record = open_record(&config, &metrics)?;
    run::make_room_for(config.http.max_connections);
    let runtime = run::runtime()?;
    let served = runtime.block_on(serve_until_stopped(&config, dev.as_ref(), placed, &metrics, &mut record));
    // Requests that still run hold on to the sequencer.
    runtime.shutdown_timeout(Duration::from_secs(1));
    drop(record);
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

async fn serve_until_stopped(
    config: &Config,
    dev: Option<&dev::Dev>,
    placed: Vec<Placed>,
    metrics: &Arc<Metrics>,
    record: &mut Record,
) -> Result<ExitCode, StartFault> {
    let mut signals = Signals::new()?;
    let (app, connections) = assemble(config, metrics, &record.sequencer);
    let doors = bind_all(config, &app, &placed, record)?;
    let public = doors.iter().find(|door| door.name() == dev::PUBLIC);
    let welcome = dev.zip(public).map(|(dev, public)| dev.welcome(public.address()));
    run::announce(&doors, &welcome.unwrap_or_default())?;
    tracing::warn!(
        "time source: the system clock, as configured; nothing proves its time, and every record says so (unproven)"
    );
    tokio::spawn(warn_daily(placed, config.state_directory.clone()));
    let service = Service { limits: Arc::new(config.http.clone()), connections };
    Ok(service.serve(doors, &mut signals, record.failure(), || app.begin_draining()).await)
}

fn assemble(
    config: &Config,
    metrics: &Arc<Metrics>,
    sequencer: &Arc<Sequencer>,
) -> (Arc<App>, Arc<Connections>) {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let space = Arc::new(Space::new(config.state_directory.clone(), config.min_free));
    space.look(metrics);
    tokio::spawn(Arc::clone(&space).watch(Arc::clone(metrics)));
    let issuer = Issuer::new(clock, Arc::clone(sequencer), &config.signing, Arc::clone(metrics), space);
    let connections = Connections::new(&config.http);
    (Arc::new(App::new(issuer, Arc::clone(metrics), Arc::clone(&connections))), connections)
}

fn bind_all(
    config: &Config,
    app: &Arc<App>,
    placed: &[Placed],
    record: &Record,
) -> Result<Vec<Door>, StartFault> {
    let mut doors = Vec::new();
    let log = record.log_site(config).map(Arc::new);
    for settings in &config.listeners {
        let here = placed.iter().filter(|(on, _)| on.contains(&settings.name));
        let log = log.clone().filter(|_| config.transparency.listeners.contains(&settings.name));
        let site = Site::of_profiles(app, here.map(|(_, profile)| Arc::clone(profile)).collect(), log);
        doors.push(Door::bind(&settings.name, &settings.address, site)?);
    }
    if let Some(address) = config.metrics_listen {
        doors.push(Door::bind("metrics", &ListenAddress::Tcp(address), Site::of_metrics(app))?);
    }
    Ok(doors)
}

/// C64: a server that runs for months warns while it runs.
async fn warn_daily(profiles: Vec<Placed>, state: PathBuf) {
    loop {
        tokio::time::sleep(Duration::from_hours(24)).await;
        for (_, profile) in &profiles {
            profiles::warn_of_the_end(profile.unit(), SystemClock.read().now);
        }
        profiles::warn_of_removals(&state, &profiles, SystemClock.read().now);
    }
}

/// A clock that stands before this program was written is wrong beyond doubt, whatever else vouches for it.
fn check_clock(clock: &impl Clock) -> Result<(), StartFault> {
    let now = clock.read().now;
    if is_impossible(Duration::from_secs(now.as_secs())) {
        Err(StartFault::Clock { now: now.to_string() })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tsa_core::{TimeReading, TimeState, UnixTime};

    #[derive(Debug)]
    struct Stands(u64);

    impl Clock for Stands {
        fn read(&self) -> TimeReading {
            let now = UnixTime::from_secs(self.0).expect("a time");
            TimeReading { now, error: Duration::ZERO, state: TimeState::Unproven }
        }
    }

    #[test]
    fn a_clock_in_the_past_is_refused() {
        assert!(check_clock(&Stands(1_793_491_200)).is_ok());
        let refused = check_clock(&Stands(0)).expect_err("1970").to_string();
        assert!(refused.contains("1970-01-01T00:00:00Z"), "{refused}");
    }
}
