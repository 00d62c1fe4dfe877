//! Which of two proofs is the earlier one?

use core::time::Duration;

use tsa_core::verify::TokenFacts;

/// How a first token stands to a second one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The first is surely earlier.
    Earlier,
    /// The first is surely later.
    Later,
    /// The intervals overlap.
    Overlapping,
    /// A token states no accuracy, so its interval is not known.
    NoAccuracy,
    /// They are one token: their TSTInfo is the same.
    Same,
}

impl Order {
    /// A stable code, in kebab case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Earlier => "earlier",
            Self::Later => "later",
            Self::Overlapping => "cannot-be-ordered",
            Self::NoAccuracy => "cannot-be-ordered-without-accuracy",
            Self::Same => "same",
        }
    }
}

/// Compares what two valid tokens state. `same_authority`: both lead to the same TSA, whose `ordering` then counts.
///
/// With time ± accuracy the first is earlier when its whole interval lies before the second's.
#[must_use]
pub fn precedence(first: &TokenFacts, second: &TokenFacts, same_authority: bool) -> Order {
    if first.tst_info == second.tst_info {
        return Order::Same;
    }
    let by_interval = match (first.accuracy, second.accuracy) {
        (Some(_), Some(_)) if is_before(first, second) => Order::Earlier,
        (Some(_), Some(_)) if is_before(second, first) => Order::Later,
        (Some(_), Some(_)) => Order::Overlapping,
        _ => Order::NoAccuracy,
    };
    // RFC 3161 §2.4.2: with ordering, every token of the same TSA can be ordered by genTime, whatever the accuracy.
    let by_time = same_authority && first.ordering && second.ordering;
    match by_interval {
        Order::Overlapping | Order::NoAccuracy if by_time && first.gen_time < second.gen_time => {
            Order::Earlier
        }
        Order::Overlapping | Order::NoAccuracy if by_time && first.gen_time > second.gen_time => Order::Later,
        order => order,
    }
}

/// How far the two are apart at least: from the end of the one interval to the beginning of the other. `None` where they overlap, or
/// where a token states no accuracy.
#[must_use]
pub fn least_gap(first: &TokenFacts, second: &TokenFacts) -> Option<Duration> {
    let (one, other) = (first.accuracy?, second.accuracy?);
    let between = |earlier: &TokenFacts, margin, later: &TokenFacts, other_margin| {
        later.gen_time.saturating_sub(other_margin).saturating_since(earlier.gen_time.saturating_add(margin))
    };
    let gap = between(first, one, second, other).max(between(second, other, first, one));
    (!gap.is_zero()).then_some(gap)
}

fn is_before(first: &TokenFacts, second: &TokenFacts) -> bool {
    first.gen_time < second.gen_time && least_gap(first, second).is_some()
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use tsa_core::{HashAlgorithm, Oid, UnixTime};

    use super::*;

    fn token(seconds: u64, accuracy: Option<u64>, ordering: bool) -> TokenFacts {
        TokenFacts {
            policy: Oid::from_dotted("1.2.3").unwrap(),
            hash: HashAlgorithm::Sha256,
            hashed_message: Vec::new(),
            serial: Vec::new(),
            gen_time: UnixTime::from_secs(seconds).unwrap(),
            accuracy: accuracy.map(Duration::from_secs),
            ordering,
            nonce: None,
            tst_info: [seconds.to_be_bytes(), accuracy.unwrap_or_default().to_be_bytes()].concat(),
        }
    }

    #[test]
    fn intervals() {
        let order = |a, b| precedence(&a, &b, false);
        assert_eq!(order(token(100, Some(1), false), token(103, Some(1), false)), Order::Earlier);
        assert_eq!(order(token(100, Some(1), false), token(102, Some(1), false)), Order::Overlapping);
        assert_eq!(order(token(103, Some(1), false), token(100, Some(1), false)), Order::Later);
        assert_eq!(order(token(100, None, false), token(999, Some(1), false)), Order::NoAccuracy);
    }

    #[test]
    fn gaps_lie_between_the_intervals() {
        let gap = |a, b| least_gap(&a, &b);
        let seconds = |n| Some(Duration::from_secs(n));
        assert_eq!(gap(token(100, Some(1), false), token(110, Some(2), false)), seconds(7));
        assert_eq!(gap(token(110, Some(2), false), token(100, Some(1), false)), seconds(7));
        assert_eq!(gap(token(100, Some(1), false), token(102, Some(1), false)), None);
        assert_eq!(gap(token(100, None, false), token(110, Some(1), false)), None);
    }

    #[test]
    fn one_token_is_the_same_as_itself() {
        let one = token(100, Some(1), true);
        assert_eq!(precedence(&one, &one, true), Order::Same);
        assert_eq!(least_gap(&one, &one), None);
    }

    #[test]
    fn rfc3161_2_4_2_ordering() {
        let (one, two) = (token(100, Some(5), true), token(101, None, true));
        assert_eq!(precedence(&one, &two, true), Order::Earlier);
        assert_eq!(precedence(&two, &one, true), Order::Later);
        assert_eq!(precedence(&one, &two, false), Order::NoAccuracy);
        assert_eq!(precedence(&one, &token(101, Some(5), false), true), Order::Overlapping);
        assert_eq!(precedence(&one, &token(100, Some(7), true), true), Order::Overlapping);
    }
}
