//! Ways out and in: time and cost by distance, the best way of each pair, and whether all lead through one neighbour.

use ::words::{mark, tell, text};
use case::entry::RowRef;
use case::tables::PlaceKind;
use case::trace::merge;
use case::value::economy::Economy;
use corridor::network::{Changes, PlaceIx, Port};
use corridor::route::LegKind;
use corridor::through::{destinations, mines};
use corridor::ways::{By, Finder, Load, Way};
use figure::{Cell, Chart, Column, Dash, DistanceChart, DistancePoint, RouteLine, Table};

use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, interest, slug};
use crate::corridors::study::Study;
use crate::words::{counted, day, month, small};
use document::TableView;

/// Id of the time/cost-distance chart.
pub(crate) const CHART: &str = "time-cost-distance";

/// What travels when a good is named: its chain and its price at the border.
pub(crate) fn load(study: &Study<'_>, good: Option<usize>) -> Load {
    let Some(good) = good.and_then(|good| Some((good, study.goods.goods.get(good)?))) else { return Load::default() };
    Load {
        chain: good.1.chain.clone(),
        usd_per_t: study.best.get().and_then(|best| best.prices.get(good.0).copied()).unwrap_or(0.0),
    }
}

/// From the mine of the main good with most choice: the best way by each gateway, and the second best by the first.
pub(crate) fn chosen(study: &Study<'_>) -> Vec<Way> {
    let Some(good) = study.main else { return Vec::new() };
    let Ok(finder) = Finder::new(&study.network, study.day, Changes::default(), load(study, Some(good))) else {
        return Vec::new();
    };
    let far = destinations(&study.network);
    let candidates: Vec<PlaceIx> =
        study.goods.mines.iter().filter(|mine| mine.good == good).map(|mine| mine.place).collect();
    let mut best: Vec<Way> = Vec::new();
    for mine in candidates {
        let mut found: Vec<Way> = Vec::new();
        for gateway in study.case.gateways() {
            let there = far.iter().filter(|to| study.network.places[to.0].economy == *gateway);
            let ways: Vec<Way> =
                there.filter_map(|to| finder.ways(mine, *to, By::Generalised, 2).ok()).flatten().collect();
            let mut ways: Vec<Way> = ways.into_iter().filter(|way| way.at_least.km.is_some()).collect();
            ways.sort_by(|a, b| {
                (!a.is_complete()).cmp(&!b.is_complete()).then(a.generalised.total_cmp(&b.generalised))
            });
            // The two cheapest that differ by more than their end.
            let mut kept: Vec<Way> = Vec::new();
            for way in ways {
                if kept.iter().all(|other| other.lines.first() != way.lines.first()) && kept.len() < 2 {
                    kept.push(way);
                }
            }
            found.extend(kept);
        }
        if found.len() > best.len() {
            best = found;
        }
    }
    best.sort_by_key(|way| !way.is_complete());
    best.truncate(4);
    best
}

