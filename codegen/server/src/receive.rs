//! The body of a request, whole and within its bound.

use core::error::Error;
use core::fmt;
use core::future::poll_fn;
use core::pin::pin;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use http_body::Body;
#[cfg(feature = "compression")]
use tinsmith_runtime::message::compression::{GzipError, gunzip};
use tinsmith_runtime::protocol::serving::Encoding;

use crate::BoxError;
use crate::fault::{Fault, FaultKind};

/// What a body fails with whose next piece takes too long. Whichever body does, its request is answered with status 408
/// and `RequestTimeoutException`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the body of the request takes too long")
    }
}

impl Error for TooSlow {}

/// What is set aside at once for a body, at most, whatever it says of its size: in bytes.
const ROOM: usize = 64 * 1024;

/// Collects a body of at most `largest` bytes. One that says to be larger is refused before it is read.
pub(crate) async fn body<B: Body<Error: Into<BoxError>>>(body: B, largest: usize) -> Result<Bytes, Fault> {
    let mut body = pin!(body);
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > largest {
        return Err(too_large());
    }
    let mut collected = BytesMut::with_capacity(announced.min(ROOM));
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        let frame = frame.map_err(|error| broken(&*error.into()))?;
        // Trailers mean nothing to these protocols.
        let Ok(data) = frame.into_data() else { continue };
        if collected.len().saturating_add(data.remaining()) > largest {
            return Err(too_large());
        }
        collected.put(data);
    }
    Ok(collected.freeze())
}

/// The body as it was before it was encoded, of at most `largest` bytes, too.
pub(crate) fn decoded(body: Bytes, encoding: Encoding, largest: usize) -> Result<Bytes, Fault> {
    match encoding {
        Encoding::Identity => Ok(body),
        Encoding::Gzip => unpacked(&body, largest),
    }
}

#[cfg(feature = "compression")]
fn unpacked(body: &[u8], largest: usize) -> Result<Bytes, Fault> {
    gunzip(body, largest).map(Bytes::from).map_err(|error| match error {
        GzipError::Malformed => Fault::new(FaultKind::Serialization, "the body is no gzip, though it says so"),
        GzipError::TooLarge => too_large(),
    })
}

/// Nothing is unpacked without the feature `compression`.
#[cfg(not(feature = "compression"))]
fn unpacked(_: &[u8], _: usize) -> Result<Bytes, Fault> {
    Err(Fault::new(FaultKind::UnsupportedMediaType, "the body is in gzip, which this service does not take"))
}

/// Whatever else broke it is between the caller and the connection.
fn broken(error: &(dyn Error + 'static)) -> Fault {
    let mut causes = core::iter::successors(Some(error), |&error| error.source());
    if causes.any(|cause| cause.is::<TooSlow>()) {
        Fault::new(FaultKind::TooSlow, "the body of the request takes too long")
    } else {
        Fault::new(FaultKind::Incomplete, "the body of the request broke off")
    }
}

fn too_large() -> Fault {
    Fault::new(FaultKind::TooLarge, "the body of the request is larger than this service takes")
}
