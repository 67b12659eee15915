//! Users, groups, resources: how they come, are found and shown, and go.

use workmail::types::{BookingOptions, EntityState, ListUsersFilters, MemberType, ResourceType, UserRole};

use crate::scene::{call, code, scene};

#[tokio::test]
async fn a_new_user_is_disabled_and_found_by_id_and_by_name() {
    let scene = scene().await;
    let id = scene.user("ann").await;
    for argument in [&*id, "ann", "ANN"] {
        let shown = call!(scene.describe_user().user_id(argument)).unwrap();
        assert_eq!((shown.user_id(), shown.state()), (Some(&*id), Some(&EntityState::Disabled)));
        assert_eq!((shown.email(), shown.user_role()), (None, Some(&UserRole::User)));
    }
    assert_eq!(code!(scene.describe_user().user_id("bob")), "EntityNotFoundException");
    assert_eq!(code!(scene.describe_group().group_id("ann")), "EntityNotFoundException");
}

#[tokio::test]
async fn names_are_taken_by_whatever_has_them() {
    let scene = scene().await;
    scene.user("ann").await;
    assert_eq!(code!(scene.create_user().name("Ann").display_name("")), "NameAvailabilityException");
    assert_eq!(code!(scene.create_group().name("ann")), "NameAvailabilityException");
    assert_eq!(code!(scene.create_user().name("Administrator").display_name("")), "ReservedNameException");
}

#[tokio::test]
async fn roles_that_are_not_for_people_are_refused() {
    let scene = scene().await;
    for role in [UserRole::Resource, UserRole::SystemUser] {
        assert_eq!(code!(scene.create_user().name("ann").display_name("").role(role)), "InvalidParameterException");
    }
}

#[tokio::test]
async fn passwords_have_to_be_good_enough() {
    let scene = scene().await;
    assert_eq!(code!(scene.create_user().name("ann").display_name("").password("short")), "InvalidPasswordException");
    let id = scene.user("ann").await;
    assert_eq!(code!(scene.reset_password().user_id(&*id).password("sunshine1")), "InvalidPasswordException");
    call!(scene.reset_password().user_id(&*id).password("Sunshine1")).unwrap();
}

#[tokio::test]
async fn an_update_changes_what_is_given() {
    let scene = scene().await;
    let id = scene.user("ann").await;
    call!(scene.update_user().user_id(&*id).city("Berlin").hidden_from_global_address_list(true)).unwrap();
    call!(scene.update_user().user_id(&*id).identity_provider_user_id("11111111-2222-3333-4444-555555555555")).unwrap();
    let shown = call!(scene.describe_user().user_id(&*id)).unwrap();
    assert_eq!((shown.city(), shown.display_name()), (Some("Berlin"), Some("ANN")));
    assert!(shown.hidden_from_global_address_list() && shown.identity_provider_user_id().is_some());
    call!(scene.update_user().user_id(&*id).identity_provider_user_id("")).unwrap();
    assert_eq!(call!(scene.describe_user().user_id(&*id)).unwrap().identity_provider_user_id(), None);
}

#[tokio::test]
async fn who_is_deleted_is_shown_as_such_and_leaves_the_name_free() {
    let scene = scene().await;
    let id = scene.mail_user("ann").await;
    assert_eq!(code!(scene.delete_user().user_id(&*id)), "EntityStateException");
    call!(scene.deregister_from_work_mail().entity_id(&*id)).unwrap();
    call!(scene.delete_user().user_id(&*id)).unwrap();
    assert_eq!(call!(scene.describe_user().user_id(&*id)).unwrap().state(), Some(&EntityState::Deleted));
    assert_eq!(code!(scene.describe_user().user_id("ann")), "EntityNotFoundException");
    assert_eq!(code!(scene.update_user().user_id(&*id).city("x")), "EntityStateException");
    assert_eq!(
        code!(scene.register_to_work_mail().entity_id(&*id).email("ann@acme.awsapps.com")),
        "EntityStateException"
    );
    scene.user("ann").await;
    call!(scene.delete_user().user_id("nobody")).unwrap();
}

