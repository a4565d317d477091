//! How goods would spread over several routes: the path-size logit.
//!
//! M. Ben-Akiva and M. Bierlaire, Discrete choice methods and their applications to short term travel decisions, in
//! Handbook of Transportation Science, 1999: share of route i in proportion to `exp(-theta g_i) PS_i`, with the path size
//! `PS_i = sum over its arcs a of (len_a / len_i) / N_a`, `N_a` being the routes of the set that use a. It says what
//! shippers tend to do, and knows no capacity.

use super::error::{RouteError, not_negative};
use super::graph::ArcIx;

/// One route of the set that is chosen from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alternative<'a> {
    /// Generalised cost: freight, transfers and delay, USD/t.
    pub cost: f64,
    /// Its arcs, each once.
    pub arcs: &'a [ArcIx],
}

/// How much of each route is its own, from 1 / (number of routes) to 1: 1 where it shares nothing. `lengths` is by arc,
/// km; arcs that no route uses may have any. A route without length counts each of its arcs as equally long, one
/// without arcs shares nothing.
///
/// # Errors
/// [`RouteError::NoSuchArc`] for an arc without a length, [`RouteError::NegativeWeight`] for a length that is below zero
/// or not finite.
pub fn path_sizes(routes: &[Alternative<'_>], lengths: &[f64]) -> Result<Vec<f64>, RouteError> {
    let mut uses = vec![0.0; lengths.len()];
    for arc in routes.iter().flat_map(|route| route.arcs) {
        match lengths.get(arc.index()) {
            None => return Err(RouteError::NoSuchArc { arc: *arc, arcs: lengths.len() }),
            Some(length) if !(length.is_finite() && *length >= 0.0) => {
                return Err(RouteError::NegativeWeight { arc: *arc, weight: *length });
            }
            Some(_) => uses[arc.index()] += 1.0,
        }
    }
    Ok(routes.iter().map(|route| path_size(route.arcs, lengths, &uses)).collect())
}

fn path_size(arcs: &[ArcIx], lengths: &[f64], uses: &[f64]) -> f64 {
    if arcs.is_empty() {
        return 1.0;
    }
    let longest = arcs.iter().map(|arc| lengths[arc.index()]).fold(0.0, f64::max);
    // Relative to the longest arc, so that no sum of lengths can overflow.
    let relative = |arc: &ArcIx| if longest > 0.0 { lengths[arc.index()] / longest } else { 1.0 };
    let whole: f64 = arcs.iter().map(relative).sum();
    arcs.iter().map(|arc| relative(arc) / whole / uses[arc.index()]).sum()
}

/// Share of each route, 0 to 1, adding up to 1; none for no routes. `theta` is how strongly cost decides, per USD/t: at 0
/// only overlap counts, the greater it is the more the cheapest route takes. `lengths` as in [`path_sizes`].
///
/// # Errors
/// Those of [`path_sizes`], and [`RouteError::OutOfRange`] for a cost or theta that is below zero or not finite.
pub fn shares(routes: &[Alternative<'_>], lengths: &[f64], theta: f64) -> Result<Vec<f64>, RouteError> {
    not_negative("theta", theta)?;
    for route in routes {
        not_negative("the cost of a route", route.cost)?;
    }
    let least = routes.iter().map(|route| route.cost).fold(f64::INFINITY, f64::min);
    // Above the least cost only, so that the cheapest route never vanishes.
    let weights: Vec<f64> = path_sizes(routes, lengths)?
        .into_iter()
        .zip(routes)
        .map(|(size, route)| (-theta * (route.cost - least)).exp() * size)
        .collect();
    let sum: f64 = weights.iter().sum();
    Ok(weights.into_iter().map(|weight| weight / sum).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCS: [ArcIx; 6] = [ArcIx(0), ArcIx(1), ArcIx(2), ArcIx(3), ArcIx(4), ArcIx(5)];

    fn close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 5e-7, "{found} is not {expected}");
        }
    }

    #[test]
    fn two_routes_without_overlap() {
        // 1 / (1 + exp(-0.1 * 10)) = 0.731059
        let routes = [Alternative { cost: 100.0, arcs: &ARCS[0..1] }, Alternative { cost: 110.0, arcs: &ARCS[1..2] }];
        close(&shares(&routes, &[70.0, 30.0], 0.1).unwrap(), &[0.731_059, 0.268_941]);
    }

    #[test]
    fn three_routes_of_which_two_share_four_fifths() {
        // Path sizes 1, 0.8/2 + 0.2 = 0.6, 0.6; 1 / 2.2 = 0.454545, 0.6 / 2.2 = 0.272727.
        let trunk = [ArcIx(1), ArcIx(2)];
        let other = [ArcIx(1), ArcIx(3)];
        let routes = [
            Alternative { cost: 50.0, arcs: &ARCS[0..1] },
            Alternative { cost: 50.0, arcs: &trunk },
            Alternative { cost: 50.0, arcs: &other },
        ];
        let lengths = [10.0, 8.0, 2.0, 2.0];
        close(&path_sizes(&routes, &lengths).unwrap(), &[1.0, 0.6, 0.6]);
        for theta in [0.0, 0.1, 1e6] {
            close(&shares(&routes, &lengths, theta).unwrap(), &[0.454_545, 0.272_727, 0.272_727]);
        }
    }

    #[test]
    fn routes_without_length() {
        let routes = [
            Alternative { cost: 1.0, arcs: &[] },
            Alternative { cost: 1.0, arcs: &ARCS[0..2] },
            Alternative { cost: 1.0, arcs: &ARCS[1..2] },
        ];
        close(&path_sizes(&routes, &[0.0, 0.0]).unwrap(), &[1.0, 0.75, 0.5]);
        assert!(shares(&[], &[], 1.0).unwrap().is_empty());
    }

    #[test]
    fn the_cheapest_remains_at_any_theta() {
        let routes = [Alternative { cost: 1e9, arcs: &ARCS[0..1] }, Alternative { cost: 1e15, arcs: &ARCS[1..2] }];
        assert_eq!(shares(&routes, &[f64::MAX, 1.0], f64::MAX).unwrap(), [1.0, 0.0]);
    }

    #[test]
    fn what_is_refused() {
        let route = |cost| [Alternative { cost, arcs: &ARCS[0..1] }];
        assert!(matches!(shares(&route(1.0), &[], 1.0), Err(RouteError::NoSuchArc { .. })));
        assert!(matches!(shares(&route(1.0), &[f64::NAN], 1.0), Err(RouteError::NegativeWeight { .. })));
        assert!(matches!(shares(&route(f64::INFINITY), &[1.0], 1.0), Err(RouteError::OutOfRange { .. })));
        assert!(matches!(shares(&route(1.0), &[1.0], -1.0), Err(RouteError::OutOfRange { .. })));
        assert!(shares(&route(1.0), &[1.0, f64::NAN], 1.0).is_ok(), "an arc that no route uses");
    }
}
