//! Passwords: what is accepted, and Argon2id with a bounded number of runs at once (`reliability.md` row 31).

use std::num::NonZeroUsize;
use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, PasswordVerifier, Version};
use icu::normalizer::ComposingNormalizerBorrowed;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::email::EmailAddress;
use super::secret::{NoRandomness, random};

/// A password that may be set: normalised, long enough, not one of the most used.
pub struct NewPassword(SecretString);

/// Why a password may not be set. The code is part of the message key shown to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// Fewer than [`MIN_CHARS`] characters.
    TooShort,
    /// More than [`MAX_BYTES`] bytes.
    TooLong,
    /// One character over and over, a run such as 123…, or a word every guesser tries first.
    Common,
    /// The e-mail address or the part before its @.
    Address,
}

impl PasswordRefusal {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password-too-short",
            Self::TooLong => "password-too-long",
            Self::Common => "password-common",
            Self::Address => "password-address",
        }
    }
}

impl NewPassword {
    /// Checks a password that a person wants to have. Length is the only demand on its make-up (NIST SP 800-63B §3.1.1.2).
    ///
    /// # Errors
    /// The [`PasswordRefusal`] to show.
    pub fn parse(text: &str, address: &EmailAddress) -> Result<Self, PasswordRefusal> {
        let text = normal(text);
        if text.len() > MAX_BYTES {
            return Err(PasswordRefusal::TooLong);
        }
        if text.chars().count() < MIN_CHARS {
            return Err(PasswordRefusal::TooShort);
        }
        let folded = text.to_lowercase();
        let local = address.as_str().split('@').next().unwrap_or_default();
        if folded.contains(address.as_str()) || folded.trim_matches(|c: char| !c.is_alphanumeric()) == local {
            return Err(PasswordRefusal::Address);
        }
        if is_common(&folded) {
            return Err(PasswordRefusal::Common);
        }
        Ok(Self(text.into()))
    }
}

/// Argon2id, run on threads of its own, a few at a time: a burst of sign-ins waits, it does not eat the memory.
#[derive(Clone)]
pub struct Passwords {
    cost: Cost,
    at_once: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// Checked against when there is no account, so that both cases cost the same.
    decoy: Arc<str>,
}

/// The price of one guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Cost {
    /// 19 MiB, two passes, one lane: OWASP's Argon2id setting, about 25 ms of one core.
    pub const STANDARD: Self = Self { memory: 19 * 1024, passes: 2 };
}

/// The password could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    /// Too many are waiting already.
    #[error("too many passwords are waiting to be checked")]
    Busy,
    /// No salt could be drawn.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// The hash in the database is not one of ours, or the parameters are impossible.
    #[error("a password hash cannot be computed: {0}")]
    Hash(String),
}

/// What came out of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Another password, or no account.
    Wrong,
    /// The right one.
    Right,
    /// The right one, kept at a lower price than today's: store this hash instead.
    Outdated(String),
}

impl Passwords {
    /// `at_once` hashes are computed side by side; `MAX_WAITING` more may wait.
    ///
    /// # Errors
    /// [`PasswordFault`] if the cost is impossible.
    pub fn new(cost: Cost, at_once: NonZeroUsize) -> Result<Self, PasswordFault> {
        let decoy = hash(cost, "a password that nobody has")?.into();
        Ok(Self {
            cost,
            at_once: Arc::new(Semaphore::new(at_once.get())),
            waiting: Arc::new(Semaphore::new(at_once.get() + MAX_WAITING)),
            decoy,
        })
    }

    /// The PHC text to store for a new password.
    ///
    /// # Errors
    /// [`PasswordFault`].
    pub async fn hash(&self, password: NewPassword) -> Result<String, PasswordFault> {
        let cost = self.cost;
        self.run(move || hash(cost, password.0.expose_secret())).await
    }

