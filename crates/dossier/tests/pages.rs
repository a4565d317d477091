//! Pages of an invented country, where every figure can be followed by hand.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its own files should stop")]

use case::Case;
use case::bundle::Bundle;
use case::cell::Cell as _;
use case::load::load;
use case::value::date::Date;
use case::value::economy::Economy;
use document::Print;
use dossier::{Block, Dossier};
use jiff::civil::date;

/// A new folder with more rows, as of a day.
fn opened(rows: &[(&str, &str)], day: Date) -> Case {
    let mut files = case::template::template(Economy::parse("BWA").unwrap());
    for (file, row) in rows {
        let text = files.get_mut(*file).unwrap();
        text.push_str(row);
        text.push('\n');
    }
    let loaded = load(&Bundle::from_files("by hand", files));
    loaded.folder.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics)).as_of(day)
}

fn sentences(dossier: &Dossier, page: &str, section: &str) -> String {
    let page = dossier.page(page).unwrap();
    let section = page.sections.iter().find(|known| known.id == section).unwrap();
    let texts = section.blocks.iter().filter_map(|block| match block {
        Block::Text(sentence) => Some(dossier.plain(sentence)),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

const TAIL: &str = "30,example_source,high,sourced";

#[test]
fn two_prints_are_held_against_each_other() {
    let first = format!("BWA,ZAF,export,total,2018,value,60,MUSD,fob,first,,{TAIL},2019-02-01,");
    // 66 against 60: +10 %. The confidence is lower, so the earlier print is used.
    let second = "BWA,ZAF,export,total,2018,value,66,MUSD,fob,second,,30,example_source,low,sourced,2019-06-01,";
    let whole = format!("BWA,WLD,export,total,2018,value,120,MUSD,fob,first,,{TAIL},2019-02-01,");
    let vintage = "\n[vintages.second]\nname = \"second figure\"\ndescription = \"Printed half a year later.\"\n";
    let rows =
        [("trade.csv", first.as_str()), ("trade.csv", second), ("trade.csv", whole.as_str()), ("case.toml", vintage)];
    let dossier = dossier::assemble(&opened(&rows, date(2020, 12, 31)));
    let change = dossier.changes.iter().find(|change| change.period == "2018").unwrap();
    let shown = |id: &str| dossier.numbers[id].text();
    assert_eq!((shown(&change.old), shown(&change.new)), ("60 M USD".to_owned(), "66 M USD".to_owned()));
    assert_eq!(shown(change.difference.as_ref().unwrap()), "+10.0 %");
    assert_eq!((change.used, change.on), (Print::Old, Some(date(2019, 6, 1))));
    assert!(change.reason.contains("confidence"), "{}", change.reason);
    assert!(sentences(&dossier, "changes", "revised").starts_with("1 figure stands in two prints that differ"));
    assert!(sentences(&dossier, "changes", "unknown").contains("Printed half a year later."));
    // The share by both prints: 50 and 55 %.
    let opening = dossier.plain(&dossier.opening[0]);
    assert!(opening.contains("likely between 50.0 % and 55.0 %"), "{opening}");
    let early = dossier::assemble(&opened(&rows, date(2019, 3, 1)));
    assert!(early.changes.is_empty());
    assert!(sentences(&early, "changes", "revised").contains("No figure"));
}

#[test]
fn a_gap_is_split_into_parts_that_add_up() {
    let product = "ore,Ore,commodity,not_stated,,kt,,example_source,high,sourced,2018-01-01,";
    let sold = |partner: &str, period: &str, kt: &str| {
        format!("BWA,{partner},export,ore,{period},quantity,{kt},kt,not_applicable,first,,{TAIL},,")
    };
    let bought = format!("ZAF,BWA,import,ore,2019-02,quantity,90,kt,not_applicable,first,,{TAIL},,");
    // To all 100, to the buyer 80; a month before 100 in all, so 80 to the buyer: no shift explains anything.
    let rows = [sold("WLD", "2019-01", "100"), sold("WLD", "2019-02", "100"), sold("ZAF", "2019-02", "80"), bought];
    let mut all = vec![("products.csv", product)];
    all.extend(rows.iter().map(|row| ("trade.csv", row.as_str())));
    let dossier = dossier::assemble(&opened(&all, date(2020, 12, 31)));
    let part = |part: &str, end: &str| dossier.numbers[&format!("mirror.{part}.ore.ZAF.2019-02.{end}")].value;
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} is not {b}");
    near(part("gap", "to_all"), -0.01);
    near(part("definition", "to_all"), -0.02);
    near(part("timing", "to_buyer"), 0.0);
    near(part("left", "to_buyer"), 0.01);
    near(part("definition", "to_all") + part("timing", "to_buyer") + part("left", "to_buyer"), part("gap", "to_all"));
    let without = dossier::assemble(&opened(&[], date(2020, 12, 31)));
    assert!(sentences(&without, "mirror", "none").contains("cannot be compared"));
}

#[test]
fn an_event_has_a_page_that_says_how_well_its_day_is_known() {
    let event = |id: &str, starts: &str, ends: &str, episode: &str| {
        format!(
            "{id},{episode},border,The {id} event,{starts},{ends},It happened.,example_gate,length,12,14,km,example_source,high,sourced,2020-01-01,a remark"
        )
    };
    let rows = [event("one_event", "2019-05", "", "tale"), event("next_event", "2020-03-02", "2021-09-30", "tale")];
    let rows: Vec<(&str, &str)> = rows.iter().map(|row| ("events.csv", row.as_str())).collect();
    let dossier = dossier::assemble(&opened(&rows, date(2020, 12, 31)));
    let told = sentences(&dossier, "events/one-event", "happened");
    assert!(told.starts_with("In May 2019; the day is not known. It happened."), "{told}");
    assert!(told.ends_with("As the source says, length: 12 km to 14 km."), "{told}");
    assert!(dossier.rows.contains_key(&dossier.numbers["event.one_event.value"].rows[0].to_string()));
    let page = dossier.page("events/one-event").unwrap();
    assert_eq!(page.under.as_deref(), Some("events"));
    let link = Block::PageLink {
        id: "events/next-event".to_owned(),
        title: "2 March 2020 to 30 September 2021: The next_event event".to_owned(),
    };
    assert!(page.sections.iter().any(|section| section.blocks.contains(&link)));
    assert!(sentences(&dossier, "events/one-event", "source").ends_with("confidence high. A remark."));
    // Its end is the next date to watch.
    let next = dossier.next.as_ref().unwrap();
    assert_eq!((next.on, next.event.as_deref()), (date(2021, 9, 30), Some("next_event")));
    assert_eq!(dossier.plain(&next.text), "The next_event event ends.");
    let early = dossier::assemble(&opened(&rows, date(2019, 12, 31)));
    assert!(early.page("events/one-event").is_none() && early.next.is_none());
}

#[test]
fn words_are_explained_where_they_stand_first() {
    let dossier = dossier::assemble(&opened(&[], date(2020, 12, 31)));
    let glossary = dossier.page("glossary").unwrap();
    assert_eq!(glossary.under.as_deref(), Some("method"));
    let ids: Vec<&str> = glossary.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, dossier.terms.iter().map(|term| term.id.as_str()).collect::<Vec<_>>());
    assert!(dossier.terms.iter().all(|term| term.text.len() > 40));
}

#[test]
fn a_derived_figure_of_an_event_is_not_put_in_the_mouth_of_its_source() {
    let told = |basis: &str, days: &str| {
        let row = format!(
            "opens_again,tale,border,The gate opens again,2019-05-04,,It opened.,example_gate,days closed,{days},,day,example_source,high,{basis},2020-01-01,derived: two dates"
        );
        let dossier = dossier::assemble(&opened(&[("events.csv", &row)], date(2020, 12, 31)));
        sentences(&dossier, "events/opens-again", "happened")
    };
    assert!(told("derived", "17").ends_with("Derived, days closed: 17 days."));
    assert!(told("sourced", "1").ends_with("As the source says, days closed: 1 day."));
}

#[test]
fn what_costs_more_than_a_million_a_tonne_is_told_by_the_kilogram() {
    let total = "total,All goods,total,not_stated,,MUSD,,example_source,high,sourced,2018-01-01,";
    let dear = "dear,Dear ore,commodity,not_stated,,t,,example_source,high,sourced,2018-01-01,";
    let sold = |good: &str, year: &str, what: &str| {
        format!("BWA,WLD,export,{good},{year},{what},not_applicable,first,,{TAIL},,")
    };
    // The example row of the template has the total of 2019.
    let rows = [
        sold("total", "2018", "value,100,MUSD"),
        sold("dear", "2018", "value,9,MUSD"),
        sold("dear", "2018", "quantity,10,t"),
        sold("dear", "2019", "value,30,MUSD"),
        sold("dear", "2019", "quantity,20,t"),
    ];
    let mut all = vec![("products.csv", dear)];
    if !case::template::template(Economy::parse("BWA").unwrap())["products.csv"].contains("\ntotal,") {
        all.push(("products.csv", total));
    }
    all.extend(rows.iter().map(|row| ("trade.csv", row.as_str())));
    let dossier = dossier::assemble(&opened(&all, date(2020, 12, 31)));
    // 9 M USD over 10 t are 0.9 M USD/t, 30 over 20 are 1.5: one unit for both years, and two thirds more.
    let text = |id: &str| dossier.numbers[id].text();
    assert_eq!(text("trade.unit_value.export.dear.2018"), "900.0 USD/kg");
    assert_eq!(text("trade.unit_value.export.dear.2019"), "1,500.0 USD/kg");
    assert_eq!(text("trade.change.unit_value.dear.2019"), "+66.7 %");
}
