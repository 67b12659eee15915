//! Requests as they come over a socket.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

use super::certificates::TlsStream;

/// A request as a server received it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The number of its connection, from 0.
    pub connection: usize,
    /// Its first line: `POST / HTTP/1.1`.
    pub line: String,
    /// Its headers in their order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Received {
    /// The first value of a header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The operation that `X-Amz-Target` names.
    pub fn operation(&self) -> Option<&str> {
        self.header("x-amz-target")?.split_once('.').map(|(_, operation)| operation)
    }
}

/// A socket, or TLS on one.
pub(super) trait Stream: Read + Write {
    /// Waits until the client has gone away.
    fn wait_for_the_end(&mut self) -> io::Result<()>;
    /// Goes away without a word: no `close_notify`.
    fn close(&mut self) -> io::Result<()>;
}

impl Stream for TcpStream {
    fn wait_for_the_end(&mut self) -> io::Result<()> {
        wait_for_the_end(self)
    }

    fn close(&mut self) -> io::Result<()> {
        self.shutdown(Shutdown::Both)
    }
}

impl Stream for TlsStream {
    fn wait_for_the_end(&mut self) -> io::Result<()> {
        wait_for_the_end(&self.sock)
    }

    fn close(&mut self) -> io::Result<()> {
        self.flush()?;
        self.sock.shutdown(Shutdown::Both)
    }
}

/// Waits until the other side of a socket has gone away.
pub(super) fn wait_for_the_end(mut stream: &TcpStream) -> io::Result<()> {
    let mut bytes = [0; 1024];
    while stream.read(&mut bytes)? > 0 {}
    Ok(())
}

/// The next request; `None` where the client has gone away.
pub(super) fn receive(stream: &mut dyn Stream, connection: usize) -> io::Result<Option<Received>> {
    let Some(head) = read_head(stream)? else { return Ok(None) };
    let mut lines = head.split("\r\n");
    let line = lines.next().unwrap_or_default().to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut received = Received { connection, line, headers, body: Vec::new() };
    let length = received.header("content-length").map_or(0, |length| length.parse().unwrap());
    received.body.resize(length, 0);
    stream.read_exact(&mut received.body)?;
    Ok(Some(received))
}

/// The head of a message without the empty line at its end; `None` where nothing comes.
pub(super) fn read_head(stream: &mut dyn Stream) -> io::Result<Option<String>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return if head.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        head.extend_from_slice(&byte);
    }
    head.truncate(head.len() - 4);
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}
