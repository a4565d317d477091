//! All faces show the same digits, and none shows what was learnt later.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files should stop")]

mod common;

use std::path::Path;

use common::{Server, append, run, stdout, text};
use tempfile::tempdir;

/// A word that stands in no case.
const MARKER: &str = "zzplanted";

/// Rows known only in 2022, one in every table, each with the marker; and later frames of panel and scenario.
fn plant(folder: &Path) {
    append(folder, "sources.csv", "zzplanted_source,Zzplanted title,Zzplanted publisher,,2022,primary,,zzplanted\n");
    let tail = "zzplanted_source,high,sourced,2022-01-01,zzplanted";
    append(folder, "places.csv", &format!("zzplanted_place,Zzplanted place,crossing,MNG,45.0,100.0,{tail}\n"));
    append(
        folder,
        "links.csv",
        &format!("zzplanted_link,Zzplanted link,zzplanted_place,ulaanbaatar,road,existing,2021,123,,,,,,{tail}\n"),
    );
    append(
        folder,
        "capacities.csv",
        &format!("zzplanted_capacity,zzplanted_place,throughput,,open,777,,truck/day,2021-07-01,,,{tail}\n"),
    );
    append(
        folder,
        "calendar.csv",
        &format!("zzplanted_rest,zzplanted_place,road,every,2021-07-01,2021-07-02,0,{tail}\n"),
    );
    append(
        folder,
        "costs.csv",
        &format!("zzplanted_cost,zzplanted_place,freight,road,,77,,USD/t,2021-07-01,,{tail}\n"),
    );
    append(folder, "products.csv", &format!("zzplanted_product,Zzplanted product,commodity,not_stated,,t,,{tail}\n"));
    append(
        folder,
        "production.csv",
        &format!("zzplanted_output,zzplanted_place,zzplanted_product,output,2021,77,,t,{tail}\n"),
    );
    append(
        folder,
        "markets.csv",
        &format!("zzplanted_price,zzplanted_place,zzplanted_product,price,border,2021,77,,USD/t,{tail}\n"),
    );
    append(
        folder,
        "buyers.csv",
        &format!("zzplanted_buyer,Zzplanted buyer,BWA,zzplanted_product,CHN,zzplanted_place,77,,USD/t,,,,,,,{tail}\n"),
    );
    append(
        folder,
        "decisions.csv",
        &format!("zzplanted_decision,Zzplanted decision,expansion,zzplanted_place,,777,truck/day,,,,,,,,{tail}\n"),
    );
    append(
        folder,
        "assumptions.csv",
        &format!("zzplanted_assumption,mining_cost,,zzplanted_product,77,,,USD/t,{tail}\n"),
    );
    append(
        folder,
        "series.csv",
        &format!("zzplanted_series,Zzplanted series,count,annual,MNG,,Zzplanted office,zzplanted count,30,{tail}\n"),
    );
    for year in 2012..=2020 {
        append(folder, "observations.csv", &format!("zzplanted_series,{year},777,,{tail}\n"));
        append(
            folder,
            "trade.csv",
            &format!("MNG,BWA,export,total,{year},value,777,MUSD,not_stated,current,zzplanted,30,{tail}\n"),
        );
    }
    append(
        folder,
        "events.csv",
        &format!(
            "zzplanted_event,,border,Zzplanted event,2021-06-01,,Zzplanted summary.,zzplanted_place,Zzplanted effect,7,,count,{tail}\n"
        ),
    );
    append(
        folder,
        "judgements/institutions.csv",
        &format!("zzplanted_judgement,Zzplanted target,2023,Zzplanted bank,2021-06-01,equal,7,,percent,{tail}\n"),
    );
    append(
        folder,
        "scenarios.toml",
        "\n[[scenario]]\nid = \"zzplanted_scenario\"\nname = \"Zzplanted\"\nquestion = \"Zzplanted?\"\ncloses = [\"zzplanted_place\"]\nfrom = \"2021\"\nbasis = \"assumed\"\nknown_on = 2022-01-01\n",
    );
    append(
        folder,
        "outlook.toml",
        "\n[[effect]]\nid = \"zzplanted_effect\"\nname = \"Zzplanted effect\"\nmeasure = \"zzplanted_series\"\nevent = \"zzplanted_event\"\ncontrols = []\nknown_on = 2022-01-01\n\n[[forecast]]\nid = \"zzplanted_forecast\"\nname = \"Zzplanted forecast\"\nmeasure = \"zzplanted_series\"\nhorizon = 2\nwithout = [\"zzplanted_effect\"]\nknown_on = 2022-01-01\n",
    );
    let panel = std::fs::read_to_string(folder.join("panel.toml")).unwrap();
    std::fs::write(
        folder.join("panel.toml"),
        panel.replace("title = \"Mongolia-China", "title = \"Zzplanted Mongolia-China"),
    )
    .unwrap();
    let case = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    std::fs::write(
        folder.join("case.toml"),
        case.replace("title = \"Mongolia-China", "title = \"Zzplanted Mongolia-China"),
    )
    .unwrap();
}

