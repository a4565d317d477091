//! Many connections that do nothing, or little.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::line::Line;
use crate::{Mix, together};

/// Connections and requests on each that tell how others fare meanwhile.
const OTHERS: (usize, usize) = (8, 1_000);
/// Silent connections between two pauses.
const PACE: usize = 100;
/// How long to wait for slow ones to be cut.
const MOST: Duration = Duration::from_secs(90);

/// Opens connections that then are silent, from the beginning or after one request; asks on others; counts who is left.
pub(crate) async fn idle(address: SocketAddr, mix: &Mix, kept: bool, count: usize) -> io::Result<()> {
    let mut all = Vec::with_capacity(count);
    let first = mix.first().cloned().unwrap_or_default();
    let begin = Instant::now();
    for at in 0..count {
        let mut line = Line::open(address).await?;
        if kept {
            line.ask(&first).await?;
        } else if at % PACE == 0 {
            // Nothing shows how fast they are taken in, and a full backlog costs a second each time.
            sleep(Duration::from_millis(20)).await;
        }
        all.push(line);
    }
    println!("{{\"open\":{count},\"seconds\":{:.3}}}", begin.elapsed().as_secs_f64());
    // Whoever watches looks at the memory now.
    sleep(Duration::from_secs(2)).await;
    println!("{{\"quiet\":true}}");
    let begin = Instant::now();
    let mut others = together(address, mix, OTHERS.0, OTHERS.1).await?;
    let over = begin.elapsed();
    let left = all.iter().filter(|line| alive(&line.stream)).count();
    println!("{{\"idle\":true,\"left\":{left},{}}}", others.words(over));
    Ok(())
}

/// Whether the other side still holds a connection on which nothing is on its way.
fn alive(stream: &TcpStream) -> bool {
    let mut byte = [0; 1];
    matches!(stream.try_read(&mut byte), Err(error) if error.kind() == io::ErrorKind::WouldBlock)
}

/// A third sends heads byte by byte, a third bodies, a third asks for everything and reads nothing; others ask meanwhile.
pub(crate) async fn slow(address: SocketAddr, mix: &Mix, count: usize) -> io::Result<()> {
    let mut tasks = tokio::task::JoinSet::new();
    let begin = Instant::now();
    for at in 0..count {
        tasks.spawn(async move {
            let kind = at % 3;
            let _ = match kind {
                0 => drip(address, b"GET / HTTP/1.1\r\nhost: bench\r\nx-slow: ").await,
                1 => {
                    drip(address, b"POST /elicit/none HTTP/1.1\r\nhost: bench\r\ncontent-length: 100000\r\n\r\n").await
                }
                _ => unread(address).await,
            };
            (kind, begin.elapsed())
        });
    }
    sleep(Duration::from_secs(1)).await;
    println!("{{\"quiet\":true}}");
    let asked = Instant::now();
    let mut others = together(address, mix, OTHERS.0, OTHERS.1).await?;
    println!("{{\"slow\":true,{}}}", others.words(asked.elapsed()));
    let mut cut = [0_u32; 3];
    let mut last = [0.0_f64; 3];
    let _ = tokio::time::timeout(MOST.saturating_sub(begin.elapsed()), async {
        while let Some(done) = tasks.join_next().await {
            if let Ok((kind, after)) = done {
                cut[kind] += 1;
                last[kind] = last[kind].max(after.as_secs_f64());
            }
        }
    })
    .await;
    let kinds = ["heads", "bodies", "readers"];
    let words: Vec<String> = kinds
        .iter()
        .enumerate()
        .map(|(at, kind)| format!("\"{kind}\":{},\"{kind}_seconds\":{:.1}", cut[at], last[at]))
        .collect();
    println!("{{\"cut\":true,\"left\":{},{}}}", tasks.len(), words.join(","));
    Ok(())
}

/// Sends a beginning and then a byte now and then, until the connection is cut.
async fn drip(address: SocketAddr, begin: &[u8]) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(begin).await?;
    loop {
        sleep(Duration::from_millis(200)).await;
        stream.write_all(b"a").await?;
    }
}

/// Asks for long answers, one behind the other, and reads none, until the connection is cut.
async fn unread(address: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(&b"GET /dossier.json HTTP/1.1\r\nhost: bench\r\n\r\n".repeat(50)).await?;
    loop {
        sleep(Duration::from_millis(500)).await;
        // A byte more than is read tells whether anybody is still there.
        stream.write_all(b"\r\n").await?;
    }
}