    /// Whether `typed` is the password behind `stored`; `None` (no such account) costs as much and is [`Checked::Wrong`].
    ///
    /// # Errors
    /// [`PasswordFault`].
    pub async fn check(&self, typed: &str, stored: Option<&str>) -> Result<Checked, PasswordFault> {
        if typed.len() > MAX_BYTES * 4 {
            return Ok(Checked::Wrong); // longer than any password in any normal form; depends on the typed text alone
        }
        let known = stored.is_some();
        let stored: Arc<str> = stored.map_or_else(|| Arc::clone(&self.decoy), Arc::from);
        let typed = SecretString::from(normal(typed));
        let cost = self.cost;
        self.run(move || {
            let parsed = PasswordHash::new(&stored).map_err(|e| PasswordFault::Hash(e.to_string()))?;
            let right = Argon2::default().verify_password(typed.expose_secret().as_bytes(), &parsed).is_ok();
            if !(right && known) {
                return Ok(Checked::Wrong);
            }
            if price(&parsed) == Some(cost) {
                return Ok(Checked::Right);
            }
            Ok(Checked::Outdated(hash(cost, typed.expose_secret())?))
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordFault> + Send + 'static,
    ) -> Result<T, PasswordFault> {
        let place = self.waiting.try_acquire().map_err(|_| PasswordFault::Busy)?;
        let turn = Arc::clone(&self.at_once).acquire_owned().await.map_err(|_| PasswordFault::Busy)?;
        // The turn goes with the work: a client that hangs up must not let another computation start beside this one.
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        })
        .await;
        drop(place);
        done.map_err(|e| PasswordFault::Hash(e.to_string()))?
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords").field("cost", &self.cost).finish_non_exhaustive()
    }
}

