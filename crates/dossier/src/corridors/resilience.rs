//! What breaks the network, ranked.

use ::words::{mark, text};
use corridor::resilience::{LENGTHS, Loss, Resilience};
use figure::{Cell, Chart, Column, Marker, RangePoint, RangeRow, Ranges, Table};

use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::corridors::study::Study;
use crate::words::{in_months, month, say};
use document::{Block, TableView};

/// Id of the figure of single closings.
pub(crate) const LOSSES: &str = "resilience";
/// Id of the figure of failures one after another.
pub(crate) const FAILURES: &str = "failures";
/// Elements shown in the picture; the table holds all.
const SHOWN: usize = 10;
/// Pairs listed.
const PAIRS: usize = 12;

pub(crate) fn blocks(book: &mut Book, study: &Study<'_>, found: &Resilience) -> Vec<Block> {
    let mut blocks = Vec::new();
    let base = Entry::new(
        "corridor.resilience.base",
        text!("Income less carriage of a year from {month}", month = month(found.from)),
        "M USD",
        0,
    )
    .by(mark("optimum of twelve months with the regimes of the day of the view"))
    .id(book, found.base_kusd / 1000.0, &rows(study));
    blocks.push(Block::Text(say(
        &text!(
            "Each line and crossing is closed from {month} for 1, 3 and 6 months, alone and in pairs, and the best plan of the year is made again. Undisturbed, the year brings {{}} of income less carriage. A plan that knows the closing beforehand loses least: these losses are lower bounds.",
            month = month(found.from)
        ),
        &[&base],
    )));
    blocks.extend(losses(book, study, found).map(Block::Figure));
    blocks.extend(pairs(book, study, found).map(Block::Table));
    blocks.extend(curves(book, study, found).map(Block::Table));
    blocks.extend(failures(book, study, found).map(Block::Figure));
    blocks
}

fn rows(study: &Study<'_>) -> Vec<case::entry::RowRef> {
    study.best.get().map(|best| best.rows.clone()).unwrap_or_default()
}

/// What is closed, in words.
fn closed(loss: &Loss) -> String {
    match loss.names.as_slice() {
        [first, second] => text!("{first} and {second}"),
        names => names.join(", "),
    }
}

fn loss_number(book: &mut Book, study: &Study<'_>, loss: &Loss) -> String {
    let ids: Vec<String> = loss.closed.iter().map(|id| slug(id)).collect();
    Entry::new(
        format!("corridor.loss.{}.{}_months", ids.join("+"), loss.months),
        text!("Lost when {what} is closed for {months}", what = closed(loss), months = in_months(loss.months)),
        "M USD",
        1,
    )
    .by(mark("optimum of the year less the optimum of the year with the closing, both with foresight: a lower bound"))
    .id(book, loss.lost_kusd / 1000.0, &rows(study))
}

/// The loss of a closing at three months, as a number to be spoken of.
pub(crate) fn worst_single(book: &mut Book, study: &Study<'_>, found: &Resilience) -> Option<(String, String)> {
    let worst = found.singles.iter().find(|loss| loss.months == 3)?;
    Some((closed(worst), loss_number(book, study, worst)))
}

