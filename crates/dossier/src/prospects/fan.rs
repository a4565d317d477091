//! What may come of a series: a fan, the years, and why this range.

use ::words::{mark, tell, text};
use case::Case;
use figure::{
    BandLevel, Cell, Chart, Column, Dash, EventMark, LineBand, LineSeries, Lines, Marker, RangePoint, RangeRow, Ranges,
    Table,
};
use forecast::LEVELS;
use outlook::effects::Told;
use outlook::forecasts::{ForecastStudy, Outlook, VoiceFan, YearTotal, voice_name};
use outlook::institutions::Expected;
use outlook::passage::{Limit, Passage};

use super::OUTLOOK;
use super::ground::Ground;
use super::passage;
use super::scored::{Scored, scored};
use crate::book::{Book, Draft};
use crate::corridors::enter::{Entry, slug};
use crate::words::{as_is, say, small, unit};
use document::{Block, Headline, Section, Sentence, TableView};

const BLEND: &str =
    mark("median of MSTL with exponential smoothing, as wide as that and the structural model on average");
const TOTAL: &str = mark("known steps, and 2,000 paths of the others");
/// Steps of history shown before a fan.
pub(super) const SHOWN_BEFORE: i32 = 48;
/// Places among the levels: of the median, and of the ends of the bands of 95, 80 and 50 %.
pub(super) const MEDIAN: usize = 3;
pub(super) const BANDS: [(&str, usize, usize, BandLevel); 3] =
    [("95 %", 0, 6, BandLevel::Light), ("80 %", 1, 5, BandLevel::Middle), ("50 %", 2, 4, BandLevel::Strong)];

pub(super) fn ground(study: &ForecastStudy) -> Ground<'_> {
    Ground::of(&study.measured, format!("forecast.{}", slug(&study.id)))
}

pub(super) fn figure_id(study: &ForecastStudy) -> String {
    format!("forecast-{}", study.id.replace('_', "-"))
}

fn first(outlook: &Outlook) -> Option<&VoiceFan> {
    outlook.voices.first()
}

/// What the gates let pass of it, where the network of the case tells that.
pub(super) fn limited(study: &ForecastStudy) -> Option<&Passage> {
    match &study.passage {
        Some(Limit::Binds(passage)) => Some(passage),
        Some(Limit::Refuted(_)) | None => None,
    }
}

/// The last year within the horizon, or the last step: what the finding is about.
fn finding(book: &mut Book, study: &ForecastStudy, outlook: &Outlook) -> Option<Sentence> {
    let ground = ground(study);
    if let Some(total) = outlook.years.first() {
        let ids = year_ids(book, &ground, total);
        let (series, year) = (&study.measured.name, total.year);
        let words = match total.known_steps {
            0 => text!(
                "{series} may come to {{}} in {year}: half of what may come lies between {{}} and {{}}, and 95 % between {{}} and {{}}."
            ),
            1 => text!(
                "{series} may come to {{}} in {year}, with one month of it known: half of what may come lies between {{}} and {{}}, and 95 % between {{}} and {{}}."
            ),
            months => text!(
                "{series} may come to {{}} in {year}, with {months} months of it known: half of what may come lies between {{}} and {{}}, and 95 % between {{}} and {{}}."
            ),
        };
        return Some(say(&words, &[&ids[MEDIAN], &ids[2], &ids[4], &ids[0], &ids[6]]));
    }
    let fan = first(outlook)?;
    let month = fan.fan.months.first()?;
    let step = outlook.first;
    let ids = quantile_ids(book, &ground, step, month);
    Some(say(
        &text!(
            "For {when} the range of 95 % for {series} is {{}} to {{}}, with {{}} in the middle.",
            when = ground.label(step),
            series = small(&study.measured.name)
        ),
        &[&ids[0], &ids[6], &ids[MEDIAN]],
    ))
}

