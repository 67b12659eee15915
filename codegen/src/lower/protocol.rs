//! What a protocol decides for lowering: which one a crate speaks, what members are called on the wire, and in which
//! form timestamps go. What it decides besides, such as paths and headers, its file in the runtime's `protocol/` knows.

use super::LowerOptions;
use super::ir::{Address, Binding, Protocol};
use crate::model::{Errors, Member, Model, Place, Problem, Shape, ShapeKind, Simple, TimestampFormat, is_called};

impl Protocol {
    /// Every protocol that is spoken.
    const ALL: [Self; 3] = [Self::AwsJson1_0, Self::AwsJson1_1, Self::RpcV2Cbor];

    /// The id of its trait.
    pub fn id(self) -> &'static str {
        match self {
            Self::AwsJson1_0 => "aws.protocols#awsJson1_0",
            Self::AwsJson1_1 => "aws.protocols#awsJson1_1",
            Self::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
        }
    }

    /// The name of a member on the wire. These protocols ignore `jsonName`.
    pub(super) fn wire_name(self, member: &Member) -> String {
        match self {
            Self::AwsJson1_0 | Self::AwsJson1_1 | Self::RpcV2Cbor => member.name.clone(),
        }
    }

    /// Where a member stands in a message. These protocols put every member into the body, whatever `http…` trait it has.
    pub(super) fn binding(self, _member: &Member) -> Binding {
        match self {
            Self::AwsJson1_0 | Self::AwsJson1_1 | Self::RpcV2Cbor => Binding::Body,
        }
    }

    /// The form of a timestamp: what `timestampFormat` says on the member, then on its target, else the protocol's own.
    /// CBOR has a tag for seconds since the epoch, and rpcv2Cbor no other form, whatever the trait says.
    pub(super) fn timestamp_format(self, member: &Member, target: &Shape) -> TimestampFormat {
        let stated = member.traits.timestamp_format.or(target.traits.timestamp_format);
        match self {
            Self::AwsJson1_0 | Self::AwsJson1_1 => stated.unwrap_or(TimestampFormat::EpochSeconds),
            Self::RpcV2Cbor => TimestampFormat::EpochSeconds,
        }
    }

    /// Where the protocol says which operation of a service a request is for.
    pub(super) fn address(self, service: &str, operation: &str) -> Address {
        match self {
            Self::AwsJson1_0 | Self::AwsJson1_1 => Address::Target(format!("{service}.{operation}")),
            Self::RpcV2Cbor => Address::Path(format!("/service/{service}/operation/{operation}")),
        }
    }

    /// What of a model the protocol cannot carry.
    fn refused(self) -> Option<Simple> {
        match self {
            Self::AwsJson1_0 | Self::AwsJson1_1 => None,
            Self::RpcV2Cbor => Some(Simple::Document),
        }
    }
}

/// The trait ids of the protocols that the generator speaks.
pub fn spoken() -> impl Iterator<Item = &'static str> {
    Protocol::ALL.into_iter().map(Protocol::id)
}

/// The protocol that the crate speaks: the first that the service offers, in the model's order, of those that the
/// generator speaks and the caller lets it choose from.
///
/// # Errors
/// There is none; the error says what the service offers and what the generator speaks.
pub fn choose_protocol(model: &Model, options: &LowerOptions) -> Result<Protocol, Errors> {
    let offered = &model.service.traits.protocols;
    let wanted = |protocol: &Protocol| {
        options.protocols.is_empty() || options.protocols.iter().any(|name| is_called(protocol.id(), name))
    };
    let find = |id: &String| Protocol::ALL.into_iter().find(|protocol| protocol.id() == id);
    if let Some(protocol) = offered.iter().filter_map(find).find(wanted) {
        return Ok(protocol);
    }
    let offers = format!("the service offers {}", model.service.traits.offered());
    let spoken: Vec<&str> = spoken().collect();
    let (message, remedy) = if options.protocols.is_empty() {
        (offers, format!("Put {} on it: the generator speaks these.", spoken.join(" or ")))
    } else {
        let asked = options.protocols.join(" or ");
        let choices: Vec<&str> = offered.iter().filter_map(find).map(Protocol::id).collect();
        let remedy = match choices.as_slice() {
            [] => format!("Put {} on it: the generator speaks these.", spoken.join(" or ")),
            choices => format!("Ask for {}. The generator speaks {}.", choices.join(" or "), spoken.join(", ")),
        };
        (format!("{offers}, and {asked} is asked for"), remedy)
    };
    Err(Errors(vec![Problem {
        position: None,
        file: options.file.clone(),
        place: Place::shape(&model.service.id),
        message,
        remedy,
    }]))
}

/// Checks that the protocol can carry every member of the model.
///
/// # Errors
/// Each member that it cannot.
pub(super) fn check(protocol: Protocol, model: &Model, file: &str) -> Result<(), Errors> {
    let Some(refused) = protocol.refused() else { return Ok(()) };
    let is_refused = |member: &&Member| {
        model
            .shapes
            .get(&member.target)
            .is_some_and(|target| matches!(target.kind, ShapeKind::Simple(simple) if simple == refused))
    };
    let problems: Vec<Problem> = model
        .shapes
        .values()
        .flat_map(|shape| shape.kind.members().filter(is_refused).map(move |member| (shape, member)))
        .map(|(shape, member)| Problem {
            position: None,
            file: file.to_owned(),
            place: Place::shape(&shape.id).member(&member.name),
            message: format!("holds a document, and {} has no form for documents", protocol.id()),
            remedy:
                "Give it a structure or a text, leave out its operations, or have the service offer another protocol."
                    .to_owned(),
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(Errors(problems)) }
}
