//! Makes a user, and lists all of them: with nothing but the generated crate.

use workmail::Config;
use workmail::blocking::Client;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_conf(Config::from_env()?);
    let organization = "m-0123456789abcdef0123456789abcdef";
    let made = client.create_user().organization_id(organization).name("bob").display_name("Bob").send()?;
    println!("made {}", made.user_id().unwrap_or_default());
    for user in client.list_users().organization_id(organization).into_paginator().items().send() {
        println!("{}", user?.name().unwrap_or_default());
    }
    Ok(())
}