/// The time/cost-distance chart of some ways (UN ESCAP), with its legs as a table.
pub(crate) fn chart(book: &mut Book, study: &Study<'_>, id: &str, ways: &[Way]) -> Option<String> {
    let first = ways.first()?;
    let dashes = [Dash::Solid, Dash::Dashed, Dash::Dotted, Dash::DashDot];
    let routes = ways
        .iter()
        .zip(dashes.into_iter().cycle())
        .enumerate()
        .map(|(index, (way, dash))| RouteLine {
            name: name(study, way),
            points: points(way),
            dash,
            emphasis: index == 0,
            hours_shown: at_least(
                way.at_least.hours.map(|h| h.mid),
                !way.profile.totals.without_hours.is_empty(),
                0,
                "h",
            ),
            money_shown: at_least(
                way.at_least.usd.map(|u| u.mid),
                !way.profile.totals.without_usd.is_empty(),
                1,
                "USD/t",
            ),
        })
        .collect();
    let mut rows = Vec::new();
    for (index, way) in ways.iter().enumerate() {
        rows.extend(leg_rows(book, study, id, index, way));
    }
    let totals = &first.profile.totals;
    let title = text!(
        "From {from} to {to}: {cost} and {time}",
        from = first.from,
        to = first.to,
        cost =
            at_least(first.at_least.usd.map(|usd| usd.mid), !totals.without_usd.is_empty(), 1, &text!("USD a tonne")),
        time =
            at_least(first.at_least.hours.map(|hours| hours.mid), !totals.without_hours.is_empty(), 0, &text!("hours"))
    );
    let cited: Vec<RowRef> = ways.iter().flat_map(|way| way.profile.totals.rows.iter().cloned()).collect();
    Some(book.figure(Draft {
        id: id.to_owned(),
        title,
        measure: text!("Time and cost along the way"),
        unit: text!("hours, and USD a tonne"),
        place: study.case.economy_name(study.case.economy()),
        period: day(study.day),
        chart: Chart::Distance(DistanceChart { routes, money: text!("USD a tonne") }),
        table: Table {
            columns: vec![
                Column::text(text!("way")),
                Column::text(text!("leg")),
                Column::text(text!("to or at")),
                Column::number(text!("distance"), "km"),
                Column::number(text!("time"), "h"),
                Column::number(text!("cost"), "USD/t"),
                Column::text(text!("basis")),
            ],
            rows,
        },
        notes: vec![
            text!(
                "Method of UN ESCAP: moving legs slope, activities without distance are upright. Where a figure is not known it counts as nothing, and the sum is a lower bound, said as \u{201c}at least\u{201d}."
            ),
            text!(
                "A way with a part that is not known cannot be ranked against another: what it leaves out may cost more than the difference. Ways of which all is known stand first."
            ),
            text!(
                "Carriage by a freight or tariff of the line where the case has one; else by the country's corridor cost and speed (CAREC TFI3 and SWOD), marked as an estimate. Money in currencies other than USD is left out: the case holds no exchange rate."
            ),
        ],
        rows: cited,
    }))
}

fn at_least(value: Option<f64>, open: bool, decimals: u8, unit: &str) -> String {
    match value {
        Some(value) => {
            let number = figure::number::format(value, decimals);
            if open { text!("at least {number} {unit}") } else { format!("{number} {unit}") }
        }
        None => text!("not known"),
    }
}

fn name(study: &Study<'_>, way: &Way) -> String {
    let first = way.lines.first().and_then(|id| study.network.line(id)).map(|ix| &study.network.lines[ix.0]);
    let mode =
        first.map_or_else(String::new, |line| if line.is_rail() { text!("rail first") } else { text!("road first") });
    format!("{}, {mode}", way.to.split(" (").next().unwrap_or(&way.to))
}

/// What happens on a leg.
fn leg_word(kind: LegKind) -> String {
    match kind {
        LegKind::Road => text!("road"),
        LegKind::Rail => text!("rail"),
        LegKind::Sea => text!("sea"),
        LegKind::Air => text!("air"),
        LegKind::Pipeline => text!("pipeline"),
        LegKind::Multimodal => text!("several modes"),
        LegKind::Loading => text!("loading"),
        LegKind::BorderDwell => text!("border dwell"),
        LegKind::GaugeChange => text!("gauge change"),
        LegKind::Transfer => text!("transfer"),
        LegKind::Handling => text!("handling"),
    }
}

/// Cumulative points; what is not known counts as nothing, so that the lower bound can be drawn.
fn points(way: &Way) -> Vec<DistancePoint> {
    let (mut km, mut hours, mut usd) = (0.0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0));
    let point = |km: f64, hours: (f64, f64, f64), usd: (f64, f64, f64), label: String| DistancePoint {
        km,
        hours: Some(hours.1),
        usd: Some(usd.1),
        hours_low: Some(hours.0),
        hours_high: Some(hours.2),
        usd_low: Some(usd.0),
        usd_high: Some(usd.2),
        label,
    };
    let mut points = vec![point(0.0, hours, usd, String::new())];
    for leg in &way.legs {
        km += leg.km.unwrap_or(0.0);
        let h = leg.hours.unwrap_or_default();
        let u = leg.usd.unwrap_or_default();
        hours = (hours.0 + h.low, hours.1 + h.mid, hours.2 + h.high);
        usd = (usd.0 + u.low, usd.1 + u.mid, usd.2 + u.high);
        let label = if leg.kind.is_moving() {
            String::new()
        } else {
            format!("{}, {}", leg.place.split(" (").next().unwrap_or(&leg.place), leg_word(leg.kind))
        };
        points.push(point(km, hours, usd, label));
    }
    points
}

