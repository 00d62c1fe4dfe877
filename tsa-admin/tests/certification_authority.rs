//! Stories of a private certification authority, checked by `openssl`.

#![expect(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

mod support;

use std::fs;

use support::Place;

/// A root, an issuing CA and a request of a key that openssl made.
fn hierarchy() -> Place {
    let place = Place::new();
    place.secret("root.pass", "the root's passphrase\n");
    place.secret("issuing.pass", "the issuing CA's passphrase");
    place
        .admin(
            "ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --passphrase-file root.pass --yes \
                --certificate-url http://pki.example/root.cer --crl-url http://pki.example/root.crl",
        )
        .ok();
    place
        .admin("ca init --ca issuing --issuer root --subject 'C=XX,O=Example,CN=CA 1' --passphrase-file issuing.pass \
                --issuer-passphrase-file root.pass --yes --crl-url http://pki.example/issuing.crl")
        .ok();
    request(&place, "tsu", "TSU 1");
    place
}

fn request(place: &Place, name: &str, common_name: &str) {
    place
        .openssl(&format!(
            "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.csr \
             -subj '/C=XX/O=Example/CN={common_name}'"
        ))
        .ok();
}

fn issue(place: &Place, name: &str) -> String {
    let issued = place.admin(&format!(
        "--json ca issue {name}.csr --ca issuing --passphrase-file issuing.pass --out {name}.pem --yes"
    ));
    issued.ok().json()["certificate"]["serial"].as_str().unwrap().to_owned()
}

#[test]
fn openssl_trusts_what_the_hierarchy_issues() {
    let place = hierarchy();
    issue(&place, "tsu");
    place.openssl("verify -x509_strict -CAfile root/root.pem root/certificate.pem").ok();
    place.openssl("verify -x509_strict -CAfile issuing/root.pem issuing/certificate.pem").ok();
    place
        .openssl(
            "verify -x509_strict -purpose timestampsign -CAfile root/root.pem -untrusted tsu.pem tsu.pem",
        )
        .ok()
        .says("tsu.pem: OK");
    // The chain: the certificate first, then the issuing CA, and no root.
    assert_eq!(place.read("tsu.pem").matches("BEGIN CERTIFICATE").count(), 2);
    let text = place.openssl("x509 -in tsu.pem -noout -text").ok();
    let text = text.says("CRL Distribution Points").says("http://pki.example/issuing.crl");
    text.says("Time Stamping").says("Private Key Usage Period").says("Authority Key Identifier");
    let text = place.openssl("x509 -in issuing/certificate.pem -noout -text").ok();
    text.says("CA:TRUE, pathlen:0").says("CA Issuers - URI:http://pki.example/root.cer").says("root.crl");
}

#[test]
fn keys_are_encrypted_and_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let place = hierarchy();
    for ca in ["root", "issuing"] {
        let key = format!("{ca}/key.pem");
        assert!(place.read(&key).starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
        assert_eq!(fs::metadata(place.path(&key)).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(place.path(ca)).unwrap().permissions().mode() & 0o777, 0o700);
    }
    place.openssl("pkey -in root/key.pem -passin file:root.pass -noout").ok();
}

#[test]
fn a_revocation_reaches_the_list_and_stays_there() {
    let place = hierarchy();
    let serial = issue(&place, "tsu");
    request(&place, "other", "TSU 2");
    let other = issue(&place, "other");

    let crl = "ca crl --ca issuing --passphrase-file issuing.pass --yes --out issuing.crl";
    place.admin(crl).ok().says("Signed CRL number 1");
    place.openssl("crl -in issuing.crl -inform DER -noout -text").ok().says("No Revoked Certificates");

    place.admin("ca revoke tsu.pem --ca issuing --reason superseded --yes").ok().says(&serial);
    place
        .admin(&format!("ca revoke {other} --ca issuing --reason key-compromise --invalid-since 2026-01-01T00:00:00Z --yes"))
        .ok();
    place.admin(crl).ok().says("Signed CRL number 2").says("Revoked  2");
    let text = place.openssl("crl -in issuing.crl -inform DER -noout -text").ok();
    let text =
        text.says(&serial.to_uppercase()).says("Superseded").says("Key Compromise").says("Invalidity Date");
    let text = text.says("X509v3 CRL Number: \n                2");
    // expiredCertsOnCRL: entries stay after the certificate expired.
    text.says("2.5.29.60");
    place
        .openssl("crl -in issuing.crl -inform DER -noout -CAfile issuing/certificate.pem")
        .fails(0, "verify OK");

    let bundle = place.read("root/root.pem") + &place.read("issuing/crl.pem");
    fs::write(place.path("bundle.pem"), bundle).unwrap();
    place
        .openssl("verify -crl_check -CAfile bundle.pem -untrusted tsu.pem tsu.pem")
        .fails(2, "certificate revoked");

    place
        .admin(&format!("ca revoke {serial} --ca issuing --reason superseded --yes"))
        .fails(1, "revoked already");
    let list =
        place.admin("ca list --ca issuing").ok().says("revoked").says("superseded").says("key-compromise");
    assert!(list.stdout.contains("CRL          number 2 of ") && !list.stdout.contains('!'), "{list:#?}");
    let list = place.admin("--json ca list --ca issuing").ok().json();
    assert_eq!(list["issued"][0]["state"], "revoked");
    assert_eq!(list["issued"][0]["revoked"]["reason"], "superseded");
}

