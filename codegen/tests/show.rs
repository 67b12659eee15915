//! Reference pages and api-changes pages: small models with the whole expected text.
#![cfg(test)]

use std::path::Path;

use serde_json::{Value, json};
use tinsmith::lower::{self, LowerOptions, Lowered};
use tinsmith::model::{LoadOptions, Model, load, load_bytes};
use tinsmith::show::{self, Release};

/// A model with a service and the operation `Put`.
fn model(shapes: Value) -> Model {
    let mut all = json!({
        "a.b#Shop": {
            "type": "service", "version": "1",
            "operations": [{ "target": "a.b#Put" }],
            "traits": { "aws.protocols#awsJson1_1": {}, "smithy.api#title": "Corner Shop" }
        },
    });
    all.as_object_mut().unwrap().extend(shapes.as_object().unwrap().clone());
    let bytes = json!({ "smithy": "2.0", "shapes": all }).to_string();
    let options = LoadOptions { streams: true, ..LoadOptions::default() };
    load_bytes("m.json", bytes.as_bytes(), None, &options).unwrap_or_else(|e| panic!("{e}")).model
}

fn lowered(model: &Model) -> Lowered {
    lower::lower(model, &LowerOptions::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

/// Compares with a file of `tests/golden/show`; with `TINSMITH_BLESS` set, writes it instead.
fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/show").join(name);
    if std::env::var_os("TINSMITH_BLESS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "{name} differs; look at it, and run the test with TINSMITH_BLESS=1 to accept");
}

fn member(target: &str) -> Value {
    json!({ "target": target })
}

/// Every kind of shape, in both directions.
fn everything() -> Value {
    json!({
        "a.b#Put": {
            "type": "operation", "input": { "target": "a.b#PutIn" }, "output": { "target": "a.b#PutOut" },
            "errors": [{ "target": "a.b#Full" }],
            "traits": { "smithy.api#documentation": "Puts a thing on the shelf." }
        },
        "a.b#PutIn": { "type": "structure", "members": {
            "ShelfId": { "target": "a.b#ShelfId", "traits": {
                "smithy.api#required": {}, "smithy.api#documentation": "The shelf."
            } },
            "Amount": { "target": "smithy.api#Integer", "traits": { "smithy.api#range": { "min": 1, "max": 9 } } },
            "Total": member("smithy.api#Long"),
            "Small": member("smithy.api#Byte"),
            "Short": member("smithy.api#Short"),
            "Weight": member("smithy.api#Float"),
            "Price": member("smithy.api#Double"),
            "Big": member("smithy.api#BigInteger"),
            "Exact": member("smithy.api#BigDecimal"),
            "Fresh": member("smithy.api#Boolean"),
            "Label": member("smithy.api#Blob"),
            "Until": member("smithy.api#Timestamp"),
            "Notes": member("smithy.api#Document"),
            "Color": member("a.b#Color"),
            "Level": member("a.b#Level"),
            "Tags": member("a.b#Tags"),
            "Prices": member("a.b#Prices"),
            "Owner": { "target": "a.b#Owner", "traits": { "smithy.api#deprecated": { "message": "use Tags" } } },
            "Type": { "target": "smithy.api#String", "traits": { "smithy.api#idempotencyToken": {} } },
            "Box": member("a.b#Box"),
        } },
        "a.b#PutOut": { "type": "structure", "members": { "Box": member("a.b#Box"), "Empty": member("a.b#Empty") } },
        "a.b#ShelfId": { "type": "string", "traits": {
            "smithy.api#length": { "min": 1, "max": 64 }, "smithy.api#pattern": "^[a-z]+$"
        } },
        "a.b#Color": { "type": "enum", "members": {
            "RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "red" } },
            "OTHER": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "it's\nodd" } },
        } },
        "a.b#Level": { "type": "intEnum", "members": {
            "LOW": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 1 } },
            "HIGH": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 2 } },
        } },
        "a.b#Tags": { "type": "list", "member": { "target": "a.b#Tag" } },
        "a.b#Tag": { "type": "structure", "members": {
            "Key": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
            "Value": member("smithy.api#String"),
        } },
        "a.b#Prices": { "type": "map", "key": member("a.b#Color"), "value": member("smithy.api#Double") },
        "a.b#Owner": { "type": "union", "members": {
            "Person": member("smithy.api#String"), "Nobody": member("smithy.api#Unit"), "Group": member("a.b#Tags"),
        } },
        "a.b#Box": { "type": "structure", "traits": { "smithy.api#documentation": "A box." }, "members": {
            "Name": member("smithy.api#String"), "Inner": member("a.b#Boxes"),
        } },
        "a.b#Boxes": { "type": "map", "key": member("smithy.api#String"), "value": member("a.b#Box") },
        "a.b#Empty": { "type": "structure", "members": {} },
        "a.b#Full": { "type": "structure", "members": { "message": member("smithy.api#String") }, "traits": {
            "smithy.api#error": "client", "smithy.api#documentation": "The shelf is full."
        } },
    })
}

