//! The globe on a plane: projection, outlines, and lines cut and thinned for a picture.

pub(crate) mod base;
pub(crate) mod clip;
pub(crate) mod outlines;
pub(crate) mod projection;
pub(crate) mod simplify;
pub(crate) mod window;
