//! Writing places and links as `GeoJSON` (RFC 7946).
//!
//! Positions are longitude, latitude in degrees of WGS 84, rounded to 6 decimals (about 0.1 m). A line that crosses the
//! antimeridian is cut there (section 3.1.9). Features without coordinates are left out and named.

use std::collections::BTreeMap;

use case::Case;
use serde_json::{Map, Value};

use crate::gmns::preferred;

/// A position: longitude, latitude, degrees.
pub type Position = [f64; 2];

/// Where a feature is.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// A point.
    Point(Position),
    /// A line through two or more positions.
    LineString(Vec<Position>),
    /// Several lines.
    MultiLineString(Vec<Vec<Position>>),
}

/// A thing with a place and properties.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Its id.
    pub id: String,
    /// Where it is; `None` leaves it out of the collection.
    pub geometry: Option<Geometry>,
    /// What is said about it.
    pub properties: Map<String, Value>,
}

/// A collection of features.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GeoJson {
    /// The features that have a place, in order.
    pub features: Vec<Feature>,
    /// The ids of those that have none.
    pub left_out: Vec<String>,
}

impl GeoJson {
    /// A collection of the features that have a geometry of finite coordinates; lines have two positions or more.
    pub fn of(features: Vec<Feature>) -> Self {
        let (features, left): (Vec<Feature>, Vec<Feature>) =
            features.into_iter().partition(|feature| feature.geometry.as_ref().is_some_and(is_drawable));
        Self { features, left_out: left.into_iter().map(|feature| feature.id).collect() }
    }

    /// The text of a `FeatureCollection`, one feature a line.
    pub fn to_text(&self) -> String {
        let lines: Vec<String> = self.features.iter().map(|feature| object(feature).to_string()).collect();
        let open = if lines.is_empty() { "" } else { "\n" };
        format!("{{\"type\":\"FeatureCollection\",\"features\":[{open}{}{open}]}}\n", lines.join(",\n"))
    }
}

/// The places and links of a case as of its day, places first, each in order of ids.
///
/// A link is drawn straight through the known coordinates of its ends and of the places on its way; a transfer inside
/// one place is a point. Properties are `id`, `name`, `kind` of places or `layer`, `stage`, `opened_on` and `length_km`
/// of links, and `source_id`; of several rows about one thing the preferred-source rule picks. What stands in `extra`
/// under the id of a place or link is added to its properties, in place of a property of the same name.
pub fn of_case(case: &Case, extra: &BTreeMap<String, Map<String, Value>>) -> GeoJson {
    let places = preferred::places(case);
    let mut features = Vec::new();
    let mut add = |id: &str, geometry: Option<Geometry>, own: Vec<(&str, Value)>| {
        let mut properties: Map<String, Value> = own.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        if let Some(more) = extra.get(id) {
            properties.extend(more.clone());
        }
        features.push(Feature { id: id.to_owned(), geometry, properties });
    };
    for place in places.values() {
        let own = vec![
            ("id", Value::from(place.id)),
            ("name", Value::from(place.name)),
            ("kind", Value::from(place.kind.as_str())),
            ("economy", Value::from(place.economy.as_str())),
            ("source_id", Value::from(place.source)),
        ];
        add(place.id, place.at.map(Geometry::Point), own);
    }
    for link in preferred::links(case) {
        let way = [link.from].into_iter().chain(link.via.iter().copied()).chain([link.to]);
        let points: Vec<Position> = way.filter_map(|place| places.get(place)?.at).collect();
        let geometry = if link.from == link.to && link.via.is_empty() {
            points.first().copied().map(Geometry::Point)
        } else {
            line(&points)
        };
        let own = vec![
            ("id", Value::from(link.id)),
            ("name", Value::from(link.name)),
            ("layer", Value::from(link.layer.as_str())),
            ("stage", Value::from(link.stage.as_str())),
            ("opened_on", link.opened_on.map_or(Value::Null, |day| Value::from(day.to_string()))),
            ("length_km", link.length_km.map_or(Value::Null, Value::from)),
            ("source_id", Value::from(link.source)),
        ];
        add(link.id, geometry, own);
    }
    GeoJson::of(features)
}

