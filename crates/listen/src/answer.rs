//! From one request to its answer.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http_body_util::Limited;
use hyper::body::{Body as _, Incoming};
use hyper::{Request, StatusCode};
use tokio::time::timeout;
use tower_service::Service;

use crate::body::Watched;
use crate::limits::Limits;
use crate::note::Note;
use crate::pulse::Pulse;
use crate::sink::Sink;

/// What answers requests, the same for all connections.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) router: Router,
    pub(crate) limits: Limits,
    pub(crate) log: Option<Sink>,
}

/// Answers one request.
pub(crate) async fn answer(
    desk: Arc<Desk>,
    pulse: Arc<Pulse>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<hyper::Response<Watched>, Infallible> {
    pulse.asked();
    let mut note = desk.log.as_ref().map(|sink| Note::of(sink, peer, &request));
    let response = ask(&desk, note.as_ref(), peer, request).await;
    if let Some(note) = &mut note {
        note.status = response.status().as_u16();
    }
    Ok(response.map(|body| Watched::new(body, pulse, note)))
}

/// Asks the router, within the limits.
async fn ask(desk: &Desk, note: Option<&Note>, peer: SocketAddr, request: Request<Incoming>) -> Response {
    let limits = &desk.limits;
    let most = u64::try_from(limits.body_bytes).unwrap_or(u64::MAX);
    if request.body().size_hint().lower() > most {
        return plain(StatusCode::PAYLOAD_TOO_LARGE, "The request is too long.\n");
    }
    let bare = request.body().is_end_stream();
    let mut request = request.map(|body| Body::new(Limited::new(body, limits.body_bytes)));
    request.extensions_mut().insert(ConnectInfo(peer));
    let mut router = desk.router.clone();
    let work = AssertUnwindSafe(async move { router.call(request).await }).catch_unwind();
    match timeout(limits.request, work).await {
        Ok(Ok(Ok(response))) => response,
        Ok(Ok(Err(never))) => match never {},
        Ok(Err(panic)) => {
            if let Some(note) = note {
                note.fault(panic.as_ref());
            }
            plain(StatusCode::INTERNAL_SERVER_ERROR, "That is a fault of the program; please report it.\n")
        }
        Err(_) if bare => plain(StatusCode::SERVICE_UNAVAILABLE, "The answer took too long.\n"),
        Err(_) => plain(StatusCode::REQUEST_TIMEOUT, "The request took too long.\n"),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, text).into_response()
}
