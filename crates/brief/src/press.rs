//! From a template and its data to pages, and from pages to bytes.

use serde::Serialize;
use typst::World as _;
use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::picture::Drawn;
use crate::world::Paper;
use crate::{BriefError, Fault, pack};

/// Pages that were set, and what is needed to explain what is wrong with them.
pub(crate) struct Pages {
    document: PagedDocument,
    paper: Paper,
}

impl Pages {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The page on which the element with the label stands, from 1.
    pub(crate) fn page_of(&self, label: &str) -> Option<usize> {
        use typst::introspection::Introspector as _;
        let introspector = self.document.introspector();
        let label = typst::foundations::Label::new(typst::utils::PicoStr::intern(label))?;
        let location = introspector.query_label(label).ok()?.location()?;
        introspector.page(location).map(std::num::NonZeroUsize::get)
    }

    /// What stands on each page.
    #[cfg(test)]
    pub(crate) fn frames(&self) -> impl Iterator<Item = &typst::layout::Frame> {
        self.document.pages().iter().map(|page| &page.frame)
    }

    /// The file: tagged, PDF/UA-1, the same bytes for the same pages.
    pub(crate) fn pdf(&self, ident: String, creator: String) -> Result<Vec<u8>, BriefError> {
        let standards = PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|refused| BriefError::Standard(refused.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some(creator)),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options)
            .map(pack::pack)
            .map_err(|faults| BriefError::Typeset(told(&self.paper, &faults)))
    }
}

/// Sets data by a template: they come to it as `data.json` and the pictures by their names.
pub(crate) fn set<T: Serialize>(template: &str, data: &T, pictures: &[&Drawn]) -> Result<Pages, BriefError> {
    let mut files = vec![("data.json".to_owned(), serde_json::to_vec(data)?)];
    files.extend(pictures.iter().map(|drawn| (drawn.file.clone(), drawn.svg.clone().into_bytes())));
    let paper = Paper::new(template, files)?;
    match typst::compile::<PagedDocument>(&paper).output {
        Ok(document) => Ok(Pages { document, paper }),
        Err(faults) => Err(BriefError::Typeset(told(&paper, &faults))),
    }
}

/// Lets go of what the typesetter remembers: a paper is made once and kept, and the next one is another.
pub(crate) fn forget() {
    typst::comemo::evict(0);
}

fn told(paper: &Paper, faults: &[SourceDiagnostic]) -> Vec<Fault> {
    faults
        .iter()
        .map(|fault| Fault {
            message: fault.message.to_string(),
            at: place(paper, fault),
            hints: fault.hints.iter().map(|hint| hint.v.to_string()).collect(),
        })
        .collect()
}

fn place(paper: &Paper, fault: &SourceDiagnostic) -> Option<String> {
    let source = paper.source(fault.span.id()?).ok()?;
    let range = paper.range(fault.span)?;
    let line = source.lines().byte_to_line(range.start)? + 1;
    Some(format!("{}:{line}", source.id().get().vpath().get_without_slash()))
}
