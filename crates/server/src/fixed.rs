//! A site of files: the same pages as served ones, made by the same routes, with links from file to file. It opens from a
//! folder on any disk, and from any server of files.

use std::collections::{BTreeSet, btree_set};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ::words::within;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;

use crate::addresses::addresses;
use crate::answer::{aside, cores};
use crate::files::File;
use crate::links::name_of;
use crate::routes;
use crate::site::Site;

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

/// Makes all files of a site and tells how many. The map of the site is made where it was told its address
/// ([`Site::reached_at`]).
///
/// # Errors
/// When a page cannot be made, or a file not be taken.
pub async fn files(site: Site, shelf: Arc<impl Take + 'static>) -> Result<usize, FixedError> {
    let site = site.fixed();
    // Papers and workbooks take longest: they are made beside the pages.
    let make = |file: File| {
        let shelf = Arc::clone(&shelf);
        tokio::spawn(aside(move || match file.bytes() {
            Ok(bytes) => put(&*shelf, &file.name, &bytes),
            Err(why) => Err(FixedError::File { name: file.name.clone(), why }),
        }))
    };
    let copies: Vec<_> = within(site.language(), || site.files().iter().cloned().map(make).collect());
    let paths = paths(&site);
    let count = paths.len() + site.files().len();
    let work =
        Arc::new(Work { all: paths.len(), rest: Mutex::new(paths.into_iter()), done: AtomicUsize::new(0), shelf });
    let router = routes::router(site);
    let workers: Vec<_> = (0..cores()).map(|_| tokio::spawn(one_worker(router.clone(), Arc::clone(&work)))).collect();
    let broken = |_| FixedError::Answer { path: String::new(), status: StatusCode::INTERNAL_SERVER_ERROR };
    for worker in workers {
        worker.await.map_err(broken)??;
    }
    for copy in copies {
        copy.await.and_then(|made| made).map_err(broken)??;
    }
    Ok(count)
}

fn put(shelf: &impl Take, name: &str, bytes: &[u8]) -> Result<(), FixedError> {
    shelf.take(name, bytes).map_err(|cause| FixedError::Taken { name: name.to_owned(), cause })
}

/// What is still to be made.
struct Work<T> {
    all: usize,
    rest: Mutex<btree_set::IntoIter<String>>,
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
    Ok((name_of(&path), bytes.to_vec()))
}

/// Every address of the site that can be a file.
fn paths(site: &Site) -> BTreeSet<String> {
    addresses(site).into_iter().filter(|(_, gives)| gives.is_file()).map(|(path, _)| path).collect()
}
