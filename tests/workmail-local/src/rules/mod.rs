//! What the operations do, a file for each concern: from what there is and an input to an output, or to why not.

pub(crate) mod access_control;
pub(crate) mod access_tokens;
pub(crate) mod addresses;
pub(crate) mod availability;
mod conditions;
pub(crate) mod domains;
pub(crate) mod entities;
pub(crate) mod export_jobs;
pub(crate) mod groups;
pub(crate) mod identity_center;
pub(crate) mod impersonation;
pub(crate) mod mailboxes;
pub(crate) mod mobile_overrides;
pub(crate) mod mobile_rules;
pub(crate) mod monitoring;
pub(crate) mod once;
pub(crate) mod organizations;
mod passwords;
pub(crate) mod registration;
pub(crate) mod resources;
pub(crate) mod retention;
pub(crate) mod tags;
pub(crate) mod users;
