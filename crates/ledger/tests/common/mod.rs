//! A small panel for tests.

use jiff::Timestamp;
use ledger::panel::{MemberId, PanelId, QuestionId};
use ledger::{Given, Kind, Ledger, LinkToken, NewAnswer, NewPanel, NewQuestion, Scale};

/// A time of the test: `second` after the panel was founded.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).expect("a time")
}

/// Long after every test.
pub(crate) fn never() -> Timestamp {
    at(10_000_000)
}

/// A quantity with three levels.
pub(crate) fn quantity(name: &str) -> NewQuestion {
    NewQuestion {
        name: name.to_owned(),
        text: "How much?".to_owned(),
        kind: Kind::Quantiles,
        unit: "kt".to_owned(),
        scale: Scale::Uniform,
        levels: vec![0.05, 0.5, 0.95],
        lower: Some(0.0),
        upper: None,
        resolves_on: jiff::civil::date(2027, 1, 1),
        realisation: None,
        target: None,
    }
}

/// A panel with one member and one quantity.
pub(crate) fn panel(ledger: &mut Ledger) -> (PanelId, QuestionId, MemberId, LinkToken) {
    let new = NewPanel { title: "Panel".to_owned(), question_set: String::new(), closes_on: None };
    let (panel, _) = ledger.create_panel(&new, at(0)).expect("a panel");
    let question = ledger.add_question(panel, &quantity("q"), at(0)).expect("a question");
    let (member, link) = ledger.invite(panel, "A", at(0), never()).expect("a member");
    (panel, question, member, link)
}

/// Three quantiles.
pub(crate) fn answer(question: QuestionId, values: [f64; 3]) -> NewAnswer {
    NewAnswer { question, given: Given::Quantiles(values.to_vec()), comment: "why".to_owned() }
}
