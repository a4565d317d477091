//! Which figures stand on the two pages: those of the findings, as far as they can be read at the size they get.

use document::{Block, Dossier};
use figure::svg::Width;
use figure::{Chart, Figure};

use crate::picture::{self, Drawn};
use crate::words::{self, Scribe};

/// Figures looked at; drawing takes time.
const LOOKED_AT: usize = 12;
/// Height over width of a figure in half the width of the page, at most.
const HALF: f64 = 1.3;
/// The same for the picture on the first page, which has more room below it.
const FIRST: f64 = 2.0;
/// The same for one as wide as the page.
const WHOLE: f64 = 0.62;
/// Sources named under a figure.
const NAMED: usize = 2;
/// Characters of a line of sources, and of a title.
const SOURCES: usize = 240;

/// The figures.
pub(crate) struct Shown {
    /// On the first page: a map if there is one.
    pub(crate) first: Option<Drawn>,
    /// Two beside each other.
    pub(crate) pair: Vec<Drawn>,
    /// One as wide as the page.
    pub(crate) wide: Option<Drawn>,
}

impl Shown {
    /// Chooses and draws.
    pub(crate) fn choose(candidates: &[&Figure], scribe: &mut Scribe) -> Self {
        let mut left: Vec<&Figure> = candidates.iter().take(LOOKED_AT).copied().collect();
        left.sort_by_key(|figure| !matches!(figure.chart, Chart::Map(_)));
        let first = take(&mut left, 0, Width::Narrow, FIRST, scribe);
        let in_order = |figure: &&Figure| candidates.iter().position(|other| other.id == figure.id);
        left.sort_by_key(in_order);
        let pair = (1..=2).filter_map(|at| take(&mut left, at, Width::Narrow, HALF, scribe)).collect();
        let wide = take(&mut left, 3, Width::Wide, WHOLE, scribe);
        Self { first, pair, wide }
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Drawn> {
        self.first.iter().chain(&self.pair).chain(&self.wide)
    }
}

/// Takes the first that can be read.
fn take(left: &mut Vec<&Figure>, at: usize, width: Width, highest: f64, scribe: &mut Scribe) -> Option<Drawn> {
    for place in 0..left.len() {
        let mut trial = scribe.clone();
        let figure = *left.get(place)?;
        let mut drawn = picture::draw(figure, width, at, &mut trial);
        if drawn.aspect <= highest {
            left.remove(place);
            *scribe = trial;
            drawn.title = words::clip(drawn.title, SOURCES);
            drawn.subtitle = words::clip(drawn.subtitle, SOURCES);
            drawn.source = figure.short_source_line(NAMED).map(|line| words::clip(scribe.words(&line), SOURCES));
            return Some(drawn);
        }
    }
    None
}

/// The figures of the headlines in their order, then those of the first page.
pub(crate) fn candidates(dossier: &Dossier) -> Vec<&Figure> {
    let of_headlines = dossier.headlines.iter().filter_map(|headline| headline.figure.as_deref());
    let blocks = dossier.pages.first().into_iter().flat_map(|page| &page.sections).flat_map(|section| &section.blocks);
    let of_page = blocks.filter_map(|block| match block {
        Block::Figure(id) => Some(id.as_str()),
        _ => None,
    });
    let mut out: Vec<&Figure> = Vec::new();
    for id in of_headlines.chain(of_page) {
        if let Some(figure) = dossier.figure(id).filter(|figure| out.iter().all(|other| other.id != figure.id)) {
            out.push(figure);
        }
    }
    out
}
