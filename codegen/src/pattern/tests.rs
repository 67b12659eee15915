//! Translations, refusals and relations, by example.

use std::path::Path;

use super::{Pattern, Relation, relation, translate};

fn only(pattern: &str) -> String {
    let Pattern { all, none, .. } = translate(pattern).unwrap_or_else(|why| panic!("{pattern}: {why}"));
    assert!(none.is_empty(), "{pattern}: {none:?}");
    all.concat()
}

fn refused(pattern: &str) -> String {
    translate(pattern).unwrap_err().to_string()
}

#[test]
fn classes_are_those_of_ecma_262() {
    for (pattern, translated) in [
        (r"^\d+$", "^[0-9]+$"),
        (r"^[\w.-]{2,8}$", r"^[\-.0-9A-Z_a-z]{2,8}$"),
        (r"\D", "[^0-9]"),
        (r"[^\s]", r"[^\t-\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}]"),
        ("^.*$", r"^[^\n\r\x{2028}\x{2029}]*$"),
        (r"[\s\S]", "(?s:.)"),
        ("[^]", "(?s:.)"),
        ("[]", r"[^\x{0}-\x{10FFFF}]"),
        (r"\bx", r"(?-u:\b)x"),
        (r"[\b]", r"\x{8}"),
    ] {
        assert_eq!(only(pattern), translated, "{pattern}");
    }
}

#[test]
fn what_is_a_mark_to_regex_alone_is_escaped() {
    for (pattern, translated) in [
        ("[[a]", r"[\[a]"),
        ("[a&&b]", r"[\&ab]"),
        ("[~-]", r"[\-\~]"),
        ("a{", r"a\{"),
        ("{,3}", r"\{,3\}"),
        ("]", r"\]"),
        ("a#b", "a#b"),
        (r"\/\:\-", "/:-"),
    ] {
        assert_eq!(only(pattern), translated, "{pattern}");
    }
}

#[test]
fn characters_may_be_written_by_their_numbers_and_in_halves() {
    for (pattern, translated) in [
        (r"\x41\u0042\cJ\0", r"AB\n\x{0}"),
        (r"\u{1F600}", r"\x{1F600}"),
        (r"\uD83D\uDE00", r"\x{1F600}"),
        (r"[\uD83D\uDE00-\uD83D\uDE02]", r"[\x{1F600}-\x{1F602}]"),
        (r"[\uD800-\uDBFF][\uDC00-\uDFFF]", r"[^\x{0}-\x{D7FF}\x{E000}-\x{FFFF}]"),
        (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]", r"[^\x{0}-\x{1F}\x{FFFE}\x{FFFF}]"),
        (r"[\000-\037]", r"[\x{0}-\x{1F}]"),
        (r"[\1]", r"\x{1}"),
    ] {
        assert_eq!(only(pattern), translated, "{pattern}");
    }
}

