//! A JSON AST written as Smithy IDL: what a person would have written, word for word.
#![cfg(test)]

use serde_json::{Value, json};
use tinsmith::model::idl;

/// The one file of a model with these shapes, behind `$version` and `namespace a.b`.
fn written(shapes: &Value) -> String {
    let files = idl("model.json", &json!({ "smithy": "2.0", "shapes": shapes })).unwrap();
    let [(namespace, text)] = files.as_slice() else { panic!("{files:?}") };
    assert_eq!(namespace, "a.b");
    text.strip_prefix("$version: \"2.0\"\n\nnamespace a.b\n\n").unwrap_or(text).to_owned()
}

/// A string shape with one trait.
fn with_trait(id: &str, value: &Value) -> String {
    written(&json!({ "a.b#S": { "type": "string", "traits": { id: value } } }))
}

#[test]
fn inputs_and_outputs_of_one_operation_stand_in_it() {
    let text = written(&json!({
        "a.b#Get": { "type": "operation", "input": { "target": "a.b#GetRequest" }, "output": { "target": "a.b#GetOut" } },
        "a.b#GetRequest": {
            "type": "structure",
            "members": {
                "id": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
                "size": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 10 } }
            },
            "traits": { "smithy.api#input": {} }
        },
        "a.b#GetOut": { "type": "structure", "members": {}, "traits": { "smithy.api#documentation": "All." } }
    }));
    let expected = "\
$version: \"2.0\"
$operationInputSuffix: \"Request\"

namespace a.b

operation Get {
    input := {
        @required
        id: String

        size: Integer = 10
    }

    output: GetOut
}

/// All.
structure GetOut {}
";
    assert_eq!(text, expected);
}

#[test]
fn enums_say_values_that_are_not_their_names() {
    let member = |value: Value| json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": value } });
    let text = written(&json!({
        "a.b#E": { "type": "enum", "members": { "A": member(json!("A")), "B": member(json!("b c")) } },
        "a.b#I": { "type": "intEnum", "members": { "ONE": member(json!(1)) } }
    }));
    assert_eq!(text, "enum E {\n    A\n    B = \"b c\"\n}\n\nintEnum I {\n    ONE = 1\n}\n");
}

#[test]
fn traits_are_as_short_as_they_can_be() {
    assert_eq!(with_trait("smithy.api#sensitive", &json!({})), "@sensitive\nstring S\n");
    assert_eq!(with_trait("smithy.api#length", &json!({ "min": 1 })), "@length(min: 1)\nstring S\n");
    assert_eq!(with_trait("smithy.api#tags", &json!(["a", "b"])), "@tags([\"a\", \"b\"])\nstring S\n");
    assert_eq!(with_trait("smithy.api#pattern", &json!("^\\S$")), "@pattern(\"^\\\\S$\")\nstring S\n");
}

#[test]
fn lines_are_text_blocks_where_a_block_can_say_them() {
    let block = "@title(\"\"\"\n    a\n\n      \"b\\\"\n    \"\"\")\nstring S\n";
    assert_eq!(with_trait("smithy.api#title", &json!("a\n\n  \"b\"\n")), block);
    assert_eq!(with_trait("smithy.api#title", &json!("a \nb")), "@title(\"a \\nb\")\nstring S\n");
    assert_eq!(
        with_trait("smithy.api#title", &json!("\"\"\"\"")),
        "@title(\"\"\"\n    \"\"\\\"\\\"\"\"\")\nstring S\n"
    );
}

#[test]
fn documentation_is_a_comment_unless_that_loses_some() {
    assert_eq!(with_trait("smithy.api#documentation", &json!("A.\n\n B.")), "/// A.\n///\n///  B.\nstring S\n");
    assert_eq!(with_trait("smithy.api#documentation", &json!("A. ")), "@documentation(\"A. \")\nstring S\n");
}

