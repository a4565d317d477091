//! Ctrl-C while something is computed: the first one asks to stop, the second one ends the program. Where the system asks it
//! to end, it ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::{disk, screen};

/// The exit code of a program that is ended before it has an answer.
const NO_ANSWER: i32 = 3;
/// The exit code of a program that the system asked to end: 128 and the number of the signal, as shells say it.
const TERMINATED: i32 = 143;

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
            let code = runtime.block_on(async {
                tokio::select! {
                    code = pressed(&state) => code,
                    code = terminated() => code,
                }
            });
            screen::message("\nstopped: there is no answer");
            disk::clear_drafts();
            std::process::exit(code);
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

/// Waits until Ctrl-C is to end the program.
async fn pressed(state: &State) -> i32 {
    while tokio::signal::ctrl_c().await.is_ok() {
        if !state.heeded.load(Ordering::Relaxed) || state.asked.swap(true, Ordering::Relaxed) {
            return NO_ANSWER;
        }
        screen::message("\nstopping with what there is; Ctrl-C again ends at once");
    }
    std::future::pending().await
}

/// Waits until the system asks the program to end; for ever where it asks nobody.
async fn terminated() -> i32 {
    #[cfg(unix)]
    if let Ok(mut asked) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        && asked.recv().await.is_some()
    {
        return TERMINATED;
    }
    std::future::pending().await
}