#[test]
fn nothing_happens_without_a_yes() {
    let place = hierarchy();
    let before = place.read("issuing/index.toml");
    let answer = place.admin("ca issue tsu.csr --ca issuing --passphrase-file issuing.pass --out tsu.pem");
    let answer = answer.fails(2, "Plan: issue a certificate from issuing").fails(2, "add --yes");
    assert_eq!(answer.stdout, "");
    place.admin("ca crl --ca issuing --passphrase-file issuing.pass").fails(2, "add --yes");
    assert_eq!(place.read("issuing/index.toml"), before);
    assert!(!place.path("tsu.pem").exists());
    assert_eq!(fs::read_dir(place.path("issuing/issued")).unwrap().count(), 0);
}

#[test]
fn a_wrong_passphrase_changes_nothing() {
    let place = hierarchy();
    place.secret("wrong.pass", "not it");
    let before = place.read("issuing/index.toml");
    place
        .admin("ca issue tsu.csr --ca issuing --passphrase-file wrong.pass --yes")
        .fails(1, "wrong passphrase for issuing/key.pem");
    place.admin("ca issue tsu.csr --ca root --yes").fails(2, "root is a root: it signs issuing CAs");
    place.admin("ca issue tsu.csr --ca issuing --yes").fails(2, "--passphrase-file FILE");
    assert_eq!(place.read("issuing/index.toml"), before);
    place
        .admin("ca init --ca second --issuer root --subject 'C=XX,O=Example,CN=CA 2' --passphrase-file issuing.pass \
                --issuer-passphrase-file wrong.pass --yes")
        .fails(1, "wrong passphrase for root/key.pem");
    assert!(!place.path("second").exists() && !place.path(".second.unfinished").exists());
    place.secret("two.pass", "one\ntwo\n");
    place
        .admin("ca issue tsu.csr --ca issuing --passphrase-file two.pass --yes")
        .fails(2, "more than one line");
    place.secret("empty.pass", "\n\n");
    place.admin("ca issue tsu.csr --ca issuing --passphrase-file empty.pass --yes").fails(2, "empty");
}

#[test]
fn an_interrupted_issuance_is_completed() {
    let place = hierarchy();
    let before = place.read("issuing/index.toml");
    let serial = issue(&place, "tsu");
    // The crash came after the certificate was on the disk, and before the index was.
    fs::write(place.path("issuing/index.toml"), before).unwrap();
    let list = place.admin("ca list --ca issuing").ok().says(&serial);
    assert!(list.stderr.contains("an interrupted command had issued"), "{list:#?}");
    place.admin(&format!("ca revoke {serial} --ca issuing --reason superseded --yes")).ok();
    assert!(place.read("issuing/index.toml").contains(&serial));
}

#[test]
fn an_interrupted_init_is_found_and_named() {
    let place = Place::new();
    fs::create_dir(place.path(".root.unfinished")).unwrap();
    place
        .admin("ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --no-passphrase --yes")
        .fails(4, "an interrupted command left this behind");
    fs::remove_dir(place.path(".root.unfinished")).unwrap();
    let made =
        place.admin("ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --no-passphrase --yes").ok();
    assert!(made.stderr.contains("warning: the key of root will lie on the disk in the clear"), "{made:#?}");
    place
        .admin("ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --no-passphrase --yes")
        .fails(2, "exists already");
    // A passphrase for a key that has none: its owner believes something that is not so.
    place.secret("pass", "x");
    place.admin("ca crl --ca root --passphrase-file pass --yes").fails(1, "not encrypted");
}

