//! A site over an invented dossier, as the outside meets it: what it calls itself, what its query asks for, what it gives to
//! machines.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use document::{
    AudioView, Block, Dossier, EventView, Headline, Meta, Page, PanelView, PersonView, Piece, Scenario, Section,
    Sentence,
};
use figure::grid::{Axis, Grid, Output};
use figure::{Bar, Bars, Cell, Chart, Column, Figure, Table};
use jiff::civil::date;
use roxmltree::Document;
use server::fixed::{Take, files};
use server::{File, Maker, Shelved, Site, below, router, shelf};
use tower::ServiceExt as _;

const HASH: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const ADDRESS: &str = "https://dossier.example/ways";

fn page(id: &str, blocks: Vec<Block>) -> Page {
    Page {
        id: id.to_owned(),
        title: id.to_owned(),
        question: "Which way?".to_owned(),
        under: None,
        sections: vec![Section { id: "first".to_owned(), title: "First".to_owned(), blocks }],
    }
}

fn figure() -> Figure {
    let bar = |label: &str, value: f64| Bar { label: label.to_owned(), value: Some(value), ..Bar::default() };
    let row = |name: &str, value: f64| vec![Cell::text(name), Cell::number(value.to_string(), value, None)];
    Figure {
        id: "goods".to_owned(),
        title: "North carries most".to_owned(),
        measure: "Goods".to_owned(),
        unit: "kt".to_owned(),
        place: String::new(),
        period: "2022".to_owned(),
        chart: Chart::Bars(Bars { bars: vec![bar("North", 5.0), bar("South", 3.0)], unit: "kt".to_owned() }),
        table: Table {
            columns: vec![Column::text("Gate"), Column::number("Goods", "kt")],
            rows: vec![row("North", 5.0), row("South", 3.0)],
        },
        sources: Vec::new(),
        notes: Vec::new(),
        alt: String::new(),
    }
}

fn panel(audio: Option<AudioView>) -> PanelView {
    PanelView {
        known_on: date(2023, 3, 1),
        title: "Rails & roads".to_owned(),
        host: "School of Ways".to_owned(),
        held: "Monday 20 March 2023".to_owned(),
        held_on: date(2023, 3, 20),
        starts_at: None,
        timezone: "Europe/London".to_owned(),
        mode: "online".to_owned(),
        url: "https://ways.example/panel".to_owned(),
        hashtag: None,
        sequence: 0,
        question: "Which way?".to_owned(),
        r#abstract: "About ways.".to_owned(),
        audio,
        people: vec![PersonView {
            id: "ada".to_owned(),
            name: "Ada".to_owned(),
            role: "chair".to_owned(),
            title: "Reader".to_owned(),
            bio: "Reads.".to_owned(),
            handle: None,
            source_id: "page".to_owned(),
        }],
        claims: Vec::new(),
        source_id: "page".to_owned(),
    }
}

fn audio() -> AudioView {
    AudioView {
        url: "https://ways.example/talk.mp3".to_owned(),
        bytes: 56_160_000,
        r#type: "audio/mpeg".to_owned(),
        seconds: 3510,
        known_on: date(2023, 3, 21),
    }
}

fn dossier(audio: Option<AudioView>) -> Dossier {
    Dossier {
        meta: Meta {
            id: "panel_of_ways".to_owned(),
            title: "Ways & means".to_owned(),
            question: None,
            summary: None,
            economy: "XXX".to_owned(),
            economy_name: "Nowhere".to_owned(),
            gateways: Vec::new(),
            as_of: date(2023, 3, 31),
            language: "en".to_owned(),
            text_language: "en".to_owned(),
            case_hash: HASH.to_owned(),
            program: "0".to_owned(),
            rows: 0,
            sources: 0,
            unsourced: 0,
            later_prints: 0,
        },
        opening: Vec::new(),
        next: None,
        headlines: Vec::new(),
        pages: vec![
            page("dossier", vec![Block::Figure("goods".to_owned())]),
            page("trade", vec![Block::Figure("goods".to_owned())]),
            page("panel", Vec::new()),
            page("events", Vec::new()),
            page("data", Vec::new()),
        ],
        figures: vec![figure()],
        numbers: BTreeMap::new(),
        events: Vec::new(),
        panel: Some(panel(audio)),
        choice: None,
        scenarios: Vec::new(),
        terms: Vec::new(),
        changes: Vec::new(),
        sources: Vec::new(),
        rows: BTreeMap::new(),
    }
}

