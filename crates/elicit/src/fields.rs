//! The fields of a member's form: their names, what was typed into them, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use ::words::text;
use ledger::answer::{AnswerFault, LONGEST_COMMENT};
use ledger::panel::QuestionId;
use ledger::{Given, Kind, NewAnswer, Question};

use crate::number;
use crate::words::{exact, percent};

/// The field of the seal.
pub(crate) const SEAL: &str = "seal";

/// The name of the field of a value.
pub(crate) fn value_name(question: QuestionId, place: usize) -> String {
    format!("v{question}-{place}")
}

/// The name of the field of a comment.
pub(crate) fn comment_name(question: QuestionId) -> String {
    format!("c{question}")
}

/// What was typed, by the name of the field.
pub(crate) type Typed = BTreeMap<String, String>;

/// What a form says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Read {
    /// Answers, when nothing is wrong.
    pub(crate) answers: Vec<NewAnswer>,
    /// What is wrong, by the name of the field.
    pub(crate) wrong: BTreeMap<String, String>,
    /// Whether nothing was answered at all.
    pub(crate) empty: bool,
}

/// Names of fields that a form of these questions has.
fn names(questions: &[Question]) -> BTreeSet<String> {
    let mut names = BTreeSet::from([SEAL.to_owned()]);
    for question in questions {
        names.insert(comment_name(question.id));
        names.extend((0..places(question)).map(|place| value_name(question.id, place)));
    }
    names
}

/// How many values a question asks for.
pub(crate) fn places(question: &Question) -> usize {
    match question.kind {
        Kind::Quantiles => question.levels.len(),
        Kind::Probability => 1,
    }
}

/// Whether every field of a form belongs to these questions.
pub(crate) fn all_known(typed: &Typed, questions: &[Question]) -> bool {
    let names = names(questions);
    typed.keys().all(|name| names.contains(name))
}

/// Reads a form.
pub(crate) fn read(typed: &Typed, questions: &[Question]) -> Read {
    let mut read = Read::default();
    for question in questions {
        one(&mut read, typed, question);
    }
    read.empty = read.answers.is_empty() && read.wrong.is_empty();
    read
}

fn one(read: &mut Read, typed: &Typed, question: &Question) {
    let text = |name: &str| typed.get(name).map_or("", |text| text.trim());
    let comment = text(&comment_name(question.id)).replace("\r\n", "\n");
    let names: Vec<String> = (0..places(question)).map(|place| value_name(question.id, place)).collect();
    if names.iter().all(|name| text(name).is_empty()) {
        if !comment.is_empty() {
            let name = value_name(question.id, 0);
            read.wrong.insert(name, text!("There is a reason but no answer: give the answer too."));
        }
        return;
    }
    let mut values = Vec::new();
    for name in &names {
        let typed = text(name);
        let number = match question.kind {
            Kind::Probability => number::read(typed.strip_suffix('%').unwrap_or(typed)).map(|percent| percent / 100.0),
            Kind::Quantiles => number::read(typed),
        };
        match number {
            Ok(value) => values.push(value),
            Err(_) if typed.is_empty() => {
                let why = text!("Give all values of this question, or leave all of them empty.");
                read.wrong.insert(name.clone(), why);
            }
            Err(why) => {
                read.wrong.insert(name.clone(), why);
            }
        }
    }
    if values.len() < names.len() {
        return;
    }
    let given = match (question.kind, values.first()) {
        (Kind::Probability, Some(share)) => Given::Probability(*share),
        _ => Given::Quantiles(values),
    };
    let answer = NewAnswer { question: question.id, given, comment };
    let faults = answer.faults(question);
    for fault in &faults {
        let name = match (fault, fault.place()) {
            (AnswerFault::LongComment, _) | (_, None) => comment_name(question.id),
            (_, Some(place)) => value_name(question.id, place),
        };
        read.wrong.entry(name).or_insert_with(|| said(fault, question));
    }
    if faults.is_empty() {
        read.answers.push(answer);
    }
}

/// A fault in words for the member.
fn said(fault: &AnswerFault, question: &Question) -> String {
    let level = |place: usize| question.levels.get(place).map_or_else(String::new, |level| percent(*level));
    match fault {
        AnswerFault::NotAscending(place) => {
            let before = place.saturating_sub(1);
            text!("This must be above the value before it, that for {level} %.", level = level(before))
        }
        AnswerFault::TooLow(_, bound) => {
            text!("This cannot be below {bound}, the least that is possible.", bound = exact(*bound))
        }
        AnswerFault::TooHigh(_, bound) => {
            text!("This cannot be above {bound}, the most that is possible.", bound = exact(*bound))
        }
        AnswerFault::NotAboveZero(_) => text!("This must be above 0."),
        AnswerFault::NoProbability => text!("A chance lies between 0 and 100 %."),
        AnswerFault::LongComment => text!("This is too long: at most about {most} letters.", most = LONGEST_COMMENT),
        AnswerFault::NotFinite(_) | AnswerFault::Kind | AnswerFault::Count { .. } => {
            text!("This is not a number that can stand here.")
        }
    }
}

