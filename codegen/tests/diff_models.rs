//! Diffs of real models: botocore's releases against each other and against Smithy models, and versions out of git.
//!
//! botocore's files come from PyPI and are not part of this project. `TINSMITH_BOTOCORE_OLD` and `TINSMITH_BOTOCORE_NEW`
//! name the `botocore/data` folders of the releases 1.35.51 and 1.35.52, `TINSMITH_BOTOCORE_2025_04` that of 1.37.26,
//! `TINSMITH_BOTOCORE` that of 1.44.5, with the `*.json.gz` unpacked; without them the tests say that they are skipped.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use tinsmith::diff::{Aspect, Bump, Diff, DiffOptions, GitError, Named, Severity, diff, load_revision};
use tinsmith::model::{Format, LoadOptions, Loaded, load};

fn read(path: &Path) -> Loaded {
    load(path, &LoadOptions { streams: true, ..LoadOptions::default() }).unwrap_or_else(|errors| panic!("{errors}"))
}

fn compare(old: &Loaded, new: &Loaded) -> Diff {
    diff(Named { name: "old", loaded: old }, Named { name: "new", loaded: new }, DiffOptions::default()).unwrap()
}

/// WorkMail's description in a release.
fn botocore(variable: &str) -> Option<Loaded> {
    let Some(folder) = std::env::var_os(variable) else {
        eprintln!("skipped: {variable} does not name a botocore/data folder");
        return None;
    };
    Some(read(&Path::new(&folder).join("workmail/2017-10-01/service-2.json")))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn ids(diff: &Diff) -> Vec<&str> {
    diff.changes.iter().map(|change| change.id.as_str()).collect()
}

#[test]
fn our_model_is_botocores() {
    let Some(theirs) = botocore("TINSMITH_BOTOCORE") else { return };
    let ours = read(&root().join("model/workmail.json"));
    for diff in [compare(&ours, &theirs), compare(&theirs, &ours)] {
        assert!(diff.is_mixed());
        assert!(diff.is_empty() && diff.rust.items.is_empty() && diff.rust.bump.is_none(), "{:?}", ids(&diff));
    }
}

#[test]
fn the_drift_of_the_official_model() {
    let path = root().join("../shared/models/workmail-2017-10-01.json");
    if !path.is_file() {
        eprintln!("skipped: ../shared/models is not there");
        return;
    }
    let Some(theirs) = botocore("TINSMITH_BOTOCORE") else { return };
    let diff = compare(&read(&path), &theirs);
    assert_eq!(
        ids(&diff),
        [
            "RegisterToWorkMail:error.UnsupportedOperationException",
            "PutEmailMonitoringConfigurationRequest$RoleArn:required"
        ]
    );
    assert_eq!(diff.rust.bump, Some(Bump::Minor));
}

#[test]
fn official_models_are_botocores_of_the_same_day() {
    let models = root().join("../shared/models");
    let folder = std::env::var_os("TINSMITH_BOTOCORE_2025_04");
    let (true, Some(folder)) = (models.is_dir(), folder) else {
        eprintln!("skipped: ../shared/models is not there, or TINSMITH_BOTOCORE_2025_04 names no botocore/data folder");
        return;
    };
    // Without support, where botocore's file has another shape for one member.
    for (official, theirs) in [
        ("cloudwatch-logs-2014-03-28", "logs/2014-03-28"),
        ("dynamodb-2012-08-10", "dynamodb/2012-08-10"),
        ("identitystore-2020-06-15", "identitystore/2020-06-15"),
        ("kinesis-2013-12-02", "kinesis/2013-12-02"),
        ("kms-2014-11-01", "kms/2014-11-01"),
        ("organizations-2016-11-28", "organizations/2016-11-28"),
        ("secrets-manager-2017-10-17", "secretsmanager/2017-10-17"),
        ("sqs-2012-11-05", "sqs/2012-11-05"),
        ("sso-admin-2020-07-20", "sso-admin/2020-07-20"),
        ("verifiedpermissions-2021-12-01", "verifiedpermissions/2021-12-01"),
        ("workmail-2017-10-01", "workmail/2017-10-01"),
    ] {
        let official = read(&models.join(official).with_extension("json"));
        let theirs = read(&Path::new(&folder).join(theirs).join("service-2.json"));
        for diff in [compare(&official, &theirs), compare(&theirs, &official)] {
            assert!(diff.is_empty() && diff.rust.items.is_empty(), "{}: {:?}", diff.service, ids(&diff));
        }
    }
}

#[test]
fn the_release_of_2024_10_30() {
    let (Some(old), Some(new)) = (botocore("TINSMITH_BOTOCORE_OLD"), botocore("TINSMITH_BOTOCORE_NEW")) else { return };
    let diff = compare(&old, &new);
    let of = |wanted: fn(&Aspect) -> bool| -> Vec<&str> {
        diff.edits().filter(|change| wanted(&change.aspect)).map(|change| change.id.as_str()).collect()
    };
    assert_eq!(
        of(|aspect| matches!(aspect, Aspect::Operation)),
        [
            "CreateIdentityCenterApplication:operation",
            "DeleteIdentityCenterApplication:operation",
            "DeleteIdentityProviderConfiguration:operation",
            "DeletePersonalAccessToken:operation",
            "DescribeIdentityProviderConfiguration:operation",
            "GetPersonalAccessTokenMetadata:operation",
            "ListPersonalAccessTokens:operation",
            "PutIdentityProviderConfiguration:operation",
        ]
    );
    assert_eq!(
        of(|aspect| matches!(aspect, Aspect::Error(_))),
        [
            "DescribeUser:error.DirectoryServiceAuthenticationFailedException",
            "DescribeUser:error.DirectoryUnavailableException",
            "ListAvailabilityConfigurations:error.InvalidParameterException",
        ]
    );
    assert_eq!(
        of(|aspect| matches!(aspect, Aspect::Sensitive)),
        ["NewResourceDescription:sensitive", "ResourceDescription:sensitive"]
    );
    let members: Vec<&tinsmith::diff::Change> = diff.edits().filter(|change| change.aspect == Aspect::Member).collect();
    let mut operations: Vec<&str> = members.iter().flat_map(|change| &change.operations).map(String::as_str).collect();
    operations.sort_unstable();
    operations.dedup();
    assert_eq!(operations, ["CreateUser", "DeleteOrganization", "DescribeUser", "ListUsers", "UpdateUser"]);
    assert_eq!(diff.edits().count(), 8 + 3 + 2 + members.len());
    assert_eq!((diff.rust.bump, diff.severity()), (Some(Bump::Minor), Some(Severity::Risky)));
}

/// A repository in the build's scratch folder with two versions of a model.
fn repository(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("sub dir")).unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
        let status = Command::new("git").current_dir(&folder).args(identity).args(arguments).status().unwrap();
        assert!(status.success(), "git {arguments:?}");
    };
    git(&["init", "-q"]);
    let model = |version: &str| {
        format!(
            r#"{{"smithy":"2.0","shapes":{{"a.b#S":{{"type":"service","version":"{version}",
            "traits":{{"aws.protocols#awsJson1_1":{{}}}}}}}}}}"#
        )
    };
    let botocore = r#"{"metadata":{"protocol":"json","jsonVersion":"1.1","serviceId":"T","targetPrefix":"T",
        "endpointPrefix":"t","apiVersion":"1"},"operations":{},"shapes":{}}"#;
    std::fs::write(folder.join("sub dir/m.json"), model("1")).unwrap();
    std::fs::write(folder.join("sub dir/service-2.json"), botocore).unwrap();
    std::fs::write(
        folder.join("sub dir/endpoint-rule-set-1.json"),
        r#"{"version":"1.0","parameters":{},"rules":[{"type":"error","error":"x"}]}"#,
    )
    .unwrap();
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "one"]);
    std::fs::write(folder.join("sub dir/m.json"), model("2")).unwrap();
    std::fs::write(folder.join("sub dir/new.json"), "{").unwrap();
    folder
}

