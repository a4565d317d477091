//! The frontier: its picture, its three measures, and what changes from point to point.

use ::words::{mark, text};
use balance::study::{Measure, Point, Step};
use figure::{Cell, Chart, Column, Marker, Scatter, ScatterPoint, ScatterSeries, Table, number};

use super::ground::{DIFFERENCE, FRESH, Ground, PLANNED, bracket_width, part_of_id};
use crate::book::{Book, Draft};
use crate::corridors::enter::Entry;
use crate::words::{plain, say};
use document::{Block, Sentence, TableView};

/// Id of the picture.
pub(crate) const FRONTIER: &str = "frontier";
/// Id of the picture from near.
const NEAR: &str = "frontier-near";

/// What of a point: of the frontier, or today.
pub(crate) fn point_id(point: Option<&Point>) -> String {
    point.map_or_else(|| "today".to_owned(), |point| format!("weight_{}", part_of_id(point.lambda)))
}

/// A sum of a point as a number: `what` is a word of an id, `label` says what it is.
fn sum(book: &mut Book, ground: &Ground<'_>, at: &str, (what, label): (&str, &str), value: f64) -> String {
    let method = if what.ends_with("_low") || what.ends_with("_high") { FRESH } else { ground.told(at) };
    ground.money(format!("balance.{at}.{what}"), format!("{label}, {}", place(at))).by(method).id(book, value)
}

fn place(at: &str) -> String {
    if at == "today" {
        return text!("today");
    }
    let limited = at.strip_prefix("limit_").and_then(|of| of.split_once("_weight_"));
    if let Some((limit, weight)) = limited {
        let [limit, weight] = [limit, weight].map(|part| part.replace('_', " "));
        return text!("limit {limit} weight {weight}");
    }
    match at.strip_prefix("weight_") {
        Some(weight) => text!("weight of the worst futures {weight}", weight = weight.replacen('_', ".", 1)),
        None => at.replace('_', " "),
    }
}

/// The mean income of a point.
pub(crate) fn income(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point) -> String {
    sum(book, ground, at, ("income", &text!("Mean income over the futures")), point.income.fresh)
}

/// The income of a point in the worst futures.
pub(crate) fn worst(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point) -> String {
    let label = text!("Mean income in the {tail} of futures", tail = ground.tail());
    sum(book, ground, at, ("worst", &label), point.worst.fresh)
}

/// The ends of the band of a sum.
fn ends(book: &mut Book, ground: &Ground<'_>, at: &str, (what, label): (&str, &str), measure: &Measure) -> [String; 2] {
    let low = text!("{label}, low end of the band");
    let high = text!("{label}, high end of the band");
    [(format!("{what}_low"), low, measure.low), (format!("{what}_high"), high, measure.high)]
        .map(|(what, label, value)| sum(book, ground, at, (&what, &label), value))
}

/// The ends of the band of mean income.
fn income_ends(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point) -> [String; 2] {
    ends(book, ground, at, ("income", &text!("Mean income")), &point.income)
}

/// The ends of the band of income in the worst futures.
fn worst_ends(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point) -> [String; 2] {
    ends(book, ground, at, ("worst", &text!("Income in the {tail} of futures", tail = ground.tail())), &point.worst)
}

/// The part of the value of a point that goes by the neighbour.
pub(crate) fn share(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point) -> String {
    let label =
        text!("Part of the value sold that goes through {by}, {plan}", by = ground.neighbour(), plan = place(at));
    ground.percent(book, (format!("balance.{at}.share"), label), ground.told(at), point.share.fresh)
}

