//! Text as the templates read it: runs of one language each, without a character that no font holds.

use std::collections::BTreeSet;

use ::words::text;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

/// What stands for a character that no font of the print holds.
pub(crate) const SUBSTITUTE: char = '\u{25A1}';

/// A word longer than this may be broken ...
const LONG_WORD: usize = 28;
/// ... after every so many characters.
const STRIDE: usize = 14;
/// Where a long word may be broken: a space without width.
const BREAK: char = '\u{200B}';

/// A piece of text that is set in one way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    /// The text.
    pub(crate) text: String,
    /// Its language, where it is not the paper's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lang: Option<&'static str>,
    /// A number: set apart from the words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) number: bool,
}

impl Run {
    /// A text in the paper's language that is never broken.
    pub(crate) fn plain(text: String) -> Self {
        Self { text, lang: None, number: false }
    }
}

/// A text as runs.
pub(crate) type Words = Vec<Run>;

/// Prepares the texts of one paper, and remembers what could not be printed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scribe {
    /// The language of Cyrillic words: `None` where it is the paper's own.
    cyrillic: Option<&'static str>,
    /// Whether a text was cut.
    cut: bool,
    substituted: BTreeSet<char>,
    left_out: BTreeSet<char>,
}

/// Languages whose own letters are Cyrillic; a paper in one of them needs no mark on such words.
const CYRILLIC_LANGUAGES: [&str; 14] =
    ["ab", "ba", "be", "bg", "ce", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"];

impl Scribe {
    /// For a paper in a language, ISO 639.
    pub(crate) fn new(language: &str) -> Self {
        let own = CYRILLIC_LANGUAGES.contains(&language);
        Self { cyrillic: (!own).then_some("mn"), ..Self::default() }
    }

    /// A text as runs.
    pub(crate) fn words(&mut self, text: &str) -> Words {
        let mut out = Words::new();
        let clean = tied(&self.plain(text));
        for (script, text) in by_script(&clean) {
            let lang = match script {
                Script::Han => Some("zh"),
                Script::Cyrillic => self.cyrillic,
                Script::Common | Script::Other => None,
            };
            out.push(Run { text: breakable(&text), lang, number: false });
        }
        out
    }

    /// A text with words where `{}` stands in it; they come last where it has no such place.
    pub(crate) fn around(&mut self, text: &str, inside: Words) -> Words {
        let (before, after) = text.split_once("{}").unwrap_or((text, ""));
        let mut out = self.words(before);
        out.extend(inside);
        out.append(&mut self.words(after));
        out
    }

    /// A number with its unit, as printed.
    pub(crate) fn number(&mut self, text: &str) -> Words {
        let mut words = self.words(text);
        for run in &mut words {
            run.number = true;
        }
        words
    }

    /// What stands over a part of the paper: never empty.
    pub(crate) fn title(&mut self, text: &str, id: &str) -> Words {
        let blank = |text: &str| text.trim().is_empty();
        let shown = [text, id].map(|text| self.plain(text)).into_iter().find(|text| !blank(text));
        self.words(shown.as_deref().unwrap_or("\u{2026}").trim())
    }

    /// At most so many characters of a text, and a remark if it was longer.
    pub(crate) fn clip(&mut self, words: Words, most: usize) -> Words {
        self.cut |= length(&words) > most;
        clip(words, most)
    }

    /// A text in one piece: white space is one space wide, what no font holds is replaced.
    pub(crate) fn plain(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for character in text.nfc() {
            match fate(character, out.chars().next_back()) {
                Fate::Keep => out.push(character),
                Fate::Space => out.push(' '),
                Fate::Omit => {
                    self.left_out.insert(character);
                }
                Fate::Substitute => {
                    self.substituted.insert(character);
                    out.push(SUBSTITUTE);
                }
            }
        }
        out
    }

    /// As [`Scribe::plain`], for pictures: their letters are set without marks that have no letter of their own.
    pub(crate) fn drawn(&mut self, text: &str) -> String {
        let mut out = self.plain(text);
        self.left_out.extend(out.chars().filter(|character| is_mark(*character)));
        out.retain(|character| !is_mark(character));
        out
    }

    /// What a reader would miss.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let code = |character: &char| format!("U+{:04X}", u32::from(*character));
        let missing = self.substituted.iter().map(|character| {
            let shown = if character.is_control() { String::new() } else { format!("`{character}` ") };
            let character = format!("{shown}({})", code(character));
            text!("{character} is in no font of the print and stands as {sign}", sign = SUBSTITUTE)
        });
        let left = self.left_out.iter().map(|character| match code(character) {
            mark if is_mark(*character) => text!("the mark {mark} is left out in a picture"),
            character => text!("the invisible character {character} is left out"),
        });
        let cut = self.cut.then(|| text!("long texts were cut to fit"));
        missing.chain(left).chain(cut).collect()
    }
}