/// The finding for the front page.
pub(super) fn headline(book: &mut Book, study: &ForecastStudy) -> Option<Headline> {
    let outlook = study.outcome.answer()?;
    let limit = limited(study).and_then(|passage| passage::sentences(book, study, passage).into_iter().next());
    Some(Headline {
        id: "near-term".to_owned(),
        sentence: limit.or_else(|| finding(book, study, outlook))?,
        caveat: Some(match held(book, study, outlook) {
            Some(held) => say(
                &text!(
                    "What a series and its history say, without news that has no history. At {dates} earlier dates the band of 80 %, without a limit, held {{}} of what came.",
                    dates = held.dates
                ),
                &[&held.in_80],
            ),
            None => say(&text!("What a series and its history say, without news that has no history."), &[]),
        }),
        figure: Some(figure_id(study)),
        page: OUTLOOK.to_owned(),
    })
}

pub(super) fn level_key(level: f64) -> String {
    slug(&figure::number::auto(100.0 * level))
}

/// What a step may come to: the numbers of all levels.
pub(super) fn quantile_ids(book: &mut Book, ground: &Ground<'_>, step: i32, values: &[f64]) -> Vec<String> {
    let when = ground.label(step);
    values
        .iter()
        .zip(LEVELS)
        .map(|(value, level)| {
            let label = text!(
                "{series}, {when}, quantile of {percent} %",
                series = ground.measured.name,
                percent = figure::number::auto(100.0 * level)
            );
            let id = format!("{}.q{}", slug(&when), level_key(level));
            ground.number(book, ground.entry(&id, label).by(BLEND), *value)
        })
        .collect()
}

/// What a year may come to: the numbers of all levels.
pub(super) fn year_ids(book: &mut Book, ground: &Ground<'_>, total: &YearTotal) -> Vec<String> {
    total
        .quantiles
        .iter()
        .zip(LEVELS)
        .map(|(value, level)| {
            let label = text!(
                "{series}, whole of {year}, quantile of {percent} %",
                series = ground.measured.name,
                year = total.year,
                percent = figure::number::auto(100.0 * level)
            );
            let id = format!("year_{}.q{}", total.year, level_key(level));
            ground.number(book, ground.entry(&id, label).by(TOTAL), *value)
        })
        .collect()
}

/// Everything about one series.
pub(super) fn section(book: &mut Book, case: &Case, study: &ForecastStudy) -> Section {
    let mut blocks = Vec::new();
    match &study.outcome {
        Told::CannotBeTold(why) => blocks.push(Block::Text(say(&text!("Cannot be told: {why}."), &[]))),
        Told::Answer(outlook) => {
            if let Some(passage) = limited(study) {
                blocks.extend(passage::sentences(book, study, passage).into_iter().map(Block::Text));
                blocks.extend(passage::figure(book, case, study, passage).map(Block::Figure));
                blocks.push(Block::Text(say(&text!("What wants to leave, if every gate let all of it pass:"), &[])));
            }
            blocks.extend(finding(book, study, outlook).map(Block::Text));
            blocks.extend(fan(book, case, study, outlook).map(Block::Figure));
            blocks.extend(years(book, study, outlook).map(Block::Table));
            if let Some(Limit::Refuted(refuted)) = &study.passage {
                blocks.push(Block::Text(passage::refuted(book, study, refuted)));
            }
            blocks.extend(beside(book, study, outlook).map(Block::Figure));
            blocks.push(Block::Text(why(book, study, outlook)));
        }
    }
    if let Some(note) = &study.note {
        blocks.push(Block::Text(as_is(note)));
    }
    Section { id: format!("forecast-of-{}", study.id.replace('_', "-")), title: study.name.clone(), blocks }
}

/// How the voice shown did at earlier dates; `None` where there were too few to tell.
pub(super) fn held(book: &mut Book, study: &ForecastStudy, outlook: &Outlook) -> Option<Scored> {
    scored(book, study, outlook, first(outlook)?.voice)
}

