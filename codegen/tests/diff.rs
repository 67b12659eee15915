//! Model diffs: one test for each kind of change, and for what is no change.
#![cfg(test)]

use serde_json::{Value, json};
use tinsmith::diff::{
    Action, Bump, Change, Colour, Diff, DiffError, DiffOptions, Named, Severity, changelog, diff, fails,
    json as report, markdown, text,
};
use tinsmith::model::{LoadOptions, Loaded, load_bytes};

/// A service with one operation of each direction: `Put` writes `Item`, `Get` reads it.
fn base() -> Value {
    json!({ "smithy": "2.0", "shapes": {
        "a.b#S": {
            "type": "service", "version": "1",
            "operations": [{ "target": "a.b#Get" }, { "target": "a.b#Put" }, { "target": "a.b#List" }],
            "traits": {
                "aws.protocols#awsJson1_1": {},
                "aws.api#service": { "sdkId": "S", "endpointPrefix": "s" },
                "aws.auth#sigv4": { "name": "s" },
                "smithy.rules#endpointRuleSet": {
                    "version": "1.0", "parameters": { "Region": { "type": "String" }, "X": { "type": "Boolean" } },
                    "rules": [{ "conditions": [{ "fn": "booleanEquals", "argv": [{ "ref": "X" }, true] }],
                                "type": "error", "error": "x" }]
                }
            }
        },
        "a.b#Get": { "type": "operation", "input": { "target": "a.b#GetRequest" }, "output": { "target": "a.b#GetResponse" },
                     "errors": [{ "target": "a.b#Missing" }], "traits": { "smithy.api#readonly": {} } },
        "a.b#Put": { "type": "operation", "input": { "target": "a.b#PutRequest" }, "output": { "target": "smithy.api#Unit" },
                     "errors": [{ "target": "a.b#Missing" }] },
        "a.b#List": { "type": "operation", "input": { "target": "a.b#ListRequest" }, "output": { "target": "a.b#ListResponse" },
                      "traits": { "smithy.api#paginated":
                        { "inputToken": "Token", "outputToken": "Token", "items": "Items", "pageSize": "Max" } } },
        "a.b#GetRequest": { "type": "structure", "members": { "Id": { "target": "a.b#Id", "traits": { "smithy.api#required": {} } } } },
        "a.b#GetResponse": { "type": "structure", "members": {
            "Out": { "target": "a.b#OutText", "traits": { "smithy.api#required": {} } },
            "Item": { "target": "a.b#Item" }, "Choice": { "target": "a.b#Choice" }, "When": { "target": "smithy.api#Timestamp" } } },
        "a.b#PutRequest": { "type": "structure", "members": {
            "In": { "target": "a.b#InText" }, "Item": { "target": "a.b#Item" }, "Token": { "target": "smithy.api#String" },
            "Count": { "target": "a.b#Count" }, "Plain": { "target": "smithy.api#Integer" } } },
        "a.b#ListRequest": { "type": "structure", "members": { "Token": { "target": "smithy.api#String" }, "Max": { "target": "a.b#Count" } } },
        "a.b#ListResponse": { "type": "structure", "members": { "Token": { "target": "smithy.api#String" }, "Items": { "target": "a.b#Items" } } },
        "a.b#Items": { "type": "list", "member": { "target": "a.b#Item" } },
        "a.b#Item": { "type": "structure", "members": {
            "Name": { "target": "a.b#Text" }, "Kind": { "target": "a.b#Kind" }, "Tags": { "target": "a.b#Tags" } } },
        "a.b#Tags": { "type": "map", "key": { "target": "a.b#Text" }, "value": { "target": "a.b#Text" } },
        "a.b#Choice": { "type": "union", "members": { "A": { "target": "a.b#Text" }, "B": { "target": "smithy.api#Long" } } },
        "a.b#Kind": { "type": "enum", "members": {
            "ONE": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "one" } },
            "TWO": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "two" } } } },
        "a.b#Id": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 10 } } },
        "a.b#InText": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 10 }, "smithy.api#pattern": "^a+$" } },
        "a.b#OutText": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 10 } } },
        "a.b#Text": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 10 } } },
        "a.b#Count": { "type": "integer", "traits": { "smithy.api#range": { "min": 1, "max": 100 } } },
        "a.b#Missing": { "type": "structure", "members": { "message": { "target": "smithy.api#String" } },
                         "traits": { "smithy.api#error": "client", "smithy.api#httpError": 404 } }
    } })
}

fn load(value: &Value) -> Loaded {
    let options = LoadOptions { streams: true, ..LoadOptions::default() };
    load_bytes("m.json", value.to_string().as_bytes(), None, &options).unwrap_or_else(|e| panic!("{e}"))
}

fn compare(old: &Value, new: &Value, options: DiffOptions) -> Result<Diff, DiffError> {
    let (old, new) = (load(old), load(new));
    diff(Named { name: "old.json", loaded: &old }, Named { name: "new.json", loaded: &new }, options)
}

/// The base, edited: each path (JSON pointer without `/shapes/a.b#`) is set to a value, or removed by null.
fn edited(edits: &[(&str, Value)]) -> Value {
    let mut model = base();
    for (path, value) in edits {
        let path = format!("/shapes/a.b#{path}");
        let (parent, key) = path.rsplit_once('/').unwrap();
        // In a pointer `~1` stands for `/` and there is none in trait ids; traits may not be there yet.
        if model.pointer(parent).is_none() {
            let (grandparent, name) = parent.rsplit_once('/').unwrap();
            model.pointer_mut(grandparent).unwrap().as_object_mut().unwrap().insert(name.to_owned(), json!({}));
        }
        let parent = model.pointer_mut(parent).unwrap();
        match (parent, value) {
            (Value::Object(fields), Value::Null) => {
                fields.shift_remove(key).unwrap();
            }
            (Value::Object(fields), value) => {
                fields.insert(key.to_owned(), value.clone());
            }
            (other, _) => panic!("{path}: {other}"),
        }
    }
    model
}

fn changes(edits: &[(&str, Value)]) -> Diff {
    compare(&base(), &edited(edits), DiffOptions::default()).unwrap()
}

