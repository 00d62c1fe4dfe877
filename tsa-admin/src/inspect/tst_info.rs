//! TSTInfo, RFC 3161 §2.4.2: what the TSA says.

use serde::Serialize;

use super::names::{Named, hex};
use super::request::{ExtensionView, ImprintView, show};
use super::tlv::{BOOLEAN, GENERALIZED_TIME, INTEGER, Malformed, OBJECT_IDENTIFIER, SEQUENCE, Tlv};
use crate::inspect::certificate::general_name;
use crate::inspect::names::printable;
use crate::output::Page;
use crate::time::UtcTime;

/// The content that is signed.
#[derive(Debug, Serialize)]
pub(crate) struct TstInfoView {
    length: usize,
    version: u64,
    policy: Named,
    imprint: ImprintView,
    serial: String,
    /// Which leaf of the TSA's log this is, for serials of our shape.
    leaf_index: Option<u64>,
    gen_time: String,
    /// The same in ISO 8601, unless it is written wrongly.
    time: Option<UtcTime>,
    accuracy: Option<AccuracyView>,
    ordering: bool,
    nonce: Option<String>,
    tsa: Option<String>,
    extensions: Vec<ExtensionView>,
}

impl TstInfoView {
    pub(crate) fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let version = reader.expect(INTEGER, "version")?.small_integer()?;
        let policy = Named::decode(&reader.expect(OBJECT_IDENTIFIER, "policy")?)?;
        let imprint = ImprintView::decode(&mut reader)?;
        let serial = reader.expect(INTEGER, "serialNumber")?.content;
        let gen_time = reader.expect(GENERALIZED_TIME, "genTime")?.content;
        let gen_time = printable(&String::from_utf8_lossy(gen_time));
        let accuracy = reader.next_if(SEQUENCE)?.map(|tlv| AccuracyView::decode(&tlv)).transpose()?;
        let ordering = reader.next_if(BOOLEAN)?.is_some_and(|tlv| tlv.content != [0]);
        let nonce = reader.next_if(INTEGER)?.map(|tlv| hex(tlv.content));
        let tsa =
            reader.next_if(0xa0)?.map(|tlv| tlv.inner()).transpose()?.map(|name| general_name(name.raw));
        let extensions = ExtensionView::decode_list(reader.next_if(0xa1)?)?;
        reader.end("something follows the last field of TSTInfo")?;
        Ok(Self {
            length: tlv.raw.len(),
            version,
            policy,
            imprint,
            serial: hex(serial),
            leaf_index: leaf_index(serial),
            time: UtcTime::from_generalized_time(&gen_time),
            gen_time,
            accuracy,
            ordering,
            nonce,
            tsa,
            extensions,
        })
    }

    pub(crate) fn lay_out(&self, page: &mut Page) {
        let accuracy = self.accuracy.as_ref().map_or(", accuracy not stated".to_owned(), AccuracyView::text);
        match self.time {
            Some(time) => page.field("Time", format!("{time}{accuracy}")),
            None => page.field("Time", format!("{}{accuracy}\n! not a time of RFC 3161", self.gen_time)),
        }
        self.imprint.lay_out(page);
        page.field("Policy", show(&self.policy));
        let leaf = self
            .leaf_index
            .map_or(String::new(), |index| format!("\nleaf index {index} (as this software numbers them)"));
        page.field("Serial", format!("{}{leaf}", self.serial));
        page.field("Nonce", self.nonce.as_deref().unwrap_or("none"));
        page.field("Ordering", if self.ordering { "yes: later tokens show later times" } else { "no" });
        page.field("TSA name", self.tsa.as_deref().unwrap_or("not given"));
        ExtensionView::lay_out_list(&self.extensions, page);
        page.field("TSTInfo", format!("version {}, {} octets", self.version, self.length));
    }
}

/// Accuracy: how far genTime may be off.
#[derive(Debug, Serialize)]
struct AccuracyView {
    seconds: u64,
    millis: u64,
    micros: u64,
}

impl AccuracyView {
    fn decode(tlv: &Tlv<'_>) -> Result<Self, Malformed> {
        let mut reader = tlv.inside();
        let mut part = |tag| reader.next_if(tag)?.map_or(Ok(0), |tlv| tlv.small_integer());
        let (seconds, millis, micros) = (part(INTEGER)?, part(0x80)?, part(0x81)?);
        reader.end("something follows the microseconds")?;
        Ok(Self { seconds, millis, micros })
    }

    fn text(&self) -> String {
        let Self { seconds, millis, micros } = self;
        let fraction = format!("{millis:03}{micros:03}");
        match fraction.trim_end_matches('0') {
            "" => format!(" ± {seconds} s"),
            fraction => format!(" ± {seconds}.{fraction} s"),
        }
    }
}

/// The last 48 bits of a serial of our shape: 16 octets, of which the first two bits are `01`.
fn leaf_index(serial: &[u8]) -> Option<u64> {
    let (first, index) = (serial.first()?, serial.get(10..16)?);
    (serial.len() == 16 && first >> 6 == 0b01)
        .then(|| index.iter().fold(0, |index, &octet| index << 8 | u64::from(octet)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accuracies_are_shown_as_decimal_seconds() {
        for (seconds, millis, micros, text) in [
            (1, 0, 0, " ± 1 s"),
            (0, 500, 0, " ± 0.5 s"),
            (0, 1, 20, " ± 0.00102 s"),
            (2, 0, 1, " ± 2.000001 s"),
        ] {
            assert_eq!(AccuracyView { seconds, millis, micros }.text(), text);
        }
    }

    #[test]
    fn only_serials_of_our_shape_have_a_leaf() {
        let mut serial = [0x5au8; 16];
        serial[10..].copy_from_slice(&[0, 0, 0, 0, 1, 2]);
        assert_eq!(leaf_index(&serial), Some(258));
        assert_eq!(leaf_index(&serial[1..]), None);
        serial[0] = 0x3f;
        assert_eq!(leaf_index(&serial), None);
    }
}