fn hash(cost: Cost, password: &str) -> Result<String, PasswordFault> {
    let salt: [u8; 16] = random()?;
    let params =
        Params::new(cost.memory, cost.passes, LANES, None).map_err(|e| PasswordFault::Hash(e.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash: PasswordHash = argon2
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|e| PasswordFault::Hash(e.to_string()))?;
    Ok(hash.to_string())
}

fn price(hash: &PasswordHash) -> Option<Cost> {
    let params = Params::try_from(hash).ok()?;
    let ours = hash.algorithm.as_str() == "argon2id" && params.p_cost() == LANES;
    ours.then(|| Cost { memory: params.m_cost(), passes: params.t_cost() })
}

/// The same password typed on two machines may arrive composed or decomposed (RFC 8265 §4.2).
fn normal(text: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(text).into_owned()
}

fn is_common(folded: &str) -> bool {
    let mut chars = folded.chars();
    let Some(first) = chars.next() else { return true };
    let steps: Vec<i64> = folded
        .chars()
        .zip(folded.chars().skip(1))
        .map(|(a, b)| i64::from(u32::from(b)) - i64::from(u32::from(a)))
        .collect();
    let breaks = steps.iter().filter(|step| !matches!(step, -1..=1)).count();
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    chars.all(|c| c == first) || breaks * 4 < steps.len() || COMMON.contains(&letters.as_str())
}

/// Fewest characters of a new password. NIST SP 800-63B asks for 8 beside a second factor and 15 without; the limit of
/// ten guesses an hour is what makes 12 enough.
pub const MIN_CHARS: usize = 12;
/// Most bytes of a password: a passphrase fits, a denial of service does not.
pub const MAX_BYTES: usize = 512;
/// How many may wait for their turn before the service says it is busy.
const MAX_WAITING: usize = 64;
const LANES: u32 = 1;
/// What is left of the most used long passwords once digits and signs are taken away.
const COMMON: [&str; 16] = [
    "password",
    "passwort",
    "motdepasse",
    "contraseña",
    "senha",
    "пароль",
    "qwertyuiop",
    "qwertyuiopasdf",
    "qwerty",
    "azerty",
    "azertyuiop",
    "letmein",
    "iloveyou",
    "administrator",
    "welcome",
    "passwordpassword",
];

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory: 64, passes: 1 };

    fn address() -> EmailAddress {
        EmailAddress::parse("ada.lovelace@example.org").unwrap()
    }

    fn passwords(cost: Cost) -> Passwords {
        Passwords::new(cost, NonZeroUsize::new(2).unwrap()).unwrap()
    }

    fn new(text: &str) -> NewPassword {
        NewPassword::parse(text, &address()).unwrap_or_else(|r| panic!("{text}: {r:?}"))
    }

    #[test]
    fn weak_passwords_are_refused_with_their_reason() {
        let refusal = |text: &str| NewPassword::parse(text, &address()).err();
        assert_eq!(refusal("elevenchars"), Some(PasswordRefusal::TooShort));
        assert_eq!(refusal(&"long enough ".repeat(50)), Some(PasswordRefusal::TooLong));
        for common in [
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "abcdefghijkl",
            "Password1234!",
            "qwertyuiop12",
            "пароль123456",
        ] {
            assert_eq!(refusal(common), Some(PasswordRefusal::Common), "{common}");
        }
        assert_eq!(refusal("Ada.Lovelace@Example.org1"), Some(PasswordRefusal::Address));
        assert_eq!(refusal("!!ada.lovelace!!"), Some(PasswordRefusal::Address));
        assert_eq!(refusal("correct horse battery staple"), None);
        assert_eq!(refusal("青山横北郭白水绕东城此地"), None);
    }

    #[tokio::test]
    async fn the_standard_cost_is_written_into_the_hash() {
        let hash = passwords(Cost::STANDARD).hash(new("correct horse battery")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    }

    #[tokio::test]
    async fn right_wrong_and_no_account() {
        let passwords = passwords(CHEAP);
        let stored = passwords.hash(new("correct horse battery")).await.unwrap();
        assert_eq!(passwords.check("correct horse battery", Some(&stored)).await.unwrap(), Checked::Right);
        assert_eq!(passwords.check("correct horse batterY", Some(&stored)).await.unwrap(), Checked::Wrong);
        assert_eq!(passwords.check(&"x".repeat(1_000_000), Some(&stored)).await.unwrap(), Checked::Wrong);
        assert_eq!(passwords.check("a password that nobody has", None).await.unwrap(), Checked::Wrong);
        assert!(matches!(passwords.check("x", Some("not a hash")).await, Err(PasswordFault::Hash(_))));
    }

    #[tokio::test]
    async fn composed_and_decomposed_letters_are_one_password() {
        let passwords = passwords(CHEAP);
        let stored = passwords.hash(new("caf\u{e9} au lait noir")).await.unwrap();
        assert_eq!(passwords.check("cafe\u{301} au lait noir", Some(&stored)).await.unwrap(), Checked::Right);
    }

    #[tokio::test]
    async fn a_hash_of_another_price_is_renewed() {
        let stored =
            passwords(Cost { memory: 32, passes: 1 }).hash(new("correct horse battery")).await.unwrap();
        let today = passwords(CHEAP);
        let Checked::Outdated(renewed) = today.check("correct horse battery", Some(&stored)).await.unwrap()
        else {
            panic!("not renewed")
        };
        assert_eq!(today.check("correct horse battery", Some(&renewed)).await.unwrap(), Checked::Right);
        assert_eq!(today.check("wrong", Some(&stored)).await.unwrap(), Checked::Wrong);
    }

    #[tokio::test]
    async fn a_crowd_waits_and_a_mob_is_turned_away() {
        let one = Passwords::new(CHEAP, NonZeroUsize::MIN).unwrap();
        let turn = one.at_once.acquire().await.unwrap();
        let crowd: Vec<_> = (0..=MAX_WAITING)
            .map(|_| {
                let one = one.clone();
                tokio::spawn(async move { one.check("x", None).await })
            })
            .collect();
        while one.waiting.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(one.check("x", None).await, Err(PasswordFault::Busy)));
        drop(turn);
        for task in crowd {
            assert_eq!(task.await.unwrap().unwrap(), Checked::Wrong);
        }
        assert_eq!(one.check("x", None).await.unwrap(), Checked::Wrong);
    }
}
