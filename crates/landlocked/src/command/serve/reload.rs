//! Serves a case anew when its files change: for whoever edits it.

use std::time::Duration;

use ::words::text;
use server::Live;

use super::Place;
use crate::arguments::Serve;
use crate::disk;
use crate::screen::{self, Screen};

/// How often the folders are looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// Looks at the folders for as long as the program runs. A case with faults is told, and the last good one stays.
pub(super) fn watch(options: &Serve, place: Place, live: Live, screen: Screen) {
    let options = options.clone();
    std::thread::spawn(move || {
        let folders: Vec<_> = super::folders(&options).into_iter().flatten().collect();
        let look = || folders.iter().map(|folder| disk::fingerprint(folder)).collect::<Vec<_>>();
        let mut seen = look();
        loop {
            std::thread::sleep(PAUSE);
            let now = look();
            if now == seen {
                continue;
            }
            // An editor may write several files: what stays as it is for a moment is read.
            std::thread::sleep(PAUSE);
            if look() != now {
                continue;
            }
            seen = now;
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
