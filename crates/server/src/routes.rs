//! Which path gives what.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, LazyLock};

use ::words::{Language, text, within};
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Router, middleware};
use document::{Block, Dossier};
use figure::Figure;
use figure::svg::{self, Width};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::answer::{aside, body, file, forever, html};
use crate::feed::escape;
use crate::frames::ON;
use crate::kept::{Kept, keep};
use crate::plans::{self, Refused};
use crate::packed::worth_compressing;
use crate::site::{BALANCE as BALANCE_PAGE, FRONT, Site, TemplateError, path_of};
use crate::wish::{self, PRE, Said};
use crate::{api, assets, calendar, effects, feed, podcast, search, sitemap};

type Shared = State<Arc<Site>>;

/// Only the site's own style, pictures and script, nothing from elsewhere, no embedding in other pages.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let style = assets::style_source();
    let policy = format!(
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src {style}; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    );
    HeaderValue::from_str(&policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
});
/// A picture that stands alone brings its own style, and nothing else.
const PICTURE_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";
/// A figure that may stand in the page of anybody: no script.
const EMBED_POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *";
/// A tenth fewer bytes than usual. It takes longer, but what is asked for often is compressed once.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(7);

/// The service over a site.
pub fn router(site: Site) -> Router {
    let kept = Arc::new(Kept::of(&site));
    let site = Arc::new(site);
    let pages = Router::new()
        .route("/", get(front))
        .route("/balance/point", get(point))
        .route("/fig/{name}", get(figure))
        .route("/fig/{name}/{frame}", get(framed))
        .route("/embed/{name}", get(embed))
        .route("/table/{name}", get(table))
        .route("/trace/{id}", get(trace))
        .route("/traces/{group}", get(traces))
        .route("/rows/{*file}", get(rows))
        .route("/search", get(search_page))
        .route("/search.js", get(search_index))
        .route("/panel.ics", get(panel_calendar))
        .route("/panel/event.ics", get(panel_calendar))
        .route("/events.ics", get(events_calendar))
        .route("/feed.xml", get(atom))
        .route("/podcast.xml", get(podcast))
        .route("/sitemap.xml", get(sitemap))
        .route("/dossier.json", get(json))
        .route("/favicon.svg", get(|| async { body("image/svg+xml", assets::ICON) }))
        .route("/assets/{name}", get(asset))
        .route("/developments", get(moved))
        .route("/{*page}", get(page))
        .nest("/api", api::router())
        .fallback(nothing)
        .with_state(Arc::clone(&site))
        .layer(middleware::from_fn_with_state(site.language().clone(), speak));
    guarded(pages)
        .layer(CompressionLayer::new().quality(COMPRESSION).compress_when(worth_compressing()))
        .layer(middleware::from_fn_with_state(kept, keep))
        .route("/healthz", get(|| async { "ok\n" }))
}

/// What browsers are told to refuse, in every answer that says nothing else.
pub(crate) fn guarded(pages: Router) -> Router {
    pages
        .layer(SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, POLICY.clone()))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "no-referrer"))
        .layer(set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"))
        .layer(set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
}

/// Everything that an answer says is said in the language of the site.
async fn speak(State(language): State<Language>, request: Request, next: Next) -> Response {
    let mut work = pin!(next.run(request));
    poll_fn(|context| within(&language, || work.as_mut().poll(context))).await
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// What the query of a request says. Keys that are said twice, as boxes of a form are, are joined by `~`.
pub(crate) struct Asked(pub(crate) Said);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let mut said = Said::new();
        for (key, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            let own = said.entry(key.into_owned()).or_default();
            if !own.is_empty() {
                own.push('~');
            }
            own.push_str(&value);
        }
        Ok(Self(said))
    }
}

async fn front(State(site): Shared, Asked(said): Asked) -> Response {
    answer(site.page(FRONT, &said).unwrap_or_else(|| site.missing_page(&text!("This case has no front page."), &[])))
}

