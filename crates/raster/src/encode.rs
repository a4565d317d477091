//! From pixels to PNG (ISO/IEC 15948).

use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::Pixmap;

use crate::{RasterError, palette};

/// Longest keyword of a text in a PNG.
const MOST_KEYWORD: usize = 79;
/// Effort of the compression, 1 to 9: a tenth more bytes than with 6, for half of the time.
const EFFORT: u8 = 2;
/// Metres to the inch.
const INCH: f32 = 0.0254;

/// The picture as bytes: without transparency, in a list of colours where 256 are enough. `density` is pixels to the
/// inch, where the picture has a natural size.
pub(crate) fn png(pixels: &Pixmap, density: Option<f32>, words: &[(&str, &str)]) -> Result<Vec<u8>, RasterError> {
    // The ground is opaque, so that premultiplied colours are the colours.
    let (all, _) = pixels.data().as_chunks::<4>();
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, pixels.width(), pixels.height());
    encoder.set_depth(BitDepth::Eight);
    encoder.set_deflate_compression(DeflateCompression::Level(EFFORT));
    encoder.set_pixel_dims(density.and_then(dimensions));
    for (keyword, text) in words.iter().filter(|(keyword, text)| is_keyword(keyword) && !text.is_empty()) {
        encoder.add_itxt_chunk((*keyword).to_owned(), text.replace('\0', " "))?;
    }
    let data = match palette::indexed(all) {
        Some(indexed) => {
            encoder.set_color(ColorType::Indexed);
            encoder.set_palette(indexed.colours.into_flattened());
            // Places in a list are no amounts: differences between them say nothing.
            encoder.set_filter(Filter::NoFilter);
            indexed.pixels
        }
        None => {
            encoder.set_color(ColorType::Rgb);
            encoder.set_filter(Filter::Adaptive);
            all.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect()
        }
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&data)?;
    writer.finish()?;
    Ok(out)
}

/// Pixels to the inch as pixels to the metre.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held against limits before")]
fn dimensions(density: f32) -> Option<PixelDimensions> {
    let metre = (density / INCH).round();
    (1.0..1e6).contains(&metre).then_some(PixelDimensions { xppu: metre as u32, yppu: metre as u32, unit: Unit::Meter })
}

/// 1 to 79 printable characters of Latin 1, without a space at an end or two in a row.
fn is_keyword(text: &str) -> bool {
    let latin = |c: char| matches!(u32::from(c), 0x20..=0x7E | 0xA1..=0xFF);
    let count = text.chars().count();
    (1..=MOST_KEYWORD).contains(&count)
        && text.chars().all(latin)
        && text.trim_matches(' ') == text
        && !text.contains("  ")
}
