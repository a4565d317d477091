//! Every code of a fault: one folder broken so, its message word by word, and the folder passes once mended.
#![allow(clippy::unwrap_used, clippy::panic, clippy::too_many_lines, reason = "tests; the cases are data")]

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

/// Gives the panel a recording, whose address is good.
fn audio(bundle: &mut Bundle, rest: &str) {
    let table = format!("[audio]\nurl = \"https://example.org/talk.mp3\"\n{rest}\n[[person]]");
    replace(bundle, "panel.toml", "[[person]]", &table);
}

/// The cases, in order of their codes.
fn broken() -> Vec<Broken> {
    let case = |code, patch, message| Broken { code, patch, message };
    vec![
        case(
            Code::FileMissing,
            |b| drop(b.remove("trade.csv")),
            "error[C001 file-missing] trade.csv: found no such file in the folder | expected every file that `landlocked schema` lists as required | mend write `trade.csv`; `landlocked new` makes a folder with every header",
        ),
        case(
            Code::FileUnreadable,
            unreadable,
            "error[C002 file-unreadable] trade.csv: found not a regular file | expected a regular file that can be read | mend check what it is and its permissions",
        ),
        case(
            Code::FileTooLarge,
            too_large,
            "error[C003 file-too-large] trade.csv: found 33554433 bytes | expected at most 33554432 bytes | mend keep sums and samples in the case; nothing of this file was read",
        ),
        case(
            Code::NotUtf8,
            |b| b.insert("products.csv", b"product_id\n\xFF".to_vec()),
            "error[C004 not-utf8] products.csv:2:1: found bytes 0xff that are not UTF-8 | expected text in UTF-8 | mend save the file again as UTF-8",
        ),
        case(
            Code::MissingColumn,
            |b| replace(b, "trade.csv", "lag_days,", ""),
            "error[C005 missing-column] trade.csv:1:1: found a header without `lag_days` | expected the header `reporter,partner,flow,product_id,period,measure,value,unit,valuation,vintage,definition,lag_days,source_id,confidence,basis,known_on,note` | mend add the column `lag_days`, with empty cells where nothing is known",
        ),
        case(
            Code::UnknownColumn,
            |b| replace(b, "trade.csv", "lag_days,", "lag,"),
            "error[C006 unknown-column] trade.csv:1:89: found column `lag` | expected the columns `reporter`, `partner`, `flow`, `product_id`, `period`, `measure`, `value`, `unit`, `valuation`, `vintage`, `definition`, `lag_days`, `source_id`, `confidence`, `basis`, `known_on`, `note` | mend did you mean `lag_days`?",
        ),
        case(
            Code::DuplicateColumn,
            |b| replace(b, "trade.csv", "lag_days,", "unit,"),
            "error[C007 duplicate-column] trade.csv:1:89: found column `unit` twice | expected each column once | mend delete or rename one of them",
        ),
        case(
            Code::RowLength,
            |b| replace(b, "trade.csv", "KGZ,WLD,", "KGZ,"),
            "error[C008 row-length] trade.csv:2:1: found 16 cells | expected 17 cells, as the header has | mend add the commas of the empty cells, or join a line that was cut",
        ),
        case(
            Code::CellTooLong,
            |b| put(b, "trade.csv", 2, "note", &"long ".repeat(2001)),
            "error[C009 cell-too-long] trade.csv:2:101: found a cell of more than 10000 characters | expected shorter texts | mend look for a double quote that was opened and never closed",
        ),
        case(
            Code::ValueRequired,
            |b| put(b, "trade.csv", 2, "unit", ""),
            "error[C010 value-required] trade.csv:2:37, column `unit`: found an empty cell | expected unit atoms joined by `/`, each may follow a whole number: `kt`, `MUSD`, `truck/day`, `USD/20t/500km`; money is an ISO 4217 code, after nothing, `k`, `M` or `bn` | mend fill the cell, or delete the row",
        ),
        case(
            Code::NotANumber,
            |b| put(b, "trade.csv", 2, "value", "1,234.5"),
            "error[C011 not-a-number] trade.csv:2:33, column `value`: found `1,234.5` | expected a number such as `1234.5` | mend write `1234.5`",
        ),
        case(
            Code::OutOfRange,
            |b| put(b, "places.csv", 3, "lat", "141.5"),
            "error[C012 out-of-range] places.csv:3:32, column `lat`: found `141.5` | expected decimal degrees, WGS 84, from -90.0 to 90.0 | mend are latitude and longitude swapped?",
        ),
        case(
            Code::NotADate,
            |b| put(b, "places.csv", 3, "known_on", "20/03/2023"),
            "error[C013 not-a-date] places.csv:3:69, column `known_on`: found `20/03/2023` | expected a day, as `2023-03-20` | mend write year, month, day: `2023-03-20`",
        ),
        case(
            Code::NegativeValue,
            |b| put(b, "trade.csv", 2, "value", "-600"),
            "error[C014 negative-value] trade.csv:2:33, column `value`: found `-600` | expected a number of 0 or more | mend write 600",
        ),
        case(
            Code::UnknownWord,
            |b| put(b, "trade.csv", 2, "flow", "exports"),
            "error[C015 unknown-word] trade.csv:2:9, column `flow`: found `exports` | expected one of `export`, `import` | mend did you mean `export`?",
        ),
        case(
            Code::BadId,
            |b| put(b, "places.csv", 3, "place_id", "North Mine"),
            "error[C016 bad-id] places.csv:3:1, column `place_id`: found `North Mine` | expected an id: a letter a-z, then letters, digits and underscores, 64 at most | mend write `north_mine`, here and wherever it is named",
        ),
        case(
            Code::DuplicateId,
            |b| add(b, "places.csv", "north_mine,Again,mine,KGZ,,,example_source,low,assumed,2020-01-01,"),
            "error[C017 duplicate-id] places.csv:4:1, column `place_id`: found `north_mine, example_source` again | expected one row for each place_id, source_id | mend delete one of the rows, or give it an id of its own",
        ),
        case(
            Code::UnknownReference,
            |b| put(b, "trade.csv", 3, "product_id", "or"),
            "error[C018 unknown-reference] trade.csv:3:16, column `product_id`: found `or` | expected an id that products.csv defines | mend did you mean `ore`?",
        ),
        case(
            Code::UnknownUnit,
            |b| put(b, "trade.csv", 3, "unit", "tonnes"),
            "error[C019 unknown-unit] trade.csv:3:36, column `unit`: found `tonnes` | expected a unit made of the atoms that `landlocked schema` lists, joined by `/` | mend did you mean `t`?",
        ),
        case(
            Code::UnitMismatch,
            |b| put(b, "trade.csv", 3, "unit", "MUSD"),
            "error[C020 unit-mismatch] trade.csv:3:36, column `unit`: found `MUSD`, a unit of USD | expected a unit of mass, as `t`, which products.csv gives | mend correct the unit, or `measure`",
        ),
        case(
            Code::PeriodReversed,
            |b| put(b, "trade.csv", 2, "period", "2019-06/2019-03"),
            "error[C021 period-reversed] trade.csv:2:22, column `period`: found `2019-06/2019-03` | expected a period whose end is not before its beginning | mend write `2019-03/2019-06`",
        ),
        case(
            Code::UnknownEconomy,
            |b| put(b, "trade.csv", 3, "partner", "Switzerland"),
            "error[C022 unknown-economy] trade.csv:3:5, column `partner`: found `Switzerland` | expected an ISO 3166-1 alpha-3 code, three capital letters | mend write `CHE`",
        ),
        case(
            Code::ClosedWithValue,
            |b| put(b, "capacities.csv", 2, "status", "closed"),
            "error[C023 closed-with-value] capacities.csv:2:53, column `value`: found closed, with the value `100` | expected empty `value`, `value_high` and `unit` | mend empty these cells, or set `status` to `limited`",
        ),
        case(
            Code::Cycle,
            |b| put(b, "products.csv", 2, "part_of", "ore"),
            "error[C024 cycle] products.csv:2:37, column `part_of`: found `total`, which by `part_of` is part of itself | expected products whose parents end at one that is part of nothing | mend empty `part_of` of one of them",
        ),
        case(
            Code::TomlSyntax,
            |b| replace(b, "case.toml", "currency = \"USD\"", "currency = \"USD"),
            r#"error[C025 toml-syntax] case.toml:11:16: found invalid basic string, expected `"` | expected TOML: `key = "value"` lines under `[table]` headers | mend look for a missing quote, bracket or equals sign in this line or the one before"#,
        ),
        case(
            Code::UnknownKey,
            |b| replace(b, "case.toml", "language", "langage"),
            "error[C026 unknown-key] case.toml:10:1, key `langage`: found key `langage` | expected the keys `format`, `title`, `economy`, `question`, `summary`, `gateways`, `as_of`, `known_on`, `source_id`, `language`, `currency`, `region`, `balance`, `names`, `groups`, `vintages` | mend did you mean `language`?",
        ),
        case(
            Code::MissingKey,
            |b| replace(b, "panel.toml", "host = \"A house\"\n", ""),
            "error[C027 missing-key] panel.toml:1:1, key `host`: found no key `host` | expected text | mend add a line `host = ...`",
        ),
        case(
            Code::KnownBeforeEnd,
            |b| put(b, "trade.csv", 3, "known_on", "2019-12-30"),
            "error[C028 known-before-end] trade.csv:3:91, column `known_on`: found known on 2019-12-30, of a period that ends on 2019-12-31 | expected a day on or after the end of the period | mend correct the day; a forecast belongs into judgements/",
        ),
        case(
            Code::WrongType,
            |b| replace(b, "case.toml", "gateways = []", "gateways = 5"),
            "error[C029 wrong-type] case.toml:6:12, key `gateways`: found a value of type integer | expected a list, each an ISO 3166-1 alpha-3 code, for example `CHE` | mend write the value in the type expected",
        ),
        case(
            Code::HsCode,
            |b| put(b, "products.csv", 3, "hs_codes", "2603;301"),
            "error[C030 hs-code] products.csv:3:26, column `hs_codes`: found `2603;301` | expected 2, 4, 6, 8 or 10 digits | mend spreadsheets drop leading zeros: did you mean `0301`?",
        ),
        case(
            Code::LinkEndsDiffer,
            |b| {
                add(
                    b,
                    "links.csv",
                    "example_road,Road,north_mine,example_gate,road,existing,,,,,,,,example_source,low,assumed,2021-01-01,",
                );
            },
            "error[C031 link-ends-differ] links.csv:4:19, column `from_place`: found `north_mine` | expected `example_gate`, as in the first row of this link | mend correct it, or give the row a link_id of its own",
        ),
        case(
            Code::FormatVersion,
            |b| replace(b, "case.toml", "format = 1", "format = 2"),
            "error[C032 format-version] case.toml:1:1, key `format`: found format 2 | expected format 1 | mend use a program of the same age as the folder",
        ),
        case(
            Code::TooManyFaults,
            |b| add(b, "trade.csv", "x\n".repeat(501).trim_end()),
            "error[C034 too-many-faults] trade.csv: found 501 errors, the first 500 are listed | expected a file in the format that `landlocked schema` prints | mend mend the first faults and check again: one cause often makes many",
        ),
        case(
            Code::NotSupportedEncoding,
            |b| b.insert("trade.csv", b"\xFF\xFEr\0".to_vec()),
            r#"error[C035 utf-16] trade.csv:1:1: found text in UTF-16 | expected text in UTF-8 | mend save the file again as "CSV UTF-8""#,
        ),
        case(
            Code::EmptyTable,
            no_products,
            "error[C036 empty-table] products.csv:1:1, column `kind`: found 0 products of the kind `total` | expected exactly one | mend give one product, all goods together, the kind `total`",
        ),
        case(
            Code::DuplicateKey,
            |b| {
                replace(
                    b,
                    "panel.toml",
                    "[[claim]]",
                    "[[claim]]\nnumber = 1\ntext = \"Again.\"\nevidence = []\n[[claim]]",
                );
            },
            "error[C037 duplicate-entry] panel.toml:23:10, key `claim`: found claim `1` twice | expected each once | mend give one of them another id or number",
        ),
        case(
            Code::HeaderMissing,
            |b| b.insert("trade.csv", ""),
            "error[C038 header-missing] trade.csv:1:1: found a file without a header line | expected the header `reporter,partner,flow,product_id,period,measure,value,unit,valuation,vintage,definition,lag_days,source_id,confidence,basis,known_on,note` | mend write the header as the first line",
        ),
        case(
            Code::LayerWithoutTransfer,
            |b| {
                add(b, "links.csv", &link("wide", "north_mine", "example_gate", "rail_1520,existing,,60,,,,,"));
                add(b, "links.csv", &link("narrow", "example_gate", "north_mine", "rail_1435,existing,,60,,,,,"));
            },
            "error[C039 layer-change-without-transfer] links.csv:5:1, column `link_id`: found `narrow` (rail_1435) meets `wide` (rail_1520) at `example_gate`, and no transfer joins the two layers there | expected a transfer between the two layers at this place | mend add a link of the layer `transfer` at `example_gate`, for example of the kind `gauge_change_transship`",
        ),
        case(
            Code::TransferIncomplete,
            |b| {
                add(
                    b,
                    "links.csv",
                    &link("crane", "example_gate", "example_gate", "transfer,existing,,,,,road_rail,,rail_1520"),
                );
            },
            "error[C040 transfer-incomplete] links.csv:4:71, column `from_layer`: found an empty cell in a transfer | expected the layer on which goods arrive, for example `road` | mend fill the cell",
        ),
        case(
            Code::TransferIncomplete,
            |b| put(b, "links.csv", 2, "transfer", "road_rail"),
            "error[C040 transfer-incomplete] links.csv:2:74, column `transfer`: found `road_rail`, in a link of the layer `road` | expected an empty cell | mend empty the cell, or set `layer` to `transfer`",
        ),
        case(
            Code::CapacityWithoutPeriod,
            |b| put(b, "capacities.csv", 2, "unit", "truck"),
            "error[C041 capacity-without-period] capacities.csv:2:56, column `unit`: found `truck`, an amount without a time | expected an amount in a time, for example `truck/day` or `Mt/year` | mend did you mean `truck/day`?",
        ),
        case(
            Code::DecisionIncomplete,
            |b| put(b, "decisions.csv", 2, "product_id", ""),
            "error[C042 decision-incomplete] decisions.csv:2:58, column `product_id`: found an empty cell in a decision of the kind `contract` | expected the good it is for | mend write the id of the good",
        ),
        case(
            Code::NeedsAndExcludes,
            |b| {
                add(b, "decisions.csv", &decision("gate_lanes", "1", "example_contract", ""));
                put(b, "decisions.csv", 2, "excludes", "gate_lanes");
            },
            "error[C043 needs-and-excludes] decisions.csv:2:82, column `excludes`: found `example_contract` excludes `gate_lanes`, which needs it | expected decisions that can be taken one without the other | mend take the id out of `excludes` or out of `needs`",
        ),
        case(
            Code::TodayImpossible,
            |b| put(b, "decisions.csv", 2, "today", "3"),
            "error[C044 today-impossible] decisions.csv:2:75, column `today`: found 3, above `most` 2 | expected what can be decided on: at most `most`, for a project nothing or all of it, with what it needs and without what it excludes | mend correct `today`; what stands already is no decision and belongs into capacities.csv",
        ),
        case(
            Code::AssumptionRange,
            |b| put(b, "assumptions.csv", 2, "high", ""),
            "error[C045 assumption-range] assumptions.csv:2:46, column `high`: found an assumed figure without `high` | expected `low`, `value` and `high` in this order; an assumed figure has all three | mend fill or exchange the cells: `low` and `high` are the least and the most that can be defended",
        ),
        case(
            Code::BuyerDiffers,
            |b| {
                add(
                    b,
                    "buyers.csv",
                    "example_buyer,Buyers,CHE,ore,KGZ,,,,,,,,,,,example_source,low,assumed,2020-01-01,",
                );
            },
            "error[C046 buyer-differs] buyers.csv:3:22, column `economy`: found `CHE` | expected `KGZ`, as in the first row of this buyer | mend correct it, or give the row a buyer_id of its own",
        ),
        case(
            Code::NotAGateway,
            |b| replace(b, "case.toml", "gateways = []", "gateways = [\"CHE\", \"UZB\"]"),
            "error[C047 not-a-gateway] buyers.csv:2:40, column `gateway`: found `KGZ` | expected one of the gateways `CHE`, `UZB` | mend correct the code, or add it to `gateways` in case.toml",
        ),
        case(
            Code::NotAGateway,
            |b| replace(b, "case.toml", "[names]", &balance("UZB", 12, 3)),
            "error[C047 not-a-gateway] case.toml:13:1, key `neighbour`: found `UZB` | expected one of the `gateways` | mend correct the code, or add it to `gateways`",
        ),
        case(
            Code::BadRecording,
            |b| audio(b, "bytes = 5000000\ntype = \"audio/mpeg\"\nduration = \"58:30\""),
            "error[C048 bad-recording] panel.toml:15:12, key `duration`: found `58:30` | expected an ISO 8601 duration, `PT58M30S`, or whole seconds | mend write hours, minutes and seconds in this order, as `PT1H2M30S`, or the seconds as one number",
        ),
        case(
            Code::BadRecording,
            |b| audio(b, "bytes = 0\ntype = \"audio/mpeg\"\nduration = 3510"),
            "error[C048 bad-recording] panel.toml:13:1, key `bytes`: found 0 | expected the size of the file, 1 byte or more | mend write the size that the host of the file tells, or leave out the whole table",
        ),
        case(
            Code::CurlyBraces,
            |b| put(b, "products.csv", 2, "name", "Coal {2} {}"),
            "error[C049 curly-braces] products.csv:2:7, column `name`: found `Coal {2} {}` | expected text without curly braces | mend write round or square brackets instead",
        ),
        case(
            Code::CurlyBraces,
            |b| replace(b, "panel.toml", "title = \"", "title = \"}"),
            "error[C049 curly-braces] panel.toml:3:9, key `title`: found `}A panel` | expected text without curly braces | mend write round or square brackets instead",
        ),
        case(
            Code::SeparatorMended,
            |b| {
                b.insert(
                    "events.csv",
                    common::text(b, "events.csv").replace(',', ";").replace("in one or", "in two or"),
                );
            },
            "warning[S001 separator-mended] events.csv:1:1: found cells separated by semicolons | expected cells separated by commas | mend save the file as CSV with commas",
        ),
        case(
            Code::SourcesDisagree,
            disagree,
            "warning[S003 sources-disagree] observations.csv:2:21, column `value`: found 1 here, 2 at observations.csv:3 | expected one figure, or several sources that differ | mend nothing, if both sources say so: the preferred-source rule picks 2",
        ),
        case(
            Code::EndAfterKnown,
            |b| put(b, "events.csv", 2, "ends_on", "2021-06-30"),
            "warning[S004 end-after-known] events.csv:2:51, column `ends_on`: found an end on 2021-06-30, in a row known on 2020-01-01 | expected an end that was already known, or announced | mend if it was not announced, leave the end empty and add a row for it, known on its own day",
        ),
        case(
            Code::UnusedSource,
            |b| add(b, "sources.csv", "other,Other,,,,primary,,"),
            "warning[S005 unused-source] sources.csv:3:1, column `source_id`: found `other`, which nothing cites | expected a source that a row cites | mend cite it, or delete the row",
        ),
        case(
            Code::QuoteMended,
            |b| put(b, "trade.csv", 2, "value", "'100"),
            "warning[S006 quotes-mended] trade.csv:2:33, column `value`: found `'100` | expected `100` | mend delete the quote marks",
        ),
        case(
            Code::MineWithoutLink,
            |b| put(b, "links.csv", 3, "from_place", "example_gate"),
            "warning[S008 mine-without-link] places.csv:3:1, column `place_id`: found `north_mine`, which no link touches | expected a link that leads away from it | mend add the road or line to links.csv",
        ),
        case(
            Code::UnknownFile,
            |b| b.insert("trades.csv", ""),
            "warning[S007 unknown-file] trades.csv: found a file that no case reads | expected the files that `landlocked schema` lists | mend did you mean `trade.csv`?",
        ),
    ]
}

