//! The web face of a dossier: pages that work without JavaScript, figures as SVG, CSV and JSON, traces of every number.
//! Two scripts, which the pages do not need: one slides through the months of a map, one asks for the plan of any weight
//! of risk.
//!
//! [`Site`] holds one dossier and its templates; [`router`] gives the axum service over it. Nothing here computes: every
//! digit comes from the dossier, or from the [`Desk`] that the program gives.
//!
//! | path | gives |
//! |---|---|
//! | `/`, `/trade`, `/corridors`, `/balance`, `/developments`, `/panel`, `/data` | the pages |
//! | `/fig/ID`, `.svg`, `.csv`, `.json` | one figure |
//! | `/fig/ID.part` | what changes in a figure from frame to frame, as HTML |
//! | `/table/ID.csv` | one table without a picture |
//! | `/balance/point?weight=W&limit=L` | the plan of a weight and limit, computed when asked for, as HTML |
//! | `/panel.ics` | the panel for a calendar, when the case has one |
//! | `/feed.xml` | the latest events and the panel as RSS |
//! | `/trace/ID` | the rows and sources behind a number |
//! | `/dossier.json`, `/healthz`, `/style.css`, `/slider.js`, `/balance.js` | the whole dossier, a sign of life, style and scripts |
//!
//! Pages with a figure that has frames, the figure's own page, its SVG and its part take `?on=KEY`: the frame to show,
//! for a month as `?on=2020-03`. Other keys of a query are ignored; an unknown frame gives the one shown unasked and a
//! note. The page of the balance takes `?weight=W&limit=L`: the nearest of the plans computed beforehand is shown.

mod answer;
mod calendar;
mod feed;
mod frames;
mod kept;
mod linked;
mod occasion;
mod plans;
mod routes;
mod site;
mod view;

pub use plans::Desk;
pub use routes::router;
pub use site::{Site, TemplateError};

use tokio::net::TcpListener;

/// Serves a site on a listener until the process is asked to stop (SIGINT or SIGTERM), and another service beside it, whose
/// paths the site does not have.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, site: Site, beside: Option<axum::Router>) -> std::io::Result<()> {
    let all = match beside {
        Some(beside) => router(site).merge(beside),
        None => router(site),
    };
    let all = all.into_make_service_with_connect_info::<std::net::SocketAddr>();
    axum::serve(listener, all).with_graceful_shutdown(stopped()).await
}

async fn stopped() {
    let interrupt = async {
        // Without a handler the process stops anyway.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            },
            Err(_) => interrupt.await,
        }
    }
    #[cfg(not(unix))]
    interrupt.await;
}
