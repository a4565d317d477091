//! Which frame of a figure is shown, how another is chosen, and the pictures of both.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use figure::svg::{self, Width};
use figure::{Chart, Figure};
use minijinja::value::Value;
use serde::Serialize;

use crate::recent::Recent;
use crate::wish::cut;

/// The name by which a query asks for a frame: `?on=2020-03`.
pub(crate) const ON: &str = "on";

/// The frame that a figure shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Its number.
    pub(crate) frame: usize,
    /// The number of the frame that is shown unasked.
    pub(crate) unasked: usize,
    /// What was asked for in vain.
    pub(crate) vain: Option<String>,
}

impl Chosen {
    /// The frame asked for by its key, else the one that the figure shows by itself. `None` without a choice.
    pub(crate) fn of(figure: &Figure, asked: Option<&str>) -> Option<Self> {
        let Chart::Map(map) = &figure.chart else { return None };
        let last = map.frames.len().checked_sub(1).filter(|last| *last > 0)?;
        let unasked = map.frame.min(last);
        let asked = asked.filter(|key| !key.is_empty());
        let found = asked.map(|key| map.frame_of(key));
        Some(Self {
            frame: found.flatten().unwrap_or(unasked),
            unasked,
            vain: asked.filter(|_| found == Some(None)).map(cut),
        })
    }
}

/// The control that chooses a frame, for a template.
#[derive(Debug, Serialize)]
pub(crate) struct FramesView {
    /// The page on which the control stands.
    page: String,
    options: Vec<Choice>,
    shown: Choice,
    /// The frame shown unasked, which the table is of.
    unasked: Choice,
    first: Choice,
    last: Choice,
    before: Option<Choice>,
    after: Option<Choice>,
    vain: Option<String>,
}

/// One frame to choose.
#[derive(Debug, Clone, Serialize)]
struct Choice {
    at: usize,
    key: String,
    label: String,
    chosen: bool,
}

impl FramesView {
    pub(crate) fn of(figure: &Figure, chosen: &Chosen, page: &str) -> Option<Self> {
        let options: Vec<Choice> = figure
            .frames()
            .iter()
            .enumerate()
            .map(|(at, frame)| Choice {
                at,
                key: frame.key.clone(),
                label: frame.label.clone(),
                chosen: at == chosen.frame,
            })
            .collect();
        Some(Self {
            page: page.to_owned(),
            shown: options.get(chosen.frame)?.clone(),
            unasked: options.get(chosen.unasked)?.clone(),
            first: options.first()?.clone(),
            last: options.last()?.clone(),
            before: chosen.frame.checked_sub(1).and_then(|at| options.get(at)).cloned(),
            after: options.get(chosen.frame + 1).cloned(),
            vain: chosen.vain.clone(),
            options,
        })
    }
}

/// A picture in both widths, safe to stand in a page.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    pub(crate) wide: Value,
    pub(crate) narrow: Value,
}

impl Pair {
    fn of(wide: String, narrow: String) -> Self {
        Self { wide: Value::from_safe_string(wide), narrow: Value::from_safe_string(narrow) }
    }

    /// Bytes of both.
    fn bytes(&self) -> usize {
        [&self.wide, &self.narrow].into_iter().filter_map(|picture| picture.as_str()).map(str::len).sum()
    }
}

/// So many bytes of frames are kept: those of the maps that readers step through. What was asked for before is kept as an
/// answer, compressed.
const FRAMES: usize = 16 << 20;

/// The pictures of all figures, drawn when they are first asked for and kept.
#[derive(Debug)]
pub(crate) struct Pictures {
    /// As the figures come, by id.
    plain: BTreeMap<String, OnceLock<Pair>>,
    /// In every frame, by id.
    framed: Mutex<Recent<String, Arc<[Pair]>>>,
}

impl Pictures {
    pub(crate) fn of(figures: &[Figure]) -> Self {
        Self {
            plain: figures.iter().map(|figure| (figure.id.clone(), OnceLock::new())).collect(),
            framed: Mutex::new(Recent::within(FRAMES)),
        }
    }

    /// A figure as it comes.
    pub(crate) fn plain(&self, figure: &Figure) -> Pair {
        let draw = || Pair::of(svg::render(figure, Width::Wide), svg::render(figure, Width::Narrow));
        self.plain.get(&figure.id).map_or_else(draw, |kept| kept.get_or_init(draw).clone())
    }

    /// A figure that is a part of one of ours: drawn anew.
    pub(crate) fn part(figure: &Figure) -> Pair {
        Pair::of(svg::render(figure, Width::Wide), svg::render(figure, Width::Narrow))
    }

    /// A figure in one of its frames. The first call draws all frames: what they share is worked out once.
    pub(crate) fn framed(&self, figure: &Figure, chosen: &Chosen) -> Pair {
        if chosen.frame == chosen.unasked {
            return self.plain(figure);
        }
        // Whoever asks meanwhile waits: two would draw the same.
        let mut framed = self.framed.lock().unwrap_or_else(PoisonError::into_inner);
        let all = framed.get(&figure.id).unwrap_or_else(|| {
            let narrow = svg::render_frames(figure, Width::Narrow);
            let both = svg::render_frames(figure, Width::Wide).into_iter().zip(narrow);
            let all: Arc<[Pair]> = both.map(|(wide, narrow)| Pair::of(wide, narrow)).collect();
            framed.put(figure.id.clone(), Arc::clone(&all), all.iter().map(Pair::bytes).sum());
            all
        });
        all.get(chosen.frame).cloned().unwrap_or_else(|| self.plain(figure))
    }
}
