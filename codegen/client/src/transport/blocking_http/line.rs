//! A connection that knows in which phase of an exchange it broke: ureq's errors do not say it, and whether a request
//! may be sent again depends on it.

use core::fmt;
use std::io::{self, Read, Write};

use rustls::{ClientConnection, StreamOwned};
use ureq::Error;
use ureq::unversioned::transport::{Buffers, LazyBuffers, NextTimeout, Transport, TransportAdapter};

/// Where an exchange stood when it broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// There was no connection yet.
    Connecting,
    /// A new connection was there, and the request was not written.
    Fresh,
    /// A connection of an earlier request was there, and this one was not written.
    Reused,
    /// The request, or a part of it, was written.
    Answering,
}

/// An error of ureq, and where it came.
#[derive(Debug)]
pub(super) struct Lost {
    pub(super) phase: Phase,
    pub(super) error: Error,
}

impl Lost {
    /// The error with its phase as ureq passes it on; one that has a phase keeps it, but for all that goes wrong while
    /// connecting, where a proxy is asked in requests of its own.
    pub(super) fn wrap(phase: Phase, error: Error) -> Error {
        match error {
            Error::Other(other) => match other.downcast::<Self>() {
                Ok(lost) if phase == Phase::Connecting => Error::Other(Box::new(Self { phase, error: lost.error })),
                Ok(lost) => Error::Other(lost),
                Err(other) => Error::Other(Box::new(Self { phase, error: Error::Other(other) })),
            },
            error => Error::Other(Box::new(Self { phase, error })),
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            // ureq writes a word before these that says nothing.
            Error::Io(error) => write!(formatter, "{error}"),
            Error::Other(error) => write!(formatter, "{error}"),
            error => write!(formatter, "{error}"),
        }
    }
}

impl core::error::Error for Lost {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.error {
            Error::Io(error) => Some(error),
            Error::Other(error) => Some(&**error),
            error => Some(error),
        }
    }
}

/// A connection to a service.
#[derive(Debug)]
pub(super) struct Line {
    stream: Box<dyn Transport>,
    is_tls: bool,
    phase: Phase,
    /// What stands before the path in the first line of a request: scheme and host, where a proxy reads it.
    origin: Option<String>,
}

impl Line {
    pub(super) fn new(stream: Box<dyn Transport>, is_tls: bool, origin: Option<String>) -> Self {
        Self { stream, is_tls, phase: Phase::Fresh, origin }
    }

    /// Writes the beginning of a request with its address in the form for a proxy: `POST http://host/ HTTP/1.1`.
    fn transmit_to_proxy(&mut self, amount: usize, origin: &str, timeout: NextTimeout) -> Result<(), Error> {
        let head = self.stream.buffers().output().get(..amount).unwrap_or_default().to_vec();
        let method = head.iter().position(|byte| *byte == b' ').map_or(0, |space| space + 1);
        let (method, rest) = head.split_at(method);
        let head = [method, origin.as_bytes(), rest].concat();
        let mut left = head.as_slice();
        while !left.is_empty() {
            let output = self.stream.buffers().output();
            let (piece, after) = left.split_at(left.len().min(output.len()));
            if let Some(output) = output.get_mut(..piece.len()) {
                output.copy_from_slice(piece);
            }
            self.stream.transmit_output(piece.len(), timeout)?;
            left = after;
        }
        Ok(())
    }
}

impl Transport for Line {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.stream.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        // ureq writes the head of a request first, and by itself: where that fails, no service can act on it.
        let sent = match self.origin.clone() {
            Some(origin) if self.phase != Phase::Answering => self.transmit_to_proxy(amount, &origin, timeout),
            _ => self.stream.transmit_output(amount, timeout),
        };
        sent.map_err(|error| Lost::wrap(self.phase, error))?;
        self.phase = Phase::Answering;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.await_input(timeout).map_err(|error| Lost::wrap(self.phase, error))
    }

    /// ureq asks this between two requests: before a connection goes to the pool, and before it comes out.
    fn is_open(&mut self) -> bool {
        self.phase = Phase::Reused;
        self.stream.is_open()
    }

    fn is_tls(&self) -> bool {
        self.is_tls
    }
}

/// A connection with TLS on top.
pub(super) struct TlsLine {
    stream: StreamOwned<ClientConnection, TransportAdapter>,
    buffers: LazyBuffers,
}

impl TlsLine {
    pub(super) fn new(stream: StreamOwned<ClientConnection, TransportAdapter>, buffers: LazyBuffers) -> Self {
        Self { stream, buffers }
    }
}

impl Transport for TlsLine {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).ok_or(io::ErrorKind::InvalidInput).map_err(io::Error::from)?;
        self.stream.write_all(output)?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.stream.sock.set_timeout(timeout);
        let read = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

impl fmt::Debug for TlsLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("TlsLine").field(&self.stream.sock.get_ref()).finish()
    }
}
