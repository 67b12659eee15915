//! What is sent, and how it may be answered.

use fastrand::Rng;
use serde_json::{Map, Value, json};
use tinsmith_tests::documents::{Documents, Fullness, Operation, operations, shapes};

use crate::wire::Answer;

/// The largest body that the service takes.
pub(crate) const LARGEST_BODY: usize = 256 * 1024;

/// Pieces that are put into bodies and heads.
const WORDS: [&str; 24] = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "null", "true", "1e999", "-", "0x10", "NaN", "\0",
    "\u{feff}", "{\"a\":", "\r\n", "\r\n\r\n", "HTTP/1.1", "//", "\u{2028}",
];

/// What is no UTF-8.
const NO_TEXT: [&[u8]; 6] = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"];

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// Its HTTP is in order: it shares a connection.
    Kept,
    /// Alone; then the caller has nothing more to say.
    Alone,
    /// Alone; then the caller waits.
    Waiting,
}

/// What a request may be answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// A 4xx.
    Refusal,
    /// What was done to it may leave it well-formed: then it comes as far as an operation.
    RefusalOrNone,
    /// With this status.
    Status(u16),
    /// HTTP is broken: an answer, or an end.
    AnswerOrEnd,
}

/// A request.
pub(crate) struct Hostile {
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
    pub(crate) sending: Sending,
    expected: Expected,
}

impl Hostile {
    /// Whether the request may end so.
    pub(crate) fn judge(&self, answer: Option<&Answer>) -> Result<(), &'static str> {
        let Some(answer) = answer else {
            return if self.expected == Expected::AnswerOrEnd { Ok(()) } else { Err("there is no answer") };
        };
        let is_right = match self.expected {
            Expected::Refusal => (400..500).contains(&answer.status),
            // Nobody wrote most operations.
            Expected::RefusalOrNone | Expected::AnswerOrEnd => {
                matches!(answer.status, 200 | 501) || (400..500).contains(&answer.status)
            }
            Expected::Status(status) => answer.status == status,
        };
        if !is_right {
            return Err("it has another status");
        }
        // What is no HTTP comes to no service: hyper alone answers.
        let by_hyper = answer.body.is_empty() && answer.header("x-amzn-requestid").is_none();
        if by_hyper && self.expected == Expected::AnswerOrEnd && matches!(answer.status, 400 | 408 | 414 | 431) {
            return Ok(());
        }
        if answer.header("x-amzn-requestid").is_none_or(|id| id.len() != 36) {
            return Err("it has no request id");
        }
        if answer.header("content-type") != Some("application/x-amz-json-1.1") {
            return Err("it has another content type");
        }
        let body: Value = serde_json::from_slice(&answer.body).map_err(|_| "its body is no JSON")?;
        let has = |name: &str| body[name].as_str().is_some_and(|text| !text.is_empty());
        if answer.status == 200 || (has("__type") && has("message")) { Ok(()) } else { Err("it says nothing") }
    }
}

/// A request that is answered with a user.
pub(crate) fn in_order() -> Vec<u8> {
    let body = json!({"OrganizationId": format!("m-{:032}", 1), "UserId": "u-1"});
    posted("DescribeUser", body.to_string().as_bytes())
}

/// A request of an operation whose HTTP is in order.
fn posted(operation: &str, body: &[u8]) -> Vec<u8> {
    with_head(&format!("Content-Length: {}\r\n", body.len()), operation, body)
}

