//! What one account may deposit, so that everybody else can too: `[limits]`.

use serde::Deserialize;

use super::submit::SubmitFault;
use crate::clock::{DAY, MINUTE, Millis};
use crate::limits::Limiter;
use crate::store::{AccountId, Quota};

/// The limits of one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DepositLimits {
    /// Items in any 24 hours.
    pub items_per_day: u32,
    /// Deposits in any minute.
    pub deposits_per_minute: u16,
    /// Items that may wait for their tokens at the same time.
    pub backlog: usize,
}

/// `[limits]` as it is written.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LimitsSection {
    /// See [`DepositLimits`], like those below.
    pub items_per_account_per_day: Option<u32>,
    /// Deposits in any minute.
    pub deposits_per_account_per_minute: Option<u16>,
    /// Items that wait.
    pub backlog_per_account: Option<u32>,
}

impl Default for DepositLimits {
    fn default() -> Self {
        Self { items_per_day: 100_000, deposits_per_minute: 300, backlog: 50_000 }
    }
}

impl DepositLimits {
    /// The limits that the section says; the key of a number that would serve nobody.
    ///
    /// # Errors
    /// The key that is 0.
    pub fn of(section: LimitsSection) -> Result<Self, &'static str> {
        let usual = Self::default();
        let limits = Self {
            items_per_day: section.items_per_account_per_day.unwrap_or(usual.items_per_day),
            deposits_per_minute: section.deposits_per_account_per_minute.unwrap_or(usual.deposits_per_minute),
            backlog: section
                .backlog_per_account
                .map_or(usual.backlog, |items| usize::try_from(items).unwrap_or(usize::MAX)),
        };
        match limits {
            Self { items_per_day: 0, .. } => Err("items-per-account-per-day"),
            Self { deposits_per_minute: 0, .. } => Err("deposits-per-account-per-minute"),
            Self { backlog: 0, .. } => Err("backlog-per-account"),
            good => Ok(good),
        }
    }
}

/// Counts what accounts ask for. The day's items are counted in the store, which a restart does not forget.
#[derive(Debug)]
pub(super) struct Gate {
    limits: DepositLimits,
    deposits: Limiter<AccountId>,
}

impl Gate {
    pub(super) fn new(limits: DepositLimits) -> Gate {
        let deposits = limits.deposits_per_minute.max(1);
        Gate { limits, deposits: Limiter::new(deposits, MINUTE / Millis::from(deposits)) }
    }

    /// Counts a new deposit of so many items, while so many of the account and of all wait for tokens.
    pub(super) fn admit(
        &self,
        account: AccountId,
        items: usize,
        waiting: (usize, usize),
        now: Millis,
    ) -> Result<(), SubmitFault> {
        let (own, all) = waiting;
        if own.saturating_add(items) > self.limits.backlog {
            return Err(SubmitFault::OwnBacklog { most: self.limits.backlog });
        }
        if all.saturating_add(items) > MAX_BACKLOG {
            return Err(SubmitFault::Busy);
        }
        self.deposits.take(account, now).map_err(|wait| SubmitFault::TooFast { retry_after: wait.0 })
    }

    /// What the store is to hold a deposit of this time against.
    pub(super) fn quota(&self, now: Millis) -> Quota {
        Quota { items: self.limits.items_per_day, since: now - DAY }
    }

    /// The fault of a deposit beyond the quota; the oldest of what counts was deposited at `oldest`.
    pub(super) fn over_quota(&self, oldest: Option<Millis>, now: Millis) -> SubmitFault {
        let retry_after = oldest.map_or(DAY, |oldest| oldest + DAY - now);
        SubmitFault::Quota { most: self.limits.items_per_day, retry_after: retry_after.max(0) }
    }
}

/// About half an hour of an authority's work; beyond it every depositor is told to come back.
const MAX_BACKLOG: usize = 200_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_reaches_its_limits_and_another_does_not() {
        let limits = DepositLimits { items_per_day: 10, deposits_per_minute: 2, backlog: 100 };
        let gate = Gate::new(limits);
        let [one, two] = [(); 2].map(|()| AccountId::random());
        let own = gate.admit(one, 1, (100, 100), 0);
        assert!(matches!(own, Err(SubmitFault::OwnBacklog { most: 100 })), "{own:?}");
        assert!(matches!(gate.admit(one, 1, (0, MAX_BACKLOG), 0), Err(SubmitFault::Busy)));
        gate.admit(one, 1, (99, 100), 0).unwrap();
        gate.admit(one, 1, (0, 0), 0).unwrap();
        let fast = gate.admit(one, 1, (0, 0), 0);
        assert!(matches!(fast, Err(SubmitFault::TooFast { retry_after: 30_000 })), "{fast:?}");
        gate.admit(two, 100, (0, 100), 0).unwrap();
        gate.admit(one, 1, (0, 0), 30_000).unwrap();
    }

    #[test]
    fn the_day_is_any_24_hours() {
        let gate = Gate::new(DepositLimits { items_per_day: 10, ..DepositLimits::default() });
        assert_eq!(gate.quota(DAY + 5), Quota { items: 10, since: 5 });
        for (oldest, after) in [(Some(5), DAY - 95), (None, DAY), (Some(100 - DAY), 0)] {
            let over = gate.over_quota(oldest, 100);
            assert!(
                matches!(over, SubmitFault::Quota { most: 10, retry_after } if retry_after == after),
                "{over:?}"
            );
        }
    }

    #[test]
    fn a_limit_of_nothing_is_refused() {
        assert_eq!(DepositLimits::of(LimitsSection::default()), Ok(DepositLimits::default()));
        let section = LimitsSection { backlog_per_account: Some(0), ..LimitsSection::default() };
        assert_eq!(DepositLimits::of(section), Err("backlog-per-account"));
        let section = LimitsSection { items_per_account_per_day: Some(7), ..LimitsSection::default() };
        assert_eq!(DepositLimits::of(section).map(|limits| limits.items_per_day), Ok(7));
    }
}