#[tokio::test]
async fn lists_are_filtered_by_one_filter() {
    let scene = scene().await;
    for name in ["anna", "anton", "bert"] {
        scene.mail_user(name).await;
    }
    let linked = "22222222-2222-3333-4444-555555555555";
    call!(scene.create_user().name("cleo").display_name("Cleo").identity_provider_user_id(linked)).unwrap();
    let found = |filter: ListUsersFilters| {
        let scene = &scene;
        async move {
            let mut names: Vec<_> = call!(scene.list_users().filters(filter))
                .unwrap()
                .users
                .unwrap()
                .into_iter()
                .map(|user| user.name.unwrap())
                .collect();
            names.sort();
            names
        }
    };
    let filter = ListUsersFilters::builder;
    assert_eq!(found(filter().username_prefix("AN").build()).await, ["anna", "anton"]);
    assert_eq!(found(filter().primary_email_prefix("bert@").build()).await, ["bert"]);
    assert_eq!(found(filter().display_name_prefix("cl").build()).await, ["cleo"]);
    assert_eq!(found(filter().state(EntityState::Disabled).build()).await, ["cleo"]);
    assert_eq!(found(filter().identity_provider_user_id_prefix("2222").build()).await, ["cleo"]);
    let two = filter().username_prefix("a").state(EntityState::Enabled).build();
    assert_eq!(code!(scene.list_users().filters(two)), "InvalidParameterException");
}

#[tokio::test]
async fn pages_show_each_lasting_user_once_whatever_comes_and_goes() {
    let scene = scene().await;
    let mut lasting = Vec::new();
    for number in 0..10 {
        lasting.push(scene.user(&format!("lasting-{number}")).await);
    }
    let (mut seen, mut token) = (Vec::new(), None);
    for round in 0.. {
        let page = call!(scene.list_users().max_results(3).set_next_token(token)).unwrap();
        seen.extend(page.users().iter().map(|user| user.id.clone().unwrap()));
        token = page.next_token;
        if token.is_none() {
            break;
        }
        scene.user(&format!("passing-{round}")).await;
        assert!(round < 20, "the list grows as fast as it is read");
    }
    for id in &lasting {
        assert_eq!(seen.iter().filter(|seen| *seen == id).count(), 1);
    }
}

#[tokio::test]
async fn a_token_belongs_to_its_list() {
    let scene = scene().await;
    for name in ["ann", "bob"] {
        scene.user(name).await;
    }
    let token = call!(scene.list_users().max_results(1)).unwrap().next_token.unwrap();
    assert_eq!(code!(scene.list_groups().next_token(token)), "InvalidParameterException");
    assert_eq!(code!(scene.list_users().next_token("made up")), "InvalidParameterException");
}

#[tokio::test]
async fn groups_have_users_and_groups_as_members_but_never_themselves() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    let (inner, outer) = (scene.mail_group("inner").await, scene.mail_group("outer").await);
    call!(scene.associate_member_to_group().group_id(&*inner).member_id(&*ann)).unwrap();
    call!(scene.associate_member_to_group().group_id(&*outer).member_id(&*inner)).unwrap();
    for (group, member) in [(&inner, &outer), (&inner, &inner)] {
        let code = code!(scene.associate_member_to_group().group_id(&**group).member_id(&**member));
        assert_eq!(code, "InvalidParameterException");
    }
    let members = call!(scene.list_group_members().group_id("outer")).unwrap();
    assert_eq!(members.members().len(), 1);
    assert_eq!(members.members()[0].r#type(), Some(&MemberType::Group));
    let groups = call!(scene.list_groups_for_entity().entity_id(&*ann)).unwrap();
    assert_eq!(groups.groups()[0].group_name(), Some("inner"));
    call!(scene.disassociate_member_from_group().group_id(&*inner).member_id(&*ann)).unwrap();
    assert!(call!(scene.list_group_members().group_id(&*inner)).unwrap().members().is_empty());
}

