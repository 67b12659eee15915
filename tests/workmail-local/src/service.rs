//! The trait of the generated crate: each operation is a rule, in a transaction of the store.

use std::sync::Arc;

use tinsmith_server::{Service, Validation};
use workmail::operation::associate_delegate_to_resource::{
    AssociateDelegateToResourceError, AssociateDelegateToResourceInput, AssociateDelegateToResourceOutput,
};
use workmail::operation::associate_member_to_group::{
    AssociateMemberToGroupError, AssociateMemberToGroupInput, AssociateMemberToGroupOutput,
};
use workmail::operation::assume_impersonation_role::{
    AssumeImpersonationRoleError, AssumeImpersonationRoleInput, AssumeImpersonationRoleOutput,
};
use workmail::operation::cancel_mailbox_export_job::{
    CancelMailboxExportJobError, CancelMailboxExportJobInput, CancelMailboxExportJobOutput,
};
use workmail::operation::create_alias::{CreateAliasError, CreateAliasInput, CreateAliasOutput};
use workmail::operation::create_availability_configuration::{
    CreateAvailabilityConfigurationError, CreateAvailabilityConfigurationInput, CreateAvailabilityConfigurationOutput,
};
use workmail::operation::create_group::{CreateGroupError, CreateGroupInput, CreateGroupOutput};
use workmail::operation::create_identity_center_application::{
    CreateIdentityCenterApplicationError, CreateIdentityCenterApplicationInput, CreateIdentityCenterApplicationOutput,
};
use workmail::operation::create_impersonation_role::{
    CreateImpersonationRoleError, CreateImpersonationRoleInput, CreateImpersonationRoleOutput,
};
use workmail::operation::create_mobile_device_access_rule::{
    CreateMobileDeviceAccessRuleError, CreateMobileDeviceAccessRuleInput, CreateMobileDeviceAccessRuleOutput,
};
use workmail::operation::create_organization::{
    CreateOrganizationError, CreateOrganizationInput, CreateOrganizationOutput,
};
use workmail::operation::create_resource::{CreateResourceError, CreateResourceInput, CreateResourceOutput};
use workmail::operation::create_user::{CreateUserError, CreateUserInput, CreateUserOutput};
use workmail::operation::delete_access_control_rule::{
    DeleteAccessControlRuleError, DeleteAccessControlRuleInput, DeleteAccessControlRuleOutput,
};
use workmail::operation::delete_alias::{DeleteAliasError, DeleteAliasInput, DeleteAliasOutput};
use workmail::operation::delete_availability_configuration::{
    DeleteAvailabilityConfigurationError, DeleteAvailabilityConfigurationInput, DeleteAvailabilityConfigurationOutput,
};
use workmail::operation::delete_email_monitoring_configuration::{
    DeleteEmailMonitoringConfigurationError, DeleteEmailMonitoringConfigurationInput,
    DeleteEmailMonitoringConfigurationOutput,
};
use workmail::operation::delete_group::{DeleteGroupError, DeleteGroupInput, DeleteGroupOutput};
use workmail::operation::delete_identity_center_application::{
    DeleteIdentityCenterApplicationError, DeleteIdentityCenterApplicationInput, DeleteIdentityCenterApplicationOutput,
};
use workmail::operation::delete_identity_provider_configuration::{
    DeleteIdentityProviderConfigurationError, DeleteIdentityProviderConfigurationInput,
    DeleteIdentityProviderConfigurationOutput,
};
use workmail::operation::delete_impersonation_role::{
    DeleteImpersonationRoleError, DeleteImpersonationRoleInput, DeleteImpersonationRoleOutput,
};
use workmail::operation::delete_mailbox_permissions::{
    DeleteMailboxPermissionsError, DeleteMailboxPermissionsInput, DeleteMailboxPermissionsOutput,
};
use workmail::operation::delete_mobile_device_access_override::{
    DeleteMobileDeviceAccessOverrideError, DeleteMobileDeviceAccessOverrideInput,
    DeleteMobileDeviceAccessOverrideOutput,
};
use workmail::operation::delete_mobile_device_access_rule::{
    DeleteMobileDeviceAccessRuleError, DeleteMobileDeviceAccessRuleInput, DeleteMobileDeviceAccessRuleOutput,
};
use workmail::operation::delete_organization::{
    DeleteOrganizationError, DeleteOrganizationInput, DeleteOrganizationOutput,
};
use workmail::operation::delete_personal_access_token::{
    DeletePersonalAccessTokenError, DeletePersonalAccessTokenInput, DeletePersonalAccessTokenOutput,
};
use workmail::operation::delete_resource::{DeleteResourceError, DeleteResourceInput, DeleteResourceOutput};
use workmail::operation::delete_retention_policy::{
    DeleteRetentionPolicyError, DeleteRetentionPolicyInput, DeleteRetentionPolicyOutput,
};
use workmail::operation::delete_user::{DeleteUserError, DeleteUserInput, DeleteUserOutput};
use workmail::operation::deregister_from_work_mail::{
    DeregisterFromWorkMailError, DeregisterFromWorkMailInput, DeregisterFromWorkMailOutput,
};
use workmail::operation::deregister_mail_domain::{
    DeregisterMailDomainError, DeregisterMailDomainInput, DeregisterMailDomainOutput,
};
use workmail::operation::describe_email_monitoring_configuration::{
    DescribeEmailMonitoringConfigurationError, DescribeEmailMonitoringConfigurationInput,
    DescribeEmailMonitoringConfigurationOutput,
};
use workmail::operation::describe_entity::{DescribeEntityError, DescribeEntityInput, DescribeEntityOutput};
use workmail::operation::describe_group::{DescribeGroupError, DescribeGroupInput, DescribeGroupOutput};
use workmail::operation::describe_identity_provider_configuration::{
    DescribeIdentityProviderConfigurationError, DescribeIdentityProviderConfigurationInput,
    DescribeIdentityProviderConfigurationOutput,
};
use workmail::operation::describe_inbound_dmarc_settings::{
    DescribeInboundDmarcSettingsError, DescribeInboundDmarcSettingsInput, DescribeInboundDmarcSettingsOutput,
};
use workmail::operation::describe_mailbox_export_job::{
    DescribeMailboxExportJobError, DescribeMailboxExportJobInput, DescribeMailboxExportJobOutput,
};
use workmail::operation::describe_organization::{
    DescribeOrganizationError, DescribeOrganizationInput, DescribeOrganizationOutput,
};
use workmail::operation::describe_resource::{DescribeResourceError, DescribeResourceInput, DescribeResourceOutput};
use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::operation::disassociate_delegate_from_resource::{
    DisassociateDelegateFromResourceError, DisassociateDelegateFromResourceInput,
    DisassociateDelegateFromResourceOutput,
};
use workmail::operation::disassociate_member_from_group::{
    DisassociateMemberFromGroupError, DisassociateMemberFromGroupInput, DisassociateMemberFromGroupOutput,
};
use workmail::operation::get_access_control_effect::{
    GetAccessControlEffectError, GetAccessControlEffectInput, GetAccessControlEffectOutput,
};
use workmail::operation::get_default_retention_policy::{
    GetDefaultRetentionPolicyError, GetDefaultRetentionPolicyInput, GetDefaultRetentionPolicyOutput,
};
use workmail::operation::get_impersonation_role::{
    GetImpersonationRoleError, GetImpersonationRoleInput, GetImpersonationRoleOutput,
};
use workmail::operation::get_impersonation_role_effect::{
    GetImpersonationRoleEffectError, GetImpersonationRoleEffectInput, GetImpersonationRoleEffectOutput,
};
use workmail::operation::get_mail_domain::{GetMailDomainError, GetMailDomainInput, GetMailDomainOutput};
use workmail::operation::get_mailbox_details::{
    GetMailboxDetailsError, GetMailboxDetailsInput, GetMailboxDetailsOutput,
};
use workmail::operation::get_mobile_device_access_effect::{
    GetMobileDeviceAccessEffectError, GetMobileDeviceAccessEffectInput, GetMobileDeviceAccessEffectOutput,
};
use workmail::operation::get_mobile_device_access_override::{
    GetMobileDeviceAccessOverrideError, GetMobileDeviceAccessOverrideInput, GetMobileDeviceAccessOverrideOutput,
};
use workmail::operation::get_personal_access_token_metadata::{
    GetPersonalAccessTokenMetadataError, GetPersonalAccessTokenMetadataInput, GetPersonalAccessTokenMetadataOutput,
};
use workmail::operation::list_access_control_rules::{
    ListAccessControlRulesError, ListAccessControlRulesInput, ListAccessControlRulesOutput,
};
use workmail::operation::list_aliases::{ListAliasesError, ListAliasesInput, ListAliasesOutput};
use workmail::operation::list_availability_configurations::{
    ListAvailabilityConfigurationsError, ListAvailabilityConfigurationsInput, ListAvailabilityConfigurationsOutput,
};
use workmail::operation::list_group_members::{ListGroupMembersError, ListGroupMembersInput, ListGroupMembersOutput};
use workmail::operation::list_groups::{ListGroupsError, ListGroupsInput, ListGroupsOutput};
use workmail::operation::list_groups_for_entity::{
    ListGroupsForEntityError, ListGroupsForEntityInput, ListGroupsForEntityOutput,
};
use workmail::operation::list_impersonation_roles::{
    ListImpersonationRolesError, ListImpersonationRolesInput, ListImpersonationRolesOutput,
};
use workmail::operation::list_mail_domains::{ListMailDomainsError, ListMailDomainsInput, ListMailDomainsOutput};
use workmail::operation::list_mailbox_export_jobs::{
    ListMailboxExportJobsError, ListMailboxExportJobsInput, ListMailboxExportJobsOutput,
};
use workmail::operation::list_mailbox_permissions::{
    ListMailboxPermissionsError, ListMailboxPermissionsInput, ListMailboxPermissionsOutput,
};
use workmail::operation::list_mobile_device_access_overrides::{
    ListMobileDeviceAccessOverridesError, ListMobileDeviceAccessOverridesInput, ListMobileDeviceAccessOverridesOutput,
};
use workmail::operation::list_mobile_device_access_rules::{
    ListMobileDeviceAccessRulesError, ListMobileDeviceAccessRulesInput, ListMobileDeviceAccessRulesOutput,
};
use workmail::operation::list_organizations::{
    ListOrganizationsError, ListOrganizationsInput, ListOrganizationsOutput,
};
use workmail::operation::list_personal_access_tokens::{
    ListPersonalAccessTokensError, ListPersonalAccessTokensInput, ListPersonalAccessTokensOutput,
};
use workmail::operation::list_resource_delegates::{
    ListResourceDelegatesError, ListResourceDelegatesInput, ListResourceDelegatesOutput,
};
use workmail::operation::list_resources::{ListResourcesError, ListResourcesInput, ListResourcesOutput};
use workmail::operation::list_tags_for_resource::{
    ListTagsForResourceError, ListTagsForResourceInput, ListTagsForResourceOutput,
};
use workmail::operation::list_users::{ListUsersError, ListUsersInput, ListUsersOutput};
use workmail::operation::put_access_control_rule::{
    PutAccessControlRuleError, PutAccessControlRuleInput, PutAccessControlRuleOutput,
};
use workmail::operation::put_email_monitoring_configuration::{
    PutEmailMonitoringConfigurationError, PutEmailMonitoringConfigurationInput, PutEmailMonitoringConfigurationOutput,
};
use workmail::operation::put_identity_provider_configuration::{
    PutIdentityProviderConfigurationError, PutIdentityProviderConfigurationInput,
    PutIdentityProviderConfigurationOutput,
};
use workmail::operation::put_inbound_dmarc_settings::{
    PutInboundDmarcSettingsError, PutInboundDmarcSettingsInput, PutInboundDmarcSettingsOutput,
};
use workmail::operation::put_mailbox_permissions::{
    PutMailboxPermissionsError, PutMailboxPermissionsInput, PutMailboxPermissionsOutput,
};
use workmail::operation::put_mobile_device_access_override::{
    PutMobileDeviceAccessOverrideError, PutMobileDeviceAccessOverrideInput, PutMobileDeviceAccessOverrideOutput,
};
use workmail::operation::put_retention_policy::{
    PutRetentionPolicyError, PutRetentionPolicyInput, PutRetentionPolicyOutput,
};
use workmail::operation::register_mail_domain::{
    RegisterMailDomainError, RegisterMailDomainInput, RegisterMailDomainOutput,
};
use workmail::operation::register_to_work_mail::{
    RegisterToWorkMailError, RegisterToWorkMailInput, RegisterToWorkMailOutput,
};
use workmail::operation::reset_password::{ResetPasswordError, ResetPasswordInput, ResetPasswordOutput};
use workmail::operation::start_mailbox_export_job::{
    StartMailboxExportJobError, StartMailboxExportJobInput, StartMailboxExportJobOutput,
};
use workmail::operation::tag_resource::{TagResourceError, TagResourceInput, TagResourceOutput};
use workmail::operation::test_availability_configuration::{
    TestAvailabilityConfigurationError, TestAvailabilityConfigurationInput, TestAvailabilityConfigurationOutput,
};
use workmail::operation::untag_resource::{UntagResourceError, UntagResourceInput, UntagResourceOutput};
use workmail::operation::update_availability_configuration::{
    UpdateAvailabilityConfigurationError, UpdateAvailabilityConfigurationInput, UpdateAvailabilityConfigurationOutput,
};
use workmail::operation::update_default_mail_domain::{
    UpdateDefaultMailDomainError, UpdateDefaultMailDomainInput, UpdateDefaultMailDomainOutput,
};
use workmail::operation::update_group::{UpdateGroupError, UpdateGroupInput, UpdateGroupOutput};
use workmail::operation::update_impersonation_role::{
    UpdateImpersonationRoleError, UpdateImpersonationRoleInput, UpdateImpersonationRoleOutput,
};
use workmail::operation::update_mailbox_quota::{
    UpdateMailboxQuotaError, UpdateMailboxQuotaInput, UpdateMailboxQuotaOutput,
};
use workmail::operation::update_mobile_device_access_rule::{
    UpdateMobileDeviceAccessRuleError, UpdateMobileDeviceAccessRuleInput, UpdateMobileDeviceAccessRuleOutput,
};
use workmail::operation::update_primary_email_address::{
    UpdatePrimaryEmailAddressError, UpdatePrimaryEmailAddressInput, UpdatePrimaryEmailAddressOutput,
};
use workmail::operation::update_resource::{UpdateResourceError, UpdateResourceInput, UpdateResourceOutput};
use workmail::operation::update_user::{UpdateUserError, UpdateUserInput, UpdateUserOutput};
use workmail::server::{self, Context, WorkMail};

