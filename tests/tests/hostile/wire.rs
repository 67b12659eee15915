//! Answers off a socket.

use std::io::Read as _;
use std::net::TcpStream;

/// The longest head that an answer may have.
const LONGEST_HEAD: usize = 4096;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// The answers of a connection.
pub(crate) struct Answers {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Answers {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self { stream, read: Vec::new() }
    }

    /// The next one; `None` where the connection ends instead. One that stays open without an answer is a failure.
    pub(crate) fn next(&mut self) -> Option<Answer> {
        loop {
            let end = self.until(|read| {
                let lines = read.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
                lines.into_iter().find(|end| read[..*end].ends_with(b"\r\n\r\n"))
            })?;
            let head = String::from_utf8(self.read.drain(..end).collect()).unwrap();
            let status = head.split(' ').nth(1).unwrap().parse().unwrap();
            let mut answer = Answer { status, head, body: Vec::new() };
            let length = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
            // A body that breaks off is none.
            self.until(|read| (read.len() >= length).then_some(length))?;
            answer.body = self.read.drain(..length).collect();
            if answer.status >= 200 {
                return Some(answer);
            }
        }
    }

    /// Reads until `found` finds something.
    fn until(&mut self, found: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
        let mut buffer = [0; LONGEST_HEAD];
        loop {
            if let Some(end) = found(&self.read) {
                return Some(end);
            }
            match self.stream.read(&mut buffer) {
                Ok(0) => return None,
                Ok(count) => self.read.extend_from_slice(&buffer[..count]),
                Err(error) => {
                    let waits = matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut);
                    assert!(!waits, "there is neither an answer nor an end");
                    return None;
                }
            }
        }
    }
}
