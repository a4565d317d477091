//! What the front page says of time: sentences with their likely ranges, and when the next figure is due.

use ::words::text;
use case::Case;
use case::entry::RowRef;
use case::value::date::{Date, Month};
use document::Sentence;
use outlook::effects::EffectStudy;
use outlook::forecasts::ForecastStudy;
use outlook::measured::{Grain, Measured};

use super::fan::{self, MEDIAN};
use super::{Prospects, effect, passage};
use crate::book::Book;
use crate::words::{day, month, say, small};

/// Places of the ends of the band of 80 % among the levels.
const LOW: usize = 1;
const HIGH: usize = 5;

/// What closing the border did, and what the reopening gave back.
#[derive(Debug, Default)]
pub(crate) struct Border {
    /// How far the level stepped; only where the band leaves out 0.
    pub(crate) closed: Option<Sentence>,
    /// What was given back, or the mean effect where there was no clear step.
    pub(crate) since: Option<Sentence>,
}

/// The first effect that has an answer, in two sentences.
pub(crate) fn border(book: &mut Book, case: &Case, prospects: &Prospects) -> Border {
    let found = prospects.effects.iter().find_map(|study| Some((study, study.outcome.answer()?)));
    let Some((study, outcome)) = found else { return Border::default() };
    let ground = effect::ground(study);
    let (series, each) = (small(&ground.measured.name), ground.each());
    let Some(ids) = effect::stepped(book, study, outcome) else {
        return Border { closed: None, since: mean(book, study) };
    };
    let alone = effect::average(book, &ground, outcome);
    let words = if outcome.effect.verdict.is_clear() {
        text!(
            "Taken as one step, the closing of the border moved {series} by {{}} {each}, 95 % between {{}} and {{}}; against a forecast from before alone, by {{}}, between {{}} and {{}}."
        )
    } else {
        text!(
            "Taken as one step, the closing of the border moved {series} by {{}} {each}, 95 % between {{}} and {{}}; against a forecast from before alone no effect is clear: {{}}, between {{}} and {{}}."
        )
    };
    let closed = say(&words, &[&ids[0], &ids[1], &ids[2], &alone[0], &alone[1], &alone[2]]);
    let both = outcome.reopening.as_ref().and_then(|told| told.answer());
    let since = both.map(|both| {
        let (ids, band) = match &both.share {
            Some(share) => (effect::shares(book, &ground, &share.posterior), share.posterior),
            None => {
                let band = both.reopening.posterior;
                (effect::given_back(book, &ground, &band), band)
            }
        };
        let by = day(case.as_of());
        // A band that holds 0 claims nothing.
        let is_clear = band.lower > 0.0 || band.upper < 0.0;
        let words = match (is_clear, both.share.is_some()) {
            (true, true) => {
                text!("By {by} the reopening had given back {{}} of that, likely between {{}} and {{}} (95 %).")
            }
            (true, false) => {
                text!("By {by} the reopening had given back {{}} {each}, likely between {{}} and {{}} (95 %).")
            }
            (false, true) => text!(
                "Whether the reopening had given any of it back by {by} is not sure: {{}} of that, likely between {{}} and {{}} (95 %)."
            ),
            (false, false) => text!(
                "Whether the reopening had given any of it back by {by} is not sure: {{}} {each}, likely between {{}} and {{}} (95 %)."
            ),
        };
        say(&words, &[&ids[0], &ids[1], &ids[2]])
    });
    Border { closed: Some(closed), since }
}

fn mean(book: &mut Book, study: &EffectStudy) -> Option<Sentence> {
    let outcome = study.outcome.answer()?;
    let ground = effect::ground(study);
    let ids = effect::average(book, &ground, outcome);
    let (from, to) = effect::span(&ground, outcome);
    Some(say(
        &text!(
            "From {from} to {to} {series} were {{}} {each} off what would have come, likely between {{}} and {{}} (95 %).",
            series = small(&ground.measured.name),
            each = ground.each()
        ),
        &[&ids[0], &ids[1], &ids[2]],
    ))
}

