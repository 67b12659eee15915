//! `kill -9` at any time: over HTTP, against the program itself, no change that was answered is lost.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;
use std::{env, fs};

use workmail::blocking::Client;
use workmail::config::{Config, Credentials, Region, RetryConfig};

/// The program with a file, and where it listens.
struct Running {
    child: Child,
    address: String,
}

impl Running {
    fn start(state: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_workmail-local"))
            .args(["--listen", "127.0.0.1:0", "--quiet", "--state"])
            .arg(state)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next().unwrap().unwrap();
        let address = line.strip_prefix("listening on ").unwrap().to_owned();
        Self { child, address }
    }

    fn client(&self) -> Client {
        let config = Config::builder()
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"))
            .endpoint_url(&*self.address)
            .retry_config(RetryConfig::disabled())
            .build();
        Client::from_conf(config)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_was_answered_survives_kill_9() {
    let state = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("crash-{}.redb", std::process::id()));
    let _ = fs::remove_file(&state);
    let organization = {
        let running = Running::start(&state);
        let made = running.client().create_organization().alias("acme").send().unwrap();
        made.organization_id.unwrap()
    };
    let mut acknowledged = Vec::new();
    for round in 0..25 {
        let mut running = Running::start(&state);
        let client = running.client();
        let made = thread::scope(|scope| {
            let writing = scope.spawn(|| {
                let mut made = Vec::new();
                // Until the process is gone, which no answer tells.
                for number in 0.. {
                    let name = format!("group-{round}-{number}");
                    match client.create_group().organization_id(&*organization).name(&*name).send() {
                        Ok(_) => made.push(name),
                        Err(_) => break,
                    }
                }
                made
            });
            thread::sleep(Duration::from_millis(20 + 7 * round));
            running.child.kill().unwrap();
            running.child.wait().unwrap();
            writing.join().unwrap()
        });
        acknowledged.extend(made);
    }
    assert!(acknowledged.len() > 25, "only {} answers: nothing was tried", acknowledged.len());
    let running = Running::start(&state);
    let found: Vec<String> = running
        .client()
        .list_groups()
        .organization_id(&*organization)
        .into_paginator()
        .items()
        .send()
        .map(|group| group.unwrap().name.unwrap())
        .collect();
    for name in &acknowledged {
        assert!(found.contains(name), "{name} was answered, and is lost");
    }
    // The one that was under way when the process was killed may be there too.
    assert!(found.len() <= acknowledged.len() + 25);
    fs::remove_file(state).unwrap();
}
