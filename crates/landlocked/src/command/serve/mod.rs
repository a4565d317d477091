//! `landlocked serve`: dossiers as web pages.

mod reload;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::words::{Language, text};
use axum::Router;
use document::address::slug;
use dossier::prospects::kept::{add_judgements, add_record};
use outlook::record::standings;
use server::{Live, Shelved, Site, below, shelf};
use tokio::net::TcpListener;

use self::reload::Watch;
use crate::arguments::{Case, Serve};
use crate::failure::Failure;
use crate::publish::{self, Edition};
use crate::screen::{self, Screen};
use crate::{address, keep, open};

/// Where the server gives its sign of life.
const HEALTH: &str = "/healthz";
/// What stands beside the cases: no case can have such a name.
const TAKEN: [&str; 2] = ["healthz", "elicit"];

pub(crate) fn run(options: &Serve, screen: &Screen) -> Result<(), Failure> {
    let base = base(&options.base_path)?;
    let place = Place { address: options.url.as_deref().map(|url| address::below(url, &base)).transpose()?, base };
    let watch = options.reload.then(|| Watch::begin(options));
    let (router, told) = router(options, &place, screen)?;
    let live = Live::new(router);
    let panels = match &options.data {
        Some(folder) if !options.read_only => {
            let desk = elicit::Desk::new(super::score::ledger(folder)?, crate::stopwatch::now)?;
            let language = options.case.language.as_deref().and_then(Language::of).unwrap_or(Language::ENGLISH);
            let desk = desk.with_language(language).with_faults(screen::message).below(&place.base);
            Some(elicit::router(desk))
        }
        _ => None,
    };
    // What panels say stands beside the site, below the base and no case.
    let all = match panels {
        Some(panels) => panels.merge(live.router()),
        None => live.router(),
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Server)?;
    runtime.block_on(async {
        let listen = |cause| Failure::Listen { address: options.bind, cause };
        let listener = TcpListener::bind(options.bind).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        screen::print(&format!("http://{address}{}\n", place.base))?;
        screen::message(&text!("{what} Ctrl-C stops.", what = told));
        if let Some(watch) = watch {
            watch.follow(options, place, live, *screen);
        }
        let log = options
            .access_log
            .then(|| listen::Sink { now: Arc::new(crate::stopwatch::now), line: Arc::new(screen::message) });
        listen::serve(listener, all, listen::Limits::default(), log, listen::stopped()).await.map_err(Failure::Server)
    })
}

/// Where pages are served.
struct Place {
    /// Below this path of the server: nothing, or a path without a slash at its end.
    base: String,
    /// At this address, as readers see it, if it was told.
    address: Option<String>,
}

impl Place {
    /// A site of this place: of all of it, or of a path below it.
    fn site(&self, site: Site, path: &str) -> Site {
        let site = site.at(&format!("{}{path}", self.base));
        match &self.address {
            Some(address) => site.reached_at(&format!("{address}{path}")),
            None => site,
        }
    }
}

/// Where pages are served: nothing, or a path without a slash at its end.
fn base(asked: &str) -> Result<String, Failure> {
    let base = asked.trim_end_matches('/');
    let good = base.is_empty()
        || (base.starts_with('/')
            && base.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c))
            && !base.contains("//"));
    if base == HEALTH {
        return Err(Failure::Unfit {
            why: format!("`{HEALTH}` is where the server gives its sign of life"),
            help: "serve the pages below another path",
        });
    }
    if good {
        return Ok(base.to_owned());
    }
    Err(Failure::Unfit {
        why: format!("`{asked}` is no path that pages can be served below"),
        help: "write it as `/dossiers`: letters, digits, hyphens and slashes",
    })
}

/// The folders to serve; none stands for the built-in case.
fn folders(options: &Serve) -> Vec<Option<PathBuf>> {
    let mut all: Vec<Option<PathBuf>> = options.case.folder.iter().chain(&options.cases).cloned().map(Some).collect();
    if all.is_empty() {
        all.push(None);
    }
    all
}

/// The service over all cases, and what is served in a sentence.
fn router(options: &Serve, place: &Place, screen: &Screen) -> Result<(Router, String), Failure> {
    let (folders, base) = (folders(options), &place.base);
    if let [folder] = folders.as_slice() {
        let edition = edition(options, folder.as_deref(), screen)?;
        let meta = &edition.dossier.meta;
        let told = text!("{title}, as of {day}.", title = meta.title, day = meta.as_of);
        let site = place.site(publish::site(edition, !options.read_only)?, "");
        return Ok((below(base, server::router(site)), told));
    }
    let list = if base.is_empty() { "/" } else { base.as_str() };
    let mut cases: Vec<(Shelved, Router)> = Vec::new();
    for folder in &folders {
        let edition = edition(options, folder.as_deref(), screen)?;
        let meta = &edition.dossier.meta;
        let name = name_of(folder.as_deref(), &meta.economy, &cases)?;
        let note = text!("{country}, as of {day}", country = meta.economy_name, day = meta.as_of);
        let case = Shelved { name, title: meta.title.clone(), note };
        let site = publish::site(edition, !options.read_only)?;
        let site = place.site(site, &format!("/{}", case.name)).beside(list);
        cases.push((case, server::router(site)));
    }
    let told = text!("{count} cases side by side.", count = cases.len());
    Ok((below(base, shelf(base, cases)), told))
}

/// The name of a case among others: that of its folder, else its economy; with a number where it is taken.
fn name_of(folder: Option<&Path>, economy: &str, taken: &[(Shelved, Router)]) -> Result<String, Failure> {
    let name = folder
        .and_then(|path| path.file_name())
        .map(|name| slug(&name.to_string_lossy()))
        .filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| economy.to_ascii_lowercase());
    if TAKEN.contains(&name.as_str()) {
        return Err(Failure::Unfit {
            why: format!(
                "a case among others cannot be served at `/{name}`, where the server has something of its own"
            ),
            help: "give its folder another name",
        });
    }
    let free = |name: &String| taken.iter().all(|(case, _)| case.name != *name);
    let numbered = (2..).map(|n: u32| format!("{name}-{n}"));
    Ok(std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or(name))
}

/// A case with what is kept beside it.
fn edition(options: &Serve, folder: Option<&Path>, screen: &Screen) -> Result<Edition, Failure> {
    let asked =
        Case { folder: folder.map(Path::to_owned), as_of: options.case.as_of, language: options.case.language.clone() };
    let (bundle, case) = open::with_bundle(&asked, screen)?;
    let study = keep::study::study(&case);
    let mut dossier = open::dossier_of(&case, study.as_ref(), screen);
    if let Some(folder) = &options.data {
        let ledger = super::score::ledger(folder)?;
        add_record(
            &mut dossier,
            &standings(&super::score::judged(&ledger, &super::score::case_id(&case), case.as_of())?),
        );
        if options.show_panels {
            add_judgements(&mut dossier, &super::panel::closed(&ledger)?);
        }
    }
    Ok(Edition { bundle, case, study, dossier })
}
