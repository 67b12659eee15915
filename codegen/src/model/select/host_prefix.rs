//! Where requests go: the labels of a host prefix (`endpoint`) and the members marked `hostLabel` must be the same, and
//! one member of an input at most is the endpoint (`tinsmith.api#endpoint`).
//!
//! Source of the rules: Smithy 2.0, "endpoint trait" and "hostLabel trait".

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report, shortened};
use crate::model::shape::{Member, Model, Operation, Shape, ShapeKind};

const ENDPOINT: &str = "smithy.api#endpoint";
const INPUT_ENDPOINT: &str = "tinsmith.api#endpoint";
const HOST_LABEL: &str = "smithy.api#hostLabel";

/// Warns where a member that is to be the endpoint belongs to no operation's input.
pub(in crate::model) fn check_elsewhere(model: &Model, report: &mut Report) {
    let is_input = |id: &ShapeId| model.operations.iter().any(|operation| operation.input.as_ref() == Some(id));
    for (id, shape) in &model.shapes {
        let ShapeKind::Structure(members) = &shape.kind else { continue };
        for member in members.iter().filter(|member| member.traits.input_endpoint && !is_input(id)) {
            let place = Place::shape(id).member(&member.name).of_trait(INPUT_ENDPOINT);
            report.warn(place, "no operation has this structure as its input: no effect", "Mark a member of an input.");
        }
    }
}

/// Reports labels without a member, members without a label, and endpoints of which there are two.
pub(in crate::model) fn check(operation: &Operation, shapes: &BTreeMap<ShapeId, Shape>, report: &mut Report) {
    let input = operation.input.as_ref().and_then(|id| shapes.get(id));
    let members: &[Member] = match input.map(|shape| &shape.kind) {
        Some(ShapeKind::Structure(members)) => members,
        _ => &[],
    };
    if let [_, second, ..] = members.iter().filter(|member| member.traits.input_endpoint).collect::<Vec<_>>().as_slice()
        && let Some(input) = &operation.input
    {
        let place = Place::shape(input).member(&second.name).of_trait(INPUT_ENDPOINT);
        report.error(place, "another member of the input is the endpoint already", "Leave one of the two.");
    }
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
