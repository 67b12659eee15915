//! Organizations, their domains, tags and settings.

use workmail::types::{DnsRecordVerificationStatus, Tag};

use crate::scene::{Scene, call, client, code, scene};

#[tokio::test]
async fn an_organization_comes_with_its_domain_and_is_active() {
    let scene = scene().await;
    let shown = call!(scene.describe_organization()).unwrap();
    assert_eq!((shown.alias(), shown.state()), (Some("acme"), Some("Active")));
    assert_eq!(shown.default_mail_domain(), Some("acme.awsapps.com"));
    let arn = format!("arn:aws:workmail:us-east-1:123456789012:organization/{}", scene.organization);
    assert_eq!(shown.arn(), Some(&*arn));
    let domain = call!(scene.get_mail_domain().domain_name("acme.awsapps.com")).unwrap();
    assert!(domain.is_default() && domain.is_test_domain());
}

#[tokio::test]
async fn an_organization_takes_its_time_to_come_and_to_go() {
    let client = client(3);
    let made = client.create_organization().alias("acme").send().await.unwrap();
    let scene = Scene { client, organization: made.organization_id.unwrap() };
    assert_eq!(call!(scene.describe_organization()).unwrap().state(), Some("Creating"));
    assert_eq!(code!(scene.list_users()), "OrganizationStateException");
    assert_eq!(call!(scene.describe_organization()).unwrap().state(), Some("Active"));
    let deleted = call!(scene.delete_organization().delete_directory(true)).unwrap();
    assert_eq!(deleted.state(), Some("Deleting"));
    assert_eq!(code!(scene.list_users()), "OrganizationStateException");
    for _ in 0..2 {
        call!(scene.describe_organization()).unwrap();
    }
    assert_eq!(call!(scene.describe_organization()).unwrap().state(), Some("Deleted"));
}

#[tokio::test]
async fn an_alias_is_free_again_when_its_organization_is_deleted() {
    let scene = scene().await;
    let again = scene.client.create_organization().alias("ACME").send().await.unwrap_err();
    assert!(again.into_service_error().is_name_availability_exception());
    call!(scene.delete_organization().delete_directory(true)).unwrap();
    scene.client.create_organization().alias("acme").send().await.unwrap();
    let listed = scene.client.list_organizations().send().await.unwrap();
    assert_eq!(listed.organization_summaries().len(), 2);
}

#[tokio::test]
async fn enabled_users_block_the_deletion_unless_it_is_forced() {
    let scene = scene().await;
    scene.mail_user("ann").await;
    assert_eq!(code!(scene.delete_organization().delete_directory(true)), "OrganizationStateException");
    call!(scene.delete_organization().delete_directory(true).force_delete(true)).unwrap();
}

#[tokio::test]
async fn a_request_that_comes_again_with_its_token_makes_nothing_new() {
    let client = client(0);
    let make = || client.create_organization().alias("acme").client_token("once");
    let (first, second) = (make().send().await.unwrap(), make().send().await.unwrap());
    assert_eq!(first.organization_id(), second.organization_id());
    let other = client.create_organization().alias("acme").client_token("twice").send().await;
    assert!(other.unwrap_err().into_service_error().is_name_availability_exception());
}

#[tokio::test]
async fn interoperability_needs_a_directory_and_a_directory_has_one_organization() {
    let client = client(0);
    let error = client.create_organization().alias("a").enable_interoperability(true).send().await.unwrap_err();
    assert!(error.into_service_error().is_invalid_parameter_exception());
    client.create_organization().alias("a").directory_id("d-0123456789").send().await.unwrap();
    let error = client.create_organization().alias("b").directory_id("d-0123456789").send().await.unwrap_err();
    assert!(error.into_service_error().is_directory_in_use_exception());
}

#[tokio::test]
async fn an_account_has_100_organizations_and_pages_show_each_once() {
    let client = client(0);
    for number in 0..100 {
        client.create_organization().alias(format!("org-{number}")).send().await.unwrap();
    }
    let error = client.create_organization().alias("one-too-many").send().await.unwrap_err();
    assert!(error.into_service_error().is_limit_exceeded_exception());
    let mut pages = client.list_organizations().into_paginator().page_size(7).items().send();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(summary) = pages.next().await {
        assert!(seen.insert(summary.unwrap().organization_id.unwrap()));
    }
    assert_eq!(seen.len(), 100);
}

#[tokio::test]
async fn a_domain_is_verified_unless_it_never_resolves() {
    let scene = scene().await;
    for domain in ["acme.example", "acme.invalid"] {
        call!(scene.register_mail_domain().domain_name(domain)).unwrap();
    }
    let status = |domain: &'static str| {
        let scene = &scene;
        async move { call!(scene.get_mail_domain().domain_name(domain)).unwrap().ownership_verification_status.unwrap() }
    };
    assert_eq!(status("acme.example").await, DnsRecordVerificationStatus::Verified);
    assert_eq!(status("acme.invalid").await, DnsRecordVerificationStatus::Pending);
    assert_eq!(code!(scene.update_default_mail_domain().domain_name("acme.invalid")), "MailDomainStateException");
    assert_eq!(code!(scene.update_default_mail_domain().domain_name("other.example")), "MailDomainNotFoundException");
    call!(scene.update_default_mail_domain().domain_name("acme.example")).unwrap();
    let listed = call!(scene.list_mail_domains()).unwrap();
    let default: Vec<_> = listed.mail_domains().iter().filter(|domain| domain.default_domain).collect();
    assert_eq!(default.len(), 1);
    assert_eq!(default[0].domain_name(), Some("acme.example"));
}

