//! Loading of models: one test for each rule, the important messages word by word.
#![cfg(test)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tinsmith::model::{
    Errors, Files, Format, HttpBinding, LoadOptions, Loaded, Paginated, ShapeId, ShapeKind, Simple, TimestampFormat,
    convert, load, load_bytes, load_files, services,
};

fn id(name: &str) -> ShapeId {
    ShapeId::new(&format!("a.b#{name}"))
}

/// A model of version 2.0 with a service `S`, an operation `Op` with the input `In`, and more shapes.
fn model(shapes: Value) -> Value {
    let mut all = json!({
        "a.b#S": { "type": "service", "version": "1", "operations": [{ "target": "a.b#Op" }] },
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" } },
        "a.b#In": { "type": "structure", "members": {} },
    });
    all.as_object_mut().unwrap().extend(shapes.as_object().unwrap().clone());
    json!({ "smithy": "2.0", "shapes": all })
}

fn load_with(value: &Value, options: &LoadOptions) -> Result<Loaded, Errors> {
    load_bytes("m.json", value.to_string().as_bytes(), None, options)
}

fn read(value: &Value) -> Loaded {
    load_with(value, &LoadOptions::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn refused(value: &Value) -> String {
    load_with(value, &LoadOptions::default()).expect_err("must be refused").to_string()
}

fn refused_bytes(bytes: &[u8]) -> String {
    load_bytes("m.json", bytes, None, &LoadOptions::default()).expect_err("must be refused").to_string()
}

/// A structure `In` with one member `x` of the target, with traits.
fn with_member(target: &str, traits: Value) -> Value {
    model(json!({ "a.b#In": { "type": "structure", "members": { "x": { "target": target, "traits": traits } } } }))
}

fn first_member(loaded: &Loaded) -> &tinsmith::model::Member {
    let ShapeKind::Structure(members) = &loaded.model.shapes[&id("In")].kind else { panic!("a structure") };
    &members[0]
}

#[test]
fn a_small_model_loads() {
    let loaded = read(&with_member("smithy.api#String", json!({ "smithy.api#required": {} })));
    assert_eq!(loaded.format, Format::SmithyAst);
    assert_eq!(loaded.model.service.id, id("S"));
    assert_eq!(loaded.model.operations.len(), 1);
    assert_eq!(loaded.model.operations[0].output, None);
    assert!(first_member(&loaded).traits.required);
    let ids: Vec<&str> = loaded.model.shapes.keys().map(ShapeId::as_str).collect();
    assert_eq!(ids, ["a.b#In", "smithy.api#String"]);
}

#[test]
fn the_hash_is_that_of_sha256sum() {
    let loaded = load_bytes(
        "m.json",
        br#"{"smithy":"2.0","shapes":{"a.b#S":{"type":"service"}}}"#,
        None,
        &LoadOptions::default(),
    )
    .unwrap();
    assert_eq!(loaded.sha256, "1be36dfd46ec226f36e1204477c8298c59e046876796eca8bec129caf02573d5");
}

#[test]
fn every_shape_type_loads() {
    let simple = [
        "blob",
        "boolean",
        "string",
        "byte",
        "short",
        "integer",
        "long",
        "float",
        "double",
        "bigInteger",
        "bigDecimal",
        "timestamp",
        "document",
    ];
    let mut shapes = json!({
        "a.b#TheList": { "type": "list", "member": { "target": "a.b#string" } },
        "a.b#TheSet": { "type": "set", "member": { "target": "a.b#string" } },
        "a.b#TheMap": { "type": "map", "key": { "target": "a.b#TheEnum" }, "value": { "target": "a.b#string" } },
        "a.b#TheUnion": { "type": "union", "members": { "a": { "target": "smithy.api#Unit" } } },
        "a.b#TheEnum": { "type": "enum", "members": {
            "A": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "a" } },
            "B": { "target": "smithy.api#Unit" } } },
        "a.b#TheIntEnum": { "type": "intEnum", "members": {
            "A": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 7 } } } },
    });
    for ty in simple {
        shapes[format!("a.b#{ty}")] = json!({ "type": ty });
    }
    let members: serde_json::Map<String, Value> = shapes
        .as_object()
        .unwrap()
        .keys()
        .map(|id| (id.trim_start_matches("a.b#").to_owned(), json!({ "target": id })))
        .collect();
    let count = members.len();
    shapes["a.b#In"] = json!({ "type": "structure", "members": members });
    let loaded = read(&model(shapes));
    assert_eq!(loaded.model.shapes.len(), count + 2);
    assert!(loaded.model.shapes[&id("TheSet")].traits.unique_items);
    let ShapeKind::Enum(members) = &loaded.model.shapes[&id("TheEnum")].kind else { panic!("an enum") };
    assert_eq!((members[0].value.as_str(), members[1].value.as_str()), ("a", "B"));
    let ShapeKind::IntEnum(members) = &loaded.model.shapes[&id("TheIntEnum")].kind else { panic!("an intEnum") };
    assert_eq!(members[0].value, 7);
}

#[test]
fn an_unknown_shape_type_is_refused() {
    assert_eq!(
        refused(&model(json!({ "a.b#X": { "type": "strukture" } }))),
        "m.json: a.b#X: the shape type \"strukture\" is not known\n  Use a type of Smithy 2.0, such as \"structure\"."
    );
}

#[test]
fn a_dangling_target_is_refused_with_near_ids() {
    let shapes = json!({
        "a.b#In": { "type": "structure", "members": { "x": { "target": "a.b#Usr" } } },
        "a.b#User": { "type": "string" },
    });
    assert_eq!(
        refused(&model(shapes)),
        "m.json: a.b#In$x: the target a.b#Usr does not exist\n  Correct the id, or add the shape. Near: a.b#User."
    );
    assert_eq!(
        refused(&with_member("smithy.api#Strin", json!({}))),
        "m.json: a.b#In$x: the target smithy.api#Strin does not exist\n  Use a shape of the Smithy prelude. Near: String."
    );
}

#[test]
fn all_problems_are_reported_together() {
    let errors = load_with(
        &model(json!({
            "a.b#X": { "type": "strukture" },
            "a.b#Y": { "type": "list" },
            "a.b#Z": { "type": "string", "traits": { "smithy.api#length": { "min": -1 } } },
        })),
        &LoadOptions::default(),
    )
    .unwrap_err();
    assert_eq!(errors.0.len(), 3);
}

