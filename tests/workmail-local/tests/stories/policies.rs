//! Rules of access, impersonation, retention, availability.

use workmail::types::{
    AccessControlRuleEffect, AccessEffect, EwsAvailabilityProvider, FolderConfiguration, FolderName,
    ImpersonationRoleType, ImpersonationRule, LambdaAvailabilityProvider, MobileDeviceAccessRuleEffect,
    RetentionAction,
};

use crate::scene::{Scene, call, code, scene};

/// Whether the user gets in from an address, and by which rules.
async fn effect(scene: &Scene, user: &str, address: &str, action: &str) -> (AccessControlRuleEffect, Vec<String>) {
    let found = call!(scene.get_access_control_effect().user_id(user).ip_address(address).action(action)).unwrap();
    (found.effect.unwrap(), found.matched_rules.unwrap())
}

#[tokio::test]
async fn a_new_organization_lets_everybody_in_and_one_without_rules_nobody() {
    let scene = scene().await;
    let ann = scene.user("ann").await;
    assert_eq!(
        effect(&scene, &ann, "10.0.0.1", "IMAP").await,
        (AccessControlRuleEffect::Allow, vec!["Default".into()])
    );
    call!(scene.delete_access_control_rule().name("Default")).unwrap();
    call!(scene.delete_access_control_rule().name("Default")).unwrap();
    assert_eq!(effect(&scene, &ann, "10.0.0.1", "IMAP").await, (AccessControlRuleEffect::Deny, vec![]));
}

#[tokio::test]
async fn a_rule_is_about_who_meets_all_of_its_conditions_and_denying_wins() {
    let scene = scene().await;
    let (ann, bob) = (scene.user("ann").await, scene.user("bob").await);
    call!(
        scene
            .put_access_control_rule()
            .name("no-imap-outside")
            .effect(AccessControlRuleEffect::Deny)
            .description("a rule")
            .not_ip_ranges("10.0.0.0/8")
            .actions("imap")
            .not_user_ids(&*bob)
    )
    .unwrap();
    let rule = vec!["no-imap-outside".to_owned()];
    assert_eq!(effect(&scene, &ann, "192.0.2.1", "IMAP").await, (AccessControlRuleEffect::Deny, rule));
    for (user, address, action) in [(&ann, "10.1.2.3", "IMAP"), (&ann, "192.0.2.1", "EWS"), (&bob, "192.0.2.1", "IMAP")]
    {
        assert_eq!(effect(&scene, user, address, action).await.0, AccessControlRuleEffect::Allow);
    }
}

#[tokio::test]
async fn a_rule_of_the_same_name_is_replaced_and_keeps_its_date() {
    let scene = scene().await;
    let put = |effect| {
        let scene = &scene;
        async move { call!(scene.put_access_control_rule().name("one").effect(effect).description("a rule")).unwrap() }
    };
    put(AccessControlRuleEffect::Allow).await;
    put(AccessControlRuleEffect::Deny).await;
    let rules = call!(scene.list_access_control_rules()).unwrap().rules.unwrap();
    let one = rules.iter().find(|rule| rule.name() == Some("one")).unwrap();
    assert_eq!((rules.len(), one.effect()), (2, Some(&AccessControlRuleEffect::Deny)));
    assert!(one.date_created() < one.date_modified());
}

#[tokio::test]
async fn rules_name_what_there_is() {
    let scene = scene().await;
    let put = || {
        let put = scene.client.put_access_control_rule().organization_id(&*scene.organization).name("one");
        put.effect(AccessControlRuleEffect::Deny).description("a rule")
    };
    let nobody = put().user_ids("0".repeat(36)).send().await.unwrap_err().into_service_error();
    assert!(nobody.is_entity_not_found_exception());
    let no_role = put().impersonation_role_ids("none").send().await.unwrap_err().into_service_error();
    assert!(no_role.is_resource_not_found_exception());
    let no_protocol = put().actions("Telnet").send().await.unwrap_err().into_service_error();
    assert!(no_protocol.is_invalid_parameter_exception());
    for number in 0..9 {
        put().name(format!("rule-{number}")).send().await.unwrap();
    }
    let too_many = put().name("more").send().await.unwrap_err().into_service_error();
    assert!(too_many.is_limit_exceeded_exception());
}

#[tokio::test]
async fn an_effect_is_asked_for_a_user_or_for_a_role_by_ews() {
    let scene = scene().await;
    let role = role(&scene, vec![]).await;
    let ask = |action: &str| {
        scene
            .client
            .get_access_control_effect()
            .organization_id(&*scene.organization)
            .ip_address("10.0.0.1")
            .action(action)
    };
    assert!(ask("EWS").send().await.unwrap_err().into_service_error().is_invalid_parameter_exception());
    let by_imap = ask("IMAP").impersonation_role_id(&*role).send().await.unwrap_err().into_service_error();
    assert!(by_imap.is_invalid_parameter_exception());
    let by_ews = ask("EWS").impersonation_role_id(&*role).send().await.unwrap();
    assert_eq!(by_ews.effect(), Some(&AccessControlRuleEffect::Allow));
    let unknown = ask("EWS").impersonation_role_id("none").send().await.unwrap_err().into_service_error();
    assert!(unknown.is_resource_not_found_exception());
}

