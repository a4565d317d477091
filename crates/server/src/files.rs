//! Files to take away that are made outside of this crate: the brief, the spreadsheet, the data package.

use std::fmt;
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;

/// Makes the bytes of a file, or says in words why there are none. It may take a second.
pub type Maker = Arc<dyn Fn() -> Result<Vec<u8>, String> + Send + Sync>;

/// A file to take away.
#[derive(Clone)]
pub struct File {
    /// Its address below the root of the site, without a slash at the front.
    pub name: String,
    /// Media type.
    pub kind: &'static str,
    /// What a link to it says; a file without a title is linked nowhere.
    pub title: String,
    /// Whether the front page has a button for it.
    pub first: bool,
    maker: Maker,
    made: Arc<OnceLock<Result<Bytes, String>>>,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("name", &self.name).finish_non_exhaustive()
    }
}

impl File {
    /// A file that is made when it is first asked for, and kept.
    pub fn new(name: impl Into<String>, kind: &'static str, title: impl Into<String>, maker: Maker) -> Self {
        Self { name: name.into(), kind, title: title.into(), first: false, maker, made: Arc::default() }
    }

    /// The same with a button on the front page.
    #[must_use]
    pub fn first(mut self) -> Self {
        self.first = true;
        self
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Result<Bytes, String> {
        self.made.get_or_init(|| (self.maker)().map(Bytes::from)).clone()
    }
}
