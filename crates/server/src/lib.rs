//! The web face of a dossier: pages that work without JavaScript, figures as SVG, CSV and JSON, traces of every number.
//!
//! [`Site`] holds one dossier and its templates; [`router`] gives the axum service over it. Nothing here computes: every
//! digit comes from the dossier.
//!
//! | path | gives |
//! |---|---|
//! | `/`, `/trade`, `/developments`, `/panel`, `/data` | the pages |
//! | `/fig/ID`, `.svg`, `.csv`, `.json` | one figure |
//! | `/table/ID.csv` | one table without a picture |
//! | `/trace/ID` | the rows and sources behind a number |
//! | `/dossier.json`, `/healthz`, `/style.css` | the whole dossier, a sign of life, the style |

mod answer;
mod routes;
mod site;

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
