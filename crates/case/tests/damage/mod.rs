//! The kinds of damage: each is a change of one file of the shipped case and what must come of it.

mod whole;

use case::bundle::{Bundle, Content};

use crate::common::{Seeded, cells, column, line, map_rows, mongolia, set, text};

/// What must come of a damaged copy.
pub(crate) enum Expect {
    /// Refused; an error names the file and, where given, the code and the line.
    Refused { code: Option<&'static str>, line: Option<u32> },
    /// Loads with as many rows as before; where given, a warning of this code names the file.
    Mended { code: Option<&'static str> },
    /// Loads, and the file has no rows.
    Emptied,
    /// Refused with an error or loaded: the change may fall on a remark.
    Either,
}

/// One damaged copy.
pub(crate) struct Damage {
    pub(crate) kind: &'static str,
    pub(crate) file: String,
    what: String,
    pub(crate) bundle: Bundle,
    pub(crate) expect: Expect,
}

impl Damage {
    pub(crate) fn name(&self) -> String {
        format!("{} in {} ({})", self.kind, self.file, self.what)
    }

    /// The file as the counts of a folder name it.
    pub(crate) fn file_name(&self) -> &'static str {
        case::schema::tables().iter().find(|table| table.file == self.file).map_or("", |table| table.file)
    }
}

const TABLES: [&str; 16] = [
    "sources.csv",
    "places.csv",
    "links.csv",
    "capacities.csv",
    "calendar.csv",
    "costs.csv",
    "products.csv",
    "production.csv",
    "markets.csv",
    "buyers.csv",
    "decisions.csv",
    "assumptions.csv",
    "series.csv",
    "observations.csv",
    "trade.csv",
    "events.csv",
];

/// All damaged copies; the same on every machine.
pub(crate) fn all() -> Vec<Damage> {
    let mut made = Made { good: mongolia(), seeded: Seeded(20_230_320), list: Vec::new() };
    made.rows();
    made.cells();
    made.quoting();
    made.bytes();
    made.files();
    made.spreadsheets();
    made.documents();
    made.list
}

/// The case with one in ten rows of its longest table, where the damage is in another: nothing refers to these rows.
pub(crate) fn thinned(mut bundle: Bundle) -> Bundle {
    if bundle.get("trade.csv").is_some() {
        let old = text(&bundle, "trade.csv");
        bundle.insert("trade.csv", map_rows(&old, |i, row| if i % 10 == 0 { row.to_owned() } else { String::new() }));
    }
    bundle
}

struct Made {
    good: Bundle,
    seeded: Seeded,
    list: Vec<Damage>,
}

fn refused(code: &'static str, line: usize) -> Expect {
    Expect::Refused { code: Some(code), line: u32::try_from(line).ok() }
}

impl Made {
    fn push(&mut self, kind: &'static str, file: &str, what: impl Into<String>, bundle: Bundle, expect: Expect) {
        let bundle = if file == "trade.csv" { bundle } else { thinned(bundle) };
        self.list.push(Damage { kind, file: file.to_owned(), what: what.into(), bundle, expect });
    }

    fn with(
        &mut self,
        kind: &'static str,
        file: &str,
        content: impl Into<Vec<u8>>,
        what: impl Into<String>,
        expect: Expect,
    ) {
        let mut bundle = self.good.clone();
        bundle.insert(file, content);
        self.push(kind, file, what, bundle, expect);
    }

    fn lines(&self, file: &str) -> Vec<String> {
        text(&self.good, file).lines().map(str::to_owned).collect()
    }

    /// A line (from 1) that holds a row.
    fn row_of(&mut self, file: &str) -> usize {
        let lines = self.lines(file);
        let header = lines.iter().position(|line| !line.starts_with('#')).unwrap();
        let rows: Vec<usize> = (header + 1..lines.len()).filter(|at| !lines[*at].starts_with('#')).collect();
        *self.seeded.pick(&rows) + 1
    }

    fn changed_line(
        &mut self,
        kind: &'static str,
        file: &str,
        change: impl Fn(&mut Seeded, Vec<String>) -> String,
        code: &'static str,
    ) {
        let at = self.row_of(file);
        let mut lines = self.lines(file);
        lines[at - 1] = change(&mut self.seeded, cells(&lines[at - 1]));
        self.with(kind, file, lines.join("\n"), format!("line {at}"), refused(code, at));
    }

