//! Panels, their questions and members, as values.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::error::LedgerError;
use crate::period::Period;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}
pub(crate) use id;

id! {
    /// Number of a panel.
    PanelId
}
id! {
    /// Number of a question, over all panels.
    QuestionId
}
id! {
    /// Number of a member, over all panels.
    MemberId
}

/// A panel that is about to be founded.
#[derive(Debug, Clone, PartialEq)]
pub struct NewPanel {
    /// What it is about.
    pub title: String,
    /// The question set as its chair wrote it, kept as evidence.
    pub question_set: String,
    /// The last day (in UTC) on which it takes answers, when one is set.
    pub closes_on: Option<Date>,
}

/// A panel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Panel {
    /// Its number.
    pub id: PanelId,
    /// What it is about.
    pub title: String,
    /// The question set as its chair wrote it.
    pub question_set: String,
    /// When it was founded.
    pub created_at: Timestamp,
    /// The last day (in UTC) on which it takes answers, when one is set.
    pub closes_on: Option<Date>,
    /// When the chair closed it.
    pub closed_at: Option<Timestamp>,
}

impl Panel {
    /// Since when it takes no more answers: since the chair closed it, or since the end of its last day.
    pub fn closed_by(&self, now: Timestamp) -> Option<Timestamp> {
        let run_out = self.closes_on.and_then(end_of).filter(|end| *end <= now);
        match (self.closed_at, run_out) {
            (Some(closed), Some(end)) => Some(closed.min(end)),
            (closed, end) => closed.or(end),
        }
    }
}

/// The first moment (in UTC) after a day.
fn end_of(day: Date) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?;
    TimeZone::UTC.to_timestamp(next.at(0, 0, 0, 0)).ok()
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// By quantiles of a quantity.
    Quantiles,
    /// By the probability of an event.
    Probability,
}

/// How the background measure of a quantity is spread, for the weighing of experts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Equal differences count alike.
    Uniform,
    /// Equal ratios count alike; all values are above 0.
    Log,
}

/// The series and period that a question is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Target {
    /// Id of the series.
    pub series: String,
    /// Its month or year.
    pub period: Period,
}

/// A question to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct NewQuestion {
    /// Its name, which no other of the panel has: letters, digits, `_` and `-`.
    pub name: String,
    /// The question, in full.
    pub text: String,
    /// How it is answered.
    pub kind: Kind,
    /// Unit of the quantity; empty for a number without one, and for a probability.
    pub unit: String,
    /// Scale of the quantity.
    pub scale: Scale,
    /// Levels of the quantiles asked for, ascending, each above 0 and below 1; empty for a probability.
    pub levels: Vec<f64>,
    /// The least value possible, in the unit.
    pub lower: Option<f64>,
    /// The greatest value possible, in the unit.
    pub upper: Option<f64>,
    /// The day on which the answer is known.
    pub resolves_on: Date,
    /// What came, in the unit (0 or 1 for an event), where the chair knows it: the question then weighs the members.
    pub realisation: Option<f64>,
    /// The series and period that it is about.
    pub target: Option<Target>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Question {
    /// Its number.
    pub id: QuestionId,
    /// Its panel.
    pub panel: PanelId,
    /// Its place among the questions of the panel, from 1.
    pub position: i64,
    /// Its name in the panel.
    pub name: String,
    /// The question, in full.
    pub text: String,
    /// How it is answered.
    pub kind: Kind,
    /// Unit of the quantity; may be empty.
    pub unit: String,
    /// Scale of the quantity.
    pub scale: Scale,
    /// Levels of the quantiles asked for; empty for a probability.
    pub levels: Vec<f64>,
    /// The least value possible, in the unit.
    pub lower: Option<f64>,
    /// The greatest value possible, in the unit.
    pub upper: Option<f64>,
    /// The day on which the answer is known.
    pub resolves_on: Date,
    /// What came, in the unit (0 or 1 for an event): a seed question. Not for the eyes of members before the panel is
    /// closed.
    pub realisation: Option<f64>,
    /// The series and period that it is about.
    pub target: Option<Target>,
}

/// A member of a panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// The member's number.
    pub id: MemberId,
    /// The panel.
    pub panel: PanelId,
    /// The name that the chair gave.
    pub name: String,
    /// When the link runs out.
    pub expires_at: Timestamp,
    /// Whether the link was taken back.
    pub revoked: bool,
}

impl Member {
    /// Whether the member's link opens anything.
    ///
    /// # Errors
    /// When the link has expired or was revoked.
    pub fn admit(&self, now: Timestamp) -> Result<(), LedgerError> {
        if self.revoked {
            return Err(LedgerError::Revoked(self.id));
        }
        if self.expires_at <= now {
            return Err(LedgerError::Expired(self.id));
        }
        Ok(())
    }
}

/// A rule that a question breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Its name.
    Name,
    /// Its text.
    Text,
    /// Its levels.
    Levels,
    /// Its scale.
    Scale,
    /// Its bounds.
    Support,
    /// What came.
    Realisation,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "name",
            Self::Text => "text",
            Self::Levels => "levels",
            Self::Scale => "scale",
            Self::Support => "bounds",
            Self::Realisation => "realisation",
        })
    }
}

