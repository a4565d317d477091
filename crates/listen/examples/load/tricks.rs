//! Requests that nobody should send.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(40);

fn get(path: &[u8]) -> Vec<u8> {
    [b"GET ".as_slice(), path, b" HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n"].concat()
}

fn requests() -> Vec<(&'static str, Vec<u8>)> {
    let fields = |count: usize| {
        let many: Vec<u8> = (0..count).flat_map(|at| format!("x-{at}: y\r\n").into_bytes()).collect();
        [b"GET / HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n".as_slice(), &many, b"\r\n"].concat()
    };
    vec![
        ("page", get(b"/")),
        ("/..", get(b"/../../../etc/passwd")),
        ("/%2e%2e", get(b"/%2e%2e/%2e%2e/etc/passwd")),
        ("/%2e%2e%2f", get(b"/fig/..%2f..%2fetc%2fpasswd")),
        ("/%00", get(b"/%00")),
        ("/fig/%00.svg", get(b"/fig/%00.svg")),
        ("/%ff%fe, not UTF-8", get(b"/%ff%fe")),
        ("/trace/%ff", get(b"/trace/%ff")),
        ("raw bytes, not UTF-8", get(b"/\xff\xfe")),
        ("half an escape", get(b"/%")),
        ("backslashes", get(b"/..\\..\\etc\\passwd")),
        ("8,000 characters", get(&[b"/".as_slice(), &b"a".repeat(8_000)].concat())),
        ("8,000 slashes", get(&b"/".repeat(8_000))),
        ("300,000 characters", get(&[b"/".as_slice(), &b"a".repeat(300_000)].concat())),
        ("odd query", get(b"/?on=%ff&&&=%00&on=on=on&weight=NaN")),
        ("query without end", get(&[b"/balance?weight=".as_slice(), &b"9".repeat(7_000)].concat())),
        ("weight NaN", get(b"/balance/point?weight=NaN&limit=inf")),
        ("absolute form", get(b"http://elsewhere.example/")),
        ("CONNECT", b"CONNECT elsewhere.example:80 HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n".to_vec()),
        ("OPTIONS *", b"OPTIONS * HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n".to_vec()),
        ("TRACE", b"TRACE / HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n".to_vec()),
        ("DELETE", b"DELETE / HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n".to_vec()),
        ("two lengths", b"POST / HTTP/1.1\r\nhost: bench\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n".to_vec()),
        (
            "length and pieces",
            b"POST / HTTP/1.1\r\nhost: bench\r\nconnection: close\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
                .to_vec(),
        ),
        (
            "a piece too long to count",
            b"POST / HTTP/1.1\r\nhost: bench\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n".to_vec(),
        ),
        (
            "a body of 2 TB",
            b"POST /elicit/none HTTP/1.1\r\nhost: bench\r\nconnection: close\r\ncontent-length: 2000000000000\r\n\r\n".to_vec(),
        ),
        ("64 fields", fields(62)),
        ("90 fields", fields(88)),
        ("1,000 fields", fields(1_000)),
        ("a field of 300 kB", [b"GET / HTTP/1.1\r\nx: ".as_slice(), &b"a".repeat(300_000), b"\r\n\r\n"].concat()),
        ("no host", b"GET / HTTP/1.1\r\nconnection: close\r\n\r\n".to_vec()),
        ("HTTP/0.9", b"GET /\r\n".to_vec()),
        ("HTTP/1.0", b"GET / HTTP/1.0\r\n\r\n".to_vec()),
        ("HTTP/2 without asking", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("zeros", vec![0; 10_000]),
        ("line breaks", b"\r\n".repeat(10_000)),
        ("sign of life", get(b"/healthz")),
    ]
}

/// Sends each on a connection of its own, and prints the status, or `closed` when there is none.
pub(crate) async fn all(address: SocketAddr) -> io::Result<()> {
    for (name, bytes) in requests() {
        let status = timeout(PATIENCE, status(address, &bytes)).await.unwrap_or_else(|_| Ok("open".to_owned()))?;
        println!("{{\"trick\":\"{name}\",\"status\":\"{status}\"}}");
    }
    Ok(())
}

async fn status(address: SocketAddr, bytes: &[u8]) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let line = String::from_utf8_lossy(&answer);
    Ok(line.split(' ').nth(1).unwrap_or("closed").chars().take(3).collect::<String>())
        .map(|code| if answer.is_empty() { "closed".to_owned() } else { code })
}