#[test]
fn a_page_shows_every_kind_of_shape() {
    let model = model(everything());
    let page = show::operation(&model, &lowered(&model), "Put").unwrap();
    golden("everything.md", &page);
}

#[test]
fn an_operation_without_input_and_output_has_a_page() {
    let model = model(json!({ "a.b#Put": { "type": "operation" } }));
    let page = show::operation(&model, &lowered(&model), "Put").unwrap();
    golden("nothing.md", &page);
}

#[test]
fn a_page_links_to_what_the_model_links_to() {
    let links = json!({ "Guide <1>": "https://example.com/guide", "Odd": "javascript:alert(1)" });
    let shapes = json!({ "a.b#Put": { "type": "operation", "traits": { "smithy.api#externalDocumentation": links } } });
    let model = model(shapes);
    let page = show::operation(&model, &lowered(&model), "Put").unwrap();
    assert!(page.contains("\n\nSee also: [Guide <1>](https://example.com/guide)\n"), "{page}");
    assert!(page.contains("\n\nSee also: Odd\n"), "{page}");
}

#[test]
fn a_page_tells_what_can_be_waited_for() {
    let waitable = json!({ "ThingThere": { "acceptors": [{ "state": "success", "matcher": { "success": true } }] } });
    let shapes = json!({ "a.b#Put": { "type": "operation", "traits": { "smithy.waiters#waitable": waitable } } });
    let model = model(shapes);
    let page = show::operation(&model, &lowered(&model), "Put").unwrap();
    let told =
        "\n\n`client.wait_until_thing_there()…wait(max_wait)`: Calls `Put` every 2 to 120 s until it succeeds.\n";
    assert!(page.contains(told), "{page}");
}

#[test]
fn an_operation_with_a_stream_has_a_page_and_no_call() {
    let shapes = json!({
        "a.b#Put": { "type": "operation", "output": { "target": "a.b#Out" }, "errors": [{ "target": "a.b#Full" }] },
        "a.b#Out": { "type": "structure", "members": { "Events": member("a.b#Events") } },
        "a.b#Events": { "type": "union", "members": { "One": member("a.b#One") },
                        "traits": { "smithy.api#streaming": {} } },
        "a.b#One": { "type": "structure", "members": { "Name": member("smithy.api#String") } },
        "a.b#Full": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
    });
    let model = model(shapes);
    let page = show::operation(&model, &lowered(&model), "Put").unwrap();
    golden("stream.md", &page);
}

#[test]
fn an_operation_is_found_by_its_rust_name_and_near_names_are_told() {
    let model = model(json!({ "a.b#Put": { "type": "operation" } }));
    assert!(show::operation(&model, &lowered(&model), "put").is_ok());
    let error = show::operation(&model, &lowered(&model), "Puts").unwrap_err();
    assert_eq!(error.near, ["Put"]);
    assert_eq!(error.to_string(), "Corner Shop has no operation \"Puts\"\n  did you mean Put?");
    let error = show::operation(&model, &lowered(&model), "\u{1b}x").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Corner Shop has no operation \"\\u{1b}x\"\n  \
         give the name as the model writes it, such as ListUsers, or as Rust does: list_users"
    );
}

