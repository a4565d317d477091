//! The pages about time: what the border's closing and reopening did, what may come, what institutions expected.

mod doubt;
mod effect;
mod fan;
mod ground;
pub mod kept;
mod of_person;
pub(crate) mod opening;
mod passage;
mod record;
pub mod scenarios;
mod scored;
mod summary;

use ::words::text;
use case::Case;
use case::settings::{EffectQuestion, ForecastQuestion};
use figure::Table;
use outlook::effects::{self, EffectStudy};
use outlook::forecasts::{self, ForecastStudy};
use trade::flows::Flows;

use crate::book::Book;
use crate::corridors::answer::{Answer, AnswerError};
use crate::single;
use crate::words::say;
use document::{Block, Headline, Page, Section};

/// Id of the page about what events did.
pub const BORDER: &str = "border";
/// Id of the page about what may come.
pub const OUTLOOK: &str = "outlook";

/// Questions about time, of a case or of a reader.
#[derive(Debug, Clone)]
pub enum Asked {
    /// What events did.
    Effects(Vec<EffectQuestion>, effects::Settings),
    /// What may come.
    Forecasts(Vec<ForecastQuestion>),
}

/// All questions of a case, answered.
#[derive(Debug)]
pub(crate) struct Prospects {
    pub(crate) effects: Vec<EffectStudy>,
    pub(crate) forecasts: Vec<ForecastStudy>,
}

/// The pages, and the findings for the front page.
pub(crate) fn pages(book: &mut Book, case: &Case, prospects: &Prospects) -> (Vec<Page>, Vec<Headline>) {
    let mut border = Page {
        id: BORDER.to_owned(),
        title: text!("Border regime"),
        question: text!("What did closing the border cost, and what did reopening give back?"),
        under: None,
        sections: Vec::new(),
    };
    let mut outlook = Page {
        id: OUTLOOK.to_owned(),
        title: text!("Outlook"),
        question: text!("What may come, how sure is that, and who was right before?"),
        under: None,
        sections: Vec::new(),
    };
    let mut headlines = Vec::new();
    let mut single = Vec::new();
    for study in &prospects.effects {
        border.sections.push(effect::short(book, study));
        single.push(Page {
            id: effect::page_id(study),
            title: study.name.clone(),
            question: text!("What did the event change, and how sure is that?"),
            under: Some(BORDER.to_owned()),
            sections: vec![effect::section(book, study), summary::method()],
        });
    }
    headlines.extend(prospects.effects.iter().find_map(|study| effect::headline(book, study)));
    if !prospects.effects.is_empty() {
        border.sections.insert(0, summary::section(book, &prospects.effects));
        border.sections.push(summary::method());
    }
    for study in &prospects.forecasts {
        outlook.sections.push(fan::section(book, case, study));
    }
    headlines.extend(prospects.forecasts.iter().find_map(|study| fan::headline(book, study)));
    if !prospects.forecasts.is_empty() {
        outlook.sections.extend(record::sections(book, &prospects.forecasts));
        outlook.sections.push(fan::method());
    }
    for page in [&mut border, &mut outlook] {
        if page.sections.is_empty() {
            page.sections.push(Section {
                id: format!("{}-none", page.id),
                title: text!("Nothing asked"),
                blocks: vec![Block::Text(say(
                    &text!("The case asks nothing about its series as of this day: outlook.toml lists such questions."),
                    &[],
                ))],
            });
        }
    }
    let mut pages = vec![border, outlook];
    pages.extend(single);
    (pages, headlines)
}

/// What an event did to one series, in short, with links to the picture and the page.
pub(crate) fn told(book: &mut Book, study: &EffectStudy) -> Vec<Block> {
    effect::short(book, study).blocks
}

/// Answers questions about time.
///
/// # Errors
/// When nothing of what is asked was known by the day of the view.
pub fn answer(case: &Case, asked: &Asked) -> Result<Answer, AnswerError> {
    let flows = Flows::of(case);
    let mut book = Book::of(case);
    let (id, title, sections, data) = match asked {
        Asked::Effects(questions, settings) => {
            let studies: Vec<EffectStudy> =
                questions.iter().filter_map(|question| effects::study(case, &flows, question, settings)).collect();
            let sections = studies.iter().map(|study| effect::section(&mut book, study)).collect::<Vec<_>>();
            (BORDER, text!("Effects of events"), sections, serde_json::to_value(&studies))
        }
        Asked::Forecasts(questions) => {
            let studies: Vec<ForecastStudy> =
                questions.iter().filter_map(|question| forecasts::study(case, &flows, question)).collect();
            let mut sections = studies.iter().map(|study| fan::section(&mut book, case, study)).collect::<Vec<_>>();
            sections.extend(record::sections(&mut book, &studies));
            (OUTLOOK, text!("Forecasts"), sections, serde_json::to_value(&studies))
        }
    };
    if sections.is_empty() {
        return Err(AnswerError::Nothing(
            "nothing of this was known by the day of the view: no figure of the series, or no such event".to_owned(),
        ));
    }
    let page = Page { id: id.to_owned(), title, question: String::new(), under: None, sections };
    let dossier = single::of_page(case, book, page);
    let table = dossier.figures.first().map_or_else(Table::default, |figure| figure.table.clone());
    let data = data.map_err(|error| AnswerError::Failed(error.to_string()))?;
    Ok(Answer { dossier, data, table })
}
