//! The message of an error: which member it is, what stands in for one, and which names it and what else every error has
//! leave to the others.

use super::ir::{
    Accessor, Binding, Complexity, Constraints, Field, InWords, Indirection, Presence, Purpose, Requirement, Scalar,
    Shown, Value, Written,
};
use crate::model::{Member, Model, ShapeKind, Simple};
use crate::names::{self, MemberNames};

/// What the message is called in Rust, whatever its case on the wire (as in aws-sdk-rust).
const MESSAGE: &str = "message";

/// What it can be called on the wire where the model does not say.
const ON_THE_WIRE: [&str; 3] = ["message", "Message", "errorMessage"];

/// What a member is to the error that has it.
enum Part {
    /// Its message.
    Message,
    /// A member whose name every error or its builder has already: this one replaces it.
    Renamed(&'static str),
    /// Any other.
    Other,
}

/// Only text can be the message. `meta`, `set_meta`, `set_message` and `get_message` are what every error or its builder
/// has already, also where the shape has no message of its own.
fn part(model: &Model, member: &Member) -> Part {
    let is_text =
        model.shapes.get(&member.target).is_some_and(|target| matches!(target.kind, ShapeKind::Simple(Simple::String)));
    match names::field_name(&member.name).text() {
        MESSAGE if is_text => Part::Message,
        MESSAGE => Part::Renamed("message_value"),
        "meta_value" => Part::Renamed("meta_value"),
        "set_meta" => Part::Renamed("set_meta_value"),
        "set_message" => Part::Renamed("set_message_value"),
        "get_message" => Part::Renamed("get_message_value"),
        _ => Part::Other,
    }
}

/// The name that the field of an error's member is called after.
pub(super) fn rust_basis<'m>(model: &Model, member: &'m Member) -> &'m str {
    match part(model, member) {
        Part::Message => MESSAGE,
        Part::Renamed(name) => name,
        Part::Other => &member.name,
    }
}

/// Whether none of an error's members is its message.
pub(super) fn is_implied(model: &Model, members: &[Member]) -> bool {
    !members.iter().any(|member| matches!(part(model, member), Part::Message))
}

/// Every error has a message, even where its shape forgets it (as in aws-sdk-rust) or has something else by that name.
/// `others` are the fields that the shape gives it.
pub(super) fn implied(others: &[Field]) -> Field {
    let free = ON_THE_WIRE.into_iter().find(|name| !others.iter().any(|other| other.wire == *name));
    let wire = free.unwrap_or(MESSAGE);
    let MemberNames { field, setter, getter } = names::member_names(MESSAGE);
    Field {
        name: field,
        setter,
        getter,
        wire: wire.to_owned(),
        binding: Binding::Body,
        required: Requirement::Optional,
        stated: Presence::Optional,
        purpose: Purpose::Data,
        docs: vec!["What went wrong, in the service's words.".to_owned()],
        constraints: Constraints::default(),
        constraints_in_words: InWords::default(),
        presence: Presence::Optional,
        written: Written::IfSet,
        value: Value::Scalar(Scalar::Text),
        indirection: Indirection::Inline,
        accessor: Accessor::Text,
        complexity: Complexity::Plain,
        shown: Shown::Plain,
    }
}
