//! How much of one request is read.

/// Largest request body. A real request has under 200 bytes; conformance C94.
pub const MAX_BODY: u64 = 64 * 1024;
/// Longest request target; conformance H24 (the request line is this plus method and version).
pub const MAX_TARGET: usize = 8 * 1024 - 32;
