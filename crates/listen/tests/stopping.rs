//! The end of serving.

mod support;

use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};

use listen::Limits;
use support::{PATIENCE, Server, one, quick, to_end};

#[test]
fn a_running_request_ends_and_no_new_one_begins() {
    let mut server = Server::start(quick());
    let mut running = server.connect();
    running.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut idle = server.connect();
    idle.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(one(&mut idle).ends_with("hello\n"));
    let mut silent = server.connect();
    sleep(Duration::from_millis(200));
    server.ask_to_stop();
    assert_eq!(to_end(&mut idle), "");
    assert_eq!(to_end(&mut silent), "");
    assert!(TcpStream::connect(server.address).is_err(), "nobody is taken any more");
    let answer = to_end(&mut running);
    assert!(answer.contains("\r\nconnection: close\r\n") && answer.ends_with("late\n"), "{answer}");
    let begin = Instant::now();
    server.wait();
    assert!(begin.elapsed() < PATIENCE);
}

#[test]
fn what_does_not_end_is_cut() {
    let limits = Limits { request: PATIENCE * 4, grace: Duration::from_millis(300), ..quick() };
    let mut server = Server::start(limits);
    let mut stuck = server.connect();
    stuck.write_all(b"GET /stuck HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    sleep(Duration::from_millis(200));
    server.ask_to_stop();
    assert_eq!(to_end(&mut stuck), "");
    server.wait();
    assert!(server.lines(1)[0].contains("\"GET /stuck HTTP/1.1\" 499 0 "));
}
