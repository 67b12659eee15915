//! What a misbehaving server does with a request, made of steps; the names say the misbehaviour.

use std::time::Duration;

/// How a connection is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Welcome {
    /// Requests are read and answered.
    Serve,
    /// It is closed at once.
    Close,
    /// Nothing is said, whatever comes.
    Silence,
    /// Nothing is said, and nothing is taken from the wire.
    Deaf,
    /// Something is said that is neither HTTP nor TLS.
    Nonsense,
}

/// One step of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes so many times.
    Repeat(Vec<u8>, usize),
    /// Says nothing for this long.
    Pause(Duration),
    /// Says nothing until the client goes away.
    Wait,
    /// Closes the connection.
    Close,
}

/// What a server does with one request. The connection stays open behind it unless a step closes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act(Vec<Step>);

impl Act {
    /// These steps.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self(steps.into_iter().collect())
    }

    /// A proper answer.
    pub fn answers(status: u16, body: &str) -> Self {
        Self::answers_with(status, &[], body)
    }

    /// A proper answer with these headers besides.
    pub fn answers_with(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let length = body.len().to_string();
        let mut all = vec![("Content-Type", "application/x-amz-json-1.1"), ("Content-Length", &length)];
        all.extend_from_slice(headers);
        Self::sends(&[&head(status, &all), body])
    }

    /// A proper answer by a server whose clock says this.
    pub fn dated(status: u16, date: &str, body: &str) -> Self {
        Self::answers_with(status, &[("Date", date)], body)
    }

    /// What a proxy answers when it does not reach the service.
    pub fn html(status: u16) -> Self {
        let body = format!("<html><body><h1>{status} from a proxy</h1></body></html>");
        let length = body.len().to_string();
        Self::sends(&[&head(status, &[("Content-Type", "text/html"), ("Content-Length", &length)]), &body])
    }

    /// A redirect to this address.
    pub fn redirects(status: u16, location: &str) -> Self {
        Self::answers_with(status, &[("Location", location)], "")
    }

    /// Closes the connection instead of answering.
    pub fn closes() -> Self {
        Self(vec![Step::Close])
    }

    /// Closes the connection within the head of the answer.
    pub fn closes_within_head() -> Self {
        Self::sends(&["HTTP/1.1 200 OK\r\nContent-Le"]).then(Step::Close)
    }

    /// Closes the connection within the body of the answer, which says that it is longer.
    pub fn closes_within_body() -> Self {
        Self::sends(&[&head(200, &[("Content-Length", "100")]), "{\"Users\":"]).then(Step::Close)
    }

    /// Answers properly, and then closes the connection without having said so: the next request meets a connection that
    /// is gone.
    pub fn answers_and_closes(status: u16, body: &str) -> Self {
        Self::answers(status, body).then(Step::Close)
    }

    /// Says nothing at all.
    pub fn stays_silent() -> Self {
        Self(vec![Step::Wait])
    }

    /// Sends the head of an answer and falls silent.
    pub fn stays_silent_within_body() -> Self {
        Self::sends(&[&head(200, &[("Content-Length", "100")]), "{"]).then(Step::Wait)
    }

    /// A proper answer after this long.
    pub fn answers_late(pause: Duration, body: &str) -> Self {
        let mut steps = vec![Step::Pause(pause)];
        steps.extend(Self::answers(200, body).0);
        Self(steps)
    }

    /// A proper answer, byte by byte, with this pause before each byte of the body.
    pub fn drips(body: &str, pause: Duration) -> Self {
        let length = body.len().to_string();
        let mut steps = vec![Step::Send(head(200, &[("Content-Length", &length)]).into_bytes())];
        steps.extend(body.bytes().flat_map(|byte| [Step::Pause(pause), Step::Send(vec![byte])]));
        Self(steps)
    }

    /// An answer with more bytes than its `Content-Length` says.
    pub fn sends_too_much(body: &str, more: &str) -> Self {
        let length = body.len().to_string();
        Self::sends(&[&head(200, &[("Content-Length", &length)]), body, more])
    }

    /// Two lengths that contradict each other.
    pub fn sends_two_lengths() -> Self {
        Self::sends(&[&head(200, &[("Content-Length", "2"), ("Content-Length", "3")]), "{}"])
    }

    /// A length that is no number.
    pub fn sends_no_number_as_length() -> Self {
        Self::sends(&[&head(200, &[("Content-Length", "two")]), "{}"])
    }

    /// A body in chunks.
    pub fn chunked(pieces: &[&str]) -> Self {
        let chunks: String = pieces.iter().map(|piece| format!("{:x}\r\n{piece}\r\n", piece.len())).collect();
        Self::sends(&[&head(200, &[("Transfer-Encoding", "chunked")]), &chunks, "0\r\n\r\n"])
    }

    /// A body in chunks, one of which has no number as its size.
    pub fn chunked_badly() -> Self {
        Self::sends(&[&head(200, &[("Transfer-Encoding", "chunked")]), "2\r\n{}\r\nzz\r\n\r\n"]).then(Step::Wait)
    }

    /// A body in chunks that ends within one.
    pub fn closes_within_chunk() -> Self {
        Self::sends(&[&head(200, &[("Transfer-Encoding", "chunked")]), "ff\r\n{\"Users\":"]).then(Step::Close)
    }

    /// A body in chunks without the last, empty one.
    pub fn closes_between_chunks() -> Self {
        Self::sends(&[&head(200, &[("Transfer-Encoding", "chunked")]), "2\r\n{}\r\n"]).then(Step::Close)
    }

    /// A proper answer behind two that say that one is to come.
    pub fn announces_its_answer(body: &str) -> Self {
        let announcements = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n";
        let mut steps = vec![Step::Send(announcements.as_bytes().to_vec())];
        steps.extend(Self::answers(200, body).0);
        Self(steps)
    }

    /// A body that ends with the connection, as HTTP/1.0 has it.
    pub fn answers_until_close(body: &str) -> Self {
        Self::sends(&["HTTP/1.0 200 OK\r\n\r\n", body]).then(Step::Close)
    }

    /// Something that is no HTTP.
    pub fn talks_nonsense() -> Self {
        Self::sends(&["SSH-2.0-OpenSSH_9.9\r\n\r\n"]).then(Step::Wait)
    }

    /// A head of so many kilobytes.
    pub fn sends_a_long_head(kilobytes: usize) -> Self {
        let header = format!("X-Filler: {}\r\n", "x".repeat(1014)).into_bytes();
        Self(vec![Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec()), Step::Repeat(header, kilobytes), Step::Wait])
    }

    /// A body of so many megabytes that says its length.
    pub fn floods(megabytes: usize) -> Self {
        let length = (megabytes << 20).to_string();
        Self(vec![
            Step::Send(head(200, &[("Content-Length", &length)]).into_bytes()),
            Step::Repeat(vec![b' '; 1 << 16], megabytes << 4),
        ])
    }

    /// A body of so many megabytes in chunks, which do not say how many come.
    pub fn floods_in_chunks(megabytes: usize) -> Self {
        let mut chunk = b"10000\r\n".to_vec();
        chunk.resize(chunk.len() + (1 << 16), b' ');
        chunk.extend_from_slice(b"\r\n");
        Self(vec![
            Step::Send(head(200, &[("Transfer-Encoding", "chunked")]).into_bytes()),
            Step::Repeat(chunk, megabytes << 4),
            Step::Send(b"0\r\n\r\n".to_vec()),
        ])
    }

    /// An answer that says it is gigabytes long, and is not.
    pub fn boasts() -> Self {
        Self::sends(&[&head(200, &[("Content-Length", "9000000000")]), "{}"]).then(Step::Wait)
    }

    /// The same and one step more.
    pub fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }

    /// The steps.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    fn sends(pieces: &[&str]) -> Self {
        Self(vec![Step::Send(pieces.concat().into_bytes())])
    }
}

fn head(status: u16, headers: &[(&str, &str)]) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status} Whatever\r\n{headers}\r\n")
}
