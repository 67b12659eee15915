//! A program with the clients of several services, as somebody would write it who has only the generated crates:
//! creates, reads, lists page by page, meets errors, deletes. `tests/real/main.rs` builds it and runs it against
//! emulators.
//!
//! The words behind its name choose the flows; where the service is and who calls stands in the variables of every AWS
//! SDK. Each flow starts with nothing of its own in the service, and leaves nothing.

mod dynamo;
mod identity_store;
mod journal;
mod keys;
mod organization;
mod queues;
mod secrets;
mod streams;

use std::process::ExitCode;
use std::time::Instant;

use dynamodb::Config;
use tokio::runtime::Runtime;

/// What a flow ends with.
type Done = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    for flow in std::env::args().skip(1) {
        let start = Instant::now();
        match run(&flow) {
            Ok(()) => println!("{flow}: done in {} ms", start.elapsed().as_millis()),
            Err(error) => {
                eprintln!("{flow}: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn run(flow: &str) -> Done {
    // The clients of all services are told the same.
    let config = Config::from_env()?;
    match flow {
        "dynamodb" => runtime()?.block_on(dynamo::run(&dynamodb::Client::new(&config))),
        "dynamodb-transaction" => runtime()?.block_on(dynamo::transaction(&dynamodb::Client::new(&config))),
        "dynamodb-idle" => runtime()?.block_on(dynamo::idle(&dynamodb::Client::new(&config))),
        "identity-store" => identity_store::run(&identitystore::blocking::Client::new(&config)),
        "kinesis" => streams::run(&kinesis::blocking::Client::new(&config)),
        "kms" => runtime()?.block_on(keys::run(&kms::Client::new(&config))),
        "logs" => runtime()?.block_on(journal::run(&logs::Client::new(&config))),
        "organizations" => organization::run(&organizations::blocking::Client::new(&config)),
        "secrets-manager" => secrets::run(&secretsmanager::blocking::Client::new(&config)),
        "sqs" => runtime()?.block_on(queues::run(&sqs::Client::new(&config))),
        other => Err(format!("there is no flow {other:?}").into()),
    }
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}