/// What may come, with the band of 80 % and what the gates let pass.
pub(crate) fn ahead(book: &mut Book, prospects: &Prospects) -> Option<Sentence> {
    let (study, outlook) = prospects.forecasts.iter().find_map(|study| Some((study, study.outcome.answer()?)))?;
    let ground = fan::ground(study);
    let series = small(&ground.measured.name);
    let held = fan::held(book, study, outlook);
    if let Some(passage) = fan::limited(study)
        && let Some(total) = passage.years.first()
    {
        let ids = passage::year_ids(book, study, passage, total);
        let most = passage::capacity(book, &ground, passage);
        let words = match &held {
            Some(_) => text!(
                "In {when} {series} may come to {{}}, 80 % between {{}} and {{}}, with gates that let pass at most {{}} a month; at earlier dates such bands, without a limit, held {{}} of what came.",
                when = total.year
            ),
            None => text!(
                "In {when} {series} may come to {{}}, 80 % between {{}} and {{}}, with gates that let pass at most {{}} a month.",
                when = total.year
            ),
        };
        let ids =
            [Some(&ids[MEDIAN]), Some(&ids[LOW]), Some(&ids[HIGH]), Some(&most), held.as_ref().map(|held| &held.in_80)];
        return Some(say(&words, &ids.into_iter().flatten().map(String::as_str).collect::<Vec<_>>()));
    }
    let (when, ids) = match outlook.years.first() {
        Some(total) => (total.year.to_string(), fan::year_ids(book, &ground, total)),
        None => (
            ground.label(outlook.first),
            fan::quantile_ids(book, &ground, outlook.first, outlook.voices.first()?.fan.months.first()?),
        ),
    };
    let words = match &held {
        Some(_) => {
            text!(
                "In {when} {series} may come to {{}}, 80 % between {{}} and {{}}; at earlier dates such bands held {{}} of what came."
            )
        }
        None => text!("In {when} {series} may come to {{}}, 80 % between {{}} and {{}}."),
    };
    let ids = [Some(&ids[MEDIAN]), Some(&ids[LOW]), Some(&ids[HIGH]), held.as_ref().map(|held| &held.in_80)];
    Some(say(&words, &ids.into_iter().flatten().map(String::as_str).collect::<Vec<_>>()))
}

/// A figure that is due.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) on: Date,
    pub(crate) text: Sentence,
    /// The last row that is known of the series.
    pub(crate) row: RowRef,
}

/// When the first figure is due that a forecast can be held against, if the usual lag holds.
pub(crate) fn due(book: &mut Book, case: &Case, prospects: &Prospects) -> Option<Due> {
    prospects.forecasts.iter().find_map(|study| due_of(book, case, study))
}

fn due_of(book: &mut Book, case: &Case, study: &ForecastStudy) -> Option<Due> {
    let outlook = study.outcome.answer()?;
    let measured = &study.measured;
    let last = measured.end() - 1;
    let row = measured.rows.last()?.first()?;
    let known = case.tables().provenance().into_iter().find(|(at, _, _)| *at == row).map(|(_, _, known)| known)?;
    let lag = last_day(measured, last)?.until(known).ok()?;
    let on = last_day(measured, outlook.first)?.checked_add(lag).ok()?;
    let ground = fan::ground(study);
    // What the gates let pass of it, where that is known.
    let passage = fan::limited(study);
    let ids = match passage {
        Some(passage) => passage::month_ids(book, study, passage, 0)?,
        None => fan::quantile_ids(book, &ground, outlook.first, outlook.voices.first()?.fan.months.first()?),
    };
    let when = match measured.grain {
        Grain::Month => month(measured.grain.month(outlook.first)?),
        Grain::Year | Grain::Row(_) => outlook.first.to_string(),
    };
    let series = small(&measured.name);
    let text = if passage.is_some_and(|passage| passage::is_full(passage, 0)) {
        say(
            &text!(
                "The figure of {when} for {series} is due, if the usual lag holds: 80 % between {{}} and {{}}, the most that can leave, which is more likely than not."
            ),
            &[&ids[LOW], &ids[HIGH]],
        )
    } else {
        say(
            &text!(
                "The figure of {when} for {series} is due, if the usual lag holds: 80 % between {{}} and {{}}, in the middle {{}}."
            ),
            &[&ids[LOW], &ids[HIGH], &ids[MEDIAN]],
        )
    };
    Some(Due { on, text, row: row.clone() })
}

/// The last day of a step.
fn last_day(measured: &Measured, step: i32) -> Option<Date> {
    match measured.grain {
        Grain::Month => Some(measured.grain.month(step)?.last_day()),
        Grain::Year => Some(Month::new(i16::try_from(step).ok()?, 12)?.last_day()),
        Grain::Row(_) => None,
    }
}
