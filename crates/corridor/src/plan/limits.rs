//! What limits a plan: gates for one mode, and segments of lines, by month and good.

use std::collections::BTreeMap;

use case::tables::{PlaceKind, TransportMode};

use super::{Builder, LimitOrigin};
use crate::capacity::{MonthCapacity, Question, month_capacity};
use crate::flow::{FlowModel, Limit, Use};
use crate::gate::GateRegimes;
use crate::network::{ArcIx, ArcKind, LineIx, PlaceIx};
use crate::rest::Calendar;

/// A subject of limits: a gate for one mode, or a segment of a line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    Gate(PlaceIx, Option<TransportMode>),
    Segment(LineIx, usize),
}

/// What each subject lets pass of each good, by month.
pub(super) type Capacities = BTreeMap<(Subject, usize), Vec<MonthCapacity>>;

impl<'n> Builder<'_, 'n, '_> {
    /// The gates and the line segment that an arc passes.
    pub(super) fn subjects(&self, ix: ArcIx) -> Vec<Subject> {
        let network = self.plan.network;
        let arc = &network.arcs[ix.0];
        let mode = network.mode(arc);
        let mut subjects: Vec<Subject> = arc.crossings.iter().map(|crossing| Subject::Gate(*crossing, mode)).collect();
        match arc.kind {
            ArcKind::Move { line, segment, .. } => subjects.push(Subject::Segment(line, segment)),
            ArcKind::Transfer { line } => {
                subjects.push(Subject::Segment(line, 0));
                let place = network.nodes[arc.from].place;
                // A yard that is counted limits what is reloaded there.
                if network.places[place.0].kind != PlaceKind::Crossing {
                    subjects.push(Subject::Gate(place, None));
                }
            }
            ArcKind::Load | ArcKind::Unload => {}
        }
        subjects
    }

    pub(super) fn subject_id(&self, subject: &Subject) -> (&'n str, &'n str) {
        let network = self.plan.network;
        match subject {
            Subject::Gate(place, _) => (&network.places[place.0].id, &network.places[place.0].name),
            Subject::Segment(line, _) => (&network.lines[line.0].id, &network.lines[line.0].name),
        }
    }

    /// The part of a line that a segment is, and its name; a line without stops on its way has no parts.
    fn part(&self, subject: &Subject) -> Option<(usize, String)> {
        let Subject::Segment(line, segment) = subject else { return None };
        let network = self.plan.network;
        let line = &network.lines[line.0];
        let (from, to) = line.stops.get(*segment).zip(line.stops.get(segment + 1))?;
        let name = |place: &PlaceIx| network.places[place.0].name.as_str();
        (line.stops.len() > 2).then(|| (*segment, format!("{}, {} to {}", line.name, name(from), name(to))))
    }

    /// The capacity of a subject for a good in every month.
    pub(super) fn capacity(&self, subject: &Subject, good: usize) -> Vec<MonthCapacity> {
        let network = self.plan.network;
        let good = &self.plan.goods.goods[good];
        let (id, _) = self.subject_id(subject);
        // Most lines have no row at all.
        if GateRegimes::of(&network.regimes, id, &good.chain).is_none() {
            return self.plan.months.iter().map(|month| MonthCapacity::silent(*month)).collect();
        }
        let (mode, economies) = match subject {
            Subject::Gate(place, mode) => {
                let mut economies = vec![network.places[place.0].economy];
                economies.extend(
                    network
                        .arcs
                        .iter()
                        .filter(|arc| arc.crossings.contains(place))
                        .flat_map(|arc| [network.from_place(arc).economy, network.to_place(arc).economy]),
                );
                economies.sort();
                economies.dedup();
                (*mode, economies)
            }
            Subject::Segment(line, _) => (crate::network::mode(network.lines[line.0].layer), Vec::new()),
        };
        let ignores: &[&str] = match mode {
            Some(TransportMode::Road) => &["wagon", "train"],
            Some(TransportMode::Rail) => &["truck"],
            _ => &[],
        };
        let mut near = vec![id.to_owned()];
        near.extend(
            network
                .arcs
                .iter()
                .filter(|arc| network.from_place(arc).id == id || network.to_place(arc).id == id)
                .filter_map(|arc| network.line_of_arc(arc).map(|line| line.id.clone())),
        );
        let mines = self.plan.goods.mines.iter().filter(|mine| self.plan.goods.goods[mine.good].id == good.id);
        near.extend(mines.map(|mine| network.places[mine.place.0].id.clone()));
        near.dedup();
        let calendar = Calendar::of(network.case, id, &economies, mode);
        let ask = Question { subject: id, chain: &good.chain, near: &near, calendar: &calendar, ignores };
        self.plan.months.iter().map(|month| month_capacity(network, &ask, *month, self.plan.seen_until)).collect()
    }

