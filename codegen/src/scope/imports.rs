//! The `use` lines of a file, from what its scope handed out.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::lower::ir::Prelude;

/// What a file can import. The order is that of the `use` lines.
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

/// Where an import comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Standard,
    Runtime,
    Own,
}

impl Import {
    fn origin(self) -> Origin {
        match self {
            Self::HashMap => Origin::Standard,
            Self::Error(_) | Self::HostLabel(_) | Self::Operation(_) | Self::Pagination(_) => Origin::Runtime,
            Self::Primitives | Self::Types | Self::Wire(_) => Origin::Own,
        }
    }

    /// The module and the name in it; for a module as a whole its own name twice.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::HashMap => ("collections", "HashMap"),
            Self::Error(name) => ("error", name),
            Self::HostLabel(name) => ("host_label", name),
            Self::Operation(name) => ("operation", name),
            Self::Pagination(name) => ("pagination", name),
            Self::Primitives => ("primitives", "primitives"),
            Self::Types => ("types", "types"),
            Self::Wire(name) => ("wire", name),
        }
    }

    /// The name where the file imports names; nothing where it imports the module.
    fn short(self, prelude: Prelude) -> Option<&'static str> {
        let (module, name) = self.names();
        match prelude {
            Prelude::Free => (module != name || self.origin() != Origin::Own).then_some(name),
            Prelude::Shadowed => None,
        }
    }
}

/// The `use` items of a file. Where the file shadows a name of the prelude, modules are imported instead of names.
///
/// ```text
/// use std::collections::HashMap;
///
/// use tinsmith_runtime::error::Unhandled;
/// use tinsmith_runtime::operation::{Operation, Safety, ServiceMetadata};
///
/// use crate::{primitives, types};
/// use crate::wire::{Reader, Writer};
/// ```
#[derive(Clone, Debug)]
pub(crate) struct Uses {
    /// From the standard library.
    pub(crate) standard: TokenStream,
    /// From the runtime.
    pub(crate) runtime: TokenStream,
    /// From the generated crate.
    pub(crate) own: TokenStream,
}

impl Uses {
    /// `library` is the generated crate, as the file calls it.
    pub(super) fn new(used: &BTreeSet<Import>, prelude: Prelude, library: &TokenStream) -> Self {
        let of = |origin: Origin, root: &TokenStream| {
            let imports: Vec<Import> = used.iter().copied().filter(|import| import.origin() == origin).collect();
            lines(&imports, prelude, root)
        };
        Self {
            standard: of(Origin::Standard, &quote!(std)),
            runtime: of(Origin::Runtime, &quote!(tinsmith_runtime)),
            own: of(Origin::Own, library),
        }
    }
}

/// A line for whole modules, then one for each module of which names are imported.
fn lines(imports: &[Import], prelude: Prelude, root: &TokenStream) -> TokenStream {
    let whole: BTreeSet<&str> =
        imports.iter().filter(|import| import.short(prelude).is_none()).map(|import| import.names().0).collect();
    let modules: BTreeSet<&str> =
        imports.iter().filter(|import| import.short(prelude).is_some()).map(|import| import.names().0).collect();
    let named = modules.iter().map(|module| {
        let names = imports.iter().filter(|import| import.names().0 == *module);
        let names = braced(names.filter_map(|import| import.short(prelude)));
        let module = format_ident!("{module}");
        quote!(use #root::#module::#names;)
    });
    let whole = (!whole.is_empty()).then(|| braced(whole.into_iter())).map(|whole| quote!(use #root::#whole;));
    quote!(#whole #(#named)*)
}

/// `name`, or `{name, other}`
fn braced<'n>(names: impl Iterator<Item = &'n str>) -> TokenStream {
    let names: Vec<_> = names.map(|name| format_ident!("{name}")).collect();
    match names.as_slice() {
        [name] => quote!(#name),
        names => quote!({#(#names),*}),
    }
}
