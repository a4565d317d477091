//! Answers that are made once: a site does not change while it is served.
//!
//! Drawing, templates and compression take longer than all the rest, so pages, figures and files are kept as they
//! go over the wire. The addresses kept are those of the dossier, so that no visitor can fill the memory with others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use dossier::{Block, Dossier};

use crate::frames::{Chosen, ON};
use crate::site::FRONT;

/// How an answer is compressed: the names that HTTP gives.
type Coding = &'static str;
const PLAIN: Coding = "identity";

/// The answers so far.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Path and query of what is kept.
    addresses: BTreeSet<String>,
    answers: Mutex<BTreeMap<(String, Coding), (HeaderMap, Bytes)>>,
}

impl Kept {
    pub(crate) fn of(dossier: &Dossier) -> Self {
        Self { addresses: addresses(dossier), answers: Mutex::default() }
    }

    /// The key of an answer that is to be kept.
    fn key(&self, request: &Request, coding: Coding) -> Option<(String, Coding)> {
        let address = request.uri().path_and_query()?.as_str();
        // Frames without compression would take most of the memory, and few ask for them.
        let worth = coding != PLAIN || !address.contains('?');
        (request.method() == Method::GET && worth && self.addresses.contains(address))
            .then(|| (address.to_owned(), coding))
    }

    fn get(&self, key: &(String, Coding)) -> Option<(HeaderMap, Bytes)> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: (String, Coding), answer: (HeaderMap, Bytes)) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(key, answer);
    }
}

/// Answers from what is kept, and keeps what is not yet. Stands outside of the compression.
pub(crate) async fn keep(State(kept): State<Arc<Kept>>, mut request: Request, next: Next) -> Response {
    let best = coding(request.headers(), &["br", "gzip"]);
    let key = kept.key(&request, best);
    // The best coding takes too long for what is made anew each time.
    let coding = if key.is_some() { best } else { coding(request.headers(), &["gzip", "br"]) };
    // What is kept under a coding is what that coding gave.
    request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(coding));
    let Some(key) = key else { return next.run(request).await };
    if let Some(answer) = kept.get(&key) {
        return answer.into_response();
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (head, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            kept.put(key, (head.headers.clone(), bytes.clone()));
            Response::from_parts(head, Body::from(bytes))
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The first of some codings that a request accepts.
fn coding(headers: &HeaderMap, wanted: &[Coding]) -> Coding {
    let accepted: Vec<&str> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|item| {
            let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
            let weight = weight.trim().strip_prefix("q=")?.parse::<f64>().ok()?;
            (weight > 0.0).then_some(name.trim())
        })
        .collect();
    let accepts = |name: &str| accepted.iter().any(|other| other.eq_ignore_ascii_case(name));
    wanted.iter().copied().find(|name| accepts(name)).unwrap_or(PLAIN)
}

/// Pages, figures with their files and frames, tables, and what pages need to be shown.
fn addresses(dossier: &Dossier) -> BTreeSet<String> {
    let mut all: BTreeSet<String> =
        ["/", "/style.css", "/slider.js", "/balance.js", "/favicon.svg", "/dossier.json"].map(str::to_owned).into();
    let mut add = |path: String, frames: &[String]| {
        all.extend(frames.iter().map(|key| format!("{path}?{ON}={key}")));
        all.insert(path);
    };
    let frames = |id: &str| -> Vec<String> {
        let figure = dossier.figure(id).filter(|figure| Chosen::of(figure, None).is_some());
        figure.map(|figure| figure.frames().iter().map(|frame| frame.key.clone()).collect()).unwrap_or_default()
    };
    for page in dossier.pages.iter().filter(|page| page.id != FRONT) {
        let mut keys = Vec::new();
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            match block {
                Block::Figure(id) => keys.extend(frames(id)),
                Block::Table(view) => add(format!("/table/{}.csv", view.id), &[]),
                Block::Text(_) | Block::FigureLink(_) | Block::PageLink { .. } => {}
            }
        }
        add(format!("/{}", page.id), &keys);
    }
    // The feed is left out: its links depend on the host that was asked.
    if dossier.panel.is_some() {
        add("/panel.ics".to_owned(), &[]);
    }
    for figure in &dossier.figures {
        let keys = frames(&figure.id);
        for end in ["", ".svg", ".part"] {
            add(format!("/fig/{}{end}", figure.id), &keys);
        }
        for end in [".csv", ".json"] {
            add(format!("/fig/{}{end}", figure.id), &[]);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_coding_accepted_is_taken() {
        for (accepted, wanted) in [
            ("gzip, deflate, br, zstd", "br"),
            ("gzip", "gzip"),
            ("GZIP;q=0.5", "gzip"),
            ("br;q=0, gzip;q=1.0", "gzip"),
            ("br; q=0.0", PLAIN),
            ("zstd", PLAIN),
            ("", PLAIN),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(coding(&headers, &["br", "gzip"]), wanted, "{accepted}");
        }
        assert_eq!(coding(&HeaderMap::new(), &["br", "gzip"]), PLAIN);
    }
}
