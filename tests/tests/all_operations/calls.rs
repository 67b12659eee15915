//! A call for every operation of WorkMail, in the order of their names, with every member of its input set.
//!
//! A text is the name of its member, a number 7, a truth `true`, an enum has its first value, a list one entry:
//! `document` in `server.rs` says the same of the model.

/// Calls `$call!(method, .setter(value) …)` for each operation.
macro_rules! every_call {
    ($call:ident) => {
        rows! { $call:
            associate_delegate_to_resource =>
                .organization_id("OrganizationId").resource_id("ResourceId").entity_id("EntityId");
            associate_member_to_group => .organization_id("OrganizationId").group_id("GroupId").member_id("MemberId");
            assume_impersonation_role =>
                .organization_id("OrganizationId").impersonation_role_id("ImpersonationRoleId");
            cancel_mailbox_export_job =>
                .client_token("ClientToken").job_id("JobId").organization_id("OrganizationId");
            create_alias => .organization_id("OrganizationId").entity_id("EntityId").alias("Alias");
            create_availability_configuration =>
                .client_token("ClientToken").organization_id("OrganizationId").domain_name("DomainName")
                .ews_provider(
                    types::EwsAvailabilityProvider::builder().ews_endpoint("EwsEndpoint").ews_username("EwsUsername")
                    .ews_password("EwsPassword").build().unwrap()
                )
                .lambda_provider(
                    types::LambdaAvailabilityProvider::builder().lambda_arn("LambdaArn").build().unwrap()
                );
            create_group => .organization_id("OrganizationId").name("Name").hidden_from_global_address_list(true);
            create_identity_center_application =>
                .name("Name").instance_arn("InstanceArn").client_token("ClientToken");
            create_impersonation_role =>
                .client_token("ClientToken").organization_id("OrganizationId").name("Name")
                .r#type(types::ImpersonationRoleType::FullAccess).description("Description")
                .rules(
                    types::ImpersonationRule::builder().impersonation_rule_id("ImpersonationRuleId").name("Name")
                    .description("Description").effect(types::AccessEffect::Allow).target_users("TargetUsers")
                    .not_target_users("NotTargetUsers").build().unwrap()
                );
            create_mobile_device_access_rule =>
                .organization_id("OrganizationId").client_token("ClientToken").name("Name").description("Description")
                .effect(types::MobileDeviceAccessRuleEffect::Allow).device_types("DeviceTypes")
                .not_device_types("NotDeviceTypes").device_models("DeviceModels").not_device_models("NotDeviceModels")
                .device_operating_systems("DeviceOperatingSystems")
                .not_device_operating_systems("NotDeviceOperatingSystems").device_user_agents("DeviceUserAgents")
                .not_device_user_agents("NotDeviceUserAgents");
            create_organization =>
                .directory_id("DirectoryId").alias("Alias").client_token("ClientToken")
                .domains(
                    types::Domain::builder().domain_name("DomainName").hosted_zone_id("HostedZoneId").build().unwrap()
                )
                .kms_key_arn("KmsKeyArn").enable_interoperability(true);
            create_resource =>
                .organization_id("OrganizationId").name("Name").r#type(types::ResourceType::Room)
                .description("Description").hidden_from_global_address_list(true);
            create_user =>
                .organization_id("OrganizationId").name("Name").display_name("DisplayName").password("Password")
                .role(types::UserRole::User).first_name("FirstName").last_name("LastName")
                .hidden_from_global_address_list(true).identity_provider_user_id("IdentityProviderUserId");
            delete_access_control_rule => .organization_id("OrganizationId").name("Name");
            delete_alias => .organization_id("OrganizationId").entity_id("EntityId").alias("Alias");
            delete_availability_configuration => .organization_id("OrganizationId").domain_name("DomainName");
            delete_email_monitoring_configuration => .organization_id("OrganizationId");
            delete_group => .organization_id("OrganizationId").group_id("GroupId");
            delete_identity_center_application => .application_arn("ApplicationArn");
            delete_identity_provider_configuration => .organization_id("OrganizationId");
            delete_impersonation_role =>
                .organization_id("OrganizationId").impersonation_role_id("ImpersonationRoleId");
            delete_mailbox_permissions =>
                .organization_id("OrganizationId").entity_id("EntityId").grantee_id("GranteeId");
            delete_mobile_device_access_override =>
                .organization_id("OrganizationId").user_id("UserId").device_id("DeviceId");
            delete_mobile_device_access_rule =>
                .organization_id("OrganizationId").mobile_device_access_rule_id("MobileDeviceAccessRuleId");
            delete_organization =>
                .client_token("ClientToken").organization_id("OrganizationId").delete_directory(true)
                .force_delete(true).delete_identity_center_application(true);
            delete_personal_access_token =>
                .organization_id("OrganizationId").personal_access_token_id("PersonalAccessTokenId");
            delete_resource => .organization_id("OrganizationId").resource_id("ResourceId");
            delete_retention_policy => .organization_id("OrganizationId").id("Id");
            delete_user => .organization_id("OrganizationId").user_id("UserId");
            deregister_from_work_mail => .organization_id("OrganizationId").entity_id("EntityId");
            deregister_mail_domain => .organization_id("OrganizationId").domain_name("DomainName");
            describe_email_monitoring_configuration => .organization_id("OrganizationId");
            describe_entity => .organization_id("OrganizationId").email("Email");
            describe_group => .organization_id("OrganizationId").group_id("GroupId");
            describe_identity_provider_configuration => .organization_id("OrganizationId");
            describe_inbound_dmarc_settings => .organization_id("OrganizationId");
            describe_mailbox_export_job => .job_id("JobId").organization_id("OrganizationId");
            describe_organization => .organization_id("OrganizationId");
            describe_resource => .organization_id("OrganizationId").resource_id("ResourceId");
            describe_user => .organization_id("OrganizationId").user_id("UserId");
            disassociate_delegate_from_resource =>
                .organization_id("OrganizationId").resource_id("ResourceId").entity_id("EntityId");
            disassociate_member_from_group =>
                .organization_id("OrganizationId").group_id("GroupId").member_id("MemberId");
            get_access_control_effect =>
                .organization_id("OrganizationId").ip_address("IpAddress").action("Action").user_id("UserId")
                .impersonation_role_id("ImpersonationRoleId");
            get_default_retention_policy => .organization_id("OrganizationId");
            get_impersonation_role => .organization_id("OrganizationId").impersonation_role_id("ImpersonationRoleId");
            get_impersonation_role_effect =>
                .organization_id("OrganizationId").impersonation_role_id("ImpersonationRoleId")
                .target_user("TargetUser");
            get_mail_domain => .organization_id("OrganizationId").domain_name("DomainName");
            get_mailbox_details => .organization_id("OrganizationId").user_id("UserId");
            get_mobile_device_access_effect =>
                .organization_id("OrganizationId").device_type("DeviceType").device_model("DeviceModel")
                .device_operating_system("DeviceOperatingSystem").device_user_agent("DeviceUserAgent");
            get_mobile_device_access_override =>
                .organization_id("OrganizationId").user_id("UserId").device_id("DeviceId");
            get_personal_access_token_metadata =>
                .organization_id("OrganizationId").personal_access_token_id("PersonalAccessTokenId");
            list_access_control_rules => .organization_id("OrganizationId");
            list_aliases =>
                .organization_id("OrganizationId").entity_id("EntityId").next_token("NextToken").max_results(7);
            list_availability_configurations =>
                .organization_id("OrganizationId").max_results(7).next_token("NextToken");
            list_group_members =>
                .organization_id("OrganizationId").group_id("GroupId").next_token("NextToken").max_results(7);
            list_groups =>
                .organization_id("OrganizationId").next_token("NextToken").max_results(7)
                .filters(
                    types::ListGroupsFilters::builder().name_prefix("NamePrefix")
                    .primary_email_prefix("PrimaryEmailPrefix").state(types::EntityState::Enabled).build()
                );
            list_groups_for_entity =>
                .organization_id("OrganizationId").entity_id("EntityId")
                .filters(types::ListGroupsForEntityFilters::builder().group_name_prefix("GroupNamePrefix").build())
                .next_token("NextToken").max_results(7);
            list_impersonation_roles => .organization_id("OrganizationId").next_token("NextToken").max_results(7);
            list_mail_domains => .organization_id("OrganizationId").max_results(7).next_token("NextToken");
            list_mailbox_export_jobs => .organization_id("OrganizationId").next_token("NextToken").max_results(7);
            list_mailbox_permissions =>
                .organization_id("OrganizationId").entity_id("EntityId").next_token("NextToken").max_results(7);
            list_mobile_device_access_overrides =>
                .organization_id("OrganizationId").user_id("UserId").device_id("DeviceId").next_token("NextToken")
                .max_results(7);
            list_mobile_device_access_rules => .organization_id("OrganizationId");
            list_organizations => .next_token("NextToken").max_results(7);
            list_personal_access_tokens =>
                .organization_id("OrganizationId").user_id("UserId").next_token("NextToken").max_results(7);
            list_resource_delegates =>
                .organization_id("OrganizationId").resource_id("ResourceId").next_token("NextToken").max_results(7);
            list_resources =>
                .organization_id("OrganizationId").next_token("NextToken").max_results(7)
                .filters(
                    types::ListResourcesFilters::builder().name_prefix("NamePrefix")
                    .primary_email_prefix("PrimaryEmailPrefix").state(types::EntityState::Enabled).build()
                );
            list_tags_for_resource => .resource_arn("ResourceARN");
            list_users =>
                .organization_id("OrganizationId").next_token("NextToken").max_results(7)
                .filters(
                    types::ListUsersFilters::builder().username_prefix("UsernamePrefix")
                    .display_name_prefix("DisplayNamePrefix").primary_email_prefix("PrimaryEmailPrefix")
                    .state(types::EntityState::Enabled)
                    .identity_provider_user_id_prefix("IdentityProviderUserIdPrefix").build()
                );
            put_access_control_rule =>
                .name("Name").effect(types::AccessControlRuleEffect::Allow).description("Description")
                .ip_ranges("IpRanges").not_ip_ranges("NotIpRanges").actions("Actions").not_actions("NotActions")
                .user_ids("UserIds").not_user_ids("NotUserIds").organization_id("OrganizationId")
                .impersonation_role_ids("ImpersonationRoleIds").not_impersonation_role_ids("NotImpersonationRoleIds");
            put_email_monitoring_configuration =>
                .organization_id("OrganizationId").role_arn("RoleArn").log_group_arn("LogGroupArn");
            put_identity_provider_configuration =>
                .organization_id("OrganizationId")
                .authentication_mode(types::IdentityProviderAuthenticationMode::IdentityProviderOnly)
                .identity_center_configuration(
                    types::IdentityCenterConfiguration::builder().instance_arn("InstanceArn")
                    .application_arn("ApplicationArn").build().unwrap()
                )
                .personal_access_token_configuration(
                    types::PersonalAccessTokenConfiguration::builder()
                    .status(types::PersonalAccessTokenConfigurationStatus::Active).lifetime_in_days(7).build()
                    .unwrap()
                );
            put_inbound_dmarc_settings => .organization_id("OrganizationId").enforced(true);
            put_mailbox_permissions =>
                .organization_id("OrganizationId").entity_id("EntityId").grantee_id("GranteeId")
                .permission_values(types::PermissionType::FullAccess);
            put_mobile_device_access_override =>
                .organization_id("OrganizationId").user_id("UserId").device_id("DeviceId")
                .effect(types::MobileDeviceAccessRuleEffect::Allow).description("Description");
            put_retention_policy =>
                .organization_id("OrganizationId").id("Id").name("Name").description("Description")
                .folder_configurations(
                    types::FolderConfiguration::builder().name(types::FolderName::Inbox)
                    .action(types::RetentionAction::None).period(7).build().unwrap()
                );
            register_mail_domain =>
                .client_token("ClientToken").organization_id("OrganizationId").domain_name("DomainName");
            register_to_work_mail => .organization_id("OrganizationId").entity_id("EntityId").email("Email");
            reset_password => .organization_id("OrganizationId").user_id("UserId").password("Password");
            start_mailbox_export_job =>
                .client_token("ClientToken").organization_id("OrganizationId").entity_id("EntityId")
                .description("Description").role_arn("RoleArn").kms_key_arn("KmsKeyArn")
                .s3_bucket_name("S3BucketName").s3_prefix("S3Prefix");
            tag_resource =>
                .resource_arn("ResourceARN").tags(types::Tag::builder().key("Key").value("Value").build().unwrap());
            test_availability_configuration =>
                .organization_id("OrganizationId").domain_name("DomainName")
                .ews_provider(
                    types::EwsAvailabilityProvider::builder().ews_endpoint("EwsEndpoint").ews_username("EwsUsername")
                    .ews_password("EwsPassword").build().unwrap()
                )
                .lambda_provider(
                    types::LambdaAvailabilityProvider::builder().lambda_arn("LambdaArn").build().unwrap()
                );
            untag_resource => .resource_arn("ResourceARN").tag_keys("TagKeys");
            update_availability_configuration =>
                .organization_id("OrganizationId").domain_name("DomainName")
                .ews_provider(
                    types::EwsAvailabilityProvider::builder().ews_endpoint("EwsEndpoint").ews_username("EwsUsername")
                    .ews_password("EwsPassword").build().unwrap()
                )
                .lambda_provider(
                    types::LambdaAvailabilityProvider::builder().lambda_arn("LambdaArn").build().unwrap()
                );
            update_default_mail_domain => .organization_id("OrganizationId").domain_name("DomainName");
            update_group =>
                .organization_id("OrganizationId").group_id("GroupId").hidden_from_global_address_list(true);
            update_impersonation_role =>
                .organization_id("OrganizationId").impersonation_role_id("ImpersonationRoleId").name("Name")
                .r#type(types::ImpersonationRoleType::FullAccess).description("Description")
                .rules(
                    types::ImpersonationRule::builder().impersonation_rule_id("ImpersonationRuleId").name("Name")
                    .description("Description").effect(types::AccessEffect::Allow).target_users("TargetUsers")
                    .not_target_users("NotTargetUsers").build().unwrap()
                );
            update_mailbox_quota => .organization_id("OrganizationId").user_id("UserId").mailbox_quota(7);
            update_mobile_device_access_rule =>
                .organization_id("OrganizationId").mobile_device_access_rule_id("MobileDeviceAccessRuleId")
                .name("Name").description("Description").effect(types::MobileDeviceAccessRuleEffect::Allow)
                .device_types("DeviceTypes").not_device_types("NotDeviceTypes").device_models("DeviceModels")
                .not_device_models("NotDeviceModels").device_operating_systems("DeviceOperatingSystems")
                .not_device_operating_systems("NotDeviceOperatingSystems").device_user_agents("DeviceUserAgents")
                .not_device_user_agents("NotDeviceUserAgents");
            update_primary_email_address => .organization_id("OrganizationId").entity_id("EntityId").email("Email");
            update_resource =>
                .organization_id("OrganizationId").resource_id("ResourceId").name("Name")
                .booking_options(
                    types::BookingOptions::builder().auto_accept_requests(true).auto_decline_recurring_requests(true)
                    .auto_decline_conflicting_requests(true).build()
                )
                .description("Description").r#type(types::ResourceType::Room).hidden_from_global_address_list(true);
            update_user =>
                .organization_id("OrganizationId").user_id("UserId").role(types::UserRole::User)
                .display_name("DisplayName").first_name("FirstName").last_name("LastName")
                .hidden_from_global_address_list(true).initials("Initials").telephone("Telephone").street("Street")
                .job_title("JobTitle").city("City").company("Company").zip_code("ZipCode").department("Department")
                .country("Country").office("Office").identity_provider_user_id("IdentityProviderUserId");
        }
    };
}

/// Calls the macro with each row.
macro_rules! rows {
    ($call:ident: $($method:ident => $(.$setter:ident($($value:tt)*))*;)*) => {
        $($call!($method, $(.$setter($($value)*))*);)*
    };
}
