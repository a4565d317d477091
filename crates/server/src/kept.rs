//! Answers that are made once: a site does not change while it is served.
//!
//! Drawing, templates and compression take longer than all the rest, so pages, figures and files are kept as they
//! go over the wire. The addresses kept are those of the dossier, so that no visitor can fill the memory with others; an
//! answer that names the host of its request is kept for the first few hosts that are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::addresses::addresses;
use crate::assets::short_hash;
use crate::feed::host;
use crate::site::Site;

/// How an answer is compressed: the names that HTTP gives.
type Coding = &'static str;
const PLAIN: Coding = "identity";

/// Most hosts for which answers that name them are kept: a server is known under few.
const MOST_HOSTS: usize = 4;

/// The host that an answer names, or nothing; its path and query; its coding.
type Key = (String, String, Coding);

/// The answers so far.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Path and query of what is kept, and whether it names the host that was asked.
    addresses: BTreeMap<String, bool>,
    hosts: Mutex<BTreeSet<String>>,
    answers: Mutex<BTreeMap<Key, (HeaderMap, Bytes)>>,
}

impl Kept {
    pub(crate) fn of(site: &Site) -> Self {
        let kept = addresses(site).into_iter().filter(|(_, gives)| gives.is_kept());
        let addresses = kept.map(|(address, gives)| (address, gives.names_host(site))).collect();
        Self { addresses, hosts: Mutex::default(), answers: Mutex::default() }
    }

    /// The key of an answer that is to be kept.
    fn key(&self, request: &Request, coding: Coding) -> Option<Key> {
        let address = request.uri().path_and_query()?.as_str();
        let names_host = self.addresses.get(address)?;
        // Frames without compression would take most of the memory, and few ask for them.
        let worth = coding != PLAIN || !address.contains('?');
        if request.method() != Method::GET || !worth {
            return None;
        }
        let host = if *names_host { self.known(host(request.headers()))? } else { String::new() };
        Some((host, address.to_owned(), coding))
    }

    /// The host, if it is one of the first few.
    fn known(&self, host: String) -> Option<String> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if !hosts.contains(&host) {
            if hosts.len() >= MOST_HOSTS {
                return None;
            }
            hosts.insert(host.clone());
        }
        Some(host)
    }

    fn get(&self, key: &Key) -> Option<(HeaderMap, Bytes)> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn put(&self, key: Key, answer: (HeaderMap, Bytes)) {
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
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect::<Vec<_>>();
    if let Some(answer) = kept.get(&key) {
        return unless_known(answer, &known);
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let (mut head, body) = response.into_parts();
    match to_bytes(body, usize::MAX).await {
        Ok(bytes) => {
            // The bytes of a coding are a representation of their own, so the tag is one of them.
            if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", short_hash(&bytes))) {
                head.headers.insert(header::ETAG, tag);
            }
            let asked_again = HeaderValue::from_static("no-cache");
            head.headers.entry(header::CACHE_CONTROL).or_insert(asked_again);
            let answer = (head.headers, bytes);
            kept.put(key, answer.clone());
            unless_known(answer, &known)
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The answer, or that the reader has it already.
fn unless_known((mut headers, bytes): (HeaderMap, Bytes), known: &[HeaderValue]) -> Response {
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
    let same = known
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || (!tag.is_empty() && one == tag));
    if !same {
        return (headers, bytes).into_response();
    }
    for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        headers.remove(name);
    }
    (StatusCode::NOT_MODIFIED, headers).into_response()
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
