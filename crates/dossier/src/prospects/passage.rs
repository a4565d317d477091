//! What the gates let pass of what may come, or why the case tells no such limit.

use ::words::{mark, text};
use case::Case;
use figure::{Cell, Chart, Column, Dash, EventMark, LineBand, LineSeries, Lines, Table};
use forecast::LEVELS;
use outlook::forecasts::{ForecastStudy, YearTotal};
use outlook::passage::{Passage, Refuted};

use super::fan::{BANDS, MEDIAN, SHOWN_BEFORE, figure_id, ground, level_key};
use super::ground::Ground;
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::words::{say, small, unit};
use document::Sentence;

const PASSED: &str = mark(
    "the structural model's paths of demand, each held against the most that can leave in a month, with half of a queue still waiting a month later (assumed)",
);
const MOST: &str = mark("the optimum of the network for mass, with the regimes of the day of the view");
/// A middle as near to the most that can leave is that.
const FULL: f64 = 0.9995;

/// The numbers behind: of the series, and of the gates.
fn behind(study: &ForecastStudy, passage: &Passage) -> Vec<case::entry::RowRef> {
    case::trace::merge([ground(study).rows.as_slice(), passage.rows.as_slice()])
}

/// The most that can leave in any month to come.
pub(super) fn capacity(book: &mut Book, ground: &Ground<'_>, passage: &Passage) -> String {
    let most = passage.capacity.iter().copied().fold(0.0, f64::max);
    ground
        .entry("capacity", text!("Most of {series} that can leave in a month", series = small(&ground.measured.name)))
        .by(MOST)
        .id(book, most, &passage.rows)
}

/// The most that can leave in one month of the horizon.
pub(super) fn capacity_in(book: &mut Book, ground: &Ground<'_>, passage: &Passage, place: usize) -> Option<String> {
    let when = ground.label(ground.measured.end() + i32::try_from(place).ok()?);
    let label = text!("Most of {series} that can leave in {when}", series = small(&ground.measured.name));
    let entry = ground.entry(&format!("capacity.{}", slug(&when)), label).by(MOST);
    Some(entry.id(book, *passage.capacity.get(place)?, &passage.rows))
}

/// Whether the middle of a month is all that can leave.
pub(super) fn is_full(passage: &Passage, place: usize) -> bool {
    let middle = passage.throughput.months.get(place).and_then(|month| month.throughput.get(MEDIAN));
    passage.capacity.get(place).zip(middle).is_some_and(|(most, middle)| *middle >= FULL * most)
}

/// What may pass in a year: the numbers of all levels.
pub(super) fn year_ids(book: &mut Book, study: &ForecastStudy, passage: &Passage, total: &YearTotal) -> Vec<String> {
    let ground = ground(study);
    let rows = behind(study, passage);
    total
        .quantiles
        .iter()
        .zip(LEVELS)
        .map(|(value, level)| {
            let percent = figure::number::auto(100.0 * level);
            let label = text!(
                "What passes of {series} in {year}, quantile of {percent} %",
                series = small(&ground.measured.name),
                year = total.year
            );
            let id = format!("passed_{}.q{}", total.year, level_key(level));
            ground.entry(&id, label).by(PASSED).id(book, *value, &rows)
        })
        .collect()
}

/// What may pass in a month of the horizon: the numbers of all levels.
pub(super) fn month_ids(
    book: &mut Book,
    study: &ForecastStudy,
    passage: &Passage,
    place: usize,
) -> Option<Vec<String>> {
    let ground = ground(study);
    let rows = behind(study, passage);
    let when = ground.label(study.measured.end() + i32::try_from(place).ok()?);
    let month = passage.throughput.months.get(place)?;
    let ids = month.throughput.iter().zip(LEVELS).map(|(value, level)| {
        let percent = figure::number::auto(100.0 * level);
        let label =
            text!("What passes of {series}, {when}, quantile of {percent} %", series = small(&ground.measured.name));
        let id = format!("passed.{}.q{}", slug(&when), level_key(level));
        ground.entry(&id, label).by(PASSED).id(book, *value, &rows)
    });
    Some(ids.collect())
}

/// What may pass, in words.
pub(super) fn sentences(book: &mut Book, study: &ForecastStudy, passage: &Passage) -> Vec<Sentence> {
    let ground = ground(study);
    let rows = behind(study, passage);
    let most = capacity(book, &ground, passage);
    let mut said = Vec::new();
    if let Some(total) = passage.years.first() {
        let ids = year_ids(book, study, passage, total);
        said.push(say(
            &text!(
                "With the gates as they are, which let pass at most {{}} a month, {series} may come to {{}} in {year}: half of what may come lies between {{}} and {{}}, and 95 % between {{}} and {{}}.",
                series = small(&ground.measured.name),
                year = total.year
            ),
            &[&most, &ids[MEDIAN], &ids[2], &ids[4], &ids[0], &ids[6]],
        ));
    }
    if let Some(last) = passage.throughput.months.last() {
        let label = text!("Chance that the gates are full in the last month");
        let full =
            Entry::new(format!("{}.full", ground.prefix), label, "%", 0).by(PASSED).id(book, 100.0 * last.full, &rows);
        said.push(say(&text!("The chance that the gates are full in the last month shown is {{}}."), &[&full]));
    }
    said
}

