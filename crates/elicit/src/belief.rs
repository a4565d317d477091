//! What an answer says: the law that comes nearest to it, in words and as a picture.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ::words::text;
use judgement::fit::{self, Fitted, Support};
use judgement::law::Family;
use ledger::answer::AnswerId;
use ledger::{Answer, Given, Question};
use serde::Serialize;

use crate::picture::{self, Curve, Mark};
use crate::words::{exact, percent, short, with_unit};

/// The most laws that are remembered.
const MOST: usize = 20_000;
/// A law that misses a value by more than this probability is said to miss it.
const FAR: f64 = 0.03;

/// A law with a lesser sum of squares meets its values.
const EXACT: f64 = 1e-10;

/// Laws of answers, each fitted once: an answer never changes.
#[derive(Debug, Default)]
pub(crate) struct Laws {
    kept: Mutex<BTreeMap<AnswerId, Option<Fitted>>>,
}

impl Laws {
    /// The law nearest to an answer; `None` for a probability, and where no law comes near.
    pub(crate) fn of(&self, question: &Question, answer: &Answer) -> Option<Fitted> {
        let Given::Quantiles(values) = &answer.given else { return None };
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(law) = kept().get(&answer.id) {
            return *law;
        }
        // Fitted without holding the others up.
        let law = nearest(question, values);
        let mut kept = kept();
        if kept.len() >= MOST {
            kept.pop_first();
        }
        kept.insert(answer.id, law);
        law
    }
}

fn nearest(question: &Question, values: &[f64]) -> Option<Fitted> {
    let points: Vec<(f64, f64)> = values.iter().copied().zip(question.levels.iter().copied()).collect();
    let support = Support { lower: question.lower, upper: question.upper };
    // A normal law that meets the values is what the search over all laws would prefer, and is found a hundred times sooner.
    let normal = fit::fit(&points, support, Family::Normal).ok().filter(|normal| normal.ssq < EXACT);
    normal.or_else(|| fit::best(&points, support).ok())
}

/// What an answer says, for a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct BeliefView {
    pub(crate) sentences: Vec<String>,
    /// A picture as SVG, safe to be put into a page.
    pub(crate) picture: Option<String>,
}

/// What a member's own answer says; `pool` is the panel's curve, where it may be seen.
pub(crate) fn view(question: &Question, answer: &Answer, fitted: Option<Fitted>, pool: Option<&Curve>) -> BeliefView {
    match &answer.given {
        Given::Probability(share) => BeliefView { sentences: vec![event(*share)], picture: None },
        Given::Quantiles(values) => {
            let mut sentences = Vec::new();
            sentences.extend(middle(question, values));
            sentences.extend(outer(question, values));
            match &fitted {
                Some(fitted) => sentences.extend(of_law(question, values, fitted)),
                None => sentences.push(text!("No simple law comes near these values; they stand as they are.")),
            }
            let own = fitted.map(|fitted| own_curve(question, values, &fitted));
            let curves: Vec<&Curve> = [own.as_ref(), pool].into_iter().flatten().collect();
            let marks = |(value, level): (&f64, &f64)| Mark { at: *value, label: format!("{} %", percent(*level)) };
            let marks: Vec<Mark> = values.iter().zip(&question.levels).map(marks).collect();
            let picture = (!curves.is_empty()).then(|| picture::density(&curves, &marks, &question.unit));
            BeliefView { sentences, picture }
        }
    }
}

fn own_curve(question: &Question, values: &[f64], fitted: &Fitted) -> Curve {
    let range = picture::range(question, values, |p| fitted.law.quantile(p));
    Curve { class: "own", points: picture::sampled(range, |x| fitted.law.pdf(x)) }
}

fn event(share: f64) -> String {
    text!(
        "You say {share} %: of 100 events like this one, about {count} come.",
        share = percent(share),
        count = short(share * 100.0)
    )
}

fn at(question: &Question, values: &[f64], level: f64) -> Option<f64> {
    let place = question.levels.iter().position(|own| (own - level).abs() < 1e-9)?;
    values.get(place).copied()
}

fn middle(question: &Question, values: &[f64]) -> Option<String> {
    let value = with_unit(exact(at(question, values, 0.5)?), &question.unit);
    Some(text!("You say it is as likely below {value} as above."))
}

fn outer(question: &Question, values: &[f64]) -> Option<String> {
    let (low, high) = (question.levels.first()?, question.levels.last()?);
    let (least, greatest) = (values.first()?, values.last()?);
    (values.len() > 1).then(|| {
        text!(
            "You give it a chance of {chance} % to lie between {low} and {high}.",
            chance = percent(high - low),
            low = exact(*least),
            high = with_unit(exact(*greatest), &question.unit)
        )
    })
}

