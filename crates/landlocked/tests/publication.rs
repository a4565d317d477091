//! The publication as a reader meets it: every face shows the same digits, the site of files holds together, and the server
//! keeps to its manners.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files should stop")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
use common::{Server, append, landlocked, run, stderr, stdout, text};
use serde_json::Value;
use tempfile::{TempDir, tempdir};

/// The built-in case as a site of files, made once for all tests.
fn site() -> &'static Path {
    static SITE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SITE.get_or_init(|| {
        let dir = tempdir().unwrap();
        let path = dir.path().join("site");
        let made = run(&["build", "-o", text(&path), "--url", "https://dossier.example/ways/"]);
        assert!(made.status.success(), "{}", stderr(&made));
        (dir, path)
    });
    path
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

/// Numbers that stand in findings, and one of each figure's table.
fn chosen(dossier: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
    let of_findings = dossier["headlines"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|headline| headline["sentence"].as_array().unwrap())
        .filter_map(|piece| piece["number"]["id"].as_str().map(str::to_owned))
        .collect();
    let of_figures = dossier["figures"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|figure| {
            figure["table"]["rows"]
                .as_array()
                .unwrap()
                .iter()
                .flat_map(|row| row.as_array().unwrap())
                .find_map(|cell| cell["number_id"].as_str().map(str::to_owned))
        })
        .collect();
    (of_findings, of_figures)
}

/// Text without what divides lines and words.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{2212}', "-")
}

/// What a PDF says; `None` where the tool is not installed.
fn pdf_text(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext").args(["-layout", text(path), "-"]).output().ok()?;
    assert!(output.status.success());
    Some(flat(&String::from_utf8_lossy(&output.stdout)))
}

#[test]
fn one_number_is_the_same_in_every_face() {
    let dir = tempdir().unwrap();
    let dossier: Value = serde_json::from_slice(&run(&["report", "--json"]).stdout).unwrap();
    let (findings, figures) = chosen(&dossier);
    assert!(findings.len() > 20 && figures.len() > 40, "{} and {}", findings.len(), figures.len());
    let number = |id: &str| &dossier["numbers"][id];
    let shown = |id: &str| {
        let (shown, unit) = (number(id)["shown"].as_str().unwrap(), number(id)["unit"].as_str().unwrap());
        if unit.is_empty() { shown.to_owned() } else { format!("{shown} {unit}") }
    };

    let report = flat(&stdout(&run(&["report"])));
    let server = Server::start(&[]);
    // A number stays with its unit on one line.
    let loose = |page: String| page.replace('\u{a0}', " ");
    let front = loose(server.get("/").1);
    let fixed = loose(std::fs::read_to_string(site().join("index.html")).unwrap());
    let (brief, full) = (dir.path().join("brief.pdf"), dir.path().join("full.pdf"));
    for (path, more) in [(&brief, None), (&full, Some("--full"))] {
        let mut arguments = vec!["brief", "-o", text(path)];
        arguments.extend(more);
        let made = run(&arguments);
        assert!(made.status.success(), "{}", stderr(&made));
    }
    let book = dir.path().join("dossier.xlsx");
    assert!(run(&["export", "--xlsx", text(&book)]).status.success());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(std::fs::read(&book).unwrap())).unwrap();
    let sheets: BTreeMap<String, Vec<Vec<Data>>> = book
        .sheet_names()
        .into_iter()
        .map(|name| {
            let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
            (name, rows)
        })
        .collect();
    let listed: BTreeMap<String, f64> = sheets
        .iter()
        .filter(|(name, _)| name.to_lowercase().contains("numbers"))
        .flat_map(|(_, rows)| rows)
        .filter_map(|row| {
            let id = row.first()?.as_string()?;
            let value = row.iter().find_map(|cell| match cell {
                Data::Float(value) => Some(*value),
                Data::Int(value) => i32::try_from(*value).ok().map(f64::from),
                _ => None,
            })?;
            Some((id, value))
        })
        .collect();

    for id in &findings {
        let text = shown(id);
        let escaped = text.replace('&', "&amp;");
        assert!(report.contains(&text), "terminal: {id} {text}");
        assert!(
            front.contains(&format!("href=\"/trace/{id}\"")) && front.contains(&format!(">{escaped}</a>")),
            "page: {id} {text}"
        );
        assert!(
            fixed.contains(&format!("#{id}\"")) && fixed.contains(&format!(">{escaped}</a>")),
            "site of files: {id} {text}"
        );
    }
    for id in findings.iter().chain(&figures) {
        let value = number(id)["value"].as_f64().unwrap();
        let (status, body) = server.get(&format!("/api/v1/numbers/{id}"));
        assert_eq!(status, 200, "{id}: {body}");
        let answer: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(answer["number"]["shown"], number(id)["shown"], "API: {id}");
        assert_eq!(answer["number"]["value"].as_f64(), Some(value), "API: {id}");
        assert_eq!(listed.get(id), Some(&value), "Excel: {id}");
    }
    if let (Some(brief), Some(full)) = (pdf_text(&brief), pdf_text(&full)) {
        let first: Vec<String> = dossier["headlines"][0]["sentence"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|piece| Some(shown(piece["number"]["id"].as_str()?)))
            .collect();
        for text in &first {
            assert!(brief.contains(&flat(text)), "brief: {text}");
        }
        for id in &findings {
            assert!(full.contains(&flat(&shown(id))), "whole dossier on paper: {id} {}", shown(id));
        }
    } else {
        #[allow(clippy::print_stderr, reason = "whoever runs the tests should know")]
        {
            eprintln!("skipped: the text of the PDF, because pdftotext (poppler-utils) is not installed");
        }
    }
}

