//! `case.toml`, `panel.toml`, `scenarios.toml` and `outlook.toml`.

use std::collections::BTreeMap;

use crate::cell::words;
use crate::document::{cell_values, document};
use crate::provenance::Basis;
use crate::value::date::{Date, Month, When};
use crate::value::economy::Economy;
use crate::value::id::{EventId, EvidenceId, RowId, SourceId, SubjectId};
use crate::value::measure::MeasureId;
use crate::value::recording::{Duration, SoundType, WebAddress};

/// The version of the case format that this program reads.
pub const FORMAT: u32 = 1;

/// Most periods that a balance looks ahead.
pub const MAX_PERIODS: u32 = 120;

/// Most months that a forecast looks ahead.
pub const MAX_HORIZON: u32 = 60;

/// Most months in a period of a balance.
pub const MAX_MONTHS: u32 = 12;

document! {
    /// What the case is about and from which day it is seen.
    pub struct Settings in "case.toml" {
        /// version of the case format; now 1
        format: u32,
        /// title of the dossier
        title: String,
        /// the landlocked economy
        economy: Economy,
        /// the central question
        question: String,
        /// one paragraph: what the case holds and why
        summary: String,
        /// the economies that its goods must cross
        gateways: Vec<Economy>,
        /// the day the case is seen from, unless a reader asks for another
        as_of: Date,
        /// the day title, question and summary were first public; an earlier view shows a neutral title
        known_on: Date,
        /// where title and question come from
        source_id: SourceId,
        /// language of the texts, BCP 47
        language: String,
        /// currency of the analysis and of trade values, ISO 4217
        currency: AnalysisCurrency,
        /// the part of the earth that maps show
        region: Option<Region>,
        /// the choice between income and risk, where the case asks for it
        balance: Option<Balance>,
        /// short names of economies, where they should differ from ISO 3166-1
        names: BTreeMap<String, String>,
        /// groups of economies that statistics name: three letters that begin with X, and a name
        groups: BTreeMap<String, String>,
        /// vintages of trade statistics that trade.csv names, each under an id
        vintages: BTreeMap<String, Vintage>,
    }
}

document! {
    /// An edition of a statistic: the same flow may be reported again, revised.
    pub struct Vintage {
        /// short name, as it stands in sentences after "by the"
        name: String,
        /// what it is, and what to keep in mind
        description: String,
    }
}

document! {
    /// The choice between income and the risk of one neighbour: from when, and over how long, it is looked at.
    pub struct Balance {
        /// the neighbour whose risk is weighed; one of the gateways
        neighbour: Economy,
        /// the first month
        from: Month,
        /// how many periods, 1 to 120
        periods: u32,
        /// months in a period, 1 to 12
        months: u32,
    }
}

document! {
    /// A part of the earth and how to draw it.
    pub struct Region {
        /// name of the region
        name: String,
        /// degrees
        west: f64,
        /// degrees
        south: f64,
        /// degrees
        east: f64,
        /// degrees
        north: f64,
        /// the two standard parallels of the equal-area conic projection, degrees
        parallels: Vec<f64>,
        /// the central meridian, degrees
        meridian: f64,
    }
}

words! {
    /// How people took part.
    pub enum Mode {
        /// over the web
        Online = "online",
        /// in one room
        InPerson = "in_person",
        /// both
        Mixed = "mixed",
    }
}

words! {
    /// What a person did on the panel.
    pub enum Role {
        /// led the discussion
        Chair = "chair",
        /// spoke
        Speaker = "speaker",
    }
}

words! {
    /// The currency in which a case is analysed. Trade statistics of all countries are published in it, so both sides of
    /// a flow can be compared without an exchange rate of our own.
    pub enum AnalysisCurrency {
        /// US dollar
        Usd = "USD",
    }
}

words! {
    /// Which parts a series is made of, beside season and noise.
    pub enum Model {
        /// a level that drifts
        Level = "level",
        /// a level and a slope that drift
        Trend = "trend",
    }
}

words! {
    /// How a reopening enters.
    pub enum Course {
        /// at once
        Step = "step",
        /// half of what is left, every so many months
        Fade = "fade",
    }
}

cell_values!(Mode, Role, AnalysisCurrency, Model, Course, EventId, MeasureId, WebAddress, SoundType, Duration);

