//! The real program in a fresh folder: what it prints where, and its exit codes.

mod common;

use common::{append, landlocked, run, stderr, stdout, text};
use tempfile::tempdir;

/// Runs and checks the exit code.
fn check(arguments: &[&str], code: i32) -> std::process::Output {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    output
}

#[test]
fn the_report_says_the_published_numbers() {
    let report = stdout(&check(&["report"], 0));
    for figure in ["12,538.7 M USD", "88.2 %", "84.4 %", "31.82 Mt", "31.15 Mt", "-2.1 %", "+4.5 %", "29.80 Mt"] {
        assert!(report.contains(figure), "the report lacks {figure}");
    }
}

#[test]
fn the_report_fits_80_columns_and_is_plain_without_a_terminal() {
    let report = stdout(&check(&["report"], 0));
    let wide: Vec<&str> = report.lines().filter(|line| unicode_width::UnicodeWidthStr::width(*line) > 80).collect();
    assert!(wide.is_empty(), "too wide: {wide:#?}");
    assert!(!report.contains('\u{1b}'), "escape codes where no terminal is");
    assert!(report.lines().count() > 200);
}

#[test]
fn a_plain_locale_gets_plain_marks() {
    let output = landlocked(&["report"]).env("LC_ALL", "C").output().unwrap();
    let report = stdout(&output);
    let boxes: Vec<char> = report.chars().filter(|c| ('\u{2500}'..='\u{28ff}').contains(c)).collect();
    assert!(boxes.is_empty(), "{boxes:?}");
}

#[test]
fn the_json_of_the_report_is_the_whole_dossier() {
    let json: serde_json::Value = serde_json::from_slice(&check(&["report", "--json"], 0).stdout).unwrap();
    for key in ["meta", "headlines", "pages", "figures", "numbers", "events", "panel", "sources", "rows"] {
        assert!(!json[key].is_null(), "no {key}");
    }
    assert_eq!(json["meta"]["as_of"], "2023-03-20");
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(run(&["report", "--json"]).stdout, run(&["report", "--json"]).stdout);
}

#[test]
fn a_new_folder_passes_check_and_opens() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("kgz");
    check(&["new", text(&folder), "--economy", "KGZ"], 0);
    let checked = stdout(&check(&["check", text(&folder)], 0));
    assert!(checked.ends_with("check: 0 errors, 0 warnings in 18 files\n"), "{checked}");
    let report = stdout(&check(&["report", text(&folder)], 0));
    assert!(report.contains("Kyrgyzstan"));
}

#[test]
fn new_never_overwrites() {
    let dir = tempdir().unwrap();
    std::fs::write(dir.path().join("mine.txt"), "keep").unwrap();
    let output = check(&["new", text(dir.path()), "--economy", "KGZ"], 2);
    assert!(stderr(&output).contains("not empty"));
    assert_eq!(std::fs::read_to_string(dir.path().join("mine.txt")).unwrap(), "keep");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn the_extracted_case_is_the_built_in_one() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("copy");
    check(&["extract", text(&folder)], 0);
    let copy = check(&["report", text(&folder), "--json"], 0);
    assert_eq!(copy.stdout, run(&["report", "--json"]).stdout);
}

#[test]
fn check_names_the_place_and_the_mend() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("kgz");
    check(&["new", text(&folder), "--economy", "KGZ"], 0);
    append(
        &folder,
        "capacities.csv",
        "gate_jam,example_gate,throughput,,limited,-600,,truck/day,2017-07-01,2017-12-20,,example_source,high,sourced,2017-12-20,\n",
    );
    let output = check(&["check", text(&folder)], 1);
    let lines = std::fs::read_to_string(folder.join("capacities.csv")).unwrap().lines().count();
    let printed = stdout(&output);
    let expected = format!(
        "error[C014 negative-value]: capacities.csv:{lines}:43, column `value`\n   |\n{lines} | gate_jam,example_gate,throughput,,limited,-600,,truck/day,2017-07-01,201\n   |                                           ^^^^\n   = found `-600`, expected a number of 0 or more\n   = mend: write 600\n"
    );
    assert!(printed.starts_with(&expected), "{printed}\n--- expected\n{expected}");
    assert!(printed.ends_with("check: 1 error, 0 warnings in 18 files\n"), "{printed}");
    assert!(stderr(&output).contains("the case has 1 fault"));

    let json = stdout(&check(&["check", text(&folder), "--json"], 1));
    let fault: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!(fault["code"], "C014");
    assert_eq!(fault["place"]["line"], lines);
    assert_eq!(fault["place"]["column"], 43);
}

