//! What a change means for the generated crate: its public items before and after, by the names and types that the
//! generator writes.
//!
//! | what happens | bump | why |
//! | --- | --- | --- |
//! | an item is gone, or has another type | major | programs that use it do not compile |
//! | `build()` becomes a `Result`, or stops being one | major | it has another type |
//! | a field, variant, type, method or operation is new | minor | structures and enums are `#[non_exhaustive]` |
//! | a default, retry class, redaction, required member of an input … is another | minor | programs compile and behave differently |
//! | anything else: docs, constraints, tests | patch | nothing that a program can see |

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

use super::change::{Action, Bump, Change, ItemChange, RustReport, Unavailable};
use super::formats;
use super::view::{Kind, View};
use crate::lower::ir::{
    Accessor, Build, Collection, Crate, DefaultValue, Element, ErrorVariant, Field, Home, HostPart, Indirection,
    IntEnum, Items, MapKey, Nulls, Operation, Pagination, Presence, Role, Scalar, ServiceError, Shown, StringEnum,
    Structure, TypeDefinition, TypeRef, Union, Value, Waiter, Written,
};
use crate::lower::{self, LowerOptions};
use crate::model::{self, EnumMember, Errors, IntEnumMember, Member, Model, ShapeId, ShapeKind, Traits};

/// Which changes may bring about that an item differs.
#[derive(Clone, Debug)]
enum Cause {
    Exactly(String),
    StartingWith(String),
}

/// Causes from the nearest to the most remote; the nearest that are there count.
type Causes = Vec<Vec<Cause>>;

struct Item {
    signature: String,
    causes: Causes,
    behaviours: Vec<Behaviour>,
}

/// What a program sees of an item without compiling differently.
struct Behaviour {
    what: &'static str,
    value: String,
    causes: Causes,
}

type PublicItems = BTreeMap<String, Item>;

/// Compares the crates of two models, and gives every change its bump.
pub(super) fn report(old: &View<'_>, new: &View<'_>, protocols: &[String], changes: &mut [Change]) -> RustReport {
    let (before, after) = match (lowered(old, protocols), lowered(new, protocols)) {
        (Ok(before), Ok(after)) => (before, after),
        (_, Err(why)) => return unavailable(Unavailable::New(why)),
        (Err(why), Ok(_)) => return unavailable(Unavailable::Old(why)),
    };
    // Causes take most of the time, and nearly all items stay as they are: they are looked for where items differ.
    let wanted = differing(&items(old, &before, Wanted::All), &items(new, &after, Wanted::All));
    let (before, after) = (items(old, &before, Wanted::Only(&wanted)), items(new, &after, Wanted::Only(&wanted)));
    let ids: BTreeMap<String, usize> =
        changes.iter().enumerate().map(|(index, change)| (change.id.clone(), index)).collect();
    let mut items = compare(&before, &after, &ids);
    if old.scope.mixed {
        // What only one of the formats can say is no difference, so what follows from it is none either.
        items.retain(|item| !item.changes.is_empty());
    }
    for change in changes.iter_mut() {
        change.rust = Some(Bump::Patch);
    }
    for item in &items {
        for change in item.changes.iter().filter_map(|id| ids.get(id)).copied() {
            if let Some(change) = changes.get_mut(change) {
                change.rust = change.rust.max(Some(item.bump));
            }
        }
    }
    let bumps = changes.iter().filter_map(|change| change.rust).chain(items.iter().map(|item| item.bump));
    RustReport { bump: bumps.max(), items, unavailable: None }
}

fn unavailable(why: Unavailable) -> RustReport {
    RustReport { bump: None, items: Vec::new(), unavailable: Some(why) }
}

fn lowered(view: &View<'_>, protocols: &[String]) -> Result<Crate, String> {
    // Documentation takes most of the time that lowering takes, and no part in this.
    let mut model = without_docs(&model::without_streams(view.model));
    if view.scope.mixed {
        formats::reduce_model(&mut model);
    }
    let options = LowerOptions { protocols: protocols.to_vec(), ..LowerOptions::default() };
    lower::lower(&model, &options)
        .map(|lowered| lowered.krate)
        .map_err(|Errors(problems)| problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("; "))
}

