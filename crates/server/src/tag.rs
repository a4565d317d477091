//! Tags of answers: who asks again for what has not changed is told so.

use axum::body::{Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::assets::short_hash;

/// The head and all bytes of an answer; what is no answer to keep or tag comes back as it is.
pub(crate) async fn whole(response: Response) -> Result<(HeaderMap, Bytes), Response> {
    if response.status() != StatusCode::OK {
        return Err(response);
    }
    let (head, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await;
    bytes.map(|bytes| (head.headers, bytes)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Gives an answer the tag of its bytes. The bytes of a coding are a representation of their own, with a tag of its own
/// (`strong`); what is tagged before it is compressed has one for all codings.
pub(crate) fn mark(headers: &mut HeaderMap, bytes: &[u8], strong: bool) {
    let lead = if strong { "" } else { "W/" };
    if let Ok(tag) = HeaderValue::from_str(&format!("{lead}\"{}\"", short_hash(bytes))) {
        headers.insert(header::ETAG, tag);
    }
    let asked_again = HeaderValue::from_static("no-cache");
    headers.entry(header::CACHE_CONTROL).or_insert(asked_again);
}

/// The tags that a reader has.
pub(crate) fn known(headers: &HeaderMap) -> Vec<HeaderValue> {
    headers.get_all(header::IF_NONE_MATCH).iter().cloned().collect()
}

/// The answer, or that the reader has it already.
pub(crate) fn unless_known(mut headers: HeaderMap, bytes: Bytes, known: &[HeaderValue]) -> Response {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tag = headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(bare).unwrap_or_default();
    let same = known
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(bare)
        .any(|one| one == "*" || (!tag.is_empty() && one == tag));
    if !same {
        return (headers, bytes).into_response();
    }
    for name in [header::CONTENT_LENGTH, header::CONTENT_TYPE, header::CONTENT_ENCODING] {
        headers.remove(name);
    }
    (StatusCode::NOT_MODIFIED, headers).into_response()
}
