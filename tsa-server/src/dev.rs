//! `--dev`: a throw-away hierarchy, a configuration for it, and the lines that show it works.
//!
//! Everything is made through the same stores and read through the same configuration as in production; only the keys
//! are worth nothing. The state directory is made if missing and reused if present.

use std::fs::DirBuilder;
use std::io;
use std::net::IpAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use tsa_journal::{Clock, CreateOptions, durable};
use tsa_keys::log_store::{self, LogKeys};
use tsa_keys::{Protection, development};

use crate::args::ServeArgs;
use crate::clock::SystemClock;
use crate::fault::{StartFault, with_causes};
use crate::record;
use crate::state::StateLock;
use tsa_service::listener::ListenAddress;

/// The name of the public listener.
pub(crate) const PUBLIC: &str = "public";

/// A prepared development state.
#[derive(Debug)]
pub(crate) struct Dev {
    configuration: String,
    root: PathBuf,
    /// The origin of the log, if it was made now.
    new_log: Option<String>,
    internal_token: Option<PathBuf>,
    _lock: StateLock,
}

/// Makes or finds everything that `--dev` serves.
pub(crate) fn prepare(args: &ServeArgs) -> Result<Dev, StartFault> {
    if let Some(address) = args.internal_listen.filter(|address| !address.ip().is_loopback()) {
        return Err(StartFault::Argument {
            argument: "--internal-listen",
            value: address.to_string(),
            remedy: "give a loopback address such as 127.0.0.1:3182: its profiles are not for the network",
        });
    }
    let file_fault = |doing| {
        let path = args.state.clone();
        move |source| StartFault::File { path, doing, source }
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&args.state)
        .map_err(file_fault("cannot make the state directory"))?;
    let directory = args.state.canonicalize().map_err(file_fault("cannot find the state directory"))?;
    let lock = StateLock::take(&directory)?;
    let root = make_hierarchy(&directory)?;
    let new_log = make_record(&directory)?;
    let internal_token = match args.internal_listen {
        Some(_) => Some(make_token(&directory)?),
        None => None,
    };
    let configuration = configuration(args, &directory, internal_token.as_deref())?;
    Ok(Dev { configuration, root, new_log, internal_token, _lock: lock })
}

/// Makes or finds root, issuing CA and units, and gives the path of the root's certificate.
fn make_hierarchy(directory: &Path) -> Result<PathBuf, StartFault> {
    let now = i64::try_from(SystemClock.read().now.as_secs()).unwrap_or(i64::MAX);
    let now = jiff::Timestamp::from_second(now).unwrap_or(jiff::Timestamp::MAX);
    match development::open_or_make(directory, now) {
        Ok(development) => Ok(development.root_certificate),
        Err(error) => Err(StartFault::Dev { problem: with_causes(&error), is_io: error.is_io() }),
    }
}

/// Makes the journal and the keys of its log, if there is no journal yet; gives the origin then.
fn make_record(directory: &Path) -> Result<Option<String>, StartFault> {
    if record::exists(directory) {
        return Ok(None);
    }
    let mut random = [0u8; 8];
    fill_random(&mut random).map_err(|source| StartFault::File {
        path: directory.to_owned(),
        doing: "cannot make a random origin",
        source,
    })?;
    let origin = format!("dev.invalid/{:016x}", u64::from_be_bytes(random));
    // A crash in between leaves keys that have signed nothing: the next start makes a journal for them.
    if !directory.join(log_store::DIRECTORY).exists() {
        LogKeys::create(directory, &origin, Protection::Plain)
            .map_err(|error| StartFault::LogKeys { problem: with_causes(&error) })?;
    }
    let options = CreateOptions {
        directory: directory.join(record::JOURNAL),
        watermark: watermark(directory),
        origin: origin.clone(),
    };
    tsa_journal::create(&options)?;
    Ok(Some(origin))
}

/// `DIR.watermark`, beside the state directory.
fn watermark(directory: &Path) -> PathBuf {
    let mut path = directory.as_os_str().to_owned();
    path.push(".watermark");
    path.into()
}

fn fill_random(octets: &mut [u8]) -> io::Result<()> {
    use rand::TryRng;
    rand::rngs::SysRng.try_fill_bytes(octets).map_err(io::Error::other)
}

/// 256 random bits in hexadecimal, readable by this user only; kept from start to start.
fn make_token(directory: &Path) -> Result<PathBuf, StartFault> {
    let path = directory.join("internal-token");
    let fault = |doing, source| StartFault::File { path: path.clone(), doing, source };
    let mut random = [0u8; 32];
    fill_random(&mut random).map_err(|error| fault("cannot make a random token", error))?;
    let token: String = base16ct::lower::encode_string(&random);
    match durable::write_new(&path, format!("{token}\n").as_bytes(), 0o600) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(fault("cannot write the token", error))
        }
        _ => Ok(path),
    }
}