/// What stands in the fields of a question that was answered before.
pub(crate) fn filled(given: &Given, comment: &str, question: QuestionId) -> Typed {
    let values = match given {
        Given::Quantiles(values) => values.clone(),
        // Rounded to what was typed: 0.07 as percent is 7.000000000000001.
        Given::Probability(share) => vec![(share * 1e10).round() / 1e8],
    };
    let mut typed: Typed =
        values.iter().enumerate().map(|(place, value)| (value_name(question, place), exact(*value))).collect();
    typed.insert(comment_name(question), comment.to_owned());
    typed
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::Scale;
    use ledger::panel::PanelId;

    fn question(id: i64, kind: Kind) -> Question {
        Question {
            id: QuestionId(id),
            panel: PanelId(1),
            position: id,
            name: format!("q{id}"),
            text: "?".to_owned(),
            kind,
            unit: String::new(),
            scale: Scale::Uniform,
            levels: if kind == Kind::Quantiles { vec![0.05, 0.5, 0.95] } else { Vec::new() },
            lower: Some(0.0).filter(|_| kind == Kind::Quantiles),
            upper: Some(100.0).filter(|_| kind == Kind::Quantiles),
            resolves_on: jiff::civil::date(2027, 1, 1),
            realisation: None,
            target: None,
        }
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_form_is_read_and_shown_again_as_it_was() {
        let questions = [question(1, Kind::Quantiles), question(2, Kind::Probability), question(3, Kind::Probability)];
        let form = typed(&[("v1-0", "1,5"), ("v1-1", " 2 "), ("v1-2", "3"), ("c1", " a\r\nb "), ("v2-0", "7 %")]);
        let read = read(&form, &questions);
        assert_eq!(read.wrong, BTreeMap::new());
        let [quantiles, event] = read.answers.as_slice() else { panic!("two answers, the third is left empty") };
        assert_eq!((&quantiles.given, quantiles.comment.as_str()), (&Given::Quantiles(vec![1.5, 2.0, 3.0]), "a\nb"));
        assert_eq!(event.given, Given::Probability(0.07));
        assert_eq!(filled(&event.given, "", event.question), typed(&[("v2-0", "7"), ("c2", "")]));
        assert_eq!(filled(&quantiles.given, "x", quantiles.question)["v1-0"], "1.5");
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        let questions = [question(1, Kind::Quantiles), question(2, Kind::Probability)];
        let wrong = |fields: &[(&str, &str)]| read(&typed(fields), &questions).wrong;
        let one = |fields: &[(&str, &str)], name: &str, words: &str| {
            let wrong = wrong(fields);
            assert!(wrong.get(name).is_some_and(|why| why.contains(words)), "{wrong:?}");
        };
        one(&[("v1-0", "3"), ("v1-1", "2"), ("v1-2", "4")], "v1-1", "above the value before it, that for 5 %");
        one(&[("v1-0", "-1"), ("v1-1", "2"), ("v1-2", "4")], "v1-0", "cannot be below 0");
        one(&[("v1-0", "1"), ("v1-1", "2"), ("v1-2", "101")], "v1-2", "cannot be above 100");
        one(&[("v1-0", "1"), ("v1-1", "x"), ("v1-2", "3")], "v1-1", "is not a number");
        one(&[("v1-0", "1"), ("v1-1", ""), ("v1-2", "3")], "v1-1", "Give all values");
        one(&[("v1-0", "1"), ("v1-1", "1,234"), ("v1-2", "3")], "v1-1", "two ways");
        one(&[("v2-0", "101")], "v2-0", "between 0 and 100");
        one(&[("c2", "because")], "v2-0", "no answer");
        assert!(read(&typed(&[("v1-0", " ")]), &questions).empty);
    }

    #[test]
    fn fields_of_other_questions_are_not_known() {
        let questions = [question(1, Kind::Quantiles)];
        assert!(all_known(&typed(&[("seal", ""), ("v1-2", ""), ("c1", "")]), &questions));
        for name in ["v2-0", "v1-3", "c2", "x", "v01-0"] {
            assert!(!all_known(&typed(&[(name, "")]), &questions), "{name}");
        }
    }
}
