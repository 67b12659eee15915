//! Tables of traits: which have no effect under awsJson, and where the others may stand.

use std::collections::{BTreeMap, HashSet};

use crate::model::read::types::Type;
use crate::model::trait_rules::TraitRule;

/// Shapes that the file itself declares as traits, by their ids.
#[derive(Debug, Default)]
pub(in crate::model) struct OwnTraits {
    /// All of them.
    pub(in crate::model) all: HashSet<String>,
    /// Those that it declares as protocols.
    pub(in crate::model) protocols: HashSet<String>,
    /// What the definitions say of changes.
    pub(in crate::model) rules: BTreeMap<String, Vec<TraitRule>>,
}

/// Traits that are understood and change nothing in a generated awsJson crate, sorted.
///
/// XML bindings and what event streams and browsers need: no protocol of ours heeds them. The others describe the model to its tools (mixins, examples, suppressions, resources, infrastructure, access policies), or
/// bind endpoint parameters, which the rule set's reader looks up by itself.
const IRRELEVANT: &[&str] = &[
    "aws.api#arn",
    "aws.api#arnReference",
    "aws.api#clientDiscoveredEndpoint",
    "aws.api#clientEndpointDiscoveryId",
    "aws.api#controlPlane",
    "aws.api#data",
    "aws.api#dataPlane",
    "aws.api#tagEnabled",
    "aws.api#taggable",
    "aws.apigateway#apiKeySource",
    "aws.apigateway#authorizer",
    "aws.apigateway#authorizers",
    "aws.apigateway#integration",
    "aws.apigateway#mockIntegration",
    "aws.apigateway#requestValidator",
    "aws.auth#cognitoUserPools",
    "aws.auth#unsignedPayload",
    "aws.cloudformation#cfnAdditionalIdentifier",
    "aws.cloudformation#cfnDefaultValue",
    "aws.cloudformation#cfnExcludeProperty",
    "aws.cloudformation#cfnMutability",
    "aws.cloudformation#cfnName",
    "aws.cloudformation#cfnResource",
    "aws.customizations#s3UnwrappedXmlOutput",
    "aws.endpoints#dualStackOnlyEndpoints",
    "aws.endpoints#endpointsModifier",
    "aws.endpoints#rulesBasedEndpoints",
    "aws.endpoints#standardPartitionalEndpoints",
    "aws.endpoints#standardRegionalEndpoints",
    "aws.iam#actionName",
    "aws.iam#actionPermissionDescription",
    "aws.iam#conditionKeyValue",
    "aws.iam#conditionKeys",
    "aws.iam#conditionKeysResolvedByService",
    "aws.iam#defineConditionKeys",
    "aws.iam#disableConditionKeyInference",
    "aws.iam#disableConditionKeyInheritance",
    "aws.iam#iamAction",
    "aws.iam#iamResource",
    "aws.iam#requiredActions",
    "aws.iam#serviceResolvedConditionKeys",
    "aws.iam#supportedPrincipalTypes",
    "aws.protocols#ec2QueryName",
    "aws.protocols#httpChecksum",
    "smithy.api#authDefinition",
    "smithy.api#box",
    "smithy.api#cors",
    "smithy.api#eventHeader",
    "smithy.api#eventPayload",
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
    "smithy.api#httpChecksumRequired",
    "smithy.api#idRef",
    "smithy.api#internal",
    "smithy.api#mixin",
    "smithy.api#nestedProperties",
    "smithy.api#noReplace",
    "smithy.api#notProperty",
    "smithy.api#private",
    "smithy.api#property",
    "smithy.api#protocolDefinition",
    "smithy.api#recommended",
    "smithy.api#references",
    "smithy.api#requiresLength",
    "smithy.api#resourceIdentifier",
    "smithy.api#since",
    "smithy.api#suppress",
    "smithy.api#tags",
    "smithy.api#trait",
    "smithy.api#traitValidators",
    "smithy.api#unitType",
    "smithy.api#unstable",
    "smithy.api#xmlAttribute",
    "smithy.api#xmlFlattened",
    "smithy.api#xmlName",
    "smithy.api#xmlNamespace",
    "smithy.openapi#deprecated",
    "smithy.openapi#specificationExtension",
    "smithy.rules#clientContextParams",
    "smithy.rules#contextParam",
    "smithy.rules#operationContextParams",
    "smithy.rules#staticContextParams",
    "smithy.test#httpMalformedRequestTests",
    "smithy.test#smokeTests",
];

