//! The fonts of printed matter, inside the binary: no font of the reader's machine is asked for.
//!
//! Five parts of Noto under the SIL Open Font License 1.1: a sans-serif in two weights for Latin, Greek and Cyrillic,
//! the signs of mathematics, geometric marks, and Chinese characters. `scripts/fonts.sh` cuts them; they are kept
//! beside the code.

mod face;

pub use face::{covers, family, missing};

/// Family name of [`SANS_REGULAR`] and [`SANS_BOLD`].
pub const SANS: &str = "Noto Sans";
/// Family name of [`MATH_REGULAR`].
pub const MATH: &str = "Noto Sans Math";
/// Family name of [`MARKS_REGULAR`].
pub const MARKS: &str = "Noto Sans Symbols2";
/// Family name of [`HAN_REGULAR`].
pub const HAN: &str = "Noto Sans CJK SC";

/// The families in the order in which a text asks them for a character.
pub const FAMILIES: [&str; 4] = [SANS, MATH, MARKS, HAN];

/// Latin, Greek, Cyrillic, punctuation and currencies.
pub static SANS_REGULAR: &[u8] = include_bytes!("../assets/sans-regular.ttf");
/// As [`SANS_REGULAR`], bold.
pub static SANS_BOLD: &[u8] = include_bytes!("../assets/sans-bold.ttf");
/// Arrows and the signs of mathematics.
pub static MATH_REGULAR: &[u8] = include_bytes!("../assets/math.ttf");
/// Squares, circles, triangles, ticks.
pub static MARKS_REGULAR: &[u8] = include_bytes!("../assets/marks.ttf");
/// Chinese: GB 2312 level 1, and characters of level 2 that names use.
pub static HAN_REGULAR: &[u8] = include_bytes!("../assets/han.otf");

/// The licence of all of them, with the holders of the copyright.
pub const LICENCE: &str = include_str!("../assets/OFL.txt");

/// Every font, in the order of [`FAMILIES`].
pub fn all() -> [&'static [u8]; 5] {
    [SANS_REGULAR, SANS_BOLD, MATH_REGULAR, MARKS_REGULAR, HAN_REGULAR]
}