#[test]
fn a_trait_value_of_the_wrong_form_is_refused() {
    let remedy = "Give the trait the value that its specification asks for.";
    let cases = [
        ("smithy.api#String", "smithy.api#length", json!("5"), "expected an object, found the string \"5\""),
        ("smithy.api#String", "smithy.api#length", json!({}), "expected min or max, found neither"),
        ("smithy.api#String", "smithy.api#length", json!({ "min": 3, "max": 2 }), "min 3 is greater than max 2"),
        (
            "smithy.api#String",
            "smithy.api#length",
            json!({ "max": 1.5 }),
            "max: expected a whole number that is not negative, found the number 1.5",
        ),
        ("smithy.api#String", "smithy.api#pattern", json!(1), "expected a string, found the number 1"),
        (
            "smithy.api#Integer",
            "smithy.api#range",
            json!({ "min": "1" }),
            "min: expected a number, found the string \"1\"",
        ),
        ("smithy.api#Integer", "smithy.api#range", json!({ "min": 2, "max": 1.5 }), "min 2 is greater than max 1.5"),
        (
            "smithy.api#String",
            "smithy.api#required",
            json!("yes"),
            "expected an empty object, found the string \"yes\"",
        ),
        (
            "smithy.api#Timestamp",
            "smithy.api#timestampFormat",
            json!("iso"),
            "expected \"date-time\", \"epoch-seconds\" or \"http-date\", found \"iso\"",
        ),
        (
            "smithy.api#Byte",
            "smithy.api#default",
            json!(128),
            "expected a whole number of 8 bits, for a byte, found the number 128",
        ),
        ("smithy.api#Boolean", "smithy.api#default", json!(0), "expected a boolean, for a boolean, found the number 0"),
    ];
    for (target, id, value, message) in cases {
        let text = refused(&with_member(target, json!({ id: value })));
        assert_eq!(text, format!("m.json: a.b#In$x: trait {id}: {message}\n  {remedy}"));
    }
}

#[test]
fn values_of_shape_traits_are_checked() {
    let error = |traits: Value| refused(&model(json!({ "a.b#E": { "type": "structure", "traits": traits } })));
    assert!(error(json!({ "smithy.api#error": "me" })).contains("expected \"client\" or \"server\", found \"me\""));
    assert!(error(json!({ "smithy.api#httpError": 1000 })).contains("expected an HTTP status, found the number 1000"));
    assert!(error(json!({ "smithy.api#retryable": [] })).contains("expected an object, found an array"));
    assert!(error(json!({ "aws.protocols#awsQueryError": {} })).contains("the property code is missing"));
    assert!(error(json!({ "smithy.api#length": { "min": 1 } })).contains("found on a structure"));
    assert!(error(json!({ "not an id": {} })).contains("\"not an id\" is not an absolute shape id"));
}

#[test]
fn a_trait_on_the_wrong_shape_is_refused() {
    assert_eq!(
        refused(&with_member("smithy.api#Integer", json!({ "smithy.api#pattern": "a" }))),
        "m.json: a.b#In$x: trait smithy.api#pattern: the trait belongs on a string, or a member that holds one, \
         found on a member of a structure that is an integer\n  Take the trait away, or correct the shape."
    );
}

#[test]
fn trait_values_arrive() {
    let loaded = read(&with_member(
        "smithy.api#Timestamp",
        json!({ "smithy.api#timestampFormat": "http-date", "smithy.api#default": null, "smithy.api#deprecated": {
            "message": "no", "since": "2" }, "smithy.api#jsonName": "y" }),
    ));
    let traits = &first_member(&loaded).traits;
    assert_eq!(traits.timestamp_format, Some(TimestampFormat::HttpDate));
    assert_eq!(traits.default, Some(Value::Null));
    assert_eq!(traits.deprecated.as_ref().unwrap().since.as_deref(), Some("2"));
    assert_eq!(traits.json_name.as_deref(), Some("y"));
    assert!(loaded.warnings.is_empty());
}

#[test]
fn an_unknown_trait_is_a_warning_and_strictly_an_error() {
    let value = with_member("smithy.api#String", json!({ "x.y#z": {} }));
    let loaded = read(&value);
    assert_eq!(loaded.warnings.len(), 1);
    assert_eq!(
        loaded.warnings[0].to_string(),
        "m.json: a.b#In$x: trait x.y#z: the trait is not known and has no effect\n  Check its spelling; if the \
         generated code must obey it, the generator has to learn it first."
    );
    assert!(first_member(&loaded).traits.unknown.contains_key("x.y#z"));
    let strict = LoadOptions { strict: true, ..LoadOptions::default() };
    assert!(load_with(&value, &strict).is_err());
}

#[test]
fn an_unknown_trait_of_the_preludes_namespace_is_refused() {
    assert_eq!(
        refused(&with_member("smithy.api#String", json!({ "smithy.api#requird": {} }))),
        "m.json: a.b#In$x: trait smithy.api#requird: the namespace smithy.api has no such trait\n  Correct its name. \
         Near: smithy.api#required."
    );
    // Tools can write the prelude's newer traits into the file.
    let defined = json!({
        "a.b#In": { "type": "structure", "members": {}, "traits": { "smithy.api#future": {} } },
        "smithy.api#future": { "type": "structure", "members": {}, "traits": { "smithy.api#trait": {} } },
    });
    assert_eq!(read(&model(defined)).warnings.len(), 1);
}

/// A model with an error, an input with an endpoint in it, and this beside it.
fn with_beside(shapes: Value) -> Result<Loaded, Errors> {
    let main = model(json!({
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" }, "errors": [{ "target": "a.b#E" }] },
        "a.b#In": { "type": "structure", "members": {
            "here": { "target": "smithy.api#String" }, "there": { "target": "smithy.api#String" } } },
        "a.b#E": { "type": "structure", "members": { "m": { "target": "smithy.api#String" } },
            "traits": { "smithy.api#error": "client" } },
    }));
    let beside = json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    let files = Files { added: Some(("m.tinsmith.json", beside.as_bytes())), ..Files::default() };
    load_files("m.json", main.to_string().as_bytes(), files, &LoadOptions::default())
}

fn applied(traits: Value) -> Value {
    json!({ "type": "apply", "traits": traits })
}

#[test]
fn a_file_beside_a_model_adds_traits() {
    let loaded = with_beside(json!({
        "a.b#In$there": applied(json!({ "tinsmith.api#endpoint": {}, "smithy.api#required": {} })),
        "a.b#E": applied(json!({ "tinsmith.api#notRetried": { "reason": "no use" } })),
    }))
    .unwrap();
    let ShapeKind::Structure(members) = &loaded.model.shapes[&id("In")].kind else { panic!("a structure") };
    assert!(members[1].traits.input_endpoint && members[1].traits.required && !members[0].traits.input_endpoint);
    assert_eq!(loaded.model.shapes[&id("E")].traits.not_retried.as_deref(), Some("no use"));
    assert!(loaded.warnings.is_empty());
}

#[test]
fn what_a_file_beside_a_model_says_wrongly_is_refused() {
    let endpoint = || applied(json!({ "tinsmith.api#endpoint": {} }));
    let refused = |shapes: Value| with_beside(shapes).expect_err("must be refused").to_string();
    for (shapes, words) in [
        (
            json!({ "a.b#Inn$there": endpoint() }),
            "m.tinsmith.json: a.b#Inn: the model has no such shape\n  Correct the id. Near: a.b#In.",
        ),
        (
            json!({ "a.b#In$ther": endpoint() }),
            "m.tinsmith.json: a.b#In$ther: the shape has no such member\n  Correct the name. Near: there.",
        ),
        (
            json!({ "a.b#In$there": { "type": "apply", "traits": { "smithy.api#length": { "min": "one" } } } }),
            "m.tinsmith.json: a.b#In$there: trait smithy.api#length: ",
        ),
        (json!({ "a.b#New": { "type": "string" } }), "m.tinsmith.json: a.b#New: a file beside a model adds traits to"),
        (json!({ "a.b#In": { "type": "apply", "trait": {} } }), "\"trait\" is not a property of the type apply"),
        (
            json!({ "a.b#In$there": applied(json!({ "tinsmith.api#endpont": {} })) }),
            "the namespace tinsmith.api has no such trait\n  Correct its name. Near: tinsmith.api#endpoint.",
        ),
        (json!({ "a.b#In": endpoint() }), "the trait belongs on a structure member that is a string"),
        (
            json!({ "a.b#In$here": endpoint(), "a.b#In$there": endpoint() }),
            "another member of the input is the endpoint",
        ),
        (json!({ "a.b#E": applied(json!({ "tinsmith.api#notRetried": {} })) }), "the property reason is missing"),
        (json!({ "a.b#E": applied(json!({ "smithy.api#error": "server" })) }), "applied twice with different values"),
    ] {
        let text = refused(shapes);
        assert!(text.contains(words), "{words:?} is not in: {text}");
    }
    let loaded = with_beside(json!({ "a.b#E$m": endpoint() })).unwrap();
    assert!(loaded.warnings[0].message.contains("no operation has this structure as its input"));
}

