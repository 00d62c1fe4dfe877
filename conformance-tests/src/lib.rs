//! The suite that judges the real binaries (`tsa-server`, `tsa-admin`, `tsa-proof`) from outside, with real clients.
//!
//! It is written against the standard, not against the code: every expected value stands here as a table, the DER of
//! requests is written by [`der`] and [`query`], answers are taken apart by [`response`], and no type of the product is
//! used on the way. Only `tests/verifier.rs` and the benchmarks call the product's crates.
//!
//! | module | what it is |
//! |---|---|
//! | [`der`] | a DER writer that writes anything, and a reader that accepts nothing but DER |
//! | [`query`] | `TimeStampReq` with control over every octet |
//! | [`response`] | `TimeStampResp`, token and `TSTInfo`, taken apart |
//! | [`http`] | HTTP over raw sockets |
//! | [`tsa_under_test`] | the daemon under test, started and stopped |
//! | [`trial`] | the proof service with its authority, as `make run` starts them |
//! | [`browser`], [`axe`] | Chromium without a window, over WebDriver; what axe-core finds in it |
//! | [`proof_service`] | the proof service as an operator configures it, before an authority made by the ceremony |
//! | [`person`] | what a person does with the proof service in a browser |
//! | [`verifiers`] | command line, script and page over one package |
//! | [`load`] | many clients at once, and what they got |
//! | [`journal`] | the record, judged by a checker in Python that knows only its documented format |
//! | [`faulty_disk`] | a disk that fails when it is told to |
//! | [`dice`], [`stopwatch`] | chance that can be repeated; time |
//! | [`authority`] | a state directory with TSUs, made by the ceremony of `tsa-admin` |
//! | [`openssl`] | `openssl` as a client, and `openssl ts -reply` as the second implementation |
//! | [`clients`] | which client programs must be here, and what to install when one is not |
//! | [`python`] | Python with pinned packages |
//! | [`report`] | how many cases ran against which client |
//! | [`markdown`] | blocks, links and tables of the documents |
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test harness: a thing that does not work must fail the test, with a sentence"
)]

pub mod authority;
pub mod axe;
pub mod browser;
pub mod clients;
pub mod der;
pub mod dice;
pub mod faulty_disk;
pub mod http;
pub mod journal;
pub mod load;
pub mod markdown;
pub mod openssl;
pub mod person;
pub mod proof_service;
pub mod python;
pub mod query;
pub mod report;
pub mod response;
pub mod stopwatch;
pub mod trial;
pub mod tsa_under_test;
pub mod verifiers;
