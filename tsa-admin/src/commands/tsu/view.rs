//! A unit as it is shown: what its files say, its certificate, and what comes next.

use std::path::Path;

use serde::Serialize;
use tsa_core::{Tsu, TsuRules, tsu::KeyPeriod, tsu::NotUsable};
use tsa_keys::tsu_store::{TsuEntry, TsuState, TsuStore};

use crate::args::DEFAULT_STATE;
use crate::error::Error;
use crate::inspect::CertificateView;
use crate::output::Page;
use crate::pem;
use crate::time::UtcTime;

/// Everything about one unit.
#[derive(Debug, Serialize)]
pub(crate) struct TsuView {
    pub(crate) name: String,
    pub(crate) group: String,
    pub(crate) state: TsuState,
    pub(crate) algorithm: &'static str,
    pub(crate) scheme: &'static str,
    created: UtcTime,
    activated: Option<UtcTime>,
    retired: Option<UtcTime>,
    /// The last moment at which the key may sign, once there is a certificate.
    pub(crate) signs_until: Option<UtcTime>,
    /// When the key must have been removed, once it signs no more; `None` when it is gone (C64).
    pub(crate) remove_key_by: Option<UtcTime>,
    /// What is not as it should be.
    pub(crate) warnings: Vec<String>,
    pub(crate) certificate: Option<CertificateView>,
    /// What keeps the unit from signing now although it has a certificate, in a word or two.
    #[serde(skip)]
    obstacle: Option<&'static str>,
    /// How the next command begins, so that it can be copied: the state directory is named where it is not the usual one.
    #[serde(skip)]
    command: String,
}

impl TsuView {
    /// Reads what belongs to a unit.
    ///
    /// # Errors
    ///
    /// A file cannot be read. A certificate that breaks a rule is no error but a warning.
    pub(crate) fn read(
        state: &Path,
        store: &TsuStore,
        entry: &TsuEntry,
        now: UtcTime,
    ) -> Result<Self, Error> {
        let mut view = Self {
            name: entry.name.clone(),
            group: entry.group.clone(),
            state: entry.state,
            algorithm: entry.algorithm.name(),
            scheme: entry.scheme.name(),
            created: entry.created.into(),
            activated: entry.activated.map(UtcTime::from),
            retired: entry.retired.map(UtcTime::from),
            signs_until: None,
            remove_key_by: None,
            warnings: Vec::new(),
            certificate: None,
            obstacle: None,
            command: command(state),
        };
        if entry.has_certificate {
            view.add_chain(&store.chain_pem(&entry.name)?, entry, now);
        }
        Ok(view)
    }

    fn add_chain(&mut self, chain: &str, entry: &TsuEntry, now: UtcTime) {
        let chain = pem::blocks(chain, pem::CERTIFICATE).unwrap_or_default();
        let Some((own, above)) = chain.split_first() else {
            self.obstacle = Some(UNFIT);
            self.warnings.push("chain.pem cannot be read: install the certificate again".to_owned());
            return;
        };
        self.certificate = Some(CertificateView::decode(own));
        match Tsu::new(own, above, entry.scheme, &TsuRules::default()) {
            Ok(tsu) if entry.state == TsuState::Retired => self.add_removal(tsu.period(), entry, now),
            Ok(tsu) => {
                let period = tsu.period();
                self.signs_until = UtcTime::from_unix(period.end());
                self.warnings.extend(tsu.warnings().iter().map(ToString::to_string));
                if let Err(error) = period.check(now.unix()) {
                    self.obstacle = Some(obstacle(error));
                    self.warnings.push(format!("it may not sign now: {error}"));
                }
                if period.end() < now.unix() {
                    self.add_removal(period, entry, now);
                }
                let left = self.signs_until.map(|until| now.days_until(until));
                if let Some(days) = left.filter(|days| (0..WARN_DAYS).contains(days)) {
                    self.warnings.push(format!("it may sign for {days} more days: make its successor now"));
                }
            }
            Err(error) => {
                self.obstacle = Some(UNFIT);
                self.warnings.push(error.to_string());
            }
        }
    }

    /// CSBR 6.3.2: a key that signs no more is removed within 18 months of its certificate's notBefore.
    fn add_removal(&mut self, period: &KeyPeriod, entry: &TsuEntry, now: UtcTime) {
        self.remove_key_by = UtcTime::from_unix(period.removal_due).filter(|_| entry.has_key);
        if let Some(by) = self.remove_key_by.filter(|by| now.days_until(*by) < WARN_DAYS) {
            self.warnings.push(format!(
                "its key is due for removal by {}: remove key.pem and every backup of it, with witnesses",
                by.date()
            ));
        }
    }

    /// The state, and what a pending unit still lacks.
    pub(crate) fn state_text(&self) -> String {
        match (self.state, &self.certificate, self.obstacle) {
            (TsuState::Pending, _, Some(obstacle)) => format!("pending, {obstacle}"),
            (TsuState::Pending, None, None) => "pending, no certificate".to_owned(),
            (TsuState::Pending, Some(_), None) => "pending, ready".to_owned(),
            (state, _, _) => state.to_string(),
        }
    }

