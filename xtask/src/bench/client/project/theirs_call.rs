//! Calls with a transport in memory.

mod answer;

use aws_sdk_workmail::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_workmail::types::{IdentityCenterConfiguration, IdentityProviderAuthenticationMode, PersonalAccessTokenConfiguration};
use aws_sdk_workmail::types::PersonalAccessTokenConfigurationStatus;

fn client(body: &'static str) -> aws_sdk_workmail::Client {
    let transport = aws_smithy_http_client::test_util::infallible_client_fn(move |_| http::Response::new(body));
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .http_client(transport)
        .build();
    aws_sdk_workmail::Client::from_conf(config)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (empty, full) = (client("{}"), client(answer::users(100).leak()));
    let put = answer::least(|calls| {
        for _ in 0..calls {
            runtime.block_on(async {
                let center = IdentityCenterConfiguration::builder()
                    .instance_arn("arn:aws:sso:::instance/ssoins-1234567890abcdef")
                    .application_arn("arn:aws:sso::123456789012:application/ssoins-1/apl-1")
                    .build()
                    .unwrap();
                let tokens = PersonalAccessTokenConfiguration::builder()
                    .status(PersonalAccessTokenConfigurationStatus::Active)
                    .lifetime_in_days(90)
                    .build()
                    .unwrap();
                empty
                    .put_identity_provider_configuration()
                    .organization_id("m-0123456789abcdef0123456789abcdef")
                    .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderOnly)
                    .identity_center_configuration(center)
                    .personal_access_token_configuration(tokens)
                    .send()
                    .await
                    .unwrap();
            });
        }
    });
    let list = answer::least(|calls| {
        for _ in 0..calls / 4 {
            runtime.block_on(async {
                let page = full.list_users().organization_id("m-0123456789abcdef0123456789abcdef").send().await.unwrap();
                assert_eq!(page.users().len(), 100);
            });
        }
    }) * 4;
    println!("{put} {list}");
}