use crate::refusal::Refusal;
use crate::rules::{
    access_control, access_tokens, addresses, availability, domains, export_jobs, groups, identity_center,
    impersonation, mailboxes, mobile_overrides, mobile_rules, monitoring, organizations, registration, resources,
    retention, tags, users,
};
use crate::store::{Store, World};

/// `WorkMail`, by what is in a store.
#[derive(Clone, Debug)]
pub struct Local {
    store: Arc<Store>,
}

impl Local {
    /// A service of what is in this store.
    pub fn new(store: Store) -> Self {
        Self { store: Arc::new(store) }
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// As a service that can be served: whatever breaks the model's constraints is answered with
    /// `InvalidParameterException`, as `WorkMail` does.
    pub fn service(self) -> Service<Self> {
        server::service(self).validation(Validation::Modeled("InvalidParameterException"))
    }

    /// Follows a rule, and keeps what it has changed once that lasts.
    async fn follow<I, T, E>(&self, rule: fn(&mut World, I) -> Result<T, Refusal>, input: I) -> Result<T, E>
    where
        I: Send + 'static,
        T: Send + 'static,
        E: From<Refusal>,
    {
        Ok(self.store.transaction(move |world| rule(world, input)).await?)
    }
}

impl WorkMail for Local {
    async fn associate_delegate_to_resource(
        &self,
        input: AssociateDelegateToResourceInput,
        _: &Context,
    ) -> Result<AssociateDelegateToResourceOutput, AssociateDelegateToResourceError> {
        self.follow(resources::associate_delegate_to_resource, input).await
    }

