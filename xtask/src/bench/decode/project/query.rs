//! A DynamoDB `Query` answer with 100 items: maps of unions that hold maps of unions. The generated crate is that of
//! `table.json`, which has the shape of DynamoDB's answer.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer};
use table::operation::query as ours;
use table::types;
use workmail::Operation as _;

use crate::clock::{compare, contender, contender_with};

/// What a person would derive: Serde's enums are written as the service writes a union.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct QueryOutput {
    items: Option<Vec<Item>>,
    #[serde(default)]
    count: i32,
    #[serde(default)]
    scanned_count: i32,
    last_evaluated_key: Option<Item>,
}

type Item = HashMap<String, AttributeValue>;

#[derive(Clone, Debug, PartialEq, Deserialize)]
enum AttributeValue {
    S(String),
    N(String),
    B(Bytes),
    #[serde(rename = "SS")]
    Ss(Vec<String>),
    #[serde(rename = "NS")]
    Ns(Vec<String>),
    #[serde(rename = "BS")]
    Bs(Vec<Bytes>),
    M(HashMap<String, AttributeValue>),
    L(Vec<AttributeValue>),
    #[serde(rename = "NULL")]
    Null(bool),
    #[serde(rename = "BOOL")]
    Bool(bool),
}

#[derive(Clone, Debug, PartialEq)]
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Bytes;
            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("bytes in base64")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Bytes, E> {
                STANDARD.decode(text).map(Bytes).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

pub fn measure() {
    let body = body();
    let bytes = body.as_bytes();
    let response = http::Response::new(bytes);
    let read = || ours::Query::response(&response).expect("ours reads it");
    let sonic = || sonic_rs::from_slice::<QueryOutput>(bytes).expect("sonic-rs reads it");
    let simd = |mut bytes: Vec<u8>| simd_json::from_slice::<QueryOutput>(&mut bytes).expect("simd-json reads it");
    let serde = || serde_json::from_slice::<QueryOutput>(bytes).expect("serde_json reads it");

    let output = read();
    let expected = same(&output);
    assert_eq!(expected.items.as_ref().map(Vec::len), Some(100));
    assert!(sonic() == expected && simd(bytes.to_vec()) == expected && serde() == expected, "all read the same");

    compare(
        "DynamoDB Query, 100 items",
        bytes.len(),
        vec![
            contender("table", read),
            contender("sonic-rs", sonic),
            contender_with("simd-json", || bytes.to_vec(), simd),
            contender("serde_json", serde),
            contender("(cloning the output)", || output.clone()),
        ],
    );
}

/// Orders of customers, as compact as the service sends them.
fn body() -> String {
    let line = |index: usize| {
        format!(
            r#"{{"M":{{"product":{{"S":"P-{index:06}"}},"quantity":{{"N":"{}"}},"price":{{"N":"{}.95"}}}}}}"#,
            index % 5 + 1,
            index * 3 + 7
        )
    };
    let item = |index: usize| {
        let lines: Vec<String> = (0..index % 3 + 1).map(|line_index| line(index * 3 + line_index)).collect();
        format!(
            r#"{{"pk":{{"S":"CUSTOMER#{index:08}"}},"sk":{{"S":"ORDER#2024-03-{:02}T09:30:00Z"}},"total":{{"N":"{}.5"}},"paid":{{"BOOL":{}}},"coupon":{{"NULL":true}},"tags":{{"SS":["retail","priority-{}"]}},"digest":{{"B":"{}"}},"address":{{"M":{{"street":{{"S":"{index} Main Street"}},"city":{{"S":"Zürich"}},"zip":{{"S":"80{:02}"}}}}}},"lines":{{"L":[{}]}}}}"#,
            index % 28 + 1,
            index * 13,
            index % 2 == 0,
            index % 4,
            STANDARD.encode(format!("digest of order {index:016}")),
            index % 100,
            lines.join(","),
        )
    };
    let items: Vec<String> = (0..100).map(item).collect();
    format!(
        r#"{{"Count":100,"Items":[{}],"LastEvaluatedKey":{{"pk":{{"S":"CUSTOMER#00000099"}},"sk":{{"S":"ORDER#2024-03-16T09:30:00Z"}}}},"ScannedCount":100}}"#,
        items.join(",")
    )
}

/// Our output as the peers' types.
fn same(output: &ours::QueryOutput) -> QueryOutput {
    QueryOutput {
        items: output.items.as_ref().map(|items| items.iter().map(same_item).collect()),
        count: output.count,
        scanned_count: output.scanned_count,
        last_evaluated_key: output.last_evaluated_key.as_ref().map(same_item),
    }
}

fn same_item(item: &HashMap<String, types::AttributeValue>) -> Item {
    item.iter().map(|(key, value)| (key.clone(), same_value(value))).collect()
}

fn same_value(value: &types::AttributeValue) -> AttributeValue {
    let bytes = |blob: &table::primitives::Blob| Bytes(blob.as_ref().to_vec());
    match value {
        types::AttributeValue::S(text) => AttributeValue::S(text.clone()),
        types::AttributeValue::N(text) => AttributeValue::N(text.clone()),
        types::AttributeValue::B(blob) => AttributeValue::B(bytes(blob)),
        types::AttributeValue::Ss(texts) => AttributeValue::Ss(texts.clone()),
        types::AttributeValue::Ns(texts) => AttributeValue::Ns(texts.clone()),
        types::AttributeValue::Bs(blobs) => AttributeValue::Bs(blobs.iter().map(bytes).collect()),
        types::AttributeValue::M(map) => AttributeValue::M(same_item(map)),
        types::AttributeValue::L(list) => AttributeValue::L(list.iter().map(same_value).collect()),
        types::AttributeValue::Null(value) => AttributeValue::Null(*value),
        types::AttributeValue::Bool(value) => AttributeValue::Bool(*value),
        other => panic!("{other:?} is not in the answer"),
    }
}
