//! Cases for the productions, good and bad: what the text says as a JSON AST, or what is said of it.

use serde_json::{Value, json};

use super::read;
use crate::model::problem::Report;

fn ast(texts: &[&str]) -> Result<Value, String> {
    let files = texts.iter().enumerate().map(|(n, text)| (format!("{n}.smithy"), text.as_bytes().to_vec())).collect();
    let mut report = Report::new("model", false);
    read(files, &mut report).map(|mut asts| asts.pop().unwrap()).map_err(|errors| errors.to_string())
}

fn shapes(body: &str) -> Value {
    let text = format!("$version: \"2.0\"\nnamespace a\n{body}");
    ast(&[&text]).unwrap_or_else(|error| panic!("{error}")).get("shapes").unwrap().clone()
}

fn refused(body: &str) -> String {
    ast(&[&format!("$version: \"2.0\"\nnamespace a\n{body}")]).unwrap_err()
}

#[test]
fn a_structure_has_members_traits_documentation_and_defaults() {
    let found = shapes(
        "/// Says.\n/// More.\n@deprecated(since: \"1\")\nstructure S {\n  @required a: String, b: Integer = 1\n}\n",
    );
    let expected = json!({"a#S": {"type": "structure", "members": {
        "a": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
        "b": {"target": "smithy.api#Integer", "traits": {"smithy.api#default": 1}},
    }, "traits": {"smithy.api#documentation": "Says.\nMore.", "smithy.api#deprecated": {"since": "1"}}}});
    assert_eq!(found, expected);
}

#[test]
fn inline_structures_take_the_suffixes() {
    let text = "$version: \"2\"\n$operationInputSuffix: \"Request\"\nnamespace a\noperation Op {\n  input := @sensitive { a: String }\n  output := {}\n  errors: [E]\n}\n@error(\"client\")\nstructure E {}\n";
    let found = ast(&[text]).unwrap();
    let op = json!({"type": "operation", "input": {"target": "a#OpRequest"}, "output": {"target": "a#OpOutput"}, "errors": [{"target": "a#E"}]});
    assert_eq!(found.pointer("/shapes/a#Op").unwrap(), &op);
    let traits = json!({"smithy.api#sensitive": {}, "smithy.api#input": {}});
    assert_eq!(found.pointer("/shapes/a#OpRequest/traits").unwrap(), &traits);
}

#[test]
fn elided_members_come_from_resources_and_mixins() {
    let found = shapes(
        "resource R { identifiers: { id: Id }, read: Get }\nstring Id\noperation Get {\n  input := for R with [M] {\n    @required $id\n    @sensitive $m\n    own: Id\n  }\n}\n@mixin\nstructure M { m: String }\n",
    );
    let members = json!({
        "id": {"target": "a#Id", "traits": {"smithy.api#required": {}}}, "own": {"target": "a#Id"}});
    assert_eq!(found.pointer("/a#GetInput/members").unwrap(), &members);
    let apply = json!({"type": "apply", "traits": {"smithy.api#sensitive": {}}});
    assert_eq!(found.get("a#GetInput$m").unwrap(), &apply);
}

#[test]
fn enums_say_their_values() {
    let found = shapes("enum E {\n  A\n  B = \"b\"\n}\nintEnum I {\n  ONE = 1\n}\n");
    assert_eq!(found.pointer("/a#E/members/A/traits/smithy.api#enumValue").unwrap(), "A");
    assert_eq!(found.pointer("/a#E/members/B/traits/smithy.api#enumValue").unwrap(), "b");
    assert_eq!(found.pointer("/a#I/members/ONE/traits/smithy.api#enumValue").unwrap(), 1);
}

#[test]
fn apply_adds_to_shapes_and_members() {
    let found = shapes("apply L @length(min: 1)\napply L$member {\n  @sensitive\n}\nlist L { member: String }\n");
    assert_eq!(found.pointer("/a#L/traits/smithy.api#length").unwrap(), &json!({"min": 1}));
    assert_eq!(found.pointer("/a#L/member/traits/smithy.api#sensitive").unwrap(), &json!({}));
}

#[test]
fn trait_values_have_every_form() {
    let found = shapes(
        "@trait structure t {}\n@trait list names { member: String }\n@t(a: [1, -2.5e3 true null {b: \"c\"}], \"d-e\": S) @names\nstring S\n",
    );
    let traits = json!({"a#t": {"a": [1, -2.5e3, true, null, {"b": "c"}], "d-e": "a#S"}, "a#names": []});
    assert_eq!(found.pointer("/a#S/traits").unwrap(), &traits);
}

#[test]
fn text_blocks_lose_their_indentation() {
    let found = shapes("@documentation(\"\"\"\n    One\n      two \\\n    three\\u00e9 \\\"\n    \"\"\")\nstring S\n");
    assert_eq!(found.pointer("/a#S/traits/smithy.api#documentation").unwrap(), "One\n  two threeé \"\n");
}

