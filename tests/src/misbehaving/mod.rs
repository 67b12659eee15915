//! A server of HTTP/1.1 on loopback that misbehaves on request, by threads and sockets of the standard library alone: what
//! tests of clients call. [`proxy`] is a proxy of the same kind.
//!
//! ```no_run
//! use tinsmith_tests::misbehaving::{Act, Server};
//!
//! let server = Server::acting([Act::closes(), Act::answers(200, "{}")]);
//! // …calls to server.uri("/") …
//! assert_eq!(server.requests().len(), 2);
//! ```

mod act;
pub mod certificates;
pub mod proxy;
mod wire;

use std::io::{self, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

pub use act::{Act, Step, Welcome};
pub use wire::Received;

use self::certificates::Identity;
use self::wire::Stream;

/// How a server answers: from what it received to what it does.
type Behaviour = dyn Fn(&Received) -> Act + Send + Sync;

/// How a server meets a connection, by its number from 0.
type Door = dyn Fn(usize) -> Welcome + Send + Sync;

/// A server that misbehaves. It ends, with all of its connections, when it is dropped.
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<State>,
}

struct State {
    behaviour: Box<Behaviour>,
    door: Box<Door>,
    identity: Option<Identity>,
    received: Mutex<Vec<Received>>,
    keep_received: bool,
    accepted: AtomicUsize,
    answered: AtomicUsize,
    open: Mutex<Vec<(usize, TcpStream)>>,
    is_over: AtomicBool,
}

/// A server before it starts.
pub struct Plan {
    behaviour: Box<Behaviour>,
    door: Box<Door>,
    identity: Option<Identity>,
    keep_received: bool,
}

impl Plan {
    /// A server that answers as `behaviour` says.
    pub fn new(behaviour: impl Fn(&Received) -> Act + Send + Sync + 'static) -> Self {
        Self { behaviour: Box::new(behaviour), door: Box::new(|_| Welcome::Serve), identity: None, keep_received: true }
    }

    /// A server that acts like this, one act a request, whatever connection it comes on; `{}` for all further ones.
    pub fn acts(acts: impl IntoIterator<Item = Act>) -> Self {
        let acts = Mutex::new(acts.into_iter().collect::<Vec<_>>().into_iter());
        Self::new(move |_| acts.lock().unwrap().next().unwrap_or_else(|| Act::answers(200, "{}")))
    }

    /// The same, meeting its first connections like this, and serving all further ones.
    pub fn welcoming(self, welcomes: impl IntoIterator<Item = Welcome>) -> Self {
        let welcomes: Vec<Welcome> = welcomes.into_iter().collect();
        self.meeting(move |number| welcomes.get(number).copied().unwrap_or(Welcome::Serve))
    }

    /// The same, meeting each connection, by its number from 0, as `door` says.
    pub fn meeting(self, door: impl Fn(usize) -> Welcome + Send + Sync + 'static) -> Self {
        Self { door: Box::new(door), ..self }
    }

    /// The same over TLS.
    pub fn identity(self, identity: Identity) -> Self {
        Self { identity: Some(identity), ..self }
    }

    /// The same without keeping what it receives: for a million requests.
    pub fn forgetful(self) -> Self {
        Self { keep_received: false, ..self }
    }

    /// Starts it.
    pub fn start(self) -> Server {
        let Self { behaviour, door, identity, keep_received } = self;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let scheme = if identity.is_some() { "https" } else { "http" };
        let state = Arc::new(State {
            behaviour,
            door,
            identity,
            received: Mutex::default(),
            keep_received,
            accepted: AtomicUsize::new(0),
            answered: AtomicUsize::new(0),
            open: Mutex::default(),
            is_over: AtomicBool::new(false),
        });
        let accepting = state.clone();
        thread::spawn(move || accept(&listener, &accepting));
        Server { address, scheme, state }
    }
}

impl Server {
    /// A server that acts like this, one act a request, and answers `{}` to all further ones.
    pub fn acting(acts: impl IntoIterator<Item = Act>) -> Self {
        Plan::acts(acts).start()
    }

    /// The address of a path of it, at `localhost`: `http://localhost:port/path`.
    pub fn uri(&self, path: &str) -> String {
        format!("{}://localhost:{}{path}", self.scheme, self.address.port())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests that it received so far.
    pub fn requests(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }

    /// How many requests it received so far.
    pub fn answered(&self) -> usize {
        self.state.answered.load(Ordering::SeqCst)
    }

    /// How many connections it accepted so far.
    pub fn connections(&self) -> usize {
        self.state.accepted.load(Ordering::SeqCst)
    }

    /// How many connections are open now.
    pub fn open_connections(&self) -> usize {
        self.state.open.lock().unwrap().len()
    }

    /// Waits until no more than this many connections are open; says whether it came to that within 5 s.
    pub fn settles_at(&self, connections: usize) -> bool {
        let start = Instant::now();
        while self.open_connections() > connections {
            if start.elapsed() > Duration::from_secs(5) {
                return false;
            }
            thread::sleep(Duration::from_millis(1));
        }
        true
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::SeqCst);
        for (_, stream) in self.state.open.lock().unwrap().drain(..) {
            // One that is closed already is as it should be.
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

fn accept(listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        if state.is_over.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let number = state.accepted.fetch_add(1, Ordering::SeqCst);
        if let Ok(handle) = stream.try_clone() {
            state.open.lock().unwrap().push((number, handle));
        }
        let state = state.clone();
        thread::spawn(move || {
            // A client that goes away is what these tests are about.
            let _ = serve(stream, number, &state);
            state.open.lock().unwrap().retain(|(open, _)| *open != number);
        });
    }
}

fn serve(mut stream: TcpStream, number: usize, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    match (state.door)(number) {
        Welcome::Serve => {}
        Welcome::Close => return stream.shutdown(Shutdown::Both),
        Welcome::Silence => return wire::wait_for_the_end(&stream),
        Welcome::Deaf => {
            while !state.is_over.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(1));
            }
            return Ok(());
        }
        Welcome::Nonsense => {
            stream.write_all(b"220 mail.example ESMTP\r\n")?;
            return wire::wait_for_the_end(&stream);
        }
    }
    let mut stream: Box<dyn Stream> = match &state.identity {
        None => Box::new(stream),
        Some(identity) => Box::new(identity.accept(stream)?),
    };
    while let Some(received) = wire::receive(&mut *stream, number)? {
        let act = (state.behaviour)(&received);
        if state.keep_received {
            state.received.lock().unwrap().push(received);
        }
        state.answered.fetch_add(1, Ordering::SeqCst);
        for step in act.steps() {
            match step {
                Step::Send(bytes) => stream.write_all(bytes)?,
                Step::Repeat(bytes, times) => (0..*times).try_for_each(|_| stream.write_all(bytes))?,
                Step::Pause(duration) => thread::sleep(*duration),
                Step::Wait => return stream.wait_for_the_end(),
                Step::Close => return stream.close(),
            }
        }
        stream.flush()?;
    }
    Ok(())
}
