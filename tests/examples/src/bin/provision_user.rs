//! Provisions a user: makes one, gives them a mailbox, an alias and a group, and shows what became of it.
//!
//! ```sh
//! WORKMAIL_PASSWORD=… cargo run -p workmail-examples --bin provision_user -- \
//!     m-0123456789abcdef0123456789abcdef ann "Ann Example" ann@example.com staff
//! ```

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use workmail::operation::create_user::CreateUserError;
use workmail::operation::register_to_work_mail::RegisterToWorkMailError;
use workmail::{Client, Config};

/// How often the service is asked for a mailbox that it cannot give yet, and how long in between.
const PATIENCE: (u32, Duration) = (10, Duration::from_secs(3));

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [organization, name, display_name, email, group] = words.as_slice() else {
        eprintln!("usage: provision_user ORGANIZATION NAME DISPLAY-NAME EMAIL GROUP-ID");
        return ExitCode::from(2);
    };
    match provision(organization, name, display_name, email, group).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line that says what, where and why: `CreateUser: InvalidPasswordException: …`.
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn provision(
    organization: &str,
    name: &str,
    display_name: &str,
    email: &str,
    group: &str,
) -> Result<(), Box<dyn Error>> {
    let client = Client::from_conf(Config::from_env()?);
    let password = env::var("WORKMAIL_PASSWORD").map_err(|_| "set WORKMAIL_PASSWORD to the user's first password")?;

    let call = client.create_user().organization_id(organization).name(name).display_name(display_name);
    let user = match call.password(password).send().await {
        Ok(output) => output.user_id().ok_or("the service made a user without an id")?.to_owned(),
        Err(error) => match error.as_service_error() {
            // What was begun yesterday is finished today: names and ids are as good as each other.
            Some(CreateUserError::NameAvailabilityException(_)) => name.to_owned(),
            _ => return Err(error.into()),
        },
    };

    register(&client, organization, &user, email).await?;
    let (local, domain) = email.split_once('@').ok_or("EMAIL is no address")?;
    let alias = format!("{local}.alias@{domain}");
    client.create_alias().organization_id(organization).entity_id(&user).alias(&alias).send().await?;
    client.associate_member_to_group().organization_id(organization).group_id(group).member_id(&user).send().await?;

    let user = client.describe_user().organization_id(organization).user_id(&user).send().await?;
    let state = user.state().map_or("unknown", |state| state.as_str());
    println!("{name} ({}): {state}, {}", user.user_id().unwrap_or_default(), user.email().unwrap_or("no address"));
    Ok(())
}

/// Gives the user a mailbox. A user or a domain that is quite new may not be known everywhere yet.
async fn register(client: &Client, organization: &str, user: &str, email: &str) -> Result<(), Box<dyn Error>> {
    let (tries, pause) = PATIENCE;
    for _ in 0..tries {
        let call = client.register_to_work_mail().organization_id(organization).entity_id(user).email(email);
        let Err(error) = call.send().await else { return Ok(()) };
        match error.as_service_error() {
            Some(RegisterToWorkMailError::EntityAlreadyRegisteredException(_)) => return Ok(()),
            Some(
                RegisterToWorkMailError::EntityNotFoundException(_)
                | RegisterToWorkMailError::MailDomainStateException(_),
            ) => tokio::time::sleep(pause).await,
            _ => return Err(error.into()),
        }
    }
    Err(format!("there is no mailbox for {email} yet; try again later").into())
}

#[cfg(test)]
mod tests {
    use workmail::config::{Credentials, Region};
    use workmail::testing::{Answer, Script};

    use super::*;

    fn client(script: &Script) -> Client {
        let config = Config::builder()
            .region(Region::from_static("eu-west-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
            .transport(script.clone())
            .build();
        Client::from_conf(config)
    }

    #[tokio::test(start_paused = true)]
    async fn a_user_who_is_new_is_asked_for_until_known() {
        let script = Script::new()
            .answer(Answer::error(400, "EntityNotFoundException", "not yet"))
            .answer(Answer::error(400, "MailDomainStateException", "not yet"))
            .answer(Answer::json("{}"));
        register(&client(&script), "m-1", "u-1", "ann@example.com").await.unwrap();
        assert_eq!(script.requests().len(), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn patience_has_an_end() {
        let script = Script::new().otherwise(|_| Answer::error(400, "EntityNotFoundException", "never"));
        let error = register(&client(&script), "m-1", "u-1", "ann@example.com").await.unwrap_err();
        assert_eq!(error.to_string(), "there is no mailbox for ann@example.com yet; try again later");
        assert_eq!(script.requests().len(), 10);
    }
}
