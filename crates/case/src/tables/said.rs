//! The tables of what happened on which day, and of what was forecast by whom.

use super::Dated;
use crate::cell::words;
use crate::table::table;
use crate::value::date::When;
use crate::value::id::{EpisodeId, RowId, SubjectId};
use crate::value::period::Period;
use crate::value::reading::Reading;
use crate::value::unit::Unit;

words! {
    /// What kind of event it was.
    pub enum EventKind {
        /// a government's policy or measure
        Policy = "policy",
        /// lines, terminals, roads
        Infrastructure = "infrastructure",
        /// crossings opened, limited or closed
        Border = "border",
        /// prices, demand, contracts
        Market = "market",
        /// visits, talks, agreements between states
        Diplomatic = "diplomatic",
        /// courts, inquiries, laws
        Legal = "legal",
        /// protest, strike, accident
        Security = "security",
    }
}

table! {
    /// Dated events.
    pub struct Event in "events.csv", key [event_id], defines event_id {
        /// id
        event_id: RowId = "example_event",
        /// the story it belongs to
        episode: Option<EpisodeId> = "",
        /// what kind of event it was
        kind: EventKind = "border",
        /// what happened, in a few words
        title: String = "An example event",
        /// when it began, as precisely as it is known
        starts_on: When = "2020-01-01",
        /// when it ended, if it lasted
        ends_on: Option<When> = "",
        /// what happened, in one or two sentences
        summary: String = "What happened, in one or two sentences.",
        /// the places, links and economies it touched
        subjects: Vec<SubjectId> = "{economy}",
        /// what the figure measures
        effect: Option<String> = "",
        /// the figure, or the lower one of a range
        value: Reading = "",
        /// the higher one of a range
        value_high: Reading = "",
        /// unit of the figure
        unit: Option<Unit> = "",
    }
}

words! {
    /// How a judged value is meant.
    pub enum Relation {
        /// exactly
        Equal = "equal",
        /// this much or more
        AtLeast = "at_least",
        /// more than this
        Above = "above",
        /// about this much
        About = "about",
    }
}

table! {
    /// Forecasts and targets of named institutions, with the day they were made.
    pub struct Judgement in "judgements/", key [judgement_id], defines judgement_id {
        /// id
        judgement_id: RowId = "example_forecast",
        /// what is forecast
        target: String = "Example target",
        /// the time it is for
        period: Period = "2021",
        /// who made it
        forecaster: String = "Example institution",
        /// when it was made
        made_on: When = "2020-01-01",
        /// how the value is meant
        relation: Relation = "equal",
        /// the figure, or the lower one of a range
        value: Reading = "1",
        /// the higher one of a range
        value_high: Reading = "",
        /// unit
        unit: Unit = "percent",
    }
}

impl Dated for Event {}
impl Dated for Judgement {}
