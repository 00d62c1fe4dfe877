//! Whom a verifier believes: logs, witnesses, and how many of them. Source: C2SP tlog-policy.

#[cfg(feature = "verify")]
mod accept;
mod parse;

#[cfg(feature = "verify")]
pub use accept::{Accepted, NotAccepted, WitnessStatement};
pub use parse::{LogPolicyError, LogPolicyFault};

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::note::VerifierKey;

/// A trust policy: which logs are known, which witnesses, and which of them have to have cosigned a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogPolicy {
    logs: Vec<Log>,
    members: Vec<Member>,
    /// The member that has to be satisfied; `None` is `quorum none`.
    quorum: Option<usize>,
}

/// A log that is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, whose name is the origin of its checkpoints.
    pub key: VerifierKey,
    /// Where it can be reached, if the policy says so.
    pub url: Option<String>,
}

/// A witness that counts towards the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Its name within the policy file: any octets but white space.
    pub name: Box<[u8]>,
    /// Its key.
    pub key: VerifierKey,
    /// Where checkpoints are submitted to it, if the policy says so.
    pub url: Option<String>,
}

/// What a name in the policy stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Member {
    Witness(Witness),
    /// At least `threshold` of the members, all of which come before this one.
    Group {
        name: Box<[u8]>,
        threshold: usize,
        members: Vec<usize>,
    },
}

impl LogPolicy {
    /// Believes one log, and asks for no witness: what a bare log key says.
    #[must_use]
    pub fn of_log(key: VerifierKey) -> Self {
        Self { logs: alloc::vec![Log { key, url: None }], members: Vec::new(), quorum: None }
    }

    /// The logs, in the order of the file. There may be none: then no checkpoint is accepted.
    #[must_use]
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The witnesses, in the order of the file.
    pub fn witnesses(&self) -> impl Iterator<Item = &Witness> {
        self.members.iter().filter_map(|member| match member {
            Member::Witness(witness) => Some(witness),
            Member::Group { .. } => None,
        })
    }

    /// Whether any witness is asked for at all.
    #[must_use]
    pub const fn needs_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Whether these witnesses are enough; `cosigned` says it of each.
    pub fn is_quorum(&self, mut cosigned: impl FnMut(&Witness) -> bool) -> bool {
        // Members refer only to earlier ones, so one pass from the front decides all of them.
        let mut satisfied: Vec<bool> = Vec::with_capacity(self.members.len());
        for member in &self.members {
            let holds = match member {
                Member::Witness(witness) => cosigned(witness),
                Member::Group { threshold, members, .. } => {
                    let count = members.iter().filter(|place| satisfied.get(**place) == Some(&true)).count();
                    count >= *threshold
                }
            };
            satisfied.push(holds);
        }
        self.quorum.is_none_or(|place| satisfied.get(place) == Some(&true))
    }
}

#[cfg(test)]
mod tests;
