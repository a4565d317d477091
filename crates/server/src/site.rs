//! One dossier with the templates that show it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use ::words::{Language, text, within};
use document::address::EVENTS;
use document::plan::PointCard;
use document::search::{Entry, entries};
use document::{Block, Dossier, Page, Piece, Sentence};
use figure::Figure;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, context};
use serde::Serialize;

use crate::assets::Assets;
use crate::effects::{EffectDesk, Effects};
use crate::files::File;
use crate::frames::{Chosen, FramesView, Pictures};
use crate::levers::Levers;
use crate::links::{Root, file_of};
use crate::plans::{Chosen as ChosenPlan, Desk, PlanView, Plans};
use crate::view::{FigureView, TableHtml};
use crate::wish::{self, Said};
use crate::{effects, escape, linked, search, speech};

/// Id of the front page.
pub(crate) const FRONT: &str = "dossier";
/// Id of the page on which a plan is chosen.
pub(crate) const BALANCE: &str = document::plan::PAGE;
/// Pages that stand at the foot instead of in the menu.
const FOOT: [&str; 3] = ["method", "glossary", "changes"];

/// A template does not fit the dossier: a fault of the program, not of the case.
#[derive(Debug, thiserror::Error)]
#[error("a page could not be made")]
pub struct TemplateError(#[from] minijinja::Error);

pub(crate) const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("../templates/base.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("dossier.html", include_str!("../templates/dossier.html")),
    ("page.html", include_str!("../templates/page.html")),
    ("balance.html", include_str!("../templates/balance.html")),
    ("card.html", include_str!("../templates/card.html")),
    ("point.html", include_str!("../templates/point.html")),
    ("events.html", include_str!("../templates/events.html")),
    ("panel.html", include_str!("../templates/panel.html")),
    ("data.html", include_str!("../templates/data.html")),
    ("figure.html", include_str!("../templates/figure.html")),
    ("embed.html", include_str!("../templates/embed.html")),
    ("part.html", include_str!("../templates/part.html")),
    ("search.html", include_str!("../templates/search.html")),
    ("trace.html", include_str!("../templates/trace.html")),
    ("traces.html", include_str!("../templates/traces.html")),
    ("rows.html", include_str!("../templates/rows.html")),
    ("missing.html", include_str!("../templates/missing.html")),
];

/// A dossier ready to be shown.
#[derive(Debug)]
pub struct Site {
    dossier: Arc<Dossier>,
    /// The language in which the site speaks.
    language: Language,
    /// The dossier as JSON, made once.
    json: OnceLock<String>,
    index: OnceLock<Vec<Entry>>,
    pictures: Pictures,
    plans: Plans,
    effects: Effects,
    files: Vec<File>,
    templates: Environment<'static>,
    assets: Assets,
    /// Where pages are served: nothing, or `/case`.
    base: String,
    /// The address at which the site stands, its base included, where it was told.
    address: Option<String>,
    /// Pages become files: nothing can be asked for.
    fixed: bool,
    /// The address of the list of cases, where several are served side by side.
    shelf: Option<String>,
    /// The day of the build of the program.
    built: Option<String>,
    /// The setting of all figures, where it is not the published one: the first month that is fitted.
    setting: Option<String>,
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

type Made = Result<String, TemplateError>;

impl Site {
    /// A site over a dossier.
    ///
    /// # Errors
    /// When a template is broken.
    pub fn new(dossier: impl Into<Arc<Dossier>>) -> Result<Self, TemplateError> {
        let dossier = dossier.into();
        let mut templates = Environment::new();
        templates.set_auto_escape_callback(|_| AutoEscape::Html);
        templates.set_formatter(escape::html);
        templates.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
        templates.add_function("t", speech::text);
        templates.add_filter("told", speech::told);
        templates.add_filter("slug", document::address::slug);
        let language = Language::of(&dossier.meta.language).unwrap_or(Language::ENGLISH);
        let assets = within(&language, Assets::new);
        templates.add_global("assets", value(&assets));
        templates.add_global("fixed", false);
        for (name, source) in TEMPLATES {
            templates.add_template(name, source)?;
        }
        let pictures = Pictures::of(&dossier.figures);
        Ok(Self {
            dossier,
            language,
            json: OnceLock::new(),
            index: OnceLock::new(),
            pictures,
            plans: Plans::default(),
            effects: Effects::default(),
            files: Vec::new(),
            templates,
            assets,
            base: String::new(),
            address: None,
            fixed: false,
            shelf: None,
            built: None,
            setting: None,
        })
    }

    /// A site that can also answer for plans that were not computed beforehand.
    #[must_use]
    pub fn with_desk(mut self, desk: Desk) -> Self {
        self.plans = Plans::of(desk);
        self
    }

    /// A site that can also answer for effects under another setting than the published one.
    #[must_use]
    pub fn with_effects(mut self, desk: EffectDesk) -> Self {
        self.effects = Effects::of(desk);
        self
    }

    /// A site with files to take away.
    #[must_use]
    pub fn with_files(mut self, files: Vec<File>) -> Self {
        self.files = files;
        self
    }

    /// A site whose pages are served below a path: `/case`, or nothing for the root.
    #[must_use]
    pub fn at(mut self, base: &str) -> Self {
        base.trim_end_matches('/').clone_into(&mut self.base);
        self
    }

    /// A site that knows the address at which readers reach it, its base included: `https://host.example/case`. Whatever
    /// names the site from outside uses it, and no header of a request.
    #[must_use]
    pub fn reached_at(mut self, address: &str) -> Self {
        self.address = Some(address.trim_end_matches('/').to_owned());
        self
    }

    /// A site that stands beside others, which are listed at an address.
    #[must_use]
    pub fn beside(mut self, shelf: &str) -> Self {
        self.shelf = Some(shelf.to_owned());
        self
    }

    /// A site that tells the day on which the program was built.
    #[must_use]
    pub fn built_on(mut self, day: &str) -> Self {
        self.built = Some(day.to_owned()).filter(|day| !day.is_empty());
        self
    }

    /// A site whose pages become files: what has to be asked for is left out.
    #[must_use]
    pub(crate) fn fixed(mut self) -> Self {
        self.fixed = true;
        self.templates.add_global("fixed", true);
        self
    }

    pub(crate) fn plans(&self) -> &Plans {
        &self.plans
    }

    pub(crate) fn effects(&self) -> &Effects {
        &self.effects
    }

    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.assets
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// The address at which the site stands, if it was told.
    pub(crate) fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Whether pages become files.
    pub(crate) fn is_fixed(&self) -> bool {
        self.fixed
    }

    /// What stands before the paths of the site for readers elsewhere: its address, else what leads to the host that a
    /// request names, which may be nothing.
    pub(crate) fn lead(&self, host: &str) -> String {
        match &self.address {
            Some(address) => address.clone(),
            // Whoever takes a folder along reads its feed in it.
            None if self.fixed => ".".to_owned(),
            None => format!("{host}{}", self.base),
        }
    }

    /// What leads to paths of the site from elsewhere.
    pub(crate) fn outside(&self, host: &str) -> impl Fn(&str) -> String {
        let lead = self.lead(host);
        move |path| format!("{lead}{}", self.published(path))
    }

    /// A path of the site as it is published: a page of a site of files is a folder, which only a disk does not open.
    fn published(&self, path: &str) -> String {
        if self.fixed {
            let file = file_of(path);
            let shown = file.strip_suffix("index.html").filter(|_| self.address.is_some());
            return format!("/{}", shown.unwrap_or(&file));
        }
        // The front page of a case below a path stands at that path, without a slash.
        if path == "/" && !self.base.is_empty() { String::new() } else { path.to_owned() }
    }

    /// The one address of what a page shows, if the site knows its own: a map has the same at all its moments.
    fn canonical(&self, path: &str) -> Option<String> {
        self.address.as_ref()?;
        let figure = path.strip_prefix("/fig/").and_then(|rest| rest.split_once('/'));
        Some(self.outside("")(&figure.map_or_else(|| path.to_owned(), |(figure, _)| format!("/fig/{figure}"))))
    }

    /// The language in which the site speaks: that of its dossier, or English where there is no catalogue of it.
    pub(crate) fn language(&self) -> &Language {
        &self.language
    }

    /// The dossier.
    pub fn dossier(&self) -> &Dossier {
        &self.dossier
    }

    pub(crate) fn json(&self) -> &str {
        self.json.get_or_init(|| serde_json::to_string(&*self.dossier).unwrap_or_else(|_| "null".to_owned()))
    }

    /// What can be found.
    pub(crate) fn index(&self) -> &[Entry] {
        self.index.get_or_init(|| entries(&self.dossier))
    }

    /// How an address stands in a page at a path.
    pub(crate) fn root(&self, path: &str) -> Root {
        if self.fixed { Root::Files(path.to_owned()) } else { Root::Served(self.base.clone()) }
    }

    /// The line that says how to cite a figure, burnt into its copies. One under another setting than the published one
    /// says so in its first note.
    pub(crate) fn credit(&self, figure: &Figure, unpublished: bool) -> String {
        let meta = &self.dossier.meta;
        let cite = text!(
            "{title}, {figure}, as of {day}, data {hash}, landlocked {version}",
            title = meta.title,
            figure = figure.id,
            day = meta.as_of,
            hash = meta.case_hash.chars().take(12).collect::<String>(),
            version = meta.program
        );
        match figure.notes.first().filter(|_| unpublished) {
            Some(note) => format!("{cite}; {note}"),
            None => cite,
        }
    }

    /// The page of an id, its figures in the frame asked for; `None` when there is no such page.
    pub(crate) fn page(&self, id: &str, said: &Said) -> Option<Made> {
        let page = self.dossier.page(id)?;
        let stand = if id == FRONT { Stand::Front } else { Stand::Page(id) };
        let template = match id {
            FRONT => "dossier.html",
            EVENTS => "events.html",
            "panel" => "panel.html",
            "data" => "data.html",
            _ => "page.html",
        };
        let can_ask = self.effects.is_open() && effects::of_page(id).is_some();
        let pre = can_ask.then(|| context! { value => "" });
        let first = figures(page).next().map(|id| format!("/fig/{id}.share.png"));
        Some(self.render(
            template,
            id,
            &path_of(id),
            said,
            context! { share => first, pre, ..self.context(page, stand, said) },
        ))
    }

    fn context(&self, page: &Page, stand: Stand<'_>, said: &Said) -> Value {
        let href = |path: &str| self.root(&path_of(&page.id)).href(path);
        let linked = match page.id.as_str() {
            "panel" => self.dossier.panel.as_ref().map(|panel| linked::data(panel, &href)),
            "data" => Some(linked::dataset(&self.dossier, &self.files, &href)),
            id => self.dossier.panel.as_ref().and_then(|panel| linked::person_page(panel, id, &href)),
        };
        let opening: Vec<_> = self.dossier.opening.iter().map(|sentence| self.pieces(sentence)).collect();
        let next = self.dossier.next.as_ref().map(|next| {
            context! { on => next.on.to_string(), when => next.when.as_str(), page => next.page.as_str(),
            text => value(&self.pieces(&next.text)) }
        });
        context! {
            page => value(page),
            sections => self.sections(page, stand, said),
            headlines => self.headlines(),
            opening => value(&opening),
            next => next,
            events => value(&self.dossier.events),
            panel => value(&self.dossier.panel),
            linked => linked.map(Value::from_safe_string),
            sources => value(&self.dossier.sources),
            crumb => self.crumb(page),
            levers => value(&self.levers(page, said)),
        }
    }

    /// The scenarios whose control stands on a page.
    fn levers(&self, page: &Page, said: &Said) -> Vec<Levers<'_>> {
        let own = self.dossier.scenarios.iter().filter(|scenario| scenario.page == page.id);
        own.map(|scenario| Levers::of(scenario, said, &self.dossier)).collect()
    }

    /// The page that another one belongs to.
    fn crumb(&self, page: &Page) -> Option<Value> {
        let above = self.dossier.page(page.under.as_deref()?)?;
        Some(context! { href => path_of(&above.id), title => above.title.as_str() })
    }

    /// The page of an effect under another setting, from the answer to it.
    pub(crate) fn unpublished(&self, id: &str, answer: Arc<Dossier>, month: &str, said: &Said) -> Option<Made> {
        let own = self.dossier.page(id)?;
        let mut other = Self::new(answer).ok()?.at(&self.base);
        other.setting = Some(month.to_owned());
        let asked = other.dossier.pages.first()?;
        let page = Page { sections: asked.sections.clone(), ..own.clone() };
        let sections = other.sections(&page, Stand::Front, said);
        Some(self.render(
            "page.html",
            id,
            &path_of(id),
            said,
            context! {
                page => value(&page), sections, unpublished => month,
                pre => context! { value => month }, crumb => self.crumb(own),
            },
        ))
    }

    /// The page of the balance, with the plan asked for; `None` when nothing was computed.
    pub(crate) fn balance(&self, said: &Said) -> Option<Made> {
        let page = self.dossier.page(BALANCE)?;
        let choice = self.dossier.choice.as_ref()?;
        let exact = self.plans.is_open() && !self.fixed;
        let chosen = ChosenPlan::of(choice, said, exact)?;
        let all: Vec<PlanView<'_>> =
            if self.fixed { choice.cards.iter().map(PlanView::of).collect() } else { Vec::new() };
        Some(self.render(
            "balance.html",
            BALANCE,
            &path_of(BALANCE),
            said,
            context! {
                page => value(page),
                sections => self.sections(page, Stand::Page(BALANCE), said),
                choice => value(&chosen),
                cards_all => value(&all),
                levers => value(&self.levers(page, said)),
            },
        ))
    }

    /// A plan as it stands on the page of the balance.
    pub(crate) fn plan(&self, card: &PointCard) -> Made {
        let view = PlanView::of(card);
        let html = self.templates.get_template("point.html")?.render(context! { view => value(&view) })?;
        Ok(self.root(&path_of(BALANCE)).rewrite(&html))
    }

    /// The page of one figure, as asked for; what is said of a setting is the figure's own. Its words for other pages name
    /// the address of the site, else the host that was asked.
    pub(crate) fn figure_page(&self, figure: &Figure, said: &Said, host: &str) -> Made {
        let view = self.view(figure, Stand::Alone, said);
        // Without a host a path is written, which gets its base as all paths of a page do.
        let lead = Some(self.lead(host)).filter(|lead| lead.starts_with("http")).unwrap_or_default();
        let crumb =
            self.homepage(figure).map(|page| context! { href => place_of(page, figure), title => page.title.as_str() });
        // In a site of files an embed is a file, and shows what was published.
        let embed = format!("/embed/{}", figure.id);
        let embed = match (self.fixed, &self.address) {
            (false, _) => Some(format!("{lead}{embed}{}", view.query)),
            (true, Some(_)) => Some(format!("{lead}{}", self.published(&embed))),
            (true, None) => None,
        };
        let share = format!("/fig/{}.png", figure.id);
        let path = match said.get(crate::frames::ON).filter(|_| self.fixed) {
            Some(key) => format!("/fig/{}/{key}", figure.id),
            None => format!("/fig/{}", figure.id),
        };
        self.render("figure.html", "", &path, said, context! { figure => value(&view), crumb, share, embed })
    }

    /// A figure to stand in the page of somebody else.
    pub(crate) fn embed(&self, figure: &Figure, said: &Said) -> Made {
        let view = self.view(figure, Stand::Alone, said);
        self.render("embed.html", "", &format!("/embed/{}", figure.id), said, context! { figure => value(&view) })
    }

    /// What changes in a figure from frame to frame and from window to window, as it stands in its pages.
    pub(crate) fn figure_part(&self, figure: &Figure, said: &Said) -> Made {
        let view = self.view(figure, Stand::Alone, said);
        let windowed = figure.span().is_some();
        self.render("part.html", "", "/fig/part", said, context! { figure => value(&view), windowed })
    }

    /// A figure as it is shown somewhere.
    fn view(&self, figure: &Figure, stand: Stand<'_>, said: &Said) -> FigureView {
        let alone = matches!(stand, Stand::Alone);
        let tables = wish::opens_tables(said);
        let nothing = Said::new();
        let only_frame: Said;
        // Pages show whole figures: years and series are chosen where a figure stands alone.
        let said = match stand {
            Stand::Alone => said,
            Stand::Front => &nothing,
            Stand::Page(_) => {
                only_frame = said
                    .iter()
                    .filter(|(key, _)| *key == crate::frames::ON)
                    .map(|(k, v)| (k.clone(), v.clone()))
                    .collect();
                &only_frame
            }
        };
        let shown = wish::shown(figure, said);
        let pictures = match &shown.frame {
            _ if shown.choice.narrowed => Pictures::part(&shown.figure),
            Some(chosen) => self.pictures.framed(figure, chosen),
            None => self.pictures.plain(figure),
        };
        let mut view = FigureView::of(&shown.figure, pictures, alone);
        if let Some(chosen) = &shown.frame {
            let frames = |page: &str| FramesView::of(figure, chosen, page);
            match stand {
                Stand::Front => view.elsewhere = Some(self.home(figure)),
                Stand::Page(page) => view.frames = frames(&path_of(page)),
                Stand::Alone => view.frames = frames(&format!("/fig/{}", figure.id)),
            }
        }
        view.query = shown.query;
        view.setting = String::new();
        if let Some(month) = self.setting.as_ref().or(said.get(wish::PRE)) {
            view.setting = format!("?{}={month}", wish::PRE);
            view.query = match view.query.as_str() {
                "" => view.setting.clone(),
                query => format!("{query}&{}={month}", wish::PRE),
            };
        }
        view.open |= tables;
        view.link = if tables { wish::with_tables(&view.query) } else { view.query.clone() };
        view.notices = shown.notices;
        view.choice = shown.choice;
        view
    }

    /// The page, other than the front page, that shows a figure.
    fn homepage(&self, figure: &Figure) -> Option<&Page> {
        let shows = |page: &&Page| {
            page.id != FRONT
                && page
                    .sections
                    .iter()
                    .flat_map(|section| &section.blocks)
                    .any(|block| matches!(block, Block::Figure(id) | Block::FigureLink(id) if *id == figure.id))
        };
        self.dossier.pages.iter().find(shows)
    }

    /// The address at which a frame of a figure can be chosen.
    fn home(&self, figure: &Figure) -> String {
        match self.homepage(figure) {
            Some(page) => place_of(page, figure),
            None => format!("/fig/{}", figure.id),
        }
    }

    /// What is found for some words.
    pub(crate) fn search_page(&self, said: &Said) -> Made {
        let asked = said.get("q").map_or("", |words| words.trim());
        let found: Vec<search::Line> = search::find(self.index(), asked).into_iter().map(search::Line::of).collect();
        let all: Vec<search::Line> =
            if found.is_empty() { self.index().iter().map(search::Line::of).collect() } else { Vec::new() };
        self.render(
            "search.html",
            "",
            "/search",
            said,
            context! { words => asked, found => value(&found), all => value(&all) },
        )
    }

    /// The page of one number.
    pub(crate) fn trace_page(&self, trace: &document::trace::Trace<'_>, said: &Said) -> Made {
        self.render(
            "trace.html",
            "",
            &format!("/trace/{}", trace.number.id),
            said,
            context! {
                number => value(trace.number),
                text => trace.number.text(),
                rows => value(&trace.rows),
                sources => value(&trace.sources),
            },
        )
    }

    /// The page of all numbers of one kind.
    pub(crate) fn traces_page(&self, group: &str, said: &Said) -> Option<Made> {
        let numbers = crate::ledger::numbers(&self.dossier, group);
        let path = format!("{}/{group}", crate::links::TRACES);
        (!numbers.is_empty())
            .then(|| self.render("traces.html", "", &path, said, context! { group, numbers => value(&numbers) }))
    }

    /// The page of the rows of one file.
    pub(crate) fn rows_page(&self, file: &str, said: &Said) -> Option<Made> {
        let rows = crate::ledger::rows(&self.dossier, file);
        let path = format!("/rows/{file}");
        (!rows.is_empty()).then(|| self.render("rows.html", "", &path, said, context! { file, rows => value(&rows) }))
    }

    /// The page that says what is not there.
    pub(crate) fn missing_page(&self, what: &str, near: &[String]) -> Made {
        self.render("missing.html", "", "/missing", &Said::new(), context! { what, near => value(&near) })
    }

    /// A page at a path, as a query asks for it; in the menu another one may be the active one.
    fn render(&self, template: &str, active: &str, path: &str, said: &Said, own: Value) -> Made {
        // A page that belongs to another stands under that one.
        let mut active = active;
        while let Some(above) = self.dossier.page(active).and_then(|page| page.under.as_deref()) {
            active = above;
        }
        let link = |page: &Page| BTreeMap::from([("id", page.id.clone()), ("title", page.title.clone())]);
        let in_foot = |page: &&Page| FOOT.contains(&page.id.as_str());
        let nav: Vec<_> =
            self.dossier.pages.iter().filter(|page| page.under.is_none() && !in_foot(page)).map(link).collect();
        let foot: Vec<_> = self.dossier.pages.iter().filter(in_foot).map(link).collect();
        let files: Vec<_> = self
            .files
            .iter()
            .filter(|file| !file.title.is_empty())
            .map(|file| context! { name => file.name.as_str(), title => file.title.as_str(), first => file.first })
            .collect();
        let whole = context! {
            meta => value(&self.dossier.meta), nav => value(&nav), foot => value(&foot), files, active,
            shelf => self.shelf.as_deref(), built => self.built.as_deref(),
            address => self.address.as_deref(), canonical => self.canonical(path),
            vain => wish::notices(said, &self.dossier.meta.case_hash), ..own
        };
        let html = self.templates.get_template(template)?.render(whole)?;
        Ok(self.root(path).rewrite(&html))
    }

    fn headlines(&self) -> Vec<Value> {
        self.dossier
            .headlines
            .iter()
            .map(|headline| {
                let title =
                    self.dossier.page(&headline.page).map_or(headline.page.as_str(), |page| page.title.as_str());
                context! {
                    id => headline.id.as_str(),
                    page => headline.page.as_str(),
                    title,
                    sentence => value(&self.pieces(&headline.sentence)),
                    caveat => value(&headline.caveat.as_ref().map(|caveat| self.pieces(caveat))),
                }
            })
            .collect()
    }

    /// A sentence as pieces that a template can link.
    fn pieces(&self, sentence: &Sentence) -> Vec<PieceView> {
        sentence.0.iter().map(|piece| PieceView::of(&self.dossier, piece)).collect()
    }

    fn sections(&self, page: &Page, stand: Stand<'_>, said: &Said) -> Vec<Value> {
        page.sections
            .iter()
            .map(|section| {
                let blocks: Vec<Value> =
                    section.blocks.iter().filter_map(|block| self.block(block, stand, said)).collect();
                // An id stands once in a page; where a figure bears it, the address leads to the figure.
                let taken = figures(page).any(|id| id == section.id);
                let id = if taken { format!("section-{}", section.id) } else { section.id.clone() };
                context! { id, title => section.title.as_str(), blocks }
            })
            .collect()
    }

    fn block(&self, block: &Block, stand: Stand<'_>, said: &Said) -> Option<Value> {
        Some(match block {
            Block::Text(sentence) => context! { kind => "text", sentence => value(&self.pieces(sentence)) },
            Block::Figure(id) => {
                context! { kind => "figure", figure => value(&self.view(self.dossier.figure(id)?, stand, said)) }
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

/// The address of a page.
pub(crate) fn path_of(id: &str) -> String {
    if id == FRONT { "/".to_owned() } else { format!("/{id}") }
}

/// Where a figure stands on a page; the page, where it is only linked there.
fn place_of(page: &Page, figure: &Figure) -> String {
    let path = path_of(&page.id);
    if figures(page).any(|id| id == figure.id) { format!("{path}#{}", figure.id) } else { path }
}

/// The figures that a page shows.
pub(crate) fn figures(page: &Page) -> impl Iterator<Item = &str> {
    page.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
        Block::Figure(id) => Some(id.as_str()),
        Block::Text(_) | Block::FigureLink(_) | Block::Table(_) | Block::PageLink { .. } => None,
    })
}

/// Whether a frame can be chosen of a figure.
pub(crate) fn has_frames(figure: &Figure) -> bool {
    Chosen::of(figure, None).is_some()
}

/// Any plain data as a value of the template language.
fn value(data: &impl Serialize) -> Value {
    Value::from(Serde(data))
}

/// A piece of a sentence for a template.
#[derive(Debug, Serialize)]
struct PieceView {
    text: String,
    /// The number that it is.
    id: Option<String>,
    /// The term that it is.
    term: Option<String>,
    label: Option<String>,
}

impl PieceView {
    fn of(dossier: &Dossier, piece: &Piece) -> Self {
        match piece {
            Piece::Text(text) => Self { text: text.clone(), id: None, term: None, label: None },
            Piece::Number { id } => {
                let number = dossier.numbers.get(id);
                Self {
                    text: number.map_or_else(String::new, document::Number::text),
                    id: Some(id.clone()),
                    term: None,
                    label: number.map(|number| number.label.clone()),
                }
            }
            Piece::Term { id, text } => Self {
                text: text.clone(),
                id: None,
                term: Some(id.clone()),
                label: dossier.terms.iter().find(|term| term.id == *id).map(|term| term.text.clone()),
            },
        }
    }
}
