//! The two pages as data: what stands on them under a given plan.

use std::borrow::Cow;

use ::words::text;
use document::{Dossier, EventView, Sentence};
use figure::Figure;
use serde::Serialize;

use crate::BriefError;
use crate::cite::Citer;
use crate::fit::{First, Second};
use crate::footnote::{Footnotes, Note};
use crate::grid::{self, Grid, Rows};
use crate::picture::Drawn;
use crate::press::{self, Pages};
use crate::shared::{self, Head};
use crate::shown::{Shown, candidates};
use crate::words::{self, Scribe, Words};

/// How many sentences stand out on the first page.
pub(crate) const LEADS: usize = 3;
/// Longest id that is given as an example: a command must not be broken.
const EXAMPLE: usize = 24;
/// Columns of the short table at most.
const COLUMNS: usize = 5;

/// What the template reads.
#[derive(Serialize)]
struct Sheet<'a> {
    head: Head,
    titles: Titles,
    /// What the paper is.
    kind: Words,
    lead: Vec<Item>,
    further: Vec<Item>,
    moved: Vec<Item>,
    picture: Option<&'a Drawn>,
    /// Of the first page's picture at most, in points.
    height: f64,
    figures: Vec<&'a Drawn>,
    wide: Option<&'a Drawn>,
    /// Of a figure on the second page at most, in points.
    highest: f64,
    table: Option<Grid>,
    next: Option<Item>,
    events: Vec<Happened>,
    caveats: Vec<Words>,
    basis: Vec<Words>,
    check: Words,
    rest: Words,
    stamp: Words,
}

/// What stands over the parts of the paper.
#[derive(Serialize)]
struct Titles {
    further: Words,
    moved: Words,
    figures: Words,
    table: Words,
    next: Words,
    events: Words,
    caveats: Words,
    basis: Words,
}

/// A sentence with its footnotes.
#[derive(Serialize)]
struct Item {
    words: Words,
    notes: Vec<Note>,
}

/// An event in a line.
#[derive(Serialize)]
struct Happened {
    when: Words,
    title: Words,
    notes: Vec<Note>,
}

/// What is the same under every plan.
pub(crate) struct Material<'a> {
    dossier: &'a Dossier,
    citer: Citer<'a>,
    leads: Vec<&'a Sentence>,
    others: Vec<&'a Sentence>,
    shown: Shown,
    table: Option<&'a Figure>,
    /// What could not be printed in pictures.
    pub(crate) scribe: Scribe,
}

impl<'a> Material<'a> {
    /// Chooses sentences and draws figures.
    pub(crate) fn new(dossier: &'a Dossier) -> Self {
        let mut scribe = Scribe::new(&shared::language(&dossier.meta.language));
        let said: Vec<&Sentence> = dossier.headlines.iter().map(|headline| &headline.sentence).collect();
        let (leads, others) = if dossier.opening.is_empty() {
            let (leads, others) = said.split_at(LEADS.min(said.len()));
            (leads.to_vec(), others.to_vec())
        } else {
            (dossier.opening.iter().take(LEADS).collect(), said)
        };
        let candidates = candidates(dossier);
        let shown = Shown::choose(&candidates, &mut scribe);
        let table = candidates
            .into_iter()
            .find(|figure| figure.table.rows.len() > 1 && (2..=COLUMNS).contains(&figure.table.width()));
        Self { dossier, citer: Citer::new(dossier), leads, others, shown, table, scribe }
    }

    /// How many findings there are beyond those that stand out.
    pub(crate) fn others(&self) -> usize {
        self.others.len()
    }

    /// Sets the pages under a plan; with them what could not be printed.
    pub(crate) fn set(&self, first: First, second: Second) -> Result<(Pages, Scribe), BriefError> {
        let mut scribe = self.scribe.clone();
        let mut notes = Footnotes::new(self.dossier, first.cites);
        let mut cut = |sentence: &Sentence, most: usize, scribe: &mut Scribe| {
            let cited = self.citer.cite(sentence, scribe);
            Item { words: scribe.clip(cited.words, most), notes: notes.of(&cited.sources, scribe) }
        };
        let meta = &self.dossier.meta;
        let mut head = shared::head(meta, &mut scribe);
        head.title = scribe.clip(head.title, first.title);
        head.question = head.question.map(|question| scribe.clip(question, first.title));
        head.place = words::clip(head.place, 60);

        let lead = self.leads.iter().take(first.leads).map(|one| cut(one, first.clip, &mut scribe)).collect();
        let (here, moved) = self.others.split_at(first.further.min(self.others.len()));
        let further = here.iter().map(|one| cut(one, first.clip, &mut scribe)).collect();
        let moved = moved.iter().take(second.moved).map(|one| cut(one, second.clip, &mut scribe)).collect();
        let next = self.dossier.next.as_ref().filter(|_| second.next).map(|next| {
            let mut item = cut(&next.text, second.clip, &mut scribe);
            let mut when = scribe.words(&format!("{}: ", next.when));
            when.append(&mut item.words);
            item.words = scribe.clip(when, second.clip);
            item
        });
        let caveats = self.caveats(second, &mut scribe);
        let events = self.last_events(second, &mut notes, &mut scribe);
        let sheet = Sheet {
            titles: self.titles(&mut scribe),
            kind: scribe.around(&text!("Brief, {{}}"), head.place.clone()),
            head,
            lead,
            further,
            moved,
            picture: self.shown.first.as_ref().filter(|_| first.picture > 0.0),
            height: first.picture,
            figures: self.shown.pair.iter().take(second.figures).collect(),
            wide: self.shown.wide.as_ref().filter(|_| second.figures > self.shown.pair.len()),
            highest: second.height,
            table: self.table.filter(|_| second.rows > 0).and_then(|figure| short(figure, second.rows, &mut scribe)),
            next,
            events,
            caveats,
            basis: shared::basis(meta, &mut scribe),
            check: shared::check(self.example(), &mut scribe),
            rest: scribe.words(&left_over(notes.left_out(), self.left_out(first, second))),
            stamp: shared::stamp(meta, &mut scribe),
        };
        let pictures: Vec<&Drawn> = self.shown.all().collect();
        Ok((press::set("minister.typ", &sheet, &pictures)?, scribe))
    }

