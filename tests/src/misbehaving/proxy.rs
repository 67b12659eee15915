//! A proxy on loopback: it opens tunnels, passes requests on, or refuses to.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::certificates::{Identity, TlsStream};
use super::wire::{self, Received};

/// What a proxy does with a request for a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Opens it to wherever it is asked, and answers plain requests with `{}` itself.
    Serves,
    /// Opens it for this value of `Proxy-Authorization` alone, and answers 407 without.
    Demands(&'static str),
    /// Answers with this status line's end: `403 Forbidden`.
    Refuses(&'static str),
    /// Closes the connection.
    Closes,
    /// Says nothing.
    StaysSilent,
    /// Says something that is no HTTP.
    TalksNonsense,
}

/// A proxy. It ends when it is dropped; tunnels end with their clients.
pub struct Proxy {
    address: SocketAddr,
    scheme: &'static str,
    state: Arc<State>,
}

struct State {
    manner: Manner,
    /// Where every tunnel leads, whatever host it is asked for: names of services do not lead to loopback.
    target: Option<SocketAddr>,
    received: Mutex<Vec<Received>>,
    is_over: AtomicBool,
}

impl Proxy {
    /// A proxy of this manner, whose tunnels all lead to `target`.
    pub fn start(manner: Manner, target: Option<SocketAddr>) -> Self {
        Self::begin(manner, target, None)
    }

    /// The same, itself spoken to over TLS: `https://localhost:port`.
    pub fn start_tls(manner: Manner, target: Option<SocketAddr>, identity: Identity) -> Self {
        Self::begin(manner, target, Some(identity))
    }

    fn begin(manner: Manner, target: Option<SocketAddr>, identity: Option<Identity>) -> Self {
        let scheme = if identity.is_some() { "https" } else { "http" };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State { manner, target, received: Mutex::default(), is_over: AtomicBool::new(false) });
        let accepting = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.is_over.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let state = accepting.clone();
                // A client that goes away is what these tests are about.
                thread::spawn(move || drop(meet(stream, identity, &state)));
            }
        });
        Self { address, scheme, state }
    }

    /// Its address, with a user where one is given: `http://user@localhost:port`.
    pub fn uri(&self, user: Option<&str>) -> String {
        let user = user.map(|user| format!("{user}@")).unwrap_or_default();
        format!("{}://{user}localhost:{}", self.scheme, self.address.port())
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn meet(stream: TcpStream, identity: Option<Identity>, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    match identity {
        None => serve(stream, state),
        Some(identity) => serve(identity.accept(stream)?, state),
    }
}

/// How a client is connected to the proxy.
trait Client: wire::Stream {
    /// Passes bytes on between the client and `target` in both directions until one side goes away.
    fn join(self, target: TcpStream) -> io::Result<()>;
}

fn serve(mut stream: impl Client, state: &State) -> io::Result<()> {
    while let Some(received) = wire::receive(&mut stream, 0)? {
        let authorization = received.header("proxy-authorization").map(str::to_owned);
        let is_tunnel = received.line.starts_with("CONNECT ");
        state.received.lock().unwrap().push(received);
        match &state.manner {
            Manner::Demands(expected) if authorization.as_deref() != Some(expected) => {
                stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")?;
            }
            Manner::Serves | Manner::Demands(_) if is_tunnel => return tunnel(stream, state),
            Manner::Serves | Manner::Demands(_) => {
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")?;
            }
            Manner::Refuses(status) => {
                stream.write_all(format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").as_bytes())?;
            }
            Manner::Closes => return stream.close(),
            Manner::StaysSilent => return stream.wait_for_the_end(),
            Manner::TalksNonsense => stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")?,
        }
        stream.flush()?;
    }
    Ok(())
}

/// Opens a tunnel.
fn tunnel(mut client: impl Client, state: &State) -> io::Result<()> {
    let target = TcpStream::connect(state.target.unwrap())?;
    target.set_nodelay(true)?;
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    client.flush()?;
    client.join(target)
}

impl Client for TcpStream {
    fn join(self, target: TcpStream) -> io::Result<()> {
        let back = (target.try_clone()?, self.try_clone()?);
        thread::spawn(move || drop(pass_on(back.0, back.1)));
        pass_on(self, target)
    }
}

fn pass_on(mut from: TcpStream, mut to: TcpStream) -> io::Result<()> {
    let mut bytes = [0; 16 * 1024];
    loop {
        let count = from.read(&mut bytes).unwrap_or(0);
        if count == 0 {
            return to.shutdown(Shutdown::Both);
        }
        to.write_all(bytes.get(..count).unwrap_or_default())?;
    }
}

impl Client for TlsStream {
    /// By turns: TLS cannot be split in two.
    fn join(mut self, mut target: TcpStream) -> io::Result<()> {
        let turn = Some(Duration::from_millis(1));
        self.sock.set_read_timeout(turn)?;
        target.set_read_timeout(turn)?;
        let mut bytes = [0; 16 * 1024];
        loop {
            match read_some(&mut self, &mut bytes)? {
                Some(0) => return target.shutdown(Shutdown::Both),
                Some(count) => target.write_all(bytes.get(..count).unwrap_or_default())?,
                None => {}
            }
            match read_some(&mut target, &mut bytes)? {
                Some(0) => return wire::Stream::close(&mut self),
                Some(count) => self.write_all(bytes.get(..count).unwrap_or_default())?,
                None => {}
            }
        }
    }
}

/// What comes within a turn; `None` where nothing comes.
fn read_some(from: &mut dyn Read, bytes: &mut [u8]) -> io::Result<Option<usize>> {
    match from.read(bytes) {
        Ok(count) => Ok(Some(count)),
        Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Ok(None),
        Err(error) => Err(error),
    }
}
