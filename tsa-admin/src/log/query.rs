//! One token and the log: whether it is there, and by when.

use std::path::Path;

use cms::content_info::ContentInfo;
use cms::signed_data::SignedData;
use der::asn1::{AnyRef, OctetStringRef};
use der::{Decode, Encode, Reader, SliceReader};
use sha2::{Digest, Sha256};
use tsa_core::asn1::oid;
use tsa_core::asn1::tsp::{TimeStampResp, TstInfo};
use tsa_core::checkpoint::SignedCheckpoint;
use tsa_core::leaf::{Entry, TokenEntry, read_bundle};
use tsa_core::merkle::{Hash, Node, ProofPlan, Tile, verify_inclusion};
use tsa_core::note::Note;
use tsa_core::tlog_proof::TlogProof;
use tsa_core::{LeafIndex, SerialNumber, UnixTime};

use super::archive::Archive;
use super::check::Stop;
use super::finding::{Finding, utc};
use super::source::LogSource;
use super::trust::Trust;
use crate::error::Error;
use crate::inspect::{Kind, der_of, kind_of};

/// What of a token its leaf is computed from.
#[derive(Debug)]
pub(crate) struct LogToken {
    entry: TokenEntry,
    /// `None`: its serial number is not of the form that ties a token to its place, so no log like ours has it.
    index: Option<LeafIndex>,
}

/// Where a token is in a log.
#[derive(Debug)]
pub(crate) enum Lookup {
    /// It is there.
    Logged(Box<Located>),
    /// Another entry has its index, or it is no token of a log like ours.
    Absent { why: String },
    /// No checkpoint covers its index yet.
    NotYet { size: u64 },
    /// It is there, and was declared void: nobody may hold it.
    Void { declared: u64, proof: Box<Located> },
}

/// The proof.
#[derive(Debug)]
pub(crate) struct Located {
    pub(crate) proof: TlogProof,
    /// By when it was in the log, by whose clock, and whether that is somebody else's.
    pub(crate) by_when: Option<(UnixTime, String, bool)>,
}

impl LogToken {
    /// Reads a response or a token. When its signer is not known from a verification, the signed attributes name the
    /// certificate by its SHA-256, so the token need not hold it.
    ///
    /// # Errors
    ///
    /// It is neither, or does not name its signer's certificate as our tokens do.
    pub(crate) fn read(path: &Path, bytes: &[u8], signer: Option<&[u8]>) -> Result<Self, Error> {
        let wrong = |reason: &str| Error::NotTimeStamp { path: path.to_owned(), reason: reason.to_owned() };
        let der = der_of(bytes);
        let kind = kind_of(bytes).map_err(|error| wrong(&error.to_string()))?;
        let token = match kind {
            Kind::Token => der.as_ref(),
            Kind::Response => TimeStampResp::decode(&der)
                .ok()
                .and_then(|response| response.time_stamp_token)
                .ok_or_else(|| wrong("the response holds no token"))?,
        };
        let signed = ContentInfo::from_der(token).and_then(|info| info.content.decode_as::<SignedData>());
        let signed = signed.map_err(|error| wrong(&error.to_string()))?;
        let content = signed.encap_content_info.econtent.as_ref().map(Encode::to_der);
        let content = content.and_then(Result::ok).ok_or_else(|| wrong("the token holds no TSTInfo"))?;
        let tst_info = <&OctetStringRef>::from_der(&content).map_err(|error| wrong(&error.to_string()))?;
        let tst_info = tst_info.as_bytes();
        let signer = match signer {
            Some(certificate) => Sha256::digest(certificate).into(),
            None => signer_sha256(&signed).ok_or_else(|| {
                wrong("the token does not name its signer's certificate by SHA-256 (ESSCertIDv2)")
            })?,
        };
        let entry = TokenEntry::of_tst_info(tst_info, signer).map_err(|error| wrong(&error.to_string()))?;
        let fields = TstInfo::decode(tst_info).map_err(|error| wrong(&error.to_string()))?;
        let serial = SerialNumber::from_content(fields.serial_number.as_bytes());
        Ok(Self { entry, index: serial.map(|serial| serial.index()) })
    }
}

