//! Which path gives what.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use dossier::Block;
use figure::Figure;
use figure::svg::{self, Width};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::answer::{body, file, html};
use crate::calendar;
use crate::feed;
use crate::frames::{Chosen, ON};
use crate::kept::{Kept, keep};
use crate::plans::{self, Refused};
use crate::site::{BALANCE as BALANCE_PAGE, FRONT, Site, TemplateError};

type Shared = State<Arc<Site>>;
/// What a query says; keys that mean nothing are ignored.
type Said = Query<BTreeMap<String, String>>;

/// The longest that an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);
const STYLE: &str = include_str!("../assets/style.css");
const BALANCE: &str = include_str!("../assets/balance.js");
const SLIDER: &str = include_str!("../assets/slider.js");
/// Only the site's own style, pictures and script, nothing from elsewhere, no embedding in other pages.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
/// A picture that stands alone brings its own style, and nothing else.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";
/// A tenth fewer bytes than usual. It takes longer, but what is asked for often is compressed once.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(7);

/// The service over a site.
pub fn router(site: Site) -> Router {
    let kept = Arc::new(Kept::of(site.dossier()));
    Router::new()
        .route("/", get(front))
        .route("/{page}", get(page))
        .route("/balance/point", get(point))
        .route("/fig/{name}", get(figure))
        .route("/table/{name}", get(table))
        .route("/trace/{id}", get(trace))
        .route("/panel.ics", get(panel_calendar))
        .route("/feed.xml", get(events_feed))
        .route("/dossier.json", get(json))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/style.css", get(|| async { body("text/css; charset=utf-8", STYLE) }))
        .route("/balance.js", get(|| async { body("text/javascript; charset=utf-8", BALANCE) }))
        .route("/slider.js", get(|| async { body("text/javascript; charset=utf-8", SLIDER) }))
        .route("/favicon.svg", get(|| async { body("image/svg+xml", include_str!("../assets/favicon.svg")) }))
        .fallback(nothing)
        .with_state(Arc::new(site))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "no-referrer"))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, TIMEOUT))
        .layer(CompressionLayer::new().quality(COMPRESSION))
        .layer(middleware::from_fn_with_state(kept, keep))
}

fn set(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

async fn front(State(site): Shared) -> Response {
    answer(site.page(FRONT, None).unwrap_or_else(|| site.missing_page("This case has no front page.", &[])))
}

async fn page(State(site): Shared, Path(id): Path<String>, Query(said): Said) -> Response {
    if id == BALANCE_PAGE
        && let Some(page) = site.balance(&said)
    {
        return answer(page);
    }
    match site.page(&id, asked(&said)) {
        Some(page) => answer(page),
        None => missing(&site, &format!("There is no page \u{201c}{id}\u{201d}."), &[]),
    }
}

/// The plan of a weight and limit, computed for this question.
async fn point(State(site): Shared, Query(said): Said) -> Response {
    match plans::ask(&site, &said).await {
        Ok(page) => html(StatusCode::OK, page),
        Err(Refused::Why(status, why)) => {
            (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response()
        }
        Err(Refused::Template(error)) => broken(&error),
    }
}

/// The key of the frame asked for.
fn asked(said: &BTreeMap<String, String>) -> Option<&str> {
    said.get(ON).map(String::as_str)
}

/// `/fig/ID` is a page, `/fig/ID.part` a part of it, `/fig/ID.svg`, `.csv` and `.json` are files.
async fn figure(State(site): Shared, Path(name): Path<String>, Query(said): Said) -> Response {
    let (id, kind) = name.rsplit_once('.').unwrap_or((&name, ""));
    let Some(figure) = site.dossier().figure(id) else {
        let near: Vec<String> = site.dossier().figures.iter().map(|figure| format!("/fig/{}", figure.id)).collect();
        return missing(&site, &format!("There is no figure \u{201c}{id}\u{201d}."), &near);
    };
    match kind {
        "" => answer(site.figure_page(figure, asked(&said))),
        "part" => answer(site.figure_part(figure, asked(&said))),
        "svg" => picture(figure, asked(&said)),
        "csv" => file("text/csv; charset=utf-8", &name, figure::csv::render(figure)),
        "json" => file("application/json", &name, serde_json::to_string(figure).unwrap_or_default()),
        _ => {
            let near: Vec<String> = ["", ".svg", ".csv", ".json"].iter().map(|end| format!("/fig/{id}{end}")).collect();
            missing(&site, &format!("The figure is not given as \u{201c}{kind}\u{201d}."), &near)
        }
    }
}

/// A figure as a picture of its own, in the frame asked for.
fn picture(figure: &Figure, asked: Option<&str>) -> Response {
    let chosen = Chosen::of(figure, asked).filter(|chosen| chosen.frame != chosen.unasked);
    let key = chosen.as_ref().and_then(|chosen| figure.frames().get(chosen.frame)).map(|frame| frame.key.as_str());
    let name = [Some(figure.id.as_str()), key].into_iter().flatten().collect::<Vec<_>>().join("-");
    let drawn = match &chosen {
        Some(chosen) => svg::standalone_frame(figure, Width::Wide, chosen.frame),
        None => svg::standalone(figure, Width::Wide),
    };
    let mut response = file("image/svg+xml", &format!("{name}.svg"), drawn);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PICTURE_POLICY));
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
        None => missing(&site, &format!("There is no table \u{201c}{name}\u{201d}."), &[]),
    }
}

async fn trace(State(site): Shared, Path(id): Path<String>) -> Response {
    match dossier::trace::trace(site.dossier(), &id) {
        Ok(trace) => answer(site.trace_page(&trace)),
        Err(unknown) => {
            let near: Vec<String> = unknown.near.iter().map(|id| format!("/trace/{id}")).collect();
            missing(&site, &format!("There is no number \u{201c}{id}\u{201d}."), &near)
        }
    }
}

/// The panel for a calendar.
async fn panel_calendar(State(site): Shared) -> Response {
    match &site.dossier().panel {
        Some(panel) => {
            file("text/calendar; charset=utf-8", "panel.ics", calendar::render(panel, &site.dossier().meta.program))
        }
        None => missing(&site, "This case has no panel to put in a calendar.", &["/panel".to_owned()]),
    }
}

/// The latest events and the panel as a feed, whose links lead to the host that was asked.
async fn events_feed(State(site): Shared, headers: HeaderMap) -> Response {
    let mut hosts = headers.get_all(header::HOST).iter();
    // Two names for one host are none.
    let host = hosts.next().filter(|_| hosts.next().is_none()).and_then(|host| host.to_str().ok());
    let dossier = site.dossier();
    let text = feed::render(&dossier.meta, &feed::items(dossier), &feed::base(host));
    file("application/rss+xml; charset=utf-8", "feed.xml", text)
}

async fn json(State(site): Shared) -> Response {
    body("application/json", site.json().to_owned())
}

async fn nothing(State(site): Shared) -> Response {
    missing(&site, "There is nothing at this address.", &[])
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

/// A fault of the program: said plainly, without inner details.
fn broken(_error: &TemplateError) -> Response {
    html(
        StatusCode::INTERNAL_SERVER_ERROR,
        "<!doctype html><title>Fault</title><p>This page could not be made. That is a fault of the program; please report it.</p>".to_owned(),
    )
}
