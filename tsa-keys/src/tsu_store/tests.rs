mod interrupted;

use std::os::unix::fs::PermissionsExt;

use der::Encode;
use tempfile::TempDir;
use tsa_core::{SignatureScheme, TsuError};

use super::*;
use crate::{
    CertificateSpec, KeyAlgorithm, LoadError, Protection,
    testing::{Hierarchy, days, now, openssl_ok, subject, tsu_spec},
};

struct Scene {
    directory: TempDir,
    store: TsuStore,
    hierarchy: Hierarchy,
}

impl Scene {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = TsuStore::init(&directory.path().join("state")).unwrap();
        Self { directory, store, hierarchy: Hierarchy::new(KeyAlgorithm::EcdsaP256) }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.directory.path().join("state").join(below)
    }

    fn create(&self, name: &str) -> Result<TsuEntry, StoreError> {
        self.store.create(&NewTsu {
            name,
            group: "main",
            algorithm: KeyAlgorithm::EcdsaP256,
            scheme: None,
            subject: &subject("Example TSU").name().unwrap(),
            protection: Protection::Plain,
            now: now(),
            lab: false,
        })
    }

    /// The certificate for a unit's request, changed by `change`, with the chain above it.
    fn chain(&self, name: &str, change: impl FnOnce(CertificateSpec) -> CertificateSpec) -> String {
        let request = self.store.request_pem(name).unwrap();
        let request = chain::from_pem("CERTIFICATE REQUEST", request.as_bytes()).unwrap();
        let request = CertificationRequest::decode(&request).unwrap();
        let spec = change(tsu_spec(&self.hierarchy.issuing, request.spki_der()));
        let leaf = self.hierarchy.issuing_key.issue(&spec).unwrap();
        [&leaf, &self.hierarchy.issuing].map(|der| chain::to_pem("CERTIFICATE", der).unwrap()).concat()
    }

    fn install(&self, name: &str) -> Installed {
        let chain = self.chain(name, |spec| spec);
        self.store.install(name, chain.as_bytes(), &TsuRules::default()).unwrap()
    }

    fn ready(&self, name: &str) {
        self.create(name).unwrap();
        self.install(name);
    }

    fn activate(&self, name: &str) -> Result<Activation, StoreError> {
        self.store.activate(name, &TsuRules::default(), now())
    }

    fn states(&self) -> Vec<(String, TsuState)> {
        self.store.list().unwrap().into_iter().map(|entry| (entry.name, entry.state)).collect()
    }

    fn assert_states(&self, expected: &[(&str, TsuState)]) {
        let expected: Vec<_> = expected.iter().map(|(name, state)| ((*name).to_owned(), *state)).collect();
        assert_eq!(self.states(), expected);
    }
}

#[test]
fn a_whole_life() {
    let scene = Scene::new();
    scene.ready("one");
    scene.assert_states(&[("one", TsuState::Pending)]);
    assert!(matches!(scene.store.active_entry("main"), Err(StoreError::NoneActive { .. })));

    assert_eq!(scene.activate("one").unwrap().former, None);
    let active = scene.store.active("main", None, &TsuRules::default()).unwrap();
    assert_eq!(active.name, "one");
    assert_eq!(active.key.spki_der(), active.tsu.spki_der());

    scene.ready("two");
    assert_eq!(scene.activate("two").unwrap().former.as_deref(), Some("one"));
    scene.assert_states(&[("one", TsuState::Retired), ("two", TsuState::Active)]);
    assert_eq!(scene.store.active_entry("main").unwrap().name, "two");
    assert!(
        matches!(scene.activate("one"), Err(StoreError::Retired { .. })),
        "a retired key is never used again"
    );

    let retired = scene.store.retire("two", now()).unwrap();
    assert_eq!(retired.state, TsuState::Retired);
    assert!(retired.activated.is_some() && retired.retired.is_some());
    assert!(matches!(
        scene.store.active("main", None, &TsuRules::default()),
        Err(StoreError::NoneActive { .. })
    ));
    assert!(scene.activate("two").is_err());
}