/// Whether a trait is understood and without effect.
pub(in crate::model) fn is_irrelevant(id: &str) -> bool {
    IRRELEVANT.binary_search(&id).is_ok()
}

/// Traits of the prelude that have a field of their own or make a shape what it is, sorted. With those of the other
/// tables they are all that the namespace has: what else stands there is a mistake.
const PRELUDE: &[&str] = &[
    "smithy.api#addedDefault",
    "smithy.api#auth",
    "smithy.api#clientOptional",
    "smithy.api#default",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#endpoint",
    "smithy.api#enum",
    "smithy.api#enumValue",
    "smithy.api#error",
    "smithy.api#hostLabel",
    "smithy.api#http",
    "smithy.api#httpError",
    "smithy.api#httpHeader",
    "smithy.api#httpLabel",
    "smithy.api#httpPayload",
    "smithy.api#httpPrefixHeaders",
    "smithy.api#httpQuery",
    "smithy.api#httpQueryParams",
    "smithy.api#httpResponseCode",
    "smithy.api#idempotencyToken",
    "smithy.api#idempotent",
    "smithy.api#input",
    "smithy.api#jsonName",
    "smithy.api#length",
    "smithy.api#longPoll",
    "smithy.api#mediaType",
    "smithy.api#optionalAuth",
    "smithy.api#output",
    "smithy.api#paginated",
    "smithy.api#pattern",
    "smithy.api#range",
    "smithy.api#readonly",
    "smithy.api#requestCompression",
    "smithy.api#required",
    "smithy.api#retryable",
    "smithy.api#sensitive",
    "smithy.api#sparse",
    "smithy.api#streaming",
    "smithy.api#timestampFormat",
    "smithy.api#title",
    "smithy.api#uniqueItems",
];

/// Traits of our own, for what Smithy has no word for, sorted. `read/beside.rs` says what they mean.
const OWN: &[&str] = &["tinsmith.api#endpoint", "tinsmith.api#notRetried"];

/// Whether an id is in a namespace of which all traits are known, and is none of them.
pub(super) fn is_mistaken(id: &str) -> bool {
    let known = |table: &[&str]| table.binary_search(&id).is_ok();
    let prelude = id.starts_with("smithy.api#") && !known(PRELUDE) && !known(IRRELEVANT) && !known(AUTH_SCHEMES);
    prelude || (id.starts_with("tinsmith.api#") && !known(OWN))
}

/// The traits of the namespaces of which all are known, by their ids, among others.
pub(in crate::model) fn reserved() -> impl Iterator<Item = &'static str> {
    [PRELUDE, IRRELEVANT, AUTH_SCHEMES, OWN].into_iter().flatten().copied()
}

/// Protocols that a service may state, sorted: those of Smithy and AWS, and public ones of others. A protocol that is
/// not here is known as one where the file defines it, as `smithy ast` writes it.
pub(in crate::model) const PROTOCOLS: &[&str] = &[
    "alloy#simpleRestJson",
    "alloy.proto#grpc",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "smithy4s.api#simpleRestJson",
];

/// Whether a trait names a protocol.
pub(in crate::model) fn is_protocol(id: &str) -> bool {
    PROTOCOLS.binary_search(&id).is_ok()
}