    async fn associate_member_to_group(
        &self,
        input: AssociateMemberToGroupInput,
        _: &Context,
    ) -> Result<AssociateMemberToGroupOutput, AssociateMemberToGroupError> {
        self.follow(groups::associate_member_to_group, input).await
    }

    async fn assume_impersonation_role(
        &self,
        input: AssumeImpersonationRoleInput,
        _: &Context,
    ) -> Result<AssumeImpersonationRoleOutput, AssumeImpersonationRoleError> {
        self.follow(impersonation::assume_impersonation_role, input).await
    }

    async fn cancel_mailbox_export_job(
        &self,
        input: CancelMailboxExportJobInput,
        _: &Context,
    ) -> Result<CancelMailboxExportJobOutput, CancelMailboxExportJobError> {
        self.follow(export_jobs::cancel_mailbox_export_job, input).await
    }

    async fn create_alias(&self, input: CreateAliasInput, _: &Context) -> Result<CreateAliasOutput, CreateAliasError> {
        self.follow(addresses::create_alias, input).await
    }

    async fn create_availability_configuration(
        &self,
        input: CreateAvailabilityConfigurationInput,
        _: &Context,
    ) -> Result<CreateAvailabilityConfigurationOutput, CreateAvailabilityConfigurationError> {
        self.follow(availability::create_availability_configuration, input).await
    }

