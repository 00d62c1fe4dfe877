use alloc::vec;
use std::sync::OnceLock;

use der::Encode;
use der::asn1::BitStringRef;
use rsa::traits::PublicKeyParts;
use signature::hazmat::PrehashSigner;

use der::Tag;

use super::*;

extern crate std;

const MESSAGE: &[u8] = b"the quick brown fox";

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierRef<'static> {
    AlgorithmIdentifierRef { oid, parameters: None }
}

fn spki(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8]) -> Vec<u8> {
    SubjectPublicKeyInfoRef { algorithm, subject_public_key: BitStringRef::from_bytes(key).unwrap() }
        .to_der()
        .unwrap()
}

fn ec_spki(curve: ObjectIdentifier, point: &[u8]) -> Vec<u8> {
    spki(AlgorithmIdentifierRef { oid: oid::EC_PUBLIC_KEY, parameters: Some(AnyRef::from(&curve)) }, point)
}

fn rsa_private() -> &'static rsa::RsaPrivateKey {
    static KEY: OnceLock<rsa::RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| {
        rsa::RsaPrivateKey::new(&mut rand::rand_core::UnwrapErr(rand::rngs::SysRng), 2048).unwrap()
    })
}

fn rsa_spki(modulus: &[u8], oid: ObjectIdentifier, parameters: Option<AnyRef<'_>>) -> Vec<u8> {
    let mut key = UintRef::new(modulus).unwrap().to_der().unwrap();
    key.extend_from_slice(&[2, 3, 1, 0, 1]);
    spki(AlgorithmIdentifierRef { oid, parameters }, &sequence(&key))
}

fn our_rsa_spki() -> Vec<u8> {
    rsa_spki(&rsa_private().n().to_be_bytes(), oid::RSA_ENCRYPTION, Some(AnyRef::NULL))
}

fn sequence(body: &[u8]) -> Vec<u8> {
    AnyRef::new(Tag::Sequence, body).unwrap().to_der().unwrap()
}

fn explicit(number: u8, inner: &[u8]) -> Vec<u8> {
    let mut out = vec![0xA0 | number, u8::try_from(inner.len()).unwrap()];
    out.extend_from_slice(inner);
    out
}

/// `RSASSA-PSS-params` with these hashes and salt.
fn pss(hash: ObjectIdentifier, mask_hash: ObjectIdentifier, salt: u8, trailer: u8) -> Vec<u8> {
    let mask = [oid::MGF1.to_der().unwrap(), sequence(&mask_hash.to_der().unwrap())].concat();
    let fields = [
        explicit(0, &sequence(&hash.to_der().unwrap())),
        explicit(1, &sequence(&mask)),
        explicit(2, &[2, 1, salt]),
        explicit(3, &[2, 1, trailer]),
    ];
    sequence(&fields.concat())
}

fn check(spki: &[u8], algorithm: &AlgorithmIdentifierRef<'_>, signature: &[u8]) {
    assert_eq!(verify_signature(spki, algorithm, MESSAGE, signature), Ok(()), "{algorithm:?}");
    assert_eq!(verify_signature(spki, algorithm, b"another", signature), Err(SignatureError::Invalid));
    let mut flipped = signature.to_vec();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    assert_eq!(verify_signature(spki, algorithm, MESSAGE, &flipped), Err(SignatureError::Invalid));
    let mut longer = signature.to_vec();
    longer.push(0);
    assert_eq!(verify_signature(spki, algorithm, MESSAGE, &longer), Err(SignatureError::Invalid));
    assert_eq!(verify_signature(spki, algorithm, MESSAGE, &[]), Err(SignatureError::Invalid));
}

