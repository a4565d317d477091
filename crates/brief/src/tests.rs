//! Any text in any field is set as it is: checked on the pages themselves, without a PDF reader.

use document::{Dossier, Piece};
use proptest::prelude::*;
use typst::layout::{Frame, FrameItem};

use crate::fit::{First, Second};
use crate::minister::Material;
use crate::press::Pages;
use crate::sample;
use crate::words::{Scribe, is_mark};

fn read(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(&group.frame, out),
            FrameItem::Text(text) => out.push_str(&text.text),
            _ => {}
        }
    }
}

/// All that stands on the pages, without white space and places of breaks.
fn text(pages: &Pages) -> String {
    let mut out = String::new();
    for frame in pages.frames() {
        read(frame, &mut out);
    }
    bare(&out)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

/// What must be found of a text on the pages.
fn printed(text: &str) -> String {
    bare(&Scribe::new("en").plain(text.trim()))
}

/// A dossier with one text in each field that has no length to keep.
fn filled(text: &str) -> Dossier {
    let mut dossier = sample::dossier();
    let text = text.to_owned();
    dossier.meta.title.clone_from(&text);
    dossier.meta.question = Some(text.clone());
    dossier.meta.summary = Some(text.clone());
    dossier.meta.economy_name.clone_from(&text);
    dossier.meta.language.clone_from(&text);
    dossier.meta.case_hash.clone_from(&text);
    dossier.meta.gateways = vec![text.clone()];
    for headline in &mut dossier.headlines {
        headline.sentence.0.push(Piece::Text(text.clone()));
        headline.caveat.iter_mut().for_each(|caveat| caveat.0.push(Piece::Text(text.clone())));
    }
    for number in dossier.numbers.values_mut() {
        number.shown.clone_from(&text);
        number.unit.clone_from(&text);
    }
    for figure in &mut dossier.figures {
        figure.title.clone_from(&text);
        figure.measure.clone_from(&text);
        figure.alt.clone_from(&text);
        figure.notes = vec![text.clone()];
        figure.sources[0].text.clone_from(&text);
        figure.table.columns[0].name.clone_from(&text);
        figure.table.rows[0][0].text.clone_from(&text);
        if let figure::Chart::Bars(bars) = &mut figure.chart {
            bars.bars[0].label.clone_from(&text);
            bars.bars[0].shown.clone_from(&text);
        }
    }
    for page in &mut dossier.pages {
        page.title.clone_from(&text);
        page.question.clone_from(&text);
        for section in &mut page.sections {
            section.title.clone_from(&text);
        }
    }
    for event in &mut dossier.events {
        event.title.clone_from(&text);
        event.when.clone_from(&text);
        event.summary.clone_from(&text);
        event.note = Some(text.clone());
    }
    for source in &mut dossier.sources {
        source.title.clone_from(&text);
        source.url = Some(text.clone());
        source.note = Some(text.clone());
    }
    for term in &mut dossier.terms {
        term.name.clone_from(&text);
        term.text.clone_from(&text);
    }
    let panel = dossier.panel.as_mut().unwrap();
    panel.title.clone_from(&text);
    panel.r#abstract.clone_from(&text);
    panel.people[0].name.clone_from(&text);
    panel.claims[0].text.clone_from(&text);
    dossier
}

fn check(text: &str) {
    let dossier = filled(text);
    let whole = crate::full::lay(&dossier).unwrap();
    let wanted = printed(text);
    assert!(text_count(&whole.0, &wanted) >= 10, "{text:?} is not on the pages as {wanted:?}");
    whole.0.pdf("test".into(), "test".into()).unwrap();
    crate::fit::two_pages(&dossier).unwrap();
    let rich = First { leads: 3, further: 9, cites: 2, picture: 200.0, clip: 10_000, title: 10_000 };
    let second =
        Second { moved: 0, figures: 3, height: 200.0, rows: 5, next: true, events: 4, caveats: 9, clip: 10_000 };
    let (pages, _) = Material::new(&dossier).set(rich, second).unwrap();
    assert!(text_count(&pages, &wanted) >= 6, "{text:?} is not on the brief as {wanted:?}");
    crate::press::forget();
}

/// How often a text stands on the pages. A letter with a mark above it is told by the typesetter once for the letter
/// and once for the mark, so such texts are only set, not looked for.
fn text_count(pages: &Pages, wanted: &str) -> usize {
    let looked_for = !wanted.is_empty() && !wanted.chars().any(is_mark);
    if looked_for { text(pages).matches(wanted).count() } else { usize::MAX }
}

#[test]
fn characters_that_mean_something_in_markup_mean_nothing() {
    for text in [
        "#*_$\\@<>[]\"'-~`=+/{}()|;:,.!?%^&",
        "#let x = 1; #panic(\"no\")",
        "*bold* _thin_ `code` $x^2$ <label> @label [content] {code} \\u{41}",
        "= Heading",
        "- item",
        "+ item",
        "/ term: text",
        "1. item",
        "// no comment /* nor this */",
        "https://example.org/a#b --- ... -- ~ \"quoted\" 'quoted'",
        "```raw``` #{ [ } ]",
        "\u{0}\u{1}\u{7F}\u{FFFE}\u{FFFF}\u{FFFD}\u{E000}\u{10FFFF}",
        "\u{5D0}\u{5D1} \u{627}\u{644} \u{1F1E9}\u{1F1EA} \u{1F468}\u{200D}\u{1F469} e\u{301}\u{323} \u{915}\u{94D}\u{937}",
        "a\u{A0}b\u{2009}c\u{3000}d\u{AD}e\u{2011}f",
    ] {
        check(text);
    }
}

/// Few cases, because each sets four papers; more where more are asked for.
fn settings() -> ProptestConfig {
    let default = ProptestConfig::default();
    let asked = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig { cases: if asked { default.cases } else { 24 }, failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn any_text_is_set_as_it_is(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_text_of_the_scripts_at_hand_is_set_as_it_is(
        text in "[ -~\u{A0}-\u{24F}\u{300}-\u{52F}\u{2000}-\u{22FF}\u{25A0}-\u{25FF}\u{3000}-\u{301F}\u{4E00}-\u{5000}]{0,40}"
    ) {
        check(&text);
    }
}
