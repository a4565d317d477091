//! Both papers of a small dossier, read back by tools of others where they are installed.

mod sample;
mod tool;

use brief::{Kind, pdf};

/// Letters and digits without white space and without the places where long words may be broken.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').collect()
}

#[test]
fn the_same_dossier_gives_the_same_bytes() {
    for kind in [Kind::Minister, Kind::Full] {
        let dossier = sample::dossier();
        let first = pdf(&dossier, kind).unwrap();
        let mut other = sample::dossier();
        other.meta.title = "Another one".into();
        assert_ne!(first.bytes, pdf(&other, kind).unwrap().bytes);
        assert_eq!(first, pdf(&dossier, kind).unwrap());
        assert_eq!(first.remarks, Vec::<String>::new());
        assert!(first.bytes.starts_with(b"%PDF-"));
    }
}

#[test]
fn files_are_tagged_and_say_what_they_are() {
    for (kind, pages) in [(Kind::Minister, Some(2)), (Kind::Full, None)] {
        let made = pdf(&sample::dossier(), kind).unwrap();
        let Some(info) = tool::run("pdfinfo", &["FILE"], &made.bytes) else { return };
        let line = |name: &str| {
            let found = info.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            found.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        assert_eq!(line("Title"), "Gates of Northland");
        assert_eq!(line("Author"), "landlocked");
        assert_eq!(line("Tagged"), "yes");
        assert!(line("CreationDate").contains("Mar 20") && line("CreationDate").contains("2023"), "{info}");
        if let Some(pages) = pages {
            assert_eq!(line("Pages"), pages.to_string());
        }
        assert!(line("Page size").contains("A4"), "{info}");
        let text = String::from_utf8_lossy(&made.bytes);
        assert!(text.contains("pdfuaid:part"), "the file says that it keeps to PDF/UA");
        assert!(text.contains("/Lang(en)") || text.contains("/Lang (en)") || info.contains("Tagged"));
    }
}

#[test]
fn every_number_of_the_findings_is_printed() {
    for kind in [Kind::Minister, Kind::Full] {
        let dossier = sample::dossier();
        let made = pdf(&dossier, kind).unwrap();
        let Some(text) = tool::run("pdftotext", &["-layout", "FILE", "-"], &made.bytes) else { return };
        let text = bare(&text);
        for number in dossier.numbers.values() {
            assert!(text.contains(&bare(&number.text())), "{} in {kind:?}", number.text());
        }
        for word in [sample::GATE, "Yearbook of trade from Office of Numbers", "https://example.org/yearbook"] {
            assert!(text.contains(&bare(word)), "{word} in {kind:?}");
        }
        assert!(text.contains(dossier.meta.case_hash.get(..12).unwrap()));
    }
}

#[test]
fn files_are_sound_and_bring_their_fonts() {
    for kind in [Kind::Minister, Kind::Full] {
        let made = pdf(&sample::dossier(), kind).unwrap();
        assert!(made.bytes.len() < 1_000_000);
        if let Some(said) = tool::run("qpdf", &["--check", "FILE"], &made.bytes) {
            assert!(said.contains("No syntax or stream encoding errors"), "{said}");
        }
        if let Some(fonts) = tool::run("pdffonts", &["FILE"], &made.bytes) {
            let lines: Vec<&str> = fonts.lines().skip(2).collect();
            assert!(lines.len() >= 3, "{fonts}");
            assert!(lines.iter().all(|line| line.contains("Noto") && line.contains(" yes yes ")), "{fonts}");
        }
    }
}

#[test]
fn the_full_paper_has_all_that_the_dossier_has() {
    let made = pdf(&sample::dossier(), Kind::Full).unwrap();
    let Some(text) = tool::run("pdftotext", &["-layout", "FILE", "-"], &made.bytes) else { return };
    let text = bare(&text);
    for words in [
        "Contents",
        "What moves?",
        "Who buys",
        "How it was done",
        "The same as told under this title",
        "The first 24 of 60 rows",
        "A remark.",
        "A. Bee",
        "Gates matter.",
        "Evidence: The gate opens",
        "8 January 2023",
        "Where goods pass.",
        "30 June 2023",
        "CC BY 4.0",
        sample::TOWN,
    ] {
        assert!(text.contains(&bare(words)), "{words}");
    }
    assert!(!text.contains(&bare("Row 24")));
}

#[test]
fn a_dossier_without_anything_has_both_papers() {
    for kind in [Kind::Minister, Kind::Full] {
        assert!(!pdf(&sample::empty(), kind).unwrap().bytes.is_empty());
    }
}

#[test]
fn what_no_font_holds_is_replaced_and_said() {
    let mut dossier = sample::dossier();
    dossier.meta.title = "Gates \u{1F42A} of Northland".into();
    for kind in [Kind::Minister, Kind::Full] {
        let made = pdf(&dossier, kind).unwrap();
        assert!(made.remarks.iter().any(|remark| remark.contains("U+1F42A")), "{:?}", made.remarks);
        if let Some(text) = tool::run("pdftotext", &["FILE", "-"], &made.bytes) {
            assert!(bare(&text).contains(&bare("Gates \u{25A1} of Northland")));
        }
    }
}
