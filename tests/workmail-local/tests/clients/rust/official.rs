//! aws-sdk-workmail, over plain HTTP.

use aws_sdk_workmail::Client;
use aws_sdk_workmail::config::{Config, Credentials, Region};
use aws_sdk_workmail::types::{
    IdentityCenterConfiguration, IdentityProviderAuthenticationMode, PersonalAccessTokenConfiguration,
    PersonalAccessTokenConfigurationStatus,
};

pub async fn tell(endpoint: &str, seeded: &str) {
    let config = Config::builder()
        .behavior_version_latest()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .endpoint_url(endpoint)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    let client = Client::from_conf(config);
    let org = client.create_organization().alias("story").send().await.unwrap().organization_id.unwrap();
    let shown = client.describe_organization().organization_id(&org).send().await.unwrap();
    assert_eq!(shown.state(), Some("Active"));
    let mut users = Vec::new();
    for name in ["ann", "bob", "cleo"] {
        let made = client.create_user().organization_id(&org).name(name).display_name(name).send().await.unwrap();
        let id = made.user_id.unwrap();
        let email = format!("{name}@story.awsapps.com");
        client.register_to_work_mail().organization_id(&org).entity_id(&id).email(email).send().await.unwrap();
        users.push(id);
    }
    let taken = client.create_user().organization_id(&org).name("ann").display_name("x").send().await.unwrap_err();
    assert!(taken.into_service_error().is_name_availability_exception());
    let nobody = client.describe_user().organization_id(&org).user_id("nobody").send().await.unwrap_err();
    assert!(nobody.into_service_error().is_entity_not_found_exception());

    let group = client.create_group().organization_id(&org).name("all").send().await.unwrap().group_id.unwrap();
    let register = client.register_to_work_mail().organization_id(&org).entity_id(&group);
    register.email("all@story.awsapps.com").send().await.unwrap();
    for user in &users {
        let associate = client.associate_member_to_group().organization_id(&org).group_id(&group);
        associate.member_id(user).send().await.unwrap();
    }
    let list = client.list_group_members().organization_id(&org).group_id(&group);
    let mut pages = list.into_paginator().page_size(2).send();
    let mut members = Vec::new();
    while let Some(page) = pages.next().await {
        members.extend(page.unwrap().members.unwrap().into_iter().map(|member| member.id.unwrap()));
    }
    members.sort();
    users.sort();
    assert_eq!(members, users);

    let instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef";
    let made = client.create_identity_center_application().name("story").instance_arn(instance).send().await.unwrap();
    let center = IdentityCenterConfiguration::builder()
        .instance_arn(instance)
        .application_arn(made.application_arn.unwrap())
        .build()
        .unwrap();
    let tokens = PersonalAccessTokenConfiguration::builder()
        .status(PersonalAccessTokenConfigurationStatus::Active)
        .lifetime_in_days(123)
        .build()
        .unwrap();
    client
        .put_identity_provider_configuration()
        .organization_id(&org)
        .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderOnly)
        .identity_center_configuration(center)
        .personal_access_token_configuration(tokens)
        .send()
        .await
        .unwrap();
    let listed = client.list_personal_access_tokens().organization_id(seeded).user_id("ann").send().await.unwrap();
    let token = listed.personal_access_token_summaries()[0].personal_access_token_id().unwrap();
    client.delete_personal_access_token().organization_id(seeded).personal_access_token_id(token).send().await.unwrap();

    let delete = || client.delete_user().organization_id(&org).user_id(&users[0]).send();
    assert!(delete().await.unwrap_err().into_service_error().is_entity_state_exception());
    client.deregister_from_work_mail().organization_id(&org).entity_id(&users[0]).send().await.unwrap();
    delete().await.unwrap();
    let gone = client.delete_organization().organization_id(&org).delete_directory(true).force_delete(true);
    assert_eq!(gone.send().await.unwrap().state(), Some("Deleted"));
}
