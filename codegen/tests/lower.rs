//! What lowering decides, rule by rule, on the smallest models that show it.
#![cfg(test)]

use serde_json::{Value as Json, json};
use tinsmith::lower::ir::{
    Constraints, Counted, Crate, DefaultValue, Field, InWords, Indirection, LengthLimits, MemberCheck, PartConstraints,
    PathStep, Presence, Requirement, Shown, Structure, TypeDefinition, Uniqueness, Written,
};
use tinsmith::lower::{LowerOptions, lower};
use tinsmith::model::{LoadOptions, load_bytes};

/// Lowers a model with one operation `Op` from `In` to `Out`.
fn lowered(shapes: Json) -> Crate {
    let mut all = json!({
        "a.b#S": { "type": "service", "version": "1", "operations": [{ "target": "a.b#Op" }],
            "traits": { "aws.protocols#awsJson1_1": {} } },
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" }, "output": { "target": "a.b#Out" } },
        "a.b#In": { "type": "structure", "members": {} },
        "a.b#Out": { "type": "structure", "members": {} },
    });
    all.as_object_mut().unwrap().extend(shapes.as_object().unwrap().clone());
    let text = json!({ "smithy": "2.0", "shapes": all }).to_string();
    let loaded = load_bytes("m.json", text.as_bytes(), None, &LoadOptions::default()).unwrap_or_else(|e| panic!("{e}"));
    lower(&loaded.model, &LowerOptions::default()).unwrap_or_else(|e| panic!("{e}")).krate
}

fn structure<'c>(krate: &'c Crate, name: &str) -> &'c Structure {
    let found = krate.types.iter().find_map(|definition| match definition {
        TypeDefinition::Structure(structure) if structure.name.text() == name => Some(structure),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("{name} is no structure"))
}

fn field<'s>(structure: &'s Structure, wire: &str) -> &'s Field {
    structure.fields.iter().find(|field| field.wire == wire).expect("the member")
}

/// The member `x` of the input, the output and a shared structure, with traits in the namespace `smithy.api`.
fn members(target: &str, traits: &Json) -> [Presence; 3] {
    let traits: serde_json::Map<String, Json> =
        traits.as_object().unwrap().iter().map(|(id, value)| (format!("smithy.api#{id}"), value.clone())).collect();
    let x = json!({ "target": target, "traits": traits });
    let krate = lowered(json!({
        "a.b#In": { "type": "structure", "members": { "x": x } },
        "a.b#Out": { "type": "structure", "members": { "x": x, "shared": { "target": "a.b#Shared" } } },
        "a.b#Shared": { "type": "structure", "members": { "x": x } },
        "a.b#Inner": { "type": "structure", "members": {} },
        "a.b#Choice": { "type": "union", "members": { "a": { "target": "smithy.api#String" } } },
        "a.b#List": { "type": "list", "member": { "target": "smithy.api#String" } },
    }));
    let operation = &krate.operations[0];
    let of = |structure: &Structure| field(structure, "x").presence.clone();
    [of(&operation.input), of(&operation.output), of(structure(&krate, "Shared"))]
}

/// Smithy 2.0, "Structure member optionality", as a client reads it: rows of traits, columns of containers.
#[test]
fn presence() {
    use Presence::{Default, Optional, Required, Zero};
    let seven = || Default(DefaultValue::Integer(7));
    let table = [
        ("smithy.api#Integer", json!({}), Optional),
        ("smithy.api#Integer", json!({ "required": {} }), Required),
        ("smithy.api#Integer", json!({ "default": 0 }), Zero),
        ("smithy.api#Integer", json!({ "default": 7 }), seven()),
        ("smithy.api#Integer", json!({ "default": null }), Optional),
        ("smithy.api#Integer", json!({ "default": 7, "required": {} }), seven()),
        ("smithy.api#Integer", json!({ "default": 7, "clientOptional": {} }), Optional),
        ("smithy.api#Integer", json!({ "required": {}, "clientOptional": {} }), Optional),
        ("smithy.api#Integer", json!({ "default": 7, "addedDefault": {} }), Optional),
        ("smithy.api#Integer", json!({ "default": 7, "addedDefault": {}, "required": {} }), Required),
        ("smithy.api#String", json!({ "default": "" }), Zero),
        ("a.b#List", json!({ "default": [] }), Zero),
        ("a.b#List", json!({ "required": {} }), Required),
        ("a.b#Inner", json!({ "required": {} }), Optional),
        ("a.b#Choice", json!({ "required": {} }), Optional),
    ];
    for (target, traits, expected) in table {
        let [input, output, shared] = members(target, &traits);
        assert_eq!(input, Optional, "{target} {traits} in the input");
        assert_eq!(output, expected, "{target} {traits} in the output");
        assert_eq!(shared, expected, "{target} {traits} in a shared structure");
    }
}