/// Which items to collect.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    /// All, without their causes.
    All,
    /// Those at the paths, with their causes.
    Only(&'a HashSet<String>),
}

fn items(view: &View<'_>, krate: &Crate, wanted: Wanted<'_>) -> PublicItems {
    let mut collector = Collector { view, wanted, items: BTreeMap::new() };
    collector.krate(krate);
    collector.items
}

/// The paths of what is not the same on both sides.
fn differing(before: &PublicItems, after: &PublicItems) -> HashSet<String> {
    let same = |item: &Item, other: &Item| {
        let behaviours = |item: &Item| -> Vec<(&'static str, String)> {
            item.behaviours.iter().map(|behaviour| (behaviour.what, behaviour.value.clone())).collect()
        };
        item.signature == other.signature && behaviours(item) == behaviours(other)
    };
    let gone = before.iter().filter(|(path, item)| !after.get(*path).is_some_and(|other| same(item, other)));
    let added = after.iter().filter(|(path, _)| !before.contains_key(*path));
    gone.chain(added).map(|(path, _)| path.clone()).collect()
}

fn without_docs(model: &Model) -> Model {
    let mut model = model.clone();
    let clear = |traits: &mut Traits| {
        traits.documentation = None;
        traits.deprecated = None;
    };
    let clear_member = |member: &mut Member| clear(&mut member.traits);
    clear(&mut model.service.traits);
    model.operations.iter_mut().for_each(|operation| clear(&mut operation.traits));
    for shape in model.shapes.values_mut() {
        clear(&mut shape.traits);
        match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => members.iter_mut().for_each(clear_member),
            ShapeKind::Enum(values) => values.iter_mut().for_each(|EnumMember { traits, .. }| clear(traits)),
            ShapeKind::IntEnum(values) => values.iter_mut().for_each(|IntEnumMember { traits, .. }| clear(traits)),
            _ => {}
        }
    }
    model
}

