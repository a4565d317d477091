//! Every code of a fault: one folder broken so, its message word by word, and the folder passes once mended.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::collections::BTreeSet;

use case::bundle::Bundle;
use case::code::Code;
use case::load::load;

use common::{add, good, one_line, replace};

/// A way to break the good folder and the message that must come of it.
struct Broken {
    code: Code,
    patch: fn(&mut Bundle),
    message: &'static str,
}

fn put(bundle: &mut Bundle, file: &str, line: usize, column: &str, to: &str) {
    common::set(bundle, file, line, column, to);
}

/// The cases, in order of their codes.
fn broken() -> Vec<Broken> {
    let case = |code, patch, message| Broken { code, patch, message };
    vec![
        case(Code::FileMissing, |b| drop(b.remove("trade.csv")), "@FileMissing"),
        case(Code::FileUnreadable, unreadable, "@FileUnreadable"),
        case(Code::FileTooLarge, too_large, "@FileTooLarge"),
        case(Code::NotUtf8, |b| b.insert("products.csv", b"product_id\n\xFF".to_vec()), "@NotUtf8"),
        case(Code::MissingColumn, |b| replace(b, "trade.csv", "lag_days,", ""), "@MissingColumn"),
        case(Code::UnknownColumn, |b| replace(b, "trade.csv", "lag_days,", "lag,"), "@UnknownColumn"),
        case(Code::DuplicateColumn, |b| replace(b, "trade.csv", "lag_days,", "unit,"), "@DuplicateColumn"),
        case(Code::RowLength, |b| replace(b, "trade.csv", "KGZ,WLD,", "KGZ,"), "@RowLength"),
        case(Code::CellTooLong, |b| put(b, "trade.csv", 2, "note", &"long ".repeat(2001)), "@CellTooLong"),
        case(Code::ValueRequired, |b| put(b, "trade.csv", 2, "unit", ""), "@ValueRequired"),
        case(Code::NotANumber, |b| put(b, "trade.csv", 2, "value", "1,234.5"), "@NotANumber"),
        case(Code::OutOfRange, |b| put(b, "places.csv", 3, "lat", "141.5"), "@OutOfRange"),
        case(Code::NotADate, |b| put(b, "places.csv", 3, "known_on", "20/03/2023"), "@NotADate"),
        case(Code::NegativeValue, |b| put(b, "trade.csv", 2, "value", "-600"), "@NegativeValue"),
        case(Code::UnknownWord, |b| put(b, "trade.csv", 2, "flow", "exports"), "@UnknownWord"),
        case(Code::BadId, |b| put(b, "places.csv", 3, "place_id", "North Mine"), "@BadId"),
        case(Code::DuplicateId, |b| add(b, "places.csv", "north_mine,Again,mine,KGZ,,,example_source,low,assumed,2020-01-01,"), "@DuplicateId"),
        case(Code::UnknownReference, |b| put(b, "trade.csv", 3, "product_id", "or"), "@UnknownReference"),
        case(Code::UnknownUnit, |b| put(b, "trade.csv", 3, "unit", "tonnes"), "@UnknownUnit"),
        case(Code::UnitMismatch, |b| put(b, "trade.csv", 3, "unit", "MUSD"), "@UnitMismatch"),
        case(Code::PeriodReversed, |b| put(b, "trade.csv", 2, "period", "2019-06/2019-03"), "@PeriodReversed"),
        case(Code::UnknownEconomy, |b| put(b, "trade.csv", 3, "partner", "Switzerland"), "@UnknownEconomy"),
        case(Code::ClosedWithValue, |b| put(b, "capacities.csv", 2, "status", "closed"), "@ClosedWithValue"),
        case(Code::Cycle, |b| put(b, "products.csv", 2, "part_of", "ore"), "@Cycle"),
        case(Code::TomlSyntax, |b| replace(b, "case.toml", "currency = \"USD\"", "currency = \"USD"), "@TomlSyntax"),
        case(Code::UnknownKey, |b| replace(b, "case.toml", "language", "langage"), "@UnknownKey"),
        case(Code::MissingKey, |b| replace(b, "panel.toml", "host = \"A house\"\n", ""), "@MissingKey"),
        case(Code::KnownBeforeEnd, |b| put(b, "trade.csv", 3, "known_on", "2019-12-30"), "@KnownBeforeEnd"),
        case(Code::WrongType, |b| replace(b, "case.toml", "gateways = []", "gateways = 5"), "@WrongType"),
        case(Code::HsCode, |b| put(b, "products.csv", 3, "hs_codes", "2603;301"), "@HsCode"),
        case(Code::LinkEndsDiffer, |b| add(b, "links.csv", "example_road,Road,north_mine,example_gate,road,existing,,,example_source,low,assumed,2021-01-01,"), "@LinkEndsDiffer"),
        case(Code::FormatVersion, |b| replace(b, "case.toml", "format = 1", "format = 2"), "@FormatVersion"),
        case(Code::TooManyFaults, |b| add(b, "trade.csv", "x\n".repeat(501).trim_end()), "@TooManyFaults"),
        case(Code::NotSupportedEncoding, |b| b.insert("trade.csv", b"\xFF\xFEr\0".to_vec()), "@NotSupportedEncoding"),
        case(Code::EmptyTable, no_products, "@EmptyTable"),
        case(Code::DuplicateKey, |b| replace(b, "panel.toml", "[[claim]]", "[[claim]]\nnumber = 1\ntext = \"Again.\"\nevidence = []\n[[claim]]"), "@DuplicateKey"),
        case(Code::HeaderMissing, |b| b.insert("trade.csv", ""), "@HeaderMissing"),
        case(Code::SeparatorMended, |b| b.insert("events.csv", common::text(b, "events.csv").replace(',', ";").replace("in one or", "in two or")), "@SeparatorMended"),
        case(Code::SourcesDisagree, disagree, "@SourcesDisagree"),
        case(Code::EndAfterKnown, |b| put(b, "events.csv", 2, "ends_on", "2021-06-30"), "@EndAfterKnown"),
        case(Code::UnusedSource, |b| add(b, "sources.csv", "other,Other,,,,primary,,"), "@UnusedSource"),
        case(Code::QuoteMended, |b| put(b, "trade.csv", 2, "value", "'100"), "@QuoteMended"),
        case(Code::UnknownFile, |b| b.insert("trades.csv", ""), "@UnknownFile"),
    ]
}

