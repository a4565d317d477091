//! What speaks for and against an effect: other methods, left-out controls, dates at which nothing happened.

use ::words::{mark, tell, text};
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

const PLACEBO: &str = mark("the same method at dates at which nothing happened");
const SCORE: &str = mark("effect over the standard deviation of its band");

// A marked word.
fn method_name(method: Method) -> &'static str {
    match method {
        Method::ExactGrid => mark("exact grid (shown)"),
        Method::PublishedPriors => mark("published priors"),
        Method::MaximumLikelihood => mark("maximum likelihood"),
    }
}

// The mean effect by all methods, and without each control.
pub(super) fn referees(book: &mut Book, study: &EffectStudy, ground: &Ground<'_>, outcome: &Outcome) -> TableView {
    let mut rows = Vec::new();
    let mut add = |book: &mut Book, id: String, name: String, band: &Interval, words: &str| {
        let label = text!("Mean effect {each}, {method}", each = ground.each(), method = name);
        let ids = ground.band(book, &id, &label, mark("as the row says"), band, true);
        rows.push(vec![
            Cell::text(capital(&name)),
            book.cell(&ids[0]),
            book.cell(&ids[1]),
            book.cell(&ids[2]),
            Cell::text(tell(words)),
        ]);
    };
    for effect in std::iter::once(&outcome.effect).chain(&outcome.others) {
        let name = method_name(effect.method);
        add(book, format!("by.{}", slug(name)), tell(name).into_owned(), &effect.average, effect.words);
    }
    for without in &outcome.without {
        let control = study.controls.get(without.control).cloned().unwrap_or_else(|| text!("a control"));
        let key = study.control_keys.get(without.control).map_or("a control", String::as_str);
        add(
            book,
            format!("without.{}", slug(key)),
            text!("exact grid, without {control}"),
            &without.average,
            without.verdict.words(),
        );
    }
    let shown = unit(&study.measured.unit);
    let mut notes = vec![text!(
        "Published priors hold the level nearly still, and maximum likelihood takes its variances as known: both bands are too narrow where a level drifts."
    )];
    if outcome.without.is_empty() {
        notes.push(text!("No control: the case names no series that the event did not touch."));
    }
    TableView {
        id: format!("referees-{}", study.id.replace('_', "-")),
        title: text!("{study}: the same effect by other methods", study = study.name),
        table: Table {
            columns: vec![
                Column::text(text!("method")),
                Column::number(text!("effect {each}", each = ground.each()), shown.clone()),
                Column::number(text!("low"), shown.clone()),
                Column::number(text!("high"), shown),
                Column::text(text!("says")),
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
            .entry(&format!("placebo.{key}"), text!("Effect from {when}, when nothing happened"))
            .by(PLACEBO)
            .signed()
            .cell(book, window.effect, &ground.rows);
        let score = Entry::new(format!("{}.placebo_score.{key}", ground.prefix), text!("Score from {when}"), "", 2)
            .by(SCORE)
            .signed()
            .cell(book, window.score, &ground.rows);
        rows.push(vec![Cell::text(when), effect, score]);
    }
    let when = ground.label(study.from);
    let own = ground
        .entry("placebo.event", text!("Effect from {when}, the event, over as many steps"))
        .by(GRID)
        .signed()
        .cell(book, placebo.effect.0, &ground.rows);
    let score = Entry::new(format!("{}.placebo_score.event", ground.prefix), text!("Score of the event"), "", 2)
        .by(SCORE)
        .signed()
        .cell(book, placebo.effect.1, &ground.rows);
    rows.push(vec![Cell::text(text!("{when}, the event")), own, score]);
    let missed = text!(
        "Of {bands} bands {missed} missed; the scores' root mean square is {square} (1 when bands are right); as large an effect came in a share of {rank} of the windows, the event's own among them.",
        bands = placebo.windows.len(),
        missed = figure::number::auto((placebo.missed * 1000.0).round() / 10.0) + " %",
        square = figure::number::format(placebo.rms, 2),
        rank = figure::number::format(placebo.rank, 2)
    );
    let mut notes = vec![missed];
    if placebo.too_narrow {
        notes.push(text!("The band has been too narrow here before."));
    }
    Some(TableView {
        id: format!("placebo-{}", study.id.replace('_', "-")),
        title: text!("{study}: placebo windows of {steps} steps", study = study.name, steps = placebo.months),
        table: Table {
            columns: vec![
                Column::text(text!("from")),
                Column::number(text!("effect"), shown),
                Column::number(text!("score"), String::new()),
            ],
            rows,
        },
        notes,
    })
}