const BY_LEG: &str = mark(
    "row of the line where there is one, else distance times the country's rate; border and gauge change by their rows",
);

fn leg_rows(book: &mut Book, study: &Study<'_>, figure: &str, index: usize, way: &Way) -> Vec<Vec<Cell>> {
    let label = name(study, way);
    let mut rows = Vec::new();
    for (place, leg) in way.legs.iter().enumerate() {
        let id = |what: &str| format!("corridor.leg.{}.{}.{}.{what}", slug(figure), index + 1, place + 1);
        let meaning = format!("{label}: {} {}", leg_word(leg.kind), leg.place);
        let mut cell = |what: &str, unit, decimals, value: Option<f64>| match value {
            Some(value) => {
                Entry::new(id(what), meaning.clone(), unit, decimals).by(BY_LEG).cell(book, value, &leg.rows)
            }
            None => Cell::missing(),
        };
        rows.push(vec![
            Cell::text(label.clone()),
            Cell::text(leg_word(leg.kind)),
            Cell::text(leg.place.clone()),
            if leg.kind.is_moving() { cell("km", "km", 1, leg.km) } else { Cell::not_applicable() },
            cell("hours", "h", 1, leg.hours.map(|hours| hours.mid)),
            cell("usd", "USD/t", 2, leg.usd.map(|usd| usd.mid)),
            Cell::text(if leg.rows.is_empty() { text!("no row") } else { text!("rows") }),
        ]);
    }
    let total_rows = &way.profile.totals.rows;
    let (timed, priced) = known(way);
    let id = |what: &str| format!("corridor.way.{}.{}.{what}", slug(figure), index + 1);
    let mut total = |what: &str, unit, decimals, value: Option<f64>| match value {
        Some(value) => Entry::new(id(what), text!("{label}: whole way, known parts"), unit, decimals)
            .by(mark("sum of the legs; a leg that is not known counts as nothing"))
            .cell(book, value, total_rows),
        None => Cell::missing(),
    };
    let open = !way.profile.totals.without_hours.is_empty() || !way.profile.totals.without_usd.is_empty();
    rows.push(vec![
        Cell::text(label.clone()),
        Cell::text(text!("whole way")),
        Cell::text(way.to.clone()),
        total("km", "km", 0, way.at_least.km),
        total("hours", "h", 0, way.at_least.hours.filter(|_| timed).map(|hours| hours.mid)),
        total("usd", "USD/t", 1, way.at_least.usd.filter(|_| priced).map(|usd| usd.mid)),
        Cell::text(if open { text!("at least: some legs are not known") } else { text!("all legs known") }),
    ]);
    rows
}

/// The best way of each pair: out from the mines, and in from the ports to the town with most links.
pub(crate) fn pairs(book: &mut Book, study: &Study<'_>, inward: bool) -> Option<TableView> {
    let far = destinations(&study.network);
    let mut found: Vec<Way> = Vec::new();
    if inward {
        let hub = hub(study)?;
        let finder = Finder::new(&study.network, study.day, Changes::default(), Load::default()).ok()?;
        let ports = far.iter().filter(|to| study.network.places[to.0].kind == PlaceKind::Port);
        for port in ports {
            found.extend(finder.ways(*port, hub, By::Generalised, 1).ok()?);
        }
    } else {
        for mine in mines(&study.goods) {
            let good = study.goods.mines.iter().find(|known| known.place == mine).map(|mine| mine.good);
            let finder = Finder::new(&study.network, study.day, Changes::default(), load(study, good)).ok()?;
            for to in &far {
                found.extend(finder.ways(mine, *to, By::Generalised, 1).ok()?);
            }
        }
    }
    table(book, study, if inward { "ways-in" } else { "ways-out" }, &found)
}