fn losses(book: &mut Book, study: &Study<'_>, found: &Resilience) -> Option<String> {
    let markers = [Marker::Ring, Marker::Circle, Marker::Square];
    let mut picture = Vec::new();
    let mut table = Vec::new();
    let mut seen: Vec<&[String]> = Vec::new();
    for loss in &found.singles {
        if seen.contains(&loss.closed.as_slice()) {
            continue;
        }
        seen.push(&loss.closed);
        let lengths: Vec<&Loss> = found.singles.iter().filter(|other| other.closed == loss.closed).collect();
        let three = lengths.iter().find(|loss| loss.months == 3).or(lengths.first())?;
        let mut cells = vec![Cell::text(closed(loss))];
        let mut points = Vec::new();
        for (months, marker) in LENGTHS.iter().zip(markers) {
            let Some(at) = lengths.iter().find(|loss| loss.months == *months) else {
                cells.push(Cell::missing());
                continue;
            };
            let id = loss_number(book, study, at);
            points.push(RangePoint {
                name: in_months(*months),
                value: at.lost_kusd / 1000.0,
                shown: book.shown(&id),
                marker,
            });
            cells.push(book.cell(&id));
        }
        let share = Entry::new(
            format!("corridor.loss_share.{}", slug(&loss.closed.join("+"))),
            text!(
                "Part of the year's income less carriage lost when {what} is closed for 3 months",
                what = closed(loss)
            ),
            "%",
            1,
        )
        .by(mark("loss over the income less carriage of the undisturbed year"))
        .cell(
            book,
            if found.base_kusd > 0.0 { three.lost_kusd / found.base_kusd * 100.0 } else { 0.0 },
            &rows(study),
        );
        cells.push(share);
        let kt = Entry::new(
            format!("corridor.loss_kt.{}", slug(&loss.closed.join("+"))),
            text!("Not sold over the year when {what} is closed for 3 months", what = closed(loss)),
            "kt",
            0,
        )
        .by(mark("mass sold in the undisturbed year less mass sold in the year with the closing"))
        .cell(book, three.lost_kt, &rows(study));
        cells.push(kt);
        let instead: Vec<String> = three
            .instead
            .iter()
            .take(3)
            .map(|(name, more)| format!("{name} +{} kt", figure::number::format(*more, 0)))
            .collect();
        cells.push(Cell::text(if instead.is_empty() { text!("nowhere") } else { instead.join(", ") }));
        cells.push(Cell::text(match three.cut_in_month {
            Some(month) => text!("month {month}"),
            None => text!("not in the year, or no stock known"),
        }));
        if three.lost_kusd > 0.5 && picture.len() < SHOWN {
            picture.push(RangeRow { label: short(&closed(loss)), points });
        }
        table.push(cells);
    }
    let (name, id) = worst_single(book, study, found)?;
    let title = text!("{name}: closed for three months it costs {loss}", loss = book.text(&id));
    Some(book.figure(Draft {
        id: LOSSES.to_owned(),
        title,
        measure: text!("Income less carriage lost over a year, by what is closed and for how long"),
        unit: "M USD".to_owned(),
        place: study.case.economy_name(study.case.economy()),
        period: text!("year from {month}", month = month(found.from)),
        chart: Chart::Ranges(Ranges { rows: picture, unit: "M USD".to_owned(), reference: None }),
        table: Table {
            columns: vec![
                Column::text(text!("closed")),
                Column::number(text!("lost, 1 month"), "M USD"),
                Column::number(text!("lost, 3 months"), "M USD"),
                Column::number(text!("lost, 6 months"), "M USD"),
                Column::number(text!("part of the year, 3 months"), "%"),
                Column::number(text!("not sold, 3 months"), "kt"),
                Column::text(text!("where more goes instead")),
                Column::text(text!("stock full and output cut")),
            ],
            rows: table,
        },
        notes: vec![text!(
            "A gate that nobody counted cannot take over in the model, so a loss may be smaller in fact."
        )],
        rows: rows(study),
    }))
}

fn short(name: &str) -> String {
    name.split(" (").next().unwrap_or(name).to_owned()
}

fn pairs(book: &mut Book, study: &Study<'_>, found: &Resilience) -> Option<TableView> {
    let three: Vec<&Loss> = found.pairs.iter().filter(|loss| loss.months == 3).take(PAIRS).collect();
    (!three.is_empty()).then(|| TableView {
        id: "resilience-pairs".to_owned(),
        title: text!("The pairs that cost most when closed together for three months"),
        table: Table {
            columns: vec![
                Column::text(text!("first")),
                Column::text(text!("second")),
                Column::number(text!("lost, 3 months"), "M USD"),
            ],
            rows: three
                .into_iter()
                .map(|loss| {
                    let id = loss_number(book, study, loss);
                    let name = |index: usize| loss.names.get(index).cloned().unwrap_or_default();
                    vec![Cell::text(name(0)), Cell::text(name(1)), book.cell(&id)]
                })
                .collect(),
        },
        notes: vec![text!(
            "Pairs that lose no more than the worse of the two alone are left out. {count} plans were solved for this section.",
            count = found.solved
        )],
    })
}

