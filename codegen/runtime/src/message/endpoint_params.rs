//! What an operation and its input say to the rules that find its endpoint.
//! Source: the Smithy specification of the endpoint rules engine, parameter traits.

/// The value of a parameter of endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EndpointParam {
    /// Of type `string`.
    Text(String),
    /// Of type `boolean`.
    Boolean(bool),
    /// Of type `stringArray`.
    Texts(Vec<String>),
}
