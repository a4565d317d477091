//! `landlocked build`: a dossier as a site of files.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ::words::{Language, current, text, within};
use server::fixed::{FixedError, Take};

use crate::arguments::Build;
use crate::disk::Draft;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::publish::{self, Edition};
use crate::screen::{self, Screen};
use crate::stopwatch::Stopwatch;
use crate::{address, disk, keep, open};

pub(crate) fn run(options: &Build, screen: &Screen) -> Result<(), Failure> {
    Interrupt::listen();
    let clock = Stopwatch::start();
    disk::must_be_free(&options.out)?;
    let address = options.url.as_deref().map(address::of).transpose()?;
    let (bundle, case) = open::with_bundle(&options.case, screen)?;
    let study = keep::study::study(&case);
    let dossier = open::dossier_of(&case, study.as_ref(), screen);
    let mut site = publish::site(Edition { bundle, case, study, dossier }, false)?;
    if let Some(address) = &address {
        site = site.reached_at(address);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Server)?;
    let draft = Arc::new(Draft::of(&options.out)?);
    let shelf =
        Arc::new(Shelf { draft: Arc::clone(&draft), screen: *screen, language: current(), bytes: AtomicUsize::new(0) });
    let made = runtime.block_on(server::fixed::files(site, Arc::clone(&shelf)));
    screen.progress_ends();
    let files = made.map_err(|why| match why {
        FixedError::Taken { cause, .. } => Failure::Write { path: options.out.clone(), cause },
        fault => Failure::NoAnswer {
            why: fault.to_string(),
            help: "this is a fault of the program; please report it with the case",
        },
    })?;
    let bytes = shelf.bytes.load(Ordering::Relaxed);
    drop((shelf, runtime));
    if let Some(draft) = Arc::into_inner(draft) {
        draft.finish()?;
    }
    if address.is_none() {
        screen::message(&text!(
            "no sitemap.xml: it needs the address at which the site will stand, `--url https://...`"
        ));
    }
    screen::message(&text!("made in {seconds:.1} s", seconds = clock.seconds()));
    #[allow(clippy::cast_precision_loss, reason = "a size in megabytes")]
    let size = bytes as f64 / 1e6;
    let told = text!("{folder}: {files} files, {size:.1} MB; open index.html", folder = options.out.display());
    screen::print(&(told + "\n"))
}

/// Writes each file as soon as it is made, and says how far it is.
struct Shelf {
    draft: Arc<Draft>,
    screen: Screen,
    /// Threads of the server begin in English.
    language: Language,
    bytes: AtomicUsize,
}

impl Take for Shelf {
    fn take(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.bytes.fetch_add(bytes.len(), Ordering::Relaxed);
        self.draft.add(name, bytes)
    }

    fn told(&self, done: usize, all: usize) {
        if done.is_multiple_of(16) || done == all {
            within(&self.language, || self.screen.progress(&text!("{done} of {all} files")));
        }
    }
}
