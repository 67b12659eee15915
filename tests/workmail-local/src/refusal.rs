//! Why a rule says no, and the error that each operation has for it.

use std::fmt;

use tinsmith_runtime::Unhandled;
use tinsmith_runtime::error::{BuildError, ErrorMetadata};
use workmail::operation;
use workmail::types::error;

/// Why a rule says no: by the name of an error of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is documented as the error that it is, in `workmail::types::error`")]
pub enum Reason {
    DirectoryInUseException,
    DirectoryServiceAuthenticationFailedException,
    DirectoryUnavailableException,
    EmailAddressInUseException,
    EntityAlreadyRegisteredException,
    EntityNotFoundException,
    EntityStateException,
    InvalidConfigurationException,
    InvalidCustomSesConfigurationException,
    InvalidParameterException,
    InvalidPasswordException,
    LimitExceededException,
    MailDomainInUseException,
    MailDomainNotFoundException,
    MailDomainStateException,
    NameAvailabilityException,
    OrganizationNotFoundException,
    OrganizationStateException,
    ReservedNameException,
    ResourceNotFoundException,
    TooManyTagsException,
    UnsupportedOperationException,
    /// It is none of the caller's doing: the answer has status 500, and tells nothing.
    Internal,
}

/// A rule says no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    reason: Reason,
    message: String,
}

impl Refusal {
    /// The reason, and what the caller is told.
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }

    /// The reason.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// As an error that the model does not list for the operation. What is internal has no code, which the frame answers
    /// with status 500 and without its message.
    fn unlisted(self) -> Unhandled {
        let meta = match self.reason {
            Reason::Internal => ErrorMetadata::builder().message(self.message),
            reason => ErrorMetadata::builder().code(format!("{reason:?}")).message(self.message),
        };
        Unhandled::new(meta.build(), None)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}: {}", self.reason, self.message)
    }
}

impl std::error::Error for Refusal {}

/// A structure lacks what the model requires of it.
impl From<BuildError> for Refusal {
    fn from(error: BuildError) -> Self {
        Self::new(Reason::Internal, error.to_string())
    }
}

/// Makes a refusal the error of each operation. Row: `module Error: the reasons that the model lists for it;`
macro_rules! refusals {
    ($($module:ident $operation_error:ident: $($reason:ident)*;)*) => {
        $(
            impl From<Refusal> for operation::$module::$operation_error {
                fn from(refusal: Refusal) -> Self {
                    match refusal.reason {
                        $(
                            Reason::$reason => {
                                Self::$reason(error::$reason::builder().message(refusal.message).build())
                            }
                        )*
                        _ => Self::Unhandled(refusal.unlisted()),
                    }
                }
            }
        )*

        /// The reasons that the model lists for an operation, by the operation's module.
        #[cfg(test)]
        const LISTED: &[(&str, &[&str])] = &[$((stringify!($module), &[$(stringify!($reason)),*])),*];
    };
}