#[test]
fn cycles_are_boxed_once() {
    let member = |target: &str| json!({ "target": format!("a.b#{target}") });
    let krate = lowered(json!({
        "a.b#In": { "type": "structure", "members": { "a": member("A"), "list": member("Tree") } },
        "a.b#A": { "type": "structure", "members": { "b": member("B") } },
        "a.b#B": { "type": "structure", "members": { "a": member("A"), "own": member("B") } },
        "a.b#Tree": { "type": "structure", "members": { "trees": member("Trees") } },
        "a.b#Trees": { "type": "list", "member": member("Tree") },
    }));
    let boxed = |name: &str, wire: &str| field(structure(&krate, name), wire).indirection == Indirection::Boxed;
    assert!(boxed("A", "b"), "the first member of the cycle in the order of names");
    assert!(!boxed("B", "a"), "the cycle is open already");
    assert!(boxed("B", "own"));
    assert!(!boxed("Tree", "trees"), "a list is indirection enough");
    let input = &krate.operations[0].input;
    assert_eq!(field(input, "a").indirection, Indirection::Inline, "outside of the cycle");
}

/// The items that pages of an output with these members hold, as a path; and what the trait says of them.
fn items(members: Json, stated: Option<&str>) -> Option<String> {
    let mut paginated = json!({ "inputToken": "t", "outputToken": "t" });
    if let Some(items) = stated {
        paginated["items"] = json!(items);
    }
    let mut members = members;
    members["t"] = json!({ "target": "smithy.api#String" });
    let krate = lowered(json!({
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" }, "output": { "target": "a.b#Out" },
            "traits": { "smithy.api#paginated": paginated } },
        "a.b#In": { "type": "structure", "members": { "t": { "target": "smithy.api#String" } } },
        "a.b#Out": { "type": "structure", "members": members },
        "a.b#List": { "type": "list", "member": { "target": "smithy.api#String" } },
        "a.b#Map": { "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "smithy.api#String" } },
        "a.b#Inner": { "type": "structure", "members": { "list": { "target": "a.b#List" } } },
    }));
    let path = |steps: &[PathStep]| steps.iter().map(|step| step.field.to_string()).collect::<Vec<_>>().join(".");
    krate.operations[0].pagination.as_ref().unwrap().items.as_ref().map(|items| path(&items.path))
}

#[test]
fn items_of_pages() {
    let list = || json!({ "target": "a.b#List" });
    assert_eq!(items(json!({ "one": list() }), None).as_deref(), Some("one"), "the only list");
    assert_eq!(items(json!({ "one": list(), "two": list() }), None), None, "which of the two?");
    assert_eq!(items(json!({ "one": list(), "two": list() }), Some("two")).as_deref(), Some("two"));
    assert_eq!(items(json!({ "map": { "target": "a.b#Map" } }), None), None, "a map is not guessed");
    assert_eq!(items(json!({ "map": { "target": "a.b#Map" } }), Some("map")).as_deref(), Some("map"));
    assert_eq!(items(json!({ "in": { "target": "a.b#Inner" } }), Some("in.list")).as_deref(), Some("r#in.list"));
    assert_eq!(items(json!({ "in": { "target": "a.b#Inner" } }), None), None, "nested lists are not guessed");
    assert_eq!(items(json!({}), None), None);
}

