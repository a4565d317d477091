//! What going along an arc costs and how long it takes, part by part.
//!
//! Carriage: a freight or tariff row of the line, else the economy's corridor cost a tonne-kilometre (CAREC TFI3);
//! time by a transit-time row, else by speed without delay (CAREC SWOD). At a border: waiting time, fees and costs of
//! the crossing. At a transfer: gauge change and handling. What no row gives is not known, and is said to be so.

use std::collections::BTreeMap;

use case::entry::{Entry, RowRef};
use case::prefer::Preference;
use case::tables::{Cost, CostMeasure, Layer, TransportMode};
use case::trace::merge;
use case::value::date::{Date, When};
use case::value::unit::Unit;
use serde::Serialize;

use crate::in_time::{Nearest, Nearness, nearest};
use crate::network::{Arc, ArcKind, LengthBasis, Line, Network};
use crate::range::Range;
use crate::route::LegKind;

/// Days after which a waiting time no longer speaks for another day.
const STALE_DAYS: i64 = 730;

/// A part of what an arc asks: moving, waiting, changing gauge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What is done.
    pub kind: LegKind,
    /// Where, or along what.
    pub place: String,
    /// The crossing it belongs to, for parts of a border.
    pub crossing: Option<String>,
    /// Kilometres; 0 for what is done on the spot.
    pub km: Option<f64>,
    /// USD for a tonne.
    pub usd_per_t: Option<Range>,
    /// Hours.
    pub hours: Option<Range>,
    /// Whether money or time follow from a general rate, not from a figure for this line.
    pub estimated: bool,
    /// The rows.
    pub rows: Vec<RowRef>,
}

/// Looks up charges in the cost rows of a case.
#[derive(Debug)]
pub struct Charges<'n, 'a> {
    network: &'n Network<'a>,
    rule: Preference<'a>,
    by_subject: BTreeMap<&'a str, Vec<&'a Entry<Cost>>>,
    units: Units,
    /// Kilometres of each line, the sum of its segments.
    line_km: Vec<f64>,
}

/// The units that charges are brought to, read once.
#[derive(Debug)]
struct Units {
    usd_t: Option<Unit>,
    usd_t_km: Option<Unit>,
    hours: Option<Unit>,
    km_h: Option<Unit>,
}

