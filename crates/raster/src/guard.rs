//! Which pictures are drawn at all.

use resvg::tiny_skia::Transform;
use resvg::usvg::roxmltree::{Document, Node};
use resvg::usvg::{Fill, Group, Node as Drawn, Paint, Stroke};

use crate::RasterError;

/// Most bytes of an SVG.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Most elements of an SVG.
pub const MOST_ELEMENTS: usize = 50_000;
/// Most pixels of a picture, and of a layer of it.
pub const MOST_PIXELS: u32 = 24_000_000;
/// Most elements inside each other.
const MOST_DEPTH: usize = 64;
/// Most layers inside each other; each takes memory of its own while it is drawn.
const MOST_LAYERS: usize = 3;
/// Longest side of one tile of a hatching, in pixels.
const MOST_TILE: f32 = 1024.0;
/// Most bytes of a style sheet, whose rules are held against every element.
const MOST_STYLE: usize = 16 * 1024;

/// All that figures are made of. Nothing in it can reach outside, and nothing repeats others.
const ELEMENTS: [&str; 17] = [
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
    "defs", "pattern", "style", "metadata",
];

/// Reads the XML; entities and document types are no part of it.
pub(crate) fn document(svg: &str) -> Result<Document<'_>, RasterError> {
    within("bytes", svg.len(), MOST_BYTES)?;
    let document = Document::parse(svg)?;
    let mut elements = 0;
    for node in document.descendants().filter(Node::is_element) {
        elements += 1;
        element(node)?;
    }
    within("elements", elements, MOST_ELEMENTS)?;
    Ok(document)
}

fn element(node: Node<'_, '_>) -> Result<(), RasterError> {
    let name = node.tag_name().name();
    if !ELEMENTS.contains(&name) {
        return Err(RasterError::Element { name: name.to_owned() });
    }
    // Counted from here, and given up early: the depth of all elements together may be the square of their number.
    within("elements inside each other", node.ancestors().take(MOST_DEPTH + 2).count(), MOST_DEPTH)?;
    for attribute in node.attributes() {
        if attribute.name() == "href" {
            return Err(RasterError::Address { address: attribute.value().to_owned() });
        }
        own_addresses(attribute.value())?;
    }
    if name == "style" {
        let text: String = node.descendants().filter_map(|child| child.text()).collect();
        within("bytes of style", text.len(), MOST_STYLE)?;
        own_addresses(&text)?;
        if text.contains("@import") {
            return Err(RasterError::Address { address: "@import".to_owned() });
        }
    }
    // A hatching of hatchings would be drawn again for each line of the outer one.
    let hatched = node.attributes().any(|attribute| attribute.value().contains("url("));
    if hatched && node.ancestors().any(|above| above.has_tag_name(("http://www.w3.org/2000/svg", "pattern"))) {
        return Err(RasterError::Layer);
    }
    Ok(())
}

/// Every `url(..)` names a part of the picture.
fn own_addresses(value: &str) -> Result<(), RasterError> {
    for rest in value.split("url(").skip(1) {
        let address = rest.trim_start().trim_start_matches(['"', '\'']);
        if !address.starts_with('#') {
            return Err(RasterError::Address { address: address.chars().take(60).collect() });
        }
    }
    Ok(())
}

fn within(what: &'static str, found: usize, most: usize) -> Result<(), RasterError> {
    if found > most { Err(RasterError::TooMuch { what, found, most }) } else { Ok(()) }
}

/// Looks for parts that would take more memory than the picture: tiles of hatchings, layers of transparency.
pub(crate) fn layers(group: &Group, scale: Transform, above: usize) -> Result<(), RasterError> {
    let here = above + usize::from(group.should_isolate());
    if here > MOST_LAYERS || (here > above && !is_small(group, scale)) {
        return Err(RasterError::Layer);
    }
    for node in group.children() {
        match node {
            Drawn::Group(inner) => layers(inner, scale, here)?,
            Drawn::Text(text) => layers(text.flattened(), scale, here)?,
            Drawn::Path(path) => {
                let paints = path.fill().map(Fill::paint).into_iter().chain(path.stroke().map(Stroke::paint));
                for paint in paints {
                    tile(paint, scale.pre_concat(path.abs_transform()))?;
                }
            }
            Drawn::Image(_) => return Err(RasterError::Element { name: "image".to_owned() }),
        }
    }
    Ok(())
}

/// Whether the layer of a group has no more pixels than a picture may have.
fn is_small(group: &Group, scale: Transform) -> bool {
    group
        .abs_layer_bounding_box()
        .transform(scale)
        .is_some_and(|room| f64::from(room.width()) * f64::from(room.height()) <= f64::from(MOST_PIXELS))
}

fn tile(paint: &Paint, transform: Transform) -> Result<(), RasterError> {
    let Paint::Pattern(pattern) = paint else { return Ok(()) };
    let (across, down) = transform.pre_concat(pattern.transform()).get_scale();
    let (width, height) = (pattern.rect().width() * across, pattern.rect().height() * down);
    // Not a number is refused too.
    if width <= MOST_TILE && height <= MOST_TILE { Ok(()) } else { Err(RasterError::Layer) }
}
