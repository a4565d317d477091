//! The real program on what is kept: panels and their links, forecasts, outcomes and the record.

mod common;

use std::path::Path;
use std::process::Output;

use common::{Server, append, run, stderr, stdout, text};
use judgement::{Expert, Item, Panel, Scale};
use serde_json::Value;
use tempfile::tempdir;

/// Runs and checks the exit code.
fn check(arguments: &[&str], code: i32) -> Output {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", stderr(&output));
    output
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&check(arguments, 0).stdout).expect("JSON")
}

fn with<'a>(begin: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [begin, more].concat()
}

/// Standard error without its line ends and margins: long messages are wrapped.
fn told(output: &Output) -> String {
    stderr(output).split_whitespace().filter(|word| *word != "|").collect::<Vec<_>>().join(" ")
}

/// Two experts, six seed questions and a target; the first is always right in the middle, the second never near.
fn panel() -> Panel {
    let realised = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0];
    let shifts = [-1.0, 1.0, -6.0, 0.5, 6.0, -0.5];
    let items = (0..7)
        .map(|i| Item {
            id: format!("item{i}"),
            scale: Scale::Uniform,
            realisation: realised.get(i).copied(),
            question: None,
        })
        .collect();
    let answer = |median: f64, half: f64| Some(vec![median - half, median, median + half]);
    let good = (0..7).map(|i| match realised.get(i) {
        Some(value) => answer(value + shifts[i], 5.0),
        None => answer(70.0, 5.0),
    });
    let poor = (0..7).map(|i| answer(realised.get(i).map_or(200.0, |value| value + 100.0), 1.0));
    let experts = ["good", "poor"].map(|id| Expert { id: id.to_owned() }).to_vec();
    Panel::new(vec![0.05, 0.5, 0.95], items, experts, vec![good.collect(), poor.collect()]).expect("a sound panel")
}

#[test]
fn a_panel_of_excalibur_is_scored() {
    let dir = tempdir().unwrap();
    let files = judgement::excalibur::write(&panel()).unwrap();
    let (dtt, rls) = (dir.path().join("own.dtt"), dir.path().join("own.rls"));
    std::fs::write(&dtt, &files.dtt).unwrap();
    std::fs::write(&rls, &files.rls).unwrap();
    let asked = ["panel", "score", "--dtt", text(&dtt), "--rls", text(&rls)];
    let found = json(&[&asked[..], &["--json"]].concat());
    let names = |list: &Value, key: &str| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&found["experts"], "id"), ["good", "poor"]);
    assert_eq!(
        names(&found["decision_makers"], "name"),
        ["global", "global, optimised", "item", "item, optimised", "equal"]
    );
    let experts = &found["experts"];
    let calibration = |at: usize| experts[at]["calibration"].as_f64().unwrap();
    assert!(calibration(0) > 0.1 && calibration(1) < 1e-3, "{experts}");
    assert!(experts[0]["weight_global"].as_f64().unwrap() > 0.99, "{experts}");
    for maker in found["decision_makers"].as_array().unwrap() {
        let items = maker["items"].as_array().unwrap();
        assert_eq!(items.len(), 7, "{maker}");
        for item in items {
            let quantiles: Vec<f64> =
                item["quantiles"].as_array().unwrap().iter().map(|q| q.as_f64().unwrap()).collect();
            assert!(quantiles.windows(2).all(|pair| pair[0] < pair[1]), "{maker}");
        }
    }
    // The best alone decides about the target.
    let best = &found["decision_makers"][1]["items"][6]["quantiles"];
    assert!((best[1].as_f64().unwrap() - 70.0).abs() < 1.0, "{best}");
    assert_eq!(found["leave_one_out"].as_array().unwrap().len(), 4);
    assert_eq!(found["robust_without_seed"].as_array().unwrap().len(), 6);
    let said = stdout(&check(&asked, 0));
    for words in ["Experts", "Decision makers, in sample", "leave one out", "item6"] {
        assert!(said.contains(words), "`{words}` in {said}");
    }
}

