//! SQS: maps with enums for keys, batches that fail in part, a long poll, errors with the codes of another protocol.

use sqs::Client;
use sqs::types::{MessageAttributeValue, MessageSystemAttributeName, QueueAttributeName, SendMessageBatchRequestEntry};

use crate::Done;

pub async fn run(client: &Client) -> Done {
    let mut urls = Vec::new();
    for number in 0..5 {
        let call = client.create_queue().queue_name(format!("queue-{number}")).tags("number", number.to_string());
        let made = call.attributes(QueueAttributeName::VisibilityTimeout, "120").send().await?;
        urls.push(made.queue_url().ok_or("a queue without a URL")?.to_owned());
    }
    let url = &urls[0];
    assert_eq!(client.get_queue_url().queue_name("queue-0").send().await?.queue_url(), Some(url.as_str()));
    let call = client.get_queue_attributes().queue_url(url).attribute_names(QueueAttributeName::All);
    let attributes = call.send().await?;
    let attributes = attributes.attributes().ok_or("no attributes")?;
    assert_eq!(attributes.get(&QueueAttributeName::VisibilityTimeout).map(String::as_str), Some("120"));

    // An empty queue, asked for a second.
    let none = client.receive_message().queue_url(url).wait_time_seconds(1).send().await?;
    assert_eq!(none.messages(), []);
    let kind = MessageAttributeValue::builder().data_type("String").string_value("greeting").build()?;
    let sent =
        client.send_message().queue_url(url).message_body("hello <ä> \u{1f600}").message_attributes("kind", kind);
    let sent = sent.send().await?;
    assert_eq!(sent.md5_of_message_body().map(str::len), Some(32));
    let entry = |id: &str| SendMessageBatchRequestEntry::builder().id(id).message_body(format!("body {id}")).build();
    let batch = client.send_message_batch().queue_url(url).entries(entry("a")?).entries(entry("b")?).send().await?;
    assert_eq!((batch.successful().len(), batch.failed().len()), (2, 0));

    let mut bodies = Vec::new();
    while bodies.len() < 3 {
        let call = client.receive_message().queue_url(url).max_number_of_messages(10).message_attribute_names("All");
        let call = call.message_system_attribute_names(MessageSystemAttributeName::ApproximateReceiveCount);
        let received = call.send().await?;
        if received.messages().is_empty() {
            return Err(format!("only {bodies:?} came").into());
        }
        for message in received.messages() {
            let body = message.body().ok_or("a message without a body")?;
            if body.starts_with("hello") {
                let kind = message.message_attributes().and_then(|attributes| attributes.get("kind"));
                assert_eq!(kind.and_then(|kind| kind.string_value()), Some("greeting"));
            }
            bodies.push(body.to_owned());
            let handle = message.receipt_handle().ok_or("a message without a handle")?;
            client.delete_message().queue_url(url).receipt_handle(handle).send().await?;
        }
    }
    bodies.sort();
    assert_eq!(bodies, ["body a", "body b", "hello <ä> \u{1f600}"]);

    let pages = client.list_queues().queue_name_prefix("queue-").into_paginator().page_size(2).send();
    let pages = pages.try_collect().await?;
    assert_eq!(pages.iter().map(|page| page.queue_urls().len()).collect::<Vec<_>>(), [2, 2, 1]);

    let error = client.get_queue_url().queue_name("of-nobody").send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_queue_does_not_exist()), "{error}");
    assert_eq!(error.code(), Some("AWS.SimpleQueueService.NonExistentQueue"));
    let error = client.delete_message().queue_url(url).receipt_handle("none").send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_receipt_handle_is_invalid()), "{error}");
    for url in &urls {
        client.delete_queue().queue_url(url).send().await?;
    }
    assert_eq!(client.list_queues().queue_name_prefix("queue-").send().await?.queue_urls().len(), 0);
    Ok(())
}
