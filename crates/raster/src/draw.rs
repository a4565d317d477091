//! From SVG to pixels.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::{RasterError, fonts, guard};

/// Reads a picture; nothing outside of it is read.
pub(crate) fn tree(svg: &str) -> Result<Tree, RasterError> {
    let document = guard::document(svg)?;
    let options = Options {
        resources_dir: None,
        font_family: fonts::FAMILY.to_owned(),
        fontdb: fonts::all(),
        // No element that takes a picture passes the guard; if one did, it would get none.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Ok(Tree::from_xmltree(&document, &options)?)
}

/// The picture at so many pixels a user unit, on white.
pub(crate) fn scaled(tree: &Tree, scale: f32) -> Result<Pixmap, RasterError> {
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    let mut pixels = blank(width.round(), height.round(), [255; 3])?;
    // To whole pixels, so that no edge is half covered.
    let (right, bottom) = (side(pixels.width()), side(pixels.height()));
    let transform = Transform::from_scale(right / tree.size().width(), bottom / tree.size().height());
    render(tree, transform, &mut pixels)?;
    Ok(pixels)
}

/// The picture as large as it fits, in the middle of a ground.
pub(crate) fn fitted(tree: &Tree, (width, height): (u32, u32), ground: [u8; 3]) -> Result<Pixmap, RasterError> {
    let (width, height) = (side(width), side(height));
    let mut pixels = blank(width, height, ground)?;
    let scale = (width / tree.size().width()).min(height / tree.size().height());
    let left = (width - tree.size().width() * scale) / 2.0;
    let top = (height - tree.size().height() * scale) / 2.0;
    render(tree, Transform::from_scale(scale, scale).post_translate(left, top), &mut pixels)?;
    Ok(pixels)
}

fn render(tree: &Tree, transform: Transform, pixels: &mut Pixmap) -> Result<(), RasterError> {
    guard::layers(tree.root(), transform, 0)?;
    resvg::render(tree, transform, &mut pixels.as_mut());
    Ok(())
}

/// A side in pixels as a measure.
#[allow(clippy::cast_precision_loss, reason = "sides are below MOST_PIXELS, which a float holds exactly")]
fn side(pixels: u32) -> f32 {
    pixels as f32
}

/// An empty picture of one colour; sides in pixels.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sides are held against limits before")]
fn blank(width: f32, height: f32, ground: [u8; 3]) -> Result<Pixmap, RasterError> {
    let size = || RasterError::Size { width, height };
    let most = f64::from(guard::MOST_PIXELS);
    // Not a number is refused too.
    let drawn = width >= 1.0 && height >= 1.0 && f64::from(width) * f64::from(height) <= most;
    if !drawn {
        return Err(size());
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(size)?;
    let [red, green, blue] = ground;
    pixels.fill(Color::from_rgba8(red, green, blue, 255));
    Ok(pixels)
}