async fn page(State(site): Shared, Path(id): Path<String>, Asked(said): Asked) -> Response {
    if id == BALANCE_PAGE
        && let Some(page) = site.balance(&said)
    {
        return answer(page);
    }
    if let Some(month) = said.get(PRE).filter(|month| !month.is_empty())
        && let Some(question) = effects::of_page(&id).map(str::to_owned)
        && site.effects().is_open()
        && site.dossier().page(&id).is_some()
    {
        let month = month.clone();
        return unpublished(site, id, question, month, said).await;
    }
    if let Some(made) = site.page(&id, &said) {
        return answer(made);
    }
    match site.files().iter().find(|file| file.name == id).cloned() {
        Some(found) => {
            let kind = found.kind;
            let name = found.name.clone();
            let made = aside(move || found.bytes()).await;
            match made {
                Ok(Ok(bytes)) => file(kind, name.rsplit('/').next().unwrap_or_default(), bytes),
                Ok(Err(why)) => refused(&site, StatusCode::SERVICE_UNAVAILABLE, &why),
                Err(_) => refused(&site, StatusCode::INTERNAL_SERVER_ERROR, &text!("The file could not be made.")),
            }
        }
        None => missing(&site, &text!("There is no page \u{201c}{id}\u{201d}."), &[]),
    }
}

/// The answer of the desk of effects, off the threads that serve.
async fn ask(site: &Arc<Site>, question: String, month: String) -> Option<Result<Arc<Dossier>, String>> {
    let site = Arc::clone(site);
    let failed = || Some(Err(text!("the computation failed")));
    aside(move || site.effects().ask(&question, &month)).await.unwrap_or_else(|_| failed())
}

/// The page of an effect under another setting than the published one.
async fn unpublished(site: Arc<Site>, id: String, question: String, month: String, said: Said) -> Response {
    match ask(&site, question, month.clone()).await {
        Some(Ok(found)) => match site.unpublished(&id, found, &month, &said) {
            Some(made) => answer(made),
            None => refused(&site, StatusCode::NOT_FOUND, &text!("There is no such page.")),
        },
        Some(Err(why)) => refused(&site, StatusCode::UNPROCESSABLE_ENTITY, &why),
        None => missing(&site, &text!("Nothing is computed here."), &[path_of(&id)]),
    }
}