    fn rows(&mut self) {
        for file in TABLES {
            self.changed_line("line cut", file, |s, c| line(&c[..=s.below(c.len() - 2)], ','), "C008");
            self.changed_line(
                "comma dropped",
                file,
                |s, mut c| {
                    let at = s.below(c.len() - 1);
                    let next = c.remove(at + 1);
                    c[at].push_str(&next);
                    line(&c, ',')
                },
                "C008",
            );
            self.changed_line(
                "comma added",
                file,
                |s, mut c| {
                    let at = s.below(c.len());
                    c.insert(at, String::new());
                    line(&c, ',')
                },
                "C008",
            );
            // The same row again, at the end.
            let at = self.row_of(file);
            let mut lines = self.lines(file);
            lines.push(lines[at - 1].clone());
            let last = lines.len();
            self.with("row twice", file, lines.join("\n"), format!("line {at} again"), refused("C017", last));
        }
        for _ in 0..3 {
            let (a, b) = (self.row_of("events.csv"), self.row_of("events.csv"));
            if a != b {
                let id = cells(&self.lines("events.csv")[a - 1])[0].clone();
                let mut bundle = self.good.clone();
                set(&mut bundle, "events.csv", b, "event_id", &id);
                self.push("id twice", "events.csv", id, bundle, refused("C017", a.max(b)));
            }
        }
    }

    /// Puts each text into a cell of some row of a file.
    fn cell(&mut self, kind: &'static str, file: &str, name: &str, given: &[&str], code: &'static str) {
        for to in given {
            let at = self.row_of(file);
            let mut bundle = self.good.clone();
            set(&mut bundle, file, at, name, to);
            self.push(kind, file, format!("line {at}, {name} = {to:?}"), bundle, refused(code, at));
        }
    }

    fn cells(&mut self) {
        self.cell("unknown unit", "trade.csv", "unit", &["tons", "M USD", "furlong", "kt/", "0t", "%"], "C019");
        self.cell("unit of another kind", "trade.csv", "unit", &["km", "h", "person", "USD/t"], "C020");
        self.cell("unit of another kind", "assumptions.csv", "unit", &["km", "truck/day"], "C020");
        self.cell("figure outside its range", "assumptions.csv", "low", &["1e9"], "C045");
        self.cell("more today than can be", "decisions.csv", "today", &["1e9"], "C044");
        self.cell("unknown word", "decisions.csv", "kind", &["contracts", "plan"], "C015");
        self.cell("unknown reference", "decisions.csv", "needs", &["nothing_like_it"], "C018");
        self.cell("unknown economy", "buyers.csv", "gateway", &["CHI", "China", "XOV"], "C022");
        self.cell("unknown economy", "trade.csv", "reporter", &["MGL", "mng", "Mongolia", "XEU", "WLD", "M"], "C022");
        self.cell("unknown partner", "trade.csv", "partner", &["ZZZ", "ALL", "world", "ROW"], "C022");
        self.cell("group not declared", "trade.csv", "partner", &["XAS", "XXX"], "C018");
        self.cell("unknown word", "trade.csv", "flow", &["exports", "Import", "re-export", "1"], "C015");
        self.cell("unknown word", "events.csv", "kind", &["borders", "war", "Policy"], "C015");
        self.cell(
            "no number",
            "trade.csv",
            "value",
            &["NaN", "inf", "-inf", "#REF!", "#N/A", "n/a", "12 t", "0x1F", "1.2.3", "--1"],
            "C011",
        );
        self.cell("number too large", "trade.csv", "value", &["1e999", "1e16"], "C012");
        self.cell("negative amount", "trade.csv", "value", &["-1", "-0.001", "-1e5"], "C014");
        self.cell("thousands separators", "trade.csv", "value", &["1,234.5", "1 234", "1'234", "1\u{a0}234"], "C011");
        self.cell("decimal comma", "observations.csv", "value", &["12,5", "0,25"], "C011");
        self.cell(
            "date in other notation",
            "places.csv",
            "known_on",
            &["20/03/2020", "20.03.2020", "2020/03/20", "Mar 2020", "20200320", "43910", "2020-3-2"],
            "C013",
        );
        self.cell(
            "impossible date",
            "events.csv",
            "starts_on",
            &["2019-02-29", "2021-13-01", "2021-00", "0000", "99999-01-01"],
            "C013",
        );
        self.cell("period reversed", "trade.csv", "period", &["2022-08/2022-01", "2022/2021"], "C021");
        self.cell("impossible period", "trade.csv", "period", &["2022-Q5", "2022-H3", "2022-13", "Q1-2022"], "C013");
        self.cell("unknown reference", "trade.csv", "product_id", &["coals", "nothing_like_it"], "C018");
        self.cell("unknown reference", "trade.csv", "source_id", &["nso_unknown"], "C018");
        self.cell("unknown reference", "trade.csv", "vintage", &["revised"], "C018");
        self.cell("unknown reference", "observations.csv", "series_id", &["no_series"], "C018");
        self.cell("unknown reference", "links.csv", "to_place", &["atlantis"], "C018");
        self.cell("unknown reference", "events.csv", "subjects", &["CHN;atlantis"], "C018");
        self.cell("bad id", "places.csv", "place_id", &["North Gate", "1st", "sükh", "#REF!"], "C016");
        self.cell("empty cell", "trade.csv", "unit", &["", "  "], "C010");
        self.cell("degrees off the earth", "places.csv", "lat", &["91", "-105.3"], "C012");
        self.cell("NUL in a text", "events.csv", "title", &["a\u{0}b"], "C004");
        self.cell("NUL in a number", "trade.csv", "value", &["1\u{0}2"], "C011");
        for (a, b, code) in [
            ("period", "unit", "C013"),
            ("value", "unit", "C011"),
            ("flow", "measure", "C015"),
            ("partner", "period", "C022"),
            ("lag_days", "source_id", "C011"),
        ] {
            self.changed_line(
                "cells exchanged",
                "trade.csv",
                |_, mut c| {
                    let header = text(&mongolia(), "trade.csv");
                    c.swap(column(&header, a), column(&header, b));
                    line(&c, ',')
                },
                code,
            );
            // The same for the whole column, by its names in the header alone.
            let old = text(&self.good, "trade.csv");
            let (x, y) = (column(&old, a), column(&old, b));
            let content = map_rows(&old, |index, row| {
                let mut c = cells(row);
                if index == 0 {
                    c.swap(x, y);
                }
                line(&c, ',')
            });
            self.with(
                "header names exchanged",
                "trade.csv",
                content,
                format!("{a}, {b}"),
                Expect::Refused { code: Some(code), line: None },
            );
        }
        let products = self.lines("products.csv");
        for (child, parent) in
            [("coal", "coking_coal"), ("coal", "coal"), ("mineral_products", "coal"), ("total", "total")]
        {
            let at = products.iter().position(|line| line.starts_with(&format!("{child},"))).unwrap() + 1;
            let mut bundle = self.good.clone();
            set(&mut bundle, "products.csv", at, "part_of", parent);
            self.push(
                "circle of products",
                "products.csv",
                format!("{child} part of {parent}"),
                bundle,
                refused("C024", at),
            );
        }
    }

