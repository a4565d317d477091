//! The end of a connection.

use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::guarded::Guarded;

/// How long the other side may go on sending.
const MOST: Duration = Duration::from_secs(2);
/// Bytes that are read at once.
const PIECE: usize = 4096;

/// Reads what the other side still sends, for a moment and at most so many bytes. A socket that is closed with bytes unread
/// resets the connection, and an answer on its way is lost.
pub(crate) async fn linger(socket: Guarded, bytes: usize) {
    if socket.ended {
        return;
    }
    let mut stream = socket.stream;
    let _ = timeout(MOST, drain(&mut stream, bytes)).await;
}

async fn drain(stream: &mut TcpStream, bytes: usize) {
    let mut left = bytes;
    let mut piece = vec![0; PIECE];
    while let Ok(read) = stream.read(&mut piece).await {
        left = left.saturating_sub(read);
        if read == 0 || left == 0 {
            return;
        }
    }
}
