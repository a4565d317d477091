//! A small server on a real socket, and a client that sends any bytes.
#![allow(dead_code, unreachable_pub, missing_docs, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ConnectInfo;
use axum::routing::{get, post};
use listen::{Limits, Sink};
use tokio::sync::oneshot;

/// Longer than anything here takes, so that a fault is a failure and no hang.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The length of `/big`.
pub const BIG: usize = 64 * 1024 * 1024;

pub struct Server {
    pub address: SocketAddr,
    pub lines: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start(limits: Limits) -> Self {
        let (tell_address, address) = std::sync::mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let sink = Sink {
            now: Arc::new(|| jiff::Timestamp::from_second(1_790_000_000).unwrap()),
            line: Arc::new(move |line| kept.lock().unwrap().push(line.to_owned())),
        };
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell_address.send(listener.local_addr().unwrap()).unwrap();
                let stop = async move {
                    let _ = stopped.await;
                };
                listen::serve(listener, router(), limits, Some(sink), stop).await.unwrap();
            });
        });
        Self { address: address.recv().unwrap(), lines, stop: Some(stop), thread: Some(thread) }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes, and reads what comes until the other side closes.
    pub fn exchange(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        to_end(&mut stream)
    }

    pub fn status(&self, bytes: &[u8]) -> u16 {
        status(&self.exchange(bytes))
    }

    /// Fails unless the server answers.
    pub fn answers(&self) {
        let answer = self.exchange(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("hello\n"), "{answer}");
    }

    pub fn ask_to_stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    pub fn wait(&mut self) {
        self.thread.take().unwrap().join().unwrap();
    }

    /// The lines once there are so many.
    pub fn lines(&self, at_least: usize) -> Vec<String> {
        for _ in 0..1_000 {
            let lines = self.lines.lock().unwrap();
            if lines.len() >= at_least {
                return lines.clone();
            }
            drop(lines);
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("only {:?}", self.lines.lock().unwrap());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

pub fn quick() -> Limits {
    Limits {
        head: Duration::from_millis(600),
        idle: Duration::from_millis(600),
        request: Duration::from_millis(900),
        write: Duration::from_millis(600),
        write_rate: 64 * 1024 * 1024,
        grace: Duration::from_secs(3),
        ..Limits::default()
    }
}

fn router() -> Router {
    Router::new()
        .route("/", get(|| async { "hello\n" }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(500)).await;
                "late\n"
            }),
        )
        .route("/stuck", get(|| async { std::future::pending::<&str>().await }))
        .route("/length", post(|body: Bytes| async move { body.len().to_string() }))
        .route(
            "/panic",
            get(|| async {
                assert_eq!(BIG, 0, "two\nlines");
            }),
        )
        .route("/big", get(|| async { vec![b'x'; BIG] }))
        .route("/peer", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.to_string() }))
        .route("/elicit/{token}", get(|| async { "form\n" }))
}

/// All that comes until the other side closes, one way or the other.
pub fn to_end(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut piece = vec![0; 65536];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(some) => all.extend_from_slice(&piece[..some]),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                panic!("the connection stays open after {:?}", String::from_utf8_lossy(&all))
            }
            Err(_) => break,
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// One answer with a length, of which the connection may go on.
pub fn one(stream: &mut TcpStream) -> String {
    let mut all = Vec::new();
    let mut byte = [0; 1];
    while !all.ends_with(b"\r\n\r\n") {
        assert_eq!(stream.read(&mut byte).unwrap(), 1, "cut after {:?}", String::from_utf8_lossy(&all));
        all.push(byte[0]);
    }
    let head = String::from_utf8(all).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

pub fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

pub fn half_close(stream: &TcpStream) {
    stream.shutdown(Shutdown::Write).unwrap();
}
