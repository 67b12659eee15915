//! The intermediate representation: a crate as lowering decided it and as renderers print it.
//!
//! Everything here is closed. A renderer takes these values apart without `..`, so that a new fact cannot be forgotten.

use crate::model::rule_set::{ExpectedEndpoint, ParameterKind, ParameterValue, PartitionFacts};
use crate::model::{Range, ShapeId, TimestampFormat};
use crate::names::Ident;

/// A crate to be written.
#[derive(Clone, Debug)]
pub struct Crate {
    /// The package name, such as `workmail`.
    pub package: String,
    /// The package's name in code.
    pub library: Ident,
    /// What the service is, as rustdoc lines.
    pub docs: Vec<String>,
    /// One line for `Cargo.toml`.
    pub description: String,
    /// What stands in `meta.rs`.
    pub service: Service,
    /// In the order of their names.
    pub operations: Vec<Operation>,
    /// Structures, unions and enums that operations share, in the order of their names.
    pub types: Vec<TypeDefinition>,
    /// Error structures, in the order of their names.
    pub errors: Vec<Structure>,
    /// What any operation can fail with.
    pub error: ServiceError,
    /// The trait of what serves the API.
    pub server: Ident,
    /// Whether an operation asks for gzip.
    pub compression: Compression,
    /// Where the service is; `None` where the model does not say so.
    pub endpoint: Option<EndpointRules>,
    /// What can be waited for, in the order of the names.
    pub waiters: Vec<Waiter>,
    /// What the crate's own documentation shows; `None` where there is no operation.
    pub example: Option<Example>,
}

/// An operation as the crate's documentation shows it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The client's method.
    pub method: Ident,
    /// The module of the operation.
    pub module: Module,
    /// The operation.
    pub operation: Ident,
    /// Its input.
    pub input: Ident,
    /// Required text members, which the example sets.
    pub setters: Vec<Ident>,
    /// Where its request says which operation it is.
    pub address: Address,
}

/// Where a request says which operation of a service it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// In the header `X-Amz-Target`: `Service.Operation`.
    Target(String),
    /// In the path, below the endpoint's; the answer names the protocol, too.
    Path(String),
}

/// The protocol of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`.
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`.
    AwsJson1_1,
    /// `smithy.protocols#rpcv2Cbor`.
    RpcV2Cbor,
}

/// Whether the runtime's `compression` feature is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// No operation compresses its request.
    Unused,
    /// `requestCompression` with gzip stands on an operation.
    Gzip,
}

/// Facts of the service that every request needs.
#[derive(Clone, Debug)]
pub struct Service {
    /// The absolute id of the service shape.
    pub id: ShapeId,
    /// The name a person would use: `aws.api#service`'s `sdkId`, else the shape's name.
    pub sdk_id: String,
    /// The model's version.
    pub version: String,
    /// The protocol.
    pub protocol: Protocol,
    /// `aws.api#service`'s `endpointPrefix`.
    pub endpoint_prefix: Option<String>,
    /// The SigV4 service name.
    pub signing_name: Option<String>,
    /// `aws.protocols#awsQueryCompatible`.
    pub query_compatible: QueryCompatible,
}

/// Whether error codes of the query protocol come in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryCompatible {
    /// The service speaks awsJson alone.
    No,
    /// The client sends `x-amzn-query-mode` and reads `x-amzn-query-error`.
    Yes,
}

/// Whether names of the standard prelude are free in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prelude {
    /// `String`, `Option` … mean what they always mean.
    Free,
    /// The file defines a type of such a name: everything is written with its full path.
    Shadowed,
}

/// A module and the file that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The name in code, raw where it is a keyword.
    pub ident: Ident,
    /// The file name without `.rs`.
    pub file: String,
}

/// An operation with all that stands in its file.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The shape that it was made from.
    pub shape: ShapeId,
    /// The name on the wire, such as `ListUsers`.
    pub wire: String,
    /// The type that carries the wire facts.
    pub name: Ident,
    /// Where it stands below `operation`.
    pub module: Module,
    /// What the operation does.
    pub docs: Vec<String>,
    /// The same on one line.
    pub summary: String,
    /// What goes in.
    pub input: Structure,
    /// What comes out.
    pub output: Structure,
    /// What can go wrong.
    pub error: OperationError,
    /// What the body of the request is.
    pub request_body: RequestBody,
    /// Whether a repeated call is harmless.
    pub safety: Safety,
    /// Whether the request body is compressed.
    pub compression: Compression,
    /// Whether the request is signed.
    pub signing: Signing,
    /// How the operation is waited for.
    pub polling: Polling,
    /// What a client's method says of an operation that should not be called any more.
    pub deprecation: Option<String>,
    /// The client's method.
    pub method: Ident,
    /// The input members that are idempotency tokens.
    pub idempotency_tokens: Vec<Ident>,
    /// The input member that holds the endpoint of the request.
    pub input_endpoint: Option<Ident>,
    /// The host prefix and its labels.
    pub host_prefix: Option<HostPrefix>,
    /// What the operation and its input say to the rules that find an endpoint.
    pub endpoint_params: Vec<OperationParam>,
    /// How the operation pages.
    pub pagination: Option<Pagination>,
    /// Test cases that the model carries for the request.
    pub request_tests: Vec<RequestTest>,
    /// Test cases that the model carries for the response: for the output, and for each error that no operation
    /// before this one has.
    pub response_tests: Vec<ResponseTest>,
    /// Test cases that are left out.
    pub skipped_tests: Vec<SkippedTest>,
    /// Whether the file may use prelude names.
    pub prelude: Prelude,
}

