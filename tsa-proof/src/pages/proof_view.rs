//! A stored proof in the words of a language: what the list, the result and the page of one proof show.

use base16ct::lower;
use tsa_evidence::claim::{Claim, ClaimFields, FileName};

use crate::i18n::{Text, format};
use crate::secrets::{AccountKey, Context};
use crate::store::{Item, ItemState, UnixMillis};

/// One proof, opened and said.
#[derive(Clone, Debug)]
pub(super) struct ProofView {
    pub(super) id: String,
    pub(super) deposit: String,
    /// `queued`, `issued` or `failed`.
    pub(super) state: &'static str,
    pub(super) state_words: String,
    pub(super) sha256: String,
    pub(super) sha512: Option<String>,
    pub(super) size: Option<String>,
    /// The file's name, if the claim says it.
    pub(super) name: Option<String>,
    pub(super) name_is_sealed: bool,
    pub(super) holders: Vec<HolderView>,
    pub(super) agent: Option<String>,
    pub(super) matter: Option<String>,
    pub(super) title: Option<String>,
    pub(super) note: Option<String>,
    pub(super) assurance: String,
    pub(super) service: String,
    pub(super) policy: String,
    pub(super) category: String,
    pub(super) stage: Option<String>,
    /// When the deposit was acknowledged.
    pub(super) created: Moment,
    pub(super) file_token: Option<TokenView>,
    pub(super) claim_token: Option<TokenView>,
    /// Why it failed, by the code; the stored detail is English and for the API.
    pub(super) failure: Option<String>,
}

/// A holder as recorded.
#[derive(Clone, Debug)]
pub(super) struct HolderView {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) role: String,
}

/// A time in its binding form and in words.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) iso: String,
    pub(super) words: String,
}

/// What a stored token says.
#[derive(Clone, Debug)]
pub(super) struct TokenView {
    pub(super) time: Moment,
    pub(super) accuracy: String,
    pub(super) serial: String,
}

impl Moment {
    pub(super) fn new(t: Text, at: UnixMillis) -> Self {
        Self { iso: format::iso(at), words: format::date_time(t.lang(), at) }
    }
}

/// The claim could not be opened or read: the account's key is gone, or the row is damaged.
#[derive(Debug, thiserror::Error)]
#[error("the claim of proof {0} cannot be opened")]
pub(super) struct ClaimClosed(String);

impl ProofView {
    /// Opens the claim of `item` and says it.
    pub(super) fn new(t: Text, item: &Item, key: &AccountKey) -> Result<Self, ClaimClosed> {
        let closed = || ClaimClosed(item.id.to_string());
        let octets = key.open(&Context::Claim(item.deposit, item.id), &item.claim).map_err(|_| closed())?;
        let claim = Claim::parse(&octets).map_err(|_| closed())?;
        Ok(Self::of_claim(t, item, claim.fields()))
    }

    fn of_claim(t: Text, item: &Item, claim: &ClaimFields) -> Self {
        let state = state_word(item.state);
        let say = |what: &str, word: &str| t.say(&format!("common-{what}-{word}")).into_owned();
        let holder = |holder: &tsa_evidence::claim::Holder| HolderView {
            name: holder.name.clone(),
            kind: say("kind", holder.kind.word()),
            role: say("role", holder.role.word()),
        };
        Self {
            id: item.id.to_string(),
            deposit: item.deposit.to_string(),
            state,
            state_words: say("state", state),
            sha256: lower::encode_string(&item.sha256),
            sha512: claim.file.sha512.as_ref().map(|digest| lower::encode_string(digest)),
            size: claim.file.size.map(|size| format::size(t.lang(), size)),
            name: match &claim.file.name {
                Some(FileName::Disclosed(name)) => Some(name.clone()),
                _ => None,
            },
            name_is_sealed: matches!(claim.file.name, Some(FileName::Committed(_))),
            holders: claim.holders.iter().map(holder).collect(),
            agent: claim.agent.as_ref().map(|agent| agent.name.clone()),
            matter: claim.agent.as_ref().and_then(|agent| agent.matter.clone()),
            title: claim.work.as_ref().and_then(|work| work.title.clone()),
            note: claim.work.as_ref().and_then(|work| work.note.clone()),
            assurance: say("assurance", claim.assurance.level.word()),
            service: claim.service.clone(),
            policy: claim.policy.to_string(),
            category: say("category", item.category.as_str()),
            stage: item.stage.map(|stage| say("stage", stage.as_str())),
            created: Moment::new(t, item.created_at),
            file_token: item.file_token.as_ref().map(|facts| TokenView::new(t, facts)),
            claim_token: item.claim_token.as_ref().map(|facts| TokenView::new(t, facts)),
            failure: item.failure.as_ref().map(|failure| failure_words(t, &failure.code)),
        }
    }

    /// What it is called in lists: the file's name, else the title, else the beginning of its fingerprint.
    pub(super) fn shown(&self) -> String {
        let known = self.name.as_ref().or(self.title.as_ref());
        known.cloned().unwrap_or_else(|| format!("{}…", self.sha256.get(..12).unwrap_or(&self.sha256)))
    }

