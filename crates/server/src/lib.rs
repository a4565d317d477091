//! The web face of a dossier: pages that work without JavaScript, figures in every form, a trace of every number, and the
//! same as a site of files. A script of islands adds hands where they help; no page needs it.
//!
//! [`Site`] holds one dossier and its templates; [`router`] gives the axum service over it, [`fixed::files`] the files.
//! Nothing here computes: every digit comes from the dossier, or from the desks that the program gives.
//!
//! | path | gives |
//! |---|---|
//! | `/`, `/trade`, `/events/ID`, ... | the pages of the dossier |
//! | `/fig/ID`, `.svg`, `.png`, `.csv`, `.json`, `.metadata.json` | one figure; `.part` and `.points.js` are for the script |
//! | `/fig/ID/FRAME` | a map at one of its moments |
//! | `/embed/ID` | a figure to stand in the page of somebody else |
//! | `/table/ID.csv` | one table without a picture |
//! | `/balance/point?weight=W&limit=L` | the plan of a weight and limit, computed when asked for, as HTML |
//! | `/trace/ID`, `/traces/KIND`, `/rows/FILE` | the rows and sources behind one number, those of a kind; the rows of a file |
//! | `/search?q=WORDS`, `/search.js` | what is found; the index for the script |
//! | `/panel.ics`, `/events.ics`, `/feed.xml`, `/sitemap.xml` | for calendars, readers of feeds and search engines |
//! | `/podcast.xml` | the recording of the panel, where the case has one |
//! | `/api/v1`, `/api/openapi.json`, `/dossier.json` | for programs |
//! | `/healthz`, `/assets/...` | a sign of life; style and script under names that change with them |
//!
//! State stands in the query alone. A map takes `?on=KEY`, a figure on its own page `?from=2019-01&to=2020-12&series=a~b`,
//! the page of the balance `?weight=W&limit=L`, the page of an effect and its figures `?pre=2015-01`. Every page takes
//! `?view=table`, which opens the tables behind its figures, and `?v=HASH`, the version of the data that it should be of.
//! Other keys are ignored; what does not fit is answered with what is shown unasked, and a note.
//!
//! Feeds, the map of the site, the words for an embed and what pages tell of themselves name the site from outside: by its
//! address, where it was told ([`Site::reached_at`]), else by the host of the request.

mod addresses;
mod answer;
mod api;
mod assets;
mod calendar;
mod effects;
mod escape;
mod feed;
mod files;
pub mod fixed;
mod frames;
mod kept;
mod ledger;
mod levers;
mod linked;
mod links;
mod live;
mod occasion;
mod packed;
mod plans;
mod podcast;
mod recent;
mod routes;
mod search;
mod site;
mod sitemap;
mod speech;
mod tag;
mod units;
mod version;
mod view;
mod wish;
mod zone;

pub use effects::EffectDesk;
pub use files::{File, Maker};
pub use live::{Live, Shelved, below, shelf};
pub use plans::Desk;
pub use routes::router;
pub use site::{Site, TemplateError};