/// Structures that each hold the next one twice: 2^60 values if written out.
fn doubling() -> Value {
    let mut shapes =
        json!({ "a.b#Put": { "type": "operation", "input": member("a.b#S0"), "output": member("a.b#S0") } });
    for level in 0..60 {
        let next = format!("a.b#S{}", level + 1);
        shapes[format!("a.b#S{level}")] =
            json!({ "type": "structure", "members": { "Left": member(&next), "Right": member(&next) } });
    }
    shapes["a.b#S60"] = json!({ "type": "structure", "members": { "End": member("smithy.api#String") } });
    shapes
}

#[test]
fn what_multiplies_is_cut() {
    let model = model(doubling());
    let page = show::operation(&model, &lowered(&model), "Put").unwrap();
    assert!(page.lines().count() < 400_000, "{}", page.lines().count());
    assert!(page.contains("'Right': {...}"));

    let old = with_another_end(&doubling());
    let changes = show::api_changes(&old, &model, &Release::default());
    assert!(changes.starts_with("# Corner Shop - 1 updated api methods\n"), "{}", &changes[..200]);
}

/// The doubling model with a member of another name at its end.
fn with_another_end(shapes: &Value) -> Model {
    let text = shapes.to_string().replace("\"End\"", "\"Before\"");
    model(serde_json::from_str(&text).unwrap())
}

/// The operations `Put` and `Drop`, and what a later version makes of them.
fn versions() -> (Value, Value) {
    let mut old = everything();
    let mut new = everything();
    old["a.b#Put"]["errors"] = json!([]);
    new["a.b#Shop"] = json!({
        "type": "service", "version": "2",
        "operations": [{ "target": "a.b#Put" }, { "target": "a.b#Take" }, { "target": "a.b#Ask" }],
        "traits": { "aws.protocols#awsJson1_1": {}, "smithy.api#title": "Corner Shop" }
    });
    new["a.b#Take"] = json!({ "type": "operation", "input": member("a.b#TakeIn") });
    new["a.b#TakeIn"] = json!({ "type": "structure", "members": { "ShelfId": member("a.b#ShelfId") } });
    new["a.b#Ask"] = json!({ "type": "operation", "output": member("a.b#TakeIn") });
    // A value, a member below a list, a member in a recursive structure, and a string that became a list.
    new["a.b#Color"]["members"]["BLUE"] =
        json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "blue" } });
    new["a.b#Tag"]["members"]["Origin"] = member("a.b#Owner");
    new["a.b#Box"]["members"]["Lid"] = member("a.b#Lid");
    new["a.b#Lid"] = json!({ "type": "structure", "members": {
        "Of": member("a.b#Box"), "Colors": member("a.b#Colors"), "Prices": member("a.b#Prices"),
    } });
    new["a.b#Colors"] = json!({ "type": "list", "member": member("a.b#Color") });
    new["a.b#PutIn"]["members"]["Type"] = member("a.b#Colors");
    // What the form leaves out: another simple type, a member that is gone.
    new["a.b#PutIn"]["members"]["Amount"] = member("smithy.api#Long");
    new["a.b#PutIn"]["members"].as_object_mut().unwrap().remove("Total");
    (old, new)
}

#[test]
fn api_changes_shows_what_was_added() {
    let (old, new) = versions();
    golden("changes.md", &show::api_changes(&model(old), &model(new), &Release::default()));
}

#[test]
fn api_changes_does_not_depend_on_order_or_namespace() {
    let (old, new) = versions();
    let page = show::api_changes(&model(old.clone()), &model(new.clone()), &Release::default());
    let reversed: serde_json::Map<String, Value> = old
        .as_object()
        .unwrap()
        .iter()
        .rev()
        .map(|(id, shape)| {
            let mut shape = shape.clone();
            if let Some(members) = shape.get_mut("members") {
                let entries: Vec<(String, Value)> =
                    members.as_object().unwrap().iter().rev().map(|(k, v)| (k.clone(), v.clone())).collect();
                *members = Value::Object(entries.into_iter().collect());
            }
            (id.clone(), shape)
        })
        .collect();
    assert_eq!(show::api_changes(&model(Value::Object(reversed)), &model(new.clone()), &Release::default()), page);
    let moved: Value = serde_json::from_str(&new.to_string().replace("a.b#", "c.d.e#")).unwrap();
    let bytes = json!({ "smithy": "2.0", "shapes": moved }).to_string();
    let moved = load_bytes("m.json", bytes.as_bytes(), None, &LoadOptions::default()).unwrap().model;
    assert_eq!(show::api_changes(&model(old), &moved, &Release::default()), page);
}