impl NewQuestion {
    /// What keeps the question from being asked, if anything: the part that is wrong, and why.
    pub fn fault(&self) -> Option<(Part, String)> {
        let name_fits = !self.name.is_empty()
            && self.name.len() <= 64
            && self.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if !name_fits {
            return Some((Part::Name, format!("the name `{}` is not of letters, digits, `_` and `-`", self.name)));
        }
        if self.text.trim().is_empty() {
            return Some((Part::Text, "the text is empty".to_owned()));
        }
        let fault = |part, why: &str| Some((part, why.to_owned()));
        match self.kind {
            Kind::Probability => {
                if !self.levels.is_empty() {
                    return fault(Part::Levels, "a probability has no levels: leave them out");
                }
                if self.lower.is_some() || self.upper.is_some() {
                    return fault(Part::Support, "a probability has no bounds of its own: leave them out");
                }
                if self.realisation.is_some_and(|value| value.total_cmp(&0.0).is_ne() && value.total_cmp(&1.0).is_ne())
                {
                    return fault(Part::Realisation, "an event came (1) or did not (0)");
                }
            }
            Kind::Quantiles => return self.quantity_fault(),
        }
        None
    }

    fn quantity_fault(&self) -> Option<(Part, String)> {
        let fault = |part, why: String| Some((part, why));
        let inside = self.levels.iter().all(|level| *level > 0.0 && *level < 1.0);
        if self.levels.is_empty() || self.levels.len() > 20 || !inside || !ascending(&self.levels) {
            let why = "levels are 1 to 20 numbers above 0 and below 1, ascending, as `[0.05, 0.5, 0.95]`";
            return fault(Part::Levels, why.to_owned());
        }
        let bounds = [self.lower, self.upper, self.realisation];
        if bounds.iter().flatten().any(|value| !value.is_finite()) {
            return fault(Part::Support, "bounds and realisation are finite numbers".to_owned());
        }
        if let (Some(lower), Some(upper)) = (self.lower, self.upper)
            && lower >= upper
        {
            return fault(Part::Support, format!("the lower bound `{lower}` is not below the upper bound `{upper}`"));
        }
        if self.scale == Scale::Log && self.lower.is_some_and(|lower| lower < 0.0) {
            return fault(
                Part::Scale,
                "on a log scale no value is below 0: give a lower bound of 0 or more".to_owned(),
            );
        }
        if let Some(value) = self.realisation {
            let outside =
                self.lower.is_some_and(|lower| value < lower) || self.upper.is_some_and(|upper| value > upper);
            if outside || (self.scale == Scale::Log && value <= 0.0) {
                return fault(Part::Realisation, format!("the realisation `{value}` lies outside what is possible"));
            }
        }
        None
    }
}

/// Whether each number is above the one before it.
pub(crate) fn ascending(numbers: &[f64]) -> bool {
    numbers.windows(2).all(|pair| matches!(pair, [a, b] if a < b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity() -> NewQuestion {
        NewQuestion {
            name: "q-1".to_owned(),
            text: "How many?".to_owned(),
            kind: Kind::Quantiles,
            unit: "t".to_owned(),
            scale: Scale::Uniform,
            levels: vec![0.05, 0.5, 0.95],
            lower: Some(0.0),
            upper: None,
            resolves_on: jiff::civil::date(2027, 1, 1),
            realisation: None,
            target: None,
        }
    }

    #[test]
    fn faults_of_questions_are_found() {
        assert_eq!(quantity().fault(), None);
        let part = |change: &dyn Fn(&mut NewQuestion)| {
            let mut question = quantity();
            change(&mut question);
            question.fault().map(|(part, _)| part)
        };
        assert_eq!(part(&|q| q.name = "a b".to_owned()), Some(Part::Name));
        assert_eq!(part(&|q| q.text = "  ".to_owned()), Some(Part::Text));
        assert_eq!(part(&|q| q.levels = vec![0.5, 0.05]), Some(Part::Levels));
        assert_eq!(part(&|q| q.levels = vec![0.5, f64::NAN]), Some(Part::Levels));
        assert_eq!(part(&|q| q.levels = vec![0.0, 1.0]), Some(Part::Levels));
        assert_eq!(part(&|q| q.upper = Some(0.0)), Some(Part::Support));
        assert_eq!(part(&|q| q.upper = Some(f64::INFINITY)), Some(Part::Support));
        assert_eq!(part(&|q| (q.scale, q.lower) = (Scale::Log, Some(-1.0))), Some(Part::Scale));
        assert_eq!(part(&|q| q.realisation = Some(-1.0)), Some(Part::Realisation));
        assert_eq!(part(&|q| q.kind = Kind::Probability), Some(Part::Levels));
        let event = |q: &mut NewQuestion| (q.kind, q.levels, q.lower) = (Kind::Probability, Vec::new(), None);
        assert_eq!(part(&event), None);
        let half = |q: &mut NewQuestion| {
            event(q);
            q.realisation = Some(0.5);
        };
        assert_eq!(part(&half), Some(Part::Realisation));
    }

    #[test]
    fn a_panel_closes_by_hand_or_after_its_last_day() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut panel = Panel {
            id: PanelId(1),
            title: String::new(),
            question_set: String::new(),
            created_at: at("2026-01-01T00:00:00Z"),
            closes_on: Some(jiff::civil::date(2026, 1, 31)),
            closed_at: None,
        };
        assert_eq!(panel.closed_by(at("2026-01-31T23:59:59Z")), None);
        assert_eq!(panel.closed_by(at("2026-02-01T00:00:00Z")), Some(at("2026-02-01T00:00:00Z")));
        panel.closed_at = Some(at("2026-01-10T00:00:00Z"));
        assert_eq!(panel.closed_by(at("2026-03-01T00:00:00Z")), panel.closed_at);
    }
}
