//! `endpoint`: the labels of a host prefix and the members marked `hostLabel` must be the same.
//!
//! Source of the rules: Smithy 2.0, "endpoint trait" and "hostLabel trait".

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report, shortened};
use crate::model::shape::{Member, Operation, Shape, ShapeKind};

const ENDPOINT: &str = "smithy.api#endpoint";
const HOST_LABEL: &str = "smithy.api#hostLabel";

/// Reports labels without a member, and members without a label.
pub(in crate::model) fn check(operation: &Operation, shapes: &BTreeMap<ShapeId, Shape>, report: &mut Report) {
    let input = operation.input.as_ref().and_then(|id| shapes.get(id));
    let members: &[Member] = match input.map(|shape| &shape.kind) {
        Some(ShapeKind::Structure(members)) => members,
        _ => &[],
    };
    let Some(template) = &operation.traits.host_prefix else { return };
    let place = Place::shape(&operation.id).of_trait(ENDPOINT);
    let Some(labels) = labels(template) else {
        let message = format!("the braces of the host prefix {} do not match", shortened(template));
        return report.error(place, message, "Write each label as {member}.");
    };
    for label in &labels {
        let member = members.iter().find(|member| member.name == *label);
        if !member.is_some_and(|member| member.traits.host_label && member.traits.required) {
            let message = format!("the input has no required member {} with {HOST_LABEL}", shortened(label));
            report.error(place.clone(), message, "Mark the member so, or correct the label.");
        }
    }
    for member in members.iter().filter(|member| member.traits.host_label && !labels.contains(member.name.as_str())) {
        let message = format!("the member {} is a host label, but the host prefix does not name it", member.name);
        report.error(place.clone(), message, "Name it in the host prefix, or take the trait from it.");
    }
}

/// What stands in braces; `None` where they do not match or hold nothing.
fn labels(template: &str) -> Option<BTreeSet<&str>> {
    let mut labels = BTreeSet::new();
    let mut rest = template;
    while let Some((text, after)) = rest.split_once('{') {
        let (label, after) = after.split_once('}')?;
        if text.contains('}') || label.is_empty() || label.contains('{') {
            return None;
        }
        labels.insert(label);
        rest = after;
    }
    (!rest.contains('}')).then_some(labels)
}
