//! What is asked for each file: the words of the command line as the API has them.

use rand::TryRng as _;
use serde_json::json;

use super::args::StampArgs;
use super::fault::Fault;
use super::state::Work;
use crate::api::body::ItemBody;
use crate::api::hex::Hex;

/// What makes unfinished work belong to a command: another order must not go on with it.
pub(crate) fn order(args: &StampArgs) -> String {
    json!([
        args.service.service,
        args.holder,
        args.organisation,
        word(args.role),
        args.agent,
        args.matter,
        word(args.category),
        args.stage.map(word),
        args.names,
        args.seal_names,
        args.lang.tag(),
        args.label,
        args.out,
        args.as_folder,
        args.git
    ])
    .to_string()
}

/// The word of a choice, as the API has it too.
fn word(value: impl clap::ValueEnum + Copy) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The item of a deposit.
pub(crate) fn item(args: &StampArgs, work: &Work) -> Result<ItemBody, Fault> {
    let (sha256, sha512) = work.digests.ok_or_else(|| Fault::file(&work.path, "it has no fingerprint"))?;
    let holder = |name: &String, kind: &str| json!({"name": name, "kind": kind, "role": word(args.role)});
    let holders: Vec<_> = args
        .holder
        .iter()
        .map(|name| holder(name, "person"))
        .chain(args.organisation.iter().map(|name| holder(name, "organisation")))
        .collect();
    let mut item = json!({
        "sha256": sha256,
        "sha512": sha512,
        "size": work.size(),
        "holders": holders,
        "category": word(args.category),
        "declaration": {"id": "holder-statement-1", "lang": args.lang.tag()},
    });
    if work.manifest.is_some() {
        item["type"] = json!("folder");
    }
    if args.names {
        item["name"] = json!(work.name);
    }
    if let Some(seal) = work.seal() {
        item["name_commit"] = json!(Hex(seal.commit()));
    }
    if let Some(agent) = &args.agent {
        item["agent"] = json!({"name": agent});
        if let Some(matter) = &args.matter {
            item["agent"]["matter"] = json!(matter);
        }
    }
    if let Some(stage) = args.stage {
        item["stage"] = json!(word(stage));
    }
    serde_json::from_value(item).map_err(|error| Fault::Usage(error.to_string()))
}

/// A key against repetition.
pub(crate) fn random_key() -> Result<String, Fault> {
    Ok(random::<16>()?.to_string())
}

pub(crate) fn random<const N: usize>() -> Result<Hex<N>, Fault> {
    let mut octets = [0; N];
    let filled = rand::rngs::SysRng.try_fill_bytes(&mut octets);
    filled.map_err(|error| Fault::Usage(format!("no random octets: {error}")))?;
    Ok(Hex(octets))
}
