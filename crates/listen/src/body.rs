//! The body of an answer, watched until it ends.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};

use crate::note::Note;
use crate::pulse::Pulse;

/// A body that tells the connection when it is through, and the log how long it was.
#[derive(Debug)]
pub(crate) struct Watched {
    inner: Body,
    pulse: Arc<Pulse>,
    note: Option<Note>,
}

impl Watched {
    pub(crate) fn new(inner: Body, pulse: Arc<Pulse>, note: Option<Note>) -> Self {
        Self { inner, pulse, note }
    }
}

impl hyper::body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.inner).poll_frame(cx);
        if let (Poll::Ready(Some(Ok(frame))), Some(note)) = (&frame, &mut self.note) {
            let more = frame.data_ref().map_or(0, Bytes::len);
            note.bytes = note.bytes.saturating_add(u64::try_from(more).unwrap_or(u64::MAX));
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.pulse.answered();
    }
}