/// Ways to authenticate that a service may state, sorted.
const AUTH_SCHEMES: &[&str] = &[
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// Whether a trait names a way to authenticate.
pub(in crate::model) fn is_auth_scheme(id: &str) -> bool {
    AUTH_SCHEMES.binary_search(&id).is_ok()
}

/// What a trait stands on.
#[derive(Clone, Copy, Debug)]
pub(in crate::model) struct Site {
    /// The type of the shape; that of the target, where the trait is on a member.
    pub(in crate::model) ty: Type,
    /// The type of the shape that has the member.
    pub(in crate::model) member_of: Option<Type>,
}

/// Where a known trait must stand, in words, if it does not; `None` where all is well. Source: the selectors of the
/// traits in the Smithy specification.
pub(in crate::model) fn misplaced(id: &str, site: Site) -> Option<&'static str> {
    let Site { ty, member_of } = site;
    let shape = member_of.is_none();
    let structure_member = member_of == Some(Type::Structure);
    let (fits, expected) = match id {
        "smithy.api#required" | "smithy.api#clientOptional" => (structure_member, "a structure member"),
        "smithy.api#idempotencyToken" | "smithy.api#hostLabel" => {
            (structure_member && ty.is_text(), "a structure member that is a string")
        }
        "tinsmith.api#endpoint" => (structure_member && ty == Type::String, "a structure member that is a string"),
        "smithy.api#httpLabel" | "smithy.api#httpPayload" => (structure_member, "a structure member"),
        "smithy.api#httpHeader" | "smithy.api#httpQuery" => {
            let fits = !matches!(ty, Type::Structure | Type::Union | Type::Map | Type::Document | Type::Blob);
            (
                structure_member && fits,
                "a structure member that is a text, a number, a boolean, a time, or a list of them",
            )
        }
        "smithy.api#httpPrefixHeaders" | "smithy.api#httpQueryParams" => {
            (structure_member && ty == Type::Map, "a structure member that is a map")
        }
        "smithy.api#httpResponseCode" => {
            (structure_member && ty == Type::Integer, "a structure member that is an integer")
        }
        "smithy.api#jsonName" => {
            (matches!(member_of, Some(Type::Structure | Type::Union)), "a structure or union member")
        }
        "smithy.api#input"
        | "smithy.api#output"
        | "smithy.api#error"
        | "smithy.api#httpError"
        | "smithy.api#retryable"
        | "tinsmith.api#notRetried"
        | "aws.protocols#awsQueryError" => (shape && ty == Type::Structure, "a structure"),
        "smithy.api#sparse" => (shape && matches!(ty, Type::List | Type::Map), "a list or map"),
        "smithy.api#uniqueItems" => (shape && ty == Type::List, "a list"),
        "smithy.api#length" => {
            let fits = matches!(ty, Type::List | Type::Map | Type::Blob) || ty.is_text();
            (fits, "a string, blob, list or map, or a member that holds one")
        }
        "smithy.api#pattern" => (ty.is_text(), "a string, or a member that holds one"),
        "smithy.api#range" => (ty.is_number(), "a number, or a member that holds one"),
        "smithy.api#timestampFormat" => (ty == Type::Timestamp, "a timestamp, or a member that holds one"),
        "smithy.api#streaming" => (matches!(ty, Type::Blob | Type::Union), "a blob or union"),
        "smithy.api#enum" => (shape && ty.is_text(), "a string"),
        "smithy.api#enumValue" => {
            (matches!(member_of, Some(Type::Enum | Type::IntEnum)), "a member of an enum or intEnum")
        }
        "smithy.api#http"
        | "smithy.api#idempotent"
        | "smithy.api#readonly"
        | "smithy.api#endpoint"
        | "smithy.api#longPoll"
        | "smithy.api#requestCompression"
        | "smithy.waiters#waitable"
        | "smithy.test#httpRequestTests" => (shape && ty == Type::Operation, "an operation"),
        "smithy.test#httpResponseTests" => {
            (shape && matches!(ty, Type::Operation | Type::Structure), "an operation or error structure")
        }
        "smithy.api#auth" | "smithy.api#paginated" => {
            (shape && matches!(ty, Type::Operation | Type::Service), "an operation or service")
        }
        "smithy.api#optionalAuth" => (shape && ty == Type::Operation, "an operation"),
        "aws.api#service"
        | "aws.api#clientEndpointDiscovery"
        | "aws.protocols#awsQueryCompatible"
        | "smithy.rules#bdd"
        | "smithy.rules#endpointBdd"
        | "smithy.rules#endpointRuleSet"
        | "smithy.rules#endpointTests" => (shape && ty == Type::Service, "a service"),
        id if is_protocol(id) || is_auth_scheme(id) => (shape && ty == Type::Service, "a service"),
        _ => (true, ""),
    };
    (!fits).then_some(expected)
}

#[cfg(test)]
mod tests {
    use super::{AUTH_SCHEMES, IRRELEVANT, OWN, PRELUDE, PROTOCOLS};

    /// The look-ups search by halves.
    #[test]
    fn tables_are_sorted_without_repeats() {
        for table in [AUTH_SCHEMES, IRRELEVANT, OWN, PRELUDE, PROTOCOLS] {
            assert!(table.is_sorted_by(|a, b| a < b));
        }
    }
}
