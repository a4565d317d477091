//! Any bytes on a connection: the server answers or closes, no handler sees what it must not, and the next one is served.
#![no_main]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, post};
use libfuzzer_sys::fuzz_target;
use listen::{Limits, Sink};

/// Longer than any limit below.
const PATIENCE: Duration = Duration::from_secs(10);
const GOOD: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

/// The server, started once; its address.
fn address() -> SocketAddr {
    static ADDRESS: OnceLock<SocketAddr> = OnceLock::new();
    *ADDRESS.get_or_init(|| {
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
                tell.send(listener.local_addr().expect("an address")).expect("somebody waits");
                let limits = Limits {
                    head: Duration::from_millis(200),
                    idle: Duration::from_millis(200),
                    request: Duration::from_millis(200),
                    body_bytes: 1000,
                    ..Limits::default()
                };
                let sink = Sink {
                    now: std::sync::Arc::new(|| jiff::Timestamp::UNIX_EPOCH),
                    line: std::sync::Arc::new(|line| {
                        // A panic here would be caught, so a bad line ends the program itself.
                        if !line.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
                            || line.starts_with("fault:")
                        {
                            eprintln!("bad line: {line:?}");
                            std::process::abort();
                        }
                    }),
                };
                listen::serve(listener, router(), limits, Some(sink), std::future::pending()).await.expect("serves");
            });
        });
        told.recv().expect("the server starts")
    })
}

fn router() -> Router {
    Router::new()
        .route("/", get(|| async { "hello\n" }))
        .route(
            "/length",
            post(|body: Bytes| async move {
                assert!(body.len() <= 1000);
                body.len().to_string()
            }),
        )
        .route("/elicit/{token}", get(|| async { "form\n" }))
}

/// Sends bytes, and reads until the other side closes.
fn exchange(bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address()).expect("the server listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        let late = matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut);
        assert!(!late, "the connection stays open");
    }
    answer
}

fuzz_target!(|data: &[u8]| {
    let answer = exchange(data);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "an answer that is none");
    assert!(exchange(GOOD).ends_with(b"hello\n"), "the next one is not served");
});
