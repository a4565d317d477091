//! Events on a chart over time: a thin upright rule each, named above the plot; on a phone numbered, and listed below it.

use ::words::text;

use super::Area;
use super::doc::{Anchor, Doc, Type};
use super::lines::TICK;
use super::measure::{Label, line_height};
use super::place::Room;
use super::theme::Role;
use crate::model::EventMark;
use crate::scale::{Scale, finite_time};
use crate::spread::spread;

const WHEN: f64 = 11.0;
/// The radius of a numbered pin.
const PIN: f64 = 8.0;
/// How much a name dislikes to lie on a rule.
const RULE: f64 = 2.0;

/// The events of a chart with their places.
pub(super) enum Flags {
    Named(Vec<Flag>),
    Pinned(Vec<Pin>),
}

/// An event's name above the plot. Heights count from the lowest row upwards.
pub(super) struct Flag {
    x: f64,
    text_x: f64,
    width: f64,
    name: Label,
    when: Label,
    bottom: f64,
}

/// A number on an event's rule, and the words that the list gives it.
pub(super) struct Pin {
    x: f64,
    centre: f64,
    number: usize,
    words: Label,
}

impl Flags {
    /// The events inside of the times, each with its place.
    pub(super) fn new(marks: &[EventMark], times: (f64, f64), across: Scale, area: Area) -> Self {
        let inside =
            |mark: &&EventMark| finite_time(mark.x).is_some_and(|x| x >= times.0 - 1e-9 && x <= times.1 + 1e-9);
        let mut marks: Vec<&EventMark> = marks.iter().filter(inside).collect();
        marks.sort_by(|a, b| a.x.total_cmp(&b.x));
        let flags: Vec<Flag> = marks.iter().map(|mark| Flag::new(mark, across.at(mark.x), area)).collect();
        let cut = flags.iter().any(|flag| flag.name.full.is_some());
        if area.narrow && (flags.len() > 1 || cut) {
            return Self::Pinned(pins(&marks, across, area));
        }
        Self::Named(stacked(flags))
    }

    /// What they take above the plot.
    pub(super) fn height(&self) -> f64 {
        match self {
            Self::Named(flags) => flags.iter().map(|flag| flag.bottom).fold(0.0, f64::max),
            Self::Pinned(_) => 2.0 * PIN + 4.0,
        }
    }

    /// Draws rules and names; `base` is where the lowest name ends, a little above the plot.
    pub(super) fn draw(&self, doc: &mut Doc, base: f64, bottom: f64) {
        match self {
            Self::Named(flags) => {
                for flag in flags {
                    flag.draw_rule(doc, flags, base, bottom);
                }
                for flag in flags {
                    flag.draw_name(doc, base);
                }
            }
            Self::Pinned(pins) => {
                for pin in pins {
                    pin.draw(doc, base, bottom);
                }
            }
        }
    }

    /// The numbered events below the plot; the answer is where they end.
    pub(super) fn list(&self, doc: &mut Doc, top: f64, area: Area) -> f64 {
        let Self::Pinned(pins) = self else {
            return top;
        };
        let kind = Type::plain(TICK, Role::Ink);
        let bold = Type { bold: true, ..kind };
        let mut y = top + 4.0;
        for pin in pins {
            let number = bold.label(&pin.number.to_string(), 20.0, 1);
            doc.text(area.left + 14.0, y + TICK, Anchor::End, bold, &number);
            doc.text(area.left + GUTTER, y + TICK, Anchor::Start, kind, &pin.words);
            y += pin.words.height(TICK).max(line_height(TICK)) + 3.0;
        }
        y
    }

    /// A name in the plot had better not lie on a rule.
    pub(super) fn ink(&self, room: &mut Room, (top, bottom): (f64, f64)) {
        let xs: Vec<f64> = match self {
            Self::Named(flags) => flags.iter().map(|flag| flag.x).collect(),
            Self::Pinned(pins) => pins.iter().map(|pin| pin.x).collect(),
        };
        for x in xs {
            room.ink(&[(x, top), (x, bottom)], RULE);
        }
    }
}

