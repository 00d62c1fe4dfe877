//! A PostgreSQL server for this process alone.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// A running server. It lives as long as this process holds its standard input, and takes its directory with it.
pub(crate) struct Server {
    directory: PathBuf,
    _running: Child,
}

/// The server of this process; `None` where PostgreSQL is not installed.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(Server::start).as_ref()
}

impl Server {
    /// The address of a database of it.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("postgres://suite@localhost/{database}?host={}", self.directory.display())
    }

    /// Where all its files are.
    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    fn start() -> Option<Self> {
        let Some(binaries) = binaries() else {
            let in_checks = std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!in_checks, "PostgreSQL is not installed; run: apt-get install postgresql");
            eprintln!("PostgreSQL is not installed (apt-get install postgresql): its cases are left out");
            return None;
        };
        let directory = tempfile::Builder::new().prefix("suite-pg-").tempdir().unwrap().keep();
        std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o700)).unwrap();
        let mut command = unprivileged(&directory);
        let mut running = command
            .args(["sh", "-c", SCRIPT, "sh"])
            .arg(&directory)
            .env("PATH", format!("{}:/usr/sbin:/usr/bin:/sbin:/bin", binaries.display()))
            .env("LC_ALL", "C")
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // The script says "ready" once the server answers, or ends.
        let mut line = String::new();
        BufReader::new(running.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let log = std::fs::read_to_string(directory.join("log")).unwrap_or_default();
        assert_eq!(line.trim(), "ready", "PostgreSQL did not start: {log}");
        Some(Self { directory, _running: running })
    }
}

/// PostgreSQL refuses to run as root; then it runs as `nobody`.
fn unprivileged(directory: &Path) -> Command {
    // The owner of the directory just made is who we are.
    use std::os::unix::fs::MetadataExt as _;
    if std::fs::metadata(directory).unwrap().uid() != 0 {
        return Command::new("env");
    }
    chown(directory, Some(NOBODY), Some(NOBODY)).unwrap();
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={NOBODY}"), &format!("--regid={NOBODY}"), "--clear-groups", "env"]);
    command
}

/// The directory of `postgres` and `initdb`: from PATH, or the newest of Debian's.
fn binaries() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    debian.sort_by_key(|path| version(path));
    debian
        .into_iter()
        .rev()
        .chain(std::env::split_paths(&path))
        .find(|directory| ["postgres", "initdb", "psql"].iter().all(|name| directory.join(name).is_file()))
}

fn version(binaries: &Path) -> u32 {
    let name = binaries.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    name.and_then(|name| name.parse().ok()).unwrap_or_default()
}

/// Debian's `nobody`.
const NOBODY: u32 = 65_534;

/// Runs the server until the standard input ends, which it does when the suite's process does, however it ends.
const SCRIPT: &str = r#"
d="$1"
initdb -D "$d/data" -U suite -A trust -E UTF8 --locale=C --no-sync >"$d/log" 2>&1 || exit 1
postgres -D "$d/data" -k "$d" -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB >>"$d/log" 2>&1 &
server=$!
tries=0
until psql -h "$d" -U suite -d postgres -c 'SELECT 1' >/dev/null 2>&1; do
    tries=$((tries + 1))
    { [ $tries -lt 600 ] && kill -0 $server; } 2>/dev/null || exit 1
    sleep 0.1
done
echo ready
exec >/dev/null
trap '' HUP INT TERM
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$d"
"#;
