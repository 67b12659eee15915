//! A generated crate with a client that somebody has already: the lines that the README shows, over a socket.
#![cfg(test)]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use workmail::operation::list_users::{ListUsers, ListUsersInput};
use workmail::{Operation, http};

/// Answers one request, and gives what came: the head and the body.
fn serve_once(status: &str, body: &'static str) -> (String, thread::JoinHandle<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut came = Vec::new();
        let (head, length) = loop {
            let mut bytes = [0; 4096];
            let count = stream.read(&mut bytes).unwrap();
            came.extend(bytes.iter().take(count));
            let text = String::from_utf8_lossy(&came).to_ascii_lowercase();
            if let Some((head, _)) = text.split_once("\r\n\r\n") {
                let length: usize =
                    head.split_once("content-length: ").unwrap().1.lines().next().unwrap().parse().unwrap();
                break (head.to_owned(), length);
            }
        };
        let start = head.len() + 4;
        while came.len() < start + length {
            let mut bytes = [0; 4096];
            let count = stream.read(&mut bytes).unwrap();
            came.extend(bytes.iter().take(count));
        }
        stream.write_all(answer.as_bytes()).unwrap();
        (head, String::from_utf8(came.split_off(start)).unwrap())
    });
    (address, server)
}

/// What the README shows.
fn send(endpoint: &str) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let input = ListUsersInput::builder().organization_id("m-1").build()?;
    let request = ListUsers::request(&endpoint.parse()?, input)?;

    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let (head, mut body) = agent.run(request)?.into_parts();
    let page = ListUsers::response(&http::Response::from_parts(head, body.read_to_vec()?))?;
    Ok(page.users().first().and_then(|user| user.name()).map(str::to_owned))
}

#[test]
fn a_request_goes_out_and_its_answer_comes_back() {
    let (endpoint, server) = serve_once("200 OK", r#"{"Users":[{"Name":"ann"}]}"#);
    assert_eq!(send(&endpoint).unwrap().as_deref(), Some("ann"));
    let (head, body) = server.join().unwrap();
    assert!(head.starts_with("post / http/1.1\r\n"), "{head}");
    assert!(head.contains("\r\nx-amz-target: workmailservice.listusers"), "{head}");
    assert_eq!(body, r#"{"OrganizationId":"m-1"}"#);
}

#[test]
fn an_error_of_the_service_is_one() {
    let body = r#"{"__type":"OrganizationNotFoundException","Message":"gone"}"#;
    let (endpoint, server) = serve_once("400 Bad Request", body);
    let error = send(&endpoint).unwrap_err();
    assert_eq!(error.to_string(), "ListUsers: OrganizationNotFoundException: gone");
    server.join().unwrap();
}
