//! The brief has two pages whatever the dossier holds: `pdf` fails on any other number, so each call is the test.

mod sample;

use brief::{Kind, pdf};
use document::{Dossier, Piece, Sentence};
use figure::Figure;

fn made(dossier: &Dossier) -> Vec<String> {
    pdf(dossier, Kind::Minister).expect("two pages").remarks
}

fn long(words: usize) -> String {
    (0..words).map(|at| format!("word{at}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn with_titles_and_questions_of_any_length() {
    for words in [1, 30, 200, 3000] {
        let mut dossier = sample::dossier();
        dossier.meta.title = long(words);
        dossier.meta.question = Some(long(words));
        dossier.meta.economy_name = long(words);
        made(&dossier);
    }
    let mut dossier = sample::dossier();
    dossier.meta.title = "x".repeat(5000);
    made(&dossier);
}

#[test]
fn with_findings_of_any_number_and_length() {
    for (count, words, whole) in
        [(0, 0, true), (9, 20, true), (1, 4000, false), (3, 300, false), (40, 30, false), (200, 5, false)]
    {
        let mut dossier = sample::dossier();
        let one = dossier.headlines.remove(0);
        dossier.headlines.clear();
        for at in 0..count {
            let mut headline = one.clone();
            headline.id = format!("finding-{at}");
            headline.sentence.0.push(Piece::Text(long(words)));
            headline.caveat = Some(Sentence(vec![Piece::Text(long(words))]));
            dossier.headlines.push(headline);
        }
        dossier.next.as_mut().unwrap().text = Sentence(vec![Piece::Text(long(words))]);
        let remarks = made(&dossier);
        assert_eq!(remarks.is_empty(), whole, "{count} of {words}: {remarks:?}");
    }
}

#[test]
fn with_sources_of_any_length() {
    let mut dossier = sample::dossier();
    for source in &mut dossier.sources {
        source.title = long(400);
        source.url = Some(format!("https://example.org/{}", "a/".repeat(190)));
    }
    made(&dossier);
}

#[test]
fn with_figures_of_any_number_and_height() {
    for (figures, bars) in [(0, 0), (1, 1), (2, 200), (6, 40), (30, 3)] {
        let mut dossier = sample::dossier();
        let all: Vec<Figure> = (0..figures)
            .map(|at| {
                let mut figure = sample::figure(&format!("figure-{at}"), bars);
                figure.title = long(bars.into());
                figure.sources[0].text = long(bars.into());
                figure
            })
            .collect();
        let headline = dossier.headlines.remove(0);
        for figure in &all {
            let mut one = headline.clone();
            one.figure = Some(figure.id.clone());
            dossier.headlines.push(one);
        }
        dossier.figures = all;
        made(&dossier);
    }
}

#[test]
fn with_an_opening_of_its_own() {
    let mut dossier = sample::dossier();
    dossier.opening = dossier.headlines.iter().map(|headline| headline.sentence.clone()).take(3).collect();
    assert_eq!(made(&dossier), Vec::<String>::new());
}
