//! Answers of members, as values.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use crate::panel::{Kind, Member, MemberId, Panel, Question, QuestionId, Scale, ascending, id};

id! {
    /// Number of an answer, over all panels: later ones have greater numbers.
    AnswerId
}

/// The longest comment that is taken, in bytes.
pub const LONGEST_COMMENT: usize = 10_000;

/// What a member says to a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// A value for each level of the question, in its unit.
    Quantiles(Vec<f64>),
    /// The probability of the event, 0 to 1.
    Probability(f64),
}

/// An answer to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewAnswer {
    /// The question.
    pub question: QuestionId,
    /// What is said.
    pub given: Given,
    /// Why; may be empty.
    pub comment: String,
}

/// An answer that was given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Its number.
    pub id: AnswerId,
    /// Who gave it.
    pub member: MemberId,
    /// To which question.
    pub question: QuestionId,
    /// What was said.
    pub given: Given,
    /// Why; may be empty.
    pub comment: String,
    /// When.
    pub given_at: Timestamp,
}

/// How often and when a member has answered, without what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Turnout {
    /// The member.
    pub member: Member,
    /// Forms sent.
    pub submissions: u64,
    /// Questions answered.
    pub answered: u64,
    /// When the last form was sent.
    pub last: Option<Timestamp>,
}

/// All that a closed panel said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Results {
    /// The panel.
    pub panel: Panel,
    /// Its questions, in their order.
    pub questions: Vec<Question>,
    /// Its members, in the order in which they were invited.
    pub members: Vec<Member>,
    /// Every answer, in the order in which they were given.
    pub answers: Vec<Answer>,
}

impl Results {
    /// The answers that count: of each member to each question the latest.
    pub fn latest(&self) -> BTreeMap<(QuestionId, MemberId), &Answer> {
        latest(&self.answers)
    }
}

/// The latest answer of each member to each question; the answers are in the order in which they were given.
pub fn latest(answers: &[Answer]) -> BTreeMap<(QuestionId, MemberId), &Answer> {
    answers.iter().map(|answer| ((answer.question, answer.member), answer)).collect()
}

/// Why an answer does not fit its question.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerFault {
    /// A probability where quantiles are asked for, or the other way round.
    Kind,
    /// Not one value for each level.
    Count {
        /// Values asked for.
        asked: usize,
        /// Values given.
        given: usize,
    },
    /// The value at this place (from 0) is not a finite number.
    NotFinite(usize),
    /// The value at this place (from 0) is below the least value possible.
    TooLow(usize, f64),
    /// The value at this place (from 0) is above the greatest value possible.
    TooHigh(usize, f64),
    /// The value at this place (from 0) is not above 0, on a log scale.
    NotAboveZero(usize),
    /// The value at this place (from 0) is not above the one before it.
    NotAscending(usize),
    /// A probability outside 0 to 1.
    NoProbability,
    /// The comment is too long.
    LongComment,
}

impl AnswerFault {
    /// The value that is wrong, from 0.
    pub fn place(&self) -> Option<usize> {
        match self {
            Self::NotFinite(place)
            | Self::TooLow(place, _)
            | Self::TooHigh(place, _)
            | Self::NotAboveZero(place)
            | Self::NotAscending(place) => Some(*place),
            Self::NoProbability => Some(0),
            Self::Kind | Self::Count { .. } | Self::LongComment => None,
        }
    }
}

impl fmt::Display for AnswerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind => f.write_str("the answer is of another kind than the question asks for"),
            Self::Count { asked, given } => write!(f, "`{asked}` values are asked for, `{given}` are given"),
            Self::NotFinite(_) => f.write_str("the value is not a finite number"),
            Self::TooLow(_, bound) => write!(f, "the value is below `{bound}`, the least that is possible"),
            Self::TooHigh(_, bound) => write!(f, "the value is above `{bound}`, the greatest that is possible"),
            Self::NotAboveZero(_) => f.write_str("the value is not above 0, which this scale needs"),
            Self::NotAscending(_) => f.write_str("the value is not above the one before it"),
            Self::NoProbability => f.write_str("a probability lies between 0 and 100 %"),
            Self::LongComment => write!(f, "the comment is longer than `{LONGEST_COMMENT}` bytes"),
        }
    }
}

