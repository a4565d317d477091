//! What is decided now, and where it enters: which limits a decision widens, from when, and what it costs.

use case::tables::{AssumptionKind, DecisionKind};
use case::value::date::Date;
use case::value::unit::Unit;
use corridor::flow::{Limit, Stock, Use};
use corridor::goods::Goods;
use corridor::network::{Network, Port};
use corridor::plan::LimitOrigin;
use corridor::range::Range;
use words::mark;

use super::network::Laid;
use super::{Buyer, Decided, Figures, LeftOut, Periods};

/// How a column of the first stage enters a limit of the model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Effect {
    /// Column of the first stage.
    pub(super) column: usize,
    /// Limit of the model.
    pub(super) limit: usize,
    /// Units of the limit for all of the decision, by period, as if it were open from the beginning.
    pub(super) amount: Vec<f64>,
}

/// Where a stock that was decided on lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Held {
    pub(super) column: usize,
    pub(super) node: usize,
    pub(super) good: usize,
    /// kt for all of the decision.
    pub(super) kt: f64,
}

/// All decisions of a case.
pub(super) struct Decisions {
    pub(super) decided: Vec<Decided>,
    pub(super) effects: Vec<Effect>,
    pub(super) held: Vec<Held>,
}

/// What the programme has in common while decisions are read.
pub(super) struct Reader<'r, 'a> {
    pub(super) network: &'r Network<'a>,
    pub(super) goods: &'r Goods,
    pub(super) buyers: &'r [Buyer],
    pub(super) periods: &'r Periods,
    pub(super) figures: &'r Figures,
    pub(super) interest: f64,
}

impl Reader<'_, '_> {
    pub(super) fn read(&self, laid: &mut Laid, left_out: &mut Vec<LeftOut>) -> Decisions {
        let mut all = Decisions { decided: Vec::new(), effects: Vec::new(), held: Vec::new() };
        for row in &self.network.case.tables().decisions {
            let most = row.most.value().unwrap_or(0.0);
            let column = all.decided.len();
            let opens = row.opens_on.map(|when| self.period_of(when.first_day())).filter(|period| *period > 0);
            let mut decided = Decided {
                id: row.decision_id.to_string(),
                name: row.name.clone(),
                kind: row.kind.as_str().to_owned(),
                most,
                unit: row.unit.as_str().to_owned(),
                per_unit: if most > 0.0 { 1.0 / most } else { 0.0 },
                today: 0.0,
                cost: 0.0,
                buyer: None,
                opens,
                rows: vec![row.at.clone()],
            };
            let cost = row
                .cost_unit
                .as_ref()
                .and_then(|unit| Some(Range::of_cells(row.cost.value(), row.cost_high.value())?.mid * unit.factor()));
            let good = row.product_id.as_ref().and_then(|id| self.goods.find(id.as_str()));
            let found = match row.kind {
                DecisionKind::Contract => self.contract(&mut decided, row.subject_id.as_str(), good, &row.unit),
                DecisionKind::Expansion | DecisionKind::Project => {
                    // USD to thousand USD, spread over the years that it earns.
                    decided.cost = cost.unwrap_or(0.0) / 1000.0 * self.charged(&decided.id, opens.unwrap_or(0));
                    self.capacity(laid, row.subject_id.as_str(), good, most, &row.unit, column, &mut all.effects)
                }
                DecisionKind::Stock => {
                    let kt = most * row.unit.factor() / 1000.0;
                    // What lies there has been mined.
                    let chain = good.map(|good| self.goods.goods[good].chain.clone()).unwrap_or_default();
                    let subject = row.subject_id.as_str();
                    let mined = self.figures.get(AssumptionKind::MiningCost, subject, &chain, "USD/t").unwrap_or(0.0);
                    decided.cost = (cost.unwrap_or(0.0) + mined) * kt;
                    self.stock(laid, row.subject_id.as_str(), good, kt, column).map(|held| all.held.push(held))
                }
            };
            match found {
                Ok(()) => {
                    decided.today = row.today.value().unwrap_or(0.0) * decided.per_unit;
                    all.decided.push(decided);
                }
                Err(why) => left_out.push(LeftOut { id: decided.id, why }),
            }
        }
        all
    }

    fn period_of(&self, day: Date) -> usize {
        let before = |month: &&case::value::date::Month| month.first_day() < day;
        let months = self.periods.months.iter().filter(before).count();
        // A decision works from the first period that begins after it has opened.
        months.div_ceil(self.periods.length.max(1)).min(self.periods.count)
    }

