//! `proof export`: packages by their identifiers.

use std::path::PathBuf;

use serde::Serialize;

use super::Exit;
use super::args::ExportArgs;
use super::client::Client;
use super::fault::Fault;
use super::files::PACKAGE;
use super::output::Output;
use super::state::replace;
use crate::api::body::{DepositView, ItemPage, StateView};
use crate::api::hex::Id;

/// What is said at the end.
#[derive(Debug, Default, Serialize)]
struct Summary {
    written: Vec<PathBuf>,
    there_already: usize,
    /// Items without a proof: queued or failed.
    without: Vec<Id>,
}

pub(crate) fn run(args: &ExportArgs, output: &Output) -> Result<Exit, Fault> {
    let client = Client::new(&args.service)?;
    let items = if args.all { everything(&client)? } else { named(&client, &args.ids)? };
    let bar = output.things("proofs", items.len() as u64);
    let mut summary = Summary::default();
    for (id, state) in items {
        let path = args.out.join(format!("{id}{PACKAGE}"));
        if path.exists() {
            summary.there_already += 1;
        } else if state == StateView::Issued {
            replace(&path, &client.package(id, args.lang, args.verify_page)?)?;
            summary.written.push(path);
        } else {
            summary.without.push(id);
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let (written, without) = (summary.written.len(), summary.without.len());
    let text = format!(
        "{written} packages in {}, {} were there already, {without} items have no proof\n",
        args.out.display(),
        summary.there_already
    );
    output.show(&summary, &text)?;
    Ok(if without == 0 { Exit::Ok } else { Exit::CannotTell })
}

fn everything(client: &Client) -> Result<Vec<(Id, StateView)>, Fault> {
    let (mut items, mut after) = (Vec::new(), String::new());
    loop {
        let page: ItemPage = client.get(&format!("/api/v1/proofs?limit=500{after}"))?;
        items.extend(page.items.iter().map(|line| (line.item.id, line.item.state)));
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(items),
        }
    }
}

/// An identifier names a deposit or one proof.
fn named(client: &Client, ids: &[String]) -> Result<Vec<(Id, StateView)>, Fault> {
    let mut items = Vec::new();
    for text in ids {
        let id = Id::parse(text);
        let id =
            id.ok_or_else(|| Fault::Usage(format!("{text} is no identifier of 32 hexadecimal digits")))?;
        match client.get::<DepositView>(&format!("/api/v1/deposits/{id}")) {
            Ok(deposit) => items.extend(deposit.items.iter().map(|item| (item.id, item.state))),
            Err(Fault::Refused { status: 404, .. }) => {
                let line: crate::api::body::ItemInList = client.get(&format!("/api/v1/proofs/{id}"))?;
                items.push((line.item.id, line.item.state));
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(items)
}
