//! `kill -9` at any time: over HTTP, against the program itself, no change that was answered is lost.
#![cfg(test)]

mod running;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use running::Running;
use workmail::blocking::Client;

/// The program with a file.
fn start(state: &Path) -> Running {
    Running::start(["--state".as_ref(), state.as_os_str()])
}

#[test]
fn what_was_answered_survives_kill_9() {
    let state = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("crash-{}.redb", std::process::id()));
    let _ = fs::remove_file(&state);
    let organization = {
        let running = start(&state);
        let made = Client::from_conf(running.config()).create_organization().alias("acme").send().unwrap();
        made.organization_id.unwrap()
    };
    let mut acknowledged = Vec::new();
    for round in 0..25 {
        let running = start(&state);
        let client = Client::from_conf(running.config());
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
            drop(running);
            writing.join().unwrap()
        });
        acknowledged.extend(made);
    }
    assert!(acknowledged.len() > 25, "only {} answers: nothing was tried", acknowledged.len());
    let running = start(&state);
    let found: Vec<String> = Client::from_conf(running.config())
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
