//! The looks of cells.

use std::collections::BTreeMap;

use ::words::text;
use figure::CellState;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Grey that still has a contrast of 4.5 to 1 on white.
const GREY: Color = Color::RGB(0x0059_5F66);
const HEADER: Color = Color::RGB(0x00E9_EDF0);

/// Most number formats in one workbook: spreadsheets begin to refuse them above two hundred.
const MOST_FORMATS: usize = 180;

/// The looks of cells, each made once.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) muted: Format,
    pub(super) header: Format,
    pub(super) header_number: Format,
    pub(super) text: Format,
    pub(super) remark: Format,
    pub(super) date: Format,
    pub(super) month: Format,
    pub(super) year: Format,
    pub(super) link: Format,
    mark: Format,
    mark_number: Format,
    number: Format,
    numbers: BTreeMap<String, Format>,
}

impl Default for Styles {
    fn default() -> Self {
        let top = Format::new().set_align(FormatAlign::Top);
        let left = top.clone().set_align(FormatAlign::Left);
        let header =
            left.clone().set_bold().set_text_wrap().set_background_color(HEADER).set_border_bottom(FormatBorder::Thin);
        let mark = left.clone().set_italic().set_font_color(GREY);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            muted: Format::new().set_font_color(GREY),
            header_number: header.clone().set_align(FormatAlign::Right),
            header,
            text: left.clone().set_text_wrap(),
            remark: Format::new(),
            date: left.clone().set_num_format("yyyy-mm-dd"),
            month: left.clone().set_num_format("yyyy-mm"),
            year: left.clone().set_num_format("0"),
            link: Format::new().set_hyperlink(),
            mark_number: mark.clone().set_align(FormatAlign::Right),
            mark,
            number: top,
            numbers: BTreeMap::new(),
        }
    }
}

impl Styles {
    /// The look of a mark, at the side of its column where other cells stand.
    pub(super) fn mark(&self, numeric: bool) -> &Format {
        if numeric { &self.mark_number } else { &self.mark }
    }

    /// The look of a number under a number format. Where there are too many formats for one workbook, the plain one.
    pub(super) fn number(&mut self, format: Option<String>) -> &Format {
        let full = self.numbers.len() >= MOST_FORMATS;
        match format {
            Some(format) if !full || self.numbers.contains_key(&format) => {
                let plain = &self.number;
                self.numbers.entry(format).or_insert_with_key(|format| plain.clone().set_num_format(format))
            }
            _ => &self.number,
        }
    }
}

/// A mark in words; `None` for numbers and words.
pub(super) fn mark_words(state: CellState) -> Option<String> {
    match state {
        CellState::Missing => Some(text!("missing")),
        CellState::NotReported => Some(text!("not reported")),
        CellState::NotApplicable => Some(text!("not applicable")),
        CellState::Value | CellState::Text => None,
    }
}
