//! What is compressed by its own format: another coding would take time and save nothing.

use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use tower_http::compression::{DefaultPredicate, Predicate};

/// How such files end, and their media type.
const PACKED: [(&str, &str); 3] = [
    (".png", "image/png"),
    (".pdf", "application/pdf"),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// Whether what an address gives is such a file.
pub(crate) fn is_packed(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    PACKED.iter().any(|(end, _)| path.ends_with(end))
}

/// Which answers are compressed: all but such files.
pub(crate) fn worth_compressing() -> impl Predicate {
    let is_loose = |_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions| {
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        PACKED.iter().all(|(_, packed)| !kind.starts_with(packed))
    };
    DefaultPredicate::new().and(is_loose)
}