#[test]
fn files_are_what_a_person_and_openssl_expect() {
    let scene = Scene::new();
    scene.ready("one");
    scene.activate("one").unwrap();
    let mode = |below: &str| fs::metadata(scene.path(below)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode(""), mode("tsus/one"), mode("tsus/one/key.pem")), (0o700, 0o700, 0o600));
    openssl_ok(&scene.path("tsus/one"), &["req", "-in", "request.pem", "-verify", "-noout"]);
    openssl_ok(&scene.path("tsus/one"), &["x509", "-in", "chain.pem", "-noout"]);
    let text = fs::read_to_string(scene.path("tsus/one/tsu.toml")).unwrap();
    for line in
        ["name = \"one\"", "group = \"main\"", "algorithm = \"ecdsa-p256\"", "scheme = \"ecdsa-p256-sha256\""]
    {
        assert!(text.contains(line), "{text}");
    }
    let text = fs::read_to_string(scene.path("groups/main.toml")).unwrap();
    assert!(text.contains("name = \"one\"\nstate = \"active\"\nactivated = \"2"), "{text}");
}

#[test]
fn a_state_directory_is_never_made_by_opening_it() {
    let directory = tempfile::tempdir().unwrap();
    let missing = directory.path().join("missing");
    assert!(matches!(TsuStore::open(&missing), Err(StoreError::NotAState { .. })));
    assert!(!missing.exists());
    assert!(matches!(TsuStore::open(directory.path()), Err(StoreError::NotAState { .. })));
    TsuStore::init(&missing).unwrap();
    TsuStore::init(&missing).unwrap();
    TsuStore::open(&missing).unwrap();
}

#[test]
fn names_are_checked_and_used_once() {
    let scene = Scene::new();
    for name in ["", "..", "a/b", "A", "-a", ".a", "a b", "ä", &"a".repeat(64)] {
        assert!(matches!(scene.create(name), Err(StoreError::Name { .. })), "{name}");
        assert!(scene.store.show(name).is_err());
        assert!(scene.store.active_entry(name).is_err());
    }
    scene.create("one").unwrap();
    assert!(matches!(scene.create("one"), Err(StoreError::Exists { .. })));
    assert!(matches!(scene.store.show("two"), Err(StoreError::Unknown { .. })));
}

#[test]
fn certificates_that_do_not_fit_are_refused_and_change_nothing() {
    let scene = Scene::new();
    scene.create("one").unwrap();
    scene.create("two").unwrap();
    let install =
        |chain: &str| scene.store.install("one", chain.as_bytes(), &TsuRules::default()).unwrap_err();

    assert!(matches!(install(&scene.chain("two", |spec| spec)), StoreError::OtherKey { .. }));
    let good = scene.chain("one", |spec| spec);
    let reversed: String = {
        let (leaf, issuing) = good.split_at(good.find("-----END").unwrap() + 26);
        [issuing, leaf].concat()
    };
    let error = install(&reversed);
    assert!(matches!(error, StoreError::Certificate { .. }), "a CA certificate as signer: {error}");
    for length in [0, 10, good.len() / 4, good.len() - 30] {
        let error = install(&good[..length]);
        assert!(matches!(error, StoreError::Chain(_) | StoreError::EmptyChain), "{length}: {error}");
    }
    // Two authorities of one name: the names fit, the signature does not.
    let other = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let leaf = &good[..good.find("-----END").unwrap() + 26];
    let mixed = format!("{leaf}{}", chain::to_pem("CERTIFICATE", &other.issuing).unwrap());
    assert!(matches!(install(&mixed), StoreError::ChainSignature(1)));
    // The same for a root that is given and left out.
    let root = chain::to_pem("CERTIFICATE", &other.root).unwrap();
    assert!(matches!(install(&format!("{good}{root}")), StoreError::ChainSignature(2)));
    assert!(!scene.store.show("one").unwrap().has_certificate);
    assert!(matches!(scene.activate("one"), Err(StoreError::NoCertificate { .. })));
}

