//! Nothing known after the day of a view is in it: markers are planted in every table and document, and looked for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use case::bundle::Bundle;
use case::load::load;
use case::model::CaseFolder;

use common::{add, date, mongolia, replace, set, text};

const MARKER: &str = "peeked_marker";
const DAY: &str = "2021-06-30";

fn folder(bundle: &Bundle) -> CaseFolder {
    let loaded = load(bundle);
    let errors: Vec<String> = loaded.diagnostics.iter().filter(|d| d.is_error()).map(common::one_line).collect();
    loaded.folder.unwrap_or_else(|| panic!("{errors:?}"))
}

/// A row of each table, known on a given day, with the marker in an id, a name or a note; its source is the marker's.
fn planted(known_on: &str) -> Vec<(&'static str, String)> {
    let p = format!("{MARKER}_source,high,sourced,{known_on},{MARKER}");
    let m = MARKER;
    vec![
        ("places.csv", format!("{m},{m},mine,MNG,45,105,{p}")),
        ("links.csv", format!("{m},{m},zamyn_uud,erenhot,road,existing,,5,,,,,,{p}")),
        ("capacities.csv", format!("{m},zamyn_uud,throughput,,open,5,,truck/day,2020-01-01,,,{p}")),
        ("calendar.csv", format!("{m},zamyn_uud,road,every,2020-01-01,2020-01-02,0,{p}")),
        ("costs.csv", format!("{m},MNG,freight,road,coal,5,,USD/t,2020-01-01,,{p}")),
        ("products.csv", format!("{m},{m},commodity,HS2017,,t,total,{p}")),
        ("production.csv", format!("{m},zamyn_uud,coal,output,2020,5,,Mt,{p}")),
        ("markets.csv", format!("{m},MNG,coal,price,border,2020,5,,USD/t,{p}")),
        ("buyers.csv", format!("{m},{m},CHN,coal,CHN,,5,,USD/t,,,,,,,{p}")),
        ("decisions.csv", format!("{m},{m},expansion,zamyn_uud,,5,truck/day,,,,,,,,{p}")),
        ("assumptions.csv", format!("{m},mining_cost,,coal,5,,,USD/t,{p}")),
        ("series.csv", format!("{m},{m},count,annual,MNG,,{m},{m},30,{p}")),
        ("observations.csv", format!("air_freight,2020-01-01/2020-11-30,777,,{p}")),
        ("trade.csv", format!("MNG,CHN,export,coal,2020-01/2020-03,quantity,5,Mt,not_applicable,press,{m},20,{p}")),
        ("events.csv", format!("{m},{m},border,{m},2020-01-01,,{m},MNG,{m},,,,{p}")),
        ("judgements/institutions.csv", format!("{m},{m},2022,{m},2020-01-01,equal,5,,percent,{p}")),
    ]
}

fn with_row(file: &str, row: &str) -> Bundle {
    let mut bundle = mongolia();
    add(&mut bundle, "sources.csv", &format!("{MARKER}_source,{MARKER},,,2020,primary,,{MARKER}"));
    add(&mut bundle, file, row);
    bundle
}

/// Whether the marker shows anywhere in the view.
fn shows(bundle: &Bundle, day: &str) -> bool {
    format!("{:?}", folder(bundle).as_of(date(day))).contains(MARKER)
}

#[test]
fn a_later_row_of_any_table_and_its_source_are_not_in_the_view() {
    for (file, row) in planted("2021-07-01") {
        let bundle = with_row(file, &row);
        assert!(!shows(&bundle, DAY), "{file} peeks");
        assert!(shows(&bundle, "2021-07-01"), "{file}: a marker that never shows proves nothing");
    }
}

#[test]
fn the_day_itself_is_in_the_view() {
    for (file, row) in planted(DAY) {
        let bundle = with_row(file, &row);
        assert!(shows(&bundle, DAY), "{file} lacks a row known on the day");
        assert!(!shows(&bundle, "2021-06-29"), "{file} peeks by a day");
    }
}

