//! One dossier with the templates that show it.

mod figures;
mod pages;
mod parts;

use std::sync::{Arc, OnceLock};

use ::words::{Language, text, within};
use document::search::{Entry, entries};
use document::{Dossier, Page};
use figure::Figure;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use crate::assets::Assets;
use crate::effects::{EffectDesk, Effects};
use crate::files::File;
use crate::frames::{Chosen, Pictures};
use crate::links::{Root, file_of};
use crate::plans::{Desk, Plans};
use crate::{escape, speech, version};

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
        templates.add_filter("told", |word: &str| document::vocabulary::told(word));
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

    /// A site that stands beside others, which are listed at an address of the server, outside of the site's base.
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
            hash = version::shown(&meta.case_hash),
            version = meta.program
        );
        match figure.notes.first().filter(|_| unpublished) {
            Some(note) => format!("{cite}; {note}"),
            None => cite,
        }
    }
}

/// The address of a page.
pub(crate) fn path_of(id: &str) -> String {
    if id == FRONT { "/".to_owned() } else { format!("/{id}") }
}

/// Where a figure stands on a page; the page, where it is only linked there.
fn place_of(page: &Page, figure: &Figure) -> String {
    let path = path_of(&page.id);
    if page.figures().any(|id| id == figure.id) { format!("{path}#{}", figure.id) } else { path }
}

/// Whether a frame can be chosen of a figure.
pub(crate) fn has_frames(figure: &Figure) -> bool {
    Chosen::of(figure, None).is_some()
}

/// Any plain data as a value of the template language.
fn value(data: &impl Serialize) -> Value {
    Value::from(Serde(data))
}