/// What becomes of a character.
enum Fate {
    Keep,
    Space,
    Omit,
    Substitute,
}

fn fate(character: char, before: Option<char>) -> Fate {
    match character {
        '\u{09}'..='\u{0D}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Space,
        // Marks of direction and of joining say nothing in the scripts that are set here.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => {
            Fate::Omit
        }
        '\u{34F}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E01EF}' => Fate::Omit,
        _ if is_mark(character) => match before {
            Some(base) if is_lettered(base) && typeface::family(character) == Some(typeface::SANS) => Fate::Keep,
            _ => Fate::Substitute,
        },
        _ if character.is_control() || !typeface::covers(character) => Fate::Substitute,
        _ => Fate::Keep,
    }
}

/// Marks that sit on the character before them: they need it in the same font.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}'
        | '\u{FE20}'..='\u{FE2F}')
}

fn is_lettered(base: char) -> bool {
    (base.is_alphabetic() || is_mark(base)) && typeface::family(base) == Some(typeface::SANS)
}

/// The script of a character, as far as a language follows from it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Han,
    Cyrillic,
    /// Digits, spaces, punctuation: they go with what stands before them.
    Common,
    Other,
}

fn script(character: char) -> Script {
    match character {
        '\u{2E80}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' => {
            Script::Han
        }
        '\u{400}'..='\u{52F}' => Script::Cyrillic,
        _ if character.is_alphabetic() => Script::Other,
        _ => Script::Common,
    }
}

/// Cuts a text where the script changes; spaces between two scripts belong to neither.
fn by_script(text: &str) -> Vec<(Script, String)> {
    let mut out: Vec<(Script, String)> = Vec::new();
    for character in text.chars() {
        let script = script(character);
        match out.last_mut() {
            Some((last, run)) if script == *last || (script == Script::Common && !character.is_whitespace()) => {
                run.push(character);
            }
            Some((last @ (Script::Common | Script::Other), run))
                if matches!(script, Script::Common | Script::Other) =>
            {
                *last = Script::Other;
                run.push(character);
            }
            _ => out.push((script, character.to_string())),
        }
    }
    out
}

/// A space between a number and its percent sign is no place for a line to end.
fn tied(text: &str) -> String {
    let mut parts = text.split(" %");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let number = out.ends_with(|c: char| c.is_ascii_digit());
        out.push_str(if number { "\u{A0}%" } else { " %" });
        out.push_str(part);
    }
    out
}

/// Lets a word that is longer than a narrow column be broken.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        let long = word.chars().count() > LONG_WORD;
        let mut since = 0_usize;
        for character in word.chars() {
            // Not between a letter and the mark on it.
            if long && since >= STRIDE && !is_mark(character) {
                out.push(BREAK);
                since = 0;
            }
            out.push(character);
            since = if character == '-' { 0 } else { since + 1 };
        }
    }
    out
}

/// Characters of a text.
fn length(words: &[Run]) -> usize {
    words.iter().map(|run| run.text.chars().count()).sum()
}

/// A text in which numbers do not stand out.
pub(crate) fn quiet(mut words: Words) -> Words {
    for run in &mut words {
        run.number = false;
    }
    words
}

/// At most so many characters of a text: cut behind a sentence where one ends in the second half of the room, else between
/// words, with an ellipsis. A number is never cut in two.
pub(crate) fn clip(words: Words, most: usize) -> Words {
    if length(&words) <= most {
        return words;
    }
    let mut left = most;
    let mut out = Words::new();
    for mut run in words {
        let long = run.text.chars().count();
        if long <= left {
            left -= long;
            out.push(run);
            continue;
        }
        if !run.number {
            let next = run.text.chars().nth(left).is_none_or(char::is_whitespace);
            run.text = run.text.chars().take(left).collect();
            // In the middle of a word, back to the end of the one before.
            let whole = if next { None } else { run.text.rfind(' ') };
            run.text.truncate(whole.unwrap_or(run.text.len()));
            run.text.truncate(run.text.trim_end().len());
            out.push(run);
        }
        break;
    }
    if let Some(mut whole) = sentences(&out).filter(|whole| 2 * length(whole) >= most) {
        // Whoever reads it sees that more was said.
        whole.push(Run::plain(" \u{2026}".to_owned()));
        return whole;
    }
    out.push(Run::plain("\u{2026}".to_owned()));
    out
}

