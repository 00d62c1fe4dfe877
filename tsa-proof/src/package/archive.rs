//! Many packages in one archive, written one after another: however many there are, one of them is in memory.

use std::collections::HashSet;

use tsa_evidence::zip::{Crc32, Stored, central_directory, local_header};

/// A ZIP file that is being written.
#[derive(Debug, Default)]
pub struct Archive {
    entries: Vec<Stored>,
    end: u64,
}

impl Archive {
    /// The octets of one more entry, to be written next.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Vec<u8> {
        let entry = Stored {
            name: name.to_owned(),
            size: content.len() as u64,
            crc32: Crc32::of(content),
            offset: self.end,
        };
        let mut octets = local_header(name, entry.size, entry.crc32);
        octets.extend_from_slice(content);
        self.end = self.end.saturating_add(octets.len() as u64);
        self.entries.push(entry);
        octets
    }

    /// What is written last.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        central_directory(&self.entries)
    }
}

/// Where the packages lie in the archive: each beside the place of its file, so that unpacking it into the folder of the files puts each
/// package beside its own, as `proof stamp` does.
#[derive(Debug, Default)]
pub struct Places {
    taken: HashSet<String>,
}

impl Places {
    /// The place of the package of the file of this name, or, where the name is not known, of the `number`-th file (from 0). Names are the
    /// depositor's words: what would lead out of the folder, or is no name on some system, is replaced, and no two are alike.
    pub fn of(&mut self, name: Option<&str>, number: u32) -> String {
        let name = name.map(harmless).unwrap_or_else(|| format!("{:05}", u64::from(number) + 1));
        let mut place = format!("{name}{ENDING}");
        let mut copy = 1;
        // Some systems take capitals and small letters for the same.
        while !self.taken.insert(place.to_lowercase()) {
            copy += 1;
            place = format!("{name}.{copy}{ENDING}");
        }
        place
    }
}

/// A relative path with `/` between its parts.
fn harmless(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !part.is_empty()).map(|part| {
        let mut plain: String =
            part.chars().map(|c| if c.is_control() || ILLEGAL.contains(c) { '_' } else { c }).collect();
        while plain.len() > LONGEST {
            plain.pop();
        }
        let shown = plain.trim_end_matches(['.', ' ']);
        if shown.is_empty() { "_".to_owned() } else { shown.to_owned() }
    });
    let path = parts.collect::<Vec<_>>().join("/");
    if path.is_empty() { "_".to_owned() } else { path }
}

/// As packages of the command line end.
const ENDING: &str = ".proof.zip";
/// What Windows has in no name.
const ILLEGAL: &str = ":*?\"<>|";
/// Octets of a part of a path, which 255 are of most systems; the ending and a number come after it.
const LONGEST: usize = 230;

#[cfg(test)]
mod tests {
    use tsa_evidence::zip;

    use super::{Archive, Places};

    #[test]
    fn what_was_written_bit_by_bit_is_what_is_written_at_once() {
        let files: [(&str, &[u8]); 3] = [("a", b"one"), ("b/c", b""), ("\u{4e09}", b"three")];
        let mut archive = Archive::default();
        let mut octets: Vec<u8> =
            files.iter().flat_map(|(name, content)| archive.add(name, content)).collect();
        octets.extend(archive.finish());
        assert_eq!(octets, zip::write(&files));
    }

    #[test]
    fn every_package_has_a_place_of_its_own_within_the_folder() {
        let mut places = Places::default();
        let mut of = |name: Option<&str>| places.of(name, 0);
        assert_eq!(of(Some("a.txt")), "a.txt.proof.zip");
        assert_eq!(of(Some("A.TXT")), "A.TXT.2.proof.zip");
        assert_eq!(of(Some("a.txt")), "a.txt.3.proof.zip");
        assert_eq!(of(Some("folder/a.txt")), "folder/a.txt.proof.zip");
        assert_eq!(of(Some("../../etc/passwd")), "_/_/etc/passwd.proof.zip");
        assert_eq!(of(Some("/etc/passwd")), "etc/passwd.proof.zip");
        assert_eq!(of(Some("C:\\x\\..\\y")), "C_/x/_/y.proof.zip");
        assert_eq!(of(Some("a\u{7}b?. ")), "a_b_.proof.zip");
        assert_eq!(of(Some("/")), "_.proof.zip");
        let long = of(Some(&"\u{e9}".repeat(200)));
        assert!(long.len() <= 255 && long.starts_with('\u{e9}'), "{}", long.len());
        assert_eq!(of(None), "00001.proof.zip");
        assert_eq!(places.of(None, 9_999), "10000.proof.zip");
    }
}
