//! What there is: the rows and their tables.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use tinsmith_runtime::idempotency::new_token;
use workmail::primitives::DateTime;
use workmail::types;

use super::table::{Change, Stored, Table};
use crate::clock::after;

/// What is the same for all requests.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The account that everything belongs to: twelve digits.
    pub account: String,
    /// The region that everything is in.
    pub region: String,
    /// How long organizations take to come and to go, domains to be verified, and export jobs to end: seconds.
    pub delay: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { account: "123456789012".to_owned(), region: "us-east-1".to_owned(), delay: 0 }
    }
}

/// All tables, and when it is.
#[derive(Debug)]
pub struct World {
    pub(crate) settings: Settings,
    /// The time of the transaction.
    pub(crate) now: DateTime,
    /// By their ids.
    pub(crate) organizations: Table<Organization>,
    /// Users, groups and resources: `organization/id`.
    pub(crate) entities: Table<Entity>,
    /// `organization/domain`, in lower case.
    pub(crate) domains: Table<Domain>,
    /// `organization/name`
    pub(crate) access_rules: Table<types::AccessControlRule>,
    /// `organization/id`
    pub(crate) mobile_rules: Table<types::MobileDeviceAccessRule>,
    /// `organization/user/device`, the device in lower case.
    pub(crate) mobile_overrides: Table<types::MobileDeviceAccessOverride>,
    /// `organization/id`
    pub(crate) impersonation_roles: Table<ImpersonationRole>,
    /// `organization/id`
    pub(crate) export_jobs: Table<ExportJob>,
    /// `organization/domain`, in lower case.
    pub(crate) availability: Table<Availability>,
    /// By their ARNs.
    pub(crate) applications: Table<Application>,
    /// `organization/id`
    pub(crate) access_tokens: Table<PersonalAccessToken>,
    /// What was answered to idempotency tokens: `operation/scope/token`.
    pub(crate) replies: Table<Reply>,
}

impl World {
    pub(super) fn new(settings: Settings) -> Self {
        Self {
            settings,
            now: DateTime::from_secs(0),
            organizations: Table::new("organizations"),
            entities: Table::new("entities"),
            domains: Table::new("domains"),
            access_rules: Table::new("access_control_rules"),
            mobile_rules: Table::new("mobile_device_access_rules"),
            mobile_overrides: Table::new("mobile_device_access_overrides"),
            impersonation_roles: Table::new("impersonation_roles"),
            export_jobs: Table::new("mailbox_export_jobs"),
            availability: Table::new("availability_configurations"),
            applications: Table::new("identity_center_applications"),
            access_tokens: Table::new("personal_access_tokens"),
            replies: Table::new("replies"),
        }
    }

    pub(super) fn tables_mut(&mut self) -> [&mut dyn Stored; 12] {
        [
            &mut self.organizations,
            &mut self.entities,
            &mut self.domains,
            &mut self.access_rules,
            &mut self.mobile_rules,
            &mut self.mobile_overrides,
            &mut self.impersonation_roles,
            &mut self.export_jobs,
            &mut self.availability,
            &mut self.applications,
            &mut self.access_tokens,
            &mut self.replies,
        ]
    }

    pub(super) fn changes(&mut self) -> Result<Vec<Change>, serde_json::Error> {
        let mut changes = Vec::new();
        for table in self.tables_mut() {
            changes.extend(table.changes()?);
        }
        Ok(changes)
    }

    pub(super) fn keep(&mut self) {
        self.tables_mut().into_iter().for_each(|table| table.keep());
    }

    pub(super) fn undo(&mut self) {
        self.tables_mut().into_iter().for_each(|table| table.undo());
    }

    /// When something that starts now is done.
    pub(crate) fn done(&self) -> DateTime {
        after(self.now, self.settings.delay)
    }

    /// An id that nothing else has: a UUID.
    #[allow(clippy::unused_self, reason = "where ids come from is the world's affair")]
    pub(crate) fn new_id(&self) -> String {
        new_token()
    }

    /// The same as 32 hexadecimal digits, behind a letter: `m-…` of organizations, `r-…` of resources.
    pub(crate) fn new_id_of(&self, letter: char) -> String {
        format!("{letter}-{}", self.new_id().replace('-', ""))
    }
}

/// An organization, with what there is one of in each.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Organization {
    pub(crate) id: String,
    pub(crate) alias: String,
    /// One of the caller's, or one that came with the organization.
    pub(crate) directory: String,
    pub(crate) own_directory: bool,
    pub(crate) interoperability: bool,
    pub(crate) default_domain: String,
    pub(crate) created: DateTime,
    /// When it is active.
    pub(crate) completed: DateTime,
    /// When it is deleted, and since when it goes.
    pub(crate) deleted: Option<(DateTime, DateTime)>,
    pub(crate) enforces_dmarc: bool,
    pub(crate) monitoring: Option<Monitoring>,
    pub(crate) retention: Option<Retention>,
    pub(crate) identity_provider: Option<IdentityProvider>,
    pub(crate) tags: BTreeMap<String, String>,
}

/// Where an organization is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OrganizationState {
    Creating,
    Active,
    Deleting,
    Deleted,
}

