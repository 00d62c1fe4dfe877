//! Chance that can be repeated: SplitMix64 from a seed that is printed and can be given.

use std::env;

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};

/// A generator.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From the seed in this environment variable, or a new one; printed either way.
    #[expect(clippy::print_stdout, reason = "whoever wants to repeat the run needs the seed")]
    pub fn seeded(variable: &str) -> Self {
        let seed = env::var(variable).ok().map(|text| {
            text.parse().unwrap_or_else(|_| panic!("{variable}={text}: give a number from 0 to {}", u64::MAX))
        });
        let seed = seed.unwrap_or_else(|| {
            let mut octets = [0; 8];
            SystemRandom::new().fill(&mut octets).expect("the system has random octets");
            u64::from_be_bytes(octets)
        });
        println!("{variable}={seed}");
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Another generator, for another thread.
    pub fn split(&mut self) -> Self {
        Self(self.roll())
    }

    /// A number from `low` to `high`, both among them.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.roll() % (high - low + 1)
    }
}
