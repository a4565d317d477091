//! Ctrl-C while something is computed: the first one asks to stop, the second one ends the program.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{disk, screen};

/// The exit code of a program that is ended before it has an answer.
const NO_ANSWER: i32 = 3;

/// What is known about Ctrl-C.
#[derive(Debug, Clone, Default)]
pub(crate) struct Interrupt(Arc<State>);

#[derive(Debug, Default)]
struct State {
    asked: AtomicBool,
    heeded: AtomicBool,
}

impl Interrupt {
    /// Listens from now on. Where the system lets nobody listen, Ctrl-C ends the program as it always does.
    pub(crate) fn listen() -> Self {
        let interrupt = Self::default();
        let state = Arc::clone(&interrupt.0);
        std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
            runtime.block_on(async {
                while tokio::signal::ctrl_c().await.is_ok() {
                    if !state.heeded.load(Ordering::Relaxed) || state.asked.swap(true, Ordering::Relaxed) {
                        screen::message("\nstopped: there is no answer");
                        disk::clear_drafts();
                        std::process::exit(NO_ANSWER);
                    }
                    screen::message("\nstopping with what there is; Ctrl-C again ends at once");
                }
            });
        });
        interrupt
    }

    /// Says whether somebody will look at [`Interrupt::asked`] soon; if not, Ctrl-C ends the program at once.
    pub(crate) fn heed(&self, heeded: bool) {
        self.0.heeded.store(heeded, Ordering::Relaxed);
    }

    /// Whether somebody pressed Ctrl-C.
    pub(crate) fn asked(&self) -> bool {
        self.0.asked.load(Ordering::Relaxed)
    }
}
