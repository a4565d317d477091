//! Pictures that leave the page carry all that belongs to them.

mod samples;

use figure::svg::{self, Width};

/// The text of an SVG, run together.
fn words(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    document.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect()
}

#[test]
fn a_picture_for_paper_carries_title_notes_sources_and_credit() {
    let credit = "Dossier of an invented upland, figure gates-monthly, data 0123abcd, built 5 May 2023.";
    for figure in samples::all() {
        for svg in [
            svg::print(&figure, Width::Wide, credit),
            svg::print(&figure, Width::Narrow, credit),
            svg::share(&figure, credit),
        ] {
            let words = words(&svg).split_whitespace().collect::<Vec<_>>().join(" ");
            for part in [figure.title.as_str(), &figure.subtitle(), &figure.source_line().unwrap(), credit] {
                assert!(words.contains(part), "{part:?} is not in {}: {words}", figure.id);
            }
            assert!(figure.note_lines().iter().all(|note| words.contains(note)), "{}", figure.id);
            assert!(!svg.contains("var(") && !svg.contains("<style") && svg.contains("font-family=\"Noto Sans\""));
        }
    }
}

#[test]
fn a_card_to_share_has_the_size_that_services_ask_for() {
    for figure in samples::all() {
        let svg = svg::share(&figure, "");
        let document = roxmltree::Document::parse(&svg).unwrap();
        assert_eq!(document.root_element().attribute("viewBox"), Some("0 0 1200 630"));
        let inner = document.root_element().children().find(|node| node.has_tag_name("svg")).unwrap();
        let number = |name: &str| inner.attribute(name).unwrap().parse::<f64>().unwrap();
        assert!(number("x") >= 0.0 && number("x") + number("width") <= 1200.1);
        assert!(number("y") >= 0.0 && number("y") + number("height") <= 630.1);
    }
}

#[test]
fn metadata_says_all_but_the_numbers() {
    let value = serde_json::to_value(figure::metadata(&samples::fan())).unwrap();
    assert_eq!(value["bands"], serde_json::json!(["50 %", "80 %", "95 %"]));
    assert_eq!(value["rows"], 4);
    assert_eq!(value["columns"][1], serde_json::json!({"name": "Goods carried, 2021", "unit": "kt", "numeric": true}));
    assert_eq!(value["sources"][0]["id"], "yearbook");
    assert_eq!(value["alt"], samples::fan().alt_text());
    assert_eq!(value["notes"].as_array().unwrap().len(), 2);
    let title = value["title"].as_str().unwrap();
    assert!(title.starts_with("In June 2025"), "{title}");
}