    /// What the operator does next, if anything.
    pub(crate) fn next(&self) -> Option<String> {
        let (command, name) = (&self.command, &self.name);
        match (self.state, &self.certificate) {
            (TsuState::Pending, Some(_)) if self.obstacle == Some(EARLY) => None,
            (TsuState::Pending, certificate) if certificate.is_none() || self.obstacle.is_some() => {
                Some(format!(
                    "{command} tsu csr {name} --out {name}.csr\n\
                 (at the CA: tsa-admin ca issue {name}.csr --ca DIR --out {name}.pem)\n\
                 {command} tsu install {name} --chain {name}.pem"
                ))
            }
            (TsuState::Pending, _) => Some(format!("{command} tsu activate {name}")),
            (TsuState::Active | TsuState::Retired, _) => None,
        }
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        page.nested(|page| {
            page.field("State", self.state_text());
            page.field("Group", &self.group);
            page.field("Key", self.algorithm);
            page.field("Signs with", self.scheme);
            page.field("Created", self.created);
            page.field_if("Activated", self.activated);
            page.field_if("Retired", self.retired);
            page.field_if("Signs until", self.signs_until);
            page.field_if("Remove key by", self.remove_key_by);
            for warning in &self.warnings {
                page.field("Warning", warning);
            }
        });
        if let Some(certificate) = &self.certificate {
            page.heading("Certificate");
            page.nested(|page| certificate.lay_out(page));
        }
        if let Some(next) = self.next() {
            page.gap();
            page.line("Next:");
            page.nested(|page| next.lines().for_each(|line| page.line(line)));
        }
    }
}

fn obstacle(error: NotUsable) -> &'static str {
    match error {
        NotUsable::NotYetValid(_) | NotUsable::BeforePrivateKeyUsagePeriod => EARLY,
        NotUsable::Expired(_) => "expired",
        NotUsable::AfterPrivateKeyUsagePeriod | NotUsable::KeyUseLimitPassed(_) => USED_UP,
    }
}

fn command(state: &Path) -> String {
    if state == Path::new(DEFAULT_STATE) {
        "tsa-admin".to_owned()
    } else {
        format!("tsa-admin --state {}", state.display())
    }
}

/// The certificate cannot be used, now or ever.
const UNFIT: &str = "certificate unfit";
/// The certificate is of use later.
const EARLY: &str = "not valid yet";
/// The time of the key is over, though not that of the certificate (C64).
const USED_UP: &str = "time to sign is over";
/// C64: warned of 60 days ahead, and then every time.
const WARN_DAYS: i64 = 60;

#[cfg(test)]
mod tests {
    use tsa_keys::tsu_store::NewTsu;
    use tsa_keys::{KeyAlgorithm, Protection, development};

    use super::*;
    use crate::clock;

    #[test]
    fn a_pending_unit_is_ready_only_while_it_may_sign() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        let now = clock::now();
        let store = development::open_or_make(state, now.timestamp()).unwrap().store;
        let subject = crate::subject::parse("C=XX,O=Example,CN=x").unwrap();
        let new = NewTsu {
            name: "x",
            group: "main",
            algorithm: KeyAlgorithm::EcdsaP256,
            scheme: None,
            subject: &subject.name().unwrap(),
            protection: Protection::Plain,
            now: now.timestamp(),
            lab: false,
        };
        store.create(&new).unwrap();
        let chain = state.join("tsus/x/chain.pem");
        std::fs::copy(state.join("tsus/dev-main/chain.pem"), &chain).unwrap();
        let view = |now| TsuView::read(state, &store, &store.show("x").unwrap(), now).unwrap();
        let ready = view(now);
        assert_eq!(ready.state_text(), "pending, ready");
        assert!(ready.next().unwrap().ends_with("tsu activate x"));
        let expired = view(now.plus_days(400).unwrap());
        assert_eq!(expired.state_text(), "pending, expired");
        assert!(expired.next().unwrap().contains("tsu install x"));
        std::fs::write(chain, "nonsense").unwrap();
        assert_eq!(view(now).state_text(), "pending, certificate unfit");
    }

    #[test]
    fn c64_the_key_of_a_retired_unit_is_to_be_removed_within_eighteen_months() {
        let directory = tempfile::tempdir().unwrap();
        let state = directory.path();
        let now = clock::now();
        let store = development::open_or_make(state, now.timestamp()).unwrap().store;
        let view = |days| {
            let entry = store.show("dev-main").unwrap();
            TsuView::read(state, &store, &entry, now.plus_days(days).unwrap()).unwrap()
        };
        assert_eq!(view(0).remove_key_by, None, "it signs");
        let by = view(400).remove_key_by.expect("its time is over");
        assert!((540..=550).contains(&now.days_until(by)), "{by}");
        store.retire("dev-main", now.timestamp()).unwrap();
        let due = |view: &TsuView| view.warnings.iter().any(|text| text.contains("due for removal by"));
        assert!(view(0).remove_key_by == Some(by) && !due(&view(0)));
        assert!(due(&view(500)) && due(&view(600)));
        std::fs::remove_file(state.join("tsus/dev-main/key.pem")).unwrap();
        assert!(view(600).remove_key_by.is_none() && !due(&view(600)), "done");
    }
}
