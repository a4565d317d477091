//! `landlocked brief`: the dossier on paper.

use ::words::text;
use brief::Kind;

use crate::arguments::Brief;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::screen::{self, Screen};
use crate::{disk, open};

pub(crate) fn run(options: &Brief, screen: &Screen) -> Result<(), Failure> {
    Interrupt::listen();
    let dossier = open::dossier(&options.case, screen)?;
    screen.progress(&text!("setting the pages\u{2026}"));
    let kind = if options.full { Kind::Full } else { Kind::Minister };
    let made = brief::pdf(&dossier, kind);
    screen.progress_ends();
    let made = made.map_err(|why| Failure::NoAnswer {
        why: format!("the paper could not be set: {why}"),
        help: "this is a fault of the program; please report it with the case",
    })?;
    disk::write_bytes(&options.out, &made.bytes)?;
    for remark in &made.remarks {
        screen::message(remark);
    }
    #[allow(clippy::cast_precision_loss, reason = "a size in kilobytes")]
    let size = made.bytes.len() as f64 / 1e3;
    screen::print(&format!("{}: PDF/UA-1, {size:.0} kB\n", options.out.display()))
}
