//! Pages of a site, as asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use document::address::EVENTS;
use document::plan::PointCard;
use document::{Dossier, Page};
use minijinja::context;
use minijinja::value::Value;

use super::{BALANCE, FOOT, FRONT, Made, Site, Stand, path_of, value};
use crate::levers::Levers;
use crate::plans::{Chosen as ChosenPlan, PlanView};
use crate::wish::Said;
use crate::{effects, linked, search, wish};

impl Site {
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
        let first = page.figures().next().map(|id| format!("/fig/{id}.share.png"));
        Some(self.render(
            template,
            id,
            &path_of(id),
            said,
            context! { share => first, pre, ..self.context(page, stand, said) },
        ))
    }

    pub(super) fn context(&self, page: &Page, stand: Stand<'_>, said: &Said) -> Value {
        let href = |path: &str| self.root(&path_of(&page.id)).href(path);
        let linked = match page.id.as_str() {
            "panel" => {
                self.dossier.panel.as_ref().map(|panel| linked::data(panel, &self.dossier.meta.text_language, &href))
            }
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
            answers => self.answers(page),
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
    pub(super) fn levers(&self, page: &Page, said: &Said) -> Vec<Levers<'_>> {
        let own = self.dossier.scenarios.iter().filter(|scenario| scenario.page == page.id);
        own.map(|scenario| Levers::of(scenario, said, &self.dossier)).collect()
    }

    /// The page that another one belongs to.
    pub(super) fn crumb(&self, page: &Page) -> Option<Value> {
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
                answers => self.answers(page),
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
        let path = crate::ledger::path_of(file);
        (!rows.is_empty()).then(|| self.render("rows.html", "", &path, said, context! { file, rows => value(&rows) }))
    }

    /// The page that says what is not there.
    pub(crate) fn missing_page(&self, what: &str, near: &[String]) -> Made {
        self.render("missing.html", "", "/missing", &Said::new(), context! { what, near => value(&near) })
    }

    /// A page at a path, as a query asks for it; in the menu another one may be the active one.
    pub(super) fn render(&self, template: &str, active: &str, path: &str, said: &Said, own: Value) -> Made {
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
}
