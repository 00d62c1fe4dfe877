//! One-time codes by time (RFC 6238 over RFC 4226) and the codes for the day the phone is lost.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use zeroize::Zeroizing;

use super::secret::{NoRandomness, random, same};
use crate::clock::{Millis, SECOND};
use crate::secrets::Secrets;
use crate::store::AccountId;

/// The secret shared with a person's authenticator: 160 bits (RFC 4226 §4, R6).
pub struct TotpSecret(Zeroizing<[u8; 20]>);

impl TotpSecret {
    /// A new secret.
    ///
    /// # Errors
    /// [`NoRandomness`] if there are no random bytes.
    pub fn random() -> Result<Self, NoRandomness> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    /// From the 20 bytes kept (sealed) in the database.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// From [`TotpSecret::text`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(&base32_decode(text)?)
    }

    /// The bytes to seal and store.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// Base32 (RFC 4648 §6), as authenticators take it by hand.
    #[must_use]
    pub fn text(&self) -> String {
        base32(self.0.as_slice())
    }

    /// The link and QR content that authenticators understand.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (percent_encoded(issuer), percent_encoded(account));
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.text())
    }

    /// The step that `code` belongs to, if it is the code of now, of one step before or of one after
    /// (RFC 6238 §5.2), and later than `last_step`: a code is good once.
    #[must_use]
    pub fn accepted_step(&self, code: &str, now: Millis, last_step: i64) -> Option<i64> {
        let current = step_at(now);
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        (current - 1..=current + 1)
            .filter(|step| *step > last_step)
            .find(|step| same(&self.code(*step), &code))
    }

    /// The six digits of a step.
    #[must_use]
    pub fn code(&self, step: i64) -> String {
        hotp(self.0.as_slice(), step.unsigned_abs(), DIGITS)
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

/// The number of the 30-second step at a time (RFC 6238 §4.2: T0 = 0, X = 30).
#[must_use]
pub const fn step_at(now: Millis) -> i64 {
    now.div_euclid(30 * SECOND)
}

/// Ten new recovery codes for a person to write down: 60 bits each, in three groups of four.
///
/// # Errors
/// [`NoRandomness`] if there are no random bytes.
pub fn new_recovery_codes() -> Result<Vec<String>, NoRandomness> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let bytes: [u8; 12] = random()?;
            let letters: Vec<char> =
                bytes.iter().map(|b| char::from(RECOVERY_ALPHABET[usize::from(b & 31)])).collect();
            let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
            Ok(groups.join("-"))
        })
        .collect()
}

/// What is stored of a recovery code: a MAC bound to its account, since 60 bits alone could be searched.
/// Reads what people type: any case, with or without hyphens.
#[must_use]
pub fn recovery_digest(secrets: &Secrets, account: AccountId, code: &str) -> [u8; 32] {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    secrets.digest("recovery code", &[account.as_bytes(), plain.as_bytes()])
}

// RFC 4226 §5.3: dynamic truncation.
fn hotp(key: &[u8], counter: u64, digits: u32) -> String {
    let mut mac = keyed(key);
    mac.update(&counter.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    let [.., last] = hash;
    let word = hash.iter().skip(usize::from(last & 15)).take(4).fold(0, |word, b| word << 8 | u32::from(*b));
    let number = (word & 0x7fff_ffff) % 10_u32.pow(digits);
    format!("{number:0width$}", width = digits as usize)
}

fn base32(bytes: &[u8]) -> String {
    bytes
        .chunks(5)
        .flat_map(|chunk| {
            let word =
                chunk.iter().fold(0_u64, |word, b| word << 8 | u64::from(*b)) << (8 * (5 - chunk.len()));
            let letters = (chunk.len() * 8).div_ceil(5);
            (0..letters).map(move |i| char::from(BASE32[(word >> (35 - 5 * i)) as usize & 31]))
        })
        .collect()
}

fn base32_decode(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    let (mut word, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = BASE32.iter().position(|b| *b == letter)?;
        word = (word << 5 | u32::try_from(value).ok()?) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((word >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length (RFC 2104 §2)")]
fn keyed(key: &[u8]) -> Hmac<Sha1> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;
const DIGITS: u32 = 6;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Without i, l, o and u: nothing that is misread on paper.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4226 appendix D and RFC 6238 appendix B use this key.
    const RFC_KEY: &[u8; 20] = b"12345678901234567890";

    #[test]
    fn rfc_4226_appendix_d() {
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ];
        for (counter, code) in expected.iter().enumerate() {
            assert_eq!(hotp(RFC_KEY, counter as u64, 6), *code);
        }
    }

    #[test]
    fn rfc_6238_appendix_b_sha1() {
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            let step = step_at(seconds * SECOND);
            assert_eq!(hotp(RFC_KEY, step.unsigned_abs(), 8), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_three_steps_and_once() {
        let secret = TotpSecret::from_bytes(RFC_KEY).unwrap();
        let now = 1_234_567_890 * SECOND;
        let step = step_at(now);
        for near in [step - 1, step, step + 1] {
            let code = secret.code(near);
            assert_eq!(secret.accepted_step(&code, now, 0), Some(near));
            assert_eq!(secret.accepted_step(&code, now, near), None, "a code is not taken twice");
        }
        let grouped = format!("{} {}", &secret.code(step)[..3], &secret.code(step)[3..]);
        assert_eq!(secret.accepted_step(&grouped, now, 0), Some(step));
        for far in [step - 2, step + 2] {
            assert_eq!(secret.accepted_step(&secret.code(far), now, 0), None);
        }
        for bad in ["", "1", "0000000", "abcdef", "١٢٣٤٥٦"] {
            assert_eq!(secret.accepted_step(bad, now, 0), None, "{bad}");
        }
    }

    #[test]
    fn base32_of_rfc_4648() {
        // RFC 4648 §10, without padding.
        for (plain, coded) in
            [("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(plain.as_bytes()), coded);
        }
        let secret = TotpSecret::random().unwrap();
        assert_eq!(TotpSecret::parse(&secret.text()).unwrap().bytes(), secret.bytes());
        assert!(TotpSecret::parse("MZXW6").is_none());
        assert!(TotpSecret::parse(&"1".repeat(32)).is_none());
    }

    #[test]
    fn the_link_keeps_hostile_characters_inside_its_fields() {
        let uri = TotpSecret::from_bytes(RFC_KEY).unwrap().uri("Proof & more", "a&b=c#d@example.org");
        assert_eq!(
            uri,
            "otpauth://totp/Proof%20%26%20more:a%26b%3Dc%23d%40example.org\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Proof%20%26%20more"
        );
    }

    #[test]
    fn recovery_codes_differ_and_are_read_as_people_type_them() {
        let codes = new_recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        let distinct: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), RECOVERY_CODES);
        let directory = tempfile::tempdir().unwrap();
        let key = Secrets::create(&directory.path().join("key")).unwrap();
        let (account, other) = (AccountId::random(), AccountId::random());
        for code in &codes {
            assert_eq!(code.len(), 14, "{code}");
            let kept = recovery_digest(&key, account, code);
            assert_eq!(recovery_digest(&key, account, &code.to_uppercase().replace('-', " ")), kept);
            assert_ne!(recovery_digest(&key, other, code), kept);
        }
    }
}
