//! The integral of a function that is smooth between its ends: the rule of Gauss and Kronrod with 15 places, halved
//! where it and the rule of Gauss with 7 disagree.
//!
//! By hand because the score needs one integral of bounded functions, for which a crate would be a dependency more.

/// Places of the rule right of the middle, and weights of Kronrod's rule there.
const KRONROD: [(f64, f64); 8] = [
    (0.000_000_000_000_000, 0.209_482_141_084_727_82),
    (0.207_784_955_007_898_47, 0.204_432_940_075_298_9),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_92),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_56),
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224),
];

/// Weights of Gauss's rule at every other of these places, from the middle.
const GAUSS: [f64; 4] =
    [0.417_959_183_673_469_4, 0.381_830_050_505_118_9, 0.279_705_391_489_276_67, 0.129_484_966_168_869_7];

/// Parts into which the way is cut at first, so that a narrow feature is not missed.
const PARTS: u32 = 4;

/// How often a part is halved at most.
const DEPTH: u32 = 40;

/// Disagreement that is let stand, for a function of size 1 over the whole way.
const TOLERANCE: f64 = 1e-13;

/// The integral of `of` from `from` to `to`.
pub(crate) fn integral(of: &impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let width = (to - from) / f64::from(PARTS);
    (0..PARTS)
        .map(|part| {
            let left = from + width * f64::from(part);
            halved(of, left, left + width, TOLERANCE * (to - from), DEPTH)
        })
        .sum()
}

fn halved(of: &impl Fn(f64) -> f64, from: f64, to: f64, tolerance: f64, depth: u32) -> f64 {
    let (fine, coarse) = rules(of, from, to);
    let middle = from + 0.5 * (to - from);
    if (fine - coarse).abs() <= tolerance || depth == 0 || middle <= from || middle >= to {
        return fine;
    }
    halved(of, from, middle, tolerance, depth - 1) + halved(of, middle, to, tolerance, depth - 1)
}

/// The integral by both rules.
fn rules(of: &impl Fn(f64) -> f64, from: f64, to: f64) -> (f64, f64) {
    let (middle, half) = (from + 0.5 * (to - from), 0.5 * (to - from));
    let (mut fine, mut coarse) = (0.0, 0.0);
    for (place, (at, weight)) in KRONROD.iter().enumerate() {
        let value = if place == 0 { of(middle) } else { of(middle - half * at) + of(middle + half * at) };
        fine += weight * value;
        if place % 2 == 0 {
            coarse += GAUSS[place >> 1] * value;
        }
    }
    (fine * half, coarse * half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_integrals() {
        assert!((integral(&|x: f64| x.exp(), 0.0, 1.0) - (1f64.exp() - 1.0)).abs() < 1e-14);
        assert!((integral(&|x: f64| x.powi(20), -1.0, 1.0) - 2.0 / 21.0).abs() < 1e-14);
        assert!((integral(&|x: f64| if x < 0.3 { 0.0 } else { 1.0 }, 0.0, 1.0) - 0.7).abs() < 1e-11);
    }
}