/// What the body of a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestBody {
    /// The input.
    Input,
    /// Nothing: the operation has no input in the model. What an empty body looks like is the protocol's affair.
    Absent,
}

/// What a repeated call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// `readonly`: nothing changes.
    ReadOnly,
    /// `idempotent`: the second call changes nothing more.
    Idempotent,
    /// A second call may act twice.
    Unsafe,
}

/// Whether a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// With the service's SigV4 name.
    Signed,
    /// The service has no SigV4, or `auth` or `optionalAuth` exempts the operation.
    Unsigned,
}

/// How an operation is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polling {
    /// It answers as soon as it can.
    No,
    /// `longPoll`: it is asked again and again for something that may come.
    Long,
}

/// `endpoint`'s `hostPrefix`, in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPrefix {
    /// In order.
    pub parts: Vec<HostPart>,
}

/// A piece of a host prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// As it stands.
    Text(String),
    /// The value of an input member.
    Label {
        /// The member.
        field: Ident,
        /// Its name on the wire, for the error where it is no label.
        wire: String,
    },
}

/// What an operation says to the rules that find its endpoint.
#[derive(Clone, Debug, PartialEq)]
pub struct OperationParam {
    /// The parameter's name in the model.
    pub parameter: String,
    /// Where its value comes from.
    pub source: ParamSource,
}

/// Where the value of an operation's parameter comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamSource {
    /// It is always this.
    Constant(ParameterValue),
    /// A text or a boolean of the input, where it is set.
    One(Expression),
    /// Texts of the input, where there are any.
    Texts(Expression),
}

/// How an operation pages.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// The input member that takes the token, and its type.
    pub input_token: Ident,
    /// The type of a token.
    pub token: Value,
    /// The path to the next token in the output.
    pub output_token: Vec<PathStep>,
    /// The input member that limits a page: an `i32` or an `i64`.
    pub page_size: Option<Ident>,
    /// What the pages hold.
    pub items: Option<Items>,
}

/// The list or map that pages hold.
#[derive(Clone, Debug)]
pub struct Items {
    /// The path to it in the output.
    pub path: Vec<PathStep>,
    /// Its type.
    pub collection: Collection,
}

/// The type of what pages hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Collection {
    /// `Vec`
    List(Element),
    /// `HashMap`
    Map(MapKey, Element),
}

/// A member on the way to a nested value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// The field.
    pub field: Ident,
    /// Whether it is an `Option`.
    pub presence: StepPresence,
}

/// Whether a field on a path is an `Option`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepPresence {
    /// `Option<T>`.
    Optional,
    /// `T`.
    Always,
}

/// Something that can be waited for: an operation is called again and again until an answer says that it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Such as `TableExists`.
    pub name: Ident,
    /// The client's method: `wait_until_table_exists`.
    pub method: Ident,
    /// What is waited for.
    pub docs: Vec<String>,
    /// The operation that is called.
    pub operation: Ident,
    /// Its module.
    pub module: Module,
    /// Its input.
    pub input: Ident,
    /// The input's builder.
    pub builder: Ident,
    /// The seconds between two calls, at least.
    pub min_delay: u32,
    /// The seconds between two calls, at most.
    pub max_delay: u32,
    /// What answers mean; the first that matches counts.
    pub acceptors: Vec<(WaiterState, Matcher)>,
}

/// What an answer means to a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// What was waited for is there.
    Success,
    /// It will never be there.
    Failure,
    /// It is not there yet.
    Retry,
}

/// Which answers are meant.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// Every output.
    AnyOutput,
    /// Every error.
    AnyError,
    /// An error with this code.
    Error(String),
    /// An output that passes a test.
    Output(WaiterTest),
    /// An output that, together with the input, passes a test.
    InputOutput(WaiterTest),
}

/// A value of an answer, and what it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct WaiterTest {
    /// The value.
    pub expression: Expression,
    /// What it must be.
    pub comparator: Comparator,
}

/// What a value must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// This text.
    Text(String),
    /// This.
    Boolean(bool),
    /// A list, not empty, of nothing but this text.
    All(String),
    /// A list with this text in it.
    Any(String),
}

