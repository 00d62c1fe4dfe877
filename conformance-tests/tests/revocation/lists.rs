//! Lists of revoked certificates by `openssl ca -gencrl` with the keys of the ceremony's authorities: of any time, with any entry.

use std::path::Path;

use conformance_tests::authority::Authority;
use conformance_tests::openssl::{KeyKind, openssl, read, run, write};

/// A moment, in seconds after the second that the token states.
pub(crate) type Moment = i64;

/// A list of one authority.
#[derive(Clone, Copy)]
pub(crate) struct List {
    pub(crate) of: Issuer,
    pub(crate) made: Moment,
    pub(crate) next: Moment,
    /// The revocation of the certificate below that issuer, if there is one.
    pub(crate) entry: Option<Entry>,
}

/// When, and the reason in OpenSSL's words; none if that is empty.
pub(crate) type Entry = (Moment, &'static str);

/// Whose list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Issuer {
    /// The issuing CA of this TSU.
    Of(KeyKind),
    /// The root above it; its entries are about the issuing CA.
    RootOf(KeyKind),
    /// Somebody else with the name of that issuing CA.
    Forger(KeyKind),
}

/// Makes lists in the directory of the ceremony.
pub(crate) struct Lists<'a> {
    pub(crate) authority: &'a Authority,
    /// The second that the token states, since 1970.
    pub(crate) gen_time: i64,
}

impl Lists<'_> {
    /// The lists in PEM, in this order.
    pub(crate) fn of(&self, lists: &[List]) -> Vec<u8> {
        lists.iter().flat_map(|list| self.one(*list)).collect()
    }

    fn one(&self, list: List) -> Vec<u8> {
        let here = self.authority.path();
        let (issuer, key, subject) = match list.of {
            Issuer::Of(kind) => (format!("ca-{}", kind.name()), None, format!("{}.pem", kind.name())),
            Issuer::RootOf(kind) => {
                (format!("root-{}", kind.name()), None, format!("ca-{}/certificate.pem", kind.name()))
            }
            Issuer::Forger(kind) => {
                let key = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out forger.key";
                openssl(here, key).success("openssl genpkey");
                (format!("ca-{}", kind.name()), Some("forger"), format!("{}.pem", kind.name()))
            }
        };
        let index = list.entry.map_or_else(String::new, |(at, reason)| {
            let reason = if reason.is_empty() { String::new() } else { format!(",{reason}") };
            let serial = serial(here, &subject);
            format!("R\t491231235959Z\t{}{reason}\t{serial}\tunknown\t/CN=it\n", &self.at(at)[2..])
        });
        write(here, "index.txt", index);
        write(here, "crlnumber", "01\n");
        write(here, "ca.cnf", CONFIGURATION);
        let (certificate, key) = match key {
            None => (format!("{issuer}/certificate.pem"), format!("{issuer}/key.pem")),
            Some(name) => (self.forged(&issuer, name), format!("{name}.key")),
        };
        let (made, next) = (self.at(list.made), self.at(list.next));
        let arguments = format!(
            "ca -gencrl -config ca.cnf -cert {certificate} -keyfile {key} -crl_lastupdate {made} -crl_nextupdate {next} -out list.pem"
        );
        openssl(here, &arguments).success("openssl ca -gencrl");
        read(here, "list.pem")
    }

    /// A certificate for the forger's key with the subject of this issuer.
    fn forged(&self, issuer: &str, name: &str) -> String {
        let here = self.authority.path();
        let subject =
            openssl(here, &format!("x509 -in {issuer}/certificate.pem -noout -subject -nameopt compat"))
                .success("openssl x509 -subject");
        let subject = subject.trim().trim_start_matches("subject=").to_owned();
        let key = format!("{name}.key");
        let arguments = ["req", "-x509", "-new", "-key", &key, "-subj", &subject, "-out", "forger.pem"];
        run(here, "openssl", &arguments).success("openssl req -x509");
        "forger.pem".to_owned()
    }

    /// `YYYYMMDDhhmmssZ`.
    pub(crate) fn at(&self, moment: Moment) -> String {
        let seconds = format!("@{}", self.gen_time + moment);
        let date = run(Path::new("."), "date", &["-u", "-d", &seconds, "+%Y%m%d%H%M%SZ"]);
        date.success("date").trim().to_owned()
    }
}

fn serial(here: &Path, certificate: &str) -> String {
    let said =
        openssl(here, &format!("x509 -in {certificate} -noout -serial")).success("openssl x509 -serial");
    said.trim().trim_start_matches("serial=").to_owned()
}

const CONFIGURATION: &str = "[ca]
default_ca = it
[it]
database = index.txt
crlnumber = crlnumber
default_md = sha256
";
