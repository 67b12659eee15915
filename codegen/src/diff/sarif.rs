//! The report for viewers of findings: SARIF 2.1.0, a result for each change. Plain JSON: the crates that have its types
//! take longer to build than all of the generator.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::change::{Bump, Change, Severity};
use super::located::Located;
use super::rules;

/// Where the schema of the log is.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log. Rules are named as `--explain` takes them; what is accepted is suppressed, with its reason.
pub fn sarif(located: &[Located<'_>]) -> Value {
    let all = || located.iter().flat_map(|one| one.diff.changes.iter());
    let ids: BTreeSet<String> = all().map(rules::rule_of).collect();
    let ids: Vec<String> = ids.into_iter().collect();
    let results: Vec<Value> =
        located.iter().flat_map(|one| one.diff.changes.iter().map(|change| result(one, change, &ids))).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "tinsmith",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": ids.iter().map(|id| rule(id)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(id: &str) -> Value {
    let why = rules::explain_rule(id).unwrap_or_else(|| id.to_owned());
    json!({ "id": id, "shortDescription": { "text": id.replace(['.', '-'], " ") }, "fullDescription": { "text": why } })
}

fn result(one: &Located<'_>, change: &Change, ids: &[String]) -> Value {
    let id = rules::rule_of(change);
    let mut location = json!({
        "logicalLocations": [{ "fullyQualifiedName": change.place.to_string() }],
    });
    if let (Some((file, line)), Some(fields)) = (one.line(change), location.as_object_mut()) {
        let mut artifact = Map::new();
        artifact.insert("uri".to_owned(), Value::from(uri(file)));
        if !file.starts_with('/') {
            artifact.insert("uriBaseId".to_owned(), Value::from("%SRCROOT%"));
        }
        let physical = json!({ "artifactLocation": artifact, "region": { "startLine": line } });
        fields.insert("physicalLocation".to_owned(), physical);
    }
    let level = match change.severity {
        Severity::Breaking => "error",
        Severity::Risky => "warning",
        Severity::Compatible => "note",
    };
    let suppressions: Vec<Value> = change
        .accepted
        .iter()
        .map(|reason| json!({ "kind": "external", "status": "accepted", "justification": reason }))
        .collect();
    json!({
        "ruleId": id,
        "ruleIndex": ids.binary_search(&id).ok(),
        "level": level,
        "message": { "text": format!("{} {}", change.summary, change.reason) },
        "locations": [location],
        "partialFingerprints": { "change/v1": format!("{}/{}", one.diff.service, change.id) },
        "suppressions": suppressions,
        "properties": {
            "service": one.diff.service,
            "id": change.id,
            "severity": change.severity.name(),
            "request": change.request.map(Severity::name),
            "response": change.response.map(Severity::name),
            "rust": change.rust.map(Bump::name),
            "operations": change.operations,
        },
    })
}

/// A path as a reference: what is none of a URI's own characters is encoded.
fn uri(file: &str) -> String {
    let mut uri = String::from(if file.starts_with('/') { "file://" } else { "" });
    for byte in file.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_reference() {
        assert_eq!(uri("a b/c:d.json"), "a%20b/c%3Ad.json");
        assert_eq!(uri("/w/m.json"), "file:///w/m.json");
    }
}