#[test]
fn http_bindings_and_json_names_are_read() {
    let bound = |id: &str, value: Value| {
        let loaded = read(&with_member("smithy.api#String", json!({ id: value })));
        first_member(&loaded).traits.clone()
    };
    let binding = |id: &str, value: Value| bound(id, value).http_binding;
    assert_eq!(binding("smithy.api#httpLabel", json!({})), Some(HttpBinding::Label));
    assert_eq!(binding("smithy.api#httpHeader", json!("X-Tag")), Some(HttpBinding::Header("X-Tag".to_owned())));
    assert_eq!(binding("smithy.api#httpQuery", json!("page")), Some(HttpBinding::Query("page".to_owned())));
    assert_eq!(bound("smithy.api#jsonName", json!("n")).json_name.as_deref(), Some("n"));

    let http =
        |value: Value| model(json!({ "a.b#Op": { "type": "operation", "traits": { "smithy.api#http": value } } }));
    let loaded = read(&http(json!({ "method": "GET", "uri": "/users/{Id}" })));
    let found = loaded.model.operations[0].traits.http.clone().unwrap();
    assert_eq!((found.method.as_str(), found.uri.as_str(), found.code), ("GET", "/users/{Id}", 200));
    assert!(refused(&http(json!({ "method": "GET", "uri": "users" }))).contains("starts with /"));
}

#[test]
fn a_member_is_bound_to_one_place_of_a_message() {
    let twice = json!({ "smithy.api#httpHeader": "X-Tag", "smithy.api#httpQuery": "tag" });
    let error = refused(&with_member("smithy.api#String", twice));
    assert!(error.contains("bound by smithy.api#httpHeader already"), "{error}");
    let error = refused(&with_member("smithy.api#String", json!({ "smithy.api#httpQueryParams": {} })));
    assert!(error.contains("a structure member that is a map"), "{error}");
}

#[test]
fn long_polling_is_read() {
    let with =
        |poll: Value| model(json!({ "a.b#Op": { "type": "operation", "traits": { "smithy.api#longPoll": poll } } }));
    let poll = |value: Value| read(&with(value)).model.operations[0].traits.long_poll.unwrap().timeout_millis;
    assert_eq!(poll(json!({})), None);
    assert_eq!(poll(json!({ "timeoutMillis": 70_000 })), Some(70_000));
    for wrong in [json!(0), json!(-1), json!(1.5), json!("1"), json!(2_147_483_648_u64)] {
        let text = refused(&with(json!({ "timeoutMillis": wrong })));
        assert!(text.contains("timeoutMillis: expected a whole number of milliseconds, 1 or more"), "{text}");
    }
}

/// The smallest rule set there is.
fn endpoint_rules() -> Value {
    json!({ "version": "1.0", "parameters": {}, "rules": [{ "conditions": [], "type": "error", "error": "nowhere" }] })
}

#[test]
fn endpoint_rules_that_are_not_understood_are_refused_with_their_place() {
    let with = |rules: Value| {
        let traits = json!({ "smithy.rules#endpointRuleSet": { "version": "1.0", "parameters": {}, "rules": rules } });
        refused(&model(json!({ "a.b#S": { "type": "service", "traits": traits } })))
    };
    for (rules, message) in [
        (json!([]), "rules: there is no rule"),
        (json!([{ "type": "leaf" }]), "rules[0]: a rule of type \"leaf\" is not known"),
        (json!([{ "type": "error", "error": "{Region} is none" }]), "\"Region\" is neither a parameter nor assigned"),
        (json!([{ "type": "error", "error": "{" }]), "rules[0].error: a brace of \"{\" is not closed"),
        (
            json!([{ "type": "error", "error": "", "conditions": [{ "fn": "isPrime", "argv": [7] }] }]),
            "rules[0].conditions[0]: the function \"isPrime\" is not known",
        ),
        (
            json!([{ "type": "error", "error": "", "conditions": [{ "fn": "isSet", "argv": [] }] }]),
            "rules[0].conditions[0]: isSet lacks its argument 1",
        ),
        (
            json!([{ "type": "error", "error": "", "conditions": [{ "fn": "not", "argv": [true, true] }] }]),
            "rules[0].conditions[0]: not takes 1 arguments, found 2",
        ),
        (json!([{ "type": "endpoint", "endpoint": { "url": 7 } }]), "rules[0].endpoint.url: expected a text"),
    ] {
        let text = with(rules);
        assert!(text.contains(message), "{message}: {text}");
    }
}

#[test]
fn compiled_endpoint_rules_are_kept_beside_the_rule_set_and_refused_alone() {
    let with = |traits: Value| model(json!({ "a.b#S": { "type": "service", "traits": traits } }));
    let (bdd, rules) = (json!({ "nodeCount": 1 }), endpoint_rules());
    let both = read(&with(json!({ "smithy.rules#endpointBdd": bdd, "smithy.rules#endpointRuleSet": rules })));
    assert_eq!(both.model.service.traits.endpoint_bdd, Some(bdd.clone()));
    let text = refused(&with(json!({ "smithy.rules#endpointBdd": bdd })));
    assert!(
        text.contains("a.b#S: trait smithy.rules#endpointBdd: the endpoint rules are there in compiled form alone")
    );
    assert!(text.contains("\n  Put smithy.rules#endpointRuleSet beside it"), "{text}");
}

#[test]
fn a_trait_of_the_model_itself_is_said_to_be_one() {
    let loaded = read(&model(json!({
        "a.b#In": { "type": "structure", "members": {}, "traits": { "a.b#mark": {} } },
        "a.b#mark": { "type": "structure", "members": {}, "traits": { "smithy.api#trait": {} } },
    })));
    assert_eq!(loaded.warnings.len(), 1);
    assert!(loaded.warnings[0].remedy.contains("The model defines this trait itself"));
}

#[test]
fn unknown_properties_are_refused() {
    assert!(
        refused(&model(json!({ "a.b#X": { "type": "string", "membrs": {} } })))
            .contains("m.json: a.b#X: \"membrs\" is not a property of the type string")
    );
    assert!(refused(&json!({ "smithy": "2.0", "shape": {} })).contains("the top-level property \"shape\""));
}

