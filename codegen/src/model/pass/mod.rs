//! From raw shapes to raw shapes, one pass a file; `load` has their order and the reason for each.
//!
//! | file | does |
//! | --- | --- |
//! | `prelude` | adds the shapes of `smithy.api` that a model refers to |
//! | `apply` | puts the traits of `apply` statements where they belong |
//! | `mixins` | dissolves mixins into the shapes that have them |
//! | `v1` | says the defaults that Smithy 1.0 leaves unsaid |

pub(super) mod apply;
pub(super) mod mixins;
pub(super) mod prelude;
pub(super) mod v1;
