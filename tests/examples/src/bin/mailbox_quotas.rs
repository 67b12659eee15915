//! A script without an async runtime: raises the quota of every mailbox that is nearly full.
//!
//! ```sh
//! cargo run -p workmail-examples --bin mailbox_quotas -- m-0123456789abcdef0123456789abcdef
//! ```

use std::env;
use std::error::Error;

use workmail::Config;
use workmail::blocking::Client;
use workmail::types::{EntityState, ListUsersFilters};

/// How full a mailbox may be, in percent, before it gets half as much again.
const FULL: f64 = 90.0;

/// The largest quota that there is, in megabytes.
const LARGEST: i32 = 51_200;

fn main() -> Result<(), Box<dyn Error>> {
    let organization = env::args().nth(1).ok_or("usage: mailbox_quotas ORGANIZATION")?;
    let client = Client::from_conf(Config::from_env()?);

    let enabled = ListUsersFilters::builder().state(EntityState::Enabled).build();
    let call = client.list_users().organization_id(&organization).filters(enabled);
    for user in call.into_paginator().items().send() {
        let user = user?;
        let (Some(id), Some(name)) = (user.id(), user.name()) else { continue };
        let mailbox = client.get_mailbox_details().organization_id(&organization).user_id(id).send()?;
        let Some(quota) = mailbox.mailbox_quota() else { continue };
        let percent = 100.0 * mailbox.mailbox_size() / f64::from(quota);
        let raised = (quota + quota / 2).min(LARGEST);
        if percent < FULL || raised == quota {
            println!("{name}: {percent:.0} % of {quota} MB");
            continue;
        }
        client.update_mailbox_quota().organization_id(&organization).user_id(id).mailbox_quota(raised).send()?;
        println!("{name}: {percent:.0} % of {quota} MB, now {raised} MB");
    }
    Ok(())
}
