//! The `use` lines of a file, from what is in it.

use std::collections::BTreeSet;

use quote::{format_ident, quote};

use super::file::Item;
use crate::lower::ir::{
    Compression, Directions, Field, HostPart, MapKey, Operation, Prelude, Safety, Scalar, Signing, Structure, Union,
    Value,
};

/// What a file can import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Import {
    /// `std::collections::HashMap`
    HashMap,
    /// A name of the runtime's `error` module.
    Error(&'static str),
    /// A name of the runtime's `host_label` module.
    HostLabel(&'static str),
    /// A name of the runtime's `operation` module.
    Operation(&'static str),
    /// A name of the runtime's `pagination` module.
    Pagination(&'static str),
    /// The crate's `primitives`.
    Primitives,
    /// The crate's `types`.
    Types,
    /// A name of the crate's `wire` module.
    Wire(&'static str),
}

/// The `use` items: the standard library's, the runtime's, the crate's. Where the file shadows a name, modules
/// instead of names.
///
/// ```text
/// use std::collections::HashMap;
///
/// use tinsmith_runtime::error::Unhandled;
///
/// use crate::wire::{Reader, Writer};
/// use crate::{primitives, types};
/// ```
pub(super) fn uses(imports: &BTreeSet<Import>, prelude: Prelude) -> Vec<Item> {
    let pick =
        |take: fn(&Import) -> Option<&'static str>| -> Vec<&'static str> { imports.iter().filter_map(take).collect() };
    let runtime = [
        ("error", pick(|import| if let Import::Error(name) = import { Some(name) } else { None })),
        ("host_label", pick(|import| if let Import::HostLabel(name) = import { Some(name) } else { None })),
        ("operation", pick(|import| if let Import::Operation(name) = import { Some(name) } else { None })),
        ("pagination", pick(|import| if let Import::Pagination(name) = import { Some(name) } else { None })),
    ];
    let mut items = Vec::new();
    if imports.contains(&Import::HashMap) {
        items.push(Item::Code(match prelude {
            Prelude::Free => quote!(
                use std::collections::HashMap;
            ),
            Prelude::Shadowed => quote!(
                use std::collections;
            ),
        }));
    }
    let runtime: Vec<_> = runtime
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(module, names)| {
            let module = format_ident!("{module}");
            let names: Vec<_> = names.iter().map(|name| format_ident!("{name}")).collect();
            match (prelude, names.as_slice()) {
                (Prelude::Shadowed, _) => quote!(use tinsmith_runtime::#module;),
                (Prelude::Free, [name]) => quote!(use tinsmith_runtime::#module::#name;),
                (Prelude::Free, names) => quote!(use tinsmith_runtime::#module::{#(#names),*};),
            }
        })
        .collect();
    if !runtime.is_empty() {
        items.push(Item::Code(quote!(#(#runtime)*)));
    }
    let mut modules = Vec::new();
    if imports.contains(&Import::Primitives) {
        modules.push(format_ident!("primitives"));
    }
    if imports.contains(&Import::Types) {
        modules.push(format_ident!("types"));
    }
    let codec = pick(|import| if let Import::Wire(name) = import { Some(name) } else { None });
    if prelude == Prelude::Shadowed && !codec.is_empty() {
        modules.push(format_ident!("wire"));
    }
    let modules = match modules.as_slice() {
        [] => quote!(),
        [module] => quote!(use crate::#module;),
        modules => quote!(use crate::{#(#modules),*};),
    };
    let codec: Vec<_> = codec.iter().map(|name| format_ident!("{name}")).collect();
    let codec = match (prelude, codec.as_slice()) {
        (Prelude::Shadowed, _) | (Prelude::Free, []) => quote!(),
        (Prelude::Free, [name]) => quote!(use crate::wire::#name;),
        (Prelude::Free, names) => quote!(use crate::wire::{#(#names),*};),
    };
    // In the order of rustfmt: a path before a list.
    let own = match imports.contains(&Import::Primitives) && imports.contains(&Import::Types) {
        true => quote!(#codec #modules),
        false => quote!(#modules #codec),
    };
    if !own.is_empty() {
        items.push(Item::Code(own));
    }
    items
}

/// What the file of a structure needs.
pub(super) fn of_structure(structure: &Structure) -> BTreeSet<Import> {
    let mut imports = of_fields(&structure.fields);
    imports.extend(of_directions(structure.directions));
    imports
}

/// The reader and writer that the heads of tables name.
fn of_directions(directions: Directions) -> BTreeSet<Import> {
    let mut imports = BTreeSet::new();
    if directions.written {
        imports.insert(Import::Wire("Writer"));
    }
    if directions.read {
        imports.insert(Import::Wire("Reader"));
    }
    imports
}

fn of_fields(fields: &[Field]) -> BTreeSet<Import> {
    fields.iter().flat_map(|field| of_value(&field.value)).collect()
}

/// What the file of a union needs.
pub(super) fn of_union(union: &Union) -> BTreeSet<Import> {
    let mut imports: BTreeSet<Import> =
        union.variants.iter().filter_map(|variant| variant.value.as_ref()).flat_map(of_value).collect();
    imports.extend(of_directions(union.directions));
    imports
}

/// What the file of an operation needs.
pub(super) fn of_operation(operation: &Operation) -> BTreeSet<Import> {
    let mut imports = of_structure(&operation.input);
    imports.extend(of_structure(&operation.output));
    imports.extend([Import::Error("Unhandled"), Import::Operation("Operation"), Import::Operation("ServiceMetadata")]);
    if operation.safety != Safety::Unsafe {
        imports.insert(Import::Operation("Safety"));
    }
    if operation.signing == Signing::Unsigned {
        imports.insert(Import::Operation("Signing"));
    }
    if operation.compression == Compression::Gzip {
        imports.insert(Import::Operation("Compression"));
    }
    if !operation.error.variants.is_empty() {
        imports.insert(Import::Types);
    }
    if let Some(prefix) = &operation.host_prefix {
        imports.insert(Import::Error("BuildError"));
        if prefix.parts.iter().any(|part| matches!(part, HostPart::Label(_))) {
            imports.insert(Import::HostLabel("host_label"));
        }
    }
    if let Some(pagination) = &operation.pagination {
        imports.insert(Import::Pagination("Paginated"));
        imports.extend(of_value(&pagination.token));
        if let Some(items) = &pagination.items {
            imports.insert(Import::Pagination("PaginatedItems"));
            imports.extend(of_value(&items.collection));
        }
    }
    imports
}

/// What a value's type needs.
fn of_value(value: &Value) -> BTreeSet<Import> {
    let mut imports = BTreeSet::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Scalar(
                Scalar::Boolean
                | Scalar::Byte
                | Scalar::Short
                | Scalar::Integer
                | Scalar::Long
                | Scalar::Float
                | Scalar::Double
                | Scalar::Text,
            ) => {}
            Value::Scalar(
                Scalar::BigInteger | Scalar::BigDecimal | Scalar::Blob | Scalar::Document | Scalar::Timestamp(_),
            ) => {
                imports.insert(Import::Primitives);
            }
            Value::Enum(_) | Value::Structure(_) | Value::Union(_) => {
                imports.insert(Import::Types);
            }
            Value::List(element) => open.push(&element.value),
            Value::Map(key, element) => {
                imports.insert(Import::HashMap);
                if matches!(key, MapKey::Enum(_)) {
                    imports.insert(Import::Types);
                }
                open.push(&element.value);
            }
        }
    }
    imports
}
