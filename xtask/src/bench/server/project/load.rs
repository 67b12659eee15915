//! Asks a server over a few connections, each with one request at a time.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Instant;

/// What is asked, of either operation.
pub const BODY: &str = r#"{"OrganizationId":"m-0123456789abcdef0123456789abcdef","UserId":"user7@example.com"}"#;

/// How many connections there are.
const CONNECTIONS: u32 = 8;

/// Nanoseconds for each of so many answers.
pub fn run(address: &str, operation: &str, count: u32) -> u128 {
    let request = format!(
        "POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/x-amz-json-1.1\r\n\
         X-Amz-Target: WorkMailService.{operation}\r\nContent-Length: {}\r\n\
         User-Agent: load\r\nAmz-Sdk-Request: attempt=1; max=3\r\n\r\n{BODY}",
        BODY.len()
    );
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut stream = TcpStream::connect(address).unwrap();
                stream.set_nodelay(true).unwrap();
                let mut buffer = vec![0; 128 * 1024];
                for _ in 0..count / CONNECTIONS {
                    stream.write_all(request.as_bytes()).unwrap();
                    answer(&mut stream, &mut buffer);
                }
            });
        }
    });
    start.elapsed().as_nanos() / u128::from(count)
}

/// Reads one answer to its end.
fn answer(stream: &mut TcpStream, buffer: &mut [u8]) {
    let mut read = 0;
    let mut whole = usize::MAX;
    while read < whole {
        let count = stream.read(&mut buffer[read..]).unwrap();
        assert!(count > 0, "the server closed");
        read += count;
        if whole == usize::MAX
            && let Some(end) = buffer[..read].windows(4).position(|four| four == b"\r\n\r\n")
        {
            let head = std::str::from_utf8(&buffer[..end]).unwrap();
            assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
            let lines = head.lines().filter_map(|line| line.split_once(": "));
            let length = lines.filter(|(name, _)| name.eq_ignore_ascii_case("content-length")).next().unwrap().1;
            whole = end + 4 + length.parse::<usize>().unwrap();
        }
    }
}
