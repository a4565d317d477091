//! The page Corridors: what can leave, by which gate, at what cost, what each gate is worth, and what breaks it.

pub mod answer;
pub(crate) mod enter;
mod gates;
mod hindcast;
mod levers;
mod lines;
mod map;
mod resilience;
mod study;
mod throughput;
mod ways;

use ::words::{mark, text};
use case::Case;
use trade::flows::Flows;

use crate::book::Book;
pub(crate) use crate::corridors::gates::counted_line;
use crate::corridors::study::{Found, Study, Wanted};
use crate::corridors::throughput::Setting;
use crate::words::{month, say, spaced};
use document::{Block, Headline, Page, Scenario, Section};

/// Id of the map, which stands on the front page too.
pub const MAP: &str = map::MAP;

/// Id of the page.
pub(crate) const PAGE: &str = "corridors";
/// Id of the page on which lines and crossings are closed.
pub(crate) const RESILIENCE: &str = "resilience";
/// Id of the page on which the model is held against the record.
pub(crate) const RECORD: &str = "hindcast";

/// The page, what stands out on it, and what of it can be varied.
pub(crate) fn page(book: &mut Book, case: &Case, flows: &Flows<'_>) -> (Vec<Page>, Option<Headline>, Option<Scenario>) {
    let study = Study::of(case, flows, Wanted::ALL);
    let mut sections = Vec::new();
    let mut add = |id: &str, title: String, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            sections.push(Section { id: id.to_owned(), title, blocks });
        }
    };
    add("map", text!("Where goods can go"), map::figure(book, &study).map(Block::Figure).into_iter().collect());
    add("gates", text!("The crossings"), gates::table(book, &study).map(Block::Table).into_iter().collect());
    add("ways", text!("Ways out and in, in time and money"), ways_blocks(book, &study));
    add(
        "through",
        text!("Do all roads lead through one neighbour?"),
        ways::through_table(book, &study).map(Block::Table).into_iter().collect(),
    );
    let best = match &study.best {
        Found::Here(best) => {
            throughput::blocks(book, &study, best, &Setting { id: "as_is".to_owned(), words: String::new() })
        }
        other => failed(other).into_iter().collect(),
    };
    add("throughput", text!("What could leave in a month, and what one more truck is worth"), best);
    let added = match &study.additions {
        Found::Here(found) if !found.is_empty() => lines::blocks(book, &study, found),
        other => failed(other).into_iter().collect(),
    };
    add("lines", text!("What each railway adds"), added);
    let broken = match &study.resilience {
        Found::Here(found) => resilience::blocks(book, &study, found),
        other => failed(other).into_iter().collect(),
    };
    let broken = section("resilience", text!("What breaks the network"), broken);
    if !broken.is_empty() {
        let title = text!("Each line and crossing closed, alone and in pairs, and chance failures");
        add("breaks", text!("What breaks the network"), vec![Block::PageLink { id: RESILIENCE.to_owned(), title }]);
    }
    let hind = match &study.hindcast {
        Found::Here(found) => hindcast::blocks(book, &study, found),
        other => failed(other).into_iter().collect(),
    };
    let mut record = section("hindcast", text!("Does the model know the past?"), hind);
    let ahead = match &study.forecast {
        Found::Here(months) => hindcast::forecast(book, &study, months).map(Block::Figure).into_iter().collect(),
        other => failed(other).into_iter().collect(),
    };
    record.extend(section("forecast", text!("What follows if the last regimes hold"), ahead));
    if !record.is_empty() {
        let title = text!("The hindcast, year by year, and what follows if the last regimes hold");
        add("record", text!("Does the model know the past?"), vec![Block::PageLink { id: RECORD.to_owned(), title }]);
    }
    add("model", text!("What the model leaves out"), left_out(&study));
    if sections.is_empty() {
        sections.push(Section {
            id: "empty".to_owned(),
            title: text!("No network yet"),
            blocks: vec![Block::Text(say(
                &text!(
                    "The case holds no mine with a way out, so nothing can be computed. Missing is shown as missing."
                ),
                &[],
            ))],
        });
    }
    let headline = headline(book, &study);
    let scenario = levers::scenario(book, &study);
    let mut pages = vec![Page {
        id: PAGE.to_owned(),
        title: text!("Corridors"),
        question: text!("What can leave, by which gate, at what cost, and what is each gate worth?"),
        under: None,
        sections,
    }];
    if !broken.is_empty() {
        pages.push(Page {
            id: RESILIENCE.to_owned(),
            title: text!("What breaks the network"),
            question: text!("Which line or crossing costs most when it is closed, and for how long?"),
            under: Some(PAGE.to_owned()),
            sections: broken,
        });
    }
    if !record.is_empty() {
        pages.push(Page {
            id: RECORD.to_owned(),
            title: text!("Does the model of the corridors know the past?"),
            question: text!(
                "What would the counts at the gates have told about past exports, and what do they tell next?"
            ),
            under: Some(PAGE.to_owned()),
            sections: record,
        });
    }
    (pages, headline, scenario)
}