fn why(book: &mut Book, study: &ForecastStudy, outlook: &Outlook) -> Sentence {
    let figures = study.measured.values.iter().flatten().count();
    let names: Vec<String> = study.without.iter().map(|name| format!("\u{201c}{name}\u{201d}")).collect();
    let events = names.join(&format!(" {} ", text!("and")));
    let mut words = if study.without.is_empty() {
        text!("Why this range: {figures} figures of the series itself, and no event taken out of it.")
    } else if outlook.taken_out {
        text!(
            "Why this range: {figures} figures of the series itself; {events} is taken out before and not expected again, so that a shock does not come back a year later."
        )
    } else {
        text!(
            "Why this range: {figures} figures of the series itself; {events} is left in, because taking it out would have forecast worse at earlier dates."
        )
    };
    let Some(held) = held(book, study, outlook) else { return say(&words, &[]) };
    words.push(' ');
    words.push_str(&text!(
        "At {dates} earlier dates the band of 80 % held {{}} of what came, and that of 95 % held {{}}.",
        dates = held.dates
    ));
    if held.skill.is_none() {
        return say(&words, &[&held.in_80, &held.in_95]);
    }
    words.push(' ');
    words.push_str(&if held.is_worse {
        text!("It did worse there than last year's value again: a skill of {{}}.")
    } else {
        text!("Against last year's value again it had a skill of {{}} there.")
    });
    let ids = [Some(held.in_80), Some(held.in_95), held.skill];
    say(&words, &ids.iter().flatten().map(String::as_str).collect::<Vec<_>>())
}

fn fan(book: &mut Book, case: &Case, study: &ForecastStudy, outlook: &Outlook) -> Option<String> {
    let ground = ground(study);
    let measured = &study.measured;
    let shown = first(outlook)?;
    let from = (outlook.first - SHOWN_BEFORE).max(measured.first);
    let observed: Vec<(f64, Option<f64>)> =
        (from..measured.end()).map(|step| (ground.x(step), measured.at(step))).collect();
    let step = |h: usize| outlook.first + i32::try_from(h).unwrap_or(0);
    let last = (ground.x(measured.end() - 1), measured.at(measured.end() - 1));
    let median: Vec<(f64, Option<f64>)> = std::iter::once(last)
        .chain(shown.fan.months.iter().enumerate().map(|(h, month)| (ground.x(step(h)), Some(month[MEDIAN]))))
        .collect();
    let bands = BANDS
        .iter()
        .map(|(name, low, high, level)| LineBand {
            name: (*name).to_owned(),
            points: shown
                .fan
                .months
                .iter()
                .enumerate()
                .map(|(h, month)| (ground.x(step(h)), Some((month[*low], month[*high]))))
                .collect(),
            level: *level,
        })
        .collect();
    let mut rows = ground.history(book, from..measured.end(), LEVELS.len());
    for (h, month) in shown.fan.months.iter().enumerate() {
        let ids = quantile_ids(book, &ground, step(h), month);
        let mut row = vec![Cell::text(ground.label(step(h))), Cell::not_applicable()];
        row.extend(ids.iter().map(|id| book.cell(id)));
        rows.push(row);
    }
    let (end, month) = (step(shown.fan.months.len().checked_sub(1)?), shown.fan.months.last()?);
    let ids = quantile_ids(book, &ground, end, month);
    let (when, name) = (ground.label(end), &study.name);
    let (middle, low, high) = (book.text(&ids[MEDIAN]), book.shown(&ids[1]), book.text(&ids[5]));
    let title = if limited(study).is_some() {
        text!("{name} if all gates let all of it pass: {middle} in {when}, 80 % between {low} and {high}")
    } else {
        text!("{name}: {middle} in {when}, 80 % between {low} and {high}")
    };
    let shown_unit = unit(&measured.unit);
    let mut columns = vec![Column::text(text!("when")), Column::number(text!("observed"), shown_unit.clone())];
    columns.extend(
        outlook
            .levels
            .iter()
            .map(|level| Column::number(format!("{} %", figure::number::auto(100.0 * level)), shown_unit.clone())),
    );
    let marks =
        vec![EventMark { x: ground.x(outlook.first), label: text!("forecast"), when: crate::words::day(case.as_of()) }];
    Some(book.figure(Draft {
        id: figure_id(study),
        title,
        measure: measured.name.clone(),
        unit: shown_unit.clone(),
        place: case.economy_name(case.economy()),
        period: text!("{from} to {to}", from = ground.label(from), to = ground.label(end)),
        chart: Chart::Lines(Lines {
            x: ground.axis(from),
            series: vec![
                LineSeries { name: text!("observed"), points: observed, dash: Dash::Solid, emphasis: true },
                LineSeries { name: text!("median"), points: median, dash: Dash::Dashed, emphasis: false },
            ],
            bands,
            marks,
            unit: shown_unit,
            zero_based: true,
        }),
        table: Table { columns, rows },
        notes: vec![text!(
            "By the {voice}: {method}. Quantiles; the other voices stand with their scores below.",
            voice = voice_name(shown.voice),
            method = tell(BLEND)
        )],
        rows: ground.rows.clone(),
    }))
}