fn site(audio: Option<AudioView>) -> Site {
    Site::new(dossier(audio)).unwrap()
}

/// The answer of a service to a request with these headers.
async fn ask(service: &Router, path: &str, headers: &[(&str, &str)]) -> (StatusCode, String) {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

async fn get(service: &Router, path: &str) -> String {
    let (status, body) = ask(service, path, &[("host", "h.example")]).await;
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    body
}

/// The files of a site by name; pictures as nothing.
#[derive(Default)]
struct Shelf(Mutex<BTreeMap<String, String>>);

impl Take for Shelf {
    fn take(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        self.0.lock().unwrap().insert(name.to_owned(), String::from_utf8(bytes.to_vec()).unwrap_or_default());
        Ok(())
    }

    fn told(&self, _: usize, _: usize) {}
}

async fn build(site: Site) -> BTreeMap<String, String> {
    let shelf = Arc::new(Shelf::default());
    let count = files(site, Arc::clone(&shelf)).await.unwrap();
    let made = std::mem::take(&mut *shelf.0.lock().unwrap());
    assert_eq!(made.len(), count);
    made
}

/// What stands between two pieces of a text.
fn between<'a>(text: &'a str, lead: &str, end: &str) -> Option<&'a str> {
    text.split_once(lead)?.1.split_once(end).map(|(found, _)| found)
}

const CANONICAL: &str = "<link rel=\"canonical\" href=\"";
const OWN: &str = "<meta property=\"og:url\" content=\"";
const PICTURE: &str = "<meta property=\"og:image\" content=\"";

#[tokio::test]
async fn a_site_that_knows_its_address_says_nothing_that_a_header_could_change() {
    let service = below("/ways", router(site(Some(audio())).at("/ways").reached_at(&format!("{ADDRESS}/"))));
    let paths = [
        "",
        "/trade",
        "/panel",
        "/fig/goods",
        "/embed/goods",
        "/feed.xml",
        "/podcast.xml",
        "/sitemap.xml",
        "/panel.ics",
    ];
    let requests: [&[(&str, &str)]; 5] = [
        &[("host", "evil.example"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "evil.example")],
        &[("host", "other.example"), ("x-forwarded-proto", "http"), ("forwarded", "host=evil.example")],
        &[("host", "a b"), ("x-forwarded-proto", "ftp")],
        &[],
        &[("host", "dossier.example")],
    ];
    for path in paths {
        let path = format!("/ways{path}");
        let mut answers = BTreeSet::new();
        for headers in requests {
            let (status, body) = ask(&service, &path, headers).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert!(!body.contains("evil") && !body.contains("other.example"), "{path}: {body}");
            answers.insert(body);
        }
        assert_eq!(answers.len(), 1, "{path}");
    }
    for (path, wanted) in [("/ways", ""), ("/ways/trade", "/trade"), ("/ways/fig/goods?v=0", "/fig/goods")] {
        let html = get(&service, path).await;
        assert_eq!(between(&html, CANONICAL, "\""), Some(&*format!("{ADDRESS}{wanted}")), "{path}");
        assert_eq!(between(&html, OWN, "\""), Some(&*format!("{ADDRESS}{wanted}")), "{path}");
        let picture = between(&html, PICTURE, "\"").unwrap();
        let own = picture.strip_prefix("https://dossier.example").unwrap();
        assert_eq!(ask(&service, own, &[]).await.0, StatusCode::OK, "{picture}");
    }
    assert!(get(&service, "/ways/fig/goods").await.contains(&format!("&lt;iframe src=\"{ADDRESS}/embed/goods\"")));
    let map = get(&service, "/ways/sitemap.xml").await;
    let map = Document::parse(&map).unwrap();
    let of_map = map.descendants().filter(|node| node.tag_name().name() == "loc");
    let listed: Vec<_> = of_map.map(|node| node.text().unwrap_or_default()).collect();
    let wanted = ["", "/trade", "/panel", "/events", "/data", "/fig/goods", "/podcast.xml"]
        .map(|path| format!("{ADDRESS}{path}"));
    assert_eq!(listed, wanted);
    assert!(get(&service, "/ways/feed.xml").await.contains(&format!("<link href=\"{ADDRESS}/panel\"/>")));
    let lost = ask(&service, "/ways/nowhere", &[]).await;
    assert_eq!(lost.0, StatusCode::NOT_FOUND);
    assert!(!lost.1.contains("canonical") && !lost.1.contains("og:url"), "what is not there has no address");
}

