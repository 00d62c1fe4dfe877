//! What the service keeps of its authority while files come and go.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tsa_core::Oid;
use tsa_proof::deposit::address::Address;
use tsa_proof::deposit::pem;
use tsa_proof::deposit::settings::{Endpoint, TsaSettings};
use tsa_proof::trust::Trust;

/// A file that is unreadable, empty or half written for a moment takes away neither its own list nor another's.
#[tokio::test]
async fn every_crl_file_keeps_its_last_good_content() {
    let directory = tempfile::tempdir().unwrap();
    let [first, second] = ["first", "second"].map(|name| revocation_list(directory.path(), name));
    let root = std::fs::read_to_string(first.with_file_name("certificate")).unwrap();
    let roots = pem::decode_all(&root, pem::CERTIFICATE);
    let settings = settings(roots, vec![first.clone(), second.clone()]);
    let trust = Trust::new(&settings, "proof.example");
    trust.refresh().await;
    let both = trust.crls();
    assert_eq!(both.len(), 2);

    let whole = std::fs::read_to_string(&second).unwrap();
    let two = format!("{whole}{}", std::fs::read_to_string(&first).unwrap());
    let half = two.get(..whole.len() + 60).unwrap();
    for spoilt in ["", "nothing in PEM", half] {
        std::fs::write(&second, spoilt).unwrap();
        trust.refresh().await;
        assert_eq!(trust.crls(), both, "{spoilt:?}");
    }
    std::fs::remove_file(&second).unwrap();
    trust.refresh().await;
    assert_eq!(trust.crls(), both);

    // What is good is taken, whatever became of the other.
    std::fs::rename(revocation_list(directory.path(), "newer"), &first).unwrap();
    trust.refresh().await;
    let now = trust.crls();
    assert_eq!((now.len(), now[1] == both[1], now[0] == both[0]), (2, true, false));
}

fn settings(roots: Vec<Vec<u8>>, crls: Vec<PathBuf>) -> TsaSettings {
    let endpoint = |path: &str, policy: &str| Endpoint {
        address: Address::parse(&format!("http://127.0.0.1:1/{path}")).unwrap(),
        policy: Oid::from_dotted(policy).unwrap(),
        bearer: None,
    };
    TsaSettings {
        deposit: endpoint("deposit", "1.3.6.1.4.1.32473.1.1"),
        claim: endpoint("claim", "1.3.6.1.4.1.32473.1.2"),
        accuracy: Duration::from_secs(1),
        clock_tolerance: Duration::from_secs(10),
        roots,
        crls,
        tls: None,
        log: None,
        log_policy: None,
        max_in_flight: 1,
        deadline: Duration::from_secs(1),
    }
}

/// An empty list of an issuer of this name, in a file of its own.
fn revocation_list(directory: &Path, name: &str) -> PathBuf {
    let place = directory.join(name);
    std::fs::create_dir(&place).unwrap();
    std::fs::write(place.join("index"), "").unwrap();
    std::fs::write(place.join("number"), "01\n").unwrap();
    let config = "[ca]\ndefault_ca = us\n[us]\ndatabase = index\ncrlnumber = number\ndefault_md = sha256\n[req]\n\
         distinguished_name = name\n[name]\n";
    std::fs::write(place.join("config"), config).unwrap();
    let key = "req -config config -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out certificate";
    let subject = format!("/CN={name}");
    let key: Vec<&str> = key.split(' ').chain(["-subj", &subject]).collect();
    let list = "ca -config config -gencrl -keyfile key -cert certificate -crldays 30 -out list";
    for arguments in [key, list.split(' ').collect()] {
        let output = Command::new("openssl").args(&arguments).current_dir(&place).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    place.join("list")
}
