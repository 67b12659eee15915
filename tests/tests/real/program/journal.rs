//! `CloudWatch` Logs: times in milliseconds, pages whose last token repeats, pages by a filter.

use std::time::{SystemTime, UNIX_EPOCH};

use logs::Client;
use logs::types::InputLogEvent;

use crate::Done;

const GROUP: &str = "/tests/group";

pub async fn run(client: &Client) -> Done {
    client.create_log_group().log_group_name(GROUP).tags("of", "tests").send().await?;
    let error = client.create_log_group().log_group_name(GROUP).send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_resource_already_exists_exception()), "{error}");
    client.put_retention_policy().log_group_name(GROUP).retention_in_days(7).send().await?;
    for stream in ["a", "b", "c"] {
        client.create_log_stream().log_group_name(GROUP).log_stream_name(stream).send().await?;
    }
    let call = client.describe_log_streams().log_group_name(GROUP).into_paginator().page_size(2);
    let streams = call.items().send().collect::<Result<Vec<_>, _>>().await?;
    assert_eq!(streams.iter().filter_map(|stream| stream.log_stream_name()).collect::<Vec<_>>(), ["a", "b", "c"]);

    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let event =
        |number: i64| InputLogEvent::builder().timestamp(now + number).message(format!("line {number}")).build();
    let events = (0..25).map(event).collect::<Result<Vec<_>, _>>()?;
    let put = client.put_log_events().log_group_name(GROUP).log_stream_name("a").set_log_events(Some(events));
    assert!(put.send().await?.rejected_log_events_info().is_none());

    // The service says that there is nothing more by the token that it was asked with.
    let call = client.get_log_events().log_group_name(GROUP).log_stream_name("a").start_from_head(true).limit(10);
    let mut pages = call.into_paginator().stop_on_duplicate_token(false).send();
    let mut lines = Vec::new();
    while let Some(page) = pages.try_next().await? {
        if page.events().is_empty() {
            break;
        }
        lines.extend(page.events().iter().filter_map(|event| event.message()).map(str::to_owned));
    }
    assert_eq!(lines, (0..25).map(|number| format!("line {number}")).collect::<Vec<_>>());
    let call = client.get_log_events().log_group_name(GROUP).log_stream_name("b").start_from_head(true);
    let error = call.into_paginator().send().try_collect().await.unwrap_err();
    assert!(error.to_string().ends_with("ask on with stop_on_duplicate_token(false)"), "{error}");

    let call = client.filter_log_events().log_group_name(GROUP).filter_pattern("\"line 2\"").limit(2);
    let pages = call.into_paginator().send().try_collect().await?;
    let found = pages.iter().flat_map(|page| page.events()).filter_map(|event| event.message());
    assert_eq!(found.count(), 6);
    let groups = client.describe_log_groups().log_group_name_prefix("/tests/").into_paginator().items().send();
    let groups = groups.try_collect().await?;
    assert_eq!(groups.iter().map(|group| group.retention_in_days()).collect::<Vec<_>>(), [Some(7)]);
    client.delete_log_group().log_group_name(GROUP).send().await?;
    Ok(())
}