#[tokio::test]
async fn without_an_address_the_host_that_is_asked_is_named_anew_each_time() {
    let service = router(site(None));
    for host in ["one.example", "two.example:8080"] {
        for (proto, scheme) in [("https", "https"), ("http", "http"), ("javascript", "http")] {
            let headers = [("host", host), ("x-forwarded-proto", proto)];
            let (_, feed) = ask(&service, "/feed.xml", &headers).await;
            assert!(feed.contains(&format!("<link href=\"{scheme}://{host}/\"/>")), "{feed}");
            let (_, page) = ask(&service, "/fig/goods", &headers).await;
            assert!(page.contains(&format!("src=\"{scheme}://{host}/embed/goods\"")), "{page}");
        }
    }
    for path in ["/", "/trade", "/fig/goods"] {
        let html = get(&service, path).await;
        assert!(html.contains("property=\"og:title\""), "{path}");
        for tag in [CANONICAL, OWN, PICTURE, "twitter:card"] {
            assert!(!html.contains(tag), "{path}: {tag}");
        }
    }
    // A name that is none leaves a path, which has its base once.
    let base = below("/ways", router(site(None).at("/ways")));
    let (_, page) = ask(&base, "/ways/fig/goods", &[("host", "a b")]).await;
    assert!(page.contains("&lt;iframe src=\"/ways/embed/goods\""), "{page}");
}

#[tokio::test]
async fn a_site_of_files_names_its_address_and_pictures_that_it_has() {
    let made = build(site(Some(audio())).reached_at(ADDRESS)).await;
    for (file, wanted) in
        [("index.html", "/"), ("trade/index.html", "/trade/"), ("fig/goods/index.html", "/fig/goods/")]
    {
        let html = &made[file];
        assert_eq!(between(html, CANONICAL, "\""), Some(&*format!("{ADDRESS}{wanted}")), "{file}");
        let picture = between(html, PICTURE, "\"").unwrap().strip_prefix(&format!("{ADDRESS}/")).unwrap();
        assert!(made.contains_key(picture), "{file}: {picture}");
    }
    assert!(made["feed.xml"].contains(&format!("<link href=\"{ADDRESS}/panel/\"/>")), "{}", made["feed.xml"]);
    assert!(made["sitemap.xml"].contains(&format!("<loc>{ADDRESS}/fig/goods/</loc>")), "{}", made["sitemap.xml"]);
    assert!(made["podcast.xml"].contains(&format!("<link>{ADDRESS}/panel/</link>")), "{}", made["podcast.xml"]);

    let nowhere = build(site(None)).await;
    assert!(!nowhere.contains_key("sitemap.xml"));
    assert!(nowhere["feed.xml"].contains("<link href=\"./panel/index.html\"/>"), "{}", nowhere["feed.xml"]);
    for (name, text) in &nowhere {
        assert!(!text.contains("og:image") && !text.contains("canonical"), "{name}");
    }
}