/// The town at home that most lines touch.
pub(crate) fn hub(study: &Study<'_>) -> Option<PlaceIx> {
    let home = study.case.economy();
    (0..study.network.places.len())
        .map(PlaceIx)
        .filter(|ix| {
            let place = &study.network.places[ix.0];
            place.kind == PlaceKind::City && place.economy == home && study.network.node(*ix, Port::In).is_some()
        })
        .map(|ix| (study.network.lines.iter().filter(|line| line.stops.contains(&ix)).count(), ix))
        .filter(|(count, _)| *count > 0)
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, ix)| ix)
}

/// Whether time, and whether money, is known of any leg.
fn known(way: &Way) -> (bool, bool) {
    (way.legs.iter().any(|leg| leg.hours.is_some()), way.legs.iter().any(|leg| leg.usd.is_some()))
}

const BY_WAY: &str =
    mark("sum of the legs of the way with the lowest generalised cost; a leg that is not known counts as nothing");

/// A table of ways.
pub(crate) fn table(book: &mut Book, study: &Study<'_>, id: &str, ways: &[Way]) -> Option<TableView> {
    if ways.is_empty() {
        return None;
    }
    // Complete ones go first, in their order.
    let mut ways: Vec<&Way> = ways.iter().collect();
    ways.sort_by_key(|way| !way.is_complete());
    let rows = ways
        .into_iter()
        .enumerate()
        .map(|(index, way)| {
            let number = |what: &str| format!("corridor.{}.{}.{what}", slug(id), index + 1);
            let label = text!("{from} to {to}", from = way.from, to = way.to);
            let rows = &merge([way.profile.totals.rows.as_slice(), study.network.interest.row.as_slice()]);
            // Of a way without any known time or cost the sum says nothing.
            let (timed, priced) = known(way);
            let mut cell = |what: &str, words: String, unit, decimals, value: Option<f64>| match value {
                Some(value) => Entry::new(number(what), format!("{words}, {label}"), unit, decimals)
                    .by(BY_WAY)
                    .cell(book, value, rows),
                None => Cell::missing(),
            };
            let crossings: Vec<String> = way.crossings.iter().map(|id| study.case.subject_name(id)).collect();
            let lacks = [
                (way.profile.totals.without_hours.len(), mark("time")),
                (way.profile.totals.without_usd.len(), mark("cost")),
                (way.profile.totals.without_km.len(), mark("length")),
            ];
            let lacks: Vec<String> = lacks
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| {
                    let legs = counted(count, mark("{count} leg"), mark("{count} legs"));
                    text!("{what} of {legs}", what = tell(what))
                })
                .collect();
            vec![
                Cell::text(way.from.clone()),
                Cell::text(way.to.clone()),
                Cell::text(if crossings.is_empty() { text!("none") } else { crossings.join(", ") }),
                cell("km", text!("Distance"), "km", 0, way.at_least.km),
                cell("hours", text!("Time"), "h", 0, way.at_least.hours.filter(|_| timed).map(|hours| hours.mid)),
                cell("usd", text!("Cost"), "USD/t", 1, way.at_least.usd.filter(|_| priced).map(|usd| usd.mid)),
                cell(
                    "generalised",
                    text!("Generalised cost"),
                    "USD/t",
                    1,
                    (timed || priced).then_some(way.generalised),
                ),
                Cell::text(if lacks.is_empty() { text!("nothing") } else { lacks.join(", ") }),
            ]
        })
        .collect();
    Some(TableView {
        id: id.to_owned(),
        title: match id {
            "ways-in" => text!("A way in from each port, by what is known"),
            "ways-out" => text!("A way out from each mine, by what is known"),
            _ => text!("Ways, those of which all is known first"),
        },
        table: Table {
            columns: vec![
                Column::text(text!("from")),
                Column::text(text!("to")),
                Column::text(text!("crossings")),
                Column::number(text!("distance"), "km"),
                Column::number(text!("time"), "h"),
                Column::number(text!("cost"), "USD/t"),
                Column::number(text!("generalised cost"), "USD/t"),
                Column::text(text!("not known")),
            ],
            rows,
        },
        notes: vec![text!(
            "Sums of what is known; where something is not known they are lower bounds, and such a way cannot be ranked against another: what it leaves out may cost more than the difference. Ways of which all is known stand first. Generalised cost adds the interest on the goods under way ({interest}).",
            interest = interest(&study.network)
        )],
    })
}