/// A value of an input or an answer. Each is an `Option` in Rust but for conditions, which are `bool`.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// The input.
    Input,
    /// The output.
    Output,
    /// The element of a list that is being looked at.
    Item,
    /// A field.
    Field {
        /// Of what.
        of: Box<Expression>,
        /// The field.
        field: Ident,
        /// Whether it is an `Option`.
        presence: StepPresence,
        /// How its value is lent.
        held: Held,
    },
    /// Elements of a list.
    Items {
        /// The list.
        of: Box<Expression>,
        /// For which elements.
        condition: Option<Box<Expression>>,
        /// What is taken of each; the element itself where there is nothing.
        item: Option<Box<Expression>>,
        /// How an element is lent.
        element: Held,
    },
    /// Texts of each element of a list, one after the other.
    Several {
        /// The list.
        of: Box<Expression>,
        /// For which elements.
        condition: Option<Box<Expression>>,
        /// What is taken of each.
        texts: Vec<Expression>,
    },
    /// The keys of a map.
    Keys(Box<Expression>),
    /// The values of a map.
    Values(Box<Expression>),
    /// How many elements a list has.
    Length(Box<Expression>),
    /// How many characters a text has.
    TextLength(Box<Expression>),
    /// A text.
    Text(String),
    /// A number.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// A condition: a list of texts has this one, or has not.
    Contains {
        /// The list.
        list: Box<Expression>,
        /// The text.
        text: Box<Expression>,
        /// Whether it must not have it.
        negated: bool,
    },
    /// A condition: two values are the same, or are not.
    Equal {
        /// One.
        left: Box<Expression>,
        /// The other.
        right: Box<Expression>,
        /// Whether they must not be.
        negated: bool,
    },
    /// A condition: two numbers in this order, or not in this order.
    Ordered {
        /// One.
        left: Box<Expression>,
        /// The other.
        right: Box<Expression>,
        /// Which.
        order: Order,
        /// Whether they must not be.
        negated: bool,
    },
    /// A condition: a value that is true or false is true, or is not.
    True {
        /// The value.
        value: Box<Expression>,
        /// Whether it must not be.
        negated: bool,
    },
    /// A condition: a list has elements, or has none.
    NotEmpty {
        /// The list.
        value: Box<Expression>,
        /// Whether it must have none.
        negated: bool,
    },
    /// A condition: all of these.
    All(Vec<Expression>),
    /// A condition: one of these.
    Any(Vec<Expression>),
}

/// How two numbers follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

/// How a value is lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// `String` as `&str`.
    Text,
    /// An enum of text as `&str`.
    Enum,
    /// A value that is copied.
    Copy,
    /// A number that is made an `i64`.
    Integer,
    /// By reference.
    Reference,
    /// A box as a reference to what is in it.
    Boxed,
    /// As it is: it was lent before.
    Lent,
}

/// The error type of an operation.
#[derive(Clone, Debug)]
pub struct OperationError {
    /// Such as `ListUsersError`.
    pub name: Ident,
    /// One for each modelled error.
    pub variants: Vec<ErrorVariant>,
    /// How large these are.
    pub size: Size,
}

/// The error type of the service.
#[derive(Clone, Debug)]
pub struct ServiceError {
    /// One for each modelled error, in the order of their structures.
    pub variants: Vec<ErrorVariant>,
    /// How large these are.
    pub size: Size,
}

/// Whether an enum has a variant so much larger than the next that clippy would have it boxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// It has none.
    Small,
    /// It has, or can have.
    Large,
}

/// Whether clippy finds a type too complex to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complexity {
    /// It does not.
    Plain,
    /// It does.
    Complex,
}

/// A variant of an operation's or the service's error type.
#[derive(Clone, Debug)]
pub struct ErrorVariant {
    /// The error's shape.
    pub shape: ShapeId,
    /// The variant.
    pub name: Ident,
    /// The structure in `types::error`.
    pub error: Ident,
    /// Such as `is_invalid_parameter_exception`.
    pub predicate: Ident,
    /// The codes that select it.
    pub codes: Vec<String>,
    /// One line.
    pub docs: Vec<String>,
}

/// A shared type.
#[derive(Clone, Debug)]
pub enum TypeDefinition {
    /// A structure.
    Structure(Structure),
    /// A union.
    Union(Union),
    /// An enum of text.
    Enum(StringEnum),
    /// An enum of numbers.
    IntEnum(IntEnum),
}

/// A structure: of `types`, of `types::error`, or an operation's input or output.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The shape that it was made from; `None` for the empty input or output of an operation that has none.
    pub shape: Option<ShapeId>,
    /// The Rust name.
    pub name: Ident,
    /// The name of its builder.
    pub builder: Ident,
    /// Where it stands, for types of their own file.
    pub module: Module,
    /// What it is.
    pub docs: Vec<String>,
    /// In the model's order.
    pub fields: Vec<Field>,
    /// What `build` gives.
    pub build: Build,
    /// In which directions it is used.
    pub directions: Directions,
    /// What kind of structure it is.
    pub role: Role,
    /// Whether the file may use prelude names.
    pub prelude: Prelude,
    /// Whether wire names follow from field names.
    pub serde_names: SerdeNames,
    /// What a request's part of this shape is held against; `None` where that is nothing.
    pub checks: Option<Vec<MemberCheck>>,
}

/// What a member of a request is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberCheck {
    /// The name on the wire.
    pub wire: String,
    /// Whether it has to be there.
    pub required: Requirement,
    /// What its value has to meet.
    pub rule: CheckRule,
}

/// What a value of a request is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRule {
    /// What it is.
    pub kind: CheckKind,
    /// The least and the most of `length`.
    pub length: Option<(Option<u64>, Option<u64>)>,
    /// `range`
    pub range: Option<Range>,
    /// `pattern`, where it can be checked.
    pub pattern: Option<CheckedPattern>,
    /// `uniqueItems`
    pub items: Uniqueness,
    /// Whether a path may show it, where it is the key of a map.
    pub shown: Shown,
}