fn compare(before: &PublicItems, after: &PublicItems, ids: &BTreeMap<String, usize>) -> Vec<ItemChange> {
    let mut changes = Vec::new();
    for (path, item) in before {
        let Some(other) = after.get(path) else {
            let changes_of = causes(ids, &[&item.causes]);
            changes.push(ItemChange {
                path: path.clone(),
                action: Action::Removed,
                old: Some(item.signature.clone()),
                new: None,
                bump: Bump::Major,
                changes: changes_of,
            });
            continue;
        };
        if item.signature != other.signature {
            changes.push(ItemChange {
                path: path.clone(),
                action: Action::Changed,
                old: Some(item.signature.clone()),
                new: Some(other.signature.clone()),
                bump: Bump::Major,
                changes: causes(ids, &[&item.causes, &other.causes]),
            });
        }
        behaviours(path, item, other, ids, &mut changes);
    }
    for (path, item) in after.iter().filter(|(path, _)| !before.contains_key(*path)) {
        changes.push(ItemChange {
            path: path.clone(),
            action: Action::Added,
            old: None,
            new: Some(item.signature.clone()),
            bump: Bump::Minor,
            changes: causes(ids, &[&item.causes]),
        });
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

fn behaviours(path: &str, old: &Item, new: &Item, ids: &BTreeMap<String, usize>, changes: &mut Vec<ItemChange>) {
    let find = |item: &'_ Item, what: &str| item.behaviours.iter().position(|behaviour| behaviour.what == what);
    let mut push = |before: Option<&Behaviour>, after: Option<&Behaviour>| {
        let value = |behaviour: Option<&Behaviour>| behaviour.map(|behaviour| behaviour.value.clone());
        let Some(what) = before.or(after).map(|behaviour| behaviour.what) else { return };
        if value(before) == value(after) {
            return;
        }
        let all: Vec<&Causes> = before.iter().chain(after.iter()).map(|behaviour| &behaviour.causes).collect();
        changes.push(ItemChange {
            path: format!("{path} ({what})"),
            action: match (before, after) {
                (None, _) => Action::Added,
                (_, None) => Action::Removed,
                _ => Action::Changed,
            },
            old: value(before),
            new: value(after),
            bump: Bump::Minor,
            changes: causes(ids, &all),
        });
    };
    for before in &old.behaviours {
        push(Some(before), find(new, before.what).and_then(|index| new.behaviours.get(index)));
    }
    for after in new.behaviours.iter().filter(|after| find(old, after.what).is_none()) {
        push(None, Some(after));
    }
}

/// The changes that are the nearest causes, sorted.
fn causes(ids: &BTreeMap<String, usize>, sides: &[&Causes]) -> Vec<String> {
    let levels = sides.iter().map(|causes| causes.len()).max().unwrap_or_default();
    for level in 0..levels {
        let mut found: Vec<String> = Vec::new();
        for cause in sides.iter().filter_map(|causes| causes.get(level)).flatten() {
            match cause {
                Cause::Exactly(id) => found.extend(ids.get_key_value(id).map(|(id, _)| id.clone())),
                Cause::StartingWith(prefix) => {
                    let from = (Bound::Included(prefix.as_str()), Bound::Unbounded);
                    let range = ids.range::<str, _>(from).take_while(|(id, _)| id.starts_with(prefix.as_str()));
                    found.extend(range.map(|(id, _)| id.clone()));
                }
            }
        }
        if !found.is_empty() {
            found.sort_unstable();
            found.dedup();
            return found;
        }
    }
    Vec::new()
}

fn exactly(text: impl Into<String>) -> Cause {
    Cause::Exactly(text.into())
}

fn starting_with(text: impl Into<String>) -> Cause {
    Cause::StartingWith(text.into())
}

/// The part of an operation that a structure is.
#[derive(Clone, Copy)]
struct End<'a> {
    operation: &'a str,
    side: &'static str,
}

struct Collector<'v, 'm> {
    view: &'v View<'m>,
    wanted: Wanted<'v>,
    items: PublicItems,
}

impl Collector<'_, '_> {
    fn add(&mut self, path: String, signature: impl Into<String>, causes: Causes, behaviours: Vec<Behaviour>) {
        if self.is_wanted(&path) {
            self.items.insert(path, Item { signature: signature.into(), causes, behaviours });
        }
    }

    fn is_wanted(&self, path: &str) -> bool {
        match self.wanted {
            Wanted::All => true,
            Wanted::Only(paths) => paths.contains(path),
        }
    }

    fn krate(&mut self, krate: &Crate) {
        let Crate {
            package: _,
            library: _,
            docs: _,
            description: _,
            service,
            operations,
            types,
            errors,
            error,
            compression: _,
            endpoint: _,
            waiters,
            server: _,
            example: _,
        } = krate;
        let behaviours = [
            ("name", service.id.name().to_owned(), "service-name"),
            ("SDK id", service.sdk_id.clone(), "sdk-id"),
            ("version", service.version.clone(), "version"),
            ("protocol", format!("{:?}", service.protocol), "protocols"),
            ("endpoint prefix", service.endpoint_prefix.clone().unwrap_or_default(), "endpoint-prefix"),
            ("signing name", service.signing_name.clone().unwrap_or_default(), "signing-name"),
            ("query compatible", format!("{:?}", service.query_compatible), "query-compatible"),
        ];
        let behaviours = behaviours
            .into_iter()
            .map(|(what, value, aspect)| Behaviour {
                what,
                value,
                causes: vec![vec![exactly(format!("$service:{aspect}"))]],
            })
            .collect();
        self.add("meta::SERVICE".to_owned(), "ServiceMetadata", vec![vec![starting_with("$service:")]], behaviours);
        for operation in operations {
            self.operation(operation);
        }
        for waiter in waiters {
            let Waiter {
                name,
                method,
                docs: _,
                operation: _,
                module,
                input: _,
                builder: _,
                min_delay,
                max_delay,
                acceptors,
            } = waiter;
            let causes = vec![
                krate
                    .operations
                    .iter()
                    .filter(|operation| operation.module == *module)
                    .flat_map(|operation| {
                        let key = self.view.key(&operation.shape);
                        [exactly(format!("{key}:waiters")), exactly(format!("{key}:operation"))]
                    })
                    .collect(),
            ];
            let how = format!("every {min_delay} to {max_delay} s: {acceptors:?}");
            let behaviours = vec![Behaviour { what: "acceptors", value: how, causes: causes.clone() }];
            self.add(format!("waiters::{name}"), "struct", causes.clone(), behaviours);
            self.add(format!("client::Client::{method}"), "fn", causes, Vec::new());
        }
        for definition in types {
            match definition {
                TypeDefinition::Structure(structure) => self.structure("types", "types::builders", structure, None),
                TypeDefinition::Union(union) => self.union(union),
                TypeDefinition::Enum(string_enum) => self.string_enum(string_enum),
                TypeDefinition::IntEnum(int_enum) => self.int_enum(int_enum),
            }
        }
        for error in errors {
            self.structure("types::error", "types::error::builders", error, None);
        }
        let ServiceError { variants, size: _ } = error;
        for ErrorVariant { shape, name, error, predicate: _, codes: _, docs: _ } in variants {
            let labels = self.labels(Some(shape), None);
            let path = format!("error::Error::{name}");
            self.add(path, format!("types::error::{error}"), whole(&labels, None), Vec::new());
        }
    }

    /// The names under which changes of a shape are reported.
    fn labels(&self, shape: Option<&ShapeId>, end: Option<End<'_>>) -> Vec<String> {
        let own = shape.map(|id| self.view.key(id));
        let part = end.map(|end| format!("{}.{}", end.operation, end.side));
        own.into_iter().chain(part).collect()
    }

    fn operation(&mut self, operation: &Operation) {
        let Operation {
            shape,
            wire: _,
            name,
            module,
            docs: _,
            summary: _,
            input,
            output,
            error,
            request_body: _,
            safety,
            compression,
            idempotency_tokens,
            input_endpoint,
            host_prefix,
            endpoint_params,
            pagination,
            request_tests: _,
            response_tests: _,
            prelude: _,
            signing,
            polling,
            // It follows from the module.
            method: _,
            deprecation,
            skipped_tests: _,
        } = operation;
        let key = self.view.key(shape);
        let path = format!("operation::{}", module.ident);
        let here = || vec![exactly(format!("{key}:operation"))];
        let behaviour = |what, value: String, aspects: &[&str]| Behaviour {
            what,
            value,
            causes: vec![aspects.iter().map(|aspect| exactly(format!("{key}:{aspect}"))).collect(), here()],
        };
        let needed = input.fields.iter().filter(|field| field.written == Written::Needed);
        let mut required: Vec<&str> = needed.map(|field| field.wire.as_str()).collect();
        // Which are asked for counts, not the model's order.
        required.sort_unstable();
        let required = required.join(", ");
        let tokens: Vec<String> = idempotency_tokens.iter().map(ToString::to_string).collect();
        let input_labels = self.labels(input.shape.as_ref(), Some(End { operation: &key, side: "input" }));
        let token_causes = vec![input_labels.iter().map(|label| starting_with(format!("{label}$"))).collect(), here()];
        let prefix: String = host_prefix
            .iter()
            .flat_map(|prefix| &prefix.parts)
            .map(|part| match part {
                HostPart::Text(text) => text.clone(),
                HostPart::Label { field, wire: _ } => format!("{{{field}}}"),
            })
            .collect();
        let endpoint = input_endpoint.as_ref().map(ToString::to_string).unwrap_or_default();
        let behaviours = vec![
            behaviour("repetition", format!("{safety:?}"), &["idempotent", "readonly"]),
            behaviour("compression", format!("{compression:?}"), &["request-compression"]),
            behaviour("signing", format!("{signing:?}"), &["auth"]),
            behaviour("polling", format!("{polling:?}"), &["long-poll"]),
            behaviour("endpoint parameters", format!("{endpoint_params:?}"), &["endpoint-params"]),
            behaviour("deprecation", deprecation.clone().unwrap_or_default(), &["deprecated"]),
            behaviour("host prefix", prefix, &["host-prefix"]),
            Behaviour { what: "required members", value: required, causes: token_causes.clone() },
            Behaviour { what: "endpoint", value: endpoint, causes: token_causes.clone() },
            Behaviour { what: "idempotency tokens", value: tokens.join(", "), causes: token_causes },
        ];
        self.add(format!("{path}::{name}"), "struct", vec![here()], behaviours);
        self.structure(&path, &path, input, Some(End { operation: &key, side: "input" }));
        self.structure(&path, &path, output, Some(End { operation: &key, side: "output" }));
        self.add(format!("{path}::{}", error.name), "enum", vec![here()], Vec::new());
        for variant in &error.variants {
            let code = variant.codes.first().map(String::as_str).unwrap_or_default();
            let causes =
                vec![vec![exactly(format!("{key}:error.{code}")), exactly(format!("$service:error.{code}"))], here()];
            let codes = vec![Behaviour {
                what: "codes",
                value: variant.codes.join(", "),
                causes: vec![vec![exactly(format!("{code}:query-error"))], here()],
            }];
            let signature = format!("types::error::{}", variant.error);
            self.add(format!("{path}::{}::{}", error.name, variant.name), signature, causes.clone(), codes);
            self.add(format!("{path}::{}::{}", error.name, variant.predicate), "fn", causes, Vec::new());
        }
        if let Some(pagination) = pagination {
            self.pagination(&format!("{path}::{name}"), &key, pagination, output);
        }
    }

    fn pagination(&mut self, path: &str, key: &str, pagination: &Pagination, output: &Structure) {
        let Pagination { input_token, token, output_token, page_size, items } = pagination;
        let mut causes = vec![vec![exactly(format!("{key}:pagination")), exactly(format!("{key}:operation"))]];
        // Where the model names no items, they are the only list of the output.
        let labels = self.labels(output.shape.as_ref(), Some(End { operation: key, side: "output" }));
        causes.push(labels.iter().map(|label| starting_with(format!("{label}$"))).collect());
        let steps =
            |path: &[lower::ir::PathStep]| path.iter().map(|step| step.field.to_string()).collect::<Vec<_>>().join(".");
        let size = page_size.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
        let how = format!("{input_token} from {}, {size} a page", steps(output_token));
        let behaviours = vec![Behaviour { what: "members", value: how, causes: causes.clone() }];
        self.add(format!("impl Paginated for {path}"), ty(token), causes.clone(), behaviours);
        if let Some(Items { path: items, collection }) = items {
            let behaviours = vec![Behaviour { what: "items", value: steps(items), causes: causes.clone() }];
            self.add(format!("impl PaginatedItems for {path}"), collection_type(collection), causes, behaviours);
        }
    }

    fn structure(&mut self, path: &str, builders: &str, structure: &Structure, end: Option<End<'_>>) {
        let Structure {
            shape,
            name,
            builder,
            module: _,
            docs: _,
            fields,
            build,
            directions: _,
            role,
            prelude: _,
            serde_names: _,
            checks: _,
        } = structure;
        let labels = self.labels(shape.as_ref(), end);
        let whole = whole(&labels, end);
        let behaviours = match role {
            Role::Error(facts) => {
                let causes =
                    |aspect: &str| vec![labels.iter().map(|label| exactly(format!("{label}:{aspect}"))).collect()];
                vec![
                    Behaviour { what: "retry class", value: format!("{:?}", facts.retry), causes: causes("retryable") },
                    Behaviour { what: "code", value: facts.code.clone(), causes: causes("shape") },
                ]
            }
            Role::Input | Role::Output | Role::Shared => Vec::new(),
        };
        self.add(format!("{path}::{name}"), "struct", whole.clone(), behaviours);
        self.add(format!("{builders}::{builder}"), "struct", whole.clone(), Vec::new());
        let built = match build {
            Build::Infallible => format!("{path}::{name}"),
            Build::Fallible => format!("Result<{path}::{name}, BuildError>"),
        };
        let build = format!("{builders}::{builder}::build");
        if self.is_wanted(&build) {
            let causes = self.build_causes(structure, &labels, &whole);
            self.add(build, built, causes, Vec::new());
        }
        for field in fields {
            self.field(path, builders, structure, field, &labels, &whole);
        }
    }

    fn field(
        &mut self,
        path: &str,
        builders: &str,
        structure: &Structure,
        field: &Field,
        labels: &[String],
        whole: &Causes,
    ) {
        let Field {
            name,
            setter,
            getter,
            wire,
            binding: _,
            required: _,
            stated: _,
            purpose: _,
            docs: _,
            constraints: _,
            constraints_in_words: _,
            presence,
            written: _,
            value,
            indirection,
            accessor,
            complexity: _,
            shown,
        } = field;
        let own = format!("{path}::{}::{name}", structure.name);
        let builder = format!("{builders}::{}", structure.builder);
        let methods = [name, setter, getter].map(|method| format!("{builder}::{method}"));
        if !self.is_wanted(&own) && !methods.iter().any(|method| self.is_wanted(method)) {
            return;
        }
        let causes = self.member_causes(structure.shape.as_ref(), wire, labels, whole);
        let held = boxed(ty(value), *indirection);
        let (signature, absent) = match presence {
            Presence::Optional => (format!("Option<{held}>"), None),
            Presence::Required => (held, None),
            Presence::Zero => (held, Some("zero".to_owned())),
            Presence::Default(default) => (held, Some(default_text(default))),
        };
        let mut behaviours = vec![
            Behaviour { what: "on the wire", value: wire.clone(), causes: causes.clone() },
            shown_behaviour(*shown, &causes),
        ];
        if let Value::Scalar(Scalar::Timestamp(format)) = value {
            behaviours.push(Behaviour { what: "format", value: format!("{format:?}"), causes: causes.clone() });
        }
        if let Some(value) = absent {
            behaviours.push(Behaviour { what: "when absent", value, causes: causes.clone() });
        }
        self.add(own, signature, causes.clone(), behaviours);
        for method in methods {
            self.add(method, accessed(accessor), causes.clone(), Vec::new());
        }
    }

    /// What can make `build()` fail, or not any more: the structure coming and going, or a member that must be set.
    fn build_causes(&self, structure: &Structure, labels: &[String], whole: &Causes) -> Causes {
        let mut causes: Causes = vec![whole.first().cloned().unwrap_or_default(), Vec::new()];
        for field in structure.fields.iter().filter(|field| field.presence == Presence::Required) {
            for (level, more) in
                self.member_causes(structure.shape.as_ref(), &field.wire, labels, &Vec::new()).into_iter().enumerate()
            {
                match causes.get_mut(level + 1) {
                    Some(causes) => causes.extend(more),
                    None => causes.push(more),
                }
            }
        }
        causes.extend(whole.iter().skip(1).cloned());
        causes
    }

    /// What can change a member: edits of the member, its structure coming and going, edits of what it holds.
    fn member_causes(&self, owner: Option<&ShapeId>, wire: &str, labels: &[String], whole: &Causes) -> Causes {
        let own = labels
            .iter()
            .flat_map(|label| [starting_with(format!("{label}${wire}:")), starting_with(format!("{label}${wire}."))]);
        let mut causes: Causes = vec![own.collect()];
        causes.push(whole.first().cloned().unwrap_or_default());
        let member = owner
            .and_then(|id| self.view.shape(id))
            .and_then(|shape| shape.kind.members().find(|member| member.name == wire));
        causes.push(member.map(|member| self.held(member)).unwrap_or_default());
        causes.extend(whole.iter().skip(1).cloned());
        causes
    }

    /// Changes of what a member holds, down to the first types with a name.
    fn held(&self, member: &Member) -> Vec<Cause> {
        let mut causes = Vec::new();
        let mut open = vec![&member.target];
        let mut seen: Vec<&ShapeId> = Vec::new();
        while let Some(id) = open.pop() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let key = self.view.key(id);
            let Some(shape) = self.view.shape(id) else { continue };
            if Kind::of(shape, self.view.scope).is_named() {
                causes.extend(["type", "shape", "sensitive"].map(|aspect| exactly(format!("{key}:{aspect}"))));
            } else {
                causes.extend([starting_with(format!("{key}:")), starting_with(format!("{key}$"))]);
                open.extend(shape.kind.members().map(|member| &member.target));
            }
        }
        causes
    }

    fn union(&mut self, union: &Union) {
        let Union {
            shape,
            name,
            module: _,
            docs: _,
            variants,
            size: _,
            directions: _,
            shown: _,
            prelude: _,
            checks: _,
        } = union;
        let labels = self.labels(Some(shape), None);
        let whole = whole(&labels, None);
        self.add(format!("types::{name}"), "enum", whole.clone(), Vec::new());
        for variant in variants {
            let causes = self.member_causes(Some(shape), &variant.wire, &labels, &whole);
            let held = variant.value.as_ref().map(|value| boxed(ty(value), variant.indirection)).unwrap_or_default();
            let behaviours = vec![
                Behaviour { what: "on the wire", value: variant.wire.clone(), causes: causes.clone() },
                shown_behaviour(variant.shown, &causes),
            ];
            self.add(format!("types::{name}::{}", variant.name), held.clone(), causes.clone(), behaviours);
            self.add(format!("types::{name}::{}", variant.accessor), held, causes.clone(), Vec::new());
            self.add(format!("types::{name}::{}", variant.predicate), "fn", causes, Vec::new());
        }
    }

    fn string_enum(&mut self, string_enum: &StringEnum) {
        let StringEnum { shape, name, module: _, docs: _, variants, shown, prelude: _ } = string_enum;
        let labels = self.labels(Some(shape), None);
        let whole = whole(&labels, None);
        self.add(format!("types::{name}"), "enum", whole.clone(), vec![shown_behaviour(*shown, &whole)]);
        for variant in variants {
            let causes = value_causes(&labels, &variant.value, &whole);
            let behaviours =
                vec![Behaviour { what: "on the wire", value: variant.value.clone(), causes: causes.clone() }];
            self.add(format!("types::{name}::{}", variant.name), "variant", causes, behaviours);
        }
    }

    fn int_enum(&mut self, int_enum: &IntEnum) {
        let IntEnum { shape, name, module: _, docs: _, constants, prelude: _ } = int_enum;
        let labels = self.labels(Some(shape), None);
        let whole = whole(&labels, None);
        self.add(format!("types::{name}"), "constants", whole.clone(), Vec::new());
        for constant in constants {
            let causes = value_causes(&labels, &constant.value.to_string(), &whole);
            let behaviours =
                vec![Behaviour { what: "value", value: constant.value.to_string(), causes: causes.clone() }];
            self.add(format!("types::{name}::{}", constant.name), "i32", causes, behaviours);
        }
    }
}

