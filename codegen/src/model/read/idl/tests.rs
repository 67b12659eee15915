//! Cases for the productions, good and bad: what the text says as a JSON AST, or what is said of it.

use std::io::Write as _;
use std::panic::{catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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

/// xorshift64*: a run is repeated by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % bound
    }
}

/// The cases of the grammar, good and bad.
fn cases() -> Vec<Vec<u8>> {
    let mut cases = Vec::new();
    let mut open: Vec<PathBuf> = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/idl")];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "smithy") {
            cases.push(std::fs::read(path).unwrap());
        }
    }
    cases.sort();
    cases
}

const WORDS: [&str; 40] = [
    "$version: \"2.0\"\n",
    "metadata a = ",
    "namespace b\n",
    "use b#T\n",
    "structure ",
    "list ",
    "enum ",
    "operation ",
    "service ",
    "resource ",
    "apply ",
    "with [M]",
    "for R",
    "@",
    "@required ",
    "@a.b#c(",
    "/// Docs\n",
    "// x\n",
    "\"",
    "\"\"\"",
    "\"\"\"\n",
    "\\",
    "\\u00e9",
    "\\uD83D",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ":=",
    "=",
    "$",
    "#",
    ",",
    "\n",
    "-1.5e3",
    "é",
    "\u{0}",
];

#[test]
fn an_apply_to_what_is_elsewhere_belongs_to_the_version_of_its_file() {
    let text = "$version: \"1.0\"\nnamespace a\nstructure S { member: String }\napply b#T$a @sensitive\n";
    let mut report = Report::new("model", false);
    let asts = read(vec![("0.smithy".to_owned(), text.as_bytes().to_vec())], &mut report).unwrap();
    let versions: Vec<_> = asts.iter().map(|ast| ast["smithy"].as_str().unwrap()).collect();
    assert_eq!(versions, ["1.0"]);
}

#[test]
fn an_apply_to_a_shape_of_the_other_version_leaves_it_there() {
    let old = "$version: \"1.0\"\nnamespace a\nstructure S {}\napply b#T @sensitive\n";
    let new = "$version: \"2\"\nnamespace b\nstructure T {}\n";
    let mut report = Report::new("model", false);
    let files = [old, new].into_iter().enumerate().map(|(at, text)| (format!("{at}.smithy"), text.as_bytes().to_vec()));
    let asts = read(files.collect(), &mut report).unwrap();
    assert_eq!(asts[0]["smithy"], "1.0");
    assert!(asts[0]["shapes"].get("b#T").is_none());
    assert!(asts[1]["shapes"]["b#T"]["traits"].get("smithy.api#sensitive").is_some());
}

/// Whether bytes are read; what is refused has a place and a remedy, and neither takes long.
fn check_bytes(bytes: &[u8]) -> bool {
    const PATIENCE: Duration = Duration::from_secs(5);
    let start = Instant::now();
    let mut report = Report::new("model", false);
    let accepted = match read(vec![("0.smithy".to_owned(), bytes.to_vec())], &mut report) {
        Ok(asts) => {
            assert!(asts.len() == 1);
            true
        }
        Err(errors) => {
            for problem in &errors.0 {
                assert!((4..4_000).contains(&problem.message.len()), "{problem:?}");
                assert!((4..4_000).contains(&problem.remedy.len()), "{problem:?}");
                assert!(problem.position.is_some() || problem.message.starts_with("is not UTF-8"), "{problem:?}");
            }
            false
        }
    };
    assert!(start.elapsed() < PATIENCE, "{} bytes took {:?}", bytes.len(), start.elapsed());
    accepted
}

/// The fuzz target of IDL: cases of the grammar with words put in, parts taken out, and others behind them.
#[test]
#[ignore = "takes its time"]
fn fuzz_idl() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = number("TINSMITH_SEED").unwrap_or(20_171_001);
    let time = Duration::from_secs(number("TINSMITH_FUZZ_SECONDS").unwrap_or(5));
    let cases = cases();
    let mut random = Random(seed);
    let (start, mut runs, mut accepted) = (Instant::now(), 0_u64, 0_u64);
    while start.elapsed() < time {
        let mut bytes = cases[random.below(cases.len())].clone();
        for _ in 0..random.below(6) {
            let at = random.below(bytes.len() + 1);
            let end = (at + random.below(32)).min(bytes.len());
            match random.below(5) {
                0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
                0 | 1 => drop(bytes.drain(at..end)),
                2 => {
                    let other = &cases[random.below(cases.len())];
                    bytes.truncate(at);
                    bytes.extend_from_slice(&other[random.below(other.len() + 1)..]);
                }
                _ => drop(bytes.splice(at..at, WORDS[random.below(WORDS.len())].bytes())),
            }
        }
        // The text of a failure is in its message; the panic names no text where it comes from within.
        match catch_unwind(|| check_bytes(&bytes)) {
            Ok(taken) => accepted += u64::from(taken),
            Err(panic) => {
                eprintln!("TINSMITH_SEED={seed}, text {runs}: {:?}", String::from_utf8_lossy(&bytes));
                resume_unwind(panic);
            }
        }
        runs += 1;
    }
    writeln!(std::io::stderr(), "IDL: {runs} texts in {time:?}, {accepted} accepted, TINSMITH_SEED={seed}").unwrap();
}
