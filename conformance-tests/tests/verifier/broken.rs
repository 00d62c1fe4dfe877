//! Tokens and answers with one thing wrong, the rule that each breaks, and what OpenSSL makes of it.

use conformance_tests::openssl::{KeyKind, OpensslTsa};

use crate::forge::{Forge, Signer};

mod frame;
mod info;
mod signer;

/// An answer with one thing wrong.
pub(crate) struct Broken {
    /// The row of the checklist.
    pub(crate) row: &'static str,
    /// What is wrong.
    pub(crate) what: &'static str,
    /// The whole answer.
    pub(crate) response: Vec<u8>,
    /// Names of the rules of which the verifier must name one; more than one where two rules say the same.
    pub(crate) rules: &'static [&'static str],
    /// What `openssl ts -verify` says to it.
    pub(crate) openssl: Verdict,
}

/// What `openssl ts -verify` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It rejects it too.
    Rejects,
    /// It accepts it: here ours is the stricter.
    Accepts,
}

/// The signers that the broken tokens need.
pub(crate) struct World {
    pub(crate) hierarchy: OpensslTsa,
    pub(crate) signer: Signer,
    pub(crate) chain: Vec<Vec<u8>>,
}

impl World {
    /// Makes the hierarchy.
    pub(crate) fn new() -> Self {
        let hierarchy = OpensslTsa::new(KeyKind::P256, "sha256");
        let signer = Signer::load(&hierarchy, "tsu");
        let chain = vec![Signer::load(&hierarchy, "ca").certificate];
        Self { hierarchy, signer, chain }
    }

    /// A token with nothing wrong.
    pub(crate) fn good(&self) -> Forge {
        Forge::new(&self.signer, &self.chain)
    }

    fn signed_by(&self, signer: &Signer) -> Forge {
        Forge::new(signer, &self.chain)
    }
}

/// All of them.
pub(crate) fn broken(world: &World) -> Vec<Broken> {
    [frame::answers(world), frame::frames(world), frame::signed_attributes(world)]
        .into_iter()
        .chain([signer::ess(world), signer::signatures(world), signer::certificates(world)])
        .chain([info::infos(world), info::times(world), info::expectations(world)])
        .flatten()
        .collect()
}

fn case(
    row: &'static str,
    what: &'static str,
    response: Vec<u8>,
    rules: &'static [&'static str],
    openssl: Verdict,
) -> Broken {
    Broken { row, what, response, rules, openssl }
}