#[test]
fn every_table_was_tried() {
    let tried: Vec<&str> = planted(DAY).iter().map(|(file, _)| *file).collect();
    for table in case::schema::tables().iter().filter(|table| table.provenance) {
        assert!(tried.iter().any(|file| file.starts_with(table.file)), "{}", table.file);
    }
}

#[test]
fn a_source_cited_by_an_earlier_row_too_stays() {
    let mut bundle = with_row("places.csv", &planted("2021-07-01")[0].1);
    let earlier = planted(DAY)[2].1.replace(&format!("{MARKER},zamyn"), "earlier_row,zamyn");
    add(&mut bundle, "capacities.csv", &earlier);
    let view = folder(&bundle).as_of(date(DAY));
    assert!(view.sources().keys().any(|id| id.as_str() == format!("{MARKER}_source")));
}

#[test]
fn title_question_and_summary_are_not_known_before_they_were_public() {
    for key in ["title", "question", "summary"] {
        let mut bundle = mongolia();
        replace(&mut bundle, "case.toml", &format!("\n{key} = \""), &format!("\n{key} = \"{MARKER} "));
        assert!(!shows(&bundle, DAY) && !shows(&bundle, "2023-03-19"), "{key} peeks");
        assert!(shows(&bundle, "2023-03-20"), "{key} is not shown on its day");
    }
    let real = folder(&mongolia());
    assert!(real.as_of(date("2023-03-19")).frame().is_none());
    assert!(real.as_of(date("2023-03-20")).frame().is_some());
    let before = format!("{:?}", real.as_of(date("2023-03-19")));
    assert!(!before.contains(&real.settings().question) && !before.contains(&real.settings().summary));
}

#[test]
fn panel_scenarios_and_questions_are_not_known_before_they_were_public() {
    let mut bundle = mongolia();
    replace(&mut bundle, "panel.toml", "abstract = \"", &format!("abstract = \"{MARKER} "));
    assert!(!shows(&bundle, DAY) && shows(&bundle, "2023-03-20"));
    let mut bundle = mongolia();
    replace(&mut bundle, "scenarios.toml", "note = \"", &format!("note = \"{MARKER} "));
    assert!(!shows(&bundle, DAY) && shows(&bundle, "2023-03-20"));
    for kind in ["effect", "forecast"] {
        let mut bundle = mongolia();
        let question = format!("{kind}]]\nid = \"");
        replace(&mut bundle, "outlook.toml", &question, &format!("{question}{MARKER}_"));
        if kind == "effect" {
            // A forecast leaves the first of them out by its id.
            replace(&mut bundle, "outlook.toml", "without = [\"", &format!("without = [\"{MARKER}_"));
        }
        assert!(!shows(&bundle, DAY) && !shows(&bundle, "2023-03-19"), "{kind} peeks");
        assert!(shows(&bundle, "2023-03-20"), "{kind} is not shown on its day");
    }
}

#[test]
fn a_recording_is_not_known_before_the_panel_was_held_nor_before_its_own_day() {
    let heard = |held_on: &str, own: &str| {
        let mut bundle = mongolia();
        replace(&mut bundle, "panel.toml", "held_on = 2023-03-20", &format!("held_on = {held_on}"));
        let table = format!(
            "[audio]\nurl = \"https://example.org/{MARKER}.mp3\"\nbytes = 5\ntype = \"audio/mpeg\"\nduration = 60\n{own}\n\n[[person]]"
        );
        replace(&mut bundle, "panel.toml", "[[person]]", &table);
        move |day: &str| shows(&bundle, day)
    };
    let at_once = heard("2023-03-20", "");
    assert!(!at_once("2023-03-19") && at_once("2023-03-20"));
    let announced = heard("2023-04-03", "");
    assert!(!announced("2023-03-20") && !announced("2023-04-02") && announced("2023-04-03"));
    let later = heard("2023-03-20", "known_on = 2023-03-25");
    assert!(!later("2023-03-24") && later("2023-03-25"));
    let too_early = heard("2023-04-03", "known_on = 2023-03-25");
    assert!(!too_early("2023-04-02") && too_early("2023-04-03"));
}