    pub(super) fn limits(
        &self,
        model: &mut FlowModel,
        place_of_arc: &BTreeMap<ArcIx, usize>,
        capacities: &Capacities,
    ) -> Vec<LimitOrigin> {
        // Which arcs and goods each subject concerns.
        let mut concerned: BTreeMap<Subject, BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
        for (ix, goods) in &self.arcs {
            for subject in self.subjects(*ix) {
                let by_good = concerned.entry(subject).or_default();
                for good in goods {
                    by_good.entry(*good).or_default().push(place_of_arc[ix]);
                }
            }
        }
        let mut origins = Vec::new();
        for (subject, by_good) in &concerned {
            let (id, whole) = self.subject_id(subject);
            let (part, name) =
                self.part(subject).map_or_else(|| (None, whole.to_owned()), |(part, name)| (Some(part), name));
            let origin = |good, unit: String, payload_t, months: Vec<MonthCapacity>| LimitOrigin {
                subject: id.to_owned(),
                name: name.clone(),
                part,
                is_place: matches!(subject, Subject::Gate(..)),
                good,
                unit,
                payload_t,
                worked_days: months.iter().map(|month| month.worked_days).collect(),
                months,
            };
            let mut shared_uses = Vec::new();
            let mut shared: Option<(&Vec<MonthCapacity>, f64, Vec<f64>)> = None;
            for (good, arcs) in by_good {
                let Some(months) = capacities.get(&(subject.clone(), *good)) else { continue };
                let open: Vec<bool> =
                    (0..months.len()).map(|month| self.is_open(subject, *good, arcs, month, capacities)).collect();
                let limit = |of: fn(&MonthCapacity) -> f64| -> Vec<f64> {
                    let of_month =
                        |(month, open): (&MonthCapacity, &bool)| if *open { f64::INFINITY } else { of(month) };
                    months.iter().zip(&open).map(of_month).collect()
                };
                // Nothing limits in any month.
                if months.iter().all(|month| month.runs.is_empty()) || open.iter().all(|open| *open) {
                    continue;
                }
                let all_shared = months.iter().all(|month| month.shared);
                if all_shared {
                    let payload = payload_of(months);
                    let weight = if shared_unit(months) == "t" { 1.0 } else { 1.0 / payload };
                    shared_uses.extend(arcs.iter().map(|arc| Use { arc: *arc, good: Some(*good), weight }));
                    // Days closed to one good alone are in the count of the others.
                    let units = limit(|month| month.shared_units / 1000.0);
                    let sum = |units: &[f64]| units.iter().sum::<f64>();
                    if shared.as_ref().is_none_or(|(.., most)| sum(most) < sum(&units)) {
                        shared = Some((months, payload, units));
                    }
                }
                // A good under the common count alone needs no row of its own.
                if !all_shared || months.iter().any(|month| month.own) {
                    let unit = months.iter().flat_map(|month| &month.runs).find(|run| !run.unit.is_empty());
                    let unit = unit.map_or("t", |run| run.unit.as_str()).to_owned();
                    model.limits.push(Limit {
                        name: name.clone(),
                        uses: arcs.iter().map(|arc| Use { arc: *arc, good: Some(*good), weight: 1.0 }).collect(),
                        capacity: limit(|month| month.tonnes.mid / 1000.0),
                    });
                    origins.push(origin(Some(*good), unit, payload_of(months), months.clone()));
                }
            }
            if let Some((months, payload, capacity)) = shared {
                model.limits.push(Limit { name: name.clone(), uses: shared_uses, capacity });
                origins.push(origin(None, shared_unit(months).to_owned(), payload, months.clone()));
            }
        }
        origins
    }

    /// Whether a subject leaves a month open to a good: nobody speaks of some day, and nobody needs to, since the arcs
    /// lie at home or something else on them is counted.
    fn is_open(&self, subject: &Subject, good: usize, arcs: &[usize], month: usize, capacities: &Capacities) -> bool {
        let of = |subject: &Subject| capacities.get(&(subject.clone(), good)).and_then(|months| months.get(month));
        let Some(own) = of(subject).filter(|own| own.leaves_open()) else { return false };
        let counts = |other: &MonthCapacity| other.is_counted() && (other.is_known() || !own.is_counted());
        arcs.iter().all(|arc| {
            let (ix, _) = &self.arcs[*arc];
            !self.plan.network.arcs[ix.0].border
                || self.subjects(*ix).iter().filter(|other| *other != subject).filter_map(of).any(counts)
        })
    }
}

/// Tonnes in the vehicle of the last counted run; 1 where mass is counted.
fn payload_of(months: &[MonthCapacity]) -> f64 {
    months
        .iter()
        .rev()
        .flat_map(|month| month.runs.iter().rev())
        .map(|run| run.payload_t.mid)
        .find(|t| *t > 0.0)
        .unwrap_or(1.0)
}

fn shared_unit(months: &[MonthCapacity]) -> &str {
    months.iter().map(|month| month.shared_unit.as_str()).find(|unit| !unit.is_empty()).unwrap_or("t")
}
