//! What the packages that are published say of themselves, and that they carry their licences along.
#![cfg(test)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tinsmith_tests::home;

/// Every package of the workspace that is not kept from being published.
fn published() -> Vec<Value> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(home())
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter().filter(|package| package["publish"].is_null());
    packages.cloned().collect()
}

#[test]
fn every_package_says_what_it_is() {
    let packages = published();
    let mut names: Vec<&str> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["tinsmith", "tinsmith-client", "tinsmith-runtime", "tinsmith-server", "workmail"]);
    for package in &packages {
        for key in ["description", "license", "readme"] {
            assert!(package[key].as_str().is_some_and(|text| !text.is_empty()), "{}: {key}", package["name"]);
        }
        let keywords = package["keywords"].as_array().unwrap();
        // What crates.io takes.
        assert!((1..=5).contains(&keywords.len()), "{}: keywords", package["name"]);
        assert!(keywords.iter().all(|word| word.as_str().unwrap().len() <= 20), "{}: keywords", package["name"]);
        assert!((1..=5).contains(&package["categories"].as_array().unwrap().len()), "{}: categories", package["name"]);
        assert_eq!(package["metadata"]["docs"]["rs"]["all-features"], true, "{}", package["name"]);
        assert!(package["repository"].is_null(), "{}: an address must be that of a place", package["name"]);
        for dependency in package["dependencies"].as_array().unwrap() {
            // What has a path alone cannot be published.
            assert!(dependency["kind"] == "dev" || dependency["req"] != "*", "{}: {dependency}", package["name"]);
        }
    }
}

#[test]
fn every_package_has_the_texts_of_its_licences() {
    for package in published() {
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
        for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
            let ours = fs::read_to_string(home().parent().unwrap().join(file)).unwrap();
            assert!(fs::read_to_string(folder.join(file)).is_ok_and(|text| text == ours), "{}", folder.display());
        }
    }
}
