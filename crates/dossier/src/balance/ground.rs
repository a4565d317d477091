//! What all parts of the page stand on: the study, the case, the rows behind each number, and how many digits hold.

use std::collections::BTreeMap;

use ::words::{mark, text};
use balance::study::{Change, Point, Study};
use case::Case;
use case::cell::Cell as _;
use case::entry::RowRef;
use case::value::date::When;
use figure::{Cell, number};

use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::{plain, when};

/// How a number of the plan's own futures came about.
pub(crate) const PLANNED: &str = mark(
    "best plan of a two-stage stochastic programme by cuts (multi-cut L-shaped method), in the futures it was made for",
);
/// How a number of fresh futures came about.
const TRIED: &str = mark(
    "best plan of a two-stage stochastic programme by cuts (multi-cut L-shaped method), tried in fresh futures, for which no plan was made",
);
/// How an end of a band came about.
pub(crate) const FRESH: &str =
    mark("the same plan in fresh futures, for which no plan was made; ends of the 90 % band of sampling");
/// How a difference of two plans came about.
pub(crate) const DIFFERENCE: &str = mark("one plan less the other, each in the same futures");

/// From this sum on tenths of a million are noise beside the band of sampling.
const LARGE: f64 = 1000.0;
/// The widest bracket at which a tenth of a million still means something.
const FINE: f64 = 0.05;
/// From this bracket on the last whole million means nothing.
const COARSE: f64 = 0.5;

/// A study beside its case.
pub(crate) struct Ground<'a> {
    pub(crate) case: &'a Case,
    pub(crate) study: &'a Study,
    /// The rows of all decisions, buyers and assumptions: what every number of the programme rests on.
    pub(crate) rows: Vec<RowRef>,
    known: BTreeMap<String, RowRef>,
    /// The widest bracket among the points, million USD.
    width: f64,
}

impl<'a> Ground<'a> {
    pub(crate) fn of(case: &'a Case, study: &'a Study) -> Self {
        let tables = case.tables();
        let mut rows: Vec<RowRef> = tables.decisions.iter().map(|row| row.at.clone()).collect();
        rows.extend(tables.buyers.iter().map(|row| row.at.clone()));
        rows.extend(tables.assumptions.iter().map(|row| row.at.clone()));
        let known = tables.provenance().into_iter().map(|(at, ..)| (at.to_string(), at.clone())).collect();
        let width = study.frontier.iter().filter_map(bracket_width).fold(0.0, f64::max);
        Self { case, study, rows, known, width }
    }

    /// Rows by `file:line`; all of the programme's where none of them is known.
    pub(crate) fn rows_of(&self, names: &[String]) -> Vec<RowRef> {
        let found: Vec<RowRef> = names.iter().filter_map(|name| self.known.get(name)).cloned().collect();
        if found.is_empty() { self.rows.clone() } else { found }
    }

    /// The row of an assumption.
    pub(crate) fn assumption_row(&self, id: &str) -> Vec<RowRef> {
        let rows = &self.case.tables().assumptions;
        rows.iter().filter(|row| row.assumption_id.as_str() == id).map(|row| row.at.clone()).collect()
    }

    /// The neighbour's name.
    pub(crate) fn neighbour(&self) -> String {
        self.case.subject_name(&self.study.neighbour)
    }

    /// The name of something by its id: a decision, a buyer, a place, a link or an economy.
    pub(crate) fn name(&self, id: &str) -> String {
        let decision = self.study.decisions.iter().find(|one| one.id == id).map(|one| one.name.clone());
        let buyer = || self.study.buyers.iter().find(|one| one.id == id).map(|one| one.name.clone());
        let row = || {
            let rows = &self.case.tables().decisions;
            rows.iter().find(|row| row.decision_id.as_str() == id).map(|row| row.name.clone())
        };
        let own = || {
            let rows = &self.case.tables().buyers;
            rows.iter().find(|row| row.buyer_id.as_str() == id).map(|row| row.name.clone())
        };
        decision.or_else(buyer).or_else(row).or_else(own).unwrap_or_else(|| self.case.subject_name(id))
    }

    /// A buyer with the good, where more than one good is sold.
    pub(crate) fn buyer(&self, at: usize) -> String {
        let Some(buyer) = self.study.buyers.get(at) else { return String::new() };
        match self.study.goods.get(buyer.good) {
            Some(good) if self.study.goods.len() > 1 => format!("{}: {}", buyer.name, good.to_lowercase()),
            _ => buyer.name.clone(),
        }
    }