#[test]
fn one_row_reports_all_its_faults_at_once() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("kgz");
    check(&["new", text(&folder), "--economy", "KGZ"], 0);
    let row = "KGZ,WLD,export,total,2020,value,-60,MUSD,fob,second,,30,yearbok,sure,sourced,,\n";
    append(&folder, "trade.csv", row);
    let json = stdout(&check(&["check", text(&folder), "--json"], 1));
    let codes: Vec<String> = json
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(codes, ["C014", "C018", "C018", "C015"], "{json}");
}

#[test]
fn a_faulty_case_is_never_reported() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("kgz");
    check(&["new", text(&folder), "--economy", "KGZ"], 0);
    std::fs::remove_file(folder.join("places.csv")).unwrap();
    for command in ["report", "serve"] {
        let output = check(&[command, text(&folder)], 1);
        assert!(stdout(&output).is_empty());
        assert!(stderr(&output).contains("C001"), "{}", stderr(&output));
    }
}

#[test]
fn exit_codes_tell_what_went_wrong() {
    check(&[], 2);
    check(&["report", "--as-of", "yesterday"], 2);
    check(&["new", "x", "--economy", "Atlantis"], 2);
    check(&["trace", "no.such.number"], 2);
    check(&["explain", "C999"], 2);
    check(&["report", "/no/such/folder"], 4);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = check(&["serve", "--bind", &address], 4);
    assert!(stderr(&output).contains("127.0.0.1:0"), "the mend is named: {}", stderr(&output));
}

#[test]
fn trace_goes_from_a_number_to_rows_and_sources() {
    let text = stdout(&check(&["trace", "trade.total.export.2022"], 0));
    assert!(text.contains("12,538.7 M USD") && text.contains("Rows (12)") && text.contains("Sources (1)"), "{text}");
    let json: serde_json::Value =
        serde_json::from_slice(&check(&["trace", "mirror.gap_percent.coal.CHN.2022.to_all", "--json"], 0).stdout)
            .unwrap();
    assert_eq!(json["number"]["shown"], "-2.1");
    assert_eq!(json["rows"].as_array().unwrap().len(), 13);
    let near = stderr(&check(&["trace", "trade.total.export.1900"], 2));
    assert!(near.contains("trade.total.export.2011"), "{near}");
}

#[test]
fn every_number_leads_to_rows_with_sources() {
    let dossier: serde_json::Value = serde_json::from_slice(&run(&["report", "--json"]).stdout).unwrap();
    let sources: std::collections::BTreeSet<&str> =
        dossier["sources"].as_array().unwrap().iter().filter_map(|s| s["id"].as_str()).collect();
    let numbers = dossier["numbers"].as_object().unwrap();
    assert!(numbers.len() > 500);
    for (id, number) in numbers {
        let rows = number["rows"].as_array().unwrap();
        assert!(!rows.is_empty(), "{id} rests on nothing");
        for row in rows {
            let view = &dossier["rows"][row.as_str().unwrap()];
            assert!(sources.contains(view["source_id"].as_str().unwrap_or("")), "{id}: {row} has no source");
        }
    }
}

#[test]
fn every_code_is_explained() {
    let all = stdout(&check(&["explain", "all"], 0));
    for code in case::code::Code::ALL {
        assert!(all.contains(code.id()));
    }
    assert!(stdout(&check(&["explain", "c014"], 0)).starts_with("C014 negative-value (error)"));
}