refusals! {
    associate_delegate_to_resource AssociateDelegateToResourceError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException
        UnsupportedOperationException;
    associate_member_to_group AssociateMemberToGroupError: DirectoryServiceAuthenticationFailedException
        DirectoryUnavailableException EntityNotFoundException EntityStateException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException UnsupportedOperationException;
    assume_impersonation_role AssumeImpersonationRoleError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException ResourceNotFoundException;
    cancel_mailbox_export_job CancelMailboxExportJobError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    create_alias CreateAliasError: EmailAddressInUseException EntityNotFoundException EntityStateException
        InvalidParameterException LimitExceededException MailDomainNotFoundException MailDomainStateException
        OrganizationNotFoundException OrganizationStateException;
    create_availability_configuration CreateAvailabilityConfigurationError: InvalidParameterException
        LimitExceededException NameAvailabilityException OrganizationNotFoundException OrganizationStateException;
    create_group CreateGroupError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        InvalidParameterException NameAvailabilityException OrganizationNotFoundException OrganizationStateException
        ReservedNameException UnsupportedOperationException;
    create_identity_center_application CreateIdentityCenterApplicationError: InvalidParameterException;
    create_impersonation_role CreateImpersonationRoleError: EntityNotFoundException EntityStateException
        InvalidParameterException LimitExceededException OrganizationNotFoundException OrganizationStateException;
    create_mobile_device_access_rule CreateMobileDeviceAccessRuleError: InvalidParameterException
        LimitExceededException OrganizationNotFoundException OrganizationStateException;
    create_organization CreateOrganizationError: DirectoryInUseException DirectoryUnavailableException
        InvalidParameterException LimitExceededException NameAvailabilityException;
    create_resource CreateResourceError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        InvalidParameterException NameAvailabilityException OrganizationNotFoundException OrganizationStateException
        ReservedNameException UnsupportedOperationException;
    create_user CreateUserError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        InvalidParameterException InvalidPasswordException NameAvailabilityException OrganizationNotFoundException
        OrganizationStateException ReservedNameException UnsupportedOperationException;
    delete_access_control_rule DeleteAccessControlRuleError: OrganizationNotFoundException OrganizationStateException;
    delete_alias DeleteAliasError: EntityNotFoundException EntityStateException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    delete_availability_configuration DeleteAvailabilityConfigurationError: OrganizationNotFoundException
        OrganizationStateException;
    delete_email_monitoring_configuration DeleteEmailMonitoringConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    delete_group DeleteGroupError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        EntityStateException InvalidParameterException OrganizationNotFoundException OrganizationStateException
        UnsupportedOperationException;
    delete_identity_center_application DeleteIdentityCenterApplicationError: InvalidParameterException
        OrganizationStateException;
    delete_identity_provider_configuration DeleteIdentityProviderConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    delete_impersonation_role DeleteImpersonationRoleError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    delete_mailbox_permissions DeleteMailboxPermissionsError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    delete_mobile_device_access_override DeleteMobileDeviceAccessOverrideError: EntityNotFoundException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    delete_mobile_device_access_rule DeleteMobileDeviceAccessRuleError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    delete_organization DeleteOrganizationError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    delete_personal_access_token DeletePersonalAccessTokenError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    delete_resource DeleteResourceError: EntityStateException InvalidParameterException OrganizationNotFoundException
        OrganizationStateException UnsupportedOperationException;
    delete_retention_policy DeleteRetentionPolicyError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    delete_user DeleteUserError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        EntityStateException InvalidParameterException OrganizationNotFoundException OrganizationStateException
        UnsupportedOperationException;
    deregister_from_work_mail DeregisterFromWorkMailError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    deregister_mail_domain DeregisterMailDomainError: InvalidCustomSesConfigurationException InvalidParameterException
        MailDomainInUseException OrganizationNotFoundException OrganizationStateException;
    describe_email_monitoring_configuration DescribeEmailMonitoringConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    describe_entity DescribeEntityError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    describe_group DescribeGroupError: EntityNotFoundException InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    describe_identity_provider_configuration DescribeIdentityProviderConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    describe_inbound_dmarc_settings DescribeInboundDmarcSettingsError: OrganizationNotFoundException
        OrganizationStateException;
    describe_mailbox_export_job DescribeMailboxExportJobError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    describe_organization DescribeOrganizationError: InvalidParameterException OrganizationNotFoundException;
    describe_resource DescribeResourceError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException UnsupportedOperationException;
    describe_user DescribeUserError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        EntityNotFoundException InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    disassociate_delegate_from_resource DisassociateDelegateFromResourceError: EntityNotFoundException
        EntityStateException InvalidParameterException OrganizationNotFoundException OrganizationStateException
        UnsupportedOperationException;
    disassociate_member_from_group DisassociateMemberFromGroupError: DirectoryServiceAuthenticationFailedException
        DirectoryUnavailableException EntityNotFoundException EntityStateException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException UnsupportedOperationException;
    get_access_control_effect GetAccessControlEffectError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    get_default_retention_policy GetDefaultRetentionPolicyError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    get_impersonation_role GetImpersonationRoleError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException ResourceNotFoundException;
    get_impersonation_role_effect GetImpersonationRoleEffectError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    get_mail_domain GetMailDomainError: InvalidParameterException MailDomainNotFoundException
        OrganizationNotFoundException OrganizationStateException;
    get_mailbox_details GetMailboxDetailsError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    get_mobile_device_access_effect GetMobileDeviceAccessEffectError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    get_mobile_device_access_override GetMobileDeviceAccessOverrideError: EntityNotFoundException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    get_personal_access_token_metadata GetPersonalAccessTokenMetadataError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    list_access_control_rules ListAccessControlRulesError: OrganizationNotFoundException OrganizationStateException;
    list_aliases ListAliasesError: EntityNotFoundException EntityStateException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    list_availability_configurations ListAvailabilityConfigurationsError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    list_group_members ListGroupMembersError: EntityNotFoundException EntityStateException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    list_groups ListGroupsError: EntityNotFoundException InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    list_groups_for_entity ListGroupsForEntityError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    list_impersonation_roles ListImpersonationRolesError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    list_mail_domains ListMailDomainsError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    list_mailbox_export_jobs ListMailboxExportJobsError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException;
    list_mailbox_permissions ListMailboxPermissionsError: EntityNotFoundException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    list_mobile_device_access_overrides ListMobileDeviceAccessOverridesError: EntityNotFoundException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    list_mobile_device_access_rules ListMobileDeviceAccessRulesError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException;
    list_organizations ListOrganizationsError: InvalidParameterException;
    list_personal_access_tokens ListPersonalAccessTokensError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    list_resource_delegates ListResourceDelegatesError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException
        UnsupportedOperationException;
    list_resources ListResourcesError: InvalidParameterException OrganizationNotFoundException
        OrganizationStateException UnsupportedOperationException;
    list_tags_for_resource ListTagsForResourceError: ResourceNotFoundException;
    list_users ListUsersError: InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    put_access_control_rule PutAccessControlRuleError: EntityNotFoundException InvalidParameterException
        LimitExceededException OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    put_email_monitoring_configuration PutEmailMonitoringConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    put_identity_provider_configuration PutIdentityProviderConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    put_inbound_dmarc_settings PutInboundDmarcSettingsError: OrganizationNotFoundException OrganizationStateException;
    put_mailbox_permissions PutMailboxPermissionsError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    put_mobile_device_access_override PutMobileDeviceAccessOverrideError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    put_retention_policy PutRetentionPolicyError: InvalidParameterException LimitExceededException
        OrganizationNotFoundException OrganizationStateException;
    register_mail_domain RegisterMailDomainError: InvalidParameterException LimitExceededException
        MailDomainInUseException OrganizationNotFoundException OrganizationStateException;
    register_to_work_mail RegisterToWorkMailError: DirectoryServiceAuthenticationFailedException
        DirectoryUnavailableException EmailAddressInUseException EntityAlreadyRegisteredException
        EntityNotFoundException EntityStateException InvalidParameterException MailDomainNotFoundException
        MailDomainStateException OrganizationNotFoundException OrganizationStateException
        UnsupportedOperationException;
    reset_password ResetPasswordError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        EntityNotFoundException EntityStateException InvalidParameterException InvalidPasswordException
        OrganizationNotFoundException OrganizationStateException UnsupportedOperationException;
    start_mailbox_export_job StartMailboxExportJobError: EntityNotFoundException InvalidParameterException
        LimitExceededException OrganizationNotFoundException OrganizationStateException;
    tag_resource TagResourceError: InvalidParameterException OrganizationStateException ResourceNotFoundException
        TooManyTagsException;
    test_availability_configuration TestAvailabilityConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    untag_resource UntagResourceError: ResourceNotFoundException;
    update_availability_configuration UpdateAvailabilityConfigurationError: InvalidParameterException
        OrganizationNotFoundException OrganizationStateException ResourceNotFoundException;
    update_default_mail_domain UpdateDefaultMailDomainError: InvalidParameterException MailDomainNotFoundException
        MailDomainStateException OrganizationNotFoundException OrganizationStateException;
    update_group UpdateGroupError: EntityNotFoundException EntityStateException InvalidParameterException
        OrganizationNotFoundException OrganizationStateException UnsupportedOperationException;
    update_impersonation_role UpdateImpersonationRoleError: EntityNotFoundException EntityStateException
        InvalidParameterException LimitExceededException OrganizationNotFoundException OrganizationStateException
        ResourceNotFoundException;
    update_mailbox_quota UpdateMailboxQuotaError: EntityNotFoundException EntityStateException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    update_mobile_device_access_rule UpdateMobileDeviceAccessRuleError: EntityNotFoundException
        InvalidParameterException OrganizationNotFoundException OrganizationStateException;
    update_primary_email_address UpdatePrimaryEmailAddressError: DirectoryServiceAuthenticationFailedException
        DirectoryUnavailableException EmailAddressInUseException EntityNotFoundException EntityStateException
        InvalidParameterException MailDomainNotFoundException MailDomainStateException OrganizationNotFoundException
        OrganizationStateException UnsupportedOperationException;
    update_resource UpdateResourceError: DirectoryUnavailableException EmailAddressInUseException
        EntityNotFoundException EntityStateException InvalidConfigurationException InvalidParameterException
        MailDomainNotFoundException MailDomainStateException NameAvailabilityException OrganizationNotFoundException
        OrganizationStateException UnsupportedOperationException;
    update_user UpdateUserError: DirectoryServiceAuthenticationFailedException DirectoryUnavailableException
        EntityNotFoundException EntityStateException InvalidParameterException OrganizationNotFoundException
        OrganizationStateException UnsupportedOperationException;
}

#[cfg(test)]
mod tests {
    use tinsmith_runtime::error::ProvideErrorMetadata;
    use workmail::operation::create_user::CreateUserError;

    use super::{LISTED, Reason, Refusal};

    #[test]
    fn a_reason_that_the_model_lists_is_its_error() {
        let error = CreateUserError::from(Refusal::new(Reason::NameAvailabilityException, "there is an ann"));
        assert!(error.is_name_availability_exception());
        assert_eq!(error.message(), Some("there is an ann"));
    }

    #[test]
    fn a_reason_that_the_model_does_not_list_keeps_its_name() {
        let error = CreateUserError::from(Refusal::new(Reason::TooManyTagsException, "51"));
        assert_eq!(error.code(), Some("TooManyTagsException"));
    }

    #[test]
    fn what_is_internal_has_no_code() {
        let error = CreateUserError::from(Refusal::new(Reason::Internal, "the disk is full"));
        assert_eq!(error.code(), None);
    }

    #[test]
    fn every_operation_has_its_errors() {
        assert_eq!(LISTED.len(), 92);
    }
}
