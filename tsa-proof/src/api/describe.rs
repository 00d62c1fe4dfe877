//! What is the same for every operation of the description: who may call, and how problems look.

use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Components, Content, Info, OpenApi, Ref, ResponseBuilder};
use utoipa::{PartialSchema as _, ToSchema};

use super::problem::{MEDIA_TYPE, ProblemBody};

/// Adds title, security and problems.
pub(super) fn complete(api: &mut OpenApi) {
    let mut info = Info::new("Proofs of existence", env!("CARGO_PKG_VERSION"));
    info.description = Some(ABOUT.to_owned());
    api.info = info;
    let components = api.components.get_or_insert_with(Components::new);
    let mut schemas = Vec::new();
    ProblemBody::schemas(&mut schemas);
    components.schemas.extend(schemas);
    components.schemas.insert(ProblemBody::name().into_owned(), ProblemBody::schema());
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme(SCHEME, bearer);
    for item in api.paths.paths.values_mut() {
        let operations = [&mut item.get, &mut item.post, &mut item.delete];
        for operation in operations.into_iter().flatten() {
            complete_operation(operation);
        }
    }
}

fn complete_operation(operation: &mut Operation) {
    operation.security = Some(vec![SecurityRequirement::new(SCHEME, Vec::<String>::new())]);
    let schema = Ref::from_schema_name(ProblemBody::name());
    let problem = ResponseBuilder::new()
        .description("A problem (RFC 9457): look at `code`")
        .content(MEDIA_TYPE, Content::new(Some(schema)));
    operation.responses.responses.insert("default".to_owned(), problem.build().into());
}

const SCHEME: &str = "key";
const ABOUT: &str = "Fingerprints in, proofs of existence out: each item gets an RFC 3161 time-stamp whose nonce commits to \
a claim that names its holders, and a second one over the claim. Files never leave your machine. Times are RFC 3339 in UTC, \
digests lower-case hexadecimal.";
