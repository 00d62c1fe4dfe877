//! Which of two proofs is the earlier one?

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
        }
    }
}

/// Compares what two valid tokens state. `same_authority`: both lead to the same TSA, whose `ordering` then counts.
///
/// With time ± accuracy the first is earlier when its whole interval lies before the second's.
#[must_use]
pub fn precedence(first: &TokenFacts, second: &TokenFacts, same_authority: bool) -> Order {
    let by_interval = match (first.accuracy, second.accuracy) {
        (Some(one), Some(other)) => {
            if first.gen_time.saturating_add(one) < second.gen_time.saturating_sub(other) {
                Order::Earlier
            } else if second.gen_time.saturating_add(other) < first.gen_time.saturating_sub(one) {
                Order::Later
            } else {
                Order::Overlapping
            }
        }
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

#[cfg(test)]
mod tests {
    use core::time::Duration;
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
            tst_info: Vec::new(),
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
    fn rfc3161_2_4_2_ordering() {
        let (one, two) = (token(100, Some(5), true), token(101, None, true));
        assert_eq!(precedence(&one, &two, true), Order::Earlier);
        assert_eq!(precedence(&two, &one, true), Order::Later);
        assert_eq!(precedence(&one, &two, false), Order::NoAccuracy);
        assert_eq!(precedence(&one, &token(101, Some(5), false), true), Order::Overlapping);
        assert_eq!(precedence(&one, &one, true), Order::Overlapping);
    }
}
