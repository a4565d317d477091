//! What the typesetter may see: the templates, the fonts of `typeface`, and the files of one paper. No disk, no
//! network, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::BriefError;

/// Name and text of every template.
const TEMPLATES: [(&str, &str); 3] = [
    ("common.typ", include_str!("common.typ")),
    ("minister.typ", include_str!("minister.typ")),
    ("full.typ", include_str!("full.typ")),
];

/// What no paper changes.
struct Shop {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    templates: HashMap<FileId, Source>,
}

static SHOP: LazyLock<Option<Shop>> = LazyLock::new(|| {
    let fonts: Vec<Font> = typeface::all().into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)).collect();
    if fonts.len() != typeface::all().len() {
        return None;
    }
    let templates = TEMPLATES
        .iter()
        .filter_map(|(name, text)| id(name).map(|id| (id, Source::new(id, (*text).to_owned()))))
        .collect();
    Some(Shop {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        templates,
    })
});

/// The id of a name. Ids are kept for ever, so names come from a small set.
fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// The templates, the fonts, and the files of one paper.
pub(crate) struct Paper {
    shop: &'static Shop,
    main: FileId,
    files: HashMap<FileId, Bytes>,
}

impl Paper {
    /// A paper by one of the templates, with files that it reads by name.
    pub(crate) fn new(template: &str, files: Vec<(String, Vec<u8>)>) -> Result<Self, BriefError> {
        let shop = SHOP.as_ref().ok_or(BriefError::Fonts)?;
        let main = id(template).ok_or(BriefError::Fonts)?;
        let files = files.into_iter().filter_map(|(name, bytes)| Some((id(&name)?, Bytes::new(bytes)))).collect();
        Ok(Self { shop, main, files })
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shop.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shop.templates.get(&id).cloned().ok_or_else(|| unknown(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| unknown(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shop.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn unknown(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
