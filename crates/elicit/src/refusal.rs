//! What is refused, and in which words.

use ::words::text;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ledger::LedgerError;
use minijinja::{Environment, context};

/// Why a request is not answered as asked.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// No such door; nothing is said about why.
    Missing,
    /// The link has run out or was taken back.
    Gone,
    /// The form comes from elsewhere, or its seal is broken; the way back, when there is one.
    Foreign(String),
    /// The form was sent before; the way back.
    Sent(String),
    /// The panel is closed; the way to its result.
    Closed(String),
    /// The panel is open, and what is asked for is shown when it is closed; the way back.
    Open(String),
    /// The form is too long.
    TooLong,
    /// The form cannot be read.
    Unreadable,
    /// Too many requests; seconds to wait.
    TooMany(u64),
    /// A fault of the program or of its disk, in words for whoever runs it.
    Fault(String),
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Expired(_) | LedgerError::Revoked(_) => Self::Gone,
            LedgerError::ForeignQuestion(_) | LedgerError::UnknownPanel(_) | LedgerError::UnknownMember(_) => {
                Self::Missing
            }
            other => Self::fault(&other),
        }
    }
}

impl From<minijinja::Error> for Refusal {
    fn from(error: minijinja::Error) -> Self {
        Self::fault(&error)
    }
}

/// Status, title, what to do.
type Words = (StatusCode, String, String);

impl Refusal {
    /// A fault with all that led to it. The page says none of it; the program may hear it.
    pub(crate) fn fault(error: &dyn std::error::Error) -> Self {
        let chain = std::iter::successors(Some(error), |error| error.source());
        Self::Fault(chain.map(ToString::to_string).collect::<Vec<_>>().join(": "))
    }

    fn words(&self) -> Words {
        match self {
            Self::Missing => (
                StatusCode::NOT_FOUND,
                text!("There is nothing here"),
                text!("Check that the link is complete, to its last letter."),
            ),
            Self::Gone => (
                StatusCode::GONE,
                text!("This link no longer opens anything"),
                text!("The chair of the panel can give a new one."),
            ),
            Self::Foreign(_) => (
                StatusCode::FORBIDDEN,
                text!("This form was not taken"),
                text!(
                    "It did not come from the page that was opened with this link. Open the page again and send the form from there."
                ),
            ),
            Self::Sent(_) => (
                StatusCode::CONFLICT,
                text!("This form was sent before"),
                text!("What it said is kept, once. To change it, open the page again."),
            ),
            Self::Closed(_) => (
                StatusCode::CONFLICT,
                text!("This panel is closed"),
                text!("It takes no more answers. What you said before is kept."),
            ),
            Self::Open(_) => (
                StatusCode::CONFLICT,
                text!("This panel is still open"),
                text!("What members said is shown when it is closed."),
            ),
            Self::TooLong => (
                StatusCode::PAYLOAD_TOO_LARGE,
                text!("This form is too long"),
                text!("Nothing was stored. Go back, shorten the comments and send it again."),
            ),
            Self::Unreadable => (
                StatusCode::BAD_REQUEST,
                text!("This form cannot be read"),
                text!("Nothing was stored. Open the page again."),
            ),
            Self::TooMany(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                text!("Too many requests"),
                text!("Wait a little, then load the page again. Nothing was stored by this request."),
            ),
            Self::Fault(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                text!("This page could not be made"),
                text!(
                    "That is a fault of the program or of its disk. Nothing was stored by this request; please tell the chair."
                ),
            ),
        }
    }

    fn back(&self) -> Option<&str> {
        match self {
            Self::Foreign(back) | Self::Sent(back) | Self::Closed(back) | Self::Open(back) => Some(back),
            _ => None,
        }
    }

    /// The refusal as a page.
    pub(crate) fn page(&self, templates: &Environment<'static>) -> Response {
        let (status, title, what) = self.words();
        let page = templates
            .get_template("refusal.html")
            .and_then(|template| template.render(context! { title => &title, what => &what, back => self.back() }))
            .unwrap_or_else(|_| format!("<!doctype html><title>{title}</title><p>{what}"));
        let mut response = html(status, page);
        if let Self::TooMany(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        response
    }
}

/// A page of HTML.
pub(crate) fn html(status: StatusCode, page: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}
