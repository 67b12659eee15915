//! Endpoint rules, taken apart: which parameters they ask for, and what follows from what.
//! Source: the Smithy specification of the endpoint rules engine.

/// `smithy.rules#endpointRuleSet`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// What the rules are asked with, in the model's order.
    pub parameters: Vec<RuleParameter>,
    /// The first rule whose conditions are met decides.
    pub rules: Vec<Rule>,
}

/// A parameter of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleParameter {
    /// The name by which rules, traits and test cases refer to it.
    pub name: String,
    /// The type of its value.
    pub kind: ParameterKind,
    /// The setting of every client that it is, such as `AWS::Region`.
    pub built_in: Option<String>,
    /// Whether the rules cannot be asked without it.
    pub required: bool,
    /// What it is where nothing sets it.
    pub default: Option<ParameterValue>,
}

/// A parameter of the rules that the configuration of a client sets (`smithy.rules#clientContextParams`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientParameter {
    /// The name by which rules refer to it.
    pub name: String,
    /// The type of its value.
    pub kind: ParameterKind,
    /// What it is for, as the model says it.
    pub documentation: Option<String>,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `string`
    Text,
    /// `boolean`
    Boolean,
    /// `stringArray`
    Texts,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// A text.
    Text(String),
    /// True or false.
    Boolean(bool),
    /// A list of texts.
    Texts(Vec<String>),
}

impl ParameterValue {
    /// Its type.
    pub fn kind(&self) -> ParameterKind {
        match self {
            Self::Text(_) => ParameterKind::Text,
            Self::Boolean(_) => ParameterKind::Boolean,
            Self::Texts(_) => ParameterKind::Texts,
        }
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// All of them have to be met, in order.
    pub conditions: Vec<Condition>,
    /// What follows.
    pub then: Consequence,
}

/// A condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// It is met where this has a value that is not `false`.
    pub call: RuleCall,
    /// The name by which what follows refers to the value.
    pub assign: Option<String>,
}

/// What follows from the conditions of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: Argument,
        /// Headers that requests to it carry.
        headers: Vec<(String, Vec<Argument>)>,
        /// How requests to it are signed, in order of preference.
        auth: Vec<EndpointAuth>,
    },
    /// There is none; this says why.
    Error(Argument),
    /// These rules decide, and none after them.
    Tree(Vec<Rule>),
}

/// An entry of an endpoint's `authSchemes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointAuth {
    /// Such as `sigv4`.
    pub name: String,
    /// `signingName`
    pub signing_name: Option<Argument>,
    /// `signingRegion`
    pub signing_region: Option<Argument>,
    /// `disableDoubleEncoding`
    pub disable_double_encoding: bool,
    /// `disableNormalizePath`
    pub disable_normalize_path: bool,
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A text with values in it.
    Template(Vec<TemplatePart>),
    /// True or false.
    Boolean(bool),
    /// The value of a parameter or of an earlier condition.
    Reference(String),
    /// What a function gives.
    Call(Box<RuleCall>),
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatePart {
    /// As it stands.
    Literal(String),
    /// `{Region}`, or `{PartitionResult#dnsSuffix}` with the way into the value.
    Value {
        /// The parameter, or what an earlier condition assigned.
        name: String,
        /// The way into it.
        path: Vec<AttributeStep>,
    },
}

/// A step on the way into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeStep {
    /// `name`
    Key(String),
    /// `[0]`
    Index(usize),
}

/// A call of one of the functions that rules know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleCall {
    /// Whether a value is there.
    IsSet(Argument),
    /// The opposite.
    Not(Argument),
    /// Whether two are the same.
    BooleanEquals(Argument, Argument),
    /// Whether two are the same.
    StringEquals(Argument, Argument),
    /// A part of a value.
    GetAttr(Argument, Vec<AttributeStep>),
    /// The partition of a region.
    Partition(Argument),
    /// An ARN taken apart.
    ParseArn(Argument),
    /// A URL taken apart.
    ParseUrl(Argument),
    /// Whether a text can be a label of a host's name, or several with dots between them.
    IsValidHostLabel(Argument, bool),
    /// Some characters of an ASCII text: from, to, and whether counted from the end.
    Substring(Argument, usize, usize, bool),
    /// A text in percent-encoding.
    UriEncode(Argument),
}

/// A case of `smithy.rules#endpointTests`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointTest {
    /// What it shows.
    pub documentation: String,
    /// What the rules are asked with, by name.
    pub parameters: Vec<(String, ParameterValue)>,
    /// What they give.
    pub expected: ExpectedEndpoint,
}

/// What a case expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedEndpoint {
    /// An endpoint.
    Endpoint {
        /// Its URL.
        url: String,
        /// Its headers.
        headers: Vec<(String, Vec<String>)>,
        /// The name and the region in signatures of the first scheme that is spoken.
        signing: Option<(Option<String>, Option<String>)>,
    },
    /// The message.
    Error(String),
}

/// A partition, as other data than the client's own has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartitionFacts {
    /// Such as `aws`.
    pub name: String,
    /// Such as `amazonaws.com`.
    pub dns_suffix: String,
    /// The suffix of hosts that are reachable by IPv6, too.
    pub dual_stack_dns_suffix: String,
    /// Whether there are hosts that meet FIPS 140.
    pub supports_fips: bool,
    /// Whether there are hosts that are reachable by IPv6, too.
    pub supports_dual_stack: bool,
    /// The region of services that have none.
    pub implicit_global_region: String,
    /// How the names of its regions begin.
    pub prefixes: Vec<String>,
    /// The regions that are known by name.
    pub regions: Vec<String>,
}
