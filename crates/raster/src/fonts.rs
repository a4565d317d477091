//! The fonts, put in order once.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::{Database, Source};

/// The family that stands in for all that a picture may name.
pub(crate) const FAMILY: &str = typeface::SANS;

/// The fonts of printed matter. The machine's own are never looked at.
pub(crate) fn all() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    Arc::clone(FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        for font in typeface::all() {
            fonts.load_font_source(Source::Binary(Arc::new(font)));
        }
        fonts.set_serif_family(FAMILY);
        fonts.set_sans_serif_family(FAMILY);
        fonts.set_monospace_family(FAMILY);
        fonts.set_cursive_family(FAMILY);
        fonts.set_fantasy_family(FAMILY);
        Arc::new(fonts)
    }))
}