#[tokio::test]
async fn a_recording_is_a_podcast_and_without_one_there_is_none() {
    let service = router(site(Some(audio())).reached_at(ADDRESS));
    let xml = get(&service, "/podcast.xml").await;
    let whole = Document::parse(&xml).unwrap();
    let named = |name: &str| whole.descendants().find(|node| node.tag_name().name() == name).unwrap();
    let file = named("enclosure");
    assert_eq!(file.attribute("url"), Some("https://ways.example/talk.mp3"));
    assert_eq!((file.attribute("length"), file.attribute("type")), (Some("56160000"), Some("audio/mpeg")));
    assert_eq!(named("guid").attribute("isPermaLink"), Some("false"));
    assert_eq!(named("duration").tag_name().namespace(), Some("http://www.itunes.com/dtds/podcast-1.0.dtd"));
    assert_eq!(named("pubDate").text(), Some("Tue, 21 Mar 2023 00:00:00 +0000"));
    let page = get(&service, "/panel").await;
    assert!(page.contains("<a href=\"/podcast.xml\" type=\"application/rss+xml\">"), "{page}");
    assert!(page.contains("Listen, 59 minutes"), "{page}");
    let linked = between(&page, "<script type=\"application/ld+json\">", "</script>").unwrap();
    let linked: serde_json::Value = serde_json::from_str(linked).unwrap();
    assert_eq!(linked["@graph"][0]["recordedIn"]["duration"], "PT58M30S");
    assert!(build(site(Some(audio()))).await.contains_key("podcast.xml"));

    let service = router(site(None));
    assert_eq!(ask(&service, "/podcast.xml", &[]).await.0, StatusCode::NOT_FOUND);
    let page = get(&service, "/panel").await;
    assert!(!page.contains("podcast") && !page.contains("recordedIn"), "{page}");
    assert!(!build(site(None)).await.contains_key("podcast.xml"));
}