/// Where the words of the list begin.
const GUTTER: f64 = 22.0;

impl Flag {
    fn new(mark: &EventMark, x: f64, area: Area) -> Self {
        let room = if area.narrow { 104.0 } else { 136.0 };
        let name = Label::fit(&mark.label, TICK, false, room, 4);
        let when = Label::fit(&mark.when, WHEN, false, room, 2);
        let width = name.width.max(when.width);
        // Right of the rule; at the right edge as far as there is room, and the rule begins below the words.
        let text_x = (x + 5.0).min(area.right - width).max(area.left);
        Self { x, text_x, width, name, when, bottom: 0.0 }
    }

    fn height(&self) -> f64 {
        self.name.height(TICK) + self.when.height(WHEN) + 4.0
    }

    fn covers(&self, other: &Self) -> bool {
        let beside = self.text_x > other.text_x + other.width + 8.0 || other.text_x > self.text_x + self.width + 8.0;
        !beside
    }

    /// Whether its words lie over a rule at this place.
    fn over(&self, x: f64) -> bool {
        x > self.text_x - 4.0 && x < self.text_x + self.width + 4.0
    }

    /// The rule begins beside its own words or below them, and leaves out the words of others.
    fn draw_rule(&self, doc: &mut Doc, flags: &[Flag], base: f64, bottom: f64) {
        let own_top = base - self.bottom;
        let mut from = if self.over(self.x) { own_top + self.height() - 2.0 } else { own_top + 2.0 };
        let mut gaps: Vec<(f64, f64)> = flags
            .iter()
            .filter(|other| other.bottom < self.bottom && other.over(self.x))
            .map(|other| (base - other.bottom - 1.0, base - other.bottom + other.height() - 1.0))
            .collect();
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (start, end) in gaps {
            if start > from {
                doc.line((self.x, from), (self.x, start), Role::Event, 1.0, None);
            }
            from = from.max(end);
        }
        doc.line((self.x, from), (self.x, bottom), Role::Event, 1.0, None);
    }

    fn draw_name(&self, doc: &mut Doc, base: f64) {
        let top = base - self.bottom;
        let (name, when) = (Type::plain(TICK, Role::Ink), Type::plain(WHEN, Role::Muted));
        doc.text(self.text_x, top + TICK, Anchor::Start, name, &self.name);
        doc.text(self.text_x, top + self.name.height(TICK) + WHEN, Anchor::Start, when, &self.when);
    }
}

/// Names one above the other where they would meet: first, and so lowest, those that lie over no rule of another.
fn stacked(mut left: Vec<Flag>) -> Vec<Flag> {
    let mut placed: Vec<Flag> = Vec::new();
    while let Some(next) = lowest(&left) {
        let mut flag = left.remove(next);
        let below = placed.iter().filter(|other| flag.covers(other) || flag.over(other.x));
        flag.bottom = below.map(|other| other.bottom).fold(0.0, f64::max) + flag.height();
        placed.push(flag);
    }
    placed
}

/// Which of the flags lies over the fewest rules of the others, of equals the rightmost.
fn lowest(left: &[Flag]) -> Option<usize> {
    let crossed =
        |i: usize, flag: &Flag| left.iter().enumerate().filter(|(other, own)| *other != i && flag.over(own.x)).count();
    let ranked = left.iter().enumerate().map(|(i, flag)| (i, crossed(i, flag), flag.x));
    ranked.min_by(|a, b| a.1.cmp(&b.1).then(b.2.total_cmp(&a.2))).map(|(i, ..)| i)
}