/// The only edit, and what the reverse comparison gives.
fn only(edits: &[(&str, Value)]) -> (Change, Change) {
    let one = |diff: Diff| {
        let edits: Vec<Change> = diff.edits().cloned().collect();
        assert_eq!(edits.len(), 1, "{:#}", report(&diff));
        edits[0].clone()
    };
    let there = one(changes(edits));
    let back = one(compare(&edited(edits), &base(), DiffOptions::default()).unwrap());
    assert_eq!(there.id, back.id);
    assert_eq!((&there.old, &there.new), (&back.new, &back.old));
    (there, back)
}

const BREAKING: Option<Severity> = Some(Severity::Breaking);
const RISKY: Option<Severity> = Some(Severity::Risky);
const COMPATIBLE: Option<Severity> = Some(Severity::Compatible);

/// Checks an edit: its id, the verdicts for requests and responses and the bump, there and back.
fn check(
    edits: &[(&str, Value)],
    id: &str,
    there: (Option<Severity>, Option<Severity>, Bump),
    back: (Option<Severity>, Option<Severity>, Bump),
) {
    let (forward, reverse) = only(edits);
    assert_eq!(forward.id, id);
    let verdict = |change: &Change| (change.request, change.response, change.rust.unwrap());
    assert_eq!(verdict(&forward), there, "{forward:#?}");
    assert_eq!(verdict(&reverse), back, "{reverse:#?}");
}

#[test]
fn nothing_differs_from_itself() {
    let diff = compare(&base(), &base(), DiffOptions { docs: true, ..DiffOptions::default() }).unwrap();
    assert!(diff.is_empty() && diff.rust.items.is_empty() && diff.rust.bump.is_none());
    assert_eq!(text(&diff, Colour::Never), "S: old.json (1) → new.json (1)\nno difference\n");
    assert!(!fails(&diff, Severity::Compatible));
}

#[test]
fn operations_come_and_go() {
    let edits = [
        ("New", json!({ "type": "operation", "input": { "target": "a.b#NewRequest" } })),
        ("NewRequest", json!({ "type": "structure", "members": { "Part": { "target": "a.b#Part" } } })),
        ("Part", json!({ "type": "structure", "members": {} })),
        (
            "S/operations",
            json!([{ "target": "a.b#Get" }, { "target": "a.b#Put" }, { "target": "a.b#List" }, { "target": "a.b#New" }]),
        ),
    ];
    let (there, back) = only(&edits);
    assert_eq!(
        (there.id.as_str(), there.action, there.severity),
        ("New:operation", Action::Added, Severity::Compatible)
    );
    assert_eq!((there.rust, there.operations), (Some(Bump::Minor), vec!["New".to_owned()]));
    assert_eq!((back.action, back.severity, back.rust), (Action::Removed, Severity::Breaking, Some(Bump::Major)));
    let diff = changes(&edits);
    let part = diff.changes.iter().find(|change| change.id == "Part:shape").unwrap();
    assert_eq!(part.follows_from, ["New:operation"]);
    assert_eq!(part.rust, Some(Bump::Minor));
    assert!(diff.rust.items.iter().any(|item| item.path == "operation::new::NewInput::part"));
}

#[test]
fn operations_with_streams_are_compared_and_marked() {
    let streaming = |member: &str| {
        edited(&[
            ("Watch", json!({ "type": "operation", "output": { "target": "a.b#WatchOutput" } })),
            ("WatchOutput", json!({ "type": "structure", "members": { "Events": { "target": "a.b#Events" } } })),
            (
                "Events",
                json!({ "type": "union", "members": { "One": { "target": "a.b#One" } },
                        "traits": { "smithy.api#streaming": {} } }),
            ),
            ("One", json!({ "type": "structure", "members": { member: { "target": "a.b#Text" } } })),
            (
                "S/operations",
                json!(["Get", "Put", "List", "Watch"].map(|name| json!({ "target": format!("a.b#{name}") }))),
            ),
        ])
    };
    let diff = compare(&base(), &streaming("A"), DiffOptions::default()).unwrap();
    let operation = diff.edits().next().unwrap();
    assert_eq!(operation.id, "Watch:operation");
    assert!(
        operation.reason.ends_with("No crate has it: operations with streams are left out."),
        "{}",
        operation.reason
    );
    assert!(diff.rust.items.is_empty() && diff.rust.bump == Some(Bump::Patch), "{:#?}", diff.rust);

    let diff = compare(&streaming("A"), &streaming("B"), DiffOptions::default()).unwrap();
    assert_eq!(
        diff.changes.iter().map(|change| change.id.as_str()).collect::<Vec<_>>(),
        ["One$A:member", "One$B:member"]
    );
    assert_eq!(diff.severity(), Some(Severity::Breaking));
}

#[test]
fn an_error_is_known_by_the_name_of_its_variant() {
    let unhandled = json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } });
    let errors = json!([{ "target": "a.b#Missing" }, { "target": "a.b#Unhandled" }]);
    let diff = changes(&[("Unhandled", unhandled), ("Get/errors", errors)]);
    let paths: Vec<&str> = diff.rust.items.iter().map(|item| item.path.as_str()).collect();
    for path in ["error::Error::UnhandledValue", "operation::get::GetError::UnhandledValue"] {
        assert!(paths.contains(&path), "{path} is not among {paths:#?}");
    }
}

#[test]
fn inputs_and_outputs_come_and_go() {
    let (there, back) = only(&[("Put/output", json!({ "target": "a.b#Missing" }))]);
    assert_eq!((there.id.as_str(), there.severity), ("Put:output", Severity::Compatible));
    assert_eq!((back.severity, back.rust), (Severity::Breaking, Some(Bump::Major)));
    let (there, back) = only(&[("Get/input", Value::Null)]);
    assert_eq!((there.id.as_str(), there.severity), ("Get:input", Severity::Breaking));
    assert_eq!(back.severity, Severity::Breaking, "a required member must be sent");
}

#[test]
fn names_of_inputs_do_not_show() {
    let mut renamed = base().to_string();
    renamed = renamed.replace("a.b#GetRequest", "a.b#GetInput").replace("a.b#ListResponse", "a.b#ListOutput");
    let renamed: Value = serde_json::from_str(&renamed).unwrap();
    assert!(compare(&base(), &renamed, DiffOptions::default()).unwrap().is_empty());
    let mut changed = renamed;
    changed.pointer_mut("/shapes/a.b#GetInput/members/Id").unwrap().as_object_mut().unwrap().shift_remove("traits");
    let diff = compare(&base(), &changed, DiffOptions::default()).unwrap();
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(diff.changes[0].id, "Get.input$Id:required");
}