#[tokio::test]
async fn another_version_of_the_data_is_noted_on_the_page_that_is_given() {
    let service = router(site(None));
    for path in ["/", "/trade", "/panel", "/fig/goods", "/search"] {
        let plain = get(&service, path).await;
        assert!(!plain.contains("class=\"notice\""), "{path}");
        assert_eq!(get(&service, &format!("{path}?v=0123456789ab")).await, plain, "{path}");
        let other = get(&service, &format!("{path}?v=ffffffffffff")).await;
        let notice = between(&other, "<p class=\"notice\">", "</p>").unwrap();
        assert!(notice.contains("ffffffffffff") && notice.contains("0123456789ab"), "{path}: {notice}");
        let short = get(&service, &format!("{path}?v=0123")).await;
        assert!(between(&short, "<p class=\"notice\">", "</p>").unwrap().contains("names no version"), "{path}");
    }
    let bad = get(&service, "/trade?v=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(bad.contains("&lt;script&gt;alert(1)") && !bad.contains("<script>alert"), "{bad}");
}

#[tokio::test]
async fn tables_stand_open_where_that_is_asked_for() {
    let service = router(site(None));
    assert!(get(&service, "/trade").await.contains("<details>"));
    for (path, details) in
        [("/", "<details open>"), ("/trade", "<details open>"), ("/fig/goods", "<details id=\"table\" open>")]
    {
        let html = get(&service, &format!("{path}?view=table")).await;
        assert!(html.contains(details), "{path}: {html}");
        let links: Vec<&str> = html.match_indices("view=table").map(|(at, _)| html.get(..at).unwrap()).collect();
        assert!(!links.is_empty(), "{path}");
        // Only the link to this view keeps it.
        assert!(links.iter().all(|before| before.ends_with("<a class=\"copy\" href=\"/fig/goods?")), "{path}: {html}");
        let vain = get(&service, &format!("{path}?view=chart")).await;
        assert!(between(&vain, "<p class=\"notice\">", "</p>").unwrap().contains("no view"), "{path}");
        assert!(!vain.contains("view="), "{path}");
    }
    let part = get(&service, "/fig/goods.part?view=table").await;
    assert!(part.contains("<a class=\"copy\" href=\"/fig/goods?view=table\">"), "{part}");
}

#[tokio::test]
async fn a_page_begins_with_what_it_found_unless_it_says_so_itself() {
    let words = || Sentence(vec![Piece::Text("Most goes north, 80 % of it.".to_owned())]);
    let mut dossier = dossier(None);
    let found = |page: &str| Headline {
        id: page.to_owned(),
        sentence: words(),
        caveat: None,
        figure: None,
        page: page.to_owned(),
    };
    dossier.headlines = vec![found("trade"), found("events")];
    dossier.pages[3].sections[0].blocks = vec![Block::Text(words())];
    let service = router(Site::new(dossier).unwrap());
    let told = "Most goes north, 80\u{a0}% of it.";
    let page = get(&service, "/trade").await;
    assert!(between(&page, "In short</h2>", "</section>").unwrap().contains(told), "{page}");
    let page = get(&service, "/events").await;
    assert!(page.matches(told).count() == 1 && !page.contains("In short"), "{page}");
}

#[tokio::test]
async fn a_table_is_cut_only_above_twenty_rows_and_then_says_how_many_there_are() {
    for (rows, cut) in [(20, false), (21, true)] {
        let mut dossier = dossier(None);
        dossier.figures[0].table.rows = (0..rows).map(|row| vec![Cell::text(row.to_string())]).collect();
        let page = get(&router(Site::new(dossier).unwrap()), "/fig/goods").await;
        assert_eq!(page.contains("class=\"scroll long\""), cut, "{page}");
        assert_eq!(page.contains(&format!("{rows} rows</p>")), cut, "{page}");
    }
}

#[tokio::test]
async fn a_scenario_holds_what_is_asked_for_and_shows_todays_value_beside_it() {
    let number = |id: &str, shown: &str, unit: &str| document::Number {
        id: id.to_owned(),
        label: id.to_owned(),
        value: 1.0,
        shown: shown.to_owned(),
        unit: unit.to_owned(),
        method: String::new(),
        rows: Arc::from([]),
    };
    let mut dossier = dossier(None);
    dossier.numbers = [number("gate.count", "905", "trucks a day"), number("gate.income", "40", "kt")]
        .map(|number| (number.id.clone(), number))
        .into();
    dossier.scenarios = vec![Scenario {
        id: "gate".to_owned(),
        page: "trade".to_owned(),
        title: "Another gate".to_owned(),
        question: "What then?".to_owned(),
        grid: Grid {
            axes: vec![Axis {
                name: "gate".to_owned(),
                label: "Trucks".to_owned(),
                unit: "%".to_owned(),
                values: vec![0.0, 100.0, 200.0],
            }],
            outputs: vec![Output {
                name: "mass".to_owned(),
                label: "Mass".to_owned(),
                unit: "kt".to_owned(),
                decimals: 0,
                values: vec![Some(0.0), Some(40.0), Some(60.0)],
            }],
        },
        unasked: vec![100.0],
        numbers: vec!["gate.count".to_owned(), "gate.income".to_owned()],
        notes: Vec::new(),
    }];
    let service = router(Site::new(dossier).unwrap());
    let still = get(&service, "/trade").await;
    for words in
        ["100\u{a0}% is", ">905 trucks a day</a>", "today: ", ">40\u{a0}kt</a>", "/trade#gate\" hidden>Back to today"]
    {
        assert!(still.contains(words), "{words} in {still}");
    }
    for (asked, held, mass) in [("900", "200", "60"), ("-20", "0", "0"), ("x", "100", "40")] {
        let page = get(&service, &format!("/trade?gate={asked}")).await;
        assert_eq!(between(&page, "step=\"any\" value=\"", "\"").unwrap().trim_end_matches(".0"), held, "{asked}");
        assert_eq!(between(&page, "data-output=\"mass\">", "<").unwrap(), mass, "{asked}");
        assert!(page.contains(&format!("from 0 to 200: {held} is shown.")), "{asked}: {page}");
        assert_eq!(page.contains("/trade#gate\">Back to today"), held != "100", "{asked}");
    }
}

#[tokio::test]
async fn what_is_kept_is_asked_for_by_its_tag() {
    let known = router(site(None).reached_at(ADDRESS));
    let guessed = router(site(None));
    let asked = async |service: &Router, path: &str, host: &str| {
        let request = Request::builder().uri(path).header("host", host).body(Body::empty()).unwrap();
        service.clone().oneshot(request).await.unwrap().headers().contains_key("etag")
    };
    let tagged = async |service: &Router, path: &str| asked(service, path, "h.example").await;
    for path in ["/", "/trade", "/fig/goods.svg", "/embed/goods", "/panel.ics", "/events.ics", "/search.js"] {
        assert!(tagged(&known, path).await && tagged(&guessed, path).await, "{path}");
    }
    for path in ["/fig/goods", "/feed.xml", "/sitemap.xml"] {
        assert!(tagged(&known, path).await && tagged(&guessed, path).await, "{path}");
    }
    // However many hosts strangers name, what names the host that is asked is kept for the ones asked for last.
    for n in 2..40 {
        assert!(asked(&guessed, "/fig/goods", &format!("{n}.example")).await, "{n}");
    }
    assert!(asked(&known, "/fig/goods", "5.example").await && asked(&guessed, "/trade", "5.example").await);
    let (_, page) = ask(&guessed, "/fig/goods", &[("host", "5.example")]).await;
    assert!(page.contains("http://5.example/embed/goods") && !page.contains("h.example"), "{page}");
}

#[tokio::test]
async fn all_cases_lead_from_each_case_to_the_list() {
    for (base, list) in [("", "/"), ("/ways", "/ways")] {
        let case = |name: &str| {
            let site = site(None).at(&format!("{base}/{name}")).beside(list);
            (Shelved { name: name.to_owned(), title: format!("Case {name}"), note: String::new() }, router(site))
        };
        let service = below(base, shelf(base, vec![case("a"), case("b")]));
        for path in [format!("{base}/a"), format!("{base}/b/trade"), format!("{base}/a/fig/goods")] {
            let page = get(&service, &path).await;
            let link = between(&page, "<a href='", "'>All cases</a>").unwrap();
            let found = get(&service, link).await;
            assert!(found.contains("Case a") && found.contains("Case b"), "{path} to {link}: {found}");
            assert!(page.contains(&format!("href=\"{base}/")), "{path}");
        }
    }
}

/// The head of an answer, and its bytes.
async fn answered(service: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> (HeaderMap, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = service.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (head, body) = response.into_parts();
    (head.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

fn copies() -> Vec<File> {
    let words = "a long table ".repeat(99).into_bytes();
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let of = |bytes: Vec<u8>| -> Maker { Arc::new(move || Ok(bytes.clone())) };
    vec![
        File::new("dossier.xlsx", sheet, "Excel", of(words.clone())),
        File::new("brief.pdf", "application/pdf", "Brief", of(words.clone())),
        File::new("data/trade.csv", "text/csv; charset=utf-8", "", of(words)),
    ]
}

#[tokio::test]
async fn who_asks_for_the_head_alone_is_told_what_stands_over_the_answer() {
    let codings: [&[(&str, &str)]; 3] = [&[("accept-encoding", "br, gzip")], &[("accept-encoding", "gzip")], &[]];
    for path in ["/", "/fig/goods.png", "/dossier.xlsx", "/feed.xml"] {
        for headers in codings {
            // Asked for first by the one and by the other: neither is told anything else.
            let service = router(site(None).with_files(copies()));
            let (first, none) = answered(&service, "HEAD", path, headers).await;
            let (second, bytes) = answered(&service, "GET", path, headers).await;
            let (third, still_none) = answered(&service, "HEAD", path, headers).await;
            assert_eq!((&first, &third), (&second, &second), "{path}");
            assert!(none.is_empty() && still_none.is_empty() && !bytes.is_empty(), "{path}");
            assert_eq!(first["content-length"], bytes.len().to_string(), "{path}");
        }
    }
}

#[tokio::test]
async fn files_to_take_away_have_a_tag_and_are_not_compressed_twice() {
    let service = router(site(None).with_files(copies()));
    for (path, coding) in [("/dossier.xlsx", None), ("/brief.pdf", None), ("/data/trade.csv", Some("br"))] {
        let asked = [("accept-encoding", "gzip, br")];
        let (headers, bytes) = answered(&service, "GET", path, &asked).await;
        assert_eq!(headers.get("content-encoding").map(|coding| coding.to_str().unwrap()), coding, "{path}");
        assert_eq!(headers["content-length"], bytes.len().to_string(), "{path}");
        let tag = headers["etag"].to_str().unwrap();
        let again = ask(&service, path, &[("accept-encoding", "gzip, br"), ("if-none-match", tag)]).await;
        assert_eq!(again, (StatusCode::NOT_MODIFIED, String::new()), "{path}");
    }
    let made = build(site(None).with_files(copies())).await;
    assert!(made.contains_key("dossier.xlsx") && made.contains_key("data/trade.csv"));
}

#[tokio::test]
async fn answers_for_programs_have_a_tag() {
    let service = router(site(None));
    for path in ["/api/v1", "/api/v1/meta", "/api/v1/figures/goods/data", "/api/openapi.json"] {
        let asked = [("accept-encoding", "gzip")];
        let (headers, _) = answered(&service, "GET", path, &asked).await;
        let tag = &headers["etag"];
        let again = ask(&service, path, &[("if-none-match", tag.to_str().unwrap())]).await;
        assert_eq!(again, (StatusCode::NOT_MODIFIED, String::new()), "{path}");
        assert_eq!(ask(&service, path, &[("if-none-match", "\"other\"")]).await.0, StatusCode::OK, "{path}");
    }
    assert!(!answered(&service, "GET", "/api/v1/pages/nowhere", &[]).await.0.contains_key("etag"));
}

#[tokio::test]
async fn a_page_repeats_little_of_what_is_asked_for_in_vain() {
    let service = router(site(None));
    let long = "x".repeat(9000);
    for key in ["series", "from", "to", "v", "view"] {
        let plain = get(&service, "/fig/goods").await.len();
        let page = get(&service, &format!("/fig/goods?{key}={long}")).await;
        assert!(page.contains("class=\"notice\""), "{key}");
        assert!(page.len() < plain + 1000, "{key}: {} of {plain}", page.len());
    }
}

#[tokio::test]
async fn pages_and_programs_name_a_version_alike() {
    let service = router(site(None));
    for (version, fits) in [("0123456", true), ("0123456789ab", true), ("012345", false), ("f123456", false)] {
        let page = get(&service, &format!("/trade?v={version}")).await;
        assert_eq!(!page.contains("class=\"notice\""), fits, "{version}");
        let (status, _) = ask(&service, &format!("/api/v1/meta?v={version}"), &[]).await;
        assert_eq!(status == StatusCode::OK, fits, "{version}");
    }
}

fn event(id: &str, starts_on: &str) -> EventView {
    let known: serde_json::Value = serde_json::json!({
        "id": id, "slug": id, "page": format!("events/{id}"), "episode": null, "title": id, "kind": "border",
        "when": starts_on, "starts_on": starts_on, "ends_on": null, "from": 2020.0, "to": null, "summary": id,
        "effect": null, "subjects": [], "note": null, "confidence": "high", "source_id": "page", "row": "events.csv:2",
    });
    serde_json::from_value(known).unwrap()
}

#[tokio::test]
async fn events_known_to_a_month_or_a_year_are_found_by_any_day_of_them() {
    let events = vec![event("year", "2020"), event("month", "2020-02"), event("day", "2020-02-20")];
    let service = router(Site::new(Dossier { events, ..dossier(None) }).unwrap());
    for (query, wanted) in [
        ("", ["year", "month", "day"].as_slice()),
        ("?from=2020-02-10", &["year", "month", "day"]),
        ("?from=2020-02-21", &["year", "month"]),
        ("?from=2020-03", &["year"]),
        ("?from=2021", &[]),
        ("?to=2020-02-10", &["year", "month"]),
        ("?to=2020", &["year", "month", "day"]),
        ("?from=2020-02-20&to=2020-02&kind=border", &["year", "month", "day"]),
        ("?kind=other", &[]),
    ] {
        let found: serde_json::Value =
            serde_json::from_str(&get(&service, &format!("/api/v1/events{query}")).await).unwrap();
        let found: Vec<&str> = found.as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap()).collect();
        assert_eq!(found, wanted, "{query}");
    }
    for query in ["?from=soon", "?to=2020-13"] {
        let (status, why) = ask(&service, &format!("/api/v1/events{query}"), &[]).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {why}");
    }
}

/// A dossier whose numbers rest on a file with a name that addresses cannot hold as it is.
fn of_odd_file() -> Dossier {
    const AT: &str = "judgements/my file&co.csv:3";
    let row = serde_json::json!({
        "at": AT, "cells": [["expert", "Ada"]], "source_id": "page", "confidence": "high", "basis": "sourced",
        "known_on": "2023-03-01", "note": null,
    });
    let number = serde_json::json!({
        "id": "trade.share.a", "label": "Share", "value": 0.5, "shown": "50", "unit": "%", "method": "As given",
        "rows": [AT],
    });
    Dossier {
        rows: BTreeMap::from([(AT.to_owned(), serde_json::from_value(row).unwrap())]),
        numbers: BTreeMap::from([("trade.share.a".to_owned(), serde_json::from_value(number).unwrap())]),
        ..dossier(None)
    }
}

#[tokio::test]
async fn a_file_of_a_case_may_have_any_name() {
    const PATH: &str = "/rows/judgements/my%20file%26co.csv";
    let service = router(Site::new(of_odd_file()).unwrap());
    let page = get(&service, "/traces/trade.share").await;
    assert_eq!(
        between(&page, "<a href=\"/rows/", "\""),
        PATH.strip_prefix("/rows/").map(|file| format!("{file}#3")).as_deref()
    );
    assert!(get(&service, PATH).await.contains("<li id=\"3\">"));
    let made = build(Site::new(of_odd_file()).unwrap().reached_at(ADDRESS)).await;
    let rows = &made["rows/judgements/my file&co.csv/index.html"];
    assert_eq!(between(rows, CANONICAL, "\""), Some(&*format!("{ADDRESS}{PATH}/")));
    let page = &made["traces/trade.share/index.html"];
    assert!(page.contains(&format!("<a href=\"../..{PATH}/index.html#3\">")), "{page}");
}

#[tokio::test]
async fn rows_of_files_in_folders_are_given_to_programs() {
    let service = router(Site::new(of_odd_file()).unwrap());
    let row = get(&service, "/api/v1/rows/judgements/my%20file%26co.csv:3").await;
    assert!(row.contains("\"Ada\""), "{row}");
    let (status, why) = ask(&service, "/api/v1/rows/judgements/none.csv:3", &[]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(why.contains("There is no row `judgements/none.csv:3`."), "{why}");
    let (_, why) = ask(&service, "/api/v1/nothing/here", &[]).await;
    assert!(why.contains("There is no endpoint `v1/nothing/here`."), "{why}");
    let described = get(&service, "/api/openapi.json").await;
    assert!(described.contains("\"/api/v1/rows/{row}\"") && !described.contains("{*"), "{described}");
}