/// The plan of a weight and limit, computed for this question.
async fn point(State(site): Shared, Asked(said): Asked) -> Response {
    match plans::ask(&site, &said).await {
        Ok(page) => html(StatusCode::OK, page),
        Err(Refused::Why(status, why)) => {
            (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response()
        }
        Err(Refused::Template(error)) => broken(&error),
    }
}

/// How a figure can be had.
const ENDS: [&str; 9] = [".metadata.json", ".points.js", ".share.png", ".part", ".svg", ".png", ".csv", ".json", ""];

/// `/fig/ID` is a page, `/fig/ID.part` a part of it, the rest are files.
async fn figure(State(site): Shared, Path(name): Path<String>, Asked(mut said): Asked, headers: HeaderMap) -> Response {
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
    let Some(month) = said.remove(PRE).filter(|month| !month.is_empty()) else { return Ok(None) };
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
            let key = said.get(ON).filter(|_| !shown.query.is_empty());
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
async fn framed(State(site): Shared, Path((id, key)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let found = site.dossier().figure(&id).filter(|figure| figure.frames().iter().any(|frame| frame.key == key));
    match found {
        Some(figure) => answer(site.figure_page(figure, &Said::from([(ON.to_owned(), key)]), &feed::host(&headers))),
        None => missing(&site, &text!("There is no \u{201c}{key}\u{201d} of a figure \u{201c}{id}\u{201d}."), &[]),
    }
}

/// A figure that may stand in the page of anybody.
async fn embed(State(site): Shared, Path(id): Path<String>, Asked(mut said): Asked) -> Response {
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

/// A table without a picture, as CSV.
async fn table(State(site): Shared, Path(name): Path<String>) -> Response {
    let found = name.strip_suffix(".csv").and_then(|id| {
        site.dossier().pages.iter().flat_map(|page| &page.sections).flat_map(|section| &section.blocks).find_map(
            |block| match block {
                Block::Table(view) if view.id == id => Some(figure::csv::render(&view.table)),
                _ => None,
            },
        )
    });
    match found {
        Some(csv) => file("text/csv; charset=utf-8", &name, csv),
        None => missing(&site, &text!("There is no table \u{201c}{name}\u{201d}."), &[]),
    }
}

async fn trace(State(site): Shared, Path(id): Path<String>, Asked(said): Asked) -> Response {
    match document::trace::trace(site.dossier(), &id) {
        Ok(trace) => answer(site.trace_page(&trace, &said)),
        Err(unknown) => {
            let near: Vec<String> = unknown.near.iter().map(|id| format!("/trace/{id}")).collect();
            missing(&site, &text!("There is no number \u{201c}{id}\u{201d}."), &near)
        }
    }
}

async fn traces(State(site): Shared, Path(group): Path<String>, Asked(said): Asked) -> Response {
    match site.traces_page(&group, &said) {
        Some(made) => answer(made),
        None => missing(&site, &text!("There are no numbers \u{201c}{group}\u{201d}."), &[]),
    }
}

async fn rows(State(site): Shared, Path(name): Path<String>, Asked(said): Asked) -> Response {
    match site.rows_page(&name, &said) {
        Some(made) => answer(made),
        None => missing(&site, &text!("No number rests on a file \u{201c}{name}\u{201d}."), &[]),
    }
}

async fn search_page(State(site): Shared, Asked(said): Asked) -> Response {
    answer(site.search_page(&said))
}

async fn search_index(State(site): Shared) -> Response {
    body("text/javascript; charset=utf-8", search::script(site.index(), &site.root("/")))
}

/// The panel for a calendar.
async fn panel_calendar(State(site): Shared) -> Response {
    let link = site.address().map(|_| site.outside(""));
    let link = link.as_ref().map(|link| link as &dyn Fn(&str) -> String);
    match &site.dossier().panel {
        Some(panel) => {
            file("text/calendar; charset=utf-8", "panel.ics", calendar::render(panel, &site.dossier().meta, link))
        }
        None => missing(&site, &text!("This case has no panel to put in a calendar."), &["/panel".to_owned()]),
    }
}

/// All events for a calendar.
async fn events_calendar(State(site): Shared) -> Response {
    file("text/calendar; charset=utf-8", "events.ics", calendar::events(site.dossier()))
}

/// Events and revisions as a feed.
async fn atom(State(site): Shared, headers: HeaderMap) -> Response {
    let dossier = site.dossier();
    let whole = feed::render(&dossier.meta, &feed::items(dossier), &site.outside(&feed::host(&headers)));
    file("application/atom+xml; charset=utf-8", "feed.xml", whole)
}

/// The recording of the panel as a podcast.
async fn podcast(State(site): Shared, headers: HeaderMap) -> Response {
    let dossier = site.dossier();
    let found = dossier.panel.as_ref().and_then(|panel| Some((panel, panel.audio.as_ref()?)));
    match found {
        Some((panel, audio)) => {
            let whole = podcast::render(&dossier.meta, panel, audio, &site.outside(&feed::host(&headers)));
            file("application/rss+xml; charset=utf-8", "podcast.xml", whole)
        }
        None => missing(&site, &text!("This case has no recording of a panel."), &[]),
    }
}

async fn sitemap(State(site): Shared, headers: HeaderMap) -> Response {
    let whole = sitemap::render(&site, &site.outside(&feed::host(&headers)));
    file("application/xml; charset=utf-8", "sitemap.xml", whole)
}

async fn json(State(site): Shared) -> Response {
    body("application/json", site.json().to_owned())
}

/// Style and script under names that change with what is in them.
async fn asset(State(site): Shared, Path(name): Path<String>) -> Response {
    match site.assets().get(&format!("/assets/{name}")) {
        Some((kind, text)) => forever(body(kind, text.to_owned())),
        None => missing(&site, &text!("There is nothing at this address."), &[]),
    }
}

/// A page that has another name now.
async fn moved(State(site): Shared) -> Response {
    Redirect::permanent(&format!("{}/events", site.base())).into_response()
}

async fn nothing(State(site): Shared) -> Response {
    missing(&site, &text!("There is nothing at this address."), &[])
}

fn answer(page: Result<String, TemplateError>) -> Response {
    match page {
        Ok(page) => html(StatusCode::OK, page),
        Err(error) => broken(&error),
    }
}

fn missing(site: &Site, what: &str, near: &[String]) -> Response {
    match site.missing_page(what, near) {
        Ok(page) => html(StatusCode::NOT_FOUND, page),
        Err(error) => broken(&error),
    }
}

/// Why something that exists is not given.
fn refused(site: &Site, status: StatusCode, why: &str) -> Response {
    let mut response = missing(site, why, &[]);
    *response.status_mut() = status;
    response
}

/// A fault of the program: said plainly, without inner details.
fn broken(_error: &TemplateError) -> Response {
    html(
        StatusCode::INTERNAL_SERVER_ERROR,
        format!(
            "<!doctype html><title>{}</title><p>{}</p>",
            escape(&text!("Fault")),
            escape(&text!("This page could not be made. That is a fault of the program; please report it."))
        ),
    )
}