    fn quoting(&mut self) {
        for file in ["trade.csv", "events.csv", "sources.csv"] {
            let mut lines = self.lines(file);
            let at = lines.len().midpoint(0);
            lines[at - 1].insert(0, '"');
            self.with(
                "quote never closed",
                file,
                lines.join("\n"),
                format!("line {at}"),
                Expect::Refused { code: None, line: None },
            );
        }
        for (file, name) in [("trade.csv", "note"), ("events.csv", "summary"), ("sources.csv", "title")] {
            self.cell("cell of several MB", file, name, &[&"long ".repeat(700_000)], "C009");
        }
        self.with(
            "line of several MB",
            "trade.csv",
            "x".repeat(5_000_000),
            "nothing else",
            Expect::Refused { code: Some("C006"), line: Some(1) },
        );
        for (file, name) in [
            ("trade.csv", "value"),
            ("products.csv", "product_id"),
            ("events.csv", "event_id"),
            ("trade.csv", "product_id"),
            ("observations.csv", "period"),
        ] {
            let at = self.row_of(file);
            let old = self.lines(file);
            let cell = cells(&old[at - 1])[column(&old.join("\n"), name)].clone();
            for marked in [format!("\u{201c}{cell}\u{201d}"), format!("'{cell}")] {
                let mut bundle = self.good.clone();
                set(&mut bundle, file, at, name, &marked);
                self.push(
                    "quotes of spreadsheets",
                    file,
                    format!("line {at}: {marked}"),
                    bundle,
                    Expect::Mended { code: Some("S006") },
                );
            }
        }
    }

    fn bytes(&mut self) {
        for file in TABLES {
            let at = self.row_of(file);
            let mut lines: Vec<Vec<u8>> = self.lines(file).into_iter().map(String::into_bytes).collect();
            let place = self.seeded.below(lines[at - 1].len());
            // Not inside a character, so that one place is broken.
            lines[at - 1].splice(place..place, *self.seeded.pick(&[[0xFF], [0xC0], [0xFE]]));
            self.with("bytes that are not UTF-8", file, lines.join(&b'\n'), format!("line {at}"), refused("C004", at));
            let little = self.seeded.below(2) == 0;
            let units = "\u{feff}".encode_utf16().chain(text(&self.good, file).encode_utf16().collect::<Vec<_>>());
            let wide: Vec<u8> =
                units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
            self.with("UTF-16", file, wide, format!("little end first: {little}"), refused("C035", 1));
        }
        let names: Vec<String> = self.good.names().map(str::to_owned).collect();
        for _ in 0..48 {
            let file = self.seeded.pick(&names).clone();
            let Some(Content::Bytes(mut bytes)) = self.good.get(&file).cloned() else { continue };
            let flips = 1 + self.seeded.below(4);
            for _ in 0..flips {
                let at = self.seeded.below(bytes.len());
                bytes[at] ^= 1 << self.seeded.below(8);
            }
            self.with("bits flipped", &file, bytes, format!("{flips} bits"), Expect::Either);
        }
    }
}
