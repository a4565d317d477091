//! Figures in all their forms: pages, parts of pages, pictures, tables.

use std::sync::Arc;

use ::words::text;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use figure::Figure;
use figure::svg::{self, Width};

use super::refusals::{answer, missing, refused};
use super::{Asked, Shared, ask};
use crate::answer::{aside, body, file, html};
use crate::effects;
use crate::feed::{self, escape};
use crate::frames::ON;
use crate::site::Site;
use crate::wish::{self, PRE, Said};

/// A picture that stands alone brings its own style, and nothing else.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";
/// A figure that may stand in the page of anybody: no script.
const EMBED_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

/// How a figure can be had.
const ENDS: [&str; 9] = [".metadata.json", ".points.js", ".share.png", ".part", ".svg", ".png", ".csv", ".json", ""];

/// `/fig/ID` is a page, `/fig/ID.part` a part of it, the rest are files.
pub(super) async fn figure(
    State(site): Shared,
    Path(name): Path<String>,
    Asked(mut said): Asked,
    headers: HeaderMap,
) -> Response {
    let split = |end: &str| name.strip_suffix(end).filter(|id| !id.contains('.'));
    let Some((end, id)) = ENDS.iter().find_map(|end| Some((*end, split(end)?))) else {
        let id = name.split('.').next().unwrap_or_default();
        let near: Vec<String> = ENDS.iter().map(|end| format!("/fig/{id}{end}")).collect();
        let near = if site.dossier().figure(id).is_some() { near } else { Vec::new() };
        return missing(&site, &text!("The figure is not given as \u{201c}{name}\u{201d}."), &near);
    };
    let Some(own) = site.dossier().figure(id) else {
        let near: Vec<String> = site.dossier().figures.iter().map(|figure| format!("/fig/{}", figure.id)).collect();
        return missing(&site, &text!("There is no figure \u{201c}{id}\u{201d}."), &near);
    };
    let other = match other(&site, own, &mut said).await {
        Ok(figure) => figure,
        Err(why) => return refused(&site, StatusCode::UNPROCESSABLE_ENTITY, &why),
    };
    let own = other.as_ref().unwrap_or(own);
    match end {
        "" => answer(site.figure_page(own, &said, &feed::host(&headers))),
        ".part" => answer(site.figure_part(own, &said)),
        _ => copy(&site, own, end, &said).await,
    }
}

/// A figure of an effect under another setting, marked as such; `None` for figures of which there is none, and the
/// setting is then as if it were not asked for.
async fn other(site: &Arc<Site>, own: &Figure, said: &mut Said) -> Result<Option<Figure>, String> {
    let Some(month) = said.remove(PRE).filter(|month| !month.is_empty()).map(|month| wish::cut(&month)) else {
        return Ok(None);
    };
    let Some(question) = effects::of_figure(&own.id) else { return Ok(None) };
    let Some(answer) = ask(site, question.to_owned(), month.clone()).await else { return Ok(None) };
    let mut found = answer?.figure(&own.id).cloned();
    if let Some(figure) = &mut found {
        figure.notes.insert(0, text!("Not the published setting: fitted to months from {month} on."));
        // A copy of the table keeps the mark, too.
        let mark = text!("Not the published setting: fitted to months from {month} on");
        figure.table.columns.push(figure::Column::text(text!("setting")));
        figure.table.rows.iter_mut().for_each(|row| row.push(figure::Cell::text(mark.clone())));
        said.insert(PRE.to_owned(), month);
    }
    Ok(found)
}

