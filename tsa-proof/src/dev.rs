//! `--dev`: a database and keys of its own beside a development authority, and a configuration for them.
//!
//! The state directory is made if missing and reused if present. Mail goes to a page of the service itself.

use std::fs::DirBuilder;
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::Duration;

use tsa_service::clock::monotonic;
use tsa_service::run::tell;

use crate::args::ServeArgs;
use crate::authority::Authority;
use crate::config::{Config, PublicUrl};
use crate::fault::StartFault;

/// Makes or finds everything that `--dev` serves, and waits for the authority.
pub(crate) fn prepare(args: &ServeArgs) -> Result<(Config, Option<Authority>), StartFault> {
    for (argument, address) in [("--listen", args.listen), ("--tsa-internal", args.tsa_internal)] {
        if !address.ip().is_loopback() {
            return Err(StartFault::Argument {
                argument,
                value: address.to_string(),
                remedy: "give a loopback address such as 127.0.0.1:3181: --dev speaks plain http",
            });
        }
    }
    let fault = |doing| {
        let path = args.state.clone();
        move |source| StartFault::File { path, doing, source }
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&args.state)
        .map_err(fault("cannot make the state directory"))?;
    let directory = args.state.canonicalize().map_err(fault("cannot find the state directory"))?;
    let started = if args.with_authority { Some(Authority::start(args)?) } else { None };
    let at = match &started {
        Some(authority) => At { internal: authority.internal, public: authority.public },
        None => At { internal: args.tsa_internal, public: args.tsa_public },
    };
    wait_for_authority(args, at.internal)?;
    let authority = args.tsa_state.canonicalize().map_err(|source| StartFault::File {
        path: args.tsa_state.clone(),
        doing: "cannot find the state directory of the authority",
        source,
    })?;
    let config = Config::of_trial(&configuration(args, at, &directory, &authority)?)?;
    Ok((config, started))
}

/// Where the authority listens.
#[derive(Clone, Copy)]
struct At {
    internal: SocketAddr,
    public: SocketAddr,
}

/// Whoever starts both at once may start this one first; and the authority makes its keys first.
fn wait_for_authority(args: &ServeArgs, internal: SocketAddr) -> Result<(), StartFault> {
    let begun = monotonic();
    let mut told = false;
    while let Err(missing) = authority_is_there(args, internal) {
        let waited = monotonic().saturating_duration_since(begun);
        if waited > PATIENCE {
            return Err(StartFault::NoAuthority { missing, listen: args.tsa_internal.to_string() });
        }
        if !told && waited > SILENCE {
            tell(&format!("tsa-proof: waiting for the development authority: {missing}"));
            told = true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(())
}

fn authority_is_there(args: &ServeArgs, internal: SocketAddr) -> Result<(), String> {
    for file in [ROOT, TOKEN] {
        let path = args.tsa_state.join(file);
        if !path.is_file() {
            return Err(format!("{} is not there", path.display()));
        }
    }
    answers(internal)
}

fn answers(address: SocketAddr) -> Result<(), String> {
    match TcpStream::connect_timeout(&address, Duration::from_secs(1)) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("nothing answers at {address} ({error})")),
    }
}

/// The configuration that a person would have written.
fn configuration(args: &ServeArgs, at: At, directory: &Path, authority: &Path) -> Result<String, StartFault> {
    let quoted = |argument, path: &Path| match path.to_str() {
        Some(text) => Ok(toml::Value::from(text).to_string()),
        None => Err(StartFault::Argument {
            argument,
            value: path.display().to_string(),
            remedy: "give a path in UTF-8",
        }),
    };
    let database = directory.join("proof.db");
    let database = database.to_str().map(|path| toml::Value::from(format!("sqlite:{path}")).to_string());
    Ok(format!(
        "version = 1
[[http.listener]]
name = \"public\"
address = \"{listen}\"
[store]
url = {database}
[secrets]
claim-key-file = {claim_key}
[tsa]
deposit = {{ url = \"http://{internal}/internal/deposit\", policy = \"{POLICY_ARC}.1\", token-file = {token} }}
claim = {{ url = \"http://{internal}/internal/claim\", policy = \"{POLICY_ARC}.2\", token-file = {token} }}
roots = [{root}]
log = {{ url = \"http://{public}/log\" }}
",
        listen = args.listen,
        internal = at.internal,
        public = at.public,
        token = quoted("--tsa-state", &authority.join(TOKEN))?,
        root = quoted("--tsa-state", &authority.join(ROOT))?,
        claim_key = quoted("--state", &directory.join("claim.key"))?,
        database = match database {
            Some(url) => url,
            None => quoted("--state", directory)?,
        },
    ))
}

/// What a person who has started it wants to know.
pub(crate) fn welcome(url: &PublicUrl, authority: Option<&Authority>) -> String {
    let authority = match authority {
        Some(authority) => format!("time-stamping authority  http://{}/tsa\n", authority.public),
        None => String::new(),
    };
    format!(
        "
{authority}proof service            {url}/

This is a trial: nobody trusts its authority, and mails are not sent but shown at {url}/en/outbox

"
    )
}

/// The arc for examples, RFC 5612; what `tsa-server --dev` issues under.
const POLICY_ARC: &str = "1.3.6.1.4.1.32473.1";
/// The key to the API that a trial has from the start, in its state directory.
pub(crate) const API_KEY: &str = "api-key";
/// The root certificate in the state directory of a development authority.
const ROOT: &str = "root.pem";
/// The token of its internal listener, beside it.
const TOKEN: &str = "internal-token";
/// Making the keys of an authority takes a second or two, compiling it longer, but that is done by then.
const PATIENCE: Duration = Duration::from_secs(60);
const SILENCE: Duration = Duration::from_secs(2);