/// A line through positions, cut where it crosses the antimeridian; `None` for fewer than two positions.
pub fn line(points: &[Position]) -> Option<Geometry> {
    let (first, rest) = points.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let mut parts = vec![vec![*first]];
    let mut last = *first;
    for next in rest {
        if (next[0] - last[0]).abs() > 180.0 {
            // The shorter way crosses: from `side` it goes on at the other end of the map.
            let side = if last[0] > 0.0 { 180.0 } else { -180.0 };
            let beyond = next[0] + 2.0 * side;
            let span = beyond - last[0];
            let part = if span.abs() > 0.0 { (side - last[0]) / span } else { 0.0 };
            let latitude = last[1] + part * (next[1] - last[1]);
            if let Some(line) = parts.last_mut() {
                line.push([side, latitude]);
            }
            parts.push(vec![[-side, latitude]]);
        }
        if let Some(line) = parts.last_mut() {
            line.push(*next);
        }
        last = *next;
    }
    if parts.len() > 1 {
        return Some(Geometry::MultiLineString(parts));
    }
    parts.pop().map(Geometry::LineString)
}

fn is_drawable(geometry: &Geometry) -> bool {
    let finite = |point: &Position| point.iter().all(|degrees| degrees.is_finite());
    let is_line = |line: &Vec<Position>| line.len() >= 2 && line.iter().all(finite);
    match geometry {
        Geometry::Point(point) => finite(point),
        Geometry::LineString(line) => is_line(line),
        Geometry::MultiLineString(lines) => !lines.is_empty() && lines.iter().all(is_line),
    }
}

/// Six decimals are about a tenth of a metre.
fn rounded(degrees: f64) -> Value {
    let value = (degrees * 1e6).round() / 1e6;
    // -0 would be printed with its sign.
    Value::from(if value.abs() > 0.0 { value } else { 0.0 })
}

fn position(point: &Position) -> Value {
    point.iter().map(|degrees| rounded(*degrees)).collect()
}

fn positions(line: &[Position]) -> Value {
    line.iter().map(position).collect()
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn object(feature: &Feature) -> Value {
    let geometry = feature.geometry.as_ref().map_or(Value::Null, |geometry| {
        let (kind, coordinates) = match geometry {
            Geometry::Point(point) => ("Point", position(point)),
            Geometry::LineString(line) => ("LineString", positions(line)),
            Geometry::MultiLineString(lines) => ("MultiLineString", lines.iter().map(|line| positions(line)).collect()),
        };
        map([("type", Value::from(kind)), ("coordinates", coordinates)])
    });
    map([
        ("type", Value::from("Feature")),
        ("id", Value::from(feature.id.as_str())),
        ("geometry", geometry),
        ("properties", Value::Object(feature.properties.clone())),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longitude_first_and_six_decimals() {
        let feature = Feature {
            id: "a".to_owned(),
            geometry: Some(Geometry::Point([106.123_456_789, -0.000_000_1])),
            properties: Map::new(),
        };
        let text = GeoJson::of(vec![feature]).to_text();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["features"][0]["geometry"]["coordinates"], serde_json::json!([106.123_457, 0.0]));
    }

    #[test]
    fn what_has_no_place_is_left_out_and_named() {
        let feature = |id: &str, geometry| Feature { id: id.to_owned(), geometry, properties: Map::new() };
        let collection = GeoJson::of(vec![
            feature("none", None),
            feature("nan", Some(Geometry::Point([f64::NAN, 0.0]))),
            feature("short", Some(Geometry::LineString(vec![[0.0, 0.0]]))),
        ]);
        assert_eq!(collection.left_out, ["none", "nan", "short"]);
        assert_eq!(collection.to_text(), "{\"type\":\"FeatureCollection\",\"features\":[]}\n");
    }

    #[test]
    fn a_line_over_the_antimeridian_is_cut() {
        // From 170 E to 170 W is 20 degrees; 180 is half of it, so the latitude there is half way: 5.
        let Some(Geometry::MultiLineString(parts)) = line(&[[170.0, 0.0], [-170.0, 10.0]]) else { panic!("no cut") };
        assert_eq!(parts, [vec![[170.0, 0.0], [180.0, 5.0]], vec![[-180.0, 5.0], [-170.0, 10.0]]]);
        // And back: 170 W at 10 to 170 E at 0.
        let Some(Geometry::MultiLineString(parts)) = line(&[[-170.0, 10.0], [170.0, 0.0]]) else { panic!("no cut") };
        assert_eq!(parts, [vec![[-170.0, 10.0], [-180.0, 5.0]], vec![[180.0, 5.0], [170.0, 0.0]]]);
    }
}