#[test]
fn a_shape_of_its_own_goes_before_the_prelude_s_wherever_it_stands() {
    let first = "$version: \"2\"\nnamespace a\nstructure S { d: Document, s: String }\n";
    let second = "$version: \"2\"\nnamespace a\nstructure Document {}\n";
    let found = ast(&[first, second]).unwrap();
    assert_eq!(found.pointer("/shapes/a#S/members/d/target").unwrap(), "a#Document");
    assert_eq!(found.pointer("/shapes/a#S/members/s/target").unwrap(), "smithy.api#String");
}

#[test]
fn services_rename_and_use_names_the_shapes_of_others() {
    let first = "$version: \"2\"\nmetadata x = [1]\nnamespace a\nuse b#Op\nservice S {\n  version: \"1\", operations: [Op], rename: {\"b#T\": \"U\"}\n}\n";
    let second = "$version: \"2\"\nmetadata x = [2]\nnamespace b\noperation Op {}\nstring T\n";
    let found = ast(&[first, second]).unwrap();
    let service =
        json!({"type": "service", "version": "1", "operations": [{"target": "b#Op"}], "rename": {"b#T": "U"}});
    assert_eq!(found.pointer("/shapes/a#S").unwrap(), &service);
    assert_eq!(found.pointer("/metadata/x").unwrap(), &json!([1, 2]));
}

#[test]
fn a_file_of_version_1_has_no_words_of_version_2() {
    let old = ast(&["namespace a\nset S { member: String }\n"]).unwrap();
    assert_eq!(old.get("smithy").unwrap(), "1.0");
    assert!(ast(&["namespace a\nenum E { A }\n"]).unwrap_err().contains("`enum` needs Smithy 2.0"));
}

#[test]
fn several_problems_of_a_file_are_told_each_with_its_line() {
    let told = refused("structure S {\n  a String\n}\nstrutcure T {}\nlist L { member: \"\n");
    let expected =
        "0.smithy:4:5: expected `:`, found `String`\n  4 |   a String\n    |     ^\n  Write `name: Target`.\n";
    assert!(told.starts_with(expected), "{told}");
    assert!(told.contains("0.smithy:6:1: \"strutcure\" is not a type of shapes"), "{told}");
    assert!(told.contains("0.smithy:7:18: expected a shape id, found a text without its closing quotes"), "{told}");
}

#[test]
fn a_namespace_that_is_not_there_is_named() {
    let told = refused("use other#T\nstructure S { t: T }\n");
    assert!(told.contains("nothing of the namespace other is in the files"), "{told}");
}

#[test]
fn what_breaks_the_rules_of_lines_is_refused() {
    for (body, said) in [
        ("string A string B\n", "a line break behind the shape"),
        ("string\nA\n", "a line break where none may be"),
        ("structure S {\n  a: Integer = 1 b: Integer\n}\n", "a line break behind the value"),
        ("structure S { $a }\n", "no mixin has the member a"),
        ("enum E {}\n", "an enum without values"),
        ("enum E { A = 1\n }\n", "is not a text"),
        ("structure S { a: String, a: String }\n", "stands here twice"),
        ("@nope\nstring S\n", "the trait nope is not defined in a"),
        ("@pattern(\"\\q\")\nstring S\n", "is not an escape"),
        ("@tags([a])\nstring S\n", "the shape a is not defined"),
        ("structure S {\n", "`{` without its `}`"),
        ("string S\nstructure S {}\n", "defined a second time"),
    ] {
        let told = refused(body);
        assert!(told.contains(said), "{body}: {told}");
    }
}

#[test]
fn nesting_has_a_bound() {
    let told = refused(&format!("@tags({})\nstring S\n", "[".repeat(100_000)));
    assert!(told.contains("nests more than"), "{told}");
}

/// Each of the quotes begins a text that is looked for up to the end of the file.
#[test]
fn quotes_without_end_are_not_looked_for_without_end() {
    let told = refused(&"\\\"\n".repeat(300_000));
    assert!(told.contains("expected a statement"), "{told}");
}

/// Every cut of a text, and every change of one byte, is read or refused, and never more.
#[test]
fn damaged_texts_are_read_or_refused() {
    let text = "$version: \"2.0\"\nmetadata a = {b: [1]}\nnamespace a\nuse smithy.api#String\n/// D\n@length(min: 1)\nstructure S for R with [M] {\n  @required\n  $id\n  b: String = \"\"\"\n    x\\u00e9\n    \"\"\"\n}\napply S$b { @sensitive }\noperation O { input := { a: S } }\n";
    for cut in 0..text.len() {
        let _ = ast(&[text.get(..cut).unwrap_or_default()]);
        for byte in *b"\"{}[]():=@$\n#. a1\\/" {
            let mut damaged = text.as_bytes().to_vec();
            damaged[cut] = byte;
            let _ = ast(&[&String::from_utf8_lossy(&damaged)]);
        }
    }
}