/// The line of constraints of a member.
fn facts(target: &str, traits: Json) -> String {
    in_words(target, traits).all
}

/// The constraints of a member in words.
fn in_words(target: &str, traits: Json) -> InWords {
    let traits: serde_json::Map<String, Json> =
        traits.as_object().unwrap().iter().map(|(id, value)| (format!("smithy.api#{id}"), value.clone())).collect();
    let krate = lowered(json!({
        "a.b#In": { "type": "structure", "members": { "x": { "target": target, "traits": traits } } },
        "a.b#Name": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 9 }, "smithy.api#pattern": "a" } },
        "a.b#Names": { "type": "list", "member": { "target": "a.b#Name" }, "traits": { "smithy.api#length": { "max": 1 } } },
        "a.b#Counts": { "type": "map", "key": { "target": "a.b#Name" }, "value": { "target": "a.b#Count" } },
        "a.b#Count": { "type": "integer", "traits": { "smithy.api#range": { "min": 0, "max": 5 } } },
        "a.b#Secret": { "type": "string", "traits": { "smithy.api#sensitive": {} } },
    }));
    krate.operations[0].input.fields[0].constraints_in_words.clone()
}

#[test]
fn constraints_in_words() {
    let text = "smithy.api#String";
    assert_eq!(facts(text, json!({})), "");
    assert_eq!(facts(text, json!({ "required": {} })), "Required.");
    assert_eq!(facts(text, json!({ "length": { "min": 1 } })), "At least 1 character.");
    assert_eq!(facts(text, json!({ "length": { "max": 2 } })), "At most 2 characters.");
    assert_eq!(facts(text, json!({ "length": { "min": 3, "max": 3 } })), "3 characters.");
    assert_eq!(facts("smithy.api#Blob", json!({ "length": { "max": 1 } })), "At most 1 byte.");
    assert_eq!(facts("smithy.api#Integer", json!({ "range": { "min": 1, "max": 5 } })), "Value 1 to 5.");
    assert_eq!(facts("smithy.api#Double", json!({ "range": { "max": 0.5 } })), "Value at most 0.5.");
    assert_eq!(facts(text, json!({ "pattern": "a`b" })), "Pattern ``a`b``.");
    assert_eq!(facts(text, json!({ "default": "" })), "Default empty.");
    assert_eq!(facts(text, json!({ "default": "x" })), "Default `x`.");
    assert_eq!(facts(text, json!({ "idempotencyToken": {} })), "Idempotency token: filled in when unset.");
    assert_eq!(facts("a.b#Name", json!({})), "1 to 9 characters; pattern `a`.");
    assert_eq!(facts("a.b#Name", json!({ "length": { "max": 4 } })), "At most 4 characters; pattern `a`.");
    assert_eq!(facts("a.b#Names", json!({})), "At most 1 entry; each entry 1 to 9 characters, pattern `a`.");
    assert_eq!(facts("a.b#Counts", json!({})), "Each key 1 to 9 characters, pattern `a`; each value 0 to 5.");
    assert_eq!(facts("a.b#Secret", json!({ "required": {} })), "Required; sensitive.");
}

#[test]
fn that_a_member_is_required_can_be_left_out_of_the_words() {
    let besides = |target, traits| in_words(target, traits).of_values;
    assert_eq!(besides("a.b#Name", json!({ "required": {} })), "1 to 9 characters; pattern `a`.");
    assert_eq!(besides("a.b#Name", json!({})), "1 to 9 characters; pattern `a`.");
    assert_eq!(besides("smithy.api#String", json!({ "required": {} })), "");
}

