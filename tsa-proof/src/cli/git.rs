//! Commits of Git repositories as folders: `commit`, the commit itself with its tree, parents, names and signature, and every file of its tree
//! as `tree/PATH`. The content is read from the repository, not from the work tree, and fingerprinted anew: SHA-1, by which most
//! repositories name it, proves nothing.

use std::io::{BufRead, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use tsa_core::HashAlgorithm;
use tsa_evidence::assessment::FileDigests;
use tsa_evidence::manifest::FolderFile;

use super::fault::Fault;
use super::folder::{check_name, file_digests};

/// A commit.
pub(crate) struct Commit {
    repository: PathBuf,
    id: String,
    name: String,
}

/// An object to be read.
struct Object {
    path: String,
    id: String,
    /// Of a submodule there is the id alone.
    is_submodule: bool,
}

impl Commit {
    /// # Errors
    /// No Git, no repository, no such commit.
    pub(crate) fn find(repository: &Path, rev: &str) -> Result<Commit, Fault> {
        let commit = format!("{rev}^{{commit}}");
        let id = line(repository, &["rev-parse", "--verify", "--end-of-options", &commit])?;
        let top = line(repository, &["rev-parse", "--show-toplevel"])
            .or_else(|_| line(repository, &["rev-parse", "--absolute-git-dir"]))?;
        let base = Path::new(&top).file_name().and_then(|name| name.to_str()).unwrap_or("repository");
        let short = id.get(..SHORT).unwrap_or(&id);
        let name = format!("{}-{short}", base.trim_end_matches(".git"));
        Ok(Commit { repository: repository.to_owned(), id, name })
    }

    /// `REPOSITORY-` and the first digits of its id.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its id as Git has it.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The files, as a manifest lists them.
    ///
    /// # Errors
    /// Git fails, or a path is such as no manifest can hold.
    pub(crate) fn files(&self) -> Result<Vec<FolderFile>, Fault> {
        let mut objects = vec![Object { path: COMMIT.to_owned(), id: self.id.clone(), is_submodule: false }];
        objects.extend(self.tree()?);
        self.read(&objects)
    }

    /// The files, as a verifier is given them.
    ///
    /// # Errors
    /// As of [`Commit::files`].
    pub(crate) fn as_folder(&self) -> Result<Vec<FileDigests>, Fault> {
        Ok(self.files()?.iter().map(|file| file_digests(&self.name, file)).collect())
    }

    fn tree(&self) -> Result<Vec<Object>, Fault> {
        let listed = output(&self.repository, &["ls-tree", "-r", "-z", "--full-tree", &self.id])?;
        listed
            .split(|octet| *octet == 0)
            .filter(|entry| !entry.is_empty())
            .map(|entry| self.entry(entry))
            .collect()
    }

    /// `MODE SP TYPE SP ID TAB PATH`
    fn entry(&self, entry: &[u8]) -> Result<Object, Fault> {
        let text = std::str::from_utf8(entry).map_err(|_| {
            let name = String::from_utf8_lossy(entry);
            Fault::file(
                &self.repository,
                format!("{name}: a path that is not UTF-8, which no manifest can hold"),
            )
        })?;
        let parts = text.split_once('\t').and_then(|(about, path)| {
            let mut words = about.split(' ');
            let (_, kind, id) = (words.next()?, words.next()?, words.next()?);
            Some((kind, id, path))
        });
        let (kind, id, path) = parts.ok_or_else(|| odd(&self.repository))?;
        let path = format!("{TREE}{path}");
        check_name(&self.repository.join(&path), &path)?;
        Ok(Object { path, id: id.to_owned(), is_submodule: kind == "commit" })
    }

    /// Reads all objects through one process of Git.
    fn read(&self, objects: &[Object]) -> Result<Vec<FolderFile>, Fault> {
        let mut child = git(&self.repository)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| no_git(&error))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let asked: String = objects
            .iter()
            .filter(|object| !object.is_submodule)
            .map(|object| format!("{}\n", object.id))
            .collect();
        // Git answers while it is asked: who asked first and read then would wait for ever.
        let asking = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(asked.as_bytes())));
        let mut answers = BufReader::new(stdout.ok_or_else(|| odd(&self.repository))?);
        let files = objects.iter().map(|object| self.file(object, &mut answers)).collect();
        drop(answers);
        let _ = asking.join(); // what it could not ask shows as a missing answer
        child.wait().map_err(|error| no_git(&error))?;
        files
    }

    /// `ID SP TYPE SP SIZE LF CONTENT LF`
    fn file(&self, object: &Object, answers: &mut impl BufRead) -> Result<FolderFile, Fault> {
        if object.is_submodule {
            return fingerprint(&object.path, &mut format!("{}\n", object.id).as_bytes());
        }
        let fault = |_| odd(&self.repository);
        let mut head = String::new();
        answers.read_line(&mut head).map_err(fault)?;
        let size: u64 = head
            .strip_prefix(object.id.as_str())
            .and_then(|rest| rest.trim_end().rsplit_once(' '))
            .and_then(|(_, size)| size.parse().ok())
            .ok_or_else(|| odd(&self.repository))?;
        let file = fingerprint(&object.path, &mut answers.by_ref().take(size))?;
        answers.read_exact(&mut [0]).map_err(fault)?;
        if file.size == size { Ok(file) } else { Err(odd(&self.repository)) }
    }
}