#[test]
fn errors_come_and_go() {
    let (there, back) = only(&[("List/errors", json!([{ "target": "a.b#Missing" }]))]);
    assert_eq!(
        (there.id.as_str(), there.severity, there.rust),
        ("List:error.Missing", Severity::Risky, Some(Bump::Minor))
    );
    assert_eq!((back.severity, back.rust), (Severity::Risky, Some(Bump::Major)));
    let (there, _) = only(&[
        ("S/errors", json!([{ "target": "a.b#Broken" }])),
        ("Broken", json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } })),
    ]);
    assert_eq!((there.id.as_str(), there.operations.len()), ("$service:error.Broken", 3));
}

#[test]
fn members_come_and_go() {
    let text = json!({ "target": "smithy.api#String" });
    let required = json!({ "target": "smithy.api#String", "traits": { "smithy.api#required": {} } });
    check(
        &[("PutRequest/members/More", text.clone())],
        "PutRequest$More:member",
        (COMPATIBLE, None, Bump::Minor),
        (BREAKING, None, Bump::Major),
    );
    check(
        &[("PutRequest/members/More", required.clone())],
        "PutRequest$More:member",
        (BREAKING, None, Bump::Minor),
        (BREAKING, None, Bump::Major),
    );
    check(
        &[("GetResponse/members/More", text.clone())],
        "GetResponse$More:member",
        (None, COMPATIBLE, Bump::Minor),
        (None, BREAKING, Bump::Major),
    );
    // On both sides, and `build` becomes fallible.
    check(
        &[("Item/members/More", required)],
        "Item$More:member",
        (BREAKING, COMPATIBLE, Bump::Major),
        (BREAKING, BREAKING, Bump::Major),
    );
    check(&[("Choice/members/C", text)], "Choice$C:member", (None, RISKY, Bump::Minor), (None, BREAKING, Bump::Major));
}