/// `required` is a fact of its own; a request is refused only for what nobody and nothing fills in.
#[test]
fn required_members_of_an_input() {
    let krate = lowered(json!({
        "a.b#In": { "type": "structure", "members": {
            "Plain": { "target": "smithy.api#String" },
            "Needed": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
            "Lenient": { "target": "a.b#Inner",
                "traits": { "smithy.api#required": {}, "smithy.api#clientOptional": {} } },
            "Defaulted": { "target": "smithy.api#Integer",
                "traits": { "smithy.api#required": {}, "smithy.api#default": 7, "smithy.api#addedDefault": {} } },
            "Token": { "target": "smithy.api#String",
                "traits": { "smithy.api#required": {}, "smithy.api#idempotencyToken": {} } },
        } },
        "a.b#Inner": { "type": "structure", "members": {} },
    }));
    let operation = &krate.operations[0];
    assert!(operation.input.fields.iter().all(|field| field.presence == Presence::Optional));
    let wire: Vec<&str> = operation
        .input
        .fields
        .iter()
        .filter(|field| field.written == Written::Needed)
        .map(|field| field.wire.as_str())
        .collect();
    assert_eq!(wire, ["Needed", "Lenient"]);
    let facts = |wire| {
        let field = field(&operation.input, wire);
        (field.required, field.stated.clone())
    };
    assert_eq!(facts("Plain"), (Requirement::Optional, Presence::Optional));
    assert_eq!(facts("Lenient"), (Requirement::Required, Presence::Required));
    assert_eq!(facts("Defaulted"), (Requirement::Required, Presence::Default(DefaultValue::Integer(7))));
    assert_eq!(facts("Token"), (Requirement::Required, Presence::Required));
}