#[test]
fn damaged_and_foreign_directories_are_refused_by_name() {
    let place = hierarchy();
    fs::create_dir(place.path("empty")).unwrap();
    place.admin("ca list --ca empty").fails(2, "it has no ca.toml");
    place.admin("ca list --ca nowhere").fails(4, "cannot read nowhere");
    fs::write(place.path("issuing/index.toml"), "version = 9\nnext-crl-number = 1\n").unwrap();
    place.admin("ca list --ca issuing").fails(1, "issuing/index.toml cannot be used: version = 9");
    fs::write(place.path("root/ca.toml"), "version = 1\ncrl-adress = \"x\"\n").unwrap();
    place.admin("ca list --ca root").fails(1, "crl-adress");
    // The key of one CA under the certificate of another signs nothing.
    let place = hierarchy();
    fs::copy(place.path("root/certificate.pem"), place.path("issuing/certificate.pem")).unwrap();
    place
        .admin("ca crl --ca issuing --passphrase-file issuing.pass --yes")
        .fails(1, "the CA key does not belong to the issuer's certificate");
}

#[test]
fn bad_requests_and_names_are_refused() {
    let place = hierarchy();
    let issue = |arguments: &str| {
        place.admin(&format!("ca issue {arguments} --ca issuing --passphrase-file issuing.pass --yes"))
    };
    issue("issuing/certificate.pem").fails(1, "holds no readable CERTIFICATE REQUEST");
    issue("missing.csr").fails(4, "cannot read missing.csr");
    place
        .openssl("req -newkey rsa:2048 -nodes -keyout weak.key -out weak.csr -subj '/C=XX/O=Example/CN=Weak'")
        .ok();
    issue("weak.csr").fails(1, "the key is too weak");
    place
        .openssl("req -newkey rsa:1024 -nodes -keyout tiny.key -out tiny.csr -subj '/C=XX/O=Example/CN=Tiny'")
        .ok();
    issue("tiny.csr").fails(1, "the RSA key has only 1024 bits");
    place.openssl("req -new -key tsu.key -out nameless.csr -subj /CN=TSU").ok();
    issue("nameless.csr").fails(1, "EN 319 422");
    issue("nameless.csr --subject 'C=XX,O=Example,CN=TSU'").ok().says("C=XX, O=Example, CN=TSU");
    issue("nameless.csr --subject 'CN=TSU'").fails(2, "C is missing");
    issue("tsu.csr --days 5500").fails(1, "at most 135 months");
    issue("tsu.csr --not-before 2020-01-01T00:00:00Z").fails(1, "its issuer only from");
    issue("tsu.csr --days 30").ok();
    // A request whose signature is not that of its key.
    place.openssl("req -in tsu.csr -outform DER -out tsu.der").ok();
    let mut bytes = fs::read(place.path("tsu.der")).unwrap();
    let last = bytes.last_mut().unwrap();
    *last ^= 1;
    fs::write(place.path("bent.csr"), bytes).unwrap();
    issue("bent.csr").fails(1, "bent.csr: the signature of the request");
}

#[test]
fn one_command_at_a_time() {
    let place = hierarchy();
    let directory = fs::File::open(place.path("issuing")).unwrap();
    directory.lock().unwrap();
    place.admin("ca list --ca issuing").fails(4, "issuing is in use by another command");
    drop(directory);
    place.admin("ca list --ca issuing").ok().says("Nothing was issued yet.");
}

#[test]
fn rsa_hierarchies_work_too() {
    let place = Place::new();
    place
        .admin("ca init --ca root --root --subject 'C=XX,O=Example,CN=Root' --algorithm rsa-3072 --no-passphrase --yes")
        .ok()
        .says("RSA 3072 bits")
        .says("sha256WithRSAEncryption");
    place.openssl("verify -x509_strict -CAfile root/root.pem root/certificate.pem").ok();
    place.admin("ca crl --ca root --yes --out root.pem").ok();
    place.openssl("crl -in root.pem -noout -CAfile root/root.pem").fails(0, "verify OK");
}