/// What a value is, as far as that counts where it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// Anything: nothing constrains it.
    Any,
    /// A text.
    Text,
    /// Bytes.
    Blob,
    /// A whole number.
    Whole,
    /// Any other number.
    Real,
    /// A time among others, no two of which may be the same instant.
    Timestamp(TimestampFormat),
    /// One of the texts of an enum.
    Enum(TypeRef),
    /// One of these numbers.
    IntEnum(Vec<i32>),
    /// A list.
    List(Box<CheckRule>),
    /// A map, by its keys and values.
    Map(Box<CheckRule>, Box<CheckRule>),
    /// A structure that has checks.
    Structure(TypeRef),
    /// A union that has checks.
    Union(TypeRef),
}

/// A pattern and what `regex` makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedPattern {
    /// As the model has it.
    pub text: String,
    /// Each of these matches somewhere.
    pub all: Vec<String>,
    /// None of these does.
    pub none: Vec<String>,
}

/// What a structure is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// An operation's input: its builder can carry a client.
    Input,
    /// An operation's output.
    Output,
    /// Part of something.
    Shared,
    /// An error.
    Error(ErrorFacts),
}

/// Facts of an error structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorFacts {
    /// The shape's name, as it comes in `__type`.
    pub code: String,
    /// What `retryable` says.
    pub retry: RetryClass,
    /// The status that `httpError` says.
    pub status: Option<u16>,
    /// The status that a service answers with: that one, else the one of who is at fault.
    pub answered: u16,
    /// What clients of AWS query know it by, where the service once spoke that.
    pub query: Option<QueryFacts>,
}

/// What clients of AWS query know an error by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryFacts {
    /// The code.
    pub code: String,
    /// `Sender` or `Receiver`.
    pub fault: &'static str,
}

/// What the model says of trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryClass {
    /// Nothing.
    Unstated,
    /// Trying again may help.
    Transient,
    /// Trying again may help, after a while.
    Throttling,
    /// Trying again does not help: `tinsmith.api#notRetried`.
    Never,
}

/// How serde's names relate to field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SerdeNames {
    /// `rename_all = "PascalCase"` gives each wire name.
    PascalCase,
    /// `rename_all = "camelCase"` does.
    CamelCase,
    /// Fields have a `rename` where the wire name differs; so it is where there is no field.
    Explicit,
}

/// What `build` gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// The structure.
    Infallible,
    /// A `Result`: a required member can be missing.
    Fallible,
}

/// A member of a structure.
#[derive(Clone, Debug)]
pub struct Field {
    /// The name in Rust.
    pub name: Ident,
    /// The builder's `set_…`.
    pub setter: Ident,
    /// The builder's `get_…`.
    pub getter: Ident,
    /// The name on the wire.
    pub wire: String,
    /// Where in a message it stands.
    pub binding: Binding,
    /// Whether a message without it is wrong, also where the type lets it be absent.
    pub required: Requirement,
    /// What the model says of an absent value, without the leniency of clients that `presence` has: what a server goes by.
    pub stated: Presence,
    /// What it is to a request besides a part of the message; that counts in an operation's input alone.
    pub purpose: Purpose,
    /// What it is, its constraints included.
    pub docs: Vec<String>,
    /// What its value has to meet.
    pub constraints: Constraints,
    /// The same, and whether it is required and what stands for an absent value.
    pub constraints_in_words: InWords,
    /// Whether it is an `Option`, and what stands for an absent value.
    pub presence: Presence,
    /// When a client writes it.
    pub written: Written,
    /// What it holds.
    pub value: Value,
    /// Whether it is boxed.
    pub indirection: Indirection,
    /// How a setter takes it and an accessor lends it.
    pub accessor: Accessor,
    /// How complex its type is.
    pub complexity: Complexity,
    /// Whether `Debug` shows it.
    pub shown: Shown,
}

/// What a member is to a request besides a part of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Nothing.
    Data,
    /// `idempotencyToken`: filled in when it is unset.
    IdempotencyToken,
    /// The endpoint that the request goes to.
    Endpoint,
}

/// What constrains a member on one line for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InWords {
    /// All of it: `Required; 34 characters.` Empty where there is nothing to say.
    pub all: String,
    /// Without that the member is required or an idempotency token, which reference pages say in a form of their own.
    pub of_values: String,
}

/// Which messages carry a shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Directions {
    /// Requests: an input reaches it.
    pub request: bool,
    /// Responses: an output or an error reaches it.
    pub response: bool,
}

impl Directions {
    /// What a client does with the shape: it writes requests and reads responses.
    pub fn client(self) -> Coding {
        Coding { written: self.request, read: self.response }
    }

    /// What a server does with the shape: it reads requests and writes responses.
    pub fn server(self) -> Coding {
        Coding { written: self.response, read: self.request }
    }
}

/// What one side does with a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coding {
    /// It goes out.
    pub written: bool,
    /// It comes in.
    pub read: bool,
}

