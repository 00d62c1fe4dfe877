//! The names that an account has used before, to choose from on the deposit page. They lie sealed in its claims, and only its
//! owner's own page opens them.

use std::collections::BTreeSet;

use super::errors::PageError;
use super::proof_view::ProofView;
use crate::app::AppState;
use crate::i18n::Text;
use crate::store::{AccountId, ItemFilter};

/// Holders and agents, the last used first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct KnownNames {
    pub(super) holders: Vec<String>,
    pub(super) agents: Vec<String>,
}

impl KnownNames {
    /// Those of the account's newest proofs.
    pub(super) async fn of_account(state: &AppState, t: Text, account: AccountId) -> Result<Self, PageError> {
        let fault = |error: &dyn std::fmt::Display| PageError::internal(t.lang(), error);
        let newest = state.store.list_items(account, &ItemFilter::default(), None, LOOKED_AT).await;
        let newest = newest.map_err(|error| fault(&error))?.items;
        if newest.is_empty() {
            return Ok(Self::default());
        }
        let key = state.secrets.key_of(&*state.store, account).await.map_err(|error| fault(&error))?;
        // A damaged claim is told of where it is shown; here it only has no names.
        Ok(Self::of(newest.iter().filter_map(|item| ProofView::new(t, item, &key).ok())))
    }

    fn of(proofs: impl Iterator<Item = ProofView>) -> Self {
        let mut known = Self::default();
        let (mut holders, mut agents) = (BTreeSet::new(), BTreeSet::new());
        for proof in proofs {
            for holder in proof.holders {
                if holders.insert(holder.name.clone()) {
                    known.holders.push(holder.name);
                }
            }
            if let Some(agent) = proof.agent
                && agents.insert(agent.clone())
            {
                known.agents.push(agent);
            }
        }
        known
    }
}

/// Each is a claim to open; older clients are typed again.
const LOOKED_AT: u32 = 200;

#[cfg(test)]
mod tests {
    use super::super::proof_view::tests::sample;
    use super::KnownNames;
    use crate::i18n::{Lang, Text};
    use crate::store::ItemState;

    #[test]
    fn each_name_stands_once_and_the_newest_first() {
        let proof = |name| sample(Text::new(Lang::En), name, ItemState::Issued);
        let known = KnownNames::of([proof("Zoe"), proof("Ada"), proof("Zoe")].into_iter());
        assert_eq!((known.holders, known.agents), (names(), names()));
    }

    fn names() -> Vec<String> {
        vec!["Zoe".to_owned(), "Ada".to_owned()]
    }
}
