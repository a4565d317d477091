//! Answers that are made once: a site does not change while it is served.
//!
//! Drawing, templates and compression take longer than all the rest, so pages, figures and files are kept as they
//! go over the wire, those that were asked for last. The addresses kept are those of the dossier; answers that name the
//! host of their request have a budget of their own, so that no visitor can push out the others by inventing hosts.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::addresses::addresses;
use crate::feed::host;
use crate::packed::is_packed;
use crate::recent::Recent;
use crate::site::Site;
use crate::tag;

/// How an answer is compressed: the names that HTTP gives.
type Coding = &'static str;
const PLAIN: Coding = "identity";

/// So many bytes of answers are kept.
const BUDGET: usize = 64 << 20;
/// So many of answers that name a host: those of a few hosts, and a server is known under few.
const HOSTED: usize = 8 << 20;
/// What the headers of an answer and its places in the lists take, in bytes.
const AROUND: usize = 2 << 10;

/// The host that an answer names, or nothing; its path and query; its coding.
type Key = (String, String, Coding);
type Answer = (HeaderMap, Bytes);

/// The answers so far.
#[derive(Debug)]
pub(crate) struct Kept {
    /// Path and query of what is kept, and whether it names the host that was asked.
    addresses: BTreeMap<String, bool>,
    answers: Mutex<Recent<Key, Answer>>,
    hosted: Mutex<Recent<Key, Answer>>,
}

impl Kept {
    pub(crate) fn of(site: &Site) -> Self {
        let kept = addresses(site).into_iter().filter(|(_, gives)| gives.is_kept());
        let addresses = kept.map(|(address, gives)| (address, gives.names_host(site))).collect();
        Self { addresses, answers: Mutex::new(Recent::within(BUDGET)), hosted: Mutex::new(Recent::within(HOSTED)) }
    }

    /// The key of an answer that is to be kept.
    fn key(&self, request: &Request, coding: Coding) -> Option<Key> {
        let address = request.uri().path_and_query()?.as_str();
        let names_host = self.addresses.get(address)?;
        let coding = if is_packed(address) { PLAIN } else { coding };
        // Frames without compression would take most of the memory, and few ask for them.
        let worth = coding != PLAIN || !address.contains('?');
        if !matches!(*request.method(), Method::GET | Method::HEAD) || !worth {
            return None;
        }
        let host = if *names_host { host(request.headers()) } else { String::new() };
        Some((host, address.to_owned(), coding))
    }

    /// Where the answer of a key is kept.
    fn of_key(&self, key: &Key) -> &Mutex<Recent<Key, Answer>> {
        if self.addresses.get(&key.1).is_some_and(|names_host| *names_host) { &self.hosted } else { &self.answers }
    }

    fn get(&self, key: &Key) -> Option<Answer> {
        self.of_key(key).lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    fn put(&self, key: Key, answer: Answer) {
        let takes = answer.1.len() + AROUND;
        self.of_key(&key).lock().unwrap_or_else(PoisonError::into_inner).put(key, answer, takes);
    }
}

/// Answers from what is kept, and keeps what is not yet. Stands outside of the compression.
pub(crate) async fn keep(State(kept): State<Arc<Kept>>, mut request: Request, next: Next) -> Response {
    let best = coding(request.headers(), &["br", "gzip"]);
    let key = kept.key(&request, best);
    // The best coding takes too long for what is made anew each time.
    let coding = key.as_ref().map_or_else(|| coding(request.headers(), &["gzip", "br"]), |key| key.2);
    // What is kept under a coding is what that coding gave.
    request.headers_mut().insert(header::ACCEPT_ENCODING, HeaderValue::from_static(coding));
    let Some(key) = key else { return next.run(request).await };
    let (known, bare) = (tag::known(request.headers()), request.method() == Method::HEAD);
    if let Some((headers, bytes)) = kept.get(&key) {
        return told(headers, bytes, &known, bare);
    }
    // Who asks for the head alone is told what stands over the whole answer.
    *request.method_mut() = Method::GET;
    match tag::whole(next.run(request).await).await {
        Ok((mut headers, bytes)) => {
            tag::mark(&mut headers, &bytes, true);
            headers.insert(header::CONTENT_LENGTH, bytes.len().into());
            kept.put(key, (headers.clone(), bytes.clone()));
            told(headers, bytes, &known, bare)
        }
        Err(response) => response,
    }
}

/// The answer, its head alone, or that the reader has it already.
fn told(headers: HeaderMap, bytes: Bytes, known: &[HeaderValue], bare: bool) -> Response {
    let mut response = tag::unless_known(headers, bytes, known);
    if bare {
        *response.body_mut() = Body::empty();
    }
    response
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