/// Where in a message the protocol puts a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Binding {
    /// In the body, under its name on the wire.
    Body,
    /// In the URI.
    Label,
    /// The header of this name.
    Header(String),
    /// Headers that start so, one for each entry.
    PrefixHeaders(String),
    /// The query parameter of this name.
    Query(String),
    /// A query parameter for each entry.
    QueryParams,
    /// It is the body.
    Payload,
    /// The status of a response.
    StatusCode,
}

/// When a client writes a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Where it is set.
    IfSet,
    /// Where it is set; without it no request is made.
    Needed,
    /// Always: there is a value.
    Always,
}

/// Whether `required` stands on a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// It does not.
    Optional,
    /// It does.
    Required,
}

/// What a value has to meet, with what a list or map in it holds. The values of an enum of text are with the enum, which
/// the type names; what the members of structures and unions have to meet is with these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// `length`.
    pub length: Option<LengthLimits>,
    /// `range`.
    pub range: Option<Range>,
    /// `pattern`: the text of an ECMA 262 regular expression, which may match anywhere.
    pub pattern: Option<String>,
    /// `uniqueItems`.
    pub items: Uniqueness,
    /// The intEnum whose values these are, where the type is a plain integer.
    pub int_enum: Option<TypeRef>,
    /// Whether the value may be shown, as in a message that says what is wrong with it.
    pub shown: Shown,
    /// What it holds.
    pub parts: PartConstraints,
}

/// What the parts of a list or map have to meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PartConstraints {
    /// It is neither list nor map.
    #[default]
    None,
    /// Each entry of a list.
    Entries(Box<Constraints>),
    /// Each key and each value of a map.
    KeysAndValues(Box<Constraints>, Box<Constraints>),
}

/// `length`, each bound inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthLimits {
    /// The least.
    pub min: Option<u64>,
    /// The most.
    pub max: Option<u64>,
    /// Of what.
    pub counted: Counted,
}

/// What `length` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// The bytes of a blob.
    Bytes,
    /// The Unicode scalar values of a text.
    Characters,
    /// The entries of a list or map.
    Entries,
}

/// Whether a list may hold a value twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Uniqueness {
    /// It may, or it is no list.
    #[default]
    Any,
    /// It may not.
    Unique,
}

/// Whether a member can be absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// `Option<T>`.
    Optional,
    /// `T`; `build` fails without it.
    Required,
    /// `T`; the zero value of its type stands for an absent one.
    Zero,
    /// `T`; this value stands for an absent one.
    Default(DefaultValue),
}

/// A default that is not the type's zero value.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    /// `true`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction, a 32-bit one.
    Float(f32),
    /// A number with a fraction.
    Double(f64),
    /// Text.
    Text(String),
    /// A value of an enum.
    Enum(TypeRef, String),
    /// Bytes.
    Blob(Vec<u8>),
    /// A time.
    Timestamp {
        /// Seconds since 1970.
        seconds: i64,
        /// And nanoseconds.
        nanos: u32,
    },
    /// A document that is not null.
    Document(serde_json::Value),
    /// The text of a big number.
    BigInteger(String),
    /// The text of a big number.
    BigDecimal(String),
}

/// How a field holds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indirection {
    /// As it is.
    Inline,
    /// In a `Box`, because the type contains itself.
    Boxed,
}

/// How a setter takes a value and an accessor lends it: the kinds of the runtime's `structure!`.
#[derive(Clone, Debug, PartialEq)]
pub enum Accessor {
    /// What becomes a `String` goes in, `&str` comes out.
    Text,
    /// Copied both ways.
    Copy(Scalar),
    /// Goes in as it is, a reference comes out.
    Value(Value),
    /// What becomes a `Box` goes in, a reference to what is in it comes out.
    Boxed(Value),
    /// One entry after the other goes in, a slice comes out.
    List(Element),
    /// The same of texts, each what becomes a `String`.
    Texts,
    /// One entry after the other goes in, the key what becomes one; a reference to the map comes out.
    Map(MapKey, Element),
    /// The same with texts as values, each what becomes a `String`.
    MapText(MapKey),
}

/// Whether `Debug` shows a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    #[default]
    Plain,
    /// As a fixed text: it is `sensitive`.
    Redacted,
}

/// A type that stands in a file of its own below `types`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The Rust name.
    pub name: Ident,
    /// The module below `types`.
    pub module: Module,
    /// Whether it is public as part of `types` or of `types::error`.
    pub home: Home,
}

/// Where a type is public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// `types`
    Types,
    /// `types::error`
    Errors,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A value without parts.
    Scalar(Scalar),
    /// An enum of text.
    Enum(TypeRef),
    /// A structure.
    Structure(TypeRef),
    /// A union.
    Union(TypeRef),
    /// `Vec`
    List(Box<Element>),
    /// `HashMap`
    Map(MapKey, Box<Element>),
}

/// A type of values without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `bool`
    Boolean,
    /// `i8`
    Byte,
    /// `i16`
    Short,
    /// `i32`
    Integer,
    /// `i64`
    Long,
    /// `f32`
    Float,
    /// `f64`
    Double,
    /// `BigInteger`
    BigInteger,
    /// `BigDecimal`
    BigDecimal,
    /// `String`
    Text,
    /// `Blob`
    Blob,
    /// `Document`
    Document,
    /// `DateTime` in one of its forms
    Timestamp(TimestampFormat),
}

