//! A connection from its beginning to its end: asleep, then awake while something happens, then asleep again.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::server::conn::http1::Builder;
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::sleep_until;

use crate::answer::Desk;
use crate::guarded::Guarded;
use crate::pulse::Pulse;
use crate::room::{Place, Room};
use crate::session::session;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) desk: Arc<Desk>,
    pub(crate) protocol: Builder,
    pub(crate) room: Room,
}

/// Serves one connection until it ends.
pub(crate) async fn connection(
    house: Arc<House>,
    stream: TcpStream,
    peer: SocketAddr,
    mut stop: watch::Receiver<bool>,
    place: Place,
) {
    // Small answers go out at once; where that cannot be set, they go out later.
    let _ = stream.set_nodelay(true);
    let pulse = Arc::new(Pulse::new(house.desk.limits));
    let mut socket = Guarded::new(stream, Arc::clone(&pulse));
    while sleep(&house, &pulse, &socket, &mut stop).await {
        let stopping = async {
            // When nobody can say so any more, it is time to stop, too.
            let _ = stop.wait_for(|stop| *stop).await;
        };
        // Only who is awake needs the room for a session.
        let awake = Box::pin(session(socket, &house.protocol, &house.desk, &pulse, peer, stopping));
        match awake.await {
            Some(tired) => socket = tired,
            None => break,
        }
    }
    drop(place);
}

/// Waits for a byte; tells whether one came. It did not when the time is over, when the place is wanted, or when all ends.
async fn sleep(house: &House, pulse: &Pulse, socket: &Guarded, stop: &mut watch::Receiver<bool>) -> bool {
    if !socket.begun.is_empty() {
        // The beginning of a head came together with the request before it.
        pulse.received();
        return true;
    }
    let mut byte = [0; 1];
    tokio::select! {
        biased;
        _ = stop.wait_for(|stop| *stop) => false,
        // Readiness may be told without a byte behind it.
        seen = socket.stream.peek(&mut byte) => seen.is_ok(),
        () = sleep_until(pulse.wake_by()) => false,
        () = house.room.unwelcome() => false,
    }
}
