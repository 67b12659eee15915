//! The model's own test cases (`smithy.test#httpRequestTests`, `smithy.test#httpResponseTests`), for the crate's tests.
//!
//! A case that is about servers or about another protocol is noted and left out. A case that does not fit its shape is
//! an error, as a test that checks less than it says is worse than none.

mod case;
mod literal;
mod locals;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use self::case::{Case, Kind, Wrong};
use self::literal::Types;
use super::ir::{
    Crate, ErrorVariant, Expected, Home, Operation, Outcome, RequestTest, ResponseTest, SkippedTest, Structure,
    StructurePlace, TypeRef,
};
use crate::docs;
use crate::model::{Model, Place, Problem, ShapeId, ShapeKind, Traits};
use crate::names::{self, Ident};

/// Fills in the tests of every operation, once all types are known.
///
/// # Errors
/// A case names a member that does not exist, or gives it a value of another type.
pub(super) fn add(model: &Model, file: &str, krate: &mut Crate) -> Result<(), Box<Problem>> {
    let protocol = krate.service.protocol.id();
    let types = Types::new(&krate.types, &krate.errors);
    let cases = Cases { model, file, protocol, types };
    let shapes: BTreeMap<&ShapeId, &Traits> = model.operations.iter().map(|shape| (&shape.id, &shape.traits)).collect();
    let mut tested_errors = BTreeSet::new();
    for operation in &mut krate.operations {
        let Some((id, traits)) = shapes.get_key_value(&operation.shape) else { continue };
        let mut found = Found::default();
        cases.requests(&mut found, operation, id, traits)?;
        cases.responses(&mut found, operation, id, traits)?;
        for variant in &operation.error.variants {
            let error = krate.errors.iter().find(|error| error.shape.as_ref() == Some(&variant.shape));
            if let Some(error) = error.filter(|error| tested_errors.insert(&error.name)) {
                cases.errors(&mut found, variant, error)?;
            }
        }
        found.tell_names_apart();
        operation.request_tests = found.requests;
        operation.response_tests = found.responses;
        operation.skipped_tests = found.skipped;
    }
    Ok(())
}

/// The tests of one operation.
#[derive(Default)]
struct Found {
    requests: Vec<RequestTest>,
    responses: Vec<ResponseTest>,
    skipped: Vec<SkippedTest>,
}

impl Found {
    /// Ids are unique in a model, but not the names that become of them.
    fn tell_names_apart(&mut self) {
        let names = self
            .requests
            .iter_mut()
            .map(|test| &mut test.name)
            .chain(self.responses.iter_mut().map(|test| &mut test.name));
        let names: Vec<&mut Ident> = names.collect();
        let numbers: Vec<String> = (0..names.len()).map(|number| format!("{number:08}")).collect();
        let wanted: Vec<(&str, Ident)> =
            numbers.iter().map(String::as_str).zip(names.iter().map(|name| (**name).clone())).collect();
        for (name, resolved) in names.into_iter().zip(names::tell_apart(names::Kind::Function, &wanted)) {
            *name = resolved.name;
        }
    }
}

/// What all cases share.
struct Cases<'c> {
    model: &'c Model,
    file: &'c str,
    protocol: &'static str,
    types: Types<'c>,
}

