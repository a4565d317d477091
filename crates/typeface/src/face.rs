//! Which characters the fonts hold.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The fonts, read once, with their families. One that could not be read covers nothing, and the tests would say so.
static FACES: LazyLock<Vec<(&'static str, Face<'static>)>> = LazyLock::new(|| {
    let regular = [crate::SANS_REGULAR, crate::MATH_REGULAR, crate::MARKS_REGULAR, crate::HAN_REGULAR];
    crate::FAMILIES
        .into_iter()
        .zip(regular)
        .filter_map(|(family, bytes)| Face::parse(bytes, 0).ok().map(|face| (family, face)))
        .collect()
});

/// The first of [`FAMILIES`](crate::FAMILIES) that holds the character.
pub fn family(character: char) -> Option<&'static str> {
    // Glyph 0 is the box that stands for what is missing.
    let held = |face: &Face<'_>| face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0);
    FACES.iter().find(|(_, face)| held(face)).map(|(family, _)| *family)
}

/// Whether a font holds the character. Line ends and tabs are layout, not characters: they are never covered.
pub fn covers(character: char) -> bool {
    family(character).is_some()
}

/// The characters of a text that no font holds, in order of first appearance; line ends and tabs are not among them.
pub fn missing(text: &str) -> Vec<char> {
    let mut out = Vec::new();
    for character in text.chars() {
        let layout = matches!(character, '\n' | '\r' | '\t');
        if !layout && !out.contains(&character) && !covers(character) {
            out.push(character);
        }
    }
    out
}
