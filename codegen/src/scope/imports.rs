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
    /// A name that the runtime has at its root.
    Runtime(&'static str),
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
            Self::Runtime(_) => Origin::Runtime,
            Self::Primitives | Self::Types | Self::Wire(_) => Origin::Own,
        }
    }

    /// The module of the root that holds it, if one does, and its name there.
    pub(super) fn names(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::HashMap => (Some("collections"), "HashMap"),
            Self::Runtime(name) => (None, name),
            Self::Primitives => (None, "primitives"),
            Self::Types => (None, "types"),
            Self::Wire(name) => (Some("wire"), name),
        }
    }

    /// The name that its `use` line brings into the file, and the module that it stands in.
    fn brings(self, prelude: Prelude) -> (Option<&'static str>, &'static str) {
        self.at_root(prelude).map_or_else(|| self.names(), |name| (None, name))
    }

    /// What the file takes from the root itself: what has no module there, and modules where it does not import names.
    fn at_root(self, prelude: Prelude) -> Option<&'static str> {
        match (self.names(), prelude) {
            ((None, name), _) => Some(name),
            ((Some(module), _), Prelude::Shadowed) => Some(module),
            ((Some(_), _), Prelude::Free) => None,
        }
    }

    /// The name that the file takes from a module.
    fn of_module(self, module: &str, prelude: Prelude) -> Option<&'static str> {
        match (self.names(), prelude) {
            ((Some(own), name), Prelude::Free) if own == module => Some(name),
            ((_, _), Prelude::Free | Prelude::Shadowed) => None,
        }
    }
}

/// The `use` items of a file. Where the file shadows a name of the prelude, it imports modules and no names.
///
/// ```text
/// use std::collections::HashMap;
///
/// use tinsmith_runtime::{Operation, Safety, ServiceMetadata, Unhandled};
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
    /// From anywhere, where the feature `server` is on.
    pub(crate) server: TokenStream,
}

impl Uses {
    /// `library` is the generated crate, as the file calls it.
    pub(super) fn new(
        used: &BTreeSet<Import>,
        used_by_server: &BTreeSet<Import>,
        prelude: Prelude,
        library: &TokenStream,
    ) -> Self {
        let of = |used: &BTreeSet<Import>, origin: Origin, attribute: &TokenStream| {
            let root = match origin {
                Origin::Standard => quote!(std),
                Origin::Runtime => quote!(tinsmith_runtime),
                Origin::Own => library.clone(),
            };
            let imports: Vec<Import> = used.iter().copied().filter(|import| import.origin() == origin).collect();
            lines(&imports, prelude, &root, attribute)
        };
        let brought: BTreeSet<_> = used.iter().map(|import| import.brings(prelude)).collect();
        let more = used_by_server.iter().copied().filter(|import| !brought.contains(&import.brings(prelude))).collect();
        let origins = [Origin::Standard, Origin::Runtime, Origin::Own];
        let always = quote!();
        Self {
            standard: of(used, Origin::Standard, &always),
            runtime: of(used, Origin::Runtime, &always),
            own: of(used, Origin::Own, &always),
            server: origins.map(|origin| of(&more, origin, &quote!(#[cfg(feature = "server")]))).into_iter().collect(),
        }
    }
}

/// A line for what is at the root, then one for each module of which names are imported, each with the attribute.
fn lines(imports: &[Import], prelude: Prelude, root: &TokenStream, attribute: &TokenStream) -> TokenStream {
    let at_root: BTreeSet<&str> = imports.iter().filter_map(|import| import.at_root(prelude)).collect();
    let modules: BTreeSet<&str> = imports.iter().filter_map(|import| import.names().0).collect();
    let named = modules.iter().filter_map(|module| {
        let names = braced(imports.iter().filter_map(|import| import.of_module(module, prelude)))?;
        let module = format_ident!("{module}");
        Some(quote!(#attribute use #root::#module::#names;))
    });
    let at_root = braced(at_root.into_iter()).map(|names| quote!(#attribute use #root::#names;));
    quote!(#at_root #(#named)*)
}

/// `name`, or `{name, other}`
fn braced<'n>(names: impl Iterator<Item = &'n str>) -> Option<TokenStream> {
    let names: Vec<_> = names.map(|name| format_ident!("{name}")).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(#name)),
        names => Some(quote!({#(#names),*})),
    }
}