/// Every row of the view, of every day tried, was known by then; so was every source's reason to be there.
#[test]
fn the_shipped_case_keeps_the_rule_on_every_first_of_a_month() {
    let folder = folder(&mongolia());
    let mut before = 0;
    for month in (2011..=2024).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}-01"))) {
        let view = folder.as_of(date(&month));
        let rows = view.tables().provenance();
        assert!(rows.iter().all(|(_, _, known_on)| *known_on <= view.as_of()), "{month}");
        let sources = view.sources();
        assert!(rows.iter().all(|(_, row, _)| sources.contains_key(&row.source_id)), "{month}: a source is missing");
        assert!(rows.len() >= before, "{month}: rows were forgotten");
        before = rows.len();
    }
    assert!(before > 3000);
}

/// 2021-05-31 + 20 days = 2021-06-20; 2021-06-30 + 20 = 2021-07-20; 2020-12-31 + 45 = 2021-02-14.
#[test]
fn observations_and_trade_are_known_a_lag_after_their_period() {
    let check = |file: &str, row: String, line: &str, known_on: &str| {
        let mut bundle = mongolia();
        add(&mut bundle, file, &row);
        let at = u32::try_from(text(&bundle, file).lines().count()).unwrap();
        let folder = folder(&bundle);
        let day = date(known_on);
        let has = |day| {
            let view = folder.as_of(day);
            let rows = view.tables().provenance();
            rows.iter().any(|(place, _, _)| &*place.file == file && place.line == at)
        };
        assert!(has(day), "{line}: not there on {known_on}");
        assert!(!has(day.yesterday().unwrap()), "{line}: there before {known_on}");
    };
    let trade = |period: &str, lag: u32, known_on: &str| {
        format!(
            "MNG,CHN,export,meat,{period},quantity,5,t,not_applicable,press,,{lag},nso_trade_totals,low,derived,{known_on},"
        )
    };
    check("trade.csv", trade("2021-05", 20, ""), "May with 20 days", "2021-06-20");
    check("trade.csv", trade("2021-Q2", 20, ""), "second quarter", "2021-07-20");
    check("trade.csv", trade("2020", 45, ""), "a year with 45 days", "2021-02-14");
    check("trade.csv", trade("2020-H1", 0, ""), "half-year at once", "2020-06-30");
    check("trade.csv", trade("2020", 45, "2021-03-01"), "its own day goes before the lag", "2021-03-01");
    // 28 February 2021 + 45 days: 31 of March, 14 of April. 2020 was a leap year: 29 February + 1 = 1 March.
    let observation = |series: &str, period: &str| format!("{series},{period},1,,nso_trade_totals,low,derived,,");
    check("observations.csv", observation("bop_exports", "2009-02"), "45 days after a short month", "2009-04-14");
    let mut bundle = mongolia();
    let series = text(&bundle, "series.csv").lines().position(|line| line.starts_with("air_freight,")).unwrap() + 1;
    set(&mut bundle, "series.csv", series, "publication_lag_days", "1");
    add(&mut bundle, "observations.csv", &observation("air_freight", "2020-02"));
    assert!(
        folder(&bundle)
            .as_of(date("2020-03-01"))
            .tables()
            .observations
            .iter()
            .any(|o| o.period.to_string() == "2020-02")
    );
    assert!(
        !folder(&bundle)
            .as_of(date("2020-02-29"))
            .tables()
            .observations
            .iter()
            .any(|o| o.period.to_string() == "2020-02")
    );
}