/// The answer in a sentence: what the frontier says.
pub(crate) fn answer(book: &mut Book, ground: &Ground<'_>) -> Option<Sentence> {
    let (first, last) = (ground.study.frontier.first()?, ground.study.frontier.last()?);
    let (from, to) = (point_id(Some(first)), point_id(Some(last)));
    let mut ids = Vec::new();
    for (at, point) in [(&from, first), (&to, last)] {
        ids.push(income(book, ground, at, point));
        ids.extend(income_ends(book, ground, at, point));
        ids.push(worst(book, ground, at, point));
        ids.extend(worst_ends(book, ground, at, point));
        ids.push(share(book, ground, at, point));
    }
    let by = ground.neighbour();
    let tail = ground.tail();
    let years = ground.years();
    let words = if ground.study.frontier.len() == 1 {
        text!(
            "The plan that weighs the {tail} of futures with {weight} earns {{}} on average over {years} (90 %: {{}} to {{}}) and {{}} in these futures ({{}} to {{}}), with {{}} of the value of the goods in the model through {by}.",
            weight = plain(first.lambda)
        )
    } else if spread(ground) <= tolerance(ground) {
        text!(
            "Every weight of the worst futures gives the same result within its bracket: {{}} on average over {years} (90 %: {{}} to {{}}), {{}} in the {tail} of futures ({{}} to {{}}), {{}} of the value of the goods in the model through {by}."
        )
    } else {
        text!(
            "The plan with the greatest mean income earns {{}} over {years} (90 %: {{}} to {{}}) and {{}} in the {tail} of futures ({{}} to {{}}), with {{}} of the value of the goods in the model through {by}; the plan that is safest in these earns {{}} ({{}} to {{}}) and {{}} ({{}} to {{}}), with {{}} through {by}."
        )
    };
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    Some(say(&words, &ids))
}

/// How far mean income moves along the frontier, or income in the worst futures, whichever is more.
fn spread(ground: &Ground<'_>) -> f64 {
    let of = |measure: fn(&Point) -> f64| {
        let values = ground.study.frontier.iter().map(measure);
        values.clone().fold(f64::NEG_INFINITY, f64::max) - values.fold(f64::INFINITY, f64::min)
    };
    of(|point| point.income.fresh).max(of(|point| point.worst.fresh))
}

/// Differences below this are not told: the widest bracket of the points.
pub(crate) fn tolerance(ground: &Ground<'_>) -> f64 {
    ground.study.frontier.iter().filter_map(bracket_width).fold(0.0, f64::max).max(0.05)
}

pub(crate) fn blocks(book: &mut Book, ground: &Ground<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = figure(book, ground).map(Block::Figure).into_iter().collect();
    blocks.extend(near(book, ground).map(Block::Figure));
    blocks.push(Block::Table(measures(book, ground)));
    if !ground.study.steps.is_empty() {
        blocks.push(Block::Table(steps(book, ground)));
    }
    blocks
}

fn figure(book: &mut Book, ground: &Ground<'_>) -> Option<String> {
    let study = ground.study;
    let (first, last) = (study.frontier.first()?, study.frontier.last()?);
    let mut rows = Vec::new();
    for point in &study.frontier {
        let at = point_id(Some(point));
        let (cells, _) = drawn(book, ground, &at, point, String::new());
        rows.push([vec![Cell::text(text!("weight {weight}", weight = plain(point.lambda)))], cells].concat());
    }
    let points = places(book, ground);
    let mut series = vec![ScatterSeries {
        name: text!("frontier, by the weight of the {tail} of futures", tail = ground.tail()),
        marker: Marker::Circle,
        joined: true,
        points,
    }];
    if !study.today.point.plan.is_empty() {
        let (cells, drawn) = drawn(book, ground, "today", &study.today.point, text!("today"));
        rows.push([vec![Cell::text(text!("today's policy"))], cells].concat());
        series.push(ScatterSeries {
            name: text!("today's policy"),
            marker: Marker::Square,
            joined: false,
            points: vec![drawn],
        });
    }
    let (from, to) = (point_id(Some(first)), point_id(Some(last)));
    let (gives, gains) = (first.income.fresh - last.income.fresh, last.worst.fresh - first.worst.fresh);
    let title = if spread(ground) <= tolerance(ground) {
        let income = book.text(&format!("balance.{from}.income"));
        text!("One plan serves every weight of risk: {income} on average")
    } else {
        let (from, to) = (place(&from), place(&to));
        let label = text!("Mean income given up from {from} to {to}");
        let given = ground.money("balance.frontier.gives", label).by(DIFFERENCE).id(book, gives);
        let label = text!("Income gained in the worst futures from {from} to {to}");
        let gained = ground.money("balance.frontier.gains", label).by(DIFFERENCE).id(book, gains);
        text!(
            "Giving up {given} of mean income buys {gained} in the {tail} of futures",
            given = book.text(&given),
            gained = book.text(&gained),
            tail = ground.tail()
        )
    };
    Some(book.figure(Draft {
        id: FRONTIER.to_owned(),
        title,
        measure: text!("Mean income against income in the {tail} of futures", tail = ground.tail()),
        unit: text!("M USD, discounted"),
        place: ground.case.economy_name(ground.case.economy()),
        period: ground.period(),
        chart: Chart::Scatter(Scatter {
            across: text!("mean income in the {tail} of futures, M USD", tail = ground.tail()),
            up: text!("mean income over all futures, M USD"),
            series,
        }),
        table: Table {
            columns: vec![
                Column::text(text!("plan")),
                Column::number(text!("mean income"), "M USD"),
                Column::number(text!("low"), "M USD"),
                Column::number(text!("high"), "M USD"),
                Column::number(text!("income, {tail}", tail = ground.tail()), "M USD"),
                Column::number(text!("low"), "M USD"),
                Column::number(text!("high"), "M USD"),
            ],
            rows,
        },
        notes: vec![match study.fresh {
            0 => text!(
                "Low and high are ends of the 90 % band in fresh futures; none were drawn, so they are those of the plan's own futures."
            ),
            fresh => text!(
                "Points and bands (90 %) are of fresh futures: {count} of them, for which no plan was made. What plans come to in the futures that they were made for stands in the table of the three measures.",
                count = count(fresh)
            ),
        }],
        rows: ground.rows.clone(),
    }))
}

