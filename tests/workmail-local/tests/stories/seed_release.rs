//! The release of 2024-10-30: Identity Center, personal access tokens, the identity provider's ids on users; and the seed.

use workmail::primitives::DateTime;
use workmail::types::{
    IdentityCenterConfiguration, IdentityProviderAuthenticationMode, PersonalAccessTokenConfiguration,
    PersonalAccessTokenConfigurationStatus,
};
use workmail_local::{Clock, Settings, Store, seed};

use crate::scene::{START, Scene, call, code, of, scene};

const INSTANCE: &str = "arn:aws:sso:::instance/ssoins-0123456789abcdef";

/// The seed that ships.
const SHIPPED: &str = include_str!("../../seeds/example.json");

async fn application(scene: &Scene) -> String {
    let made = scene.client.create_identity_center_application().name("mail").instance_arn(INSTANCE).send().await;
    made.unwrap().application_arn.unwrap()
}

async fn put(
    scene: &Scene,
    instance: &str,
    application: &str,
) -> Result<(), workmail::operation::put_identity_provider_configuration::PutIdentityProviderConfigurationError> {
    let center = IdentityCenterConfiguration::builder().instance_arn(instance).application_arn(application).build();
    let tokens = PersonalAccessTokenConfiguration::builder()
        .status(PersonalAccessTokenConfigurationStatus::Active)
        .lifetime_in_days(123)
        .build();
    call!(
        scene
            .put_identity_provider_configuration()
            .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderOnly)
            .identity_center_configuration(center.unwrap())
            .personal_access_token_configuration(tokens.unwrap())
    )
    .map(drop)
    .map_err(|error| error.into_service_error())
}

#[tokio::test]
async fn an_organization_is_connected_to_an_application_and_disconnected() {
    let scene = scene().await;
    assert_eq!(code!(scene.describe_identity_provider_configuration()), "ResourceNotFoundException");
    let arn = application(&scene).await;
    put(&scene, INSTANCE, &arn).await.unwrap();
    let shown = call!(scene.describe_identity_provider_configuration()).unwrap();
    assert_eq!(shown.identity_center_configuration().unwrap().application_arn(), arn);
    assert_eq!(shown.personal_access_token_configuration().unwrap().lifetime_in_days(), Some(123));
    let used = scene.client.delete_identity_center_application().application_arn(&*arn).send().await.unwrap_err();
    assert!(used.into_service_error().is_organization_state_exception());
    for _ in 0..2 {
        call!(scene.delete_identity_provider_configuration()).unwrap();
    }
    for _ in 0..2 {
        scene.client.delete_identity_center_application().application_arn(&*arn).send().await.unwrap();
    }
}

#[tokio::test]
async fn the_application_has_to_be_there_and_of_the_instance() {
    let scene = scene().await;
    let arn = application(&scene).await;
    let unknown = arn.replace(&arn[arn.len() - 16..], "ffffffffffffffff");
    assert!(put(&scene, INSTANCE, &unknown).await.unwrap_err().is_resource_not_found_exception());
    let other = INSTANCE.replace("0123", "9999");
    assert!(put(&scene, &other, &arn).await.unwrap_err().is_invalid_parameter_exception());
}

#[tokio::test]
async fn deleting_an_organization_can_take_its_application_along() {
    let scene = scene().await;
    let arn = application(&scene).await;
    put(&scene, INSTANCE, &arn).await.unwrap();
    call!(scene.delete_organization().delete_directory(true).delete_identity_center_application(true)).unwrap();
    let other = scene.client.create_organization().alias("other").send().await.unwrap();
    let other = Scene { client: scene.client.clone(), organization: other.organization_id.unwrap() };
    assert!(put(&other, INSTANCE, &arn).await.unwrap_err().is_resource_not_found_exception());
}

/// A client of what the seed that ships holds.
fn seeded() -> Scene {
    let store = Store::in_memory(Settings::default(), Clock::counted(DateTime::from_secs(START)));
    let planted = seed::plant(&store, SHIPPED).unwrap();
    Scene { client: of(store), organization: planted[0].0.clone() }
}

#[tokio::test]
async fn the_seed_that_ships_has_tokens_that_can_be_listed_shown_and_deleted() {
    let scene = seeded();
    let listed = call!(scene.list_personal_access_tokens().user_id("ann")).unwrap();
    assert_eq!(listed.personal_access_token_summaries().len(), 2);
    let shown = call!(scene.get_personal_access_token_metadata().personal_access_token_id("pat-backup")).unwrap();
    assert_eq!((shown.name(), shown.scopes()), (Some("backup"), &["mail:read".to_owned()][..]));
    let day = 24 * 60 * 60;
    assert_eq!(shown.expires_time().unwrap().secs() - shown.date_created().unwrap().secs(), 365 * day);
    for _ in 0..2 {
        call!(scene.delete_personal_access_token().personal_access_token_id("pat-backup")).unwrap();
    }
    let code = code!(scene.get_personal_access_token_metadata().personal_access_token_id("pat-backup"));
    assert_eq!(code, "ResourceNotFoundException");
    assert_eq!(code!(scene.list_personal_access_tokens().user_id("nobody")), "EntityNotFoundException");
}

#[tokio::test]
async fn who_is_deleted_has_no_tokens_any_more() {
    let scene = seeded();
    call!(scene.deregister_from_work_mail().entity_id("ann")).unwrap();
    call!(scene.delete_user().user_id("ann")).unwrap();
    let all = call!(scene.list_personal_access_tokens()).unwrap();
    assert!(all.personal_access_token_summaries().is_empty());
}

#[test]
fn a_seed_is_planted_once() {
    let store = Store::in_memory(Settings::default(), Clock::counted(DateTime::from_secs(START)));
    assert_eq!(seed::plant(&store, SHIPPED).unwrap(), seed::plant(&store, SHIPPED).unwrap());
}

#[test]
fn a_seed_that_the_rules_refuse_leaves_nothing_and_says_why() {
    let store = Store::in_memory(Settings::default(), Clock::counted(DateTime::from_secs(START)));
    let text = r#"{ "organizations": [{ "alias": "a", "users": [{ "name": "ann" }, { "name": "ann" }] }] }"#;
    let error = seed::plant(&store, text).unwrap_err();
    assert_eq!(error.to_string(), "the rules refuse it: NameAvailabilityException: there is a user ann already");
    assert_eq!(seed::plant(&store, r#"{ "organizations": [{ "alias": "a" }] }"#).unwrap().len(), 1);
}

#[test]
fn a_seed_with_a_member_that_is_none_says_where() {
    let store = Store::in_memory(Settings::default(), Clock::counted(DateTime::from_secs(START)));
    let error = seed::plant(&store, r#"{ "organisations": [] }"#).unwrap_err().to_string();
    assert!(error.contains("unknown field `organisations`") && error.contains("line 1 column"), "{error}");
}