#[test]
fn ecdsa_verifies_every_pair_of_curve_and_hash() {
    let pairs = [
        (oid::ECDSA_WITH_SHA256, SignatureHash::Sha256),
        (oid::ECDSA_WITH_SHA384, SignatureHash::Sha384),
        (oid::ECDSA_WITH_SHA512, SignatureHash::Sha512),
    ];
    for (oid, hash) in pairs {
        let digest = hash.digest(MESSAGE);
        let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
        let signature: p256::ecdsa::DerSignature = key.sign_prehash(&digest).unwrap();
        check(
            &ec_spki(oid::SECP256R1, key.verifying_key().to_sec1_point(false).as_bytes()),
            &algorithm(oid),
            signature.as_bytes(),
        );

        let key = p384::ecdsa::SigningKey::from_slice(&[7; 48]).unwrap();
        let signature: p384::ecdsa::DerSignature = key.sign_prehash(&digest).unwrap();
        check(
            &ec_spki(oid::SECP384R1, key.verifying_key().to_sec1_point(false).as_bytes()),
            &algorithm(oid),
            signature.as_bytes(),
        );

        let mut secret = [7; 66];
        secret[0] = 0;
        let key = p521::ecdsa::SigningKey::from_slice(&secret).unwrap();
        let signature: p521::ecdsa::DerSignature = key.sign_prehash(&digest).unwrap();
        check(
            &ec_spki(oid::SECP521R1, key.verifying_key().to_sec1_point(false).as_bytes()),
            &algorithm(oid),
            signature.as_bytes(),
        );
    }
}

#[test]
fn rsa_pkcs1_verifies_with_null_and_absent_parameters() {
    for (oid, hash) in [
        (oid::SHA256_WITH_RSA, SignatureHash::Sha256),
        (oid::SHA384_WITH_RSA, SignatureHash::Sha384),
        (oid::SHA512_WITH_RSA, SignatureHash::Sha512),
    ] {
        let scheme = match hash {
            SignatureHash::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            SignatureHash::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            SignatureHash::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        };
        let signature = rsa_private().sign(scheme, &hash.digest(MESSAGE)).unwrap();
        check(&our_rsa_spki(), &algorithm(oid), &signature);
        let with_null = AlgorithmIdentifierRef { oid, parameters: Some(AnyRef::NULL) };
        check(&our_rsa_spki(), &with_null, &signature);
        let bare = AlgorithmIdentifierRef { oid: oid::RSA_ENCRYPTION, parameters: Some(AnyRef::NULL) };
        let cms =
            |digest| verify_cms_signature(&our_rsa_spki(), &bare, &algorithm(digest), MESSAGE, &signature);
        assert_eq!(cms(hash.oid()), Ok(()));
        assert_eq!(cms(oid::SHA1), Err(SignatureError::WeakAlgorithm(oid::SHA1)));
    }
}

#[test]
fn rsa_pss_follows_its_parameters() {
    let parameters = pss(oid::SHA256, oid::SHA256, 32, 1);
    let pss_algorithm = |der: &'static [u8]| AlgorithmIdentifierRef {
        oid: oid::RSASSA_PSS,
        parameters: AnyRef::from_der(der).ok(),
    };
    let mut rng = rand::rand_core::UnwrapErr(rand::rngs::SysRng);
    let signature = rsa_private()
        .sign_with_rng(&mut rng, Pss::<Sha256>::new_with_salt(32), &SignatureHash::Sha256.digest(MESSAGE))
        .unwrap();
    let good = pss_algorithm(parameters.leak());
    check(&our_rsa_spki(), &good, &signature);
    let restricted = rsa_spki(&rsa_private().n().to_be_bytes(), oid::RSASSA_PSS, good.parameters);
    check(&restricted, &good, &signature);
    let stricter_key = pss(oid::SHA384, oid::SHA384, 48, 1);
    let stricter =
        rsa_spki(&rsa_private().n().to_be_bytes(), oid::RSASSA_PSS, AnyRef::from_der(&stricter_key).ok());
    assert_eq!(verify_signature(&stricter, &good, MESSAGE, &signature), Err(SignatureError::KeyMismatch));

    for (parameters, expected) in [
        (pss(oid::SHA256, oid::SHA256, 31, 1), SignatureError::Invalid),
        (pss(oid::SHA256, oid::SHA384, 32, 1), SignatureError::BadParameters),
        (pss(oid::SHA256, oid::SHA256, 32, 2), SignatureError::BadParameters),
        (pss(oid::SHA1, oid::SHA1, 20, 1), SignatureError::WeakAlgorithm(oid::SHA1)),
        (sequence(&[]), SignatureError::WeakAlgorithm(oid::SHA1)),
        (vec![5, 0], SignatureError::BadParameters),
    ] {
        let bad = pss_algorithm(parameters.leak());
        assert_eq!(verify_signature(&our_rsa_spki(), &bad, MESSAGE, &signature), Err(expected));
    }
    let missing = algorithm(oid::RSASSA_PSS);
    assert!(verify_signature(&our_rsa_spki(), &missing, MESSAGE, &signature).is_err());
}

