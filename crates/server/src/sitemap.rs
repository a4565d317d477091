//! All pages for search engines (sitemaps.org, protocol 0.9).

use std::fmt::Write as _;

use crate::feed::escape;
use crate::site::{Site, path_of};

/// The map; `base` stands before every path, and `file` gives the path as it is published.
pub(crate) fn render(site: &Site, base: &str, file: &dyn Fn(&str) -> String) -> String {
    let dossier = site.dossier();
    let day = dossier.meta.as_of;
    let mut out =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    let pages = dossier.pages.iter().map(|page| path_of(&page.id));
    for path in pages.chain(dossier.figures.iter().map(|figure| format!("/fig/{}", figure.id))) {
        // Writing to a text cannot fail.
        let _ = writeln!(
            out,
            "<url><loc>{}</loc><lastmod>{day}</lastmod></url>",
            escape(&format!("{base}{}", file(&path)))
        );
    }
    out.push_str("</urlset>\n");
    out
}
