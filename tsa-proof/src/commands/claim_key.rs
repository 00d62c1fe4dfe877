//! `claim-key`: the file with the key that wraps the keys of the accounts.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use tsa_service::run;

use crate::args::ClaimKeyCommand;
use crate::config::Config;
use crate::fault::StartFault;
use crate::secrets::{Secrets, SecretsFault, finish_rotation};
use crate::store;

pub(super) fn run(command: ClaimKeyCommand) -> Result<ExitCode, StartFault> {
    match command {
        ClaimKeyCommand::Create { file } => {
            Secrets::create(&file).map_err(fault)?;
            say(&format!(
                "{}: made. Back it up apart from the database; without it nothing in there can be read.\n",
                file.display()
            ));
        }
        ClaimKeyCommand::BeginRotation { file } => {
            Secrets::begin_rotation(&file).map_err(fault)?;
            say(&format!(
                "{}: a new key wraps from the next start on; the former ones still unwrap.\n\
                Now start the service again, then: tsa-proof claim-key finish-rotation --config FILE\n",
                file.display()
            ));
        }
        ClaimKeyCommand::FinishRotation { config } => finish(&config)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn finish(config: &Path) -> Result<(), StartFault> {
    let config = Config::load(config)?;
    let done = run::runtime()?.block_on(async {
        let opened = store::open(&config.store_url).await;
        let store = opened.map_err(|source| StartFault::Store { place: config.place.clone(), source })?;
        let done = finish_rotation(&config.claim_key_file, store.as_ref()).await.map_err(fault);
        store.close().await;
        done
    })?;
    say(&format!(
        "{} keys of accounts were wrapped anew under {}; the former keys are gone from {}.\n\
        Backups of the database from before cannot be read any more.\n",
        done.rewrapped,
        done.current,
        config.claim_key_file.display()
    ));
    Ok(())
}

fn fault(source: SecretsFault) -> StartFault {
    StartFault::ClaimKey { source }
}

/// Nobody is left to be told when stdout is gone.
fn say(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
