//! The table for machines: RFC 4180 with LF, units in the header, raw values at full precision.

use crate::table::{Cell, CellState, Table};

/// The table of a figure, or a table alone, as CSV.
///
/// A cell with a number gives it at full precision; a cell without gives its state: `missing`,
/// `not_reported`, `not_applicable`. Words that a spreadsheet would read as a formula get a
/// leading apostrophe. Every row has as many fields as the header.
///
/// ```
/// use figure::{Cell, Column, Table, csv};
/// let table = Table {
///     columns: vec![Column::text("Year"), Column::number("Weight", "kt")],
///     rows: vec![vec![Cell::text("2022"), Cell::number("12,538.7", 12_538.74, None)]],
/// };
/// assert_eq!(csv::render(&table), "Year,Weight [kt]\n2022,12538.74\n");
/// ```
pub fn render(table: &impl AsRef<Table>) -> String {
    let table = table.as_ref();
    let width = table.width();
    if width == 0 {
        return String::new();
    }
    let mut out = String::new();
    let header = (0..width).map(|i| match table.columns.get(i) {
        Some(column) => guarded(&column.heading()),
        None => format!("column {}", i + 1),
    });
    push_record(&mut out, header);
    for row in &table.rows {
        push_record(&mut out, (0..width).map(|i| row.get(i).map_or_else(missing, field)));
    }
    out
}

fn missing() -> String {
    CellState::Missing.word().unwrap_or_default().to_owned()
}

fn field(cell: &Cell) -> String {
    if let Some(word) = cell.state.word() {
        return word.to_owned();
    }
    match cell.value {
        Some(value) if value.is_finite() => format!("{value}"),
        _ if cell.state == CellState::Value => missing(),
        _ => guarded(&cell.text),
    }
}

/// Words that begin like a formula are made plain words.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn push_record(out: &mut String, fields: impl Iterator<Item = String>) {
    let start = out.len();
    for (place, field) in fields.enumerate() {
        if place > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    // A record of one empty field must not read as an empty line.
    if out.len() == start {
        out.push_str("\"\"");
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;

    #[test]
    fn states_values_quotes_and_formulas() {
        let table = Table {
            columns: vec![Column::text("Name, short"), Column::number("Weight", "kt")],
            rows: vec![
                vec![Cell::text("a \"b\""), Cell::number("0.3", 0.1 + 0.2, None)],
                vec![Cell::text("=1+1"), Cell::missing()],
                vec![Cell::text("two\nlines"), Cell::not_reported()],
                vec![Cell::text("-5 men"), Cell::not_applicable()],
                vec![Cell::text("minus"), Cell::number("-2", -2.0, None)],
                vec![Cell::text("nan"), Cell::number("–", f64::NAN, None)],
                vec![Cell::text("short")],
            ],
        };
        assert_eq!(
            render(&table),
            "\"Name, short\",Weight [kt]\n\
             \"a \"\"b\"\"\",0.30000000000000004\n\
             '=1+1,missing\n\
             \"two\nlines\",not_reported\n\
             '-5 men,not_applicable\n\
             minus,-2\n\
             nan,missing\n\
             short,missing\n"
        );
    }

    #[test]
    fn a_table_without_columns_is_empty() {
        assert_eq!(render(&Table::default()), "");
        let odd = Table { columns: vec![], rows: vec![vec![Cell::text("")]] };
        assert_eq!(render(&odd), "column 1\n\"\"\n");
    }
}
