//! How links look: what runs on them by the form of the line, whether they are open by colour and dash.

use super::super::path::Stroke;
use super::super::theme::Role;
use crate::model::{LinkMode, LinkStatus, Map};
use crate::scale::{extent, finite};

/// The widths of lines: in proportion to the weight, never thinner than [`Widths::THIN`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    /// The heaviest link of all moments, so that widths mean the same in each of them.
    pub(super) most: Option<f64>,
    broad: f64,
}

impl Widths {
    const THIN: f64 = 1.2;
    /// Where nothing is known of weights.
    const PLAIN: f64 = 1.7;

    pub(super) fn of(map: &Map, narrow: bool) -> Self {
        let states = map.frames.iter().flat_map(|frame| &frame.links);
        let weights = states.filter_map(|state| finite(state.weight)).filter(|weight| *weight > 0.0);
        Self { most: extent(weights).map(|(_, most)| most), broad: if narrow { 6.5 } else { 9.0 } }
    }

    pub(super) fn at(&self, weight: Option<f64>) -> f64 {
        match (self.most, finite(weight)) {
            (Some(most), Some(weight)) => (self.broad * (weight / most).clamp(0.0, 1.0)).max(Self::THIN),
            (Some(_), None) => Self::THIN,
            (None, _) => Self::PLAIN,
        }
    }
}

/// The colour of a status; a map without moments has none.
pub(super) fn role(status: Option<LinkStatus>) -> Role {
    match status {
        Some(LinkStatus::Open) => Role::Series(0),
        Some(LinkStatus::Limited) => Role::Series(4),
        Some(LinkStatus::Closed) => Role::Series(1),
        Some(LinkStatus::NotOpened | LinkStatus::NotBuilt) => Role::Muted,
        Some(LinkStatus::Unknown) => Role::Soft,
        None => Role::Series(5),
    }
}

/// The strokes of a link, the lowest first.
pub(super) fn strokes(mode: LinkMode, status: Option<LinkStatus>, width: f64) -> Vec<Stroke> {
    let role = role(status);
    let passable = matches!(status, None | Some(LinkStatus::Open | LinkStatus::Limited));
    let width = if passable { width } else { width.min(1.6) };
    let base = match (mode, status) {
        (_, Some(LinkStatus::Unknown)) => Stroke::dotted(role, 1.6, 3.6),
        (_, Some(LinkStatus::NotOpened)) => Stroke::dashed(role, width, &[11.0, 3.0, 3.0, 3.0]),
        (_, Some(LinkStatus::NotBuilt)) => Stroke::dashed(role, width, &[11.0, 5.0]),
        (LinkMode::Sea, Some(LinkStatus::Closed)) => Stroke::dotted(role, 2.0, 4.0),
        (_, Some(LinkStatus::Closed)) => Stroke::dashed(role, width, &[2.5, 3.0]),
        (LinkMode::Sea, Some(LinkStatus::Limited)) => {
            let thick = width.max(2.0);
            Stroke { dashes: vec![6.0, thick + 3.0, 0.1, thick + 3.0], round: true, ..Stroke::solid(role, thick) }
        }
        (LinkMode::Sea, _) => Stroke::dotted(role, width.max(2.2), 1.9 * width.max(2.2)),
        (_, Some(LinkStatus::Limited)) => Stroke::dashed(role, width, &[5.5, 2.5]),
        (LinkMode::Other, _) => Stroke::dashed(role, width, &[9.0, 2.0, 2.0, 2.0]),
        (LinkMode::Road | LinkMode::Rail | LinkMode::OtherGauge, _) => Stroke::solid(role, width),
    };
    let mut strokes = vec![base];
    if width >= 4.0 && matches!(mode, LinkMode::Rail | LinkMode::OtherGauge) {
        // On a broad line the ties are hard to see: it gets the light dashes of a printed railway.
        let dashes: &[f64] = if mode == LinkMode::Rail { &[5.0, 4.0] } else { &[5.0, 2.5, 1.5, 2.5] };
        strokes.push(Stroke::dashed(Role::Ground, width * 0.34, dashes));
    }
    match mode {
        LinkMode::Rail => strokes.push(Stroke::dashed(role, width + 4.6, &[1.3, 6.7])),
        LinkMode::OtherGauge => strokes.push(Stroke::dashed(role, width + 4.6, &[1.3, 2.0, 1.3, 9.4])),
        LinkMode::Road | LinkMode::Sea | LinkMode::Other => {}
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_of_line_look_alike_without_colour() {
        let mut seen: Vec<(Vec<Vec<f64>>, bool)> = Vec::new();
        for mode in [LinkMode::Road, LinkMode::Rail, LinkMode::OtherGauge] {
            for status in LinkStatus::ALL {
                let strokes = strokes(mode, Some(status), 2.0);
                let look = (strokes.iter().map(|stroke| stroke.dashes.clone()).collect(), strokes[0].round);
                assert!(!seen.contains(&look), "{mode:?} {status:?}");
                seen.push(look);
            }
        }
        let sea: Vec<Vec<f64>> =
            LinkStatus::ALL.map(|status| strokes(LinkMode::Sea, Some(status), 1.0)[0].dashes.clone()).to_vec();
        for (place, dashes) in sea.iter().enumerate() {
            assert!(!sea[place + 1..].contains(dashes));
        }
    }

    #[test]
    fn widths_are_in_proportion_and_bounded() {
        let widths = Widths { most: Some(2000.0), broad: 9.0 };
        for (weight, expected) in
            [(Some(2000.0), 9.0), (Some(1000.0), 4.5), (Some(1.0), 1.2), (None, 1.2), (Some(9e9), 9.0)]
        {
            assert!((widths.at(weight) - expected).abs() < 1e-12);
        }
        assert!(widths.at(Some(f64::NAN)) < 1.3);
    }
}