    /// All holders' names in one line.
    pub(super) fn holder_names(&self) -> String {
        self.holders.iter().map(|holder| holder.name.as_str()).collect::<Vec<_>>().join(" · ")
    }

    /// Whether it is found by `words`: lower-case letters of a name or title, or the first digits of the fingerprint.
    pub(super) fn is_found_by(&self, words: &str) -> bool {
        let texts = [&self.name, &self.title, &self.note, &self.agent, &self.matter];
        let mut texts = texts.into_iter().flatten().chain(self.holders.iter().map(|holder| &holder.name));
        self.sha256.starts_with(words) || texts.any(|text| text.to_lowercase().contains(words))
    }
}

// A code of an earlier version may have no words any more.
fn failure_words(t: Text, code: &str) -> String {
    let id = format!("errors-code-{code}");
    let words = t.say(&id);
    if words == id.as_str() { t.say("errors-code-item-failed").into_owned() } else { words.into_owned() }
}

impl TokenView {
    fn new(t: Text, facts: &crate::store::TokenFacts) -> Self {
        Self {
            time: Moment::new(t, facts.gen_time),
            accuracy: facts.accuracy_micros.map_or_else(String::new, |micros| format::accuracy(t, micros)),
            serial: facts.serial.clone(),
        }
    }
}

fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Queued | ItemState::FileToken => "queued",
        ItemState::Issued => "issued",
        ItemState::Failed => "failed",
    }
}

#[cfg(test)]
pub(super) mod tests {
    use tsa_core::Oid;
    use tsa_evidence::claim::{
        Agent, Assurance, AssuranceLevel, Declaration, FileFacts, Holder, HolderKind, Role, Subject, Work,
    };

    use super::{ClaimFields, FileName, ProofView};
    use crate::i18n::{Lang, Text};
    use crate::store::{
        AccountId, Category, DepositId, Failure, Item, ItemId, ItemState, Sealed, Stage, TokenFacts,
    };

    /// A proof in which everything that can be typed is `typed`.
    pub(in super::super) fn sample(t: Text, typed: &str, state: ItemState) -> ProofView {
        let text = || typed.to_owned();
        let holder =
            Holder { name: text(), kind: HolderKind::Person, role: Role::Author, identifiers: Vec::new() };
        let claim = ClaimFields {
            subject: Subject::File,
            id: [1; 16],
            file: FileFacts {
                sha256: [0xab; 32],
                sha512: Some([0xcd; 64]),
                size: Some(1_540),
                name: Some(FileName::Disclosed(text())),
            },
            holders: vec![holder],
            agent: Some(Agent { name: text(), matter: Some(text()) }),
            work: Some(Work { title: Some(text()), note: Some(text()) }),
            declaration: Declaration { id: "holder-statement-1".to_owned(), lang: "en".to_owned() },
            assurance: Assurance { level: AssuranceLevel::Email, method: "link".to_owned() },
            service: "proof.example".to_owned(),
            policy: Oid::from_dotted("1.3.6.1.4.1.32473.1.1").expect("an OID"),
            salt: [2; 32],
        };
        let token = || TokenFacts {
            serial: "0af1".to_owned(),
            gen_time: 1_795_380_095_000,
            accuracy_micros: Some(1_000_000),
            stored_at: 1_795_380_095_100,
        };
        let item = Item {
            id: ItemId::random(),
            deposit: DepositId::random(),
            account: AccountId::random(),
            index: 0,
            state,
            sha256: [0xab; 32],
            claim_digest: [3; 32],
            claim: Sealed::from_octets(Vec::new()),
            category: Category::TradeSecret,
            stage: Some(Stage::Protect),
            created_at: 1_795_380_094_000,
            file_token: (state == ItemState::Issued).then(token),
            claim_token: (state == ItemState::Issued).then(token),
            failure: (state == ItemState::Failed)
                .then(|| Failure { code: "tsa-refused".to_owned(), detail: text() }),
        };
        ProofView::of_claim(t, &item, &claim)
    }

    #[test]
    fn a_failure_is_said_in_the_language_of_the_page() {
        for lang in Lang::ALL {
            let t = Text::new(lang);
            let failure = sample(t, "English detail", ItemState::Failed).failure;
            assert_eq!(failure.as_deref(), Some(&*t.say("errors-code-tsa-refused")), "{}", lang.tag());
        }
        assert_eq!(
            super::failure_words(Text::new(Lang::De), "of-old"),
            Text::new(Lang::De).say("errors-code-item-failed")
        );
    }

    #[test]
    fn a_proof_is_found_by_what_is_in_it_and_by_its_fingerprint() {
        let proof = sample(Text::new(Lang::Fr), "Müller", ItemState::Issued);
        for words in ["müll", "abab", "ler"] {
            assert!(proof.is_found_by(words), "{words}");
        }
        assert!(!proof.is_found_by("ada") && !proof.is_found_by("bab"));
        assert_eq!((proof.shown().as_str(), proof.size.as_deref()), ("Müller", Some("1,5\u{a0}kB")));
    }
}