/// Constraints are data at every depth, and the words say the same.
#[test]
fn constraints() {
    let krate = lowered(json!({
        "a.b#In": { "type": "structure", "members": {
            "Tags": { "target": "a.b#Tags", "traits": { "smithy.api#length": { "max": 3 } } },
            "Data": { "target": "a.b#Data" },
            "Size": { "target": "smithy.api#Integer", "traits": { "smithy.api#range": { "min": 1 } } },
            "Rating": { "target": "a.b#Rating" },
            "Free": { "target": "smithy.api#String" },
        } },
        "a.b#Data": { "type": "blob", "traits": { "smithy.api#length": { "min": 2, "max": 2 } } },
        "a.b#Rating": { "type": "intEnum", "members": {
            "ONE": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": 1 } } } },
        "a.b#Tags": { "type": "map", "traits": { "smithy.api#length": { "min": 1 } },
            "key": { "target": "a.b#Key" }, "value": { "target": "a.b#Names" } },
        "a.b#Key": { "type": "string", "traits": { "smithy.api#pattern": "^k" } },
        "a.b#Names": { "type": "list", "traits": { "smithy.api#uniqueItems": {} },
            "member": { "target": "a.b#Name", "traits": { "smithy.api#length": { "max": 9 } } } },
        "a.b#Name": { "type": "string", "traits": { "smithy.api#sensitive": {}, "smithy.api#length": { "max": 5 } } },
    }));
    let of = |wire| field(&krate.operations[0].input, wire);
    let length = |min, max, counted| Some(LengthLimits { min, max, counted });
    let tags = of("Tags");
    // The member's own length takes the place of its target's.
    assert_eq!(tags.constraints.length, length(None, Some(3), Counted::Entries));
    let PartConstraints::KeysAndValues(key, value) = &tags.constraints.parts else { panic!("{tags:?}") };
    assert_eq!(key.pattern.as_deref(), Some("^k"));
    assert_eq!(value.items, Uniqueness::Unique);
    let PartConstraints::Entries(name) = &value.parts else { panic!("{value:?}") };
    assert_eq!((name.length, name.shown), (length(None, Some(9), Counted::Characters), Shown::Redacted));
    assert_eq!(tags.constraints_in_words.all, "At most 3 entries; each key pattern `^k`; each value no entry twice.");
    assert_eq!(of("Data").constraints.length, length(Some(2), Some(2), Counted::Bytes));
    assert_eq!(of("Data").constraints_in_words.all, "2 bytes.");
    assert_eq!(of("Size").constraints.range.as_ref().and_then(|range| range.min.as_deref()), Some("1"));
    assert_eq!(of("Rating").constraints.int_enum.as_ref().map(|of| of.name.text()), Some("Rating"));
    assert_eq!(
        (of("Free").constraints.clone(), of("Free").constraints_in_words.all.as_str()),
        (Constraints::default(), "")
    );
}

#[test]
fn a_pattern_that_is_not_checked_is_a_warning_and_every_other_rule_of_the_member_holds() {
    let text = json!({ "smithy": "2.0", "shapes": {
        "a.b#S": { "type": "service", "version": "1", "operations": [{ "target": "a.b#Op" }],
            "traits": { "aws.protocols#awsJson1_1": {} } },
        "a.b#Op": { "type": "operation", "input": { "target": "a.b#In" } },
        "a.b#In": { "type": "structure", "members": {
            "twice": { "target": "a.b#Twice" },
            "again": { "target": "a.b#Twice" },
            "fine": { "target": "smithy.api#String", "traits": { "smithy.api#pattern": "^\\d$" } },
        } },
        "a.b#Twice": { "type": "string", "traits": {
            "smithy.api#length": { "max": 9 },
            "smithy.api#pattern": "^(a+)\\1$",
        } },
    } });
    let loaded = load_bytes("m.json", text.to_string().as_bytes(), None, &LoadOptions::default()).unwrap();
    let options = LowerOptions { file: "m.json".to_owned(), ..LowerOptions::default() };
    let lowered = lower(&loaded.model, &options).unwrap();
    // Once for a pattern, however many members have it.
    let warnings: Vec<String> = lowered.warnings.iter().map(ToString::to_string).collect();
    let [warning] = warnings.as_slice() else { panic!("{warnings:?}") };
    assert!(warning.starts_with("m.json: a.b#In$twice: trait smithy.api#pattern: "), "{warning}");
    assert!(warning.contains("any text is taken: it refers back to a group"), "{warning}");

    let checks = lowered.krate.operations[0].input.checks.as_ref().unwrap();
    let of = |wire: &str| &checks.iter().find(|check| check.wire == wire).unwrap().rule;
    assert_eq!((of("twice").length, &of("twice").pattern), (Some((None, Some(9))), &None));
    let pattern = of("fine").pattern.as_ref().unwrap();
    assert_eq!((pattern.text.as_str(), pattern.all.as_slice()), (r"^\d$", &["^[0-9]$".to_owned()][..]));
}

#[test]
fn only_what_requests_carry_and_constrain_is_checked() {
    let krate = lowered(json!({
        "a.b#In": { "type": "structure", "members": {
            "free": { "target": "smithy.api#String" },
            "plain": { "target": "a.b#Plain" },
            "ring": { "target": "a.b#Ring" },
            "defaulted": { "target": "smithy.api#Integer", "traits": { "smithy.api#required": {}, "smithy.api#default": 1 } },
        } },
        "a.b#Out": { "type": "structure", "members": { "answered": { "target": "a.b#Answered" } } },
        "a.b#Plain": { "type": "structure", "members": { "text": { "target": "smithy.api#String" } } },
        "a.b#Ring": { "type": "structure", "members": { "next": { "target": "a.b#Link" } } },
        "a.b#Link": { "type": "structure", "members": {
            "ring": { "target": "a.b#Ring" },
            "name": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
        } },
        "a.b#Answered": { "type": "structure", "members": {
            "name": { "target": "smithy.api#String", "traits": { "smithy.api#length": { "min": 1 } } },
        } },
    }));
    let checked = |checks: &Option<Vec<MemberCheck>>| -> Option<Vec<String>> {
        checks.as_ref().map(|checks| checks.iter().map(|check| check.wire.clone()).collect())
    };
    assert_eq!(checked(&krate.operations[0].input.checks), Some(vec!["ring".to_owned()]));
    assert_eq!(checked(&krate.operations[0].output.checks), None);
    for (name, members) in [
        ("Plain", None),
        ("Ring", Some(vec!["next".to_owned()])),
        ("Link", Some(vec!["ring".to_owned(), "name".to_owned()])),
        ("Answered", None),
    ] {
        assert_eq!(checked(&structure(&krate, name).checks), members, "{name}");
    }
}