    async fn create_group(&self, input: CreateGroupInput, _: &Context) -> Result<CreateGroupOutput, CreateGroupError> {
        self.follow(groups::create_group, input).await
    }

    async fn create_identity_center_application(
        &self,
        input: CreateIdentityCenterApplicationInput,
        _: &Context,
    ) -> Result<CreateIdentityCenterApplicationOutput, CreateIdentityCenterApplicationError> {
        self.follow(identity_center::create_identity_center_application, input).await
    }

    async fn create_impersonation_role(
        &self,
        input: CreateImpersonationRoleInput,
        _: &Context,
    ) -> Result<CreateImpersonationRoleOutput, CreateImpersonationRoleError> {
        self.follow(impersonation::create_impersonation_role, input).await
    }

    async fn create_mobile_device_access_rule(
        &self,
        input: CreateMobileDeviceAccessRuleInput,
        _: &Context,
    ) -> Result<CreateMobileDeviceAccessRuleOutput, CreateMobileDeviceAccessRuleError> {
        self.follow(mobile_rules::create_mobile_device_access_rule, input).await
    }

    async fn create_organization(
        &self,
        input: CreateOrganizationInput,
        _: &Context,
    ) -> Result<CreateOrganizationOutput, CreateOrganizationError> {
        self.follow(organizations::create_organization, input).await
    }

    async fn create_resource(
        &self,
        input: CreateResourceInput,
        _: &Context,
    ) -> Result<CreateResourceOutput, CreateResourceError> {
        self.follow(resources::create_resource, input).await
    }

    async fn create_user(&self, input: CreateUserInput, _: &Context) -> Result<CreateUserOutput, CreateUserError> {
        self.follow(users::create_user, input).await
    }

    async fn delete_access_control_rule(
        &self,
        input: DeleteAccessControlRuleInput,
        _: &Context,
    ) -> Result<DeleteAccessControlRuleOutput, DeleteAccessControlRuleError> {
        self.follow(access_control::delete_access_control_rule, input).await
    }

    async fn delete_alias(&self, input: DeleteAliasInput, _: &Context) -> Result<DeleteAliasOutput, DeleteAliasError> {
        self.follow(addresses::delete_alias, input).await
    }

    async fn delete_availability_configuration(
        &self,
        input: DeleteAvailabilityConfigurationInput,
        _: &Context,
    ) -> Result<DeleteAvailabilityConfigurationOutput, DeleteAvailabilityConfigurationError> {
        self.follow(availability::delete_availability_configuration, input).await
    }

    async fn delete_email_monitoring_configuration(
        &self,
        input: DeleteEmailMonitoringConfigurationInput,
        _: &Context,
    ) -> Result<DeleteEmailMonitoringConfigurationOutput, DeleteEmailMonitoringConfigurationError> {
        self.follow(monitoring::delete_email_monitoring_configuration, input).await
    }