#[test]
fn a_retarget_counts_by_what_it_means() {
    // An equal shape of another name, and a list of equal elements.
    let same = [
        ("Text2", json!({ "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 10 } } })),
        ("Item/members/Name/target", json!("a.b#Text2")),
        ("Items2", json!({ "type": "list", "member": { "target": "a.b#Item" } })),
        ("ListResponse/members/Items/target", json!("a.b#Items2")),
    ];
    assert!(changes(&same).is_empty());
    // A constraint on the member is as good as one on its target.
    let moved = [
        ("GetRequest/members/Id/target", json!("smithy.api#String")),
        ("GetRequest/members/Id/traits/smithy.api#length", json!({ "min": 1, "max": 10 })),
    ];
    assert!(changes(&moved).is_empty());
    check(
        &[
            ("Text2", json!({ "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 5 } } })),
            ("Item/members/Name/target", json!("a.b#Text2")),
        ],
        "Item$Name:length",
        (BREAKING, COMPATIBLE, Bump::Patch),
        (COMPATIBLE, RISKY, Bump::Patch),
    );
    check(
        &[("PutRequest/members/Plain/target", json!("smithy.api#Long"))],
        "PutRequest$Plain:target",
        (COMPATIBLE, None, Bump::Major),
        (BREAKING, None, Bump::Major),
    );
    check(
        &[("Choice/members/B/target", json!("smithy.api#Boolean"))],
        "Choice$B:target",
        (None, BREAKING, Bump::Major),
        (None, BREAKING, Bump::Major),
    );
    // A structure of another name is another type in Rust, and the same on the wire.
    let (there, _) = only(&[
        ("Item2", base()["shapes"]["a.b#Item"].clone()),
        ("GetResponse/members/Item/target", json!("a.b#Item2")),
    ]);
    assert_eq!(
        (there.id.as_str(), there.severity, there.rust),
        ("GetResponse$Item:target", Severity::Compatible, Some(Bump::Major))
    );
    // The entries of an unnamed list.
    let (there, _) = only(&[
        (
            "Tags2",
            json!({ "type": "map", "key": { "target": "a.b#Text" }, "value": { "target": "smithy.api#Boolean" } }),
        ),
        ("Item/members/Tags/target", json!("a.b#Tags2")),
    ]);
    assert_eq!((there.id.as_str(), there.rust), ("Item$Tags.value:target", Some(Bump::Major)));
}

#[test]
fn types_change() {
    check(
        &[("Count/type", json!("long"))],
        "Count:type",
        (COMPATIBLE, None, Bump::Major),
        (BREAKING, None, Bump::Major),
    );
    check(
        &[("OutText", json!({ "type": "integer" }))],
        "OutText:type",
        (None, BREAKING, Bump::Major),
        (None, BREAKING, Bump::Major),
    );
}

#[test]
fn values_of_enums() {
    let value = |value: &str| json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } });
    check(
        &[("Kind/members/THREE", value("three"))],
        "Kind$three:value",
        (COMPATIBLE, RISKY, Bump::Minor),
        (BREAKING, COMPATIBLE, Bump::Major),
    );
    let (there, _) = only(&[("Kind/members/TWO", Value::Null), ("Kind/members/ZWEI", value("two"))]);
    assert_eq!((there.id.as_str(), there.severity), ("Kind$two:value-name", Severity::Compatible));
    assert_eq!(there.rust, Some(Bump::Major));
}

#[test]
fn required_by_direction() {
    check(
        &[("PutRequest/members/In/traits/smithy.api#required", json!({}))],
        "PutRequest$In:required",
        (BREAKING, None, Bump::Minor),
        (COMPATIBLE, None, Bump::Minor),
    );
    check(
        &[("GetResponse/members/Out/traits/smithy.api#required", Value::Null)],
        "GetResponse$Out:required",
        (None, BREAKING, Bump::Major),
        (None, COMPATIBLE, Bump::Major),
    );
    check(
        &[("Item/members/Name/traits/smithy.api#required", json!({}))],
        "Item$Name:required",
        (BREAKING, COMPATIBLE, Bump::Major),
        (COMPATIBLE, BREAKING, Bump::Major),
    );
}

#[test]
fn defaults_and_nullability() {
    check(
        &[("GetResponse/members/Out/traits", json!({ "smithy.api#required": {}, "smithy.api#default": "x" }))],
        "GetResponse$Out:default",
        (None, COMPATIBLE, Bump::Major),
        (None, BREAKING, Bump::Major),
    );
    check(
        &[("GetResponse/members/Out/traits/smithy.api#clientOptional", json!({}))],
        "GetResponse$Out:client-optional",
        (None, RISKY, Bump::Major),
        (None, COMPATIBLE, Bump::Major),
    );
}

#[test]
fn constraints_by_direction() {
    let cases: [(&str, Value, &str, bool, bool); 9] = [
        // Path, value, aspect, tighter, looser.
        ("smithy.api#length", json!({ "min": 1, "max": 5 }), "length", true, false),
        ("smithy.api#length", json!({ "min": 2, "max": 10 }), "length", true, false),
        ("smithy.api#length", json!({ "max": 10 }), "length", false, true),
        ("smithy.api#length", json!({ "min": 1 }), "length", false, true),
        ("smithy.api#length", json!({ "min": 2, "max": 20 }), "length", true, true),
        ("smithy.api#length", Value::Null, "length", false, true),
        ("smithy.api#length", json!({ "min": 0, "max": 10 }), "length", false, true),
        ("smithy.api#pattern", json!("^b$"), "pattern", true, false),
        ("smithy.api#length", json!({ "min": 1, "max": 11 }), "length", false, true),
    ];
    for (trait_id, value, aspect, tighter, looser) in cases {
        let refused = |bad| if bad { BREAKING } else { COMPATIBLE };
        let strange = |bad| if bad { RISKY } else { COMPATIBLE };
        let path = format!("Text/traits/{trait_id}");
        check(
            &[(&path, value)],
            &format!("Text:{aspect}"),
            (refused(tighter), strange(looser), Bump::Patch),
            (refused(looser), strange(tighter), Bump::Patch),
        );
    }
    let (there, _) = only(&[("InText/traits/smithy.api#pattern", json!("^b+$"))]);
    assert_eq!((there.id.as_str(), there.request, there.response), ("InText:pattern", BREAKING, None));
    let (there, back) = only(&[("Count/traits/smithy.api#range", json!({ "min": 1, "max": 50 }))]);
    assert_eq!((there.id.as_str(), there.severity), ("Count:range", Severity::Breaking));
    assert_eq!(there.operations, ["List", "Put"]);
    assert_eq!(back.severity, Severity::Compatible);
    assert!(changes(&[("Count/traits/smithy.api#range", json!({ "min": 1.0, "max": 1e2 }))]).is_empty());
}

#[test]
fn patterns_are_compared_by_the_texts_that_they_take() {
    let with = |pattern: &str| edited(&[("Text/traits/smithy.api#pattern", json!(pattern))]);
    for (old, new, request, response) in [
        ("^[a-z]+$", "^[a-z0-9]+$", COMPATIBLE, RISKY),
        ("^[a-z0-9]+$", "^[a-z]+$", BREAKING, COMPATIBLE),
        ("^[a-z]+$", "^[b-z]+|[a-z]+$", COMPATIBLE, RISKY),
        (r"^\d+$", "^[0-9]+$", COMPATIBLE, COMPATIBLE),
        ("^[a-m]+$", "^[n-z]+$", BREAKING, RISKY),
        (r"^(a)\1$", "^aa$", RISKY, RISKY),
    ] {
        let diff = compare(&with(old), &with(new), DiffOptions::default()).unwrap();
        let change = &diff.changes[0];
        assert_eq!((change.request, change.response), (request, response), "{old} → {new}: {}", change.reason);
    }
    let diff = compare(&base(), &with(".*"), DiffOptions::default()).unwrap();
    assert_eq!((diff.severity(), diff.changes[0].reason.as_str()), (COMPATIBLE, "The pattern takes every text."));
}

#[test]
fn a_length_that_the_pattern_implies_is_no_news() {
    let with = |length: Value| {
        edited(&[("Text/traits", json!({ "smithy.api#pattern": "^[a-z]{2,8}$", "smithy.api#length": length }))])
    };
    let none = edited(&[("Text/traits", json!({ "smithy.api#pattern": "^[a-z]{2,8}$" }))]);
    for length in [json!({ "min": 1, "max": 10 }), json!({ "min": 2, "max": 8 })] {
        for (old, new) in [(&none, &with(length.clone())), (&with(length.clone()), &none)] {
            let diff = compare(old, new, DiffOptions::default()).unwrap();
            assert_eq!((diff.changes.len(), diff.severity()), (1, COMPATIBLE), "{length}");
        }
    }
    let diff = compare(&none, &with(json!({ "min": 3 })), DiffOptions::default()).unwrap();
    assert_eq!(diff.severity(), BREAKING);
}

#[test]
fn nulls_in_a_list_are_more_than_a_looser_bound() {
    check(
        &[("Items/traits/smithy.api#sparse", json!({}))],
        "Items:sparse",
        (None, BREAKING, Bump::Major),
        (None, COMPATIBLE, Bump::Major),
    );
}

#[test]
fn a_required_member_of_an_answer_may_become_one_with_a_default() {
    let mut old = base();
    old.pointer_mut("/shapes/a.b#GetResponse/members/Out/traits").unwrap()["smithy.api#clientOptional"] = json!({});
    let relaxed = edited(&[("GetResponse/members/Out/traits", json!({ "smithy.api#clientOptional": {} }))]);
    let diff = compare(&old, &relaxed, DiffOptions::default()).unwrap();
    assert_eq!(
        (diff.changes[0].id.as_str(), diff.changes[0].severity),
        ("GetResponse$Out:required", Severity::Compatible)
    );

    let with_default = [
        ("OutText/traits", json!({ "smithy.api#default": "" })),
        ("GetResponse/members/Out/traits", json!({ "smithy.api#default": "" })),
    ];
    let diff = changes(&with_default);
    let required = diff.changes.iter().find(|change| change.id == "GetResponse$Out:required").unwrap();
    assert_eq!(required.severity, Severity::Compatible, "{required:#?}");

    let (gone, _) = only(&[("GetResponse/members/Out/traits/smithy.api#required", Value::Null)]);
    assert_eq!(gone.severity, Severity::Breaking);
}

#[test]
fn a_default_of_null_is_none() {
    let mut with_null = base();
    with_null.pointer_mut("/shapes/a.b#Item/members/Name").unwrap()["traits"] = json!({ "smithy.api#default": null });
    assert!(compare(&base(), &with_null, DiffOptions::default()).unwrap().is_empty());
    assert!(compare(&with_null, &base(), DiffOptions::default()).unwrap().is_empty());
}

#[test]
fn pages_may_come_to_say_more() {
    let (gone, added) = only(&[("List/traits/smithy.api#paginated/pageSize", Value::Null)]);
    assert_eq!((gone.severity, added.severity), (Severity::Risky, Severity::Compatible));
    let other = json!({ "inputToken": "Token", "outputToken": "Token", "items": "Items" });
    let (gone, added) = only(&[("List/traits/smithy.api#paginated", other)]);
    assert_eq!((gone.severity, added.severity), (Severity::Risky, Severity::Compatible));
}

#[test]
fn a_renamed_structure_breaks_nothing_on_the_wire() {
    let renamed = base().to_string().replace("a.b#Item\"", "a.b#Thing\"");
    let diff = compare(&base(), &serde_json::from_str(&renamed).unwrap(), DiffOptions::default()).unwrap();
    assert_eq!(
        (diff.severity(), diff.rust.bump),
        (Some(Severity::Compatible), Some(Bump::Major)),
        "{:#}",
        report(&diff)
    );
    // One that looks otherwise is still another one.
    let other = renamed.replace("\"Kind\"", "\"Sort\"");
    let diff = compare(&base(), &serde_json::from_str(&other).unwrap(), DiffOptions::default()).unwrap();
    assert_eq!(diff.severity(), Some(Severity::Breaking));
}

#[test]
fn the_status_of_an_error_that_says_none_is_no_change() {
    let mut silent = base();
    let traits = silent.pointer_mut("/shapes/a.b#Missing/traits").unwrap().as_object_mut().unwrap();
    traits.shift_remove("smithy.api#httpError");
    let said = |status: u16| edited(&[("Missing/traits/smithy.api#httpError", json!(status))]);
    assert!(compare(&silent, &said(400), DiffOptions::default()).unwrap().is_empty());
    let diff = compare(&silent, &said(409), DiffOptions::default()).unwrap();
    assert_eq!(diff.severity(), Some(Severity::Risky));
}

#[test]
fn an_error_that_moves_between_the_service_and_each_operation_is_no_change() {
    let missing = json!([{ "target": "a.b#Missing" }]);
    let each = edited(&[("List/errors", missing.clone())]);
    let service = edited(&[("S/errors", missing.clone()), ("Get/errors", json!([])), ("Put/errors", json!([]))]);
    for (old, new) in [(&each, &service), (&service, &each)] {
        let diff = compare(old, new, DiffOptions::default()).unwrap();
        assert!(diff.is_empty() && diff.rust.items.is_empty(), "{:#}", report(&diff));
    }
    // Where an operation did not have it, the service says more than the operations did.
    let (there, back) = only(&[("S/errors", missing)]);
    assert_eq!((there.id.as_str(), there.action), ("$service:error.Missing", Action::Added));
    assert_eq!(back.action, Action::Removed);
}

#[test]
fn readonly_and_idempotent_calls_may_both_be_repeated() {
    let diff = changes(&[("Get/traits", json!({ "smithy.api#idempotent": {} }))]);
    assert_eq!(diff.changes.len(), 2);
    for change in &diff.changes {
        assert_eq!(change.severity, Severity::Risky);
        assert!(change.reason.starts_with("A call that only read may change something now"), "{}", change.reason);
    }
    let back =
        compare(&edited(&[("Get/traits", json!({ "smithy.api#idempotent": {} }))]), &base(), DiffOptions::default());
    assert_eq!(back.unwrap().severity(), Some(Severity::Compatible));
}

#[test]
fn what_is_hidden_by_what_holds_it_stays_hidden() {
    let of = |edits: &[(&str, Value)]| edited(edits);
    let secret = json!({});
    let inner = of(&[("Id/traits/smithy.api#sensitive", secret.clone())]);
    let outer = of(&[("GetRequest/traits/smithy.api#sensitive", secret.clone())]);
    for (old, new) in [(&inner, &outer), (&outer, &inner)] {
        let diff = compare(old, new, DiffOptions::default()).unwrap();
        assert_eq!(diff.severity(), Some(Severity::Compatible), "{:#}", report(&diff));
    }
    let shown = compare(&inner, &base(), DiffOptions::default()).unwrap();
    assert_eq!(shown.severity(), Some(Severity::Risky));
    // A text that others hold, too, shows there.
    let old = of(&[("Text/traits/smithy.api#sensitive", secret.clone())]);
    let new = of(&[("Tags/traits/smithy.api#sensitive", secret)]);
    assert_eq!(compare(&old, &new, DiffOptions::default()).unwrap().severity(), Some(Severity::Risky));
}

#[test]
fn build_is_blamed_on_the_member_that_must_be_set() {
    let required = json!({ "smithy.api#required": {} });
    let diff = changes(&[
        ("Item/members/Kind/traits", required),
        ("Item/members/Name/target", json!("smithy.api#Blob")),
        ("Item/members/New", json!({ "target": "smithy.api#String" })),
    ]);
    let build = diff.rust.items.iter().find(|item| item.path.ends_with("ItemBuilder::build")).unwrap();
    assert_eq!(build.changes, ["Item$Kind:required"]);
}

#[test]
fn sensitive_values() {
    let (there, back) = only(&[("Text/traits/smithy.api#sensitive", json!({}))]);
    assert_eq!(
        (there.id.as_str(), there.severity, there.rust),
        ("Text:sensitive", Severity::Compatible, Some(Bump::Minor))
    );
    assert_eq!(back.severity, Severity::Risky);
}

#[test]
fn facts_of_operations() {
    for (path, value, id) in [
        ("Put/traits/smithy.api#idempotent", json!({}), "Put:idempotent"),
        ("Get/traits/smithy.api#readonly", Value::Null, "Get:readonly"),
        (
            "PutRequest/members/Token/traits/smithy.api#idempotencyToken",
            json!({}),
            "PutRequest$Token:idempotency-token",
        ),
        ("List/traits/smithy.api#paginated", Value::Null, "List:pagination"),
        ("List/traits/smithy.api#paginated/items", Value::Null, "List:pagination"),
        ("Get/traits/smithy.api#auth", json!([]), "Get:auth"),
        ("Get/traits/smithy.api#optionalAuth", json!({}), "Get:optional-auth"),
        ("Put/traits/smithy.api#requestCompression", json!({ "encodings": ["gzip"] }), "Put:request-compression"),
        ("Put/traits/smithy.api#endpoint", json!({ "hostPrefix": "data." }), "Put:host-prefix"),
        ("Put/traits/smithy.api#deprecated", json!({}), "Put:deprecated"),
        ("Put/traits/x.y#mine", json!([1, 2]), "Put:trait.x.y#mine"),
        ("Item/members/Name/traits/smithy.api#xmlName", json!("n"), "Item$Name:trait.smithy.api#xmlName"),
        (
            "GetResponse/members/When/traits/smithy.api#timestampFormat",
            json!("date-time"),
            "GetResponse$When:timestamp-format",
        ),
        ("Items/traits/smithy.api#sparse", json!({}), "Items:sparse"),
        ("Items/traits/smithy.api#uniqueItems", json!({}), "Items:unique-items"),
        ("Missing/traits/smithy.api#httpError", json!(410), "Missing:http-error"),
        ("Missing/traits/smithy.api#retryable", json!({ "throttling": true }), "Missing:retryable"),
        ("Missing/traits/smithy.api#error", json!("server"), "Missing:fault"),
        ("S/version", json!("2"), "$service:version"),
        ("S/traits/aws.auth#sigv4/name", json!("t"), "$service:signing-name"),
        ("S/traits/aws.api#service/endpointPrefix", json!("t"), "$service:endpoint-prefix"),
        ("S/traits/smithy.api#httpBearerAuth", json!({}), "$service:auth-schemes"),
        ("S/traits/smithy.protocols#rpcv2Cbor", json!({}), "$service:protocols"),
        ("S/traits/smithy.rules#endpointRuleSet/version", json!("1.1"), "$service:endpoint-rules"),
    ] {
        let (there, _) = only(&[(path, value)]);
        assert_eq!(there.id, id);
    }
}

#[test]
fn a_trait_of_the_models_own_is_judged_by_its_definition() {
    let defined = |trait_value: Value, extra: &[(&str, Value)]| {
        let mut model = edited(extra);
        model["shapes"]["a.b#mine"] = json!({ "type": "structure", "members": {}, "traits": {
            "smithy.api#trait": { "breakingChanges": [
                { "change": "remove" },
                { "change": "any", "path": "/kind", "severity": "WARNING" },
                { "change": "update", "path": "/note", "severity": "NOTE" },
            ] },
            "smithy.api#tags": ["diff.error.add"],
        } });
        if !trait_value.is_null() {
            model["shapes"]["a.b#Put"]["traits"] = json!({ "a.b#mine": trait_value });
        }
        model
    };
    let verdict = |old: Value, new: Value| {
        let diff = compare(&defined(old, &[]), &defined(new, &[]), DiffOptions::default()).unwrap();
        diff.severity()
    };
    assert_eq!(verdict(json!({}), Value::Null), BREAKING);
    assert_eq!(verdict(Value::Null, json!({})), BREAKING, "by a tag");
    assert_eq!(verdict(json!({ "kind": 1 }), json!({ "kind": 2 })), RISKY);
    assert_eq!(verdict(json!({ "note": 1 }), json!({ "note": 2 })), COMPATIBLE);
    assert_eq!(verdict(json!({ "other": 1 }), json!({ "other": 2 })), COMPATIBLE);
}

#[test]
fn forms_without_meaning() {
    let rules = json!({
        "parameters": { "X": { "type": "boolean" }, "Region": { "documentation": "Where.", "type": "string" } },
        "version": "1.0",
        "rules": [{ "error": "x", "conditions": [{ "argv": [true, { "ref": "X" }], "fn": "booleanEquals" }],
                    "type": "error" }]
    });
    assert!(changes(&[("S/traits/smithy.rules#endpointRuleSet", rules)]).is_empty());
    let unreached = json!({ "type": "structure", "members": {} });
    assert!(changes(&[("Unused", unreached)]).is_empty());
    assert!(changes(&[("Item/traits/smithy.api#documentation", json!("New words."))]).is_empty());
}

/// A service in botocore's form: of its error it leaves the message out, of its union the mark, and the error of
/// endpoint discovery altogether.
fn in_botocores_form() -> Value {
    json!({
        "metadata": { "apiVersion": "1", "endpointPrefix": "s", "jsonVersion": "1.1", "protocol": "json",
                      "serviceId": "S", "targetPrefix": "S" },
        "operations": {
            "Find": { "name": "Find", "http": { "method": "POST", "requestUri": "/" }, "endpointoperation": true },
            "Get": { "name": "Get", "http": { "method": "POST", "requestUri": "/" }, "errors": [{ "shape": "Missing" }],
                     "input": { "shape": "GetRequest" } }
        },
        "shapes": {
            "Choice": { "type": "structure", "members": { "A": { "shape": "Text" } } },
            "GetRequest": { "type": "structure", "members": { "Choice": { "shape": "Choice" } } },
            "Missing": { "type": "structure", "members": {}, "exception": true },
            "Text": { "type": "string", "pattern": "a.*" }
        }
    })
}

#[test]
fn what_botocores_files_leave_out_is_no_difference() {
    let ast = json!({ "smithy": "2.0", "shapes": {
        "com.amazonaws.s#S": { "type": "service", "version": "1",
            "operations": [{ "target": "com.amazonaws.s#Find" }, { "target": "com.amazonaws.s#Get" }],
            "traits": {
                "aws.protocols#awsJson1_1": {},
                "aws.api#service": { "sdkId": "S", "endpointPrefix": "s" },
                "aws.auth#sigv4": { "name": "s" },
                "aws.api#clientEndpointDiscovery":
                    { "operation": "com.amazonaws.s#Find", "error": "com.amazonaws.s#WrongEndpoint" }
            } },
        "com.amazonaws.s#Find": { "type": "operation" },
        "com.amazonaws.s#Get": { "type": "operation", "input": { "target": "com.amazonaws.s#GetRequest" },
            "errors": [{ "target": "com.amazonaws.s#Missing" }, { "target": "com.amazonaws.s#WrongEndpoint" }],
            "traits": { "smithy.api#readonly": {} } },
        "com.amazonaws.s#GetRequest": { "type": "structure",
            "members": { "Choice": { "target": "com.amazonaws.s#Choice" } } },
        "com.amazonaws.s#Choice": { "type": "union", "members": { "A": { "target": "com.amazonaws.s#Text" } } },
        "com.amazonaws.s#Text": { "type": "string", "traits": { "smithy.api#pattern": "^a.*$" } },
        "com.amazonaws.s#Missing": { "type": "structure", "members": { "message": { "target": "smithy.api#String" } },
            "traits": { "smithy.api#error": "client" } },
        "com.amazonaws.s#WrongEndpoint": { "type": "structure", "members": {},
            "traits": { "smithy.api#error": "client" } }
    } });
    let botocore = in_botocores_form();
    for (old, new) in [(&ast, &botocore), (&botocore, &ast)] {
        let diff = compare(old, new, DiffOptions::default()).unwrap();
        assert!(diff.is_mixed() && diff.is_empty() && diff.rust.items.is_empty(), "{:#}", report(&diff));
    }
}

#[test]
fn documentation_on_demand() {
    let new = edited(&[("Item/traits/smithy.api#documentation", json!("<p>New\n words.</p>"))]);
    let diff = compare(&base(), &new, DiffOptions { docs: true, ..DiffOptions::default() }).unwrap();
    assert_eq!(diff.changes.len(), 1);
    let change = &diff.changes[0];
    assert_eq!(
        (change.id.as_str(), change.severity, change.rust),
        ("Item:documentation", Severity::Compatible, Some(Bump::Patch))
    );
}

#[test]
fn other_services_and_protocols_are_refused() {
    let other: Value = serde_json::from_str(
        &base().to_string().replace("a.b#S\"", "a.b#T\"").replace("\"sdkId\":\"S\"", "\"sdkId\":\"T\""),
    )
    .unwrap();
    let error = compare(&base(), &other, DiffOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "old.json describes S, and new.json describes T\n  give two versions of the model of one service"
    );
    let other =
        edited(&[("S/traits/aws.protocols#awsJson1_1", Value::Null), ("S/traits/aws.protocols#awsJson1_0", json!({}))]);
    let error = compare(&base(), &other, DiffOptions::default()).unwrap_err().to_string();
    assert!(
        error.starts_with("old.json speaks aws.protocols#awsJson1_1, and new.json speaks aws.protocols#awsJson1_0"),
        "{error}"
    );
}

#[test]
fn a_service_may_get_another_sdk_id_where_its_requests_are_the_same() {
    let renamed = base().to_string().replace("a.b#", "c.d#").replace("\"sdkId\":\"S\"", "\"sdkId\":\"T\"");
    let renamed: Value = serde_json::from_str(&renamed).unwrap();
    let diff = compare(&base(), &renamed, DiffOptions::default()).unwrap();
    assert_eq!(diff.changes.iter().map(|change| change.id.as_str()).collect::<Vec<_>>(), ["$service:sdk-id"]);
    let mut other = renamed;
    other["shapes"]["c.d#S"]["traits"]["aws.api#service"]["endpointPrefix"] = json!("t");
    assert!(compare(&base(), &other, DiffOptions::default()).is_err());
}

#[test]
fn a_protocol_that_is_not_generated_is_still_compared() {
    let rest = |mut model: Value| {
        let traits = model.pointer_mut("/shapes/a.b#S/traits").unwrap().as_object_mut().unwrap();
        traits.shift_remove("aws.protocols#awsJson1_1");
        traits.insert("aws.protocols#restJson1".to_owned(), json!({}));
        model
    };
    let diff = compare(&rest(base()), &rest(edited(&[("Get/errors", json!([]))])), DiffOptions::default()).unwrap();
    assert_eq!(diff.changes.len(), 1);
    assert_eq!((diff.rust.bump, diff.rust.unavailable.is_some()), (None, true));
    assert!(text(&diff, Colour::Never).contains("; no crate can be generated: the service offers aws.protocols#rest"));
    // A protocol that came: the new model has a crate.
    let none = edited(&[("S/traits/aws.protocols#awsJson1_1", Value::Null)]);
    let diff = compare(&none, &base(), DiffOptions::default()).unwrap();
    let said = text(&diff, Colour::Never);
    assert!(said.contains("a crate can be generated of the new model, but not of the old one: the service offers no"));
    let diff = compare(&base(), &none, DiffOptions::default()).unwrap();
    assert!(text(&diff, Colour::Never).contains("; no crate can be generated: the service offers no protocol"));
}

#[test]
fn limits() {
    let diff = changes(&[("List/errors", json!([{ "target": "a.b#Missing" }]))]);
    assert!(fails(&diff, Severity::Compatible) && fails(&diff, Severity::Risky) && !fails(&diff, Severity::Breaking));
    assert_eq!(Severity::from_name("risky"), Some(Severity::Risky));
    assert_eq!(Severity::from_name("bad"), None);
}

#[test]
fn reports() {
    let diff = changes(&[
        ("Text/traits/smithy.api#length", json!({ "min": 1, "max": 5 })),
        ("List/errors", json!([{ "target": "a.b#Missing" }])),
    ]);
    assert_eq!(
        text(&diff, Colour::Never),
        "S: old.json (1) → new.json (1)\n\
         1 breaking, 1 risky, 0 compatible; the crate needs a minor version\n\
         \n\
         breaking\n\
         \x20 The length of `Text` goes from 1 to 10 to 1 to 5.\n\
         \x20   why     Requests: values that were accepted are refused now (breaking). Responses: every value that comes fits the old model (compatible).\n\
         \x20   in      Get, List, Put\n\
         \x20   id      Text:length (rust: patch)\n\
         \n\
         risky\n\
         \x20 `List` can fail with `Missing` now.\n\
         \x20   why     Callers that handle every error of the old model meet one that they do not know.\n\
         \x20   in      List\n\
         \x20   id      List:error.Missing (rust: minor)\n\
         \n\
         public items of the crate\n\
         \x20 + operation::list::ListError::Missing: types::error::Missing\n\
         \x20 + operation::list::ListError::is_missing: fn\n"
    );
    assert!(text(&diff, Colour::Always).contains("\u{1b}[1;31mbreaking\u{1b}[0m"));
    let table = markdown(&diff);
    assert!(table.starts_with("## S: 1 breaking, 1 risky, 0 compatible\n"), "{table}");
    assert!(table.contains("| `List` can fail with `Missing` now. | "), "{table}");
    let entry = changelog(&diff);
    assert!(
        entry.contains("The crate needs a minor version.\n\n### Added\n\n- `List` can fail with `Missing` now.\n"),
        "{entry}"
    );
    let machine = report(&diff);
    assert_eq!(machine["schema"], "tinsmith-diff/1");
    assert_eq!(machine["counts"], json!({ "breaking": 1, "risky": 1, "compatible": 0, "accepted": 0 }));
    assert_eq!(
        machine["changes"][1],
        json!({
            "id": "Text:length", "place": "Text", "aspect": "length", "detail": null, "action": "changed",
            "severity": "breaking", "request": "breaking", "response": "compatible", "rust": "patch",
            "operations": ["Get", "List", "Put"], "old": { "min": 1, "max": 10 }, "new": { "min": 1, "max": 5 },
            "summary": "The length of `Text` goes from 1 to 10 to 1 to 5.",
            "reason": "Requests: values that were accepted are refused now (breaking). \
                       Responses: every value that comes fits the old model (compatible).",
            "follows_from": [], "accepted": null
        })
    );
}

#[test]
fn hostile_names_stay_in_their_place() {
    let value = json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "a`|\n<b>\u{1b}[0m" } });
    let diff = changes(&[("Kind/members/EVIL", value)]);
    assert_eq!(diff.changes.len(), 1);
    assert!(!diff.changes[0].summary.contains(['\n', '\u{1b}']), "{}", diff.changes[0].summary);
    assert!(!text(&diff, Colour::Never).contains('\u{1b}'));
    let table = markdown(&diff);
    assert!(table.lines().filter(|line| line.starts_with("| The value")).count() == 1, "{table}");
}