/// The table of what hangs on each gateway.
pub(crate) fn through_table(book: &mut Book, study: &Study<'_>) -> Option<TableView> {
    let mut rows = Vec::new();
    for set in &study.through {
        for found in &set.figures {
            let economy = <Economy as case::cell::Cell>::parse(&found.economy).ok()?;
            let name = study.case.economy_name(economy);
            let set_id = if set.id.is_empty() { "as_is".to_owned() } else { set.id.clone() };
            let id = |what: &str| format!("corridor.through.{set_id}.{}.{what}", found.economy);
            let cited: Vec<RowRef> = study.best.get().map(|best| best.rows.clone()).unwrap_or_default();
            let cited = if cited.is_empty() {
                study.network.places.iter().map(|p| p.row.clone()).take(1).collect()
            } else {
                cited
            };
            let network = small(&set.name);
            let mut share = |what: &str, label: String, value: Option<f64>, method| match value {
                Some(value) => Entry::new(id(what), label, "%", 1).by(method).cell(book, value * 100.0, &cited),
                None => Cell::not_applicable(),
            };
            let value = share(
                "value",
                text!("Part of export value through {name}, {network}"),
                found.value_share(),
                mark("sales beyond this border over all sales, in the optimum of the month"),
            );
            let mass = share(
                "mass",
                text!("Part of tonnes through {name}, {network}"),
                found.mass_share(),
                mark("tonnes beyond this border over all tonnes, in the optimum of the month"),
            );
            let ways = share(
                "ways",
                text!("Part of the ways through {name}, {network}"),
                found.way_share(),
                mark(
                    "pairs of a mine and a market or port abroad without any way that leaves this economy out, over all pairs with a way",
                ),
            );
            #[allow(clippy::cast_precision_loss, reason = "a count of pairs")]
            let pairs = Entry::new(id("pairs"), text!("Pairs of mine and market with a way, {network}"), "", 0)
                .by(mark("pairs between which the network has a way on the day"))
                .cell(book, found.pairs as f64, &cited);
            let most =
                Entry::new(id("most_without"), text!("Most that could leave without {name}, {network}"), "kt", 0)
                    .by(mark("largest mass sold in the month with this economy closed, through gates that are counted"))
                    .cell(book, found.most_without_kt.max(0.0), &cited);
            rows.push(vec![Cell::text(set.name.clone()), Cell::text(name), value, mass, ways, pairs, most]);
        }
    }
    (!rows.is_empty()).then(|| TableView {
        id: "through".to_owned(),
        title: text!("What leads through each neighbour, {month}", month = month(study.month)),
        table: Table {
            columns: vec![
                Column::text(text!("network")),
                Column::text(text!("neighbour")),
                Column::number(text!("part of export value"), "%"),
                Column::number(text!("part of tonnes"), "%"),
                Column::number(text!("part of the ways that have no other"), "%"),
                Column { name: text!("pairs with a way"), unit: None, numeric: true },
                Column::number(text!("most that could leave without it"), text!("kt a month")),
            ],
            rows,
        },
        notes: vec![text!(
            "Value and tonnes: the goods of the mines in the case, in the month with the largest income less carriage. Ways: pairs of a mine and a market or sea port abroad; a gate that nobody counted still counts as a way. The last column uses counted gates alone."
        )],
    })
}