    async fn delete_group(&self, input: DeleteGroupInput, _: &Context) -> Result<DeleteGroupOutput, DeleteGroupError> {
        self.follow(groups::delete_group, input).await
    }

    async fn delete_identity_center_application(
        &self,
        input: DeleteIdentityCenterApplicationInput,
        _: &Context,
    ) -> Result<DeleteIdentityCenterApplicationOutput, DeleteIdentityCenterApplicationError> {
        self.follow(identity_center::delete_identity_center_application, input).await
    }

    async fn delete_identity_provider_configuration(
        &self,
        input: DeleteIdentityProviderConfigurationInput,
        _: &Context,
    ) -> Result<DeleteIdentityProviderConfigurationOutput, DeleteIdentityProviderConfigurationError> {
        self.follow(identity_center::delete_identity_provider_configuration, input).await
    }

    async fn delete_impersonation_role(
        &self,
        input: DeleteImpersonationRoleInput,
        _: &Context,
    ) -> Result<DeleteImpersonationRoleOutput, DeleteImpersonationRoleError> {
        self.follow(impersonation::delete_impersonation_role, input).await
    }

    async fn delete_mailbox_permissions(
        &self,
        input: DeleteMailboxPermissionsInput,
        _: &Context,
    ) -> Result<DeleteMailboxPermissionsOutput, DeleteMailboxPermissionsError> {
        self.follow(mailboxes::delete_mailbox_permissions, input).await
    }

    async fn delete_mobile_device_access_override(
        &self,
        input: DeleteMobileDeviceAccessOverrideInput,
        _: &Context,
    ) -> Result<DeleteMobileDeviceAccessOverrideOutput, DeleteMobileDeviceAccessOverrideError> {
        self.follow(mobile_overrides::delete_mobile_device_access_override, input).await
    }

    async fn delete_mobile_device_access_rule(
        &self,
        input: DeleteMobileDeviceAccessRuleInput,
        _: &Context,
    ) -> Result<DeleteMobileDeviceAccessRuleOutput, DeleteMobileDeviceAccessRuleError> {
        self.follow(mobile_rules::delete_mobile_device_access_rule, input).await
    }

    async fn delete_organization(
        &self,
        input: DeleteOrganizationInput,
        _: &Context,
    ) -> Result<DeleteOrganizationOutput, DeleteOrganizationError> {
        self.follow(organizations::delete_organization, input).await
    }

    async fn delete_personal_access_token(
        &self,
        input: DeletePersonalAccessTokenInput,
        _: &Context,
    ) -> Result<DeletePersonalAccessTokenOutput, DeletePersonalAccessTokenError> {
        self.follow(access_tokens::delete_personal_access_token, input).await
    }

    async fn delete_resource(
        &self,
        input: DeleteResourceInput,
        _: &Context,
    ) -> Result<DeleteResourceOutput, DeleteResourceError> {
        self.follow(resources::delete_resource, input).await
    }

    async fn delete_retention_policy(
        &self,
        input: DeleteRetentionPolicyInput,
        _: &Context,
    ) -> Result<DeleteRetentionPolicyOutput, DeleteRetentionPolicyError> {
        self.follow(retention::delete_retention_policy, input).await
    }

    async fn delete_user(&self, input: DeleteUserInput, _: &Context) -> Result<DeleteUserOutput, DeleteUserError> {
        self.follow(users::delete_user, input).await
    }

    async fn deregister_from_work_mail(
        &self,
        input: DeregisterFromWorkMailInput,
        _: &Context,
    ) -> Result<DeregisterFromWorkMailOutput, DeregisterFromWorkMailError> {
        self.follow(registration::deregister_from_work_mail, input).await
    }

    async fn deregister_mail_domain(
        &self,
        input: DeregisterMailDomainInput,
        _: &Context,
    ) -> Result<DeregisterMailDomainOutput, DeregisterMailDomainError> {
        self.follow(domains::deregister_mail_domain, input).await
    }

    async fn describe_email_monitoring_configuration(
        &self,
        input: DescribeEmailMonitoringConfigurationInput,
        _: &Context,
    ) -> Result<DescribeEmailMonitoringConfigurationOutput, DescribeEmailMonitoringConfigurationError> {
        self.follow(monitoring::describe_email_monitoring_configuration, input).await
    }

    async fn describe_entity(
        &self,
        input: DescribeEntityInput,
        _: &Context,
    ) -> Result<DescribeEntityOutput, DescribeEntityError> {
        self.follow(addresses::describe_entity, input).await
    }

    async fn describe_group(
        &self,
        input: DescribeGroupInput,
        _: &Context,
    ) -> Result<DescribeGroupOutput, DescribeGroupError> {
        self.follow(groups::describe_group, input).await
    }

    async fn describe_identity_provider_configuration(
        &self,
        input: DescribeIdentityProviderConfigurationInput,
        _: &Context,
    ) -> Result<DescribeIdentityProviderConfigurationOutput, DescribeIdentityProviderConfigurationError> {
        self.follow(identity_center::describe_identity_provider_configuration, input).await
    }