/// A figure as a file.
async fn copy(site: &Arc<Site>, own: &Figure, end: &str, said: &Said) -> Response {
    let id = &own.id;
    let shown = wish::shown(own, said);
    let unpublished = said.contains_key(PRE);
    match end {
        ".svg" => {
            let other = shown.frame.as_ref().filter(|chosen| chosen.frame != chosen.unasked);
            let key = other.and_then(|chosen| own.frames().get(chosen.frame)).map(|frame| &frame.key);
            let name = [Some(id), key].into_iter().flatten().cloned().collect::<Vec<_>>().join("-");
            let drawn = match &shown.frame {
                Some(chosen) => svg::standalone_frame(own, Width::Wide, chosen.frame),
                None => svg::standalone(&shown.figure, Width::Wide),
            };
            alone(file("image/svg+xml", &format!("{name}.svg"), drawn))
        }
        ".png" | ".share.png" => {
            let (site, share, figure) = (Arc::clone(site), end == ".share.png", shown.figure.into_owned());
            let name = format!("{id}{end}");
            let painted = aside(move || paint(&site, &figure, unpublished, share)).await;
            match painted {
                Ok(Ok(bytes)) => alone(file("image/png", &name, bytes)),
                _ => html(StatusCode::INTERNAL_SERVER_ERROR, escape(&text!("The picture could not be painted."))),
            }
        }
        ".csv" => {
            let filtered = said.get("view").is_some_and(|view| view == "filtered");
            let figure = if filtered || unpublished { &*shown.figure } else { own };
            file("text/csv; charset=utf-8", &format!("{id}.csv"), figure::csv::render(figure))
        }
        ".points.js" => body("text/javascript; charset=utf-8", svg::points_script(&shown.figure)),
        ".metadata.json" => file("application/json", &format!("{id}.metadata.json"), metadata(site, own, unpublished)),
        _ => file("application/json", &format!("{id}.json"), serde_json::to_string(own).unwrap_or_default()),
    }
}

/// A picture that is opened by itself: the browser puts a style of its own around it.
fn alone(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PICTURE_POLICY));
    response
}

/// What a figure is about, for programs: without its numbers, with the data that it rests on.
fn metadata(site: &Site, figure: &Figure, unpublished: bool) -> String {
    let mut whole = serde_json::to_value(figure::metadata(figure)).unwrap_or_default();
    let meta = &site.dossier().meta;
    if let Some(fields) = whole.as_object_mut() {
        let licences: Vec<_> = figure
            .sources
            .iter()
            .filter_map(|note| site.dossier().sources.iter().find(|source| source.id == note.id))
            .map(|source| serde_json::json!({ "source": source.id, "licence": source.licence, "published": source.published }))
            .collect();
        fields.insert("licences".to_owned(), licences.into());
        fields.insert("as_of".to_owned(), meta.as_of.to_string().into());
        fields.insert("hash".to_owned(), meta.case_hash.clone().into());
        fields.insert("program".to_owned(), meta.program.clone().into());
        fields.insert("cite".to_owned(), site.credit(figure, unpublished).into());
    }
    whole.to_string()
}

/// A figure as pixels, with its words and sources in the picture.
fn paint(site: &Site, figure: &Figure, unpublished: bool, share: bool) -> Result<Vec<u8>, raster::RasterError> {
    let credit = site.credit(figure, unpublished);
    if share {
        return raster::png(&svg::share(figure, &credit), 1.0, &[("Title", &figure.title), ("Source", &credit)]);
    }
    raster::png(&svg::print(figure, Width::Wide, &credit), 2.0, &[("Title", &figure.title), ("Source", &credit)])
}

/// A frame of a map by a path of its own, as a site of files has it.
pub(super) async fn framed(
    State(site): Shared,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let found = site.dossier().figure(&id).filter(|figure| figure.frames().iter().any(|frame| frame.key == key));
    match found {
        Some(figure) => answer(site.figure_page(figure, &Said::from([(ON.to_owned(), key)]), &feed::host(&headers))),
        None => missing(&site, &text!("There is no \u{201c}{key}\u{201d} of a figure \u{201c}{id}\u{201d}."), &[]),
    }
}

/// A figure that may stand in the page of anybody.
pub(super) async fn embed(State(site): Shared, Path(id): Path<String>, Asked(mut said): Asked) -> Response {
    let Some(figure) = site.dossier().figure(&id) else {
        return missing(&site, &text!("There is no figure \u{201c}{id}\u{201d}."), &[]);
    };
    let other = match other(&site, figure, &mut said).await {
        Ok(figure) => figure,
        Err(why) => return refused(&site, StatusCode::UNPROCESSABLE_ENTITY, &why),
    };
    let mut response = answer(site.embed(other.as_ref().unwrap_or(figure), &said));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(EMBED_POLICY));
    response
}
