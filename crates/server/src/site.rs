//! One dossier with the templates that show it.

use std::collections::BTreeMap;

use dossier::{Block, Dossier, Page, Piece, Sentence};
use figure::svg::{self, Width};
use figure::{Cell, Figure, Table};
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

/// A template does not fit the dossier: a fault of the program, not of the case.
#[derive(Debug, thiserror::Error)]
#[error("a page could not be made")]
pub struct TemplateError(#[from] minijinja::Error);

const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../templates/base.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("dossier.html", include_str!("../templates/dossier.html")),
    ("page.html", include_str!("../templates/page.html")),
    ("developments.html", include_str!("../templates/developments.html")),
    ("panel.html", include_str!("../templates/panel.html")),
    ("data.html", include_str!("../templates/data.html")),
    ("figure.html", include_str!("../templates/figure.html")),
    ("trace.html", include_str!("../templates/trace.html")),
    ("missing.html", include_str!("../templates/missing.html")),
];

/// A dossier ready to be shown.
#[derive(Debug)]
pub struct Site {
    dossier: Dossier,
    /// The dossier as JSON, made once.
    json: String,
    templates: Environment<'static>,
}

impl Site {
    /// A site over a dossier.
    ///
    /// # Errors
    /// When a template is broken.
    pub fn new(dossier: Dossier) -> Result<Self, TemplateError> {
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        templates.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
        for (name, source) in TEMPLATES {
            templates.add_template(name, source)?;
        }
        let json = serde_json::to_string(&dossier).unwrap_or_else(|_| "null".to_owned());
        Ok(Self { dossier, json, templates })
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    pub(crate) fn json(&self) -> &str {
        &self.json
    }

    /// The page of an id; `None` when there is no such page.
    pub(crate) fn page(&self, id: &str) -> Option<Result<String, TemplateError>> {
        let page = self.dossier.page(id)?;
        let template = match id {
            "dossier" => "dossier.html",
            "developments" => "developments.html",
            "panel" => "panel.html",
            "data" => "data.html",
            _ => "page.html",
        };
        Some(self.render(
            template,
            id,
            context! {
                page => value(page),
                sections => self.sections(page),
                headlines => self.headlines(),
                events => value(&self.dossier.events),
                panel => value(&self.dossier.panel),
                sources => value(&self.dossier.sources),
            },
        ))
    }

    /// The page of one figure.
    pub(crate) fn figure_page(&self, figure: &Figure) -> Result<String, TemplateError> {
        self.render("figure.html", "", context! { figure => value(&FigureView::of(figure, true)) })
    }

    /// The page of one number.
    pub(crate) fn trace_page(&self, trace: &dossier::trace::Trace<'_>) -> Result<String, TemplateError> {
        self.render(
            "trace.html",
            "",
            context! {
                number => value(trace.number),
                text => trace.number.text(),
                rows => value(&trace.rows),
                sources => value(&trace.sources),
            },
        )
    }

    /// The page that says what is not there.
    pub(crate) fn missing_page(&self, what: &str, near: &[String]) -> Result<String, TemplateError> {
        self.render("missing.html", "", context! { what, near => value(&near) })
    }

    fn render(&self, template: &str, active: &str, own: Value) -> Result<String, TemplateError> {
        let nav: Vec<BTreeMap<&str, &str>> = self
            .dossier
            .pages
            .iter()
            .map(|page| BTreeMap::from([("id", page.id.as_str()), ("title", page.title.as_str())]))
            .collect();
        let whole = context! { meta => value(&self.dossier.meta), nav => value(&nav), active, ..own };
        Ok(self.templates.get_template(template)?.render(whole)?)
    }

    fn headlines(&self) -> Vec<Value> {
        self.dossier
            .headlines
            .iter()
            .map(|headline| {
                context! {
                    id => headline.id.as_str(),
                    page => headline.page.as_str(),
                    sentence => value(&self.pieces(&headline.sentence)),
                    caveat => value(&headline.caveat.as_ref().map(|caveat| self.pieces(caveat))),
                }
            })
            .collect()
    }

    /// A sentence as pieces that a template can link.
    fn pieces(&self, sentence: &Sentence) -> Vec<PieceView> {
        sentence
            .0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => PieceView { text: text.clone(), id: None, label: None },
                Piece::Number { id } => {
                    let number = self.dossier.numbers.get(id);
                    PieceView {
                        text: number.map_or_else(String::new, dossier::Number::text),
                        id: Some(id.clone()),
                        label: number.map(|number| number.label.clone()),
                    }
                }
            })
            .collect()
    }

    fn sections(&self, page: &Page) -> Vec<Value> {
        page.sections
            .iter()
            .map(|section| {
                let blocks: Vec<Value> = section.blocks.iter().filter_map(|block| self.block(block)).collect();
                context! { id => section.id.as_str(), title => section.title.as_str(), blocks }
            })
            .collect()
    }

    fn block(&self, block: &Block) -> Option<Value> {
        Some(match block {
            Block::Text(sentence) => context! { kind => "text", sentence => value(&self.pieces(sentence)) },
            Block::Figure(id) => {
                context! { kind => "figure", figure => value(&FigureView::of(self.dossier.figure(id)?, false)) }
            }
            Block::FigureLink(id) => {
                let figure = self.dossier.figure(id)?;
                context! { kind => "link", id => id.as_str(), title => figure.title.as_str(), subtitle => figure.subtitle() }
            }
            Block::Table(view) => context! {
                kind => "table",
                id => view.id.as_str(),
                title => view.title.as_str(),
                notes => value(&view.notes),
                table => value(&TableHtml::of(&view.table)),
            },
        })
    }
}

