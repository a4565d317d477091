//! A connection while something happens on it.

use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::time::{Sleep, sleep_until};

use crate::answer::{Desk, answer};
use crate::guarded::Guarded;
use crate::limits::Limits;
use crate::linger::linger;
use crate::moment::{Moment, now};
use crate::note::unread;
use crate::pulse::{Due, Pulse};

/// The smallest buffer that the protocol's implementation takes.
const SMALLEST: usize = 8192;
/// Bytes that may still come after the last answer, beside those of a body.
const AFTER: usize = 64 * 1024;
const LATE_HEAD: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// The protocol under limits.
pub(crate) fn protocol(limits: &Limits) -> Builder {
    let mut builder = Builder::new();
    builder
        .half_close(true)
        .header_read_timeout(None)
        .max_header_size(limits.head_bytes)
        .max_headers(limits.head_fields)
        .max_buf_size(limits.head_bytes.max(SMALLEST));
    builder
}

/// Why a session ended.
enum End {
    Over(hyper::Result<()>),
    Due(Due),
}

/// Serves a connection until nothing happens on it for a while; then its socket is given back.
pub(crate) async fn session(
    socket: Guarded,
    protocol: &Builder,
    desk: &Arc<Desk>,
    pulse: &Arc<Pulse>,
    peer: SocketAddr,
    stop: impl Future<Output = ()>,
) -> Option<Guarded> {
    let service = {
        let (desk, pulse) = (Arc::clone(desk), Arc::clone(pulse));
        service_fn(move |request: Request<_>| answer(Arc::clone(&desk), Arc::clone(&pulse), peer, request))
    };
    let mut connection = protocol.serve_connection(TokioIo::new(socket), service);
    let mut stop = pin!(stop);
    let mut timer = pin!(sleep_until(pulse.wake_by()));
    let mut last: Option<Moment> = None;
    let end = std::future::poll_fn(|cx| {
        if let Poll::Ready(result) = Pin::new(&mut connection).poll(cx) {
            return Poll::Ready(End::Over(result));
        }
        if last.is_none() && stop.as_mut().poll(cx).is_ready() {
            last = Some(now() + desk.limits.grace);
            Pin::new(&mut connection).graceful_shutdown();
            if let Poll::Ready(result) = Pin::new(&mut connection).poll(cx) {
                return Poll::Ready(End::Over(result));
            }
        }
        passed(&mut timer, cx, || {
            let due = pulse.due();
            let last = last.map(|last| (last, Due::Cut));
            [due, last].into_iter().flatten().min_by_key(|(at, _)| *at)
        })
        .map(End::Due)
    })
    .await;
    match end {
        End::Over(result) => {
            if let (Err(error), Some(sink)) = (&result, &desk.log)
                && error.is_parse()
            {
                let long = error.is_parse_too_large();
                let status = if long { StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE } else { StatusCode::BAD_REQUEST };
                unread(sink, peer, status);
            }
            let socket = connection.into_parts().io.into_inner();
            linger(socket, desk.limits.body_bytes.saturating_add(AFTER)).await;
            None
        }
        End::Due(Due::Doze) => {
            let parts = connection.into_parts();
            let mut socket = parts.io.into_inner();
            socket.begun = parts.read_buf;
            Some(socket)
        }
        End::Due(Due::LateHead) => {
            if let Some(sink) = &desk.log {
                unread(sink, peer, StatusCode::REQUEST_TIMEOUT);
            }
            // Nothing else is on its way out, so these bytes stand alone; if they find no room, the end says enough.
            let _ = connection.into_parts().io.into_inner().stream.try_write(LATE_HEAD);
            None
        }
        End::Due(Due::Cut) => None,
    }
}

/// What is due now. The timer is set anew only when it would ring too late, since most moments that are due never come.
fn passed(timer: &mut Pin<&mut Sleep>, cx: &mut Context<'_>, due: impl Fn() -> Option<(Moment, Due)>) -> Poll<Due> {
    loop {
        let Some((at, what)) = due() else { return Poll::Pending };
        if at < timer.deadline() {
            timer.as_mut().reset(at);
        }
        if timer.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        if at <= now() {
            return Poll::Ready(what);
        }
        timer.as_mut().reset(at);
    }
}
