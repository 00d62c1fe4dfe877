//! RFC 3161 §4 and `conformance.md` §4 "Revocation": tokens of a revoked certificate, with CRLs made by OpenSSL.

use conformance_tests::openssl::{openssl, read, run, write};
use conformance_tests::report::Tally;
use tsa_core::verify::{Note, RuleSet, Verdict, Verification, verify_response};

use crate::broken::World;
use crate::forge::Signer;

/// What must become of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Valid,
    ValidWithNote,
    Revoked,
    Undecided,
}

#[test]
fn revocation_by_reason_and_time() {
    let tally = Tally::new("verifier::revocation_by_reason_and_time", "CRLs by openssl ca -gencrl");
    let world = World::new();
    let root = vec![Signer::load(&world.hierarchy, "root").certificate];
    let response = world.good().response();
    // After every token of today, and before the certificates end: a CRL may drop what has expired.
    let tomorrow = in_days(1);
    let root_crl = crl(&world, "root", &tomorrow, "");
    for (what, published, entry, due) in [
        ("not revoked", tomorrow.as_str(), "", Due::Valid),
        ("key compromise, later", tomorrow.as_str(), "491231235959Z,keyCompromise", Due::Revoked),
        ("no reason, later", tomorrow.as_str(), "491231235959Z", Due::Revoked),
        ("CA compromise, later", tomorrow.as_str(), "491231235959Z,CACompromise", Due::Revoked),
        ("superseded, later", tomorrow.as_str(), "491231235959Z,superseded", Due::ValidWithNote),
        (
            "affiliation changed, later",
            tomorrow.as_str(),
            "491231235959Z,affiliationChanged",
            Due::ValidWithNote,
        ),
        (
            "cessation of operation, later",
            tomorrow.as_str(),
            "491231235959Z,cessationOfOperation",
            Due::ValidWithNote,
        ),
        ("superseded, before the token", tomorrow.as_str(), "200101000000Z,superseded", Due::Revoked),
        ("key compromise, before the token", tomorrow.as_str(), "200101000000Z,keyCompromise", Due::Revoked),
        ("a CRL from after the certificate's end", &in_days(20 * 365), "", Due::Undecided),
        ("a CRL older than the token", "20200101000000Z", "", Due::Undecided),
    ] {
        tally.case();
        let crls = vec![root_crl.clone(), crl(&world, "ca", published, entry)];
        let question = Verification::new(RuleSet::Strict, &root).crls(&crls);
        let report = verify_response(&response, &question).expect("a question");
        let later = report.notes.iter().any(|note| matches!(note, Note::RevokedLater(_)));
        let seen = match report.verdict {
            Verdict::Valid if later => Due::ValidWithNote,
            Verdict::Valid => Due::Valid,
            Verdict::Undecided(_) => Due::Undecided,
            Verdict::Invalid(failure) if failure.rule.name() == "revoked" => Due::Revoked,
            Verdict::Invalid(failure) => panic!("{what}: {failure}"),
        };
        assert_eq!(seen, due, "{what}");
    }
    tally.case();
    let question = Verification::new(RuleSet::Strict, &root).crls(std::slice::from_ref(&root_crl));
    let report = verify_response(&response, &question).expect("a question");
    assert!(matches!(report.verdict, Verdict::Undecided(_)), "no CRL for the signer: {:?}", report.verdict);
    tally.case();
    let forged = vec![root_crl, forged_crl(&world, &tomorrow)];
    let question = Verification::new(RuleSet::Strict, &root).crls(&forged);
    let report = verify_response(&response, &question).expect("a question");
    assert!(matches!(report.verdict, Verdict::Undecided(_)), "a CRL by another key: {:?}", report.verdict);
}

/// A CRL of this CA in DER, published at this time; the entry, if any, revokes the TSU.
fn crl(world: &World, issuer: &str, published: &str, entry: &str) -> Vec<u8> {
    let directory = world.hierarchy.path();
    let serial = openssl(directory, "x509 -in tsu.pem -noout -serial").success("openssl x509 -serial");
    let serial = serial.trim().trim_start_matches("serial=");
    let line = if entry.is_empty() {
        String::new()
    } else {
        format!("R\t491231235959Z\t{entry}\t{serial}\tunknown\t/CN=TSU\n")
    };
    write(directory, "index.txt", line);
    write(directory, "crlnumber", "01\n");
    write(directory, "ca.cnf", CONFIGURATION);
    let arguments = format!(
        "ca -gencrl -config ca.cnf -cert {issuer}.pem -keyfile {issuer}.key -crl_lastupdate {published} \
         -crl_nextupdate 21981231000000Z -out crl.pem"
    );
    openssl(directory, &arguments).success("openssl ca -gencrl");
    openssl(directory, "crl -in crl.pem -outform DER -out crl.der").success("openssl crl");
    read(directory, "crl.der")
}

fn in_days(days: u32) -> String {
    let date =
        run(std::path::Path::new("."), "date", &["-u", "-d", &format!("+{days} days"), "+%Y%m%d%H%M%SZ"]);
    date.success("date").trim().to_owned()
}

/// A CRL in the name of the issuing CA, not revoking anything, with one bit of its signature flipped.
fn forged_crl(world: &World, published: &str) -> Vec<u8> {
    let mut crl = crl(world, "ca", published, "");
    if let Some(last) = crl.last_mut() {
        *last ^= 1;
    }
    crl
}

const CONFIGURATION: &str = "[ca]
default_ca = it
[it]
database = index.txt
crlnumber = crlnumber
default_md = sha256
crl_extensions = extensions
[extensions]
authorityKeyIdentifier = keyid
";
