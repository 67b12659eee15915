//! Runs the programs that serve, as processes, and calls them.
#![cfg(test)]

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use workmail::config::{Credentials, Region};
use workmail::{Config, blocking};

const ORGANIZATION: &str = "m-0123456789abcdef0123456789abcdef";

/// A program that serves; it ends with this.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program on a port that is free; a client of it, by a secret.
fn started(program: &str, secret: &str) -> (Program, blocking::Client) {
    let (program, url) = serving(program);
    let config = Config::builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", secret, None, None, "test"))
        .endpoint_url(url)
        .build();
    (program, blocking::Client::from_conf(config))
}

/// Starts a program on a port that is free; its URL.
fn serving(program: &str) -> (Program, String) {
    let mut child = Command::new(program).arg("127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Program(child), line.trim().to_owned())
}

fn name(client: &blocking::Client) -> Result<String, String> {
    match client.describe_user().organization_id(ORGANIZATION).user_id("u-1").send() {
        Ok(user) => Ok(user.name().unwrap().to_owned()),
        Err(error) => Err(error.code().unwrap().to_owned()),
    }
}

#[test]
fn the_service_of_ten_lines_answers_what_is_written_and_says_what_is_not() {
    let (_program, client) = started(env!("CARGO_BIN_EXE_serve"), "any");
    assert_eq!(name(&client).as_deref(), Ok("ann"));
    let error = client.list_organizations().send().unwrap_err();
    assert_eq!(error.code(), Some("NotImplementedException"));
}

#[test]
fn the_guarded_service_lets_nobody_in_without_the_key_and_nobody_change_anything() {
    let (_program, client) = started(env!("CARGO_BIN_EXE_serve_guarded"), "secret");
    assert_eq!(name(&client).as_deref(), Ok("ann"));
    let denied = client.delete_user().organization_id(ORGANIZATION).user_id("u-1").send().unwrap_err();
    assert_eq!(denied.code(), Some("AccessDeniedException"));
    let (_program, stranger) = started(env!("CARGO_BIN_EXE_serve_guarded"), "guessed");
    assert_eq!(name(&stranger).unwrap_err(), "InvalidSignatureException");
}

#[test]
fn the_service_within_a_router_stands_beside_a_route() {
    let (_program, client) = started(env!("CARGO_BIN_EXE_serve_axum"), "any");
    assert_eq!(name(&client).as_deref(), Ok("ann"));
    let error = client.list_organizations().send().unwrap_err();
    assert_eq!(error.code(), Some("NotImplementedException"));

    let (_program, url) = serving(env!("CARGO_BIN_EXE_serve_axum"));
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nok"), "{answer}");
}

#[test]
fn client_and_service_talk_in_one_process() {
    let output = Command::new(env!("CARGO_BIN_EXE_in_process")).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "ann\n", "{}", String::from_utf8_lossy(&output.stderr));
}