    async fn describe_inbound_dmarc_settings(
        &self,
        input: DescribeInboundDmarcSettingsInput,
        _: &Context,
    ) -> Result<DescribeInboundDmarcSettingsOutput, DescribeInboundDmarcSettingsError> {
        self.follow(monitoring::describe_inbound_dmarc_settings, input).await
    }

    async fn describe_mailbox_export_job(
        &self,
        input: DescribeMailboxExportJobInput,
        _: &Context,
    ) -> Result<DescribeMailboxExportJobOutput, DescribeMailboxExportJobError> {
        self.follow(export_jobs::describe_mailbox_export_job, input).await
    }

    async fn describe_organization(
        &self,
        input: DescribeOrganizationInput,
        _: &Context,
    ) -> Result<DescribeOrganizationOutput, DescribeOrganizationError> {
        self.follow(organizations::describe_organization, input).await
    }

    async fn describe_resource(
        &self,
        input: DescribeResourceInput,
        _: &Context,
    ) -> Result<DescribeResourceOutput, DescribeResourceError> {
        self.follow(resources::describe_resource, input).await
    }

    async fn describe_user(
        &self,
        input: DescribeUserInput,
        _: &Context,
    ) -> Result<DescribeUserOutput, DescribeUserError> {
        self.follow(users::describe_user, input).await
    }

    async fn disassociate_delegate_from_resource(
        &self,
        input: DisassociateDelegateFromResourceInput,
        _: &Context,
    ) -> Result<DisassociateDelegateFromResourceOutput, DisassociateDelegateFromResourceError> {
        self.follow(resources::disassociate_delegate_from_resource, input).await
    }

    async fn disassociate_member_from_group(
        &self,
        input: DisassociateMemberFromGroupInput,
        _: &Context,
    ) -> Result<DisassociateMemberFromGroupOutput, DisassociateMemberFromGroupError> {
        self.follow(groups::disassociate_member_from_group, input).await
    }

    async fn get_access_control_effect(
        &self,
        input: GetAccessControlEffectInput,
        _: &Context,
    ) -> Result<GetAccessControlEffectOutput, GetAccessControlEffectError> {
        self.follow(access_control::get_access_control_effect, input).await
    }

    async fn get_default_retention_policy(
        &self,
        input: GetDefaultRetentionPolicyInput,
        _: &Context,
    ) -> Result<GetDefaultRetentionPolicyOutput, GetDefaultRetentionPolicyError> {
        self.follow(retention::get_default_retention_policy, input).await
    }

    async fn get_impersonation_role(
        &self,
        input: GetImpersonationRoleInput,
        _: &Context,
    ) -> Result<GetImpersonationRoleOutput, GetImpersonationRoleError> {
        self.follow(impersonation::get_impersonation_role, input).await
    }

    async fn get_impersonation_role_effect(
        &self,
        input: GetImpersonationRoleEffectInput,
        _: &Context,
    ) -> Result<GetImpersonationRoleEffectOutput, GetImpersonationRoleEffectError> {
        self.follow(impersonation::get_impersonation_role_effect, input).await
    }

    async fn get_mail_domain(
        &self,
        input: GetMailDomainInput,
        _: &Context,
    ) -> Result<GetMailDomainOutput, GetMailDomainError> {
        self.follow(domains::get_mail_domain, input).await
    }

    async fn get_mailbox_details(
        &self,
        input: GetMailboxDetailsInput,
        _: &Context,
    ) -> Result<GetMailboxDetailsOutput, GetMailboxDetailsError> {
        self.follow(mailboxes::get_mailbox_details, input).await
    }

    async fn get_mobile_device_access_effect(
        &self,
        input: GetMobileDeviceAccessEffectInput,
        _: &Context,
    ) -> Result<GetMobileDeviceAccessEffectOutput, GetMobileDeviceAccessEffectError> {
        self.follow(mobile_rules::get_mobile_device_access_effect, input).await
    }

    async fn get_mobile_device_access_override(
        &self,
        input: GetMobileDeviceAccessOverrideInput,
        _: &Context,
    ) -> Result<GetMobileDeviceAccessOverrideOutput, GetMobileDeviceAccessOverrideError> {
        self.follow(mobile_overrides::get_mobile_device_access_override, input).await
    }

    async fn get_personal_access_token_metadata(
        &self,
        input: GetPersonalAccessTokenMetadataInput,
        _: &Context,
    ) -> Result<GetPersonalAccessTokenMetadataOutput, GetPersonalAccessTokenMetadataError> {
        self.follow(access_tokens::get_personal_access_token_metadata, input).await
    }

    async fn list_access_control_rules(
        &self,
        input: ListAccessControlRulesInput,
        _: &Context,
    ) -> Result<ListAccessControlRulesOutput, ListAccessControlRulesError> {
        self.follow(access_control::list_access_control_rules, input).await
    }

    async fn list_aliases(&self, input: ListAliasesInput, _: &Context) -> Result<ListAliasesOutput, ListAliasesError> {
        self.follow(addresses::list_aliases, input).await
    }

