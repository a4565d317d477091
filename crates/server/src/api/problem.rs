//! Refusals as RFC 9457 writes them.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::version::LEAST;
use crate::wish::cut;

/// Why there is no answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// The kind of problem.
    r#type: &'static str,
    /// The kind in words.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What is wrong with this question.
    detail: String,
    /// What there is instead.
    near: Vec<String>,
}

impl Problem {
    /// There is nothing of that name.
    pub(crate) fn missing(what: &str, name: &str, near: Vec<String>) -> Self {
        Self {
            r#type: "about:blank",
            title: "Not found",
            status: 404,
            detail: format!("There is no {what} `{name}`."),
            near,
        }
    }

    /// The question cannot be answered as it is put.
    pub(crate) fn bad(detail: impl Into<String>) -> Self {
        Self { r#type: "about:blank", title: "Bad request", status: 400, detail: detail.into(), near: Vec::new() }
    }

    /// The data are not those that were asked for.
    pub(crate) fn other_data(asked: &str, own: &str) -> Self {
        Self {
            r#type: "about:blank",
            title: "Other data",
            status: 412,
            detail: format!(
                "The data are not those of `{}`: leave `v` out, or name {LEAST} or more signs of the hash.",
                cut(asked)
            ),
            near: vec![own.to_owned()],
        }
    }

    /// A fault of the program.
    pub(crate) fn broken() -> Self {
        Self {
            r#type: "about:blank",
            title: "Fault",
            status: 500,
            detail: "The answer could not be made: a fault of the program.".to_owned(),
            near: Vec::new(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let text = serde_json::to_string(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))], text).into_response()
    }
}
