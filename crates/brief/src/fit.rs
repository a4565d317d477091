//! Two pages, whatever the dossier holds: each page has a ladder of plans from rich to lean, and the richest plan that
//! fits is taken. Nothing is guessed: the pages are set and counted.

use ::words::text;
use document::Dossier;

use crate::minister::{LEADS, Material};
use crate::press::Pages;
use crate::words::Scribe;
use crate::{BriefError, Made, shared};

/// What stands on the first page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct First {
    /// Sentences that stand out.
    pub(crate) leads: usize,
    /// Further findings; the others go to the second page.
    pub(crate) further: usize,
    /// Sources cited for a sentence.
    pub(crate) cites: usize,
    /// Height of the picture at most, in points; none at 0.
    pub(crate) picture: f64,
    /// Characters of a sentence at most.
    pub(crate) clip: usize,
    /// Characters of title and question at most.
    pub(crate) title: usize,
}

/// What stands on the second page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Second {
    /// Findings that came over from the first page.
    pub(crate) moved: usize,
    /// Figures.
    pub(crate) figures: usize,
    /// Height of a figure at most, in points.
    pub(crate) height: f64,
    /// Rows of the table.
    pub(crate) rows: usize,
    /// The next date.
    pub(crate) next: bool,
    /// Last events.
    pub(crate) events: usize,
    /// Caveats.
    pub(crate) caveats: usize,
    /// Characters of a text at most.
    pub(crate) clip: usize,
}

/// A picture on the first page is this high at least, in points, before findings go to the second page.
const LEGIBLE: f64 = 340.0;
/// Longest sentence, unless room is short.
const LONG: usize = 520;

/// Plans for the first page, rich to lean.
fn first_plans(others: usize) -> Vec<First> {
    let rich = First { leads: LEADS, further: others, cites: 2, picture: 430.0, clip: LONG, title: 220 };
    let mut out: Vec<First> = [430.0, 390.0, LEGIBLE].map(|picture| First { picture, ..rich }).to_vec();
    // Two findings stand on the second page as well as on the first; sources that are not named stand nowhere.
    let fewer = (others.saturating_sub(2)..others).rev();
    out.extend(fewer.map(|further| First { further, picture: LEGIBLE, ..rich }));
    out.push(First { picture: LEGIBLE, cites: 1, ..rich });
    out.extend((0..others).rev().map(|further| First { further, picture: LEGIBLE, cites: 1, ..rich }));
    let lean = First { further: 0, cites: 1, picture: 240.0, ..rich };
    out.push(lean);
    out.push(First { picture: 0.0, ..lean });
    for (leads, clip, title) in [(2, 300, 160), (1, 300, 160), (1, 160, 100)] {
        out.push(First { leads, clip, title, picture: 0.0, ..lean });
    }
    out
}

/// Plans for the second page, rich to lean, when so many findings came over.
fn second_plans(moved: usize) -> Vec<Second> {
    let rich =
        Second { moved, figures: 3, height: 270.0, rows: 6, next: true, events: 4, caveats: usize::MAX, clip: LONG };
    let two = Second { figures: 2, ..rich };
    let one = Second { figures: 1, height: 170.0, rows: 4, events: 2, caveats: 2, ..rich };
    let bare = Second { figures: 0, rows: 4, events: 0, caveats: 2, clip: 300, ..rich };
    let mut out = vec![
        rich,
        Second { height: 220.0, ..rich },
        Second { height: 190.0, rows: 5, events: 3, ..rich },
        // Figures keep the width of their column before events, rows and caveats do.
        two,
        Second { height: 255.0, events: 3, ..two },
        Second { height: 255.0, events: 3, caveats: 5, ..two },
        Second { height: 255.0, rows: 5, events: 2, caveats: 4, ..two },
        Second { height: 255.0, rows: 5, events: 2, caveats: 3, ..two },
        Second { height: 250.0, rows: 4, events: 2, caveats: 3, clip: 400, ..two },
        Second { height: 250.0, rows: 4, events: 0, caveats: 3, clip: 320, ..two },
        Second { height: 240.0, rows: 4, events: 0, caveats: 2, clip: 280, ..two },
        Second { height: 200.0, rows: 4, events: 0, caveats: 2, clip: 280, ..two },
        Second { height: 150.0, rows: 0, events: 0, caveats: 2, clip: 280, ..two },
        Second { height: 130.0, rows: 0, events: 0, caveats: 2, clip: 280, ..two },
        Second { clip: 320, ..one },
        bare,
    ];
    let least = Second { rows: 0, caveats: 1, clip: 200, ..bare };
    out.extend((0..=moved).rev().map(|moved| Second { moved, ..least }));
    out.push(Second { moved: 0, next: false, caveats: 0, clip: 160, ..least });
    out
}

/// Sets the brief.
pub(crate) fn two_pages(dossier: &Dossier) -> Result<Made, BriefError> {
    let material = Material::new(dossier);
    let firsts = first_plans(material.others());
    let least = second_plans(0).pop();
    // The second page begins on page two when the first fits.
    let fits = |first: &First| {
        let (pages, scribe) = material.set(*first, least.unwrap_or(SPARE))?;
        Ok((pages.page_of("second") == Some(2), pages, scribe))
    };
    let first = richest(&firsts, fits)?;
    // With the findings settled, the picture takes what room is left.
    let higher: Vec<First> = [430.0, 410.0, 390.0, 370.0, 355.0]
        .into_iter()
        .filter(|picture| first.plan.picture > 0.0 && *picture > first.plan.picture)
        .map(|picture| First { picture, ..first.plan })
        .chain([first.plan])
        .collect();
    let first = if higher.len() == 1 { first } else { richest(&higher, fits)? };
    let seconds = second_plans(material.others().saturating_sub(first.plan.further));
    let second = richest(&seconds, |second| {
        let (pages, scribe) = material.set(first.plan, *second)?;
        Ok((pages.count() <= 2, pages, scribe))
    })?;
    if second.pages.count() != 2 {
        return Err(BriefError::Length { pages: second.pages.count() });
    }
    let mut remarks = second.scribe.remarks();
    match material.left_out(first.plan, second.plan) {
        0 => {}
        1 => remarks.push(text!("one finding did not fit on two pages")),
        many => remarks.push(text!("{many} findings did not fit on two pages")),
    }
    let meta = &dossier.meta;
    let bytes = second.pages.pdf(shared::ident(dossier, "brief"), shared::creator(meta))?;
    Ok(Made { bytes, remarks })
}

/// The barest second page.
const SPARE: Second =
    Second { moved: 0, figures: 0, height: 0.0, rows: 0, next: false, events: 0, caveats: 0, clip: 160 };

/// A plan and its pages.
struct Chosen<P> {
    plan: P,
    pages: Pages,
    scribe: Scribe,
}

/// The first plan of a ladder that fits, or the last one. Plans grow leaner, so half of what is left is ruled out by
/// each trial.
fn richest<P: Copy>(
    plans: &[P],
    mut set: impl FnMut(&P) -> Result<(bool, Pages, Scribe), BriefError>,
) -> Result<Chosen<P>, BriefError> {
    let (mut low, mut high) = (0_usize, plans.len());
    let mut best = None;
    while low < high {
        let middle = if best.is_none() && low == 0 && high == plans.len() { 0 } else { low.midpoint(high) };
        let Some(plan) = plans.get(middle) else { break };
        let (fits, pages, scribe) = set(plan)?;
        if fits || middle + 1 == plans.len() {
            best = Some(Chosen { plan: *plan, pages, scribe });
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    best.ok_or(BriefError::Length { pages: 0 })
}
