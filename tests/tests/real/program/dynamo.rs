//! DynamoDB: recursive unions, maps of them, pages that start at a key, an answer whose checksum stands in a header.

use std::collections::HashMap;
use std::time::Duration;

use dynamodb::Client;
use dynamodb::operation::describe_table::DescribeTableError;
use dynamodb::primitives::Blob;
use dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, Put, PutRequest, ReturnValue,
    ScalarAttributeType, TableStatus, TransactWriteItem, WriteRequest,
};

use crate::Done;

const TABLE: &str = "things";

async fn create(client: &Client, table: &str) -> Done {
    let mut call = client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
    let keys = [("owner", KeyType::Hash, ScalarAttributeType::S), ("number", KeyType::Range, ScalarAttributeType::N)];
    for (name, key, of) in keys {
        let attribute = AttributeDefinition::builder().attribute_name(name).attribute_type(of).build()?;
        let element = KeySchemaElement::builder().attribute_name(name).key_type(key).build()?;
        call = call.attribute_definitions(attribute).key_schema(element);
    }
    call.send().await?;
    // dynalite takes its time to make a table, and to drop one, but less than the 20 s between two looks of a waiter.
    for _ in 0..100 {
        let described = client.describe_table().table_name(table).send().await?;
        match described.table().and_then(|table| table.table_status()) {
            Some(TableStatus::Active) => return exists(client, table).await,
            _ => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
    Err("the table does not become active".into())
}

/// A waiter that finds at its first look what it waits for.
async fn exists(client: &Client, table: &str) -> Done {
    let last = client.wait_until_table_exists().table_name(table).wait(Duration::from_secs(1)).await?;
    assert!(last.as_result().is_ok_and(|output| output.table().is_some()));
    Ok(())
}

async fn delete(client: &Client, table: &str) -> Done {
    client.delete_table().table_name(table).send().await?;
    for _ in 0..100 {
        match client.describe_table().table_name(table).send().await {
            Ok(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            Err(error) => match error.as_service_error() {
                Some(DescribeTableError::ResourceNotFoundException(_)) => break,
                _ => return Err(error.into()),
            },
        }
    }
    let last = client.wait_until_table_not_exists().table_name(table).wait(Duration::from_secs(1)).await?;
    assert!(last.as_result().is_err_and(|error| error.code() == Some("ResourceNotFoundException")));
    Ok(())
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn number(number: usize) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

fn item(number_of_it: usize) -> HashMap<String, AttributeValue> {
    let inner = HashMap::from([("deep".to_owned(), AttributeValue::L(vec![text("ä"), AttributeValue::Null(true)]))]);
    HashMap::from([
        ("owner".to_owned(), text("ann")),
        ("number".to_owned(), number(number_of_it)),
        ("blob".to_owned(), AttributeValue::B(Blob::new(vec![0, 255]))),
        ("flag".to_owned(), AttributeValue::Bool(false)),
        ("map".to_owned(), AttributeValue::M(inner)),
        ("set".to_owned(), AttributeValue::Ns(vec!["1".to_owned(), "2.5".to_owned()])),
    ])
}

pub async fn run(client: &Client) -> Done {
    create(client, TABLE).await?;
    client.put_item().table_name(TABLE).set_item(Some(item(0))).send().await?;
    let read = client.get_item().table_name(TABLE).key("owner", text("ann")).key("number", number(0)).send().await?;
    let mut read = read.item().ok_or("no item")?.clone();
    // A set has no order.
    if let Some(AttributeValue::Ns(set)) = read.get_mut("set") {
        set.sort();
    }
    assert_eq!(read, item(0));
    let none = client.get_item().table_name(TABLE).key("owner", text("eve")).key("number", number(0)).send().await?;
    assert!(none.item().is_none());

    let writes = (1..25).map(|number| {
        let put = PutRequest::builder().set_item(Some(item(number))).build()?;
        Ok(WriteRequest::builder().put_request(put).build())
    });
    let writes = writes.collect::<Result<Vec<_>, dynamodb::error::BuildError>>()?;
    let written = client.batch_write_item().request_items(TABLE, writes).send().await?;
    assert!(written.unprocessed_items().is_none_or(HashMap::is_empty));

    let query = client.query().table_name(TABLE).key_condition_expression("#o = :o");
    let query = query.expression_attribute_names("#o", "owner").expression_attribute_values(":o", text("ann"));
    let pages = query.clone().limit(10).into_paginator().send().try_collect().await?;
    let counts: Vec<i32> = pages.iter().map(|page| page.count()).collect();
    assert_eq!(counts.iter().sum::<i32>(), 25, "{counts:?}");
    assert!(pages.len() > 2, "{counts:?}");
    let items = query.limit(7).into_paginator().items().send().try_collect().await?;
    let numbers: Vec<Option<&AttributeValue>> = items.iter().map(|item| item.get("number")).collect();
    assert_eq!(numbers, (0..25).map(number).collect::<Vec<_>>().iter().map(Some).collect::<Vec<_>>());
    let items = client.scan().table_name(TABLE).limit(10).into_paginator().items().send().try_collect().await?;
    assert_eq!(items.len(), 25);

    let update = client.update_item().table_name(TABLE).key("owner", text("ann")).key("number", number(0));
    let update = update.update_expression("SET title = :t").expression_attribute_values(":t", text("new"));
    let updated = update.return_values(ReturnValue::UpdatedNew).send().await?;
    assert_eq!(updated.attributes().and_then(|attributes| attributes.get("title")), Some(&text("new")));

    let call = client.put_item().table_name(TABLE).set_item(Some(item(0)));
    let error = call.condition_expression("attribute_not_exists(title)").send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_conditional_check_failed_exception()), "{error}");
    assert_eq!(error.attempts(), 1);
    let error = client.get_item().table_name("of-nobody").key("owner", text("ann")).send().await.unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()), "{error}");

    let gone = client.delete_item().table_name(TABLE).key("owner", text("ann")).key("number", number(0));
    let gone = gone.return_values(ReturnValue::AllOld).send().await?;
    assert_eq!(gone.attributes().and_then(|attributes| attributes.get("title")), Some(&text("new")));
    for table in ["more-things", "other-things"] {
        create(client, table).await?;
    }
    let mut tables = client.list_tables().into_paginator().page_size(2).items().send().try_collect().await?;
    // moto lists them in the order of their making.
    tables.sort();
    assert_eq!(tables, ["more-things", "other-things", TABLE]);
    for table in tables {
        delete(client, &table).await?;
    }
    Ok(())
}

