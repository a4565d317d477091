//! The lines of an MPS file taken apart, in either format: free (words between blanks) or fixed (fields at columns 2-3,
//! 5-12, 15-22, 25-36, 40-47 and 50-61, where names may hold blanks).

use super::Fault;

/// How the fields of a line are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Free,
    Fixed,
}

/// A name of a set or column, then names with numbers.
#[derive(Debug, PartialEq)]
pub(super) struct Pairs<'a> {
    pub(super) head: &'a str,
    pub(super) pairs: Vec<(&'a str, &'a str)>,
}

/// A bound: its type, what follows.
#[derive(Debug, PartialEq)]
pub(super) struct Bound<'a> {
    pub(super) sort: &'a str,
    pub(super) set: &'a str,
    pub(super) column: &'a str,
    pub(super) value: Option<&'a str>,
}

// Begin and end of the six fields, counted from 0 in characters.
const FIELDS: [(usize, usize); 6] = [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)];

/// The six fields of a line in fixed format, without the blanks around them; empty where the line has none.
pub fn fields(line: &str) -> [&str; 6] {
    let mut starts: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    starts.push(line.len());
    let last = starts.len() - 1;
    FIELDS.map(|(begin, end)| line.get(starts[begin.min(last)]..starts[end.min(last)]).unwrap_or_default().trim())
}

/// The type and name of a line of ROWS.
pub(super) fn row(line: &str, format: Format) -> Result<(&str, &str), Fault> {
    match format {
        Format::Free => {
            let mut words = line.split_whitespace();
            match (words.next(), words.next(), words.next()) {
                (Some(sort), Some(name), None) => Ok((sort, name)),
                _ => Err(Fault::Shape { expected: "a type and the name of a row" }),
            }
        }
        Format::Fixed => {
            let [sort, name, ..] = fields(line);
            if sort.is_empty() || name.is_empty() {
                return Err(Fault::Shape { expected: "a type and the name of a row" });
            }
            Ok((sort, name))
        }
    }
}

/// Whether a line of COLUMNS begins (`Some(true)`) or ends whole numbers.
pub(super) fn marker(line: &str) -> Option<bool> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [_, marker, .., which] if marker.trim_matches('\'') == "MARKER" && marker.starts_with('\'') => {
            match which.trim_matches('\'') {
                "INTORG" => Some(true),
                "INTEND" => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A line of COLUMNS, RHS or RANGES. In RHS and RANGES the name of the set may be missing.
pub(super) fn pairs(line: &str, format: Format, head_needed: bool) -> Result<Pairs<'_>, Fault> {
    let shape = Fault::Shape {
        expected: if head_needed { "a column, then rows with numbers" } else { "a name, then rows with numbers" },
    };
    match format {
        Format::Free => {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (head, rest) = match words.as_slice() {
                [head, rest @ ..] if words.len() % 2 == 1 => (*head, rest),
                rest if !head_needed => ("", rest),
                _ => return Err(shape),
            };
            if rest.is_empty() {
                return Err(shape);
            }
            let pairs = rest.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
            Ok(Pairs { head, pairs })
        }
        Format::Fixed => {
            let [_, head, row1, value1, row2, value2] = fields(line);
            if row1.is_empty() || value1.is_empty() || (head.is_empty() && head_needed) {
                return Err(shape);
            }
            let mut pairs = vec![(row1, value1)];
            match (row2.is_empty(), value2.is_empty()) {
                (false, false) => pairs.push((row2, value2)),
                (true, true) => {}
                _ => return Err(shape),
            }
            Ok(Pairs { head, pairs })
        }
    }
}

/// A line of BOUNDS. The name of the set may be missing, and a value where none is needed.
pub(super) fn bound(line: &str, format: Format, is_column: impl Fn(&str) -> bool) -> Result<Bound<'_>, Fault> {
    let shape = Fault::Shape { expected: "a type of bound, a set, a column and a number" };
    if format == Format::Fixed {
        let [sort, set, column, value, ..] = fields(line);
        if sort.is_empty() || column.is_empty() {
            return Err(shape);
        }
        return Ok(Bound { sort, set, column, value: Some(value).filter(|value| !value.is_empty()) });
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let needs_value = words.first().is_some_and(|sort| !matches!(*sort, "FR" | "MI" | "PL" | "BV"));
    match words.as_slice() {
        [sort, set, column, value] => Ok(Bound { sort, set, column, value: Some(value) }),
        [sort, column, value] if needs_value || !is_column(value) => {
            Ok(Bound { sort, set: "", column, value: Some(value) })
        }
        [sort, set, column] => Ok(Bound { sort, set, column, value: None }),
        [sort, column] if !needs_value => Ok(Bound { sort, set: "", column, value: None }),
        _ => Err(shape),
    }
}

/// A number as MPS files write it, Fortran's `1.5D+03` included.
///
/// # Errors
/// [`Fault::NotANumber`] when it is none, or NaN.
pub fn number(word: &str) -> Result<f64, Fault> {
    let value = word.parse::<f64>().or_else(|_| word.replace(['d', 'D'], "e").parse::<f64>());
    value.ok().filter(|value| !value.is_nan()).ok_or_else(|| Fault::NotANumber(word.to_owned()))
}