/// A row of links.csv; `rest` is what stands from the layer to the layers of a transfer.
fn link(id: &str, from: &str, to: &str, rest: &str) -> String {
    format!("{id},{id},{from},{to},{rest},example_source,low,assumed,2020-01-01,")
}

/// A row of decisions.csv: more trucks at the gate, at most two.
fn decision(id: &str, today: &str, needs: &str, excludes: &str) -> String {
    format!(
        "{id},{id},expansion,example_gate,,2,truck/day,{today},,,,,{needs},{excludes},example_source,low,assumed,2020-01-01,"
    )
}

/// The table of case.toml that asks for the balance, before the one of names.
fn balance(neighbour: &str, periods: u32, months: u32) -> String {
    format!(
        "[balance]\nneighbour = \"{neighbour}\"\nfrom = \"2022-01\"\nperiods = {periods}\nmonths = {months}\n[names]"
    )
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
    Err(format!(
        "{}\n  expected {}\n  found    {}\n  all      {}",
        broken.code,
        broken.message,
        lines.join(" / "),
        others.join("\n           ")
    ))
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

/// The codes and lines of a folder of the good one with rows added to a file, each behind what stands there.
fn found(rows: &[(&str, String)]) -> Vec<String> {
    let mut bundle = good();
    for (file, row) in rows {
        add(&mut bundle, file, row);
    }
    load(&bundle).diagnostics.iter().map(|d| format!("{} {}", d.code.id(), d.place)).collect()
}

/// Four faults of one network at once: each is named by file and line.
#[test]
fn faults_of_a_network_are_named_by_file_and_line() {
    let rest = "example_source,low,assumed,2020-01-01,";
    let named = found(&[
        ("places.csv", format!("lost_mine,Lost mine,mine,KGZ,42.5,75.5,{rest}")),
        ("places.csv", format!("east,East,crossing,KGZ,42.5,76.5,{rest}")),
        ("links.csv", link("wide", "north_mine", "east", "rail_1520,existing,,60,,,,,")),
        ("links.csv", link("narrow", "east", "example_gate", "rail_1435,existing,,60,,,,,")),
        ("costs.csv", format!("wide_freight,wide,freight,rail,,-5,,USD/t,2020-01-01,,{rest}")),
        ("capacities.csv", format!("east_trains,east,throughput,,open,10,,train,2020-01-01,,,{rest}")),
    ]);
    let expected = [
        "C041 capacities.csv:3:39, column `unit`",
        "C014 costs.csv:3:33, column `value`",
        "C039 links.csv:5:1, column `link_id`",
        "S008 places.csv:4:1, column `place_id`",
    ];
    assert_eq!(named, expected);
}

#[test]
fn layers_that_meet_are_joined_by_a_transfer_or_a_chain_of_them() {
    let rails = [
        ("links.csv", link("wide", "north_mine", "example_gate", "rail_1520,existing,,60,,,,,")),
        ("places.csv", "east,East,crossing,KGZ,42.5,76.5,example_source,low,assumed,2020-01-01,".to_owned()),
        ("links.csv", link("narrow", "example_gate", "east", "rail_1435,existing,,60,,,,,")),
    ];
    let with = |more: &[&str]| {
        let transfers = more.iter().enumerate().map(|(index, layers)| {
            let id = format!("transfer_{index}");
            ("links.csv", link(&id, "example_gate", "example_gate", &format!("transfer,existing,,,,,{layers}")))
        });
        found(&rails.iter().cloned().chain(transfers).collect::<Vec<_>>())
    };
    assert_eq!(with(&[]), ["C039 links.csv:5:1, column `link_id`"]);
    assert!(with(&["gauge_change_transship,rail_1520,rail_1435"]).is_empty());
    assert!(with(&["gauge_change_bogie,rail_1435,rail_1520"]).is_empty(), "one direction is enough");
    // By way of the road: reloaded from one gauge to trucks and from these to the other.
    assert_eq!(with(&["road_rail,rail_1520,road"]), ["C039 links.csv:5:1, column `link_id`"]);
    assert!(with(&["road_rail,rail_1520,road", "road_rail,road,rail_1435"]).is_empty());
}

#[test]
fn only_existing_lines_need_a_transfer_and_modes_only_where_nothing_begins_or_ends() {
    let meet = |kind: &str, one: &str, other: &str| {
        found(&[
            ("places.csv", format!("middle,Middle,{kind},KGZ,42.0,75.0,example_source,low,assumed,2020-01-01,")),
            ("links.csv", link("first", "north_mine", "example_gate", one)),
            ("links.csv", link("second", "middle", "example_gate", other)),
        ])
    };
    let at = |layer: &str, stage: &str, via: &str| format!("{layer},{stage},,60,{via},,,,");
    let wide = at("rail_1520", "existing", "middle");
    assert_eq!(meet("city", &wide, &at("rail_1435", "planned", "")), [""; 0]);
    // At a stop on the way goods can change too.
    let found = meet("city", &wide, &at("rail_1435", "existing", ""));
    assert_eq!(found, ["C039 links.csv:5:1, column `link_id`"; 2]);
    // In a city goods can begin or end their way, in a yard they only pass.
    assert_eq!(meet("city", &wide, &at("road", "existing", "")), [""; 0]);
    for kind in ["terminal", "junction"] {
        assert_eq!(meet(kind, &wide, &at("road", "existing", "")), ["C039 links.csv:5:1, column `link_id`"], "{kind}");
    }
}

#[test]
fn amounts_that_are_not_let_pass_need_no_time() {
    let row = |measure: &str, unit: &str| {
        let rest = "example_source,low,assumed,2020-01-01,";
        found(&[("capacities.csv", format!("other,example_gate,{measure},,open,10,,{unit},2020-01-01,,,{rest}"))])
    };
    for (measure, unit) in [("payload", "t/truck"), ("lanes", "lane"), ("throughput", "Mt/year"), ("terminal", "kt")] {
        assert_eq!(row(measure, unit), [""; 0], "{measure} in {unit}");
    }
    for measure in ["throughput", "design", "loading"] {
        assert!(row(measure, "kt").first().is_some_and(|named| named.starts_with("C041")), "{measure}");
    }
}

/// A row that could not be read might be the link that leads to the mine.
#[test]
fn a_mine_is_not_called_cut_off_while_links_are_broken() {
    let mut bundle = good();
    put(&mut bundle, "links.csv", 3, "length_km", "far");
    let codes: Vec<Code> = load(&bundle).diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, [Code::NotANumber]);
}

/// Five hundred warnings of one file must not hide the error that comes after them.
#[test]
fn an_error_after_very_many_warnings_refuses_the_folder() {
    let mut bundle = good();
    let days = (1900..1950).flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}")));
    let rows: Vec<String> =
        days.map(|day| format!("example_series,{day},'1,,example_source,low,assumed,2020-01-01,")).collect();
    add(&mut bundle, "observations.csv", &rows.join("\n"));
    let warned = load(&bundle);
    assert!(warned.folder.is_some(), "600 mended cells are only warnings");
    add(&mut bundle, "observations.csv", "example_series,1800,x,,example_source,low,assumed,2020-01-01,");
    let loaded = load(&bundle);
    assert!(loaded.folder.is_none());
    assert!(loaded.diagnostics.iter().any(|d| d.code == Code::NotANumber && d.place.line == Some(603)));
}