/// What makes a type come and go.
fn whole(labels: &[String], end: Option<End<'_>>) -> Causes {
    let mut first: Vec<Cause> =
        labels.iter().flat_map(|label| [exactly(format!("{label}:shape")), exactly(format!("{label}:type"))]).collect();
    if let Some(End { operation, side }) = end {
        first.extend([exactly(format!("{operation}:operation")), exactly(format!("{operation}:{side}"))]);
    }
    let rest = labels.iter().map(|label| starting_with(format!("{label}:"))).collect();
    vec![first, rest]
}

fn value_causes(labels: &[String], value: &str, whole: &Causes) -> Causes {
    let mut causes: Causes = vec![labels.iter().map(|label| starting_with(format!("{label}${value}:"))).collect()];
    causes.extend(whole.iter().cloned());
    causes
}

fn shown_behaviour(shown: Shown, causes: &Causes) -> Behaviour {
    let value = match shown {
        Shown::Plain => "shown",
        Shown::Redacted => "redacted",
    };
    Behaviour { what: "in Debug", value: value.to_owned(), causes: causes.clone() }
}

fn boxed(ty: String, indirection: Indirection) -> String {
    match indirection {
        Indirection::Inline => ty,
        Indirection::Boxed => format!("Box<{ty}>"),
    }
}

