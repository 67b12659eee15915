//! Calls with a transport in memory.

mod answer;

use tinsmith_client::transport::from_fn;
use workmail::config::{Config, Credentials, Region};
use workmail::types::{IdentityCenterConfiguration, IdentityProviderAuthenticationMode};
use workmail::types::{PersonalAccessTokenConfiguration, PersonalAccessTokenConfigurationStatus};

fn client(body: &'static str) -> workmail::Client {
    let transport = from_fn(move |_| Ok(http::Response::new(bytes::Bytes::from_static(body.as_bytes()))));
    let config = Config::builder()
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench"))
        .transport(transport)
        .build();
    workmail::Client::from_conf(config)
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