/// What a list or map holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The type.
    pub value: Value,
    /// Whether nulls are kept.
    pub nulls: Nulls,
}

/// Whether a list or map keeps nulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// `T`
    Dense,
    /// `sparse`: `Option<T>`
    Sparse,
}

/// The key of a map.
#[derive(Clone, Debug, PartialEq)]
pub enum MapKey {
    /// `String`
    Text,
    /// An enum of text.
    Enum(TypeRef),
}

impl MapKey {
    /// The key as a value.
    pub fn value(&self) -> Value {
        match self {
            Self::Text => Value::Scalar(Scalar::Text),
            Self::Enum(reference) => Value::Enum(reference.clone()),
        }
    }
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The shape.
    pub shape: ShapeId,
    /// The Rust name.
    pub name: Ident,
    /// Where it stands.
    pub module: Module,
    /// What it is.
    pub docs: Vec<String>,
    /// In the model's order.
    pub variants: Vec<UnionVariant>,
    /// How large these are.
    pub size: Size,
    /// In which directions it is used.
    pub directions: Directions,
    /// Whether `Debug` shows every variant.
    pub shown: Shown,
    /// Whether the file may use prelude names.
    pub prelude: Prelude,
    /// What a request's part of this shape is held against; `None` where that is nothing.
    pub checks: Option<Vec<MemberCheck>>,
}

/// A variant of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The variant.
    pub name: Ident,
    /// Such as `as_s`.
    pub accessor: Ident,
    /// Such as `is_s`.
    pub predicate: Ident,
    /// The name on the wire.
    pub wire: String,
    /// What it is.
    pub docs: Vec<String>,
    /// What its value has to meet.
    pub constraints: Constraints,
    /// The same for people.
    pub constraints_in_words: InWords,
    /// What it holds; `None` for `smithy.api#Unit`.
    pub value: Option<Value>,
    /// Whether it is boxed.
    pub indirection: Indirection,
    /// How complex its type is.
    pub complexity: Complexity,
    /// Whether `Debug` shows it.
    pub shown: Shown,
}

/// An enum of text.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// The shape.
    pub shape: ShapeId,
    /// The Rust name.
    pub name: Ident,
    /// Where it stands.
    pub module: Module,
    /// What it is.
    pub docs: Vec<String>,
    /// In the order of their names.
    pub variants: Vec<EnumVariant>,
    /// Whether `Debug` shows the value.
    pub shown: Shown,
    /// Whether the file may use prelude names.
    pub prelude: Prelude,
}

/// A value of an enum of text.
#[derive(Clone, Debug)]
pub struct EnumVariant {
    /// The variant.
    pub name: Ident,
    /// What goes over the wire.
    pub value: String,
    /// What it is.
    pub docs: Vec<String>,
}

/// An enum of numbers: constants, as members of such a type are plain `i32`.
#[derive(Clone, Debug)]
pub struct IntEnum {
    /// The shape.
    pub shape: ShapeId,
    /// The Rust name.
    pub name: Ident,
    /// Where it stands.
    pub module: Module,
    /// What it is.
    pub docs: Vec<String>,
    /// In the model's order.
    pub constants: Vec<IntConstant>,
    /// Whether the file may use prelude names.
    pub prelude: Prelude,
}

/// A value of an enum of numbers.
#[derive(Clone, Debug)]
pub struct IntConstant {
    /// The constant.
    pub name: Ident,
    /// What goes over the wire.
    pub value: i32,
    /// What it is.
    pub docs: Vec<String>,
}

/// A test case of the model that the crate has no test for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedTest {
    /// The case's id.
    pub id: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why a test case of the model is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// `appliesTo: server`.
    Server,
    /// It is about another protocol than the crate's: this one.
    Protocol(ShapeId),
}

/// A case of `smithy.test#httpRequestTests`.
#[derive(Clone, Debug)]
pub struct RequestTest {
    /// The name of the Rust test.
    pub name: Ident,
    /// The case's id and documentation.
    pub docs: Vec<String>,
    /// The parts of the input that are built first.
    pub locals: Vec<Local>,
    /// The input.
    pub input: StructureLiteral,
    /// The host of the endpoint, which may end in a path.
    pub host: String,
    /// What must hold of the request, in the order of checking.
    pub checks: Vec<RequestCheck>,
}

/// What a case says of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestCheck {
    /// The method.
    Method(String),
    /// The path.
    Path(String),
    /// The host that results.
    Host(String),
    /// A query parameter, as `name=value` or `name`.
    QueryParam(String),
    /// The name of a query parameter that is there.
    HasQueryParam(String),
    /// The name of a query parameter that is not there.
    LacksQueryParam(String),
    /// A header's name and value.
    Header(String, String),
    /// The name of a header that is there.
    HasHeader(String),
    /// The name of a header that is not there.
    LacksHeader(String),
    /// The body as a JSON value.
    JsonBody(String),
    /// The body as a CBOR value, in base64.
    CborBody(String),
    /// The body as it stands.
    TextBody(String),
}

