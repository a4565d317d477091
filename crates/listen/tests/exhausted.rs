//! The system gives no more files. Alone in its process, whose limit it changes.
#![cfg(target_os = "linux")]

mod support;

use std::net::TcpStream;
use std::time::Duration;

use listen::Limits;
use rlimit::Resource;
use support::{PATIENCE, Server, quick};

#[test]
fn too_many_open_files_do_not_end_it() {
    let (_, hard) = Resource::NOFILE.get().unwrap();
    let server = Server::start(Limits { head: PATIENCE * 4, idle: PATIENCE * 4, ..quick() });
    server.answers();
    let set = |files: u64| Resource::NOFILE.set(files, hard).unwrap();
    // Both ends are files of this process, so it soon has no more.
    set(100);
    let mut silent: Vec<TcpStream> = std::iter::from_fn(|| TcpStream::connect(server.address).ok()).take(200).collect();
    assert!(silent.len() < 100);
    std::thread::sleep(Duration::from_millis(300));
    // One file for the client; the server makes room for its own.
    silent.truncate(silent.len() - 1);
    server.answers();
    drop(silent);
    set(1000);
    server.answers();
}