/// The points of the frontier, those in one place as one.
fn places(book: &mut Book, ground: &Ground<'_>) -> Vec<ScatterPoint> {
    let near = tolerance(ground);
    let same = |a: &Point, b: &Point| {
        (a.income.fresh - b.income.fresh).abs() <= near && (a.worst.fresh - b.worst.fresh).abs() <= near
    };
    let groups = ground.study.frontier.chunk_by(same);
    groups
        .filter_map(|group| {
            let (first, last) = (group.first()?, group.last()?);
            let label = match group.len() {
                1 => plain(first.lambda),
                _ => text!("{from} to {to}", from = plain(first.lambda), to = plain(last.lambda)),
            };
            Some(drawn(book, ground, &point_id(Some(first)), first, label).1)
        })
        .collect()
}

/// The part of the picture that the frontier takes at least; where it is less, it is shown by itself too.
const SEEN: f64 = 0.4;

/// The frontier without bands and without today's policy, where these make it too small to be read.
fn near(book: &mut Book, ground: &Ground<'_>) -> Option<String> {
    let study = ground.study;
    let points: Vec<ScatterPoint> =
        places(book, ground).into_iter().map(|point| ScatterPoint { x_band: None, y_band: None, ..point }).collect();
    let span = |values: &mut dyn Iterator<Item = f64>| {
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        high - low
    };
    let today = (!study.today.point.plan.is_empty()).then_some(&study.today.point);
    let all = || study.frontier.iter().chain(today);
    let small = |of: fn(&Point) -> &Measure| {
        let own = span(&mut study.frontier.iter().map(|point| of(point).fresh));
        let whole = span(&mut all().flat_map(|point| [of(point).low, of(point).high]));
        own < SEEN * whole
    };
    if points.len() < 2 || !(small(|point| &point.income) || small(|point| &point.worst)) {
        return None;
    }
    let rows = study
        .frontier
        .iter()
        .map(|point| {
            let at = point_id(Some(point));
            let ids = [income(book, ground, &at, point), worst(book, ground, &at, point)];
            let [mean, bad] = ids.map(|id| book.cell(&id));
            vec![Cell::text(text!("weight {weight}", weight = plain(point.lambda))), mean, bad]
        })
        .collect();
    let title =
        best_step(book, ground).unwrap_or_else(|| text!("The frontier from near: the same points without bands"));
    Some(book.figure(Draft {
        id: NEAR.to_owned(),
        title,
        measure: text!("Mean income against income in the {tail} of futures", tail = ground.tail()),
        unit: text!("M USD, discounted"),
        place: ground.case.economy_name(ground.case.economy()),
        period: ground.period(),
        chart: Chart::Scatter(Scatter {
            across: text!("mean income in the {tail} of futures, M USD", tail = ground.tail()),
            up: text!("mean income over all futures, M USD"),
            series: vec![ScatterSeries {
                name: text!("frontier, by the weight of the {tail} of futures", tail = ground.tail()),
                marker: Marker::Circle,
                joined: true,
                points,
            }],
        }),
        table: Table {
            columns: vec![
                Column::text(text!("plan")),
                Column::number(text!("mean income"), "M USD"),
                Column::number(text!("income, {tail}", tail = ground.tail()), "M USD"),
            ],
            rows,
        },
        notes: vec![text!(
            "The bands are as wide as in the picture above; every plan was tried in the same futures, so that the points differ by less than their bands."
        )],
        rows: ground.rows.clone(),
    }))
}

