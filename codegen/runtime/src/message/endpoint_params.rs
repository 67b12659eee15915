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

impl EndpointParam {
    /// A list of texts.
    pub fn texts(texts: impl IntoIterator<Item: AsRef<str>>) -> Self {
        Self::Texts(texts.into_iter().map(|text| text.as_ref().to_owned()).collect())
    }
}

impl From<&str> for EndpointParam {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for EndpointParam {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for EndpointParam {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for EndpointParam {
    fn from(on: bool) -> Self {
        Self::Boolean(on)
    }
}

impl From<&[&str]> for EndpointParam {
    fn from(texts: &[&str]) -> Self {
        Self::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
    }
}

impl From<&Vec<String>> for EndpointParam {
    fn from(texts: &Vec<String>) -> Self {
        Self::Texts(texts.clone())
    }
}

impl From<Vec<String>> for EndpointParam {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}
