//! One dossier with the templates that show it.

use std::collections::BTreeMap;

use dossier::balance::PointCard;
use dossier::{Block, Dossier, Page, Piece, Sentence};
use figure::Figure;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use crate::frames::{Chosen, FramesView, Pictures};
use crate::linked;
use crate::plans::{Chosen as ChosenPlan, Desk, PlanView, Plans};
use crate::view::{FigureView, TableHtml};

/// Id of the front page.
pub(crate) const FRONT: &str = "dossier";
/// Id of the page on which a plan is chosen.
pub(crate) const BALANCE: &str = dossier::balance::PAGE;

/// A template does not fit the dossier: a fault of the program, not of the case.
#[derive(Debug, thiserror::Error)]
#[error("a page could not be made")]
pub struct TemplateError(#[from] minijinja::Error);

const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../templates/base.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("dossier.html", include_str!("../templates/dossier.html")),
    ("page.html", include_str!("../templates/page.html")),
    ("balance.html", include_str!("../templates/balance.html")),
    ("card.html", include_str!("../templates/card.html")),
    ("point.html", include_str!("../templates/point.html")),
    ("developments.html", include_str!("../templates/developments.html")),
    ("panel.html", include_str!("../templates/panel.html")),
    ("data.html", include_str!("../templates/data.html")),
    ("figure.html", include_str!("../templates/figure.html")),
    ("part.html", include_str!("../templates/part.html")),
    ("trace.html", include_str!("../templates/trace.html")),
    ("missing.html", include_str!("../templates/missing.html")),
];

/// A dossier ready to be shown.
#[derive(Debug)]
pub struct Site {
    dossier: Dossier,
    /// The dossier as JSON, made once.
    json: String,
    pictures: Pictures,
    plans: Plans,
    templates: Environment<'static>,
}

