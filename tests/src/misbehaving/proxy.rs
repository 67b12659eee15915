//! A proxy on loopback: it opens tunnels, passes requests on, or refuses to.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

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
                thread::spawn(move || drop(serve(stream, &state)));
            }
        });
        Self { address, state }
    }

    /// Its address, with a user where one is given: `http://user@localhost:port`.
    pub fn uri(&self, user: Option<&str>) -> String {
        let user = user.map(|user| format!("{user}@")).unwrap_or_default();
        format!("http://{user}localhost:{}", self.address.port())
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

fn serve(mut stream: TcpStream, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
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
            Manner::Closes => return stream.shutdown(Shutdown::Both),
            Manner::StaysSilent => return wire::wait_for_the_end(&stream),
            Manner::TalksNonsense => stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n\r\n")?,
        }
    }
    Ok(())
}

/// Passes bytes on in both directions until one side goes away.
fn tunnel(mut client: TcpStream, state: &State) -> io::Result<()> {
    let target = TcpStream::connect(state.target.unwrap())?;
    target.set_nodelay(true)?;
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    let back = (target.try_clone()?, client.try_clone()?);
    thread::spawn(move || drop(pass_on(back.0, back.1)));
    pass_on(client, target)
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