#[test]
fn c60_a_wrong_purpose_is_refused() {
    let scene = Scene::new();
    scene.create("one").unwrap();
    let directory = scene.path("tsus/one");
    let sign = |extensions: &str| {
        fs::write(scene.directory.path().join("ext"), extensions).unwrap();
        let arguments = ["x509", "-req", "-in", "request.pem", "-days", "30", "-extfile", "../../../ext"];
        openssl_ok(
            scene.directory.path(),
            &["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "ca"],
        );
        openssl_ok(
            &directory,
            &[&arguments[..], &["-signkey", "../../../ca", "-force_pubkey", "key.pub"]].concat(),
        )
    };
    openssl_ok(&directory, &["pkey", "-in", "key.pem", "-pubout", "-out", "key.pub"]);
    let cases = [
        ("extendedKeyUsage=timeStamping", TsuError::PurposeNotCritical),
        ("extendedKeyUsage=critical,timeStamping,codeSigning", TsuError::OtherPurposes),
        ("extendedKeyUsage=critical,serverAuth", TsuError::NoTimeStampingPurpose),
        ("keyUsage=critical,digitalSignature", TsuError::NoTimeStampingPurpose),
        ("extendedKeyUsage=critical,timeStamping\nbasicConstraints=critical,CA:TRUE", TsuError::IsAuthority),
        (
            "extendedKeyUsage=critical,timeStamping\nkeyUsage=digitalSignature,keyEncipherment",
            TsuError::KeyUsage,
        ),
    ];
    for (extensions, expected) in cases {
        let error =
            scene.store.install("one", sign(extensions).as_bytes(), &TsuRules::default()).unwrap_err();
        assert!(
            matches!(&error, StoreError::Certificate { source, .. } if *source == expected),
            "{extensions}: {error:?}"
        );
    }
}

#[test]
fn a_root_at_the_end_of_the_chain_is_left_out() {
    let scene = Scene::new();
    scene.create("one").unwrap();
    let root = chain::to_pem("CERTIFICATE", &scene.hierarchy.root).unwrap();
    let chain = format!("some text\n{}{root}", scene.chain("one", |spec| spec));
    let installed = scene.store.install("one", chain.as_bytes(), &TsuRules::default()).unwrap();
    assert!(installed.root_left_out);
    assert_eq!(scene.store.chain_pem("one").unwrap().matches("BEGIN CERTIFICATE").count(), 2);
    assert!(!scene.install("one").root_left_out, "installing again replaces");
}

#[test]
fn certificates_come_before_activation_and_not_after() {
    let scene = Scene::new();
    scene.ready("one");
    scene.activate("one").unwrap();
    let chain = scene.chain("one", |spec| spec);
    let error = scene.store.install("one", chain.as_bytes(), &TsuRules::default()).unwrap_err();
    assert!(matches!(error, StoreError::NotPending { state: TsuState::Active, .. }));
}

#[test]
fn c63_a_certificate_that_is_not_valid_now_is_not_activated() {
    let scene = Scene::new();
    scene.create("late").unwrap();
    let chain = scene.chain("late", |spec| CertificateSpec {
        not_before: days(now(), 2),
        key_use_until: None,
        ..spec
    });
    scene.store.install("late", chain.as_bytes(), &TsuRules::default()).unwrap();
    assert!(matches!(scene.activate("late"), Err(StoreError::NotUsable { .. })));
    assert!(matches!(
        scene.store.activate("late", &TsuRules::default(), days(now(), 1000)),
        Err(StoreError::NotUsable { .. })
    ));
    scene.store.activate("late", &TsuRules::default(), days(now(), 3)).unwrap();
}

#[test]
fn c63_a_key_that_was_exchanged_is_found_when_it_is_loaded() {
    let scene = Scene::new();
    scene.ready("one");
    scene.activate("one").unwrap();
    scene.create("two").unwrap();
    fs::copy(scene.path("tsus/two/key.pem"), scene.path("tsus/one/key.pem")).unwrap();
    let error = scene.store.active("main", None, &TsuRules::default()).unwrap_err();
    assert!(matches!(error, StoreError::SelfTest { source: crate::SelfTestError::OtherKey, .. }), "{error}");
}

#[test]
fn a_chain_that_was_exchanged_is_found_when_it_is_loaded() {
    let scene = Scene::new();
    scene.ready("one");
    let path = scene.path("tsus/one/chain.pem");
    let good = fs::read_to_string(&path).unwrap();
    // An authority of the same name, with another key.
    let other = Hierarchy::new(KeyAlgorithm::EcdsaP256);
    let leaf = &good[..good.find("-----END").unwrap() + 26];
    let mixed = format!("{leaf}{}", chain::to_pem("CERTIFICATE", &other.issuing).unwrap());
    fs::write(&path, &mixed).unwrap();
    assert!(matches!(scene.activate("one"), Err(StoreError::ChainExchanged { position: 1, .. })));
    fs::write(&path, &good).unwrap();
    scene.activate("one").unwrap();
    fs::write(&path, &mixed).unwrap();
    let error = scene.store.active("main", None, &TsuRules::default()).unwrap_err();
    assert!(matches!(error, StoreError::ChainExchanged { position: 1, .. }), "{error}");
}

#[test]
fn encrypted_keys_open_with_their_passphrase_alone() {
    let scene = Scene::new();
    let (right, wrong) = (SecretString::from("right"), SecretString::from("wrong"));
    scene
        .store
        .create(&NewTsu {
            name: "rsa",
            group: "main",
            algorithm: KeyAlgorithm::Rsa3072,
            scheme: Some(SignatureScheme::RsaPkcs1Sha512),
            subject: &subject("rsa").name().unwrap(),
            protection: Protection::Encrypted(&right),
            now: now(),
            lab: false,
        })
        .unwrap();
    scene.install("rsa"); // needs no passphrase: the request proves which key it is
    scene.activate("rsa").unwrap();
    let load = |passphrase| scene.store.active("main", passphrase, &TsuRules::default());
    assert_eq!(load(Some(&right)).unwrap().tsu.scheme(), SignatureScheme::RsaPkcs1Sha512);
    for passphrase in [None, Some(&wrong)] {
        assert!(matches!(load(passphrase), Err(StoreError::Load(LoadError::File(_)))));
    }
}

#[test]
fn weak_keys_and_schemes_that_do_not_fit_are_refused() {
    let scene = Scene::new();
    let name = subject("x").name().unwrap();
    let new = NewTsu {
        name: "x",
        group: "main",
        algorithm: KeyAlgorithm::Rsa2048,
        scheme: None,
        subject: &name,
        protection: Protection::Plain,
        now: now(),
        lab: false,
    };
    assert!(matches!(scene.store.create(&new), Err(StoreError::Key(crate::KeyError::LabOnly))));
    let mixed = NewTsu {
        algorithm: KeyAlgorithm::EcdsaP256,
        scheme: Some(SignatureScheme::EcdsaP384Sha384),
        ..new.clone()
    };
    assert!(matches!(scene.store.create(&mixed), Err(StoreError::Scheme { .. })));
    assert!(scene.store.list().unwrap().is_empty());
    scene.store.create(&NewTsu { lab: true, ..new }).unwrap();
}

#[test]
fn a_pending_unit_can_be_given_up() {
    let scene = Scene::new();
    scene.ready("one");
    scene.activate("one").unwrap();
    scene.ready("two");
    fs::write(scene.path("tsus/notes.txt"), "files beside the units are no units").unwrap();
    let entry = scene.store.retire("two", now()).unwrap();
    assert_eq!((entry.state, entry.activated), (TsuState::Retired, None));
    scene.assert_states(&[("one", TsuState::Active), ("two", TsuState::Retired)]);
    assert_eq!(scene.store.retire("two", days(now(), 1)).unwrap().retired, entry.retired);
}

#[test]
fn the_subject_asked_for_is_in_the_request() {
    let scene = Scene::new();
    scene.create("one").unwrap();
    let request =
        chain::from_pem("CERTIFICATE REQUEST", scene.store.request_pem("one").unwrap().as_bytes()).unwrap();
    let request = CertificationRequest::decode(&request).unwrap();
    assert_eq!(request.subject().to_der().unwrap(), subject("Example TSU").name().unwrap().to_der().unwrap());
}