    async fn list_availability_configurations(
        &self,
        input: ListAvailabilityConfigurationsInput,
        _: &Context,
    ) -> Result<ListAvailabilityConfigurationsOutput, ListAvailabilityConfigurationsError> {
        self.follow(availability::list_availability_configurations, input).await
    }

    async fn list_group_members(
        &self,
        input: ListGroupMembersInput,
        _: &Context,
    ) -> Result<ListGroupMembersOutput, ListGroupMembersError> {
        self.follow(groups::list_group_members, input).await
    }

    async fn list_groups(&self, input: ListGroupsInput, _: &Context) -> Result<ListGroupsOutput, ListGroupsError> {
        self.follow(groups::list_groups, input).await
    }

    async fn list_groups_for_entity(
        &self,
        input: ListGroupsForEntityInput,
        _: &Context,
    ) -> Result<ListGroupsForEntityOutput, ListGroupsForEntityError> {
        self.follow(groups::list_groups_for_entity, input).await
    }

    async fn list_impersonation_roles(
        &self,
        input: ListImpersonationRolesInput,
        _: &Context,
    ) -> Result<ListImpersonationRolesOutput, ListImpersonationRolesError> {
        self.follow(impersonation::list_impersonation_roles, input).await
    }

    async fn list_mail_domains(
        &self,
        input: ListMailDomainsInput,
        _: &Context,
    ) -> Result<ListMailDomainsOutput, ListMailDomainsError> {
        self.follow(domains::list_mail_domains, input).await
    }

    async fn list_mailbox_export_jobs(
        &self,
        input: ListMailboxExportJobsInput,
        _: &Context,
    ) -> Result<ListMailboxExportJobsOutput, ListMailboxExportJobsError> {
        self.follow(export_jobs::list_mailbox_export_jobs, input).await
    }

    async fn list_mailbox_permissions(
        &self,
        input: ListMailboxPermissionsInput,
        _: &Context,
    ) -> Result<ListMailboxPermissionsOutput, ListMailboxPermissionsError> {
        self.follow(mailboxes::list_mailbox_permissions, input).await
    }

    async fn list_mobile_device_access_overrides(
        &self,
        input: ListMobileDeviceAccessOverridesInput,
        _: &Context,
    ) -> Result<ListMobileDeviceAccessOverridesOutput, ListMobileDeviceAccessOverridesError> {
        self.follow(mobile_overrides::list_mobile_device_access_overrides, input).await
    }

    async fn list_mobile_device_access_rules(
        &self,
        input: ListMobileDeviceAccessRulesInput,
        _: &Context,
    ) -> Result<ListMobileDeviceAccessRulesOutput, ListMobileDeviceAccessRulesError> {
        self.follow(mobile_rules::list_mobile_device_access_rules, input).await
    }

    async fn list_organizations(
        &self,
        input: ListOrganizationsInput,
        _: &Context,
    ) -> Result<ListOrganizationsOutput, ListOrganizationsError> {
        self.follow(organizations::list_organizations, input).await
    }

    async fn list_personal_access_tokens(
        &self,
        input: ListPersonalAccessTokensInput,
        _: &Context,
    ) -> Result<ListPersonalAccessTokensOutput, ListPersonalAccessTokensError> {
        self.follow(access_tokens::list_personal_access_tokens, input).await
    }

    async fn list_resource_delegates(
        &self,
        input: ListResourceDelegatesInput,
        _: &Context,
    ) -> Result<ListResourceDelegatesOutput, ListResourceDelegatesError> {
        self.follow(resources::list_resource_delegates, input).await
    }

    async fn list_resources(
        &self,
        input: ListResourcesInput,
        _: &Context,
    ) -> Result<ListResourcesOutput, ListResourcesError> {
        self.follow(resources::list_resources, input).await
    }

    async fn list_tags_for_resource(
        &self,
        input: ListTagsForResourceInput,
        _: &Context,
    ) -> Result<ListTagsForResourceOutput, ListTagsForResourceError> {
        self.follow(tags::list_tags_for_resource, input).await
    }

    async fn list_users(&self, input: ListUsersInput, _: &Context) -> Result<ListUsersOutput, ListUsersError> {
        self.follow(users::list_users, input).await
    }

    async fn put_access_control_rule(
        &self,
        input: PutAccessControlRuleInput,
        _: &Context,
    ) -> Result<PutAccessControlRuleOutput, PutAccessControlRuleError> {
        self.follow(access_control::put_access_control_rule, input).await
    }

    async fn put_email_monitoring_configuration(
        &self,
        input: PutEmailMonitoringConfigurationInput,
        _: &Context,
    ) -> Result<PutEmailMonitoringConfigurationOutput, PutEmailMonitoringConfigurationError> {
        self.follow(monitoring::put_email_monitoring_configuration, input).await
    }

    async fn put_identity_provider_configuration(
        &self,
        input: PutIdentityProviderConfigurationInput,
        _: &Context,
    ) -> Result<PutIdentityProviderConfigurationOutput, PutIdentityProviderConfigurationError> {
        self.follow(identity_center::put_identity_provider_configuration, input).await
    }