#[test]
fn an_earlier_version_out_of_git() {
    let folder = repository("diff-git");
    let path = folder.join("sub dir/m.json");
    let old = load_revision("HEAD", &path, &LoadOptions::default()).unwrap();
    let diff = compare(&old, &read(&path));
    assert_eq!(ids(&diff), ["$service:version"]);
    // botocore's files beside the model come from the same revision.
    let path = folder.join("sub dir/service-2.json");
    let old = load_revision("HEAD", &path, &LoadOptions::default()).unwrap();
    assert_eq!(old.format, Format::Botocore);
    assert!(compare(&old, &read(&path)).is_empty());
}

#[test]
fn what_git_does_not_have() {
    let folder = repository("diff-git-errors");
    let fail = |revision: &str, path: &Path| load_revision(revision, path, &LoadOptions::default()).unwrap_err();
    let model = folder.join("sub dir/m.json");
    for revision in ["nowhere", "", "--help", "HEAD:sub dir", "HEAD^^^"] {
        let error = fail(revision, &model);
        assert!(matches!(error, GitError::NoRevision { .. }), "{error}");
        assert!(error.to_string().starts_with(&format!("there is no revision {revision:?}")), "{error}");
    }
    let error = fail("HEAD", &folder.join("sub dir/new.json"));
    assert!(matches!(error, GitError::NoFile { .. }), "{error}");
    assert!(matches!(fail("HEAD", &folder.join("none/m.json")), GitError::Path(_)));
    let error = fail("HEAD", &folder.join("sub dir/endpoint-rule-set-1.json"));
    assert!(matches!(error, GitError::Model(_)), "{error}");
    assert!(error.to_string().contains("HEAD:"), "{error}");
}

