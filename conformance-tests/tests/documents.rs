//! What the documents say is true: their commands run, their links lead somewhere, the files and functions they name
//! exist, and the README is as short as promised.
//!
//! The info string of a fenced block says what is done with it:
//!
//! | info string | meaning |
//! |---|---|
//! | `sh run=NAME` | run by `sh -eu`; blocks of one NAME in one document run in order in one scratch directory |
//! | `sh run=NAME daemon` | the same, but started in the background; the next block runs once it listens |
//! | `sh run=NAME status=N` | the same, and it must end with exit code N |
//! | `text expect` | each line must stand in what the block before it printed; `…` stands for anything |
//! | `console` | not run: it needs root, a network, or something that only the reader has |
//! | `sh` alone | an error: nobody would know whether it works |
//!
//! The binaries under test are first in `PATH`, the address of the documents becomes a free port, and a group of blocks
//! that uses the address without starting a daemon gets `tsa-server --dev` on `.tsa-dev`; one that uses the address of the proof
//! service gets `tsa-proof --dev --with-authority` on `.proof-dev`.

#[cfg(test)]
mod cases {
    use std::collections::BTreeMap;
    use std::fs::File;
    use std::io::{Read as _, Write as _};
    use std::net::{TcpListener, TcpStream};
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Stdio};
    use std::time::Duration;
    use std::{env, fs, thread};

    use conformance_tests::clients::Client;
    use conformance_tests::markdown::{
        Block, anchors, blocks, code_spans, documents, links, prose, repository, table_rows,
    };
    use conformance_tests::report::Tally;
    use conformance_tests::tsa_under_test::binary;
    use tempfile::TempDir;

    #[test]
    fn commands_shown_in_documents_run() {
        let tally = Tally::new("documents::commands_shown_in_documents_run", "sh");
        for client in [Client::OpenSsl, Client::Curl, Client::JarSigner] {
            client.require();
        }
        let (mut run, mut not_run) = (0, 0);
        for document in documents() {
            let blocks = blocks(&read(&document));
            not_run += blocks.iter().filter(|block| block.language() == "console").count();
            let mut names: Vec<&str> = blocks.iter().filter_map(|block| block.value("run")).collect();
            names.dedup();
            names.sort_unstable();
            names.dedup();
            for name in names {
                run += play(&document, name, &blocks);
            }
        }
        tally.cases(run);
        println!("{run} blocks of commands run, {not_run} marked as not to be run");
        assert!(run >= 25 && not_run >= 3, "{run} run, {not_run} not run: a document lost its commands");
    }

    #[test]
    fn every_block_says_what_it_is() {
        for document in documents() {
            let mut before: Option<Block> = None;
            for block in blocks(&read(&document)) {
                let place = format!("{}:{}", document.display(), block.line);
                let known = ["sh", "console", "text", "toml", "rust", "asn1", "python", "hex", "output"];
                assert!(known.contains(&block.language()), "{place}: `{}` is no known language", block.info);
                if block.language() == "sh" {
                    assert!(
                        block.value("run").is_some(),
                        "{place}: `sh` without run=NAME; or make it `console`"
                    );
                }
                if block.has("expect") {
                    let runs = before.as_ref().is_some_and(|before| before.value("run").is_some());
                    assert!(runs, "{place}: nothing is run before this expectation");
                }
                before = Some(block);
            }
        }
    }

    /// A block of `toml` that begins with `version = 1` and has a profile is a whole configuration.
    #[test]
    fn every_whole_configuration_is_accepted() {
        let mut seen = 0;
        for document in documents() {
            for block in blocks(&read(&document)) {
                let whole = block.language() == "toml" && block.text.starts_with("version = 1");
                if !whole || !block.text.contains("[[profile]]") {
                    continue;
                }
                seen += 1;
                let stage = Stage::new(&document);
                fs::write(stage.directory.path().join("tsa.toml"), &block.text).expect("a scratch file");
                let (status, printed) = stage.run("tsa-server check-config --file-only tsa.toml");
                assert_eq!(status, 0, "{}:{}: {printed}", document.display(), block.line);
            }
        }
        assert!(seen > 0, "no whole configuration is shown");
    }

    #[test]
    fn every_link_leads_somewhere() {
        let mut seen = 0;
        for document in documents() {
            let directory = document.parent().expect("a file lies in a directory");
            let own = read(&document);
            for link in links(&own) {
                if link.starts_with("https://") || link.starts_with("http://") {
                    continue;
                }
                seen += 1;
                let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
                let target = if path.is_empty() { document.clone() } else { directory.join(path) };
                assert!(target.exists(), "{}: `{link}` leads nowhere", document.display());
                if !anchor.is_empty() {
                    assert!(
                        anchors(&read(&target)).iter().any(|heading| heading == anchor),
                        "{}: `{link}`: no such heading",
                        document.display()
                    );
                }
            }
        }
        assert!(seen > 50, "only {seen} links were found");
    }

    #[test]
    fn every_document_is_in_the_index() {
        let docs = repository().join("docs");
        let index: Vec<PathBuf> =
            links(&read(&docs.join("README.md"))).iter().map(|link| docs.join(link)).collect();
        let missing: Vec<PathBuf> = documents()
            .into_iter()
            .filter(|path| {
                path.starts_with(&docs) && *path != docs.join("README.md") && !index.contains(path)
            })
            .collect();
        assert!(missing.is_empty(), "not in docs/README.md: {missing:?}");
    }

    #[test]
    fn the_readme_is_short() {
        let lines = read(&repository().join("README.md")).lines().count();
        assert!(lines <= 150, "README.md has {lines} lines, 150 are promised");
    }

    /// A code span that names a file of the repository, or `file::function`, in whatever document.
    #[test]
    fn every_file_and_function_named_exists() {
        let mut seen = 0;
        for document in documents() {
            for span in code_spans(&prose(&read(&document))) {
                let Some((path, function)) = named(&span) else { continue };
                seen += 1;
                let text = source(path);
                if let Some(function) = function {
                    assert!(defines(&text, function), "{}: no `fn {function}` in {path}", document.display());
                }
            }
        }
        assert!(seen > 200, "only {seen} names were found");
    }

    /// `docs/request-flow.md`: stop, file, functions, what they give.
    #[test]
    fn request_flow_names_what_exists() {
        let rows = table_rows(&read(&repository().join("docs/request-flow.md")));
        let stops = rows.iter().filter(|row| row.len() >= 4 && row[0].parse::<u32>().is_ok()).count();
        assert!(stops >= 8, "only {stops} stops");
        for row in rows.iter().filter(|row| row.len() >= 4 && row[0].parse::<u32>().is_ok()) {
            let files = code_spans(&row[2]);
            let functions = code_spans(&row[3]);
            assert!(!files.is_empty() && !functions.is_empty(), "stop {}: {row:?}", row[0]);
            let text: String = files.iter().map(|file| source(file)).collect();
            for function in functions {
                let (owner, name) = function.rsplit_once("::").unwrap_or(("", &function));
                assert!(defines(&text, name), "stop {}: no `fn {name}` in {files:?}", row[0]);
                let owner = owner.rsplit("::").next().unwrap_or_default();
                assert!(text.contains(owner), "stop {}: no `{owner}` in {files:?}", row[0]);
            }
        }
    }

    /// `docs/rfc-conformance.md`: every row that is built has a file and a test.
    #[test]
    fn rfc_conformance_has_every_row() {
        let mut rows: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for cells in table_rows(&read(&repository().join("docs/rfc-conformance.md"))) {
            let spans: Vec<String> = cells.iter().skip(1).flat_map(|cell| code_spans(cell)).collect();
            let names = spans.iter().filter_map(|span| named(span));
            let (tests, files): (Vec<_>, Vec<_>) = names.partition(|(_, test)| test.is_some());
            for id in ids(&cells[0]) {
                rows.insert(id, (files.len(), tests.len()));
            }
        }
        for id in promised() {
            let (files, tests) = rows.get(&id).copied().unwrap_or_else(|| panic!("{id} is missing"));
            assert!(files > 0 && tests > 0, "{id}: {files} files and {tests} tests are named");
        }
    }

    /// The rows that are built.
    fn promised() -> Vec<String> {
        let ranges = [
            ('C', 1, 17),
            ('C', 20, 37),
            ('C', 40, 54),
            ('C', 60, 67),
            ('C', 90, 97),
            ('B', 1, 77),
            ('B', 80, 80),
            ('H', 1, 34),
        ];
        ranges
            .into_iter()
            .flat_map(|(letter, from, to)| (from..=to).map(move |n: u32| format!("{letter}{n}")))
            .collect()
    }

    /// `C1`, `B1–B20`, `H1, H2`.
    fn ids(cell: &str) -> Vec<String> {
        let one = |part: &str| -> Option<(char, u32)> {
            let letter = part.chars().next().filter(|letter| "CBH".contains(*letter))?;
            Some((letter, part[1..].parse().ok()?))
        };
        let expand = |part: &str| match part.split_once('–') {
            Some((from, to)) => one(from)
                .zip(one(to))
                .map(|((letter, from), (_, to))| (from..=to).map(|n| format!("{letter}{n}")).collect())
                .unwrap_or_default(),
            None => one(part).map(|(letter, n)| vec![format!("{letter}{n}")]).unwrap_or_default(),
        };
        cell.split(", ").flat_map(expand).collect()
    }

    /// `member/path/file.rs` or `member/path/file.rs::function`, where the member is a directory of the repository.
    fn named(span: &str) -> Option<(&str, Option<&str>)> {
        let (path, function) = match span.split_once("::") {
            Some((path, function)) => (path, Some(function)),
            None => (span, None),
        };
        let known = [".rs", ".toml", ".md", ".py", ".service"].iter().any(|end| path.ends_with(end));
        let (member, _) = path.split_once('/')?;
        (known && !member.is_empty() && !path.contains(['*', ' ']) && repository().join(member).is_dir())
            .then_some((path, function))
    }

    fn defines(text: &str, function: &str) -> bool {
        let starts = [format!("fn {function}("), format!("fn {function}<")];
        starts.iter().any(|start| text.contains(start.as_str()))
    }

    fn source(path: &str) -> String {
        read(&repository().join(path))
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Runs the blocks of one name; gives their number.
    fn play(document: &Path, name: &str, blocks: &[Block]) -> u32 {
        let stage = Stage::new(document);
        let members: Vec<(usize, &Block)> =
            blocks.iter().enumerate().filter(|(_, block)| block.value("run") == Some(name)).collect();
        let uses_address = members.iter().any(|(_, block)| block.text.contains(ADDRESS));
        let starts_daemon = members.iter().any(|(_, block)| block.has("daemon"));
        let mut daemons = Vec::new();
        let uses_service = members.iter().any(|(_, block)| block.text.contains(SERVICE));
        if uses_service && !starts_daemon {
            let command = format!(
                "exec tsa-proof --dev --with-authority --listen {SERVICE} --state .proof-dev \
                 --tsa-internal {INTERNAL} --tsa-public {ADDRESS} --tsa-state .tsa-dev"
            );
            daemons.push(stage.start_at(&command, &stage.service));
        } else if uses_address && !starts_daemon {
            daemons.push(stage.start(&format!("exec tsa-server --dev --listen {ADDRESS} --state .tsa-dev")));
        }
        let mut ran = 0;
        for (at, block) in members {
            let place = format!("{}:{}", document.display(), block.line);
            if block.has("daemon") {
                daemons.push(stage.start(&block.text));
            } else {
                let status: i32 = block.value("status").map_or(0, |status| status.parse().expect("a number"));
                let (seen, printed) = stage.run(&block.text);
                assert_eq!(seen, status, "{place}: exit code\n{}\n---\n{printed}", block.text);
                if let Some(expected) = blocks.get(at + 1).filter(|next| next.has("expect")) {
                    assert_printed(&place, &expected.text, &printed);
                }
            }
            ran += 1;
        }
        ran
    }

    fn assert_printed(place: &str, expected: &str, printed: &str) {
        for line in expected.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let found = printed.lines().any(|seen| holds(seen, line));
            assert!(found, "{place}: not printed: {line}\n---\n{printed}");
        }
    }

    /// Whether the pieces of `pattern` between the `…` stand in `line` in this order.
    fn holds(line: &str, pattern: &str) -> bool {
        let mut rest = Some(line);
        for piece in pattern.split('…') {
            rest = rest.and_then(|rest| rest.split_once(piece)).map(|(_, after)| after);
        }
        rest.is_some()
    }

    /// A scratch directory with a free port for the address of the documents.
    struct Stage {
        directory: TempDir,
        address: String,
        service: String,
        internal: String,
        path: String,
    }

    /// A background process, ended with the value.
    struct Daemon(Child);

    impl Drop for Daemon {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    impl Stage {
        fn new(document: &Path) -> Self {
            let directory = TempDir::new().expect("a scratch directory");
            // Commands may name files of the repository by the path they have in it.
            for link in ["certs", "deploy", "docs", "tsa-admin"] {
                let _ = std::os::unix::fs::symlink(repository().join(link), directory.path().join(link));
            }
            let free = || {
                TcpListener::bind("127.0.0.1:0")
                    .unwrap_or_else(|error| panic!("{}: {error}", document.display()))
            };
            // All three at once, so that they differ.
            let free = [free(), free(), free()]
                .map(|listener| listener.local_addr().expect("an address").to_string());
            let [address, service, internal] = free;
            let binaries = [binary("tsa-server"), binary("tsa-admin")];
            let mut path: Vec<PathBuf> =
                binaries.iter().filter_map(|binary| binary.parent().map(Path::to_owned)).collect();
            path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
            let path = env::join_paths(path).expect("PATH").to_string_lossy().into_owned();
            Self { directory, address, service, internal, path }
        }

        fn command(&self, text: &str) -> Command {
            let text = text.replace(ADDRESS, &self.address).replace(SERVICE, &self.service);
            let text = text.replace(INTERNAL, &self.internal);
            let mut command = Command::new("sh");
            command
                .args(["-euc", &text])
                .current_dir(self.directory.path())
                .env("PATH", &self.path)
                .env("LC_ALL", "C")
                .env("NO_PROXY", "*")
                .env("no_proxy", "*")
                .stdin(Stdio::null());
            command
        }

        /// Exit code, and standard output followed by standard error.
        fn run(&self, text: &str) -> (i32, String) {
            let output = self.command(text).output().expect("sh runs");
            let printed = [output.stdout, output.stderr].concat();
            (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&printed).into_owned())
        }

        /// Starts a daemon and waits until the address answers.
        fn start(&self, text: &str) -> Daemon {
            self.start_at(text, &self.address)
        }

        fn start_at(&self, text: &str, address: &str) -> Daemon {
            let mut command = self.command(&format!("exec {}", text.trim().trim_start_matches("exec ")));
            let log = self.directory.path().join("daemon.log");
            let stderr = File::create(&log).expect("a log file");
            let child = command.stdout(Stdio::null()).stderr(stderr).spawn().expect("sh runs");
            let mut daemon = Daemon(child);
            for _ in 0..600 {
                if answers(address) {
                    return daemon;
                }
                if let Ok(Some(status)) = daemon.0.try_wait() {
                    panic!("{text} ended with {status}:\n{}", read(&log));
                }
                thread::sleep(Duration::from_millis(100));
            }
            panic!("{text} does not listen at {address} after a minute");
        }
    }

    /// Whether an HTTP request is answered there: a daemon has its address before it has made its keys.
    fn answers(address: &str) -> bool {
        let Ok(mut connection) = TcpStream::connect(address) else { return false };
        let asked =
            write!(connection, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        asked.is_ok() && connection.read(&mut [0]).is_ok_and(|octets| octets == 1)
    }

    /// First contact, fixed once: where a development TSA listens.
    const ADDRESS: &str = "127.0.0.1:3180";
    /// Where a trial of the proof service listens.
    const SERVICE: &str = "127.0.0.1:3181";
    /// Where its authority listens for it.
    const INTERNAL: &str = "127.0.0.1:3182";
}
