//! The links of a map: where they run in the picture, and how they are drawn.

use ::words::text;

use super::super::doc::Doc;
use super::super::path::{Path, Stroke};
use super::super::seen::{Said, Seen};
use super::super::theme::Role;
use super::marks;
use super::style::{Widths, role, strokes};
use crate::geo::base::Course;
use crate::geo::clip::Rect;
use crate::geo::simplify::simplify;
use crate::geo::window::View;
use crate::model::{LinkStatus, Map};
use crate::shown::map as words;

/// Links come after all kinds of places.
const LINKS: usize = usize::MAX;

/// The course of a link as far as the picture shows it, the same in every frame.
pub(super) struct Track {
    pub(super) link: usize,
    pub(super) runs: Vec<Course>,
    /// Where the link is crossed out in the moments in which it is closed, if there are any.
    pub(super) cross: Option<(f64, f64)>,
    /// A link too short for a whole cross gets a small one.
    short: bool,
}

/// The links that can be seen. Crosses keep away from the marks of places.
pub(super) fn tracks(map: &Map, view: &View, marks: &[(f64, f64)]) -> Vec<Track> {
    let mut out: Vec<Track> = Vec::new();
    for (link, course) in map.links.iter().enumerate() {
        let lines = view.line(&course.points);
        let runs: Vec<Course> = lines.iter().map(|run| simplify(run, 0.3)).filter(|run| run.len() > 1).collect();
        if runs.is_empty() {
            continue;
        }
        let mut states = map.frames.iter().filter_map(|frame| frame.links.get(link));
        let ever = states.any(|state| state.status == LinkStatus::Closed);
        let cross = if ever { crossed(&runs, marks, view.rect.inset(7.0)) } else { None };
        let short = runs.iter().map(length).fold(0.0, f64::max) < 26.0;
        out.push(Track { link, runs, cross, short });
    }
    out
}

/// Draws the links, those first that others may cover: unknown and unbuilt ones, then the broad.
pub(super) fn draw(map: &Map, tracks: &[Track], widths: Widths, doc: &mut Doc) {
    let layer = |status: Option<LinkStatus>| match status {
        Some(LinkStatus::Unknown) => 0,
        Some(LinkStatus::NotOpened | LinkStatus::NotBuilt) => 1,
        None | Some(LinkStatus::Open) => 2,
        Some(LinkStatus::Limited) => 3,
        Some(LinkStatus::Closed) => 4,
    };
    let mut order: Vec<(&Track, Option<LinkStatus>, f64)> = tracks
        .iter()
        .map(|track| {
            let state = map.link_state(track.link);
            (track, state.as_ref().map(|state| state.status), widths.at(state.and_then(|state| state.weight)))
        })
        .collect();
    order.sort_by(|a, b| layer(a.1).cmp(&layer(b.1)).then(b.2.total_cmp(&a.2)));
    for (track, status, width) in order {
        let mode = map.links.get(track.link).map(|link| link.mode).unwrap_or_default();
        let path = Path::lines(&track.runs);
        seen(map, track, doc);
        doc.open(&words::link(map, track.link));
        let strokes = strokes(mode, status, width);
        let broad = strokes.first().map_or(0.0, |stroke| stroke.width);
        doc.trace(&path, &Stroke::solid(Role::Ground, broad + 2.4));
        for stroke in &strokes {
            doc.trace(&path, stroke);
        }
        if let Some(at) = track.cross.filter(|_| status == Some(LinkStatus::Closed)) {
            let (size, width) = if track.short { (2.8, 1.5) } else { (4.2, 2.0) };
            doc.disc(at, size + 1.4, Role::Ground, Role::Ground, 0.5);
            marks::cross(doc, at, size, role(status), width);
        }
        doc.close();
    }
}

/// Notes a link that has a name, in the middle of its longest run.
fn seen(map: &Map, track: &Track, doc: &mut Doc) {
    let run = track.runs.iter().max_by(|a, b| length(a).total_cmp(&length(b)));
    let Some(at) = run.and_then(|run| along(run, length(run) / 2.0)) else {
        return;
    };
    let name = words::link_name(map, track.link);
    if name.is_empty() {
        return;
    }
    doc.mark(|| Seen {
        at,
        series: (LINKS, text!("links")),
        label: name,
        time: None,
        said: Said::Words(words::link_words(map, track.link)),
    });
}

/// The point on the longest run where a cross is clear of marks, the middle if it can be.
fn crossed(runs: &[Course], marks: &[(f64, f64)], within: Rect) -> Option<(f64, f64)> {
    let run = runs.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let whole = length(run);
    let clear = |at: &(f64, f64)| {
        let distances = marks.iter().map(|mark| (mark.0 - at.0).hypot(mark.1 - at.1));
        distances.fold(f64::INFINITY, f64::min)
    };
    let places: Vec<(f64, f64)> = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]
        .iter()
        .filter_map(|part| along(run, part * whole))
        .filter(|at| within.holds(*at))
        .collect();
    let free = places.iter().find(|at| clear(at) > 12.0);
    free.or_else(|| places.iter().max_by(|a, b| clear(a).total_cmp(&clear(b)))).copied()
}

fn length(run: &Course) -> f64 {
    run.windows(2).map(leg).sum()
}

fn leg(pair: &[(f64, f64)]) -> f64 {
    match pair {
        [from, to] => (to.0 - from.0).hypot(to.1 - from.1),
        _ => 0.0,
    }
}

/// The point after so much of a line.
fn along(run: &[(f64, f64)], mut rest: f64) -> Option<(f64, f64)> {
    for pair in run.windows(2) {
        let (own, [from, to]) = (leg(pair), pair) else {
            continue;
        };
        if rest <= own && own > 0.0 {
            let part = rest / own;
            return Some((from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1)));
        }
        rest -= own;
    }
    run.last().copied()
}