impl Cases<'_> {
    fn requests(
        &self,
        found: &mut Found,
        operation: &Operation,
        id: &ShapeId,
        traits: &Traits,
    ) -> Result<(), Box<Problem>> {
        for case in self.cases(found, Kind::Request, id, &traits.http_request_tests)? {
            let test = self.request(operation, &case).map_err(|wrong| self.problem(Kind::Request, id, wrong))?;
            found.requests.push(test);
        }
        Ok(())
    }

    fn responses(
        &self,
        found: &mut Found,
        operation: &Operation,
        id: &ShapeId,
        traits: &Traits,
    ) -> Result<(), Box<Problem>> {
        for case in self.cases(found, Kind::Response, id, &traits.http_response_tests)? {
            let place = StructurePlace::Operation(operation.output.name.clone());
            let test = self
                .expected(&operation.output, place, &case)
                .and_then(|expected| response(&case, Outcome::Output, expected))
                .map_err(|wrong| self.problem(Kind::Response, id, wrong))?;
            found.responses.push(test);
        }
        Ok(())
    }

    fn errors(&self, found: &mut Found, variant: &ErrorVariant, error: &Structure) -> Result<(), Box<Problem>> {
        let Some(shape) = error.shape.as_ref().and_then(|id| self.model.shapes.get(id)) else { return Ok(()) };
        for case in self.cases(found, Kind::Response, &shape.id, &shape.traits.http_response_tests)? {
            let test =
                self.error(variant, error, &case).map_err(|wrong| self.problem(Kind::Response, &shape.id, wrong))?;
            found.responses.push(test);
        }
        Ok(())
    }

    /// The cases that the crate can be tested with; the others are noted.
    fn cases<'m>(
        &self,
        found: &mut Found,
        kind: Kind,
        id: &ShapeId,
        cases: &'m [Json],
    ) -> Result<Vec<Case<'m>>, Box<Problem>> {
        let mut kept = Vec::new();
        for case in cases {
            let case = Case::new(kind, case, self.protocol).map_err(|wrong| self.problem(kind, id, wrong))?;
            match case.skip.clone() {
                Some(reason) => found.skipped.push(SkippedTest { id: case.id.to_owned(), reason }),
                None => kept.push(case),
            }
        }
        Ok(kept)
    }

    fn request(&self, operation: &Operation, case: &Case<'_>) -> Result<RequestTest, Wrong> {
        let input = literal::given(&self.types, &operation.input, case.params()?);
        let input = input.map_err(|wrong| case.wrong(&wrong.message, &wrong.remedy))?;
        let (locals, input) = locals::flatten(input);
        Ok(RequestTest {
            name: test_name(case),
            docs: test_docs(case),
            locals,
            input,
            host: case.host()?.to_owned(),
            checks: case.request_checks()?,
        })
    }

    fn expected(&self, structure: &Structure, place: StructurePlace, case: &Case<'_>) -> Result<Expected, Wrong> {
        let shape = structure.shape.as_ref().and_then(|id| self.model.shapes.get(id));
        let is_member = |name: &str| {
            shape.is_some_and(|shape| match &shape.kind {
                ShapeKind::Structure(members) => members.iter().any(|member| member.name == name),
                _ => false,
            })
        };
        literal::expected(&self.types, structure, place, case.params()?, is_member)
            .map_err(|wrong| case.wrong(&wrong.message, &wrong.remedy))
    }

    fn error(&self, variant: &ErrorVariant, error: &Structure, case: &Case<'_>) -> Result<ResponseTest, Wrong> {
        let reference = TypeRef { name: error.name.clone(), module: error.module.clone(), home: Home::Errors };
        let outcome = Outcome::Error {
            variant: variant.name.clone(),
            predicate: variant.predicate.clone(),
            code: case.error_code_param("code")?,
            fault: case.error_code_param("type")?,
        };
        response(case, outcome, self.expected(error, StructurePlace::Shared(reference), case)?)
    }

    fn problem(&self, kind: Kind, id: &ShapeId, wrong: Wrong) -> Box<Problem> {
        Box::new(Problem {
            position: None,
            file: self.file.to_owned(),
            place: Place::shape(id).of_trait(kind.trait_id()),
            message: wrong.message,
            remedy: wrong.remedy,
        })
    }
}

fn response(case: &Case<'_>, outcome: Outcome, expected: Expected) -> Result<ResponseTest, Wrong> {
    Ok(ResponseTest {
        name: test_name(case),
        docs: test_docs(case),
        status: case.status()?,
        headers: case.headers()?,
        body: case.body()?,
        outcome,
        expected,
    })
}

fn test_name(case: &Case<'_>) -> Ident {
    names::module_name(case.id)
}

/// The id, then what the case is about.
fn test_docs(case: &Case<'_>) -> Vec<String> {
    let mut lines = vec![format!("Case {}.", docs::literal(case.id))];
    let about = docs::to_rustdoc(case.documentation);
    if !about.is_empty() {
        lines.push(String::new());
        lines.extend(about);
    }
    lines
}