    async fn put_inbound_dmarc_settings(
        &self,
        input: PutInboundDmarcSettingsInput,
        _: &Context,
    ) -> Result<PutInboundDmarcSettingsOutput, PutInboundDmarcSettingsError> {
        self.follow(monitoring::put_inbound_dmarc_settings, input).await
    }

    async fn put_mailbox_permissions(
        &self,
        input: PutMailboxPermissionsInput,
        _: &Context,
    ) -> Result<PutMailboxPermissionsOutput, PutMailboxPermissionsError> {
        self.follow(mailboxes::put_mailbox_permissions, input).await
    }

    async fn put_mobile_device_access_override(
        &self,
        input: PutMobileDeviceAccessOverrideInput,
        _: &Context,
    ) -> Result<PutMobileDeviceAccessOverrideOutput, PutMobileDeviceAccessOverrideError> {
        self.follow(mobile_overrides::put_mobile_device_access_override, input).await
    }

    async fn put_retention_policy(
        &self,
        input: PutRetentionPolicyInput,
        _: &Context,
    ) -> Result<PutRetentionPolicyOutput, PutRetentionPolicyError> {
        self.follow(retention::put_retention_policy, input).await
    }

    async fn register_mail_domain(
        &self,
        input: RegisterMailDomainInput,
        _: &Context,
    ) -> Result<RegisterMailDomainOutput, RegisterMailDomainError> {
        self.follow(domains::register_mail_domain, input).await
    }

    async fn register_to_work_mail(
        &self,
        input: RegisterToWorkMailInput,
        _: &Context,
    ) -> Result<RegisterToWorkMailOutput, RegisterToWorkMailError> {
        self.follow(registration::register_to_work_mail, input).await
    }

    async fn reset_password(
        &self,
        input: ResetPasswordInput,
        _: &Context,
    ) -> Result<ResetPasswordOutput, ResetPasswordError> {
        self.follow(users::reset_password, input).await
    }

    async fn start_mailbox_export_job(
        &self,
        input: StartMailboxExportJobInput,
        _: &Context,
    ) -> Result<StartMailboxExportJobOutput, StartMailboxExportJobError> {
        self.follow(export_jobs::start_mailbox_export_job, input).await
    }

    async fn tag_resource(&self, input: TagResourceInput, _: &Context) -> Result<TagResourceOutput, TagResourceError> {
        self.follow(tags::tag_resource, input).await
    }

    async fn test_availability_configuration(
        &self,
        input: TestAvailabilityConfigurationInput,
        _: &Context,
    ) -> Result<TestAvailabilityConfigurationOutput, TestAvailabilityConfigurationError> {
        self.follow(availability::test_availability_configuration, input).await
    }

    async fn untag_resource(
        &self,
        input: UntagResourceInput,
        _: &Context,
    ) -> Result<UntagResourceOutput, UntagResourceError> {
        self.follow(tags::untag_resource, input).await
    }

    async fn update_availability_configuration(
        &self,
        input: UpdateAvailabilityConfigurationInput,
        _: &Context,
    ) -> Result<UpdateAvailabilityConfigurationOutput, UpdateAvailabilityConfigurationError> {
        self.follow(availability::update_availability_configuration, input).await
    }

    async fn update_default_mail_domain(
        &self,
        input: UpdateDefaultMailDomainInput,
        _: &Context,
    ) -> Result<UpdateDefaultMailDomainOutput, UpdateDefaultMailDomainError> {
        self.follow(domains::update_default_mail_domain, input).await
    }

    async fn update_group(&self, input: UpdateGroupInput, _: &Context) -> Result<UpdateGroupOutput, UpdateGroupError> {
        self.follow(groups::update_group, input).await
    }

    async fn update_impersonation_role(
        &self,
        input: UpdateImpersonationRoleInput,
        _: &Context,
    ) -> Result<UpdateImpersonationRoleOutput, UpdateImpersonationRoleError> {
        self.follow(impersonation::update_impersonation_role, input).await
    }

    async fn update_mailbox_quota(
        &self,
        input: UpdateMailboxQuotaInput,
        _: &Context,
    ) -> Result<UpdateMailboxQuotaOutput, UpdateMailboxQuotaError> {
        self.follow(mailboxes::update_mailbox_quota, input).await
    }

    async fn update_mobile_device_access_rule(
        &self,
        input: UpdateMobileDeviceAccessRuleInput,
        _: &Context,
    ) -> Result<UpdateMobileDeviceAccessRuleOutput, UpdateMobileDeviceAccessRuleError> {
        self.follow(mobile_rules::update_mobile_device_access_rule, input).await
    }

    async fn update_primary_email_address(
        &self,
        input: UpdatePrimaryEmailAddressInput,
        _: &Context,
    ) -> Result<UpdatePrimaryEmailAddressOutput, UpdatePrimaryEmailAddressError> {
        self.follow(addresses::update_primary_email_address, input).await
    }

    async fn update_resource(
        &self,
        input: UpdateResourceInput,
        _: &Context,
    ) -> Result<UpdateResourceOutput, UpdateResourceError> {
        self.follow(resources::update_resource, input).await
    }

    async fn update_user(&self, input: UpdateUserInput, _: &Context) -> Result<UpdateUserOutput, UpdateUserError> {
        self.follow(users::update_user, input).await
    }
}