/// Looks a token up, and proves it under the earliest checkpoint that covers it.
pub(crate) fn locate(token: &LogToken, source: &LogSource, trust: &Trust) -> Result<Lookup, Stop> {
    let newest = newest(source)?;
    let times = trust.accept(&newest)?;
    let Some(place) = token.index else {
        let why =
            "its serial number does not have the form that ties a token to its place in the log".to_owned();
        return Ok(Lookup::Absent { why });
    };
    let (index, size) = (place.value(), newest.checkpoint().size());
    if index >= size {
        // By then the log had to cover it.
        let due = token.entry.time().saturating_add(MERGE_DELAY);
        return match times.iter().map(|(_, time)| *time).max() {
            Some(last) if last.time() > due => Ok(Lookup::Absent {
                why: format!(
                    "the log has {size} entries, its index would be {index}, and it is older than the last of them"
                ),
            }),
            _ => Ok(Lookup::NotYet { size }),
        };
    }
    let files = Files { source, size };
    let leaf = token.entry.leaf_hash();
    let logged =
        files.entries_from(index, 1)?.first().is_some_and(|entry| tsa_core::merkle::leaf_hash(entry) == leaf);
    let newest_proof = files.prove(index, &newest)?;
    if !logged {
        return Ok(Lookup::Absent { why: format!("another token has the index {index}") });
    }
    let tree = newest.checkpoint();
    verify_inclusion(index, size, &leaf, &newest_proof.path, tree.root())
        .map_err(|_| Finding::fork(&newest, tree.root()))?;
    let located = earliest(token, index, &files, trust, newest_proof)?;
    match files.declared_void(token, place)? {
        Some(declared) => Ok(Lookup::Void { declared, proof: Box::new(located) }),
        None => Ok(Lookup::Logged(Box::new(located))),
    }
}

/// The newest checkpoint, not yet believed.
pub(crate) fn newest(source: &LogSource) -> Result<SignedCheckpoint, Stop> {
    let name = source.name("checkpoint");
    let Some(file) = source.get("checkpoint", Note::MAX_LEN as u64)? else {
        return Err(Finding::missing(name).into());
    };
    Ok(SignedCheckpoint::parse(&file).map_err(|error| Finding::unreadable(name, &error))?)
}

/// Proves the token under the first archived checkpoint that satisfies the policy, for the earliest time; under the newest one
/// if there is none.
fn earliest(
    token: &LogToken,
    index: u64,
    files: &Files<'_>,
    trust: &Trust,
    newest: TlogProof,
) -> Result<Located, Stop> {
    let mut proof = newest;
    if let Some(time) = utc(token.entry.time()) {
        let mut archive = Archive::since(files.source, time);
        while let Some(checkpoint) = archive.next()? {
            let size = checkpoint.checkpoint().size();
            if size > files.size {
                break;
            }
            if size > index && trust.accept(&checkpoint).is_ok() {
                let candidate = files.prove(index, &checkpoint)?;
                let root = checkpoint.checkpoint().root();
                verify_inclusion(index, size, &token.entry.leaf_hash(), &candidate.path, root)
                    .map_err(|_| Finding::fork(&checkpoint, root))?;
                proof = candidate;
                break;
            }
        }
    }
    let times = trust.accept(&proof.checkpoint)?;
    let said = times.iter().filter_map(|(place, time)| {
        let cosigner = trust.cosigners().get(*place)?;
        Some((time.time(), cosigner.key.name().to_string(), cosigner.independent))
    });
    // Somebody else's word counts before the log's own.
    let by_when = said.min_by_key(|(time, _, independent)| (!independent, *time));
    Ok(Located { proof, by_when })
}

