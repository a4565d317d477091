//! `landlocked build`: a dossier as a site of files.

use std::sync::Arc;

use crate::arguments::Build;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::publish::{self, Edition};
use crate::screen::{self, Screen};
use crate::stopwatch::Stopwatch;
use crate::{disk, keep, open};

pub(crate) fn run(options: &Build, screen: &Screen) -> Result<(), Failure> {
    Interrupt::listen();
    let clock = Stopwatch::start();
    disk::must_be_free(&options.out)?;
    let (bundle, case) = open::with_bundle(&options.case, screen)?;
    let study = keep::study::study(&case);
    let dossier = open::dossier_of(&case, study.as_ref(), screen);
    let site = publish::site(Edition { bundle, case, study, dossier }, false)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Server)?;
    let shown = *screen;
    let told = Arc::new(move |done: usize, all: usize| {
        if done.is_multiple_of(16) || done == all {
            shown.progress(&format!("{done} of {all} files"));
        }
    });
    let made = runtime.block_on(server::fixed::files(site, options.url.as_deref(), told));
    screen.progress_ends();
    let files = made.map_err(|why| Failure::NoAnswer {
        why: why.to_string(),
        help: "this is a fault of the program; please report it with the case",
    })?;
    disk::write_folder(&options.out, files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))?;
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    if options.url.is_none() {
        screen::message("no sitemap.xml: it needs the address at which the site will stand, `--url https://...`");
    }
    screen::message(&format!("made in {:.1} s", clock.seconds()));
    #[allow(clippy::cast_precision_loss, reason = "a size in megabytes")]
    let size = bytes as f64 / 1e6;
    screen::print(&format!("{}: {} files, {size:.1} MB; open index.html\n", options.out.display(), files.len()))
}
