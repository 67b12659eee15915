//! The program and its crates: generated from official models, in one workspace, built once.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tinsmith::generate;

use crate::support::{options, repository, shared_models};

/// A client that the program has.
struct Service {
    /// How the file of its model begins.
    model: &'static str,
    /// The name of its crate.
    package: &'static str,
    /// Which of the clients it takes.
    feature: &'static str,
    /// What is called: the rest of the model is not generated.
    operations: &'static str,
}

const SERVICES: [Service; 8] = [
    Service {
        model: "cloudwatch-logs-2014",
        package: "logs",
        feature: "client",
        operations: "CreateLogGroup CreateLogStream DeleteLogGroup DescribeLogGroups DescribeLogStreams \
            FilterLogEvents GetLogEvents PutLogEvents PutRetentionPolicy",
    },
    Service {
        model: "dynamodb-2012",
        package: "dynamodb",
        feature: "client",
        operations: "BatchWriteItem CreateTable DeleteItem DeleteTable DescribeTable GetItem ListTables PutItem Query \
            Scan TransactWriteItems UpdateItem",
    },
    Service {
        model: "identitystore-2020",
        package: "identitystore",
        feature: "blocking",
        operations: "CreateGroup CreateGroupMembership CreateUser DeleteGroup DeleteUser DescribeUser GetUserId \
            ListGroupMemberships ListUsers",
    },
    Service {
        model: "kinesis-2013",
        package: "kinesis",
        feature: "blocking",
        operations: "CreateStream DeleteStream DescribeStream DescribeStreamSummary GetRecords GetShardIterator ListShards PutRecord \
            PutRecords",
    },
    Service {
        model: "kms-2014",
        package: "kms",
        feature: "client",
        operations: "CreateAlias CreateKey Decrypt DescribeKey DisableKey Encrypt ListAliases ListKeys ListResourceTags \
            ScheduleKeyDeletion",
    },
    Service {
        model: "organizations-2016",
        package: "organizations",
        feature: "blocking",
        operations: "CreateAccount CreateOrganization CreateOrganizationalUnit CreatePolicy DeletePolicy \
            DescribeAccount DescribeOrganization ListAccounts ListOrganizationalUnitsForParent ListRoots",
    },
    Service {
        model: "secrets-manager-2017",
        package: "secretsmanager",
        feature: "blocking",
        operations: "CreateSecret DeleteSecret DescribeSecret GetSecretValue ListSecrets PutSecretValue RestoreSecret",
    },
    Service {
        model: "sqs-2012",
        package: "sqs",
        feature: "client",
        operations: "CreateQueue DeleteMessage DeleteQueue GetQueueAttributes GetQueueUrl ListQueues ReceiveMessage \
            SendMessage SendMessageBatch",
    },
];

/// The program, built; `None`, and a line that says so, where a model is missing.
pub(super) fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM.get_or_init(build).as_deref()
}

fn build() -> Option<PathBuf> {
    let models = shared_models("clients at emulators")?;
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("real");
    let mut dependencies = String::new();
    for service in &SERVICES {
        let begins = |path: &&PathBuf| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(service.model))
        };
        let Some(model) = models.iter().find(begins) else {
            eprintln!("skipped: clients at emulators: there is no model {}…json", service.model);
            return None;
        };
        let mut options = options(model, &workspace.join(service.package));
        options.package = Some(service.package.to_owned());
        options.load.operations = service.operations.split_whitespace().map(str::to_owned).collect();
        generate::write(&options).unwrap_or_else(|error| panic!("{error}"));
        let Service { package, feature, .. } = service;
        writeln!(
            dependencies,
            "{package} = {{ path = \"../{package}\", default-features = false, features = [\"{feature}\"] }}"
        )
        .unwrap();
    }
    let main = repository().join("tests/tests/real/program/main.rs");
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [[bin]]\nname = \"program\"\npath = {main:?}\n\n[dependencies]\n{dependencies}\
         tokio = {{ version = \"1\", default-features = false, features = [\"net\", \"rt\", \"time\"] }}\n"
    );
    fs::create_dir_all(workspace.join("program")).unwrap();
    fs::write(workspace.join("program/Cargo.toml"), manifest).unwrap();
    fs::write(workspace.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"program\"]\n").unwrap();
    // The versions that the repository builds with are at hand without the network.
    fs::copy(repository().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    // No package of the repository has the program's files.
    cargo(&workspace, &["fmt", "--check", "-p", "program"]);
    cargo(&workspace, &["build", "--offline", "--quiet"]);
    Some(workspace.join("target/debug/program"))
}

fn cargo(workspace: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {}:\n{out}{err}", arguments.join(" "));
}
