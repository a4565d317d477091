//! Pages that are answers, and those that say why there is none.

use ::words::text;
use axum::http::StatusCode;
use axum::response::Response;

use crate::answer::html;
use crate::feed::escape;
use crate::site::{Site, TemplateError};

/// A page, if it could be made.
pub(super) fn answer(page: Result<String, TemplateError>) -> Response {
    match page {
        Ok(page) => html(StatusCode::OK, page),
        Err(error) => broken(&error),
    }
}

/// There is nothing of that name; what is near to it.
pub(super) fn missing(site: &Site, what: &str, near: &[String]) -> Response {
    match site.missing_page(what, near) {
        Ok(page) => html(StatusCode::NOT_FOUND, page),
        Err(error) => broken(&error),
    }
}

/// Why something that exists is not given.
pub(super) fn refused(site: &Site, status: StatusCode, why: &str) -> Response {
    let mut response = missing(site, why, &[]);
    *response.status_mut() = status;
    response
}

/// A fault of the program: said plainly, without inner details.
pub(super) fn broken(_error: &TemplateError) -> Response {
    html(
        StatusCode::INTERNAL_SERVER_ERROR,
        format!(
            "<!doctype html><title>{}</title><p>{}</p>",
            escape(&text!("Fault")),
            escape(&text!("This page could not be made. That is a fault of the program; please report it."))
        ),
    )
}
