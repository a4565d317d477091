//! A grid of dots: eight in a character with braille, one with ASCII.

use super::pen::Pen;
use crate::model::Dash;

/// Marks of the series where there is no braille.
pub(super) const ASCII: [char; 6] = ['*', 'o', '+', 'x', '#', '@'];

#[derive(Clone, Copy, Default)]
struct Spot {
    bits: u32,
    owner: usize,
    mark: Option<char>,
    shade: Option<char>,
}

/// Lines drawn into characters.
pub(super) struct Canvas {
    columns: usize,
    rows: usize,
    spots: Vec<Spot>,
    unicode: bool,
}

impl Canvas {
    pub(super) fn new(columns: usize, rows: usize, unicode: bool) -> Self {
        Self { columns, rows, spots: vec![Spot::default(); columns * rows], unicode }
    }

    /// Dots across and down.
    pub(super) fn size(&self) -> (usize, usize) {
        if self.unicode { (self.columns * 2, self.rows * 4) } else { (self.columns, self.rows) }
    }

    fn dot(&mut self, x: usize, y: usize, owner: usize) {
        let (column, row, bit) = if self.unicode {
            let bit = match (x % 2, y % 4) {
                (0, 0) => 0x01,
                (0, 1) => 0x02,
                (0, 2) => 0x04,
                (0, _) => 0x40,
                (_, 0) => 0x08,
                (_, 1) => 0x10,
                (_, 2) => 0x20,
                _ => 0x80,
            };
            (x >> 1, y >> 2, bit)
        } else {
            (x, y, 1)
        };
        if column >= self.columns || row >= self.rows {
            return;
        }
        if let Some(spot) = self.spots.get_mut(row * self.columns + column) {
            spot.bits |= bit;
            spot.owner = owner;
        }
    }

    /// A straight line between two dots; the dash leaves some columns out.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), owner: usize, dash: Dash) {
        self.stroke(from, to, (owner, dash), |x, _| x.max(0.0) as usize);
    }

    /// A straight line between two dots that may stand upright; the dash is counted along it.
    pub(super) fn course(&mut self, from: (f64, f64), to: (f64, f64), owner: usize, dash: Dash) {
        self.stroke(from, to, (owner, dash), |_, step| step);
    }

    fn stroke(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        (owner, dash): (usize, Dash),
        phase: impl Fn(f64, usize) -> usize,
    ) {
        let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).ceil().clamp(1.0, 10_000.0);
        for step in 0..=(steps as usize) {
            let part = step as f64 / steps;
            let (x, y) = (from.0 + part * (to.0 - from.0), from.1 + part * (to.1 - from.1));
            let phase = phase(x, step);
            let drawn = match dash {
                Dash::Solid => true,
                Dash::Dashed => phase % 6 < 4,
                Dash::Dotted => phase.is_multiple_of(3),
                Dash::DashDot => !matches!(phase % 8, 4 | 5 | 7),
            };
            if drawn || !self.unicode || steps <= 1.0 {
                self.dot(x.round().max(0.0) as usize, y.round().max(0.0) as usize, owner);
            }
        }
    }

    /// A vertical mark through the free characters of a column.
    pub(super) fn post(&mut self, column: usize, mark: char) {
        for row in 0..self.rows {
            if let Some(spot) = self.spots.get_mut(row * self.columns + column.min(self.columns.saturating_sub(1))) {
                spot.mark = Some(mark);
            }
        }
    }

    /// A mark behind all others, in the characters of a column from one row to another.
    pub(super) fn shade(&mut self, column: usize, (top, bottom): (usize, usize), mark: char) {
        for row in top..=bottom.min(self.rows.saturating_sub(1)) {
            if let Some(spot) = self.spots.get_mut(row * self.columns + column).filter(|_| column < self.columns) {
                spot.shade = Some(mark);
            }
        }
    }

    /// The dots of one character and whose they are; `None` where there is none.
    pub(super) fn character(&self, column: usize, row: usize) -> Option<(char, usize)> {
        let spot = self.spots.get(row * self.columns + column).filter(|spot| spot.bits != 0)?;
        let braille = char::from_u32(0x2800 + spot.bits).filter(|_| self.unicode);
        Some((braille.or(ASCII.get(spot.owner % ASCII.len()).copied())?, spot.owner))
    }

    /// One row as characters.
    pub(super) fn row(&self, row: usize, pen: Pen) -> String {
        let spots = self.spots.iter().skip(row * self.columns).take(self.columns);
        spots
            .map(|spot| match (spot.bits, spot.mark, spot.shade) {
                (0, None, Some(shade)) => pen.dim(shade.encode_utf8(&mut [0; 4])),
                (0, mark, _) => mark.unwrap_or(' ').to_string(),
                (bits, _, _) => {
                    let mark = if self.unicode {
                        char::from_u32(0x2800 + bits)
                    } else {
                        ASCII.get(spot.owner % ASCII.len()).copied()
                    };
                    pen.series(spot.owner, mark.unwrap_or('*').encode_utf8(&mut [0; 4]))
                }
            })
            .collect()
    }
}
