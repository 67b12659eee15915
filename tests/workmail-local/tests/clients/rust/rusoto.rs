//! rusoto_workmail, which knows the model of 2022: what came later is no part of its story. Over plain HTTP, by a connector
//! of its own.

use hyper::client::HttpConnector;
use rusoto_core::credential::StaticProvider;
use rusoto_core::request::HttpClient;
use rusoto_core::{Region, RusotoError};
use rusoto_workmail::{
    AssociateMemberToGroupRequest, CreateGroupRequest, CreateOrganizationRequest, CreateUserError, CreateUserRequest,
    DeleteOrganizationRequest, DeleteUserError, DeleteUserRequest, DeregisterFromWorkMailRequest,
    ListGroupMembersRequest, RegisterToWorkMailRequest, Workmail, WorkmailClient,
};

pub async fn tell(endpoint: &str) {
    let region = Region::Custom { name: "us-east-1".to_owned(), endpoint: endpoint.to_owned() };
    let credentials = StaticProvider::new_minimal("AKIDEXAMPLE".to_owned(), "secret".to_owned());
    let client = WorkmailClient::new_with(HttpClient::from_connector(HttpConnector::new()), credentials, region);
    let made =
        client.create_organization(CreateOrganizationRequest { alias: "story".to_owned(), ..Default::default() });
    let organization_id = made.await.unwrap().organization_id.unwrap();
    let create = |name: &str| {
        client.create_user(CreateUserRequest {
            organization_id: organization_id.clone(),
            name: name.to_owned(),
            display_name: name.to_owned(),
            password: "Sunshine1".to_owned(),
            ..Default::default()
        })
    };
    let register = |entity_id: &str, name: &str| {
        client.register_to_work_mail(RegisterToWorkMailRequest {
            organization_id: organization_id.clone(),
            entity_id: entity_id.to_owned(),
            email: format!("{name}@story.awsapps.com"),
            ..Default::default()
        })
    };
    let user = create("ann").await.unwrap().user_id.unwrap();
    register(&user, "ann").await.unwrap();
    let taken = create("ann").await.unwrap_err();
    assert!(matches!(taken, RusotoError::Service(CreateUserError::NameAvailability(_))), "{taken}");

    let group =
        CreateGroupRequest { organization_id: organization_id.clone(), name: "all".to_owned(), ..Default::default() };
    let group_id = client.create_group(group).await.unwrap().group_id.unwrap();
    register(&group_id, "all").await.unwrap();
    client
        .associate_member_to_group(AssociateMemberToGroupRequest {
            organization_id: organization_id.clone(),
            group_id: group_id.clone(),
            member_id: user.clone(),
            ..Default::default()
        })
        .await
        .unwrap();
    let list = ListGroupMembersRequest { organization_id: organization_id.clone(), group_id, ..Default::default() };
    let members = client.list_group_members(list).await.unwrap().members.unwrap();
    assert_eq!(members[0].id.as_ref(), Some(&user));

    let delete = || {
        client.delete_user(DeleteUserRequest {
            organization_id: organization_id.clone(),
            user_id: user.clone(),
            ..Default::default()
        })
    };
    let enabled = delete().await.unwrap_err();
    assert!(matches!(enabled, RusotoError::Service(DeleteUserError::EntityState(_))), "{enabled}");
    client
        .deregister_from_work_mail(DeregisterFromWorkMailRequest {
            organization_id: organization_id.clone(),
            entity_id: user.clone(),
            ..Default::default()
        })
        .await
        .unwrap();
    delete().await.unwrap();
    let gone = client.delete_organization(DeleteOrganizationRequest {
        organization_id: organization_id.clone(),
        delete_directory: true,
        ..Default::default()
    });
    assert_eq!(gone.await.unwrap().state.as_deref(), Some("Deleted"));
}