#[test]
fn ids_and_names_must_be_identifiers() {
    assert!(
        refused(&model(json!({ "a.b#1X": { "type": "string" } }))).contains("\"a.b#1X\" is not an absolute shape id")
    );
    let quote = json!({ "a.b#X": { "type": "structure", "members": { "a\"\n": { "target": "smithy.api#String" } } } });
    assert!(refused(&model(quote)).contains(r#"a.b#X: the member name "a\"\n" is not an identifier"#));
}

#[test]
fn a_member_without_a_target_is_refused() {
    let value = model(json!({ "a.b#X": { "type": "structure", "members": { "m": {} } } }));
    assert_eq!(refused(&value), "m.json: a.b#X$m: the member has no `target`\n  Name the shape that the member holds.");
}

#[test]
fn members_cannot_hold_operations_and_maps_need_text_keys() {
    assert!(refused(&with_member("a.b#Op", json!({}))).contains("a.b#Op is an operation, which no member can hold"));
    let map = json!({ "a.b#M": { "type": "map", "key": { "target": "smithy.api#Integer" },
        "value": { "target": "smithy.api#String" } } });
    assert!(refused(&model(map)).contains("the key smithy.api#Integer is an integer, not a string"));
}

#[test]
fn an_operation_takes_a_structure_and_returns_errors_that_are_errors() {
    let text = refused(&model(json!({
        "a.b#Op": { "type": "operation", "input": { "target": "smithy.api#String" }, "errors": [{ "target": "a.b#In" }] },
    })));
    assert!(text.contains("a.b#Op: the input smithy.api#String is a string, not a structure\n  Target a structure."));
    assert!(text.contains("a.b#Op: the error a.b#In has no trait smithy.api#error"));
}

#[test]
fn errors_of_operations_come_once_and_without_those_of_the_service() {
    let error = json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } });
    let loaded = read(&model(json!({
        "a.b#S": { "type": "service", "operations": [{ "target": "a.b#Op" }], "errors": [{ "target": "a.b#All" }] },
        "a.b#Op": { "type": "operation", "errors": [
            { "target": "a.b#E" }, { "target": "a.b#All" }, { "target": "a.b#E" }] },
        "a.b#E": error, "a.b#All": error,
    })));
    assert_eq!(loaded.model.service.errors, [id("All")]);
    assert_eq!(loaded.model.operations[0].errors, [id("E")]);
    assert_eq!(loaded.model.shapes.len(), 2);
}

#[test]
fn recursion_without_an_end_is_refused() {
    let required = |target: &str| {
        json!({ "type": "structure", "members": {
            "next": { "target": target, "traits": { "smithy.api#required": {} } } } })
    };
    assert_eq!(
        refused(&model(json!({ "a.b#A": required("a.b#B"), "a.b#B": required("a.b#A") }))),
        "m.json: a.b#A: the shape contains itself without an end: A$next → B$next\n  Make a member on the way \
         optional, or put a list in between."
    );
    let list = json!({ "a.b#L": { "type": "list", "member": { "target": "a.b#L" } } });
    assert!(refused(&model(list)).contains("a.b#L: the shape contains itself without an end: L$member"));
    let union = json!({ "a.b#U": { "type": "union", "members": { "u": { "target": "a.b#U" } } } });
    assert!(refused(&model(union)).contains("a.b#U: the shape contains itself without an end: U$u"));
}

#[test]
fn recursion_with_an_end_is_accepted() {
    read(&model(json!({
        "a.b#A": { "type": "structure", "members": {
            "next": { "target": "a.b#A" },
            "list": { "target": "a.b#L", "traits": { "smithy.api#required": {} } },
            "either": { "target": "a.b#U", "traits": { "smithy.api#required": {} } } } },
        "a.b#L": { "type": "list", "member": { "target": "a.b#A" } },
        "a.b#U": { "type": "union", "members": {
            "a": { "target": "a.b#A" }, "none": { "target": "smithy.api#Unit" } } },
    })));
}

#[test]
fn resources_lead_to_their_operations() {
    let operation = json!({ "type": "operation" });
    let loaded = read(&model(json!({
        "a.b#S": { "type": "service", "resources": [{ "target": "a.b#R" }] },
        "a.b#R": { "type": "resource", "identifiers": { "id": { "target": "smithy.api#String" } },
            "create": { "target": "a.b#Create" }, "put": { "target": "a.b#Put" }, "read": { "target": "a.b#Read" },
            "update": { "target": "a.b#Update" }, "delete": { "target": "a.b#Delete" },
            "list": { "target": "a.b#List" }, "operations": [{ "target": "a.b#Do" }],
            "collectionOperations": [{ "target": "a.b#All" }], "resources": [{ "target": "a.b#Q" }] },
        "a.b#Q": { "type": "resource", "read": { "target": "a.b#ReadQ" }, "resources": [{ "target": "a.b#R" }] },
        "a.b#Create": operation, "a.b#Put": operation, "a.b#Read": operation, "a.b#Update": operation,
        "a.b#Delete": operation, "a.b#List": operation, "a.b#Do": operation, "a.b#All": operation,
        "a.b#ReadQ": operation,
    })));
    let names: Vec<&str> = loaded.model.operations.iter().map(|operation| operation.id.name()).collect();
    assert_eq!(names, ["All", "Create", "Delete", "Do", "List", "Put", "Read", "ReadQ", "Update"]);
}

#[test]
fn one_of_several_services_is_named() {
    let value = model(json!({ "a.b#T": { "type": "service" } }));
    assert_eq!(refused(&value), "m.json: the file has several services\n  Name one of: a.b#S, a.b#T.");
    for name in ["S", "a.b#S"] {
        let options = LoadOptions { service: Some(name.to_owned()), ..LoadOptions::default() };
        assert_eq!(load_with(&value, &options).unwrap().model.service.id, id("S"));
    }
    let options = LoadOptions { service: Some("Q".to_owned()), ..LoadOptions::default() };
    assert_eq!(
        load_with(&value, &options).unwrap_err().to_string(),
        "m.json: there is no service \"Q\"\n  Name one of: a.b#S, a.b#T."
    );
    assert!(refused(&json!({ "smithy": "2.0", "shapes": {} })).contains("the file has no service"));
}

#[test]
fn operations_are_chosen_by_name() {
    let value = model(json!({
        "a.b#S": { "type": "service", "operations": [{ "target": "a.b#ListUsers" }, { "target": "a.b#Op" }] },
        "a.b#ListUsers": { "type": "operation" },
    }));
    let choose =
        |name: &str| load_with(&value, &LoadOptions { operations: vec![name.to_owned()], ..LoadOptions::default() });
    let loaded = choose("a.b#ListUsers").unwrap();
    assert_eq!(loaded.model.operations.len(), 1);
    assert!(loaded.model.shapes.is_empty());
    assert_eq!(
        choose("ListUser").unwrap_err().to_string(),
        "m.json: the service has no operation \"ListUser\"\n  Choose among its 2 operations. Near: ListUsers."
    );
}

#[test]
fn apply_statements_merge_traits() {
    let loaded = read(&model(json!({
        "a.b#In": { "type": "structure", "members": { "x": { "target": "smithy.api#String" } },
            "traits": { "smithy.api#tags": ["a"] } },
        "a.b#In$x": { "type": "apply", "traits": { "smithy.api#required": {} } },
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" } },
    })));
    assert!(first_member(&loaded).traits.required);
    let text = refused(&model(json!({
        "a.b#In$q": { "type": "apply", "traits": { "smithy.api#required": {} } },
        "a.b#Q": { "type": "apply", "traits": { "smithy.api#sensitive": {} } },
    })));
    assert!(text.contains("a.b#In$q: `apply` adds traits to a member that does not exist"));
    assert!(text.contains("a.b#Q: `apply` adds traits to a shape that does not exist"));
}