fn of_law(question: &Question, values: &[f64], fitted: &Fitted) -> Vec<String> {
    let quantile = |p: f64| short(fitted.law.quantile(p));
    let unit = |text: String| with_unit(text, &question.unit);
    let mut sentences = vec![
        text!(
            "The fitted law ({law}) puts 90 % between {low} and {high}.",
            law = family(fitted.law.family()),
            low = quantile(0.05),
            high = unit(quantile(0.95))
        ),
        text!(
            "By it a quarter of the chances lies below {low_with_unit}, half between {low} and {high}, a quarter above.",
            low_with_unit = unit(quantile(0.25)),
            low = quantile(0.25),
            high = unit(quantile(0.75))
        ),
    ];
    let missed = values.iter().zip(&question.levels).map(|(value, level)| (fitted.law.cdf(*value) - level).abs());
    let worst = missed.fold(0.0, f64::max);
    if worst > FAR {
        sentences.push(text!(
            "No simple law meets all your values: this one is off by up to {points} percentage points. Your values count, not the law.",
            points = short((worst * 1000.0).round() / 10.0)
        ));
    }
    sentences
}

fn family(family: Family) -> String {
    match family {
        Family::Normal => text!("normal"),
        Family::LogNormal => text!("log-normal"),
        Family::Gamma => text!("gamma"),
        Family::Beta => text!("beta"),
        Family::StudentT => text!("Student\u{2019}s t"),
        Family::LogStudentT => text!("Student\u{2019}s t of the logarithm"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use ledger::panel::{MemberId, PanelId, QuestionId};
    use ledger::{Kind, Scale};

    fn asked(levels: &[f64]) -> Question {
        Question {
            id: QuestionId(1),
            panel: PanelId(1),
            position: 1,
            name: "q".to_owned(),
            text: "?".to_owned(),
            kind: Kind::Quantiles,
            unit: "kt".to_owned(),
            scale: Scale::Uniform,
            levels: levels.to_vec(),
            lower: None,
            upper: None,
            resolves_on: jiff::civil::date(2027, 1, 1),
            realisation: None,
            target: None,
        }
    }

    fn said(given: Given) -> Answer {
        Answer {
            id: AnswerId(1),
            member: MemberId(1),
            question: QuestionId(1),
            given,
            comment: String::new(),
            given_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_normal_answer_is_told_as_one() {
        // Quartiles of a normal law of mean 60 and standard deviation 10 lie 6.745 away from the mean.
        let question = asked(&[0.25, 0.5, 0.75]);
        let answer = said(Given::Quantiles(vec![53.2551, 60.0, 66.7449]));
        let laws = Laws::default();
        let view = view(&question, &answer, laws.of(&question, &answer), None);
        assert_eq!(view.sentences[0], "You say it is as likely below 60\u{a0}kt as above.");
        assert_eq!(view.sentences[1], "You give it a chance of 50 % to lie between 53.2551 and 66.7449\u{a0}kt.");
        assert_eq!(view.sentences[2], "The fitted law (normal) puts 90 % between 43.55 and 76.45\u{a0}kt.");
        assert!(view.sentences[3].contains("half between 53.26 and 66.74\u{a0}kt"), "{:?}", view.sentences);
        assert_eq!(view.sentences.len(), 4);
        assert!(view.picture.unwrap().starts_with("<svg"));
    }

    #[test]
    fn a_law_that_misses_says_so_and_a_lone_value_has_none() {
        let question = asked(&[0.1, 0.5, 0.51, 0.9]);
        let answer = said(Given::Quantiles(vec![0.0, 1.0, 50.0, 51.0]));
        let view_of =
            |question: &Question, answer: &Answer| view(question, answer, Laws::default().of(question, answer), None);
        let sentences = view_of(&question, &answer).sentences.join(" ");
        assert!(sentences.contains("No simple law"), "{sentences}");
        let lone = asked(&[0.5]);
        let view = view_of(&lone, &said(Given::Quantiles(vec![3.0])));
        assert!(view.sentences.join(" ").contains("No simple law comes near"), "{view:?}");
        assert_eq!(view.picture, None);
    }

    #[test]
    fn a_probability_is_told_as_a_share_of_a_hundred() {
        let view = view(&asked(&[0.5]), &said(Given::Probability(0.3)), None, None);
        assert_eq!(view.sentences, ["You say 30 %: of 100 events like this one, about 30 come."]);
    }
}