/// Values of attributes that lead somewhere.
fn links(html: &str) -> Vec<String> {
    ["href=\"", "src=\"", "action=\"", "data-points=\"", "data-index=\""]
        .iter()
        .flat_map(|lead| html.split(lead).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()))
        .filter(|link| !link.contains(' '))
        .map(|link| link.replace("&amp;", "&"))
        .collect()
}

#[test]
fn every_link_of_the_site_of_files_leads_to_a_file_and_a_place_in_it() {
    let site = site();
    let all = files(site);
    let pages: Vec<&PathBuf> = all.iter().filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    assert!(pages.len() > 200, "{} pages", pages.len());
    let mut ids: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    for page in &pages {
        let html = std::fs::read_to_string(page).unwrap();
        let own =
            html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect();
        ids.insert(page.canonicalize().unwrap(), own);
    }
    let mut faults = Vec::new();
    for page in &pages {
        let html = std::fs::read_to_string(page).unwrap();
        let folder = page.parent().unwrap();
        for link in links(&html) {
            if link.starts_with("http") || link.starts_with("data:") || link.starts_with("mailto:") {
                continue;
            }
            let shown = page.strip_prefix(site).unwrap().display();
            if link.starts_with('/') {
                faults.push(format!("{shown}: {link} is not relative"));
                continue;
            }
            let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
            let path = path.split('?').next().unwrap_or_default();
            let target = if path.is_empty() { (*page).clone() } else { folder.join(path) };
            let Ok(target) = target.canonicalize() else {
                faults.push(format!("{shown}: {link} leads nowhere"));
                continue;
            };
            if target.is_dir() {
                faults.push(format!("{shown}: {link} is a folder: a disk opens no index by itself"));
            }
            if !fragment.is_empty() && ids.get(&target).is_some_and(|ids| !ids.contains(fragment)) {
                faults.push(format!("{shown}: {link} names no place"));
            }
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{} faults, first: {:#?}", faults.len(), faults.iter().take(12).collect::<Vec<_>>());
}

#[test]
fn the_site_of_files_has_what_machines_look_for() {
    let site = site();
    for name in [
        "sitemap.xml",
        "feed.xml",
        "events.ics",
        "datapackage.json",
        "dossier.json",
        "search.js",
        "brief.pdf",
        "dossier.xlsx",
    ] {
        assert!(site.join(name).is_file(), "{name}");
    }
    let map = std::fs::read_to_string(site.join("sitemap.xml")).unwrap();
    assert!(map.contains("<loc>https://dossier.example/ways/trade/</loc>"), "{map}");
    let feed = std::fs::read_to_string(site.join("feed.xml")).unwrap();
    assert!(feed.contains("href=\"https://dossier.example/ways/events/"), "{feed}");
    // The case tells of no recording.
    assert!(!site.join("podcast.xml").exists());
    let front = std::fs::read_to_string(site.join("index.html")).unwrap();
    assert!(front.contains("<link rel=\"canonical\" href=\"https://dossier.example/ways/\">"));
    let picture = front.split("property=\"og:image\" content=\"https://dossier.example/ways/").nth(1).unwrap();
    assert!(site.join(picture.split('"').next().unwrap()).is_file());
    let package: Value = serde_json::from_slice(&std::fs::read(site.join("datapackage.json")).unwrap()).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        assert!(site.join(resource["path"].as_str().unwrap()).is_file(), "{resource}");
    }
    let figure: Value = serde_json::from_slice(&run(&["report", "--json"]).stdout).unwrap();
    for figure in figure["figures"].as_array().unwrap() {
        let id = figure["id"].as_str().unwrap();
        let png = std::fs::read(site.join(format!("fig/{id}.png"))).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n", "{id}");
        for end in ["svg", "csv", "json", "metadata.json", "points.js"] {
            assert!(site.join(format!("fig/{id}.{end}")).is_file(), "{id}.{end}");
        }
    }
}

/// Head and body of an answer.
fn ask(address: &str, request: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(address.trim_start_matches("http://").split('/').next().unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    (String::from_utf8_lossy(&bytes[..end]).to_lowercase(), bytes[end + 4..].to_vec())
}

fn get(address: &str, path: &str, more: &str) -> (String, Vec<u8>) {
    ask(address, &format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{more}\r\n"))
}

fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")))
}

#[test]
fn answers_can_be_kept_and_asked_for_again() {
    let server = Server::start(&[]);
    let (head, body) = get(&server.address, "/trade", "");
    let tag = field(&head, "etag").unwrap_or_else(|| panic!("{head}")).to_owned();
    assert!(!body.is_empty());
    let (head, body) = get(&server.address, "/trade", &format!("if-none-match: {tag}\r\n"));
    assert!(head.starts_with("http/1.1 304"), "{head}");
    assert!(body.is_empty());
    let (head, _) = get(&server.address, "/trade", "if-none-match: \"other\"\r\n");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let page = server.get("/").1;
    let script = page.split("src=\"/assets/islands.").nth(1).unwrap().split('"').next().unwrap();
    let (head, _) = get(&server.address, &format!("/assets/islands.{script}"), "");
    assert!(field(&head, "cache-control").unwrap().contains("immutable"), "{head}");
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"] {
        assert!(field(&head, name).is_some(), "{name}: {head}");
    }
    assert_eq!(server.get("/developments").0, 200, "an old address still leads to its page");
}

#[test]
fn pages_can_be_served_below_a_path() {
    let server = Server::start(&["--base-path", "/dossiers/one"]);
    assert!(server.address.ends_with("/dossiers/one"), "{}", server.address);
    let root = server.address.trim_end_matches("/dossiers/one").to_owned();
    let (head, body) = get(&root, "/dossiers/one/trade", "");
    assert!(head.starts_with("http/1.1 200"), "{head}");
    let html = String::from_utf8(body).unwrap();
    for link in links(&html).iter().filter(|link| link.starts_with('/')) {
        assert!(link == "/dossiers/one" || link.starts_with("/dossiers/one/"), "{link}");
        let (head, _) = get(&root, link.split('#').next().unwrap(), "");
        assert!(head.starts_with("http/1.1 200"), "{link}: {head}");
    }
    assert!(get(&root, "/healthz", "").0.starts_with("http/1.1 200"));
    let wrong = run(&["serve", "--base-path", "a b"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn cases_stand_side_by_side() {
    let dir = tempdir().unwrap();
    for (name, economy) in [("first", "BWA"), ("second", "KGZ")] {
        assert!(run(&["new", text(&dir.path().join(name)), "--economy", economy]).status.success());
    }
    let (first, second) = (dir.path().join("first"), dir.path().join("second"));
    let server = Server::start(&["--case", text(&first), "--case", text(&second)]);
    let (status, shelf) = server.get("/");
    assert_eq!(status, 200);
    assert!(shelf.contains("href=\"/first\"") && shelf.contains("href=\"/second\""), "{shelf}");
    assert!(
        shelf.contains("<style>") && !shelf.contains("rel=\"stylesheet\""),
        "the list carries its style as all pages do"
    );
    let (head, _) = get(&server.address, "/", "");
    assert!(
        field(&head, "content-security-policy").is_some_and(|policy| policy.contains("style-src 'sha256-")),
        "{head}"
    );
    assert!(server.get("/first/").1.contains("Botswana"));
    assert!(server.get("/second/trade").1.contains("Kyrgyzstan"));
    assert_eq!(server.get("/third/").0, 404);
}

#[test]
fn no_case_takes_the_place_of_what_the_server_has_itself() {
    let dir = tempdir().unwrap();
    let other = dir.path().join("other");
    assert!(run(&["new", text(&other), "--economy", "KGZ"]).status.success());
    for name in ["healthz", "elicit"] {
        let folder = dir.path().join(name);
        assert!(run(&["new", text(&folder), "--economy", "BWA"]).status.success());
        let refused = run(&["serve", text(&folder), "--case", text(&other), "--bind", "127.0.0.1:0"]);
        assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
        assert!(flat(&stderr(&refused)).contains(&format!("/{name}")), "{}", stderr(&refused));
    }
    let refused = run(&["serve", "--base-path", "/healthz/", "--bind", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
}

/// A new folder with a panel; `more` stands before its people.
fn with_panel(folder: &Path, economy: &str, more: &str) {
    assert!(run(&["new", text(folder), "--economy", economy]).status.success());
    let panel = format!(
        "known_on = 2020-02-01\nsource_id = \"example_source\"\ntitle = \"Ways out\"\nhost = \"A house\"\nheld_on = 2020-02-01\n\
         timezone = \"Europe/Zurich\"\nmode = \"online\"\nurl = \"https://house.example/panel\"\nquestion = \"Which way?\"\n\
         abstract = \"About ways.\"\n{more}"
    );
    std::fs::write(folder.join("panel.toml"), panel).unwrap();
}

#[test]
fn a_told_address_is_named_below_which_each_case_has_its_path() {
    let dir = tempdir().unwrap();
    let (first, second) = (dir.path().join("first"), dir.path().join("second"));
    with_panel(&first, "BWA", "");
    let audio =
        "[audio]\nurl = \"https://house.example/talk.mp3\"\nbytes = 5000\ntype = \"audio/mpeg\"\nduration = \"PT1H\"\n";
    with_panel(&second, "KGZ", audio);
    let served = ["--case", text(&first), "--case", text(&second), "--base-path", "/ways"];
    let told = [served.as_slice(), &["--url", "https://dossier.example"]].concat();
    let server = Server::start(&told);
    let root = server.address.trim_end_matches("/ways").to_owned();
    for path in ["first/feed.xml", "second/sitemap.xml", "second/podcast.xml", "first/trade"] {
        for more in ["", "x-forwarded-proto: http\r\n"] {
            let (head, body) = get(&root, &format!("/ways/{path}"), more);
            assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
            let lead = format!("https://dossier.example/ways/{}", path.split('/').next().unwrap());
            let body = String::from_utf8(body).unwrap();
            assert!(body.contains(&lead) && !body.contains("http://x"), "{path}: {body}");
        }
    }
    assert!(get(&root, "/ways/first/podcast.xml", "").0.starts_with("http/1.1 404"));
    for (wrong, why) in [
        ("dossier.example", "does not begin with"),
        ("https://dossier.example/?a=b", "no query"),
        ("https://dossier.example/other", "--base-path /other"),
    ] {
        let refused = run(&["serve", "--base-path", "/ways", "--url", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        // Long lines are broken by a bar.
        let told = flat(&stderr(&refused).replace('\u{2502}', " "));
        assert!(told.contains(why), "{wrong}: {told}");
    }
    let site = dir.path().join("site");
    let refused = run(&["build", text(&second), "-o", text(&site), "--url", "ways"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!site.exists());
    assert!(run(&["build", text(&second), "-o", text(&site)]).status.success());
    let podcast = std::fs::read_to_string(site.join("podcast.xml")).unwrap();
    assert!(podcast.contains("<itunes:duration>3600</itunes:duration>"), "{podcast}");
}

#[test]
fn a_case_is_read_again_when_it_changes_and_a_fault_keeps_the_last_good_one() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("edited");
    assert!(run(&["new", text(&folder), "--economy", "BWA"]).status.success());
    let server = Server::start(&[text(&folder), "--reload"]);
    assert!(!server.get("/").1.contains("120.0\u{a0}M\u{a0}USD"));
    let tail = "MUSD,fob,first,,30,example_source,high,sourced,,";
    append(&folder, "trade.csv", &format!("BWA,WLD,export,total,2020,value,120,{tail}\n"));
    let seen = |wanted: &str| {
        (0..120).any(|_| {
            std::thread::sleep(Duration::from_millis(500));
            server.get("/").1.contains(wanted)
        })
    };
    assert!(seen("120.0\u{a0}M\u{a0}USD"), "the new row is not shown");
    append(&folder, "trade.csv", &format!("BWA,WLD,export,total,2021,value,-5,{tail}\n"));
    std::thread::sleep(Duration::from_secs(3));
    assert!(server.get("/").1.contains("120.0\u{a0}M\u{a0}USD"), "a case with a fault must not be served");
}

#[test]
fn another_setting_than_the_published_one_is_marked_and_the_same_at_home() {
    let server = Server::start(&[]);
    let dossier: Value = serde_json::from_str(&server.get("/dossier.json").1).unwrap();
    let pages = dossier["pages"].as_array().unwrap();
    let page = pages.iter().filter_map(|page| page["id"].as_str()).find(|id| id.starts_with("effect-of-")).unwrap();
    let (status, html) = server.get(&format!("/{page}?pre=2015-01"));
    assert_eq!(status, 200, "{html}");
    assert!(html.contains("Not the published setting"), "{html}");
    assert!(!server.get(&format!("/{page}")).1.contains("Not the published setting"));
    let figure = dossier["figures"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|figure| figure["id"].as_str())
        .find(|id| id.starts_with("effect-") && id.ends_with("-total"))
        .unwrap();
    let (status, other) = server.get(&format!("/fig/{figure}.csv?pre=2015-01"));
    assert_eq!(status, 200);
    let slug = figure.trim_start_matches("effect-").trim_end_matches("-total");
    let question = slug.replace('-', "_");
    let home = run(&["effect", &question, "--since", "2015-01"]);
    assert!(home.status.success(), "{}", stderr(&home));
    let home = flat(&stdout(&home));
    assert!(other.lines().nth(1).unwrap().contains("Not the published setting"), "{other}");
    // The last period of the table stands in the report, too.
    let last = other.lines().last().unwrap().split(',').next().unwrap().to_owned();
    assert!(home.contains(&last), "{last}");
    assert_ne!(other, server.get(&format!("/fig/{figure}.csv")).1);
    for other in ["soon", "1801-01", "2199-12"] {
        assert_eq!(server.get(&format!("/{page}?pre={other}")).0, 422, "{other}");
    }
}

#[test]
fn a_figure_shows_what_its_address_asks_for() {
    let server = Server::start(&[]);
    let whole = server.get("/fig/totals-monthly.csv").1;
    let part = server.get("/fig/totals-monthly.csv?from=2019-01&to=2019-12&view=filtered").1;
    assert_eq!(part.lines().count(), 13, "{part}");
    assert!(part.lines().skip(1).all(|line| line.starts_with("2019-")));
    assert_eq!(server.get("/fig/totals-monthly.csv?from=2019-01").1, whole, "without `view=filtered` the whole series");
    let page = server.get("/fig/totals-monthly?from=2019-01&to=2019-12").1;
    assert!(page.contains("<option selected>2019-12</option>"), "{page}");
    let note = server.get("/fig/totals-monthly?from=soon").1;
    assert!(note.contains("is no time of this figure"), "{note}");
    let embed = get(&server.address, "/embed/totals-monthly", "");
    assert!(
        embed.0.contains("frame-ancestors *") && !String::from_utf8_lossy(&embed.1).contains("<script"),
        "{}",
        embed.0
    );
    let metadata: Value = serde_json::from_str(&server.get("/fig/totals-monthly.metadata.json").1).unwrap();
    for key in ["title", "unit", "sources", "licences", "hash", "as_of", "cite", "columns"] {
        assert!(!metadata[key].is_null(), "{key}: {metadata}");
    }
}

#[test]
fn the_interface_for_programs_describes_what_it_gives() {
    let server = Server::start(&[]);
    let whole: Value = serde_json::from_str(&server.get("/api/openapi.json").1).unwrap();
    assert_eq!(whole["openapi"], "3.1.0");
    let mut asked = 0;
    for (path, item) in whole["paths"].as_object().unwrap() {
        let operation = &item["get"];
        let mut path = path.clone();
        for parameter in operation["parameters"].as_array().unwrap() {
            if parameter["in"] == "path" {
                let example = parameter["example"].as_str().unwrap_or_else(|| panic!("{path} has no example"));
                path = path.replace(&format!("{{{}}}", parameter["name"].as_str().unwrap()), example);
            }
        }
        let path = if path.ends_with("/search") { format!("{path}?q=border") } else { path };
        let (status, body) = server.get(&path);
        assert_eq!(status, 200, "{path}: {body}");
        let value: Value = serde_json::from_str(&body).unwrap();
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        fits(&whole, schema, &value, &path);
        asked += 1;
    }
    assert!(asked > 15, "{asked} endpoints");
    for path in ["/api/v1/numbers/none", "/api/v1/figures/none", "/api/v1/nothing", "/api/v1/rows/x"] {
        let (head, body) = get(&server.address, path, "");
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
        assert_eq!(field(&head, "content-type"), Some("application/problem+json"), "{path}");
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap()["status"], 404);
    }
    let hash = whole["info"]["version"].as_str().unwrap();
    assert_ne!(hash, "");
    let meta: Value = serde_json::from_str(&server.get("/api/v1/meta").1).unwrap();
    let pin = meta["case_hash"].as_str().unwrap().get(..12).unwrap();
    assert_eq!(server.get(&format!("/api/v1/meta?v={pin}")).0, 200);
    assert_eq!(server.get("/api/v1/meta?v=0000000").0, 412);
    assert_eq!(server.get("/api/v1/numbers?limit=0").0, 400);
    let first: Value = serde_json::from_str(&server.get("/api/v1/numbers?limit=3").1).unwrap();
    let after = first["next"].as_str().unwrap();
    let second: Value = serde_json::from_str(&server.get(&format!("/api/v1/numbers?limit=3&after={after}")).1).unwrap();
    assert_ne!(first["numbers"][0]["id"], second["numbers"][0]["id"]);
}

/// Whether a value has the shape of a schema, as far as types, required fields and references go.
fn fits(whole: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        return fits(whole, &whole["components"]["schemas"][name.rsplit('/').next().unwrap()], value, at);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(all) = schema[key].as_array() {
            assert!(all.iter().any(|one| could(whole, one, value)), "{at}: {value} fits none of {schema}");
            return;
        }
    }
    if let Some(items) = value.as_array().filter(|_| !schema["items"].is_null()) {
        items.iter().take(5).for_each(|item| fits(whole, &schema["items"], item, at));
    }
    assert!(could(whole, schema, value), "{at}: {value} is not {schema}");
    if let Some(fields) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(fields.contains_key(name.as_str().unwrap()), "{at}: {name} is missing");
        }
        for (name, inner) in fields {
            let own = &schema["properties"][name];
            if !own.is_null() {
                fits(whole, own, inner, &format!("{at}.{name}"));
            }
        }
    }
}

/// Whether the type of a value is one that a schema names.
fn could(whole: &Value, schema: &Value, value: &Value) -> bool {
    if let Some(name) = schema["$ref"].as_str() {
        return could(whole, &whole["components"]["schemas"][name.rsplit('/').next().unwrap()], value);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(all) = schema[key].as_array() {
            return all.iter().any(|one| could(whole, one, value));
        }
    }
    let own = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let names = |name: &str| name == own || (name == "number" && own == "integer");
    match &schema["type"] {
        Value::String(name) => names(name),
        Value::Array(all) => all.iter().filter_map(Value::as_str).any(names),
        _ => true,
    }
}

#[test]
fn exported_folders_are_whole_or_absent() {
    let dir = tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let made = run(&[
        "export",
        "--csv",
        text(&at("csv")),
        "--parquet",
        text(&at("parquet")),
        "--datapackage",
        text(&at("package")),
    ]);
    assert!(made.status.success(), "{}", stderr(&made));
    assert!(files(&at("csv")).len() > 60 && files(&at("parquet")).len() > 60);
    assert!(at("package").join("datapackage.json").is_file());
    let again = run(&["export", "--csv", text(&at("csv"))]);
    assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
    let nowhere = run(&["build", "-o", "/dev/null/site"]);
    assert_eq!(nowhere.status.code(), Some(4), "{}", stderr(&nowhere));
    // Only what was asked for is there: no draft is left.
    let names: BTreeSet<String> =
        std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, BTreeSet::from(["csv", "parquet", "package"].map(str::to_owned)));
}

#[test]
fn the_folder_one_stands_in_can_be_filled() {
    let dir = tempdir().unwrap();
    for folder in [".", "./"] {
        let here = tempfile::tempdir_in(dir.path()).unwrap();
        let made = landlocked(&["new", folder, "--economy", "BWA"])
            .current_dir(here.path())
            .output()
            .expect("the program starts");
        assert!(made.status.success(), "{folder}: {}", stderr(&made));
        assert!(here.path().join("case.toml").is_file() && here.path().join("judgements").is_dir());
        let hidden = |path: &PathBuf| path.to_str().unwrap().contains(".landlocked-");
        assert!(!files(here.path()).iter().any(hidden), "the draft is left");
        let again = landlocked(&["new", folder, "--economy", "BWA"]).current_dir(here.path()).output().unwrap();
        assert_eq!(again.status.code(), Some(2), "nothing is overwritten");
    }
}

#[test]
fn an_earlier_package_holds_no_later_row() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("earlier");
    assert!(run(&["export", "--as-of", "2021-06-30", "--datapackage", text(&folder)]).status.success());
    for path in files(&folder).iter().filter(|path| path.extension().is_some_and(|end| end == "csv")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        if name == "trade.csv" {
            assert!(!text.contains(",2022,") && text.contains(",2019,"), "{name}");
        }
        if name == "events.csv" {
            assert!(!text.contains("2022-") && text.contains("2020-"), "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_stopped_program_leaves_nothing_half_written() {
    // In the midst of writing, by several threads: by Ctrl-C, and as services are stopped.
    for (least, signal, code) in
        [(1, "-INT", 3), (40, "-INT", 3), (200, "-INT", 3), (1, "-TERM", 143), (40, "-TERM", 143)]
    {
        let dir = tempdir().unwrap();
        let out = dir.path().join("site");
        let mut child = landlocked(&["build", "-o", text(&out)]).stderr(std::process::Stdio::null()).spawn().unwrap();
        while files(dir.path()).len() < least && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(code), "it was faster than the signal, or {signal} ended it as it stood");
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            0,
            "something is left after {least} files and {signal}"
        );
    }
}