/// Why the network sets no limit here.
pub(super) fn refuted(book: &mut Book, study: &ForecastStudy, refuted: &Refuted) -> Sentence {
    let ground = ground(study);
    let series = small(&ground.measured.name);
    let label = text!("Most of {series} that the network of the case lets leave in a month");
    let most = ground.entry("refuted", label).by(MOST).id(book, refuted.most, &refuted.rows);
    let left = ground.reported(book, refuted.step);
    let when = ground.label(refuted.step);
    let words = match refuted.beyond {
        1 => text!(
            "The network sets no limit here: by the mines, gates and lines that the case holds at most {{}} could leave in a month, and {{}} left in {when}. Some of them are missing in the case."
        ),
        months => text!(
            "The network sets no limit here: by the mines, gates and lines that the case holds at most {{}} could leave in a month, and more than that left in {months} of the last 12 months, {{}} of it in {when}. Some of them are missing in the case."
        ),
    };
    say(&words, &[Some(most), left].iter().flatten().map(String::as_str).collect::<Vec<_>>())
}

/// The fan under the limit.
pub(super) fn figure(book: &mut Book, case: &Case, study: &ForecastStudy, passage: &Passage) -> Option<String> {
    let ground = ground(study);
    let measured = &study.measured;
    let rows = behind(study, passage);
    let first = measured.end();
    let from = (first - SHOWN_BEFORE).max(measured.first);
    let step = |h: usize| first + i32::try_from(h).unwrap_or(0);
    let months = &passage.throughput.months;
    let observed = (from..first).map(|step| (ground.x(step), measured.at(step))).collect();
    let joined = std::iter::once((ground.x(first - 1), measured.at(first - 1)));
    let middle = joined
        .chain(months.iter().enumerate().map(|(h, month)| (ground.x(step(h)), Some(month.throughput[MEDIAN]))))
        .collect();
    let limit = passage.capacity.iter().enumerate().map(|(h, most)| (ground.x(step(h)), Some(*most))).collect();
    let bands = BANDS
        .iter()
        .map(|(name, low, high, level)| LineBand {
            name: (*name).to_owned(),
            points: months
                .iter()
                .enumerate()
                .map(|(h, month)| (ground.x(step(h)), Some((month.throughput[*low], month.throughput[*high]))))
                .collect(),
            level: *level,
        })
        .collect();
    let mut table = ground.history(book, from..first, LEVELS.len() + 2);
    for (h, month) in months.iter().enumerate() {
        let when = ground.label(step(h));
        let mut row = vec![Cell::text(when.clone()), Cell::not_applicable()];
        row.extend(month_ids(book, study, passage, h)?.iter().map(|id| book.cell(id)));
        let most = capacity_in(book, &ground, passage, h)?;
        row.push(book.cell(&most));
        let label = text!("Chance that the gates are full, {when}");
        row.push(Entry::new(format!("{}.full.{}", ground.prefix, slug(&when)), label, "%", 0).by(PASSED).cell(
            book,
            100.0 * month.full,
            &rows,
        ));
        table.push(row);
    }
    let end = step(months.len().checked_sub(1)?);
    let shown = unit(&measured.unit);
    let most = capacity(book, &ground, passage);
    let title =
        text!("{study} that the gates let pass: at most {most} a month", study = study.name, most = book.text(&most));
    let mut columns = vec![Column::text(text!("when")), Column::number(text!("observed"), shown.clone())];
    columns.extend(
        LEVELS.iter().map(|level| Column::number(format!("{} %", figure::number::auto(100.0 * level)), shown.clone())),
    );
    columns.push(Column::number(text!("most that can leave"), shown.clone()));
    columns.push(Column::number(text!("full"), "%"));
    let line = |name: String, points, dash, emphasis| LineSeries { name, points, dash, emphasis };
    Some(book.figure(Draft {
        id: format!("{}-passage", figure_id(study)),
        title,
        measure: text!("{series}, limited by the gates", series = measured.name),
        unit: shown.clone(),
        place: case.economy_name(case.economy()),
        period: text!("{from} to {to}", from = ground.label(from), to = ground.label(end)),
        chart: Chart::Lines(Lines {
            x: ground.axis(from),
            series: vec![
                line(text!("observed"), observed, Dash::Solid, true),
                line(text!("median"), middle, Dash::Dashed, false),
                line(text!("gates"), limit, Dash::Dotted, false),
            ],
            bands,
            marks: vec![EventMark {
                x: ground.x(first),
                label: text!("forecast"),
                when: crate::words::day(case.as_of()),
            }],
            unit: shown,
            zero_based: true,
        }),
        table: Table { columns, rows: table },
        notes: vec![text!(
            "The limit is the most that the counted gates, the mines and the lines let leave in a month beside the other goods, by the days of the month. Gates that are widened later let pass more. Assumed: half of what did not pass still waits a month later."
        )],
        rows,
    }))
}
