//! Services that can be exchanged while they are served, and several of them side by side.

use std::convert::Infallible;
use std::fmt::{self, Write as _};
use std::sync::{Arc, PoisonError, RwLock};
use std::task::{Context, Poll};

use ::words::{current, text};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{Html, Redirect, Response};
use axum::routing::get;
use tower::Service;
use tower::util::Oneshot;

use crate::feed::escape;
use crate::routes::guarded;

/// A service that can be exchanged: requests under way end with the old one.
#[derive(Clone, Default)]
pub struct Live(Arc<RwLock<Router>>);

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live").finish_non_exhaustive()
    }
}

impl Live {
    /// A service to begin with.
    pub fn new(router: Router) -> Self {
        Self(Arc::new(RwLock::new(router)))
    }

    /// Serves another one from now on.
    pub fn replace(&self, router: Router) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = router;
    }

    /// The service as a router.
    pub fn router(&self) -> Router {
        Router::new().fallback_service(self.clone())
    }
}

impl Service<Request> for Live {
    type Response = Response;
    type Error = Infallible;
    type Future = Oneshot<Router, Request<Body>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let router = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        tower::ServiceExt::oneshot(router, request)
    }
}

/// A case among others.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// Its path below the list, without slashes.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What it is about, or as of when.
    pub note: String,
}

/// Several cases side by side below a base: each at its name, and a list of them at the base, in the language in force.
pub fn shelf(base: &str, cases: Vec<(Shelved, Router)>) -> Router {
    let mut items = String::new();
    for (case, _) in &cases {
        // Writing to a text cannot fail.
        let _ = write!(
            items,
            "<li><a href=\"{}/{}\">{}</a><br><span class=\"dim\">{}</span></li>",
            escape(base),
            escape(&case.name),
            escape(&case.title),
            escape(&case.note)
        );
    }
    let page_under = |heading: &str| {
        format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{}</title><link rel=\"icon\" href=\"data:,\"><style>{}</style></head><body><main><h1>{}</h1><ul class=\"links\">{items}</ul></main></body></html>\n",
            current().tag(),
            escape(&text!("Cases")),
            crate::assets::sheet(),
            escape(heading)
        )
    };
    let (page, missing) = (page_under(&text!("Cases")), page_under(&text!("Not found; there are these: Cases")));
    let own = Router::new()
        .route("/", get(move || async move { Html(page) }))
        .fallback(move || async move { (StatusCode::NOT_FOUND, Html(missing)) })
        .route("/healthz", get(|| async { "ok\n" }));
    let mut router = guarded(own);
    for (case, inner) in cases {
        router = router.merge(nested(&format!("/{}", case.name), &format!("{base}/{}", case.name), inner));
    }
    router
}

/// A service below a path.
pub fn below(base: &str, router: Router) -> Router {
    match base.trim_end_matches('/') {
        "" => router,
        base => nested(base, base, router).route("/healthz", get(|| async { "ok\n" })),
    }
}

/// A service below a path, at which a slash too many leads to the same.
fn nested(path: &str, address: &str, inner: Router) -> Router {
    let address = address.to_owned();
    let home = move || async move { Redirect::permanent(&address) };
    Router::new().nest(path, inner).route(&format!("{path}/"), get(home))
}