#[test]
fn mixins_come_first_and_can_be_overridden() {
    let mixin = json!({ "smithy.api#mixin": { "localTraits": ["smithy.api#sensitive"] }, "smithy.api#sensitive": {},
        "smithy.api#documentation": "mixed in" });
    let loaded = read(&model(json!({
        "a.b#Base": { "type": "structure", "traits": { "smithy.api#mixin": {} }, "members": {
            "base": { "target": "smithy.api#String", "traits": { "smithy.api#documentation": "old" } } } },
        "a.b#Mixed": { "type": "structure", "traits": mixin, "mixins": [{ "target": "a.b#Base" }], "members": {
            "mixed": { "target": "smithy.api#String" } } },
        "a.b#In": { "type": "structure", "mixins": [{ "target": "a.b#Mixed" }], "members": {
            "own": { "target": "smithy.api#String" } } },
        "a.b#In$base": { "type": "apply", "traits": { "smithy.api#documentation": "new" } },
    })));
    let shape = &loaded.model.shapes[&id("In")];
    let ShapeKind::Structure(members) = &shape.kind else { panic!("a structure") };
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["base", "mixed", "own"]);
    assert_eq!(members[0].traits.documentation.as_deref(), Some("new"));
    assert_eq!(shape.traits.documentation.as_deref(), Some("mixed in"));
    assert!(!shape.traits.sensitive);
    assert!(!shape.traits.irrelevant.contains_key("smithy.api#mixin"));
}

#[test]
fn services_operations_and_lists_mix_in_too() {
    let mixin = json!({ "smithy.api#mixin": {} });
    let error = json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } });
    let loaded = read(&model(json!({
        "a.b#S": { "type": "service", "mixins": [{ "target": "a.b#M" }], "operations": [{ "target": "a.b#Op" }] },
        "a.b#M": { "type": "service", "version": "7", "traits": mixin, "operations": [{ "target": "a.b#Ping" }] },
        "a.b#Ping": { "type": "operation" },
        "a.b#O": { "type": "operation", "traits": mixin, "errors": [{ "target": "a.b#E" }] },
        "a.b#E": error,
        "a.b#Op": { "type": "operation", "mixins": [{ "target": "a.b#O" }], "input": { "target": "a.b#In" } },
        "a.b#In": { "type": "structure", "members": { "x": { "target": "a.b#L" } } },
        "a.b#L": { "type": "list", "mixins": [{ "target": "a.b#K" }] },
        "a.b#K": { "type": "list", "traits": mixin, "member": { "target": "smithy.api#String" } },
    })));
    assert_eq!(loaded.model.service.version, "7");
    assert_eq!(loaded.model.operations.len(), 2);
    assert_eq!(loaded.model.operations[0].errors, [id("E")]);
    assert!(matches!(loaded.model.shapes[&id("L")].kind, ShapeKind::List(_)));
}

#[test]
fn wrong_mixins_are_refused() {
    let text = refused(&model(json!({
        "a.b#A": { "type": "structure", "mixins": [{ "target": "a.b#B" }], "traits": { "smithy.api#mixin": {} } },
        "a.b#B": { "type": "structure", "mixins": [{ "target": "a.b#A" }], "traits": { "smithy.api#mixin": {} } },
        "a.b#C": { "type": "structure", "mixins": [{ "target": "a.b#None" }, { "target": "a.b#D" }] },
        "a.b#D": { "type": "string" },
        "a.b#Self": { "type": "structure", "mixins": [{ "target": "a.b#Self" }] },
    })));
    assert!(text.contains("the shape mixes itself in, by way of a.b#A"), "{text}");
    assert!(text.contains("a.b#Self: the shape mixes itself in"), "{text}");
    assert!(text.contains("a.b#C: the mixin a.b#None does not exist"), "{text}");
    assert!(text.contains("a.b#C: a structure cannot mix in a.b#D, a string"), "{text}");
}

#[test]
fn smithy_1_implies_defaults() {
    let mut value = model(json!({
        "a.b#In": { "type": "structure", "members": {
            "plain": { "target": "a.b#Int" },
            "boxed": { "target": "a.b#Int", "traits": { "smithy.api#box": {} } },
            "big": { "target": "a.b#BoxedInt" },
            "prelude": { "target": "smithy.api#Integer" },
            "primitive": { "target": "smithy.api#PrimitiveBoolean" } } },
        "a.b#Int": { "type": "integer" },
        "a.b#BoxedInt": { "type": "integer", "traits": { "smithy.api#box": {} } },
    }));
    let defaults = |value: &Value| -> Vec<Option<Value>> {
        let loaded = read(value);
        let ShapeKind::Structure(members) = &loaded.model.shapes[&id("In")].kind else { panic!("a structure") };
        members.iter().map(|member| member.traits.default.clone()).collect()
    };
    assert_eq!(defaults(&value), [None, None, None, None, Some(json!(false))]);
    value["smithy"] = json!("1.0");
    assert_eq!(defaults(&value), [Some(json!(0)), None, None, None, Some(json!(false))]);
}

#[test]
fn strings_with_the_enum_trait_are_enums() {
    let enumeration = |items: Value| {
        model(json!({
            "a.b#In": { "type": "structure", "members": { "x": { "target": "a.b#E" } } },
            "a.b#E": { "type": "string", "traits": { "smithy.api#enum": items } },
        }))
    };
    let loaded = read(&enumeration(json!([{ "value": "t2.nano", "name": "T2_NANO", "documentation": "small" }])));
    let ShapeKind::Enum(members) = &loaded.model.shapes[&id("E")].kind else { panic!("an enum") };
    assert_eq!(members[0].name.as_deref(), Some("T2_NANO"));
    assert_eq!(members[0].traits.documentation.as_deref(), Some("small"));
    let loaded = read(&enumeration(json!([{ "value": "a" }, { "value": "b" }])));
    let ShapeKind::Enum(members) = &loaded.model.shapes[&id("E")].kind else { panic!("an enum") };
    assert_eq!(members[1].name, None);
    assert!(refused(&enumeration(json!([{ "name": "A" }]))).contains("item 0: the property value is missing"));
    assert!(refused(&enumeration(json!([{ "value": "a" }, { "value": "a" }]))).contains("two members have the value"));
    assert!(
        refused(&enumeration(json!([{ "value": "a", "name": "A" }, { "value": "b" }])))
            .contains("some values have a name and some have none")
    );
}

#[test]
fn operations_with_streams_are_left_out() {
    let value = model(json!({
        "a.b#In": { "type": "structure", "members": { "events": { "target": "a.b#Events" } } },
        "a.b#Events": { "type": "union", "members": { "a": { "target": "a.b#A" } },
            "traits": { "smithy.api#streaming": {} } },
        "a.b#A": { "type": "structure", "members": {} },
    }));
    let loaded = read(&value);
    assert!(loaded.model.operations.is_empty());
    assert_eq!(
        loaded.warnings[0].to_string(),
        "m.json: a.b#Op: the input holds the stream a.b#Events, which is not supported: left out\n  Name the other \
         operations to choose them without this warning."
    );
    let named = LoadOptions { operations: vec!["Op".to_owned()], ..LoadOptions::default() };
    assert!(load_with(&value, &named).is_err());
    let strict = LoadOptions { strict: true, ..LoadOptions::default() };
    assert!(load_with(&value, &strict).is_err());
}

