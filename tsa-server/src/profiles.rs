//! From the configuration and the state directory to profiles that can sign.

use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tsa_core::{TsuRules, UnixTime};
use tsa_keys::tsu_store::{StoreError, TsuState, TsuStore};

use crate::app::Profile;
use crate::config::{Config, ProfileSettings};
use crate::fault::{StartFault, with_causes};
use crate::state::read_secret;
use crate::unit::Unit;
use tsa_service::run::RunFault;

/// A profile and the names of the listeners that serve it.
pub(crate) type Placed = (Vec<String>, Arc<Profile>);

/// Loads the active unit of every profile's group, checks key and certificates against each other and the time, and
/// reads the access tokens. Profiles of one group share its unit.
pub(crate) fn load(config: &Config, now: UnixTime) -> Result<Vec<Placed>, StartFault> {
    let store = TsuStore::open(&config.state_directory).map_err(|_| {
        let what = format!("{} is no state directory", config.state_directory.display());
        check(config, "state.directory", &what, "Check the path, or make it with `tsa-admin tsu create`.")
    })?;
    check_directory(config)?;
    check_tsu_names(config, &store)?;
    let mut units: HashMap<&str, Arc<Unit>> = HashMap::new();
    let mut profiles = Vec::new();
    for (index, settings) in config.profiles.iter().enumerate() {
        let unit = match units.get(settings.tsu_group.as_str()) {
            Some(unit) => Arc::clone(unit),
            None => {
                let unit = Arc::new(load_unit(config, &store, index, settings, now)?);
                units.insert(&settings.tsu_group, Arc::clone(&unit));
                unit
            }
        };
        let token = match &settings.token_file {
            None => None,
            Some(file) => Some(read_secret(file).map_err(|error| {
                let key = format!("profile[{index}].token-file");
                check(
                    config,
                    &key,
                    &format!("{}: {error}", file.display()),
                    "Name a file that holds a long random word.",
                )
            })?),
        };
        let profile = Profile::new(
            settings.name.clone(),
            settings.paths.clone(),
            settings.policy.clone(),
            unit,
            settings.exclusive,
            token,
        );
        profiles.push((settings.listeners.clone(), Arc::new(profile)));
    }
    warn_of_removals(&config.state_directory, &profiles, now);
    Ok(profiles)
}

/// Who can write the state directory decides which key signs.
fn check_directory(config: &Config) -> Result<(), StartFault> {
    for directory in ["", "tsus", "groups"].map(|name| config.state_directory.join(name)) {
        let mode = std::fs::metadata(&directory).map_or(0, |metadata| metadata.permissions().mode());
        if mode & 0o002 != 0 {
            let what = format!(
                "{}: every user of this machine can write it, and so decide which key signs",
                directory.display()
            );
            let remedy = format!(
                "Run `chmod 700 {}`, and replace the keys if anybody else may have been there.",
                directory.display()
            );
            return Err(check(config, "state.directory", &what, &remedy));
        }
    }
    Ok(())
}

/// An entry for a unit that does not exist would be a typing error, and its passphrase never used.
fn check_tsu_names(config: &Config, store: &TsuStore) -> Result<(), StartFault> {
    for name in config.tsus.keys() {
        store
            .show(name)
            .map_err(|error| check(config, "tsu.name", &error, "Correct the name, or remove the [[tsu]]."))?;
    }
    Ok(())
}

fn load_unit(
    config: &Config,
    store: &TsuStore,
    index: usize,
    settings: &ProfileSettings,
    now: UnixTime,
) -> Result<Unit, StartFault> {
    let group = &settings.tsu_group;
    let key = format!("profile[{index}].tsu-group");
    let fault = |error: &StoreError| {
        check(
            config,
            &key,
            &format!("{group:?}: {}", with_causes(error)),
            "Put the unit in order, or name another group.",
        )
    };
    let name = store.active_entry(group).map_err(|error| fault(&error))?.name;
    let tsu_settings = config.tsus.get(&name).cloned().unwrap_or_default();
    let passphrase = match &tsu_settings.passphrase_file {
        None => None,
        Some(file) => Some(read_secret(file).map_err(|error| {
            let what = format!("{name:?}: {}: {error}", file.display());
            check(config, "tsu.passphrase-file", &what, "Name the file that holds the passphrase of its key.")
        })?),
    };
    let active =
        store.active(group, passphrase.as_ref(), &tsu_settings.rules).map_err(|error| fault(&error))?;
    active.tsu.period().check(now).map_err(|error| {
        let remedy = "Make a new unit: `tsa-admin tsu create`, `install`, `activate`.";
        check(config, &key, &format!("{group:?}: {name:?} may not sign now: {error}"), remedy)
    })?;
    for warning in active.tsu.warnings() {
        tracing::warn!(unit = name, "{warning}");
    }
    let chain = store.chain_pem(&name).map_err(|error| fault(&error))?;
    let unit = Unit::new(name, active.tsu, active.key, chain, &config.signing)
        .map_err(|source| RunFault::Resource { what: "the signer threads", source })?;
    warn_of_the_end(&unit, now);
    Ok(unit)
}

/// C64: warns when the end of the key's use is near.
pub(crate) fn warn_of_the_end(unit: &Unit, now: UnixTime) {
    let end = unit.tsu().period().end();
    let left = end.saturating_since(now);
    if left <= FIRST_WARNING {
        let days = left.as_secs() / Duration::from_hours(24).as_secs();
        tracing::warn!(
            unit = unit.name(),
            days_left = days,
            end = %end,
            "the key may not sign any more after this: make its successor with `tsa-admin tsu create`"
        );
    }
}

/// C64: warns of every key that signs no more and is still there when the end of the 18 months is near (CSBR 6.3.2).
pub(crate) fn warn_of_removals(state: &Path, served: &[Placed], now: UnixTime) {
    match removals(state, served, now) {
        Ok(due) => due.into_iter().for_each(|(unit, due)| {
            tracing::warn!(
                unit,
                due = %due,
                "this key signs no more and is due for removal: remove its key.pem and every backup of it, with witnesses"
            );
        }),
        Err(error) => tracing::warn!(error = with_causes(&error), "cannot see which keys are due for removal"),
    }
}

fn removals(state: &Path, served: &[Placed], now: UnixTime) -> Result<Vec<(String, UnixTime)>, StoreError> {
    let store = TsuStore::open(state)?;
    let mut due = Vec::new();
    for entry in store.list()? {
        if !entry.has_key || !entry.has_certificate {
            continue;
        }
        let unit = served.iter().map(|(_, profile)| profile.unit()).find(|unit| unit.name() == entry.name);
        let period = match unit {
            Some(unit) => *unit.tsu().period(),
            None => store.period(&entry, &TsuRules { lab: true, ..TsuRules::default() })?,
        };
        let signs_no_more = entry.state == TsuState::Retired || period.end() < now;
        if signs_no_more && period.removal_due.saturating_since(now) <= FIRST_WARNING {
            due.push((entry.name, period.removal_due));
        }
    }
    Ok(due)
}

fn check(config: &Config, key: &str, what: &dyn std::fmt::Display, remedy: &str) -> StartFault {
    StartFault::Check {
        place: config.place.clone(),
        key: key.to_owned(),
        what: what.to_string(),
        remedy: remedy.to_owned(),
    }
}

const FIRST_WARNING: Duration = Duration::from_hours(60 * 24);