/// Every page, figure, file and trace that the server gives.
fn everything(server: &Server) -> Vec<(String, String)> {
    let (_, json) = server.get("/dossier.json");
    let dossier: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut paths: Vec<String> = ["/", "/panel", "/data", "/dossier.json"].map(str::to_owned).into();
    let pages = dossier["pages"].as_array().unwrap();
    paths.extend(pages.iter().map(|page| format!("/{}", page["id"].as_str().unwrap())));
    for figure in dossier["figures"].as_array().unwrap() {
        let id = figure["id"].as_str().unwrap();
        paths.extend(["", ".svg", ".csv", ".json"].map(|end| format!("/fig/{id}{end}")));
    }
    // A trace page for one number in twenty is enough: all are made by one template.
    paths.extend(dossier["numbers"].as_object().unwrap().keys().step_by(20).map(|id| format!("/trace/{id}")));
    paths
        .into_iter()
        .map(|path| {
            let (status, body) = server.get(&path);
            assert_eq!(status, 200, "{path}");
            (path, body)
        })
        .collect()
}

#[test]
fn no_face_shows_what_was_learnt_later() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("planted");
    assert!(run(&["extract", text(&folder)]).status.success());
    plant(&folder);
    let checked = run(&["check", text(&folder)]);
    assert!(checked.status.success(), "{}", stdout(&checked));
    let has = |body: &str| body.to_lowercase().contains(MARKER);

    // The rows are good: a later view shows them, so the test can fail.
    let late = ["--as-of", "2023-12-31"];
    assert!(has(&stdout(&run(&["report", text(&folder), "--json", late[0], late[1]]))));
    let server = Server::start(&[text(&folder), late[0], late[1]]);
    for path in ["/", "/border", "/outlook", "/events", "/panel", "/data", "/fig/series-zzplanted-series"] {
        assert!(has(&server.get(path).1), "{path} should show the planted rows by then");
    }
    drop(server);

    let early = ["--as-of", "2021-06-30"];
    for extra in [None, Some("--json")] {
        let mut arguments = vec!["report", text(&folder), early[0], early[1]];
        arguments.extend(extra);
        let report = stdout(&run(&arguments));
        assert!(!report.is_empty() && !has(&report), "report {extra:?}");
    }
    let server = Server::start(&[text(&folder), early[0], early[1]]);
    for (path, body) in everything(&server) {
        assert!(!has(&body), "{path} shows a planted row");
    }
}

#[test]
fn an_earlier_view_knows_no_later_period() {
    let json: serde_json::Value =
        serde_json::from_slice(&run(&["report", "--json", "--as-of", "2021-06-30"]).stdout).unwrap();
    for row in json["rows"].as_object().unwrap().values() {
        assert!(row["known_on"].as_str().unwrap() <= "2021-06-30", "{row}");
    }
    for source in json["sources"].as_array().unwrap() {
        let later = source["after_as_of"].as_bool().unwrap();
        assert_eq!(later, source["title"].as_str().unwrap().starts_with("title withheld"), "{source}");
    }
    assert!(json["panel"].is_null());
    assert!(json["meta"]["question"].is_null());
    // A forecast made on that day speaks of later months; nothing else does.
    let mut ids = json["numbers"].as_object().unwrap().keys();
    assert!(!ids.any(|id| id.contains("2022") && !id.starts_with("corridor.forecast.")));
}