#[test]
fn a_broken_panel_names_file_line_and_column() {
    let dir = tempdir().unwrap();
    let files = judgement::excalibur::write(&panel()).unwrap();
    let (dtt, rls) = (dir.path().join("own.dtt"), dir.path().join("own.rls"));
    let score = |new_dtt: &str, new_rls: &str| {
        std::fs::write(&dtt, new_dtt).unwrap();
        std::fs::write(&rls, new_rls).unwrap();
        told(&check(&["panel", "score", "--dtt", text(&dtt), "--rls", text(&rls)], 2))
    };
    // The last digit of a line, which is one of its last value, becomes a letter.
    let broken = |file: &str, line: usize| {
        let old = file.lines().nth(line - 1).unwrap();
        let (before, after) = old.rsplit_once(|c: char| c.is_ascii_digit()).unwrap();
        file.replacen(old, &format!("{before}x{after}"), 1)
    };
    let message = score(&broken(&files.dtt, 4), &files.rls);
    assert!(message.contains(".dtt, line 4, column 69: found"), "{message}");
    let message = score(&files.dtt, &broken(&files.rls, 2));
    assert!(message.contains(".rls, line 2, column 22: found"), "{message}");
    assert!(score("", "").contains("line 1"));
    // The mend says what the files look like.
    assert!(score("rain\n", &files.rls).contains("fixed columns"));
    check(&["panel", "score", "--dtt", text(&dir.path().join("no.dtt")), "--rls", text(&rls)], 4);
    check(&["panel", "score", "--dtt", text(&dtt)], 2);
}

const SET: &str = r#"
title = "Rain of next year"

[[question]]
id = "rain"
text = "How much rain falls?"
unit = "mm"
lower = 0
resolves_on = 2100-01-31

[[question]]
id = "dry"
text = "Is there a dry month?"
kind = "probability"
resolves_on = 2100-01-31

[[member]]
name = "Ada"
[[member]]
name = "Ben"
"#;

/// What the program is asked about a panel, and where its data are.
fn act<'a>(kept: &[&'a str], act: &[&'a str]) -> Vec<&'a str> {
    [&["panel"], act, kept].concat()
}

/// A browser without a window: status, where it is sent, and the page.
fn post(address: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_idle_connections(0)
        .build()
        .new_agent();
    let mut response = agent.post(address).send_form(fields.iter().copied()).expect("an answer");
    (response.status().as_u16(), response.body_mut().read_to_string().expect("text"))
}

fn seal(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"seal\" value=\"").expect("a form");
    rest.split_once('"').expect("a value").0.to_owned()
}

