//! A real server over a ledger in a fresh folder, and a browser without a window.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use elicit::{Desk, Limits};
use jiff::Timestamp;
use ledger::{Founded, Ledger, QuestionSet};
use ureq::http::Response;
use ureq::{Agent, Body};

/// The day on which the tests begin.
const BEGIN: i64 = 1_790_000_000;

/// A question set of a quantity, an event and a seed question.
pub(crate) const SET: &str = r#"
title = "Rain <of> next year"

[[question]]
id = "rain"
text = "How much rain falls?"
unit = "mm"
lower = 0
resolves_on = 2028-01-31

[[question]]
id = "dry"
text = "Is there a dry month?"
kind = "probability"
resolves_on = 2028-01-31

[[question]]
id = "seed"
text = "How much rain fell the year before?"
unit = "mm"
resolves_on = 2026-01-31
realisation = 7712345.25

[[member]]
name = "Ada"
[[member]]
name = "Ben"
"#;

/// A server that runs as long as the test.
pub(crate) struct Server {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) address: SocketAddr,
    clock: Arc<AtomicI64>,
    agent: Agent,
    _runtime: tokio::runtime::Runtime,
}

/// An answer of the server.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    fn of(mut response: Response<Body>) -> Self {
        let text = response.body_mut().read_to_string().expect("text");
        Self { status: response.status().as_u16(), headers: response.headers().clone(), text }
    }

    /// The seal of the form on the page.
    pub(crate) fn seal(&self) -> String {
        let (_, rest) = self.text.split_once("name=\"seal\" value=\"").expect("a form");
        rest.split_once('"').expect("a value").0.to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

impl Server {
    pub(crate) fn start() -> (Self, Founded) {
        Self::with(SET, |desk| desk)
    }

    /// A server over a set, its desk changed by `change`.
    pub(crate) fn with(set: &str, change: impl FnOnce(Desk) -> Desk) -> (Self, Founded) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = Ledger::open(folder.path()).expect("a ledger");
        let begin = Timestamp::from_second(BEGIN).expect("a time");
        let end = Timestamp::from_second(BEGIN + 1_000_000).expect("a time");
        let founded = ledger.found(&QuestionSet::parse(set).expect("a set"), begin, end).expect("a panel");
        let clock = Arc::new(AtomicI64::new(0));
        let own = Arc::clone(&clock);
        let now = move || Timestamp::from_second(BEGIN + own.load(Ordering::SeqCst)).expect("a time");
        let desk = change(Desk::new(ledger, now).expect("a desk"));
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads");
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        let service = elicit::router(desk).into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move { axum::serve(listener, service).await });
        // Each request has a connection of its own: one that was refused before its form was read is closed.
        let agent = Agent::config_builder()
            .max_idle_connections(0)
            .http_status_as_error(false)
            .max_redirects(0)
            .build()
            .new_agent();
        (Self { folder, address, clock, agent, _runtime: runtime }, founded)
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        Answer::of(self.agent.get(self.url(path)).call().expect("an answer"))
    }

    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.post_with(path, fields, &[])
    }

    pub(crate) fn post_with(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let mut request = self.agent.post(self.url(path));
        for (name, text) in headers {
            request = request.header(*name, *text);
        }
        Answer::of(request.send_form(fields.iter().copied()).expect("an answer"))
    }

    /// Sends raw bytes as a form.
    pub(crate) fn post_raw(&self, path: &str, kind: &str, body: &[u8]) -> Answer {
        Answer::of(self.agent.post(self.url(path)).header("content-type", kind).send(body).expect("an answer"))
    }

    /// Opens a form and sends it filled in.
    pub(crate) fn fill(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let seal = self.get(path).seal();
        let mut all = vec![("seal", seal.as_str())];
        all.extend_from_slice(fields);
        self.post(path, &all)
    }

    /// Closes the panel as its chair.
    pub(crate) fn close(&self, chair: &str) {
        assert_eq!(self.fill(chair, &[("sure", "yes")]).status, 303);
    }

    /// The ledger, read by another connection.
    pub(crate) fn ledger(&self) -> Ledger {
        Ledger::open(self.folder.path()).expect("a ledger")
    }
}

/// The addresses of a panel's pages: the chair's, then each member's.
pub(crate) fn doors(founded: &Founded) -> (String, Vec<String>) {
    let members = founded.members.iter().map(|(_, _, link)| format!("/elicit/{}", link.as_str())).collect();
    (format!("/elicit/chair/{}", founded.chair.as_str()), members)
}

/// A full form of the set.
pub(crate) const FULL: [(&str, &str); 7] =
    [("v1-0", "200"), ("v1-1", "300,5"), ("v1-2", "450"), ("c1", "because"), ("v2-0", "30"), ("c2", ""), ("c3", "")];

/// Limits with one of them small.
pub(crate) fn limits(change: impl FnOnce(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    change(&mut limits);
    limits
}
