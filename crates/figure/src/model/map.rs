//! A map of links and places, as they were at one of several moments.

use ::words::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scale::finite;

/// A map: what lies where, and what of it was open at one of several moments.
///
/// Positions are degrees of longitude and latitude. Countries and coasts come with the crate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Map {
    /// The part of the world shown, and how it is projected.
    pub region: MapRegion,
    /// Mines, crossings, ports and other points.
    pub places: Vec<MapPlace>,
    /// What connects them.
    pub links: Vec<MapLink>,
    /// The moments, in order of time. Without any, the map shows only what lies where.
    pub frames: Vec<MapFrame>,
    /// The frame shown; the last one where there is no such frame.
    pub frame: usize,
    /// The unit of the weights, for example `kt a month`.
    pub unit: String,
}

impl Map {
    /// The frame shown; `None` without any frame.
    pub fn shown(&self) -> Option<&MapFrame> {
        self.frames.get(self.frame).or_else(|| self.frames.last())
    }

    /// The number of the frame with this key.
    pub fn frame_of(&self, key: &str) -> Option<usize> {
        self.frames.iter().position(|frame| frame.key == key)
    }

    /// The state of a link in the frame shown: unknown where the frame lacks it, `None` without frames.
    pub fn link_state(&self, link: usize) -> Option<LinkState> {
        let frame = self.shown()?;
        Some(frame.links.get(link).cloned().unwrap_or_default())
    }

    /// What the marks that occur mean, as far as the key of the picture does not say it.
    pub(super) fn legend(&self) -> Option<String> {
        let states = |frame: &'_ MapFrame| frame.links.iter().any(|state| finite(state.weight).is_some());
        let passable = |state: &LinkState| matches!(state.status, LinkStatus::Open | LinkStatus::Limited);
        let weighed = self.frames.iter().any(states);
        let unknown = self
            .shown()
            .is_some_and(|frame| frame.links.iter().any(|state| passable(state) && finite(state.weight).is_none()));
        (weighed && unknown).then(|| text!("a link of unknown weight is as thin as the lightest"))
    }

    /// The state of a place in the frame shown. A crossing that the frame lacks is unknown; other
    /// places have a state only where the frame gives one.
    pub fn place_state(&self, place: usize) -> Option<PlaceState> {
        let frame = self.shown()?;
        let given = frame.places.get(place).cloned().flatten();
        let crossing = self.places.get(place).is_some_and(|place| place.kind == PlaceMark::Crossing);
        given.or_else(|| crossing.then(PlaceState::default))
    }
}

/// The part of the world that a map shows: a box in degrees, drawn in an equal-area conic projection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MapRegion {
    /// Western edge, degrees east.
    pub west: f64,
    /// Southern edge, degrees north.
    pub south: f64,
    /// Eastern edge, degrees east; less than `west` where the box crosses the date line.
    pub east: f64,
    /// Northern edge, degrees north.
    pub north: f64,
    /// The two parallels along which distances are true, degrees north.
    pub parallels: (f64, f64),
    /// The meridian that stands upright, degrees east.
    pub meridian: f64,
}

/// One place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MapPlace {
    /// Its id in the data.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is; its mark follows.
    pub kind: PlaceMark,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// Its name is wanted on the map, as far as there is room.
    pub label: bool,
}

/// Kinds of place. In this order names get their room on a map, from the first to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceMark {
    /// A crossing of the border.
    Crossing,
    /// A mine.
    Mine,
    /// A sea port.
    Port,
    /// Where goods are used.
    Market,
    /// A yard where goods change carrier or gauge.
    Terminal,
    /// A city or town.
    City,
    /// Where links meet.
    Junction,
    /// The name of a country or area: spaced capitals without a mark.
    Area,
    /// Anything else.
    #[default]
    Other,
}

/// One link.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MapLink {
    /// Its id in the data.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What runs on it.
    pub mode: LinkMode,
    /// Its course: degrees east and degrees north, at least two points.
    pub points: Vec<(f64, f64)>,
}

/// What runs on a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkMode {
    /// Lorries.
    Road,
    /// Trains of the main gauge.
    Rail,
    /// Trains of another gauge.
    OtherGauge,
    /// Ships.
    Sea,
    /// Anything else.
    #[default]
    Other,
}

/// Whether something can be passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    /// Open.
    Open,
    /// Open in part: fewer hours, fewer goods, a quota.
    Limited,
    /// Closed.
    Closed,
    /// Being built, or built and not yet open.
    NotOpened,
    /// Planned.
    NotBuilt,
    /// Not known.
    #[default]
    Unknown,
}

impl LinkStatus {
    /// All of them, in the order of a key.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Limited, Self::Closed, Self::NotOpened, Self::NotBuilt, Self::Unknown];

    /// The word that stands in keys, lists and text alternatives.
    pub fn word(self) -> String {
        match self {
            Self::Open => text!("open"),
            Self::Limited => text!("limited"),
            Self::Closed => text!("closed"),
            Self::NotOpened => text!("not opened yet"),
            Self::NotBuilt => text!("not built"),
            Self::Unknown => text!("not known"),
        }
    }
}

impl LinkMode {
    /// All of them, in the order of a key.
    pub const ALL: [Self; 5] = [Self::Road, Self::Rail, Self::OtherGauge, Self::Sea, Self::Other];

    /// The word that stands in keys.
    pub fn word(self) -> String {
        match self {
            Self::Road => text!("road"),
            Self::Rail => text!("rail"),
            Self::OtherGauge => text!("rail, other gauge"),
            Self::Sea => text!("sea"),
            Self::Other => text!("other link"),
        }
    }
}

impl PlaceMark {
    /// All of them, in the order of a key.
    pub const ALL: [Self; 9] = [
        Self::Crossing,
        Self::Mine,
        Self::Port,
        Self::Market,
        Self::Terminal,
        Self::City,
        Self::Junction,
        Self::Area,
        Self::Other,
    ];

    /// The word that stands in keys.
    pub fn word(self) -> String {
        match self {
            Self::Crossing => text!("crossing"),
            Self::Mine => text!("mine"),
            Self::Port => text!("port"),
            Self::Market => text!("market"),
            Self::Terminal => text!("terminal"),
            Self::City => text!("city"),
            Self::Junction => text!("junction"),
            Self::Area => text!("area"),
            Self::Other => text!("place"),
        }
    }
}

/// The map at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MapFrame {
    /// The moment in words, for example `March 2020`.
    pub label: String,
    /// The moment for machines, for example `2020-03`.
    pub key: String,
    /// The finding of this moment, as title of its picture. When empty, the picture is titled with
    /// what it measures and the moment.
    pub title: String,
    /// One state a link, in the same order. What lacks is unknown.
    pub links: Vec<LinkState>,
    /// One state a place, in the same order; `None` for places that are never closed.
    pub places: Vec<Option<PlaceState>>,
}

/// A link at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkState {
    /// Whether it can be passed.
    pub status: LinkStatus,
    /// What it carries, in the unit of the map; its width follows. `None` is not known.
    pub weight: Option<f64>,
    /// What it carries, as printed with its unit; made from `weight` when empty.
    pub shown: String,
}

/// A place at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceState {
    /// Whether it can be passed.
    pub status: LinkStatus,
    /// More in words, for example `410 lorries a day` or `goods only`; may be empty.
    pub shown: String,
}
