//! The wire is a door: what a crate speaks is said in three places of it, and all its tables stay as they are. Each small
//! model of AWS JSON is generated as it is and as if it spoke rpcv2Cbor, and the two crates are compared line by line.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith::generate::GenerateError;
use tinsmith::model::LoadOptions;
use tinsmith_tests::{generate_here, models};

/// The files that say the protocol: the codec, the service's facts, the example of the crate's documentation; and the one
/// with the model's hash.
const TOLD: [&str; 3] = ["src/lib.rs", "src/meta.rs", "src/wire.rs"];

fn files(path: &Path) -> Result<BTreeMap<String, String>, GenerateError> {
    generate_here(path, LoadOptions::default()).map(|generated| generated.files)
}

/// The text without what says the forms of timestamps, of which rpcv2Cbor has but one, and without the header.
fn neutral(text: &str) -> String {
    let text =
        ["::date_time", "::http_date"].iter().fold(text.to_owned(), |text, form| text.replace(form, "::epoch_seconds"));
    text.split_once('\n').map(|(_, body)| body.to_owned()).unwrap()
}

#[test]
fn another_protocol_changes_no_table_of_a_crate() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("second-codec");
    fs::create_dir_all(&folder).unwrap();
    let mut compared = 0;
    for model in models("mini") {
        let text = fs::read_to_string(&model.path).unwrap();
        let other = ["aws.protocols#awsJson1_0", "aws.protocols#awsJson1_1"]
            .iter()
            .fold(text.clone(), |text, id| text.replace(id, "smithy.protocols#rpcv2Cbor"));
        let path = folder.join(model.path.file_name().unwrap());
        fs::write(&path, &other).unwrap();
        let beside = model.path.with_extension("tinsmith.json");
        if beside.is_file() {
            fs::copy(&beside, folder.join(beside.file_name().unwrap())).unwrap();
        }
        let json = files(&model.path).unwrap();
        if json["src/wire.rs"].contains("cbor") {
            continue;
        }
        let cbor = match files(&path) {
            Ok(files) => files,
            Err(error) => {
                assert!(error.to_string().contains("has no form for documents"), "{}: {error}", model.name);
                continue;
            }
        };
        assert_eq!(json.keys().collect::<Vec<_>>(), cbor.keys().collect::<Vec<_>>(), "{}", model.name);
        let sources =
            json.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|extension| extension == "rs"));
        let differing: BTreeSet<&str> = sources
            .filter(|(path, text)| neutral(text) != neutral(&cbor[*path]))
            .map(|(path, _)| path.as_str())
            .collect();
        assert!(differing.iter().all(|path| TOLD.contains(path)), "{}: {differing:?}", model.name);
        assert!(differing.contains("src/wire.rs") && differing.contains("src/meta.rs"), "{}", model.name);
        compared += 1;
    }
    assert!(compared > 25, "{compared} models are compared");
}
