//! Heads that are slow, long, many, or none.

mod support;

use std::fmt::Write as _;
use std::io::Write as _;
use std::thread::sleep;
use std::time::Duration;

use listen::Limits;
use support::{Server, one, quick, status, to_end};

#[test]
fn a_head_that_comes_too_slowly_is_cut() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    let mut sent = 0;
    for byte in b"GET / HTTP/1.1\r\nhost: x\r\nx-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".iter().cycle().take(600)
    {
        if stream.write_all(&[*byte]).is_err() {
            break;
        }
        sent += 1;
        sleep(Duration::from_millis(20));
    }
    assert!(sent < 600, "each byte must not give new time");
    let answer = to_end(&mut stream);
    assert!(answer.is_empty() || status(&answer) == 408, "{answer}");
    server.answers();
}

#[test]
fn a_late_head_is_told_so() {
    let server = Server::start(quick());
    assert_eq!(server.status(b"GET / HTTP/1.1\r\nhost: x\r\n"), 408);
    assert_eq!(server.lines(1), ["127.0.0.1 - - [21/Sep/2026:14:13:20 +0000] \"-\" 408 0 0"]);
}

#[test]
fn who_says_nothing_is_closed() {
    let server = Server::start(quick());
    assert_eq!(server.exchange(b""), "");
    server.answers();
}

#[test]
fn the_beginning_of_a_head_behind_a_request_has_the_time_of_a_head() {
    let server = Server::start(Limits { idle: Duration::from_mins(10), ..quick() });
    let answer = server.exchange(b"GET / HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\nho");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("hello\nHTTP/1.1 408 "), "{answer}");
}

#[test]
fn a_head_in_two_parts_with_a_sleep_between_is_read() {
    let server = Server::start(Limits { head: Duration::from_secs(20), idle: Duration::from_secs(20), ..quick() });
    let mut stream = server.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\nGET /peer HT").unwrap();
    assert!(one(&mut stream).ends_with("hello\n"));
    sleep(Duration::from_millis(1_500));
    stream.write_all(b"TP/1.1\r\nhost: x\r\n\r\n").unwrap();
    assert!(one(&mut stream).ends_with(&stream.local_addr().unwrap().to_string()));
}

#[test]
fn a_head_without_end_is_refused() {
    let server = Server::start(Limits { head: Duration::from_secs(20), ..quick() });
    let mut stream = server.connect();
    let _ = stream.write_all(b"GET / HTTP/1.1\r\n");
    for _ in 0..4_000 {
        if stream.write_all(b"x-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n").is_err() {
            break;
        }
    }
    assert_eq!(status(&to_end(&mut stream)), 431);
    let endless = format!("GET /{}", "a".repeat(100_000)).into_bytes();
    assert!([414, 431].contains(&server.status(&endless)));
    server.answers();
}

#[test]
fn as_many_fields_as_allowed_and_one_more() {
    let server = Server::start(quick());
    let request = |fields: usize| {
        let mut text = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n".to_owned();
        for at in 2..fields {
            write!(text, "x-{at}: y\r\n").unwrap();
        }
        text + "\r\n"
    };
    assert_eq!(server.status(request(64).as_bytes()), 200);
    assert_eq!(server.status(request(65).as_bytes()), 431);
    assert_eq!(server.status(request(1_000).as_bytes()), 431);
}

#[test]
fn as_many_bytes_as_allowed_and_one_more() {
    let server = Server::start(quick());
    let request = |bytes: usize| {
        let rest = "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-a: \r\n\r\n".len();
        format!("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-a: {}\r\n\r\n", "a".repeat(bytes - rest))
    };
    assert_eq!(server.status(request(16 * 1024 - 1).as_bytes()), 200);
    assert_eq!(server.status(request(16 * 1024 + 1).as_bytes()), 431);
}

#[test]
fn what_is_no_request_gets_400_and_the_end() {
    let server = Server::start(quick());
    for garbage in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03garbage\r\n\r\n".as_slice(),
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
        b"POST /length HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
        b"POST /length HTTP/1.1\r\nhost: x\r\ntransfer-encoding: gzip\r\n\r\n",
    ] {
        let answer = server.exchange(garbage);
        assert_eq!(status(&answer), 400, "{:?}: {answer}", String::from_utf8_lossy(garbage));
    }
    // The beginning of another protocol gets no answer that it could not read.
    assert_eq!(server.exchange(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "");
    server.answers();
}

#[test]
fn odd_paths_are_only_not_found() {
    let server = Server::start(quick());
    let long = format!("/{}", "a".repeat(10_000));
    for path in ["/..", "/../../etc/passwd", "/%2e%2e/%2e%2e/x", "/%00", "/%", "/%zz", "/%ff%fe", "//", "/a\"b", &long]
    {
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert_eq!(server.status(request.as_bytes()), 404, "{path}");
    }
    for query in ["?", "?&&&", "?a=%ff&=%00", "?a[]=1&a[]=2"] {
        let request = format!("GET /{query} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        assert_eq!(server.status(request.as_bytes()), 200, "{query}");
    }
}