#[test]
fn a_panel_is_made_answered_closed_and_read() {
    let dir = tempdir().unwrap();
    let (data, set, folder) = (dir.path().join("data"), dir.path().join("set.toml"), dir.path().join("case"));
    std::fs::write(&set, SET).unwrap();
    check(&["new", text(&folder), "--economy", "BWA"], 0);
    let kept = ["--data", text(&data)];

    assert!(stdout(&check(&act(&kept, &["list"]), 0)).contains("No panel yet"));
    let links = json(&act(&kept, &["new", "--set", text(&set), "--json"]));
    assert_eq!(links["panel"], "1");
    let names: Vec<&str> =
        links["members"].as_array().unwrap().iter().map(|member| member["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ada", "Ben"]);
    let path_of = |link: &Value| link.as_str().unwrap().trim_start_matches("http://127.0.0.1:8750").to_owned();
    let (ada, chair) = (path_of(&links["members"][0]["link"]), path_of(&links["chair"]));
    assert!(ada.starts_with("/elicit/") && chair.starts_with("/elicit/chair/"), "{links}");
    let said = stdout(&check(&act(&kept, &["new", "--set", text(&set), "--address", "https://panel.example/"]), 0));
    assert!(said.starts_with("Panel 2: Rain of next year\n") && said.contains("shown this once"), "{said}");
    assert_eq!(said.matches("https://panel.example/elicit/").count(), 3, "{said}");

    let list = stdout(&check(&act(&kept, &["list"]), 0));
    assert!(list.contains("1  Rain of next year: 0 of 2 members have answered, open"), "{list}");
    assert_eq!(json(&act(&kept, &["list", "--json"])).as_array().unwrap().len(), 2);
    let message = told(&check(&act(&kept, &["results", "1"]), 4));
    assert!(message.contains("still open"), "{message}");

    let server = Server::start(&[text(&folder), kept[0], kept[1]]);
    let (status, page) = server.get(&ada);
    assert!(status == 200 && page.contains("For Ada") && page.contains("How much rain falls?"), "{status} {page}");
    let other: String =
        ada.chars().rev().map(|c| if c == '/' { c } else { '0' }).collect::<String>().chars().rev().collect();
    for wrong in [
        format!("/elicit/{}", "0".repeat(64)),
        other,
        chair.replace("chair/", ""),
        ada.replace("elicit/", "elicit/chair/"),
    ] {
        assert_eq!(server.get(&wrong).0, 404, "{wrong}");
    }
    let address = format!("{}{ada}", server.address);
    // Without the seal of the page, and with another.
    for fields in [&[][..], &[("v1-0", "1"), ("v1-1", "2"), ("v1-2", "3")], &[("seal", "0"), ("v2-0", "30")]] {
        let (status, page) = post(&address, fields);
        assert!((400..500).contains(&status), "{status} {page}");
    }
    let mark = seal(&page);
    let fields = [("seal", mark.as_str()), ("v1-0", "200"), ("v1-1", "300,5"), ("v1-2", "450"), ("v2-0", "30")];
    assert_eq!(post(&address, &fields).0, 303);
    assert_eq!(post(&address, &fields).0, 409, "the same form again");
    // The dossier stands beside the panels.
    assert_eq!(server.get("/").0, 200);

    // Below a path of the server the forms are found there, with their style.
    let below = Server::start(&[text(&folder), kept[0], kept[1], "--base-path", "/ways"]);
    let (status, page) = below.get(&ada);
    let page = page.replace("&#x2f;", "/");
    assert!(status == 200 && page.contains("href=\"/ways/elicit/style.css\""), "{status} {page}");
    assert_eq!(below.get("/elicit/style.css").0, 200);
    let refused = below.get(&format!("/elicit/{}", "0".repeat(64)));
    assert_eq!(refused.0, 404, "{}", refused.1);

    let list = stdout(&check(&act(&kept, &["list"]), 0));
    assert!(list.contains("1  Rain of next year: 1 of 2 members have answered, open"), "{list}");
    let closed = stdout(&check(&act(&kept, &["close", "1"]), 0));
    assert!(closed.starts_with("Panel 1 is closed, "), "{closed}");
    let mark = seal_or_none(&server.get(&ada).1);
    assert_eq!(mark, None, "no form is offered any more");
    assert!(stdout(&check(&act(&kept, &["list"]), 0)).contains("1 of 2 members have answered, closed "));
    let results = stdout(&check(&act(&kept, &["results", "1"]), 0));
    for words in ["How much rain falls? (mm)", "200  300.5  450", "30 %", "no answer", "Equal weights"] {
        assert!(results.contains(words), "`{words}` in {results}");
    }
    assert!(json(&act(&kept, &["results", "1", "--json"])).is_object());
    let message = told(&check(&act(&kept, &["results", "9"]), 4));
    assert!(message.contains("no panel `9`"), "{message}");
    check(&act(&kept, &["close", "9"]), 4);
}

fn seal_or_none(page: &str) -> Option<String> {
    page.contains("name=\"seal\"").then(|| seal(page))
}

#[test]
fn a_question_set_tells_all_its_faults_and_makes_nothing() {
    let dir = tempdir().unwrap();
    let (data, set) = (dir.path().join("data"), dir.path().join("set.toml"));
    let broken = SET.replace("resolves_on = 2100-01-31\n\n[[question]]\nid = \"dry\"", "\n[[question]]\nid = \"rain\"");
    std::fs::write(&set, broken.replace("kind = \"probability\"", "kind = \"chance\"")).unwrap();
    let asked = ["panel", "new", "--set", text(&set), "--data", text(&data)];
    let message = told(&check(&asked, 2));
    for words in
        ["set.toml has faults", "line 4", "resolves_on", "\"chance\"", "two questions `rain`", "nothing was made"]
    {
        assert!(message.contains(words), "`{words}` in {message}");
    }
    let list = stdout(&check(&["panel", "list", "--data", text(&data)], 0));
    assert!(list.contains("No panel yet"), "{list}");
    check(&["panel", "new", "--set", text(&dir.path().join("no.toml")), "--data", text(&data)], 4);
}

