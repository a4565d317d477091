//! What speaks for and against an effect: other methods, left-out controls, dates at which nothing happened.

use figure::{Cell, Column, Table};
use outlook::effects::{EffectStudy, Outcome};
use series::effect::counterfactual::Method;
use series::effect::law::Interval;

use super::effect::GRID;
use super::ground::Ground;
use crate::book::Book;
use crate::corridors::enter::{Entry, slug};
use crate::words::{capital, unit};
use document::TableView;

const PLACEBO: &str = "the same method at dates at which nothing happened";

fn method_name(method: Method) -> &'static str {
    match method {
        Method::ExactGrid => "exact grid (shown)",
        Method::PublishedPriors => "published priors",
        Method::MaximumLikelihood => "maximum likelihood",
    }
}

// The mean effect by all methods, and without each control.
pub(super) fn referees(book: &mut Book, study: &EffectStudy, ground: &Ground<'_>, outcome: &Outcome) -> TableView {
    let mut rows = Vec::new();
    let mut add = |book: &mut Book, id: String, name: String, band: &Interval, words: &str| {
        let label = format!("Mean effect {}, {name}", ground.each());
        let ids = ground.band(book, &id, &label, "as the row says", band, true);
        rows.push(vec![
            Cell::text(capital(&name)),
            book.cell(&ids[0]),
            book.cell(&ids[1]),
            book.cell(&ids[2]),
            Cell::text(words),
        ]);
    };
    for effect in std::iter::once(&outcome.effect).chain(&outcome.others) {
        let name = method_name(effect.method);
        add(book, format!("by.{}", slug(name)), name.to_owned(), &effect.average, effect.words);
    }
    for without in &outcome.without {
        let control = study.controls.get(without.control).map_or("a control", String::as_str);
        add(
            book,
            format!("without.{}", slug(control)),
            format!("exact grid, without {control}"),
            &without.average,
            without.verdict.words(),
        );
    }
    let shown = unit(&study.measured.unit);
    let mut notes = vec![
        "Published priors hold the level nearly still, and maximum likelihood takes its variances as known: both bands are too narrow where a level drifts.".to_owned(),
    ];
    if outcome.without.is_empty() {
        notes.push("No control: the case names no series that the event did not touch.".to_owned());
    }
    TableView {
        id: format!("referees-{}", study.id.replace('_', "-")),
        title: format!("{}: the same effect by other methods", study.name),
        table: Table {
            columns: vec![
                Column::text("method"),
                Column::number(format!("effect {}", ground.each()), shown.clone()),
                Column::number("low", shown.clone()),
                Column::number("high", shown),
                Column::text("says"),
            ],
            rows,
        },
        notes,
    }
}

// Dates at which nothing happened.
pub(super) fn placebo(
    book: &mut Book,
    study: &EffectStudy,
    ground: &Ground<'_>,
    outcome: &Outcome,
) -> Option<TableView> {
    let placebo = outcome.placebo.as_ref()?;
    let shown = unit(&study.measured.unit);
    let mut rows = Vec::new();
    for window in &placebo.windows {
        let when = ground.label(study.measured.step(window.before));
        let key = slug(&when);
        let effect = ground
            .entry(&format!("placebo.{key}"), format!("Effect from {when}, when nothing happened"))
            .by(PLACEBO)
            .signed()
            .cell(book, window.effect, &ground.rows);
        let score = Entry::new(format!("{}.placebo_score.{key}", ground.prefix), format!("Score from {when}"), "", 2)
            .by("effect over the standard deviation of its band")
            .signed()
            .cell(book, window.score, &ground.rows);
        rows.push(vec![Cell::text(when), effect, score]);
    }
    let when = ground.label(study.from);
    let own = ground
        .entry("placebo.event", format!("Effect from {when}, the event, over as many steps"))
        .by(GRID)
        .signed()
        .cell(book, placebo.effect.0, &ground.rows);
    let score = Entry::new(format!("{}.placebo_score.event", ground.prefix), "Score of the event", "", 2)
        .by("effect over the standard deviation of its band")
        .signed()
        .cell(book, placebo.effect.1, &ground.rows);
    rows.push(vec![Cell::text(format!("{when}, the event")), own, score]);
    let missed = format!(
        "Of {} bands {} missed; the scores' root mean square is {} (1 when bands are right); as large an effect came in a share of {} of the windows, the event's own among them.",
        placebo.windows.len(),
        figure::number::auto((placebo.missed * 1000.0).round() / 10.0) + " %",
        figure::number::format(placebo.rms, 2),
        figure::number::format(placebo.rank, 2)
    );
    let mut notes = vec![missed];
    if placebo.too_narrow {
        notes.push("The band has been too narrow here before.".to_owned());
    }
    Some(TableView {
        id: format!("placebo-{}", study.id.replace('_', "-")),
        title: format!("{}: placebo windows of {} steps", study.name, placebo.months),
        table: Table {
            columns: vec![
                Column::text("from"),
                Column::number("effect", shown),
                Column::number("score", String::new()),
            ],
            rows,
        },
        notes,
    })
}
