//! The answer as people read it.

use std::fmt::Write as _;

use figure::number;
use figure::text::{self, wrap};
use figure::{Cell, Column, Table};

use super::answer::{Answer, CLAIM, TOLERANCE, WEAK_DUALITY};
use super::task::{About, Decided};
use super::value::Value;
use crate::arguments::Solve;
use crate::screen::Screen;

/// Columns of the first stage that are printed before the rest is only counted; the JSON holds all.
const SHOWN: usize = 40;
/// Up to this size a value counts as zero.
const ZERO: f64 = 1e-9;

/// A number to ten digits.
pub(super) fn shown(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "infinite".to_owned() } else { "-infinite".to_owned() };
    }
    let size = value.abs();
    if size <= ZERO * 1e-3 {
        return "0".to_owned();
    }
    if !(1e-6..1e15).contains(&size) {
        return format!("{value:.9e}");
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 12")]
    let decimals = (9.0 - size.log10().floor()).clamp(0.0, 12.0) as u8;
    let text = number::format(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// Everything on one sheet.
pub(super) struct Sheet<'a> {
    pub(super) about: &'a About,
    pub(super) options: &'a Solve,
    pub(super) answer: &'a Answer,
    pub(super) first: &'a [Decided],
    pub(super) value: Option<&'a Value>,
    pub(super) screen: &'a Screen,
}

impl Sheet<'_> {
    pub(super) fn write(&self) -> String {
        let mut out = String::new();
        self.head(&mut out);
        self.result(&mut out);
        self.plan(&mut out);
        if let Some(value) = self.value {
            self.worth(&mut out, value);
        }
        out
    }

    fn line(&self, out: &mut String, text: &str) {
        for line in wrap(text, self.screen.columns) {
            let _ = writeln!(out, "{line}");
        }
    }

    fn table(&self, out: &mut String, table: &Table) {
        out.push_str(text::table(table, self.screen.columns, self.screen.style).trim_end());
        out.push('\n');
    }

    fn head(&self, out: &mut String) {
        let about = self.about;
        self.line(
            out,
            &format!(
                "{}: {} stages, {}; {} and {} of one scenario, {} decided now.",
                about.name,
                about.stages,
                count(about.scenarios, "scenario"),
                count(about.rows, "row"),
                count(about.columns, "column"),
                about.first_stage_columns
            ),
        );
        self.line(out, &format!("Read from {}.", about.files.join(", ")));
        if let Some(sample) = self.options.sample {
            let words = format!("Drawn at random: {sample} scenarios, seed {}; equal ones are one.", self.options.seed);
            self.line(out, &words);
        }
        if let Some(children) = about.child_scenarios {
            let inherit = match children.inherit {
                "core" => "the changes before their branch; later periods are those of the core file",
                _ => "all changes of their parent",
            };
            let other = if children.inherit == "core" { "parent" } else { "core" };
            let differs = if children.readings_differ {
                format!("The other reading (`--inherit {other}`) gives another programme.")
            } else {
                "The other reading gives the same programme.".to_owned()
            };
            self.line(out, &format!("Child scenarios take over {inherit} (`{}`). {differs}", children.inherit));
        }
        for warning in &about.warnings {
            self.line(out, &format!("Warning: {warning}."));
        }
    }

    fn result(&self, out: &mut String) {
        let answer = self.answer;
        let bracket = &answer.bracket;
        out.push('\n');
        let (lambda, alpha) = (self.options.lambda, self.options.alpha);
        let asked = if lambda > 0.0 {
            format!("smallest {} E + {} CVaR of the loss", number::auto(1.0 - lambda), number::auto(lambda))
        } else {
            "smallest mean loss".to_owned()
        };
        let table = Table {
            columns: vec![Column::text("what"), figures("value")],
            rows: vec![
                vec![Cell::text(format!("Objective: {asked}")), cell(answer.objective)],
                vec![Cell::text("No plan loses less than"), cell(bracket.lower)],
                vec![Cell::text("Gap, relative"), Cell::number(gap(bracket.gap), bracket.gap, None)],
                vec![Cell::text("E, the mean loss"), cell(answer.mean)],
                vec![
                    Cell::text(format!("CVaR, the mean of the worst {} %", number::auto((1.0 - alpha) * 100.0))),
                    cell(answer.cvar),
                ],
            ],
        };
        self.table(out, &table);
        let proof = match bracket.proof {
            WEAK_DUALITY => "The lower end is proven by weak duality.",
            CLAIM => "The lower end is the claim of the solver, which searched whole numbers; it is not proven.",
            TOLERANCE => {
                "The lower end follows from weak duality, but for reduced costs below 1e-7 that were taken for zero."
            }
            _ => "The lower end is not proven.",
        };
        let mut words = proof.to_owned();
        if let Some(rounded) = bracket.rounded_cuts.filter(|rounded| *rounded > 0) {
            let _ = write!(words, " Reduced costs below 1e-9 were taken for zero in {}.", count(rounded, "cut"));
        }
        if answer.stopped {
            words.push_str(" It was stopped: the bracket is wider than asked for.");
        } else if !bracket.closed {
            let _ = write!(words, " The bracket is wider than the {} asked for.", gap(self.options.gap));
        }
        self.line(out, &words);
        self.line(out, &self.method());
        for note in &answer.notes {
            self.line(out, &format!("Note: {note}."));
        }
    }

    fn method(&self) -> String {
        let answer = self.answer;
        let size =
            answer.extensive.map(|size| format!("{}, {}", count(size.rows, "row"), count(size.columns, "column")));
        match (answer.rounds, answer.referee, size) {
            (Some(rounds), None, _) => format!("Method: decomposition, {}.", count(rounds, "round")),
            (Some(rounds), Some(referee), size) => format!(
                "Method: decomposition, {}. The extensive form ({}) gives {}: they agree.",
                count(rounds, "round"),
                size.unwrap_or_default(),
                shown(referee.objective)
            ),
            (None, _, size) => format!("Method: the extensive form ({}).", size.unwrap_or_default()),
        }
    }

    fn plan(&self, out: &mut String) {
        let taken: Vec<&Decided> = self.first.iter().filter(|column| column.value.abs() > ZERO).collect();
        let zero = self.first.len() - taken.len();
        let _ = writeln!(out, "\nDecided now");
        let rows = taken.iter().take(SHOWN).map(|column| vec![Cell::text(&column.name), cell(column.value)]).collect();
        if !taken.is_empty() {
            self.table(out, &Table { columns: vec![Column::text("column"), figures("value")], rows });
        }
        if taken.len() > SHOWN {
            self.line(out, &format!("and {} more that are not 0; `--json` holds all.", taken.len() - SHOWN));
        }
        if zero > 0 {
            let names: Vec<&str> =
                self.first.iter().filter(|c| c.value.abs() <= ZERO).take(12).map(|c| c.name.as_str()).collect();
            let more = if zero > names.len() { format!(" and {} more", zero - names.len()) } else { String::new() };
            self.line(out, &format!("0: {}{more}.", names.join(", ")));
        }
    }

    fn worth(&self, out: &mut String, value: &Value) {
        let _ = writeln!(out, "\nWhat the answer is worth, in the mean");
        let mut rows = vec![vec![Cell::text("RP, the best mean loss"), cell(value.rp)]];
        for (words, figure) in [
            ("EV, the loss if the mean of all scenarios came", value.ev),
            ("EEV, the mean loss of the plan made for it", value.eev),
            ("VSS = EEV - RP, the worth of planning for all scenarios", value.vss),
            ("WS, the mean loss if each scenario were known", value.ws),
            ("EVPI = RP - WS, the worth of knowing it", value.evpi),
        ] {
            if let Some(figure) = figure {
                rows.push(vec![Cell::text(words), cell(figure)]);
            }
        }
        self.table(out, &Table { columns: vec![Column::text("what"), figures("value")], rows });
        for note in &value.notes {
            self.line(out, &format!("Note: {note}."));
        }
    }
}

// A column of numbers whose unit is that of the programme.
fn figures(name: &str) -> Column {
    Column { numeric: true, ..Column::text(name) }
}

fn cell(value: f64) -> Cell {
    Cell::number(shown(value), value, None)
}

fn gap(value: f64) -> String {
    if value.is_finite() { format!("{value:.1e}") } else { shown(value) }
}

fn count(number: usize, word: &str) -> String {
    #[allow(clippy::cast_precision_loss, reason = "a count that is printed")]
    let digits = number::format(number as f64, 0);
    if number == 1 { format!("{digits} {word}") } else { format!("{digits} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_number_has_ten_digits() {
        for (value, text) in [
            (-108_390.0, "-108,390"),
            (381.853_333_333_333, "381.8533333"),
            (170.000_000_000_01, "170"),
            (2.0 / 3.0, "0.6666666667"),
            (0.0, "0"),
            (1e-13, "0"),
            (-2.5e20, "-2.500000000e20"),
            (f64::INFINITY, "infinite"),
            (f64::NEG_INFINITY, "-infinite"),
        ] {
            assert_eq!(shown(value), text);
        }
    }
}
