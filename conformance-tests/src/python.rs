//! Python with the packages that `python/requirements.txt` pins; the first use installs them under `target/`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::clients::Client;
use crate::openssl::run;
use crate::report::profile_directory;

/// Where the suite's Python programs lie.
pub const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/python");

/// The Python of an environment with the pinned packages; made when it is not there or the pins have changed.
pub fn environment() -> String {
    Client::Python.require();
    let home = profile_directory().with_file_name("conformance-python");
    let (python, marker) = (home.join("bin/python"), home.join("requirements.txt"));
    let requirements = PathBuf::from(SOURCES).join("requirements.txt");
    let pins = fs::read(&requirements).expect("the pins");
    fs::create_dir_all(&home).expect("target is writable");
    let lock = fs::File::create(home.with_extension("lock")).expect("target is writable");
    lock.lock().expect("the other test has made the environment");
    if fs::read(&marker).ok().as_ref() != Some(&pins) {
        let home = home.to_string_lossy();
        run(Path::new(SOURCES), "python3", &["-m", "venv", "--clear", &home])
            .success("python3 -m venv (apt-get install python3-venv)");
        let arguments = ["-m", "pip", "install", "--quiet", "-r", "requirements.txt"];
        run(Path::new(SOURCES), &python.to_string_lossy(), &arguments)
            .success("pip install of the Python packages");
        fs::write(&marker, pins).expect("target is writable");
    }
    python.to_string_lossy().into_owned()
}