#[test]
fn ed25519_verifies_and_refuses_weak_keys() {
    use signature::Signer;
    let key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    let signature = key.sign(MESSAGE).to_bytes();
    let public = spki(algorithm(oid::ED25519), key.verifying_key().as_bytes());
    check(&public, &algorithm(oid::ED25519), &signature);
    let mut identity = [0; 32];
    identity[0] = 1;
    let weak = spki(algorithm(oid::ED25519), &identity);
    let mut forged = [0; 64];
    forged[0] = 1;
    assert_eq!(
        verify_signature(&weak, &algorithm(oid::ED25519), MESSAGE, &forged),
        Err(SignatureError::Invalid)
    );
}

#[test]
fn weak_unknown_and_unfitting_things_are_told_apart() {
    let key = p256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
    let public = ec_spki(oid::SECP256R1, key.verifying_key().to_sec1_point(false).as_bytes());
    let verify = |spki: &[u8], algorithm: &AlgorithmIdentifierRef<'_>| {
        verify_signature(spki, algorithm, MESSAGE, &[0; 64]).unwrap_err()
    };
    for oid in WEAK {
        assert_eq!(verify(&public, &algorithm(oid)), SignatureError::WeakAlgorithm(oid));
    }
    let unknown = ObjectIdentifier::new_unwrap("1.2.3.4");
    assert_eq!(verify(&public, &algorithm(unknown)), SignatureError::UnsupportedAlgorithm(unknown));
    assert_eq!(verify(&public, &algorithm(oid::SHA256_WITH_RSA)), SignatureError::KeyMismatch);
    assert_eq!(verify(&our_rsa_spki(), &algorithm(oid::ECDSA_WITH_SHA256)), SignatureError::KeyMismatch);
    let null = AlgorithmIdentifierRef { oid: oid::ECDSA_WITH_SHA256, parameters: Some(AnyRef::NULL) };
    assert_eq!(verify(&public, &null), SignatureError::BadParameters);
    assert_eq!(
        verify(
            &ec_spki(unknown, key.verifying_key().to_sec1_point(false).as_bytes()),
            &algorithm(oid::ECDSA_WITH_SHA256)
        ),
        SignatureError::UnsupportedKey(unknown)
    );
    assert_eq!(
        verify(&spki(algorithm(unknown), &[1]), &algorithm(oid::ECDSA_WITH_SHA256)),
        SignatureError::UnsupportedKey(unknown)
    );
    let off_curve = ec_spki(oid::SECP256R1, &[4; 65]);
    assert_eq!(verify(&off_curve, &algorithm(oid::ECDSA_WITH_SHA256)), SignatureError::MalformedKey);
    assert_eq!(verify(b"junk", &algorithm(oid::ECDSA_WITH_SHA256)), SignatureError::MalformedKey);
    let small = rsa_spki(&[0xC1; 128], oid::RSA_ENCRYPTION, Some(AnyRef::NULL));
    assert_eq!(verify(&small, &algorithm(oid::SHA256_WITH_RSA)), SignatureError::WeakKey(1024));
    let huge = rsa_spki(&[0xC1; 4096], oid::RSA_ENCRYPTION, Some(AnyRef::NULL));
    assert_eq!(verify(&huge, &algorithm(oid::SHA256_WITH_RSA)), SignatureError::MalformedKey);
}

#[test]
fn a_signer_info_must_name_one_hash_throughout() {
    let of =
        |signature, digest| SignatureAlgorithm::of_signer_info(&algorithm(signature), &algorithm(digest));
    assert_eq!(of(oid::ECDSA_WITH_SHA256, oid::SHA256), Ok(SignatureAlgorithm::Ecdsa(SignatureHash::Sha256)));
    assert_eq!(of(oid::ECDSA_WITH_SHA256, oid::SHA512), Err(SignatureError::DigestMismatch));
    assert_eq!(of(oid::ED25519, oid::SHA512), Ok(SignatureAlgorithm::Ed25519));
    assert_eq!(of(oid::ED25519, oid::SHA256), Err(SignatureError::DigestMismatch));
}