fn type_ref(reference: &TypeRef) -> String {
    match reference.home {
        Home::Types => format!("types::{}", reference.name),
        Home::Errors => format!("types::error::{}", reference.name),
    }
}

/// The Rust type of what the methods of a builder are about.
fn accessed(accessor: &Accessor) -> String {
    match accessor {
        Accessor::Text => scalar_type(Scalar::Text).to_owned(),
        Accessor::Copy(scalar) => scalar_type(*scalar).to_owned(),
        Accessor::Value(value) | Accessor::Boxed(value) => ty(value),
        Accessor::List(element) => list_type(element),
        Accessor::Texts => format!("Vec<{}>", scalar_type(Scalar::Text)),
        Accessor::Map(key, element) => map_type(key, element),
        Accessor::MapText(key) => format!("HashMap<{}, {}>", key_type(key), scalar_type(Scalar::Text)),
    }
}

/// The Rust type of a value.
fn ty(value: &Value) -> String {
    match value {
        Value::Scalar(scalar) => scalar_type(*scalar).to_owned(),
        Value::Enum(reference) | Value::Structure(reference) | Value::Union(reference) => type_ref(reference),
        Value::List(element) => list_type(element),
        Value::Map(key, element) => map_type(key, element),
    }
}

fn scalar_type(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "bool",
        Scalar::Byte => "i8",
        Scalar::Short => "i16",
        Scalar::Integer => "i32",
        Scalar::Long => "i64",
        Scalar::Float => "f32",
        Scalar::Double => "f64",
        Scalar::BigInteger => "BigInteger",
        Scalar::BigDecimal => "BigDecimal",
        Scalar::Text => "String",
        Scalar::Blob => "Blob",
        Scalar::Document => "Document",
        Scalar::Timestamp(_) => "DateTime",
    }
}