    fn titles(&self, scribe: &mut Scribe) -> Titles {
        let further = if self.leads.is_empty() { text!("Findings") } else { text!("Further findings") };
        Titles {
            further: scribe.words(&further),
            moved: scribe.words(&text!("Also found")),
            figures: scribe.words(&text!("What shows it")),
            table: scribe.words(&text!("In numbers")),
            next: scribe.words(&text!("What to watch next")),
            events: scribe.words(&text!("What happened last")),
            caveats: scribe.words(&text!("To keep in mind")),
            basis: scribe.words(&text!("What this rests on")),
        }
    }

    /// How many findings a plan leaves out.
    pub(crate) fn left_out(&self, first: First, second: Second) -> usize {
        let leads = self.leads.len().saturating_sub(first.leads);
        leads + self.others.len().saturating_sub(first.further.saturating_add(second.moved))
    }

    fn caveats(&self, second: Second, scribe: &mut Scribe) -> Vec<Words> {
        let said = self.dossier.headlines.iter().filter_map(|headline| headline.caveat.as_ref());
        said.take(second.caveats)
            .map(|caveat| {
                let words = self.citer.cite(caveat, scribe).words;
                words::quiet(scribe.clip(words, second.clip))
            })
            .collect()
    }

    fn last_events(&self, second: Second, notes: &mut Footnotes<'_>, scribe: &mut Scribe) -> Vec<Happened> {
        let mut last: Vec<&EventView> = self.dossier.events.iter().filter(|event| event.from.is_finite()).collect();
        last.sort_by(|a, b| b.from.total_cmp(&a.from));
        last.into_iter()
            .take(second.events)
            .map(|event| Happened {
                when: scribe.words(&event.when),
                title: {
                    let title = scribe.words(&event.title);
                    scribe.clip(title, second.clip)
                },
                notes: notes.of(self.citer.place(&event.source_id).as_slice(), scribe),
            })
            .collect()
    }

    /// The id of a number on the page, to show how it is traced.
    fn example(&self) -> Option<&'a str> {
        self.leads.iter().chain(&self.others).flat_map(|sentence| &sentence.0).find_map(|piece| match piece {
            document::Piece::Number { id } if id.len() <= EXAMPLE => Some(id.as_str()),
            _ => None,
        })
    }
}

/// A few rows of the table behind a figure: the last ones where its rows go up in time, else the first ones.
fn short(figure: &Figure, most: usize, scribe: &mut Scribe) -> Option<Grid> {
    let table = &figure.table;
    let times: Vec<Cow<'_, str>> = table.rows.iter().filter_map(|row| row.first()).map(figure::Cell::shown).collect();
    let in_time = times.iter().all(|time| time.starts_with(|c: char| c.is_ascii_digit())) && times.is_sorted();
    let rows = if in_time { Rows::Last(most) } else { Rows::First(most) };
    let mut grid = grid::lay(&figure.subtitle(), table, rows, scribe)?;
    grid.title = words::clip(grid.title, 160);
    if table.rows.len() > most {
        let all = table.rows.len();
        grid.notes.push(scribe.words(&if in_time {
            text!("The last {most} of {all} rows.")
        } else {
            text!("The first {most} of {all} rows.")
        }));
    }
    Some(grid)
}

fn left_over(sources: bool, findings: usize) -> String {
    let mut out = Vec::new();
    if sources {
        out.push(text!("Where a finding rests on more sources than are cited here, those with most of its rows are."));
    }
    match findings {
        0 => {}
        1 => out.push(text!("One more finding is in the full report.")),
        _ => out.push(text!("More findings are in the full report.")),
    }
    out.join(" ")
}