/// Trucks of a month, 0 is January of 2016.
fn observation(month: i32) -> String {
    let (year, of_year) = (2016 + month.div_euclid(12), month % 12 + 1);
    let season = if of_year <= 6 { 20.0 } else { -20.0 };
    let value = 200.0 + season + f64::from((month * 7) % 11 - 5);
    format!("trucks,{year}-{of_year:02},{value},,example_source,high,sourced,,\n")
}

/// A new country with one monthly series to September of 2021, one question about it, and what a bank expects.
fn counted_country(folder: &Path) {
    counted(folder, "BWA");
}

fn counted(folder: &Path, economy: &str) {
    check(&["new", text(folder), "--economy", economy], 0);
    let tail = "example_source,high,sourced,2014-01-01,";
    append(folder, "series.csv", &format!("trucks,Trucks,truck,monthly,{economy},,Office,trucks counted,10,{tail}\n"));
    append(folder, "observations.csv", &(0..69).map(observation).collect::<String>());
    append(
        folder,
        "judgements/institutions.csv",
        "bank_2022,Trucks,2022,A bank,2021-06-01,equal,2400,,truck,example_source,high,sourced,2021-06-01,\n",
    );
    let question = "[[forecast]]\nid = \"next\"\nname = \"Trucks\"\nmeasure = \"trucks\"\nhorizon = 3\nwithout = []\ntarget = \"Trucks\"\nknown_on = 2021-02-01\n";
    std::fs::write(folder.join("outlook.toml"), question).expect("written");
    let checked = stdout(&check(&["check", text(folder)], 0));
    assert!(checked.contains("0 errors"), "{checked}");
}

#[test]
fn forecasts_are_kept_once_and_scored_when_the_outcome_comes() {
    let dir = tempdir().unwrap();
    let (data, early, later) = (dir.path().join("data"), dir.path().join("early"), dir.path().join("later"));
    counted_country(&early);
    counted_country(&later);
    append(&later, "observations.csv", &(69..71).map(observation).collect::<String>());
    let begin = ["score", "--data", text(&data)];

    let empty = stdout(&check(&with(&begin, &[]), 0));
    assert!(empty.starts_with("0 forecasts kept, 0 outcomes recorded.\n") && empty.contains("--keep"), "{empty}");
    // Five voices for three months, and the bank's year.
    let keep = ["--keep", "--case", text(&early)];
    assert_eq!(told(&check(&with(&begin, &keep), 0)), "16 forecasts kept, as of 2021-12-31");
    let again = check(&with(&begin, &[&keep[..], &["--json"]].concat()), 0);
    assert_eq!(told(&again), "0 forecasts kept, as of 2021-12-31");
    let record: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&record["forecasts"], &record["outcomes"]), (&16.into(), &0.into()));
    let standings = record["standings"].as_array().unwrap();
    assert!(
        standings.len() == 6 && standings.iter().all(|standing| standing["scored"] == 0 && standing["loss"].is_null())
    );

    // October and November came.
    let take = ["--outcomes", text(&later)];
    assert_eq!(told(&check(&with(&begin, &take), 0)), "2 outcomes added");
    let again = check(&with(&begin, &[&take[..], &["--json"]].concat()), 0);
    assert_eq!(told(&again), "0 outcomes added");
    let record: Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&record["forecasts"], &record["outcomes"]), (&16.into(), &2.into()));
    let standings = record["standings"].as_array().unwrap();
    let of = |who: &str| standings.iter().filter(|standing| standing["who"] == who).collect::<Vec<_>>();
    assert_eq!((of("model").len(), of("naive").len(), of("institution").len()), (4, 1, 1));
    for standing in of("model").into_iter().chain(of("naive")) {
        assert_eq!(
            (&standing["kept"], &standing["scored"], &standing["target"]),
            (&3.into(), &2.into(), &"trucks".into())
        );
        assert!(standing["loss"].as_f64().unwrap() >= 0.0 && standing["covers_95"].is_number(), "{standing}");
        assert_eq!(standing["skill"].is_null(), standing["who"] == "naive", "{standing}");
    }
    assert_eq!((&of("institution")[0]["forecaster"], &of("institution")[0]["scored"]), (&"A bank".into(), &0.into()));
    let said = stdout(&check(&with(&begin, &[]), 0));
    assert!(
        said.starts_with("16 forecasts kept, 2 outcomes recorded.\n") && said.contains("\ntrucks, truck\n"),
        "{said}"
    );

    // The day before, the same would have been said, but October and November are known here: December is kept alone.
    let before = [&keep[..], &["--as-of", "2021-12-30"]].concat();
    let message = told(&check(&with(&begin, &before), 0));
    assert!(message.ends_with("forecasts kept, as of 2021-12-30"), "{message}");
    let record = json(&with(&begin, &["--json"]));
    let model = record["standings"].as_array().unwrap().iter().find(|standing| standing["who"] == "naive").unwrap();
    assert_eq!((&model["kept"], &model["scored"]), (&4.into(), &2.into()), "no forecast after its outcome");
}

