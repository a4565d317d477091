//! Answers to single questions about the network: routes, throughput, resilience, hindcast. Each is a small dossier of
//! one page, so that every face shows it as it shows the rest, with its data for machines.

use ::words::text;
use case::Case;
use case::value::date::{Date, Month};
use corridor::flow::Goal;
use corridor::network::{Changes, PlaceIx};
use corridor::resilience::resilience as close_all;
use corridor::through::{destinations, mines};
use corridor::throughput::{Ask, throughput as optimum};
use corridor::ways::{By, Finder};
use figure::{LinkStatus, Table};
use std::fmt::Write as _;
use trade::flows::Flows;

use crate::book::Book;
use crate::corridors::enter::slug;
use crate::corridors::study::{Found, SEED, Study, Wanted};
use crate::corridors::throughput::Setting;
use crate::corridors::{failed, gates, hindcast, lines, resilience, throughput, ways};
use crate::single;
use crate::words::month as month_words;
use document::{Block, Dossier, Page, Section};

/// A question about the network.
#[derive(Debug, Clone)]
pub enum Question {
    /// Ways from one place to another.
    Routes {
        /// Id of the place they begin at; every mine when `None`.
        from: Option<String>,
        /// Id of the place they lead to; every market and port abroad when `None`.
        to: Option<String>,
        /// By what they are compared.
        by: By,
        /// How many for each pair.
        k: usize,
        /// Id of the good, for its costs; that of the mine when `None`.
        good: Option<String>,
        /// Id of a scenario.
        scenario: Option<String>,
        /// Ids of places, links and economies that are closed besides.
        closes: Vec<String>,
        /// The day; that of the view when `None`.
        on: Option<Date>,
    },
    /// The optimum of a month.
    Throughput {
        /// The month; the one after the view when `None`.
        month: Option<Month>,
        /// Whether mass is made as large as possible instead of income.
        mass: bool,
        /// Id of a scenario.
        scenario: Option<String>,
        /// Ids of places, links and economies that are closed besides.
        closes: Vec<String>,
        /// Ids of lines that count as built.
        builds: Vec<String>,
    },
    /// Closings of everything, alone and in pairs.
    Resilience {
        /// Lengths of closing, months.
        months: Vec<usize>,
    },
    /// The hindcast and the forecast that follows.
    Hindcast,
}

/// Why a question has no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// An id that the case does not have.
    #[error("the case has no {what} `{id}`")]
    Unknown {
        /// What was asked for.
        what: &'static str,
        /// The id.
        id: String,
        /// Ids that it has.
        known: Vec<String>,
    },
    /// Nothing to compute from.
    #[error("{0}")]
    Nothing(String),
    /// A result that cannot be stood behind.
    #[error("no result that can be stood behind: {0}")]
    Failed(String),
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// A dossier of one page.
    pub dossier: Dossier,
    /// The result for machines.
    pub data: serde_json::Value,
    /// The table that says most, for a spreadsheet.
    pub table: Table,
}

/// Answers a question about the network of a case.
///
/// # Errors
/// When an id is unknown, nothing can be computed, or a result cannot be stood behind.
pub fn answer(case: &Case, question: &Question) -> Result<Answer, AnswerError> {
    let flows = Flows::of(case);
    let mut book = Book::of(case);
    let wanted = match question {
        Question::Hindcast => Wanted { hindcast: true, ..Wanted::NONE },
        Question::Throughput { .. } => Wanted { additions: true, ..Wanted::NONE },
        Question::Routes { .. } => Wanted { through: true, ..Wanted::NONE },
        Question::Resilience { .. } => Wanted::NONE,
    };
    let study = Study::of(case, &flows, wanted);
    let (id, title, sections, data) = match question {
        Question::Routes { .. } => routes(&mut book, &study, question)?,
        Question::Throughput { .. } => month(&mut book, &study, question)?,
        Question::Resilience { months } => closings(&mut book, &study, months)?,
        Question::Hindcast => past(&mut book, &study)?,
    };
    let page = Page { id: id.to_owned(), title, question: String::new(), under: None, sections };
    let dossier = single::of_page(case, book, page);
    let table = main_table(&dossier).unwrap_or_default();
    Ok(Answer { dossier, data, table })
}

