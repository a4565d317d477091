//! The dossier for programs: JSON under `/api/v1`, described by OpenAPI 3.1 at `/api/openapi.json`.
//!
//! One table of endpoints makes the routes and their description. Refusals are problems in the sense of RFC 9457. With
//! `?v=HASH` an answer is given only when the data are those of the hash.

mod endpoints;
mod openapi;
mod problem;
mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, RawPathParams, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Router, middleware};
use serde::Serialize;
use serde_json::Value;

use crate::answer::body;
use crate::routes::Asked;
use crate::site::Site;
use crate::tag;
use crate::version::{Named, named};
use crate::wish::Said;
use endpoints::ENDPOINTS;
use problem::Problem;

/// What is asked of an endpoint.
pub(crate) struct Question<'a> {
    pub(crate) site: &'a Site,
    /// The parts of the path.
    pub(crate) path: BTreeMap<String, String>,
    /// The query.
    pub(crate) said: Said,
}

impl Question<'_> {
    /// A part of the path; empty where the path has none.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A value of the query, if it is not empty.
    pub(crate) fn said(&self, name: &str) -> Option<&str> {
        self.said.get(name).map(|text| text.trim()).filter(|text| !text.is_empty())
    }
}

/// What an endpoint answers.
pub(crate) type Answer = Result<Value, Problem>;

/// Plain data as an answer.
pub(crate) fn give(data: impl Serialize) -> Answer {
    serde_json::to_value(data).map_err(|_| Problem::broken())
}

pub(crate) fn router() -> Router<Arc<Site>> {
    let mut router = Router::new().route("/openapi.json", get(describe));
    for endpoint in ENDPOINTS {
        let answer = endpoint.answer;
        let route = move |State(site): State<Arc<Site>>, path: RawPathParams, Asked(said): Asked| async move {
            let path = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            respond(&Question { site: &site, path, said }, answer)
        };
        router = router.route(&format!("/v1{}", endpoint.path), get(route));
    }
    let router = router.layer(middleware::from_fn(tagged));
    let lost =
        |Path(path): Path<String>| async move { Problem::missing("endpoint", &path, Vec::new()).into_response() };
    router.route("/{*path}", get(lost))
}

/// Every answer has a tag: programs ask often for what changes rarely.
async fn tagged(request: Request, next: Next) -> Response {
    let known = tag::known(request.headers());
    match tag::whole(next.run(request).await).await {
        Ok((mut headers, bytes)) => {
            tag::mark(&mut headers, &bytes, false);
            tag::unless_known(headers, bytes, &known)
        }
        Err(response) => response,
    }
}

fn respond(question: &Question<'_>, answer: fn(&Question<'_>) -> Answer) -> Response {
    let hash = &question.site.dossier().meta.case_hash;
    let pinned = question.said("v").filter(|asked| named(asked, hash) != Named::This);
    let answer = match pinned {
        Some(asked) => Err(Problem::other_data(asked, hash)),
        None => answer(question),
    };
    let mut response = match answer {
        Ok(value) => body("application/json", value.to_string()),
        Err(problem) => problem.into_response(),
    };
    // Anybody's page may read what anybody may read.
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    if let Ok(hash) = HeaderValue::from_str(hash) {
        response.headers_mut().insert("x-data-version", hash);
    }
    response
}

async fn describe(State(site): State<Arc<Site>>) -> Response {
    body("application/json", openapi::document(&site).to_string())
}
