//! One connection and just enough of the protocol to know where an answer ends.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) bytes: u64,
}

pub(crate) struct Line {
    pub(crate) stream: TcpStream,
    buffer: Vec<u8>,
}

impl Line {
    pub(crate) async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::new() })
    }

    pub(crate) async fn ask(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.stream.write_all(request).await?;
        timeout(PATIENCE, self.answer()).await.map_err(io::Error::other)?
    }

    async fn more(&mut self) -> io::Result<usize> {
        self.buffer.reserve(64 * 1024);
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            some => Ok(some),
        }
    }

    /// Takes what ends with some bytes.
    async fn until(&mut self, end: &[u8]) -> io::Result<Vec<u8>> {
        loop {
            if let Some(at) = self.buffer.windows(end.len()).position(|part| part == end) {
                return Ok(self.buffer.drain(..at + end.len()).collect());
            }
            self.more().await?;
        }
    }

    async fn skip(&mut self, mut bytes: usize) -> io::Result<()> {
        loop {
            let some = bytes.min(self.buffer.len());
            if some == self.buffer.len() {
                self.buffer.clear();
            } else {
                self.buffer.drain(..some);
            }
            bytes -= some;
            if bytes == 0 {
                return Ok(());
            }
            self.more().await?;
        }
    }

    async fn answer(&mut self) -> io::Result<Answer> {
        let odd = || io::Error::other("no answer of HTTP");
        let head = String::from_utf8(self.until(b"\r\n\r\n").await?).map_err(io::Error::other)?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(odd)?;
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
        if let Some(length) = field("content-length: ") {
            let length = length.parse().map_err(io::Error::other)?;
            self.skip(length).await?;
            return Ok(Answer { status, bytes: u64::try_from(length).unwrap_or(u64::MAX) });
        }
        let mut bytes = 0;
        if field("transfer-encoding: chunked").is_some() {
            loop {
                let size = String::from_utf8(self.until(b"\r\n").await?).map_err(io::Error::other)?;
                let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
                self.skip(size + 2).await?;
                bytes += u64::try_from(size).unwrap_or(u64::MAX);
                if size == 0 {
                    break;
                }
            }
        }
        Ok(Answer { status, bytes })
    }
}