fn years(book: &mut Book, study: &ForecastStudy, outlook: &Outlook) -> Option<TableView> {
    let ground = ground(study);
    if outlook.years.is_empty() {
        return None;
    }
    let shown = unit(&study.measured.unit);
    let mut rows = Vec::new();
    for total in &outlook.years {
        let ids = year_ids(book, &ground, total);
        let mut row = vec![Cell::text(total.year.to_string()), Cell::text(total.known_steps.to_string())];
        row.extend(ids.iter().map(|id| book.cell(id)));
        rows.push(row);
    }
    let mut columns = vec![Column::text(text!("year")), Column::text(text!("months known"))];
    columns.extend(
        outlook
            .levels
            .iter()
            .map(|level| Column::number(format!("{} %", figure::number::auto(100.0 * level)), shown.clone())),
    );
    Some(TableView {
        id: format!("years-{}", study.id.replace('_', "-")),
        title: text!("{study}: whole years", study = study.name),
        table: Table { columns, rows },
        notes: vec![text!(
            "Months that hang together are added path by path, so a year's range is narrower than the sum of its months' ranges."
        )],
    })
}

// What institutions expected of the same years, beside the range.
fn beside(book: &mut Book, study: &ForecastStudy, outlook: &Outlook) -> Option<String> {
    let ground = ground(study);
    let open: Vec<&Expected> = study.expected.iter().filter(|expected| expected.outcome.is_none()).collect();
    if open.is_empty() {
        return None;
    }
    let mut drawn = Vec::new();
    let mut rows = Vec::new();
    let mut against = [0; 4];
    for expected in open {
        let range = range_of(study, outlook, expected);
        against[side(expected.value, range.as_deref())] += 1;
        let label = text!(
            "{who}, for {when}, made {made}",
            who = expected.forecaster,
            when = expected.period,
            made = expected.made_on
        );
        let id = Entry::new(
            format!("{}.expected.{}", ground.prefix, slug(&expected.id)),
            label.clone(),
            ground.unit,
            ground.decimals.max(1),
        )
        .by(mark("as the institution published it, in the unit of the series"))
        .id(book, expected.value, &expected.rows);
        let figure = book.text(&id);
        let shown = match expected.relation.as_str() {
            "at_least" => text!("at least {figure}"),
            "above" => text!("above {figure}"),
            "about" => text!("about {figure}"),
            _ => figure,
        };
        let mut points = vec![RangePoint {
            name: text!("institution"),
            value: expected.value,
            shown: shown.clone(),
            marker: Marker::Square,
        }];
        points.extend(range.iter().flat_map(|range| range_points(range)));
        drawn.push(RangeRow { label: label.clone(), points });
        rows.push(vec![Cell::text(label), Cell::number(shown, expected.value, Some(id))]);
    }
    Some(book.figure(Draft {
        id: format!("{}-expected", figure_id(study)),
        title: beside_title(study, against),
        measure: study.measured.name.clone(),
        unit: unit(&study.measured.unit),
        place: String::new(),
        period: String::new(),
        chart: Chart::Ranges(Ranges { rows: drawn, unit: unit(&study.measured.unit), reference: None }),
        table: Table {
            columns: vec![
                Column::text(text!("who, for when")),
                Column { name: text!("value"), unit: None, numeric: true },
            ],
            rows,
        },
        notes: vec![text!("Institutions are quoted for what they published; the range beside them is the program's.")],
        rows: ground.rows.clone(),
    }))
}