#[test]
fn an_issuing_authority_makes_no_authorities() {
    let place = hierarchy();
    place
        .admin(
            "ca init --ca third --issuer issuing --subject 'C=XX,O=Example,CN=CA 3' --no-passphrase \
                --issuer-passphrase-file issuing.pass --yes",
        )
        .fails(1, "path-length 0 is not possible below an issuer whose path length is 0");
    assert!(!place.path("third").exists() && !place.path(".third.unfinished").exists());
    place.admin("ca list --ca issuing").ok().says("Nothing was issued yet.");
}

#[test]
fn a_certificate_that_cannot_be_handed_over_is_not_lost() {
    let place = hierarchy();
    let answer = place
        .admin("ca issue tsu.csr --ca issuing --passphrase-file issuing.pass --out missing/tsu.pem --yes")
        .fails(4, "the certificate is issued, and kept as issuing/issued/");
    assert!(answer.stderr.contains("Do not issue it again."), "{answer:#?}");
    assert_eq!(fs::read_dir(place.path("issuing/issued")).unwrap().count(), 1);
    // And nothing that is there already is overwritten: that shows before anything is issued.
    place
        .admin("ca issue tsu.csr --ca issuing --passphrase-file issuing.pass --out tsu.csr --yes")
        .fails(2, "tsu.csr exists already");
    assert_eq!(fs::read_dir(place.path("issuing/issued")).unwrap().count(), 1);
}

#[test]
fn a_passphrase_that_others_can_read_is_complained_of() {
    use std::os::unix::fs::PermissionsExt;
    let place = hierarchy();
    fs::set_permissions(place.path("issuing.pass"), fs::Permissions::from_mode(0o644)).unwrap();
    let answer = place.admin("ca crl --ca issuing --passphrase-file issuing.pass --yes").ok();
    assert!(answer.stderr.contains("warning: others can read issuing.pass; chmod 600 it"), "{answer:#?}");
}

#[test]
fn profiles_of_your_own_decide_what_is_issued() {
    let place = hierarchy();
    let profile = "version = 1\nrole = \"tsu\"\nkey-algorithm = \"ecdsa-p256\"\nvalidity = \"90 days\"\n\
                   policies = [\"1.3.6.1.4.1.32473.1.0\"]\n[subject]\ncountry = \"XX\"\norganization = \"x\"\n\
                   common-name = \"x\"\n";
    fs::write(place.path("tsu.toml"), profile).unwrap();
    place
        .admin("ca issue tsu.csr --ca issuing --passphrase-file issuing.pass --profile tsu.toml --out tsu.pem --yes")
        .ok()
        .says("CN=TSU 1");
    let text = place.openssl("x509 -in tsu.pem -noout -text").ok().says("Policy: 1.3.6.1.4.1.32473.1.0");
    assert!(!text.stdout.contains("Private Key Usage Period"), "{text:#?}");
    place
        .admin("ca init --ca other --root --profile tsu.toml --no-passphrase --yes")
        .fails(2, "the certificate profile is for another role: role = \"root\" is needed here");
    // A root has the name of its profile, unless the command line says otherwise.
    let root = profile.replace("role = \"tsu\"", "role = \"root\"\npath-length = 1");
    fs::write(place.path("root.toml"), root).unwrap();
    place
        .admin("ca init --ca other --root --profile root.toml --no-passphrase --yes")
        .ok()
        .says("C=XX, O=x, CN=x");
}

#[test]
fn the_list_says_what_the_last_crl_does_not() {
    let place = hierarchy();
    issue(&place, "tsu");
    place.admin("ca list --ca issuing").ok().says("none yet: `tsa-admin ca crl` signs one");
    place.admin("ca crl --ca issuing --passphrase-file issuing.pass --yes").ok();
    place.admin("ca revoke tsu.pem --ca issuing --reason superseded --yes").ok();
    place.admin("ca list --ca issuing").ok().says("! 1 revoked since, which it does not tell yet");
}

#[test]
fn a_crl_number_is_never_used_twice() {
    let place = hierarchy();
    let crl = "ca crl --ca issuing --passphrase-file issuing.pass --yes";
    // The first list is signed, and the disk fails before it has its name.
    fs::create_dir(place.path("issuing/crl.pem")).unwrap();
    place.admin(crl).fails(4, "cannot write issuing/crl.pem");
    fs::remove_dir(place.path("issuing/crl.pem")).unwrap();
    place.admin(crl).ok().says("Signed CRL number 2");
}