/// Which step along the frontier gains most in the worst futures, and what it costs.
fn best_step(book: &mut Book, ground: &Ground<'_>) -> Option<String> {
    let gain = |(from, to): &(&Point, &Point)| to.worst.fresh - from.worst.fresh;
    let steps = ground.study.frontier.iter().zip(ground.study.frontier.iter().skip(1));
    let best = steps.max_by(|a, b| gain(a).total_cmp(&gain(b))).filter(|step| gain(step) > tolerance(ground))?;
    let (from, to) = best;
    let label = text!("Mean income given up by the step along the frontier that gains most");
    let gives = from.income.fresh - to.income.fresh;
    let given = ground.money("balance.frontier.step.gives", label).by(DIFFERENCE).id(book, gives);
    let label = text!("Income gained in the worst futures by the step along the frontier that gains most");
    let gained = ground.money("balance.frontier.step.gains", label).by(DIFFERENCE).id(book, gain(&best));
    Some(text!(
        "The step from weight {from} to {to} gains most: {gained} in the {tail} of futures for {given} of mean income",
        from = plain(from.lambda),
        to = plain(to.lambda),
        gained = book.text(&gained),
        tail = ground.tail(),
        given = book.text(&given)
    ))
}

/// The cells of a point, and its place.
fn drawn(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point, label: String) -> (Vec<Cell>, ScatterPoint) {
    let mean = income(book, ground, at, point);
    let bad = worst(book, ground, at, point);
    let (around_mean, around_bad) = (income_ends(book, ground, at, point), worst_ends(book, ground, at, point));
    let ids = std::iter::once(&mean).chain(&around_mean).chain(std::iter::once(&bad)).chain(&around_bad);
    let cells = ids.map(|id| book.cell(id)).collect();
    let place = ScatterPoint {
        label,
        x: point.worst.fresh,
        y: point.income.fresh,
        x_band: Some((point.worst.low, point.worst.high)),
        y_band: Some((point.income.low, point.income.high)),
        shown: text!(
            "{mean} on average, {worst} in the worst futures",
            mean = book.text(&mean),
            worst = book.text(&bad)
        ),
    };
    (cells, place)
}

/// `3,200 to 3,400`.
fn band_text(ground: &Ground<'_>, measure: &Measure, percent: bool) -> Cell {
    let shown = |value: f64| {
        if percent { number::format(value * 100.0, 1) } else { number::format(ground.borne(value), 0) }
    };
    Cell::text(text!("{low} to {high}", low = shown(measure.low), high = shown(measure.high)))
}

/// The three measures of each point.
fn measures(book: &mut Book, ground: &Ground<'_>) -> TableView {
    let study = ground.study;
    let mut rows = Vec::new();
    let today = (!study.today.point.plan.is_empty()).then_some((&study.today.point, true));
    for (point, is_today) in study.frontier.iter().map(|point| (point, false)).chain(today) {
        let at = if is_today { point_id(None) } else { point_id(Some(point)) };
        let ids = [income(book, ground, &at, point), worst(book, ground, &at, point), share(book, ground, &at, point)];
        let [mean, bad, by] = ids.map(|id| book.cell(&id));
        let [own_mean, own_bad] = own(book, ground, &at, point).map(|id| book.cell(&id));
        rows.push(vec![
            Cell::text(if is_today { text!("today") } else { plain(point.lambda) }),
            mean,
            band_text(ground, &point.income, false),
            own_mean,
            bad,
            band_text(ground, &point.worst, false),
            own_bad,
            by,
            band_text(ground, &point.share, true),
        ]);
    }
    TableView {
        id: "balance-points".to_owned(),
        title: text!("The points of the frontier in three measures"),
        table: Table {
            columns: vec![
                Column::text(text!("weight")),
                Column::number(text!("mean income"), "M USD"),
                Column::text(text!("90 % band")),
                Column::number(text!("in its own futures"), "M USD"),
                Column::number(text!("income, {tail}", tail = ground.tail()), "M USD"),
                Column::text(text!("90 % band")),
                Column::number(text!("in its own futures"), "M USD"),
                Column::number(text!("share through {by}", by = ground.neighbour()), "%"),
                Column::text(text!("90 % band")),
            ],
            rows,
        },
        notes: vec![text!(
            "The weight is that of the worst futures: at 0 a plan is chosen by its mean income alone, at 1 by the worst futures alone. Its own futures are the {futures} that plans were made for, one sample of many; where they lie outside of the band, that sample was kinder or harder than most.",
            futures = count(study.wanted.futures)
        )],
    }
}