/// A case of `smithy.test#httpResponseTests`.
#[derive(Clone, Debug)]
pub struct ResponseTest {
    /// The name of the Rust test.
    pub name: Ident,
    /// The case's id and documentation.
    pub docs: Vec<String>,
    /// The status of the answer.
    pub status: u16,
    /// Header names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: ResponseBody,
    /// What must come out.
    pub outcome: Outcome,
    /// Its members.
    pub expected: Expected,
}

/// The body of an answer, as a case writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseBody {
    /// None, or one without bytes.
    Empty,
    /// Text.
    Text(String),
    /// Bytes in base64.
    Base64(String),
}

/// What a response case says that comes out.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The output.
    Output,
    /// One of the errors.
    Error {
        /// Its variant in the operation's error.
        variant: Ident,
        /// The variant's `is_…`.
        predicate: Ident,
        /// The code in the metadata, where the case says it.
        code: Option<String>,
        /// Who is at fault, where the case says it.
        fault: Option<String>,
    },
}

/// The members that a response case expects.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The parts of the members that are built first.
    pub locals: Vec<Local>,
    /// Every member with its value, zero in the place of each `NaN`.
    pub literal: StructureLiteral,
    /// The members to compare, in the model's order: name on the wire and field.
    pub members: Vec<(String, Ident)>,
    /// Where a float must be `NaN`, which equals nothing: the ways to them.
    pub not_numbers: Vec<Vec<Access>>,
}

/// A part of a value out of a test case, under a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Local {
    /// No other name in the test is the same.
    pub name: Ident,
    /// What it stands for.
    pub value: Literal,
}

/// One step on the way to a value inside a structure.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// A field, perhaps in an `Option` or a `Box`.
    Field(Ident, StepPresence, Indirection),
    /// An entry of a list.
    Index(usize),
    /// An entry of a map.
    Key(MapKey, String),
    /// What an entry of a sparse list or map holds.
    Some,
    /// What a union holds in one of its variants.
    Variant(TypeRef, Ident, Indirection),
}

/// A structure out of a test case.
#[derive(Clone, Debug, PartialEq)]
pub struct StructureLiteral {
    /// Its type.
    pub place: StructurePlace,
    /// Whether its builder can fail.
    pub build: Build,
    /// The fields that are set, in the model's order.
    pub fields: Vec<LiteralField>,
}

/// Where the type of a literal structure stands.
#[derive(Clone, Debug, PartialEq)]
pub enum StructurePlace {
    /// In the operation's module.
    Operation(Ident),
    /// Below `types`.
    Shared(TypeRef),
}

/// A field of a literal structure.
#[derive(Clone, Debug, PartialEq)]
pub struct LiteralField {
    /// The field.
    pub name: Ident,
    /// The builder's `set_…`.
    pub setter: Ident,
    /// The value.
    pub value: Literal,
    /// Whether it is boxed.
    pub indirection: Indirection,
}

/// A value out of a test case.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `bool`
    Boolean(bool),
    /// An integer of any width.
    Integer(i64),
    /// `f32`
    Float(f32),
    /// `f64`
    Double(f64),
    /// `String`
    Text(String),
    /// `BigInteger`
    BigInteger(String),
    /// `BigDecimal`
    BigDecimal(String),
    /// `Blob`
    Blob(String),
    /// `Document`
    Document(serde_json::Value),
    /// `DateTime`
    Timestamp {
        /// Seconds since 1970.
        seconds: i64,
        /// And nanoseconds.
        nanos: u32,
    },
    /// An enum of text.
    Enum(TypeRef, String),
    /// `Vec<T>`
    List(Vec<Literal>),
    /// `Vec<Option<T>>`
    SparseList(Vec<Option<Literal>>),
    /// `HashMap<K, V>`
    Map(MapKey, Vec<(String, Literal)>),
    /// `HashMap<K, Option<V>>`
    SparseMap(MapKey, Vec<(String, Option<Literal>)>),
    /// A structure.
    Structure(StructureLiteral),
    /// A union.
    Union {
        /// The union.
        name: TypeRef,
        /// The variant.
        variant: Ident,
        /// Whether it is boxed.
        indirection: Indirection,
        /// What it holds.
        value: Option<Box<Literal>>,
    },
    /// A part that was built before.
    Local(Ident),
}

/// Where a service is: the model's endpoint rules as a function, and cases that it has to pass.
#[derive(Clone, Debug)]
pub struct EndpointRules {
    /// What the function takes out of its parameters, in the model's order; only what its body uses.
    pub inputs: Vec<RuleInput>,
    /// What it does. It ends with a step that leaves it.
    pub body: Vec<RuleStep>,
    /// What of it the configuration of a client sets, in the model's order.
    pub settings: Vec<EndpointSetting>,
    /// The model's test cases.
    pub cases: Vec<EndpointCase>,
    /// The partition data that the cases were written for, where it is not what the client knows.
    pub partitions: Option<Vec<PartitionFacts>>,
}

