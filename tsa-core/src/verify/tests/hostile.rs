//! Hostile octets: whatever comes in, the verifier answers, and only the true token is valid.

use proptest::prelude::*;

use super::*;

extern crate std;

use std::sync::OnceLock;

/// A valid token, its world, and the inputs of the question.
fn sample() -> &'static (World, Vec<u8>) {
    static SAMPLE: OnceLock<(World, Vec<u8>)> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let world = World::default();
        let token = world.token();
        (world, token)
    })
}

fn judge(octets: &[u8], rules: RuleSet) -> Report {
    static INPUTS: OnceLock<[Vec<Vec<u8>>; 2]> = OnceLock::new();
    let [roots, crls] = INPUTS.get_or_init(|| {
        let world = &sample().0;
        [alloc::vec![world.root.der()], world.crls.iter().map(Crl::der).collect()]
    });
    let verification = Verification::new(rules, roots).crls(crls).data(DATA);
    let report = verify_response(octets, &verification).unwrap();
    let token = verify_token(octets, &verification).unwrap();
    if token.is_valid() { token } else { report }
}

/// Every octet of the token changed in one bit: nothing but the octets outside the signature's reach may be accepted, and those
/// only by the foreign rule set.
#[test]
fn no_flipped_bit_goes_unseen_by_the_strict_rules() {
    let token = &sample().1;
    for place in 0..token.len() {
        let mut flipped = token.clone();
        flipped[place] ^= 1 << (place % 8);
        let report = judge(&flipped, RuleSet::Strict);
        // The issuing CA's certificate is not bound by the signature; broken, it is no certificate of the path any more.
        assert!(!report.is_valid(), "octet {place}");
        let foreign = judge(&flipped, RuleSet::Rfc3161);
        if foreign.is_valid() {
            assert!(!foreign.notes.is_empty(), "octet {place}");
        }
    }
}

#[test]
fn every_truncation_is_refused() {
    let token = &sample().1;
    for end in 0..token.len() {
        assert!(!judge(&token[..end], RuleSet::Rfc3161).is_valid(), "{end}");
    }
}

#[test]
fn every_octet_removed_or_doubled_is_refused() {
    let token = &sample().1;
    for place in 0..token.len() {
        let removed = [&token[..place], &token[place + 1..]].concat();
        assert!(!judge(&removed, RuleSet::Rfc3161).is_valid(), "removed {place}");
        let doubled = [&token[..=place], &token[place..]].concat();
        assert!(!judge(&doubled, RuleSet::Rfc3161).is_valid(), "doubled {place}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_octets_are_refused(octets in proptest::collection::vec(any::<u8>(), 0..512)) {
        prop_assert!(!judge(&octets, RuleSet::Rfc3161).is_valid());
        prop_assert_eq!(required_hash(&octets), None);
    }

    #[test]
    fn several_octets_changed_at_random(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let (_, token) = sample();
        let mut octets = token.clone();
        for (place, value) in changes {
            let place = place.index(octets.len());
            octets[place] = value;
        }
        if octets != *token {
            prop_assert!(!judge(&octets, RuleSet::Strict).is_valid());
        }
        judge(&octets, RuleSet::Rfc3161);
    }

    #[test]
    fn roots_and_crls_of_random_octets_are_errors(
        place in any::<prop::sample::Index>(), value in any::<u8>(), octets in proptest::collection::vec(any::<u8>(), 0..64)
    ) {
        let (world, token) = sample();
        let (mut root, mut crl) = (world.root.der(), world.crls[0].der());
        let at = place.index(root.len());
        root[at] = value;
        let at = place.index(crl.len());
        crl[at] = value;
        for roots in [[root], [octets.clone()]] {
            for crls in [[crl.clone()], [octets.clone()]] {
                // Whatever comes of it, it comes without a panic.
                let _ = verify_token(token, &Verification::new(RuleSet::Rfc3161, &roots).crls(&crls));
            }
        }
    }
}
