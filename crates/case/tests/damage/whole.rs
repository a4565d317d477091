//! Damage to whole files: missing, empty, saved by a spreadsheet, and the TOML documents.

use super::{Expect, Made, TABLES};
use crate::common::{cells, line, map_rows, text};

impl Made {
    pub(super) fn files(&mut self) {
        for file in TABLES.into_iter().chain(["case.toml"]) {
            let mut bundle = self.good.clone();
            bundle.remove(file);
            self.push("file missing", file, "", bundle, Expect::Refused { code: Some("C001"), line: None });
            let code = if file == "case.toml" { "C027" } else { "C038" };
            self.with("file empty", file, "", "", Expect::Refused { code: Some(code), line: Some(1) });
        }
        for file in TABLES {
            let header =
                map_rows(&text(&self.good, file), |i, row| if i == 0 { row.to_owned() } else { String::new() });
            // Where other files name its ids, they are left without; products need a total.
            let expect = match file {
                "products.csv" => Expect::Refused { code: Some("C036"), line: None },
                "sources.csv" | "places.csv" | "links.csv" | "series.csv" | "events.csv" | "buyers.csv"
                | "decisions.csv" => Expect::Either,
                _ => Expect::Emptied,
            };
            self.with("header alone", file, header, "", expect);
        }
        for file in ["panel.toml", "scenarios.toml", "outlook.toml"] {
            let mut bundle = self.good.clone();
            bundle.remove(file);
            self.push("file missing that may be", file, "", bundle, Expect::Mended { code: None });
        }
        let mut bundle = self.good.clone();
        bundle.insert("tradе.csv", "a file whose name looks like another");
        self.push("file that no case reads", "tradе.csv", "", bundle, Expect::Mended { code: Some("S007") });
    }

    pub(super) fn spreadsheets(&mut self) {
        for file in TABLES.into_iter().chain(["judgements/institutions.csv"]) {
            let old = text(&self.good, file);
            let mended = |code| Expect::Mended { code };
            self.with("CR LF", file, old.replace('\n', "\r\n"), "", mended(None));
            self.with("lone CR", file, old.replace('\n', "\r"), "", mended(None));
            self.with("byte order mark", file, format!("\u{feff}{old}"), "", mended(None));
            let semicolons = map_rows(&old, |_, row| line(&cells(row), ';'));
            self.with("semicolons", file, semicolons, "", mended(Some("S001")));
            let tabs = map_rows(&old, |_, row| line(&cells(row), '\t'));
            self.with("tabs", file, tabs, "", mended(Some("S001")));
            let quoted = |row: &str| {
                cells(row).iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
            };
            self.with("every cell quoted", file, map_rows(&old, |_, row| quoted(row)), "", mended(None));
            let turned = map_rows(&old, |_, row| {
                let mut c = cells(row);
                c.reverse();
                line(&c, ',')
            });
            self.with("columns in another order", file, turned, "", mended(None));
            self.with("blank lines, no last line end", file, old.trim_end().replace('\n', "\n\n"), "", mended(None));
        }
    }

