//! Secrets Manager, blocking: idempotency tokens, blobs, pages that take a filter along.

use secretsmanager::blocking::Client;
use secretsmanager::operation::delete_secret::DeleteSecretError;
use secretsmanager::primitives::Blob;
use secretsmanager::types::{Filter, FilterNameStringType};

use crate::Done;

pub fn run(client: &Client) -> Done {
    for number in 0..5 {
        client.create_secret().name(format!("secret-{number}")).secret_string(format!("text {number}")).send()?;
    }
    let error = client.create_secret().name("secret-0").secret_string("again").send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_resource_exists_exception()), "{error}");

    let value = client.get_secret_value().secret_id("secret-3").send()?;
    assert_eq!((value.name(), value.secret_string()), (Some("secret-3"), Some("text 3")));
    assert_eq!((value.secret_binary(), value.version_stages()), (None, &["AWSCURRENT".to_owned()][..]));
    assert!(!format!("{value:?}").contains("text 3"), "a secret was shown");
    let bytes = Blob::new(vec![0, 1, 254, 255]);
    client.put_secret_value().secret_id("secret-3").secret_binary(bytes.clone()).send()?;
    let value = client.get_secret_value().secret_id("secret-3").version_stage("AWSCURRENT").send()?;
    assert_eq!((value.secret_binary(), value.secret_string()), (Some(&bytes), None));
    let previous = client.get_secret_value().secret_id("secret-3").version_stage("AWSPREVIOUS").send()?;
    assert_eq!(previous.secret_string(), Some("text 3"));
    let described = client.describe_secret().secret_id("secret-3").send()?;
    assert_eq!(described.version_ids_to_stages().map(|versions| versions.len()), Some(2));

    let filter = Filter::builder().key(FilterNameStringType::Name).values("secret-").build();
    let pages = client.list_secrets().filters(filter).into_paginator().page_size(2).send();
    let pages = pages.collect::<Result<Vec<_>, _>>()?;
    assert_eq!(pages.iter().map(|page| page.secret_list().len()).collect::<Vec<_>>(), [2, 2, 1]);

    client.delete_secret().secret_id("secret-0").recovery_window_in_days(7).send()?;
    let error = client.get_secret_value().secret_id("secret-0").send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_invalid_request_exception()), "{error}");
    client.restore_secret().secret_id("secret-0").send()?;
    assert_eq!(client.get_secret_value().secret_id("secret-0").send()?.secret_string(), Some("text 0"));
    for number in 0..5 {
        let call = client.delete_secret().secret_id(format!("secret-{number}"));
        assert!(call.force_delete_without_recovery(true).send()?.deletion_date().is_some());
    }
    let error = client.delete_secret().secret_id("secret-0").send().unwrap_err();
    match error.as_service_error() {
        Some(DeleteSecretError::ResourceNotFoundException(_)) => Ok(()),
        _ => Err(error.into()),
    }
}
