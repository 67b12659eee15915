//! Lists users, page by page: those who have a mailbox one by one, then everybody as whole pages.
//!
//! ```sh
//! cargo run -p workmail-examples --bin list_users -- m-0123456789abcdef0123456789abcdef
//! ```

use std::env;
use std::error::Error;

use workmail::types::{EntityState, ListUsersFilters};
use workmail::{Client, Config};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let organization = env::args().nth(1).ok_or("usage: list_users ORGANIZATION")?;
    let client = Client::from_conf(Config::from_env()?);

    // One after the other: the next page is asked for when the last user of a page was taken.
    let enabled = ListUsersFilters::builder().state(EntityState::Enabled).build();
    let call = client.list_users().organization_id(&organization).filters(enabled);
    let mut users = call.into_paginator().items().send();
    while let Some(user) = users.try_next().await? {
        println!("{:20} {}", user.name().unwrap_or_default(), user.email().unwrap_or_default());
    }

    // Whole pages, of at most a hundred, and what a page says besides its users.
    let mut pages = client.list_users().organization_id(&organization).into_paginator().page_size(100).send();
    let (mut count, mut number) = (0, 0);
    while let Some(page) = pages.try_next().await? {
        (count, number) = (count + page.users().len(), number + 1);
    }
    println!("{count} users on {number} pages");
    Ok(())
}