impl OrganizationState {
    /// As the wire has it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Creating => "Creating",
            Self::Active => "Active",
            Self::Deleting => "Deleting",
            Self::Deleted => "Deleted",
        }
    }
}

impl Organization {
    /// Where it is in its life.
    pub(crate) fn state(&self, now: DateTime) -> OrganizationState {
        match self.deleted {
            Some((_, gone)) if now >= gone => OrganizationState::Deleted,
            Some(_) => OrganizationState::Deleting,
            None if now >= self.completed => OrganizationState::Active,
            None => OrganizationState::Creating,
        }
    }
}

/// Where events of email go.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Monitoring {
    pub(crate) role: String,
    pub(crate) log_group: String,
}

/// How long messages are kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Retention {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) folders: Vec<types::FolderConfiguration>,
}

/// How an organization is connected to IAM Identity Center.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct IdentityProvider {
    pub(crate) mode: types::IdentityProviderAuthenticationMode,
    pub(crate) identity_center: types::IdentityCenterConfiguration,
    pub(crate) access_tokens: types::PersonalAccessTokenConfiguration,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    User,
    Group,
    Resource,
}

impl Kind {
    /// In a sentence.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Resource => "resource",
        }
    }
}

/// A user, a group or a resource.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entity {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) state: types::EntityState,
    pub(crate) hidden: bool,
    /// The primary address, while it is enabled.
    pub(crate) email: Option<String>,
    pub(crate) aliases: BTreeSet<String>,
    pub(crate) enabled: Option<DateTime>,
    pub(crate) disabled: Option<DateTime>,
    pub(crate) mailbox_made: Option<DateTime>,
    pub(crate) mailbox_closed: Option<DateTime>,
    /// Megabytes.
    pub(crate) quota: i32,
    /// Who may do what in its mailbox, by the id of who may.
    pub(crate) permissions: BTreeMap<String, Vec<types::PermissionType>>,
    pub(crate) details: Details,
}

/// What only one kind of entity has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Details {
    User(Box<User>),
    Group {
        /// The ids of its members.
        members: BTreeSet<String>,
    },
    Resource {
        r#type: types::ResourceType,
        description: Option<String>,
        booking: types::BookingOptions,
        /// The ids of who answers for it.
        delegates: BTreeSet<String>,
    },
}

/// What only users have.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) role: Option<types::UserRole>,
    pub(crate) display_name: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) initials: Option<String>,
    pub(crate) telephone: Option<String>,
    pub(crate) street: Option<String>,
    pub(crate) job_title: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) zip_code: Option<String>,
    pub(crate) department: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) linked_to: Option<String>,
    pub(crate) identity_store: Option<String>,
}

impl Entity {
    /// What it is.
    pub(crate) fn kind(&self) -> Kind {
        match self.details {
            Details::User(_) => Kind::User,
            Details::Group { .. } => Kind::Group,
            Details::Resource { .. } => Kind::Resource,
        }
    }

    /// Whether it is deleted: it is shown for a while, and is nothing else any more.
    pub(crate) fn is_deleted(&self) -> bool {
        self.state == types::EntityState::Deleted
    }

    /// Whether it can be written to.
    pub(crate) fn is_enabled(&self) -> bool {
        self.state == types::EntityState::Enabled
    }

    /// Whether an address is one of its own, in whatever case.
    pub(crate) fn has_address(&self, address: &str) -> bool {
        self.email.iter().chain(&self.aliases).any(|own| own.eq_ignore_ascii_case(address))
    }
}

/// A mail domain.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Domain {
    pub(crate) name: String,
    pub(crate) is_test: bool,
    /// When its records are found; never where there is none.
    pub(crate) verified: Option<DateTime>,
}

/// What programs impersonate users with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ImpersonationRole {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) r#type: types::ImpersonationRoleType,
    pub(crate) description: Option<String>,
    pub(crate) rules: Vec<types::ImpersonationRule>,
    pub(crate) created: DateTime,
    pub(crate) modified: DateTime,
}

/// A mailbox on its way into a bucket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ExportJob {
    pub(crate) id: String,
    pub(crate) entity: String,
    pub(crate) description: Option<String>,
    pub(crate) role: String,
    pub(crate) key: String,
    pub(crate) bucket: String,
    pub(crate) prefix: String,
    pub(crate) started: DateTime,
    /// When it is done, unless it is cancelled before.
    pub(crate) done: DateTime,
    pub(crate) cancelled: Option<DateTime>,
}

/// Where free and busy times of a domain are found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Availability {
    pub(crate) domain: String,
    pub(crate) provider: Provider,
    pub(crate) created: DateTime,
    pub(crate) modified: DateTime,
}

/// What answers for a domain. A password is not kept: nothing here would use it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Provider {
    Ews { endpoint: String, user: String },
    Lambda { arn: String },
}

/// An application of IAM Identity Center.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) instance: String,
}

/// What is known of a token; the token itself is not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PersonalAccessToken {
    pub(crate) id: String,
    pub(crate) user: String,
    pub(crate) name: String,
    pub(crate) created: DateTime,
    pub(crate) last_used: Option<DateTime>,
    pub(crate) expires: DateTime,
    pub(crate) scopes: Vec<String>,
}

/// What a request with an idempotency token was answered with: the id of what it has made, or nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reply {
    pub(crate) id: String,
}