#[tokio::test]
async fn a_device_is_let_in_by_prefixes_whatever_their_case() {
    let scene = scene().await;
    let made = call!(
        scene
            .create_mobile_device_access_rule()
            .name("no-old-phones")
            .effect(MobileDeviceAccessRuleEffect::Deny)
            .device_types("iphone")
            .device_operating_systems("iOS 1")
            .not_device_models("iPhone9")
    );
    let id = made.unwrap().mobile_device_access_rule_id.unwrap();
    let ask = |system: &str, model: &str| {
        let ask = scene.client.get_mobile_device_access_effect().organization_id(&*scene.organization);
        ask.device_type("iPhone").device_operating_system(system).device_model(model).send()
    };
    let denied = ask("ios 12.1", "iPhone8,1").await.unwrap();
    assert_eq!(denied.effect(), Some(&MobileDeviceAccessRuleEffect::Deny));
    assert_eq!(denied.matched_rules()[0].mobile_device_access_rule_id(), Some(&*id));
    for (system, model) in [("iOS 9", "iPhone8,1"), ("iOS 12", "IPHONE9,3")] {
        assert_eq!(ask(system, model).await.unwrap().effect(), Some(&MobileDeviceAccessRuleEffect::Allow));
    }
    for rule in call!(scene.list_mobile_device_access_rules()).unwrap().rules() {
        let id = rule.mobile_device_access_rule_id().unwrap();
        call!(scene.delete_mobile_device_access_rule().mobile_device_access_rule_id(id)).unwrap();
    }
    assert_eq!(ask("iOS 9", "x").await.unwrap().effect(), Some(&MobileDeviceAccessRuleEffect::Deny));
}

#[tokio::test]
async fn a_device_rule_is_rewritten_by_its_id() {
    let scene = scene().await;
    let update = |id: &str| {
        let update = scene.client.update_mobile_device_access_rule().organization_id(&*scene.organization);
        update.mobile_device_access_rule_id(id).name("new").effect(MobileDeviceAccessRuleEffect::Deny).send()
    };
    let error = update("none").await.unwrap_err().into_service_error();
    assert!(error.is_entity_not_found_exception());
    let rules = call!(scene.list_mobile_device_access_rules()).unwrap().rules.unwrap();
    update(rules[0].mobile_device_access_rule_id().unwrap()).await.unwrap();
    let rules = call!(scene.list_mobile_device_access_rules()).unwrap().rules.unwrap();
    assert_eq!((rules.len(), rules[0].name()), (1, Some("new")));
}

#[tokio::test]
async fn an_override_is_for_a_device_of_a_user_whatever_its_case() {
    let scene = scene().await;
    let ann = scene.user("ann").await;
    let effect = MobileDeviceAccessRuleEffect::Deny;
    call!(scene.put_mobile_device_access_override().user_id("ann").device_id("ABC1").effect(effect)).unwrap();
    let found = call!(scene.get_mobile_device_access_override().user_id(&*ann).device_id("abc1")).unwrap();
    assert_eq!((found.user_id(), found.effect()), (Some(&*ann), Some(&MobileDeviceAccessRuleEffect::Deny)));
    assert_eq!(call!(scene.list_mobile_device_access_overrides().device_id("aBc1")).unwrap().overrides().len(), 1);
    call!(scene.delete_mobile_device_access_override().user_id(&*ann).device_id("Abc1")).unwrap();
    call!(scene.delete_mobile_device_access_override().user_id(&*ann).device_id("Abc1")).unwrap();
    let code = code!(scene.get_mobile_device_access_override().user_id(&*ann).device_id("abc1"));
    assert_eq!(code, "ResourceNotFoundException");
}

/// A role with these rules.
async fn role(scene: &Scene, rules: Vec<ImpersonationRule>) -> String {
    let made = call!(
        scene.create_impersonation_role().name("backup").r#type(ImpersonationRoleType::ReadOnly).set_rules(Some(rules))
    );
    made.unwrap().impersonation_role_id.unwrap()
}

#[tokio::test]
async fn a_role_reaches_whom_a_rule_allows_and_none_denies() {
    let scene = scene().await;
    for name in ["ann", "bob"] {
        scene.user(name).await;
    }
    let rule = |id: &str, effect| ImpersonationRule::builder().impersonation_rule_id(id).effect(effect);
    let rules = vec![
        rule("all", AccessEffect::Allow).build().unwrap(),
        rule("not-ann", AccessEffect::Deny).target_users("ann").build().unwrap(),
    ];
    let id = role(&scene, rules).await;
    for (user, effect, matched) in [("ann", AccessEffect::Deny, "not-ann"), ("bob", AccessEffect::Allow, "all")] {
        let found = call!(scene.get_impersonation_role_effect().impersonation_role_id(&*id).target_user(user)).unwrap();
        assert_eq!(found.effect(), Some(&effect));
        assert_eq!(found.matched_rules()[0].impersonation_rule_id(), Some(matched));
    }
    let update = call!(
        scene
            .update_impersonation_role()
            .impersonation_role_id(&*id)
            .name("nobody")
            .r#type(ImpersonationRoleType::FullAccess)
            .set_rules(Some(vec![]))
    );
    update.unwrap();
    let found = call!(scene.get_impersonation_role_effect().impersonation_role_id(&*id).target_user("bob")).unwrap();
    assert_eq!(found.effect(), Some(&AccessEffect::Deny));
    assert_eq!(call!(scene.get_impersonation_role().impersonation_role_id(&*id)).unwrap().name(), Some("nobody"));
}