#[test]
fn the_schema_is_printed_for_people_and_for_programs() {
    let words = stdout(&check(&["schema"], 0));
    let json: serde_json::Value = serde_json::from_slice(&check(&["schema", "--json"], 0).stdout).unwrap();
    for resource in json["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        assert!(words.contains(&format!("## {path}")), "{path}");
        assert!(resource["schema"]["fields"].as_array().unwrap().len() > 3);
    }
}

#[test]
fn the_documented_format_is_the_schema() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/case-format.md");
    let documented = std::fs::read_to_string(path).unwrap();
    let printed = stdout(&run(&["schema"]));
    assert!(documented.ends_with(&printed), "docs/case-format.md is old: write it again with `landlocked schema`");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    use std::process::Stdio;
    let mut child = landlocked(&["report"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    child.wait().unwrap();
    assert!(said.is_empty(), "{said}");
}

#[test]
fn routes_have_legs_totals_and_json() {
    let printed = stdout(&check(&["routes", "--from", "tavan_tolgoi", "--to", "baotou", "-k", "2"], 0));
    for words in ["Ways on 20 March 2023", "generalised cost", "whole way", "Time and cost along the way"] {
        assert!(printed.contains(words), "no {words}");
    }
    let json: serde_json::Value = serde_json::from_slice(
        &check(&["routes", "--from", "tavan_tolgoi", "--to", "baotou", "-k", "2", "--json"], 0).stdout,
    )
    .unwrap();
    let ways = json["ways"].as_array().unwrap();
    assert_eq!(ways.len(), 2);
    assert!(ways[0]["generalised"].as_f64().unwrap() <= ways[1]["generalised"].as_f64().unwrap());
    let legs: f64 = ways[0]["legs"].as_array().unwrap().iter().filter_map(|leg| leg["km"].as_f64()).sum();
    assert!((legs - ways[0]["at_least"]["km"].as_f64().unwrap()).abs() < 1e-9);
    let csv = stdout(&check(&["routes", "--from", "tavan_tolgoi", "--to", "baotou", "--csv"], 0));
    assert!(csv.starts_with("from,to,crossings,distance [km]"), "{csv}");
}

#[test]
fn a_closed_gate_leaves_other_ways_or_says_that_there_is_none() {
    let failed = check(&["routes", "--from", "tavan_tolgoi", "--to", "baotou", "--without", "CHN"], 3);
    assert!(stderr(&failed).contains("no way leads from"), "{}", stderr(&failed));
    let unknown = check(&["routes", "--from", "tavan_tolgo"], 2);
    assert!(stderr(&unknown).contains("did you mean `tavan_tolgoi`?"), "{}", stderr(&unknown));
    let scenario = check(&["throughput", "--scenario", "nothing"], 2);
    assert!(stderr(&scenario).contains("without_gashuunsukhait"), "{}", stderr(&scenario));
}

#[test]
fn throughput_carries_its_certificate() {
    let json: serde_json::Value = serde_json::from_slice(&check(&["throughput", "--json"], 0).stdout).unwrap();
    let optimum = &json["optimum"];
    assert_eq!(optimum["month"], "2023-04");
    assert!(optimum["certificate"]["violation"].as_f64().unwrap() <= 1e-7);
    assert!(optimum["certificate"]["gap"].as_f64().unwrap() <= 1e-9);
    assert!(optimum["net_kusd"].as_f64().unwrap() > 0.0);
    let less: serde_json::Value =
        serde_json::from_slice(&check(&["throughput", "--scenario", "without_gashuunsukhait", "--json"], 0).stdout)
            .unwrap();
    assert!(less["optimum"]["net_kusd"].as_f64().unwrap() < optimum["net_kusd"].as_f64().unwrap());
    assert!(stdout(&check(&["throughput", "--csv", "--month", "2020-06"], 0)).contains("sold [kt]"));
}

#[test]
fn the_hindcast_is_scored_and_the_forecast_can_be_kept() {
    let dir = tempdir().unwrap();
    let file = dir.path().join("forecast.csv");
    let printed = stdout(&check(&["hindcast", "--store", text(&file)], 0));
    for words in ["the same month", "The largest misses", "What it cannot explain", "one in ten below"] {
        assert!(printed.contains(words), "no {words}");
    }
    let kept = std::fs::read_to_string(&file).unwrap();
    let months: Vec<&str> = kept.lines().filter(|line| line.starts_with("20")).collect();
    assert_eq!(months.len(), 34);
    assert!(months[0].starts_with("2023-03,") && months[33].starts_with("2025-12,"));
    assert!(months.iter().all(|line| line.ends_with(",2023-03-20")));
}

#[test]
fn a_forecast_that_was_kept_is_what_the_program_still_says() {
    // A stored forecast is never changed. When the model changes, keep a new one beside it and compare that one.
    let dir = tempdir().unwrap();
    let file = dir.path().join("forecast.csv");
    check(&["hindcast", "--json", "--store", text(&file)], 0);
    let kept = include_str!("../../../docs/forecasts/mongolia-coal-2023-03-20-second.csv");
    let now = std::fs::read_to_string(&file).unwrap();
    let numbers = |text: &str| -> Vec<f64> {
        let rows = text.lines().filter(|line| line.starts_with("20"));
        rows.flat_map(|row| row.split(',').filter_map(|cell| cell.parse().ok()).collect::<Vec<f64>>()).collect()
    };
    let (kept, now) = (numbers(kept), numbers(&now));
    assert_eq!(kept.len(), 34 * 4);
    assert_eq!(kept.len(), now.len());
    for (kept, now) in kept.iter().zip(&now) {
        assert!((kept - now).abs() <= 0.1 + 1e-6 * kept.abs(), "{kept} was kept, {now} is said now");
    }
}

#[test]
fn resilience_ranks_what_breaks() {
    let json: serde_json::Value =
        serde_json::from_slice(&check(&["resilience", "--months", "3", "--json"], 0).stdout).unwrap();
    let singles = json["singles"].as_array().unwrap();
    let losses: Vec<f64> = singles.iter().map(|loss| loss["lost_kusd"].as_f64().unwrap()).collect();
    assert!(losses.len() > 5 && losses.windows(2).all(|pair| pair[0] >= pair[1] - 1e-6), "{losses:?}");
}

#[test]
fn the_map_of_a_month_is_drawn_and_written() {
    let printed = stdout(&check(&["map", "--month", "2020-02"], 0));
    assert!(printed.contains("February 2020") && printed.lines().count() > 20);
    let dir = tempdir().unwrap();
    let file = dir.path().join("map.svg");
    check(&["map", "--svg", text(&file)], 0);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("<svg"));
    let wrong = check(&["map", "--month", "1999-01"], 2);
    assert!(stderr(&wrong).contains("months go from 2017-01"), "{}", stderr(&wrong));
}

#[test]
fn a_network_goes_out_as_gmns_and_geojson_and_comes_back() {
    let dir = tempdir().unwrap();
    let (package, made, geojson) = (dir.path().join("gmns"), dir.path().join("case"), dir.path().join("map.geojson"));
    check(&["export", "--gmns", text(&package), "--geojson", text(&geojson)], 0);
    let features: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&geojson).unwrap()).unwrap();
    assert_eq!(features["type"], "FeatureCollection");
    assert!(features["features"].as_array().unwrap().len() > 80);
    check(&["import", "--gmns", text(&package), text(&made), "--economy", "MNG", "--known-on", "2023-03-20"], 0);
    check(&["check", text(&made)], 0);
    check(&["throughput", text(&made), "--json"], 0);
    check(&["export"], 2);
    std::fs::write(package.join("link.csv"), "link_id\n\"").unwrap();
    let refused = check(
        &[
            "import",
            "--gmns",
            text(&package),
            text(&dir.path().join("x")),
            "--economy",
            "MNG",
            "--known-on",
            "2023-03-20",
        ],
        1,
    );
    assert!(stderr(&refused).contains("link.csv"), "{}", stderr(&refused));
}
