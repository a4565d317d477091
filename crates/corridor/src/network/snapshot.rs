//! The network as it stood on a day, with what a scenario closes or builds.

use std::collections::BTreeSet;

use case::settings::Scenario;
use case::tables::Layer;
use case::value::date::Date;

use super::{Arc, ArcKind, Line, Network};

/// What differs from the record: things closed, lines built before their time, lines taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Ids of places and links, and codes of economies, through which nothing passes.
    pub closes: BTreeSet<String>,
    /// Ids of lines that count as open.
    pub builds: BTreeSet<String>,
    /// Ids of gates and lines that goods may pass although nobody counted them, because whoever asks says how much.
    pub counts: BTreeSet<String>,
}

impl Changes {
    /// What a scenario of the case closes.
    pub fn of_scenario(scenario: &Scenario) -> Self {
        Self { closes: scenario.closes.iter().map(ToString::to_string).collect(), ..Self::default() }
    }

    /// Closes one thing more.
    #[must_use]
    pub fn closing(mut self, id: impl Into<String>) -> Self {
        self.closes.insert(id.into());
        self
    }

    /// Builds one line more.
    #[must_use]
    pub fn building(mut self, id: impl Into<String>) -> Self {
        self.builds.insert(id.into());
        self
    }
}

/// The network on a day.
#[derive(Debug, Clone)]
pub struct Snapshot<'n, 'a> {
    /// The network in all its times.
    pub network: &'n Network<'a>,
    /// The day.
    pub day: Date,
    /// What differs from the record.
    pub changes: Changes,
}

impl<'n, 'a> Snapshot<'n, 'a> {
    pub(super) fn new(network: &'n Network<'a>, day: Date, changes: Changes) -> Self {
        Self { network, day, changes }
    }

    /// Whether a line is there: opened by the day or built by the changes, and not closed by them.
    pub fn has_line(&self, line: &Line) -> bool {
        let built = line.exists_on(self.day) || self.changes.builds.contains(&line.id);
        built && !self.changes.closes.contains(&line.id)
    }

    /// Whether goods can go along an arc: its line is there, and neither of its ends, its crossings nor its economies
    /// is closed by the changes. What the regimes of the day let pass is another question.
    pub fn usable(&self, arc: &Arc) -> bool {
        let line_there = match arc.kind {
            ArcKind::Load | ArcKind::Unload => true,
            ArcKind::Move { line, .. } | ArcKind::Transfer { line } => self.has_line(&self.network.lines[line.0]),
        };
        line_there && !self.touches_closed(arc)
    }

    fn touches_closed(&self, arc: &Arc) -> bool {
        let closes = &self.changes.closes;
        if closes.is_empty() {
            return false;
        }
        let place_closed = |place: &super::Place| closes.contains(&place.id) || closes.contains(place.economy.as_str());
        place_closed(self.network.from_place(arc))
            || place_closed(self.network.to_place(arc))
            || arc.crossings.iter().any(|crossing| closes.contains(&self.network.places[crossing.0].id))
    }

    /// Lines that are there on the day.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.network.lines.iter().filter(|line| self.has_line(line) && line.layer != Layer::Transfer)
    }
}
