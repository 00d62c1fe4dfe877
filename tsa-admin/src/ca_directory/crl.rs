//! The last CRL, for those who want to know whether it is still good.

use const_oid::AssociatedOid;
use der::Decode;
use serde::Serialize;
use x509_cert::crl::CertificateList;
use x509_cert::ext::pkix::CrlNumber;
use x509_cert::time::Time;

use crate::time::UtcTime;

/// What a CRL says about itself.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CrlView {
    pub(crate) number: Option<String>,
    pub(crate) this_update: UtcTime,
    pub(crate) next_update: Option<UtcTime>,
    /// How many certificates it revokes.
    pub(crate) entries: usize,
}

impl CrlView {
    /// Reads a CRL.
    pub(super) fn decode(der: &[u8]) -> Result<Self, String> {
        let list = <CertificateList>::from_der(der).map_err(|error| error.to_string())?.tbs_cert_list;
        let extensions =
            list.crl_extensions.iter().flatten().filter(|extension| extension.extn_id == CrlNumber::OID);
        let number =
            extensions.filter_map(|extension| CrlNumber::from_der(extension.extn_value.as_bytes()).ok());
        Ok(Self {
            number: number.map(|number| decimal(number.0.as_bytes())).next(),
            this_update: utc(&list.this_update).ok_or("thisUpdate is beyond the calendar")?,
            next_update: list.next_update.as_ref().and_then(utc),
            entries: list.revoked_certificates.map_or(0, |entries| entries.len()),
        })
    }
}

/// Ours are small; the number of a CRL from elsewhere may have 20 octets (RFC 5280 §5.2.3).
fn decimal(octets: &[u8]) -> String {
    match octets.len() {
        0..=8 => octets.iter().fold(0u64, |number, &octet| number << 8 | u64::from(octet)).to_string(),
        _ => format!("0x{}", crate::inspect::hex(octets)),
    }
}

fn utc(time: &Time) -> Option<UtcTime> {
    i64::try_from(time.to_unix_duration().as_secs()).ok().and_then(UtcTime::from_unix_seconds)
}