type Part = (&'static str, String, Vec<Section>, serde_json::Value);

/// The first table of the page, or that of its first figure.
fn main_table(dossier: &Dossier) -> Option<Table> {
    let sections = dossier.pages.iter().flat_map(|page| &page.sections);
    sections.flat_map(|section| &section.blocks).find_map(|block| match block {
        Block::Table(view) => Some(view.table.clone()),
        Block::Figure(id) => dossier.figure(id).map(|figure| figure.table.clone()),
        _ => None,
    })
}

fn json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// What a scenario and single closings change, with words for it.
fn changes(study: &Study<'_>, scenario: Option<&String>, closes: &[String]) -> Result<(Changes, Setting), AnswerError> {
    let mut changes = Changes::default();
    let mut setting = Setting { id: "as_is".to_owned(), words: String::new() };
    if let Some(id) = scenario {
        let known = study.case.scenarios().iter().find(|known| known.id.as_str() == id).ok_or_else(|| {
            AnswerError::Unknown {
                what: "scenario",
                id: id.clone(),
                known: study.case.scenarios().iter().map(|known| known.id.to_string()).collect(),
            }
        })?;
        changes = Changes::of_scenario(known);
        setting = Setting {
            id: id.clone(),
            words: text!(", in the scenario \u{201c}{scenario}\u{201d}", scenario = known.name),
        };
    }
    for id in closes {
        let economy = <case::value::economy::Economy as case::cell::Cell>::parse(id).is_ok();
        if !economy && study.network.place(id).is_none() && study.network.line(id).is_none() {
            return Err(unknown_subject(study, id));
        }
        changes = changes.closing(id.clone());
        setting.id = format!("{}_{}", setting.id, slug(id));
        setting.words += &text!(", without {subject}", subject = study.case.subject_name(id));
    }
    Ok((changes, setting))
}

fn unknown_subject(study: &Study<'_>, id: &str) -> AnswerError {
    let places = study.network.places.iter().map(|place| place.id.clone());
    let lines = study.network.lines.iter().map(|line| line.id.clone());
    AnswerError::Unknown { what: "place or link", id: id.to_owned(), known: places.chain(lines).collect() }
}

fn place(study: &Study<'_>, id: &str) -> Result<PlaceIx, AnswerError> {
    study.network.place(id).ok_or_else(|| AnswerError::Unknown {
        what: "place",
        id: id.to_owned(),
        known: study.network.places.iter().map(|place| place.id.clone()).collect(),
    })
}

fn routes(book: &mut Book, study: &Study<'_>, question: &Question) -> Result<Part, AnswerError> {
    let Question::Routes { from, to, by, k, good, scenario, closes, on } = question else {
        return Err(AnswerError::Nothing("no question about routes".to_owned()));
    };
    let (changes, setting) = changes(study, scenario.as_ref(), closes)?;
    let day = on.unwrap_or(study.day);
    let from = match from {
        Some(id) => vec![place(study, id)?],
        None => mines(&study.goods),
    };
    let to = match to {
        Some(id) => vec![place(study, id)?],
        None => destinations(&study.network),
    };
    let named = match good {
        Some(id) => Some(study.goods.find(id).ok_or_else(|| AnswerError::Unknown {
            what: "good of a mine",
            id: id.clone(),
            known: study.goods.goods.iter().map(|good| good.id.clone()).collect(),
        })?),
        None => None,
    };
    let mut found = Vec::new();
    for a in &from {
        let own = study.goods.mines.iter().find(|mine| mine.place == *a).map(|mine| mine.good);
        let load = ways::load(study, named.or(own));
        let finder =
            Finder::new(&study.network, day, changes.clone(), load).map_err(|e| AnswerError::Failed(e.to_string()))?;
        for b in to.iter().filter(|b| *b != a) {
            found.extend(finder.ways(*a, *b, *by, (*k).max(1)).map_err(|e| AnswerError::Failed(e.to_string()))?);
        }
    }
    if found.is_empty() {
        let name =
            |list: &[PlaceIx]| list.first().map_or_else(String::new, |ix| study.network.places[ix.0].name.clone());
        return Err(AnswerError::Nothing(format!(
            "no way leads from {} to {} on {day}{}: the case holds no chain of links that were there and open",
            if from.len() == 1 { name(&from) } else { "any mine".to_owned() },
            if to.len() == 1 { name(&to) } else { "any market or port abroad".to_owned() },
            setting.words
        )));
    }
    let mut blocks: Vec<Block> = Vec::new();
    blocks.extend(ways::table(book, study, "routes", &found).map(Block::Table));
    let mut shown = found.clone();
    shown.truncate(4);
    if from.len() == 1 && to.len() == 1 {
        blocks.extend(ways::chart(book, study, ways::CHART, &shown).map(Block::Figure));
    }
    let mut sections = vec![Section {
        id: "routes".to_owned(),
        title: text!("Ways on {day}{setting}", day = crate::words::day(day), setting = setting.words),
        blocks,
    }];
    if let Some(table) = ways::through_table(book, study) {
        sections.push(Section {
            id: "through".to_owned(),
            title: text!("Do all roads lead through one neighbour?"),
            blocks: vec![Block::Table(table)],
        });
    }
    let through: Vec<serde_json::Value> = study
        .through
        .iter()
        .map(|set| serde_json::json!({ "scenario": set.id, "name": set.name, "figures": json(&set.figures) }))
        .collect();
    let data = serde_json::json!({ "on": day.to_string(), "ways": json(&found), "through": through });
    Ok(("routes", text!("Routes"), sections, data))
}

fn month(book: &mut Book, study: &Study<'_>, question: &Question) -> Result<Part, AnswerError> {
    let Question::Throughput { month, mass, scenario, closes, builds } = question else {
        return Err(AnswerError::Nothing("no question about a month".to_owned()));
    };
    let (mut changes, mut setting) = changes(study, scenario.as_ref(), closes)?;
    for id in builds {
        if study.network.line(id).is_none() {
            return Err(AnswerError::Unknown {
                what: "line",
                id: id.clone(),
                known: study.network.lines.iter().map(|line| line.id.clone()).collect(),
            });
        }
        changes = changes.building(id.clone());
        setting.id = format!("{}_with_{}", setting.id, slug(id));
        setting.words += &text!(", with {subject}", subject = study.case.subject_name(id));
    }
    if *mass {
        setting.id = format!("{}_mass", setting.id);
        setting.words += &text!(", for the most tonnes");
    }
    let month = month.unwrap_or(study.month);
    // A month of the past is seen with its own regimes.
    let seen_until = month.last_day().min(study.day);
    let ask = Ask { month, seen_until, changes, goal: if *mass { Goal::Mass } else { Goal::Profit }, worth: !*mass };
    let best = optimum(&study.network, &study.goods, &ask).map_err(|error| AnswerError::Failed(error.to_string()))?;
    if best.limits.is_empty() {
        return Err(AnswerError::Nothing(
            "the case holds no mine with a way to a counted gate and a price at the border".to_owned(),
        ));
    }
    let mut sections = vec![Section {
        id: "throughput".to_owned(),
        title: text!("What could leave in {month}{setting}", month = month_words(month), setting = setting.words),
        blocks: throughput::blocks(book, study, &best, &setting),
    }];
    let plain = scenario.is_none() && closes.is_empty() && builds.is_empty() && !*mass && month == study.month;
    if plain {
        if let Some(table) = gates::table(book, study) {
            sections.push(Section {
                id: "gates".to_owned(),
                title: text!("The crossings"),
                blocks: vec![Block::Table(table)],
            });
        }
        let added = match &study.additions {
            Found::Here(found) if !found.is_empty() => lines::blocks(book, study, found),
            other => failed(other).into_iter().collect(),
        };
        if !added.is_empty() {
            sections.push(Section { id: "lines".to_owned(), title: text!("What each railway adds"), blocks: added });
        }
    }
    let data = serde_json::json!({
        "optimum": json(&best),
        "goods": study.goods.goods.iter().map(|good| good.id.clone()).collect::<Vec<_>>(),
        "additions": plain.then(|| study.additions.get().map(json)),
    });
    Ok(("throughput", text!("Throughput"), sections, data))
}

fn closings(book: &mut Book, study: &Study<'_>, months: &[usize]) -> Result<Part, AnswerError> {
    if study.best.get().is_none_or(|best| best.sold_kt.iter().all(|kt| *kt <= 0.0)) {
        return Err(AnswerError::Nothing("nothing leaves through a counted gate, so nothing can break".to_owned()));
    }
    let found = close_all(&study.network, &study.goods, study.month, study.day, months, SEED)
        .map_err(|error| AnswerError::Failed(error.to_string()))?;
    let section = Section {
        id: "resilience".to_owned(),
        title: text!("What breaks the network"),
        blocks: resilience::blocks(book, study, &found),
    };
    Ok(("resilience", text!("Resilience"), vec![section], json(&found)))
}

fn past(book: &mut Book, study: &Study<'_>) -> Result<Part, AnswerError> {
    let found = match &study.hindcast {
        Found::Here(found) => found,
        Found::Failed(why) => return Err(AnswerError::Failed(why.clone())),
        Found::Nothing => {
            return Err(AnswerError::Nothing(
                "no good has both a monthly record of exports and gates that were counted for a full year".to_owned(),
            ));
        }
    };
    let mut sections = vec![Section {
        id: "hindcast".to_owned(),
        title: text!("Does the model know the past?"),
        blocks: hindcast::blocks(book, study, found),
    }];
    if let Some(months) = study.forecast.get()
        && let Some(figure) = hindcast::forecast(book, study, months)
    {
        sections.push(Section {
            id: "forecast".to_owned(),
            title: text!("What follows if the last regimes hold"),
            blocks: vec![Block::Figure(figure)],
        });
    }
    let data = serde_json::json!({
        "good": study.main.map(|good| study.goods.goods[good].id.clone()),
        "hindcast": json(found),
        "forecast": study.forecast.get().map(json),
    });
    Ok(("hindcast", text!("Hindcast"), sections, data))
}

/// The forecast as a file to keep: what was said on which day, from which facts, for scoring later.
///
/// # Errors
/// When there is no hindcast to forecast from, or it cannot be stood behind.
pub fn forecast_record(case: &Case) -> Result<String, AnswerError> {
    let flows = Flows::of(case);
    let study = Study::of(case, &flows, Wanted { hindcast: true, ..Wanted::NONE });
    let months = match &study.forecast {
        Found::Here(months) if !months.is_empty() => months,
        Found::Failed(why) => return Err(AnswerError::Failed(why.clone())),
        _ => return Err(AnswerError::Nothing("no hindcast, so no forecast".to_owned())),
    };
    let good = study.main.map_or("", |good| study.goods.goods[good].id.as_str());
    let what = text!(
        "Forecast of exports of {good}, {economy}, kt a month, made with the facts known on {day}.",
        economy = case.economy(),
        day = case.as_of()
    );
    let rule = text!(
        "Rule: the last regimes hold; band from past errors of the same rule. Program {version}, data {hash}.",
        version = env!("CARGO_PKG_VERSION"),
        hash = case.hash()
    );
    let mut record = format!("# {what}\n# {rule}\nmonth,good,unit,p10,p50,p90,model,made_as_of\n");
    for month in months {
        let _ = writeln!(
            record,
            "{},{good},kt,{:.1},{:.1},{:.1},{:.1},{}",
            month.month,
            month.p10_kt,
            month.p50_kt,
            month.p90_kt,
            month.model_kt,
            case.as_of()
        );
    }
    Ok(record)
}

/// The state of a gate in a file for machines, the same in every language.
fn state_key(status: LinkStatus) -> &'static str {
    match status {
        LinkStatus::Open => "open",
        LinkStatus::Limited => "limited",
        LinkStatus::Closed => "closed",
        LinkStatus::NotOpened => "not opened yet",
        LinkStatus::NotBuilt => "not built",
        LinkStatus::Unknown => "not known",
    }
}

/// Properties of places and links for a map: state on the day, and what the optimum of the month carries.
pub fn map_properties(case: &Case) -> std::collections::BTreeMap<String, serde_json::Map<String, serde_json::Value>> {
    let flows = Flows::of(case);
    let study = Study::of(case, &flows, Wanted::NONE);
    let mut all = std::collections::BTreeMap::new();
    let chain = study.main.map(|good| study.goods.goods[good].chain.clone()).unwrap_or_default();
    for place in study.network.places.iter().filter(|place| gates::is_counted(&study, &place.id)) {
        let state = gates::state(&study, &place.id, &chain, study.day);
        let mut properties = serde_json::Map::new();
        properties.insert("state".to_owned(), state_key(state.status).into());
        properties.insert("count".to_owned(), state.dated().into());
        all.insert(place.id.clone(), properties);
    }
    for (id, _, kt) in study.best.get().map(|best| best.lines.as_slice()).unwrap_or_default() {
        let mut properties = serde_json::Map::new();
        properties.insert("optimum_kt".to_owned(), (*kt).into());
        properties.insert("optimum_month".to_owned(), study.month.to_string().into());
        all.insert(id.clone(), properties);
    }
    all
}
