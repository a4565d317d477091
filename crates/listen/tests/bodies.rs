//! Bodies that are slow, long, or not read.

mod support;

use std::io::{Read, Write};
use std::thread::sleep;
use std::time::Duration;

use listen::Limits;
use support::{BIG, Server, quick, status, to_end};

fn post(length: usize) -> String {
    format!("POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n")
}

#[test]
fn a_body_as_long_as_allowed_is_read() {
    let server = Server::start(Limits::default());
    let most = Limits::default().body_bytes;
    let mut request = post(most).into_bytes();
    request.resize(request.len() + most, b'a');
    let answer = server.exchange(&request);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n1048576"), "{answer}");
}

#[test]
fn a_body_that_is_said_to_be_too_long_gets_413_and_can_be_read_there() {
    let server = Server::start(Limits { body_bytes: 1000, ..quick() });
    assert_eq!(server.status(post(1001).as_bytes()), 413);
    // Who sends it all the same still sees the answer.
    let mut request = post(50_000).into_bytes();
    request.resize(request.len() + 50_000, b'a');
    assert_eq!(server.status(&request), 413);
    assert_eq!(server.status(post(usize::MAX >> 1).as_bytes()), 413);
}

#[test]
fn a_body_in_pieces_that_grows_too_long_gets_413() {
    let server = Server::start(Limits { body_bytes: 1000, ..quick() });
    let mut request =
        b"POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..100 {
        request.extend_from_slice(b"64\r\n");
        request.resize(request.len() + 100, b'a');
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"0\r\n\r\n");
    assert_eq!(server.status(&request), 413);
}

#[test]
fn a_body_that_comes_too_slowly_gets_408() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    stream.write_all(post(10_000).as_bytes()).unwrap();
    for _ in 0..300 {
        if stream.write_all(b"a").is_err() {
            break;
        }
        sleep(Duration::from_millis(10));
    }
    assert_eq!(status(&to_end(&mut stream)), 408);
    server.answers();
}

#[test]
fn an_answer_that_takes_too_long_gets_503() {
    let server = Server::start(quick());
    assert_eq!(server.status(b"GET /stuck HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"), 503);
}

#[test]
fn who_does_not_read_is_cut() {
    let server = Server::start(quick());
    let mut stream = server.connect();
    stream.write_all(b"GET /big HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    sleep(Duration::from_secs(3));
    assert!(to_end(&mut stream).len() < BIG, "what was in the socket came, and no more");
    server.answers();
}

#[test]
fn who_reads_slower_than_asked_is_cut_though_each_piece_is_in_time() {
    let server = Server::start(Limits { write: Duration::from_millis(800), write_rate: u32::MAX, ..quick() });
    let mut stream = server.connect();
    stream.write_all(b"GET /big HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut piece = vec![0; 512 * 1024];
    let mut read = 0;
    // Some 2.5 MB a second: all of it would take 25 seconds.
    while let Ok(some @ 1..) = stream.read(&mut piece) {
        read += some;
        sleep(Duration::from_millis(200));
    }
    assert!(read < BIG, "{read}");
}

#[test]
fn who_reads_fast_enough_gets_everything() {
    let server = Server::start(quick());
    let answer = server.exchange(b"GET /big HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    assert!(answer.len() > BIG);
}

#[test]
fn continue_is_said_when_a_body_is_wanted() {
    let server = Server::start(quick());
    let answer = server.exchange(
        b"POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\nab",
    );
    assert!(answer.starts_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 ") && answer.ends_with("\r\n2"), "{answer}");
}