#[test]
fn properties_are_those_of_java_or_unicode() {
    for (pattern, translated) in [
        (r"^[\p{L}\p{N}_]+$", r"^[_\p{L}\p{N}]+$"),
        (r"\P{L}", r"[\P{L}]"),
        (r"[^\p{Lu}]", r"[^\p{Lu}]"),
        (r"\p{Alnum}", "[0-9A-Za-z]"),
        (r"\P{Digit}", "[^0-9]"),
        (r"\p{IsAlphabetic}", r"[\p{L}]"),
    ] {
        assert_eq!(only(pattern), translated, "{pattern}");
    }
    assert_eq!(refused(r"\p{Klingon}"), r#"the property "Klingon" is not known (at byte 2)"#);
}

#[test]
fn groups_and_counts() {
    for (pattern, translated) in [
        ("^(a|b)+(?:cd)?(?<name>e)$", "^(?:a|b)+(?:cd)?e$"),
        ("a{2}b{2,}c{2,3}?d*?", "a{2}b{2,}c{2,3}d*"),
        ("(a*)*", "(?:a*)*"),
        ("a|", "a|"),
        ("(?i)Ab", "[Aa][Bb]"),
        ("a(?:b(?i)c|d)e(?i:f)g", "a(?:b[Cc]|[Dd])e[Ff]g"),
    ] {
        assert_eq!(only(pattern), translated, "{pattern}");
    }
}

#[test]
fn look_arounds_at_the_edges_become_expressions_of_their_own() {
    for (pattern, all, none) in [
        ("^(?!d-)[a-z-]+$", vec![r"^[\-a-z]+$"], vec!["^d-"]),
        ("^(?=.{2,4}$)a+$", vec!["^a+$", r"^[^\n\r\x{2028}\x{2029}]{2,4}$"], vec![]),
        ("^[a-z](?!.*--)[a-z-]*$", vec![r"^[a-z][\-a-z]*$"], vec![r"^[a-z][^\n\r\x{2028}\x{2029}]*--"]),
        ("^[a-z-]+(?<!-)$", vec![r"^[\-a-z]+$"], vec!["-$"]),
        ("^((?!x)(a|b))$", vec!["^(?:a|b)$"], vec!["^x"]),
    ] {
        let translated = translate(pattern).unwrap();
        assert_eq!((translated.all, translated.none), (own(&all), own(&none)), "{pattern}");
    }
    for pattern in ["(?!a)b", "^a*(?!b)c$", "^(?:(?!--)[a-z-])+$", "^a$|^(?!b)c$", "^a(?<!b)c$"] {
        let why = refused(pattern);
        assert!(why.starts_with("it looks around elsewhere than at the begin or the end"), "{pattern}: {why}");
    }
}

fn own(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn what_is_no_expression_is_refused_with_its_place() {
    for (pattern, why) in [
        ("(a", "a bracket is not closed (at byte 2)"),
        ("a)", "a bracket is closed that was not opened (at byte 1)"),
        ("[a", "a class is not closed (at byte 2)"),
        ("*a", "there is nothing to repeat (at byte 0)"),
        ("a**", "there is nothing to repeat (at byte 2)"),
        ("a{3,2}", "a count ends before it begins (at byte 1)"),
        ("[z-a]", "a range ends before it begins (at byte 4)"),
        (r"(a)\1", "it refers back to a group (at byte 4)"),
        ("a\\", "it ends in a backslash (at byte 2)"),
        ("(?>a)", "the group is of a kind that is not known (at byte 1)"),
        ("^.{1,100000}$", "it is too large (at byte 0)"),
    ] {
        assert_eq!(refused(pattern), why, "{pattern}");
    }
    assert_eq!(refused(&"(".repeat(100_000)), "its groups are nested too deep (at byte 100)");
}

#[test]
fn lengths_follow_where_both_ends_are_fixed() {
    for (pattern, lengths) in [
        ("^[a-z]{2,4}$", (2, Some(4))),
        ("^(ab|cde)?$", (0, Some(3))),
        ("^a+$", (1, None)),
        ("[a-z]{2,4}", (2, None)),
        ("^a|b$", (1, None)),
        ("^(?:a|bc)$", (1, Some(2))),
        (r"^\uD83D\uDE00$", (1, Some(1))),
        ("^(?=.{2}$)a*$", (0, None)),
    ] {
        let Pattern { min_length, max_length, .. } = translate(pattern).unwrap();
        assert_eq!((min_length, max_length), lengths, "{pattern}");
    }
}

#[test]
fn patterns_relate_by_the_texts_that_they_take() {
    for (old, new, expected) in [
        ("^[a-z]+$", "^[a-y]+|[a-z]+$", Relation::Looser),
        ("^[a-z]+$", "^[a-z]+$", Relation::Equal),
        ("^a{2}$", "^aa$", Relation::Equal),
        ("^[a-z]{1,8}$", "^[a-z]{1,9}$", Relation::Looser),
        ("^[a-z]{1,9}$", "^[a-z]{2,9}$", Relation::Tighter),
        ("^a+$", "^b+$", Relation::Apart),
        ("a", "^a", Relation::Tighter),
        (".*", r"[\s\S]*", Relation::Equal),
        ("^.*$", r"^[\s\S]*$", Relation::Looser),
        (r"^\w+$", "^[0-9A-Z_a-z]+$", Relation::Equal),
        ("^[a-z]+$", "^(?!x)[a-z]+$", Relation::Tighter),
        ("^[^x][a-z]*$", "^(?!x)[^x][a-z]*$", Relation::Equal),
        (r"^[\u0000-\u{10FFFF}]$", r"^[\s\S]$", Relation::Equal),
        (r"^\p{Lu}+$", r"^\p{L}+$", Relation::Looser),
    ] {
        assert_eq!(relation(&translate(old).unwrap(), &translate(new).unwrap()), expected, "{old} → {new}");
        let back = match expected {
            Relation::Looser => Relation::Tighter,
            Relation::Tighter => Relation::Looser,
            same => same,
        };
        assert_eq!(relation(&translate(new).unwrap(), &translate(old).unwrap()), back, "{new} → {old}");
    }
}

#[test]
fn what_takes_too_long_to_tell_is_not_decided() {
    // Which of the last twenty characters was an `a`: a million states.
    let old = translate("^[ab]*a[ab]{20}$").unwrap();
    let new = translate("^[ab]*b[ab]{20}$").unwrap();
    assert_eq!(relation(&old, &new), Relation::Undecided);
}

/// Those of the models in the repository, and of the official ones where they are.
#[test]
fn patterns_of_models_are_translated() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = package.ancestors().map(|folder| folder.join("shared/models")).find(|folder| folder.is_dir());
    if shared.is_none() {
        eprintln!("without official models: there is no folder shared/models above {}", package.display());
    }
    let mut patterns = Vec::new();
    for folder in [package.join("../model")].into_iter().chain(shared) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let model: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
                let shapes = model["shapes"].as_object().into_iter().flat_map(serde_json::Map::values);
                let found =
                    shapes.filter_map(|shape| shape["traits"]["smithy.api#pattern"].as_str().map(str::to_owned));
                patterns.extend(found);
            }
        }
    }
    assert!(patterns.len() > 35, "{} patterns", patterns.len());
    let refused: Vec<String> =
        patterns.iter().filter_map(|text| translate(text).err().map(|why| format!("{text}: {why}"))).collect();
    assert!(refused.len() * 100 <= patterns.len(), "{} of {}: {refused:#?}", refused.len(), patterns.len());
}