/// The same with these headers, which say how long the body is.
fn with_head(headers: &str, operation: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\n\
         X-Amz-Target: WorkMailService.{operation}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Makes requests.
pub(crate) struct Requests {
    /// Operations, with inputs that are right.
    inputs: Vec<(String, Value)>,
}

impl Requests {
    pub(crate) fn new() -> Self {
        let model = std::fs::read_to_string(tinsmith_tests::home().join("../model/workmail.json")).unwrap();
        let shapes = shapes(&model);
        let mut documents = Documents::new(&shapes, 1);
        let mut inputs = Vec::new();
        for Operation { name, input, .. } in operations(&shapes) {
            for fullness in [Fullness::Full, Fullness::Random] {
                inputs.push((name.clone(), documents.document(&input, fullness)));
            }
        }
        Self { inputs }
    }

    /// An operation, and an input that is right.
    fn input(&self, rng: &mut Rng) -> (&str, &Value) {
        let (operation, input) = rng.choice(&self.inputs).unwrap();
        (operation, input)
    }

    /// The next request: most have a head that is in order.
    pub(crate) fn one(&self, rng: &mut Rng) -> Hostile {
        match rng.u16(0..1000) {
            0..900 => self.with_bad_body(rng),
            900..950 => self.with_bad_head(rng),
            950..998 => self.with_broken_http(rng),
            _ => self.slow(rng),
        }
    }

    /// A request whose body is not what the model says.
    fn with_bad_body(&self, rng: &mut Rng) -> Hostile {
        let (operation, input) = self.input(rng);
        let text = input.to_string();
        let hostile = |kind, body: &[u8], expected| Hostile {
            kind,
            bytes: posted(operation, body),
            sending: Sending::Kept,
            expected,
        };
        match rng.u8(0..10) {
            0..3 => hostile("mutated body", &mutated(rng, text.as_bytes()), Expected::RefusalOrNone),
            3 => hostile("random body", &random(rng, 1..500), Expected::Refusal),
            4 => {
                // A cut at the front of an input without members leaves one.
                let cut = rng.usize(1..text.len());
                hostile("body that breaks off", &text.as_bytes()[..cut], Expected::Refusal)
            }
            5 => {
                // Far from the bound, and near it.
                let times = if rng.u8(0..20) == 0 { rng.usize(10_000..30_000) } else { rng.usize(150..500) };
                let open = rng.choice(["[", "{\"a\":", "[{\"a\":"]).unwrap();
                let body = format!("{{{}:{}", json!(name(rng, input)), open.repeat(times));
                hostile("deep nesting", body.as_bytes(), Expected::Refusal)
            }
            6 => {
                let number = number(rng);
                let body = with_raw(input, &name(rng, input), &number);
                hostile("huge number", body.as_bytes(), Expected::RefusalOrNone)
            }
            7 => {
                let text = with_raw(input, &name(rng, input), "\"@\"");
                let at = text.rfind("\"@\"").unwrap() + 1;
                let body = [&text.as_bytes()[..at], rng.choice(NO_TEXT).unwrap(), &text.as_bytes()[at + 1..]].concat();
                hostile("broken UTF-8", &body, Expected::Refusal)
            }
            8 => {
                let values = ["1", "-1.5", "true", "null", "[]", "{}", "\"\"", "[null]", "[[]]", "{\"a\":1}"];
                let body = with_raw(input, &name(rng, input), rng.choice(values).unwrap());
                hostile("value of another type", body.as_bytes(), Expected::RefusalOrNone)
            }
            _ => {
                let text = "\u{1f600}".repeat(rng.usize(1000..2_000));
                let body = with_raw(input, &name(rng, input), &json!(text).to_string());
                hostile("text that is too long", body.as_bytes(), Expected::RefusalOrNone)
            }
        }
    }

    /// A request whose head is none of the protocol.
    fn with_bad_head(&self, rng: &mut Rng) -> Hostile {
        let (operation, input) = self.input(rng);
        let body = input.to_string();
        let target = format!("X-Amz-Target: WorkMailService.{operation}\r\n");
        let right = String::from_utf8(posted(operation, body.as_bytes())).unwrap();
        let (text, status) = match rng.u8(0..8) {
            0 => (right.replacen("POST", rng.choice(["GET", "PUT", "DELETE", "OPTIONS", "FOO"]).unwrap(), 1), 405),
            1 => (right.replacen("POST /", rng.choice(["POST /a", "POST //", "POST /?a#b/../c"]).unwrap(), 1), 404),
            2 => (right.replacen(&target, "", 1), 404),
            3 => (right.replacen(&target, &target.repeat(2), 1), 404),
            4 => (right.replacen(&target, "X-Amz-Target: .........\r\n", 1), 404),
            5 => (right.replacen(operation, &operation[1..], 1), 404),
            6 => (right.replacen("application/x-amz-json-1.1", rng.choice(["", "text/plain", "*"]).unwrap(), 1), 415),
            _ => (right.replacen("Host", "Content-Encoding: br\r\nHost", 1), 415),
        };
        // A path with a question is that of the protocol.
        let expected = if text.starts_with("POST /?") { Expected::RefusalOrNone } else { Expected::Status(status) };
        Hostile { kind: "bad head", bytes: text.into_bytes(), sending: Sending::Kept, expected }
    }

    /// What is no HTTP, or lies about the length of its body.
    fn with_broken_http(&self, rng: &mut Rng) -> Hostile {
        let (operation, input) = self.input(rng);
        let body = input.to_string();
        let hostile = |kind, headers: &str, body: &[u8], expected| Hostile {
            kind,
            bytes: with_head(headers, operation, body),
            sending: Sending::Alone,
            expected,
        };
        let length = body.len();
        let broken = Expected::AnswerOrEnd;
        match rng.u8(0..10) {
            0 => {
                let headers = format!("Content-Length: {}\r\n", length + rng.usize(1..1000));
                hostile("length that is too great", &headers, body.as_bytes(), broken)
            }
            1 => {
                let headers = format!("Content-Length: {}\r\n", rng.usize(1..length));
                hostile("length that is too small", &headers, body.as_bytes(), Expected::Refusal)
            }
            2 => {
                let lengths = ["-1", "a", "", "1,2", "+5", "0x5", "99999999999999999999999", "5\r\nContent-Length: 6"];
                let headers = format!("Content-Length: {}\r\n", rng.choice(lengths).unwrap());
                hostile("length that is none", &headers, body.as_bytes(), broken)
            }
            3 => {
                let sizes = ["ffffffffffffffff", "-1", "zz", "", "5;a=b", "7fffffffffffffff"];
                let body = format!("{}\r\n{body}\r\n0\r\n\r\n", rng.choice(sizes).unwrap());
                hostile("chunks that are none", "Transfer-Encoding: chunked\r\n", body.as_bytes(), broken)
            }
            4 => {
                let body = format!("{length:x}\r\n{body}\r\n");
                hostile("chunks without an end", "Transfer-Encoding: chunked\r\n", body.as_bytes(), broken)
            }
            5 => {
                let headers = format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n");
                hostile("two lengths", &headers, body.as_bytes(), broken)
            }
            6 => {
                let length = rng.u64(LARGEST_BODY as u64 + 1..1 << 50);
                let headers = format!("Content-Length: {length}\r\n");
                hostile("body that says to be too large", &headers, body.as_bytes(), Expected::Status(413))
            }
            7 => {
                let length = LARGEST_BODY + rng.usize(1..1000);
                let body = format!("{length:x}\r\n{}\r\n0\r\n\r\n", " ".repeat(length));
                hostile("body that is too large", "Transfer-Encoding: chunked\r\n", body.as_bytes(), broken)
            }
            8 => {
                let headers = if rng.bool() {
                    format!("X-Long: {}\r\n", "a".repeat(rng.usize(10_000..600_000)))
                } else {
                    "X-Many: a\r\n".repeat(rng.usize(101..5_000))
                };
                hostile("head that is too large", &headers, b"", broken)
            }
            _ => {
                let mut bytes = posted(operation, body.as_bytes());
                let end = bytes.len() - length;
                let bytes = match rng.u8(0..3) {
                    0 => random(rng, 1..500),
                    1 => mutated(rng, &bytes),
                    _ => {
                        bytes.truncate(rng.usize(1..end));
                        bytes
                    }
                };
                Hostile { kind: "no HTTP", bytes, sending: Sending::Alone, expected: broken }
            }
        }
    }

    /// A request that does not come to its end, though its caller waits.
    fn slow(&self, rng: &mut Rng) -> Hostile {
        let (operation, input) = self.input(rng);
        let mut bytes = posted(operation, input.to_string().as_bytes());
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        let (kind, cut, expected) = if rng.bool() {
            ("slow body", rng.usize(head..bytes.len()), Expected::Status(408))
        } else {
            ("slow head", rng.usize(0..head), Expected::AnswerOrEnd)
        };
        bytes.truncate(cut);
        Hostile { kind, bytes, sending: Sending::Waiting, expected }
    }
}

/// The name of a member, or one that no input has.
fn name(rng: &mut Rng, input: &Value) -> String {
    let names = input.as_object().into_iter().flat_map(Map::keys).map(String::as_str);
    rng.choice(names.chain(["Unknown"]).collect::<Vec<_>>()).unwrap().to_owned()
}

/// An input with this text in place of a member, or as another one.
fn with_raw(input: &Value, name: &str, raw: &str) -> String {
    let mut input = input.clone();
    input.as_object_mut().unwrap().shift_remove(name);
    let rest = input.to_string();
    let comma = if rest == "{}" { "" } else { "," };
    format!("{}{comma}{}:{raw}}}", rest.strip_suffix('}').unwrap(), json!(name))
}

/// A number that few types hold.
fn number(rng: &mut Rng) -> String {
    let digits = "9".repeat(rng.usize(1..1_000));
    match rng.u8(0..6) {
        0 => digits,
        1 => format!("-{digits}"),
        2 => format!("1e{digits}"),
        3 => format!("1e-{digits}"),
        4 => format!("0.{digits}"),
        _ => rng.choice(["2147483648", "-9223372036854775809", "1e309", "5e-324", "-0", "1.5"]).unwrap().to_owned(),
    }
}

fn random(rng: &mut Rng, length: std::ops::Range<usize>) -> Vec<u8> {
    let length = rng.usize(length);
    std::iter::repeat_with(|| rng.u8(..)).take(length).collect()
}

/// Bytes with one to eight changes.
fn mutated(rng: &mut Rng, bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=rng.usize(0..8) {
        let at = rng.usize(0..bytes.len().max(1)).min(bytes.len());
        let end = rng.usize(at..=bytes.len().min(at + 16));
        match rng.u8(0..4) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << rng.u8(0..8);
                }
            }
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..end, rng.choice(WORDS).unwrap().bytes())),
            _ => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}
