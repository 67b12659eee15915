//! Registration, addresses, mailboxes, export jobs.

use workmail::types::{EntityState, EntityType, MailboxExportJobState, PermissionType};

use crate::scene::{Scene, call, client, code, scene};

#[tokio::test]
async fn registering_gives_an_address_and_a_mailbox() {
    let scene = scene().await;
    let id = scene.mail_user("ann").await;
    let shown = call!(scene.describe_user().user_id("ann@acme.awsapps.com")).unwrap();
    assert_eq!((shown.user_id(), shown.state()), (Some(&*id), Some(&EntityState::Enabled)));
    assert!(shown.enabled_date().is_some() && shown.mailbox_provisioned_date().is_some());
    scene.register(&id, "ann").await;
    let again = code!(scene.register_to_work_mail().entity_id(&*id).email("other@acme.awsapps.com"));
    assert_eq!(again, "EntityAlreadyRegisteredException");
}

#[tokio::test]
async fn addresses_are_of_verified_domains_and_of_one_entity() {
    let scene = scene().await;
    scene.mail_user("ann").await;
    call!(scene.register_mail_domain().domain_name("acme.invalid")).unwrap();
    let bob = scene.user("bob").await;
    for (email, expected) in [
        ("ANN@acme.awsapps.com", "EmailAddressInUseException"),
        ("bob@acme.invalid", "MailDomainStateException"),
        ("bob@elsewhere.example", "MailDomainNotFoundException"),
    ] {
        assert_eq!(code!(scene.register_to_work_mail().entity_id(&*bob).email(email)), expected);
    }
    assert_eq!(
        code!(scene.register_to_work_mail().entity_id("nobody").email("x@acme.awsapps.com")),
        "EntityNotFoundException"
    );
}

#[tokio::test]
async fn deregistering_frees_the_addresses_and_keeps_the_mailbox_for_a_while() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    let made = call!(scene.describe_user().user_id(&*ann)).unwrap().mailbox_provisioned_date;
    call!(scene.deregister_from_work_mail().entity_id(&*ann)).unwrap();
    assert_eq!(code!(scene.deregister_from_work_mail().entity_id(&*ann)), "EntityStateException");
    let shown = call!(scene.describe_user().user_id(&*ann)).unwrap();
    assert!(shown.disabled_date().is_some() && shown.email().is_none() && shown.mailbox_deprovisioned_date().is_some());
    scene.register(&ann, "ann").await;
    let shown = call!(scene.describe_user().user_id(&*ann)).unwrap();
    assert_eq!((shown.mailbox_provisioned_date, shown.mailbox_deprovisioned_date), (made, None));
}

#[tokio::test]
async fn aliases_come_and_go_and_the_primary_address_is_none() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    for alias in ["a@acme.awsapps.com", "A@acme.awsapps.com", "ann@acme.awsapps.com", "b@acme.awsapps.com"] {
        call!(scene.create_alias().entity_id(&*ann).alias(alias)).unwrap();
    }
    let aliases = call!(scene.list_aliases().entity_id(&*ann)).unwrap();
    assert_eq!(aliases.aliases(), ["a@acme.awsapps.com", "b@acme.awsapps.com"]);
    let code = code!(scene.delete_alias().entity_id(&*ann).alias("ann@acme.awsapps.com"));
    assert_eq!(code, "InvalidParameterException");
    call!(scene.delete_alias().entity_id(&*ann).alias("a@acme.awsapps.com")).unwrap();
    let owner = call!(scene.describe_entity().email("b@acme.awsapps.com")).unwrap();
    assert_eq!((owner.entity_id(), owner.r#type()), (Some(&*ann), Some(&EntityType::User)));
    assert_eq!(code!(scene.describe_entity().email("a@acme.awsapps.com")), "EntityNotFoundException");
}

#[tokio::test]
async fn an_entity_has_100_aliases() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    for number in 0..100 {
        call!(scene.create_alias().entity_id(&*ann).alias(format!("a{number}@acme.awsapps.com"))).unwrap();
    }
    let code = code!(scene.create_alias().entity_id(&*ann).alias("more@acme.awsapps.com"));
    assert_eq!(code, "LimitExceededException");
}

#[tokio::test]
async fn a_new_primary_address_leaves_the_old_one_as_an_alias() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    call!(scene.update_primary_email_address().entity_id(&*ann).email("anna@acme.awsapps.com")).unwrap();
    let aliases = call!(scene.list_aliases().entity_id(&*ann)).unwrap();
    assert_eq!(aliases.aliases(), ["ann@acme.awsapps.com"]);
    call!(scene.update_primary_email_address().entity_id(&*ann).email("ann@acme.awsapps.com")).unwrap();
    let aliases = call!(scene.list_aliases().entity_id(&*ann)).unwrap();
    assert_eq!(aliases.aliases(), ["anna@acme.awsapps.com"]);
    scene.mail_user("bob").await;
    let code = code!(scene.update_primary_email_address().entity_id(&*ann).email("bob@acme.awsapps.com"));
    assert_eq!(code, "EmailAddressInUseException");
}

