use der::Decode;
use tempfile::tempdir;

use super::*;
use crate::{
    KeyAlgorithm, TsuKey,
    testing::{Hierarchy, days, now, openssl, openssl_ok, tsu_spec, write_pem},
};

fn spec(hierarchy: &Hierarchy, revoked: Vec<RevokedCertificate>) -> CrlSpec {
    CrlSpec {
        issuer_certificate: hierarchy.issuing.clone(),
        number: 7,
        this_update: now(),
        next_update: days(now(), 30),
        revoked,
        rsa_hash: RsaHash::Sha256,
    }
}

#[test]
fn openssl_refuses_what_the_crl_revokes_and_nothing_else() {
    for algorithm in [KeyAlgorithm::EcdsaP256, KeyAlgorithm::EcdsaP384, KeyAlgorithm::Rsa3072] {
        let hierarchy = Hierarchy::new(algorithm);
        let directory = tempdir().unwrap();
        let tsus: Vec<Vec<u8>> = (0..2)
            .map(|_| {
                let key = TsuKey::generate(KeyAlgorithm::EcdsaP256).unwrap();
                hierarchy.issuing_key.issue(&tsu_spec(&hierarchy.issuing, key.spki_der())).unwrap()
            })
            .collect();
        let certificate = x509_cert::Certificate::from_der(&tsus[0]).unwrap();
        let revoked = RevokedCertificate {
            serial: certificate.tbs_certificate().serial_number().as_bytes().to_vec(),
            revoked_at: now(),
            reason: RevocationReason::Superseded,
            invalid_since: None,
        };
        let crl = hierarchy.issuing_key.issue_crl(&spec(&hierarchy, vec![revoked])).unwrap();
        write_pem(&directory.path().join("crl"), "X509 CRL", &crl);
        for (name, der) in [("root", &hierarchy.root), ("issuing", &hierarchy.issuing)] {
            write_pem(&directory.path().join(name), "CERTIFICATE", der);
        }
        let verified = openssl(directory.path(), &["crl", "-in", "crl", "-CAfile", "issuing", "-noout"]);
        assert_eq!(String::from_utf8(verified.stderr).unwrap().trim(), "verify OK");
        for (tsu, good) in [(&tsus[0], false), (&tsus[1], true)] {
            write_pem(&directory.path().join("tsu"), "CERTIFICATE", tsu);
            let arguments = ["verify", "-x509_strict", "-crl_check", "-CRLfile", "crl", "-CAfile", "root"];
            let output =
                openssl(directory.path(), &[&arguments[..], &["-untrusted", "issuing", "tsu"]].concat());
            assert_eq!(output.status.success(), good, "{}", String::from_utf8_lossy(&output.stderr));
            assert_eq!(String::from_utf8_lossy(&output.stderr).contains("certificate revoked"), !good);
        }
    }
}

#[test]
fn crl_says_number_authority_reason_and_that_entries_stay() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let entries = RevocationReason::ALL.map(|reason| RevokedCertificate {
        serial: vec![0x40, reason.code() as u8],
        revoked_at: now(),
        reason,
        invalid_since: (reason == RevocationReason::KeyCompromise).then(|| days(now(), -3)),
    });
    let crl = hierarchy.issuing_key.issue_crl(&spec(&hierarchy, entries.to_vec())).unwrap();
    let list: CertificateList = CertificateList::from_der(&crl).unwrap();
    let oids: Vec<(String, bool)> = list
        .tbs_cert_list
        .crl_extensions
        .iter()
        .flatten()
        .map(|extension| (extension.extn_id.to_string(), extension.critical))
        .collect();
    let expected = [("2.5.29.35", false), ("2.5.29.20", false), ("2.5.29.60", false)];
    assert_eq!(oids, expected.map(|(oid, critical)| (oid.to_owned(), critical)));

    let directory = tempdir().unwrap();
    write_pem(&directory.path().join("crl"), "X509 CRL", &crl);
    let text = openssl_ok(directory.path(), &["crl", "-in", "crl", "-noout", "-text"]);
    for line in [
        "Version 2",
        "X509v3 CRL Number: \n                7",
        "Key Compromise",
        "CA Compromise",
        "Affiliation Changed",
        "Superseded",
        "Cessation Of Operation",
        "Privilege Withdrawn",
        "Invalidity Date",
    ] {
        assert!(text.contains(line), "{line} is missing in {text}");
    }
    assert_eq!(text.matches("X509v3 CRL Reason Code").count(), 6);
    assert!(!text.contains("Unspecified"));
}

#[test]
fn rfc5280_5_1_2_6_an_empty_list_is_absent() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let crl = hierarchy.issuing_key.issue_crl(&spec(&hierarchy, vec![])).unwrap();
    let list: CertificateList = CertificateList::from_der(&crl).unwrap();
    assert!(list.tbs_cert_list.revoked_certificates.is_none());
}

#[test]
fn wrong_keys_dates_and_serials_are_refused() {
    let hierarchy = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let good = spec(&hierarchy, vec![]);
    assert!(matches!(hierarchy.root_key.issue_crl(&good), Err(IssueError::OtherKey)));
    let late = CrlSpec { next_update: good.this_update, ..good.clone() };
    assert!(matches!(hierarchy.issuing_key.issue_crl(&late), Err(IssueError::CrlDates)));
    for serial in [vec![], vec![1; 21]] {
        let entry = RevokedCertificate {
            serial,
            revoked_at: now(),
            reason: RevocationReason::Superseded,
            invalid_since: None,
        };
        let crl = CrlSpec { revoked: vec![entry], ..good.clone() };
        assert!(matches!(hierarchy.issuing_key.issue_crl(&crl), Err(IssueError::RevokedSerial)));
    }
}

#[test]
fn reasons_read_back_and_none_is_zero() {
    for reason in RevocationReason::ALL {
        assert_eq!(reason.name().parse(), Ok(reason));
        assert_ne!(reason.code() as u8, 0);
    }
    assert!("unspecified".parse::<RevocationReason>().is_err());
}
