//! Known devices: a browser in which somebody signed in keeps a cookie for that account, and its tries are counted apart from
//! those of strangers. Whoever wastes the tries of an address keeps its owner's browsers out of nothing.

use axum_extra::extract::cookie::CookieJar;
use base16ct::lower;
use subtle::ConstantTimeEq as _;

use super::Accounts;
use super::error::AccountError;
use super::secret::random;
use crate::clock::{DAY, Millis};
use crate::secrets::Secrets;
use crate::store::{Account, Digest, SessionId};

/// The value of such a cookie: when it was given, a random name of the browser, and a MAC over both, the address and the
/// age of the password. It opens nothing, and says nothing of the account; a new password makes it worthless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    issued: Millis,
    nonce: [u8; 16],
    mac: Digest,
}

/// A cookie for the browser that just proved the password.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// The end of the cookie's name; one account's cookie does not replace another's.
    pub(super) suffix: String,
    /// Its value.
    pub(super) value: String,
}

impl Device {
    /// Those among the cookies whose names begin so; the first few, because each costs a MAC.
    pub(super) fn among(cookies: &CookieJar, prefix: &str) -> Vec<Self> {
        let named = cookies.iter().filter(|cookie| cookie.name().starts_with(prefix));
        named.filter_map(|cookie| Self::parse(cookie.value())).take(MAX_DEVICES).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut octets = [0; LENGTH];
        let read = lower::decode(text, &mut octets).ok()?;
        let (issued, rest) = read.split_first_chunk::<8>()?;
        let (nonce, rest) = rest.split_first_chunk::<16>()?;
        Some(Self { issued: Millis::from_be_bytes(*issued), nonce: *nonce, mac: rest.try_into().ok()? })
    }

    fn text(&self) -> String {
        let octets = [&self.issued.to_be_bytes()[..], &self.nonce, &self.mac].concat();
        lower::encode_string(&octets)
    }
}

/// Whose tries of a password are counted together.
pub(super) enum Tries {
    /// Of everybody, for an address.
    Strangers(Digest),
    /// Of one browser, for an address.
    Device(Digest, [u8; 16]),
    /// Of whoever is signed in.
    Session(SessionId),
    /// Of whoever has a link (its digest).
    Link(Digest),
}

impl Tries {
    /// What the store counts under.
    pub(super) fn subject(&self, secrets: &Secrets) -> Digest {
        match self {
            Self::Strangers(address) => secrets.digest("password tries", &[address]),
            Self::Device(address, nonce) => secrets.digest("password tries of a device", &[address, nonce]),
            Self::Session(id) => secrets.digest("password tries of a session", &[id.as_bytes()]),
            Self::Link(link) => secrets.digest("password tries of a link", &[link]),
        }
    }
}

impl Accounts {
    /// The cookie for a browser in which the account's password was just proved.
    pub(super) fn new_device(&self, account: &Account) -> Result<NewDevice, AccountError> {
        let (issued, nonce) = (self.clock.now(), random()?);
        let mac = self.device_mac(&account.email, account.password_changed_at, issued, &nonce);
        let name = self.secrets.digest("device cookie", &[&account.email]);
        let suffix = lower::encode_string(name.split_at(4).0);
        Ok(NewDevice { suffix, value: Device { issued, nonce, mac }.text() })
    }

    /// How tries of the address that come with these cookies are counted. An address without an account takes the same
    /// steps.
    pub(super) fn tries_with(
        &self,
        address: &Digest,
        account: Option<&Account>,
        devices: &[Device],
    ) -> Tries {
        let since = account.map_or(0, |account| account.password_changed_at);
        let now = self.clock.now();
        let known = devices.iter().find(|device| {
            let mac = self.device_mac(address, since, device.issued, &device.nonce);
            let right: bool = mac.ct_eq(&device.mac).into();
            right && account.is_some() && (device.issued..device.issued + DEVICE_LIFE).contains(&now)
        });
        known.map_or(Tries::Strangers(*address), |device| Tries::Device(*address, device.nonce))
    }

    fn device_mac(&self, address: &Digest, since: Millis, issued: Millis, nonce: &[u8; 16]) -> Digest {
        self.secrets.digest("known device", &[address, &since.to_be_bytes(), &issued.to_be_bytes(), nonce])
    }
}

/// A browser not signed in for so long is a stranger's again.
pub const DEVICE_LIFE: Millis = 365 * DAY;
const LENGTH: usize = 8 + 16 + 32;
const MAX_DEVICES: usize = 8;
