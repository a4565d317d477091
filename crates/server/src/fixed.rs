//! A site of files: the same pages as served ones, made by the same routes, with links from file to file. It opens from a
//! folder on any disk, and from any server of files.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ::words::within;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use document::Block;
use tower::ServiceExt as _;

use crate::answer::aside;
use crate::files::File;
use crate::links::{TRACES, file_of};
use crate::site::{Site, figures, has_frames, path_of};
use crate::{feed, ledger, routes, sitemap};

/// Why a site of files could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FixedError {
    /// A page is not what it should be: a fault of the program.
    #[error("{path} answers {status}")]
    Answer {
        /// Its address.
        path: String,
        /// The status of the answer.
        status: StatusCode,
    },
    /// A file to take away could not be made.
    #[error("{name} could not be made: {why}")]
    File {
        /// Its name.
        name: String,
        /// Why.
        why: String,
    },
    /// A file was made and could not be put away.
    #[error("{name} could not be written")]
    Taken {
        /// Its name.
        name: String,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
}

/// Takes the files of a site as they are made, from several threads.
pub trait Take: Send + Sync {
    /// A file: its path below the folder, and its bytes.
    ///
    /// # Errors
    /// When it cannot be put away: the site is given up.
    fn take(&self, name: &str, bytes: &[u8]) -> std::io::Result<()>;

    /// So many pages and pictures of so many are made.
    fn told(&self, done: usize, all: usize);
}

/// Makes all files of a site and tells how many. `base` is the address at which it will stand, if that is known: feeds
/// and the map of the site need it.
///
/// # Errors
/// When a page cannot be made, or a file not be taken.
pub async fn files(site: Site, base: Option<&str>, shelf: Arc<impl Take + 'static>) -> Result<usize, FixedError> {
    let site = site.fixed();
    let machines = within(site.language(), || machines(&site, base.map(|base| base.trim_end_matches('/'))));
    for (name, bytes) in &machines {
        put(&*shelf, name, bytes)?;
    }
    let mut count = machines.len() + site.files().len();
    // Papers and workbooks take longest: they are made beside the pages.
    let make = |file: File| {
        let shelf = Arc::clone(&shelf);
        aside(move || match file.bytes() {
            Ok(bytes) => put(&*shelf, &file.name, &bytes),
            Err(why) => Err(FixedError::File { name: file.name.clone(), why }),
        })
    };
    let copies: Vec<_> = within(site.language(), || site.files().iter().cloned().map(make).collect());
    let paths = paths(&site);
    count += paths.len();
    let work =
        Arc::new(Work { all: paths.len(), rest: Mutex::new(paths.into_iter()), done: AtomicUsize::new(0), shelf });
    let router = routes::router(site);
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let workers: Vec<_> = (0..workers).map(|_| tokio::spawn(one_worker(router.clone(), Arc::clone(&work)))).collect();
    let broken = |_| FixedError::Answer { path: String::new(), status: StatusCode::INTERNAL_SERVER_ERROR };
    for worker in workers {
        worker.await.map_err(broken)??;
    }
    for copy in copies {
        copy.await.map_err(broken)??;
    }
    Ok(count)
}

fn put(shelf: &impl Take, name: &str, bytes: &[u8]) -> Result<(), FixedError> {
    shelf.take(name, bytes).map_err(|cause| FixedError::Taken { name: name.to_owned(), cause })
}

/// What is still to be made.
struct Work<T> {
    all: usize,
    rest: Mutex<std::vec::IntoIter<String>>,
    done: AtomicUsize,
    shelf: Arc<T>,
}

async fn one_worker(router: Router, work: Arc<Work<impl Take>>) -> Result<(), FixedError> {
    loop {
        let next = work.rest.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some(path) = next else { return Ok(()) };
        let (name, bytes) = one(&router, path).await?;
        put(&*work.shelf, &name, &bytes)?;
        work.shelf.told(work.done.fetch_add(1, Ordering::Relaxed) + 1, work.all);
    }
}

/// A file: its path below the folder, and its bytes.
type Written = (String, Vec<u8>);

/// Feed and map of the site.
fn machines(site: &Site, base: Option<&str>) -> Vec<Written> {
    let dossier = site.dossier();
    let atom = feed::render(&dossier.meta, &feed::items(dossier), base.unwrap_or("."));
    let mut out = vec![("feed.xml".to_owned(), atom.into_bytes())];
    if let Some(base) = base {
        let published = |path: &str| {
            let file = file_of(path);
            format!("/{}", file.strip_suffix("index.html").unwrap_or(&file))
        };
        out.push(("sitemap.xml".to_owned(), sitemap::render(site, base, &published).into_bytes()));
    }
    out
}

/// The file of one path, as the routes answer for it.
async fn one(router: &Router, path: String) -> Result<Written, FixedError> {
    let fail = |status| FixedError::Answer { path: path.clone(), status };
    let request = Request::builder().uri(&path).body(Body::empty()).map_err(|_| fail(StatusCode::BAD_REQUEST))?;
    let Ok(response) = router.clone().oneshot(request).await;
    if response.status() != StatusCode::OK {
        return Err(fail(response.status()));
    }
    let bytes =
        to_bytes(response.into_body(), usize::MAX).await.map_err(|_| fail(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok((file_of(&path), bytes.to_vec()))
}

/// Every address of the site that can be a file.
fn paths(site: &Site) -> Vec<String> {
    let dossier = site.dossier();
    let mut all: Vec<String> =
        ["/favicon.svg", "/dossier.json", "/search", "/search.js", "/events.ics"].map(str::to_owned).into();
    all.extend([site.assets().style.clone(), site.assets().script.clone()]);
    all.extend(dossier.panel.as_ref().map(|_| "/panel.ics".to_owned()));
    for page in &dossier.pages {
        all.push(path_of(&page.id));
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            if let Block::Table(view) = block {
                all.push(format!("/table/{}.csv", view.id));
            }
        }
    }
    for figure in &dossier.figures {
        let ends = ["", ".svg", ".png", ".csv", ".json", ".metadata.json", ".points.js"];
        all.extend(ends.map(|end| format!("/fig/{}{end}", figure.id)));
        if has_frames(figure) {
            all.extend(figure.frames().iter().map(|frame| format!("/fig/{}/{}", figure.id, frame.key)));
        }
    }
    let shared: Vec<String> =
        dossier.pages.iter().filter_map(|page| figures(page).next()).map(|id| format!("/fig/{id}.share.png")).collect();
    all.extend(shared);
    all.extend(ledger::groups(dossier).iter().map(|group| format!("{TRACES}/{group}")));
    all.extend(ledger::files(dossier).iter().map(|file| format!("/rows/{file}")));
    all.sort();
    all.dedup();
    all
}
