//! Clients of official models at services that somebody else wrote: moto (KMS, Secrets Manager, SQS, DynamoDB,
//! Kinesis, Logs, Organizations, Identity Store; it checks signatures by botocore's code) and dynalite
//! (DynamoDB again).
//!
//! `program` is a program of its own, built here with crates that are generated here. Neither the models nor the
//! emulators are part of the repository; where one is missing, a line says so. `.ci/run emulators slow` fetches the
//! emulators.
#![cfg(test)]

#[path = "../support/mod.rs"]
mod support;

mod emulator;
mod project;

use std::path::Path;
use std::process::{Command, Output};

use emulator::Emulator;

/// Runs the flows, one after the other, as the owner of these keys.
fn output(program: &Path, emulator: &Emulator, [id, secret]: [&str; 2], flows: &[&str]) -> Output {
    Command::new(program)
        .args(flows)
        .env_clear()
        .env("AWS_ENDPOINT_URL", emulator.url())
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ACCESS_KEY_ID", id)
        .env("AWS_SECRET_ACCESS_KEY", secret)
        .env("AWS_CA_BUNDLE", emulator::authority())
        // Nobody's files.
        .env("AWS_CONFIG_FILE", "/nonexistent/config")
        .env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent/credentials")
        .output()
        .unwrap()
}

/// The same as somebody whom the emulator knows; all goes well.
fn run(program: &Path, emulator: &Emulator, flows: &[&str]) {
    let [id, secret] = emulator.keys();
    let output = output(program, emulator, [id, secret], flows);
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "at {}:\n{out}{err}", emulator.name());
    let done = out.lines().filter(|line| line.contains(": done in ")).count();
    assert_eq!(done, flows.len(), "{out}");
    println!("at {}:\n{out}", emulator.name());
}

#[test]
#[ignore = "builds eight clients, and needs moto"]
fn eight_clients_do_their_work_at_moto() {
    let Some(moto) = Emulator::moto() else { return };
    let Some(program) = project::program() else { return };
    let flows = [
        "kms",
        "secrets-manager",
        "sqs",
        "dynamodb",
        "dynamodb-transaction",
        "kinesis",
        "logs",
        "organizations",
        "identity-store",
    ];
    run(program, &moto, &flows);

    // Its signatures are checked, or all of this would say less.
    let [id, _] = moto.keys();
    let refused = output(program, &moto, [id, "another"], &["kms"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.starts_with("kms: CreateKey: the service answered with status 403"), "{said}");
}

#[test]
#[ignore = "builds eight clients, and needs moto"]
fn both_clients_speak_tls_with_another_implementation() {
    let Some(moto) = Emulator::moto_over_tls() else { return };
    let Some(program) = project::program() else { return };
    run(program, &moto, &["kms", "secrets-manager"]);
}

#[test]
#[ignore = "builds eight clients, and needs dynalite; waits twelve seconds"]
fn a_client_does_its_work_at_dynalite_which_closes_idle_connections() {
    let Some(dynalite) = Emulator::dynalite() else { return };
    let Some(program) = project::program() else { return };
    run(program, &dynalite, &["dynamodb", "dynamodb-idle"]);
}
