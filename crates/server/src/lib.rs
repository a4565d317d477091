//! The web face of a dossier: pages that work without JavaScript, figures as SVG, CSV and JSON, traces of every number.
//! The one script slides through the months of a map, which the page can do without it.
//!
//! [`Site`] holds one dossier and its templates; [`router`] gives the axum service over it. Nothing here computes: every
//! digit comes from the dossier.
//!
//! | path | gives |
//! |---|---|
//! | `/`, `/trade`, `/corridors`, `/developments`, `/panel`, `/data` | the pages |
//! | `/fig/ID`, `.svg`, `.csv`, `.json` | one figure |
//! | `/fig/ID.part` | what changes in a figure from frame to frame, as HTML |
//! | `/table/ID.csv` | one table without a picture |
//! | `/trace/ID` | the rows and sources behind a number |
//! | `/dossier.json`, `/healthz`, `/style.css`, `/slider.js` | the whole dossier, a sign of life, style and script |
//!
//! Pages with a figure that has frames, the figure's own page, its SVG and its part take `?on=KEY`: the frame to show,
//! for a month as `?on=2020-03`. Other keys of a query are ignored; an unknown frame gives the one shown unasked and a
//! note.

mod answer;
mod frames;
mod kept;
mod routes;
mod site;
mod view;

pub use routes::router;
pub use site::{Site, TemplateError};

use tokio::net::TcpListener;

/// Serves a site on a listener until the process is asked to stop (SIGINT or SIGTERM).
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, site: Site) -> std::io::Result<()> {
    axum::serve(listener, router(site)).with_graceful_shutdown(stopped()).await
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