#[test]
fn names_are_alone_only_where_they_lead_to_the_shape() {
    let member = |target: &str| json!({ "target": target });
    let text = written(&json!({
        "a.b#String": { "type": "string" },
        "a.b#U": { "type": "union", "members": {
            "own": member("a.b#String"), "prelude": member("smithy.api#String"), "other": member("c.d#String"),
            "used": member("c.d#Thing"), "both": member("c.d#Blob"), "blob": member("smithy.api#Blob"),
            "missing": member("a.b#Integer")
        } }
    }));
    let expected = "\
use c.d#Thing

string String

union U {
    own: String
    prelude: smithy.api#String
    other: c.d#String
    used: Thing
    both: c.d#Blob
    blob: smithy.api#Blob
    missing: a.b#Integer
}
";
    assert_eq!(text, expected);
}

#[test]
fn applies_follow_their_shape() {
    let text = written(&json!({
        "a.b#S": { "type": "string" },
        "a.b#S$x": { "type": "apply", "traits": { "smithy.api#required": {}, "smithy.api#sensitive": {} } },
        "a.b#T": { "type": "string" }
    }));
    assert_eq!(text, "string S\n\napply S$x {\n    @required\n    @sensitive\n}\n\nstring T\n");
}

#[test]
fn what_is_no_ast_is_refused() {
    let errors = idl("m.json", &json!({ "smithy": "2.0", "shapes": { "a.b#S": { "type": "strin" } } })).unwrap_err();
    assert!(errors.to_string().starts_with("m.json: a.b#S: the shape type \"strin\" is not known"), "{errors}");
}

#[test]
fn a_namespace_that_leads_out_of_the_folder_is_no_namespace() {
    let errors = idl("m.json", &json!({ "smithy": "2.0", "shapes": { "../up#S": { "type": "string" } } })).unwrap_err();
    assert!(errors.to_string().contains("../up#S"), "{errors}");
}

#[test]
fn members_of_resources_and_mixins_say_no_target() {
    let text = written(&json!({
        "a.b#Get": { "type": "operation", "input": { "target": "a.b#GetInput" }, "output": { "target": "a.b#View" } },
        "a.b#GetInput": {
            "type": "structure",
            "mixins": [{ "target": "a.b#Paged" }],
            "members": {
                "id": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
                "size": { "target": "smithy.api#String" }
            },
            "traits": { "smithy.api#input": {} }
        },
        "a.b#GetInput$page": { "type": "apply", "traits": { "smithy.api#required": {} } },
        "a.b#Paged": {
            "type": "structure",
            "members": { "page": { "target": "smithy.api#Integer" } },
            "traits": { "smithy.api#mixin": {} }
        },
        "a.b#R": {
            "type": "resource",
            "identifiers": { "id": { "target": "smithy.api#String" } },
            "properties": { "size": { "target": "smithy.api#Integer" } },
            "read": { "target": "a.b#Get" }
        },
        "a.b#View": { "type": "structure", "members": { "size": { "target": "smithy.api#Integer" } } }
    }));
    let expected = "\
resource R {
    identifiers: { id: String }
    properties: { size: Integer }
    read: Get
}

operation Get {
    input := for R with [Paged] {
        @required
        $page

        @required
        $id

        size: String
    }

    output: View
}

structure View for R {
    $size
}

@mixin
structure Paged {
    page: Integer
}
";
    assert_eq!(text, expected);
}

#[test]
fn traits_that_nothing_defines_are_written_in_full() {
    assert_eq!(with_trait("x.y#odd", &json!({ "a": [1] })), "@x.y#odd(a: [1])\nstring S\n");
    assert_eq!(with_trait("a.b#odd", &json!({})), "@a.b#odd\nstring S\n");
    assert_eq!(with_trait("aws.api#data", &json!("content")), "use aws.api#data\n\n@data(\"content\")\nstring S\n");
    assert_eq!(with_trait("smithy.api#auth", &json!(["x.y#odd"])), "@auth([\"x.y#odd\"])\nstring S\n");
}