    /// `worst 5 %`.
    pub(crate) fn tail(&self) -> String {
        text!("worst {share} %", share = number::auto((1.0 - self.study.alpha) * 100.0))
    }

    /// Decimals of money that the brackets and the size of the sums bear.
    pub(crate) fn decimals(&self) -> u8 {
        let largest = self.study.frontier.iter().map(|point| point.income.value.abs()).fold(0.0, f64::max);
        u8::from(self.width <= FINE && largest < LARGE)
    }

    /// A sum without the digits that the brackets do not bear.
    pub(crate) fn borne(&self, value: f64) -> f64 {
        if self.width <= COARSE {
            return value;
        }
        let unit = 10_f64.powf(self.width.log10().ceil());
        (value / unit).round() * unit
    }

    /// How what is told of a plan came about: in fresh futures where it was tried in some. A plan with a limit was not.
    pub(crate) fn told(&self, at: &str) -> &'static str {
        if self.study.fresh > 0 && !at.starts_with("limit_") { TRIED } else { PLANNED }
    }

    /// Money of the programme, million USD.
    pub(crate) fn money(&self, id: impl Into<String>, label: impl Into<String>) -> Money<'_> {
        Money { ground: self, entry: Entry::new(id, label, "M USD", self.decimals()).by(PLANNED) }
    }

    /// A share in percent, entered.
    pub(crate) fn percent(
        &self,
        book: &mut Book,
        (id, label): (String, String),
        method: &'static str,
        value: f64,
    ) -> String {
        Entry::new(id, label, "%", 1).by(method).id(book, value * 100.0, &self.rows)
    }

    /// `contract 0 to 12 kt/month`.
    pub(crate) fn change(change: &Change) -> String {
        let Change { name, unit, .. } = change;
        text!("{name}: {from} to {to} {unit}", from = amount(change.from), to = amount(change.to))
    }

    /// The years that are planned.
    pub(crate) fn years(&self) -> String {
        let periods = &self.study.periods;
        #[allow(clippy::cast_precision_loss, reason = "a count of months")]
        let years = (periods.count * periods.length) as f64 / 12.0;
        let count = plain(years);
        if (years - 1.0).abs() < 1e-9 { text!("{count} year") } else { text!("{count} years") }
    }

    /// From when on it is planned, and how long.
    pub(crate) fn period(&self) -> String {
        let first = self.study.periods.names.first().cloned().unwrap_or_default();
        let first = When::parse(&first).map_or(first, when);
        text!("{years} from {first}", years = self.years())
    }
}

/// A sum to be entered.
pub(crate) struct Money<'g> {
    ground: &'g Ground<'g>,
    entry: Entry,
}

impl Money<'_> {
    #[must_use]
    pub(crate) fn by(mut self, method: &'static str) -> Self {
        self.entry = self.entry.by(method);
        self
    }

    #[must_use]
    pub(crate) fn signed(mut self) -> Self {
        self.entry = self.entry.signed();
        self
    }

    /// Enters it, without digits that the brackets do not bear.
    pub(crate) fn id(self, book: &mut Book, value: f64) -> String {
        self.entry.id(book, self.ground.borne(value), &self.ground.rows)
    }

    pub(crate) fn cell(self, book: &mut Book, value: f64) -> Cell {
        let id = self.id(book, value);
        book.cell(&id)
    }
}

/// How wide the bracket of a point is, million USD.
pub(crate) fn bracket_width(point: &Point) -> Option<f64> {
    point.bracket.map(|bracket| (bracket.upper - bracket.lower).abs()).filter(|width| width.is_finite())
}

/// A weight or limit as a part of an id.
pub(crate) fn part_of_id(value: f64) -> String {
    slug(&format!("{value}"))
}

/// An amount to three or four digits.
pub(crate) fn amount(value: f64) -> String {
    if value.abs() < 1e-6 {
        return "0".to_owned();
    }
    let text = number::format(value, decimals_of(value));
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Decimals with which an amount shows three or four digits.
pub(crate) fn decimals_of(value: f64) -> u8 {
    match value.abs() {
        size if !(1e-6..100.0).contains(&size) => 0,
        size if size >= 1.0 => 1,
        _ => 2,
    }
}
