//! Identity Store, blocking: unions and documents in inputs, sensitive members.

use identitystore::blocking::Client;
use identitystore::primitives::Document;
use identitystore::types::{AlternateIdentifier, Email, MemberId, Name, UniqueAttribute};

use crate::Done;

const STORE: &str = "d-1234567890";

pub fn run(client: &Client) -> Done {
    let mut users = Vec::new();
    for name in ["ann", "bob", "eve"] {
        let email = Email::builder().value(format!("{name}@example.com")).primary(true).build();
        let call = client.create_user().identity_store_id(STORE).user_name(name).display_name(name).emails(email);
        let call = call.name(Name::builder().given_name(name).family_name("Example").build());
        users.push(call.send()?.user_id().to_owned());
    }
    let user = client.describe_user().identity_store_id(STORE).user_id(&users[0]).send()?;
    assert_eq!((user.user_name(), user.emails()[0].value()), (Some("ann"), Some("ann@example.com")));
    assert!(!format!("{user:?}").contains("ann@example.com"), "an address was shown");
    let attribute = UniqueAttribute::builder().attribute_path("userName");
    let attribute = attribute.attribute_value(Document::String("bob".to_owned())).build()?;
    let call = client.get_user_id().identity_store_id(STORE);
    let found = call.alternate_identifier(AlternateIdentifier::UniqueAttribute(attribute)).send()?;
    assert_eq!(found.user_id(), users[1]);

    let group = client.create_group().identity_store_id(STORE).display_name("all").send()?;
    for user in &users {
        let call = client.create_group_membership().identity_store_id(STORE).group_id(group.group_id());
        call.member_id(MemberId::UserId(user.clone())).send()?;
    }
    let call = client.list_group_memberships().identity_store_id(STORE).group_id(group.group_id());
    let members = call.into_paginator().page_size(2).items().send().collect::<Result<Vec<_>, _>>()?;
    let members: Vec<_> = members.iter().filter_map(|member| member.member_id()?.as_user_id().ok()).collect();
    assert_eq!(members, users.iter().collect::<Vec<_>>());
    let call = client.list_users().identity_store_id(STORE).into_paginator().page_size(2);
    let pages = call.send().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(pages.iter().map(|page| page.users().len()).collect::<Vec<_>>(), [2, 1]);

    for user in &users {
        client.delete_user().identity_store_id(STORE).user_id(user).send()?;
    }
    client.delete_group().identity_store_id(STORE).group_id(group.group_id()).send()?;
    let error = client.describe_user().identity_store_id(STORE).user_id(&users[0]).send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()), "{error}");
    Ok(())
}