/// Any plain data as a value of the template language.
fn value(data: &impl Serialize) -> Value {
    Value::from(Serde(data))
}

/// A piece of a sentence for a template.
#[derive(Debug, Serialize)]
struct PieceView {
    text: String,
    id: Option<String>,
    label: Option<String>,
}

/// A figure for a template: its words, its pictures for wide and narrow screens, its table.
#[derive(Debug, Serialize)]
struct FigureView {
    id: String,
    title: String,
    subtitle: String,
    wide: Value,
    narrow: Value,
    notes: Vec<String>,
    sources: Vec<figure::SourceNote>,
    table: TableHtml,
    open: bool,
}

impl FigureView {
    fn of(figure: &Figure, open: bool) -> Self {
        Self {
            id: figure.id.clone(),
            title: figure.title.clone(),
            subtitle: figure.subtitle(),
            wide: Value::from_safe_string(svg::render(figure, Width::Wide)),
            narrow: Value::from_safe_string(svg::render(figure, Width::Narrow)),
            notes: figure.note_lines(),
            sources: figure.sources.clone(),
            table: TableHtml::of(&figure.table),
            open,
        }
    }
}

/// A table for a template.
#[derive(Debug, Serialize)]
struct TableHtml {
    columns: Vec<Heading>,
    rows: Vec<Vec<CellView>>,
    legend: Option<String>,
}

#[derive(Debug, Serialize)]
struct Heading {
    text: String,
    numeric: bool,
}

#[derive(Debug, Serialize)]
struct CellView {
    text: String,
    numeric: bool,
    id: Option<String>,
}

impl TableHtml {
    fn of(table: &Table) -> Self {
        let numeric = |index: usize| table.columns.get(index).is_some_and(|column| column.numeric);
        Self {
            columns: table
                .columns
                .iter()
                .map(|column| Heading { text: column.heading(), numeric: column.numeric })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().enumerate().map(|(index, cell)| CellView::of(cell, numeric(index))).collect())
                .collect(),
            legend: table.legend(),
        }
    }
}

impl CellView {
    fn of(cell: &Cell, numeric: bool) -> Self {
        Self {
            text: cell.state.mark().map_or_else(|| cell.text.clone(), str::to_owned),
            numeric,
            id: cell.number_id.clone(),
        }
    }
}
