//! More connections than places.

mod support;

use std::io::Write;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use listen::Limits;
use support::{PATIENCE, Server, one, quick, to_end};

const GET: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

fn roomy(connections: usize) -> Limits {
    Limits { connections, head: PATIENCE * 4, idle: PATIENCE * 4, request: PATIENCE * 4, ..quick() }
}

#[test]
fn who_slept_longest_goes_when_one_more_comes() {
    let server = Server::start(roomy(3));
    let mut all: Vec<TcpStream> = (0..3)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(GET).unwrap();
            assert!(one(&mut stream).ends_with("hello\n"));
            // The order in which they fall asleep.
            sleep(Duration::from_millis(300));
            stream
        })
        .collect();
    sleep(Duration::from_millis(1_200));
    server.answers();
    assert_eq!(to_end(&mut all[0]), "", "the first is gone");
    for stream in &mut all[1..] {
        stream.write_all(GET).unwrap();
        assert!(one(stream).ends_with("hello\n"), "the others are still served");
    }
}

#[test]
fn silent_ones_do_not_keep_others_out() {
    let server = Server::start(roomy(8));
    let silent: Vec<TcpStream> = (0..50).map(|_| server.connect()).collect();
    for _ in 0..10 {
        server.answers();
    }
    drop(silent);
}

#[test]
fn when_all_are_busy_the_newest_waits() {
    let server = Server::start(roomy(2));
    let mut busy: Vec<TcpStream> = (0..2)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
            stream
        })
        .collect();
    sleep(Duration::from_millis(100));
    server.answers();
    for stream in &mut busy {
        assert!(to_end(stream).ends_with("late\n"));
    }
}
