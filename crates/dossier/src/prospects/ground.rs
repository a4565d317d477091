//! What effects and forecasts share: axes, units, decimals, bands as numbers.

use std::ops::Range;

use ::words::{mark, text};
use case::entry::RowRef;
use figure::{Cell, Grain as AxisGrain, XAxis};
use outlook::measured::{Grain, Measured};
use series::effect::law::Interval;

use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::unit_word;

/// How a reported figure is found.
pub(super) const REPORTED: &str = mark("as reported");

/// A series with what its numbers are printed by.
#[derive(Debug, Clone)]
pub(super) struct Ground<'a> {
    pub(super) measured: &'a Measured,
    /// First part of the ids of its numbers.
    pub(super) prefix: String,
    pub(super) unit: &'static str,
    pub(super) decimals: u8,
    pub(super) rows: Vec<RowRef>,
}

impl<'a> Ground<'a> {
    pub(super) fn of(measured: &'a Measured, prefix: String) -> Self {
        let largest = measured.values.iter().flatten().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let decimals = if largest >= 200.0 {
            0
        } else if largest >= 20.0 {
            1
        } else {
            2
        };
        Self { measured, prefix, unit: unit_word(&measured.unit), decimals, rows: measured.all_rows() }
    }

    /// Where a step stands on the time axis: the middle of a month, or the year.
    pub(super) fn x(&self, step: i32) -> f64 {
        match self.measured.grain {
            Grain::Month => figure::month_x(step.div_euclid(12), u32::try_from(step.rem_euclid(12) + 1).unwrap_or(1)),
            Grain::Year | Grain::Row(_) => f64::from(step),
        }
    }

    pub(super) fn axis(&self, from: i32) -> XAxis {
        let grain = if self.measured.grain == Grain::Month { AxisGrain::Month } else { AxisGrain::Year };
        XAxis { grain, from: Some(self.x(from)), to: None }
    }

    pub(super) fn label(&self, step: i32) -> String {
        self.measured.grain.label(step)
    }

    /// `a month`, `a year`.
    pub(super) fn each(&self) -> String {
        match self.measured.grain {
            Grain::Month => text!("a month"),
            Grain::Year => text!("a year"),
            Grain::Row(_) => text!("a row"),
        }
    }

    pub(super) fn entry(&self, id: &str, label: impl Into<String>) -> Entry {
        Entry::new(format!("{}.{id}", self.prefix), label, self.unit, self.decimals)
    }

    /// Enters a value that rests on the whole series.
    pub(super) fn number(&self, book: &mut Book, entry: Entry, value: f64) -> String {
        entry.id(book, value, &self.rows)
    }

    /// What was reported of a step; nothing where nothing was.
    pub(super) fn reported(&self, book: &mut Book, step: i32) -> Option<String> {
        let place = usize::try_from(step - self.measured.first).ok()?;
        let (value, rows) = (self.measured.at(step)?, self.measured.rows.get(place)?);
        let when = self.label(step);
        let entry = self.entry(&format!("observed.{}", slug(&when)), format!("{}, {when}", self.measured.name));
        Some(entry.by(REPORTED).id(book, value, rows))
    }

    /// The same as a cell.
    pub(super) fn observed(&self, book: &mut Book, step: i32) -> Cell {
        match self.reported(book, step) {
            Some(id) => book.cell(&id),
            None => Cell::missing(),
        }
    }

    /// Rows of a table for steps that were only observed: the step, the value, and columns of which they have nothing.
    pub(super) fn history(&self, book: &mut Book, steps: Range<i32>, others: usize) -> Vec<Vec<Cell>> {
        let row = |step| {
            let first = [Cell::text(self.label(step)), self.observed(book, step)];
            first.into_iter().chain(std::iter::repeat_with(Cell::not_applicable).take(others)).collect()
        };
        steps.map(row).collect()
    }

    /// Enters an estimate and the ends of its band: ids `ID`, `ID_low` and `ID_high`.
    pub(super) fn band(
        &self,
        book: &mut Book,
        id: &str,
        label: &str,
        method: &'static str,
        band: &Interval,
        signed: bool,
    ) -> [String; 3] {
        let mut enter = |id: String, label: String, value: f64| {
            let entry = self.entry(&id, label).by(method);
            let entry = if signed { entry.signed() } else { entry };
            entry.id(book, value, &self.rows)
        };
        [
            enter(id.to_owned(), label.to_owned(), band.mean),
            enter(format!("{id}_low"), text!("{label}, lower end of the band"), band.lower),
            enter(format!("{id}_high"), text!("{label}, upper end of the band"), band.upper),
        ]
    }
}
