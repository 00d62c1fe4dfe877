//! Deposits, their items and tokens.

use core::fmt;
use core::str::FromStr;

use super::{AccountId, DepositId, Digest, InvalidId, ItemId, Sealed, UnixMillis, text_enum};

text_enum! {
    /// How far an item has come. It only goes forward: `queued`, `file-token`, then `issued`; from the first two also `failed`.
    ItemState {
        /// Stored durably; no token yet.
        Queued = "queued",
        /// The token over the file's digest is stored; the claim's is still to come.
        FileToken = "file-token",
        /// Both tokens are stored. Nothing of it changes any more.
        Issued = "issued",
        /// It will get no token, for the stated reason. Nothing of it changes any more.
        Failed = "failed",
    }
}

text_enum! {
    /// Which of an item's two tokens.
    TokenKind {
        /// Over the file's digest, its nonce the claim's digest.
        File = "file",
        /// Over the claim.
        Claim = "claim",
    }
}

text_enum! {
    /// What kind of thing was deposited.
    Category {
        /// Trade secret, know-how.
        TradeSecret = "trade-secret",
        /// Research record, data.
        Research = "research",
        /// Creative work, design.
        Creative = "creative",
        /// Source code.
        Software = "software",
        /// Licence, contract, confidentiality agreement.
        Contract = "contract",
        /// Evidence of use in the market.
        EvidenceOfUse = "evidence-of-use",
        /// Anything else.
        Other = "other",
    }
}

text_enum! {
    /// Where in its life the thing is.
    Stage {
        /// An idea, a search.
        Idea = "idea",
        /// In development.
        Develop = "develop",
        /// Before or in protection.
        Protect = "protect",
        /// In management and use.
        Manage = "manage",
    }
}

/// A deposit to be, with everything that must be durable before it is acknowledged.
#[derive(Clone, Debug)]
pub struct NewDeposit {
    /// Made by the caller, because the claims name it.
    pub id: DepositId,
    /// Whose.
    pub account: AccountId,
    /// The caller's key against repetition, unique in the account. 1 to 255 octets.
    pub idempotency_key: String,
    /// The digest of the request: the same key with another request is refused.
    pub request_digest: Digest,
    /// The depositor's own words for it.
    pub label: Option<Sealed>,
    /// Now.
    pub created_at: UnixMillis,
    /// What the account may deposit; `None` for what is not limited.
    pub quota: Option<Quota>,
    /// Its items, in the depositor's order; at least one.
    pub items: Vec<NewItem>,
}

/// How many items an account may deposit in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// So many, the new ones among them.
    pub items: u32,
    /// After this time.
    pub since: UnixMillis,
}

/// An item to be.
#[derive(Clone, Debug)]
pub struct NewItem {
    /// Made by the caller, because the claim is sealed for it.
    pub id: ItemId,
    /// The file's SHA-256.
    pub sha256: Digest,
    /// SHA-256 of the claim's octets: the file token's nonce, the claim token's imprint.
    pub claim_digest: Digest,
    /// The claim's octets (RFC 8785 JSON).
    pub claim: Sealed,
    /// What kind of thing.
    pub category: Category,
    /// Where in its life.
    pub stage: Option<Stage>,
}

/// A stored deposit, without its items.
#[derive(Clone, Debug)]
pub struct Deposit {
    /// Its name.
    pub id: DepositId,
    /// Whose.
    pub account: AccountId,
    /// The key against repetition.
    pub idempotency_key: String,
    /// The digest of the request that made it.
    pub request_digest: Digest,
    /// The depositor's own words.
    pub label: Option<Sealed>,
    /// When it was acknowledged.
    pub created_at: UnixMillis,
    /// How many items.
    pub item_count: u32,
}

/// What became of a request for a deposit.
#[derive(Clone, Debug)]
pub enum DepositOutcome {
    /// Stored durably just now.
    Created(Deposit),
    /// The same request came before; this is what it made. Nothing was stored.
    Existing(Deposit),
}

