//! Many at once: 50 clients, 10,000 calls, and what has to hold holds.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tinsmith_server::{Bytes, http};
use workmail::Client;
use workmail::config::{Config, Credentials, Region};
use workmail::error::ProvideErrorMetadata;
use workmail::transport::from_async_fn;
use workmail::types::EntityState;
use workmail_local::{Clock, Local, Settings, Store};

const CLIENTS: usize = 50;
const CALLS: usize = 200;

/// What a refusal may be called: another client was quicker.
const EXPECTED: [&str; 5] = [
    "NameAvailabilityException",
    "EmailAddressInUseException",
    "EntityStateException",
    "EntityNotFoundException",
    "EntityAlreadyRegisteredException",
];

fn client(local: &Local) -> Client {
    let service = Arc::new(local.clone().service());
    let transport = from_async_fn(move |request: http::Request<Bytes>| {
        let service = Arc::clone(&service);
        async move {
            // As others would run between two packets.
            tokio::task::yield_now().await;
            Ok(service.answer(request).await)
        }
    });
    let config = Config::builder()
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
        .transport(transport)
        .build();
    Client::from_conf(config)
}

/// One of many: creates, registers, renames, deregisters and deletes users of few names; counts its calls.
async fn meddle(client: Client, organization: String, lasting: Arc<BTreeSet<String>>, seed: u64) -> usize {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut calls = 0;
    while calls < CALLS {
        let name = format!("user-{}", random.u8(..40));
        let email = format!("{name}@acme.awsapps.com");
        let org = &*organization;
        let refused = match random.u8(..6) {
            0 => client.create_user().organization_id(org).name(&*name).display_name("x").send().await.err().map(code),
            1 => client
                .register_to_work_mail()
                .organization_id(org)
                .entity_id(&*name)
                .email(email)
                .send()
                .await
                .err()
                .map(code),
            2 => client.deregister_from_work_mail().organization_id(org).entity_id(&*name).send().await.err().map(code),
            3 => client.delete_user().organization_id(org).user_id(&*name).send().await.err().map(code),
            4 => client.describe_user().organization_id(org).user_id(&*name).send().await.err().map(code),
            _ => {
                let mut pages = client.list_users().organization_id(org).into_paginator().page_size(20).send();
                let mut seen = Vec::new();
                while let Some(page) = pages.next().await {
                    calls += 1;
                    seen.extend(page.unwrap().users.unwrap().into_iter().map(|user| user.id.unwrap()));
                }
                let ids: BTreeSet<_> = seen.iter().cloned().collect();
                assert_eq!(ids.len(), seen.len(), "a user was listed twice");
                assert!(lasting.is_subset(&ids), "a user who lasts was left out");
                None
            }
        };
        calls += 1;
        if let Some(code) = refused {
            assert!(EXPECTED.contains(&&*code), "{code}");
        }
    }
    calls
}

fn code<E: ProvideErrorMetadata + std::fmt::Debug>(error: workmail::error::SdkError<E>) -> String {
    let code = error.as_service_error().and_then(|error| error.code()).map(str::to_owned);
    code.unwrap_or_else(|| format!("{error:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_clients_keep_names_unique_and_states_single() {
    let local = Local::new(Store::in_memory(Settings::default(), Clock::System));
    let client = client(&local);
    let made = client.create_organization().alias("acme").send().await.unwrap();
    let organization = made.organization_id.unwrap();
    let mut lasting = BTreeSet::new();
    for number in 0..25 {
        let user =
            client.create_user().organization_id(&*organization).name(format!("lasting-{number}")).display_name("x");
        lasting.insert(user.send().await.unwrap().user_id.unwrap());
    }
    let lasting = Arc::new(lasting);
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|seed| {
            let client = self::client(&local);
            tokio::spawn(meddle(client, organization.clone(), Arc::clone(&lasting), seed as u64))
        })
        .collect();
    let mut calls = 0;
    for task in tasks {
        calls += task.await.unwrap();
    }
    assert!(calls >= CLIENTS * CALLS, "{calls} calls");
    let mut names = BTreeMap::new();
    let mut addresses = BTreeSet::new();
    let mut users = client.list_users().organization_id(&*organization).into_paginator().items().send();
    while let Some(user) = users.next().await {
        let user = user.unwrap();
        if user.state == Some(EntityState::Deleted) {
            assert_eq!(user.email, None);
            continue;
        }
        assert_eq!(user.email.is_some(), user.state == Some(EntityState::Enabled), "an address without being enabled");
        assert!(user.email.is_none_or(|email| addresses.insert(email)), "an address of two");
        assert_eq!(names.insert(user.name.unwrap(), user.id.unwrap()), None, "a name of two");
    }
    assert!(names.len() >= lasting.len());
}
