//! KMS: blobs, maps, pages by marker, errors.

use kms::Client;
use kms::primitives::Blob;
use kms::types::{KeyState, Tag};

use crate::Done;

pub async fn run(client: &Client) -> Done {
    let mut ids = Vec::new();
    for number in 0..5 {
        let tag = Tag::builder().tag_key("number").tag_value(number.to_string()).build()?;
        let made = client.create_key().description(format!("key {number}")).tags(tag).send().await?;
        let key = made.key_metadata().ok_or("a key without metadata")?;
        ids.push(key.key_id().to_owned());
        client.create_alias().alias_name(format!("alias/key-{number}")).target_key_id(key.key_id()).send().await?;
    }
    let id = &ids[0];
    let key = client.describe_key().key_id(id).send().await?;
    let key = key.key_metadata().ok_or("a key without metadata")?;
    assert_eq!((key.description(), key.enabled()), (Some("key 0"), true));
    assert!(key.creation_date().is_some_and(|date| date.secs() > 1_700_000_000));
    let tags = client.list_resource_tags().key_id(id).into_paginator().items().send().try_collect().await?;
    assert_eq!(tags.iter().map(|tag| (tag.tag_key(), tag.tag_value())).collect::<Vec<_>>(), [("number", "0")]);

    let secret = Blob::new(vec![0, 255, 10, 13, 34]);
    let call = client.encrypt().key_id(id).plaintext(secret.clone());
    let encrypted = call.encryption_context("purpose", "a test").send().await?;
    let ciphertext = encrypted.ciphertext_blob().ok_or("no ciphertext")?;
    assert_ne!(ciphertext, &secret);
    let call = client.decrypt().ciphertext_blob(ciphertext.clone()).encryption_context("purpose", "a test");
    assert_eq!(call.send().await?.plaintext(), Some(&secret));
    let error = client.decrypt().ciphertext_blob(ciphertext.clone()).send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_invalid_ciphertext_exception()), "{error}");

    // moto gives all of them, whatever the limit.
    let keys = client.list_keys().into_paginator().page_size(2).items().send().try_collect().await?;
    assert!(ids.iter().all(|id| keys.iter().any(|key| key.key_id() == Some(id))), "{keys:?}");
    let aliases = client.list_aliases().into_paginator().page_size(2).items().send().try_collect().await?;
    assert_eq!(
        aliases.iter().filter_map(|alias| alias.alias_name()).filter(|n| n.starts_with("alias/key-")).count(),
        5
    );

    client.disable_key().key_id(id).send().await?;
    let error = client.describe_key().key_id("d1b4a7a4-0000-4000-8000-000000000000").send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_not_found_exception()), "{error}");
    assert!(error.to_string().starts_with("DescribeKey: NotFoundException: "), "{error}");
    for id in &ids {
        let end = client.schedule_key_deletion().key_id(id).pending_window_in_days(7).send().await?;
        assert!(end.deletion_date().is_some());
    }
    let key = client.describe_key().key_id(id).send().await?;
    assert_eq!(key.key_metadata().and_then(|key| key.key_state()), Some(&KeyState::PendingDeletion));
    Ok(())
}
