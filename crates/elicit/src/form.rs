//! Taking a form that was sent.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request};

use crate::fields::{SEAL, Typed};
use crate::refusal::Refusal;
use crate::seal::Sealer;

/// How many times the longest form is read of one that is too long, so that its sender hears why it is refused and not
/// only that the line broke.
const POLITE: usize = 4;

/// The fields of a form of at most `longest` bytes.
pub(crate) async fn typed(request: Request, longest: usize) -> Result<Typed, Refusal> {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, longest.saturating_mul(POLITE)).await.map_err(|_| Refusal::TooLong)?;
    if bytes.len() > longest {
        return Err(Refusal::TooLong);
    }
    let form = Form::<Vec<(String, String)>>::from_request(Request::from_parts(head, Body::from(bytes)), &()).await;
    let Form(pairs) = form.map_err(|_| Refusal::Unreadable)?;
    let count = pairs.len();
    let typed: Typed = pairs.into_iter().collect::<BTreeMap<_, _>>();
    // Our forms have each field once.
    if typed.len() == count { Ok(typed) } else { Err(Refusal::Unreadable) }
}

/// The single-use number of a form that was given out for this purpose; `back` is the way to a fresh form.
pub(crate) fn nonce(sealer: &Sealer, typed: &Typed, purpose: &str, back: &str) -> Result<String, Refusal> {
    let seal = typed.get(SEAL).map_or("", String::as_str);
    sealer.open(purpose, seal).map(str::to_owned).ok_or_else(|| Refusal::Foreign(back.to_owned()))
}
