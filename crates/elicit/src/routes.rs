//! Which path gives what, and the headers of every answer.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;

use ::words::{Language, current, within};
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::desk::{Desk, Shared};
use crate::form;
use crate::origin;
use crate::refusal::Refusal;
use crate::{chair, member};

const STYLE: &str = include_str!("../assets/elicit.css");
/// The site's own style sheet and forms, nothing else, and in no frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";

/// The service over a desk. It has no page for unknown paths, so that it can be merged into another router.
pub fn router(desk: Desk) -> Router {
    let patience = desk.limits.patience;
    let language = desk.language.clone();
    let base = desk.base.clone();
    let pages = Router::new()
        .route("/elicit/style.css", get(style))
        .route("/elicit/{token}", get(show_member).post(take_answers))
        .route("/elicit/chair/{token}", get(show_chair).post(close_panel))
        .route("/elicit/chair/{token}/answers.csv", get(all_answers))
        .with_state(Arc::new(desk))
        .layer(middleware::from_fn_with_state(language, speak))
        // How long a form may be is for those who read it.
        .layer(DefaultBodyLimit::disable())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, patience))
        .layer(set(header::CONTENT_SECURITY_POLICY, POLICY))
        .layer(set(header::CACHE_CONTROL, "no-store"))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "no-referrer"))
        .layer(set(header::X_FRAME_OPTIONS, "DENY"))
        .layer(set(HeaderName::from_static("x-robots-tag"), "noindex, nofollow"))
        .layer(set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"));
    if base.is_empty() { pages } else { Router::new().nest(&base, pages) }
}

/// Everything that an answer says is said in the language of the desk.
async fn speak(State(language): State<Language>, request: Request, next: Next) -> Response {
    let mut work = pin!(next.run(request));
    poll_fn(|context| within(&language, || work.as_mut().poll(context))).await
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// The token of a path; empty where there is none that can be read.
struct Token(String);

impl<S: Send + Sync> FromRequestParts<S> for Token {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        Ok(Self(path.map(|Path(token)| token).unwrap_or_default()))
    }
}

/// The address of the other side, where the program tells it.
struct Peer(Option<IpAddr>);

impl<S: Send + Sync> FromRequestParts<S> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip())))
    }
}

/// Does what waits for the disk or computes on a thread of its own, in the language of the request.
async fn apart<T: Send + 'static>(
    desk: &Shared,
    work: impl FnOnce(&Desk) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let (desk, language) = (Arc::clone(desk), current());
    let done = tokio::task::spawn_blocking(move || within(&language, || work(&desk))).await;
    done.unwrap_or_else(|stopped| Err(Refusal::fault(&stopped)))
}

fn answer(desk: &Desk, answer: Result<Response, Refusal>) -> Response {
    answer.unwrap_or_else(|refusal| {
        if let Refusal::Fault(fault) = &refusal {
            desk.tell(fault);
        }
        refusal.page(&desk.templates)
    })
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

async fn show_member(State(desk): State<Shared>, Peer(peer): Peer, Token(token): Token) -> Response {
    let work = move |desk: &Desk| {
        desk.admit_address(peer)?;
        member::show(desk, &token)
    };
    answer(&desk, apart(&desk, work).await)
}

async fn show_chair(State(desk): State<Shared>, Peer(peer): Peer, Token(token): Token) -> Response {
    let work = move |desk: &Desk| {
        desk.admit_address(peer)?;
        chair::show(desk, &token)
    };
    answer(&desk, apart(&desk, work).await)
}

async fn all_answers(State(desk): State<Shared>, Peer(peer): Peer, Token(token): Token) -> Response {
    let work = move |desk: &Desk| {
        desk.admit_address(peer)?;
        chair::file(desk, &token)
    };
    answer(&desk, apart(&desk, work).await)
}

/// The door is looked at before the form is read: who has no link sends nothing.
async fn take_answers(State(desk): State<Shared>, Peer(peer): Peer, Token(token): Token, request: Request) -> Response {
    let taken = async {
        let own = token.clone();
        let member = apart(&desk, move |desk| {
            desk.admit_address(peer)?;
            member::door(desk, &own)
        })
        .await?;
        if !origin::is_ours(request.headers()) {
            return Err(Refusal::Foreign(desk.of_member(&token)));
        }
        let typed = form::typed(request, desk.limits.body).await?;
        apart(&desk, move |desk| member::take(desk, &token, member, &typed)).await
    };
    answer(&desk, taken.await)
}

async fn close_panel(State(desk): State<Shared>, Peer(peer): Peer, Token(token): Token, request: Request) -> Response {
    let taken = async {
        let own = token.clone();
        let panel = apart(&desk, move |desk| {
            desk.admit_address(peer)?;
            chair::door(desk, &own)
        })
        .await?;
        if !origin::is_ours(request.headers()) {
            return Err(Refusal::Foreign(desk.of_chair(&token)));
        }
        let typed = form::typed(request, desk.limits.body).await?;
        apart(&desk, move |desk| chair::close(desk, &token, &panel, &typed)).await
    };
    answer(&desk, taken.await)
}
