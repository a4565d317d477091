//! Responses: bytes with their type, and work that takes long.

use std::num::NonZero;
use std::sync::{Arc, LazyLock};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;
use tokio::task::JoinError;

/// So much is worked on at once: more would take memory, and not be done sooner.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(cores())));

/// What can be worked on at once.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, NonZero::get)
}

/// Work that takes long, off the threads that serve, in the language of whoever asks for it. It waits for a place; whoever
/// leaves before it has one never begins it.
pub(crate) fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Result<T, JoinError>> + Send {
    let language = ::words::current();
    async move {
        // Nobody closes it: without a place the work is done all the same.
        let place = Arc::clone(&PLACES).acquire_owned().await.ok();
        let work = move || {
            let _place = place;
            ::words::within(&language, work)
        };
        tokio::task::spawn_blocking(work).await
    }
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        let response = file("text/csv", "a\";filename=\"b\\\r\n.csv", "");
        assert_eq!(response.headers()[header::CONTENT_DISPOSITION], "inline; filename=\"a;filename=b.csv\"");
    }

    #[tokio::test]
    async fn no_more_is_worked_on_than_there_are_cores_and_who_leaves_begins_nothing() {
        let (running, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let counts = Arc::new((running, most, done));
        let work = || {
            let counts = Arc::clone(&counts);
            aside(move || {
                let now = counts.0.fetch_add(1, Ordering::SeqCst) + 1;
                counts.1.fetch_max(now, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(30));
                counts.0.fetch_sub(1, Ordering::SeqCst);
                counts.2.fetch_add(1, Ordering::SeqCst);
            })
        };
        let wanted = 4 * cores();
        let all: Vec<_> = (0..wanted).map(|_| tokio::spawn(work())).collect();
        // Readers who leave while they wait.
        let gone: Vec<_> = (0..8).map(|_| tokio::spawn(work())).collect();
        tokio::time::sleep(Duration::from_millis(5)).await;
        gone.iter().for_each(tokio::task::JoinHandle::abort);
        for one in all {
            one.await.unwrap().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(60)).await;
        assert!(counts.1.load(Ordering::SeqCst) <= cores());
        assert_eq!(counts.2.load(Ordering::SeqCst), wanted);
    }
}
