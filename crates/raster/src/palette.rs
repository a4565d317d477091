//! Few colours where few are enough.
//!
//! A figure is drawn in a dozen colours, but the soft edges of its marks mix them into some hundreds. A file of 256
//! colours is half as long. Where there are more, those of the fewest pixels take the place of their nearest neighbour,
//! as long as no pixel moves by more than the eye can tell at an edge.

use rustc_hash::FxHashMap;

/// Red, green, blue.
pub(crate) type Rgb = [u8; 3];

/// Most colours of a list.
const MOST: usize = 256;
/// The places given to the colours of the most pixels; the others go to colours that are far from all of them.
const FREQUENT: usize = 192;
/// Most colours that are merged at all: a picture with more is no figure.
const MERGED: usize = 4096;
/// Farthest that a colour is moved: the distance in red, green and blue, squared.
const FARTHEST: u32 = 24 * 24;

/// A picture as places in a list of colours.
pub(crate) struct Indexed {
    /// Red, green and blue of each colour, the most frequent first.
    pub(crate) colours: Vec<Rgb>,
    /// A place in the list for each pixel.
    pub(crate) pixels: Vec<u8>,
}

/// The picture in at most 256 colours; `None` when too many colours are too far apart.
///
/// A pixel is red, green, blue and a fourth part that is the same everywhere.
pub(crate) fn indexed(pixels: &[[u8; 4]]) -> Option<Indexed> {
    let seen = Seen::of(pixels)?;
    let mut order: Vec<&(Rgb, usize)> = seen.colours.iter().collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let order: Vec<Rgb> = order.into_iter().map(|(colour, _)| *colour).collect();
    let (colours, places) = if order.len() <= MOST {
        let places = order.iter().copied().zip(0..=u8::MAX).collect();
        (order, places)
    } else {
        merged(&order)?
    };
    let moved: Vec<u8> = seen.colours.iter().map(|(colour, _)| places.get(colour).copied()).collect::<Option<_>>()?;
    let mut out = Vec::with_capacity(pixels.len());
    for run in &seen.runs {
        out.resize(out.len() + run.pixels, *moved.get(usize::from(run.colour))?);
    }
    Some(Indexed { colours, pixels: out })
}

/// The colours of a picture in the order in which they are met, with their pixels; and its runs.
struct Seen {
    colours: Vec<(Rgb, usize)>,
    runs: Vec<Run>,
}

/// Pixels of one colour beside each other: most of a figure is ground.
struct Run {
    /// A place among the colours.
    colour: u16,
    pixels: usize,
}

impl Seen {
    /// `None` when there are more colours than are merged.
    fn of(pixels: &[[u8; 4]]) -> Option<Self> {
        let mut places: FxHashMap<[u8; 4], u16> = FxHashMap::default();
        let mut seen = Self { colours: Vec::new(), runs: Vec::new() };
        for run in pixels.chunk_by(|a, b| a == b) {
            let pixel = *run.first()?;
            let colour = *places.entry(pixel).or_insert_with(|| {
                let [red, green, blue, _] = pixel;
                seen.colours.push(([red, green, blue], 0));
                u16::try_from(seen.colours.len() - 1).unwrap_or(u16::MAX)
            });
            if seen.colours.len() > MERGED {
                return None;
            }
            seen.colours.get_mut(usize::from(colour))?.1 += run.len();
            seen.runs.push(Run { colour, pixels: run.len() });
        }
        Some(seen)
    }
}

/// A list of 256 colours out of more, the most frequent first, and the place of each of them in it.
fn merged(order: &[Rgb]) -> Option<(Vec<Rgb>, FxHashMap<Rgb, u8>)> {
    let (frequent, rare) = order.split_at_checked(FREQUENT)?;
    let mut colours: Vec<Rgb> = frequent.to_vec();
    let mut places: FxHashMap<Rgb, u8> = frequent.iter().copied().zip(0..=u8::MAX).collect();
    // Each rare colour with its distance to the nearest that has a place, and that place.
    let mut rare: Vec<(Rgb, u32, u8)> = rare.iter().map(|colour| (*colour, u32::MAX, 0)).collect();
    for (colour, place) in frequent.iter().zip(0..=u8::MAX) {
        approach(&mut rare, *colour, place);
    }
    while let Ok(place) = u8::try_from(colours.len()) {
        // The farthest; of equals the most frequent.
        let mut farthest: Option<(Rgb, u32)> = None;
        for (colour, distance, _) in &rare {
            if farthest.is_none_or(|(_, most)| *distance > most) {
                farthest = Some((*colour, *distance));
            }
        }
        let (colour, _) = farthest?;
        colours.push(colour);
        approach(&mut rare, colour, place);
    }
    for (colour, distance, place) in rare {
        if distance > FARTHEST {
            return None;
        }
        places.insert(colour, place);
    }
    Some((colours, places))
}

/// Gives a place to all colours that are nearer to its colour than to their own so far.
fn approach(rare: &mut [(Rgb, u32, u8)], colour: Rgb, place: u8) {
    for (own, distance, at) in rare {
        let here = apart(*own, colour);
        if here < *distance {
            (*distance, *at) = (here, place);
        }
    }
}

/// The distance of two colours, squared.
fn apart(a: Rgb, b: Rgb) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opaque(pixels: &[Rgb]) -> Vec<[u8; 4]> {
        pixels.iter().map(|[red, green, blue]| [*red, *green, *blue, u8::MAX]).collect()
    }

    #[test]
    fn few_colours_are_kept_as_they_are() {
        let pixels: Vec<Rgb> = (0..=255_u8).flat_map(|c| [[c, 0, 0], [c, 0, 0]]).collect();
        let indexed = indexed(&opaque(&pixels)).unwrap();
        let back: Vec<Rgb> = indexed.pixels.iter().map(|place| indexed.colours[usize::from(*place)]).collect();
        assert_eq!(back, pixels);
    }

    #[test]
    fn many_near_colours_are_merged_and_far_ones_are_kept() {
        // 1,024 greys of blue tints, most of them on one pixel, and one red pixel.
        let mut pixels: Vec<Rgb> =
            (0..128_u8).flat_map(|grey| (100..108_u8).map(move |blue| [grey, grey, blue])).collect();
        pixels.extend([[0, 0, 100]; 500]);
        pixels.push([255, 0, 0]);
        let indexed = indexed(&opaque(&pixels)).unwrap();
        assert_eq!(indexed.colours.len(), 256);
        assert_eq!(indexed.colours[0], [0, 0, 100]);
        for (pixel, place) in pixels.iter().zip(&indexed.pixels) {
            assert!(apart(*pixel, indexed.colours[usize::from(*place)]) <= FARTHEST);
        }
        assert_eq!(indexed.colours[usize::from(*indexed.pixels.last().unwrap())], [255, 0, 0]);
    }

    #[test]
    fn a_photograph_is_not_merged() {
        let steps = || (0..=252_u8).step_by(28);
        let far: Vec<Rgb> = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b]))).collect();
        assert!(indexed(&opaque(&far)).is_none());
        let many: Vec<Rgb> = (0..=255_u8).flat_map(|r| (0..40_u8).map(move |g| [r, g, 0])).collect();
        assert!(indexed(&opaque(&many)).is_none());
    }
}
