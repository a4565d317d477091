//! Responses: bytes with their type, and refusals that help.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::task::JoinHandle;

/// Work that takes long, off the threads that serve, in the language of whoever asks for it.
pub(crate) fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let language = ::words::current();
    tokio::task::spawn_blocking(move || ::words::within(&language, work))
}

/// Bytes of one type.
pub(crate) fn body(kind: &'static str, bytes: impl Into<axum::body::Body>) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    (StatusCode::OK, headers, bytes.into()).into_response()
}

/// A page of HTML.
pub(crate) fn html(status: StatusCode, page: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// A file to keep: bytes with a name.
pub(crate) fn file(kind: &'static str, name: &str, bytes: impl Into<axum::body::Body>) -> Response {
    let mut response = body(kind, bytes);
    // Names are made of ids; whatever else comes here cannot leave the quotes.
    let name: String = name.chars().filter(|c| c.is_ascii() && !c.is_ascii_control() && !"\"\\".contains(*c)).collect();
    if let Ok(value) = HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// An answer that never changes under its address.
pub(crate) fn forever(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}
