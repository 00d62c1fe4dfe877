//! From what a depositor sends to the claim that is fixed by the tokens.

use rand::TryRng as _;
use tsa_core::Oid;
use tsa_evidence::claim::{
    Agent, Assurance, Claim, ClaimFault, ClaimFields, Declaration, FileFacts, FileName, Holder, HolderKind,
    Identifier, Role, Subject, Work,
};
use tsa_evidence::names;

use crate::api::body::{DeclarationId, HolderBody, HolderKindBody, ItemBody, RoleBody, SubjectBody};
use crate::store::ItemId;

/// What the service says in every claim of one depositor.
#[derive(Clone, Debug)]
pub struct ServiceWords<'a> {
    /// How far the service knows the depositor.
    pub assurance: Assurance,
    /// The service's name.
    pub service: &'a str,
    /// The policy of the file's token.
    pub policy: &'a Oid,
}

/// A value that cannot stand in a claim.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{member}: {reason}")]
pub struct Refused {
    /// The member of the claim, such as `holders[0].name`.
    pub member: String,
    /// The stable code.
    pub code: &'static str,
    /// Why, for people.
    pub reason: String,
}

/// Builds the claim of one item. Text is brought to Normalisation Form C first.
///
/// # Errors
/// [`Refused`]: a text that may not stand in a proof, or two names for one file.
pub fn build(id: ItemId, item: &ItemBody, words: &ServiceWords<'_>) -> Result<Claim, Refused> {
    let fields = ClaimFields {
        subject: match item.subject {
            None | Some(SubjectBody::File) => Subject::File,
            Some(SubjectBody::Folder) => Subject::Folder,
        },
        id: *id.as_bytes(),
        file: FileFacts {
            sha256: item.sha256.0,
            sha512: item.sha512.map(|digest| digest.0),
            size: item.size,
            name: file_name(item)?,
        },
        holders: item.holders.iter().map(holder).collect(),
        agent: item.agent.as_ref().map(|agent| Agent {
            name: names::normalise(&agent.name),
            matter: agent.matter.as_deref().map(names::normalise),
        }),
        work: item.work.as_ref().map(|work| Work {
            title: work.title.as_deref().map(names::normalise),
            note: work.note.as_deref().map(names::normalise),
        }),
        declaration: Declaration {
            id: match item.declaration.id {
                DeclarationId::HolderStatement1 => "holder-statement-1".to_owned(),
            },
            lang: item.declaration.lang.clone(),
        },
        assurance: words.assurance.clone(),
        service: words.service.to_owned(),
        policy: words.policy.clone(),
        salt: salt(),
    };
    Claim::build(&fields).map_err(|fault| refused(&fault))
}

/// Checks a text that is in no claim, such as a label; gives its normal form.
///
/// # Errors
/// [`Refused`].
pub fn plain_text(member: &str, text: &str) -> Result<String, Refused> {
    let text = names::normalise(text);
    match names::check_text(&text) {
        Ok(()) => Ok(text),
        Err(fault) => {
            Err(Refused { member: member.to_owned(), code: fault.code(), reason: fault.to_string() })
        }
    }
}

fn file_name(item: &ItemBody) -> Result<Option<FileName>, Refused> {
    match (&item.name, item.name_commit) {
        (Some(_), Some(_)) => Err(Refused {
            member: "file.name".to_owned(),
            code: "claim-member-refused",
            reason: "a file has a name or a commitment to one, not both".to_owned(),
        }),
        (Some(name), None) => Ok(Some(FileName::Disclosed(names::normalise(name)))),
        (None, commit) => Ok(commit.map(|digest| FileName::Committed(digest.0))),
    }
}

fn holder(holder: &HolderBody) -> Holder {
    Holder {
        name: names::normalise(&holder.name),
        kind: match holder.kind {
            HolderKindBody::Person => HolderKind::Person,
            HolderKindBody::Organisation => HolderKind::Organisation,
        },
        role: match holder.role {
            RoleBody::Holder => Role::Holder,
            RoleBody::Author => Role::Author,
            RoleBody::Owner => Role::Owner,
            RoleBody::Inventor => Role::Inventor,
            RoleBody::Party => Role::Party,
        },
        identifiers: holder
            .identifiers
            .iter()
            .map(|identifier| Identifier {
                scheme: identifier.scheme.clone(),
                value: names::normalise(&identifier.value),
            })
            .collect(),
    }
}

fn refused(fault: &ClaimFault) -> Refused {
    match fault {
        ClaimFault::MemberRefused { member, text } => Refused {
            member: member.clone(),
            code: text.map_or(fault.code(), names::TextFault::code),
            reason: text.map_or_else(|| fault.to_string(), |text| text.to_string()),
        },
        other => Refused { member: String::new(), code: other.code(), reason: other.to_string() },
    }
}

#[expect(
    clippy::expect_used,
    reason = "getrandom(2) does not fail once a Linux system has started; a claim without salt must not be"
)]
fn salt() -> [u8; 32] {
    let mut salt = [0; 32];
    rand::rngs::SysRng.try_fill_bytes(&mut salt).expect("the operating system gives random octets");
    salt
}

#[cfg(test)]
pub(crate) mod tests {
    use tsa_evidence::claim::AssuranceLevel;

    use super::*;
    use crate::api::hex::Hex;

    /// What the tests deposit.
    pub(crate) fn item(sha256: [u8; 32]) -> ItemBody {
        let json = serde_json::json!({
            "sha256": Hex(sha256),
            "size": 5,
            "holders": [{"name": "Ada Example", "kind": "person", "role": "author"}],
            "category": "software",
            "declaration": {"id": "holder-statement-1", "lang": "en"},
        });
        serde_json::from_value(json).unwrap()
    }

    fn words(policy: &Oid) -> ServiceWords<'_> {
        let assurance = Assurance { level: AssuranceLevel::Email, method: "confirmation-link".to_owned() };
        ServiceWords { assurance, service: "proof.example", policy }
    }

    #[test]
    fn a_claim_says_what_was_sent() {
        let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.1").unwrap();
        let mut body = item([7; 32]);
        body.holders[0].name = "Zoe\u{308} ".to_owned();
        let id = ItemId::random();
        let claim = build(id, &body, &words(&policy)).unwrap();
        let fields = claim.fields();
        assert_eq!(fields.holders[0].name, "Zo\u{eb}");
        assert_eq!((fields.id, fields.file.sha256, fields.file.size), (*id.as_bytes(), [7; 32], Some(5)));
        assert_ne!(build(id, &body, &words(&policy)).unwrap().digest(), claim.digest(), "the salt is fresh");
    }

    #[test]
    fn hostile_names_are_refused_with_place_and_reason() {
        let policy = Oid::from_dotted("1.3.6.1.4.1.32473.1.1").unwrap();
        for (name, code) in [
            ("", "text-empty"),
            ("a\u{202e}b", "text-bidi"),
            ("a\u{200b}b", "text-invisible"),
            ("a\nb", "text-control"),
            (&*"x".repeat(201), "text-too-long"),
        ] {
            let mut body = item([7; 32]);
            body.holders[0].name = name.to_owned();
            let refused = build(ItemId::random(), &body, &words(&policy)).unwrap_err();
            assert_eq!((refused.member.as_str(), refused.code), ("holders[0].name", code), "{name:?}");
        }
        let mut body = item([7; 32]);
        (body.name, body.name_commit) = (Some("a".to_owned()), Some(Hex([1; 32])));
        assert_eq!(build(ItemId::random(), &body, &words(&policy)).unwrap_err().member, "file.name");
    }
}