/// All or nothing; not every emulator has it.
pub async fn transaction(client: &Client) -> Done {
    create(client, TABLE).await?;
    let put = |condition: Option<&str>, number| {
        let put = Put::builder().table_name(TABLE).set_item(Some(item(number)));
        let put = put.set_condition_expression(condition.map(str::to_owned)).build()?;
        Ok::<_, dynamodb::error::BuildError>(TransactWriteItem::builder().put(put).build())
    };
    client.transact_write_items().transact_items(put(None, 1)?).transact_items(put(None, 2)?).send().await?;
    let refused = put(Some("attribute_not_exists(flag)"), 1)?;
    let error = client.transact_write_items().transact_items(put(None, 3)?).transact_items(refused).send().await;
    let error = error.unwrap_err().into_service_error();
    let dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(error) = error
    else {
        return Err(error.into());
    };
    let reasons: Vec<Option<&str>> = error.cancellation_reasons().iter().map(|reason| reason.code()).collect();
    assert_eq!(reasons, [Some("None"), Some("ConditionalCheckFailed")]);
    delete(client, TABLE).await
}

/// Calls, says nothing for longer than the service keeps a connection, and calls again: neither notices.
pub async fn idle(client: &Client) -> Done {
    for _ in 0..2 {
        client.list_tables().send().await?;
        tokio::time::sleep(Duration::from_secs(6)).await;
    }
    client.list_tables().send().await?;
    Ok(())
}