/// What a plan comes to in the futures that it was made for.
fn own(book: &mut Book, ground: &Ground<'_>, at: &str, point: &Point) -> [String; 2] {
    let tail = ground.tail();
    let labels = [
        ("own_income", text!("Mean income in the futures the plan was made for"), point.income.value),
        ("own_worst", text!("Mean income in the {tail} of the futures the plan was made for"), point.worst.value),
    ];
    labels.map(|(what, label, value)| {
        let label = format!("{label}, {}", place(at));
        ground.money(format!("balance.{at}.{what}"), label).by(PLANNED).id(book, value)
    })
}

/// What changes from each point to the next.
fn steps(book: &mut Book, ground: &Ground<'_>) -> TableView {
    let study = ground.study;
    let pairs = study.frontier.windows(2).zip(&study.steps);
    let near = tolerance(ground);
    let moves = |from: &Point, to: &Point, step: &Step| {
        let far = |a: &Measure, b: &Measure| (a.fresh - b.fresh).abs() > near;
        !step.decisions.is_empty()
            || !step.ways.is_empty()
            || far(&from.income, &to.income)
            || far(&from.worst, &to.worst)
    };
    let rows: Vec<_> = pairs
        .filter_map(|(pair, step)| match pair {
            [from, to] if moves(from, to, step) => Some(step_row(book, ground, (from, to), step)),
            _ => None,
        })
        .collect();
    let still = study.steps.len() - rows.len();
    TableView {
        id: "balance-steps".to_owned(),
        title: text!("What changes from point to point"),
        table: Table {
            columns: vec![
                Column::text(text!("weight")),
                Column::text(text!("decisions")),
                Column::text(text!("tonnes by way over the border")),
                Column::number(text!("mean income"), "M USD"),
                Column::number(text!("income, {tail}", tail = ground.tail()), "M USD"),
                Column::number(text!("share"), text!("points")),
            ],
            rows,
        },
        notes: vec![text!(
            "A decision is named when it moves by more than a hundredth of what is possible. Steps between points at which nothing changes are left out: {still} of {all}.",
            all = study.steps.len()
        )],
    }
}

fn step_row(book: &mut Book, ground: &Ground<'_>, (from, to): (&Point, &Point), step: &Step) -> Vec<Cell> {
    let at = format!("step_{}", part_of_id(to.lambda));
    let (first, last) = (plain(from.lambda), plain(to.lambda));
    let listed = |changes: &[balance::study::Change]| {
        let told: Vec<String> = changes.iter().map(Ground::change).collect();
        Cell::text(if told.is_empty() { text!("no change") } else { told.join("; ") })
    };
    let mut money = |what: &str, label: String, value: f64| {
        ground.money(format!("balance.{at}.{what}"), label).by(DIFFERENCE).signed().cell(book, value)
    };
    let mean = money(
        "income",
        text!("Change of mean income from weight {first} to {last}"),
        to.income.fresh - from.income.fresh,
    );
    let label = text!("Change of income in the {tail} of futures from weight {first} to {last}", tail = ground.tail());
    let bad = money("worst", label, to.worst.fresh - from.worst.fresh);
    let share = Entry::new(
        format!("balance.{at}.share"),
        text!("Change of the share through {by} from weight {first} to {last}", by = ground.neighbour()),
        mark("points"),
        1,
    )
    .by(DIFFERENCE)
    .signed()
    .cell(book, (to.share.fresh - from.share.fresh) * 100.0, &ground.rows);
    let weight = Cell::text(text!("{from} to {to}", from = first, to = last));
    vec![weight, listed(&step.decisions), listed(&step.ways), mean, bad, share]
}

/// A count as people read it.
pub(crate) fn count(value: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a count that is printed")]
    number::format(value as f64, 0)
}