#[tokio::test]
async fn a_quota_is_51200_megabytes_and_no_more() {
    let scene = scene().await;
    let ann = scene.mail_user("ann").await;
    let details = call!(scene.get_mailbox_details().user_id(&*ann)).unwrap();
    assert_eq!(details.mailbox_quota(), Some(51_200));
    assert_eq!(code!(scene.update_mailbox_quota().user_id(&*ann).mailbox_quota(51_201)), "InvalidParameterException");
    call!(scene.update_mailbox_quota().user_id(&*ann).mailbox_quota(1)).unwrap();
    assert_eq!(call!(scene.get_mailbox_details().user_id(&*ann)).unwrap().mailbox_quota(), Some(1));
    let bob = scene.user("bob").await;
    assert_eq!(code!(scene.update_mailbox_quota().user_id(&*bob).mailbox_quota(1)), "EntityStateException");
}

#[tokio::test]
async fn permissions_are_replaced_and_full_access_is_not_for_groups() {
    let scene = scene().await;
    let (ann, bob, all) = (scene.mail_user("ann").await, scene.mail_user("bob").await, scene.mail_group("all").await);
    let put = |grantee: &str, value: PermissionType| {
        let grantee = grantee.to_owned();
        let (scene, ann) = (&scene, &ann);
        async move { call!(scene.put_mailbox_permissions().entity_id(&**ann).grantee_id(grantee).permission_values(value)) }
    };
    put(&bob, PermissionType::FullAccess).await.unwrap();
    put(&bob, PermissionType::SendAs).await.unwrap();
    let refused = put(&all, PermissionType::FullAccess).await.unwrap_err();
    assert!(refused.into_service_error().is_invalid_parameter_exception());
    let listed = call!(scene.list_mailbox_permissions().entity_id(&*ann)).unwrap();
    assert_eq!(listed.permissions().len(), 1);
    assert_eq!(listed.permissions()[0].permission_values(), [PermissionType::SendAs]);
    call!(scene.delete_mailbox_permissions().entity_id(&*ann).grantee_id(&*bob)).unwrap();
    assert!(call!(scene.list_mailbox_permissions().entity_id(&*ann)).unwrap().permissions().is_empty());
}

/// Starts an export job of the mailbox of `ann`.
async fn start(scene: &Scene) -> String {
    let started = call!(
        scene
            .start_mailbox_export_job()
            .entity_id("ann")
            .role_arn("arn:aws:iam::123456789012:role/export")
            .kms_key_arn("arn:aws:kms:us-east-1:123456789012:key/1")
            .s3_bucket_name("bucket")
            .s3_prefix("mail/")
    );
    started.unwrap().job_id.unwrap()
}

#[tokio::test]
async fn an_export_job_runs_for_as_long_as_things_take() {
    let client = client(4);
    let made = client.create_organization().alias("acme").send().await.unwrap();
    let scene = Scene { client, organization: made.organization_id.unwrap() };
    for _ in 0..4 {
        call!(scene.describe_organization()).unwrap();
    }
    scene.mail_user("ann").await;
    let job = start(&scene).await;
    let shown = call!(scene.describe_mailbox_export_job().job_id(&*job)).unwrap();
    assert_eq!((shown.state(), shown.estimated_progress()), (Some(&MailboxExportJobState::Running), 25));
    let cancelled = start(&scene).await;
    call!(scene.cancel_mailbox_export_job().job_id(&*cancelled)).unwrap();
    let shown = call!(scene.describe_mailbox_export_job().job_id(&*job)).unwrap();
    assert_eq!((shown.state(), shown.estimated_progress()), (Some(&MailboxExportJobState::Completed), 100));
    assert_eq!(shown.s3_path(), Some(&*format!("mail/{job}")));
    call!(scene.cancel_mailbox_export_job().job_id(&*job)).unwrap();
    let jobs = call!(scene.list_mailbox_export_jobs()).unwrap();
    let mut states: Vec<_> = jobs.jobs().iter().map(|job| job.state.clone().unwrap()).collect();
    states.sort();
    assert_eq!(states, [MailboxExportJobState::Cancelled, MailboxExportJobState::Completed]);
    assert_eq!(code!(scene.describe_mailbox_export_job().job_id("none")), "EntityNotFoundException");
}