    /// The part of what it costs that falls in the horizon: yearly payments over the life of a project from its opening.
    fn charged(&self, decision: &str, opens: usize) -> f64 {
        let life = self.figures.get(AssumptionKind::ProjectLife, decision, &[], "year").unwrap_or(25.0).max(1.0);
        let rate = self.interest;
        let yearly = if rate > 1e-9 { rate / (1.0 - (1.0 + rate).powf(-life)) } else { 1.0 / life };
        let years = self.periods.years();
        (opens..self.periods.count).map(|period| yearly * years * self.periods.discount(period, rate)).sum()
    }

    fn contract(&self, decided: &mut Decided, buyer: &str, good: Option<usize>, unit: &Unit) -> Result<(), String> {
        let good = good.ok_or(mark("is about a good that no mine of the case gives"))?;
        let found = self.buyers.iter().position(|known| known.id == buyer && known.good == good);
        let at = found.ok_or_else(|| format!("is with `{buyer}`, who is no buyer of this good in the programme"))?;
        let buyer = &self.buyers[at];
        let chain = &self.goods.goods[good].chain;
        let discount = self.figures.get(AssumptionKind::ContractDiscount, &buyer.id, chain, "percent").unwrap_or(0.0);
        let price = buyer.price * (1.0 - discount / 100.0);
        // Tonnes a day to kt a period.
        decided.per_unit = unit.factor() * 365.25 * self.periods.years() / 1000.0;
        decided.buyer = Some(at);
        let periods = (0..self.periods.count).map(|period| self.periods.discount(period, self.interest));
        decided.cost = -price * periods.sum::<f64>();
        Ok(())
    }

    fn stock(&self, laid: &mut Laid, place: &str, good: Option<usize>, kt: f64, column: usize) -> Result<Held, String> {
        let good = good.ok_or(mark("is about a good that no mine of the case gives"))?;
        let place = self.network.place(place).ok_or(mark("lies at no place of the network"))?;
        let has = |node: &usize| {
            let arcs = laid.model.arcs.iter();
            arcs.filter(|arc| arc.from == *node).any(|arc| arc.goods.iter().any(|(other, _)| *other == good))
        };
        let ports = (0..self.network.nodes.len()).filter(|node| self.network.nodes[*node].place == place);
        let preferred = self.network.node(place, Port::Out).into_iter().chain(ports);
        let node = preferred.into_iter().find(has).ok_or(mark("lies where the good does not pass"))?;
        let stock = laid.model.nodes[node].stock.get_or_insert(Stock { room: 0.0, holding_cost: 0.0 });
        stock.room += kt;
        Ok(Held { column, node, good, kt })
    }