impl NewAnswer {
    /// What keeps the answer from standing under its question: every fault, in the order of the values.
    pub fn faults(&self, question: &Question) -> Vec<AnswerFault> {
        let mut faults = match (&self.given, question.kind) {
            (Given::Probability(value), Kind::Probability) => {
                if (0.0..=1.0).contains(value) {
                    Vec::new()
                } else {
                    vec![AnswerFault::NoProbability]
                }
            }
            (Given::Quantiles(values), Kind::Quantiles) => quantile_faults(values, question),
            (Given::Probability(_), Kind::Quantiles) | (Given::Quantiles(_), Kind::Probability) => {
                vec![AnswerFault::Kind]
            }
        };
        if self.comment.len() > LONGEST_COMMENT {
            faults.push(AnswerFault::LongComment);
        }
        faults
    }
}

fn quantile_faults(values: &[f64], question: &Question) -> Vec<AnswerFault> {
    if values.len() != question.levels.len() {
        return vec![AnswerFault::Count { asked: question.levels.len(), given: values.len() }];
    }
    let fault = |(place, value): (usize, &f64)| {
        if !value.is_finite() {
            return Some(AnswerFault::NotFinite(place));
        }
        if let Some(bound) = question.lower.filter(|bound| value < bound) {
            return Some(AnswerFault::TooLow(place, bound));
        }
        if let Some(bound) = question.upper.filter(|bound| value > bound) {
            return Some(AnswerFault::TooHigh(place, bound));
        }
        if question.scale == Scale::Log && *value <= 0.0 {
            return Some(AnswerFault::NotAboveZero(place));
        }
        let before = place.checked_sub(1).and_then(|before| values.get(before));
        before.is_some_and(|before| !ascending(&[*before, *value])).then_some(AnswerFault::NotAscending(place))
    };
    values.iter().enumerate().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::PanelId;

    fn question(kind: Kind, scale: Scale) -> Question {
        Question {
            id: QuestionId(1),
            panel: PanelId(1),
            position: 1,
            name: "q".to_owned(),
            text: "?".to_owned(),
            kind,
            unit: String::new(),
            scale,
            levels: if kind == Kind::Quantiles { vec![0.05, 0.5, 0.95] } else { Vec::new() },
            lower: Some(-1.0),
            upper: Some(10.0),
            resolves_on: jiff::civil::date(2027, 1, 1),
            realisation: None,
            target: None,
        }
    }

    fn faults(given: Given, question: &Question) -> Vec<AnswerFault> {
        NewAnswer { question: question.id, given, comment: String::new() }.faults(question)
    }

    #[test]
    fn every_fault_of_an_answer_is_found_at_its_place() {
        let asked = question(Kind::Quantiles, Scale::Uniform);
        let of = |values: &[f64]| faults(Given::Quantiles(values.to_vec()), &asked);
        assert_eq!(of(&[1.0, 2.0, 3.0]), []);
        assert_eq!(of(&[-1.0, 2.0, 10.0]), [], "bounds belong to what is possible");
        assert_eq!(of(&[1.0, 1.0, 3.0]), [AnswerFault::NotAscending(1)]);
        assert_eq!(of(&[2.0, 1.0, 0.0]), [AnswerFault::NotAscending(1), AnswerFault::NotAscending(2)]);
        assert_eq!(of(&[-2.0, 2.0, 11.0]), [AnswerFault::TooLow(0, -1.0), AnswerFault::TooHigh(2, 10.0)]);
        assert_eq!(of(&[1.0, f64::NAN, 3.0]).first(), Some(&AnswerFault::NotFinite(1)));
        assert_eq!(of(&[1.0]), [AnswerFault::Count { asked: 3, given: 1 }]);
        assert_eq!(faults(Given::Probability(0.5), &asked), [AnswerFault::Kind]);
        let log = question(Kind::Quantiles, Scale::Log);
        assert_eq!(faults(Given::Quantiles(vec![0.0, 1.0, 2.0]), &log), [AnswerFault::NotAboveZero(0)]);
        let event = question(Kind::Probability, Scale::Uniform);
        assert_eq!(faults(Given::Probability(1.0), &event), []);
        assert_eq!(faults(Given::Probability(1.01), &event), [AnswerFault::NoProbability]);
        assert_eq!(faults(Given::Probability(f64::NAN), &event), [AnswerFault::NoProbability]);
    }
}
