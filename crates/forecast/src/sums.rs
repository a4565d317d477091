//! Years and other sums of months: the quantiles of a voice month by month, and the dependence between months of the
//! structural model's paths (an empirical copula; Clark et al. 2004, the Schaake shuffle).

use series::random::Random;

use crate::count::real;
use crate::voices::{Asked, Spoken, Voice};

/// Draws of the months to come by a voice, by path, then month: each month has the voice's law, and the ranks of the
/// structural model's paths.
pub fn paths(spoken: &Spoken, asked: &Asked<'_>, voice: Voice, count: usize, random: &mut Random) -> Vec<Vec<f64>> {
    let mut paths = spoken.structural.paths(asked, count, random);
    if voice == Voice::Structural {
        return paths;
    }
    let normals = spoken.said(voice);
    #[allow(clippy::needless_range_loop, reason = "a month of every path, not a path")]
    for h in 0..asked.horizon {
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|a, b| paths[*a][h].total_cmp(&paths[*b][h]).then(a.cmp(b)));
        for (rank, path) in order.into_iter().enumerate() {
            paths[path][h] = normals.quantile(h, (real(rank) + 0.5) / real(count));
        }
    }
    paths
}

/// Quantiles of draws, by linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
pub fn quantiles(draws: &[f64], levels: &[f64]) -> Vec<f64> {
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    levels.iter().map(|level| quantile(&sorted, *level)).collect()
}

fn quantile(sorted: &[f64], level: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = level.clamp(0.0, 1.0) * real(last);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the last place")]
    let low = (at.floor() as usize).min(last);
    let high = (low + 1).min(last);
    sorted[low] + (at - real(low)) * (sorted[high] - sorted[low])
}

/// Draws of the sum of some months to come (places from 0) and a known part.
pub fn totals(paths: &[Vec<f64>], months: &[usize], known: f64) -> Vec<f64> {
    paths.iter().map(|path| known + months.iter().filter_map(|h| path.get(*h)).sum::<f64>()).collect()
}