#[tokio::test]
async fn members_and_their_group_have_to_be_enabled() {
    let scene = scene().await;
    let (ann, group) = (scene.user("ann").await, scene.mail_group("all").await);
    let code = code!(scene.associate_member_to_group().group_id(&*group).member_id(&*ann));
    assert_eq!(code, "EntityStateException");
}

#[tokio::test]
async fn a_group_is_shown_updated_listed_and_deleted() {
    let scene = scene().await;
    let id = scene.mail_group("all").await;
    call!(scene.update_group().group_id("all").hidden_from_global_address_list(true)).unwrap();
    let shown = call!(scene.describe_group().group_id("all@acme.awsapps.com")).unwrap();
    assert!(shown.hidden_from_global_address_list() && shown.enabled_date().is_some());
    assert_eq!(call!(scene.list_groups()).unwrap().groups().len(), 1);
    call!(scene.deregister_from_work_mail().entity_id(&*id)).unwrap();
    call!(scene.delete_group().group_id(&*id)).unwrap();
    assert_eq!(call!(scene.describe_group().group_id(&*id)).unwrap().state(), Some(&EntityState::Deleted));
}

#[tokio::test]
async fn a_resource_always_has_somebody_who_answers() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    let made = call!(scene.create_resource().name("room").r#type(ResourceType::Room).description("blue")).unwrap();
    let room = made.resource_id.unwrap();
    scene.register(&room, "room").await;
    let manual = BookingOptions::builder().auto_accept_requests(false).build();
    let code = code!(scene.update_resource().resource_id(&*room).booking_options(manual.clone()));
    assert_eq!(code, "InvalidConfigurationException");
    call!(scene.associate_delegate_to_resource().resource_id(&*room).entity_id(&*ann)).unwrap();
    call!(scene.update_resource().resource_id(&*room).booking_options(manual)).unwrap();
    let code = code!(scene.disassociate_delegate_from_resource().resource_id(&*room).entity_id(&*ann));
    assert_eq!(code, "EntityStateException");
    let bob = scene.mail_user("bob").await;
    call!(scene.associate_delegate_to_resource().resource_id(&*room).entity_id(&*bob)).unwrap();
    call!(scene.disassociate_delegate_from_resource().resource_id(&*room).entity_id(&*ann)).unwrap();
    let delegates = call!(scene.list_resource_delegates().resource_id(&*room)).unwrap();
    assert_eq!(delegates.delegates()[0].id(), bob);
}

#[tokio::test]
async fn a_resource_is_shown_updated_listed_and_deleted() {
    let scene = scene().await;
    let made = call!(scene.create_resource().name("room").r#type(ResourceType::Room).description("blue")).unwrap();
    let id = made.resource_id.unwrap();
    assert!(id.starts_with("r-") && id.len() == 34);
    call!(scene.update_resource().resource_id("room").name("van").r#type(ResourceType::Equipment).description(""))
        .unwrap();
    let shown = call!(scene.describe_resource().resource_id(&*id)).unwrap();
    assert_eq!((shown.name(), shown.description()), (Some("van"), None));
    assert_eq!(shown.r#type(), Some(&ResourceType::Equipment));
    assert!(shown.booking_options().unwrap().auto_accept_requests());
    assert_eq!(call!(scene.list_resources()).unwrap().resources().len(), 1);
    call!(scene.delete_resource().resource_id(&*id)).unwrap();
    assert_eq!(call!(scene.describe_resource().resource_id(&*id)).unwrap().state(), Some(&EntityState::Deleted));
}

#[tokio::test]
async fn who_is_deleted_is_in_no_group_any_more() {
    let scene = scene().await;
    let (ann, group) = (scene.mail_user("ann").await, scene.mail_group("all").await);
    call!(scene.associate_member_to_group().group_id(&*group).member_id(&*ann)).unwrap();
    call!(scene.deregister_from_work_mail().entity_id(&*ann)).unwrap();
    call!(scene.delete_user().user_id(&*ann)).unwrap();
    assert!(call!(scene.list_group_members().group_id(&*group)).unwrap().members().is_empty());
}
