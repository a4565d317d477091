//! Why a picture is not drawn.

/// Why a picture is not drawn.
#[derive(Debug, thiserror::Error)]
pub enum RasterError {
    /// The text is no XML.
    #[error("the picture is no XML")]
    Xml(#[from] resvg::usvg::roxmltree::Error),
    /// The XML is no SVG with a size.
    #[error("the picture is no SVG with a size")]
    Svg(#[from] resvg::usvg::Error),
    /// It is longer, deeper or fuller than a figure can be.
    #[error("the picture has {found} {what}; at most {most} are drawn")]
    TooMuch {
        /// Of what, in words.
        what: &'static str,
        /// How much of it.
        found: usize,
        /// How much would be drawn.
        most: usize,
    },
    /// It has an element that figures do not use.
    #[error("the picture has an element `{name}`, which is not drawn")]
    Element {
        /// Name of the element.
        name: String,
    },
    /// It asks for something outside of itself.
    #[error("the picture refers to `{address}`; only its own parts are drawn")]
    Address {
        /// What it asks for.
        address: String,
    },
    /// The picture would have no pixels, or too many.
    #[error("the picture would be {width} by {height} pixels; give another scale")]
    Size {
        /// Pixels from left to right.
        width: f32,
        /// Pixels from top to bottom.
        height: f32,
    },
    /// A hatching or layer would be larger than the picture itself.
    #[error("a part of the picture would take more memory than the picture")]
    Layer,
    /// The file cannot be written.
    #[error("the picture cannot be encoded")]
    Encoding(#[from] png::EncodingError),
}