/// The configuration that a person would have written.
fn configuration(args: &ServeArgs, directory: &Path, token: Option<&Path>) -> Result<String, StartFault> {
    let quoted = |path: &Path| match path.to_str() {
        Some(text) => Ok(toml::Value::from(text).to_string()),
        None => Err(StartFault::Argument {
            argument: "--state",
            value: path.display().to_string(),
            remedy: "give a path in UTF-8",
        }),
    };
    let mut text = format!(
        "version = 1
[[http.listener]]
name = \"{PUBLIC}\"
address = \"{listen}\"
[state]
directory = {directory}
watermark = {watermark}
min-free = \"0\"
[time]
sources = [{{ kind = \"system-clock\" }}]
[[profile]]
name = \"default\"
listeners = [\"{PUBLIC}\"]
paths = [\"/tsa\"]
tsu-group = \"main\"
policies = [\"{POLICY_ARC}.0\"]
",
        listen = args.listen,
        directory = quoted(directory)?,
        watermark = quoted(&watermark(directory))?,
    );
    if let (Some(address), Some(token)) = (args.internal_listen, token) {
        text.push_str(&format!("[[http.listener]]\nname = \"internal\"\naddress = \"{address}\"\n"));
        let token = quoted(token)?;
        for (name, path, group, policy) in
            [("deposit", "deposit", "deposit", 1), ("claim", "claim", "claims", 2)]
        {
            text.push_str(&format!(
                "[[profile]]
name = \"{name}\"
listeners = [\"internal\"]
paths = [\"/internal/{path}\"]
tsu-group = \"{group}\"
policies = [\"{POLICY_ARC}.{policy}\"]
exclusive = true
token-file = {token}
"
            ));
        }
    }
    Ok(text)
}

impl Dev {
    /// The configuration to serve.
    pub(crate) fn configuration(&self) -> &str {
        &self.configuration
    }

    /// What a person who has started it wants to know: a warning, and lines to copy and paste.
    pub(crate) fn welcome(&self, address: &ListenAddress) -> String {
        let url = match address {
            ListenAddress::Tcp(address) => shell_quoted(&format!("http://{}/tsa", reachable(*address))),
            ListenAddress::Unix(..) => address.to_string(), // --listen takes IP addresses only
        };
        let root = shell_quoted(&self.root.display().to_string());
        let internal = match &self.internal_token {
            None => String::new(),
            Some(token) => format!(
                "\nThe internal listener wants \"Authorization: Bearer $(cat {})\".\n",
                shell_quoted(&token.display().to_string())
            ),
        };
        let new_log = match &self.new_log {
            None => String::new(),
            Some(origin) => format!("\nA journal and a public log were made, with the origin {origin}.\n"),
        };
        format!(
            "
THIS IS A DEVELOPMENT SERVER. Nobody trusts its tokens, and nobody should: its keys are unprotected,
its root was made by this program, and its time is the unproven system clock.

Try it, in another terminal:

  echo 'hello' > hello.txt
  openssl ts -query -data hello.txt -sha256 -cert -out hello.tsq
  curl -s -H 'Content-Type: application/timestamp-query' --data-binary @hello.tsq {url} -o hello.tsr
  openssl ts -verify -queryfile hello.tsq -in hello.tsr -CAfile {root}

The last line prints \"Verification: OK\".
{new_log}{internal}
"
        )
    }
}

/// An address that a client on this machine can connect to: a wildcard is none everywhere.
fn reachable(address: std::net::SocketAddr) -> std::net::SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    std::net::SocketAddr::new(ip, address.port())
}

/// One word for a POSIX shell.
fn shell_quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// The arc for examples, RFC 5612.
const POLICY_ARC: &str = "1.3.6.1.4.1.32473.1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_the_shell() {
        assert_eq!(shell_quoted("/tmp/a-b.c"), "/tmp/a-b.c");
        assert_eq!(shell_quoted("/tmp/it's here"), r"'/tmp/it'\''s here'");
        assert_eq!(shell_quoted("$(x)"), "'$(x)'");
    }

    #[test]
    fn wildcards_are_reachable_on_loopback() {
        let reachable = |text: &str| reachable(text.parse().expect("an address")).to_string();
        assert_eq!(reachable("0.0.0.0:1"), "127.0.0.1:1");
        assert_eq!(reachable("[::]:1"), "[::1]:1");
        assert_eq!(reachable("192.0.2.1:1"), "192.0.2.1:1");
    }
}