/// Where a published figure stands: below, within and above the band of 80 %, or beside none.
fn side(value: f64, range: Option<&[f64]>) -> usize {
    match range.and_then(|range| Some((*range.get(1)?, *range.get(5)?))) {
        Some((low, _)) if value < low => 0,
        Some((_, high)) if value > high => 2,
        Some(_) => 1,
        None => 3,
    }
}

fn beside_title(study: &ForecastStudy, [below, within, above, none]: [usize; 4]) -> String {
    let study = &study.name;
    match (below, within, above, none) {
        (1, 0, 0, 0) => text!("{study}: the one published figure lies below the band of 80 %"),
        (0, 1, 0, 0) => text!("{study}: the one published figure lies within the band of 80 %"),
        (0, 0, 1, 0) => text!("{study}: the one published figure lies above the band of 80 %"),
        (0, 0, 0, _) => text!("{study}: what was published, for years without a range"),
        _ => text!(
            "{study}: of the published figures {below} lie below the band of 80 %, {within} within and {above} above it"
        ),
    }
}

/// The quantiles for the year an institution speaks of, with the limit at the gates where there is one.
fn range_of(study: &ForecastStudy, outlook: &Outlook, expected: &Expected) -> Option<Vec<f64>> {
    let year = i32::from(expected.year?);
    let years = limited(study).map_or(&outlook.years, |passage| &passage.years);
    match years.iter().find(|total| total.year == year) {
        Some(total) => Some(total.quantiles.clone()),
        None if years.is_empty() => {
            let place = usize::try_from(year - outlook.first).ok()?;
            first(outlook)?.fan.months.get(place).cloned()
        }
        None => None,
    }
}

// The median and the band of 80 %.
fn range_points(values: &[f64]) -> Vec<RangePoint> {
    let point = |name: String, value: f64, marker: Marker| RangePoint {
        name,
        value,
        shown: figure::number::auto((value * 100.0).round() / 100.0),
        marker,
    };
    vec![
        point(text!("band of 80 %"), values[1], Marker::Triangle),
        point(text!("median"), values[MEDIAN], Marker::Circle),
        point(text!("band of 80 %"), values[5], Marker::Triangle),
    ]
}

/// How it is done.
pub(super) fn method() -> Section {
    let words = [
        text!(
            "Five voices forecast each series: a structural model (trend, drifting season), a seasonal decomposition by LOESS with exponential smoothing, their average, a blend (the middle of the second, as wide as both on average), and last year's value again. The blend is shown, because it scored best on six public series at rolling dates; the others are scored beside it."
        ),
        text!(
            "Each score comes from dates in the past: the months before a date forecast the months after it, and nothing later is seen. A skill above 0 means better than last year's value again."
        ),
        text!(
            "Nothing here knows of a line that opens or a rule that changes after the day of the view; the pages Corridors and Balance do."
        ),
    ];
    Section {
        id: "outlook-method".to_owned(),
        title: text!("How forecasts are made"),
        blocks: words.iter().map(|words| Block::Text(say(words, &[]))).collect(),
    }
}
