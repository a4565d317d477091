//! Taking connections in, and letting them go.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::sleep;

use crate::answer::Desk;
use crate::connection::{House, connection};
use crate::files;
use crate::limits::Limits;
use crate::room::Room;
use crate::session::protocol;
use crate::sink::Sink;

/// The first and the longest time to wait after the system refused a connection.
const PAUSES: (Duration, Duration) = (Duration::from_millis(10), Duration::from_secs(1));
/// What the end of a connection may take beyond its time.
const SLACK: Duration = Duration::from_millis(500);

/// Serves a router on a listener until `stop` resolves. Then no connection is taken any more, those that are asleep are
/// closed, running requests have [`Limits::grace`] to end, and what is left is cut.
///
/// Handlers find the other side's address as [`axum::extract::ConnectInfo`] of a [`SocketAddr`]. A handler that panics
/// gives 500. Upgrades are not supported. Each request gives a line to `log`, if there is one.
///
/// When the system refuses connections for a while, as when too many files are open, a sleeping one is closed and the rest
/// goes on.
///
/// # Errors
/// When the listener is none that connections can be taken from.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    log: Option<Sink>,
    stop: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let connections = limits.connections.min(files::raise());
    let desk = Arc::new(Desk { router: router.with_state(()), limits, log });
    let house = Arc::new(House { desk, protocol: protocol(&limits), room: Room::new(connections) });
    let (end, ending) = watch::channel(false);
    let mut stop = pin!(stop);
    let served = loop {
        let (stream, peer, place) = tokio::select! {
            biased;
            () = &mut stop => break Ok(()),
            taken = take(&listener, &house.room) => match taken {
                Ok(taken) => taken,
                Err(error) => break Err(error),
            },
        };
        tokio::spawn(connection(Arc::clone(&house), stream, peer, ending.clone(), place));
    };
    drop(listener);
    end.send_replace(true);
    house.room.emptied(limits.grace.saturating_add(SLACK)).await;
    served
}

/// The next connection and a place for it.
async fn take(listener: &TcpListener, room: &Room) -> io::Result<(TcpStream, SocketAddr, crate::room::Place)> {
    let mut pause = PAUSES.0;
    let (stream, peer) = loop {
        match listener.accept().await {
            Ok(taken) => break taken,
            Err(error) => match error.kind() {
                // The other side was gone before it was taken in.
                io::ErrorKind::ConnectionRefused
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::Interrupted => {}
                io::ErrorKind::InvalidInput => return Err(error),
                _ => {
                    room.relieve();
                    sleep(pause).await;
                    pause = (pause * 2).min(PAUSES.1);
                }
            },
        }
    };
    Ok((stream, peer, room.place().await))
}