fn curves(book: &mut Book, study: &Study<'_>, found: &Resilience) -> Option<TableView> {
    let longest = found.curves.iter().map(|curve| curve.lost_kusd.len()).max()?;
    let columns = std::iter::once(Column::text(text!("crossing")))
        .chain((1..longest).map(|months| Column::number(in_months(months), "M USD")))
        .collect();
    Some(TableView {
        id: "loss-duration".to_owned(),
        title: text!("Loss by length of closing"),
        table: Table {
            columns,
            rows: found
                .curves
                .iter()
                .map(|curve| {
                    std::iter::once(Cell::text(curve.name.clone()))
                        .chain(curve.lost_kusd.iter().enumerate().skip(1).map(|(months, kusd)| {
                            Entry::new(
                                format!("corridor.loss_curve.{}.{months}", slug(&curve.id)),
                                text!(
                                    "Lost when {what} is closed for {months}",
                                    what = curve.name,
                                    months = in_months(months)
                                ),
                                "M USD",
                                1,
                            )
                            .by(mark("optimum of the year less the optimum of the year with the closing"))
                            .cell(book, kusd / 1000.0, &rows(study))
                        }))
                        .collect()
                })
                .collect(),
        },
        notes: Vec::new(),
    })
}

const RANDOM: &str =
    mark("random orders of failure, drawn from a fixed seed; each failure lasts for the rest of the year");

fn failures(book: &mut Book, study: &Study<'_>, found: &Resilience) -> Option<String> {
    let curves = &found.failures;
    if curves.random.len() < 2 {
        return None;
    }
    let mut picture = Vec::new();
    let mut table = Vec::new();
    for (count, (mean, low, high)) in curves.random.iter().enumerate().skip(1) {
        let worst = curves.worst.get(count - 1).or(curves.worst.last());
        let mut number = |what: &str, label: String, value: f64, method| {
            Entry::new(format!("corridor.failures.{count}.{what}"), label, "%", 0).by(method).id(
                book,
                value * 100.0,
                &rows(study),
            )
        };
        let mean_id =
            number("mean", text!("Income kept, mean of random orders, after {count} failures"), *mean, RANDOM);
        let low_id =
            number("low", text!("Income kept, lowest tenth of random orders, after {count} failures"), *low, RANDOM);
        let high_id =
            number("high", text!("Income kept, highest tenth of random orders, after {count} failures"), *high, RANDOM);
        let worst_id = worst.map(|(_, part)| {
            number(
                "worst",
                text!("Income kept, worst order, after {count} failures"),
                *part,
                mark("at each step the failure that leaves least"),
            )
        });
        let point = |name: String, value: f64, id: &str, marker| RangePoint {
            name,
            value: value * 100.0,
            shown: book.shown(id),
            marker,
        };
        let mut points = vec![
            point(text!("random, lowest tenth"), *low, &low_id, Marker::Ring),
            point(text!("random, mean"), *mean, &mean_id, Marker::Circle),
            point(text!("random, highest tenth"), *high, &high_id, Marker::Square),
        ];
        let failed = worst.map_or_else(String::new, |(name, _)| name.clone());
        if let (Some(id), Some((_, part))) = (&worst_id, worst) {
            points.push(point(text!("worst order"), *part, id, Marker::Triangle));
        }
        if picture.len() < SHOWN {
            picture.push(RangeRow { label: text!("{count} failed"), points });
        }
        table.push(vec![
            Cell::text(count.to_string()),
            book.cell(&low_id),
            book.cell(&mean_id),
            book.cell(&high_id),
            worst_id.as_ref().map_or_else(Cell::missing, |id| book.cell(id)),
            Cell::text(if count <= curves.worst.len() { failed } else { text!("nothing is left") }),
        ]);
    }
    let first = curves.worst.first()?;
    Some(book.figure(Draft {
        id: FAILURES.to_owned(),
        title: text!(
            "In the worst order the first failure, {what}, leaves {share} % of income",
            what = first.0,
            share = figure::number::format(first.1 * 100.0, 0)
        ),
        measure: text!("Part of income less carriage kept as lines and crossings fail one after another"),
        unit: text!("percent"),
        place: study.case.economy_name(study.case.economy()),
        period: text!("year from {month}", month = month(found.from)),
        chart: Chart::Ranges(Ranges { rows: picture, unit: "%".to_owned(), reference: None }),
        table: Table {
            columns: vec![
                Column::text(text!("failures")),
                Column::number(text!("random, lowest tenth"), "%"),
                Column::number(text!("random, mean"), "%"),
                Column::number(text!("random, highest tenth"), "%"),
                Column::number(text!("worst order"), "%"),
                Column::text(text!("what fails in the worst order")),
            ],
            rows: table,
        },
        notes: vec![text!("Only what carries goods in the undisturbed year can fail here.")],
        rows: rows(study),
    }))
}
