//! The loader: what it takes is generated and compared without a surprise, what it refuses is told with place and remedy. And
//! the one generated file that people edit.

use std::fs;

use tinsmith::diff::{DiffOptions, Named, diff};
use tinsmith::model::{LoadOptions, Loaded, load_bytes};
use tinsmith::output::keep;
use tinsmith::render::manifest::PackageMetadata;
use tinsmith_tests::{home, models};

use crate::driver::{Verdict, fuzz};

/// What stands between two models in one input: no byte of UTF-8.
const BETWEEN: u8 = 0xfe;

fn load(bytes: &[u8], sidecar: Option<&[u8]>) -> Option<Loaded> {
    let sidecar = sidecar.map(|bytes| ("paginators-1.json", bytes));
    match load_bytes("service-2.json", bytes, sidecar, &LoadOptions::default()) {
        Ok(loaded) => Some(loaded),
        Err(errors) => {
            assert!(!errors.0.is_empty(), "refused without a reason");
            for problem in &errors.0 {
                assert!(
                    ["service-2.json", "paginators-1.json"].contains(&problem.file.as_str()),
                    "no file: {problem:?}"
                );
                assert!((4..4_000).contains(&problem.message.len()), "no message: {problem:?}");
                assert!((4..4_000).contains(&problem.remedy.len()), "no remedy: {problem:?}");
            }
            None
        }
    }
}

/// One model, or two versions of it.
fn model(bytes: &[u8]) -> Verdict {
    let at = bytes.iter().position(|byte| *byte == BETWEEN);
    let (first, second) = at.map_or((bytes, None), |at| (&bytes[..at], Some(&bytes[at + 1..])));
    let Some(old) = load(first, None) else {
        // botocore's file with its paginators.
        return load(first, second).map_or(Verdict::Refused, |_| Verdict::Accepted);
    };
    let named = |loaded| Named { name: "model.json", loaded };
    let same = diff(named(&old), named(&old), DiffOptions::default()).unwrap();
    assert!(same.is_empty(), "a model differs from itself: {same:?}");
    if let Some(new) = second.and_then(|second| load(second, None)) {
        let there = diff(named(&old), named(&new), DiffOptions::default());
        let back = diff(named(&new), named(&old), DiffOptions::default());
        assert_eq!(there.is_ok(), back.is_ok(), "what compares one way compares the other");
        if let (Ok(there), Ok(back)) = (there, back) {
            assert_eq!(there.is_empty(), back.is_empty(), "{there:?}\n{back:?}");
        }
    }
    Verdict::Accepted
}

const WORDS: &[&[u8]] = &[
    b"\xfe",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"\"type\":\"structure\"",
    b"\"type\":\"union\"",
    b"\"type\":\"list\"",
    b"\"type\":\"map\"",
    b"smithy.api#String",
    b"smithy.api#Unit",
    b"smithy.api#Document",
    b"\"smithy.api#required\":{}",
    b"\"smithy.api#default\":1",
    b"\"smithy.api#default\":\"x\"",
    b"\"smithy.api#sparse\":{}",
    b"\"smithy.api#sensitive\":{}",
    b"\"smithy.api#error\":\"client\"",
    b"\"smithy.api#clientOptional\":{}",
    b"\"smithy.api#paginated\":{}",
    b"\"smithy.api#deprecated\":{}",
    b"\"smithy.api#timestampFormat\":\"date-time\"",
    b"\"smithy.api#documentation\":\"<p>\"",
    b"\"smithy\":\"1.0\"",
    b"\"target\":",
    b"\"members\":{}",
    b"\"mixins\":[]",
    b"\"traits\":{}",
    b"\"metadata\":",
    b"\"version\":\"2.0\"",
    b"$version: \"2\"\nnamespace a\n",
];

#[test]
#[ignore = "takes its time"]
fn models_load_and_compare_or_are_refused_with_a_remedy() {
    let mut seeds: Vec<Vec<u8>> =
        ["mini", "bad"].iter().flat_map(|folder| models(folder)).map(|model| fs::read(model.path).unwrap()).collect();
    let pairs: Vec<Vec<u8>> = seeds
        .iter()
        .filter(|seed| seed.len() < 3_000)
        .map(|seed| [seed.as_slice(), &[BETWEEN], seed].concat())
        .collect();
    seeds.extend(pairs);
    fuzz("models", &seeds, WORDS, model);
}

/// A manifest that somebody has edited: a second run changes nothing more.
fn manifest(bytes: &[u8]) -> Verdict {
    const FRESH: &str = include_str!("../../../generated/workmail/Cargo.toml");
    let Ok(found) = std::str::from_utf8(bytes) else { return Verdict::Refused };
    let metadata = PackageMetadata::default();
    let kept = keep(found, FRESH, &metadata);
    assert_eq!(keep(&kept, FRESH, &metadata), kept, "a second run changes something of {found:?}");
    if kept == FRESH { Verdict::Refused } else { Verdict::Accepted }
}

#[test]
#[ignore = "takes its time"]
fn what_is_kept_of_a_manifest_is_kept_again() {
    let fresh = fs::read(home().join("../generated/workmail/Cargo.toml")).unwrap();
    let edited = [fresh.as_slice(), b"\n[dev-dependencies]\ntokio = \"1\"\n"].concat();
    let words: &[&[u8]] = &[
        b"# tinsmith: begin package\n",
        b"# tinsmith: begin dependencies\n",
        b"# tinsmith: begin x\n",
        b"# tinsmith: end\n",
        b"[package]\n",
        b"[dependencies]\n",
        b"[features]\n",
        b"[a.b]\n",
        b"version = \"1.2.3\"\n",
        b"serde = { version = \"1\" }\n",
        b"name.workspace = true\n",
        b"license = \"MIT\"\n",
        b"keywords = [\n  \"a\",\n]\n",
        b"\"\"\"",
        b"\n",
        b"\r\n",
        b"#",
        b" = ",
    ];
    fuzz("manifest", &[fresh, edited], words, manifest);
}
