//! `GET <profile path>/certchain`: the TSU's certificates as PEM, leaf to issuing CA, for clients that want to pin or
//! embed them.

use std::sync::Arc;

use hyper::http::request::Parts;

use super::{Answer, head, reply};
use crate::app::Profile;

/// The path of the chain beside the path of a profile.
pub(super) fn path_beside(path: &str) -> String {
    format!("{}/certchain", path.trim_end_matches('/'))
}

pub(super) fn show(profile: &Arc<Profile>, head: &Parts) -> Answer {
    let answer = match profile.check_access(head::bearer_token(&head.headers)) {
        Ok(()) => Answer::page(reply::ok("application/pem-certificate-chain", profile.certchain())),
        Err(fault) => Answer::fault(fault),
    };
    answer.of_profile(profile)
}