#[test]
fn the_record_of_a_case_knows_no_other_case_and_nothing_of_later() {
    let dir = tempdir().unwrap();
    let [data, own, other, later] = ["data", "own", "other", "later"].map(|name| dir.path().join(name));
    counted(&own, "BWA");
    counted(&other, "ZMB");
    counted(&later, "BWA");
    append(&later, "observations.csv", &(69..71).map(observation).collect::<String>());
    let begin = ["score", "--data", text(&data)];
    // Before October came, which is known on the tenth of November.
    for folder in [&own, &other] {
        let message = told(&check(&with(&begin, &["--keep", "--case", text(folder), "--as-of", "2021-10-20"]), 0));
        assert_eq!(message, "16 forecasts kept, as of 2021-10-20");
    }
    assert_eq!(told(&check(&with(&begin, &["--outcomes", text(&later)]), 0)), "2 outcomes added");
    let scored = |record: &Value| -> Vec<(String, u64)> {
        let naive = record["standings"].as_array().unwrap().iter().filter(|standing| standing["who"] == "naive");
        naive.map(|one| (one["case"].as_str().unwrap().to_owned(), one["scored"].as_u64().unwrap())).collect()
    };
    let of = |own: u64| vec![("BWA".to_owned(), own), ("ZMB".to_owned(), 0)];
    assert_eq!(scored(&json(&with(&begin, &["--json"]))), of(2));
    assert_eq!(scored(&json(&with(&begin, &["--json", "--as-of", "2021-11-15"]))), of(1));
    assert_eq!(scored(&json(&with(&begin, &["--json", "--as-of", "2021-11-05"]))), of(0));
    let said = stdout(&check(&with(&begin, &[]), 0));
    assert!(said.contains("\nBWA: trucks, truck\n") && said.contains("\nZMB: trucks, truck\n"), "{said}");

    // A dossier shows the record of its own case on its own day.
    let shown = |folder: &Path, day: &str| {
        let server = Server::start(&[text(folder), "--data", text(&data), "--as-of", day]);
        let (status, table) = server.get("/table/track-record.csv");
        (status, table.lines().filter(|line| line.starts_with("trucks,")).count(), table)
    };
    for (folder, day, scored) in [(&own, "2021-12-31", "2"), (&own, "2021-11-15", "1"), (&other, "2021-12-31", "0")] {
        let (status, rows, table) = shown(folder, day);
        assert_eq!((status, rows), (200, 6), "{table}");
        let most = table.lines().filter(|line| line.contains(&format!(",3,{scored},"))).count();
        assert_eq!(most, 5, "{scored} of 3 are scored: {table}");
    }
    assert_eq!(shown(&own, "2021-10-19").0, 404, "nothing was said yet");
}

