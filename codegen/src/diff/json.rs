//! The report for a machine.
//!
//! One object, its keys always in this order, nothing left out (`null` where there is no value):
//!
//! | key | value |
//! | --- | --- |
//! | `schema` | `"tinsmith-diff/1"`; the number rises when a key changes its meaning or goes, not when one is added |
//! | `service` | what the service is called |
//! | `old`, `new` | `name`, `version`, `format` (`smithy` or `botocore`), `sha256` of the two files |
//! | `mixed` | whether the formats differ: then only what both can say was compared |
//! | `severity` | the worst that is not accepted: `breaking`, `risky`, `compatible`; `null` where there is none |
//! | `counts` | how many changes have each severity, and how many are `accepted` and count in none of them |
//! | `changes` | an array of changes, in the order of their places |
//! | `rust` | `bump` (`major`, `minor`, `patch` or `null`), `unavailable` (why it is not known), `items` |
//!
//! A change:
//!
//! | key | value |
//! | --- | --- |
//! | `id` | `place:aspect`, unique, such as `ListUsersRequest$MaxResults:range` |
//! | `place` | the part before the last colon of the aspect: `$service`, an operation, a shape, `Shape$member`, `Enum$VALUE` |
//! | `aspect` | the name of what differs, from a closed list |
//! | `detail` | which error or trait, for the aspects `error` and `trait` |
//! | `action` | `added`, `removed`, `changed` |
//! | `severity`, `request`, `response` | the worst verdict, and that for each side; `null` for a side that is not used |
//! | `rust` | the bump that the change asks for |
//! | `operations` | the operations that it touches, sorted |
//! | `old`, `new` | the values, as normalised trait values |
//! | `summary`, `reason` | sentences; their wording may change |
//! | `follows_from` | ids of the changes that brought it about |
//! | `accepted` | why it is accepted; `null` where it is not |
//!
//! An item has `path`, `action`, `old`, `new`, `bump`, `changes` (ids).

use serde_json::{Value, json};

use super::change::{Bump, Change, Diff, ItemChange, Severity, Side};
use crate::model::Format;

/// The report as a JSON value; `{:#}` prints it with line breaks.
pub fn json(diff: &Diff) -> Value {
    json!({
        "schema": "tinsmith-diff/1",
        "service": diff.service,
        "old": side(&diff.old),
        "new": side(&diff.new),
        "mixed": diff.is_mixed(),
        "severity": diff.severity().map(Severity::name),
        "counts": {
            "breaking": diff.count(Severity::Breaking),
            "risky": diff.count(Severity::Risky),
            "compatible": diff.count(Severity::Compatible),
            "accepted": diff.count_accepted(),
        },
        "changes": diff.changes.iter().map(change).collect::<Vec<_>>(),
        "rust": {
            "bump": diff.rust.bump.map(Bump::name),
            "unavailable": diff.rust.unavailable.as_ref().map(ToString::to_string),
            "items": diff.rust.items.iter().map(item).collect::<Vec<_>>(),
        },
    })
}

fn side(side: &Side) -> Value {
    let format = match side.format {
        Format::SmithyAst => "smithy",
        Format::Botocore => "botocore",
        Format::SmithyIdl => "smithy-idl",
    };
    json!({ "name": side.name, "version": side.version, "format": format, "sha256": side.sha256 })
}

fn change(change: &Change) -> Value {
    json!({
        "id": change.id,
        "place": change.place.to_string(),
        "aspect": change.aspect.name(),
        "detail": change.aspect.detail(),
        "action": change.action.name(),
        "severity": change.severity.name(),
        "request": change.request.map(Severity::name),
        "response": change.response.map(Severity::name),
        "rust": change.rust.map(Bump::name),
        "operations": change.operations,
        "old": change.old,
        "new": change.new,
        "summary": change.summary,
        "reason": change.reason,
        "follows_from": change.follows_from,
        "accepted": change.accepted,
    })
}

fn item(item: &ItemChange) -> Value {
    json!({
        "path": item.path,
        "action": item.action.name(),
        "old": item.old,
        "new": item.new,
        "bump": item.bump.name(),
        "changes": item.changes,
    })
}