/// A section, unless nothing stands in it.
fn section(id: &str, title: String, blocks: Vec<Block>) -> Vec<Section> {
    if blocks.is_empty() { Vec::new() } else { vec![Section { id: id.to_owned(), title, blocks }] }
}

/// A result that cannot be stood behind is said, not hidden.
fn failed<T>(found: &Found<T>) -> Option<Block> {
    found.failure().map(|why| {
        Block::Text(say(&text!("No result that can be stood behind: {why}. That is an error, not a finding."), &[]))
    })
}

fn ways_blocks(book: &mut Book, study: &Study<'_>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let chosen = ways::chosen(study);
    blocks.extend(ways::chart(book, study, ways::CHART, &chosen).map(Block::Figure));
    blocks.extend(ways::pairs(book, study, false).map(Block::Table));
    blocks.extend(ways::pairs(book, study, true).map(Block::Table));
    blocks
}

/// What is not in the model, so that nobody reads too much into it.
fn left_out(study: &Study<'_>) -> Vec<Block> {
    let Some(best) = study.best.get() else { return Vec::new() };
    let mut texts = vec![text!(
        "Money under way and later sales are discounted at {interest}, as the answer on projects does. Mining costs, wages and taxes are in no case: income here is before them. Duties and transit fees in currencies other than USD are left out, because the case holds no exchange rate.",
        interest = enter::interest(&study.network)
    )];
    let uncounted: Vec<_> = best.uncounted.iter().collect();
    let in_part = gates::by_one_line(study, &uncounted);
    let mut names: Vec<&str> =
        uncounted.iter().map(|gate| gate.name.as_str()).filter(|name| !in_part.contains_key(*name)).collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        texts.push(text!(
            "Gates and lines of which nobody says how much passes, at least for some good; they carry nothing of it in the model: {gates}.",
            gates = names.join("; ")
        ));
    }
    texts.extend(in_part.into_values());
    let lines = |ids: &[String]| ids.iter().map(|id| study.case.subject_name(id)).collect::<Vec<_>>().join("; ");
    if !best.unpriced.is_empty() {
        texts.push(text!(
            "Lines of which some cost is not known; it counts as nothing: {lines}.",
            lines = lines(&best.unpriced)
        ));
    }
    if !study.network.left_out.is_empty() {
        texts.push(text!(
            "Links left out because they name a place that was not known by the day of the view: {links}.",
            links = lines(&study.network.left_out)
        ));
    }
    if let Some(most) = study.most.get() {
        let kt: f64 = most.sold_kt.iter().sum();
        texts.push(text!(
            "Asked for the most tonnes instead of the most income, the same network gives {mass} kt in {month}.",
            mass = figure::number::format(kt, 0),
            month = month(study.month)
        ));
    }
    texts.iter().map(|text| Block::Text(say(text, &[]))).collect()
}

/// The narrowest gate: what one more vehicle a day is worth there, and what closing it costs.
fn headline(book: &mut Book, study: &Study<'_>) -> Option<Headline> {
    let best = study.best.get()?;
    let broken = study.resilience.get()?;
    let worst = broken.singles.iter().find(|loss| loss.months == 3)?;
    let place = worst.closed.first()?;
    let (name, lost) = resilience::worst_single(book, study, broken)?;
    let limit = best
        .limits
        .iter()
        .filter(|limit| limit.is_place && limit.subject == *place)
        .filter_map(|limit| Some((limit, limit.usd_per_vehicle_a_day?)))
        .max_by(|a, b| a.1.more.total_cmp(&b.1.more));
    let kt = gates::used_kt(study, place);
    let carries = enter::Entry::new(
        format!("corridor.crossing.{place}.carries"),
        text!("Carried by {line} in the optimum, {month}", line = name, month = month(study.month)),
        mark("kt a month"),
        0,
    )
    .by(mark("mass that passes the border here in the month with the largest income less carriage"))
    .id(book, kt, &best.rows);
    let month = month(study.month);
    let mut ids = vec![carries, lost];
    let words = if let Some((limit, worth)) = limit {
        let rows = case::trace::merge(limit.runs.iter().map(|run| run.rows.as_slice()));
        ids.push(gates::worth_number(book, study, place, &limit.name, worth.more, &rows));
        text!(
            "In the optimum {crossing} carries {{}} of all goods in {month}; closed for three months it would cost {{}}, and one more {vehicle} a day there is worth {{}}.",
            crossing = name,
            vehicle = spaced(&limit.unit)
        )
    } else {
        text!(
            "In the optimum {crossing} carries {{}} of all goods in {month}; closed for three months it would cost {{}}.",
            crossing = name
        )
    };
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let caveat = study.hindcast.get().and_then(|found| hindcast::summary(book, study, found));
    Some(Headline {
        id: "corridors".to_owned(),
        sentence: say(&words, &ids),
        caveat,
        figure: Some(MAP.to_owned()),
        page: "corridors".to_owned(),
    })
}

/// `a`, `a and b`, `a, b and c`.
fn join_and(list: &[String]) -> String {
    match list {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => text!("{list} and {last}", list = first.join(", ")),
    }
}