#[test]
fn lists_of_values_stand_side_by_side() {
    let auth = |schemes: &[&str]| ("S/traits/smithy.api#auth", json!(schemes));
    let all = ["aws.auth#sigv4", "smithy.api#httpBasicAuth", "smithy.api#httpBearerAuth"];
    let defined: Vec<(String, Value)> =
        all.iter().map(|id| (format!("S/traits/{id}"), json!({ "name": "s" }))).collect();
    let mut base: Vec<(&str, Value)> = defined.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
    base.push(auth(&all));
    let old = edited(&base);
    base.pop();
    base.push(auth(&all[..2]));
    let out = text(&compare(&old, &edited(&base), DiffOptions::default()).unwrap(), Colour::Never);
    let expected = "\n    old     aws.auth#sigv4             new     aws.auth#sigv4\n            smithy.api#httpBasicAuth           \
                    smithy.api#httpBasicAuth\n            smithy.api#httpBearerAuth\n";
    assert!(out.contains(expected), "{out}");
}

#[test]
fn a_form_of_times_is_no_matter_where_the_wire_has_one() {
    let with = |protocol: &str, format: Option<&str>| {
        let mut model = base();
        let traits = model.pointer_mut("/shapes/a.b#S/traits").unwrap().as_object_mut().unwrap();
        traits.retain(|id, _| !id.starts_with("aws.protocols#"));
        traits.insert(protocol.to_owned(), json!({}));
        let said = format.map_or(json!({}), |format| json!({ "smithy.api#timestampFormat": format }));
        let members = model.pointer_mut("/shapes/a.b#GetResponse/members").unwrap().as_object_mut().unwrap();
        members.insert("When".to_owned(), json!({ "target": "smithy.api#Timestamp", "traits": said }));
        model
    };
    for (protocol, severity) in
        [("smithy.protocols#rpcv2Cbor", COMPATIBLE), ("aws.protocols#awsJson1_1", Some(Severity::Breaking))]
    {
        let (old, new) = (with(protocol, None), with(protocol, Some("date-time")));
        let diff = compare(&old, &new, DiffOptions::default()).unwrap();
        assert_eq!((diff.changes.len(), diff.severity()), (1, severity), "{protocol}: {:#}", report(&diff));
    }
}

