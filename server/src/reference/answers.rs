//! What operations answer because of what they have in common: added to the description of each that does not say it itself.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr, ResponseBuilder};

/// Of every operation.
const OF_ALL: &[(&str, &str)] = &[(
    "503",
    "The server is too busy, or its database is away: try again after `Retry-After` (`unavailable`)",
)];
/// Where a body is read.
const OF_BODIES: &[(&str, &str)] = &[
    ("400", "What was sent cannot be read (`malformed`)"),
    ("413", "More was sent than this address reads (`payloadTooLarge`)"),
    (
        "415",
        "Sent in a media type that is not read here (`unsupportedMediaType`)",
    ),
    ("422", "Some values are not valid (`validation`)"),
];
/// Where a token is asked for.
const OF_TOKENS: &[(&str, &str)] = &[(
    "403",
    "A token that was not made for it, or a person who may not (`forbidden`, `stepUpRequired`)",
)];
/// Where a change says which version it knows.
const OF_VERSIONS: &[(&str, &str)] = &[
    ("412", "It has changed meanwhile: read it again (`preconditionFailed`)"),
    ("428", "`If-Match` is missing (`preconditionRequired`)"),
];

/// Completes the description of every operation.
pub(super) fn complete(description: &mut OpenApi) {
    for path in description.paths.paths.values_mut() {
        let methods = [
            &mut path.get,
            &mut path.put,
            &mut path.post,
            &mut path.patch,
            &mut path.delete,
        ];
        methods.into_iter().flatten().for_each(add);
    }
}

fn add(operation: &mut Operation) {
    let mut parameters = operation.parameters.iter().flatten();
    let conditional = parameters.any(|one| matches!(one, RefOr::T(parameter) if parameter.name == "If-Match"));
    let answers = [
        (true, OF_ALL),
        (operation.request_body.is_some(), OF_BODIES),
        (operation.security.is_some(), OF_TOKENS),
        (conditional, OF_VERSIONS),
    ];
    for (status, about) in answers
        .into_iter()
        .filter(|(holds, _)| *holds)
        .flat_map(|(_, list)| list)
    {
        let said = || RefOr::T(ResponseBuilder::new().description(*about).build());
        let known = &mut operation.responses.responses;
        known.entry((*status).to_owned()).or_insert_with(said);
    }
}