#[test]
fn equal_models_have_no_changes() {
    let model = model(everything());
    assert_eq!(
        show::api_changes(&model, &model, &Release::default()),
        "# Corner Shop - no new or updated api methods\n"
    );
}

#[test]
fn only_the_new_model_counts_what_is_gone_does_not_show() {
    let (old, new) = versions();
    let page = show::api_changes(&model(new), &model(old), &Release::default());
    // On the way back `Type` is a string again, and `Total` is there again.
    assert!(page.starts_with(
        "# Corner Shop - 1 updated api methods\n\n## Put (updated)\n\nChanges (request)\n\n```python\n\
         {'Total': 'long', 'Type': 'string'}\n```\n"
    ));
}

/// WorkMail in botocore 1.35.51 and 1.35.52, the release of 2024-10-30: the operations and members of the public page.
#[test]
fn workmail_2024_10_30_is_as_the_public_page_has_it() {
    let paths = ["TINSMITH_BOTOCORE_OLD", "TINSMITH_BOTOCORE_NEW"].map(std::env::var_os);
    let [Some(old), Some(new)] = paths else {
        eprintln!(
            "skipped: set TINSMITH_BOTOCORE_OLD and TINSMITH_BOTOCORE_NEW to the botocore/data folders of 1.35.51 and \
             1.35.52, with WorkMail's *.json.gz unpacked"
        );
        return;
    };
    let [old, new] = [old, new].map(|data| {
        let path = Path::new(&data).join("workmail/2017-10-01/service-2.json");
        load(&path, &LoadOptions::default()).unwrap_or_else(|errors| panic!("{errors}")).model
    });
    let page = show::api_changes(&old, &new, &Release::default());
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with("# ") || line.starts_with("## ")).collect();
    assert_eq!(
        headings,
        [
            "# Amazon WorkMail - 8 new 5 updated api methods",
            "## CreateIdentityCenterApplication (new)",
            "## DeleteIdentityCenterApplication (new)",
            "## DeleteIdentityProviderConfiguration (new)",
            "## DeletePersonalAccessToken (new)",
            "## DescribeIdentityProviderConfiguration (new)",
            "## GetPersonalAccessTokenMetadata (new)",
            "## ListPersonalAccessTokens (new)",
            "## PutIdentityProviderConfiguration (new)",
            "## CreateUser (updated)",
            "## DeleteOrganization (updated)",
            "## DescribeUser (updated)",
            "## ListUsers (updated)",
            "## UpdateUser (updated)",
        ]
    );
    let user = "'IdentityProviderUserId': 'string'";
    let store = "'IdentityProviderIdentityStoreId': 'string'";
    for expected in [
        format!("## CreateUser (updated)\n\nChanges (request)\n\n```python\n{{{user}}}\n```\n"),
        "## DeleteOrganization (updated)\n\nChanges (request)\n\n```python\n\
         {'DeleteIdentityCenterApplication': 'boolean'}\n```\n"
            .to_owned(),
        format!("## DescribeUser (updated)\n\nChanges (response)\n\n```python\n{{{store},\n {user}}}\n```\n"),
        format!(
            "## ListUsers (updated)\n\nChanges (request, response)\n\nRequest\n\n```python\n\
             {{'Filters': {{'IdentityProviderUserIdPrefix': 'string'}}}}\n```\n\nResponse\n\n```python\n\
             {{'Users': {{{store},\n           {user}}}}}\n```\n"
        ),
        format!("## UpdateUser (updated)\n\nChanges (request)\n\n```python\n{{{user}}}\n```\n"),
    ] {
        assert!(page.contains(&expected), "missing:\n{expected}");
    }
    assert!(page.contains(
        "client.get_personal_access_token_metadata(\n    OrganizationId='string',\n    PersonalAccessTokenId='string'\n)"
    ));
}