#[test]
fn an_invented_country_is_opened_reported_and_served() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("bwa");
    assert!(run(&["new", text(&folder), "--economy", "BWA"]).status.success());
    // 60 + 30 of 120 to two buyers: 50 % and 25 %; H = 0.25 + 0.0625 = 0.3125; 1/H = 3.2.
    let tail = "MUSD,fob,first,,30,example_source,high,sourced,,";
    append(&folder, "trade.csv", &format!("BWA,ZAF,export,total,2020,value,60,{tail}\n"));
    append(&folder, "trade.csv", &format!("BWA,ZMB,export,total,2020,value,30,{tail}\n"));
    append(&folder, "trade.csv", &format!("BWA,WLD,export,total,2020,value,120,{tail}\n"));
    let report = stdout(&run(&["report", text(&folder)]));
    assert!(report.contains("South Africa took 50.0 % of Botswana's exports of 120.0 M USD in 2020"), "{report}");
    assert!(report.contains("0.312") && report.contains("3.20"), "{report}");
    // From 100 in the example row of 2019 to 120: +20.0 %.
    assert!(report.contains("+20.0 %"), "{report}");
    let server = Server::start(&[text(&folder)]);
    let (status, front) = server.get("/");
    assert_eq!(status, 200);
    assert!(front.contains(">50.0\u{a0}%</a>") && front.contains(">120.0\u{a0}M\u{a0}USD</a>"), "{front}");
    assert_eq!(server.get("/trace/trade.share.export.ZAF.2020").0, 200);
}

#[test]
fn terminal_page_and_json_show_the_same_digits() {
    let dossier: serde_json::Value = serde_json::from_slice(&run(&["report", "--json"]).stdout).unwrap();
    let report = stdout(&run(&["report"])).split_whitespace().collect::<Vec<_>>().join(" ");
    let server = Server::start(&[]);
    // The template language writes a slash as an entity.
    let front = server.get("/").1.replace("&#x2f;", "/").replace('\u{a0}', " ");
    let numbers = &dossier["numbers"];
    let mut seen = 0;
    for headline in dossier["headlines"].as_array().unwrap() {
        for piece in headline["sentence"].as_array().unwrap() {
            let Some(id) = piece["number"]["id"].as_str() else { continue };
            let number = &numbers[id];
            let shown = format!("{} {}", number["shown"].as_str().unwrap(), number["unit"].as_str().unwrap());
            assert!(report.contains(&shown), "the report lacks {shown}");
            assert!(
                front.contains(&format!("/trace/{id}")) && front.contains(&format!(">{shown}</a>")),
                "the page lacks {shown}"
            );
            seen += 1;
        }
    }
    assert!(seen > 8, "{seen} numbers in the headlines");
    for figure in dossier["figures"].as_array().unwrap() {
        let id = figure["id"].as_str().unwrap();
        let (_, page) = server.get(&format!("/fig/{id}"));
        let (_, csv) = server.get(&format!("/fig/{id}.csv"));
        for cell in figure["table"]["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap()) {
            let Some(value) = cell["value"].as_f64() else { continue };
            assert!(page.contains(&format!(">{}<", cell["text"].as_str().unwrap())), "{id}: {cell}");
            // JSON readers may differ in the last bit.
            let same = |other: f64| (other - value).abs() <= 1e-12 * value.abs();
            let found = csv.split([',', '\n']).filter_map(|cell| cell.parse().ok()).any(same);
            assert!(found, "{id}: {value} is not in the CSV");
        }
    }
}

#[test]
fn the_server_answers_odd_requests() {
    let server = Server::start(&[]);
    for path in ["/nope", "/fig/nope", "/fig/mirror.exe", "/trace/nope", "/table/x.csv", "/..%2f..%2fetc%2fpasswd"] {
        let (status, body) = server.get(path);
        assert_eq!(status, 404, "{path}: {body}");
        assert!(body.contains("Not found"), "{path}");
        // The script of every page, and no other.
        assert_eq!((body.matches("<script").count(), body.matches("<script defer src=").count()), (1, 1), "{path}");
    }
    assert_eq!(server.get("/trace/%00%ff").0, 400);
    let (status, body) = server.get("/%3Cscript%3Ealert(1)%3C/script%3E");
    assert_eq!(status, 404);
    assert!(!body.contains("<script>"), "{body}");
    assert_eq!(server.get("/healthz"), (200, "ok\n".to_owned()));
}