#[test]
fn forecasts_of_the_built_in_case_are_scored_by_what_a_later_folder_holds() {
    let dir = tempdir().unwrap();
    let (data, later) = (dir.path().join("data"), dir.path().join("later"));
    check(&["extract", text(&later)], 0);
    let score = ["score", "--data", text(&data)];
    let kept = told(&check(&with(&score, &["--keep"]), 0));
    assert!(kept.ends_with(" forecasts kept, as of 2023-03-20"), "{kept}");
    let number = |text: &str| text.split(' ').next().unwrap().parse::<u32>().unwrap();
    assert!(number(&kept) > 100, "{kept}");
    // What the folder holds of months after the view already, then one month more.
    let outcomes = ["--outcomes", text(&later)];
    let known = number(&told(&check(&with(&score, &outcomes), 0)));
    append(&later, "observations.csv", "bop_exports,2023-12,1200,,mongolbank_bop_monthly,high,sourced,,\n");
    assert_eq!(number(&told(&check(&with(&score, &outcomes), 0))), 1, "besides {known} known before");
    let record = json(&with(&score, &["--json"]));
    assert_eq!(record["outcomes"], known + 1);
    let standings = record["standings"].as_array().unwrap();
    let scored = standings.iter().filter(|standing| standing["target"] == "bop_exports");
    assert!(
        scored.clone().count() == 5 && scored.into_iter().all(|standing| standing["scored"].as_u64().unwrap() >= 1)
    );
}

#[test]
fn a_folder_with_faults_or_none_keeps_nothing() {
    let dir = tempdir().unwrap();
    let (data, folder) = (dir.path().join("data"), dir.path().join("case"));
    counted_country(&folder);
    append(&folder, "observations.csv", "trucks,2021-10,many,,example_source,high,sourced,,\n");
    check(&["score", "--data", text(&data), "--keep", "--case", text(&folder)], 1);
    check(&["score", "--data", text(&data), "--outcomes", text(&folder)], 1);
    check(&["score", "--data", text(&data), "--outcomes", text(&dir.path().join("none"))], 4);
    check(&["score", "--keep"], 2);
    assert_eq!(json(&["score", "--data", text(&data), "--json"])["forecasts"], 0);
    // A file stands where the folder should be.
    let file = dir.path().join("file");
    std::fs::write(&file, "x").unwrap();
    check(&["score", "--data", text(&file)], 4);
}

/// A closed panel that was asked about a row of assumptions.csv stands in place of its author.
#[test]
fn futures_are_drawn_with_what_a_panel_judged() {
    let dir = tempdir().unwrap();
    let set = "title = \"Prices of single buyers\"\n[[question]]\nid = \"spread\"\ntext = \"How far apart?\"\n\
               unit = \"percent\"\nlower = 0\nresolves_on = 2100-01-31\ntarget = \"buyer_spread\"\n\
               period = \"2023\"\n[[member]]\nname = \"Ada\"\n[[member]]\nname = \"Ben\"\n";
    let now: jiff::Timestamp = "2023-03-01T00:00:00Z".parse().unwrap();
    let later: jiff::Timestamp = "2100-01-01T00:00:00Z".parse().unwrap();
    let mut ledger = ledger::Ledger::open(dir.path()).unwrap();
    let founded = ledger.found(&ledger::QuestionSet::parse(set).unwrap(), now, later).unwrap();
    let question = ledger.questions(founded.panel).unwrap()[0].id;
    for (member, median) in [(founded.members[0].0, 22.0), (founded.members[1].0, 26.0)] {
        let given = ledger::Given::Quantiles(vec![median - 4.0, median, median + 4.0]);
        let answer = ledger::NewAnswer { question, given, comment: String::new() };
        ledger.submit(member, &ledger::token::nonce().unwrap(), &[answer], now).unwrap();
    }
    let asked = ["scenarios", "-n", "20", "--data", text(dir.path())];
    let before = stdout(&check(&asked, 0));
    assert!(!before.contains("Judged by a panel"), "an open panel says nothing yet");
    ledger.close_panel(founded.panel, now).unwrap();
    let after = stdout(&check(&asked, 0));
    let told = after.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Judged by a panel in place of the author's figure: buyer spread is 24,"), "{told}");
    let spread = |found: &Value| {
        let all = found["parameters"].as_array().unwrap().clone();
        all.iter().find(|parameter| parameter["name"] == "buyer_spread").unwrap()["value"].as_f64().unwrap()
    };
    let judged = spread(&json(&[&asked[..], &["--json"]].concat()));
    let own = spread(&json(&["scenarios", "-n", "20", "--json"]));
    assert!((judged / own - 2.4).abs() < 1e-6, "{judged} {own}");
}
