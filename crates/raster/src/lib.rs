//! SVG pictures of figures as PNG, with nothing of the machine in them: the fonts are our own, no file is read, and what
//! a picture may ask for is bounded.
//!
//! | module | holds |
//! |---|---|
//! | `guard` | which SVG is drawn at all: elements, depth, sizes |
//! | `fonts` | the fonts, put in order once |
//! | `draw` | from SVG to pixels |
//! | `palette` | few colours where few are enough |
//! | `encode` | from pixels to PNG (ISO/IEC 15948), with title and source inside |

mod draw;
mod encode;
mod error;
mod fonts;
mod guard;
mod palette;

pub use error::RasterError;
pub use guard::{MOST_BYTES, MOST_ELEMENTS, MOST_PIXELS};

/// Width and height of a picture that pages are shared with (Open Graph), in pixels.
pub const OG_SIZE: (u32, u32) = (1200, 630);

/// Pixels a user unit, at which a PNG is meant to be printed or shown at its natural size: 96 to the inch.
const UNITS_PER_INCH: f32 = 96.0;

/// An SVG as a PNG of `scale` pixels a user unit, on white.
///
/// `words` are put into the file under their keywords, for example `("Title", ..)` and `("Source", ..)`: keywords are
/// 1 to 79 characters of Latin 1, others are left out. The same SVG gives the same bytes.
///
/// # Errors
/// When the text is no SVG, or asks for more than is drawn: elements that figures do not use (pictures, links, scripts),
/// addresses, deep nesting, sizes above [`MOST_PIXELS`].
///
/// ```
/// let svg = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20" stroke="#000"/></svg>"##;
/// let png = raster::png(svg, 2.0, &[("Title", "A line")])?;
/// assert!(png.starts_with(b"\x89PNG"));
/// # Ok::<(), raster::RasterError>(())
/// ```
pub fn png(svg: &str, scale: f32, words: &[(&str, &str)]) -> Result<Vec<u8>, RasterError> {
    let tree = draw::tree(svg)?;
    let pixels = draw::scaled(&tree, scale)?;
    encode::png(&pixels, Some(scale * UNITS_PER_INCH), words)
}

/// An SVG as a PNG of [`OG_SIZE`] pixels for pages that are shared: as large as it fits, in the middle of a ground of one
/// colour (red, green, blue).
///
/// # Errors
/// As for [`png()`].
pub fn og(svg: &str, ground: [u8; 3], words: &[(&str, &str)]) -> Result<Vec<u8>, RasterError> {
    let tree = draw::tree(svg)?;
    let pixels = draw::fitted(&tree, OG_SIZE, ground)?;
    encode::png(&pixels, None, words)
}
