//! What programs can ask.

use ::words::{Language, within};
use document::trace::Trace;
use document::{Dossier, EventView, Meta, PanelView, RowView, SourceView, days};
use figure::Figure;
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

use super::problem::Problem;
use super::view::{Amount, Amounts, FigureName, Finding, Hit, Index, PageName, Records, Said};
use super::{Answer, Question, give};
use crate::wish;

/// One endpoint: its route, its description and its answer.
pub(crate) struct Endpoint {
    /// Path below `/api/v1`, its parts in braces; one with a star may have slashes in it.
    pub(crate) path: &'static str,
    pub(crate) summary: &'static str,
    /// Keys of the query, and what they mean.
    pub(crate) query: &'static [(&'static str, &'static str)],
    /// What the answer looks like.
    pub(crate) schema: fn(&mut SchemaGenerator) -> Schema,
    pub(crate) answer: fn(&Question<'_>) -> Answer,
    /// Something to put into the braces.
    pub(crate) example: fn(&Dossier) -> Option<String>,
}

impl Endpoint {
    /// The path as it is described.
    pub(crate) fn shown(&self) -> String {
        self.path.replace("{*", "{")
    }
}

/// So many numbers come at once.
const MANY: usize = 200;
const WINDOW: &[(&str, &str)] = &[
    ("from", "first year or month: `2019` or `2019-03`"),
    ("to", "last year or month"),
    ("series", "names of series, joined by `~`"),
];

macro_rules! schema {
    ($type:ty) => {
        |generator| generator.subschema_for::<$type>()
    };
}

fn none(_: &Dossier) -> Option<String> {
    None
}

pub(crate) const ENDPOINTS: &[Endpoint] = &[
    Endpoint {
        path: "",
        summary: "Where everything is",
        query: &[],
        schema: schema!(Index),
        answer: index,
        example: none,
    },
    Endpoint {
        path: "/meta",
        summary: "What the dossier is about, and as of when",
        query: &[],
        schema: schema!(Meta),
        answer: |q| give(&q.site.dossier().meta),
        example: none,
    },
    Endpoint {
        path: "/opening",
        summary: "The front page in at most three sentences",
        query: &[],
        schema: schema!(Vec<Said>),
        answer: |q| give(q.site.dossier().opening.iter().map(|s| Said::of(q.site.dossier(), s)).collect::<Vec<_>>()),
        example: none,
    },
    Endpoint {
        path: "/findings",
        summary: "The findings, most important first",
        query: &[],
        schema: schema!(Vec<Finding>),
        answer: |q| {
            give(q.site.dossier().headlines.iter().map(|h| Finding::of(q.site.dossier(), h)).collect::<Vec<_>>())
        },
        example: none,
    },
    Endpoint {
        path: "/pages",
        summary: "The pages",
        query: &[],
        schema: schema!(Vec<PageName>),
        answer: |q| give(q.site.dossier().pages.iter().map(PageName::of).collect::<Vec<_>>()),
        example: none,
    },
    Endpoint {
        path: "/pages/{*page}",
        summary: "A page with its sections",
        query: &[],
        schema: schema!(document::Page),
        answer: page,
        example: |d| d.pages.get(1).map(|page| page.id.clone()),
    },
    Endpoint {
        path: "/figures",
        summary: "The figures",
        query: &[],
        schema: schema!(Vec<FigureName>),
        answer: |q| give(q.site.dossier().figures.iter().map(FigureName::of).collect::<Vec<_>>()),
        example: none,
    },
    Endpoint {
        path: "/figures/{figure}",
        summary: "A figure: chart, table, words, sources",
        query: WINDOW,
        schema: schema!(Figure),
        answer: |q| figure(q).and_then(give),
        example: first_figure,
    },
    Endpoint {
        path: "/figures/{figure}/data",
        summary: "The table of a figure as records for a data frame",
        query: WINDOW,
        schema: schema!(Records),
        answer: |q| figure(q).and_then(|figure| give(Records::of(&figure))),
        example: first_figure,
    },
    Endpoint {
        path: "/numbers",
        summary: "The numbers, by id",
        query: &[
            ("prefix", "ids that begin so"),
            ("after", "ids behind this one"),
            ("limit", "at most so many, 200 at once"),
        ],
        schema: schema!(Amounts),
        answer: numbers,
        example: none,
    },
    Endpoint {
        path: "/numbers/{number}",
        summary: "A number with the rows and sources behind it",
        query: &[],
        schema: schema!(Value),
        answer: number,
        example: |d| d.numbers.keys().next().cloned(),
    },
    Endpoint {
        path: "/rows/{*row}",
        summary: "A row of the case: `FILE:LINE`",
        query: &[],
        schema: schema!(RowView),
        answer: row,
        example: |d| d.rows.keys().next().cloned(),
    },
    Endpoint {
        path: "/events",
        summary: "Dated events, in order",
        query: &[
            ("from", "events that may have begun on this day or later: `2019`, `2019-03` or `2019-03-20`"),
            ("to", "events that may have begun on this day or earlier"),
            ("kind", "events of this kind"),
        ],
        schema: schema!(Vec<EventView>),
        answer: events,
        example: none,
    },
    Endpoint {
        path: "/events/{event}",
        summary: "An event",
        query: &[],
        schema: schema!(EventView),
        answer: event,
        example: |d| d.events.first().map(|event| event.slug.clone()),
    },
    Endpoint {
        path: "/sources",
        summary: "The sources, most cited first",
        query: &[],
        schema: schema!(Vec<SourceView>),
        answer: |q| give(&q.site.dossier().sources),
        example: none,
    },
    Endpoint {
        path: "/changes",
        summary: "Figures that stand in more than one print",
        query: &[],
        schema: schema!(Vec<document::change::Change>),
        answer: |q| give(&q.site.dossier().changes),
        example: none,
    },
    Endpoint {
        path: "/terms",
        summary: "Words of the field",
        query: &[],
        schema: schema!(Vec<document::term::Term>),
        answer: |q| give(&q.site.dossier().terms),
        example: none,
    },
    Endpoint {
        path: "/panel",
        summary: "The panel, if the case has one",
        query: &[],
        schema: schema!(Option<PanelView>),
        answer: |q| give(&q.site.dossier().panel),
        example: none,
    },
    Endpoint {
        path: "/search",
        summary: "What is found by words",
        query: &[("q", "words; all of them must be found")],
        schema: schema!(Vec<Hit>),
        answer: search,
        example: none,
    },
];

fn first_figure(dossier: &Dossier) -> Option<String> {
    dossier.figures.first().map(|figure| figure.id.clone())
}

fn index(question: &Question<'_>) -> Answer {
    let (site, meta) = (question.site, &question.site.dossier().meta);
    let path =
        |endpoint: &Endpoint| (format!("{}/api/v1{}", site.base(), endpoint.shown()), endpoint.summary.to_owned());
    give(Index {
        title: meta.title.clone(),
        as_of: meta.as_of.to_string(),
        hash: meta.case_hash.clone(),
        endpoints: ENDPOINTS.iter().map(path).collect(),
        openapi: format!("{}/api/openapi.json", site.base()),
    })
}

fn page(question: &Question<'_>) -> Answer {
    let (dossier, id) = (question.site.dossier(), question.part("page"));
    let known = || dossier.pages.iter().filter(|page| page.under.is_none()).map(|page| page.id.clone()).collect();
    dossier.page(id).map_or_else(|| Err(Problem::missing("page", id, known())), give)
}

/// The figure asked for, with the window and series asked for. What does not fit is refused: a program reads no notes.
fn figure(question: &Question<'_>) -> Result<Figure, Problem> {
    let (dossier, id) = (question.site.dossier(), question.part("figure"));
    let known = || dossier.figures.iter().map(|figure| figure.id.clone()).collect();
    let figure = dossier.figure(id).ok_or_else(|| Problem::missing("figure", id, known()))?;
    let shown = wish::shown(figure, &question.said);
    if shown.notices.is_empty() {
        return Ok(shown.figure.into_owned());
    }
    // Refusals are in English, whatever the language of the data.
    let why = within(&Language::ENGLISH, || wish::shown(figure, &question.said).notices);
    Err(Problem::bad(why.into_iter().next().unwrap_or_default()))
}

fn numbers(question: &Question<'_>) -> Answer {
    let prefix = question.said("prefix").unwrap_or_default();
    let after = question.said("after").unwrap_or_default();
    let limit = match question.said("limit").map(str::parse::<usize>) {
        None => MANY,
        Some(Ok(limit @ 1..=MANY)) => limit,
        Some(_) => return Err(Problem::bad(format!("`limit` is a number from 1 to {MANY}."))),
    };
    let fits = || question.site.dossier().numbers.values().filter(|number| number.id.starts_with(prefix));
    let mut rest = fits().filter(|number| number.id.as_str() > after);
    let numbers: Vec<_> = rest.by_ref().take(limit).collect();
    let next = numbers.last().filter(|_| rest.next().is_some()).map(|number| number.id.clone());
    give(Amounts { count: fits().count(), numbers: numbers.into_iter().map(Amount::of).collect(), next })
}

fn number(question: &Question<'_>) -> Answer {
    let found: Result<Trace<'_>, _> = document::trace::trace(question.site.dossier(), question.part("number"));
    found.map_or_else(|unknown| Err(Problem::missing("number", &unknown.id, unknown.near)), give)
}

fn row(question: &Question<'_>) -> Answer {
    let (dossier, at) = (question.site.dossier(), question.part("row"));
    dossier.rows.get(at).map_or_else(|| Err(Problem::missing("row", at, Vec::new())), give)
}

fn events(question: &Question<'_>) -> Answer {
    let read = |key: &str| match question.said(key) {
        Some(text) => days(text).map(Some).ok_or_else(|| Problem::bad(format!("`{key}` is a day, a month or a year."))),
        None => Ok(None),
    };
    let (from, to, kind) = (read("from")?, read("to")?, question.said("kind"));
    // Of an event that is known to a month any day of it may be the one.
    let fits = |event: &&EventView| {
        let own = days(&event.starts_on);
        from.is_none_or(|(from, _)| own.is_some_and(|(_, last)| last >= from))
            && to.is_none_or(|(_, to)| own.is_some_and(|(first, _)| first <= to))
            && kind.is_none_or(|kind| event.kind == kind)
    };
    give(question.site.dossier().events.iter().filter(fits).collect::<Vec<_>>())
}

fn event(question: &Question<'_>) -> Answer {
    let (dossier, id) = (question.site.dossier(), question.part("event"));
    let found = dossier.events.iter().find(|event| event.slug == id || event.id == id);
    found.map_or_else(|| Err(Problem::missing("event", id, Vec::new())), give)
}

fn search(question: &Question<'_>) -> Answer {
    let words = question.said("q").ok_or_else(|| Problem::bad("`q` says what is looked for."))?;
    let found = crate::search::find(question.site.index(), words);
    let hit = |entry: &document::search::Entry| Hit {
        title: entry.title.clone(),
        kind: crate::search::kind(entry.kind).to_owned(),
        address: format!("{}{}", question.site.base(), entry.address),
    };
    give(found.into_iter().map(hit).collect::<Vec<_>>())
}