/// A stored item, without the octets of its tokens.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its name.
    pub id: ItemId,
    /// In which deposit.
    pub deposit: DepositId,
    /// Whose.
    pub account: AccountId,
    /// Its place in the deposit, from 0.
    pub index: u32,
    /// How far it has come.
    pub state: ItemState,
    /// The file's SHA-256.
    pub sha256: Digest,
    /// SHA-256 of the claim's octets.
    pub claim_digest: Digest,
    /// The claim's octets.
    pub claim: Sealed,
    /// What kind of thing.
    pub category: Category,
    /// Where in its life.
    pub stage: Option<Stage>,
    /// When the deposit was acknowledged.
    pub created_at: UnixMillis,
    /// What the token over the file's digest says.
    pub file_token: Option<TokenFacts>,
    /// What the token over the claim says.
    pub claim_token: Option<TokenFacts>,
    /// Why it failed.
    pub failure: Option<Failure>,
}

impl Item {
    /// Where it stands in lists.
    pub const fn cursor(&self) -> Cursor {
        Cursor { created_at: self.created_at, deposit: self.deposit, index: self.index }
    }
}

/// What lists show of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenFacts {
    /// serialNumber, lower-case hexadecimal.
    pub serial: String,
    /// genTime, to the millisecond.
    pub gen_time: UnixMillis,
    /// accuracy, in microseconds, where the token states one.
    pub accuracy_micros: Option<i64>,
    /// When it was stored.
    pub stored_at: UnixMillis,
}

/// A verified token to be stored.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// For which item.
    pub item: ItemId,
    /// Which of the two.
    pub kind: TokenKind,
    /// The whole TimeStampResp, DER.
    pub response: Vec<u8>,
    /// What lists show.
    pub facts: TokenFacts,
}

/// What became of one token of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenOutcome {
    /// Stored; the item is one state further.
    Stored,
    /// Not stored: the item was in this state, which this token does not follow.
    WrongState(ItemState),
    /// Not stored: there is no such item.
    Missing,
}

/// A stored token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// The whole TimeStampResp, DER.
    pub response: Vec<u8>,
    /// What lists show.
    pub facts: TokenFacts,
    /// The log's proof of inclusion (tlog-proof text), once it was fetched.
    pub log_proof: Option<String>,
}

/// An issued item without (both) proofs of logging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlogged {
    /// The item.
    pub item: ItemId,
    /// Whose.
    pub account: AccountId,
    /// When its second token was stored.
    pub stored_at: UnixMillis,
}

/// An item's tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemTokens {
    /// Over the file's digest.
    pub file: Option<StoredToken>,
    /// Over the claim.
    pub claim: Option<StoredToken>,
}

/// How many items of a deposit are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StateCounts {
    /// Still to come.
    pub queued: u64,
    /// With both tokens.
    pub issued: u64,
    /// Without, for good.
    pub failed: u64,
    /// Of those issued, how many lack a proof of logging.
    pub unlogged: u64,
}

/// Why an item failed. Both texts are ours, never the depositor's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// A stable kebab-case code.
    pub code: String,
    /// A sentence for the log and the API.
    pub detail: String,
}

/// Which items of an account a list shows; what is `None` does not limit it.
#[derive(Clone, Debug, Default)]
pub struct ItemFilter {
    /// Deposited at this time or later.
    pub from: Option<UnixMillis>,
    /// Deposited before this time.
    pub until: Option<UnixMillis>,
    /// Of this category.
    pub category: Option<Category>,
    /// Of this stage.
    pub stage: Option<Stage>,
    /// In this state; `Queued` stands for all that still need a token, as people are told.
    pub state: Option<ItemState>,
    /// Over this file.
    pub sha256: Option<Digest>,
    /// Of this deposit.
    pub deposit: Option<DepositId>,
}

/// A page of a list: newest deposit first, in a deposit in the depositor's order.
#[derive(Clone, Debug)]
pub struct Page {
    /// The items.
    pub items: Vec<Item>,
    /// Where the next page begins; `None` when this is the last.
    pub next: Option<Cursor>,
}

/// A place in the order of items. Its text is opaque to callers of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the deposit was acknowledged.
    pub created_at: UnixMillis,
    /// The deposit.
    pub deposit: DepositId,
    /// The item's place in it.
    pub index: u32,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.created_at, self.deposit, self.index)
    }
}

impl FromStr for Cursor {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().ok_or(InvalidId);
        Ok(Self {
            created_at: part()?.parse().map_err(|_| InvalidId)?,
            deposit: part()?.parse()?,
            index: part()?.parse().map_err(|_| InvalidId)?,
        })
    }
}