fn unreadable(bundle: &mut Bundle) {
    on_disk(bundle, |path| std::fs::create_dir(path).unwrap());
}

fn too_large(bundle: &mut Bundle) {
    on_disk(bundle, |path| {
        let file = std::fs::File::create(path).unwrap();
        file.set_len(case::bundle::MAX_FILE_BYTES + 1).unwrap();
    });
}

/// Writes the folder to disk, with something made in place of trade.csv, and reads it back.
fn on_disk(bundle: &mut Bundle, make: impl Fn(&std::path::Path)) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("judgements")).unwrap();
    for name in bundle.names().filter(|name| *name != "trade.csv") {
        std::fs::write(folder.path().join(name), common::text(bundle, name)).unwrap();
    }
    make(&folder.path().join("trade.csv"));
    *bundle = Bundle::from_dir(folder.path()).unwrap();
}

fn no_products(bundle: &mut Bundle) {
    let header = common::text(bundle, "products.csv").lines().next().unwrap().to_owned();
    bundle.insert("products.csv", header);
}

fn disagree(bundle: &mut Bundle) {
    add(bundle, "sources.csv", "census,Census,,,2020,primary,,");
    add(bundle, "observations.csv", "example_series,2019,2,,census,low,assumed,2020-01-01,");
}

/// Message and severity of one case; then the folder without the patch.
fn check(broken: &Broken) -> Result<(), String> {
    let mut bundle = good();
    (broken.patch)(&mut bundle);
    let loaded = load(&bundle);
    let lines: Vec<String> = loaded.diagnostics.iter().filter(|d| d.code == broken.code).map(one_line).collect();
    if loaded.folder.is_none() != loaded.diagnostics.iter().any(case::Diagnostic::is_error) {
        return Err(format!("{}: folder and errors do not agree", broken.code));
    }
    if lines.first().map(String::as_str) == Some(broken.message) {
        return Ok(());
    }
    let others: Vec<String> = loaded.diagnostics.iter().take(5).map(one_line).collect();
    Err(format!("{}\n  expected {}\n  found    {}\n  all      {}", broken.code, broken.message, lines.join(" / "), others.join("\n           ")))
}

#[test]
fn each_broken_folder_gives_its_message() {
    let failures: Vec<String> = broken().iter().filter_map(|broken| check(broken).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_folder_without_the_patch_passes() {
    let loaded = load(&good());
    assert!(loaded.folder.is_some());
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics.iter().map(one_line).collect::<Vec<_>>());
}

#[test]
fn every_code_has_a_broken_folder() {
    let covered: BTreeSet<Code> = broken().iter().map(|broken| broken.code).collect();
    let all: BTreeSet<Code> = Code::ALL.iter().copied().collect();
    assert_eq!(covered, all);
}

#[test]
fn every_message_tells_what_was_found_expected_and_to_be_done() {
    for broken in broken() {
        let mut bundle = good();
        (broken.patch)(&mut bundle);
        for d in load(&bundle).diagnostics {
            assert!(!d.found.is_empty() && !d.expected.is_empty() && !d.mend.is_empty(), "{}", one_line(&d));
            assert!(!d.found.ends_with('.') && !d.mend.ends_with('.'), "a full stop: {}", one_line(&d));
            assert!(!d.code.page().is_empty());
        }
    }
}

/// Five hundred warnings of one file must not hide the error that comes after them.
#[test]
fn an_error_after_very_many_warnings_refuses_the_folder() {
    let mut bundle = good();
    let rows: String = (0..600)
        .map(|i| format!("example_series,{}-{:02},'1,,example_source,low,assumed,2020-01-01,\n", 1900 + i / 12, i % 12 + 1))
        .collect();
    add(&mut bundle, "observations.csv", rows.trim_end());
    let warned = load(&bundle);
    assert!(warned.folder.is_some(), "600 mended cells are only warnings");
    add(&mut bundle, "observations.csv", "example_series,1800,x,,example_source,low,assumed,2020-01-01,");
    let loaded = load(&bundle);
    assert!(loaded.folder.is_none());
    assert!(loaded.diagnostics.iter().any(|d| d.code == Code::NotANumber && d.place.line == Some(603)));
}