document! {
    /// The public panel that the case belongs to, if there is one.
    pub struct Panel in "panel.toml" {
        /// the day the page could first be known
        known_on: Date,
        /// the page it is taken from
        source_id: SourceId,
        /// title as announced
        title: String,
        /// who held it
        host: String,
        /// the day it was held
        held_on: Date,
        /// time zone of the host, IANA
        timezone: String,
        /// `13:00`, when the hour is known; leave it out when it is not
        starts_at: Option<String>,
        /// how people took part
        mode: Mode,
        /// address of the page
        url: String,
        /// hashtag, with its sign
        hashtag: Option<String>,
        /// how often its day, hour, place or people were changed since they were first given out; 0 when it is not said
        sequence: Option<u32>,
        /// the question put to the panel
        question: String,
        /// what it was about, in the case author's words
        r#abstract: String,
        /// its recording, where there is one that can be listened to
        audio: Option<Audio>,
        /// chair and speakers
        person: Vec<Person>,
        /// what the page claims
        claim: Vec<Claim>,
    }
}

impl Panel {
    /// The day its recording could first be known: its own day, and never one before the panel was held.
    pub fn recorded_on(&self) -> Option<Date> {
        let audio = self.audio.as_ref()?;
        Some(audio.known_on.unwrap_or(self.known_on).max(self.held_on))
    }
}

document! {
    /// The recording of a panel.
    pub struct Audio {
        /// address of the file
        url: WebAddress,
        /// its size in bytes, 1 or more
        bytes: u32,
        /// its media type
        r#type: SoundType,
        /// how long it takes
        duration: Duration,
        /// the day it could first be known, where that is later than the day the panel was held
        known_on: Option<Date>,
    }
}

document! {
    /// A person of the panel.
    pub struct Person {
        /// id, part of addresses
        id: RowId,
        /// name as the person writes it
        name: String,
        /// chair or speaker
        role: Role,
        /// position in a few words
        title: String,
        /// who they are, in the case author's words, from the source alone
        bio: String,
        /// handle on a social network
        handle: Option<String>,
        /// where the facts come from
        source_id: SourceId,
    }
}

document! {
    /// Something the panel's page claims.
    pub struct Claim {
        /// number, from 1
        number: u32,
        /// the claim, in the case author's words
        text: String,
        /// rows of the case that bear on it, for or against
        evidence: Vec<EvidenceId>,
    }
}

document! {
    /// What-if questions for the network: what would be closed, and when.
    pub struct Scenarios in "scenarios.toml" {
        /// the scenarios
        scenario: Vec<Scenario>,
    }
}

document! {
    /// One what-if.
    pub struct Scenario {
        /// id
        id: RowId,
        /// name
        name: String,
        /// what it asks
        question: String,
        /// the places, links or economies that are closed
        closes: Vec<SubjectId>,
        /// first day
        from: When,
        /// last day, when there is one
        to: Option<When>,
        /// what it rests on, usually `assumed`
        basis: Basis,
        /// the day it was written
        known_on: Date,
        /// anything a reader should know
        note: Option<String>,
    }
}

document! {
    /// What is asked of series: what events did to them, and what may come.
    pub struct Questions in "outlook.toml" {
        /// what events did to a series
        effect: Vec<EffectQuestion>,
        /// what may come of a series
        forecast: Vec<ForecastQuestion>,
    }
}

document! {
    /// What an event did to a series.
    pub struct EffectQuestion {
        /// id, part of addresses
        id: RowId,
        /// what it asks, in a few words
        name: String,
        /// the series
        measure: MeasureId,
        /// the event; it begins with the first month of it
        event: EventId,
        /// the event that undid it, where there was one
        reopened_by: Option<EventId>,
        /// how the reopening enters; `step` when it is not said
        course: Option<Course>,
        /// parts of the model; `level` when it is not said
        model: Option<Model>,
        /// first month that the model is fitted to, when it is not the first of the series
        from: Option<Month>,
        /// last month that the event is looked at, where something else began after it
        until: Option<Month>,
        /// series that the event did not touch and that moved with this one before
        controls: Vec<MeasureId>,
        /// the day it was written
        known_on: Date,
        /// why this series, model and dates
        note: Option<String>,
    }
}

document! {
    /// What may come of a series.
    pub struct ForecastQuestion {
        /// id, part of addresses
        id: RowId,
        /// what it asks, in a few words
        name: String,
        /// the series
        measure: MeasureId,
        /// months to forecast, or years of an annual series, 1 to 60
        horizon: u32,
        /// times in the past that will not come back by themselves: the ids of effects asked about above
        without: Vec<RowId>,
        /// the `target` of judgements/ that stands beside it
        target: Option<String>,
        /// the day it was written
        known_on: Date,
        /// anything a reader should know
        note: Option<String>,
    }
}