/// A parameter of the rules that the builder of a client's configuration sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointSetting {
    /// Its name in the model.
    pub parameter: String,
    /// Its type.
    pub kind: ParameterKind,
    /// The builder's method.
    pub setter: Ident,
    /// The builder's method that takes an `Option`.
    pub option_setter: Ident,
    /// What it is for.
    pub docs: Vec<String>,
}

/// A variable that holds a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInput {
    /// The variable.
    pub name: Ident,
    /// What it holds.
    pub source: InputSource,
}

/// Where a parameter of endpoint rules comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputSource {
    /// `AWS::Region`
    Region,
    /// `AWS::UseFIPS`
    UseFips,
    /// `AWS::UseDualStack`
    UseDualStack,
    /// `SDK::Endpoint`
    Endpoint,
    /// `AWS::Auth::AccountId`
    AccountId,
    /// `AWS::Auth::AccountIdEndpointMode`
    AccountIdEndpointMode,
    /// The client's configuration, or the operation.
    Own {
        /// Its name in the model.
        parameter: String,
        /// Its type.
        kind: ParameterKind,
        /// What it is where nothing sets it.
        default: Option<ParameterValue>,
    },
}

/// A step of the function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleStep {
    /// These steps, if all clauses are met.
    When {
        /// In order; each sees what those before it bind.
        clauses: Vec<Clause>,
        /// What then happens. It ends with a step that leaves the function.
        then: Vec<RuleStep>,
    },
    /// The function gives this endpoint.
    Give {
        /// Its URL.
        url: RuleValue,
        /// Headers of requests to it.
        headers: Vec<(String, RuleValue)>,
        /// `signingName`
        signing_name: Option<RuleValue>,
        /// `signingRegion`
        signing_region: Option<RuleValue>,
        /// How a path is signed.
        path: SignedPath,
        /// The schemes by which alone requests to it are signed, where none of them is spoken.
        unspoken: Vec<String>,
    },
    /// The function fails with this message.
    Fail(RuleValue),
    /// The function fails: no rule fits.
    Exhausted,
}

/// How the path of a request is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignedPath {
    /// As every service but a few has it: normalized, and encoded twice.
    Usual,
    /// `disableDoubleEncoding`
    EncodedOnce,
    /// `disableNormalizePath`
    Raw,
    /// Both.
    RawEncodedOnce,
}

/// A part of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// The value, an `Option`, is there, and goes by this name from here on.
    Bind(Ident, RuleValue),
    /// The value, a boolean, is true.
    Test(RuleValue),
}

/// An expression of the function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleValue {
    /// A variable.
    Variable(Ident),
    /// A variable that holds an `Option` of a text, or the empty text.
    OrEmpty(Ident),
    /// True or false.
    Boolean(bool),
    /// A text with values in it.
    Text(Vec<TextPart>),
    /// A part of a value.
    Attribute(Box<RuleValue>, Attribute),
    /// An `Option` that holds the value.
    Some(Box<RuleValue>),
    /// Whether an `Option` holds something.
    IsSome(Box<RuleValue>),
    /// Whether it does not.
    IsNone(Box<RuleValue>),
    /// The opposite.
    Not(Box<RuleValue>),
    /// Whether two are the same.
    Equal(Box<RuleValue>, Box<RuleValue>),
    /// `rules::partition(region)`, an `Option`.
    Partition(Box<RuleValue>),
    /// `rules::parse_arn(text)`, an `Option`.
    ParseArn(Box<RuleValue>),
    /// `rules::parse_url(text)`, an `Option`.
    ParseUrl(Box<RuleValue>),
    /// `rules::is_valid_host_label(text, with_dots)`.
    IsValidHostLabel(Box<RuleValue>, bool),
    /// `rules::substring(text, start, stop, from_end)`, an `Option`.
    Substring(Box<RuleValue>, usize, usize, bool),
    /// `rules::uri_encode(text)`, an owned text.
    UriEncode(Box<RuleValue>),
    /// A variable that holds an owned text, borrowed.
    Borrowed(Ident),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// As it stands.
    Literal(String),
    /// A value.
    Value(RuleValue),
}

/// A part of a partition, of an ARN, of a URL, or of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// A partition's `name`.
    Name,
    /// `dnsSuffix`
    DnsSuffix,
    /// `dualStackDnsSuffix`
    DualStackDnsSuffix,
    /// `supportsFIPS`
    SupportsFips,
    /// `supportsDualStack`
    SupportsDualStack,
    /// `implicitGlobalRegion`
    ImplicitGlobalRegion,
    /// An ARN's `partition`.
    Partition,
    /// `service`
    Service,
    /// `region`
    Region,
    /// `accountId`
    AccountId,
    /// `resourceId[n]`, an `Option`.
    ResourceId(usize),
    /// A URL's `scheme`.
    Scheme,
    /// `authority`
    Authority,
    /// `path`
    Path,
    /// `normalizedPath`
    NormalizedPath,
    /// `isIp`
    IsIp,
    /// `[n]` of a list of texts, an `Option`.
    Item(usize),
}

/// A test case of endpoint rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointCase {
    /// What it shows.
    pub docs: String,
    /// What the rules are asked with.
    pub inputs: Vec<(InputSource, ParameterValue)>,
    /// What they give.
    pub expected: ExpectedEndpoint,
}