#[tokio::test]
async fn a_domain_goes_when_nothing_uses_it() {
    let scene = scene().await;
    call!(scene.register_mail_domain().domain_name("acme.example")).unwrap();
    let id = scene.user("ann").await;
    call!(scene.register_to_work_mail().entity_id(&*id).email("ann@acme.example")).unwrap();
    assert_eq!(code!(scene.deregister_mail_domain().domain_name("acme.example")), "MailDomainInUseException");
    call!(scene.deregister_from_work_mail().entity_id(&*id)).unwrap();
    call!(scene.deregister_mail_domain().domain_name("acme.example")).unwrap();
    assert_eq!(code!(scene.get_mail_domain().domain_name("acme.example")), "MailDomainNotFoundException");
    assert_eq!(code!(scene.deregister_mail_domain().domain_name("acme.awsapps.com")), "MailDomainInUseException");
    call!(scene.deregister_mail_domain().domain_name("never.example")).unwrap();
}

#[tokio::test]
async fn a_domain_belongs_to_one_organization() {
    let scene = scene().await;
    let other = scene.client.create_organization().alias("other").send().await.unwrap();
    call!(scene.register_mail_domain().domain_name("acme.example")).unwrap();
    let other = Scene { client: scene.client.clone(), organization: other.organization_id.unwrap() };
    assert_eq!(code!(other.register_mail_domain().domain_name("ACME.example")), "MailDomainInUseException");
}

#[tokio::test]
async fn tags_are_replaced_by_their_keys_and_are_50_at_most() {
    let scene = scene().await;
    let arn = call!(scene.describe_organization()).unwrap().arn.unwrap();
    let tag = |key: String, value: &str| Tag::builder().key(key).value(value).build().unwrap();
    let put = |tags| scene.client.tag_resource().resource_arn(&*arn).set_tags(Some(tags)).send();
    put(vec![tag("team".into(), "a")]).await.unwrap();
    put(vec![tag("team".into(), "b"), tag("cost".into(), "")]).await.unwrap();
    let listed = scene.client.list_tags_for_resource().resource_arn(&*arn).send().await.unwrap();
    let tags: Vec<_> = listed.tags().iter().map(|tag| (tag.key(), tag.value())).collect();
    assert_eq!(tags, [("cost", ""), ("team", "b")]);
    let many = (0..49).map(|number| tag(format!("key-{number}"), "")).collect();
    assert!(put(many).await.unwrap_err().into_service_error().is_too_many_tags_exception());
    let after = scene.client.list_tags_for_resource().resource_arn(&*arn).send().await.unwrap();
    assert_eq!(after.tags().len(), 2);
    scene.client.untag_resource().resource_arn(&*arn).tag_keys("team").send().await.unwrap();
    let after = scene.client.list_tags_for_resource().resource_arn(&*arn).send().await.unwrap();
    assert_eq!(after.tags().len(), 1);
    let elsewhere = arn.replace("us-east-1", "eu-west-1");
    let error = scene.client.list_tags_for_resource().resource_arn(elsewhere).send().await.unwrap_err();
    assert!(error.into_service_error().is_resource_not_found_exception());
}

#[tokio::test]
async fn dmarc_is_off_until_it_is_put_on() {
    let scene = scene().await;
    assert!(!call!(scene.describe_inbound_dmarc_settings()).unwrap().enforced());
    call!(scene.put_inbound_dmarc_settings().enforced(true)).unwrap();
    assert!(call!(scene.describe_inbound_dmarc_settings()).unwrap().enforced());
}

#[tokio::test]
async fn monitoring_takes_the_service_linked_role_where_none_is_given() {
    let scene = scene().await;
    assert_eq!(code!(scene.describe_email_monitoring_configuration()), "ResourceNotFoundException");
    let log_group = "arn:aws:logs:us-east-1:123456789012:log-group:/mail:*";
    call!(scene.put_email_monitoring_configuration().log_group_arn(log_group)).unwrap();
    let shown = call!(scene.describe_email_monitoring_configuration()).unwrap();
    assert!(shown.role_arn().unwrap().contains("aws-service-role") && shown.log_group_arn() == Some(log_group));
    call!(scene.delete_email_monitoring_configuration()).unwrap();
    assert_eq!(code!(scene.describe_email_monitoring_configuration()), "ResourceNotFoundException");
}

#[tokio::test]
async fn an_unknown_organization_is_not_found() {
    let mut scene = scene().await;
    scene.organization = format!("m-{}", "0".repeat(32));
    assert_eq!(code!(scene.list_users()), "OrganizationNotFoundException");
    assert_eq!(code!(scene.describe_organization()), "OrganizationNotFoundException");
}
