//! Colours by role, for light and dark ground. Text has a contrast of at least 4.5:1, marks of 3:1.

use std::fmt::Write as _;

/// The one type face of pictures for paper, which the renderer brings along.
pub(super) const PRINT_FONT: &str = "Noto Sans";

/// Type faces, from the reader's machine only.
pub(super) const FONTS: &str = "system-ui, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";

/// What a mark is for; its colour follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Ink,
    Muted,
    Axis,
    Grid,
    Ground,
    Soft,
    Event,
    Series(usize),
}

/// Name, colour on light ground, colour on dark ground.
type Entry = (&'static str, &'static str, &'static str);

/// Colours before they would repeat.
pub(super) const SERIES_COLOURS: usize = 6;

const SERIES: [Entry; SERIES_COLOURS] = [
    ("s1", "#0b5ea8", "#7cbcf5"),
    ("s2", "#b8470b", "#ffa06b"),
    ("s3", "#00755f", "#54d1b4"),
    ("s4", "#6d2f86", "#d9a6ee"),
    ("s5", "#806000", "#e5c35f"),
    ("s6", "#44484d", "#c6cad0"),
];

const FIXED: [(Role, Entry); 7] = [
    (Role::Ink, ("ink", "#1b1d1f", "#eceae6")),
    (Role::Muted, ("muted", "#595c60", "#b3b6bb")),
    (Role::Axis, ("axis", "#70747a", "#8f949b")),
    (Role::Grid, ("grid", "#e4e5e7", "#33373c")),
    (Role::Ground, ("ground", "#ffffff", "#16191d")),
    (Role::Soft, ("soft", "#7b8b9c", "#7d8da0")),
    (Role::Event, ("event", "#6e665f", "#aaa39b")),
];

impl Role {
    fn entry(self) -> Entry {
        let fixed = FIXED.iter().find(|(role, _)| *role == self).map(|(_, entry)| *entry);
        let series = match self {
            Self::Series(i) => SERIES.get(i % SERIES.len()).copied(),
            _ => None,
        };
        fixed.or(series).unwrap_or(("ink", "#1b1d1f", "#eceae6"))
    }
}

/// How colours are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// `var(--fig-ink, #1b1d1f)`: the page decides.
    Variables,
    /// `#1b1d1f` and a class for the style sheet of the file; understood by every SVG reader.
    Literal,
    /// `#1b1d1f` and nothing else: for renderers without style sheets, on white paper.
    Plain,
}

impl Paint {
    /// The attributes that paint an element: at most one fill and one stroke.
    pub(super) fn attributes(self, fill: Option<Role>, stroke: Option<Role>) -> String {
        let mut out = String::new();
        let mut classes = Vec::new();
        for (property, role) in [("fill", fill), ("stroke", stroke)] {
            match (role, self) {
                (None, _) if property == "fill" => out.push_str(" fill=\"none\""),
                (None, _) => {}
                (Some(role), Self::Variables) => {
                    let (name, light, _) = role.entry();
                    let _ = write!(out, " {property}=\"var(--fig-{name}, {light})\"");
                }
                (Some(role), Self::Literal) => {
                    let (name, light, _) = role.entry();
                    let _ = write!(out, " {property}=\"{light}\"");
                    classes.push(format!("{property}-{name}"));
                }
                (Some(role), Self::Plain) => {
                    let (_, light, _) = role.entry();
                    let _ = write!(out, " {property}=\"{light}\"");
                }
            }
        }
        if !classes.is_empty() {
            let _ = write!(out, " class=\"{}\"", classes.join(" "));
        }
        out
    }
}

/// The style sheet of a picture standing alone: dark ground and forced colours.
pub(super) fn style_sheet() -> String {
    let mut dark = String::new();
    let mut forced = String::new();
    for (name, _, colour) in FIXED.iter().map(|(_, entry)| entry).chain(&SERIES) {
        let system = match *name {
            "ground" => "Canvas",
            "grid" | "soft" => "GrayText",
            _ => "CanvasText",
        };
        for property in ["fill", "stroke"] {
            let _ = write!(dark, ".{property}-{name}{{{property}:{colour}}}");
            let _ = write!(forced, ".{property}-{name}{{{property}:{system}}}");
        }
    }
    format!("@media (prefers-color-scheme:dark){{{dark}}}@media (forced-colors:active){{{forced}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance and contrast as WCAG 2.2 defines them.
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let byte = u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap();
            let part = f64::from(byte) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(left: &str, right: &str) -> f64 {
        let (a, b) = (luminance(left), luminance(right));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_marks_stand_out_on_both_grounds() {
        let (_, light_ground, dark_ground) = Role::Ground.entry();
        let text = [Role::Ink, Role::Muted].into_iter().chain((0..6).map(Role::Series));
        for role in text {
            let (name, light, dark) = role.entry();
            assert!(contrast(light, light_ground) >= 4.5, "{name} on light");
            assert!(contrast(dark, dark_ground) >= 4.5, "{name} on dark");
        }
        for role in [Role::Axis, Role::Soft, Role::Event] {
            let (name, light, dark) = role.entry();
            assert!(contrast(light, light_ground) >= 3.0, "{name} on light");
            assert!(contrast(dark, dark_ground) >= 3.0, "{name} on dark");
        }
    }

    #[test]
    fn lines_stand_out_on_bands_and_bands_by_their_edge() {
        use crate::model::BandLevel::{Light, Middle, Strong};
        let covered = crate::svg::bands::together(&[Light, Middle, Strong]);
        // Painted over one another colours are mixed as written, not as light.
        let mixed = |over: &str, under: &str| {
            let byte = |hex: &str, at: usize| f64::from(u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap());
            let one = |at| (byte(over, at) * covered + byte(under, at) * (1.0 - covered)).round() as u8;
            format!("#{:02x}{:02x}{:02x}", one(1), one(3), one(5))
        };
        let (_, light_soft, dark_soft) = Role::Soft.entry();
        let (_, light_ground, dark_ground) = Role::Ground.entry();
        for role in (0..SERIES_COLOURS).map(Role::Series) {
            let (name, light, dark) = role.entry();
            assert!(contrast(light, &mixed(light_soft, light_ground)) >= 3.0, "{name} on light");
            assert!(contrast(dark, &mixed(dark_soft, dark_ground)) >= 3.0, "{name} on dark");
        }
        assert!(contrast(light_soft, light_ground) >= 3.0 && contrast(dark_soft, dark_ground) >= 3.0);
    }

    #[test]
    fn both_ways_of_paint() {
        assert_eq!(Paint::Variables.attributes(Some(Role::Ink), None), " fill=\"var(--fig-ink, #1b1d1f)\"");
        assert_eq!(
            Paint::Literal.attributes(None, Some(Role::Series(6))),
            " fill=\"none\" stroke=\"#0b5ea8\" class=\"stroke-s1\""
        );
    }
}