#[test]
fn pagination_is_merged_and_checked() {
    let page = |items: &str| {
        model(json!({
            "a.b#S": { "type": "service", "operations": [{ "target": "a.b#Op" }],
                "traits": { "smithy.api#paginated": { "inputToken": "token", "outputToken": "page.token" } } },
            "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" }, "output": { "target": "a.b#Out" },
                "traits": { "smithy.api#paginated": { "items": items } } },
            "a.b#In": { "type": "structure", "members": { "token": { "target": "smithy.api#String" } } },
            "a.b#Out": { "type": "structure", "members": { "page": { "target": "a.b#Page" } } },
            "a.b#Page": { "type": "structure", "members": {
                "token": { "target": "smithy.api#String" }, "items": { "target": "a.b#L" } } },
            "a.b#L": { "type": "list", "member": { "target": "smithy.api#String" } },
        }))
    };
    let loaded = read(&page("page.items"));
    let expected = Paginated {
        input_token: "token".to_owned(),
        output_token: "page.token".to_owned(),
        items: Some("page.items".to_owned()),
        page_size: None,
    };
    assert_eq!(loaded.model.operations[0].traits.paginated, Some(expected));
    assert_eq!(
        refused(&page("page.itms")),
        "m.json: a.b#Op: trait smithy.api#paginated: items: the output has no member \"itms\" (path \"page.itms\")\n  \
         Name a member that exists, with dots between nested ones."
    );
}

/// What comes of `Op`, whose tokens are these; and the first thing that is said of it.
fn paged(token_in: &str, token_out: &str) -> (Option<Paginated>, String) {
    let value = model(json!({
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" }, "output": { "target": "a.b#Out" },
            "traits": { "smithy.api#paginated": { "inputToken": "t", "outputToken": "t" } } },
        "a.b#In": { "type": "structure", "members": { "t": { "target": token_in } } },
        "a.b#Out": { "type": "structure", "members": { "t": { "target": token_out } } },
        "a.b#Old": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "a" }] } },
        "a.b#Key": { "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "a.b#V" } },
        "a.b#Alike": { "type": "map", "key": { "target": "a.b#Text" }, "value": { "target": "a.b#V" } },
        "a.b#Other": { "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "a.b#Text" } },
        "a.b#Sparse": { "type": "map", "key": { "target": "a.b#Text" }, "value": { "target": "a.b#V" },
            "traits": { "smithy.api#sparse": {} } },
        "a.b#V": { "type": "structure", "members": {} },
        "a.b#Text": { "type": "string" },
        "a.b#Texts": { "type": "list", "member": { "target": "a.b#Text" } },
    }));
    match load_with(&value, &LoadOptions::default()) {
        Ok(loaded) => {
            let said = loaded.warnings.first().map(ToString::to_string).unwrap_or_default();
            (loaded.model.operations[0].traits.paginated.clone(), said)
        }
        Err(errors) => (None, errors.to_string()),
    }
}

#[test]
fn a_token_must_be_able_to_go_in_again() {
    let text = "smithy.api#String";
    for (token_in, token_out) in [
        (text, text),
        (text, "a.b#Text"),
        ("a.b#Key", "a.b#Key"),
        ("a.b#Key", "a.b#Alike"),
        ("smithy.api#Integer", "smithy.api#Integer"),
        ("smithy.api#Long", "smithy.api#PrimitiveLong"),
    ] {
        let (paginated, said) = paged(token_in, token_out);
        assert!(paginated.is_some() && said.is_empty(), "{token_in}, {token_out}: {said}");
    }
    for (token_in, token_out) in [
        (text, "a.b#Old"),
        ("a.b#Old", text),
        ("a.b#Old", "a.b#Old"),
        ("a.b#Key", "a.b#Other"),
        ("a.b#Key", "a.b#Sparse"),
        ("a.b#Key", text),
    ] {
        let (paginated, said) = paged(token_in, token_out);
        assert!(paginated.is_none() && said.contains(": there is no paginator"), "{token_in}, {token_out}: {said}");
    }
    for (token_in, token_out) in [
        (text, "smithy.api#Integer"),
        ("smithy.api#Integer", "smithy.api#Long"),
        ("a.b#Texts", "a.b#Texts"),
        ("smithy.api#Double", "smithy.api#Double"),
        ("smithy.api#Byte", "smithy.api#Byte"),
        ("a.b#V", "a.b#V"),
    ] {
        let (paginated, said) = paged(token_in, token_out);
        assert!(paginated.is_none() && said.contains(": neither can be the other"), "{token_in}, {token_out}: {said}");
    }
    assert_eq!(
        paged(text, "smithy.api#Integer").1,
        "m.json: a.b#Op: trait smithy.api#paginated: the token of the input is smithy.api#String (a string), that of \
         the output smithy.api#Integer (an integer): neither can be the other\n  Let both be strings, or the same map."
    );
}

#[test]
fn items_and_sizes_of_pages_have_fitting_types() {
    let said = |paginated: Value| {
        let value = model(json!({
            "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" }, "output": { "target": "a.b#In" },
                "traits": { "smithy.api#paginated": paginated } },
            "a.b#In": { "type": "structure", "members": {
                "t": { "target": "smithy.api#String" }, "in": { "target": "a.b#Inner" } } },
            "a.b#Inner": { "type": "structure", "members": { "t": { "target": "smithy.api#String" } } },
        }));
        match load_with(&value, &LoadOptions::default()) {
            Ok(loaded) => loaded.warnings.first().map(|warning| warning.message.clone()).unwrap_or_default(),
            Err(errors) => errors.to_string(),
        }
    };
    assert_eq!(said(json!({ "inputToken": "t", "outputToken": "in.t" })), "");
    let items = said(json!({ "inputToken": "t", "outputToken": "t", "items": "in" }));
    assert_eq!(items, "items: a.b#Inner is a structure: pages have no items");
    let size = said(json!({ "inputToken": "t", "outputToken": "t", "pageSize": "t" }));
    assert_eq!(size, "pageSize: smithy.api#String is a string: pages cannot be asked for by size");
    let path = said(json!({ "inputToken": "in.t", "outputToken": "t" }));
    assert!(path.contains("inputToken: \"in.t\" is a path"), "{path}");
}

/// Doubles of all magnitudes, the same on every run.
fn doubles() -> impl Iterator<Item = f64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        f64::from_bits(state)
    })
    .filter(|double| double.is_finite())
}

#[test]
fn doubles_arrive_to_the_last_bit() {
    let known = [123_456_789.123_456_79, 0.1, 1e23, 5e-324, f64::MAX, 9_007_199_254_740_993.0];
    let members: serde_json::Map<String, Value> = known
        .into_iter()
        .chain(doubles().take(3000))
        .enumerate()
        .map(|(index, double)| {
            (format!("m{index}"), json!({ "target": "smithy.api#Double", "traits": { "smithy.api#default": double } }))
        })
        .collect();
    let wanted: Vec<u64> =
        members.values().map(|member| member["traits"]["smithy.api#default"].as_f64().unwrap().to_bits()).collect();
    let loaded = read(&model(json!({ "a.b#In": { "type": "structure", "members": members } })));
    let ShapeKind::Structure(members) = &loaded.model.shapes[&id("In")].kind else { panic!("a structure") };
    let found: Vec<u64> =
        members.iter().map(|member| member.traits.default.as_ref().unwrap().as_f64().unwrap().to_bits()).collect();
    assert_eq!(found, wanted);
}

