//! Cases as data: what was done to a valid token, and which rule must be named.

use super::*;
use Expect::{Both, StrictOnly, Two};

pub(super) struct Case {
    pub(super) what: &'static str,
    pub(super) expect: Expect,
    pub(super) change: Change,
}

/// What must come of it.
#[derive(Clone, Copy)]
pub(super) enum Expect {
    /// Both rule sets refuse, by this rule.
    Both(Rule),
    /// The strict set refuses by this rule; the other accepts and notes it.
    StrictOnly(Rule),
    /// The strict set refuses by the first rule, the other by the second.
    Two(Rule, Rule),
}

pub(super) fn run(cases: &[Case]) {
    for Case { what, expect, change } in cases {
        let mut world = World::default();
        change(&mut world);
        let strict = world.judge(RuleSet::Strict);
        let foreign = world.judge(RuleSet::Rfc3161);
        let (strict_rule, foreign_rule) = match *expect {
            Both(rule) => (rule, Some(rule)),
            StrictOnly(rule) => (rule, None),
            Two(strict, foreign) => (strict, Some(foreign)),
        };
        assert_eq!(strict.failed_rule(), Some(strict_rule), "strict: {what}: {:?}", strict.verdict);
        assert_eq!(foreign.failed_rule(), foreign_rule, "rfc3161: {what}: {:?}", foreign.verdict);
        if let StrictOnly(rule) = *expect {
            assert_eq!(foreign.verdict, Verdict::Valid, "rfc3161: {what}");
            assert!(foreign.notes.contains(&Note::Tolerated(rule)), "rfc3161: {what}: {:?}", foreign.notes);
        }
    }
}

macro_rules! cases {
    ($($expect:expr, $what:literal, $change:expr;)*) => {
        $crate::verify::tests::cases::run(&[$($crate::verify::tests::cases::Case { what: $what, expect: $expect, change: $change },)*])
    };
}

pub(super) use cases;