fn fingerprint(path: &str, content: &mut impl Read) -> Result<FolderFile, Fault> {
    let fault = |source| Fault::Read { path: path.into(), source };
    let (mut short, mut long) = (HashAlgorithm::Sha256.hasher(), HashAlgorithm::Sha512.hasher());
    let (mut buffer, mut size) = (vec![0; BUFFER], 0u64);
    loop {
        let count = content.read(&mut buffer).map_err(fault)?;
        if count == 0 {
            break;
        }
        let octets = buffer.get(..count).unwrap_or_default();
        short.update(octets);
        long.update(octets);
        size = size.saturating_add(count as u64);
    }
    let length = |_| Fault::file(Path::new(path), "its digest has a wrong length");
    let sha256 = short.finish().try_into().map_err(length)?;
    Ok(FolderFile {
        path: path.to_owned(),
        sha256,
        sha512: Some(long.finish().try_into().map_err(length)?),
        size,
    })
}

fn line(repository: &Path, arguments: &[&str]) -> Result<String, Fault> {
    let said = output(repository, arguments)?;
    let said = String::from_utf8(said).map_err(|_| odd(repository))?;
    Ok(said.trim_end_matches('\n').to_owned())
}

fn output(repository: &Path, arguments: &[&str]) -> Result<Vec<u8>, Fault> {
    let ran =
        git(repository).args(arguments).stdin(Stdio::null()).output().map_err(|error| no_git(&error))?;
    if ran.status.success() {
        return Ok(ran.stdout);
    }
    let said = String::from_utf8_lossy(&ran.stderr);
    Err(Fault::Usage(format!("{}: git says: {}", repository.display(), said.trim())))
}

fn git(repository: &Path) -> Command {
    let mut command = Command::new("git");
    // What stands in the place of another object is not what the commit holds.
    command.arg("--no-replace-objects").arg("-C").arg(repository);
    command
}

fn no_git(error: &std::io::Error) -> Fault {
    Fault::Usage(format!("git cannot be run ({error}): install it, or give the files with --as-folder"))
}

fn odd(repository: &Path) -> Fault {
    Fault::file(repository, "git does not give all objects of the commit: try git fsck")
}

const COMMIT: &str = "commit";
const TREE: &str = "tree/";
/// Digits of an id in a file name.
const SHORT: usize = 12;
const BUFFER: usize = 1 << 20;