/// The services of the corpus: those with many edits in botocore's history.
const CORPUS: [&str; 12] = [
    "codebuild/2016-10-06",
    "dynamodb/2012-08-10",
    "ecs/2014-11-13",
    "identitystore/2020-06-15",
    "kinesis/2013-12-02",
    "kms/2014-11-01",
    "logs/2014-03-28",
    "organizations/2016-11-28",
    "secretsmanager/2017-10-17",
    "sso-admin/2020-07-20",
    "verifiedpermissions/2021-12-01",
    "workmail/2017-10-01",
];

/// Each service of some releases, oldest first, with itself a few years later: nothing is refused or left out, and no
/// verdict is of a kind that was once wrong. `TINSMITH_BOTOCORE_CORPUS` names the `botocore/data` folders, with `:` between.
#[test]
#[ignore = "some dozens of large models"]
fn the_corpus_has_no_wrong_verdict() {
    let Some(folders) = std::env::var_os("TINSMITH_BOTOCORE_CORPUS") else {
        eprintln!("skipped: TINSMITH_BOTOCORE_CORPUS does not name botocore/data folders");
        return;
    };
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let mut pairs = 0;
    for service in CORPUS {
        let releases = folders.iter().map(|folder| folder.join(service).join("service-2.json"));
        let loaded: Vec<Loaded> = releases.filter(|path| path.is_file()).map(|path| whole(&path)).collect();
        for (old, new) in loaded.iter().zip(loaded.iter().skip(1)) {
            let there = compare(old, new);
            let back = compare(new, old);
            let sorted = |diff: &Diff| {
                let mut ids: Vec<String> = diff.changes.iter().map(|change| change.id.clone()).collect();
                ids.sort_unstable();
                ids
            };
            assert_eq!(sorted(&there), sorted(&back), "{service}");
            there.changes.iter().chain(&back.changes).for_each(|change| is_plausible(service, change));
            pairs += 1;
        }
    }
    assert!(pairs > 20, "{pairs} pairs");
}

/// The model of a file, of which no operation is missing.
fn whole(path: &Path) -> Loaded {
    let loaded = read(path);
    let text = std::fs::read_to_string(path).unwrap();
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let operations = file["operations"].as_object().unwrap();
    assert_eq!(loaded.model.operations.len(), operations.len(), "{}", path.display());
    loaded
}

/// What a verdict must not say, whatever changed.
fn is_plausible(service: &str, change: &tinsmith::diff::Change) {
    let told = || format!("{service}: {}: {} {}", change.id, change.summary, change.reason);
    match &change.aspect {
        // What comes may be more than before, and can still be read.
        Aspect::Length | Aspect::Range | Aspect::Pattern | Aspect::UniqueItems => {
            assert_ne!(change.response, Some(Severity::Breaking), "{}", told());
        }
        // A wider number of the same bounds, or pages that say more.
        Aspect::Pagination if change.old.is_none() => assert_eq!(change.severity, Severity::Compatible, "{}", told()),
        Aspect::Pagination => {
            let says_all = |old: &serde_json::Value, new: &serde_json::Value| {
                old.as_object().unwrap().iter().all(|(key, value)| new.get(key) == Some(value))
            };
            if let (Some(old), Some(new)) = (&change.old, &change.new)
                && says_all(old, new)
            {
                assert_eq!(change.severity, Severity::Compatible, "{}", told());
            }
        }
        Aspect::HttpError if change.new == Some(400.into()) && change.old.is_none() => {
            panic!("the default of a client's error: {}", told());
        }
        Aspect::Default => assert!(change.old.as_ref() != Some(&serde_json::Value::Null), "{}", told()),
        Aspect::Target | Aspect::Shape if change.reason.contains("alike on the wire") => {
            assert_eq!(change.severity, Severity::Compatible, "{}", told());
        }
        _ => {}
    }
}