fn pins(marks: &[&EventMark], across: Scale, area: Area) -> Vec<Pin> {
    let xs: Vec<f64> = marks.iter().map(|mark| across.at(mark.x)).collect();
    let wanted: Vec<(f64, f64)> = xs.iter().map(|x| (*x, 2.0 * PIN + 2.0)).collect();
    let centres = spread(&wanted, area.left, area.right);
    let numbered = marks.iter().zip(xs).zip(centres).enumerate();
    numbered
        .map(|(i, ((mark, x), centre))| {
            let words = match (mark.label.trim(), mark.when.trim()) {
                (name, "") => name.to_owned(),
                ("", when) => when.to_owned(),
                (name, when) => text!("{name}, {when}"),
            };
            let words = Label::fit(&words, TICK, false, area.width() - GUTTER, 4);
            Pin { x, centre, number: i + 1, words }
        })
        .collect()
}

impl Pin {
    fn draw(&self, doc: &mut Doc, base: f64, bottom: f64) {
        let middle = base - PIN - 4.0;
        doc.line((self.centre, middle), (self.x, base + 2.0), Role::Event, 1.0, None);
        doc.line((self.x, base + 2.0), (self.x, bottom), Role::Event, 1.0, None);
        doc.disc((self.centre, middle), PIN - 0.5, Role::Ground, Role::Event, 1.0);
        let kind = Type { size: WHEN, bold: true, role: Role::Ink };
        let number = kind.label(&self.number.to_string(), 2.0 * PIN, 1);
        doc.text(self.centre, kind.centred(middle), Anchor::Middle, kind, &number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(x: f64, label: &str) -> EventMark {
        EventMark { x, label: label.into(), when: "8 January 2023".into() }
    }

    fn flags(marks: &[EventMark], narrow: bool) -> Flags {
        let right = if narrow { 358.0 } else { 718.0 };
        let area = Area { left: 2.0, right, top: 2.0, narrow };
        Flags::new(marks, (2011.0, 2024.0), Scale::new((2011.0, 2024.0), (40.0, right - 50.0)), area)
    }

    #[test]
    fn no_rule_runs_through_a_name() {
        let marks = [
            mark(2020.1, "Seller stops exports"),
            mark(2020.9, "Northern crossings closed to freight"),
            mark(2023.0, "Buyer relaxes restrictions at the border"),
        ];
        let Flags::Named(named) = flags(&marks, false) else { panic!("a wide picture has room for names") };
        for flag in &named {
            for other in named.iter().filter(|other| other.bottom < flag.bottom) {
                assert!(!other.over(flag.x), "the rule at {} runs through {:?}", flag.x, other.name.lines);
            }
            assert!(flag.name.full.is_none());
        }
    }

    #[test]
    fn where_a_rule_cannot_go_elsewhere_it_leaves_the_name_out() {
        // Close to the right edge each name lies over the rule of the other.
        let marks = [mark(2023.7, "The first of two events"), mark(2023.9, "The second of two events")];
        let mut doc = Doc::new(super::super::theme::Paint::Variables, String::new(), 720.0);
        let flags = flags(&marks, false);
        flags.draw(&mut doc, flags.height(), 300.0);
        let Flags::Named(named) = &flags else { panic!("a wide picture has room for names") };
        let lower = named.iter().map(|flag| flag.bottom).fold(f64::INFINITY, f64::min);
        let drawn = doc.finish(300.0, "", "");
        assert!(lower > 20.0 && drawn.matches("<path").count() >= 2, "{drawn}");
    }

    #[test]
    fn on_a_phone_several_events_are_numbered_and_listed_whole() {
        let marks = [mark(2022.9, "A first event with a long name"), mark(2023.0, "Buyer relaxes restrictions")];
        let flags = flags(&marks, true);
        let Flags::Pinned(pins) = &flags else { panic!("two events are numbered") };
        assert!((pins[1].centre - pins[0].centre) >= 2.0 * PIN);
        let mut doc = Doc::new(super::super::theme::Paint::Variables, String::new(), 360.0);
        let area = Area { left: 2.0, right: 358.0, top: 2.0, narrow: true };
        flags.list(&mut doc, 0.0, area);
        let svg = doc.finish(100.0, "", "");
        assert!(svg.contains("A first event with a long name, 8 January 2023"), "{svg}");
    }
}
