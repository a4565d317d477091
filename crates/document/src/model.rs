//! The plain data of a dossier.

use std::collections::BTreeMap;
use std::sync::Arc;

use ::words::text;
use case::entry::RowRef;
use case::value::date::Date;
use figure::{Figure, Table};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::next::Next;
use crate::plan::Choice;
use crate::scenario::Scenario;
use crate::term::Term;

/// Everything that faces show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dossier {
    /// What it is about, and as of when.
    pub meta: Meta,
    /// The front page in at most three sentences with their likely ranges: what happened, how sure that is, what next.
    pub opening: Vec<Sentence>,
    /// The next date to watch, if one was known by the day of the view.
    pub next: Option<Next>,
    /// The findings in one sentence each, most important first.
    pub headlines: Vec<Headline>,
    /// The pages, in order.
    pub pages: Vec<Page>,
    /// The figures, in the order of the pages.
    pub figures: Vec<Figure>,
    /// Every number shown, by id.
    pub numbers: BTreeMap<String, Number>,
    /// Dated events, in order.
    pub events: Vec<EventView>,
    /// The panel, if the case has one and it was public.
    pub panel: Option<PanelView>,
    /// The plans that can be chosen on the page of the balance, when it was computed.
    pub choice: Option<Choice>,
    /// What a reader may vary, with the results computed beforehand.
    pub scenarios: Vec<Scenario>,
    /// The words of the field that the dossier uses, by name.
    pub terms: Vec<Term>,
    /// Figures that stand in more than one print, the newest first.
    pub changes: Vec<Change>,
    /// The sources cited.
    pub sources: Vec<SourceView>,
    /// The rows behind the numbers and events, by `file:line`.
    pub rows: BTreeMap<String, RowView>,
}

impl Dossier {
    /// A figure by id.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// A page by id.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.id == id)
    }

    /// A sentence as plain text.
    pub fn plain(&self, sentence: &Sentence) -> String {
        sentence
            .0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Term { text, .. } => text.clone(),
                Piece::Number { id } => self.numbers.get(id).map_or_else(String::new, Number::text),
            })
            .collect()
    }
}

/// What a dossier is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meta {
    /// What tells the case apart from others of its economy: the id of the source of its question. Empty until that was
    /// public.
    pub id: String,
    /// Title.
    pub title: String,
    /// The central question, once it was public.
    pub question: Option<String>,
    /// One paragraph on the case, once it was public.
    pub summary: Option<String>,
    /// The economy, ISO 3166-1 alpha-3.
    pub economy: String,
    /// Its name.
    pub economy_name: String,
    /// Names of the gateways.
    pub gateways: Vec<String>,
    /// The day of the view.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// Language in which the dossier speaks, BCP 47.
    pub language: String,
    /// Language of the texts of the case, which stay as they are written, BCP 47.
    pub text_language: String,
    /// SHA-256 of the case folder.
    pub case_hash: String,
    /// Version of the program.
    pub program: String,
    /// Rows visible as of the day.
    pub rows: usize,
    /// Sources they cite.
    pub sources: usize,
    /// Rows that are assumptions or not yet checked against a source.
    pub unsourced: usize,
    /// Rows known by the day whose source was published later: later prints, or later vintages, of earlier facts.
    pub later_prints: usize,
}

/// A finding in one sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Headline {
    /// Stable id.
    pub id: String,
    /// The finding.
    pub sentence: Sentence,
    /// What to keep in mind.
    pub caveat: Option<Sentence>,
    /// The figure that shows it.
    pub figure: Option<String>,
    /// The page that argues it.
    pub page: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Page {
    /// Stable id and address. With a slash in it (`events/ID`) it lies below another address.
    pub id: String,
    /// Title.
    pub title: String,
    /// The question it answers.
    pub question: String,
    /// The page that it belongs to and is reached from; `None` for those that the menu names.
    pub under: Option<String>,
    /// Its sections.
    pub sections: Vec<Section>,
}

impl Page {
    /// The figures that it shows.
    pub fn figures(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Figure(id) => Some(id.as_str()),
            Block::Text(_) | Block::FigureLink(_) | Block::Table(_) | Block::PageLink { .. } => None,
        })
    }

    /// What the address of one of its sections ends with. An id stands once in a page; where a figure bears it, the address
    /// leads to the figure.
    pub fn anchor(&self, section: &Section) -> String {
        let taken = self.figures().any(|id| id == section.id);
        if taken { format!("section-{}", section.id) } else { section.id.clone() }
    }
}

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Section {
    /// Stable id, part of the address.
    pub id: String,
    /// Title.
    pub title: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "kind", content = "content")]
pub enum Block {
    /// A paragraph.
    Text(Sentence),
    /// A figure, by id.
    Figure(String),
    /// A link to a figure that is shown on its own page only.
    FigureLink(String),
    /// A table without a picture.
    Table(TableView),
    /// A link to a page that belongs to this one.
    PageLink {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
    },
}

/// A table without a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TableView {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The table.
    pub table: Table,
    /// Remarks.
    pub notes: Vec<String>,
}