/// The whole sentences at the head of a text.
fn sentences(words: &[Run]) -> Option<Words> {
    let ends = |run: &Run| run.text.rfind(". ").filter(|_| !run.number);
    let (last, at) = words.iter().enumerate().rev().find_map(|(place, run)| Some((place, ends(run)?)))?;
    let mut out: Words = words.iter().take(last).cloned().collect();
    let mut run = words.get(last)?.clone();
    run.text.truncate(at + 1);
    out.push(run);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn langs(text: &str, language: &str) -> Vec<(String, Option<&'static str>)> {
        Scribe::new(language).words(text).into_iter().map(|run| (run.text, run.lang)).collect()
    }

    #[test]
    fn words_of_other_scripts_are_marked() {
        assert_eq!(langs("plain, 12 %", "en"), [("plain, 12\u{a0}%".into(), None)]);
        let mixed = langs("the gate \u{7518}\u{5176} (12) and \u{4E8}\u{432}\u{4E9}\u{440} next", "en");
        let marked: Vec<_> = mixed.iter().filter(|(_, lang)| lang.is_some()).cloned().collect();
        assert_eq!(
            marked,
            [("\u{7518}\u{5176}".into(), Some("zh")), ("\u{4E8}\u{432}\u{4E9}\u{440}".into(), Some("mn"))]
        );
        assert_eq!(
            mixed.iter().map(|(text, _)| text.as_str()).collect::<String>(),
            "the gate \u{7518}\u{5176} (12) and \u{4E8}\u{432}\u{4E9}\u{440} next"
        );
        assert_eq!(langs("\u{4E8}\u{432}\u{4E9}\u{440}", "mn")[0].1, None);
    }

    #[test]
    fn what_cannot_be_printed_is_seen_and_said() {
        let mut scribe = Scribe::new("en");
        assert_eq!(scribe.plain("a\u{1F42A}b\u{0}c\u{202E}d\ne\tf"), "a\u{25A1}b\u{25A1}cd e f");
        let remarks = scribe.remarks();
        assert_eq!(remarks.len(), 3, "{remarks:?}");
        assert!(remarks.iter().any(|remark| remark.contains("U+1F42A") && remark.contains('\u{1F42A}')));
        assert!(remarks.iter().any(|remark| remark.contains("U+202E") && remark.contains("left out")));
    }

    #[test]
    fn a_mark_needs_a_letter_under_it() {
        let mut scribe = Scribe::new("en");
        assert_eq!(scribe.plain("e\u{301}"), "\u{E9}");
        assert_eq!(scribe.plain("q\u{301}"), "q\u{301}");
        assert_eq!(scribe.drawn("q\u{301}"), "q");
        assert_eq!(scribe.plain("\u{301}"), "\u{25A1}");
        assert_eq!(scribe.plain("\u{4E2D}\u{301}"), "\u{4E2D}\u{25A1}");
        assert_eq!(scribe.plain("\u{2192}\u{301}"), "\u{2192}\u{25A1}");
    }

    #[test]
    fn a_number_keeps_its_percent_sign() {
        assert_eq!(tied("between 1 and 2 (80 %), in % of all"), "between 1 and 2 (80\u{A0}%), in % of all");
    }

    #[test]
    fn a_text_is_cut_behind_a_sentence_or_a_word() {
        let cut = |text: &str, most| -> String {
            clip(vec![Run::plain(text.to_owned())], most).into_iter().map(|run| run.text).collect()
        };
        assert_eq!(cut("A first sentence. A second one that goes on", 30), "A first sentence. \u{2026}");
        assert_eq!(cut("One. A much longer second sentence here", 30), "One. A much longer second\u{2026}");
        assert_eq!(cut("a title without an end of its own", 17), "a title without\u{2026}");
        assert_eq!(cut(&"x".repeat(40), 10), format!("{}\u{2026}", "x".repeat(10)));
        let number = Run { number: true, ..Run::plain("1,234 kt".to_owned()) };
        let text = vec![Run::plain("It carried ".to_owned()), number];
        assert_eq!(clip(text, 13).into_iter().map(|run| run.text).collect::<String>(), "It carried \u{2026}");
    }

    #[test]
    fn long_words_may_be_broken_and_short_ones_may_not() {
        assert_eq!(breakable("a short text with nothing-long in it"), "a short text with nothing-long in it");
        let long = "x".repeat(64);
        let broken = breakable(&long);
        assert_eq!(broken.replace(BREAK, ""), long);
        assert!(broken.split(BREAK).all(|part| part.len() <= STRIDE));
    }
}
