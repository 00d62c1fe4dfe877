//! The wire types of RFC 3161 under the names the RFC gives them, and the few DER pieces they need.
//!
//! Reading is strict DER by the `der` crate; what it cannot hold (object identifiers of any size, genTime with
//! fractions) has a type of its own here. Writing is by [`encode`]: a token is spliced from parts that never change.

pub mod encode;
pub mod gen_time;
pub mod oid;
pub mod pki_status;
mod raw_oid;
pub mod tsp;

pub use raw_oid::{Oid, OidError};