/// A sentence with numbers in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, Default)]
#[serde(transparent)]
pub struct Sentence(pub Vec<Piece>);

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Words.
    Text(String),
    /// A number of [`Dossier::numbers`], shown with its unit.
    Number {
        /// Its id.
        id: String,
    },
    /// A word of the field, explained in [`Dossier::terms`]; a face that does not link it shows the text.
    Term {
        /// Id of the term.
        id: String,
        /// As it stands in the sentence.
        text: String,
    },
}

/// A number shown somewhere in the dossier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Number {
    /// Stable id.
    pub id: String,
    /// What it is, in words.
    pub label: String,
    /// At full precision, in `unit`.
    pub value: f64,
    /// As printed, without the unit.
    pub shown: String,
    /// Unit, as printed.
    pub unit: String,
    /// How it came about.
    pub method: String,
    /// The rows it rests on; numbers that rest on the same rows may share them.
    pub rows: Arc<[RowRef]>,
}

impl Number {
    /// As printed, with its unit.
    pub fn text(&self) -> String {
        if self.unit.is_empty() { self.shown.clone() } else { format!("{} {}", self.shown, self.unit) }
    }
}

/// A row of the case, for tracing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RowView {
    /// File and line.
    pub at: RowRef,
    /// Its own cells, in the order of the file; empty ones left out.
    pub cells: Vec<(String, String)>,
    /// The source.
    pub source_id: String,
    /// high, medium or low
    pub confidence: String,
    /// sourced, derived, assumed or unverified
    pub basis: String,
    /// The day it could be known.
    #[schemars(with = "String")]
    pub known_on: Date,
    /// Its note.
    pub note: Option<String>,
}

/// A dated event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventView {
    /// Stable id.
    pub id: String,
    /// The id as it stands in an address.
    pub slug: String,
    /// Id of its own page.
    pub page: String,
    /// The story it belongs to.
    pub episode: Option<String>,
    /// Kind, in a word.
    pub kind: String,
    /// Title.
    pub title: String,
    /// When it began, as precisely as known.
    pub starts_on: String,
    /// When it ended.
    pub ends_on: Option<String>,
    /// Both as people read them.
    pub when: String,
    /// For a time axis: fractional years.
    pub from: f64,
    /// For a time axis.
    pub to: Option<f64>,
    /// What happened.
    pub summary: String,
    /// Names of the places, links and economies it touched.
    pub subjects: Vec<String>,
    /// The measured effect in words, with its unit.
    pub effect: Option<String>,
    /// high, medium or low
    pub confidence: String,
    /// The source.
    pub source_id: String,
    /// The row.
    pub row: RowRef,
    /// Its note.
    pub note: Option<String>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceView {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Publication date, as precisely as it says.
    pub published: Option<String>,
    /// How close it stands to the origin of its facts.
    pub origin: String,
    /// Licence.
    pub licence: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// How many visible rows cite it.
    pub rows: usize,
    /// Whether it was published after the day of the view.
    pub after_as_of: bool,
}

impl SourceView {
    /// `TITLE from PUBLISHER, PUBLISHED`.
    pub fn citation(&self) -> String {
        let title = &self.title;
        match (&self.publisher, &self.published) {
            (Some(publisher), Some(published)) => text!("{title} from {publisher}, {published}"),
            (Some(publisher), None) => text!("{title} from {publisher}"),
            (None, Some(published)) => format!("{title}, {published}"),
            (None, None) => title.clone(),
        }
    }
}

/// The panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PanelView {
    /// The day its page could first be known.
    #[schemars(with = "String")]
    pub known_on: Date,
    /// Title.
    pub title: String,
    /// Host.
    pub host: String,
    /// `Monday 20 March 2023`.
    pub held: String,
    /// ISO date.
    #[schemars(with = "String")]
    pub held_on: Date,
    /// Hour, when it is known.
    pub starts_at: Option<String>,
    /// Time zone.
    pub timezone: String,
    /// How people took part.
    pub mode: String,
    /// Address.
    pub url: String,
    /// Hashtag.
    pub hashtag: Option<String>,
    /// How often what a calendar holds of it was changed.
    pub sequence: u32,
    /// The question.
    pub question: String,
    /// What it was about.
    pub r#abstract: String,
    /// Its recording, once it could be heard.
    pub audio: Option<AudioView>,
    /// Chair first.
    pub people: Vec<PersonView>,
    /// Numbered claims.
    pub claims: Vec<ClaimView>,
    /// The source of the page.
    pub source_id: String,
}

/// A recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AudioView {
    /// Address of the file.
    pub url: String,
    /// Its size in bytes.
    pub bytes: u32,
    /// Media type.
    pub r#type: String,
    /// How long it takes.
    pub seconds: u32,
    /// The day it could first be known.
    #[schemars(with = "String")]
    pub known_on: Date,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PersonView {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: String,
    /// chair or speaker
    pub role: String,
    /// Position.
    pub title: String,
    /// Bio.
    pub bio: String,
    /// Handle.
    pub handle: Option<String>,
    /// Source.
    pub source_id: String,
}

/// A claim and what in the case bears on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimView {
    /// Number.
    pub number: u32,
    /// The claim.
    pub text: String,
    /// Evidence that was known by the day of the view.
    pub evidence: Vec<EvidenceView>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EvidenceView {
    /// `event:ID`, `series:ID` ...
    pub id: String,
    /// Title.
    pub title: String,
    /// Path of the page that shows it.
    pub href: String,
}
