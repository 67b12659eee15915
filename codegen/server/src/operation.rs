//! Operations as [`server!`](crate::server!) makes them: a name, and a function from the bytes of a request to an answer.

use std::sync::Arc;

use bytes::Bytes;
use tinsmith_runtime::codec::ReadError;
use tinsmith_runtime::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, Unhandled};
use tinsmith_runtime::metadata::OperationMetadata;
use tinsmith_runtime::serving::{ErrorFacts, ServedErrors};
use tinsmith_runtime::validation::{Patterns, Structure, Violations, Walk, violations};

use crate::fault::{Fault, FaultKind, NOT_IMPLEMENTED};
use crate::{BoxFuture, Context};

/// What an operation is called with.
#[derive(Debug)]
pub struct Incoming {
    context: Context,
    body: Bytes,
    validation: Option<Arc<Patterns>>,
}

impl Incoming {
    pub(crate) fn new(context: Context, body: Bytes, validation: Option<Arc<Patterns>>) -> Self {
        Self { context, body, validation }
    }

    /// Holds the body against what the model says of the input, where the service does: the answer to one that breaks it.
    /// It has been read before.
    pub fn violations(&self, reader: impl Walk, constraints: &'static Structure) -> Option<Answer> {
        let patterns = self.validation.as_deref()?;
        // What cannot be walked through was read otherwise than it is written: the operation decides.
        let found = violations(reader, constraints, patterns).ok()?;
        (!found.is_empty()).then_some(Answer(Outcome::Invalid(found)))
    }

    /// What the operation is told besides its input.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The body of the request.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// What becomes of a call, not yet in the frame of the protocol.
#[derive(Debug)]
pub struct Answer(pub(crate) Outcome);

/// What becomes of a call.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It worked: the body.
    Output(Vec<u8>),
    /// An error of the model: what it says of it, and the body.
    Modeled(&'static ErrorFacts, Vec<u8>),
    /// An error that the model does not have.
    Other(ErrorMetadata),
    /// The input breaks what the model says.
    Invalid(Violations),
    /// The frame has something to say.
    Fault(Fault),
}

impl Answer {
    /// The input cannot be read.
    pub fn unreadable(error: &ReadError) -> Self {
        Self(Outcome::Fault(Fault::new(FaultKind::Serialization, error.to_string())))
    }

    /// The output, as far as it can be written.
    pub fn output(body: Result<Vec<u8>, BuildError>) -> Self {
        Self(body.map_or_else(|_| Outcome::Fault(Fault::internal()), Outcome::Output))
    }

    /// What the operation failed with, by the writer `W`. `full_ids` tells whether the type of an error is its absolute
    /// id, or its name alone.
    pub fn error<W>(error: &impl ServedErrors<W>, full_ids: bool) -> Self {
        match error.served() {
            Ok(error) => {
                let facts = error.facts();
                let r#type = if full_ids { facts.id } else { facts.name() };
                let body = error.body(r#type);
                Self(body.map_or_else(|_| Outcome::Fault(Fault::internal()), |body| Outcome::Modeled(facts, body)))
            }
            Err(unhandled) => Self(other(unhandled)),
        }
    }
}

/// An error with a code is what the implementation wants its caller to see; one without is its own affair.
fn other(error: &Unhandled) -> Outcome {
    match error.code() {
        Some(NOT_IMPLEMENTED) => Outcome::Fault(Fault::new(FaultKind::NotImplemented, NOT_WRITTEN)),
        Some(_) => Outcome::Other(error.meta().clone()),
        None => Outcome::Fault(Fault::internal()),
    }
}

const NOT_WRITTEN: &str = "this service does not have the operation yet";

/// What the methods of the trait that [`server!`](crate::server!) writes fail with where nobody wrote them.
pub fn not_implemented() -> Unhandled {
    Unhandled::new(ErrorMetadata::builder().code(NOT_IMPLEMENTED).message(NOT_WRITTEN).build(), None)
}

/// From an implementation and a request to an answer.
pub type Call<T> = fn(Arc<T>, Incoming) -> BoxFuture<'static, Answer>;

/// An operation that can be called by its name.
pub struct Operation<T> {
    pub(crate) metadata: OperationMetadata,
    pub(crate) errors: &'static [&'static str],
    pub(crate) call: Call<T>,
}

impl<T> Operation<T> {
    /// An operation, the names of its errors, and how it is called.
    pub fn new(metadata: OperationMetadata, errors: &'static [&'static str], call: Call<T>) -> Self {
        Self { metadata, errors, call }
    }
}