/// JSON text can have more digits than a double keeps; what would come out as another number is refused.
#[test]
fn big_numbers_with_many_digits_are_texts() {
    let with = |target: &str, default: &str| {
        let value = with_member(target, json!({ "smithy.api#default": "?" })).to_string().replace("\"?\"", default);
        load_bytes("m.json", value.as_bytes(), None, &LoadOptions::default())
    };
    for (target, default) in [
        ("smithy.api#BigInteger", "18446744073709551615"),
        ("smithy.api#BigInteger", "\"123456789012345678901234567890\""),
        ("smithy.api#BigDecimal", "-0.000123456789012345"),
        ("smithy.api#BigDecimal", "1e300"),
        ("smithy.api#BigDecimal", "\"0.1234567890123456789\""),
    ] {
        assert!(with(target, default).is_ok(), "{target} {default}");
    }
    for (target, default) in [
        ("smithy.api#BigInteger", "123456789012345678901234567890"),
        ("smithy.api#BigDecimal", "0.1234567890123456789"),
    ] {
        let text = with(target, default).expect_err("must be refused").to_string();
        assert!(text.contains("as a string, if it has more than"), "{text}");
    }
}

#[test]
fn bytes_that_are_no_json_are_refused() {
    assert!(refused_bytes(b"").contains("m.json: is empty"));
    assert!(refused_bytes(b" \n").contains("is empty"));
    assert!(refused_bytes(b"{\"smithy\": \"2.0\",").contains("EOF while parsing"));
    assert!(refused_bytes(b"{\"smithy\": \"\n\xff\"}").contains("is not UTF-8 at byte 13 (line 2)"));
    assert!(refused_bytes(&[0x1f, 0x8b, 8, 0]).contains("is packed with gzip"));
    assert!(refused_bytes(b"[]").contains("is neither a Smithy JSON AST"));
    assert!(refused_bytes(b"{\"smithy\": \"3.0\"}").contains("found \"3.0\""));
    assert!(
        refused_bytes(b"{\"smithy\": \"2.0\",\n \"smithy\": \"2.0\"}")
            .contains("key \"smithy\" twice in one object at line 2 column 9")
    );
}

#[test]
fn deep_nesting_is_refused_with_its_place() {
    let deep = format!("{{\"smithy\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refused_bytes(deep.as_bytes()).contains("recursion limit exceeded at line 1 column 137"));
}

#[test]
fn a_long_string_is_no_trouble() {
    let value = model(json!({ "a.b#X": { "type": "x".repeat(10_000_000) } }));
    assert!(refused(&value).len() < 1000);
}

#[test]
fn long_chains_do_not_exhaust_the_stack() {
    let mut shapes = serde_json::Map::new();
    let count = 30_000;
    for index in 0..count {
        let next = format!("a.b#L{}", (index + 1) % count);
        shapes.insert(format!("a.b#L{index}"), json!({ "type": "list", "member": { "target": next } }));
        let mixins = json!([{ "target": format!("a.b#M{}", index + 1) }]);
        let mixin = json!({ "type": "structure", "traits": { "smithy.api#mixin": {} }, "mixins": mixins });
        shapes.insert(format!("a.b#M{index}"), mixin);
    }
    shapes.insert(format!("a.b#M{count}"), json!({ "type": "structure", "traits": { "smithy.api#mixin": {} } }));
    let text = refused(&model(Value::Object(shapes)));
    assert!(text.contains("the shape contains itself without an end: L0$member → "), "{text}");
}

#[test]
fn paths_that_cannot_be_read_are_refused() {
    let refuse = |path: &Path| load(path, &LoadOptions::default()).unwrap_err().to_string();
    assert!(refuse(Path::new("src")).contains("src: is a directory, not a model file"));
    assert!(refuse(Path::new("no/such.json")).contains("no/such.json: cannot be read"));
}

const BOTOCORE: &str = r#"{
  "version": "2.0",
  "metadata": { "apiVersion": "2020-01-01", "endpointPrefix": "zoo", "jsonVersion": "1.1", "protocol": "json",
    "protocols": ["json"], "serviceFullName": "Great Zoo", "serviceId": "Great Zoo", "signatureVersion": "v4",
    "signingName": "greatzoo", "targetPrefix": "ZooService", "uid": "zoo-2020-01-01" },
  "operations": {
    "ListPets": { "name": "ListPets", "http": { "method": "POST", "requestUri": "/" },
      "input": { "shape": "ListPetsRequest" }, "output": { "shape": "ListPetsResponse" },
      "errors": [{ "shape": "Busy" }, { "shape": "Busy" }], "documentation": "<p>Pets.</p>", "readonly": true,
      "endpoint": { "hostPrefix": "list-" } },
    "Free": { "name": "Free", "authtype": "none" }
  },
  "shapes": {
    "ListPetsRequest": { "type": "structure", "required": ["Limit"], "members": {
      "Limit": { "shape": "Limit" }, "Token": { "shape": "Token", "idempotencyToken": true },
      "Kind": { "shape": "Kind" } } },
    "ListPetsResponse": { "type": "structure", "members": {
      "Pets": { "shape": "Pets" }, "Token": { "shape": "Token" } } },
    "Limit": { "type": "integer", "box": true, "min": 1, "max": 100 },
    "Token": { "type": "string", "min": 1, "pattern": "a+", "sensitive": true },
    "Kind": { "type": "string", "enum": ["cat", "2-headed"], "max": 8 },
    "Pets": { "type": "list", "member": { "shape": "Pet" }, "max": 9 },
    "Pet": { "type": "structure", "union": true, "members": { "Born": { "shape": "Born" }, "More": { "shape": "More" } } },
    "Born": { "type": "timestamp", "timestampFormat": "iso8601" },
    "More": { "type": "structure", "members": {}, "document": true },
    "Busy": { "type": "structure", "members": {}, "exception": true, "fault": true,
      "error": { "code": "BusyNow", "httpStatusCode": 503 }, "retryable": { "throttling": true } }
  }
}"#;

const PAGINATORS: &str = r#"{ "pagination": { "ListPets": { "input_token": "Token", "output_token": "Token",
  "limit_key": "Limit", "result_key": ["Pets"] } } }"#;

