//! Kinesis, blocking: binary records, batches, a stream that comes to be in its own time, iterators in place of pages.

use std::thread;
use std::time::Duration;

use kinesis::blocking::Client;
use kinesis::primitives::Blob;
use kinesis::types::{PutRecordsRequestEntry, ShardIteratorType, StreamStatus};

use crate::Done;

const STREAM: &str = "events";

pub fn run(client: &Client) -> Done {
    client.create_stream().stream_name(STREAM).shard_count(3).send()?;
    wait(client)?;
    let shards = client.list_shards().stream_name(STREAM).send()?;
    let shards = shards.shards();
    assert_eq!(shards.len(), 3);

    let data = |number: u8| Blob::new(vec![0, 255, number]);
    let entry = |number: u8| {
        PutRecordsRequestEntry::builder().data(data(number)).partition_key(format!("key {number}")).build()
    };
    let entries = (0..10).map(entry).collect::<Result<Vec<_>, _>>()?;
    let put = client.put_records().stream_name(STREAM).set_records(Some(entries)).send()?;
    assert_eq!((put.failed_record_count(), put.records().len()), (Some(0), 10));
    let put = client.put_record().stream_name(STREAM).partition_key("last").data(data(10)).send()?;
    assert!(shards.iter().any(|shard| shard.shard_id() == put.shard_id()));

    let mut came = Vec::new();
    for shard in shards {
        let call = client.get_shard_iterator().stream_name(STREAM).shard_id(shard.shard_id());
        let iterator = call.shard_iterator_type(ShardIteratorType::TrimHorizon).send()?;
        let mut next = iterator.shard_iterator().map(str::to_owned);
        while let Some(iterator) = next {
            let page = client.get_records().shard_iterator(iterator).limit(3).send()?;
            came.extend(page.records().iter().map(|record| record.data().clone()));
            assert!(page.records().iter().all(|record| record.approximate_arrival_timestamp().is_some()));
            // moto is never behind, whatever the limit leaves.
            next = page.next_shard_iterator().filter(|_| !page.records().is_empty()).map(str::to_owned);
        }
    }
    came.sort_by(|one, other| one.as_ref().cmp(other.as_ref()));
    assert_eq!(came, (0..=10).map(data).collect::<Vec<_>>());

    let error = client.describe_stream_summary().stream_name("of-nobody").send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()), "{error}");
    client.delete_stream().stream_name(STREAM).send()?;
    Ok(())
}

fn wait(client: &Client) -> Done {
    for _ in 0..100 {
        let summary = client.describe_stream_summary().stream_name(STREAM).send()?;
        let summary = summary.stream_description_summary().ok_or("no summary")?;
        match summary.stream_status() {
            StreamStatus::Active => break,
            _ => thread::sleep(Duration::from_millis(50)),
        }
    }
    client.wait_until_stream_exists().stream_name(STREAM).wait(Duration::from_secs(1))?;
    Ok(())
}