#[test]
fn changed_endpoint_rules_say_which_test_cases_resolve_otherwise() {
    let with = |host: &str| {
        let rules = json!({
            "version": "1.0",
            "parameters": {
                "Region": { "type": "String", "builtIn": "AWS::Region", "required": true, "documentation": "d" },
                "UseFIPS": { "type": "Boolean", "builtIn": "AWS::UseFIPS", "required": true, "default": false, "documentation": "d" },
            },
            "rules": [
                { "type": "endpoint", "conditions": [
                    { "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "P" },
                    { "fn": "stringEquals", "argv": [{ "fn": "getAttr", "argv": [{ "ref": "P" }, "name"] }, "aws-cn"] }],
                  "endpoint": { "url": "https://s.{Region}.{P#dnsSuffix}" } },
                { "type": "error", "conditions": [{ "fn": "booleanEquals", "argv": [{ "ref": "UseFIPS" }, true] }],
                  "error": "no FIPS" },
                { "type": "endpoint", "conditions": [], "endpoint": { "url": format!("https://{host}.{{Region}}.a") } },
            ],
        });
        let case = |documentation: &str, region: &str, fips: bool, endpoint: Value| json!({ "documentation": documentation, "params": { "Region": region, "UseFIPS": fips }, "expect": endpoint });
        let url = |url: &str| json!({ "endpoint": { "url": url } });
        let cases = json!({ "version": "1.0", "testCases": [
            case("in China", "cn-north-1", false, url("https://s.cn-north-1.amazonaws.com.cn")),
            case("with FIPS", "eu-west-1", true, json!({ "error": "no FIPS" })),
            case("in Europe", "eu-west-1", false, url(&format!("https://{host}.eu-west-1.a"))),
        ] });
        edited(&[("S/traits/smithy.rules#endpointRuleSet", rules), ("S/traits/smithy.rules#endpointTests", cases)])
    };
    let diff = compare(&with("old"), &with("new"), DiffOptions::default()).unwrap();
    let change = diff.changes.iter().find(|change| change.id == "$service:endpoint-rules").unwrap();
    let told = "Of 3 endpoint test cases 1 resolve otherwise: `in Europe` (https://old.eu-west-1.a → https://new.eu-west-1.a).";
    assert!(change.reason.ends_with(told), "{}", change.reason);
    assert_eq!(change.severity, Severity::Risky);
}
