//! Tests of the verifier on tokens made here: valid ones, and broken ones each of which must name its rule.

mod cases;
mod certificates;
mod contents;
mod frames;
mod hostile;
mod keys;
mod paths;
mod responses;
mod revocations;
mod tokens;
mod valid;
mod world;

use alloc::vec::Vec;

use certificates::*;
use keys::Key;
use tokens::*;
use world::*;

use super::*;
use crate::asn1::encode::{self, tlv};
use crate::asn1::oid;
use crate::imprint::{HashAlgorithm, HashAlgorithms};

/// A change to a world before anything is built from it.
type Change = fn(&mut World);