    /// Which limits a decision widens; a limit of its own where nobody counted what it is about.
    #[allow(clippy::too_many_arguments, reason = "the parts of one row, from one caller")]
    fn capacity(
        &self,
        laid: &mut Laid,
        subject: &str,
        good: Option<usize>,
        most: f64,
        unit: &Unit,
        column: usize,
        effects: &mut Vec<Effect>,
    ) -> Result<(), String> {
        let counted = unit.rate_of().ok_or(mark("is in a unit that is not something in a time"))?;
        let a_day = most * unit.factor();
        let planned = self.network.line(subject).map(|ix| &self.network.lines[ix.0]);
        let is_new = planned.is_some_and(|line| !line.exists_on(self.network.case.as_of()));
        let rail = |unit: &str| matches!(unit, "train" | "wagon");
        let meets = |origin: &LimitOrigin| match counted {
            "mass" => true,
            "truck" => !rail(&origin.unit),
            _ => origin.unit != "truck",
        };
        let fits = |origin: &LimitOrigin| {
            origin.subject == subject
                && meets(origin)
                && (good.is_none() || origin.good.is_none() || origin.good == good)
        };
        let matching: Vec<usize> =
            laid.planned.limits.iter().enumerate().filter(|(_, origin)| fits(origin)).map(|(at, _)| at).collect();
        if matching.is_empty() {
            let arcs = self.arcs_of(laid, subject, counted);
            let inland = |arc: &usize| !self.network.arcs[laid.planned.arcs[*arc].0].border;
            if !is_new && !arcs.is_empty() && arcs.iter().all(inland) {
                return Err(mark("is about a line that nothing is known to limit").to_owned());
            }
            let uses: Vec<Use> = arcs.iter().map(|arc| Use { arc: *arc, good, weight: 1.0 }).collect();
            let carries = |arc: &usize| match good {
                Some(good) => laid.model.arcs[*arc].goods.iter().any(|(other, _)| *other == good),
                None => !laid.model.arcs[*arc].goods.is_empty(),
            };
            if !arcs.iter().any(carries) {
                return Err(
                    mark("is about something that no mine reaches, or from which no way leads to a buyer").to_owned()
                );
            }
            let tonnes = if counted == "mass" { 1.0 } else { self.payload(subject, counted, good)? };
            let limit = laid.model.limits.len();
            let name = self.name_of(subject);
            laid.model.limits.push(Limit { name, uses, capacity: vec![0.0; self.periods.count] });
            let days = |period| self.days(self.periods.of_period(period));
            let amount = (0..self.periods.count).map(|period| a_day * tonnes * days(period) / 1000.0).collect();
            effects.push(Effect { column, limit, amount });
            return Ok(());
        }
        for limit in matching {
            let origin = &laid.planned.limits[limit];
            if is_new && !effects.iter().any(|effect| effect.limit == limit) {
                laid.model.limits[limit].capacity.fill(0.0);
            }
            // What the limit counts: kt, or thousand vehicles of all goods together.
            let in_vehicles = origin.good.is_none() && origin.unit != "t";
            let tonnes = match (counted == "mass", in_vehicles) {
                (true, true) => 1.0 / origin.payload_t,
                (true, false) | (false, true) => 1.0,
                (false, false) if origin.unit != "t" => origin.payload_t,
                (false, false) => self.payload(subject, counted, good)?,
            };
            let amount = (0..self.periods.count).map(|period| {
                let months = self.periods.of_period(period);
                let worked: f64 = months.clone().filter_map(|month| origin.worked_days.get(month)).sum();
                let days = if counted == "mass" || worked <= 0.0 { self.days(months) } else { worked };
                a_day * tonnes * days / 1000.0
            });
            let amount = amount.collect();
            effects.push(Effect { column, limit, amount });
        }
        Ok(())
    }

    fn days(&self, months: std::ops::Range<usize>) -> f64 {
        self.periods.months[months].iter().map(|month| f64::from(month.first_day().days_in_month())).sum()
    }

    fn payload(&self, subject: &str, vehicle: &str, good: Option<usize>) -> Result<f64, String> {
        let chain: Vec<&str> =
            good.map(|good| self.goods.goods[good].chain.iter().map(String::as_str).collect()).unwrap_or_default();
        let day = self.network.case.as_of();
        let found = self.network.payloads.get(vehicle, &chain, &[subject], day);
        found.map(|payload| payload.tonnes.mid).ok_or_else(|| match vehicle {
            "truck" => mark("counts trucks, and no row says what one carries").to_owned(),
            "train" => mark("counts trains, and no row says what one carries").to_owned(),
            "wagon" => mark("counts wagons, and no row says what one carries").to_owned(),
            other => format!("counts {other}s, and no row says what one carries"),
        })
    }

    fn name_of(&self, subject: &str) -> String {
        let line = self.network.line(subject).map(|ix| self.network.lines[ix.0].name.clone());
        let place = self.network.place(subject).map(|ix| self.network.places[ix.0].name.clone());
        line.or(place).unwrap_or_else(|| subject.to_owned())
    }

    /// The arcs of the model that a place or line is passed on, by vehicles of this kind.
    fn arcs_of(&self, laid: &Laid, subject: &str, counted: &str) -> Vec<usize> {
        let network = self.network;
        let fits = |ix: &corridor::network::ArcIx| {
            let arc = &network.arcs[ix.0];
            let mode = network.mode(arc);
            let by = match counted {
                "truck" => mode == Some(case::tables::TransportMode::Road),
                "train" | "wagon" => mode == Some(case::tables::TransportMode::Rail),
                _ => true,
            };
            let here = arc.crossings.iter().any(|crossing| network.places[crossing.0].id == subject)
                || network.line_of_arc(arc).is_some_and(|line| line.id == subject);
            by && here
        };
        laid.planned.arcs.iter().enumerate().filter(|(_, ix)| fits(ix)).map(|(at, _)| at).collect()
    }
}