#[test]
fn botocore_is_read() {
    let sidecar = Some(("paginators-1.json", PAGINATORS.as_bytes()));
    let loaded = load_bytes("service-2.json", BOTOCORE.as_bytes(), sidecar, &LoadOptions::default())
        .unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(loaded.format, Format::Botocore);
    assert_eq!(loaded.warnings, []);
    let model = &loaded.model;
    let zoo = |name: &str| ShapeId::new(&format!("com.amazonaws.greatzoo#{name}"));
    assert_eq!(model.service.id, zoo("ZooService"));
    assert_eq!(model.service.version, "2020-01-01");
    assert_eq!(model.service.traits.sigv4_name.as_deref(), Some("greatzoo"));
    assert_eq!(model.service.traits.protocols, ["aws.protocols#awsJson1_1"]);
    assert_eq!(model.service.traits.aws_service.as_ref().unwrap().endpoint_prefix.as_deref(), Some("zoo"));
    let [free, list] = &model.operations[..] else { panic!("two operations") };
    assert_eq!(free.traits.auth.as_deref(), Some(&[][..]));
    assert_eq!((&free.input, &free.output), (&None, &None));
    assert_eq!(list.errors, [zoo("Busy")]);
    assert!(list.traits.readonly);
    assert_eq!(list.traits.host_prefix.as_deref(), Some("list-"));
    assert_eq!(list.traits.paginated.as_ref().unwrap().items.as_deref(), Some("Pets"));
    assert!(model.shapes[&zoo("ListPetsRequest")].traits.input);
    assert!(model.shapes[&zoo("ListPetsResponse")].traits.output);
    assert!(model.shapes[&zoo("Token")].traits.sensitive);
    let ShapeKind::Structure(members) = &model.shapes[&zoo("ListPetsRequest")].kind else { panic!("a structure") };
    assert!(members[0].traits.required && members[1].traits.idempotency_token);
    let ShapeKind::Enum(members) = &model.shapes[&zoo("Kind")].kind else { panic!("an enum") };
    assert_eq!(members[1].name.as_deref(), Some("_2_headed"));
    assert_eq!(members[1].value, "2-headed");
    assert!(matches!(model.shapes[&zoo("Pet")].kind, ShapeKind::Union(_)));
    assert!(matches!(model.shapes[&zoo("More")].kind, ShapeKind::Simple(Simple::Document)));
    assert_eq!(model.shapes[&zoo("Born")].traits.timestamp_format, Some(TimestampFormat::DateTime));
    let busy = &model.shapes[&zoo("Busy")].traits;
    assert_eq!(busy.http_error, Some(503));
    assert!(busy.retryable.unwrap().throttling);
    assert_eq!(busy.query_error.as_ref().unwrap().code, "BusyNow");
}

#[test]
fn what_is_converted_loads_to_the_same_model() {
    let folder = Folder::new("convert");
    let path = folder.0.join("service-2.json");
    std::fs::write(&path, BOTOCORE).unwrap();
    std::fs::write(folder.0.join("paginators-1.json"), PAGINATORS).unwrap();
    let ast = convert(&path).unwrap().1;
    assert_eq!(ast, convert(&path).unwrap().1);
    let direct = load(&path, &LoadOptions::default()).unwrap();
    let converted = read(&ast);
    assert_eq!(converted.format, Format::SmithyAst);
    assert_eq!(format!("{:?}", direct.model), format!("{:?}", converted.model));
    let listed = services(&path).unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].operations.len(), 2);
}

#[test]
fn botocore_of_other_protocols_is_refused() {
    let text = refused_bytes(BOTOCORE.replace("\"json\"", "\"rest-xml\"").as_bytes());
    assert!(text.contains("the protocol \"rest-xml\" is not converted"), "{text}");
}

#[test]
fn a_query_protocol_is_refused_by_its_name_and_by_nothing_else() {
    let query = BOTOCORE.replace("\"json\"", "\"query\"").replace("\"targetPrefix\"", "\"ripServiceName\"");
    let text = refused_bytes(query.as_bytes());
    assert!(text.contains("the protocol \"query\" is not converted") && !text.contains("targetPrefix"), "{text}");
}

#[test]
fn a_service_without_an_id_gets_the_one_that_it_would_have() {
    let mut old: Value = serde_json::from_str(BOTOCORE).unwrap();
    let metadata = old["metadata"].as_object_mut().unwrap();
    metadata.shift_remove("serviceId");
    metadata.insert("serviceFullName".to_owned(), Value::from("Amazon Great Zoo"));
    let loaded = |model: &Value| {
        let bytes = model.to_string();
        load_bytes("service-2.json", bytes.as_bytes(), None, &LoadOptions::default()).unwrap_or_else(|e| panic!("{e}"))
    };
    let id = |model: &Value| loaded(model).model.service.traits.aws_service.unwrap().sdk_id;
    assert_eq!(id(&old), "Great Zoo");
    old["metadata"]["serviceAbbreviation"] = Value::from("AWS Zoo");
    assert_eq!(id(&old), "Zoo");
}

#[test]
fn a_broken_sidecar_is_refused_by_its_own_name() {
    let sidecar = Some(("paginators-1.json", &b"{"[..]));
    let errors = load_bytes("service-2.json", BOTOCORE.as_bytes(), sidecar, &LoadOptions::default()).unwrap_err();
    assert!(errors.to_string().starts_with("paginators-1.json: is not a JSON document"));
}

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("tinsmith-model-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Every prefix of a model, and every byte of it spoilt, ends in an answer.
#[test]
fn spoilt_bytes_never_panic() {
    for text in [
        BOTOCORE.to_owned(),
        with_member("smithy.api#String", json!({ "smithy.api#length": { "min": 1 } })).to_string(),
    ] {
        let bytes = text.as_bytes();
        for end in 0..bytes.len() {
            let _ = load_bytes("m.json", &bytes[..end], None, &LoadOptions::default());
            for spoilt in [b'"', b'{', b'1', 0xff] {
                let mut copy = bytes.to_vec();
                copy[end] = spoilt;
                let _ = load_bytes("m.json", &copy, None, &LoadOptions::default());
            }
        }
    }
}

/// Each value of a model replaced by one of another kind ends in an answer.
#[test]
fn values_of_other_kinds_never_panic() {
    fn paths(value: &Value, at: &str, out: &mut Vec<String>) {
        out.push(at.to_owned());
        match value {
            Value::Object(map) => {
                for (key, value) in map {
                    paths(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), out);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    paths(value, &format!("{at}/{index}"), out);
                }
            }
            _ => {}
        }
    }
    let botocore: Value = serde_json::from_str(BOTOCORE).unwrap();
    let folder = Folder::new("kinds");
    let path = folder.0.join("service-2.json");
    std::fs::write(&path, BOTOCORE).unwrap();
    for base in [convert(&path).unwrap().1, botocore] {
        let mut all = Vec::new();
        paths(&base, "", &mut all);
        for at in all {
            for other in [Value::Null, json!(true), json!(-1.5), json!("x"), json!([]), json!([{}]), json!({})] {
                let mut changed = base.clone();
                *changed.pointer_mut(&at).unwrap() = other;
                let _ = load_with(&changed, &LoadOptions::default());
            }
        }
    }
}

/// The official models of twelve services, where a checkout of them stands beside the project.
#[test]
fn official_models_load() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/models");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no official models in {}", folder.display());
        return;
    };
    let mut seen = 0;
    let paths = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "json"));
    // Data of another kind, such as the list of partitions, may lie beside the models.
    for path in paths.filter(|path| std::fs::read_to_string(path).unwrap().contains("\"smithy\"")) {
        let loaded = load(&path, &LoadOptions::default()).unwrap_or_else(|errors| panic!("{errors}"));
        let streams = loaded.warnings.iter().filter(|warning| warning.message.contains("stream")).count();
        assert_eq!(loaded.warnings.len(), streams, "{:?}", loaded.warnings);
        seen += 1;
        if path.file_name().is_some_and(|name| name == "workmail-2017-10-01.json") {
            assert_eq!(loaded.model.operations.len(), 92);
        }
    }
    println!("{seen} models");
}
