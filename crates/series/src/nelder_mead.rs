//! The least of a function of a few variables without derivatives (Nelder and Mead 1965). By hand: forty lines, the same
//! digits on every machine, and no dependency that brings its own notion of a problem.

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Until {
    /// Largest distance between corners, in each variable.
    pub(crate) place: f64,
    /// Largest difference between values at corners.
    pub(crate) value: f64,
    /// Most evaluations.
    pub(crate) evaluations: usize,
}

/// The place and value of a local least. Values that are not finite count as infinitely high.
pub(crate) fn least(start: &[f64], until: &Until, mut function: impl FnMut(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let n = start.len();
    let mut evaluations = 0;
    let mut value = |x: &[f64]| {
        evaluations += 1;
        let value = function(x);
        (if value.is_finite() { value } else { f64::INFINITY }, evaluations)
    };
    let mut corners: Vec<(Vec<f64>, f64)> = Vec::with_capacity(n + 1);
    corners.push((start.to_vec(), value(start).0));
    for i in 0..n {
        let mut x = start.to_vec();
        x[i] += 0.3;
        let found = value(&x).0;
        corners.push((x, found));
    }
    loop {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (best, worst) = (corners[0].1, corners[n].1);
        let width = corners[1..]
            .iter()
            .flat_map(|corner| corner.0.iter().zip(&corners[0].0))
            .fold(0.0_f64, |width, (a, b)| width.max((a - b).abs()));
        if worst - best <= until.value && width <= until.place {
            break;
        }
        let centre: Vec<f64> = (0..n)
            .map(|i| corners[..n].iter().map(|corner| corner.0[i]).sum::<f64>() / crate::count::real(n))
            .collect();
        let along =
            |factor: f64| -> Vec<f64> { centre.iter().zip(&corners[n].0).map(|(c, w)| c + factor * (c - w)).collect() };
        let reflected = along(1.0);
        let (at_reflected, spent) = value(&reflected);
        if spent >= until.evaluations {
            break;
        }
        if at_reflected < best {
            let expanded = along(2.0);
            let at_expanded = value(&expanded).0;
            corners[n] = if at_expanded < at_reflected { (expanded, at_expanded) } else { (reflected, at_reflected) };
            continue;
        }
        if at_reflected < corners[n - 1].1 {
            corners[n] = (reflected, at_reflected);
            continue;
        }
        let (contracted, bar) = if at_reflected < worst { (along(0.5), at_reflected) } else { (along(-0.5), worst) };
        let at_contracted = value(&contracted).0;
        if at_contracted < bar {
            corners[n] = (contracted, at_contracted);
            continue;
        }
        let anchor = corners[0].0.clone();
        for corner in &mut corners[1..] {
            for (x, best) in corner.0.iter_mut().zip(&anchor) {
                *x = best + 0.5 * (*x - best);
            }
            corner.1 = value(&corner.0).0;
        }
    }
    corners.swap_remove(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_valley_of_rosenbrock() {
        let until = Until { place: 1e-9, value: 1e-16, evaluations: 2000 };
        let (x, value) = least(&[-1.2, 1.0], &until, |x| 100.0 * (x[1] - x[0] * x[0]).powi(2) + (1.0 - x[0]).powi(2));
        assert!((x[0] - 1.0).abs() < 1e-6 && (x[1] - 1.0).abs() < 1e-6 && value < 1e-12, "{x:?} {value}");
    }
}