    pub(super) fn documents(&mut self) {
        for file in ["case.toml", "panel.toml", "scenarios.toml", "outlook.toml"] {
            let old = text(&self.good, file);
            let last = old.lines().count() + 1;
            let error = |code, line| Expect::Refused { code: Some(code), line };
            let at = |line: usize| u32::try_from(line).ok();
            // Inside the first text, and inside the first key.
            let first = old.find('"').unwrap();
            for cut in [first + 3, first - 4] {
                let cut = (cut..old.len()).find(|cut| old.is_char_boundary(*cut)).unwrap();
                let line = old.get(..cut).unwrap().lines().count();
                self.with(
                    "document cut",
                    file,
                    old.get(..cut).unwrap(),
                    format!("at byte {cut}"),
                    error("C025", at(line)),
                );
            }
            self.with("unknown key", file, format!("colour = \"red\"\n{old}"), "", error("C026", Some(1)));
            self.with("key twice", file, format!("colour = 1\ncolour = 1\n{old}"), "", error("C025", Some(2)));
            self.with("table opened twice", file, format!("{old}\n[x]\n[x]\n"), "", error("C025", at(last + 2)));
            self.with(
                "document of brackets",
                file,
                format!("{old}\nx = {}", "[".repeat(5000)),
                "",
                error("C025", None),
            );
            self.with("not UTF-8", file, [old.as_bytes(), b"\n# \xFF\n"].concat(), "", error("C004", at(last + 1)));
            self.with("NUL", file, format!("{old}\n\0"), "", error("C025", at(last + 1)));
            self.with("CR LF in a document", file, old.replace('\n', "\r\n"), "", Expect::Mended { code: None });
            self.with(
                "byte order mark in a document",
                file,
                format!("\u{feff}{old}"),
                "",
                Expect::Mended { code: None },
            );
        }
        let edits: [(&'static str, &str, &str, &str, &'static str); 26] = [
            ("wrong type", "case.toml", "as_of = 2023-03-20", "as_of = true", "C029"),
            ("wrong type", "case.toml", "gateways = [\"CHN\", \"RUS\"]", "gateways = 5", "C029"),
            ("wrong type", "case.toml", "west = 86.0", "west = []", "C029"),
            ("wrong type", "case.toml", "format = 1", "format = { a = 1 }", "C029"),
            ("wrong type", "panel.toml", "number = 1", "number = [1]", "C029"),
            ("wrong type", "scenarios.toml", "closes = [\"RUS\"]", "closes = \"RUS\"", "C029"),
            ("missing key", "case.toml", "economy = \"MNG\"\n", "", "C027"),
            ("missing key", "case.toml", "as_of = 2023-03-20\n", "", "C027"),
            ("missing key", "panel.toml", "role = \"chair\"\n", "", "C027"),
            ("missing key", "scenarios.toml", "basis = \"assumed\"\n", "", "C027"),
            ("wrong type", "case.toml", "periods = 12", "periods = []", "C029"),
            ("impossible number", "case.toml", "periods = 12", "periods = 0", "C012"),
            ("impossible number", "case.toml", "west = 86.0", "west = nan", "C011"),
            ("region off the earth", "case.toml", "north = 54.0", "north = 954.0", "C012"),
            ("impossible date in a document", "panel.toml", "held_on = 2023-03-20", "held_on = \"2023-02-30\"", "C013"),
            ("unknown reference in a document", "scenarios.toml", "[\"RUS\"]", "[\"atlantis\"]", "C018"),
            ("wrong type", "outlook.toml", "controls = []", "controls = 5", "C029"),
            ("wrong type", "outlook.toml", "without = [\"coal_closure\"]", "without = true", "C029"),
            ("missing key", "outlook.toml", "horizon = 21\n", "", "C027"),
            ("missing key", "outlook.toml", "event = \"coal_export_stop_2020\"\n", "", "C027"),
            ("impossible number", "outlook.toml", "horizon = 21", "horizon = 0", "C012"),
            ("impossible number", "outlook.toml", "horizon = 21", "horizon = -1", "C011"),
            ("unknown reference in a document", "outlook.toml", "\"export:coal:", "\"export:atlantis:", "C018"),
            ("unknown reference in a document", "outlook.toml", "\"bop_exports\"", "\"atlantis\"", "C018"),
            ("unknown reference in a document", "outlook.toml", "\"china_relaxes_2023\"", "\"atlantis\"", "C018"),
            ("unknown reference in a document", "outlook.toml", "[\"coal_closure\"]", "[\"atlantis\"]", "C018"),
        ];
        for (kind, file, from, to, code) in edits {
            let old = text(&self.good, file);
            let at = old.find(from).unwrap_or_else(|| panic!("{file} lacks {from}"));
            let line = old.get(..at).unwrap().lines().count() + 1;
            // A missing key has the place of its table; the region's check that of its header.
            let exact = !matches!(code, "C027" | "C012");
            // In the middle of a line, that line is among those before.
            let line = if from.starts_with(['[', '"']) { line - 1 } else { line };
            let line = u32::try_from(line).ok().filter(|_| exact);
            self.with(kind, file, old.replacen(from, to, 1), to, Expect::Refused { code: Some(code), line });
        }
    }
}
