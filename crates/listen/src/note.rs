//! One line of the log: what was asked and what was answered.

use std::any::Any;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hyper::{Request, StatusCode};

use crate::moment::{Moment, now};
use crate::path::{escape, shown};
use crate::sink::Sink;

/// The other side left before there was an answer; the number that others use for it.
const LEFT: u16 = 499;
/// The most characters of a method, and of what a panic said.
const WORDS: usize = 200;

/// What is known of a request so far. Its line is given away when this is dropped.
#[derive(Debug)]
pub(crate) struct Note {
    sink: Sink,
    peer: IpAddr,
    /// Method, path and version, in printable ASCII.
    asked: String,
    since: Moment,
    pub(crate) status: u16,
    /// Bytes of the body.
    pub(crate) bytes: u64,
}

impl Note {
    pub(crate) fn of<B>(sink: &Sink, peer: SocketAddr, request: &Request<B>) -> Self {
        let path = shown(request.uri().path());
        let asked = format!("{} {path} {:?}", short(request.method().as_str()), request.version());
        Self { sink: sink.clone(), peer: peer.ip(), asked, since: now(), status: LEFT, bytes: 0 }
    }

    /// Tells that the handler broke off.
    pub(crate) fn fault(&self, panic: &(dyn Any + Send)) {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
        let said: Vec<String> = said.split_whitespace().map(short).collect();
        let words: String = said.join(" ").chars().take(WORDS).collect();
        self.sink.tell(&format!("fault: [{}] \"{}\" panicked: {words}", self.sink.time(), self.asked));
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        line(&self.sink, self.peer, &self.asked, self.status, self.bytes, now().duration_since(self.since));
    }
}

/// Gives away the line of what could not be read as a request.
pub(crate) fn unread(sink: &Sink, peer: SocketAddr, status: StatusCode) {
    line(sink, peer.ip(), "-", status.as_u16(), 0, Duration::ZERO);
}

fn line(sink: &Sink, peer: IpAddr, asked: &str, status: u16, bytes: u64, took: Duration) {
    let time = sink.time();
    sink.tell(&format!("{peer} - - [{time}] \"{asked}\" {status} {bytes} {}", took.as_millis()));
}

fn short(word: &str) -> String {
    let mut escaped = String::new();
    escape(word, &mut escaped);
    escaped.truncate(WORDS);
    escaped
}
