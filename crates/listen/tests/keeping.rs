//! Several requests on one connection, and its end.

mod support;

use std::io::Write;
use std::thread::sleep;
use std::time::{Duration, Instant};

use listen::Limits;
use support::{PATIENCE, Server, half_close, one, quick, to_end};

const GET: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

#[test]
fn a_connection_is_kept_through_sleep_and_then_closed() {
    let server = Server::start(Limits { idle: Duration::from_secs(4), ..quick() });
    let mut stream = server.connect();
    for _ in 0..3 {
        stream.write_all(GET).unwrap();
        assert!(one(&mut stream).ends_with("hello\n"));
        // Longer than a connection is kept ready.
        sleep(Duration::from_millis(1_300));
    }
    let begin = Instant::now();
    assert_eq!(to_end(&mut stream), "");
    assert!(begin.elapsed() < PATIENCE);
}

#[test]
fn requests_that_come_at_once_are_answered_in_order() {
    let server = Server::start(quick());
    let many = [
        GET,
        b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n",
        GET,
        b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    ];
    let answer = server.exchange(&many.concat());
    let bodies: Vec<&str> = answer.split("\r\n\r\n").collect();
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 4, "{answer}");
    assert!(bodies[1].starts_with("hello\n") && bodies[2].starts_with("late\n"), "{answer}");
    assert!(bodies[3].starts_with("hello\n") && bodies[4].is_empty(), "{answer}");
}

#[test]
fn a_hundred_requests_at_once() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    stream.write_all(&GET.repeat(100)).unwrap();
    for _ in 0..100 {
        assert!(one(&mut stream).ends_with("hello\n"));
    }
}

#[test]
fn who_says_no_more_still_gets_the_answer() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    half_close(&stream);
    assert!(to_end(&mut stream).ends_with("late\n"));
}

#[test]
fn close_is_said_and_done() {
    let server = Server::start(Limits { idle: PATIENCE * 2, ..quick() });
    let answer = server.exchange(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(answer.contains("\r\nconnection: close\r\n") && answer.ends_with("hello\n"), "{answer}");
    let answer = server.exchange(b"GET / HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 200 ") && answer.ends_with("hello\n"), "{answer}");
}

#[test]
fn head_has_a_length_and_no_body() {
    let server = Server::start(quick());
    let answer = server.exchange(b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(answer.contains("\r\ncontent-length: 6\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn handlers_see_the_address_of_the_other_side() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    stream.write_all(b"GET /peer HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(one(&mut stream).ends_with(&stream.local_addr().unwrap().to_string()));
}

#[test]
fn a_panic_is_one_500_and_the_connection_goes_on() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    stream.write_all(b"GET /panic HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(one(&mut stream).starts_with("HTTP/1.1 500 "));
    stream.write_all(GET).unwrap();
    assert!(one(&mut stream).ends_with("hello\n"));
    let lines = server.lines(2);
    assert!(
        lines[0].starts_with("fault: [21/Sep/2026:14:13:20 +0000] \"GET /panic HTTP/1.1\" panicked: "),
        "{lines:?}"
    );
    assert!(lines[0].contains(" two lines ") && !lines[0].contains('\n'), "{lines:?}");
    assert!(lines[1].contains("\"GET /panic HTTP/1.1\" 500 "), "{lines:?}");
}