impl<'n, 'a> Charges<'n, 'a> {
    /// Over the cost rows of the network's case.
    pub fn of(network: &'n Network<'a>) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<&Entry<Cost>>> = BTreeMap::new();
        for row in network.case.tables().costs.iter().filter(|row| row.value.value().is_some()) {
            by_subject.entry(row.subject_id.as_str()).or_default().push(row);
        }
        let units = Units {
            usd_t: Unit::parse_plain("USD/t"),
            usd_t_km: Unit::parse_plain("USD/t/km"),
            hours: Unit::parse_plain("h"),
            km_h: Unit::parse_plain("km/h"),
        };
        let mut line_km = vec![0.0; network.lines.len()];
        for arc in &network.arcs {
            if let ArcKind::Move { line, reverse: false, .. } = arc.kind {
                line_km[line.0] += arc.km;
            }
        }
        Self { network, rule: Preference::of(network.case), by_subject, units, line_km }
    }

    /// The parts of an arc for a good (`chain`: the good, then what it is a part of) on a day, in order.
    pub fn parts(&self, arc: &Arc, chain: &[String], day: Date) -> Vec<Part> {
        let mut parts = Vec::new();
        match arc.kind {
            ArcKind::Load | ArcKind::Unload => {}
            ArcKind::Move { line, .. } => {
                let line = &self.network.lines[line.0];
                let border = self.border(arc, chain, day);
                parts.push(self.carriage(arc, line, chain, day));
                parts.extend(border);
            }
            ArcKind::Transfer { line } => {
                let line = &self.network.lines[line.0];
                parts.extend(self.border(arc, chain, day));
                parts.push(self.transfer(arc, line, chain, day));
            }
        }
        if let Some(handling) = self.handling(arc, chain, day) {
            parts.push(handling);
        }
        parts
    }

    /// The sum of the known money of an arc, USD a tonne, and whether some of it is not known.
    pub fn usd_per_t(&self, arc: &Arc, chain: &[String], day: Date) -> (Range, bool) {
        let parts = self.parts(arc, chain, day);
        let unknown = parts.iter().any(|part| part.usd_per_t.is_none());
        (parts.iter().filter_map(|part| part.usd_per_t).fold(Range::default(), Range::plus), unknown)
    }

    /// Moving along the arc.
    fn carriage(&self, arc: &Arc, line: &Line, chain: &[String], day: Date) -> Part {
        let mode = self.network.mode(arc);
        let share = self.share_of_line(arc, line);
        let km = (arc.length != LengthBasis::Unknown).then_some(arc.km);
        let price = self.nearest(&[line.id.as_str()], &[CostMeasure::Freight, CostMeasure::Tariff], mode, chain, day);
        let mut rows = self.length_rows(arc, line);
        let mut estimated = false;
        let own =
            price.and_then(|found| Some((self.price(&found, km, self.payload(&found, line, chain, day))?, found)));
        let usd = match own {
            Some((usd, found)) => {
                rows.extend(found.refs());
                // A price by the tonne-kilometre already counts this arc alone.
                Some(if self.per_km(&found) { usd } else { usd.times(share) })
            }
            None => {
                estimated = true;
                let rate = self.rate(arc, CostMeasure::CorridorCost, mode, day);
                rate.zip(km).and_then(|(found, km)| {
                    rows.extend(found.refs());
                    range_of(&found, self.units.usd_t_km.as_ref()?).map(|rate| rate.times(km))
                })
            }
        };
        let transit = self.nearest(&[line.id.as_str()], &[CostMeasure::TransitTime], mode, chain, day);
        let own = transit.and_then(|found| Some((range_of(&found, self.units.hours.as_ref()?)?, found)));
        let hours = match own {
            Some((hours, found)) => {
                rows.extend(found.refs());
                Some(hours.times(share))
            }
            None => {
                let speed = self.rate(arc, CostMeasure::Speed, mode, day);
                speed.zip(km).and_then(|(found, km)| {
                    let speed = range_of(&found, self.units.km_h.as_ref()?).filter(|speed| speed.low > 0.0)?;
                    estimated = true;
                    rows.extend(found.refs());
                    Some(Range { low: km / speed.high, mid: km / speed.mid, high: km / speed.low })
                })
            }
        };
        Part {
            kind: leg_kind(line.layer),
            place: self.network.to_place(arc).name.clone(),
            crossing: None,
            km,
            usd_per_t: usd,
            hours,
            estimated: estimated || arc.length == LengthBasis::StraightLine,
            rows: merge([rows.as_slice()]),
        }
    }

    /// The rows behind an arc's length: that of the line's length, else the line's own; positions where they measure.
    fn length_rows(&self, arc: &Arc, line: &Line) -> Vec<RowRef> {
        let mut rows: Vec<RowRef> = match &line.length_km {
            Some((_, row)) => vec![row.clone()],
            None => line.rows.clone(),
        };
        if arc.length != LengthBasis::Stated {
            rows.extend([self.network.from_place(arc), self.network.to_place(arc)].map(|place| place.row.clone()));
        }
        rows
    }

    /// Waiting, fees and costs at the crossings that an arc passes.
    fn border(&self, arc: &Arc, chain: &[String], day: Date) -> Option<Part> {
        if !arc.border {
            return None;
        }
        let mode = self.network.mode(arc);
        let ids: Vec<&str> = arc.crossings.iter().map(|crossing| self.network.places[crossing.0].id.as_str()).collect();
        let name = arc.crossings.first().map_or_else(
            || self.network.from_place(arc).name.clone(),
            |crossing| self.network.places[crossing.0].name.clone(),
        );
        let crossing = arc.crossings.first().map(|crossing| self.network.places[crossing.0].id.clone());
        let mut rows = Vec::new();
        let waiting = self.nearest(&ids, &[CostMeasure::WaitingTime], mode, chain, day);
        // A queue of years ago says nothing about today.
        let fresh = waiting.filter(|found| found.nearness == Nearness::Covers || found.days_away <= STALE_DAYS);
        let hours = fresh.and_then(|found| {
            let hours = range_of(&found, self.units.hours.as_ref()?)?;
            rows.extend(found.refs());
            Some(hours)
        });
        let mut usd: Option<Range> = None;
        for measure in [CostMeasure::BorderCost, CostMeasure::BorderFee] {
            let Some(found) = self.nearest(&ids, &[measure], mode, chain, day) else { continue };
            if let Some(money) = range_of(&found, self.units.usd_t.as_ref()?) {
                rows.extend(found.refs());
                usd = Some(usd.map_or(money, |sum| sum.plus(money)));
            }
        }
        Some(Part {
            kind: LegKind::BorderDwell,
            place: name,
            crossing,
            km: Some(0.0),
            usd_per_t: usd,
            hours,
            estimated: false,
            rows: merge([rows.as_slice()]),
        })
    }

    /// Changing layer.
    fn transfer(&self, arc: &Arc, line: &Line, chain: &[String], day: Date) -> Part {
        let gauge =
            line.transfer.is_some_and(|(_, from, to)| crate::network::is_rail(from) && crate::network::is_rail(to));
        let mode = self.network.mode(arc);
        let measures: &[CostMeasure] =
            if gauge { &[CostMeasure::GaugeChange] } else { &[CostMeasure::Handling, CostMeasure::GaugeChange] };
        let mut rows = Vec::new();
        let price = self.nearest(&[line.id.as_str()], measures, mode, chain, day);
        let usd = price.and_then(|found| {
            let usd = self.price(&found, None, self.payload(&found, line, chain, day))?;
            rows.extend(found.refs());
            Some(usd)
        });
        let time = self.nearest(&[line.id.as_str()], &[CostMeasure::TransitTime], mode, chain, day);
        let hours = time.and_then(|found| {
            let hours = range_of(&found, self.units.hours.as_ref()?)?;
            rows.extend(found.refs());
            Some(hours)
        });
        Part {
            kind: if gauge { LegKind::GaugeChange } else { LegKind::Transfer },
            place: self.network.from_place(arc).name.clone(),
            crossing: arc.crossings.first().map(|crossing| self.network.places[crossing.0].id.clone()),
            km: Some(0.0),
            usd_per_t: usd,
            hours,
            estimated: false,
            rows,
        }
    }

    /// Handling at the place that an arc reaches, where a row asks for it.
    fn handling(&self, arc: &Arc, chain: &[String], day: Date) -> Option<Part> {
        let place = self.network.to_place(arc);
        let found = self.nearest(&[place.id.as_str()], &[CostMeasure::Handling], self.network.mode(arc), chain, day)?;
        let usd = range_of(&found, self.units.usd_t.as_ref()?)?;
        Some(Part {
            kind: LegKind::Handling,
            place: place.name.clone(),
            crossing: None,
            km: Some(0.0),
            usd_per_t: Some(usd),
            hours: None,
            estimated: false,
            rows: found.refs(),
        })
    }

    /// A price in USD a tonne: given so, by the tonne-kilometre, or by the vehicle.
    fn price(&self, found: &Nearest<'_, Cost>, km: Option<f64>, payload: Option<Range>) -> Option<Range> {
        if let Some(usd) = range_of(found, self.units.usd_t.as_ref()?) {
            return Some(usd);
        }
        if let Some(rate) = range_of(found, self.units.usd_t_km.as_ref()?) {
            return km.map(|km| rate.times(km));
        }
        let payload = payload.filter(|payload| payload.low > 0.0)?;
        let vehicle = found.rows.first()?.unit.powers().iter().find(|(_, power)| *power == -1)?.0;
        let money = range_of(found, &Unit::parse_plain(&format!("USD/{vehicle}"))?)?;
        Some(Range { low: money.low / payload.high, mid: money.mid / payload.mid, high: money.high / payload.low })
    }

    fn per_km(&self, found: &Nearest<'_, Cost>) -> bool {
        let unit = self.units.usd_t_km.as_ref();
        unit.is_some_and(|unit| found.rows.first().is_some_and(|row| row.unit.is_like(unit)))
    }

    /// The part of a line's length that an arc is, 1 for an undivided line.
    fn share_of_line(&self, arc: &Arc, line: &Line) -> f64 {
        if line.stops.len() <= 2 {
            return 1.0;
        }
        let all = arc.line().and_then(|line| self.line_km.get(line.0)).copied().unwrap_or(0.0);
        if all > 0.0 { arc.km / all } else { 1.0 }
    }

    /// A general rate of the economy the arc begins in, else of the case's economy.
    fn rate(
        &self,
        arc: &Arc,
        measure: CostMeasure,
        mode: Option<TransportMode>,
        day: Date,
    ) -> Option<Nearest<'a, Cost>> {
        let here = self.network.from_place(arc).economy;
        self.nearest(&[here.as_str()], &[measure], mode, &[], day)
            .or_else(|| self.nearest(&[self.network.case.economy().as_str()], &[measure], mode, &[], day))
    }

    /// The rows of the first subject that has any, nearest to the day; rows for the good go before rows for any good.
    fn nearest(
        &self,
        subjects: &[&str],
        measures: &[CostMeasure],
        mode: Option<TransportMode>,
        chain: &[String],
        day: Date,
    ) -> Option<Nearest<'a, Cost>> {
        subjects.iter().find_map(|subject| {
            let rows = self.by_subject.get(subject)?;
            let fits = |row: &&Entry<Cost>| {
                measures.contains(&row.measure) && (row.mode.is_none() || mode.is_none() || row.mode == mode)
            };
            let of = |product: Option<&str>| {
                let rows = rows
                    .iter()
                    .copied()
                    .filter(fits)
                    .filter(|row| row.product_id.as_ref().map(case::value::id::ProductId::as_str) == product);
                let span = |row: &Cost| (row.valid_from.first_day(), row.valid_to.map(When::last_day));
                nearest(&self.rule, rows, span, day)
            };
            chain.iter().find_map(|product| of(Some(product))).or_else(|| of(None))
        })
    }

    /// Tonnes in the vehicle that a price is for, where it is for one.
    fn payload(&self, found: &Nearest<'_, Cost>, line: &Line, chain: &[String], day: Date) -> Option<Range> {
        let unit = &found.rows.first()?.unit;
        let vehicle = unit
            .powers()
            .iter()
            .find(|(base, power)| *power == -1 && matches!(*base, "truck" | "wagon" | "container" | "train" | "TEU"))?;
        let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
        self.network.payloads.get(vehicle.0, &chain, &[line.id.as_str()], day).map(|payload| payload.tonnes)
    }
}

/// How goods move on a layer.
fn leg_kind(layer: Layer) -> LegKind {
    match layer {
        Layer::Road => LegKind::Road,
        Layer::Sea => LegKind::Sea,
        Layer::Air => LegKind::Air,
        Layer::Pipeline => LegKind::Pipeline,
        Layer::Multimodal => LegKind::Multimodal,
        Layer::Transfer => LegKind::Transfer,
        Layer::Rail1520 | Layer::Rail1435 | Layer::Rail1067 | Layer::Rail1000 => LegKind::Rail,
    }
}

/// The value of the best row in a unit, widened by the others; `None` when it measures another thing.
fn range_of(found: &Nearest<'_, Cost>, unit: &Unit) -> Option<Range> {
    let in_unit = |row: &&Entry<Cost>| -> Option<Range> {
        let factor = row.unit.factor_to(unit)?;
        Some(Range::of_cells(row.value.value(), row.value_high.value())?.times(factor))
    };
    let best = in_unit(found.rows.first()?)?;
    Some(found.rows.iter().skip(1).filter_map(in_unit).fold(best, Range::widened))
}