/// Where a figure is shown.
#[derive(Debug, Clone, Copy)]
enum Stand<'a> {
    /// Among the key pictures of the front page, without a choice of frames.
    Front,
    /// On a page of the dossier.
    Page(&'a str),
    /// On its own page.
    Alone,
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
        let pictures = Pictures::of(&dossier.figures);
        Ok(Self { dossier, json, pictures, plans: Plans::default(), templates })
    }

    /// A site that can also answer for plans that were not computed beforehand.
    #[must_use]
    pub fn with_desk(mut self, desk: Desk) -> Self {
        self.plans = Plans::of(desk);
        self
    }

    pub(crate) fn plans(&self) -> &Plans {
        &self.plans
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    pub(crate) fn json(&self) -> &str {
        &self.json
    }

    /// The page of an id, its figures in the frame asked for; `None` when there is no such page.
    pub(crate) fn page(&self, id: &str, asked: Option<&str>) -> Option<Result<String, TemplateError>> {
        let page = self.dossier.page(id)?;
        let stand = if id == FRONT { Stand::Front } else { Stand::Page(id) };
        let template = match id {
            FRONT => "dossier.html",
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
                sections => self.sections(page, stand, asked),
                slides => self.slides(page, stand),
                headlines => self.headlines(),
                events => value(&self.dossier.events),
                panel => value(&self.dossier.panel),
                linked => self.dossier.panel.as_ref().map(|panel| Value::from_safe_string(linked::data(panel))),
                sources => value(&self.dossier.sources),
            },
        ))
    }

    /// The page of the balance, with the plan asked for; `None` when nothing was computed.
    pub(crate) fn balance(&self, said: &BTreeMap<String, String>) -> Option<Result<String, TemplateError>> {
        let page = self.dossier.page(BALANCE)?;
        let chosen = ChosenPlan::of(self.dossier.choice.as_ref()?, said, self.plans.is_open())?;
        Some(self.render(
            "balance.html",
            BALANCE,
            context! {
                page => value(page),
                sections => self.sections(page, Stand::Page(BALANCE), None),
                exact => self.plans.is_open(),
                choice => value(&chosen),
            },
        ))
    }

    /// A plan as it stands on the page of the balance.
    pub(crate) fn plan(&self, card: &PointCard) -> Result<String, TemplateError> {
        let view = PlanView::of(card);
        Ok(self.templates.get_template("point.html")?.render(context! { view => value(&view) })?)
    }

    /// The page of one figure, in the frame asked for.
    pub(crate) fn figure_page(&self, figure: &Figure, asked: Option<&str>) -> Result<String, TemplateError> {
        let view = self.view(figure, Stand::Alone, asked);
        self.render("figure.html", "", context! { figure => value(&view), slides => view.frames.is_some() })
    }

    /// What changes in a figure from frame to frame: title, pictures and notes, as they stand in its pages.
    pub(crate) fn figure_part(&self, figure: &Figure, asked: Option<&str>) -> Result<String, TemplateError> {
        let view = self.view(figure, Stand::Alone, asked);
        Ok(self.templates.get_template("part.html")?.render(context! { figure => value(&view) })?)
    }

    /// A figure as it is shown somewhere.
    fn view(&self, figure: &Figure, stand: Stand<'_>, asked: Option<&str>) -> FigureView {
        let alone = matches!(stand, Stand::Alone);
        let Some(chosen) = Chosen::of(figure, asked.filter(|_| !matches!(stand, Stand::Front))) else {
            return FigureView::of(figure, self.pictures.plain(figure), alone);
        };
        let shown = figure.at_frame(chosen.frame);
        let mut view = FigureView::of(&shown, self.pictures.framed(figure, &chosen), alone);
        let frames = |page: &str| FramesView::of(figure, &chosen, page);
        match stand {
            Stand::Front => view.elsewhere = Some(self.home(figure)),
            Stand::Page(page) => view.frames = frames(&format!("/{page}")),
            Stand::Alone => view.frames = frames(&format!("/fig/{}", figure.id)),
        }
        view.query = chosen.query(figure);
        view
    }

    /// The address at which a frame of a figure can be chosen.
    fn home(&self, figure: &Figure) -> String {
        let shows = |page: &&Page| page.id != FRONT && figures(page).any(|id| id == figure.id);
        match self.dossier.pages.iter().find(shows) {
            Some(page) => format!("/{}#{}", page.id, figure.id),
            None => format!("/fig/{}", figure.id),
        }
    }

    /// Whether a frame can be chosen on a page.
    fn slides(&self, page: &Page, stand: Stand<'_>) -> bool {
        let framed = |id: &str| self.dossier.figure(id).is_some_and(|figure| Chosen::of(figure, None).is_some());
        matches!(stand, Stand::Page(_)) && figures(page).any(framed)
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
        // A page that belongs to another stands under that one.
        let active = self.dossier.page(active).and_then(|page| page.under.as_deref()).unwrap_or(active);
        let nav: Vec<BTreeMap<&str, &str>> = self
            .dossier
            .pages
            .iter()
            .filter(|page| page.under.is_none())
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

    fn sections(&self, page: &Page, stand: Stand<'_>, asked: Option<&str>) -> Vec<Value> {
        page.sections
            .iter()
            .map(|section| {
                let blocks: Vec<Value> =
                    section.blocks.iter().filter_map(|block| self.block(block, stand, asked)).collect();
                // An id stands once in a page; where a figure bears it, the address leads to the figure.
                let taken = figures(page).any(|id| id == section.id);
                let id = if taken { format!("section-{}", section.id) } else { section.id.clone() };
                context! { id, title => section.title.as_str(), blocks }
            })
            .collect()
    }

    fn block(&self, block: &Block, stand: Stand<'_>, asked: Option<&str>) -> Option<Value> {
        Some(match block {
            Block::Text(sentence) => context! { kind => "text", sentence => value(&self.pieces(sentence)) },
            Block::Figure(id) => {
                context! { kind => "figure", figure => value(&self.view(self.dossier.figure(id)?, stand, asked)) }
            }
            Block::FigureLink(id) => {
                let figure = self.dossier.figure(id)?;
                context! { kind => "link", id => id.as_str(), title => figure.title.as_str(), subtitle => figure.subtitle() }
            }
            Block::PageLink { id, title } => {
                context! { kind => "page", id => id.as_str(), title => title.as_str() }
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

/// The figures that a page shows.
fn figures(page: &Page) -> impl Iterator<Item = &str> {
    page.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Figure(id) => Some(id.as_str()),
        Block::Text(_) | Block::FigureLink(_) | Block::Table(_) | Block::PageLink { .. } => None,
    })
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
