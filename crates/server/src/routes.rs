//! Which path gives what.

mod figures;
mod refusals;

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
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use self::figures::{embed, figure, framed};
use self::refusals::{answer, broken, missing, refused};
use crate::answer::{aside, body, file, forever, html};
use crate::kept::{Kept, keep};
use crate::packed::worth_compressing;
use crate::plans::{self, Refused};
use crate::site::{BALANCE as BALANCE_PAGE, FRONT, Site, path_of};
use crate::wish::{PRE, Said, cut};
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
        let month = cut(month);
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