fn collection_type(collection: &Collection) -> String {
    match collection {
        Collection::List(element) => list_type(element),
        Collection::Map(key, element) => map_type(key, element),
    }
}

fn list_type(element: &Element) -> String {
    format!("Vec<{}>", element_type(element))
}

fn map_type(key: &MapKey, element: &Element) -> String {
    format!("HashMap<{}, {}>", key_type(key), element_type(element))
}

fn key_type(key: &MapKey) -> String {
    match key {
        MapKey::Text => scalar_type(Scalar::Text).to_owned(),
        MapKey::Enum(reference) => type_ref(reference),
    }
}

fn element_type(element: &Element) -> String {
    match element.nulls {
        Nulls::Dense => ty(&element.value),
        Nulls::Sparse => format!("Option<{}>", ty(&element.value)),
    }
}

fn default_text(default: &DefaultValue) -> String {
    match default {
        DefaultValue::Boolean(value) => value.to_string(),
        DefaultValue::Integer(value) => value.to_string(),
        DefaultValue::Float(value) => value.to_string(),
        DefaultValue::Double(value) => value.to_string(),
        DefaultValue::Text(text)
        | DefaultValue::Enum(_, text)
        | DefaultValue::BigInteger(text)
        | DefaultValue::BigDecimal(text) => text.clone(),
        DefaultValue::Blob(bytes) => format!("{bytes:?}"),
        DefaultValue::Timestamp { seconds, nanos } => format!("{seconds}.{nanos:09}"),
        DefaultValue::Document(value) => value.to_string(),
    }
}
