//! The bodies of the API: what is sent and what comes back. Pages and command line use the same.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::hex::{Hex32, Hex64, Id, whole_number};
use crate::store::{Category, ItemState, Stage};

/// One order of time-stamps: up to 10,000 fingerprints with their holders.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(title = "NewDeposit")]
pub struct DepositBody {
    /// Your own words for it. Kept encrypted, and in no proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub label: Option<String>,
    /// The fingerprints.
    #[schema(min_items = 1, max_items = 10000)]
    pub items: Vec<ItemBody>,
}

/// One fingerprint and what is claimed for it.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemBody {
    /// What was fingerprinted: a file, or the head of a folder (docs/claim-format.md). A file when missing.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectBody>,
    /// SHA-256 of the file.
    pub sha256: Hex32,
    /// SHA-512 of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha512: Option<Hex64>,
    /// How many octets the file has.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "whole_number")]
    #[schema(maximum = 9007199254740991u64, minimum = 0)]
    pub size: Option<u64>,
    /// The file's name or relative path, if it shall stand in the claim. Not together with `name_commit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 1000)]
    pub name: Option<String>,
    /// SHA-256(32 octets of salt ‖ name): commits to the name without showing it; keep the salt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_commit: Option<Hex32>,
    /// Who holds the file.
    #[schema(min_items = 1, max_items = 50)]
    pub holders: Vec<HolderBody>,
    /// Who deposits for the holders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<AgentBody>,
    /// What the file is, in your words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work: Option<WorkBody>,
    /// What kind of thing. Kept with the item, and in no proof.
    pub category: Category,
    /// Where in its life. Kept with the item, and in no proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// The statement that the depositor agrees to.
    pub declaration: DeclarationBody,
}

/// What was fingerprinted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectBody {
    /// A file.
    File,
    /// The head of a folder.
    Folder,
}

/// Who holds the file.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolderBody {
    /// The name as it shall stand in the claim.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// Person or organisation.
    pub kind: HolderKindBody,
    /// As what they are named.
    pub role: RoleBody,
    /// Identifiers, such as an ORCID iD.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub identifiers: Vec<IdentifierBody>,
}

/// What a holder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HolderKindBody {
    /// A natural person.
    Person,
    /// An organisation.
    Organisation,
}

/// As what a holder is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RoleBody {
    /// Holder of the file.
    Holder,
    /// Author of the work.
    Author,
    /// Owner of the work.
    Owner,
    /// Inventor.
    Inventor,
    /// Party to the contract.
    Party,
}

/// An identifier of a holder.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifierBody {
    /// What kind of identifier, such as `orcid`.
    #[schema(pattern = "^[a-z0-9]{1,20}(-[a-z0-9]{1,9}){0,1}$")]
    pub scheme: String,
    /// The identifier.
    #[schema(min_length = 1, max_length = 200)]
    pub value: String,
}

/// Who deposits for the holders.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentBody {
    /// The name.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// The agent's own reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub matter: Option<String>,
}

/// What the file is: at least one of the two.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(min_properties = 1)]
pub struct WorkBody {
    /// A title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 200)]
    pub title: Option<String>,
    /// Place, date, circumstances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// The statement that the depositor agrees to.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclarationBody {
    /// Which text.
    pub id: DeclarationId,
    /// The language it was read in.
    #[schema(pattern = "^[a-z]{2,3}$")]
    pub lang: String,
}

/// The texts there are (docs/claim-format.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum DeclarationId {
    /// The holders held this file when its fingerprint was deposited.
    #[serde(rename = "holder-statement-1")]
    HolderStatement1,
}

/// A deposit and how far its items have come.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct DepositView {
    /// Its name.
    pub id: Id,
    /// When it was acknowledged: RFC 3339, UTC.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Your own words for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How many items there are in all.
    pub item_count: u32,
    /// How many items of each state there are among those shown.
    pub summary: Summary,
    /// How many issued items of the whole deposit wait for the public log still, which packages wait for; 0 where there is no log.
    /// Missing in the answer to a deposit that is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlogged: Option<u64>,
    /// The items, in your order: all of them, or those that were asked for.
    pub items: Vec<ItemView>,
}

/// How many items of each state there are.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
pub struct Summary {
    /// Stored durably, tokens to come.
    pub queued: u32,
    /// With both tokens.
    pub issued: u32,
    /// Without, for good.
    pub failed: u32,
}

/// An item as its owner sees it.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct ItemView {
    /// Its name; that of the proof.
    pub id: Id,
    /// Its place in the deposit, from 0.
    pub index: u32,
    /// How far it has come.
    pub state: StateView,
    /// SHA-256 of the file.
    pub sha256: Hex32,
    /// What kind of thing.
    pub category: Category,
    /// Where in its life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Serial number of the file's token, hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// The time in the file's token: RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub gen_time: Option<String>,
    /// How far that time may be off, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy_ms: Option<f64>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<FailureView>,
}

/// How far an item has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StateView {
    /// Stored durably; at least one token is still to come.
    Queued,
    /// Both tokens are there.
    Issued,
    /// It gets no token; deposit it again.
    Failed,
}

impl From<ItemState> for StateView {
    fn from(state: ItemState) -> StateView {
        match state {
            ItemState::Queued | ItemState::FileToken => StateView::Queued,
            ItemState::Issued => StateView::Issued,
            ItemState::Failed => StateView::Failed,
        }
    }
}

/// Why an item failed.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct FailureView {
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    pub detail: String,
}

/// A page of a list of items.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct ItemPage {
    /// The items, newest deposit first.
    pub items: Vec<ItemInList>,
    /// Give it as `after` for the next page; missing on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// An item in a list over all deposits.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct ItemInList {
    /// Its deposit.
    pub deposit: Id,
    /// When the deposit was acknowledged.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// The item.
    #[serde(flatten)]
    pub item: ItemView,
}

/// Proofs that the tokens are in the public log (C2SP tlog-proof).
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct LogProofs {
    /// Of the file's token.
    pub file: String,
    /// Of the claim's token.
    pub claim: String,
}

impl fmt::Display for StateView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StateView::Queued => "queued",
            StateView::Issued => "issued",
            StateView::Failed => "failed",
        })
    }
}
