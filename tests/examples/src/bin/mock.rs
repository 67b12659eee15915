//! How a program that calls is tested without a service: it takes its client from outside, and in the test the answers
//! come from a script. Nothing is sent, nothing is waited for.
//!
//! ```sh
//! cargo test -p workmail-examples --bin mock
//! ```

use std::env;
use std::error::Error;

use workmail::operation::describe_user::DescribeUserError;
use workmail::types::EntityState;
use workmail::{Client, Config};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [organization, name] = words.as_slice() else { return Err("usage: mock ORGANIZATION NAME".into()) };
    let client = Client::from_conf(Config::from_env()?);
    println!("{}", if has_mailbox(&client, organization, name).await? { "has a mailbox" } else { "has none" });
    Ok(())
}

/// Whether there is such a user, and has a mailbox.
///
/// # Errors
/// The service cannot say.
async fn has_mailbox(client: &Client, organization: &str, name: &str) -> Result<bool, DescribeUserError> {
    match client.describe_user().organization_id(organization).user_id(name).send().await {
        Ok(user) => Ok(user.state() == Some(&EntityState::Enabled)),
        Err(error) => match error.into_service_error() {
            DescribeUserError::EntityNotFoundException(_) => Ok(false),
            other => Err(other),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use workmail::config::{Credentials, Region};
    use workmail::testing::{Answer, Script, SimulatedClock};

    use super::*;

    /// A client whose service is the script, and whose waits are over at once.
    fn client(script: &Script) -> Client {
        let config = Config::builder()
            .region(Region::from_static("eu-west-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
            .transport(script.clone())
            .clock(SimulatedClock::at(SystemTime::UNIX_EPOCH))
            .build();
        Client::from_conf(config)
    }

    #[tokio::test]
    async fn a_user_who_is_enabled_has_a_mailbox() {
        let script = Script::new().answer_to("DescribeUser", Answer::json(r#"{"Name":"ann","State":"ENABLED"}"#));
        assert!(has_mailbox(&client(&script), "m-1", "ann").await.unwrap());
        let requests = script.requests();
        assert_eq!(requests[0].operation(), Some("DescribeUser"));
        assert_eq!(requests[0].text(), r#"{"OrganizationId":"m-1","UserId":"ann"}"#);
    }

    #[tokio::test]
    async fn somebody_unknown_has_none() {
        let script = Script::new().answer(Answer::error(400, "EntityNotFoundException", "who is that?"));
        assert!(!has_mailbox(&client(&script), "m-1", "eve").await.unwrap());
    }

    #[tokio::test]
    async fn a_service_that_is_out_of_order_is_asked_three_times() {
        let script = Script::new().otherwise(|_| Answer::error(500, "InternalFailure", "later, please"));
        let error = has_mailbox(&client(&script), "m-1", "ann").await.unwrap_err();
        assert!(error.to_string().contains("later, please"), "{error}");
        assert_eq!(script.requests().len(), 3);
    }
}
