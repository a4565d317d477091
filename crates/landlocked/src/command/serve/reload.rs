//! Serves a case anew when its files change: for whoever edits it.

use std::path::PathBuf;
use std::time::Duration;

use ::words::text;
use server::Live;

use super::Place;
use crate::arguments::Serve;
use crate::disk;
use crate::screen::{self, Screen};

/// How often the folders are looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// The folders of cases as they were seen last.
pub(super) struct Watch {
    folders: Vec<PathBuf>,
    seen: Vec<u64>,
}

impl Watch {
    /// Looks at the folders for the first time: to be done before they are read, so that no change goes unseen.
    pub(super) fn begin(options: &Serve) -> Self {
        let folders = super::folders(options).into_iter().flatten().collect();
        let mut watch = Self { folders, seen: Vec::new() };
        watch.seen = watch.look();
        watch
    }

    fn look(&self) -> Vec<u64> {
        self.folders.iter().map(|folder| disk::fingerprint(folder)).collect()
    }

    /// Waits until the folders are other ones than were seen last, and stay so for a moment: an editor may write
    /// several files.
    fn changed(&mut self) {
        loop {
            std::thread::sleep(PAUSE);
            let now = self.look();
            if now == self.seen {
                continue;
            }
            std::thread::sleep(PAUSE);
            if self.look() == now {
                self.seen = now;
                return;
            }
        }
    }

    /// Serves what changed for as long as the program runs. A case with faults is told, and the last good one stays.
    pub(super) fn follow(mut self, options: &Serve, place: Place, live: Live, screen: Screen) {
        let options = options.clone();
        std::thread::spawn(move || {
            loop {
                self.changed();
                match super::router(&options, &place, &screen) {
                    Ok((router, told)) => {
                        live.replace(router);
                        screen::message(&text!("read again: {what}", what = told));
                    }
                    Err(failure) => {
                        screen.error(&failure);
                        screen::message(&text!("the last good state is still served"));
                    }
                }
            }
        });
    }
}
