//! How many connections there are, and which of them goes when there are too many.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// How long to wait for a place before one more connection is asked to go.
const AGAIN: Duration = Duration::from_millis(100);

/// The places for connections.
#[derive(Debug)]
pub(crate) struct Room {
    places: Arc<Semaphore>,
    capacity: u32,
    /// Whether a place is wanted now.
    wanted: AtomicBool,
    /// Wakes whoever has waited on it longest.
    sleepers: Notify,
}

/// One place; it is free again when this is dropped.
pub(crate) type Place = OwnedSemaphorePermit;

impl Room {
    pub(crate) fn new(connections: usize) -> Self {
        let capacity = u32::try_from(connections).unwrap_or(u32::MAX).clamp(1, 1 << 24);
        let places = usize::try_from(capacity).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        Self {
            places: Arc::new(Semaphore::new(places)),
            capacity,
            wanted: AtomicBool::new(false),
            sleepers: Notify::new(),
        }
    }

    /// Waits for a place. When there is none, the connection that has slept longest is asked to go.
    pub(crate) async fn place(&self) -> Place {
        loop {
            let free = Arc::clone(&self.places);
            if let Ok(place) = free.try_acquire_owned() {
                self.wanted.store(false, Ordering::Relaxed);
                return place;
            }
            self.relieve();
            if let Ok(Ok(place)) = timeout(AGAIN, Arc::clone(&self.places).acquire_owned()).await {
                self.wanted.store(false, Ordering::Relaxed);
                return place;
            }
        }
    }

    /// Asks the connection that has slept longest to go.
    pub(crate) fn relieve(&self) {
        self.wanted.store(true, Ordering::Relaxed);
        self.sleepers.notify_one();
    }

    /// Waits until the caller has slept longer than all others and its place is wanted.
    pub(crate) async fn unwelcome(&self) {
        loop {
            self.sleepers.notified().await;
            if self.wanted.swap(false, Ordering::Relaxed) {
                return;
            }
        }
    }

    /// Waits until all places are free, at most for some time. They stay taken.
    pub(crate) async fn emptied(&self, most: Duration) {
        if let Ok(Ok(all)) = timeout(most, self.places.acquire_many(self.capacity)).await {
            all.forget();
        }
    }
}
