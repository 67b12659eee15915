//! Very many malformed requests to a service on the stubs, over sockets: each is answered with a 4xx that has a type, a
//! message and a request id, or, where HTTP itself is broken, at least ends. Nothing panics, memory stays flat, and a caller
//! in good order is served all the while.
//!
//! | file | holds |
//! | --- | --- |
//! | this one | the service, the callers, what is counted |
//! | `requests.rs` | what is sent, and how it may be answered |
//! | `wire.rs` | answers off a socket |
#![cfg(test)]

mod requests;
mod wire;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::server::{self, Context, WorkMail};

use requests::{Hostile, Requests, Sending};
use wire::{Answer, Answers};

/// How many callers there are at a time.
const CALLERS: usize = 8;

/// How many requests go out before their answers are read, on a connection that is kept.
const AT_ONCE: usize = 16;

/// How long the service waits for heads, and for pieces of bodies.
const PATIENCE: Duration = Duration::from_millis(200);

/// How much memory may grow from the middle of the run to its end, in kB: buffers and the allocator settle.
const GROWTH: usize = 8 * 1024;

/// Knows one user.
struct Mail;

impl WorkMail for Mail {
    async fn describe_user(
        &self,
        input: DescribeUserInput,
        _: &Context,
    ) -> Result<DescribeUserOutput, DescribeUserError> {
        Ok(DescribeUserOutput::builder().set_user_id(input.user_id).name("ann").build())
    }
}

/// Serves until the process ends; gives the address.
fn serve() -> SocketAddr {
    let (send, address) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            send.send(listener.local_addr().unwrap()).unwrap();
            let service = server::service(Mail).largest_body(requests::LARGEST_BODY);
            let timeouts = tinsmith_server::Timeouts::default().head(PATIENCE).body(PATIENCE);
            tinsmith_server::serve_with(listener, service, std::future::pending(), timeouts).await.unwrap();
        });
    });
    address.recv().unwrap()
}

/// Kilobytes of memory that this process has, where the system tells.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// What callers share.
struct Run {
    address: SocketAddr,
    requests: Requests,
    count: usize,
    sent: AtomicUsize,
    /// How often each kind of request ended in each way.
    ends: Mutex<BTreeMap<(&'static str, String), usize>>,
    memory: Mutex<Vec<usize>>,
}

impl Run {
    /// How many of the next requests are one caller's; none once all are sent.
    fn next(&self, most: usize) -> usize {
        let before = self.sent.fetch_add(most, Ordering::Relaxed);
        let tenth = self.count.div_ceil(10);
        if before / tenth != (before + most) / tenth {
            self.memory.lock().unwrap().extend(memory());
        }
        most.min(self.count.saturating_sub(before))
    }

    fn tell(&self, hostile: &Hostile, answer: Option<&Answer>) {
        if let Err(why) = hostile.judge(answer) {
            let text = String::from_utf8_lossy(&hostile.bytes[..hostile.bytes.len().min(2000)]).into_owned();
            panic!("{}: {why}\nanswered {answer:?}\nto {text:?}", hostile.kind);
        }
        let end = answer.map_or_else(|| "closed".to_owned(), |answer| answer.status.to_string());
        *self.ends.lock().unwrap().entry((hostile.kind, end)).or_default() += 1;
    }

    /// One caller, until all requests are sent.
    fn call(&self, seed: u64) {
        let mut rng = Rng::with_seed(seed);
        loop {
            let count = self.next(AT_ONCE);
            if count == 0 {
                return;
            }
            let batch: Vec<Hostile> = (0..count).map(|_| self.requests.one(&mut rng)).collect();
            let (kept, alone): (Vec<_>, Vec<_>) = batch.into_iter().partition(|one| one.sending == Sending::Kept);
            self.send_together(&kept);
            alone.iter().for_each(|one| self.send_alone(one));
            self.send_in_order();
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Requests whose HTTP is in order, one behind the other on one connection: every one has its answer.
    fn send_together(&self, batch: &[Hostile]) {
        let stream = self.connect();
        let bytes: Vec<u8> = batch.iter().flat_map(|one| one.bytes.iter().copied()).collect();
        let mut writing = stream.try_clone().unwrap();
        let writer = thread::spawn(move || writing.write_all(&bytes));
        let mut answers = Answers::new(stream);
        for one in batch {
            let answer = answers.next();
            self.tell(one, answer.as_ref());
        }
        writer.join().unwrap().unwrap();
    }

    /// One request on a connection of its own, to its end.
    fn send_alone(&self, one: &Hostile) {
        let stream = self.connect();
        let (mut writing, bytes) = (stream.try_clone().unwrap(), one.bytes.clone());
        let waits = one.sending == Sending::Waiting;
        // Who is refused early is cut off while it writes.
        let writer = thread::spawn(move || {
            let _ = writing.write_all(&bytes);
            if !waits {
                let _ = writing.shutdown(Shutdown::Write);
            }
        });
        let mut answers = Answers::new(stream);
        let answer = answers.next();
        self.tell(one, answer.as_ref());
        // What comes behind a body that is too short is another request, which is as hostile: it ends, too.
        while answer.is_some() && answers.next().is_some() {}
        writer.join().unwrap();
    }

    /// A caller in good order.
    fn send_in_order(&self) {
        let mut stream = self.connect();
        stream.write_all(&requests::in_order()).unwrap();
        let answer = Answers::new(stream).next().unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
    }
}

fn assert_withstood(count: usize) {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let said = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        said(info);
    }));
    let start = Instant::now();
    let run = Run {
        address: serve(),
        requests: Requests::new(),
        count,
        sent: AtomicUsize::new(0),
        ends: Mutex::default(),
        memory: Mutex::default(),
    };
    let run = Arc::new(run);
    let callers: Vec<_> = (0..CALLERS)
        .map(|number| {
            let run = Arc::clone(&run);
            thread::spawn(move || run.call(20_171_001 + number as u64))
        })
        .collect();
    callers.into_iter().for_each(|caller| caller.join().unwrap());
    run.send_in_order();
    assert_eq!(PANICS.load(Ordering::Relaxed), 0, "the service panicked");

    let ends = run.ends.lock().unwrap();
    assert_eq!(ends.values().sum::<usize>(), count);
    let memory = run.memory.lock().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    println!("{count} requests in {seconds:.1} s; kB of memory at each tenth: {memory:?}");
    ends.iter().for_each(|((kind, end), count)| println!("{count:>7} {kind}: {end}"));
    if let [_, _, _, _, middle, .., late] = memory[..] {
        assert!(late < middle + GROWTH, "memory grew from {middle} kB to {late} kB");
    }
}

#[test]
fn two_thousand_malformed_requests_are_answered() {
    assert_withstood(2_000);
}

#[test]
#[ignore = "half a minute"]
fn a_hundred_thousand_malformed_requests_are_answered() {
    assert_withstood(100_000);
}
