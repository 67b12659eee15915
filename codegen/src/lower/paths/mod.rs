//! JMESPath paths of waiters and of `operationContextParams`, as expressions over the fields of the crate.
//!
//! | file | holds |
//! | --- | --- |
//! | `jmespath` | paths as they are written |
//! | `typed` | paths by the fields and types of the crate |

pub(super) mod jmespath;
pub(super) mod typed;
