//! The text of one file and where things stand in it.

use std::ops::Range;

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Excerpt, Faults, Place};

/// Most characters of a line that a diagnostic shows.
const EXCERPT: usize = 72;
/// Most faulty places of one file's encoding that are listed.
const BAD_BYTES_LISTED: usize = 20;

/// The decoded text of a file, with its line starts.
#[derive(Debug)]
pub(crate) struct SourceText {
    pub(crate) file: String,
    pub(crate) text: String,
    line_starts: Vec<usize>,
}

impl SourceText {
    /// Decodes UTF-8, with or without byte order mark; reports every broken byte and goes on with the rest.
    /// `None` when the bytes are another encoding altogether.
    pub(crate) fn decode(file: &str, bytes: &[u8], faults: &mut Faults) -> Option<Self> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            faults.push(Diagnostic::new(
                Code::NotSupportedEncoding,
                Place { line: Some(1), column: Some(1), ..Place::file(file) },
                "text in UTF-16",
                "text in UTF-8",
                "save the file again as \"CSV UTF-8\"",
            ));
            return None;
        }
        let mut text = String::with_capacity(bytes.len());
        let mut broken = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if !chunk.invalid().is_empty() {
                if broken.len() < BAD_BYTES_LISTED {
                    broken.push((text.len(), chunk.invalid().to_vec()));
                }
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        // A control character has no place in a table; a NUL would end up on a terminal.
        let line_starts = std::iter::once(0).chain(line_ends(&text)).collect();
        let source = Self { file: file.to_owned(), text, line_starts };
        for (offset, bytes) in broken {
            let shown: Vec<String> = bytes.iter().map(|b| format!("{b:#04x}")).collect();
            faults.push(source.fault(
                Code::NotUtf8,
                offset..offset + char::REPLACEMENT_CHARACTER.len_utf8(),
                None,
                format!("bytes {} that are not UTF-8", shown.join(" ")),
                "text in UTF-8",
                "save the file again as UTF-8",
            ));
        }
        Some(source)
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    pub(crate) fn position(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().take(1_000_000).count());
        (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    /// The place of a piece of text.
    pub(crate) fn place(&self, span: &Range<usize>, name: Option<&str>) -> Place {
        let (line, column) = self.position(span.start);
        let width = self
            .text
            .get(span.clone())
            .map_or(0, |text| text.lines().next().unwrap_or("").chars().take(EXCERPT).count());
        Place {
            file: self.file.clone(),
            line: Some(line),
            column: Some(column),
            width: u32::try_from(width).unwrap_or(0),
            name: name.map(str::to_owned),
        }
    }

    /// A diagnostic at a piece of text, with its line.
    pub(crate) fn fault(
        &self,
        code: Code,
        span: Range<usize>,
        name: Option<&str>,
        found: impl Into<String>,
        expected: impl Into<String>,
        mend: impl Into<String>,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(code, self.place(&span, name), found, expected, mend);
        diagnostic.excerpt = self.excerpt(span.start);
        diagnostic
    }

    /// The line around an offset, shortened.
    fn excerpt(&self, offset: usize) -> Option<Excerpt> {
        let (line, column) = self.position(offset);
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *self.line_starts.get(index)?;
        let column = usize::try_from(column).ok()?.saturating_sub(1);
        let rest = self.text.get(start..)?;
        let skip = if column > EXCERPT.saturating_sub(24) { column.saturating_sub(24) } else { 0 };
        // No further than what is shown: a line may have millions of characters.
        let mut text: String = rest
            .chars()
            .skip(skip)
            .take_while(|c| !matches!(c, '\n' | '\r'))
            .take(EXCERPT)
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        if skip > 0 {
            text.insert(0, '…');
        }
        let shift = usize::from(skip > 0);
        Some(Excerpt { text, offset: u32::try_from(column - skip + shift).ok()? })
    }
}

/// Offsets just after each line end: LF, CR LF, or a single CR.
fn line_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter_map(|(i, byte)| match byte {
        b'\n' => Some(i + 1),
        b'\r' if bytes.get(i + 1) != Some(&b'\n') => Some(i + 1),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_characters() {
        let mut faults = Faults::default();
        let text = SourceText::decode("a.csv", "äö,b\r\nc,d\re".as_bytes(), &mut faults).unwrap();
        assert_eq!(text.position(0), (1, 1));
        assert_eq!(text.position(5), (1, 4));
        assert_eq!(text.position(8), (2, 1));
        assert_eq!(text.position(12), (3, 1));
        assert!(faults.finish().is_empty());
    }

    #[test]
    fn broken_bytes_are_named_and_the_rest_is_read() {
        let mut faults = Faults::default();
        let text = SourceText::decode("a.csv", b"ok\nx\xFFy", &mut faults).unwrap();
        assert!(text.text.ends_with("x\u{FFFD}y"));
        let faults = faults.finish();
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].place.line, faults[0].place.column), (Some(2), Some(2)));
    }

    #[test]
    fn a_byte_order_mark_is_no_fault() {
        let mut faults = Faults::default();
        let text = SourceText::decode("a.csv", b"\xEF\xBB\xBFa,b", &mut faults).unwrap();
        assert_eq!(text.text, "a,b");
    }
}