#[tokio::test]
async fn a_role_is_assumed_for_a_quarter_of_an_hour_until_it_is_deleted() {
    let scene = scene().await;
    let id = role(&scene, vec![]).await;
    let assumed = call!(scene.assume_impersonation_role().impersonation_role_id(&*id)).unwrap();
    assert!(assumed.expires_in() == Some(900) && assumed.token().is_some());
    assert_eq!(call!(scene.list_impersonation_roles()).unwrap().roles().len(), 1);
    call!(scene.delete_impersonation_role().impersonation_role_id(&*id)).unwrap();
    assert_eq!(code!(scene.assume_impersonation_role().impersonation_role_id(&*id)), "ResourceNotFoundException");
}

#[tokio::test]
async fn an_organization_has_one_retention_policy() {
    let scene = scene().await;
    assert_eq!(code!(scene.get_default_retention_policy()), "EntityNotFoundException");
    let folder = FolderConfiguration::builder().name(FolderName::Inbox).action(RetentionAction::Delete).period(30);
    let folder = folder.build().unwrap();
    for name in ["first", "second"] {
        call!(scene.put_retention_policy().name(name).folder_configurations(folder.clone())).unwrap();
    }
    let policy = call!(scene.get_default_retention_policy()).unwrap();
    assert_eq!((policy.name(), policy.folder_configurations().len()), (Some("second"), 1));
    let other = code!(scene.put_retention_policy().id("other").name("x").folder_configurations(folder.clone()));
    assert_eq!(other, "InvalidParameterException");
    call!(scene.delete_retention_policy().id(policy.id().unwrap())).unwrap();
    assert_eq!(code!(scene.get_default_retention_policy()), "EntityNotFoundException");
}

#[tokio::test]
async fn availability_has_one_provider_and_does_not_show_its_password() {
    let scene = scene().await;
    let ews =
        EwsAvailabilityProvider::builder().ews_endpoint("https://ews.example/ews").ews_username("u").ews_password("p");
    let ews = ews.build().unwrap();
    let arn = "arn:aws:lambda:us-east-1:123456789012:function:fn";
    let lambda = LambdaAvailabilityProvider::builder().lambda_arn(arn).build().unwrap();
    let create = || {
        let create = scene.client.create_availability_configuration().organization_id(&*scene.organization);
        create.domain_name("free.example")
    };
    let both = create().ews_provider(ews.clone()).lambda_provider(lambda.clone()).send().await.unwrap_err();
    assert!(both.into_service_error().is_invalid_parameter_exception());
    create().ews_provider(ews.clone()).send().await.unwrap();
    let again = create().ews_provider(ews).send().await.unwrap_err();
    assert!(again.into_service_error().is_name_availability_exception());
    let listed = call!(scene.list_availability_configurations()).unwrap();
    let shown = listed.availability_configurations()[0].ews_provider().unwrap();
    assert_eq!(shown.ews_username(), Some("u"));
    call!(scene.update_availability_configuration().domain_name("free.example").lambda_provider(lambda.clone()))
        .unwrap();
    let listed = call!(scene.list_availability_configurations()).unwrap();
    assert!(listed.availability_configurations()[0].lambda_provider().is_some());
    call!(scene.delete_availability_configuration().domain_name("free.example")).unwrap();
    let code = code!(scene.update_availability_configuration().domain_name("free.example").lambda_provider(lambda));
    assert_eq!(code, "ResourceNotFoundException");
}

#[tokio::test]
async fn availability_is_tested_by_the_name_of_the_host() {
    let scene = scene().await;
    for (endpoint, passes) in
        [("https://ews.example/", true), ("https://ews.invalid/", false), ("http://ews.example/", false)]
    {
        let ews = EwsAvailabilityProvider::builder().ews_endpoint(endpoint).ews_username("u").ews_password("p");
        let tested = call!(scene.test_availability_configuration().ews_provider(ews.build().unwrap())).unwrap();
        assert_eq!((tested.test_passed(), tested.failure_reason().is_some()), (passes, !passes), "{endpoint}");
    }
    assert_eq!(code!(scene.test_availability_configuration()), "InvalidParameterException");
    let code = code!(scene.test_availability_configuration().domain_name("none.example"));
    assert_eq!(code, "ResourceNotFoundException");
}
