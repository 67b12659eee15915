//! The story, told by the two clients of the generated crate.

use workmail::config::Config;
use workmail::types::{
    IdentityCenterConfiguration, IdentityProviderAuthenticationMode, PersonalAccessTokenConfiguration,
    PersonalAccessTokenConfigurationStatus,
};
use workmail::{Client, blocking};

use super::SEEDED;

const INSTANCE: &str = "arn:aws:sso:::instance/ssoins-0123456789abcdef";

fn center(application: &str) -> IdentityCenterConfiguration {
    IdentityCenterConfiguration::builder().instance_arn(INSTANCE).application_arn(application).build().unwrap()
}

fn tokens() -> PersonalAccessTokenConfiguration {
    let status = PersonalAccessTokenConfigurationStatus::Active;
    PersonalAccessTokenConfiguration::builder().status(status).lifetime_in_days(123).build().unwrap()
}

pub(crate) async fn tell(config: Config) {
    let client = Client::from_conf(config);
    let made = client.create_organization().alias("story").send().await.unwrap();
    let org = made.organization_id.unwrap();
    assert_eq!(client.describe_organization().organization_id(&*org).send().await.unwrap().state(), Some("Active"));
    let mut users = Vec::new();
    for name in ["ann", "bob", "cleo"] {
        let made = client.create_user().organization_id(&*org).name(name).display_name(name).send().await.unwrap();
        let id = made.user_id.unwrap();
        let email = format!("{name}@story.awsapps.com");
        client.register_to_work_mail().organization_id(&*org).entity_id(&*id).email(email).send().await.unwrap();
        users.push(id);
    }
    let error = client.create_user().organization_id(&*org).name("ann").display_name("x").send().await.unwrap_err();
    assert!(error.into_service_error().is_name_availability_exception());

    let group = client.create_group().organization_id(&*org).name("all").send().await.unwrap().group_id.unwrap();
    let register = client.register_to_work_mail().organization_id(&*org).entity_id(&*group);
    register.email("all@story.awsapps.com").send().await.unwrap();
    for user in &users {
        let associate = client.associate_member_to_group().organization_id(&*org).group_id(&*group);
        associate.member_id(&**user).send().await.unwrap();
    }
    let list = client.list_group_members().organization_id(&*org).group_id(&*group);
    let mut members = list.into_paginator().page_size(2).items().send();
    let mut found = Vec::new();
    while let Some(member) = members.next().await {
        found.push(member.unwrap().id.unwrap());
    }
    users.sort();
    assert_eq!(found, users);

    let made = client.create_identity_center_application().name("story").instance_arn(INSTANCE).send().await.unwrap();
    let application = made.application_arn.unwrap();
    client
        .put_identity_provider_configuration()
        .organization_id(&*org)
        .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderOnly)
        .identity_center_configuration(center(&application))
        .personal_access_token_configuration(tokens())
        .send()
        .await
        .unwrap();
    let listed = client.list_personal_access_tokens().organization_id(SEEDED).user_id("ann").send().await.unwrap();
    let token = listed.personal_access_token_summaries()[0].personal_access_token_id().unwrap();
    client.delete_personal_access_token().organization_id(SEEDED).personal_access_token_id(token).send().await.unwrap();

    let delete = || client.delete_user().organization_id(&*org).user_id(&*users[0]).send();
    assert!(delete().await.unwrap_err().into_service_error().is_entity_state_exception());
    client.deregister_from_work_mail().organization_id(&*org).entity_id(&*users[0]).send().await.unwrap();
    delete().await.unwrap();
    let gone = client.delete_organization().organization_id(&*org).delete_directory(true).force_delete(true);
    assert_eq!(gone.send().await.unwrap().state(), Some("Deleted"));
}

pub(crate) fn tell_blocking(config: Config) {
    let client = blocking::Client::from_conf(config);
    let org = client.create_organization().alias("story").send().unwrap().organization_id.unwrap();
    let mut users = Vec::new();
    for name in ["ann", "bob", "cleo"] {
        let made = client.create_user().organization_id(&*org).name(name).display_name(name).send().unwrap();
        let id = made.user_id.unwrap();
        let email = format!("{name}@story.awsapps.com");
        client.register_to_work_mail().organization_id(&*org).entity_id(&*id).email(email).send().unwrap();
        users.push(id);
    }
    let error = client.create_user().organization_id(&*org).name("ann").display_name("x").send().unwrap_err();
    assert!(error.into_service_error().is_name_availability_exception());

    let group = client.create_group().organization_id(&*org).name("all").send().unwrap().group_id.unwrap();
    let register = client.register_to_work_mail().organization_id(&*org).entity_id(&*group);
    register.email("all@story.awsapps.com").send().unwrap();
    for user in &users {
        let associate = client.associate_member_to_group().organization_id(&*org).group_id(&*group);
        associate.member_id(&**user).send().unwrap();
    }
    let list = client.list_group_members().organization_id(&*org).group_id(&*group);
    let members = list.into_paginator().page_size(2).items().send();
    let found: Vec<String> = members.map(|member| member.unwrap().id.unwrap()).collect();
    users.sort();
    assert_eq!(found, users);

    let made = client.create_identity_center_application().name("story").instance_arn(INSTANCE).send().unwrap();
    client
        .put_identity_provider_configuration()
        .organization_id(&*org)
        .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderOnly)
        .identity_center_configuration(center(made.application_arn().unwrap()))
        .personal_access_token_configuration(tokens())
        .send()
        .unwrap();
    let listed = client.list_personal_access_tokens().organization_id(SEEDED).user_id("ann").send().unwrap();
    assert_eq!(listed.personal_access_token_summaries().len(), 2);

    let delete = || client.delete_user().organization_id(&*org).user_id(&*users[0]).send();
    assert!(delete().unwrap_err().into_service_error().is_entity_state_exception());
    client.deregister_from_work_mail().organization_id(&*org).entity_id(&*users[0]).send().unwrap();
    delete().unwrap();
    let gone = client.delete_organization().organization_id(&*org).delete_directory(true).force_delete(true).send();
    assert_eq!(gone.unwrap().state(), Some("Deleted"));
}