/// The certHash of the first ESSCertIDv2, when it is by SHA-256: the signer's certificate (RFC 5035 §3, §4).
fn signer_sha256(signed: &SignedData) -> Option<[u8; 32]> {
    let signer = signed.signer_infos.0.as_slice().first()?;
    let attributes = signer.signed_attrs.as_ref()?;
    let attribute = attributes.iter().find(|attribute| attribute.oid == oid::SIGNING_CERTIFICATE_V2)?;
    let value = attribute.values.as_slice().first()?.to_der().ok()?;
    let mut reader = SliceReader::new(&value).ok()?;
    let hash = reader.sequence(|attribute: &mut SliceReader<'_>| {
        let certs: AnyRef<'_> = attribute.decode()?;
        let mut certs = SliceReader::new(certs.value())?;
        let id: AnyRef<'_> = certs.decode()?;
        let mut id = SliceReader::new(id.value())?;
        // hashAlgorithm is left out for SHA-256 (DER DEFAULT), so the hash comes first or is not ours.
        let hash: &OctetStringRef = id.decode()?;
        while !attribute.is_finished() {
            attribute.tlv_bytes()?;
        }
        Ok::<_, der::Error>(hash.as_bytes().to_vec())
    });
    hash.ok()?.try_into().ok()
}

/// The tiles of a tree of `size` leaves.
struct Files<'a> {
    source: &'a LogSource,
    size: u64,
}

impl Files<'_> {
    /// Up to `most` entries from `index` on, out of the bundle that holds it.
    fn entries_from(&self, index: u64, most: usize) -> Result<Vec<Vec<u8>>, Stop> {
        let Some(tile) = Tile::with_entry(index, self.size) else { return Ok(Vec::new()) };
        let (tile, file) = self.file(tile, BUNDLE_LIMIT)?;
        let name = self.source.name(&tile.to_string());
        let entries = read_bundle(&file, tile.width()).map_err(|error| Finding::unreadable(name, &error))?;
        let first = usize::try_from(index % 256).unwrap_or_default();
        Ok(entries.iter().skip(first).take(most).map(|entry| entry.to_vec()).collect())
    }

    fn prove(&self, index: u64, checkpoint: &SignedCheckpoint) -> Result<TlogProof, Stop> {
        let plan = ProofPlan::inclusion(index, checkpoint.checkpoint().size());
        let path = plan.map(|plan| plan.prove(|node| self.node(node))).transpose()?.unwrap_or_default();
        Ok(TlogProof { extra: None, index, path, checkpoint: checkpoint.clone() })
    }

    fn node(&self, node: Node) -> Result<Hash, Stop> {
        let missing = || Finding::Archive { what: "a checkpoint covers more than the newest".to_owned() };
        let tile = Tile::holding(node, self.size).ok_or_else(missing)?;
        let (tile, file) = self.file(tile, TILE_LIMIT)?;
        let name = self.source.name(&tile.to_string());
        Ok(tile.hash_of(node, &file).map_err(|error| Finding::unreadable(name, &error))?)
    }

    fn file(&self, tile: Tile, limit: u64) -> Result<(Tile, Vec<u8>), Stop> {
        for held in [tile, tile.full()] {
            if let Some(file) = self.source.get(&held.to_string(), limit)? {
                return Ok((held, file));
            }
        }
        Err(Finding::missing(self.source.name(&tile.to_string())).into())
    }

    /// The entry that declares this token void, if one of the next ten minutes does. A failure is recorded within seconds,
    /// by the process that recorded the token, or never.
    fn declared_void(&self, token: &LogToken, place: LeafIndex) -> Result<Option<u64>, Stop> {
        let until = token.entry.time().saturating_add(VOID_WINDOW);
        let mut index = place.value() + 1;
        while index < self.size {
            let entries = self.entries_from(index, 256)?;
            if entries.is_empty() {
                break;
            }
            for octets in entries {
                match Entry::parse(&octets) {
                    Ok(Entry::Void(void)) if void.index() == place => return Ok(Some(index)),
                    Ok(Entry::Token(other)) if other.time() > until => return Ok(None),
                    _ => {}
                }
                index += 1;
            }
        }
        Ok(None)
    }
}

const BUNDLE_LIMIT: u64 = 256 * 65_537;
const TILE_LIMIT: u64 = 256 * 32;
/// What the practice statement promises, and what clocks may differ.
const MERGE_DELAY: std::time::Duration = std::time::Duration::from_secs(70);
const VOID_WINDOW: std::time::Duration = std::time::Duration::from_secs(600);
