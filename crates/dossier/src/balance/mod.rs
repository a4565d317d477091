//! The page Balance: the frontier between income and risk, what moves it, and where today's policy stands.
//!
//! The study is computed once and kept; this page renders it and computes nothing but differences of what it says.

mod assumptions;
mod card;
mod dependence;
mod frontier;
mod ground;
mod method;
mod projects;
mod sheet;
mod today;
mod weights;

use ::words::{mark, tell, text};
use balance::study::Study;
use case::Case;

use crate::book::Book;
use crate::words::{day, say};
use document::{Block, Headline, Page, Section, Sentence};

pub use card::exact;
pub use document::plan::{Choice, PointCard};
use ground::Ground;
pub use sheet::{alone, points};
pub(crate) use weights::scenario;

/// Id of the page.
pub use document::plan::PAGE;

/// The page, what stands out on it, and the plans that can be chosen.
pub(crate) fn page(book: &mut Book, case: &Case, kept: Option<&Study>) -> (Page, Vec<Headline>, Option<Choice>) {
    let of = |sections| Page {
        id: PAGE.to_owned(),
        title: text!("Balance"),
        question: text!("How much income is a step away from one buyer and one gate worth, and what moves that?"),
        under: None,
        sections,
    };
    let Some(study) = kept.filter(|study| !study.frontier.is_empty()) else {
        return (of(vec![missing(case, kept.is_some())]), Vec::new(), None);
    };
    let ground = Ground::of(case, study);
    let mut sections = Vec::new();
    let mut add = |id: &str, title: String, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            sections.push(Section { id: id.to_owned(), title, blocks });
        }
    };
    let said = [
        frontier::answer(book, &ground),
        today::answer(book, &ground),
        today::moves(&ground),
        projects::answer(book, &ground),
        dependence::answer(book, &ground),
    ];
    add("answer", text!("What the frontier says"), said.into_iter().flatten().map(Block::Text).collect());
    add("trade-off", text!("The frontier between income and risk"), frontier::blocks(book, &ground));
    add("policy", text!("Where today's policy stands"), today::blocks(book, &ground));
    let neighbour = ground.neighbour();
    add("less", text!("A limit on what goes by {neighbour}"), dependence::blocks(book, &ground));
    add("worth", text!("What each project is worth"), projects::blocks(book, &ground));
    add("moved", text!("What the assumptions do to the answer"), assumptions::blocks(book, &ground));
    add("left-out", text!("What the programme leaves out"), method::left_out(&ground));
    add("method", text!("How it was found, and how far it is proven"), method::blocks(book, &ground));
    add("not-yet", text!("What was not computed"), undone(study));
    let headlines = headlines(book, &ground);
    let choice = card::choice(book, &ground);
    (of(sections), headlines, choice)
}

/// The findings, for the front page.
fn headlines(book: &mut Book, ground: &Ground<'_>) -> Vec<Headline> {
    let today = today::answer(book, ground);
    let finding = |id: &str, sentence: Option<Sentence>, caveat: Option<Sentence>, figure: Option<&str>| {
        Some(Headline {
            id: id.to_owned(),
            sentence: sentence?,
            caveat,
            figure: figure.map(str::to_owned),
            page: PAGE.to_owned(),
        })
    };
    let all = [
        finding("balance", frontier::answer(book, ground), today.clone(), Some(frontier::FRONTIER)),
        finding("balance-project", projects::answer(book, ground), None, Some(projects::PROJECTS)),
        finding("balance-dependence", dependence::answer(book, ground).or(today), None, None),
    ];
    all.into_iter().flatten().collect()
}

/// Parts that a study which was stopped, or asked for the frontier alone, does not have.
fn undone(study: &Study) -> Vec<Block> {
    let parts = [
        (study.today.point.plan.is_empty(), mark("where today's policy stands")),
        (study.limited.is_empty(), mark("what less dependence costs")),
        (study.projects.is_empty(), mark("what each project is worth")),
        (study.tornado.is_empty(), mark("what the assumptions do to the answer")),
        (
            study.value.wait_and_see.abs() + study.value.recourse.abs() <= 0.0,
            mark("what planning for many futures is worth"),
        ),
    ];
    let names: Vec<_> = parts.into_iter().filter(|(lacks, _)| *lacks).map(|(_, name)| tell(name)).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let words = text!(
        "Not part of this study: {parts}. `landlocked balance FOLDER` computes all of it.",
        parts = names.join("; ")
    );
    vec![Block::Text(say(&words, &[]))]
}

/// What is missing, and which command makes it.
fn missing(case: &Case, begun: bool) -> Section {
    let tables = case.tables();
    let (decisions, buyers) = (tables.decisions.len(), tables.buyers.len());
    let words = if decisions == 0 || buyers == 0 {
        let lacks = match (decisions, buyers) {
            (0, 0) => text!("neither decisions (decisions.csv) nor buyers (buyers.csv)"),
            (0, _) => text!("no decisions (decisions.csv)"),
            _ => text!("no buyers (buyers.csv)"),
        };
        text!(
            "As of {day}, the case has {lacks}, so there is nothing to choose between. `landlocked schema` says what such rows hold; with them, `landlocked balance FOLDER` computes the frontier.",
            day = day(case.as_of())
        )
    } else if begun {
        text!("The computation was stopped before its first point. `landlocked balance FOLDER` goes on with it.")
    } else {
        text!(
            "The case can be balanced, but the frontier as of {day} has not been computed on this machine yet: it takes longer than a page may. `landlocked balance FOLDER` computes and keeps it; then it stands here.",
            day = day(case.as_of())
        )
    };
    Section { id: "empty".to_owned(), title: text!("No frontier yet"), blocks: vec![Block::Text(say(&words, &[]))] }
}
